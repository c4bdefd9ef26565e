"""What moves by itself on the screen, one thing at a time: an operation acted out, or a jump watched again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol

from tui_tutor.study.replay import Snapshot
from tui_tutor.view.acting import Frame
from tui_tutor.view.replay import FRAMES, SECONDS, Replay

TICK = 1 / 30
"""Seconds between two pictures of a replay."""

Clock = Callable[[], float]


class Timer(Protocol):
    """A timer that was set, and can be stopped."""

    def stop(self) -> None:
        """Never go off."""


SetTimer = Callable[[float, Callable[[], None]], Timer]


class Motion:
    """Shows frames in their time. `set_timer` and `clock` (in seconds) are handed in, so that time can be made up.

    `show` takes the frame of an operation or None at rest, `show_replay` the replay or None at its end.
    """

    def __init__(
        self,
        set_timer: SetTimer,
        clock: Clock,
        show: Callable[[Frame | None], None],
        show_replay: Callable[[Replay | None], None],
    ) -> None:
        self._set_timer = set_timer
        self._clock = clock
        self._show = show
        self._show_replay = show_replay
        self._timer: Timer | None = None
        self._frames: list[Frame] = []
        self._seconds: Callable[[], float] = lambda: 0.0
        self._replay: Replay | None = None
        self._ticked: float | None = None
        self._speed: Callable[[], float] = lambda: 1.0

    @property
    def is_acting(self) -> bool:
        """Whether an operation is being acted out."""
        return bool(self._frames) or (self._timer is not None and self._replay is None)

    @property
    def is_replaying(self) -> bool:
        """Whether a jump is being watched again."""
        return self._replay is not None

    def act(self, frames: Sequence[Frame], seconds: Callable[[], float]) -> None:
        """Show frames one after the other, each for so many seconds times its pace, asked anew for each."""
        self.stop()
        self._frames, self._seconds = list(frames), seconds
        self._next()

    def replay(self, start: int, stop: int, speed: Callable[[], float]) -> None:
        """Begin to watch a jump again; time runs from when the first snapshots have come."""
        self.stop()
        self._replay, self._ticked, self._speed = Replay(start, stop), None, speed
        self._show_replay(self._replay)

    def feed(self, snapshots: Sequence[Snapshot], last: bool) -> None:
        """Snapshots for the replay have come."""
        replay = self._replay
        if replay is None:
            return
        mine = [each for each in snapshots if replay.start <= each.iteration <= replay.stop]
        self._replay = replace(replay, snapshots=(*replay.snapshots, *mine))
        if last and not self._replay.snapshots:
            self._end()
        elif self._ticked is None and self._replay.snapshots:
            self._ticked = self._clock()
            self._tick()

    def stop(self) -> None:
        """Come to rest at once; the end state is shown by whoever asked for the rest."""
        self._frames, self._replay, self._ticked = [], None, None
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def later(self, seconds: float, action: Callable[[], None]) -> None:
        """Do something later, unless anything else happens before."""
        self.stop()

        def go_off() -> None:
            self._timer = None
            action()

        self._timer = self._set_timer(seconds, go_off)

    def _next(self) -> None:
        frame = self._frames.pop(0) if self._frames else None
        self._timer = self._set_timer(self._seconds() * frame.pace, self._next) if frame is not None else None
        self._show(frame)

    def _tick(self) -> None:
        replay, before = self._replay, self._ticked
        if replay is None or before is None:
            return
        self._ticked = self._clock()
        # Added up, so that another speed holds from now on and never leads back.
        place = replay.place + (self._ticked - before) * self._speed() / SECONDS
        if place >= 1.0:
            self._end()
            return
        self._replay = replace(replay, place=place)
        self._timer = self._set_timer(TICK, self._tick)
        self._show_replay(self._replay)

    def _end(self) -> None:
        self.stop()
        self._show_replay(None)


def frames_wanted(speed: float) -> int:
    """How many snapshots a replay at a speed is made of."""
    return max(8, min(4 * FRAMES, round(FRAMES / speed)))
