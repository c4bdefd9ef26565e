"""Where a program's text draws the weights that it then learns."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator

from tui_tutor.engine.text.language.modules import DRAWS
from tui_tutor.engine.text.source import Source

_ORDERS = frozenset({"seed", "default_rng", "permutation", "shuffle", "choice", "integers", "randint"})
"""What draws no beginning of weights: an order, or whole numbers."""

_DRAWS = frozenset(name.rpartition(".")[2] for name in DRAWS) - _ORDERS

_SEVERAL = (ast.List, ast.Tuple, ast.Dict, ast.ListComp, ast.DictComp)
"""What holds arrays, and is none."""


def drawn_weights(source: Source, words: Collection[str]) -> list[tuple[ast.expr, bool]]:
    """The expressions that draw what is then learned, and whether each is an array for certain.

    `words` are the names of what is learned, taken apart by `parts_of`.
    """
    nodes = list(ast.walk(source.tree))
    classes = {node.name for node in nodes if isinstance(node, ast.ClassDef)}
    functions = [node for node in nodes if isinstance(node, ast.FunctionDef)]
    numpy = numpy_names(source)
    makers = {node.name for node in functions if _returns_draw(node, numpy)}
    others = classes | {node.name for node in functions} - makers
    found: dict[ast.expr, bool] = {}
    for name, value in (stored for node in nodes for stored in _stores(node)):
        for each in _elements(value) if name in words else ():
            below = list(ast.walk(each))
            calls = [node for node in below if isinstance(node, ast.Call)]
            draws = [call for call in calls if _draws(call, numpy) or _name(call) in makers]
            if draws and not any(_name(call) in others for call in calls):
                found[each] = all(call.args or call.keywords for call in draws)
    inside = {below for node in found for below in ast.walk(node) if below is not node}
    return [(node, is_array) for node, is_array in found.items() if node not in inside]


def parts_of(name: str) -> set[str]:
    """The names in a name such as `net.w0` or `params['W1']`."""
    try:
        nodes = list(ast.walk(ast.parse(name, mode="eval")))
    except (SyntaxError, ValueError):
        return set()
    found = {node.id for node in nodes if isinstance(node, ast.Name)}
    found |= {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    found |= {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return found - {"self"}


def numpy_names(source: Source) -> list[str]:
    """What the program calls numpy, first to last; empty where it does not name it."""
    imports = (node for node in ast.walk(source.tree) if isinstance(node, ast.Import))
    return [each.asname or each.name for node in imports for each in node.names if each.name == "numpy"]


def _draws(call: ast.Call, numpy: Collection[str]) -> bool:
    """Whether a call draws: `np.random.power` does, and `np.power` does not."""
    receiver = call.func.value if isinstance(call.func, ast.Attribute) else None
    return _name(call) in _DRAWS and getattr(receiver, "id", None) not in numpy


def _returns_draw(function: ast.FunctionDef, numpy: Collection[str]) -> bool:
    """Whether a function gives one array that it draws."""
    nodes = list(ast.walk(function))
    returned = [node.value for node in nodes if isinstance(node, ast.Return) and node.value is not None]
    if len(returned) != 1 or isinstance(returned[0], _SEVERAL):
        return False
    made = {name: value for node in nodes for name, value in _stores(node)}
    value = made.get(returned[0].id, returned[0]) if isinstance(returned[0], ast.Name) else returned[0]
    if isinstance(value, _SEVERAL):
        return False
    return any(isinstance(node, ast.Call) and _draws(node, numpy) for node in ast.walk(value))


def _stores(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    """What is stored under which name, the last of `net.w`; of several at once each by itself."""
    if isinstance(node, ast.Assign):
        for target in node.targets:
            if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                yield from ((_last(each), one) for each, one in zip(target.elts, node.value.elts, strict=False))
            elif not isinstance(target, ast.Tuple):
                yield _last(target), node.value
    elif isinstance(node, ast.AnnAssign) and node.value is not None:
        yield _last(node.target), node.value
    elif isinstance(node, ast.Call) and _name(node) == "append" and isinstance(node.func, ast.Attribute):
        yield from ((_last(node.func.value), each) for each in node.args)
    elif isinstance(node, ast.keyword) and node.arg is not None:
        yield node.arg, node.value


def _elements(value: ast.expr) -> Iterator[ast.expr]:
    """What is stored, each array of a list or a dictionary by itself."""
    if isinstance(value, ast.List | ast.Tuple):
        for each in value.elts:
            yield from _elements(each)
    elif isinstance(value, ast.Dict):
        for each in value.values:
            yield from _elements(each)
    elif isinstance(value, ast.ListComp):
        yield from _elements(value.elt)
    elif isinstance(value, ast.DictComp):
        yield from _elements(value.value)
    else:
        yield value


def _last(target: ast.expr) -> str:
    """The last name in what is stored into; of an index the name before it."""
    if isinstance(target, ast.Subscript):
        key = target.slice
        return key.value if isinstance(key, ast.Constant) and isinstance(key.value, str) else _last(target.value)
    return target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", "")


def _name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
