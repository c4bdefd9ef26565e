"""The numbers of a program that somebody has named and a teacher would try: rates, sizes, how often a loop turns.

They are found in the text: what a name, a parameter, a field or an entry of a dictionary is given as a literal, what a
loop counts to, and what an update is multiplied by. Numbers that only shape or index are none.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from tui_tutor.engine.text.source import Source
from tui_tutor.study.literals import Literal, Number, literal_at
from tui_tutor.study.seeds import CALLED

FEWEST_TURNS = 20
"""Turns of a loop that are worth counting to another number."""

RATE, KEEPING, SIZE, TURNS, OTHER, START = range(6)
"""What a number is, the most telling first: a rate, what else steers the learning, how large a layer is, how often a
loop turns, anything else that has a name, and where something starts that the program itself changes."""

_WORDS = (
    (RATE, "rate lr alpha eta learning step stepsize"),
    (
        KEEPING,
        "momentum decay gamma beta beta1 beta2 lambda lam reg l1 l2 dropout noise sigma std scale temperature temp",
    ),
    (SIZE, "hidden units neurons width nodes layer layers h nh"),
    (TURNS, "epochs epoch iterations iters iter steps rounds turns trials updates n_iter maxiter"),
)
_PLAIN = frozenset(
    "axis dtype decimals digits precision verbose every interval figsize dpi idx index row col column debug ndim ndmin "
    "log version port seed indent best prev previous last old min max total sum count tol tolerance".split()
)
"""Words of names that only index, shape, print, or keep what was."""

_FIRST = frozenset("error err loss cost diff change residual gap".split())
"""Words of names that a loop begins with, and computes anew."""

Loop = ast.For | ast.While
Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


@dataclass(frozen=True, slots=True)
class Named:
    """A number with a name: what it is called, where it stands (in several places for one that is written again),
    what it is, and how it is written: `before` and `after` the number itself."""

    name: str
    places: tuple[Literal, ...]
    rank: int
    before: str
    after: str = ""

    @property
    def line(self) -> int:
        """Where it stands first."""
        return self.places[0].span.line

    @property
    def value(self) -> Number:
        """The number."""
        value = self.places[0].value
        assert not isinstance(value, str)
        return value


def named_numbers(source: Source, main_loop: int | None = None) -> list[Named]:
    """The numbers with names, the most telling first; `main_loop` is the line of the loop that learns."""
    found = _Finder(source, main_loop)
    every = [each for each in found.all() if each.value]
    return sorted(every, key=lambda each: (each.rank, each.places[0].span))


class _Finder:
    """Looks through one program's tree."""

    def __init__(self, source: Source, main_loop: int | None) -> None:
        self._source = source
        self._main_loop = main_loop
        self._nodes = list(ast.walk(source.tree))

    def all(self) -> Iterator[Named]:
        steps: dict[str, list[tuple[str, Literal, str, str]]] = {}
        for node in self._nodes:
            if isinstance(node, ast.Assign):
                for target in node.targets:
                    yield from self._stored(target, node.value, node)
            elif isinstance(node, ast.AnnAssign) and node.value is not None:
                yield from self._stored(node.target, _default(node.value), node)
            elif isinstance(node, Function):
                yield from self._defaults(node)
            elif isinstance(node, ast.Call):
                yield from self._given(node)
            elif isinstance(node, ast.Dict):
                yield from self._entries(node)
            elif isinstance(node, ast.For):
                yield from self._turns(node)
            for name, factor, before, after in self._steps(node):
                steps.setdefault(factor.text, []).append((name, factor, before, after))
        for same in steps.values():
            _, _, before, after = same[0]
            names = ", ".join(dict.fromkeys(name for name, *_ in same))
            yield Named(f"step of {names}", tuple(factor for _, factor, *_ in same), RATE, before, after)

    # Where numbers are named

    def _stored(self, target: ast.expr, value: ast.expr | None, node: ast.stmt) -> Iterator[Named]:
        if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple) and len(target.elts) == len(value.elts):
            for each, one in zip(target.elts, value.elts, strict=True):
                yield from self._stored(each, one, node)
            return
        literal = self._number(value)
        name = _name_of(target)
        if literal is None or not name or self._is_in_loop(node) or self._comes_after(node):
            return
        # The last part of `self.rate` and `params["rate"]` is what it is called.
        if isinstance(target, ast.Name):
            above = self._above.get(node)
            is_field = isinstance(above, ast.ClassDef)
            if self._is_given_to(above, name) if is_field else not self._is_used(name, literal):
                return
        starts = name in self._changed or name in self._stored_in_loops
        if starts and (isinstance(literal.value, int) or set(name.lower().split("_")) & _FIRST):
            return
        yield from self._named(name, literal, f"{ast.unparse(target)} = ", START if starts else None)

    def _defaults(self, node: Function) -> Iterator[Named]:
        arguments, place = node.args, self._owner.get(node, getattr(node, "name", ""))
        positional = [*arguments.posonlyargs, *arguments.args]
        pairs = list(zip(positional[len(positional) - len(arguments.defaults) :], arguments.defaults, strict=True))
        pairs += [(each, one) for each, one in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True) if one]
        for argument, default in pairs:
            literal = self._number(default)
            at = positional.index(argument) if argument in positional else None
            if literal is not None and not self._is_always_given(place, node, argument.arg, at):
                yield from self._named(argument.arg, literal, f"{argument.arg}=")

    def _given(self, call: ast.Call) -> Iterator[Named]:
        """What a call gives to the parameters of a function or class of the program, and `dict` to its entries."""
        called = _called(call)
        if called == "add_argument":
            option = call.args[-1] if call.args else None
            literal = next((self._number(each.value) for each in call.keywords if each.arg == "default"), None)
            if literal is not None and isinstance(option, ast.Constant) and isinstance(option.value, str):
                yield from self._named(option.value.lstrip("-").replace("-", "_"), literal, f"{option.value} ")
            return
        names = self._parameters.get(called)
        if (names is None and called != "dict") or self._is_in_loop(call) or self._comes_after(call):
            return
        for at, each in enumerate(call.args):
            literal = self._number(each)
            if literal is not None and names is not None and at < len(names):
                # What is given without its name may as well be data.
                yield from (one for one in self._named(names[at], literal, f"{names[at]}=") if one.rank != OTHER)
        for keyword in call.keywords:
            literal = self._number(keyword.value)
            if literal is not None and keyword.arg is not None:
                yield from self._named(keyword.arg, literal, f"{keyword.arg}=")

    def _entries(self, node: ast.Dict) -> Iterator[Named]:
        if self._is_in_loop(node):
            return
        for key, value in zip(node.keys, node.values, strict=True):
            literal = self._number(value)
            if literal is not None and isinstance(key, ast.Constant) and isinstance(key.value, str):
                yield from self._named(key.value, literal, f"{self._source.segment(self._source.span(key))}: ")

    def _turns(self, loop: ast.For) -> Iterator[Named]:
        """What a loop counts to."""
        counted = [
            node
            for node in ast.walk(loop.iter)
            if isinstance(node, ast.Call) and _called(node) in ("range", "trange") and 1 <= len(node.args) <= 2
        ]
        for call in counted[:1]:
            literal = self._number(call.args[-1])
            is_long = literal is not None and isinstance(literal.value, int) and literal.value >= FEWEST_TURNS
            if literal is not None and is_long and not self._is_in_loop(loop):
                head = f"for {ast.unparse(loop.target)} in {_called(call)}("
                yield Named("turns", (literal,), TURNS, head, ")")

    def _steps(self, node: ast.AST) -> Iterator[tuple[str, Literal, str, str]]:
        """The number that an update is multiplied by: `w -= 0.1 * slope`, `w = w - 0.1 * slope`."""
        target: ast.expr
        if isinstance(node, ast.AugAssign) and isinstance(node.op, ast.Add | ast.Sub):
            target, change, sign = node.target, node.value, "+=" if isinstance(node.op, ast.Add) else "-="
        elif isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.value, ast.BinOp):
            target, sum_ = node.targets[0], node.value
            if not isinstance(sum_.op, ast.Add | ast.Sub) or ast.unparse(sum_.left) != ast.unparse(target):
                return
            change, sign = sum_.right, f"= {ast.unparse(target)} {'+' if isinstance(sum_.op, ast.Add) else '-'}"
        else:
            return
        name = ast.unparse(target)
        for factor in _factors(change) if isinstance(change, ast.BinOp) else ():
            literal = self._number(factor)
            # Whole numbers belong to a formula, as in `total += 2 * x`.
            if literal is not None and isinstance(literal.value, float):
                yield name, literal, f"{name} {sign} ", " * …"
                return

    # What is left out

    def _named(self, name: str, literal: Literal, before: str, rank: int | None = None) -> Iterator[Named]:
        words = [word for word in re.split(r"[\W_]+", name.lower()) if word]
        if CALLED.search(name) or set(words) & _PLAIN:
            return
        told = next((kind for kind, known in _WORDS if set(words) & set(known.split())), OTHER)
        yield Named(name, (literal,), rank if rank is not None else told, before)

    def _number(self, node: ast.expr | None) -> Literal | None:
        """A real number, and not 0: ten times as much of that is no other number."""
        literal = literal_at(self._source, node)
        if literal is None or not literal.is_number or isinstance(literal.value, complex) or not literal.value:
            return None
        return literal

    def _is_used(self, name: str, literal: Literal) -> bool:
        """Whether a name is used for more than to index, to print now and then, or as an axis."""
        uses = self._uses.get(name, [])
        return any(not self._only_shapes(each, literal) for each in uses)

    def _only_shapes(self, use: ast.Name, literal: Literal) -> bool:
        below: ast.AST = use
        above = self._above.get(use)
        while isinstance(above, ast.expr | ast.keyword | ast.FormattedValue | ast.Slice):
            if isinstance(above, ast.Subscript) and below is above.slice:
                return True
            if isinstance(above, ast.keyword) and above.arg in ("axis", "end", "sep", "decimals", "ndmin"):
                return True
            if isinstance(above, ast.BinOp) and isinstance(above.op, ast.Mod) and below is above.right:
                return isinstance(literal.value, int)
            if isinstance(above, ast.BinOp) and isinstance(above.op, ast.Pow) and below is above.right:
                return isinstance(literal.value, int)
            if isinstance(above, ast.JoinedStr) or (isinstance(above, ast.Call) and _called(above) == "print"):
                return True
            below, above = above, self._above.get(above)
        return False

    def _is_in_loop(self, node: ast.AST) -> bool:
        """Whether a part is run anew in each turn of a loop that it lies in."""
        above = self._above.get(node)
        while above is not None and not isinstance(above, Function):
            if isinstance(above, Loop):
                return True
            above = self._above.get(above)
        return False

    def _comes_after(self, node: ast.AST) -> bool:
        """Whether a part stands behind the main loop in the same body: then it is no part of the setup."""
        if self._main_loop is None or getattr(node, "lineno", 0) <= self._main_loop:
            return False
        below, above = node, self._above.get(node)
        while above is not None:
            body = getattr(above, "body", None)
            if isinstance(body, list) and below in body:
                before = body[: body.index(below)]
                return any(each.lineno <= self._main_loop <= (each.end_lineno or 0) for each in before if _runs(each))
            below, above = above, self._above.get(above)
        return False

    def _is_given_to(self, made: ast.AST | None, field: str) -> bool:
        """Whether all that is made of a class, if anything is, is given a field of its own."""
        calls = self._calls.get(getattr(made, "name", ""), [])
        return bool(calls) and all(any(each.arg in (field, None) for each in call.keywords) for call in calls)

    def _is_always_given(self, called: str, node: Function, name: str, at: int | None) -> bool:
        """Whether every call of a function, of which there is one, gives a parameter a value of its own."""
        calls = self._calls.get(called, [])
        is_method = isinstance(self._above.get(node), ast.ClassDef)

        def given(call: ast.Call) -> bool:
            if any(each.arg in (name, None) for each in call.keywords):
                return True
            is_starred = any(isinstance(each, ast.Starred) for each in call.args)
            return is_starred or (at is not None and len(call.args) > at - is_method)

        return bool(calls) and all(map(given, calls))

    # The tree, asked once

    @cached_property
    def _above(self) -> dict[ast.AST, ast.AST]:
        return {below: node for node in self._nodes for below in ast.iter_child_nodes(node)}

    @cached_property
    def _uses(self) -> dict[str, list[ast.Name]]:
        uses: dict[str, list[ast.Name]] = {}
        for node in self._nodes:
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                uses.setdefault(node.id, []).append(node)
        return uses

    @cached_property
    def _changed(self) -> set[str]:
        """What the program adds to, or takes from."""
        return {_name_of(node.target) for node in self._nodes if isinstance(node, ast.AugAssign)}

    @cached_property
    def _stored_in_loops(self) -> set[str]:
        nodes = (node for node in self._nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store))
        return {node.id for node in nodes if self._is_in_loop(node)}

    @cached_property
    def _calls(self) -> dict[str, list[ast.Call]]:
        calls: dict[str, list[ast.Call]] = {}
        for node in self._nodes:
            if isinstance(node, ast.Call):
                calls.setdefault(_called(node), []).append(node)
        return calls

    @cached_property
    def _owner(self) -> dict[ast.AST, str]:
        """What is called to call a method: of `__init__` that is its class."""
        nodes = (node for node in self._nodes if isinstance(node, ast.ClassDef))
        return {
            each: node.name
            for node in nodes
            for each in node.body
            if isinstance(each, ast.FunctionDef) and each.name == "__init__"
        }

    @cached_property
    def _parameters(self) -> dict[str, list[str]]:
        """The names of what the program's functions and classes take, in order."""
        found: dict[str, list[str]] = {}
        for node in self._nodes:
            if isinstance(node, ast.FunctionDef):
                names = [each.arg for each in (*node.args.posonlyargs, *node.args.args)]
                is_method = isinstance(self._above.get(node), ast.ClassDef)
                found[self._owner.get(node, node.name)] = names[1:] if is_method else names
            elif isinstance(node, ast.ClassDef):
                fields = [each for each in node.body if isinstance(each, ast.AnnAssign)]
                found.setdefault(node.name, [_name_of(each.target) for each in fields])
        return found


def _runs(node: ast.stmt) -> bool:
    return not isinstance(node, ast.FunctionDef | ast.ClassDef)


def _called(call: ast.Call) -> str:
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _name_of(target: ast.expr) -> str:
    """What is stored, by its last part; "" for what has no name."""
    if isinstance(target, ast.Subscript):
        key = target.slice
        return key.value if isinstance(key, ast.Constant) and isinstance(key.value, str) else ""
    return target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", "")


def _default(value: ast.expr) -> ast.expr:
    """What a field is given: of `field(default=0.1)` its default."""
    if isinstance(value, ast.Call) and _called(value) == "field":
        return next((each.value for each in value.keywords if each.arg == "default"), value)
    return value


def _factors(change: ast.expr) -> Iterator[ast.expr]:
    """The factors of a product, of products of products too."""
    if isinstance(change, ast.BinOp) and isinstance(change.op, ast.Mult | ast.Div):
        yield from _factors(change.left)
        if isinstance(change.op, ast.Mult):
            yield from _factors(change.right)
    elif not isinstance(change, ast.BinOp):
        yield change
