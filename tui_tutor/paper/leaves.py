"""A lesson taken apart for paper: each of its steps as it runs for the first time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tui_tutor.engine.watch.moves import Move
from tui_tutor.engine.watch.position import Part
from tui_tutor.lesson.model import RESULTS, START, Lesson, StepText
from tui_tutor.paper.sitting import Sitting
from tui_tutor.view.state import State

PAST_ALL = 10**12
"""More iterations than there are."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One step. `number` is 0 for what comes before the first, RESULTS for what comes after the loop.

    `lines` are those of its code, counted from 1. `shown` is the state at what the step is about and `over` the one
    when it is over, both in iteration 0; None where it does not run there.
    """

    number: int
    text: StepText | None
    lines: range
    shown: State | None = None
    over: State | None = None


def leaves(sitting: Sitting) -> Iterator[Leaf]:
    """The leaves of a sitting's lesson in the order of their numbers."""
    sitting.opened()
    lesson = sitting.state.lesson
    seen = _walked(sitting)
    stop = _behind(lesson)
    end: tuple[State, State] | None = None
    if RESULTS in lesson.texts:
        stop = _begin_of_end(sitting.iterate(PAST_ALL))
        end = (sitting.move(Move.END),) * 2
    if START in lesson.texts:
        yield Leaf(START, lesson.texts[START], range(1, lesson.source.steps[0][1]), *seen.get(None, (None, None)))
    for number, _ in lesson.source.steps:
        yield Leaf(number, lesson.texts.get(number), _lines(lesson, number, stop), *seen.get(number, (None, None)))
    if end is not None:
        yield Leaf(RESULTS, lesson.texts[RESULTS], _without_blanks(lesson, range(stop, _behind(lesson))), *end)


def _walked(sitting: Sitting) -> dict[int | None, tuple[State, State]]:
    """Each step that is met from the beginning to the end of iteration 0: what it is about, and where it is over."""
    found: dict[int | None, tuple[State, State]] = {}
    state = sitting.state
    if _step(state) is not None:
        # The first step may begin with the program, and be about something further on.
        back = sitting.move(Move.STEP)
        state = back if _step(back) == _step(state) else sitting.move(Move.HOME)
    while _is_early(state):
        over = _over(sitting, state)
        found.setdefault(_step(state), (state, over))
        before, state = sitting.state, sitting.move(Move.STEP)
        if _place(state) == _place(before):
            break
    return found


def _over(sitting: Sitting, state: State) -> State:
    """The last state of a step, found line by line; the sitting then stands there, or just behind it."""
    over, before = state, None
    while _step(state) == _step(over) and _is_early(state) and _place(state) != before:
        over, before = state, _place(state)
        state = sitting.move(Move.LINE)
    if _place(state) != before:
        sitting.move(Move.LINE_BACK)
    return over


def _step(state: State) -> int | None:
    return state.moment.step if state.moment is not None else None


def _place(state: State) -> str:
    return str(state.moment.position) if state.moment is not None else ""


def _is_early(state: State) -> bool:
    """Whether a state is of the setup or of iteration 0."""
    place = state.moment.position.place if state.moment is not None else None
    return place is not None and place.part is not Part.END and (place.iteration or 0) == 0


def _begin_of_end(state: State) -> int:
    """The line with which what comes after the loop begins, comments before it included; behind all where it does not.

    `state` is that of the first operation there.
    """
    source, moment = state.lesson.source, state.moment
    if moment is None or moment.event is None or moment.position.place.part is not Part.END:
        return _behind(state.lesson)
    line = moment.event.site.span.line
    while line > 1 and source.lines[line - 2].startswith("#"):
        line -= 1
    return line


def _lines(lesson: Lesson, number: int, stop: int) -> range:
    """The lines of a step before `stop`, from its heading to its last line that is not blank."""
    heads = [line for _, line in lesson.source.steps]
    first = heads[number - 1]
    stop = max(first + 1, min(heads[number], stop) if number < len(heads) else stop)
    return _without_blanks(lesson, range(first, stop))


def _without_blanks(lesson: Lesson, lines: range) -> range:
    """Lines without those at their end that are blank."""
    while lines and not lesson.source.lines[lines[-1] - 1].strip():
        lines = lines[:-1]
    return lines


def _behind(lesson: Lesson) -> int:
    return len(lesson.source.lines) + 1
