"""The process that tries a program out: tells where it is while it runs, and how it ended, as lines of JSON."""

from __future__ import annotations

import json
import os
import sys
import threading
import time
import warnings
from pathlib import Path
from typing import Any

from tui_tutor.commands.opening import load_quietly
from tui_tutor.commands.table import place_name
from tui_tutor.engine.clashes import clashes
from tui_tutor.engine.engine import Engine
from tui_tutor.engine.failure import Failure, failure_of
from tui_tutor.engine.position import SETUP, turn
from tui_tutor.engine.problems import Problem, ProblemsError
from tui_tutor.engine.source import Source
from tui_tutor.runner.limits import cap_memory

PACE = 0.05
"""Seconds between two looks at where the program is."""


def main(path: str) -> None:
    """Try the program of a checked lesson or script, and write what comes of it."""
    warnings.simplefilter("ignore")
    lesson = load_quietly(Path(path))
    trial = Trial(Engine(lesson.source, axes=dict(lesson.axes)))
    cap_memory()
    _tell({})
    threading.Thread(target=_watch, args=(trial, threading.get_ident()), daemon=True).start()
    problems = trial.run()
    fields = [[problem.path, problem.line, problem.column, problem.message] for problem in problems]
    warned = clashes(trial.engine) if trial.engine.failure is None else []
    warnings_ = [[problem.path, problem.line, problem.column, problem.message] for problem in warned]
    _tell({"problems": fields, "iterations": trial.engine.total, "warnings": warnings_})
    os._exit(0)


class Trial:
    """One run of a program from its beginning to its end."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._is_after = False

    def run(self) -> list[Problem]:
        """Run it all; what went wrong."""
        engine = self.engine
        try:
            engine.open()
        except ProblemsError as error:
            return error.problems
        if engine.failure is None and engine.run is not None and engine.run_to_end():
            self._is_after = True
            try:
                engine.run.machine.end(engine.run.exhausted)
            except Exception as error:
                return self._problem(failure_of(error, engine.source))
        failure = engine.failure or (engine.run.failure if engine.run is not None else None)
        return self._problem(failure) if failure is not None else []

    def when(self) -> str:
        """At which point of the run the program is, in words; nothing where it has no main loop."""
        engine = self.engine
        if self._is_after:
            return "after the loop"
        if engine.run is None:
            return f"in {place_name(SETUP)}" if engine.carried is not None else ""
        if engine.run.failure is not None:
            return f"in {place_name(turn(engine.run.known))}"
        at = place_name(turn(max(0, engine.run.machine.output.iteration())))
        return f"in {at} of {engine.total:,}" if engine.total is not None else f"in {at}"

    def _problem(self, failure: Failure) -> list[Problem]:
        return [failure.problem(self.engine.source.path, self.when())]


def _watch(trial: Trial, thread: int) -> None:
    """Tell now and then where the program is; end with the process that asked for the trial."""
    parent = os.getppid()
    line: dict[str, int] = {}
    while os.getppid() == parent:
        # Between two turns of its loop the program runs no line: then the last one stands.
        line = _line(thread, trial.engine.source) or line
        _tell({"when": trial.when(), **line})
        time.sleep(PACE)
    os._exit(1)


def _line(thread: int, source: Source) -> dict[str, int]:
    """The line of the program that a thread is running, innermost."""
    frame = sys._current_frames().get(thread)
    while frame is not None:
        line = frame.f_lineno if frame.f_code.co_filename == source.path else 0
        # Code that is just being entered stands on no line yet.
        if line:
            text = source.lines[line - 1]
            return {"line": line, "column": len(text) - len(text.lstrip())}
        frame = frame.f_back
    return {}


def _tell(record: dict[str, Any]) -> None:
    # One write a record, so that records of two threads cannot run into each other.
    os.write(1, (json.dumps(record) + "\n").encode())
