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

CELLS = 10
"""Cells of a number of a row, with the blanks behind it."""

BESIDE = 46
"""Cells that the answers and what is said of them take."""

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
    if answers.among:
        head = line(*head, (f": the last array of the {answers.among} things that come out", "dim"))
    shown = questions if is_asked else questions[: max(1, (columns - BESIDE) // CELLS)]
    lines = [head, EMPTY, _heads(shown, len(questions), is_asked)]
    for row, output, known in zip(answers.rows.data, answers.outputs.data, answers.known, strict=True):
        lines.append(_row(row, output, known, shown, is_asked, tuple(row) == tuple(own)))
    worth = _chance(answers.known, columns)
    lines += [EMPTY, *_own(answers, questions, is_asked, own), EMPTY, *worth]
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


def _chance(known: Sequence[bool | None], columns: int) -> list[Line]:
    """What answers to rows that were never seen are worth; nothing where nobody knows which these are."""
    if None in known or False not in known:
        return []
    words = line(
        (f"{known.count(True)} of these {len(known)} rows were trained on. ", "prose"),
        ("What the network says of the others is chance: ", "prose"),
        ("another seed that learns changes those answers, and hardly the trained ones.", "strong"),
    )
    return wrap(words, columns)


def _heads(questions: Sequence[str], count: int, is_asked: bool) -> Line:
    pieces = [("   ", "text")]
    for number_, words in enumerate(questions, 1):
        told = f"{number_} {words}   "
        pieces.append((told if is_asked else told.ljust(CELLS), "axis"))
    more = f"… {count} in all   " if count > len(questions) else ""
    return line(*pieces, (more, "dim"), ("answer", "strong"))


def _row(
    row: npt.NDArray[Any],
    output: npt.NDArray[Any],
    known: bool | None,
    questions: Sequence[str],
    is_asked: bool,
    mine: bool,
) -> Line:
    pieces = [(" ▸ " if mine else "   ", "mark.arrow")]
    for value, words in zip(row, questions, strict=False):
        cells = len(words) + 5 if is_asked else max(CELLS, len(words) + 5)
        pieces.append((_value(float(value), is_asked).ljust(cells), scale.role(value, weight=False)))
    if len(row) > len(questions):
        pieces.append(("…".ljust(len(f"… {len(row)} in all   ")), "dim"))
    pieces += _answer(output)
    pieces.append((_seen(known), "no" if known is False else "dim"))
    return line(*pieces)


def _seen(known: bool | None) -> str:
    """Whether a row was trained on; nothing where nobody knows."""
    return "" if known is None else "   trained on" if known else "   never seen"


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
        lines.append(line(("           ", "text"), *_answer(found[0]), (_seen(found[1]), "dim")))
    return lines


def _value(value: float, is_asked: bool) -> str:
    return {0.0: "no", 1.0: "yes"}.get(value, f"{value:g}") if is_asked else f"{value:g}"


def _between_0_and_1(answers: Answers) -> bool:
    data = np.asarray(answers.outputs.data)
    return bool(data.size and np.isfinite(data).all() and data.min() >= 0 and data.max() <= 1)
