"""Which names a network's inputs and output have: what is offered in a script, and what is asked about them first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from tui_tutor.engine.watch.rules import size
from tui_tutor.engine.watch.values import Value
from tui_tutor.lesson.model import Inputs, Lesson
from tui_tutor.study.forward import call_of_its_own
from tui_tutor.study.inputs import Pair, pairs
from tui_tutor.study.newcomers import Answers, combinations
from tui_tutor.view.state import State

QUESTION = "the names of the network's input and of its output, such as X out, or X net.predict(X)   (esc leaves)"


def offered(state: State) -> list[Pair]:
    """The pairs of input and output that make sense in the program that is stepped."""
    moment = state.moment
    if moment is None:
        return []
    return pairs(state.lesson.source, moment.loop, moment.network, moment.names)


def pair_entry(state: State, pair: Pair) -> str:
    """A pair with the shapes of both."""
    return "  →  ".join(f"{name}{_size(value_named(state, name))}" for name in pair)


def _size(value: Value | None) -> str:
    return f"  {size(value)}" if value is not None and value.is_array else ""


def value_named(state: State, name: str) -> Value | None:
    """What stands under a name, or will."""
    names = state.moment.names if state.moment is not None else ()
    return next((each.value or each.expected for each in names if each.name == name), None)


def read_pair(state: State, text: str) -> Pair | str:
    """The names that were typed, or what is wrong with them."""
    data, _, output = text.strip().partition(" ")
    data, output = data.strip(","), output.strip()
    if not output:
        return "type two names, of the input and of the output"
    if data not in state.outline.names:
        return f"this program has no name {data}"
    if output.isidentifier():
        return (data, output) if output in state.outline.stored else f"this program stores nothing under {output}"
    if call_of_its_own(output, state.lesson.source.tree) is None:
        return f"{output} is neither a name nor a call of a function of this program"
    return data, output


def with_inputs(lesson: Lesson, pair: Pair | None) -> Lesson:
    """A script whose network is asked by these names; a lesson keeps its own."""
    if pair is None or not is_chosen(lesson):
        return lesson
    return replace(lesson, inputs=Inputs(*pair, values=()))


def is_chosen(lesson: Lesson) -> bool:
    """Whether the learner says what the inputs are, not the lesson's author."""
    return lesson.inputs is None or not lesson.inputs.values


def rows_of(value: Value | None, inputs: Inputs) -> list[tuple[float, ...]]:
    """The rows that a lesson's network is asked about; empty where its inputs do not exist yet."""
    columns = value.shape[1] if value is not None and value.shape is not None and len(value.shape) == 2 else 0
    return combinations(columns, inputs.values) or [(inputs.values[0],) * columns] if columns else []


def values_in(answers: Answers) -> tuple[float, ...]:
    """What one input can be, where the rows are all that can be made of a few numbers; else nothing."""
    data = answers.rows.data
    different = sorted({float(each) for each in data.ravel().tolist()})
    return tuple(different) if len(different) > 1 and len(data) == len(different) ** data.shape[1] else ()


def read_row(text: str, columns: int) -> tuple[float, ...] | str:
    """The numbers of a row that were typed, or what is wrong with them."""
    parts = text.replace(",", " ").replace("−", "-").split()
    try:
        numbers = tuple(float(each) for each in parts)
    except ValueError:
        return f"type {columns} numbers, such as {_example(columns)}"
    if len(numbers) != columns:
        return f"a row has {columns} numbers, and here are {len(numbers)}"
    return numbers if all(map(np.isfinite, numbers)) else "each must be a number that is not infinite"


def _example(columns: int) -> str:
    return " ".join(["0.5", "1", "0"][:columns]) + (" …" if columns > 3 else "")


def example(row: Sequence[float]) -> str:
    """A row as it can be typed."""
    return " ".join(f"{each:g}" for each in row)
