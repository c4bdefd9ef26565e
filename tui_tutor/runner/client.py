"""The tutor's side of the boundary: starts the process, sends requests, hands replies on, starts it anew."""

from __future__ import annotations

import secrets
import signal
import subprocess
import threading
from collections.abc import Callable, Sequence
from typing import BinaryIO, cast

from tui_tutor.engine.moves import Move
from tui_tutor.engine.position import Position
from tui_tutor.lesson.model import Lesson
from tui_tutor.runner.process import close, end, start
from tui_tutor.runner.protocol import (
    Arrived,
    Broken,
    Died,
    Fold,
    GoTo,
    Iterate,
    Measure,
    Measured,
    MoveBy,
    Open,
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
    read,
    write,
)

PATIENCE = 0.4
"""Seconds that a program's code is given to be stopped between two of its operations, then in the middle of one."""

MOST_DEATHS = 3
"""Times that the process is started anew before an answer came; then the tutor waits for the learner."""


class Client:
    """Runs a lesson's program in a process of its own.

    With `returning` it does not matter if the program has no such position any more. `on_reply` is called on a thread
    of this object's. What the process had in memory is gone when it dies; it is started again at the last position
    that was seen.
    """

    def __init__(self, lesson: Lesson, at: Position | None = None, *, returning: bool = False) -> None:
        self._lesson = lesson
        self.returning = returning
        self._at = at
        self.seed = secrets.randbelow(2**32)
        self._on_reply: Callable[[Reply], None] | None = None
        self._waiting: list[Reply] = []
        self._lock = threading.RLock()
        self._number = 0
        self._answered = -1
        self._deaths = 0
        self._closing = False
        self._timers: list[threading.Timer] = []
        self._process: subprocess.Popen[bytes] | None = None
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
        """Whether a request has not been answered yet."""
        return self._answered < self._number

    @property
    def last_number(self) -> int:
        """The number of the last request that was sent."""
        return self._number

    def move(self, move: Move, folded: bool, asking: bool = False) -> None:
        """Make a move by key; with `asking` the answer brings a question about where it leads."""
        self._send(lambda number: MoveBy(number, move, folded, asking))

    def iterate(self, count: int, folded: bool) -> None:
        """Go so many iterations on, or back."""
        self._send(lambda number: Iterate(number, count, folded))

    def go(self, text: str, folded: bool) -> None:
        """Go to what a learner typed."""
        self._send(lambda number: GoTo(number, text, folded))

    def fold(self) -> None:
        """Leave the inside of a call."""
        self._send(Fold)

    def watch(self, start: int, stop: int, count: int) -> None:
        """Ask for about `count` snapshots of the iterations from `start` to `stop`."""
        self._write(Watch(self._number, start, stop, count))

    def measure(self) -> None:
        """Ask for the bowl."""
        self._write(Measure(self._number))

    def recall(self, iterations: tuple[int, ...]) -> None:
        """Ask what the names are at the ends of some iterations."""
        self._write(Recall(self._number, iterations))

    def try_inputs(self, data: str, output: str, rows: Sequence[Sequence[float]], seed: int | None) -> None:
        """Ask what the network answers to rows of inputs; with a `seed`, the one trained from that."""
        self._write(Try(self._number, data, output, tuple(map(tuple, rows)), seed))

    def stop(self) -> None:
        """Stop what is being done: gently first, then in the middle of the program's code, then by a new process."""
        if not self.is_busy:
            return
        # A later try is meant for this process, never for one that has been started since.
        number, process = self._number, self._process
        self._write(Stop(number))
        if process is not None:
            self._later(PATIENCE, lambda: self._interrupt(number, process))
            self._later(3 * PATIENCE, lambda: self._kill(number, process))

    def close(self) -> None:
        """End the process."""
        with self._lock:
            self._closing = True
            for timer in self._timers:
                timer.cancel()
            process = self._process
        if process is not None:
            end(process)

    def _start(self) -> None:
        process = start()
        with self._lock:
            self._process = process
            lesson = self._lesson
            curve = lesson.curve.expression if lesson.curve is not None else None
            height = lesson.bowl.expression if lesson.bowl is not None else None
            source = lesson.source
            text, at, shows = source.text, self._at, lesson.shows
            opening = Open(self._number, source.path, text, lesson.axes, curve, self.seed, at, shows, height)
        self._write(opening)
        threading.Thread(target=self._listen, args=(process,), daemon=True).start()

    def _listen(self, process: subprocess.Popen[bytes]) -> None:
        stream = cast(BinaryIO, process.stdout)
        while True:
            try:
                reply = read(stream)
            except (ValueError, OSError, EOFError):
                reply = None
            if reply is None:
                break
            self._take(reply)
        process.kill()
        status = process.wait()
        close(process)
        self._ended(process, status)

    def _take(self, reply: Arrived | Progress | Watched | Measured | Recalled | Tried | Refused | Broken) -> None:
        with self._lock:
            if not isinstance(reply, Progress | Watched | Measured | Recalled | Tried):
                self._answered = max(self._answered, reply.number)
                self._deaths = 0
            if isinstance(reply, Arrived) and reply.found:
                self._at = reply.moment.position
        self._hand_on(reply)

    def _ended(self, process: subprocess.Popen[bytes], status: int) -> None:
        with self._lock:
            if self._closing or process is not self._process:
                return
            self._deaths += 1
            restarts = self._deaths < MOST_DEATHS
            if self._deaths == MOST_DEATHS - 1:
                # The place itself may be what kills it.
                self._at = None
        self._hand_on(Died(status, restarts))
        if restarts:
            self._start()

    def _hand_on(self, reply: Reply) -> None:
        with self._lock:
            if self._on_reply is None:
                self._waiting.append(reply)
            else:
                self._on_reply(reply)

    def _send(self, make: Callable[[int], Request]) -> None:
        with self._lock:
            self._number += 1
            number = self._number
        self._write(make(number))

    def _write(self, request: Request) -> None:
        process = self._process
        if process is None or process.stdin is None:
            return
        try:
            with self._lock:
                write(cast(BinaryIO, process.stdin), request)
        except (OSError, ValueError):
            # The process has died; its end is noticed, and told, by the listener.
            return

    def _later(self, seconds: float, action: Callable[[], None]) -> None:
        timer = threading.Timer(seconds, action)
        timer.daemon = True
        self._timers = [each for each in self._timers if each.is_alive()] + [timer]
        timer.start()

    def _interrupt(self, number: int, process: subprocess.Popen[bytes]) -> None:
        if self._answered < number and process.poll() is None:
            process.send_signal(signal.SIGINT)

    def _kill(self, number: int, process: subprocess.Popen[bytes]) -> None:
        if self._answered < number and process.poll() is None:
            process.kill()
