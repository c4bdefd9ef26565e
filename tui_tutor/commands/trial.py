"""The process that tries a program out: tells where it is while it runs, and how it ended, as lines of JSON."""

from __future__ import annotations

import json
import os
import sys
import threading
import time
import warnings
from collections.abc import Sequence
from dataclasses import astuple
from pathlib import Path
from typing import Any

from tui_tutor.commands.exhausted import out_of_memory
from tui_tutor.commands.memory import Capped
from tui_tutor.commands.table import place_name
from tui_tutor.engine.rewind.curve import number_at
from tui_tutor.engine.rewind.failure import Failure, failure_of
from tui_tutor.engine.rewind.run import Run
from tui_tutor.engine.text.looking import Look
from tui_tutor.engine.text.problems import Problem, ProblemsError
from tui_tutor.engine.text.source import Source
from tui_tutor.engine.watch.engine import Engine, never
from tui_tutor.engine.watch.limits import limits
from tui_tutor.engine.watch.position import SETUP, turn
from tui_tutor.lesson.load import load_quietly
from tui_tutor.lesson.model import Curve, Lesson
from tui_tutor.lesson.rehearsal import rehearse
from tui_tutor.lesson.remarks import remarks
from tui_tutor.lesson.sketch import Sketch, sketch_of
from tui_tutor.lesson.variants import remark, tried
from tui_tutor.runner.limits import die_with_parent
from tui_tutor.study.notices.looking import as_problem, look_through
from tui_tutor.study.study import Study

PACE = 0.05
"""Seconds between two looks at where the program is."""

_records = 1
"""Where the records are written."""

LONGEST_LOOK = 0.5
"""Seconds that what is plotted may take: it is computed at the ends of hundreds of iterations."""


def main(path: str, loop: int = 0, arguments: str = "null") -> None:
    """Try the program of a checked lesson or script, and write what comes of it.

    `arguments` are those of a script that is trusted, as JSON.
    """
    global _records
    die_with_parent()
    warnings.simplefilter("ignore")
    # A trusted program may start others, which would write in between.
    _records = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    lesson = load_quietly(Path(path), json.loads(arguments))
    curve = lesson.curve.expression if lesson.curve is not None else None
    trial = Trial(Engine(lesson.source, axes=dict(lesson.axes), curve=curve, loop=loop or None), lesson)
    _tell({})
    threading.Thread(target=_watch, args=(trial, threading.get_ident()), daemon=True).start()
    problems: list[Problem] = []
    warned: list[Problem] = []
    sketch = Sketch()
    try:
        with Capped(lesson.source):
            problems = trial.run()
            if not problems:
                # First: to watch is to move numpy's generator, of which they tell where the program leaves it.
                warned = [*_limits(trial.engine), *remarks(lesson, trial.engine)]
                sketch = sketch_of(trial.engine)
                problems = rehearse(lesson, trial.engine)
    except MemoryError as error:
        problems = problems or [out_of_memory(trial.engine, error)]
    told = {"problems": _fields(problems), "iterations": trial.engine.total, "warnings": _fields(warned)}
    _tell({**told, "loop": trial.engine.loop_text, "sketch": [sketch.loop, sketch.shapes]})
    _look_through(trial.engine)
    if not problems:
        _try_what_ifs(lesson)
    os._exit(0)


def _look_through(engine: Engine) -> None:
    """Tell what a learner would want to know of the run, whether it came to its end or not."""
    try:
        with Capped(engine.source):
            met = look_through(Study(engine))
    except (MemoryError, ProblemsError):
        return
    _tell({"warnings": _fields([as_problem(each, engine.source.path) for each in met])})


def _limits(engine: Engine) -> list[Problem]:
    """What stepping a trusted program cannot do as Python does."""
    found = limits(engine, going_back=engine.source.trust is not None)
    return [Problem(engine.source.path, line, 0, words, "stepping") for line, words, _ in found]


def _try_what_ifs(lesson: Lesson) -> None:
    """Try the lesson's what-ifs, each told of before: it may not end."""
    for index in range(len(lesson.what_ifs)):
        _tell({"trying": index})
        try:
            with Capped(lesson.source):
                found = tried(lesson, index)
        except MemoryError:
            found = remark(lesson, index, "there is not enough memory to run it")
        if found is not None:
            _tell({"warnings": _fields([found])})


def _fields(problems: Sequence[Problem]) -> list[tuple[str | int, ...]]:
    return [astuple(each) for each in problems]


class Trial:
    """One run of a program from its beginning to its end."""

    def __init__(self, engine: Engine, lesson: Lesson) -> None:
        self.engine = engine
        self.plotting = ""
        looks = (("curve", lesson.curve), ("bowl", lesson.bowl))
        self._looks = [(name, look) for name, look in looks if look is not None and not look.guessed]
        self._lesson_file = str(lesson.file)
        self._plotted: list[Problem] = []
        self._is_after = False

    def run(self) -> list[Problem]:
        """Run it all; what went wrong."""
        engine = self.engine
        try:
            engine.open()
        except ProblemsError as error:
            return error.problems
        return [*self._run(), *self._plotted]

    def _run(self) -> list[Problem]:
        """Run all that comes after the setup."""
        engine, run = self.engine, self.engine.run
        if engine.failure is None and run is not None:
            run.reach(1, never)
            if run.position > 0:
                self._plot(run)
            if engine.run_to_end():
                self._plot(run)
                self._is_after = True
                try:
                    run.end(watched=False)
                except Exception as error:
                    return self._problem(failure_of(error, engine.source))
        failure = engine.failure or (run.failure if run is not None else None)
        return self._problem(failure) if failure is not None else []

    def _plot(self, run: Run) -> None:
        """Compute what the lesson plots at the end of an iteration, as the tutor does, and the height of its bowl."""
        for name, look in self._looks:
            if not self._plotted:
                self._compute(run, name, look)

    def _compute(self, run: Run, name: str, curve: Curve) -> None:
        """Compute one expression of the lesson's; told before: it may not end."""
        self.plotting = name
        _tell({"plotting": name})
        message, began = "", time.perf_counter()
        try:
            number_at(Look(curve.expression, self._lesson_file), run.machine)
        except Exception as error:
            message = " ".join(f"{type(error).__name__}: {error}".split())
        seconds = time.perf_counter() - began
        if not message and seconds > LONGEST_LOOK:
            message = f"takes {seconds:.1f} s each time; plot something that is quicker to compute"
        if message:
            when = f"at the end of iteration {run.position - 1:,}"
            message = f"[{name}] expression: {message} ({when})"
            self._plotted.append(Problem(self._lesson_file, curve.line, curve.column, message))
        self.plotting = ""
        _tell({"plotting": ""})

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
        source = self.engine.source
        when = ", ".join(filter(None, (source.cell_at(failure.span.line), self.when())))
        return [failure.problem(source.path, when)]


def _watch(trial: Trial, thread: int) -> None:
    """Tell now and then where the program is; end with the process that asked for the trial."""
    parent = os.getppid()
    line: dict[str, int] = {}
    while os.getppid() == parent:
        # Between two turns of its loop the program runs no line: then the last one stands.
        line = _line(thread, trial.engine.source) or line
        _tell({"when": trial.when(), **line, "plotting": trial.plotting})
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
    os.write(_records, (json.dumps(record) + "\n").encode())
