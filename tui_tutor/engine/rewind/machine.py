"""One running copy of a program, which waits at the head of its main loop while the tutor looks at it.

The program runs in a greenlet of its own, on the thread of whoever drives it. At a head it hands over control, and its
frames stay as they are, in whatever function the loop is. Why a greenlet: serving requests inside the loop's iterator
would turn the tutor inside out, since all that it does would have to be called from there; a thread would need a lock
for every turn, could not be struck by a signal (only the main thread is), and could not be ended from outside. A
greenlet costs nothing while it runs, a signal's handler sees whichever runs, and what is thrown into it ends it.

numpy and `decimal` keep their settings in a context of its own for each greenlet, so what concerns them is done by
`within`.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from inspect import CO_OPTIMIZED
from types import FrameType
from typing import Any, Protocol, TypeVar

import numpy as np
from greenlet import getcurrent, greenlet

from tui_tutor.engine.imported.surroundings import Surroundings
from tui_tutor.engine.probe.carried import draws, sets
from tui_tutor.engine.probe.pieces import COMPREHENSIONS, MISSING, ON, RECORDER, TURNS
from tui_tutor.engine.probe.program import Program
from tui_tutor.engine.rewind.contents import State
from tui_tutor.engine.rewind.effects import Effects
from tui_tutor.engine.rewind.ground import Ground
from tui_tutor.engine.rewind.iterators import left_alone
from tui_tutor.engine.rewind.output import Output
from tui_tutor.engine.rewind.outside import Outside, Taken, set_again, settings
from tui_tutor.engine.rewind.turns import NOTHING, Main, Stand, Turns
from tui_tutor.engine.rewind.world import World
from tui_tutor.engine.text.digits import length

HIDDEN = frozenset(
    "__builtins__ __name__ __doc__ __annotations__ __annotate__ __conditional_annotations__ __warningregistry__ "
    "__file__ __package__ __loader__ __spec__ __module__ __qualname__ __firstlineno__ __static_attributes__".split()
)
"""Names in a namespace that are not the program's own, but Python's; the tutor's begin with `__tt`."""

PROBES = 200
"""Frames that noting an operation may take on top of the program's own."""

T = TypeVar("T")


class Recorder(Protocol):
    """What probed code reports to; the machine gives it the program's printed text, and tells when a run begins."""

    printed: Callable[[], str]

    def begin_program(self) -> None:
        """The program begins anew."""


class Leave(BaseException):
    """Thrown into a program that is left where it is."""


class Machine:
    """Runs a program in a namespace of its own, turn by turn of its main loop.

    A program's exceptions pass through. `seed` is what numpy's generator starts from, so that a program that sets
    none meets the same numbers each time; numpy's settings are those of when the machine was made. `turn` is the
    turn at whose head the program stands, `at` the one begun last. `total` is how many turns what the loop runs over
    allows, None where nobody knows, and `exhausted` tells, where the loop is over, that no `break` has ended it.
    """

    def __init__(self, program: Program, seed: int, recorder: Recorder, main: Main) -> None:
        self.program = program
        self.output = Output()
        self.stand = Stand.NOWHERE
        self.turn = self.at = -1
        self.total: int | None = None
        self.exhausted = True
        self.on = [False] * len(program.stretches)
        self.turns_asked = Turns(self, main)
        trust = program.source.trust
        self.ground = Ground(trust) if trust is not None else None
        self.namespace: dict[str, Any] = self.ground.module.__dict__ if self.ground is not None else {}
        self.effects: Effects | None = None
        self.thread = threading.get_ident()
        self.recorder = recorder
        self.surroundings = Surroundings(program.source.tree, program.source.path, seed)
        self.outside = Outside(self.surroundings, is_trusted=trust is not None)
        # What a trusted program calls may draw as well.
        self._draws = trust is not None or draws(program.source.tree)
        self._sets = trust is not None or sets(program.source.tree)
        self.kept: Taken | None = None
        self.site: int | None = None
        self.chain: list[FrameType] = []
        self.chain_is_probed = False
        self._is_watched = False
        self._way = list(self.on)
        self._seed = seed
        self._settings = settings()
        self._greenlet: greenlet | None = None
        self._home: greenlet | None = None
        recorder.printed = self.output.heard
        self.output.iteration = lambda: self.at

    @property
    def at(self) -> int:
        """The turn begun last."""
        return self._at + len(self.output.begins)

    @at.setter
    def at(self, turn: int) -> None:
        """Say which turn that was; each one that begins from here on counts by itself."""
        self._at = turn - len(self.output.begins)

    # Running

    def begin(self, *, watched: bool = False) -> None:
        """Begin the program anew, and run it up to the first turn of its main loop."""
        self.leave()
        self.turn = self.at = -1
        self.total, self.exhausted, self.site, self.chain = None, True, None, []
        self.turns_asked.begin()
        self.recorder.begin_program()
        self._new_names()
        self.namespace.update(
            {
                RECORDER: self.recorder,
                ON: self.on,
                TURNS: self.turns_asked,
                MISSING: NOTHING,
            }
        )
        self._greenlet, self.kept = greenlet(self._run), None
        self.chain_is_probed = watched or any(self._way)
        self.watch(watched)
        try:
            self._go(0)
        finally:
            self.watch(False)

    def _new_names(self) -> None:
        if self.ground is not None:
            self.ground.begin(self._seed)
        else:
            self.namespace.clear()
            self.namespace.update(self.surroundings.begin())

    def turns(self, limit: int) -> bool:
        """Run on to the head of the turn `limit`; False where the loop is over before."""
        self._go(limit)
        return self.stand is Stand.HEAD

    def end(self) -> None:
        """Run what comes after the main loop, which is over."""
        self._go(0)

    def watch(self, watched: bool) -> None:
        """Go the probed way from the next stretch on, or the plain one: but for what leads to the main loop."""
        self._is_watched = watched
        self.on[:] = [True] * len(self.on) if watched else self._way

    @contextmanager
    def listened_to(self, recorder: Recorder) -> Iterator[None]:
        """Let another recorder hear all that is done: everything goes the probed way."""
        self.hear_by(recorder)
        self.watch(True)
        try:
            yield
        finally:
            self.hear_by(self.recorder)
            self.watch(False)

    def hear_by(self, recorder: Recorder) -> None:
        """Let a recorder hear what goes the probed way from here on."""
        self.namespace[RECORDER] = recorder

    def pass_by(self) -> None:
        """The loop at whose head the program stands, or whose end, is not its main loop."""
        self.turns_asked.pass_by()
        self.site, self.total, self.chain = None, None, []
        self._way = [False] * len(self.on)

    def within(self, act: Callable[[], T]) -> T:
        """Do something where the program waits, with its settings of numpy."""
        if self._greenlet is None or not self._greenlet:
            return act()
        self._greenlet.parent = self._home = getcurrent()
        is_done, found = self._greenlet.switch(act)
        if not is_done:
            raise found
        result: T = found
        return result

    def leave(self) -> None:
        """End the program where it is; nothing of it runs any more."""
        left, self._greenlet = self._greenlet, None
        self.stand, self.chain = Stand.NOWHERE, []
        self.turns_asked.forget()
        if left is not None and left:
            left.parent = self._home = getcurrent()
            before = sys.stdout
            sys.stdout = Output()
            try:
                left.throw(Leave)
            finally:
                sys.stdout = before

    def hand_over(self, stand: Stand) -> None:
        """Wait, called by the running program itself, until the tutor lets it go on."""
        self.stand = stand
        assert self._home is not None
        asked = self._home.switch(None)
        while asked is not None:
            try:
                answer = (True, asked())
            except BaseException as error:
                answer = (False, error)
            asked = self._home.switch(answer)

    def _go(self, limit: int) -> None:
        assert self._greenlet is not None
        self.turns_asked.limit = limit
        self._meet_outside()
        begins = not self._greenlet
        if self.stand is Stand.HEAD and not self._is_watched and self.turns_asked.is_chosen:
            self.output.gather()
        self.stand = Stand.NOWHERE
        try:
            with self.running():
                self._greenlet.parent = self._home = getcurrent()
                error = self._greenlet.switch(None) if self._greenlet else self._greenlet.switch()
        finally:
            at = self.at
            self.output.gathered()
            self.at = at
        if error is not None:
            self._greenlet = None
            self.stand, self.chain = Stand.NOWHERE, []
            self.turns_asked.forget()
            raise error
        # A loop that cannot change it leaves it as it was, whatever others have drawn in between.
        if begins or self._draws or self._sets or self.stand not in (Stand.HEAD, Stand.OVER):
            self.kept = self.within(self.outside.take)

    def _meet_outside(self) -> None:
        """Make numpy what it was when the program was last seen: others may have drawn from it, or set it, since."""
        kept = self.kept
        if kept is not None and (self._sets or self._draws or self.stand is Stand.OVER):
            self.within(lambda: self.outside.put(kept))

    def _run(self) -> BaseException | None:
        """The greenlet: the whole program; returns what it raised."""
        try:
            np.random.seed(self._seed)
            set_again(*self._settings)
            exec(self.program.code, self.namespace)
        except Leave:
            return None
        except SystemExit as ended:
            # Python writes what it was given, unless that is a status.
            if ended.code is not None and not isinstance(ended.code, int):
                print(ended.code)
        except BaseException as error:
            return error
        self.stand = Stand.ENDED
        return None

    @contextmanager
    def running(self) -> Iterator[None]:
        """Let the program print to `output`, and its functions call each other as deeply as Python alone lets them."""
        before, deepest = (sys.stdin, sys.stdout, sys.stderr), sys.getrecursionlimit()
        sys.setrecursionlimit(deepest + frames_below() + (PROBES if self._is_watched else 0))
        sys.stdout = self.output
        if self.ground is not None:
            sys.stdin, sys.stderr = self.ground.stdin, self.output
        try:
            with self.effects.heard() if self.effects is not None else nullcontext():
                yield
        finally:
            sys.stdin, sys.stdout, sys.stderr = before
            sys.setrecursionlimit(deepest)

    # Looking

    def arrived(self, frame: FrameType, number: int, items: Any) -> None:
        """The main loop is about to begin, in a frame; from here on it is known what leads there."""
        self.site = number
        self.total = length(items)
        self.chain = _program_frames(frame, self.program.source.path)
        if not any(self._way):
            lines = [each.f_lineno for each in self.chain[:-1]]
            heads = {each.f_code.co_firstlineno for each in self.chain[1:]}
            self._way = [
                any(first <= line <= last for line in lines) or (first in heads and len(self.chain) > 1)
                for first, last in self.program.stretches
            ]

    @property
    def frames(self) -> list[tuple[str, dict[str, Any]]]:
        """The program's names, and those of the functions that lead to the main loop, outermost first."""
        found = [("", _own(self.namespace))]
        found += [(each.f_code.co_name, _own(each.f_locals)) for each in self.chain[1:]]
        if self.turns_asked.back and len(found) > 1 and self._class_names is None:
            # Its function has yet to be given them.
            found[-1] = (found[-1][0], dict(self.turns_asked.own))
        return found

    def names(self) -> dict[str, Any]:
        """The names that exist now, those of inner functions in front of the same ones outside."""
        frames = self.frames
        return frames[0][1] if len(frames) == 1 else {name: v for _, names in frames for name, v in names.items()}

    def names_to_look_at(self) -> dict[str, Any]:
        """The same as what an expression can be evaluated in, which may do anything with them but change them."""
        return left_alone(self.live_names())

    def live_names(self) -> dict[str, Any]:
        """The names that an expression sees which is evaluated where the program stands, with their very objects."""
        return self.namespace if len(self.chain) < 2 else {**self.namespace, **self.names()}

    def roots(self) -> dict[Any, Any]:
        """All by which the rest of the run can reach the program's objects."""
        roots: dict[Any, Any] = {("name", name): value for name, value in _own(self.namespace).items()}
        if len(self.chain) > 1:
            roots |= {("own", name): value for name, value in self.frames[-1][1].items()}
        return roots | self.turns_asked.roots()

    def forget(self) -> None:
        """Let go of everything that the program holds."""
        self.leave()
        for name in [name for name in self.namespace if name not in HIDDEN]:
            del self.namespace[name]

    def store(self, name: str, value: Any) -> None:
        """Give a name another value, where an earlier state has been put back."""
        own = self._class_names or self.turns_asked.own
        (own if name in own else self.namespace)[name] = value

    # Going back

    @property
    def _class_names(self) -> dict[str, Any] | None:
        """The names of the class in whose body the main loop is: its frame has them in a dictionary."""
        frame = self.chain[-1] if len(self.chain) > 1 else None
        if frame is None or frame.f_code.co_flags & CO_OPTIMIZED:
            return None
        names: dict[str, Any] = frame.f_locals
        return names

    @property
    def can_go_back(self) -> bool:
        """Whether the program waits where an earlier state can be put into it."""
        return self.stand is Stand.HEAD or (self.stand is Stand.OVER and self.turns_asked.can_go_back)

    def put_back(self, world: World, state: State, turn: int) -> None:
        """Put a state into the program, which then stands at the head of a turn. To be called `within`."""
        if state.more is not self.kept:
            self.outside.put(state.more)
            self.kept = state.more
        roots = world.put(state)
        names = {key[1]: value for key, value in roots.items() if key[0] == "name"}
        own = {key[1]: value for key, value in roots.items() if key[0] == "own"}
        _put_names(self.namespace, names)
        if self._class_names is not None:
            _put_names(self._class_names, own)
            own = {}
        self.turns_asked.put_back(own, roots)
        self.turn, self.at, self.stand = turn, turn - 1, Stand.HEAD


def _own(names: dict[str, Any]) -> dict[str, Any]:
    """Names without those of Python and of the tutor."""
    return {name: value for name, value in names.items() if name not in HIDDEN and not name.startswith("__tt")}


def _put_names(names: dict[str, Any], before: dict[str, Any]) -> None:
    for name in [name for name in _own(names) if name not in before]:
        del names[name]
    names.update(before)


def _program_frames(frame: FrameType, path: str) -> list[FrameType]:
    """The frames of a program's own code, outermost first, down to one."""
    found: list[FrameType] = []
    at: FrameType | None = frame
    while at is not None:
        if at.f_code.co_filename == path and at.f_code.co_name not in COMPREHENSIONS:
            found.append(at)
        at = at.f_back
    return found[::-1]


def frames_below() -> int:
    """How many frames lie on Python's stack already."""
    frame, count = sys._getframe(1).f_back, 0
    while frame is not None:
        frame, count = frame.f_back, count + 1
    return count
