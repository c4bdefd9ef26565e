"""What a lesson's texts say of the run, held against the run itself: what they show, and the numbers they quote."""

from __future__ import annotations

from collections.abc import Iterator

from tui_tutor.engine.text.problems import Problem
from tui_tutor.engine.watch import steps
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.moment import moment
from tui_tutor.engine.watch.position import END, SETUP, Position, turn
from tui_tutor.engine.watch.shows import is_shown
from tui_tutor.engine.watch.walk import Walker
from tui_tutor.lesson.live import NotYetError, values_of, work_out
from tui_tutor.lesson.model import RESULTS, START, Lesson, StepText
from tui_tutor.lesson.quotes import Quote, QuoteError, read


def rehearse(lesson: Lesson, engine: Engine) -> list[Problem]:
    """Problems of a lesson whose program has run to its end: what is shown and quoted and is not there."""
    walker = Walker(engine, lesson.shows)
    problems: list[Problem] = []
    for number, text in sorted(lesson.texts.items()):
        run = _run(walker, number)
        if run:
            problems += _not_shown(walker, text, run, number)
            problems += _not_quoted(engine, text, run, number)
    return problems


def _run(walker: Walker, number: int) -> list[Position]:
    """The operations for which a text is shown, in the setup and the first iteration, or after the loop."""
    in_end = number == RESULTS
    places = [END] if in_end else [SETUP, *([turn(0)] if walker.engine.has_loop else [])]
    wanted = None if number in (START, RESULTS) else number
    found = [
        Position(place, index)
        for place in places
        for index, event in enumerate(walker.events(place), 1)
        if event.step == wanted and event.depth == 0
    ]
    return [each for each in found if each.place == SETUP] if number == START else found


def _not_shown(walker: Walker, text: StepText, run: list[Position], number: int) -> Iterator[Problem]:
    if not text.show or text.origin is None:
        return
    at = steps.entry(walker, run[0], folded=True)
    if not is_shown(walker.events(at.place)[at.operation - 1], text.show):
        where = "after the loop" if number == RESULTS else f"by the operations of step {number}"
        message = (
            f"show: {text.show!r} is neither stored {where} nor the code of one of them{_looked(walker.engine, number)}"
        )
        yield Problem(text.origin.path, *text.origin.show, message)


def _looked(engine: Engine, number: int) -> str:
    """Where was looked, for a step that may do something else in other iterations."""
    return " (in iteration 0)" if engine.has_loop and number not in (START, RESULTS) else ""


def _not_quoted(engine: Engine, text: StepText, run: list[Position], number: int) -> Iterator[Problem]:
    quotes = [part for part in read(text.body)[0] if isinstance(part, Quote)]
    if not quotes or text.origin is None:
        return
    names = values_of(moment(engine, run[-1]).names)
    for quote in quotes:
        try:
            work_out(quote, names)
        except NotYetError as error:
            when = "after the loop" if number == RESULTS else f"in step {number}" if number else "before step 1"
            message = f"{{{quote.code}}}: {error} {when}{_looked(engine, number)}"
            yield text.origin.problem(text.body, quote.offset, message)
        except QuoteError as error:
            yield text.origin.problem(text.body, quote.offset, str(error))
