"""Every role that is met when the panels and pages are drawn at many positions, and whether words stand in it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from functools import cache

from view.opened import FAILS, SHAPES, Opened, script, toy
from view.test_replay_view import watched
from view.test_step_pictures import the_bowl

from tui_tutor.engine.watch.position import END, SETUP, Position, turn
from tui_tutor.lesson.find import find, shipped
from tui_tutor.lesson.load import load
from tui_tutor.quiz.judging import judge
from tui_tutor.view.acting import BRIEF, frames
from tui_tutor.view.asked import Asked
from tui_tutor.view.cursor import PLACE, Cursor
from tui_tutor.view.explain import explained
from tui_tutor.view.gallery import available
from tui_tutor.view.layout import FOCUSABLE, TABS, Panel, arrange
from tui_tutor.view.lines import Line
from tui_tutor.view.screen import panel_lines
from tui_tutor.view.state import State
from tui_tutor.view.status import Run

Shown = tuple[State, Collection[Panel]]
"""A state, and the panels in which it differs from others that are drawn."""

ALL = tuple(Panel)

SIZES = ((120, 40), (80, 24), (200, 60))

POSITIONS = (
    *(f"setup:{number}" for number in range(1, 17)),
    *(f"0:{number}" for number in range(1, 55)),
    *("253:3", "1000:2", "1000:10", "1000:48", "9999:36", "10000:1", "end:1", "end:2"),
)

QUICK = ("setup:1", "setup:14", "0:3", "0:5", "0:7", "0:10", "0:21", "0:31", "0:37", "0:39", "0:54", "1000:3", "end:2")


@cache
def roles(*, every: bool) -> dict[str, bool]:
    """Each role without the place of a cell, and whether a letter or a digit stands in it somewhere."""
    found: dict[str, bool] = {}
    pieces = {piece for line in _lines(every) for piece in line}
    for text, role in pieces:
        bare = " ".join(word for word in role.split() if not word.startswith(PLACE))
        found[bare] = found.get(bare, False) or any(map(str.isalnum, text))
    return found


def _lines(every: bool) -> Iterator[Line]:
    shown = [*_toy(POSITIONS if every else QUICK), *_others(1 if every else 23)]
    for size in SIZES if every else SIZES[:2]:
        for state, panels in shown if every or size == SIZES[0] else shown[::9]:
            yield from screen_lines(state, *size, panels)
    for panel in FOCUSABLE:
        yield from explained(toy().state("0:3"), panel, 90)


def screen_lines(state: State, columns: int, rows: int, panels: Collection[Panel]) -> Iterator[Line]:
    """The lines of some panels of a state, whichever tab is in front, with focus and without."""
    state = replace(state, wide=columns >= 100)
    for tab in TABS:
        shown = replace(state, tab=tab)
        for panel, box in arrange(columns, rows, tab).items():
            if panel in panels:
                yield from panel_lines(panel, shown, box).lines
        if state.wide:
            break
    for panel in FOCUSABLE if panels is ALL else ():
        if panel in (places := arrange(columns, rows, Panel.TEXT)):
            yield from panel_lines(panel, replace(state, focus=panel), places[panel]).lines


def _toy(positions: Iterable[str]) -> Iterator[Shown]:
    for place in positions:
        state = replace(toy().state(place, folded=False), bowl=the_bowl())
        yield replace(state, fresh=True, folded=True, note="said of the last key"), ALL
        for picture in available(state):
            yield replace(state, picture=picture), (Panel.PICTURE,)
        for each in _pointed(state):
            yield each, (Panel.STAGE, Panel.NUMBERS, Panel.PROGRAM, Panel.PICTURE)
        event = state.moment.event if state.moment is not None else None
        for frame in (*frames(event)[::3], BRIEF) if event is not None else ():
            yield replace(state, frame=frame), (Panel.STAGE,)
    yield from ((state, ALL) for state in _moving())


def _pointed(state: State) -> Iterator[State]:
    for key, panel in (("0", Panel.STAGE), ("r", Panel.STAGE), ("syn0", Panel.NUMBERS), ("l1", Panel.NUMBERS)):
        yield replace(state, cursor=Cursor(panel, key, 0, 0), hover=Cursor(panel, key, 0, 1))
    yield replace(state, line=58)
    yield replace(state, picture="error", pointer=3, linear=True)


def _moving() -> Iterator[State]:
    state = toy().state("1000:1")
    yield replace(state, run=Run(4321, 10_000, 60_000))
    for place in (0.0, 0.3, 0.99):
        yield replace(state, replay=replace(watched(), place=place))


def _others(stride: int) -> Iterator[Shown]:
    lessons = [Opened(load(find(name))) for name in shipped() if name != "toy_brain"]
    for opened in (script(SHAPES), *lessons):
        opened.engine.run_to_end()
        last = opened.engine.last_known
        for place in (SETUP, *((turn(0), turn(last), END) if last >= 0 else ())):
            count = len(opened.engine.recording(place).events)
            yield from _of_other(opened, [Position(place, number) for number in range(1, count + 1, stride)])
    yield script(FAILS).state("0:2"), ALL
    yield from ((state, (Panel.STAGE,)) for state in _asked())


def _of_other(opened: Opened, positions: Iterable[Position]) -> Iterator[Shown]:
    for position in positions:
        state = opened.state(str(position))
        yield state, ALL
        for picture in available(state):
            yield replace(state, picture=picture), (Panel.PICTURE,)


def _asked() -> Iterator[State]:
    for question in (each for text in toy().lesson.texts.values() for each in text.questions):
        state = toy().state("0:3")
        yield replace(state, asked=Asked(question))
        for guess in (question.answer, *question.choices, "7"):
            yield replace(state, asked=Asked(question, judge(question, guess)))
