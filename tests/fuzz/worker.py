"""Opens, checks and traces many damaged lessons in one process, and tells what went wrong as lines of JSON.

`python -m fuzz.worker FIRST COUNT FOLDER`; the seeds FIRST to FIRST + COUNT - 1. A line for each seed that found
something, and a last one that says how many were tried.
"""

from __future__ import annotations

import contextlib
import faulthandler
import io
import json
import os
import signal
import sys
import time
import traceback
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType

from fuzz.mutating import mutated, seeds, written
from tui_tutor.cli import main
from tui_tutor.commands import trial
from tui_tutor.engine.rewind.run import Interrupted
from tui_tutor.engine.text.problems import ProblemsError
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.moves import Move
from tui_tutor.lesson.load import load
from tui_tutor.runner.protocol import Arrived, GoTo, Iterate, MoveBy, Open, Reply, Request
from tui_tutor.runner.session import Session
from tui_tutor.study.notices.looking import look_through
from tui_tutor.study.study import Study
from tui_tutor.view.lines import text_of
from tui_tutor.view.listing import Listing
from tui_tutor.view.replies import after
from tui_tutor.view.screen import screen
from tui_tutor.view.state import State

PATIENCE = 1.0
"""Seconds after which a program is interrupted: a damaged one may well be endless."""

WATCHDOG = 20.0
"""Seconds of this process's own time that one part of one seed may take."""

DEAD = 120.0
"""Seconds after which the process ends itself, telling where it was: nothing could interrupt it."""

MEMORY = 2 << 30

MOVES = (Move.FORWARD, Move.LINE, Move.STEP, Move.BACK, Move.HOME, Move.END, Move.BACK)


class Worker:
    """One process that damages, opens and forgets."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = ""
        self.found: list[str] = []
        signal.signal(signal.SIGALRM, self._strike)

    def try_seed(self, seed: int, files: dict[str, bytes]) -> list[str]:
        """All that one damaged lesson finds."""
        self.found = []
        path = written(files, self.folder / "lesson")
        self.path = str(path if path.is_file() else path / "program.py")
        for part in (self._check, self._open):
            self._limited(part.__name__, lambda part=part: part(path))  # type: ignore[misc]
        place = (["--setup"], ["--end"], ["--iteration", "1"])[seed % 3]
        self._limited("trace", lambda: self._command("trace", str(path), *place, *(["--json"] if seed % 2 else [])))
        return self.found

    def _check(self, path: Path) -> None:
        """What `check` does, in this process."""
        try:
            lesson = load(path)
        except ProblemsError as error:
            if not all(str(problem) for problem in error.problems) or not error.problems:
                self.found.append(f"check: {error.problems}")
            return
        tried = trial.Trial(Engine(lesson.source, axes=dict(lesson.axes)), lesson)
        json.dumps([str(problem) for problem in tried.run()])
        look_through(Study(tried.engine))

    def _open(self, path: Path) -> None:
        """What the tutor shows at a dozen places."""
        try:
            lesson = load(path)
        except ProblemsError:
            return
        replies: list[Reply] = []
        session = Session(replies.append, lambda: False)
        curve = lesson.curve.expression if lesson.curve is not None else None
        source = lesson.source
        with contextlib.suppress(ProblemsError):
            session.open(Open(0, source.path, source.text, lesson.axes, curve, 1))
            session.answer()
            requests: list[Request] = [
                MoveBy(number, move, number % 2 == 0, True) for number, move in enumerate(MOVES, 1)
            ]
            requests += [Iterate(8, 1, True), Iterate(9, 10, False), GoTo(10, "0:3", True)]
            for request in requests:
                session.do(request)
                session.answer()
        state = State(lesson, Listing(source))
        for index, reply in enumerate(replies):
            state = after(state, reply)
            if isinstance(reply, Arrived) and index % 2 == 0:
                columns, rows = ((120, 40), (80, 24), (60, 20))[index % 3]
                lines = screen(state, columns, rows)
                assert all(text_of(line).isprintable() for line in lines)

    def _command(self, *words: str) -> None:
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            status = main(words)
        if status not in (0, 1, 2) or "bug in toytutor" in err.getvalue():
            self.found.append(f"{words[0]} ends with {status}: {err.getvalue()[-400:]}")

    def _limited(self, name: str, part: Callable[[], None]) -> None:
        """Do a part; a program that does not end is interrupted, and everything else that is raised is found."""
        faulthandler.dump_traceback_later(DEAD, exit=True)
        began = time.process_time()
        try:
            with _alarm(), warnings.catch_warnings():
                warnings.simplefilter("ignore")
                part()
        except Interrupted:
            pass
        except BaseException:
            self.found.append(f"{name}: {traceback.format_exc()[-1500:]}")
        spent = time.process_time() - began
        if spent > WATCHDOG:
            self.found.append(f"{name} took {spent:.0f} s")
        faulthandler.cancel_dump_traceback_later()

    def _strike(self, _signal: int, frame: FrameType | None) -> None:
        while frame is not None:
            if frame.f_code.co_filename in (self.path, "<curve>"):
                raise Interrupted
            if f"{os.sep}tui_tutor{os.sep}" in frame.f_code.co_filename:
                return
            frame = frame.f_back


@contextlib.contextmanager
def _alarm() -> Iterator[None]:
    signal.setitimer(signal.ITIMER_REAL, PATIENCE, 0.02)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def run(first: int, count: int, folder: Path) -> None:
    """Try so many seeds."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, resource.RLIM_INFINITY))
    trial._tell = lambda record: None  # Its records are for another process.
    corpus, worker = seeds(folder), Worker(folder)
    for seed in range(first, first + count):
        (folder / "seed").write_text(str(seed), encoding="utf-8")
        found = worker.try_seed(seed, mutated(seed, corpus))
        if found:
            print(json.dumps({"seed": seed, "found": found}), flush=True)
    print(json.dumps({"tried": count}), flush=True)


if __name__ == "__main__":
    run(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
