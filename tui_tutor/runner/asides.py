"""What is looked at aside from where the learner stands: other iterations, the bowl, what the network answers."""

from __future__ import annotations

import time
from collections.abc import Callable

from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.position import Position
from tui_tutor.runner.protocol import SENT_WHOLE, Aside, Measure, Measured, Recall, Recalled, Tried, Try, Watch, Watched
from tui_tutor.runner.underway import near
from tui_tutor.study.bowl import bowl
from tui_tutor.study.newcomers import NoAnswerError, answers, trained
from tui_tutor.study.replay import Snapshot, paced, snapshots

Looked = Watched | Measured | Recalled | Tried
"""Replies to what is to be looked at."""

BATCH = 8
"""Snapshots that are sent at once: the first of them are watched while the others are computed."""

RUNNING_ON = 0.4
"""Seconds that running on may take, to iterations that are recalled."""


def look(
    engine: Engine, position: Position, aside: Aside, send: Callable[[Looked], None], given_up: Callable[[], bool]
) -> None:
    """Send something to look at, of a program in which the learner stands; nothing more once `given_up` is true."""
    if isinstance(aside, Watch):
        _watch(engine, aside, send, given_up)
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
    return Tried(aside.number, None, why)


def _watch(engine: Engine, aside: Watch, send: Callable[[Looked], None], given_up: Callable[[], bool]) -> None:
    batch: list[Snapshot] = []
    for each in snapshots(engine, paced(aside.start, aside.stop, aside.count), SENT_WHOLE, given_up):
        batch.append(each)
        if len(batch) == BATCH:
            send(Watched(aside.number, tuple(batch), last=False))
            batch = []
    send(Watched(aside.number, tuple(batch), last=True))


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
