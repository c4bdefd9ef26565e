"""The tutor's side of the boundary: sends requests, hands replies on, starts the process anew when it has died."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace

from tui_tutor.engine.watch.moves import Move
from tui_tutor.engine.watch.position import Part, Position, turn
from tui_tutor.lesson.model import Lesson
from tui_tutor.runner.last_words import line_of
from tui_tutor.runner.link import Link
from tui_tutor.runner.protocol import (
    Arrived,
    Broken,
    Diagnose,
    Diagnosed,
    Died,
    Fold,
    Follow,
    GoTo,
    Heard,
    Iterate,
    Looked,
    Measure,
    Measured,
    MoveBy,
    Open,
    Opening,
    Pin,
    Plot,
    Progress,
    Recall,
    Recalled,
    Refused,
    Reply,
    Request,
    Stop,
    Tried,
    Try,
    Watch,
    Watched,
)
from tui_tutor.study.provenance.hop import Spot

PATIENCE = 1.2
"""Seconds that a process is given to hear a stop; it strikes itself before, see `child.PATIENCE`."""

LONGER_PATIENCE = 8.0
"""Seconds that one is given which has heard it, and is busy with what the tutor itself does."""

GOING = 2.0
"""Seconds that the end of a process is waited for, where it is waited for at all."""

MOST_DEATHS = 3
"""Times that the process is started anew before an answer came; then the tutor waits for the learner."""


class Client:
    """Runs a lesson's program in a process of its own.

    With `returning` it does not matter if the program has no such position any more. `pins` are kept in sight from the
    beginning. With `briefly` the first answer does not wait for what nobody sees yet. `on_reply` is called on a thread
    of this object's. What the process had in memory is gone when it dies; it is started again at the last position
    that was seen, or, where it was ended because it did not hear a stop, at the last iteration that it told of.
    """

    def __init__(
        self,
        lesson: Lesson,
        at: Position | None = None,
        *,
        returning: bool = False,
        pins: tuple[str, ...] = (),
        briefly: bool = True,
    ) -> None:
        self._lesson = lesson
        self._briefly = briefly
        self.returning = returning
        self._at = at
        self._near = False
        self._pins = pins
        self._halt: int | None = None
        self._opening = 0
        self.seed = secrets.randbelow(2**32)
        self._on_reply: Callable[[Reply], None] | None = None
        self._waiting: list[Reply] = []
        self._lock = threading.RLock()
        self._starting = threading.Lock()
        self._number = -1
        self._moved = 0
        self._asked: dict[type, int] = {}
        self._answered = -1
        self._heard = -1
        self._reached: int | None = None
        self._stopping = False
        self._deaths = 0
        self._closing = False
        self._timers: list[threading.Timer] = []
        self._link: Link
        self._start()

    def listen(self, on_reply: Callable[[Reply], None]) -> None:
        """Hand on replies from now on, those first that came before anybody listened."""
        with self._lock:
            self._on_reply = on_reply
            waiting, self._waiting = self._waiting, []
            for reply in waiting:
                on_reply(reply)

    @property
    def is_busy(self) -> bool:
        """Whether a request to move has not been answered yet; what has been is handed on already."""
        with self._lock:
            return self._answered < self._moved

    @property
    def last_number(self) -> int:
        """The number of the last request to move, or to open, that was sent."""
        return self._moved

    def is_wanted(self, reply: Reply) -> bool:
        """Whether a reply answers what was asked last of its kind; a move makes all that was to be looked at old."""
        if isinstance(reply, Progress | Opening):
            return self._answered < reply.number <= self._moved
        if isinstance(reply, Looked):
            return self._asked.get(type(reply)) == reply.number
        return not isinstance(reply, Arrived) or reply.number == self._moved

    def move(self, move: Move, folded: bool, asking: bool = False) -> None:
        """Make a move by key; with `asking` the answer brings a question about where it leads."""
        self._move(lambda number: MoveBy(number, move, folded, asking))

    def iterate(self, count: int, folded: bool) -> None:
        """Go so many iterations on, or back."""
        self._move(lambda number: Iterate(number, count, folded))

    def go(self, text: str, folded: bool) -> None:
        """Go to what a learner typed."""
        self._move(lambda number: GoTo(number, text, folded))

    def follow(self, spot: Spot, kept: int, folded: bool, *, forward: bool) -> None:
        """Go to what made the number that is pointed at, or to what uses it next; `kept` hops are still on the way."""
        self._move(lambda number: Follow(number, spot, kept, folded, forward))

    def pin(self, pins: tuple[str, ...]) -> None:
        """Keep these expressions in sight, and no others, also where the process has to be started again."""
        self._pins = pins
        self._move(lambda number: Pin(number, pins))

    def plot(self, text: str | None) -> None:
        """Plot an expression, or without one again what the lesson plots."""
        curve = self._lesson.with_plot(None).curve
        self._move(lambda number: Plot(number, text, curve.expression if curve is not None else None))

    def fold(self) -> None:
        """Leave the inside of a call."""
        self._move(Fold)

    def watch(self, start: int, stop: int, count: int) -> int:
        """Ask for about `count` snapshots of the iterations from `start` to `stop`; the number of the request."""
        return self._look(Watched, lambda number: Watch(number, start, stop, count))

    def measure(self) -> int:
        """Ask for the bowl; the number of the request."""
        return self._look(Measured, Measure)

    def recall(self, iterations: tuple[int, ...]) -> int:
        """Ask what the names are at the ends of some iterations; the number of the request."""
        return self._look(Recalled, lambda number: Recall(number, iterations))

    def try_inputs(self, data: str, output: str, rows: Sequence[Sequence[float]], seed: int | None) -> int:
        """Ask what the network answers to rows of inputs, with a `seed` the one trained from that; the number."""
        asked = tuple(map(tuple, rows))
        return self._look(Tried, lambda number: Try(number, data, output, asked, seed))

    def diagnose(self) -> int:
        """Ask why the error falls or does not; the number of the request."""
        return self._look(Diagnosed, Diagnose)

    def stop(self) -> None:
        """Stop what is being done: the process stops itself, else it is ended and another one started."""
        if not self.is_busy:
            return
        # A later try is meant for this process, never for one that has been started since.
        number, link = self._moved, self._link
        link.send(Stop(number))
        self._later(PATIENCE, lambda: self._give_up(number, link))

    def close(self, *, wait: bool = True) -> None:
        """End the process at once; with `wait` it is gone when this returns."""
        with self._lock:
            self._closing = True
            for timer in self._timers:
                timer.cancel()
        # One that is just being started is ended as well.
        with self._starting:
            link = self._link
        link.kill()
        if wait:
            link.join(GOING)

    def _start(self) -> None:
        with self._starting:
            if self._closing:
                return
            link: Link = Link(self._take, lambda status, words: self._ended(link, status, words))
            with self._lock:
                self._link = link
                self._number = self._moved = self._opening = self._number + 1
                self._asked.clear()
                link.send(self._open())
            link.begin()

    def _open(self) -> Open:
        lesson, source = self._lesson, self._lesson.source
        curve = lesson.curve.expression if lesson.curve is not None else None
        height = lesson.bowl.expression if lesson.bowl is not None else None
        near = self._near or self._halt is not None
        return Open(
            number=self._opening,
            path=source.path,
            text=source.text,
            axes=lesson.axes,
            curve=curve,
            seed=self.seed,
            at=self._at,
            shows=lesson.shows,
            height=height,
            near=near,
            halt=self._halt,
            loop=lesson.loop,
            trust=source.trust,
            pins=self._pins,
            briefly=self._briefly,
        )

    def _take(self, reply: Reply) -> None:
        with self._lock:
            if isinstance(reply, Heard):
                self._heard = reply.number
            elif isinstance(reply, Progress):
                self._reached = reply.iteration
            elif isinstance(reply, Arrived | Refused | Broken):
                self._answered = max(self._answered, reply.number)
                self._deaths, self._reached, self._near = 0, None, False
            if isinstance(reply, Arrived) and reply.found:
                self._at = reply.moment.position
            for each in reply.plotted if isinstance(reply, Arrived) else ():
                if not each.why_not:
                    self._lesson = self._lesson.with_plot(each.text)
            self._hand_on(reply)

    def _ended(self, link: Link, status: int, words: str) -> None:
        with self._lock:
            if self._closing or link is not self._link:
                return
            self._deaths += 1
            restarts, line = self._deaths < MOST_DEATHS, line_of(words, self._lesson.source.path)
            stopped, self._stopping = self._stopping, False
            # What dies as it is opened, dies again unless it is opened up to there only.
            self._halt = line if self._answered < self._opening else None
            if stopped and self._reached is not None:
                self._at, self._near = _last_whole(self._reached, self._at), True
            elif self._deaths == MOST_DEATHS - 1 and self._halt is None:
                # The place itself may be what kills it.
                self._at = None
            self._reached = None
        self._hand_on(Died(status, restarts, line, stopped))
        if restarts:
            self._start()

    def _hand_on(self, reply: Reply) -> None:
        with self._lock:
            if self._on_reply is None:
                self._waiting.append(reply)
            else:
                self._on_reply(reply)

    def _move(self, make: Callable[[int], Request]) -> None:
        with self._lock:
            self._number = self._moved = self._number + 1
            self._asked.clear()
            self._link.send(make(self._moved))

    def _look(self, reply: type, make: Callable[[int], Request]) -> int:
        with self._lock:
            self._number += 1
            self._asked[reply] = self._number
            self._link.send(make(self._number))
            return self._number

    def _later(self, seconds: float, action: Callable[[], None]) -> None:
        timer = threading.Timer(seconds, action)
        timer.daemon = True
        self._timers = [each for each in self._timers if each.is_alive()] + [timer]
        timer.start()

    def _give_up(self, number: int, link: Link, *, at_last: bool = False) -> None:
        """End a process that does not stop: at once where it is deaf, after a while where it is only slow."""
        with self._lock:
            if self._closing or self._answered >= number or link is not self._link or link.has_ended:
                return
            if self._heard >= number and not at_last:
                self._later(LONGER_PATIENCE, lambda: self._give_up(number, link, at_last=True))
                return
            self._stopping = True
        link.kill()


def _last_whole(reached: int, seen: Position | None) -> Position:
    """The last iteration that was run to its end when `reached` was told of, at the operation that was seen last."""
    iteration = max(0, reached - 1)
    if seen is not None and seen.place.part is Part.LOOP:
        return replace(seen, place=turn(iteration))
    return Position(turn(iteration), 1)
