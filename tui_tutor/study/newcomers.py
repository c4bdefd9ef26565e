"""A trained network used on inputs that it was not trained on: the loop's own forward part, run on other rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from types import CodeType
from typing import Any

import numpy as np

from tui_tutor.engine.text.source import Source
from tui_tutor.engine.watch.engine import Engine, never
from tui_tutor.engine.watch.moment import moment
from tui_tutor.engine.watch.position import Part, Position
from tui_tutor.engine.watch.values import Value, take
from tui_tutor.study.forward import NoAnswerError, forward
from tui_tutor.study.giving import give
from tui_tutor.study.lying import Lies
from tui_tutor.study.network import network_of
from tui_tutor.study.seeds import seeds
from tui_tutor.study.variation import Edit, edited

MOST_ROWS = 64
"""Rows that are asked about at once: all combinations of six answers."""


FEW_VALUES = 3
"""Different numbers in the inputs from which all rows are made, where there are no more."""

FIRST_ROWS = 6
"""Rows of the data that are asked about where not all rows can be."""


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """What the network answers to rows of inputs.

    `rows` are the inputs (rows, columns), `outputs` what came out (rows, …), `known` tells for each row whether it was
    among those that were trained on, None where nobody can tell. `seed` is that of the random numbers it was trained
    from, as the program says it; None where it says none. `among` is how many things the output holds, such as the
    activations of every layer, where the last array of these was taken; 0 where it is an array itself.
    """

    rows: Value
    outputs: Value
    known: tuple[bool | None, ...]
    iteration: int
    seed: int | None
    among: int = 0


def combinations(columns: int, values: Sequence[float] = (0, 1)) -> list[tuple[float, ...]]:
    """Every row of `columns` values, in counting order; none where there would be too many."""
    return list(product(values, repeat=columns)) if len(values) ** columns <= MOST_ROWS else []


def answers(engine: Engine, position: Position, data: str, output: str, rows: Sequence[Sequence[float]]) -> Answers:
    """Run the forward part with the weights as they stand at a position; `output` is as `forward` takes it.

    Where the loop takes its inputs one at a time, `data` being flat, so do the others. Without rows it is asked about
    those of `first_rows`. Raises NoAnswerError.
    """
    run = engine.run
    if run is None or not engine.has_loop:
        raise NoAnswerError("this program has no loop that trains a network")
    code, name = forward(engine, data, output)
    iteration = _iteration(engine, position)
    states = {each.name: each.value for each in moment(engine, position).names}
    known = _table(engine, data, states.get(data))
    tables = [known.numbers, *_tables(known, [each for name, each in states.items() if name not in engine.weights])]
    rows = rows or first_rows(max(tables, key=len))
    given = np.array(rows, dtype=known.numbers.dtype if known.numbers.dtype.kind == "f" else float)
    if given.ndim != 2 or given.shape[1] != known.numbers.shape[1]:
        raise NoAnswerError(f"each row must have {known.numbers.shape[1]} numbers")
    lying = given.astype(known.numbers.dtype) if _fits(given, known.numbers.dtype) else given
    with run.aside() as machine:
        run.restore(machine, iteration)
        names = machine.names()
        for each in engine.weights:
            value = states.get(each)
            if value is not None and value.shape is not None:
                give(machine, names, each, np.array(value.data) if value.is_array else value.data)
        results, among = [], 0
        for one in known.as_taken(lying):
            machine.store(data, one)
            made = _run(code, machine.names_to_look_at(), name)
            if isinstance(made, list | tuple):
                among, made = len(made), next((each for each in reversed(made) if isinstance(each, np.ndarray)), None)
            if not isinstance(made, np.ndarray | np.number | float | int if known.is_flat else np.ndarray):
                raise NoAnswerError(f"{output} is no array after the forward part")
            results.append(made)
    result = np.array(results) if known.is_flat else results[0].T if known.lies is Lies.COLUMNS else results[0]
    if len(result) != len(given):
        raise NoAnswerError(f"{output} has no row for each input: the loop's forward part takes them one at a time")
    seen = {tuple(map(float, row)) for table in tables for row in table}
    # Of a single row that is trained on at a time nobody knows the others.
    is_all = not known.is_flat or any(len(each) > 1 for each in tables)
    told = tuple(True if tuple(map(float, row)) in seen else False if is_all else None for row in given)
    return Answers(take(given), take(result), told, iteration, seed_of(engine.source), among)


def first_rows(table: np.ndarray[Any, Any]) -> list[tuple[float, ...]]:
    """The rows that tell most of a table (examples, inputs): all that can be made of its numbers where these are few.

    Else its first ones.
    """
    different = sorted({float(each) for each in table.ravel().tolist()})
    if 1 < len(different) <= FEW_VALUES and (every := combinations(table.shape[1], different)):
        return every
    return [tuple(map(float, row)) for row in table[:FIRST_ROWS]]


def _tables(known: _Table, others: Iterable[Value | None]) -> Iterator[np.ndarray[Any, Any]]:
    """Other tables of rows as long: the one at hand may be a part of a larger one that the program holds."""
    count = known.numbers.shape[1]
    for each in others:
        if each is not None and each.is_array and each.data.ndim == 2 and each.data.dtype.kind in "fiub":
            if each.data.shape[1] == count:
                yield each.data
            elif each.data.shape[0] == count and known.lies is Lies.COLUMNS:
                yield each.data.T


@dataclass(frozen=True, slots=True, eq=False)
class _Table:
    """What a network is trained on: a row for each example (examples, inputs), and how the program has it lie."""

    numbers: np.ndarray[Any, Any]
    lies: Lies

    @property
    def is_flat(self) -> bool:
        """Whether the program has one example at a time."""
        return self.lies is Lies.ACROSS

    def as_taken(self, rows: np.ndarray[Any, Any]) -> list[np.ndarray[Any, Any]]:
        """Other rows as the program takes them: all at once, or one after the other."""
        if self.is_flat:
            return list(rows)
        return [np.ascontiguousarray(rows.T) if self.lies is Lies.COLUMNS else rows]


def _table(engine: Engine, data: str, value: Value | None) -> _Table:
    """What stands under the name of the inputs. Raises NoAnswerError."""
    known = value if value is not None and value.is_array else engine.expected.get(data)
    network = network_of(engine.first, engine.weights) if engine.first is not None else None
    lies = network.layer_lies(0) if network is not None and network.layers[0] == data else Lies.ROWS
    if known is not None and known.is_array and known.data.ndim == 1:
        return _Table(known.data[np.newaxis, :], Lies.ACROSS)
    if known is None or not known.is_array or known.data.ndim != 2:
        raise NoAnswerError(f"{data} is no matrix with a row for each input")
    return _Table(known.data.T, lies) if lies is Lies.COLUMNS else _Table(known.data, Lies.ROWS)


def with_seed(source: Source, seed: int) -> Source | None:
    """The same program with other random numbers; None where it sets no seed that is a number."""
    found = seeds(source)
    if not found:
        return None
    return Source(source.path, edited(source, [Edit(each.span, str(seed)) for each in found[0]]))


def seed_of(source: Source) -> int | None:
    """The seed that a program sets, the first of several; None where it sets none that is a number."""
    found = seeds(source)
    return int(str(found[0][0].value)) if found else None


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


def _run(code: CodeType, namespace: dict[str, Any], name: str) -> Any:
    """What the forward part stores under a name."""
    try:
        with np.errstate(all="ignore"):
            exec(code, namespace)
    except Exception as error:
        raise NoAnswerError(f"its forward part does not run on other rows: {type(error).__name__}: {error}") from None
    return namespace.get(name)


def _fits(given: np.ndarray[Any, Any], dtype: np.dtype[Any]) -> bool:
    """Whether numbers lose nothing in a type: whole ones in one of whole numbers."""
    return bool((given.astype(dtype) == given).all())


def _iteration(engine: Engine, position: Position) -> int:
    place = position.place
    if place.iteration is not None:
        return place.iteration
    return max(0, engine.last_known) if place.part is Part.END else 0
