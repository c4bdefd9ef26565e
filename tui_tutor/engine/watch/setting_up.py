"""The first run of a program: watched from its beginning, and run up to its main loop, which is found on the way.

Of the setup so many operations are held; from there on it goes on plainly. At each loop that may be the main one the
program stands, one turn is counted, and it goes on, or back to the loop's head where that is the main one.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui_tutor.engine.rewind.failure import Failure
from tui_tutor.engine.rewind.machine import Machine
from tui_tutor.engine.rewind.run import Run
from tui_tutor.engine.rewind.turns import Stand
from tui_tutor.engine.watch import writing
from tui_tutor.engine.watch.again import watched
from tui_tutor.engine.watch.following import can_follow
from tui_tutor.engine.watch.frames import NOTHING_RUNS
from tui_tutor.engine.watch.loops import MOST_COUNTED, Choosing, Counter, Work
from tui_tutor.engine.watch.recorder import Enough, Recorder
from tui_tutor.engine.watch.recording import Recording, settled
from tui_tutor.engine.watch.writing import MORE, STOPPED

if TYPE_CHECKING:
    from tui_tutor.engine.watch.engine import Engine

WORTH = 0.02
"""Seconds that a program has to have run before its state is kept to come back to: else it is as quickly run again."""

KEEPING = 0.2
"""The part of the time so far that keeping states may take."""

EVENT_SECONDS = 3e-5
"""Seconds that it takes to record an operation, about."""

FEW = 500
"""Operations of a setup that are recorded at first where opening is to be brief."""

SLOW = 3
"""How many times as long as recording takes a program has to run for that not to count."""

LOOKED_AFTER = 32
"""Runs of loops of which it is asked whether another one may follow."""


@dataclass(frozen=True, slots=True)
class Head:
    """Where a run of a loop began: how many operations came before, and the numbers of calls that lead there.

    `is_heard` tells whether all of them are recorded that are to be held, `is_whole` whether all of them are.
    """

    operations: int
    numbers: Mapping[int, int]
    is_heard: bool
    is_whole: bool


class SettingUp:
    """Runs a program for the first time.

    `chosen` is which run of a loop is the main one, None where the program came to none. `run` is that run, where the
    program stands there already and it has begun.
    """

    def __init__(self, engine: Engine, stopped: Callable[[], bool]) -> None:
        self.recording: Recording
        self.chosen: int | None = None
        self.run: Run | None = None
        self.failure: Failure | None = None
        self._engine = engine
        self._machine: Machine = engine.machine
        self._recorder: Recorder = engine.recorder
        self._counter = Counter(lambda: self._machine.watch(False))
        self._stopped = stopped
        self._heads: dict[int, Head] = {}
        self._is_recording = True
        self._in_turn = False
        self._printed = ""
        self._began = self._kept = 0.0

    def watch(self) -> Recording:
        """Run up to the main loop, or as far as it takes to find it; gives the recording of the setup so far."""
        machine, recorder = self._machine, self._recorder
        recorder.begin_program()
        recorder.stop, recorder.full = self._stopped, self._is_full
        self.recording = recording = self._engine.begun = recorder.record(NOTHING_RUNS, {})
        if self._engine.is_brief:
            recorder.most = FEW
        self._began = time.perf_counter()
        ended = watched(self._engine.source, recorder, machine, self._go)
        recorder.full = None
        machine.hear_by(recorder)
        machine.watch(False)
        self.failure = ended.failure
        if isinstance(machine.turns_asked, Choosing) and machine.turns_asked.runs:
            self.chosen = machine.turns_asked.chosen
            if machine.stand is Stand.ENDED:
                machine.leave()
        if ended.is_interrupted:
            recording.unfinished = STOPPED
        return recording

    # Running

    def _go(self) -> None:
        machine, asked = self._machine, self._machine.turns_asked
        if not isinstance(asked, Choosing):
            machine.begin(watched=True)
            if machine.site is not None:
                self.chosen = asked.runs - 1
                self._arrive(self.chosen)
            return
        try:
            machine.begin(watched=True)
            while machine.stand in (Stand.HEAD, Stand.OVER):
                if self._is_main(asked):
                    return
                machine.pass_by()
                machine.watch(self._is_recording)
                machine.end()
        except Exception as error:
            asked.failed(error)
            raise
        except Enough:
            if self._stopped():
                self.recording.unfinished = STOPPED

    def _arrive(self, run: int) -> None:
        """The program stands at the head of a run that may be the main one."""
        machine, recording = self._machine, self.recording
        is_heard = self._is_recording or recording.unfinished == MORE
        self._heads[run] = Head(self._count, self._recorder.numbers(machine.chain), is_heard, self._is_recording)
        machine.chain_is_probed = self._is_recording

    def _is_main(self, asked: Choosing) -> bool:
        """Whether the run at whose head the program stands is the main one; its first turn is run to find out."""
        machine, number, work = self._machine, asked.runs - 1, asked.work
        assert work is not None
        self._arrive(number)
        if number < LOOKED_AFTER:
            asked.is_last = not can_follow(machine.program, machine)
        if asked.is_last and number == 0:
            return self._found(asked, None)
        if machine.stand is Stand.OVER:
            return False
        work.total = machine.total
        kept = self._keep() if asked.is_last or asked.may_be_found(work) else None
        self._count_turn(asked, work)
        if asked.weigh(work):
            return self._found(asked, kept, goes_back=True)
        if kept is not None:
            self._printed = kept.setup_printed
        is_few = self._recorder.most < writing.MOST_EVENTS
        if self._is_recording and not is_few and asked.is_likely(work) and self._spent < self._left_to_record():
            self._deafen()
        return False

    def _count_turn(self, asked: Choosing, work: Work) -> None:
        machine, before = self._machine, self._count
        self._counter.most = before + MOST_COUNTED
        self._in_turn = True
        machine.watch(True)
        try:
            machine.turns(1)
        finally:
            self._in_turn = False
            asked.turned(work, self._count - before)

    def _keep(self) -> Run | None:
        """The present state, to come back to; None where that would take longer than to run the program again."""
        spent = self._spent
        if spent < WORTH or self._kept > KEEPING * spent:
            return None
        run = self._engine.new_run(self._printed)
        self._kept += self._spent - spent
        return run

    def _found(self, asked: Choosing, run: Run | None, *, goes_back: bool = False) -> bool:
        """The present run is the main one: the program stands at its head, or is brought there if it can be."""
        machine = self._machine
        asked.choose(asked.runs - 1)
        machine.hear_by(self._recorder)
        machine.watch(False)
        self.run = run
        if run is not None:
            machine.output.take()
            run.restore(machine, 0)
        elif goes_back:
            machine.leave()
        return True

    @property
    def _spent(self) -> float:
        """Seconds since the program began."""
        return time.perf_counter() - self._began

    def _left_to_record(self) -> float:
        """Seconds that it takes to record what is held of a setup and is not recorded yet."""
        return (writing.MOST_EVENTS - len(self.recording.events)) * EVENT_SECONDS

    def _is_full(self) -> None:
        """So many operations are recorded; where the program itself takes longer than they did, so are others."""
        if self._recorder.most < writing.MOST_EVENTS and self._spent > SLOW * writing.MOST_EVENTS * EVENT_SECONDS:
            self._recorder.go_on(writing.MOST_EVENTS)
        else:
            self._deafen()

    def _deafen(self) -> None:
        """Record no more: from here on operations are counted where need be."""
        self._recorder.finish()
        self._is_recording = False
        self._counter.count = len(self.recording.events)
        self._machine.hear_by(self._counter)
        self._machine.watch(self._in_turn)

    @property
    def _count(self) -> int:
        return len(self.recording.events) if self._is_recording else self._counter.count

    # What was found

    def recorded(self, run: int) -> Recording | None:
        """The recording of what comes before a run; None where it was not heard to its end."""
        head, recording = self._heads.get(run), self.recording
        if head is None or not head.is_heard:
            return None
        if head.is_whole:
            recording.nbytes = recording.nbytes * head.operations // max(1, len(recording.events))
            del recording.events[head.operations :]
            recording.unfinished = None
        settled(recording, head.numbers)
        return recording
