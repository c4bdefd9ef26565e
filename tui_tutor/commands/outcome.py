"""What comes of running a program to its end: tried in a process of its own, which can be ended at any time."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from tui_tutor.engine.text.problems import Problem
from tui_tutor.lesson.model import Lesson
from tui_tutor.lesson.sketch import Sketch
from tui_tutor.lesson.variants import remark

_CHILD = """\
import sys
sys.path[:] = sys.argv[4:]
from tui_tutor.commands.trial import main
main(sys.argv[1], int(sys.argv[2]), sys.argv[3])
"""
"""Gives the child the very path that modules are found by here, so that no file lying about is taken for one."""


LATE = "late"
"""The kind of the remark that a script takes longer than it is given."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run went: what was wrong, and how many turns the main loop had; None where there is none.

    `loop` says which loop that is, `warnings` are what runs and is hardly meant so; `sketch` is what a run without a
    problem was seen to do. `seen` says how far a script came that takes too long to be run to its end.
    """

    problems: tuple[Problem, ...] = ()
    iterations: int | None = None
    loop: str = ""
    warnings: tuple[Problem, ...] = ()
    sketch: Sketch = field(default_factory=Sketch)
    seen: str = ""


def try_out(lesson: Lesson, seconds: float) -> Outcome:
    """Run a lesson's program for at most so many seconds."""
    command = [sys.executable, "-c", _CHILD, str(lesson.path), str(lesson.loop or 0)]
    trust = lesson.source.trust
    command += [json.dumps(trust.arguments if trust is not None else None), *sys.path]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, bufsize=0, stdin=subprocess.DEVNULL, stdout=pipe, stderr=pipe) as child:
        try:
            assert child.stdout is not None
            # The clock runs from when the child is ready, so that a busy computer's slow start does not count.
            child.stdout.readline()
            output, error = child.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            child.kill()
            return _unfinished(lesson, _records(child.communicate()[0]), seconds)
        except BaseException:
            child.kill()
            raise
    return _ended(lesson, _records(output), child.returncode, error.decode(errors="replace"))


def _records(output: bytes) -> list[dict[str, Any]]:
    """The child's records; the last may be cut short by its end."""
    return list(_read(line for line in output.splitlines(keepends=True) if line.endswith(b"\n")))


def _read(lines: Iterable[bytes]) -> Iterable[dict[str, Any]]:
    return (json.loads(line) for line in lines)


def _ended(lesson: Lesson, records: list[dict[str, Any]], status: int, error: str) -> Outcome:
    last = records[-1] if records else {}
    # The record of where the program is may come after the one of how it ended.
    final = next((record for record in records if "problems" in record), None)
    if final is not None and not status:
        return _final(records, final)
    if status < 0:
        reason = f"{signal.Signals(-status).name}: does it ask for too much memory?"
    else:
        reason = error.rstrip().rpartition("\n")[2] or f"exit status {status}"
    died = "the process that ran it died"
    if final is not None:
        return _but_for_a_what_if(lesson, records, final, f"{died}: {reason}")
    return Outcome((_problem(lesson, last, f"{died}{_in(last)}: {reason}"),))


def _but_for_a_what_if(lesson: Lesson, records: list[dict[str, Any]], final: dict[str, Any], message: str) -> Outcome:
    """How a program went that ran to its end, and that the what-if that was being tried then did not."""
    outcome = _final(records, final)
    tried = next((record["trying"] for record in reversed(records) if "trying" in record), None)
    late = [] if tried is None else [remark(lesson, tried, message)]
    return replace(outcome, warnings=(*outcome.warnings, *late))


def _final(records: list[dict[str, Any]], final: dict[str, Any]) -> Outcome:
    """How a program went that ran to its end, and what was said of it and of its what-ifs."""
    warned = [fields for record in records for fields in record.get("warnings", ())]
    problems = tuple(Problem(*fields) for fields in final["problems"])
    loop, shapes = final["sketch"]
    sketch = Sketch(loop, {name: tuple(shape) for name, shape in shapes.items()})
    warnings = tuple(Problem(*fields) for fields in warned)
    return Outcome(problems, final["iterations"], final.get("loop", ""), warnings, sketch)


def _unfinished(lesson: Lesson, records: list[dict[str, Any]], seconds: float) -> Outcome:
    final = next((record for record in records if "problems" in record), None)
    if final is not None:
        message = f"had not come to the end of iteration 0 after {seconds:g} s in all"
        return _but_for_a_what_if(lesson, records, final, message)
    last = records[-1] if records else {}
    if last.get("plotting"):
        return Outcome(
            (_problem(lesson, last, f"had not been computed after {seconds:g} s{_in(last)}; plot something else"),)
        )
    message = f"had not ended after {seconds:g} s{_in(last)}"
    if lesson.path.is_dir():
        # What a lesson tells of its end has to be seen there.
        return Outcome((_problem(lesson, last, f"{message}: is its loop endless? --seconds gives it longer"),))
    late = _problem(lesson, last, f"{message}; what comes after was not checked, --seconds gives it longer", LATE)
    warned = [fields for record in records for fields in record.get("warnings", ())]
    seen = f"fine as far as it came in {seconds:g} s{_in(last)}"
    return Outcome(warnings=(*(Problem(*fields) for fields in warned), late), seen=seen)


def _problem(lesson: Lesson, last: dict[str, Any], message: str, kind: str = "") -> Problem:
    """A problem at the line that ran last, or of the file where that is not known; or at what was being plotted."""
    name = last.get("plotting")
    curve = lesson.bowl if name == "bowl" else lesson.curve
    if name and curve is not None:
        return Problem(str(lesson.file), curve.line, curve.column, f"[{name}] expression: {message}")
    return Problem(lesson.source.path, last.get("line", 0), last.get("column", 0), message, kind)


def _in(last: dict[str, Any]) -> str:
    return f" ({last['when']})" if last.get("when") else ""
