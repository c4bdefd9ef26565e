"""Where the learner stands, in words: step, iteration, operation."""

from __future__ import annotations

from dataclasses import dataclass

from tui_tutor.engine.text.turns import TURN
from tui_tutor.engine.watch.moment import Moment
from tui_tutor.engine.watch.position import Part
from tui_tutor.lesson.model import Lesson
from tui_tutor.view.lines import Line, clip, line, pad, width
from tui_tutor.view.numbers import thousands
from tui_tutor.view.opening import Underway, opening_words
from tui_tutor.view.score import score
from tui_tutor.view.texts import text_at

NAME = "toytutor"

GAP = 2
"""Cells between the parts of the status line at the least."""


@dataclass(frozen=True, slots=True)
class Run:
    """A run on its way: where it is, where it goes (`goal` is None for the end) and what it has printed."""

    iteration: int
    goal: int | None
    total: int | None
    printed: str = ""


def step_words(lesson: Lesson, moment: Moment) -> str:
    """`step 7 of 13`, `start` or `results`, with the step's title."""
    in_end = moment.position.place.part is Part.END
    text = text_at(lesson, moment)
    is_of_step = moment.step is not None or (in_end and lesson.source.is_notebook)
    if in_end:
        where = "results"
    elif moment.step is None and not lesson.steps and moment.event is not None:
        # A plain script has no steps; its lines are the next best thing to count by.
        where = f"line {moment.event.site.span.line}"
    elif moment.step is None:
        where = "start"
    else:
        where = f"step {moment.step} of {lesson.steps}"
    return f"{where} · {text.title}" if text is not None and is_of_step else where


def place_words(moment: Moment, run: Run | Underway | None = None, turn: str = TURN, *, brief: bool = False) -> str:
    """`iteration 253 of 60,000 · operation 3 of 48`; for a run or an opening on its way, how far it is.

    In an inner loop, whose turns are called `turn`: `iteration 3 of 100 · sample 17 of 60 · operation 3 of 48`, and
    `brief` without how many of them there are.
    """
    if isinstance(run, Underway):
        return opening_words(run)
    if run is not None:
        goal = f" → {thousands(run.goal)}" if run.goal is not None else ""
        total = f" of {thousands(run.total)}" if run.total is not None and run.goal is None else ""
        return f"running: iteration {thousands(run.iteration)}{goal}{total}"
    place = moment.position.place
    more = "+" if moment.unfinished else ""
    operation = f"operation {thousands(moment.position.operation)} of {thousands(moment.operations)}{more}"
    if moment.inner is not None:
        count = moment.inner.total if not brief else None
        turns = f" of {thousands(count)}" if count is not None else ""
        operation = f"{turn} {thousands(moment.inner.turn)}{turns} · {operation}"
    if place.iteration is None:
        return f"{place.part.value} · {operation}"
    iterations = f" of {thousands(moment.total)}" if moment.total is not None else ""
    return f"iteration {thousands(place.iteration)}{iterations} · {operation}"


def status(
    lesson: Lesson,
    moment: Moment | None,
    run: Run | Underway | None,
    columns: int,
    rows: int,
    changed: str | None = None,
    before: float | None = None,
    *,
    back: bool = False,
    turn: str = TURN,
) -> list[Line]:
    """Two lines: lesson and step, and below them the place and how well the program does there.

    `before` is what was plotted before the last move, with `back` in a later iteration than where it led. `turn` is
    what the turns of the inner loop are called that the moment stands in.
    """
    mark = f" · changed: {changed}" if changed is not None else ""
    left = line((f" {NAME} ", "brand"), (f" {lesson.title}", "strong"), (mark, "inside"))
    if moment is None:
        words = opening_words(run) if isinstance(run, Underway) else "opening…"
        return [pad(clip(line(*left, (f"   {words}", "dim")), columns), columns)] + [pad((), columns)] * (rows - 1)
    step = line((step_words(lesson, moment), "step"))
    words = place_words(moment, run, turn)
    if len(words) >= columns:
        words = place_words(moment, run, turn, brief=True)
    place = line((" ", "text"), (words, "running" if run is not None else "text"))
    left = clip(left, max(len(NAME) + 2, columns - width(step) - 2))
    room = max(0, columns - width(place) - GAP - 1)
    told = (*score(moment, before, lesson.gaps, room, back=back, plot=lesson.plot), (" ", "text"))
    return [
        (*left, *pad((*step, (" ", "text")), max(0, columns - width(left)), "right")),
        pad((*clip(place, columns), *pad(told, max(0, columns - width(place)), "right")), columns),
    ][:rows]
