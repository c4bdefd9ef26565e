"""Which states of a run are kept: as many as memory and the run's own time allow."""

from __future__ import annotations

import ast
import time
from collections.abc import Callable

from tui_tutor.engine.probe.carried import only_grows, pops_sets
from tui_tutor.engine.probe.touched import touched
from tui_tutor.engine.rewind.contents import State
from tui_tutor.engine.rewind.history import History
from tui_tutor.engine.rewind.iterators import NotRestorable
from tui_tutor.engine.rewind.machine import Machine
from tui_tutor.engine.rewind.pairing import moved, paired
from tui_tutor.engine.rewind.world import World

REPLAY = 2e-3
"""Seconds that running from a kept state to the one wanted may take; it decides how many states are kept."""

MEASURED = 32
"""Iterations that are run one by one before it is known how long one takes."""

WIDEST_STRIDE = 1024
"""The most iterations between two kept states while memory is no concern."""

SAVING = 0.05
"""The part of a run's time that keeping states may take, before fewer are kept."""

LONGEST_REPLAY = 0.03
"""Seconds to run again that are borne to keep within that part."""


class Keeping:
    """Keeps states of one machine's run. `spent` are the seconds that the run itself took so far.

    `unrestorable` is the first value met of which no state could be made, None where there was none.
    """

    def __init__(self, machine: Machine, budget: int) -> None:
        self.history = History(budget)
        self.spent = 0.0
        self.unrestorable: NotRestorable | None = None
        self._machine = machine
        self._saving = 0.0
        self._only_grows = only_grows(machine.program.source.tree)
        self._pops_sets = pops_sets(machine.program.source.tree)
        self._world = self._new_world()
        self._whole: World | None = None

    def next_after(self, iteration: int) -> int:
        """The next iteration at whose start a state is to be kept."""
        stride = self.history.stride
        return (iteration // stride + 1) * stride

    def arrived(self, iteration: int) -> None:
        """The machine stands for the first time at the start of an iteration."""
        if iteration % self.history.stride == 0:
            self.save(iteration)
        if iteration == MEASURED:
            self._widen(self.spent / iteration)

    def _new_world(self) -> World:
        machine = self._machine
        if machine.ground is None:
            return World(machine.namespace, self._only_grows, pops_sets=self._pops_sets)
        program = machine.program
        loop = program.loops[machine.site].node if machine.site is not None else None
        names = touched(program.source.tree, loop) if loop is not None else None
        return World(machine.namespace, self._only_grows, machine.ground.owns, names, self._pops_sets)

    def put_back(self, iteration: int) -> None:
        """Set the machine to a kept state. Raises LostError where an object cannot be made what it was."""
        machine, state = self._machine, self.history.load(iteration)
        machine.within(lambda: machine.put_back(self._world, state, iteration))

    def begun_again(self) -> None:
        """The program was begun again and has new objects: make what is kept speak of them."""
        states = self.history.states
        if not states or not self._is_held():
            # Where nothing around the loop holds the new objects but names do, the old ones serve on.
            return
        # What was known of the old objects is no help with the new ones, but for the same bits.
        self._world = self._new_world()
        try:
            pairs = paired(states[0], self._taken())
        except NotRestorable:
            pairs = None
        if pairs is None:
            self.history.clear()
        else:
            moved(states, pairs)

    def _is_held(self) -> bool:
        """Whether what lies around the main loop holds objects that no name gives it anew: functions, and `with`."""
        machine = self._machine
        if len(machine.chain) > 1 or machine.site is None or machine.ground is not None:
            return True
        line = machine.program.loops[machine.site].node.lineno
        withs = [node for node in ast.walk(machine.program.source.tree) if isinstance(node, ast.With)]
        return any(node.lineno <= line <= (node.end_lineno or line) for node in withs)

    def save(self, iteration: int) -> None:
        """Keep the present state, where one can be made: else it is come to again from an earlier one."""
        began = time.perf_counter()
        try:
            self.history.save(iteration, self._taken())
        except NotRestorable as error:
            self._lose(error)
        except RecursionError:
            # Iterators in iterators in iterators.
            self._lose(NotRestorable(self._world))
        cost = time.perf_counter() - began
        self._saving += cost
        mean = self.spent / max(1, iteration)
        # How long an iteration takes is not known well at first, but that keeping this much is dear is seen at once.
        if self._saving > SAVING * self.spent and (iteration > MEASURED or (iteration and cost > LONGEST_REPLAY)):
            # Bringing a state back takes about as long as keeping it; running on from there, with probes, may as well.
            while 0 < 2 * self.history.stride * mean < max(LONGEST_REPLAY, cost / 4):
                self.history.thin()
            self._saving = 0.0

    def _widen(self, seconds: float) -> None:
        """Keep fewer states of a program whose iterations are short: they are as quickly run again."""
        while self.history.stride < WIDEST_STRIDE and 2 * self.history.stride * seconds < REPLAY:
            self.history.thin()

    def _lose(self, error: NotRestorable) -> None:
        if self.unrestorable is None:
            self.unrestorable = error
            self._name(error)

    def _name(self, error: NotRestorable) -> None:
        """Find the name that leads to what cannot be brought back."""
        names = self._machine.names().items()
        error.is_itself = any(id(value) == error.identity for _, value in names)
        error.name = next((name for name, value in names if self._cannot_be_kept(name, value)), "")

    def present(self) -> Callable[[], None]:
        """What makes all that the program can reach what it is now. Raises NotRestorable, and names it."""
        machine, turn = self._machine, self._machine.turn
        if self._whole is None:
            owns = machine.ground.owns if machine.ground is not None else None
            self._whole = World(machine.namespace, self._only_grows, owns, pops_sets=self._pops_sets)
        world = self._whole
        try:
            state = world.take(machine.roots())
        except NotRestorable as error:
            self._name(error)
            raise
        except RecursionError:
            raise NotRestorable(world) from None
        state.more = machine.kept

        def put_back() -> None:
            machine.within(lambda: machine.put_back(world, state, turn))
            if state.twins:
                self._world.forget_lists()

        return put_back

    def _cannot_be_kept(self, name: str, value: object) -> bool:
        """Whether a name leads to something that cannot be brought back."""
        try:
            self._new_world().take({("name", name): value})
        except (NotRestorable, RecursionError):
            return True
        return False

    def _taken(self) -> State:
        state = self._world.take(self._machine.roots())
        state.more = self._machine.kept
        return state
