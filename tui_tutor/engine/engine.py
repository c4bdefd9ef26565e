"""The engine: a program's whole run, any operation of it within reach."""

from __future__ import annotations

import ast
import secrets
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from functools import cached_property
from typing import Any

import numpy as np

from tui_tutor.engine import guard
from tui_tutor.engine.carried import Carried, carried
from tui_tutor.engine.digits import length
from tui_tutor.engine.failure import Failure, failed_site, failure_of
from tui_tutor.engine.history import BUDGET
from tui_tutor.engine.looking import CURVE, HEIGHT, Look, why_no_truth
from tui_tutor.engine.loops import Loop, candidates, choose, known_turns, lines_at_most
from tui_tutor.engine.machine import HIDDEN, Machine
from tui_tutor.engine.naming import names_in_order
from tui_tutor.engine.network import Network, network_of
from tui_tutor.engine.position import SETUP, Part, Place, turn
from tui_tutor.engine.problems import ProblemsError
from tui_tutor.engine.program import Program, compile_program
from tui_tutor.engine.recorder import STOPPED, Enough, Recorder
from tui_tutor.engine.recording import Recording
from tui_tutor.engine.run import Interrupted, Run, Tick, cannot_carry
from tui_tutor.engine.sampling import Sampled, sampled_call, sampled_definition
from tui_tutor.engine.sites import Kind
from tui_tutor.engine.source import Source
from tui_tutor.engine.state import NotRestorable
from tui_tutor.engine.values import WHOLE, Value

KEPT_RECORDINGS = 8
"""Recordings held at once, besides the setup's."""


def never() -> bool:
    """A tick that never stops anything."""
    return False


class ConditionError(Exception):
    """Raised where a learner's condition has no truth value: its message says why."""


class Engine:
    """Watches one program. `axes` declares the axis names of names, `curve` is the expression that is plotted.

    `height` is the expression of what learning makes smaller, the height of the bowl; without it that is the curve.

    Raises ProblemsError when made of a program that the guard refuses. Nothing of the program runs before `open`.
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
    ) -> None:
        problems = guard.check(source)
        if problems:
            raise ProblemsError(problems)
        self.source = source
        self.failure: Failure | None = None
        self.setup_is_done = False
        self.run: Run | None = None
        self.carried: Carried | None = None
        self.tick: Tick = never
        """Asked at each watched operation; true ends the watching."""
        self.declared_axes = axes or {}
        self._curve = Look(curve, CURVE) if curve else None
        self.height = Look(height, HEIGHT) if height else self._curve
        self.seed = secrets.randbelow(2**32) if seed is None else seed
        self._budget = budget
        self._whole = whole
        self._recordings: OrderedDict[Place, Recording] = OrderedDict({SETUP: Recording({})})
        self._curve_values: dict[int, float] = {}
        self._network: Network | None = None
        self._known: dict[str, Value] = {}
        self._known_after_first: dict[str, Value] = {}
        self.program: Program
        self._plain: Machine
        self._probed: Machine
        self._recorder: Recorder

    # Opening

    def open(self, tick: Tick = never, *, watched_only: bool = False) -> None:
        """Find the main loop and run the setup, watched and (if need be) plain. What raises opens all the same."""
        self._prepare(self._main_loop())
        self._watch_setup(tick)
        if self.failure is None and not watched_only and not tick():
            self.finish_setup()

    def look_ahead(self, tick: Tick = never) -> None:
        """Watch the first iteration, so that the shapes of what is to come are known."""
        if self.has_loop:
            self.tick = tick
            self.recording(turn(0))
            self.tick = never

    def finish_setup(self) -> None:
        """Run the setup plain, so that the loop can be run."""
        try:
            self._plain.setup()
            if self._recordings[SETUP].unfinished is not None:
                self._recorder.muted = True
                self._probed.setup()
        except Exception as error:
            self.failure = failure_of(error, self.source)
            return
        self.setup_is_done = True
        if self.program.loop is not None and self.carried is not None:
            try:
                self.run = Run(self._plain, self.carried, self._budget, self._curve)
            except NotRestorable as error:
                raise ProblemsError([self.source.problem(self.program.loop, cannot_carry(error))]) from None

    def _main_loop(self) -> Loop | None:
        tree = self.source.tree
        loops = candidates(tree)
        if len(loops) < 2:
            return loops[0] if loops else None
        return choose(loops, self._turns_when_reached(loops))

    def _turns_when_reached(self, loops: list[Loop]) -> list[int | None]:
        """How many turns each loop has, from the text where it tells, else from running up to the last one asked."""
        turns = [known_turns(self.source.tree, loop) for loop in loops]
        asked = [i for i, loop in enumerate(loops) if turns[i] is None and isinstance(loop, ast.For)]
        if not asked:
            return turns
        self._prepare(loops[asked[-1]])
        np.random.seed(self.seed)
        with suppress(Exception, Interrupted), np.errstate(), np.printoptions(), lines_at_most(self.source.path):
            # A failure or a stop is met again, and told, when the setup is watched; so is what it prints.
            with self._plain.running():
                self._count_turns(loops, asked, turns)
            self._plain.output.take()
        return turns

    def _count_turns(self, loops: list[Loop], asked: list[int], turns: list[int | None]) -> None:
        body, namespace, before = self.source.tree.body, self._plain.namespace, 0
        for index in asked:
            loop = loops[index]
            assert isinstance(loop, ast.For)
            stop = body.index(loop)
            statements = ast.Module(body[before:stop], [])
            exec(compile(statements, self.source.path, "exec", dont_inherit=True), namespace)
            before = stop
            items = eval(compile(ast.Expression(loop.iter), self.source.path, "eval", dont_inherit=True), namespace)
            turns[index] = length(items)

    def _prepare(self, loop: Loop | None) -> None:
        self.program = compile_program(self.source, loop)
        self.carried = carried(self.source, loop) if loop is not None else None
        self._recorder = Recorder(self.program.sites, self.program.functions)
        self._recorder.declared = self.declared_axes
        self._recorder.whole = self._whole
        self._recorder.weights = self.weights
        self._plain = Machine(self.program, self.program.plain, self.seed)
        self._probed = Machine(self.program, self.program.probed, self.seed, self._recorder)

    def _watch_setup(self, tick: Tick) -> None:
        self.tick = tick
        recording = self._watch({}, {}, self._probed.setup, Part.SETUP)
        self._recordings[SETUP] = recording
        self._known = _last_values(recording)

    # What exists

    @property
    def total(self) -> int | None:
        """How many iterations there are: those that were run where the loop is over, else what it runs over."""
        if self.run is None:
            return None
        return self.run.total if self.run.total is not None else self._plain.total

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
        """Names of what the loop learns: it reads them before it writes them, and changes them."""
        return self.carried.learned if self.carried is not None else frozenset()

    @property
    def replaced(self) -> frozenset[str]:
        """Names that each iteration writes anew before it reads them, so that older values are left over."""
        if self.carried is None:
            return frozenset()
        return self.carried.written - self.carried.read

    @cached_property
    def names_in_order(self) -> list[str]:
        """The names that the program stores outside its functions, in the order in which they come to be."""
        return names_in_order(self.source.tree)

    @property
    def expected(self) -> dict[str, Value]:
        """Names with a value each has had when the program was first seen to reach them, for their shapes."""
        return {**self._known, **self._known_after_first}

    @property
    def curve(self) -> list[tuple[int, float]]:
        """The plotted values so far, as (iteration, value)."""
        return self.run.curve if self.run is not None else []

    @property
    def network(self) -> Network | None:
        """The network that the main loop trains, as its first iteration tells; None where it trains none."""
        return self._network

    def sampled(self, place: Place, index: int) -> tuple[Sampled, ...]:
        """The program's function that an operation calls or defines, sampled; empty where it cannot be, or does not."""
        recording = self.recording(place)
        event = recording.events[index]
        if event.kind not in (Kind.CALL, Kind.DEFINE) or event.error is not None:
            return ()
        if index not in recording.sampled:
            recording.sampled[index] = ()
            # A function that is stopped has no picture, but all else can be shown.
            with suppress(Interrupted):
                recording.sampled[index] = self._sample(recording, index)
        return recording.sampled[index]

    def _sample(self, recording: Recording, index: int) -> tuple[Sampled, ...]:
        event, tree = recording.events[index], self.source.tree
        if event.kind is Kind.DEFINE:
            return sampled_definition(self._plain.namespace, tree, event)
        found = sampled_call(self._plain.namespace, tree, recording.events, index)
        return (found,) if found is not None else ()

    def curve_at(self, iteration: int) -> float:
        """The plotted value at the end of an iteration that was watched; nan where it has none."""
        return self._curve_values.get(iteration, float("nan"))

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
                self._forget_old()
                if place == turn(0) and recording.unfinished != STOPPED:
                    self._network = network_of(recording.events, self.weights)
        self._recordings.move_to_end(place)
        return found

    def run_to(self, iteration: int, tick: Tick = never) -> bool:
        """Run the program until `iteration` can be watched; False where it ends, raises or is stopped before."""
        return self.run is not None and self.run.reach(iteration, tick)

    def run_to_end(self, tick: Tick = never) -> bool:
        """Run the main loop to its end; False where it raises or is stopped."""
        while self.run is not None and not self.run.is_over:
            if not self.run.reach(self.run.known + 1_000_000, tick) and not self.run.is_over:
                return False
        return self.is_complete

    def search(self, start: int, condition: Look, tick: Tick = never) -> int | None:
        """The first iteration from `start` on at whose end a condition holds; None where it never does.

        The condition sees the program's names, `np`, and as `error` what the lesson plots. Raises ConditionError.
        """
        if self.run is None or not self.has_loop:
            return None
        run, machine = self.run, self._plain

        def met() -> bool:
            extra: dict[str, Any] = {"np": np}
            if "error" in condition.names and self._curve is not None:
                extra["error"] = run.curve_value(machine)
            extra = {name: value for name, value in extra.items() if name not in machine.namespace}
            try:
                return bool(condition(machine.namespace, extra))
            except Exception as error:
                raise ConditionError(why_no_truth(error)) from None

        return run.search(start, met, tick)

    def printed_before(self, place: Place) -> str:
        """What was printed before a place's first operation, the setup's output included."""
        if place.part is Part.SETUP or self.run is None:
            return ""
        iteration = place.iteration if place.iteration is not None else self.run.total or 0
        return self.run.setup_printed + self.run.printed_before(iteration)

    def _watch_turn(self, iteration: int) -> Recording:
        assert self.run is not None
        if iteration and turn(0) not in self._recordings and not self._known_after_first:
            self.recording(turn(0))
        self._go(iteration)
        known = self._known_after_first if iteration else self._known
        machine = self._probed

        recording = self._watch(self._names(), known, lambda: machine.turns(iteration, iteration + 1), Part.LOOP)
        if recording.failed is None and recording.unfinished is None:
            self._curve_values[iteration] = self.run.curve_value(machine)
        if iteration == 0:
            self._known_after_first = {**self._known, **_last_values(recording)}
        return recording

    def _watch_end(self) -> Recording:
        if self.run is None:
            return Recording({})
        total = self.run.total or 0
        exhausted = self.run.exhausted
        self._go(total)
        known = self._known_after_first if total else self._known
        return self._watch(self._names(), known, lambda: self._probed.end(exhausted), Part.END)

    def _go(self, iteration: int) -> None:
        """Bring the probed machine to the start of an iteration, having run the whole of the one before."""
        assert self.run is not None
        machine, recorder = self._probed, self._recorder
        recorder.muted = True
        at = self.run.restore(machine, max(iteration - 1, 0))
        while at < iteration:
            machine.turns(at, at + 1)
            self._curve_values[at] = self.run.curve_value(machine)
            at += 1
        machine.output.take()

    def _names(self) -> dict[str, Any]:
        # In one order, however they came to be: names for one object are looked at one after the other.
        names = self._probed.names()
        order = [name for name in self.names_in_order if name in names]
        return {name: names[name] for name in [*order, *sorted(names.keys() - order)]}

    def _watch(
        self, names: dict[str, Any], known: dict[str, Value], run: Callable[[], object], part: Part
    ) -> Recording:
        recorder = self._recorder
        recorder.stop = self.tick
        recording = recorder.record(names, known, step=part is not Part.END)
        try:
            run()
        except Enough:
            pass
        except Interrupted:
            recording.unfinished = STOPPED
        except Exception as error:
            failure = failure_of(error, self.source)
            sites, begun = self.program.sites, recorder.begun
            site = recorder.deciding or failed_site(failure.span, self.source, sites, begun)
            recorder.fail(site, failure.message)
            if part is Part.SETUP:
                self.failure = failure
        finally:
            recorder.finish()
        return recording

    def _forget_old(self) -> None:
        while len(self._recordings) > KEPT_RECORDINGS:
            oldest = next(place for place in self._recordings if place != SETUP)
            del self._recordings[oldest]


def _last_values(recording: Recording) -> dict[str, Value]:
    """Every name's value after a recording's last operation."""
    values = {name: value for name, value in recording.start.items() if name not in HIDDEN}
    for event in recording.events:
        for change in event.changes:
            if change.frame == 0 and change.value is not None:
                values[change.name] = change.value
            elif change.frame == 0:
                values.pop(change.name, None)
    return values
