"""The setup of a program that was opened briefly: more of it is watched while nobody waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_tutor.engine.rewind.machine import Machine
from tui_tutor.engine.rewind.pace import Tick
from tui_tutor.engine.watch.again import watched
from tui_tutor.engine.watch.frames import NOTHING_RUNS
from tui_tutor.engine.watch.learned import tagged
from tui_tutor.engine.watch.recording import Recording, Window, settled
from tui_tutor.engine.watch.writing import MORE, STOPPED

if TYPE_CHECKING:
    from tui_tutor.engine.watch.engine import Engine


def held(engine: Engine, tick: Tick) -> Recording | None:
    """The recording of the setup, run again on a machine of its own; None where it was stopped on its way.

    Where it has more operations than are held it is run to its end all the same, plainly: only there it is known
    which calls lead to the main loop.
    """
    recorder = engine.new_recorder()
    machine = Machine(engine.program, engine.seed, recorder, engine.main)
    recorder.begin_program()
    recorder.stop, recorder.full = tick, lambda: machine.watch(False)
    recording = recorder.record(NOTHING_RUNS, {})
    ended = watched(engine.source, recorder, machine, lambda: machine.begin(watched=True))
    numbers = recorder.numbers(machine.chain)
    machine.leave()
    if ended.is_interrupted or recording.unfinished == STOPPED or tick():
        return None
    settled(recording, numbers)
    return recording


def lengthened(few: Recording, more: Recording, learned: frozenset[str]) -> None:
    """Give a recording the operations of one that has more of the same part."""
    few.events[:] = more.events
    few.nbytes, few.unfinished = more.nbytes, None
    if more.unfinished != MORE:
        few.long = None
    elif few.long is not None:
        few.long.first = Window(0, {0: few.start}, few.events, nbytes=few.nbytes)
    tagged(few, learned)
