"""Which of a program's functions its syntax alone proves to be pure: calling them again changes nothing."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

FunctionNode = ast.FunctionDef | ast.Lambda

_UFUNCS = """exp exp2 expm1 log log2 log10 log1p sqrt cbrt square reciprocal abs absolute fabs sign negative positive
sin cos tan arcsin arccos arctan arctan2 sinh cosh tanh arcsinh arccosh arctanh hypot logaddexp heaviside
maximum minimum fmax fmin add subtract multiply divide true_divide floor_divide power float_power mod remainder
floor ceil rint trunc equal not_equal less less_equal greater greater_equal
logical_and logical_or logical_not logical_xor isnan isinf isfinite""".split()

_NUMPY: dict[str, int] = {
    **{name: getattr(np, name).nin for name in _UFUNCS},
    **{"where": 3, "clip": 3, "round": 2, "zeros_like": 1, "ones_like": 1, "full_like": 2},
}
"""numpy's cell-by-cell functions with the number of arguments beyond which they would write into one."""

_MATH = frozenset("exp exp2 expm1 log log2 log10 log1p sqrt cbrt sin cos tan sinh cosh tanh atan erf fabs pow".split())
_KEYWORDS = {"numpy.clip": frozenset({"a_min", "a_max", "min", "max"}), "numpy.round": frozenset({"decimals"})}
_CONSTANTS = frozenset("numpy.pi numpy.e numpy.inf numpy.nan math.pi math.e math.inf math.nan".split())
_ONE_ARGUMENT = dict.fromkeys("abs float int bool".split(), (1, 1))
# With one argument, `max` and `min` would look for one of the cells.
_BUILTINS = {**_ONE_ARGUMENT, "round": (1, 2), "max": (2, 99), "min": (2, 99)}
_TYPES = frozenset("float int bool numpy.float64 numpy.float32 numpy.int64 numpy.int32 numpy.bool_".split())
_OPERATORS = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow, ast.BitAnd, ast.BitOr, ast.BitXor)


@dataclass(frozen=True, slots=True)
class Pure:
    """A pure function: its parameters in order, keyword-only ones last, and what it needs of the program.

    `positional` counts the parameters that can be passed by their place. `numbers` are the names of the program that
    it reads, `nodes` the functions that it calls and itself, by name; both include those of the functions it calls.
    """

    name: str
    node: FunctionNode
    parameters: tuple[str, ...]
    positional: int
    numbers: frozenset[str]
    nodes: dict[str, FunctionNode]


class Purity:
    """The pure functions of one program. `local` holds every name that some function binds for itself."""

    def __init__(self, tree: ast.Module) -> None:
        self.tree = tree
        self.bound: Counter[str] = Counter(name for node in _outside_functions(tree) for name in _binds(node))
        self.bound.update(name for node in ast.walk(tree) if isinstance(node, ast.Global) for name in node.names)
        self.statements = {
            name: each for each in tree.body for node in [each, *_targets(each)] for name in _binds(node)
        }
        functions = [node for node in ast.walk(tree) if isinstance(node, FunctionNode)]
        self.local = frozenset(name for node in functions for name in local_names(node))
        self.imports = {
            alias.asname or alias.name: f"{module}{alias.name}"
            for node in tree.body
            if isinstance(node, (ast.Import, ast.ImportFrom))
            for module in [f"{node.module}." if isinstance(node, ast.ImportFrom) else ""]
            for alias in node.names
        }
        self._known: dict[str, Pure | None] = {}

    def function(self, name: str) -> Pure | None:
        """The function that a name of the program stands for, None where it is not provably pure."""
        if name not in self._known:
            # Met again before it is known, it calls itself.
            self._known[name] = None
            self._known[name] = self._find(name)
        return self._known[name]

    def defined_at(self, line: int, code: str | None) -> Pure | None:
        """The pure function whose `def` stands on a line; or the lambda there, where its `code` is given."""
        nodes: list[Pure] = []
        for name, statement in self.statements.items():
            if isinstance(statement, ast.FunctionDef) if code is None else _is_lambda(statement, code):
                pure = self.function(name)
                nodes += [pure] if pure is not None and pure.node.lineno == line else []
        return nodes[0] if len(nodes) == 1 else None

    def is_number(self, name: str) -> bool:
        """Whether a name is bound once, outside loops and functions; what it holds is known when it runs."""
        return self.bound[name] == 1 and isinstance(self.statements.get(name), (ast.Assign, ast.AnnAssign))

    def _find(self, name: str) -> Pure | None:
        statement = self.statements.get(name)
        if self.bound[name] != 1 or statement is None:
            return None
        if isinstance(statement, ast.Assign) and all(isinstance(target, ast.Name) for target in statement.targets):
            return _Body(self, name, statement.value).pure() if isinstance(statement.value, ast.Lambda) else None
        return _Body(self, name, statement).pure() if isinstance(statement, ast.FunctionDef) else None


class _Body:
    """One function's body, judged node by node: what has no rule here is not pure."""

    def __init__(self, purity: Purity, name: str, node: FunctionNode) -> None:
        self.purity, self.name, self.node = purity, name, node
        self.locals = local_names(node)
        self.numbers: set[str] = set()
        self.nodes: dict[str, FunctionNode] = {name: node}

    def pure(self) -> Pure | None:
        """The function, if it is pure."""
        arguments, node = self.node.args, self.node
        positional = [*arguments.posonlyargs, *arguments.args]
        defaults = [each for each in [*arguments.defaults, *arguments.kw_defaults] if each is not None]
        if arguments.vararg or arguments.kwarg or not all(map(self._default, defaults)):
            return None
        if isinstance(node, ast.FunctionDef):
            fine = not node.decorator_list and all(map(self._statement, node.body))
        else:
            fine = self._expression(node.body)
        names = tuple(each.arg for each in [*positional, *arguments.kwonlyargs])
        return (
            Pure(
                name=self.name,
                node=node,
                parameters=names,
                positional=len(positional),
                numbers=frozenset(self.numbers),
                nodes=self.nodes,
            )
            if fine
            else None
        )

    def _default(self, node: ast.expr) -> bool:
        # A default lives on between calls: only what can never change in place will do.
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.USub, ast.UAdd)):
            node = node.operand
        return isinstance(node, (ast.Constant, ast.Attribute)) and self._expression(node)

    def _statement(self, node: ast.stmt) -> bool:
        match node:
            case ast.Pass():
                return True
            case ast.Return(value=ast.expr() as value) | ast.Expr(value=value):
                return self._expression(value)
            case ast.Assign(targets=targets, value=value):
                return all(isinstance(target, ast.Name) for target in targets) and self._expression(value)
            case ast.AnnAssign(target=ast.Name(), value=ast.expr() as value):
                return self._expression(value)
            case ast.AugAssign(target=ast.Name(id=name), op=op, value=value):
                parameter = name in {each.arg for each in _arguments(self.node)}
                return not parameter and isinstance(op, _OPERATORS) and self._expression(value)
            case ast.If(test=test, body=body, orelse=orelse):
                return self._expression(test) and all(map(self._statement, [*body, *orelse]))
        return False

    def _expressions(self, nodes: Iterable[ast.expr]) -> bool:
        return all(map(self._expression, nodes))

    def _expression(self, node: ast.expr) -> bool:
        match node:
            case ast.Constant(value=value):
                return value is None or isinstance(value, (bool, int, float, str))
            case ast.Name(id=name):
                if name in self.locals:
                    return True
                self.numbers |= {name}
                return self.purity.is_number(name)
            case ast.Attribute():
                return self._path(node) in _CONSTANTS
            case ast.UnaryOp(op=ast.USub() | ast.UAdd() | ast.Not(), operand=operand):
                return self._expression(operand)
            case ast.BinOp(left=left, op=op, right=right):
                return isinstance(op, _OPERATORS) and self._expressions([left, right])
            case ast.BoolOp(values=values):
                return self._expressions(values)
            case ast.Compare(left=left, ops=ops, comparators=others):
                return not any(isinstance(op, (ast.In, ast.NotIn)) for op in ops) and self._expressions([left, *others])
            case ast.IfExp(test=test, body=body, orelse=orelse):
                return self._expressions([test, body, orelse])
            case ast.Call(func=function, args=arguments, keywords=keywords):
                return self._call(function, arguments, keywords)
        return False

    def _call(self, function: ast.expr, arguments: Sequence[ast.expr], keywords: Sequence[ast.keyword]) -> bool:
        path, count, named = self._path(function), len(arguments), {keyword.arg for keyword in keywords}
        if path is None and isinstance(function, ast.Attribute) and not keywords:
            # Every value in here is a number, an array, a text or None, so that a method's name tells what it does.
            converts = function.attr == "astype" and count == 1 and self._is_type(arguments[0])
            return (converts or (function.attr == "copy" and not count)) and self._expression(function.value)
        if path is None or not self._expressions([*arguments, *(keyword.value for keyword in keywords)]):
            return False
        module, _, name = path.rpartition(".")
        if module == "numpy":
            return count <= _NUMPY.get(name, -1) and named <= _KEYWORDS.get(path, frozenset())
        if module == "math" or (path in _BUILTINS and not self.purity.bound[path]):
            least, most = _BUILTINS.get(path, (1, 2))
            return (not module or name in _MATH) and least <= count <= most and not keywords
        called = self.purity.function(path)
        if called is None or None in named:
            return False
        self.numbers |= called.numbers
        self.nodes |= called.nodes
        return True

    def _is_type(self, node: ast.expr) -> bool:
        path = self._path(node)
        return path in _TYPES and not self.purity.bound[path]

    def _path(self, node: ast.expr) -> str | None:
        """What an expression names: a function of the program, a built-in, or a module's member as `numpy.exp`."""
        if isinstance(node, ast.Name) and node.id not in self.locals:
            return self.purity.imports.get(node.id, node.id) if self.purity.bound[node.id] < 2 else None
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            owner = self._path(node.value)
            return f"{owner}.{node.attr}" if owner in ("numpy", "math") else None
        return None


@lru_cache(maxsize=4)
def purity(tree: ast.Module) -> Purity:
    """What is known of a program's functions; the same for the same tree."""
    return Purity(tree)


def local_names(node: FunctionNode) -> frozenset[str]:
    """The names that a function binds for itself, those of functions inside it included."""
    stored = {each.id for each in ast.walk(node) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)}
    return frozenset({each.arg for each in _arguments(node)} | stored)


def _arguments(node: FunctionNode) -> list[ast.arg]:
    return [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]


def _is_lambda(statement: ast.stmt, code: str) -> bool:
    if not isinstance(statement, ast.Assign) or not isinstance(statement.value, ast.Lambda):
        return False
    # In parentheses, as its own text may go over lines.
    return ast.dump(statement.value) == ast.dump(ast.parse(f"({code})", mode="eval").body)


def _outside_functions(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes below a node that run outside functions; a function's defaults do."""
    for child in ast.iter_child_nodes(node):
        yield child
        if isinstance(child, FunctionNode):
            for default in [*child.args.defaults, *child.args.kw_defaults]:
                if default is not None:
                    yield default
                    yield from _outside_functions(default)
        else:
            yield from _outside_functions(child)


def _targets(statement: ast.stmt) -> list[ast.AST]:
    if isinstance(statement, ast.Assign):
        return [node for target in statement.targets for node in ast.walk(target)]
    return [statement.target] if isinstance(statement, ast.AnnAssign) else []


def _binds(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Name):
        return [node.id] if not isinstance(node.ctx, ast.Load) else []
    if isinstance(node, ast.alias):
        return [node.asname or node.name.partition(".")[0]]
    name = getattr(node, "name", None)
    return [name] if isinstance(name, str) else []
