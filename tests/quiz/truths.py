"""What is true of an operation, found by other means than the questions, and whether they say so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np

from tui_tutor.engine.watch.recording import Event
from tui_tutor.quiz.judging import judge
from tui_tutor.quiz.question import Ask, Question
from tui_tutor.quiz.questions import questions

Made = tuple[Event, Question]


def made(events: Sequence[Event]) -> list[Made]:
    return [(events[index], question) for index, question in questions(events).items()]


def shown_shape(array: Any) -> str:
    shape = np.shape(array)
    if len(shape) == 1:
        return f"{shape[0]},"
    return "×".join(str(each) for each in shape) or "scalar"


def cell(words: str) -> tuple[int, ...]:
    named = re.search(r"cell ([^ ,]+)", words)
    assert named is not None
    return tuple(int(re.sub(r"^\D+", "", each)) - 1 for each in named[1].split("·"))


def runs_swapped(event: Event) -> bool:
    left, right = event.operands[:2]
    try:
        np.dot(right.data, left.data)
    except ValueError:
        return False
    return True


def truth(event: Event, question: Question) -> str:
    """The answer, from the run alone."""
    result: Any = event.result.data if event.result is not None else None
    if question.kind == Ask.SHAPE:
        return shown_shape(result)
    if question.kind == Ask.SIGN:
        return "+" if result[cell(question.words)] > 0 else "−"
    if question.kind == Ask.MOST:
        return question.choices[int(np.argmax(np.abs(result[:, 0])))]
    if question.kind == Ask.GROWS:
        place = cell(question.words)
        return "grows" if float(result[place]) - float(event.operands[0].data[place]) > 0 else "shrinks"
    if question.kind == Ask.BRANCH:
        return "yes" if result else "no"
    if question.kind == Ask.AXIS:
        (_, inner), (same, _) = event.operands[0].axes, event.operands[1].axes
        assert inner == same
        return str(inner)
    assert question.kind == Ask.RUNS
    return "yes" if event.error is None and runs_swapped(event) else "no"


def check(event: Event, question: Question) -> None:
    assert event.depth == 0
    assert question.answer == truth(event, question)
    assert question.code == " ".join(event.site.code.split())
    assert question.why
    assert question.words.endswith("?")
    assert "None" not in question.why + "".join(text for _, text in question.otherwise)
    for text, right in answers(question):
        verdict = judge(question, text)
        assert verdict is not None, text
        assert verdict.right is right, text
        assert right or verdict.otherwise, text


def answers(question: Question) -> list[tuple[str, bool]]:
    """What may be typed, and whether it is right."""
    if question.choices:
        assert question.answer in question.choices
        assert len(set(question.choices)) == len(question.choices) > 1
        numbered = [(str(number), choice) for number, choice in enumerate(question.choices, 1)]
        typed = [*numbered, *((choice, choice) for choice in question.choices)]
        return [(text, choice == question.answer) for text, choice in typed]
    wrong = ["17x19", "5,", "2×3×4", "scalar", "7 7"]
    return [(question.answer, True), *((text, False) for text in wrong if text != question.answer)]
