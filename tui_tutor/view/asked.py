"""A question on the stage: what is asked, how to answer, and afterwards the guess beside the truth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.watch.rules import sign
from tui_tutor.quiz.judging import Verdict, asked_for
from tui_tutor.quiz.question import Question
from tui_tutor.view.acts.cells import between, operands
from tui_tutor.view.equation import Piece, equation
from tui_tutor.view.lines import EMPTY, Line, clip, line, wrap
from tui_tutor.view.scene import Scene


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that is being asked, and the verdict once it was answered."""

    question: Question
    verdict: Verdict | None = None


def question_lines(asked: Asked, scene: Scene | None, columns: int, rows: int) -> list[Line]:
    """The operation without its result, the question and the choices."""
    question = asked.question
    head = wrap(line(("? ", "ask"), (question.words, "strong")), columns)
    how = wrap(line(("answer:  ", "dim"), (asked_for(question), "ask")), columns)
    keys = wrap(line(("enter", "key"), (" answers   ", "dim"), ("esc", "key"), (" skips", "dim")), columns)
    text = [*head, EMPTY, *how, EMPTY, *keys] if rows > 9 else [*head, *how]
    room = rows - len(text) - 1
    picture = _without_result(scene, columns, room) if scene is not None and room >= 3 and question.code else []
    return [*picture, *([EMPTY] if picture else []), *text][:rows]


def verdict_lines(asked: Asked, columns: int) -> list[Line]:
    """The guess beside the truth, the reason, and for a wrong guess what it would have taken."""
    verdict, question = asked.verdict, asked.question
    if verdict is None:
        return []
    mark = ("✓ right", "yes") if verdict.right else ("✗ not this time", "no")
    said = line(
        mark, ("   you said ", "dim"), (verdict.guess, "strong"), ("   it is ", "dim"), (question.answer, "yes")
    )
    lines = [clip(said, columns), *wrap(line((question.why, "prose")), columns)]
    if not verdict.right and verdict.otherwise:
        lines += wrap(line((verdict.otherwise, "dim")), columns)
    return lines


def _without_result(scene: Scene, columns: int, rows: int) -> Sequence[Line]:
    """The operands as they meet, and a question mark."""
    parts = [part for part in operands(scene) if part.value.shape is not None]
    if not any(part.value.is_array for part in parts):
        return [clip(line((" ".join(scene.event.site.code.split()), "operand")), columns)]
    symbol = "·" if scene.event.kind is Kind.DOT else sign(scene.event.site.symbol)
    pieces: list[Piece] = [*between(parts, "," if symbol.isidentifier() else symbol), "= ?"]
    lines = equation(pieces, columns, rows)
    return lines if len(lines) <= rows else []
