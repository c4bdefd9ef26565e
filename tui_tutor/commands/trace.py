"""`toytutor trace`: the operations of one part of a program, as records or as a table."""

from __future__ import annotations

import io
import json
import shutil
import sys
import warnings
from collections.abc import Sequence
from contextlib import suppress

from tui_tutor.commands.apart import output_apart
from tui_tutor.commands.exhausted import out_of_memory
from tui_tutor.commands.memory import Capped, say_limit
from tui_tutor.commands.messages import CannotError, complain, complain_of
from tui_tutor.commands.opening import open_lesson
from tui_tutor.commands.patience import Patience
from tui_tutor.commands.table import place_name, table
from tui_tutor.engine.rewind.run import Interrupted
from tui_tutor.engine.text.problems import Problem
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.limits import limits
from tui_tutor.engine.watch.position import SETUP, Part, Place, Position, turn
from tui_tutor.engine.watch.recording import Event, Recording
from tui_tutor.engine.watch.trace import record
from tui_tutor.engine.watch.values import WHOLE
from tui_tutor.engine.watch.walk import Walker
from tui_tutor.lesson.model import Lesson
from tui_tutor.study.notices.finding import Found
from tui_tutor.study.study import Study

PIPED_WIDTH = 100
"""Columns of a table that is not written to a terminal."""

NARROWEST = 60
"""Columns below which a table is not made narrower: a wrapped one reads better than one cut to nothing."""

ENDLESS = "is it endless? --seconds gives it longer"


def run(
    word: str,
    asked: Place | None,
    *,
    as_json: bool,
    seconds: float,
    loop: int | None = None,
    arguments: Sequence[str] | None = None,
) -> int:
    """List the operations of a place; where the program raises before, those of the part that raised.

    Where nothing is asked for, that is the first iteration, and in a program without a main loop all there is.
    The setup, or one iteration, that takes longer than `seconds` is given up. With `arguments` the script is trusted.
    """
    lesson = open_lesson(word, loop, arguments)
    complain_of(lesson.left_out, lesson.source)
    patience = Patience(lesson.source.path, seconds)
    with warnings.catch_warnings():
        # Numpy's remarks on overflow and the like would stand between the lines.
        warnings.simplefilter("ignore")
        curve = lesson.curve.expression if lesson.curve is not None else None
        whole = None if as_json else WHOLE
        engine = Engine(lesson.source, axes=lesson.axes, curve=curve, whole=whole, loop=loop)
        try:
            with Capped(lesson.source), output_apart(lesson.source), patience:
                asked, listed, late = _watched(engine, asked, patience)
                recording = engine.recording(listed)
                late = late or _counted(engine, listed, recording, patience)
                notices = _noticed(engine, listed)
        except MemoryError as error:
            complain_of([out_of_memory(engine, error)], lesson.source)
            say_limit()
            return 1
    # What does not end is not listed further than it is held.
    events = recording.events if late else recording.every
    if as_json:
        _write_records(listed, events, notices)
    else:
        _write_table(lesson, engine, listed, events, notices)
    for _, words, _ in limits(engine, going_back=engine.source.trust is not None):
        complain(f"toytutor: {words}")
    return _say_what_is_missing(engine, asked, listed, recording, late)


def _watched(engine: Engine, asked: Place | None, patience: Patience) -> tuple[Place, Place, str]:
    """The place asked for, the one that can be listed, and what to say where the program took too long in between."""
    patience.progress = lambda: engine.run.machine.at if engine.run is not None else None
    try:
        engine.open(patience.watched, watched_only=asked == SETUP)
        wanted = asked or _first(engine)
        listed = _reach(engine, wanted, patience)
        is_late = patience.is_over
    except Interrupted:
        wanted, listed, is_late = asked or _first(engine), SETUP, True
    patience.begin()
    return wanted, listed, _late(listed, patience) if is_late else ""


def _counted(engine: Engine, listed: Place, recording: Recording, patience: Patience) -> str:
    """Count all operations of a place; what to say where that took too long."""
    engine.tick = patience.over
    with suppress(Interrupted):
        len(recording.every)
    return "" if recording.is_counted else _late(listed, patience)


def _late(listed: Place, patience: Patience) -> str:
    return f"{place_name(listed)} had not ended after {patience.seconds:g} s: {ENDLESS}"


def _noticed(engine: Engine, listed: Place) -> Found:
    """What there is to notice in the operations of a place."""
    try:
        return Study(engine).book.of(listed)
    except Interrupted:
        return {}


def _first(engine: Engine) -> Place:
    """What is listed where nothing is asked for: where there is no iteration 0, all that comes before the loop."""
    if engine.program.loop is None:
        complain("toytutor: this program has no main loop, so listed is its setup, which is all of it")
        return SETUP
    is_empty = engine.run is not None and not engine.run_to(0) and engine.run.is_over and engine.run.failure is None
    if is_empty:
        complain("toytutor: the main loop of this program never turns, so listed is its setup; --end lists the rest")
    return SETUP if is_empty else turn(0)


def _reach(engine: Engine, asked: Place, patience: Patience) -> Place:
    """Run the program up to a place; returns it, or the place in which the program raised before, or was stopped."""
    if engine.failure is not None or asked == SETUP:
        return SETUP
    walker = Walker(engine)
    walker.tick = walker.stopped = patience.over
    if asked.part is Part.END:
        return asked if engine.run_to_end(patience.over) else _last(engine)
    found = walker.locate(Position(asked, 1))
    if not isinstance(found, str):
        return asked
    if engine.run is not None and (engine.run.failure is not None or patience.is_over):
        return _last(engine)
    if engine.run is None:
        found = f"{found}: --setup lists its operations"
    elif not engine.has_loop:
        found = "the main loop of this program never turns: --setup and --end list its operations"
    raise CannotError(found)


def _last(engine: Engine) -> Place:
    """The iteration in which the program raised, or was stopped."""
    assert engine.run is not None
    return turn(engine.last_known if engine.run.failure is not None else max(engine.last_known, engine.run.machine.at))


def _write_records(place: Place, events: Sequence[Event], notices: Found) -> None:
    if isinstance(sys.stdout, io.TextIOWrapper):
        # Half a surrogate pair, the one thing that UTF-8 cannot write, becomes the escape that JSON has for it.
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    for number, event in enumerate(events, 1):
        kinds = [each.kind for each in notices.get(number - 1, ())]
        print(_harmless(json.dumps(record(place, number, event, kinds), ensure_ascii=False, allow_nan=False)))


def _harmless(text: str) -> str:
    """JSON of which a terminal obeys nothing: such characters, which stand in its strings only, are escaped."""
    return (
        text if text.isprintable() else "".join(each if each.isprintable() else json.dumps(each)[1:-1] for each in text)
    )


def _write_table(lesson: Lesson, engine: Engine, place: Place, events: Sequence[Event], notices: Found) -> None:
    on_terminal = sys.stdout is not None and sys.stdout.isatty()
    width = max(NARROWEST, shutil.get_terminal_size().columns) if on_terminal else PIPED_WIDTH
    for line in table(lesson, place, events, total=engine.total, width=width, notices=notices):
        print(line)


def _say_what_is_missing(engine: Engine, asked: Place, listed: Place, recording: Recording, late: str) -> int:
    """Tell why the list is shorter than what was asked for; returns the exit status."""
    problem = _problem(engine, asked, listed, recording)
    if problem is None and recording.unfinished is None and not late:
        return 0
    if sys.stdout is not None:
        sys.stdout.flush()
    if recording.unfinished is not None:
        complain(f"{engine.source.path}: {recording.unfinished}")
    if late:
        complain(f"{engine.source.path}: {late}")
    if problem is not None:
        complain_of([problem], engine.source)
    if problem is not None and "MemoryError" in problem.message:
        say_limit()
    if listed != asked:
        complain(f"{place_name(asked)} is never reached; listed is {place_name(listed)}, where the program stops")
    return 1


def _problem(engine: Engine, asked: Place, listed: Place, recording: Recording) -> Problem | None:
    """The exception that ended what is listed, if one did."""
    path, when = engine.source.path, _when(engine, listed)
    # What was not counted to its end has not failed there.
    failed = recording.failed if recording.is_counted else None
    if failed is not None:
        span = failed.site.span
        message = f"{failed.error}{f' ({when})' if when else ''}"
        return Problem(path, span.line, span.column, message, end=span.end_on_line)
    failure = engine.failure or (engine.run.failure if engine.run is not None and listed != asked else None)
    return failure.problem(path, when) if failure is not None else None


def _when(engine: Engine, place: Place) -> str:
    """A place as the time of a failure; nothing where the program has no main loop."""
    if place.part is Part.END:
        return "after the loop"
    return f"in {place_name(place)}" if engine.carried is not None else ""
