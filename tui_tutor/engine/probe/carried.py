"""What the main loop reads and writes, read off the program's text.

It says which names are weights, and which values are left over from the iteration before. Going back relies on none
of it but on `only_grows`.
"""

from __future__ import annotations

import ast
import symtable
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tui_tutor.engine.probe.heads import Loop
from tui_tutor.engine.probe.reaching import LOOPS
from tui_tutor.engine.text.language.modules import DRAWS, SEEDED
from tui_tutor.engine.text.language.scikit import DRAWS as OF_SCIKIT
from tui_tutor.engine.text.source import Source

_DRAWS = frozenset(path.rpartition(".")[2] for path in DRAWS | SEEDED) | OF_SCIKIT
_SETTINGS = frozenset("seterr set_printoptions errstate printoptions getcontext argv".split())
"""By these names a program changes what lies in others' modules."""
_FUNCTIONS = (ast.FunctionDef, ast.Lambda, ast.GeneratorExp)
_CHANGING = frozenset(
    """clear insert pop popleft remove reverse rotate shuffle sort delitem setitem imul getattr methodcaller attrgetter
    move_to_end""".split()
)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


@dataclass(frozen=True, slots=True)
class Carried:
    """Names that the main loop's own code uses, by what it does with them.

    `written` are stored or deleted by an iteration, `read` may be read by it before it writes them. `learned` are
    made of what they were before.
    """

    written: frozenset[str]
    read: frozenset[str]
    learned: frozenset[str]


def carried(source: Source, loop: Loop) -> Carried:
    """What a loop of the program carries over."""
    inside = _Functions(source)
    walk = _Walk()
    walk.loop(loop)
    read = frozenset(walk.read) | inside.written
    written = frozenset(_stored(loop)) | inside.written
    return Carried(written, read, frozenset(read & (written | _updated(loop))))


def draws(tree: ast.Module) -> bool:
    """Whether a program may draw random numbers from numpy's own generator in a loop or in a function."""
    looping = [node for node in ast.walk(tree) if isinstance(node, (*LOOPS, *_FUNCTIONS))]
    return any(word in _DRAWS for each in looping for node in ast.walk(each) for word in _words(node))


def sets(tree: ast.Module) -> bool:
    """Whether a program may change settings: how numpy takes errors or prints, how exact decimal numbers are."""
    return any(word in _SETTINGS for node in ast.walk(tree) for word in _words(node))


def only_grows(tree: ast.Module) -> bool:
    """Whether no list of a program can be changed but by adding to its end."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript) and not isinstance(node.ctx, ast.Load):
            return False
        if isinstance(node, ast.AugAssign) and isinstance(node.op, ast.Mult) and _may_be_list(node.target, tree):
            # A list times 0 is empty.
            return False
        if isinstance(node, ast.Attribute) and node.attr in _CHANGING:
            return False
        if isinstance(node, ast.Name) and node.id in _CHANGING:
            return False
    return True


def pops_sets(tree: ast.Module) -> bool:
    """Whether a program may ask a set for any of its items: whatever is popped without a place, but for its lists."""
    by_place = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call) and (node.args or node.keywords)}
    popped = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr == "pop"]
    return any(id(node) not in by_place and not _is_always_list(_last_name(node.value), tree) for node in popped)


def _is_always_list(name: str, tree: ast.Module) -> bool:
    """Whether a name, or an attribute of any object, is given lists wherever the text gives it something."""
    stores = lists = 0
    for node in ast.walk(tree):
        if isinstance(node, ast.arg):
            stores += node.arg == name
        elif isinstance(node, (ast.Name, ast.Attribute)) and isinstance(node.ctx, ast.Store):
            stores += _last_name(node) == name
        elif isinstance(node, ast.Assign) and isinstance(node.value, (ast.List, ast.ListComp)):
            lists += sum(_last_name(target) == name for target in node.targets)
    return bool(name) and 0 < lists == stores


def _last_name(node: ast.expr) -> str:
    """A name, or that of an attribute; "" for all else."""
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _may_be_list(target: ast.expr, tree: ast.Module) -> bool:
    """Whether the text gives a name a list somewhere."""
    stores = [node for node in ast.walk(tree) if isinstance(node, ast.Assign)]
    lists = [node for node in stores if isinstance(node.value, (ast.List, ast.ListComp))]
    named = {
        each.id for node in lists for target in node.targets for each in ast.walk(target) if isinstance(each, ast.Name)
    }
    return isinstance(target, ast.Name) and target.id in named


class _Walk:
    """Goes through statements in the order in which they run, with the names that are certainly written so far.

    A set of certain names is changed by what it is given to; where ways part, each gets a copy.
    """

    def __init__(self) -> None:
        self.read: set[str] = set()
        self._ends: list[set[str]] = []

    def loop(self, loop: Loop) -> None:
        """Go through an iteration, also through one that is cut short."""
        certain: set[str] = set()
        if isinstance(loop, ast.For):
            self._store(loop.target, certain)
        end = self._block(loop.body, certain)
        ends = [*self._ends, *([end] if end is not None else [])]
        always = set.intersection(*ends) if ends else set()
        if isinstance(loop, ast.While):
            # It is decided again after each iteration, however that ended; the first time is the setup's.
            self._expression(loop.test, always)

    def _block(self, statements: Iterable[ast.stmt], certain: set[str]) -> set[str] | None:
        """The names certainly written after these statements, None where their end is never reached."""
        current: set[str] | None = certain
        for statement in statements:
            if current is None:
                return None
            current = self._statement(statement, current)
        return current

    def _statement(self, node: ast.stmt, certain: set[str]) -> set[str] | None:
        if isinstance(node, (ast.Continue, ast.Break)):
            self._ends.append(certain)
            return None
        if isinstance(node, ast.If):
            self._expression(node.test, certain)
            return _either(self._block(node.body, set(certain)), self._block(node.orelse, set(certain)))
        if isinstance(node, (ast.For, ast.While)):
            return self._inner_loop(node, certain)
        if isinstance(node, ast.With):
            for item in node.items:
                self._expression(item.context_expr, certain)
            return self._block(node.body, certain)
        self._simple(node, certain)
        return certain

    def _simple(self, node: ast.stmt, certain: set[str]) -> None:
        if isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value is not None:
            self._expression(node.value, certain)
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                self._store(target, certain)
        elif isinstance(node, ast.AugAssign):
            self._expression(node.value, certain)
            self._expression(node.target, certain)
            self._store(node.target, certain)
        elif isinstance(node, ast.FunctionDef):
            for default in [*node.args.defaults, *node.args.kw_defaults]:
                if default is not None:
                    self._expression(default, certain)
            certain.add(node.name)
        elif isinstance(node, ast.Delete):
            for target in node.targets:
                self._expression(target, certain)
                certain -= {name.id for name in ast.walk(target) if isinstance(name, ast.Name)}
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            certain |= set(_stored(node))
        else:
            for child in ast.iter_child_nodes(node):
                if isinstance(child, ast.expr):
                    self._expression(child, certain)

    def _inner_loop(self, node: ast.For | ast.While, certain: set[str]) -> set[str]:
        # It may not turn at all, so nothing in it is certain after it.
        outer, self._ends = self._ends, []
        inside = set(certain)
        self._expression(node.iter if isinstance(node, ast.For) else node.test, certain)
        if isinstance(node, ast.For):
            self._store(node.target, inside)
        self._block(node.body, inside)
        self._ends = outer
        self._block(node.orelse, set(certain))
        return certain - _deleted(node)

    def _expression(self, node: ast.expr, certain: set[str]) -> None:
        """Note what an expression reads; what `:=` writes in it is not certain, since it may stand behind `and`."""
        names = (each.id for each in ast.walk(node) if isinstance(each, ast.Name))
        self.read |= {name for name in names if name not in certain}

    def _store(self, target: ast.expr, certain: set[str]) -> None:
        if isinstance(target, ast.Name):
            certain.add(target.id)
        elif isinstance(target, (ast.Tuple, ast.List)):
            for element in target.elts:
                self._store(element, certain)
        else:
            self._expression(target, certain)


class _Functions:
    """What the program's functions and lambdas do to names outside them, whenever and however they are called."""

    def __init__(self, source: Source) -> None:
        self.read: frozenset[str] = frozenset()
        self.written: frozenset[str] = frozenset()
        self._look(symtable.symtable(source.text, source.path, "exec"), inside=False)

    def _look(self, table: symtable.SymbolTable, *, inside: bool) -> None:
        for child in table.get_children():
            # A comprehension outside functions runs where it stands.
            function = inside or child.get_name() not in ("listcomp", "setcomp", "dictcomp", "genexpr")
            if function and isinstance(child, symtable.Function):
                self.read |= set(child.get_globals())
                declared = {symbol.get_name() for symbol in child.get_symbols() if symbol.is_declared_global()}
                self.written |= declared
            self._look(child, inside=function)


def _stored(node: ast.AST) -> Iterator[str]:
    """The names outside functions that a statement stores or deletes somewhere."""
    if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
        yield node.id
    elif isinstance(node, ast.alias):
        yield node.asname or node.name.partition(".")[0]
    elif isinstance(node, ast.FunctionDef):
        yield node.name
    if not isinstance(node, (ast.FunctionDef, ast.Lambda, *_COMPREHENSIONS)):
        for child in ast.iter_child_nodes(node):
            yield from _stored(child)


def _deleted(node: ast.AST) -> set[str]:
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Del)}


def _either(first: set[str] | None, second: set[str] | None) -> set[str] | None:
    if first is None or second is None:
        return second if first is None else first
    return first & second


def _words(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Attribute):
        yield node.attr
    elif isinstance(node, ast.Name):
        yield node.id


def _updated(loop: Loop) -> set[str]:
    """Names whose parts are updated, as in `w[i] += x`."""
    found = set()
    for node in ast.walk(loop):
        if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Subscript):
            owner = node.target.value
            while isinstance(owner, ast.Subscript):
                owner = owner.value
            found |= {owner.id} if isinstance(owner, ast.Name) else set()
    return found
