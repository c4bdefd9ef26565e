"""The process that runs a program: reads requests from its input, writes replies to its output."""

from __future__ import annotations

import contextlib
import faulthandler
import os
import queue
import signal
import sys
import threading
import time
import warnings
from collections.abc import Iterator
from dataclasses import replace
from types import FrameType
from typing import BinaryIO

from tui_tutor.engine.rewind.run import Interrupted
from tui_tutor.engine.text.looking import CONDITION, CURVE, HEIGHT
from tui_tutor.engine.text.problems import Problem, ProblemsError, told
from tui_tutor.engine.text.source import Source
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.runner.limits import SPARE, cap_memory, die_with_parent, more_memory, uncap_memory
from tui_tutor.runner.opening import telling
from tui_tutor.runner.protocol import (
    SENT_WHOLE,
    Aside,
    Broken,
    Compared,
    Diagnose,
    Heard,
    Measure,
    Open,
    Refused,
    Reply,
    Request,
    Stop,
    Versions,
)
from tui_tutor.runner.session import Session
from tui_tutor.runner.striking import limited, strike_after
from tui_tutor.runner.wire import read, write
from tui_tutor.study.compare import compared

LONGEST_ASIDE = 4.0
"""Seconds that a request for something to look at may take; other weights can make a program's own loop endless."""

LOOKING = 1.5
"""Seconds for which the operations of a version that did not end are looked at."""

LONGEST_SETTLING = 20.0
"""Seconds of computing that watching more of a setup may take: a move that comes ends it at once."""

LONGEST_BOWL = 60.0
"""Seconds that the bowl may: its work is counted, and the same on a slow machine. A move that waits ends it sooner."""

LONGEST_DIAGNOSIS = 6.0
"""Seconds that a diagnosis may, which tells what it has found meanwhile."""

PATIENCE = 0.4
"""Seconds that a stop gives the program to come to the end of an iteration, before it is struck in the middle."""

LANDING = 3.0
"""Seconds that a jump which has been stopped is given to bring back, and watch, the iteration that it has reached."""

TYPED = frozenset({CURVE, HEIGHT, CONDITION})
"""Names of code that is a lesson's or a learner's, besides the program."""

_PACKAGE = os.sep + "tui_tutor" + os.sep


class Child:
    """Reads requests on a thread of its own, so that a stop is heard while the program runs."""

    def __init__(self, requests: BinaryIO, replies: BinaryIO) -> None:
        self._requests = requests
        self._replies = replies
        self._pid = os.getpid()
        self._sending = threading.Lock()
        self._queue: queue.SimpleQueue[Request] = queue.SimpleQueue()
        # Numbers of requests: stopped, struck, the one that is being done, done, and whose strike has been told.
        self._stopped_through = self._struck_through = -1
        self._doing = self._done_through = -1
        self._told_through = -1
        self._feels = self._is_overdue = False
        self._heard = self._taken = 0
        self._asides: dict[type, Aside] = {}
        self._path = ""
        self._refused: tuple[Problem, ...] = ()
        self._session = Session(self._send, self._is_stopped, self._is_struck)

    def serve(self) -> None:
        """Answer requests until the tutor ends."""
        signal.signal(signal.SIGINT, self._interrupt)
        threading.Thread(target=self._listen, daemon=True).start()
        while True:
            with contextlib.suppress(Interrupted):
                # One that strikes here comes too late: what it was meant for is done.
                self._serve(self._queue.get())

    def _serve(self, request: Request) -> None:
        """Answer a request, and what waits behind it; an error of the tutor's own is told, and survived."""
        try:
            self._answer(request)
        except Exception as error:
            with more_memory():
                self._send(Broken(self._doing, *told(error)))
            self._done_through = self._doing

    def _answer(self, request: Request) -> None:
        """Carry out a request and all that wait behind it; only the last one's moment is worth drawing."""
        moved = False
        while True:
            if isinstance(request, Versions):
                self._compare(request)
                return
            if isinstance(request, Aside):
                self._asides[type(request)] = request
            else:
                moved = True
                # A move makes whatever was to be looked at before it out of date.
                self._taken += 1
                self._asides.clear()
                self._doing = request.number
                self._do(request)
            try:
                request = self._queue.get_nowait()
            except queue.Empty:
                break
        if moved and self._refused:
            self._send(Refused(self._doing, self._refused))
        elif moved:
            with more_memory():
                self._session.answer()
        self._done_through = self._doing
        while self._asides and not self._refused and not self._is_wanted():
            self._look(self._asides.pop(next(iter(self._asides))))
        if not self._refused and not self._session.is_settled and not self._is_wanted():
            self._settle()

    def _do(self, request: Request) -> None:
        """Carry out one request to open or to move."""
        if isinstance(request, Open):
            self._path, self._refused = request.path, ()
            if request.trust is not None:
                uncap_memory()
            try:
                with telling(request.number, request.path, lambda: self._session.engine, self._send):
                    self._session.open(request)
            except ProblemsError as error:
                self._refused = tuple(error.problems)
        elif self._refused:
            return
        elif self._is_stopped():
            self._session.refuse(request.number)
        else:
            self._session.do(request)

    def _compare(self, request: Versions) -> None:
        """Run two versions and say how they compare, each as far as it comes in its time."""
        self._path = request.path
        engines, stopped = [], []
        try:
            for text, loop in zip((request.text, request.changed), request.loops, strict=True):
                source = Source(request.path, text)
                engine = Engine(source, axes=request.axes, curve=request.curve, seed=request.seed, loop=loop)
                engines.append(engine)
                stopped.append(None if self._comes_to_its_end(engine, request.seconds) else request.seconds)
            until = time.process_time() + LOOKING
            for engine, at in zip(engines, stopped, strict=True):
                if at is not None:
                    # An iteration that is looked at may end as little as the run.
                    engine.tick = lambda: time.process_time() > until
            with self._struck_after(LONGEST_ASIDE if any(stopped) else LONGEST_BOWL):
                found = compared(engines[0], engines[1], request.prediction).cut(SENT_WHOLE)
        except ProblemsError as error:
            self._send(Compared(request.number, None, "; ".join(map(str, error.problems))))
            return
        except Interrupted:
            self._send(
                Compared(request.number, None, "neither they nor what they did first can be shown: they do not end")
            )
            return
        one, other = (replace(side, stopped=at) for side, at in zip((found.one, found.other), stopped, strict=True))
        self._send(Compared(request.number, replace(found, one=one, other=other)))

    def _comes_to_its_end(self, engine: Engine, seconds: float) -> bool:
        """Run a program until it ends or has computed for so long; whether it has ended, or failed."""
        until = time.process_time() + seconds

        def is_late() -> bool:
            return time.process_time() > until

        try:
            with self._struck_after(seconds + PATIENCE):
                engine.open(is_late)
                engine.look_ahead(is_late)
                engine.run_to_end(is_late)
        except Interrupted:
            return False
        return not is_late()

    @contextlib.contextmanager
    def _struck_after(self, seconds: float) -> Iterator[None]:
        """Have the program's code interrupted once it has computed for so long."""
        try:
            with limited(seconds, self._overdue):
                yield
        finally:
            self._is_overdue = False

    def _look(self, aside: Aside) -> None:
        """Something to look at, until another request comes or it takes too long."""
        self._doing = aside.number
        longest = LONGEST_BOWL if isinstance(aside, Measure) else LONGEST_ASIDE
        if isinstance(aside, Diagnose):
            longest = LONGEST_DIAGNOSIS
        try:
            with limited(longest, self._overdue, self._is_wanted):
                self._session.look(aside, self._is_wanted)
        except Interrupted:
            self._session.look_in_vain(aside, "this takes too long")
        except MemoryError:
            self._session.look_in_vain(aside, "this takes too much memory")
        finally:
            self._is_overdue = False

    def _settle(self) -> None:
        """Watch what was not on opening, while nothing is asked for."""
        try:
            with limited(LONGEST_SETTLING, self._overdue, self._is_wanted):
                self._session.settle(self._is_wanted)
        except (Interrupted, MemoryError):
            pass
        finally:
            self._is_overdue = False
        self._session.has_given_up = not self._session.is_settled and not self._is_wanted()

    def _overdue(self) -> None:
        self._is_overdue = True

    def _listen(self) -> None:
        while True:
            request = read(self._requests)
            if request is None:
                # The tutor is gone, however it ended.
                os._exit(0)
            if isinstance(request, Stop):
                self._stop(request.number)
            else:
                self._heard += not isinstance(request, Aside)
                self._queue.put(request)

    def _is_wanted(self) -> bool:
        """Whether a move waits: then nothing is looked at."""
        return self._heard > self._taken

    def _is_stopped(self) -> bool:
        return self._doing <= self._stopped_through

    def _is_struck(self) -> bool:
        if self._doing > self._struck_through:
            return False
        # A jump that has heard of it is about to show where it was stopped.
        heard = self._session.stopped_at
        return heard is None or time.monotonic() > heard + LANDING

    def _stop(self, number: int) -> None:
        """Have what is done for requests up to this one stopped: at its next tick, and after a while in the middle."""
        if number <= self._done_through:
            return
        self._stopped_through = max(self._stopped_through, number)
        self._feels = False

        def is_over(seconds: float) -> bool:
            time.sleep(seconds)
            return number <= self._done_through

        strike_after(PATIENCE, is_over, lambda: self._strike(number))

    def _strike(self, number: int) -> None:
        self._struck_through = max(self._struck_through, number)
        if self._feels and number > self._told_through:
            self._told_through = number
            self._send(Heard(number))

    def _interrupt(self, _signal: int, frame: FrameType | None) -> None:
        """Stop the program's own code in the middle, never the tutor's."""
        self._feels = True
        while frame is not None and (self._is_overdue or self._is_struck()):
            name = frame.f_code.co_filename
            if name == self._path or name in TYPED:
                raise Interrupted
            if _PACKAGE in name:
                return
            frame = frame.f_back

    def _send(self, reply: Reply) -> None:
        if os.getpid() != self._pid:
            # The program has divided its process in two: this one has no tutor.
            os._exit(0)
        try:
            with self._sending:
                write(self._replies, reply)
        except OSError:
            os._exit(0)


def main() -> None:
    """Serve requests from standard input; replies go to standard output. Nothing else may read or write there."""
    die_with_parent()
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    requests = os.fdopen(os.dup(sys.stdin.fileno()), "rb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (sys.stdin, sys.stdout):
        os.dup2(nothing, stream.fileno())
    # Should the program end the process, this tells at which line.
    faulthandler.enable(all_threads=False)
    with contextlib.suppress(AttributeError, ValueError):
        sys.setswitchinterval(0.001)
    warnings.simplefilter("ignore")
    cap_memory(SPARE)
    Child(requests, replies).serve()


if __name__ == "__main__":
    main()
