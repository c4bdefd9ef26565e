"""The engine: a program's whole run, any operation of it within reach."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from tui_tutor.engine.probe.carried import Carried, carried
from tui_tutor.engine.probe.program import Program, compile_program
from tui_tutor.engine.rewind.effects import Effects
from tui_tutor.engine.rewind.failure import Failure, failure_of
from tui_tutor.engine.rewind.history import BUDGET
from tui_tutor.engine.rewind.machine import Machine
from tui_tutor.engine.rewind.pace import Tick
from tui_tutor.engine.rewind.printed import MOST
from tui_tutor.engine.rewind.run import Run
from tui_tutor.engine.rewind.turns import Main, Stand
from tui_tutor.engine.text import guard
from tui_tutor.engine.text.looking import CURVE, HEIGHT, Look
from tui_tutor.engine.text.naming import names_along, names_in_order
from tui_tutor.engine.text.problems import ProblemsError
from tui_tutor.engine.text.source import Source
from tui_tutor.engine.watch.again import lengthen, watched
from tui_tutor.engine.watch.following import scope_of
from tui_tutor.engine.watch.frames import Running
from tui_tutor.engine.watch.holding import held, lengthened
from tui_tutor.engine.watch.inner import Inners
from tui_tutor.engine.watch.kept import Kept
from tui_tutor.engine.watch.learned import learned_in, tagged
from tui_tutor.engine.watch.loops import Choosing, main_on
from tui_tutor.engine.watch.position import END, SETUP, Part, Place, turn
from tui_tutor.engine.watch.recorder import Recorder
from tui_tutor.engine.watch.recording import Recording, last_values
from tui_tutor.engine.watch.setting_up import SettingUp
from tui_tutor.engine.watch.turnings import Turnings
from tui_tutor.engine.watch.unfolding import unfolded
from tui_tutor.engine.watch.values import WHOLE, Value
from tui_tutor.engine.watch.writing import MORE, MOST_EVENTS, STOPPED


def never() -> bool:
    """A tick that never stops anything."""
    return False


class Engine:
    """Watches one program. `axes` declares the axis names of names, `curve` is the expression that is plotted.

    `height` is the expression of what learning makes smaller, the height of the bowl; without it that is the curve.
    `loop` is the line of the loop that is to be the main loop, whichever would be chosen.

    Raises ProblemsError when made of a program that the guard refuses, or where there is no such loop. Nothing of the
    program runs before `open`.
    """

    def __init__(
        self,
        source: Source,
        *,
        axes: dict[str, tuple[str, ...]] | None = None,
        curve: str | None = None,
        height: str | None = None,
        seed: int | None = None,
        budget: int = BUDGET,
        whole: int | None = WHOLE,
        loop: int | None = None,
    ) -> None:
        problems = guard.check(source)
        if problems:
            raise ProblemsError(problems)
        self.source = source
        self.failure: Failure | None = None
        self.begun = Recording({})
        """The setup's recording, from when it is begun: any thread may read what it holds so far."""
        self.setup_is_done = False
        self.run: Run | None = None
        self.carried: Carried | None = None
        self.tick: Tick = never
        """Asked at each watched operation; true ends the watching."""
        self.declared_axes = axes or {}
        self._curve = Look(curve, CURVE) if curve else None
        self._height = Look(height, HEIGHT) if height else None
        self.seed = secrets.randbelow(2**32) if seed is None else seed
        self.is_brief = False
        """Whether fewer operations of the setup are held than could be: `hold` has others watched."""
        self._budget = budget
        self._whole = whole
        self.asked_line = loop
        self._recordings = Kept({SETUP: Recording({})})
        self._names = names_in_order(source.tree)
        self._learned: frozenset[str] = frozenset()
        self._known: dict[str, Value] = {}
        self._known_after_first: dict[str, Value] = {}
        self._turnings = Turnings(self)
        self.effects = Effects(source.path) if source.trust is not None else None
        self.program: Program
        self.main: Main
        self.machine: Machine
        self.recorder: Recorder

    # Opening

    def open(self, tick: Tick = never, *, watched_only: bool = False, briefly: bool = False) -> None:
        """Find the main loop and run the setup, watched and (if need be) plain. What raises opens all the same.

        With `briefly` no more of the setup is watched than takes no time: the rest is, once `hold` asks for it.
        """
        self.is_brief = briefly
        self.program = compile_program(self.source, self.asked_line)
        self._prepare(main_on(self.program, self.asked_line))
        self._set_up(tick, is_chosen=self.asked_line is not None or not self.program.loops)
        self._know_loop()
        if self.failure is None and not watched_only and not tick():
            self.finish_setup()

    def look_ahead(self, tick: Tick = never) -> None:
        """Watch the first iteration, so that the shapes of what is to come are known."""
        if self.has_loop:
            self.tick = tick
            self.recording(turn(0))
            self.tick = never

    def hold(self, tick: Tick = never) -> bool:
        """Watch as many operations of the setup as are held at once; False where that was stopped."""
        found = held(self, tick) if self.is_brief else None
        if found is not None:
            self.is_brief, setup = False, self._recordings[SETUP]
            lengthened(setup, found, self._learned)
            self._known = last_values(setup)
        return not self.is_brief

    def finish_setup(self) -> None:
        """Have the program wait at its main loop, so that the loop can be run."""
        machine = self.machine
        try:
            if machine.stand is Stand.NOWHERE:
                self.recorder.begin_program()
                machine.output.take()
                setup = self._recordings[SETUP]
                # A long one was gone through plainly behind what is held, and that is twice as quick.
                machine.begin(watched=setup.unfinished is None and setup.long is None)
        except Exception as error:
            self.failure = failure_of(error, self.source)
            return
        self._know_loop()
        self.setup_is_done = True
        if machine.stand is not Stand.ENDED and self.run is None:
            self.run = self.new_run()

    def _prepare(self, main: Main) -> None:
        self.failure, self.carried, self.main, self._learned = None, None, main, frozenset()
        loops = self.program.loops
        if main.number is not None:
            self.carried = carried(self.source, loops[main.number].node)
        elif len(loops) == 1:
            self.carried = carried(self.source, loops[0].node)
        self.recorder = self.new_recorder()
        self.machine = Machine(self.program, self.seed, self.recorder, main)
        self.machine.effects = self.effects

    def new_recorder(self) -> Recorder:
        """What listens to this program while it runs."""
        recorder = Recorder(self.program.sites, self.program.functions, self.source.path)
        recorder.declared, recorder.whole, recorder.weights = self.declared_axes, self._whole, self.weights
        return recorder

    def _know_loop(self) -> None:
        """What the main loop is, once the program has come to it; before, the first that the text has."""
        loops, number = self.program.loops, self.machine.site
        if number is None and self.machine.stand is not Stand.NOWHERE:
            self.program, self.carried = replace(self.program, loop=None), None
            return
        loop = loops[number or 0].node if loops else None
        self.program = replace(self.program, loop=loop)
        self.carried = carried(self.source, loop) if loop is not None else None
        tree, chain = self.source.tree, self.machine.chain
        if chain:
            self._names = names_along([(scope_of(tree, frame), frame.f_lineno) for frame in chain])
        self.recorder.weights = self.weights

    def _set_up(self, tick: Tick, *, is_chosen: bool) -> None:
        """Run the program up to its main loop, which may have to be found, watched as far as operations are held."""
        self.tick, machine = tick, self.machine
        if not is_chosen:
            machine.turns_asked = Choosing(machine, tick)
        found = SettingUp(self, tick)
        recording = found.watch()
        if recording.unfinished == STOPPED or found.chosen is None:
            self.failure = found.failure
        elif (known := found.recorded(found.chosen)) is not None:
            recording, self.run = known, found.run
            self.main = self.main if is_chosen else Main(found.chosen)
        else:
            self._prepare(Main(found.chosen))
            self._set_up(tick, is_chosen=True)
            return
        self._recordings[SETUP] = recording
        self.is_brief = self.is_brief and recording.unfinished == MORE and len(recording.events) < MOST_EVENTS
        lengthen(self, SETUP, recording)
        self._known = last_values(recording)

    def new_run(self, printed: str = "") -> Run:
        """The run of the main loop at which the program stands."""
        return Run(self.machine, self._budget, self._curve, printed)

    # What exists

    @property
    def total(self) -> int | None:
        """How many iterations there are: those that were run where the loop is over, else what it runs over."""
        if self.run is None:
            return None
        return self.run.total if self.run.total is not None else self.machine.total

    @property
    def loop_line(self) -> int | None:
        """The line of the main loop, None where the program has not come to one."""
        site = self.machine.site
        return self.program.loops[site].node.lineno if site is not None else None

    @property
    def loop_text(self) -> str:
        """Which loop the main loop is, in words; "" where there is none."""
        site = next((each for each in self.program.loops if each.node is self.program.loop), None)
        where = f", in {site.function}()" if site is not None and site.function else ""
        return f"the loop on line {site.node.lineno}{where}" if site is not None else ""

    @property
    def has_loop(self) -> bool:
        """Whether the program has a main loop that turns at least once."""
        return self.run is not None and self.run.known >= 0

    @property
    def last_known(self) -> int:
        """The last iteration that can be watched without running the program further; -1 where there is none."""
        return self.run.known if self.run is not None else -1

    @property
    def is_complete(self) -> bool:
        """Whether the end can be watched: the whole program ran up to there."""
        if not self.setup_is_done or self.failure is not None:
            return False
        return self.run is None or (self.run.total is not None and self.run.failure is None)

    @property
    def weights(self) -> frozenset[str]:
        """What the loop learns: names that it reads before it writes them, and changes; parts once they are seen to."""
        return self.carried.learned | self._learned if self.carried is not None else frozenset()

    @property
    def replaced(self) -> frozenset[str]:
        """Names that each iteration writes anew before it reads them, so that older values are left over."""
        if self.carried is None:
            return frozenset()
        return self.carried.written - self.carried.read

    @property
    def names_in_order(self) -> list[str]:
        """The names of the program and of the functions that its main loop lies in, in the order in which they come."""
        return self._names

    @property
    def expected(self) -> dict[str, Value]:
        """Names with a value each has had when the program was first seen to reach them, for their shapes."""
        return {**self._known, **self._known_after_first}

    @property
    def curve(self) -> list[tuple[int, float]]:
        """The plotted values so far, as (iteration, value)."""
        return self.run.curve.samples if self.run is not None else []

    @property
    def plotted(self) -> str | None:
        """The expression that this program plots of its own, whatever a learner wants to see."""
        return self._curve.text if self._curve is not None else None

    @property
    def height(self) -> Look | None:
        """What the bowl's height is; None where nothing says what is made smaller."""
        return self._height or (self.run.curve.look if self.run is not None else self._curve)

    @property
    def first(self) -> Recording | None:
        """The first iteration, once it was watched without being stopped."""
        found = self._recordings.get(turn(0))
        return found if found is not None and found.unfinished != STOPPED else None

    def live_values(self) -> dict[str, Any]:
        """The live values of the program's names and of their parts, those of inner functions in front."""
        frames = unfolded((names for _, names, _ in self.running()), len(self.machine.frames))
        return {name: value for names in frames for name, value in names.items()}

    def names_to_look_at(self) -> dict[str, Any]:
        """The program's live names where it stands, in a dictionary of their own; what looks must change nothing."""
        return self.machine.names_to_look_at()

    def curve_at(self, iteration: int) -> float:
        """The plotted value at the end of an iteration that was watched; nan where it has none."""
        return self.run.curve_at(iteration) if self.run is not None else float("nan")

    # Watching

    def recording(self, place: Place) -> Recording:
        """The operations of a place that is known to exist, always the same ones.

        What was stopped while it was watched is watched again when `tick` lets it, and never gets shorter.
        """
        found = self._recordings.get(place)
        if found is None or (found.unfinished == STOPPED and place != SETUP and not self.tick()):
            recording = self._watch_end() if place.part is Part.END else self._watch_turn(place.iteration or 0)
            if found is None or recording.unfinished != STOPPED or len(recording.events) > len(found.events):
                found = self._recordings[place] = recording
                self._recordings.forget_old()
        self._recordings.move_to_end(place)
        return found

    def inners(self, place: Place) -> Inners:
        """The runs of the inner loops in a place that is known to exist."""
        return self._turnings.at(place)

    def run_to(self, iteration: int, tick: Tick = never) -> bool:
        """Run the program until `iteration` can be watched; False where it ends, raises or is stopped before."""
        return self.run is not None and self.run.reach(iteration, tick)

    def run_to_end(self, tick: Tick = never) -> bool:
        """Run the main loop to its end; False where it raises or is stopped."""
        while self.run is not None and not self.run.is_over:
            if not self.run.reach(self.run.known + 1_000_000, tick) and not self.run.is_over:
                return False
        return self.is_complete

    def printed_before(self, place: Place, most: int = MOST) -> str:
        """The last of what was printed before a place's first operation, at least `most` characters of it."""
        if place.part is Part.SETUP or self.run is None:
            return ""
        iteration = place.iteration if place.iteration is not None else self.run.total or 0
        printed = self.run.printed_before(iteration, most)
        return printed if len(printed) >= most else self.run.setup_printed + printed

    def _watch_turn(self, iteration: int) -> Recording:
        assert self.run is not None
        if iteration and turn(0) not in self._recordings and not self._known_after_first:
            self.recording(turn(0))
        recording = self._watch(turn(iteration))
        if recording.raised is None and recording.unfinished is None:
            self.run.note_curve(iteration)
        if iteration == 0:
            self._learn(recording)
            self._known_after_first = {**self._known, **last_values(recording)}
        return recording

    def _learn(self, first: Recording) -> None:
        """Know what the first iteration has changed of what objects and lists hold, in what was watched before too."""
        if first.unfinished is None and self.carried is not None:
            self._learned = learned_in(first)
            self.recorder.weights = self.weights
            for each in (self._recordings[SETUP], first):
                tagged(each, self._learned)
            self._known = last_values(self._recordings[SETUP])

    def _watch_end(self) -> Recording:
        if self.run is None or not self.run_to_end(self.tick):
            return Recording({})
        return self._watch(END)

    def _watch(self, place: Place) -> Recording:
        recorder, (run, known) = self.recorder, self.stand_at(place)
        recorder.stop = self.tick
        recording = recorder.record(self.running(), known, step=place != END)
        if watched(self.source, recorder, self.machine, run).is_interrupted:
            recording.unfinished = STOPPED
        lengthen(self, place, recording)
        return recording

    def stand_at(self, place: Place) -> tuple[Callable[[], object], dict[str, Value]]:
        """Bring the program to the beginning of an iteration, or of the end; gives what runs it, and known values."""
        run = self.run
        assert run is not None
        if place == END:
            if not run.stands_over(probed=True):
                run.go_over(probed=True)
            if run.total:
                run.note_curve(run.total - 1)
            return lambda: run.end(watched=True), self._known_after_first if run.total else self._known
        iteration = place.iteration or 0
        run.go(iteration)
        if iteration and iteration - 1 not in run.curve.at_ends:
            run.note_curve(iteration - 1)
        return lambda: run.watch(iteration), self._known_after_first if iteration else self._known

    def running(self) -> list[Running]:
        """The functions that lead to the main loop, where the program stands at it."""
        # In one order, however they came to be: names for one object are looked at one after the other.
        frames = self.machine.frames
        names = frames[0][1]
        order = [name for name in self.names_in_order if name in names]
        frames[0] = (frames[0][0], {name: names[name] for name in [*order, *sorted(names.keys() - order)]})
        return [(*each, live) for each, live in zip(frames, self.machine.chain, strict=False)] or [(*frames[0], None)]
