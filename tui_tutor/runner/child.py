"""The process that runs a program: reads requests from its input, writes replies to its output."""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import sys
import threading
import warnings
from types import FrameType
from typing import BinaryIO

from tui_tutor.engine.compare import compare
from tui_tutor.engine.engine import Engine
from tui_tutor.engine.problems import ProblemsError
from tui_tutor.engine.run import Interrupted
from tui_tutor.engine.source import Source
from tui_tutor.runner.limits import cap_memory, die_with_parent
from tui_tutor.runner.protocol import (
    SENT_WHOLE,
    Aside,
    Broken,
    Compared,
    Measure,
    Open,
    Recall,
    Refused,
    Reply,
    Request,
    Stop,
    Try,
    Versions,
    Watch,
    read,
    write,
)
from tui_tutor.runner.session import Session

LONGEST_ASIDE = 4.0
"""Seconds that a request for something to look at may take; other weights can make a program's own loop endless."""

_PACKAGE = os.sep + "tui_tutor" + os.sep


class Child:
    """Reads requests on a thread of its own, so that a stop is heard while the program runs."""

    def __init__(self, requests: BinaryIO, replies: BinaryIO) -> None:
        self._requests = requests
        self._replies = replies
        self._queue: queue.SimpleQueue[Request] = queue.SimpleQueue()
        self._stopped_through = -1
        self._doing = -1
        self._heard = self._taken = 0
        self._asides: dict[type, Aside] = {}
        self._path = ""
        self._session = Session(self._send, self._is_stopped)

    def serve(self) -> None:
        """Answer requests until the tutor ends."""
        signal.signal(signal.SIGINT, self._interrupt)
        signal.signal(signal.SIGALRM, self._give_up)
        threading.Thread(target=self._listen, daemon=True).start()
        while True:
            try:
                self._answer(self._queue.get())
            except Interrupted:
                # A stop that came too late: what it was meant for is done.
                continue
            except Exception as error:
                self._send(Broken(self._doing, f"{type(error).__name__}: {error}"))

    def _answer(self, request: Request) -> None:
        """Carry out a request and all that wait behind it; only the last one's moment is worth drawing."""
        moved = False
        while True:
            self._doing = request.number
            if not isinstance(request, Aside):
                # A move makes whatever was to be looked at before it out of date.
                self._taken += 1
                self._asides.clear()
            if isinstance(request, Versions):
                self._compare(request)
                return
            if isinstance(request, Watch | Measure | Recall | Try):
                self._asides[type(request)] = request
            elif isinstance(request, Open):
                moved = True
                if not self._open(request):
                    return
            elif request.number <= self._stopped_through:
                moved = True
                self._session.refuse(request.number)
            else:
                moved = True
                self._session.do(request)
            try:
                request = self._queue.get_nowait()
            except queue.Empty:
                break
        if moved:
            self._session.answer()
        while self._asides and not self._is_wanted():
            self._look(self._asides.pop(next(iter(self._asides))))

    def _compare(self, request: Versions) -> None:
        """Run two versions and say how they compare."""
        engines = []
        for text in (request.text, request.changed):
            source = Source(request.path, text)
            try:
                engine = Engine(source, axes=request.axes, curve=request.curve, seed=request.seed)
                engine.open()
                engine.look_ahead()
            except ProblemsError as error:
                self._send(Compared(request.number, None, "; ".join(map(str, error.problems))))
                return
            engines.append(engine)
        comparison = compare(engines[0], engines[1], request.prediction)
        self._send(Compared(request.number, comparison.cut(SENT_WHOLE) if comparison is not None else None))

    def _look(self, aside: Aside) -> None:
        """Something to look at, until another request comes or it takes too long."""
        # Asked again and again: the first time may be a bad moment, or end no more than a part of it.
        signal.setitimer(signal.ITIMER_REAL, LONGEST_ASIDE, LONGEST_ASIDE / 100)
        try:
            self._session.look(aside, self._is_wanted)
        except Interrupted:
            self._session.look_in_vain(aside)
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)

    def _give_up(self, _signal: int, frame: FrameType | None) -> None:
        """End what takes too long in the middle of the program's own code, never in the tutor's."""
        while frame is not None:
            name = frame.f_code.co_filename
            if name == self._path:
                raise Interrupted
            if _PACKAGE in name:
                return
            frame = frame.f_back

    def _open(self, request: Open) -> bool:
        self._path = request.path
        try:
            self._session.open(request)
        except ProblemsError as error:
            self._send(Refused(request.number, tuple(error.problems)))
            return False
        return True

    def _listen(self) -> None:
        while True:
            request = read(self._requests)
            if request is None:
                # The tutor is gone, however it ended.
                os._exit(0)
            if isinstance(request, Stop):
                self._stopped_through = max(self._stopped_through, request.number)
            else:
                self._heard += not isinstance(request, Aside)
                self._queue.put(request)

    def _is_wanted(self) -> bool:
        """Whether a move waits: then nothing is looked at."""
        return self._heard > self._taken

    def _is_stopped(self) -> bool:
        return self._doing <= self._stopped_through

    def _interrupt(self, _signal: int, frame: FrameType | None) -> None:
        """Stop the program's own code in the middle, never the tutor's."""
        while frame is not None and self._is_stopped():
            name = frame.f_code.co_filename
            if name == self._path:
                raise Interrupted
            if _PACKAGE in name:
                return
            frame = frame.f_back

    def _send(self, reply: Reply) -> None:
        try:
            write(self._replies, reply)
        except OSError:
            os._exit(0)


def main() -> None:
    """Serve requests from standard input; replies go to standard output, which nothing else may write to."""
    die_with_parent()
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, sys.stdout.fileno())
    with contextlib.suppress(AttributeError, ValueError):
        sys.setswitchinterval(0.001)
    warnings.simplefilter("ignore")
    cap_memory()
    Child(sys.stdin.buffer, replies).serve()


if __name__ == "__main__":
    main()
