"""Which parts of a program Python comes to for sure, should nothing before them raise."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from tui_tutor.engine.text import annotation

_DECIDING = (ast.IfExp, ast.BoolOp, ast.Lambda, ast.Match, ast.Try, ast.TryStar)


_ASKING = frozenset({"hasattr", "version", "version_info", "__version__"})
"""By what a program asks which Python or numpy there is."""


def for_sure(body: Sequence[ast.stmt]) -> frozenset[ast.AST]:
    """All nodes of a program that run whatever it decides; bodies of loops count among them.

    What a function does runs when it is called, what stands in `try` is ready to fail, and of a choice one way is not
    gone.
    """
    return frozenset(each for statement in body for each in _run(statement))


def _run(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.If):
        yield from _run(node.test)
        if _is_main(node.test):
            yield from for_sure(node.body)
    elif isinstance(node, ast.IfExp):
        yield from _run(node.test)
    elif isinstance(node, ast.BoolOp):
        yield from _run(node.values[0])
    elif isinstance(node, annotation.Function):
        header = [*node.decorator_list, *node.args.defaults, *node.args.kw_defaults, *annotation.of_function(node)]
        for part in header:
            yield from _run(part) if part is not None else ()
    elif not isinstance(node, _DECIDING):
        yield node
        for each in ast.iter_child_nodes(node):
            yield from _run(each)


def _is_main(test: ast.expr) -> bool:
    """Whether it is asked if the program itself is run: `__name__ == "__main__"`."""
    return any(isinstance(each, ast.Name) and each.id == "__name__" for each in ast.walk(test))


def tried(tree: ast.AST) -> frozenset[ast.AST]:
    """All nodes that are ready for a name to be missing: in a `try`, or where it is asked what there is."""
    found: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Try | ast.TryStar):
            found.update(each for statement in node.body for each in ast.walk(statement))
        elif isinstance(node, ast.If | ast.IfExp) and _ASKING & {_word(each) for each in ast.walk(node.test)}:
            found.update(ast.walk(node))
    return frozenset(found)


def _word(node: ast.AST) -> str:
    return str(getattr(node, "id", None) or getattr(node, "attr", ""))
