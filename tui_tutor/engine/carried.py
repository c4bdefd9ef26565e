"""What the main loop carries over from one iteration to the next, read off its syntax tree.

A name is carried over if an iteration may read it before writing it, may leave it unwritten, or changes its value in
place. Everything else a loop writes can be had again by running one iteration. Where the text leaves a doubt the
name is carried over: that costs memory, never truth.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tui_tutor.engine.kinds import MUTATORS
from tui_tutor.engine.loops import Loop

DRAWS = frozenset(
    "random rand randn randint normal uniform standard_normal choice permutation shuffle integers".split()
)
"""Methods that move a random generator on."""

FRESH = (ast.BinOp, ast.UnaryOp, ast.Compare, ast.Constant, ast.JoinedStr)
"""Expressions whose result shares nothing with their operands (`+` on arrays, numbers, text and lists)."""

VIEWS = frozenset("T real imag flat reshape ravel transpose squeeze swapaxes view diagonal asarray atleast_2d".split())


@dataclass(frozen=True, slots=True)
class Carried:
    """`read` names are read before they are written, `kept` names may survive an iteration unwritten or changed.

    `written` are all names that the loop stores. `changed` are the names whose values are changed in place. `grown`
    are lists that the loop only appends to. `draws` says whether numpy's own generator is drawn from.
    """

    written: frozenset[str]
    read: frozenset[str]
    kept: frozenset[str]
    changed: frozenset[str]
    grown: frozenset[str]
    draws: bool

    @property
    def names(self) -> frozenset[str]:
        """Everything that has to be restored to run an iteration again."""
        return (self.read & self.written) | self.kept | self.changed


@dataclass(slots=True)
class _Facts:
    """What a run of statements does to names outside functions."""

    read: set[str] = field(default_factory=set)
    written: set[str] = field(default_factory=set)
    changed: set[str] = field(default_factory=set)
    ends: list[set[str]] = field(default_factory=list)
    draws: bool = False


def carried(tree: ast.Module, loop: Loop) -> Carried:
    """What `loop`, one of the tree's own statements, carries over."""
    functions = {node.name: node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    walk = _Walk(functions)
    definite: set[str] = set()
    if isinstance(loop, ast.For):
        walk.store(loop.target, definite)
    end = walk.block(loop.body, definite)
    if isinstance(loop, ast.While):
        walk.expression(loop.test, end if end is not None else set())
    facts = walk.facts
    ends = [*facts.ends, *([end] if end is not None else [])]
    certain = set.intersection(*ends) if ends else set()
    grown = _grown(tree, loop, facts)
    return Carried(
        frozenset(facts.written),
        frozenset(facts.read),
        frozenset(facts.written - certain),
        frozenset(facts.changed),
        frozenset(grown),
        facts.draws,
    )


class _Walk:
    """Goes through statements in the order in which they run, with the names that are certainly written so far."""

    def __init__(self, functions: dict[str, ast.FunctionDef]) -> None:
        self.functions = functions
        self.facts = _Facts()
        self.sources: dict[str, ast.expr | None] = {}
        self._entered: set[str] = set()

    def block(self, statements: Iterable[ast.stmt], definite: set[str]) -> set[str] | None:
        """The names certainly written after these statements, None where their end is never reached."""
        current: set[str] | None = definite
        for statement in statements:
            if current is None:
                return None
            current = self.statement(statement, current)
        return current

    def statement(self, node: ast.stmt, definite: set[str]) -> set[str] | None:
        """The same for one statement."""
        if isinstance(node, (ast.Continue, ast.Break)):
            self.facts.ends.append(definite)
            return None
        if isinstance(node, ast.If):
            self.expression(node.test, definite)
            return _either(self.block(node.body, set(definite)), self.block(node.orelse, set(definite)))
        if isinstance(node, (ast.For, ast.While)):
            return self._inner_loop(node, definite)
        if isinstance(node, (ast.Assign, ast.AnnAssign)):
            if node.value is not None:
                self.expression(node.value, definite)
                for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                    self.store(target, definite, node.value)
            return definite
        if isinstance(node, ast.AugAssign):
            self._augmented(node, definite)
            return definite
        if isinstance(node, ast.FunctionDef):
            self._wrote(node.name, definite, None)
            return definite
        if isinstance(node, ast.Delete):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    self.facts.written.add(target.id)
                    definite.discard(target.id)
            return definite
        if isinstance(node, ast.With):
            for item in node.items:
                self.expression(item.context_expr, definite)
            return self.block(node.body, definite)
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.expr):
                self.expression(child, definite)
            elif isinstance(child, ast.alias):
                self._wrote(child.asname or child.name, definite, None)
        return definite

    def expression(self, node: ast.expr, definite: set[str]) -> None:
        """Note what an expression reads, calls and changes."""
        hidden = _own_names(node)
        for child in _in_order(node):
            if isinstance(child, ast.NamedExpr):
                self._wrote(child.target.id, definite, child.value)
            elif isinstance(child, ast.Name) and isinstance(child.ctx, ast.Load):
                if child.id not in definite and child.id not in hidden:
                    self.facts.read.add(child.id)
                if child.id in self.functions:
                    self._enter(child.id, definite)
            elif isinstance(child, ast.Call):
                self._call(child)

    def store(self, target: ast.expr, definite: set[str], value: ast.expr | None = None) -> None:
        """Note what a target stores to."""
        if isinstance(target, ast.Name):
            self._wrote(target.id, definite, value)
        elif isinstance(target, (ast.Tuple, ast.List)):
            for element in target.elts:
                self.store(element, definite, value)
        elif isinstance(target, ast.Starred):
            self.store(target.value, definite, value)
        else:
            for child in ast.iter_child_nodes(target):
                if isinstance(child, ast.expr):
                    self.expression(child, definite)
            self._changes(target)

    def _inner_loop(self, node: ast.For | ast.While, definite: set[str]) -> set[str]:
        outer = self.facts.ends
        self.facts.ends = []
        inside = set(definite)
        if isinstance(node, ast.For):
            self.expression(node.iter, definite)
            self.store(node.target, inside, node.iter)
        else:
            self.expression(node.test, definite)
        self.block(node.body, inside)
        self.facts.ends = outer
        # It may not turn at all, so nothing in it is certain.
        self.block(node.orelse, set(definite))
        return definite

    def _augmented(self, node: ast.AugAssign, definite: set[str]) -> None:
        self.expression(node.value, definite)
        if isinstance(node.target, ast.Name):
            if node.target.id not in definite:
                self.facts.read.add(node.target.id)
            self._changes(node.target)
            self.facts.written.add(node.target.id)
        else:
            self.store(node.target, definite)

    def _call(self, node: ast.Call) -> None:
        function = node.func
        for keyword in node.keywords:
            if keyword.arg == "out":
                self._changes(keyword.value)
        if isinstance(function, ast.Attribute):
            if function.attr in DRAWS:
                self.facts.draws = True
                self._changes(function.value)
            if function.attr in MUTATORS:
                self._changes(function.value)
                for argument in node.args:
                    self._changes(argument)
        elif isinstance(function, ast.Name):
            if function.id in DRAWS:
                self.facts.draws = True
            inside = self.functions.get(function.id)
            if inside is None or _changes_something(inside, self.functions, set()):
                # A function of the program that changes things, or an unknown callable, may change what it is given.
                known = function.id in _PURE_BUILTINS
                for argument in node.args if not known else []:
                    self._changes(argument)

    def _enter(self, name: str, definite: set[str]) -> None:
        """What a function of the program does to names outside itself counts where it is used."""
        if name in self._entered:
            return
        self._entered.add(name)
        node = self.functions[name]
        local = _locals(node)
        inner = _Walk(self.functions)
        inner._entered = self._entered
        inner.block(node.body, set(local))
        self.facts.read |= inner.facts.read - local - definite
        self.facts.written |= inner.facts.written - local
        self.facts.changed |= inner.facts.changed - local
        self.facts.draws |= inner.facts.draws

    def _wrote(self, name: str, definite: set[str], value: ast.expr | None) -> None:
        self.facts.written.add(name)
        definite.add(name)
        self.sources[name] = value

    def _changes(self, node: ast.expr, seen: frozenset[str] = frozenset()) -> None:
        """Note an in-place change of what an expression stands for, and of all it may share memory with."""
        if isinstance(node, FRESH):
            return
        if isinstance(node, ast.Name):
            if node.id in seen:
                return
            source = self.sources.get(node.id)
            if source is None or not _is_fresh(source, self.functions):
                self.facts.changed.add(node.id)
            if source is not None:
                self._changes(source, seen | {node.id})
            return
        if isinstance(node, ast.Call):
            if not _is_fresh(node, self.functions):
                for argument in [*node.args, *([node.func.value] if isinstance(node.func, ast.Attribute) else [])]:
                    self._changes(argument, seen)
            return
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.expr):
                self._changes(child, seen)


_PURE_BUILTINS = frozenset(
    "abs all any bool dict divmod enumerate filter float int isinstance len list map max min pow print "
    "range repr reversed round set sorted str sum tuple zip".split()
)


def _either(first: set[str] | None, second: set[str] | None) -> set[str] | None:
    if first is None or second is None:
        return second if first is None else first
    return first & second


def _is_fresh(node: ast.expr, functions: dict[str, ast.FunctionDef]) -> bool:
    """Whether an expression's result is certainly a new object that shares no memory with anything."""
    if isinstance(node, FRESH):
        return True
    if not isinstance(node, ast.Call):
        return False
    if isinstance(node.func, ast.Attribute):
        return node.func.attr not in VIEWS and node.func.attr not in ("get", "pop", "setdefault", "where")
    return isinstance(node.func, ast.Name) and node.func.id in _PURE_BUILTINS and node.func.id not in functions


def _own_names(node: ast.expr) -> set[str]:
    """Names that comprehensions and lambdas inside an expression bind for themselves."""
    names = set()
    for child in ast.walk(node):
        if isinstance(child, ast.comprehension):
            names |= {each.id for each in ast.walk(child.target) if isinstance(each, ast.Name)}
        elif isinstance(child, ast.Lambda):
            names |= {argument.arg for argument in child.args.args}
    return names


def _in_order(node: ast.AST) -> Iterator[ast.AST]:
    """Children before their parent, which is close enough to the order of evaluation."""
    for child in ast.iter_child_nodes(node):
        yield from _in_order(child)
    yield node


def _locals(node: ast.FunctionDef) -> set[str]:
    outside = {name for each in ast.walk(node) if isinstance(each, ast.Global) for name in each.names}
    every = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    names = {argument.arg for argument in every}
    names |= {each.id for each in ast.walk(node) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)}
    return names - outside


def _changes_something(node: ast.FunctionDef, functions: dict[str, ast.FunctionDef], seen: set[str]) -> bool:
    """Whether a function may change anything in place, or calls one that may."""
    if node.name in seen:
        return False
    seen.add(node.name)
    for each in ast.walk(node):
        if isinstance(each, ast.AugAssign) or (isinstance(each, ast.Subscript) and isinstance(each.ctx, ast.Store)):
            return True
        if isinstance(each, ast.Call):
            name = each.func.attr if isinstance(each.func, ast.Attribute) else getattr(each.func, "id", "")
            if name in MUTATORS or any(keyword.arg == "out" for keyword in each.keywords):
                return True
            if name in functions and _changes_something(functions[name], functions, seen):
                return True
    return False


def _grown(tree: ast.Module, loop: Loop, facts: _Facts) -> set[str]:
    """Lists that the loop only ever appends to, and the functions of the program leave alone."""
    uses: dict[str, int] = {}
    appends: dict[str, int] = {}
    for node in ast.walk(loop):
        if isinstance(node, ast.Name):
            uses[node.id] = uses.get(node.id, 0) + 1
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "append":
            owner = node.func.value
            if isinstance(owner, ast.Name):
                appends[owner.id] = appends.get(owner.id, 0) + 1
    inside = {
        name.id
        for node in ast.walk(tree)
        if isinstance(node, (ast.FunctionDef, ast.Lambda))
        for name in ast.walk(node)
        if isinstance(name, ast.Name)
    }
    return {name for name, count in appends.items() if count == uses[name]} - facts.written - inside
