"""Rewrites a program so that every body of it holds both ways: the author's own statements, and the same with probes.

A body is cut into stretches, each of which chooses its way when it is entered: `if __tt_on__[7]: … else: …`. A stretch
ends where a loop may run, in it or in what it calls, since the way may change while the main loop waits. What has a
body of its own is not doubled, only its header is. So the program grows to about twice its size, however deeply it is
nested, and each expression is evaluated once, whichever way is gone.

Loops that can be the main loop run over an iterator of ours, or ask us whether they go on: there the program waits.
"""

from __future__ import annotations

import ast
import copy
import warnings
from collections.abc import Sequence

from tui_tutor.engine.probe.heads import Heads, Loop, LoopSite
from tui_tutor.engine.probe.leaving import Finally, Handlers, Ours
from tui_tutor.engine.probe.pieces import located, parameters
from tui_tutor.engine.probe.probe import PlainLambdas
from tui_tutor.engine.probe.reaching import Reach
from tui_tutor.engine.probe.scopes import yields
from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.text.headers import header
from tui_tutor.engine.text.source import Source

_BODIES = (ast.For, ast.While, ast.FunctionDef, ast.ClassDef, ast.Global, ast.Nonlocal)
_WHOLE = (ast.AsyncFunctionDef, ast.TryStar)
"""What is run as it is, where it is run at all: the inside of it cannot be stepped."""


class Bodies(Heads):
    """Rewrites the tree of one program. `chosen` is the line of a loop that can be the main loop wherever it lies."""

    def __init__(self, source: Source, chosen: int | None = None) -> None:
        super().__init__(source, chosen)
        self.pieces: list[int] = []
        self._reach = Reach(source.tree)

    def module(self) -> ast.Module:
        """The whole program, both ways."""
        trusted = self.source.trust is not None
        tree = Handlers(trusted=trusted).visit(copy.deepcopy(self.source.tree))
        if not trusted:
            first = next((n for n, each in enumerate(tree.body) if not _comes_first(each, n)), len(tree.body))
            return ast.Module([*tree.body[:first], *self.both(tree.body[first:])], [])
        made: list[ast.stmt] = []
        for index, statement in enumerate(tree.body):
            made += [statement] if _comes_first(statement, index) else self._tried(statement)
        return ast.Module(made, [])

    def _tried(self, statement: ast.stmt) -> list[ast.stmt]:
        """A statement both ways; as it is, where something in it can be run but not be stepped."""
        kept = copy.deepcopy(statement)
        loops = len(self.loops)
        try:
            if any(isinstance(node, _WHOLE) for node in ast.walk(statement)):
                raise LookupError(statement)
            made = self.both([statement])
            with warnings.catch_warnings(action="ignore"):
                # Not what is kept: what compiles is compiled with all else.
                whole = ast.fix_missing_locations(ast.Module(copy.deepcopy(made), []))
                compile(whole, self.source.path, "exec", dont_inherit=True)
        except (LookupError, AssertionError, TypeError, ValueError, AttributeError, SyntaxError):
            del self.loops[loops:]
            self._begin_afresh()
            self.pieces.append(statement.lineno)
            return [kept]
        return made

    def _begin_afresh(self) -> None:
        """Forget of which scope the program's text was gone through last."""
        del self._tables[1:], self._functions[:], self._global_names[:], self._classes[:]
        self._in_loops, self._is_class = 0, False

    def both(self, statements: Sequence[ast.stmt], head: Sequence[ast.stmt] = ()) -> list[ast.stmt]:
        """Statements both ways; `head` are probes that come first."""
        made: list[ast.stmt] = []
        waiting: list[ast.stmt] = []
        first = list(head)

        def close() -> None:
            nonlocal waiting, first
            if waiting or first:
                made.append(self._stretch(first, waiting))
            waiting, first = [], []

        for statement in statements:
            if self._has_body(statement):
                close()
                made += self._whole(statement)
            elif yields(statement):
                close()
                made += self._waiting(statement)
            elif self._in_loops or not self._reach.reaches(statement):
                waiting.append(statement)
            else:
                close()
                waiting = [statement]
                close()
        close()
        return made

    # Stretches

    def _stretch(self, head: list[ast.stmt], statements: list[ast.stmt]) -> ast.stmt:
        origin = (statements or head)[0]
        last = (statements or head)[-1]
        test = self.stretch(origin.lineno, last.end_lineno or last.lineno)
        probed = [*head, *self.body(copy.deepcopy(statements))]
        plain = [PlainLambdas(self).visit(statement) for statement in statements]
        return located(ast.If(self._at(test, origin), probed, plain), origin)

    def _has_body(self, statement: ast.stmt) -> bool:
        """Whether a statement is not to be doubled, because of what lies in it."""
        if isinstance(statement, ast.Try):
            return True
        inside = [node for node in ast.walk(statement) if isinstance(node, ast.stmt)]
        if any(isinstance(node, _BODIES) for node in inside) or (len(inside) > 1 and yields(statement)):
            return True
        return len(inside) > 1 and not self._in_loops and self._reach.reaches(statement)

    def _waiting(self, node: ast.stmt) -> list[ast.stmt]:
        """A statement in which a generator waits: what comes after that goes the way that is gone then."""
        value = getattr(node, "value", None)
        targets = node.targets if isinstance(node, ast.Assign) else []
        is_plain = isinstance(node, (ast.Expr, ast.Return)) or (
            targets and all(isinstance(t, ast.Name) for t in targets)
        )
        if not is_plain or not isinstance(value, (ast.Yield, ast.YieldFrom)) or (value.value and yields(value.value)):
            # In the midst of an expression the way cannot be changed: it is always the same.
            return self.body([node])
        self._begin(node)
        text = self._text(value)
        value.value = self.either(value.value) if value.value is not None else None
        probes = [probe for target in targets for probe in self._target(target, text, node)[1]]
        return [node, self._stretch(probes, [])] if probes else [node]

    # Statements with bodies

    def _whole(self, node: ast.stmt) -> list[ast.stmt]:
        self._begin(node)
        method = getattr(self, f"_whole_{type(node).__name__}", None)
        made = method(node) if method is not None else [node]
        assert isinstance(made, list)
        return made

    def _whole_If(self, node: ast.If) -> list[ast.stmt]:
        span, text = header(self.source, node), self._text(node.test)
        test = self._expr(copy.deepcopy(node.test))
        site = self._site(Kind.BRANCH, "if", span, (text,))
        probed = self._probe("branch", site, [test], node.test)
        node.test = self.choice(probed, PlainLambdas(self).visit(node.test), node.test)
        node.body, node.orelse = self.both(node.body), self.both(node.orelse)
        return [node]

    def _whole_Match(self, node: ast.Match) -> list[ast.stmt]:
        node.subject = self.either(node.subject)
        for case in node.cases:
            case.guard = self.either(case.guard) if case.guard is not None else None
            case.body = self.both(case.body, self.captures(case))
        return [node]

    def _whole_Finally(self, node: Finally) -> list[ast.stmt]:
        node.body = self.both(node.body)
        return [node]

    def _whole_With(self, node: ast.With) -> list[ast.stmt]:
        for item in node.items:
            item.context_expr = self.either(item.context_expr)
        node.body = self.both(node.body)
        return [node]

    def _whole_For(self, node: ast.For) -> list[ast.stmt]:
        site = self._loop_site(node)
        items = self.either(node.iter)
        if site is not None:
            items = self._asked("turns", [ast.Constant(site.number), items, *self._witness()], node.iter)
        head = self.loop_head(node)
        node.iter = items
        return self._loop(node, head, site)

    def _whole_While(self, node: ast.While) -> list[ast.stmt]:
        site = self._loop_site(node)
        head = self.loop_head(node)
        test = self.either(node.test)
        if site is not None:
            decided = self._asked("decide", [ast.Constant(site.number), test, *self._witness()], node.test)
            asks = ast.BoolOp(ast.Or(), [self._goes_back(site, node.test), decided])
            # Where it is not the main loop it costs hardly more than it does by itself.
            goes_on = ast.BoolOp(ast.And(), [copy.deepcopy(test), self._asked("turn", [], node.test)])
            test = self._at(ast.IfExp(self._told("quiet"), goes_on, asks), node.test)
        node.test = test
        return self._loop(node, head, site)

    def _loop(self, node: Loop, head: ast.stmt, site: LoopSite | None) -> list[ast.stmt]:
        """A loop's body; one that may be the main loop says when it is left, however that is."""
        if site is not None:
            node.body = self._breaking_off(site, node.body)
        self._in_loops += 1
        body = self.both(node.body, [head])
        self._in_loops -= 1
        node.orelse = self.both(node.orelse)
        if site is None:
            node.body = body
            return [node]
        node.body = [self._given_back(site, node), *body]
        left = ast.Expr(
            self._asked("left", [ast.Constant(site.number)], node.iter if isinstance(node, ast.For) else node.test)
        )
        return [self._at(ast.Try([node], [], [], [self._at(left, node)]), node)]

    def _whole_Try(self, node: ast.Try) -> list[ast.stmt]:
        node.body = self.both(node.body)
        for handler in node.handlers:
            # What ends the program is not for it to catch.
            first = [handler.body.pop(0)] if isinstance(handler.body[0], Ours) else []
            caught = ast.Expr(self._asked("caught", [], handler.body[0]))
            handler.body = [*first, self._at(caught, handler.body[0]), *self.both(handler.body)]
        node.orelse = self.both(node.orelse)
        node.finalbody = self.both(node.finalbody)
        return [node]

    def _whole_ClassDef(self, node: ast.ClassDef) -> list[ast.stmt]:
        span = header(self.source, node)
        site = self._site(Kind.DEFINE, "class", span)
        outer = self._in_loops, self._is_class
        self._in_loops, self._is_class = 0, True
        self._global_names.append(set())
        self._tables.append(self._table(node))
        # A docstring stays the first statement.
        first = 1 if ast.get_docstring(node, clean=False) is not None else 0
        self._classes.append(node.name)
        node.body = [*node.body[:first], *self.both(node.body[first:])]
        self._tables.pop()
        self._global_names.pop()
        self._in_loops, self._is_class = outer
        self._classes.pop()
        arguments = [ast.Constant(node.name), ast.Constant(self._is_global(node.name)), ast.Name(node.name, ast.Load())]
        return [node, self._stretch([self._statement_probe("defined", site, arguments, node)], [])]

    def _whole_FunctionDef(self, node: ast.FunctionDef) -> list[ast.stmt]:
        span = header(self.source, node)
        node.args.defaults = [self.either(default) for default in node.args.defaults]
        node.args.kw_defaults = [self.either(default) if default else None for default in node.args.kw_defaults]
        # Its parameters' texts are those of the source, not of what has been put around them.
        function = self._function(node.name, self.original(node).args, node.lineno)
        site = self._site(Kind.DEFINE, "def", span)
        outer = self._in_loops, self._is_class
        is_method, self._in_loops, self._is_class = self._is_class, 0, False
        self._global_names.append({name for s in ast.walk(node) if isinstance(s, ast.Global) for name in s.names})
        self._functions.append(node)
        self._tables.append(self._table(node))
        entered = self._recorder_call("enter", [ast.Constant(function), *parameters(node.args)], node)
        enter = self._at(ast.Expr(entered), node)
        # A docstring stays the first statement.
        first = 1 if ast.get_docstring(node, clean=False) is not None else 0
        docstring, body = node.body[:first], node.body[first:]
        if node.name == "__exit__":
            body = [*self._unless_ended(node), *body]
        if self._reach.reaches_in(node):
            # Always gone where it leads to the main loop, so it stands by itself.
            node.body = [*docstring, self._stretch([enter], []), *self.both(body)]
        else:
            node.body = [*docstring, *self.both(body, [enter])]
        self._tables.pop()
        self._functions.pop()
        self._global_names.pop()
        self._in_loops, self._is_class = outer
        if is_method:
            # Its name is the class's, and a property is not what a name of it would give.
            value: ast.expr = ast.Constant(None)
            arguments: list[ast.expr] = [ast.Constant(None), ast.Constant(False), value]
        else:
            is_global = ast.Constant(self._is_global(node.name))
            arguments = [ast.Constant(node.name), is_global, ast.Name(node.name, ast.Load())]
        return [node, self._stretch([self._statement_probe("defined", site, arguments, node)], [])]

    def _unless_ended(self, node: ast.FunctionDef) -> list[ast.stmt]:
        """What keeps the end of a `with` from doing anything in a program that is left."""
        asked = self._asked("is_ended", [], node)
        return [self._at(Ours(asked, [ast.Return(ast.Constant(False))], []), node)]


def _comes_first(statement: ast.stmt, index: int) -> bool:
    """Whether a statement has to stay at the beginning of a program: its text, and what it has of later Pythons."""
    if isinstance(statement, ast.ImportFrom):
        return statement.module == "__future__"
    return not index and isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
