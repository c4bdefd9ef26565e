"""What is looked at aside from where the learner stands: other iterations, the bowl, answers, a diagnosis."""

from __future__ import annotations

import time
from collections.abc import Callable

from tui_tutor.engine.rewind.run import Interrupted
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.position import Position
from tui_tutor.runner.protocol import (
    SENT_WHOLE,
    Aside,
    Diagnose,
    Diagnosed,
    Looked,
    Measure,
    Measured,
    Recall,
    Recalled,
    Tried,
    Try,
    Watch,
    Watched,
)
from tui_tutor.runner.underway import near
from tui_tutor.study.bowl import bowl
from tui_tutor.study.forward import NoAnswerError
from tui_tutor.study.newcomers import answers, trained
from tui_tutor.study.replay import Snapshot, paced, snapshots
from tui_tutor.study.study import Study
from tui_tutor.study.why.looking import Looking
from tui_tutor.study.why.report import Report

BATCH = 8
"""Snapshots that are sent at once: the first of them are watched while the others are computed."""

RUNNING_ON = 0.4
"""Seconds that running on may take, to iterations that are recalled."""

DIAGNOSED_FOR, READ_FOR = 4.0, 6.0
"""Seconds after which a diagnosis runs the program no further, and after which it looks at no further iteration."""


def look(
    study: Study, position: Position, aside: Aside, send: Callable[[Looked], None], given_up: Callable[[], bool]
) -> None:
    """Send something to look at, of a program in which the learner stands; nothing more once `given_up` is true."""
    engine = study.engine
    if isinstance(aside, Watch):
        _watch(engine, aside, send, given_up)
        return
    if isinstance(aside, Diagnose):
        _diagnose(study, aside, send, given_up)
        return
    found: Looked
    if isinstance(aside, Try):
        found = _tried(engine, position, aside, given_up)
    elif isinstance(aside, Measure):
        found = Measured(aside.number, bowl(engine, given_up))
    else:
        found = _recalled(engine, aside, given_up)
    if isinstance(aside, Try) or not given_up():
        send(found)


def in_vain(aside: Aside, why: str) -> Looked:
    """What says that something to look at cannot be had."""
    if isinstance(aside, Watch):
        return Watched(aside.number, (), last=True)
    if isinstance(aside, Measure):
        return Measured(aside.number, None)
    if isinstance(aside, Recall):
        return Recalled(aside.number, ())
    if isinstance(aside, Diagnose):
        return Diagnosed(aside.number, Report(is_whole=True), last=True)
    return Tried(aside.number, None, why)


def _watch(engine: Engine, aside: Watch, send: Callable[[Looked], None], given_up: Callable[[], bool]) -> None:
    batch: list[Snapshot] = []
    for each in snapshots(engine, paced(aside.start, aside.stop, aside.count), SENT_WHOLE, given_up):
        batch.append(each)
        if len(batch) == BATCH:
            send(Watched(aside.number, tuple(batch), last=False))
            batch = []
    send(Watched(aside.number, tuple(batch), last=True))


def _diagnose(study: Study, aside: Diagnose, send: Callable[[Looked], None], given_up: Callable[[], bool]) -> None:
    """Why the error falls or does not, decade after decade; in between how far the run has got."""
    began, looking = time.perf_counter(), Looking(study)

    def runs_on() -> bool:
        send(Diagnosed(aside.number, looking.report, last=False))
        return time.perf_counter() - began < DIAGNOSED_FOR

    def reads_on() -> bool:
        return time.perf_counter() - began < READ_FOR

    try:
        for report in looking.look(runs_on, given_up, reads_on):
            if not given_up():
                send(Diagnosed(aside.number, report, last=report.is_whole))
    except (Interrupted, MemoryError):
        # What was found before is worth telling.
        looking.cut()
        send(Diagnosed(aside.number, looking.report, last=True))


def _recalled(engine: Engine, aside: Recall, given_up: Callable[[], bool]) -> Recalled:
    limit = time.perf_counter() + RUNNING_ON
    engine.run_to(max(aside.iterations, default=0), lambda: given_up() or time.perf_counter() > limit)
    known = [each for each in aside.iterations if each <= engine.last_known]
    return Recalled(aside.number, tuple(snapshots(engine, known, SENT_WHOLE, given_up)))


def _tried(engine: Engine, position: Position, aside: Try, given_up: Callable[[], bool]) -> Tried:
    """The network's answers to other rows, from this seed or another."""
    try:
        if aside.seed is not None:
            iteration = position.place.iteration
            last = engine.last_known if iteration is None else iteration
            other = trained(engine, aside.seed, max(0, last), given_up)
            if other is None:
                note = "this program sets no seed that could be another one"
                return Tried(aside.number, None, note if not given_up() else None)
            engine, position = other, near(other, position)
        found = answers(engine, position, aside.data, aside.output, aside.rows)
    except NoAnswerError as error:
        return Tried(aside.number, None, str(error))
    return Tried(aside.number, found)
