"""The part of a main loop that makes a network's output of its inputs, as code that can be run on other inputs."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from types import CodeType

from tui_tutor.engine.text.headers import header
from tui_tutor.engine.watch.engine import Engine


class NoAnswerError(Exception):
    """Raised where the forward part cannot be run on other rows: its message says why."""


RESULT = "__tt_answer"
"""The name under which the output of a call is stored."""


def forward(engine: Engine, data: str, output: str) -> tuple[CodeType, str]:
    """The code from where the loop has its `data` to where it has its `output`, and the name that then holds that.

    An output is a name that the loop stores, or a call of a function of the program, such as `net.predict(X)`. Raises
    NoAnswerError.
    """
    path = engine.source.path
    if not output.isidentifier():
        call = call_of_its_own(output, engine.source.tree)
        if call is None:
            raise NoAnswerError(f"{output} is neither a name of the program nor a call of one of its functions")
        statement = ast.Assign([ast.Name(RESULT, ast.Store())], call)
        return _compiled([ast.fix_missing_locations(statement)], path), RESULT
    loop = engine.program.loop
    assert loop is not None
    way = _way_to(loop.body, output)
    if way is None:
        where = " ".join(_header_text(engine).split())
        raise NoAnswerError(f"the loop `{where}` gives {output} no value")
    # Where the loop itself takes its inputs from somewhere, the others have come in their place by then.
    own = [at for at, each in enumerate(way[:-1]) if data in stored_in([each])]
    return _compiled(way[own[-1] + 1 if own else 0 :], path), output


def stored_in(statements: Iterable[ast.AST]) -> set[str]:
    """The names that statements store, whether or not they come to it."""
    nodes = (node for each in statements for node in ast.walk(each))
    return {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}


def call_of_its_own(text: str, tree: ast.Module) -> ast.Call | None:
    """The call of a function or a method of the program that a text is, with names or numbers; None for all else."""
    try:
        node = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    defined = {each.name for each in ast.walk(tree) if isinstance(each, ast.FunctionDef)}
    if not isinstance(node, ast.Call) or node.keywords or not _names_something(node.func):
        return None
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    plain = all(isinstance(each, ast.Constant) or _names_something(each) for each in node.args)
    return node if plain and name in defined else None


def _names_something(node: ast.expr) -> bool:
    """Whether an expression is a name, or an attribute of one; what Python hides is none."""
    while isinstance(node, ast.Attribute):
        if node.attr.startswith("_"):
            return False
        node = node.value
    return isinstance(node, ast.Name) and not node.id.startswith("_")


def _way_to(body: list[ast.stmt], output: str) -> list[ast.stmt] | None:
    """The statements of a body, and of the blocks in it, up to the first that stores an output; None where none does.

    Of a loop or a branch on the way only what leads on is done, and once.
    """
    for at, statement in enumerate(body):
        if output not in stored_in([statement]):
            continue
        inner = (_way_to(block, output) for block in _blocks(statement))
        below = next((each for each in inner if each is not None), None)
        if below is not None:
            return [*body[:at], *below]
        if not list(_blocks(statement)):
            return body[: at + 1]
    return None


def _blocks(statement: ast.stmt) -> Iterator[list[ast.stmt]]:
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        return
    for field in ("body", "orelse", "finalbody"):
        block = getattr(statement, field, None)
        if isinstance(block, list) and block and isinstance(block[0], ast.stmt):
            yield block


def _compiled(body: list[ast.stmt], path: str) -> CodeType:
    try:
        return compile(ast.Module(body, []), path, "exec", dont_inherit=True)
    except SyntaxError as error:
        raise NoAnswerError(f"the loop's forward part cannot be run by itself: {error.msg}") from None


def _header_text(engine: Engine) -> str:
    """The main loop's first line."""
    loop = engine.program.loop
    return engine.source.segment(header(engine.source, loop)) if loop is not None else ""
