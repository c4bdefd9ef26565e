"""The error around one iteration: what is plotted, or what the prediction misses its target by.

What is told of a rise must be the same whichever way an iteration was come to. So it is found in a stretch that is
fixed: what was plotted before, this iteration, and some more after it, which are run aside where that costs little.
"""

from __future__ import annotations

import math
import re
import warnings
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import Any

import numpy as np

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.rewind.curve import number_at
from tui_tutor.engine.rewind.machine import Machine
from tui_tutor.engine.rewind.run import Run
from tui_tutor.engine.rewind.turns import Stand
from tui_tutor.engine.text.looking import Look
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.recording import Event, Recording
from tui_tutor.study.giving import give
from tui_tutor.study.network import Network
from tui_tutor.study.notices.misses import miss_of
from tui_tutor.study.notices.picking import picks_data
from tui_tutor.study.notices.seen import Samples

BEFORE = 7
"""Iterations before one that are looked at where nothing is plotted."""

AHEAD = 10
"""Iterations after one that are looked at."""

DENSE = 100
"""The first iteration whose successors are not all sampled."""

MOST_EVENTS, MOST_CELLS = 2_000, 2_000_000
"""Operations of an iteration, and cells computed in it, up to which some more are run aside."""

PARTS = (1e-3, 1e-5, 1e-7)
"""Parts of a step that tell in which direction it goes: the first may overshoot as well."""

_ERROR = re.compile(r"loss|cost|err|mse|sse|rmse|mae|miss|resid|nll|entropy|energy|delta|diff|gap", re.IGNORECASE)
_LETTERS = frozenset({"e", "E", "J"})
_SCORE = re.compile(r"acc|score|right|correct", re.IGNORECASE)


class Errors:
    """The error of one engine's run. `network` gives what the program trains."""

    def __init__(self, engine: Engine, network: Callable[[], Network | None]) -> None:
        self._engine = engine
        self._network = network
        self._missed: dict[str, dict[int, float]] = {}

    def around(self, iteration: int, recording: Recording) -> Course | None:
        """The error around an iteration that was watched; None where nobody can tell."""
        engine, run = self._engine, self._engine.run
        if run is None or picks_data(recording.events):
            return None
        look = run.curve.look
        if look is not None and look.text == engine.plotted and _is_error(look, self._network()):
            before = run.curve.samples[: bisect_left(run.curve.samples, iteration, key=itemgetter(0))]
            own = run.curve.at_ends.get(iteration, math.nan)
            may_go_on = iteration < DENSE and _is_light(recording)
            samples = [*before, (iteration, own)]
            return Course(engine, look, samples, may_go_on, lambda: dict(run.curve.samples[len(before) :]))
        # What a trusted program does outside it is to do when it does it, and once.
        miss = miss_of(recording, self._network(), engine.weights) if engine.source.trust is None else None
        if miss is None or not _is_light(recording):
            return None
        samples = self._missed_at(miss, max(0, iteration - BEFORE), iteration)
        if iteration < DENSE and samples[0][0] and all(one[1] < other[1] for one, other in pairwise(samples)):
            # Where it began is further back.
            samples = self._missed_at(miss, 0, iteration)
        return Course(engine, miss, samples, iteration < DENSE, lambda: self._missed[miss.text])

    def _missed_at(self, miss: Look, first: int, last: int) -> Samples:
        """What the prediction misses its target by at the ends of iterations."""
        known = self._missed.setdefault(miss.text, {})
        wanted = [at for at in range(first, last + 1) if at not in known]
        if wanted:
            # Some more at once: the learner goes on.
            known.update(peeked(self._engine, miss, wanted[0], wanted[-1] + AHEAD))
        return [(at, known.get(at, math.nan)) for at in range(first, last + 1)]


class Course:
    """The error at the ends of iterations, from before one of them on, and of some after it once they are asked for."""

    def __init__(
        self, engine: Engine, look: Look, samples: Samples, may_go_on: bool, known: Callable[[], Mapping[int, float]]
    ) -> None:
        self.samples = samples
        self._engine = engine
        self._look = look
        self._iteration = samples[-1][0]
        self._known = known
        self._may_go_on = may_go_on and engine.source.trust is None

    def more(self) -> Samples:
        """The samples, with those after the iteration for as long as each is above the one before."""
        if self._may_go_on:
            self._may_go_on = False
            if self._goes_on_as_known():
                first = self.samples[-1][0] + 1
                self.samples += peeked(self._engine, self._look, first, self._iteration + AHEAD, self.samples)
        return self.samples

    def _goes_on_as_known(self) -> bool:
        """Go on with what is known already; returns whether more than that may be asked for."""
        known = self._known()
        for at in range(self._iteration + 1, self._iteration + AHEAD + 1):
            if at not in known:
                return True
            if not known[at] > self.samples[-1][1]:
                return False
            self.samples.append((at, known[at]))
        return False

    def goes_uphill(self) -> bool | None:
        """Whether however small a part of the iteration's own step makes the error larger; None where nobody can tell.

        That of a step along the slope makes it smaller, however large the step is.
        """
        if self._engine.source.trust is not None:
            return None
        return _goes_uphill(self._engine, self._look, self._iteration)


def peeked(engine: Engine, look: Look, first: int, last: int, rising_from: Sequence[tuple[int, float]] = ()) -> Samples:
    """What an expression is at the ends of iterations that may not be known yet; the run is left as it is.

    With samples to rise from it ends where one is not above the one before.
    """
    run, found = engine.run, list[tuple[int, float]]()
    if run is None:
        return found
    before = rising_from[-1][1] if rising_from else -math.inf
    with warnings.catch_warnings(), np.errstate(all="ignore"), run.aside() as machine:
        warnings.simplefilter("ignore")
        try:
            _bring(run, machine, first)
            for at in range(first, last + 1):
                if engine.tick() or not _turn(machine, at):
                    break
                value = _number(look, machine)
                if rising_from and not value > before:
                    break
                found.append((at, value))
                before = value
        except Exception:
            # What the program raises there is met when the learner comes there.
            return found
    return found


def _bring(run: Run, machine: Machine, iteration: int) -> None:
    """Bring a machine that is lent to the start of an iteration."""
    if run.restore(machine, min(iteration, run.known)) < iteration:
        machine.turns(iteration)


def _turn(machine: Machine, iteration: int) -> bool:
    """Bring a machine to the end of the next iteration; False where the loop is over before."""
    if machine.stand is Stand.HEAD:
        machine.turns(iteration + 1)
    return machine.at == iteration


def _number(look: Look, machine: Machine) -> float:
    try:
        return number_at(look, machine)
    except Exception:
        return math.nan


def _goes_uphill(engine: Engine, look: Look, iteration: int) -> bool | None:
    run = engine.run
    if run is None:
        return None
    with warnings.catch_warnings(), np.errstate(all="ignore"), run.aside() as machine:
        warnings.simplefilter("ignore")
        try:
            _bring(run, machine, iteration)
            old = _moving(engine)
            _turn(machine, iteration)
            plain, new = number_at(look, machine), _moving(engine)
            steps = {name: new[name] - each for name, each in old.items() if name in new}
            after = [
                _moved(run, machine, iteration, {n: old[n] + p * s for n, s in steps.items()}, look) for p in PARTS
            ]
        except Exception:
            return None
    is_told = all(map(math.isfinite, (plain, *after))) and all(each != plain for each in after)
    return all(each > plain for each in after) if is_told else None


def _moved(run: Run, machine: Machine, iteration: int, weights: dict[str, Any], look: Look) -> float:
    """What an expression is at the end of an iteration that begins with other weights."""
    _bring(run, machine, iteration)
    names = machine.names()
    for name, array in weights.items():
        give(machine, names, name, array if array.ndim else float(array))
    _turn(machine, iteration)
    return number_at(look, machine)


def _moving(engine: Engine) -> dict[str, Any]:
    """The weights that can be moved by part of a step, as they are."""
    found: dict[str, Any] = {}
    for name, value in engine.live_values().items():
        if name in engine.weights and isinstance(value, (float, np.floating, np.ndarray)):
            array = np.array(value)
            if array.dtype.kind == "f":
                found[name] = array
    return found


def _is_error(look: Look, network: Network | None) -> bool:
    """Whether what is plotted is an error, as it is called or as the target is part of it."""
    if _SCORE.search(look.text):
        return False
    is_called = _ERROR.search(look.text) is not None or not _LETTERS.isdisjoint(look.names)
    return is_called or (network is not None and network.target in look.names)


def _is_light(recording: Recording) -> bool:
    """Whether an iteration does so little that some more of them take no time."""
    if recording.unfinished is not None or len(recording.events) > MOST_EVENTS or recording.raised is not None:
        return False
    return sum(_cells(event) for event in recording.events) <= MOST_CELLS


def _cells(event: Event) -> int:
    """The cells that an operation computes, and goes through."""
    made = math.prod(event.result.shape or ()) if event.result is not None else 0
    taken = sum(math.prod(value.shape or ()) for value in event.operands)
    inner = (event.operands[0].shape or (1,))[-1] if event.kind is Kind.DOT and event.operands else 1
    return made * inner + taken
