"""A trained network used on inputs that it was not trained on: the loop's own forward part, run on other rows."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np

from tui_tutor.engine.text.headers import header
from tui_tutor.engine.text.source import Source
from tui_tutor.engine.watch.engine import Engine, never
from tui_tutor.engine.watch.moment import moment
from tui_tutor.engine.watch.position import Part, Position
from tui_tutor.engine.watch.values import Value, take
from tui_tutor.study.giving import give

MOST_ROWS = 64
"""Rows that are asked about at once: all combinations of six answers."""


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """What the network answers to rows of inputs.

    `rows` are the inputs (rows, columns), `outputs` what came out (rows, …), `known` tells for each row whether it was
    among those that were trained on. `seed` is that of the random numbers it was trained from, as the program says
    it; None where it says none. `weights` name what it was computed with.
    """

    rows: Value
    outputs: Value
    known: tuple[bool, ...]
    iteration: int
    seed: int | None


class NoAnswerError(Exception):
    """Raised where the forward part cannot be run on other rows: its message says why."""


def combinations(columns: int, values: Sequence[float] = (0, 1)) -> list[tuple[float, ...]]:
    """Every row of `columns` values, in counting order; none where there would be too many."""
    return list(product(values, repeat=columns)) if len(values) ** columns <= MOST_ROWS else []


def answers(engine: Engine, position: Position, data: str, output: str, rows: Sequence[Sequence[float]]) -> Answers:
    """Run the forward part with the weights as they stand at a position.

    Raises NoAnswerError.
    """
    run = engine.run
    if run is None or not engine.has_loop:
        raise NoAnswerError("this program has no loop that trains a network")
    code = _forward(engine, output)
    iteration = _iteration(engine, position)
    states = {each.name: each.value for each in moment(engine, position).names}
    known = states.get(data)
    if known is None or not known.is_array:
        known = engine.expected.get(data)
    if known is None or not known.is_array or known.data.ndim != 2:
        raise NoAnswerError(f"{data} is no matrix with a row for each input")
    given = np.array(rows, dtype=known.data.dtype if known.data.dtype.kind == "f" else float)
    if given.ndim != 2 or given.shape[1] != known.data.shape[1]:
        raise NoAnswerError(f"each row must have {known.data.shape[1]} numbers")
    with run.aside() as machine:
        run.restore(machine, iteration)
        names = machine.names()
        for name in engine.weights:
            value = states.get(name)
            if value is not None and value.shape is not None:
                give(machine, names, name, np.array(value.data) if value.is_array else value.data)
        machine.store(data, given.astype(known.data.dtype) if _fits(given, known.data.dtype) else given)
        result = _run(code, machine.names_to_look_at(), output)
    if len(result) != len(given):
        raise NoAnswerError(f"{output} has no row for each input: the loop's forward part takes them one at a time")
    trained = {tuple(map(float, row)) for row in known.data}
    told = tuple(tuple(map(float, row)) in trained for row in given)
    return Answers(take(given), take(result), told, iteration, seed_of(engine.source))


def with_seed(source: Source, seed: int) -> Source | None:
    """The same program with other random numbers; None where it sets no seed that is a number."""
    place = _seed_node(source)
    if place is None:
        return None
    span = source.span(place)
    lines = list(source.lines)
    text = lines[span.line - 1]
    lines[span.line - 1] = text[: span.column] + str(seed) + text[span.end_column :]
    return Source(source.path, "\n".join(lines))


def seed_of(source: Source) -> int | None:
    """The seed that a program sets; None where it sets none that is a number."""
    node = _seed_node(source)
    return node.value if node is not None and isinstance(node.value, int) else None


def trained(engine: Engine, seed: int, iteration: int, tick: Callable[[], bool] = never) -> Engine | None:
    """The same program with another seed, run as far; None where there is no seed, or `tick` asked to stop."""
    source = with_seed(engine.source, seed)
    if source is None:
        return None
    other = Engine(source, axes=engine.declared_axes, seed=seed, loop=engine.asked_line)
    other.open(tick)
    other.look_ahead(tick)
    other.run_to(iteration, tick)
    return None if tick() else other


def _seed_node(source: Source) -> ast.Constant | None:
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.Call) or len(node.args) != 1 or not isinstance(node.args[0], ast.Constant):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in ("seed", "default_rng") and isinstance(node.args[0].value, int):
            return node.args[0]
    return None


def _forward(engine: Engine, output: str) -> Any:
    """The loop's statements up to the one that gives the output its value, compiled as they are."""
    loop = engine.program.loop
    assert loop is not None
    for count, statement in enumerate(loop.body, 1):
        stored = {
            node.id for node in ast.walk(statement) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
        }
        if output in stored:
            body = ast.Module(loop.body[:count], [])
            try:
                return compile(body, engine.source.path, "exec", dont_inherit=True)
            except SyntaxError as error:
                raise NoAnswerError(f"the loop's forward part cannot be run by itself: {error.msg}") from None
    where = " ".join(_header_text(engine).split())
    raise NoAnswerError(f"the loop `{where}` gives {output} no value")


def _header_text(engine: Engine) -> str:
    """The main loop's first line."""
    loop = engine.program.loop
    return engine.source.segment(header(engine.source, loop)) if loop is not None else ""


def _run(code: Any, namespace: dict[str, Any], output: str) -> Any:
    try:
        with np.errstate(all="ignore"):
            exec(code, namespace)
    except Exception as error:
        raise NoAnswerError(f"its forward part does not run on other rows: {type(error).__name__}: {error}") from None
    result = namespace.get(output)
    if not isinstance(result, np.ndarray):
        raise NoAnswerError(f"{output} is no array after the forward part")
    return result


def _fits(given: np.ndarray[Any, Any], dtype: np.dtype[Any]) -> bool:
    """Whether numbers lose nothing in a type: whole ones in one of whole numbers."""
    return bool((given.astype(dtype) == given).all())


def _iteration(engine: Engine, position: Position) -> int:
    place = position.place
    if place.iteration is not None:
        return place.iteration
    return max(0, engine.last_known) if place.part is Part.END else 0
