"""A program that sits for its picture: run in its process as for the tutor, each answer waited for, no terminal."""

from __future__ import annotations

import queue
from dataclasses import replace
from types import TracebackType
from typing import TypeVar

from tui_tutor.engine.text.problems import Problem, ProblemsError
from tui_tutor.engine.watch.moves import Move
from tui_tutor.engine.watch.position import Position
from tui_tutor.lesson.model import Lesson
from tui_tutor.lesson.watched import watched
from tui_tutor.runner.client import Client
from tui_tutor.runner.protocol import Arrived, Died, Measured, Recalled, Reply, Watched
from tui_tutor.screens.leaving import refusal
from tui_tutor.study.replay import Snapshot
from tui_tutor.view.behind import wanted_iterations, wants_bowl
from tui_tutor.view.listing import Listing
from tui_tutor.view.replies import after, passed_by
from tui_tutor.view.state import State

Wanted = TypeVar("Wanted", Arrived, Watched, Measured, Recalled)


class NoSuchPlaceError(Exception):
    """Raised where a program has no such position; the message says why."""


class Sitting:
    """One program, and the state of the screen as a learner would have it who does the same.

    `seconds` is how long it may take to come further. Whatever it does raises ProblemsError where the program cannot
    go on, or takes too long.
    """

    def __init__(self, lesson: Lesson, at: Position | None, *, wide: bool, seconds: float) -> None:
        pinned = watched(lesson.source)
        self.state = State(lesson, Listing(lesson.source), wide=wide, pinned=pinned)
        self._seconds = seconds
        self._replies: queue.SimpleQueue[Reply] = queue.SimpleQueue()
        self._client = Client(lesson, at, pins=pinned, briefly=False)
        self._client.listen(self._replies.put)

    def __enter__(self) -> Sitting:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._client.close()

    def opened(self) -> State:
        """The state at the position to begin with. Raises NoSuchPlaceError."""
        arrived = self._arrived()
        if not arrived.found:
            raise NoSuchPlaceError(arrived.note or "there is no such position")
        return self.state

    def move(self, move: Move) -> State:
        """The state after a move."""
        self._begin()
        self._client.move(move, self.state.folded)
        self._arrived()
        return self.state

    def iterate(self, count: int) -> State:
        """The state so many iterations further on, or back."""
        self._begin()
        self._client.iterate(count, self.state.folded)
        self._arrived()
        return self.state

    def watched(self, start: int, stop: int, count: int) -> tuple[Snapshot, ...]:
        """About `count` snapshots of a jump."""
        self._client.watch(start, stop, count)
        found: list[Snapshot] = []
        while True:
            reply = self._answer(Watched)
            found += reply.snapshots
            if reply.last:
                return tuple(each for each in found if start <= each.iteration <= stop)

    def complete(self) -> State:
        """The state with what its picture needs besides the moment."""
        if wants_bowl(self.state):
            self._client.measure()
            self.state = after(self.state, self._answer(Measured))
        others = wanted_iterations(self.state)
        if others:
            self._client.recall(others)
            self.state = after(self.state, self._answer(Recalled))
        return self.state

    def _begin(self) -> None:
        self.state = replace(self.state, note=None, fresh=False, replay=None, frame=None, acting=False)

    def _arrived(self) -> Arrived:
        reply = self._answer(Arrived)
        self.state = after(self.state, reply)
        return reply

    def _answer(self, kind: type[Wanted]) -> Wanted:
        """The next reply of a kind that is wanted; others go into the state on the way."""
        while True:
            try:
                reply = self._replies.get(timeout=self._seconds)
            except queue.Empty:
                raise ProblemsError([self._problem(self._late())]) from None
            self._go_on(reply)
            if self._client.is_wanted(reply):
                if isinstance(reply, kind):
                    return reply
                self.state = after(self.state, reply)
            else:
                self.state = passed_by(self.state, reply)

    def _go_on(self, reply: Reply) -> None:
        """Raises ProblemsError where a reply says that there is nothing more to wait for."""
        ended = replace(reply, restarts=False) if isinstance(reply, Died) else reply
        problems = refusal(ended, self.state.lesson.source.path)
        if problems:
            raise ProblemsError(problems)

    def _late(self) -> str:
        moment = self.state.moment
        place = f" from {moment.position}" if moment is not None else ""
        run = f" (iteration {self.state.run.iteration:,})" if self.state.run is not None else ""
        return f"came no further{place} in {self._seconds:g} s{run}: is it endless? --seconds gives it longer"

    def _problem(self, message: str) -> Problem:
        return Problem(self.state.lesson.source.path, 0, 0, message)
