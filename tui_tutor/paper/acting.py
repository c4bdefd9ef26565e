"""Keys pressed at a sitting: the states that the screen goes through, and how long each is seen."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from tui_tutor.engine.watch.moves import Move
from tui_tutor.paper.sitting import Sitting
from tui_tutor.screens.motion import frames_wanted
from tui_tutor.screens.moving import ACT_SECONDS, QUICK_SECONDS, SPEEDS
from tui_tutor.view.acting import frames, quick
from tui_tutor.view.gallery import available, chosen
from tui_tutor.view.keys import COMMANDS
from tui_tutor.view.layout import Panel
from tui_tutor.view.replay import SECONDS, Replay, jumped
from tui_tutor.view.state import State

FIRST, REST, LAST = 1.2, 1.2, 4.0
"""Seconds that the screen is seen before the first key, after each, and at the end."""

TICK = 1 / 20
"""Seconds between two stills of a jump that is watched again: half as many as on the screen, in half the room."""

_CALL = re.compile(r"(step|iterate|faster)\('?(.*?)'?\)|(act|picture)")

ACTIONS = {
    key: command.action
    for command in COMMANDS
    if _CALL.fullmatch(command.action)
    for key in (command.shown, *command.keys.split(","))
}
"""What the keys that can be filmed do, by their signs and by their names."""


class Shown(NamedTuple):
    """A state, and how many seconds it is seen."""

    state: State
    seconds: float


def filmed(sitting: Sitting, keys: Sequence[str]) -> Iterator[Shown]:
    """All that is seen while keys, which are in ACTIONS, are pressed; the time that a jump runs is left out."""
    rest = Shown(sitting.complete(), FIRST)
    for key in keys:
        match = _CALL.fullmatch(ACTIONS[key])
        assert match is not None
        if match[1] == "faster":
            _change_speed(sitting, int(match[2]))
            continue
        yield rest
        if match[1] == "step":
            yield from _stepped(sitting, Move(match[2]))
        elif match[1] == "iterate":
            yield from _moved(sitting, partial(sitting.iterate, int(match[2])))
        elif match[3] == "act":
            yield from _acted(sitting.state)
        else:
            _turn_picture(sitting)
        rest = Shown(sitting.complete(), REST)
    yield rest._replace(seconds=LAST)


def _stepped(sitting: Sitting, move: Move) -> Iterator[Shown]:
    if move in (Move.STEP, Move.STEP_BACK) and not sitting.state.wide:
        # What a step is about is in its text.
        sitting.state = replace(sitting.state, tab=Panel.TEXT)
    yield from _moved(sitting, partial(sitting.move, move), quickly=move in (Move.FORWARD, Move.LINE, Move.STEP))


def _moved(sitting: Sitting, go: Callable[[], State], *, quickly: bool = False) -> Iterator[Shown]:
    """What is seen of a move: of a long one the jump, of one that goes on, `quickly`, its short motion."""
    before = sitting.state.moment
    state = go()
    now = state.moment
    jump = jumped(before, now) if now is not None else None
    if jump is not None:
        yield from _watched(sitting, *jump)
    elif quickly and now is not None and now is not before and now.event is not None:
        shown = quick(now.event)
        for each in shown:
            yield Shown(replace(state, frame=each), QUICK_SECONDS / len(shown))


def _watched(sitting: Sitting, start: int, stop: int) -> Iterator[Shown]:
    """A jump watched again."""
    speed = sitting.state.speed
    replay = Replay(start, stop, snapshots=sitting.watched(start, stop, frames_wanted(speed)))
    count = max(1, round(SECONDS / speed / TICK))
    for number in range(count if replay.snapshots else 0):
        yield Shown(replace(sitting.state, replay=replace(replay, place=number / count)), TICK)


def _acted(state: State) -> Iterator[Shown]:
    """The present operation acted out."""
    event = state.moment.event if state.moment is not None else None
    for each in frames(event) if event is not None else ():
        yield Shown(replace(state, fresh=False, acting=True, frame=each), each.pace * ACT_SECONDS / state.speed)


def _turn_picture(sitting: Sitting) -> None:
    state, there = sitting.state, available(sitting.state)
    if there and (state.wide or state.tab is Panel.PICTURE):
        state = replace(state, picture=there[(there.index(chosen(state)) + 1) % len(there)])
    sitting.state = state if state.wide else replace(state, tab=Panel.PICTURE)


def _change_speed(sitting: Sitting, by: int) -> None:
    at = SPEEDS.index(sitting.state.speed)
    sitting.state = replace(sitting.state, speed=SPEEDS[min(len(SPEEDS) - 1, max(0, at + by))])
