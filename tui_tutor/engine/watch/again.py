"""Parts of a run that are too long to be held at once: they are counted, and stretches of them watched again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui_tutor.engine.rewind.failure import Failure, failed_site, failure_of
from tui_tutor.engine.rewind.machine import Machine
from tui_tutor.engine.rewind.run import Interrupted
from tui_tutor.engine.text.source import Source
from tui_tutor.engine.watch.frames import NOTHING_RUNS
from tui_tutor.engine.watch.long import Long
from tui_tutor.engine.watch.position import END, SETUP, Place
from tui_tutor.engine.watch.recorder import Enough, Recorder
from tui_tutor.engine.watch.recording import Recording, Window, last_values, settled
from tui_tutor.engine.watch.skimming import Index, Skim, Stretch
from tui_tutor.engine.watch.writing import MORE

if TYPE_CHECKING:
    from tui_tutor.engine.watch.engine import Engine


@dataclass(frozen=True, slots=True)
class Ended:
    """How a watched run ended: interrupted in the middle, or by what the program raised; else as it should."""

    is_interrupted: bool = False
    failure: Failure | None = None


def watched(source: Source, recorder: Recorder, machine: Machine, run: Callable[[], object]) -> Ended:
    """Run something of a machine's while a recorder, which has begun, listens."""
    output = machine.output
    output.is_heard = True
    try:
        run()
    except Enough:
        pass
    except Interrupted:
        return Ended(is_interrupted=True)
    except Exception as error:
        failure = failure_of(error, source)
        site = recorder.deciding or failed_site(failure.span, source, recorder.sites, recorder.begun)
        recorder.fail(site, failure.message)
        return Ended(failure=failure)
    finally:
        recorder.finish()
        output.is_heard = False
    return Ended()


def lengthen(engine: Engine, place: Place, recording: Recording) -> None:
    """Give a recording that holds only the first operations of a part the others, too."""
    if recording.unfinished != MORE:
        return
    recording.unfinished = None
    first = Window(0, {0: recording.start}, recording.events, nbytes=recording.nbytes)
    recording.long = Long(
        first,
        engine.program.sites,
        lambda: _survey(engine, place, recording),
        lambda stretch: _load(engine, place, recording, stretch),
        with_steps=place != END,
    )


def _survey(engine: Engine, place: Place, recording: Recording) -> Index:
    """Count all operations of a part."""
    index = Index()
    skim, recorder, ended, machine = _again(engine, place, recording, index)
    index.is_whole = not ended.is_interrupted and not skim.is_stopped
    if place == SETUP:
        numbers = recorder.numbers(machine.chain) if len(machine.chain) > 1 else {}
        index.settle(numbers)
        settled(recording, numbers)
        machine.leave()
    elif index.is_whole and index.error is None and place.iteration is not None and engine.run is not None:
        engine.run.note_curve(place.iteration)
    return index


def _load(engine: Engine, place: Place, recording: Recording, stretch: Stretch) -> Window:
    """Watch a stretch of a part again."""
    skim, recorder, _, machine = _again(engine, place, recording, stretch)
    if place == SETUP:
        machine.leave()
    if not skim.is_over:
        # It was stopped before it came there.
        return Window(stretch.first, {}, [])
    found, long = recorder.recording, recording.long
    names = {0: found.start, **found.locals}
    if place == SETUP and long is not None:
        numbers = long.counted().numbers
        settled(found, numbers)
        # Names of the functions that lead to the main loop are the program's, those of inner ones in front.
        for number in sorted(numbers.keys() & names.keys()):
            names[0] = {**names[0], **names.pop(number)}
    return Window(skim.counted, names, found.events, skim.printed, frozenset(skim.renewed), found.nbytes)


def _again(
    engine: Engine, place: Place, recording: Recording, wanted: Index | Stretch
) -> tuple[Skim, Recorder, Ended, Machine]:
    """Run a part again while its operations are counted, or recorded; the setup on a machine of its own."""
    run: Callable[[], object]
    if place == SETUP:
        recorder = engine.new_recorder()
        machine = Machine(engine.program, engine.seed, recorder, engine.main)
        recorder.begin_program()
        running, known = NOTHING_RUNS, dict(recording.start)

        def run() -> None:
            machine.begin(watched=True)
    else:
        run, known = engine.stand_at(place)
        recorder, machine, running = engine.recorder, engine.machine, engine.running()
    recorder.stop = engine.tick
    # Axes that names came to have show in what was watched first.
    known = {**known, **last_values(recording)}
    skim = recorder.skim(running, known, step=place != END, wanted=wanted)
    ended = watched(engine.source, recorder, machine, run)
    if ended.failure is not None and ended.failure.message.startswith("MemoryError") and place != SETUP:
        # What has taken all memory is let go of: moving and showing need some, too.
        engine.stand_at(place)
    return skim, recorder, ended, machine
