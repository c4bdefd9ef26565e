"""What a trained network answers to inputs it was not trained on: a grid of rows, and one of the learner's own."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from tui_tutor.lesson.model import Lesson
from tui_tutor.study.newcomers import Answers
from tui_tutor.view import scale
from tui_tutor.view.lines import EMPTY, Line, clip, line, wrap
from tui_tutor.view.numbers import number, thousands

TRACK = 20
"""Cells of the bar from 0 to 1."""


def newcomers(
    lesson: Lesson, answers: Answers | None, note: str | None, own: Sequence[float], columns: int
) -> list[Line]:
    """The page: where the network stands, every row with its answer, and the learner's own row."""
    if answers is None:
        return wrap(line((note or "The network is being asked …", "error" if note else "running")), columns)
    questions, is_asked = _columns(lesson, answers)
    seed = f", from seed {answers.seed}" if answers.seed is not None else ""
    head = line(
        ("The network as it stands in iteration ", "dim"), (thousands(answers.iteration), "strong"), (seed, "dim")
    )
    lines = [head, EMPTY, _heads(questions)]
    for row, output, known in zip(answers.rows.data, answers.outputs.data, answers.known, strict=True):
        lines.append(_row(row, output, known, questions, is_asked, tuple(row) == tuple(own)))
    count = sum(answers.known)
    lines += [EMPTY, *_own(answers, questions, is_asked, own)]
    lines += [
        EMPTY,
        *wrap(
            line(
                (f"{count} of these {len(answers.known)} rows were trained on. ", "prose"),
                ("What the network says of the others is chance: ", "prose"),
                ("another seed that learns changes those answers, and hardly the trained ones.", "strong"),
            ),
            columns,
        ),
    ]
    if _between_0_and_1(answers):
        text = "An answer of 0.9 is what the network puts out; nobody has measured that it is right 9 times in 10."
        lines += wrap(line((text, "dim")), columns)
    return [clip(each, columns) for each in lines]


def toggled(own: Sequence[float], column: int, values: Sequence[float]) -> tuple[float, ...]:
    """A row with the next of the possible values in one column."""
    if not 0 <= column < len(own):
        return tuple(own)
    at = list(values).index(own[column]) if own[column] in values else -1
    return (*own[:column], values[(at + 1) % len(values)], *own[column + 1 :])


def _columns(lesson: Lesson, answers: Answers) -> tuple[list[str], bool]:
    """What each column of the inputs is called, and whether they are a survey's questions, answered by no and yes."""
    count = answers.rows.data.shape[1]
    if lesson.survey is not None and len(lesson.survey.questions) == count:
        return list(lesson.survey.questions), True
    return [f"{lesson.inputs.data if lesson.inputs else 'input'} {at + 1}" for at in range(count)], False


def _heads(questions: Sequence[str]) -> Line:
    pieces = [("   ", "text")]
    for number_, words in enumerate(questions, 1):
        pieces.append((f"{number_} {words}   ", "axis"))
    return (*pieces, ("answer", "strong"))


def _row(
    row: npt.NDArray[Any], output: npt.NDArray[Any], known: bool, questions: Sequence[str], is_asked: bool, mine: bool
) -> Line:
    pieces = [(" ▸ " if mine else "   ", "mark.arrow")]
    for value, words in zip(row, questions, strict=True):
        pieces.append((_value(float(value), is_asked).ljust(len(words) + 5), scale.role(value, weight=False)))
    pieces += _answer(output)
    pieces.append(("   trained on" if known else "   never seen", "dim" if known else "no"))
    return tuple(pieces)


def _answer(output: npt.NDArray[Any]) -> list[tuple[str, str]]:
    cells = [float(each) for each in np.ravel(np.real(output))[:4]]
    if len(cells) == 1 and math.isfinite(cells[0]) and 0 <= cells[0] <= 1:
        filled = round(cells[0] * TRACK)
        role = scale.role(cells[0], weight=False)
        return [(f"{cells[0]:.3f} ", role), ("█" * filled, role), ("░" * (TRACK - filled), "bar.rest")]
    return [(" ".join(number(each, 3) for each in cells), "text")]


def _own(answers: Answers, questions: Sequence[str], is_asked: bool, own: Sequence[float]) -> list[Line]:
    """The learner's own row and its answer."""
    found = next(
        (
            (output, known)
            for row, output, known in zip(answers.rows.data, answers.outputs.data, answers.known, strict=True)
            if tuple(map(float, row)) == tuple(own)
        ),
        None,
    )
    told = "   ".join(f"{words}: {_value(value, is_asked)}" for words, value in zip(questions, own, strict=False))
    lines = [line(("Your own   ", "strong"), (told, "prose"))]
    if found is not None:
        known = "   trained on" if found[1] else "   never seen"
        lines.append((("           ", "text"), *_answer(found[0]), (known, "dim")))
    return lines


def _value(value: float, is_asked: bool) -> str:
    return {0.0: "no", 1.0: "yes"}.get(value, f"{value:g}") if is_asked else f"{value:g}"


def _between_0_and_1(answers: Answers) -> bool:
    data = np.asarray(answers.outputs.data)
    return bool(data.size and np.isfinite(data).all() and data.min() >= 0 and data.max() <= 1)
