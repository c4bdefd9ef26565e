"""What a program's loops ask, and where the program waits: at the head of a turn, or where the main loop is over."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import chain, islice, repeat
from types import FrameType
from typing import TYPE_CHECKING, Any

from tui_tutor.engine.rewind.iterators import ITERATORS

if TYPE_CHECKING:
    from tui_tutor.engine.rewind.machine import Machine

NOTHING = object()
"""What stands for a name that has no value, and for an item where there is none."""


class Stand(Enum):
    """Where a program stands that is not running."""

    NOWHERE = "it has not begun, or was ended in the middle"
    HEAD = "it is about to begin a turn of the main loop"
    OVER = "the main loop's last turn has ended"
    ENDED = "it has come to its end"


@dataclass(frozen=True, slots=True)
class Main:
    """Which run of a loop is the main one: the n-th of those that lie in no other, or the first of one loop."""

    run: int = 0
    number: int | None = None


class _Onward:
    """Goes on with an iterator of the program's own, which may begin anew when it is asked for an iterator."""

    __slots__ = ("_items",)

    def __init__(self, items: Iterator[Any]) -> None:
        self._items = items

    def __iter__(self) -> _Onward:
        return self

    def __next__(self) -> Any:
        return next(self._items)


def _asked_on(items: Iterator[Any]) -> Iterator[Any]:
    return items if type(items) in ITERATORS else _Onward(items)


class Turns:
    """What a program's loops ask: the main one which turn comes next, the others only whether they are the main one.

    `back` is true while the main loop is to give its function the names that it had, which are `own`. `quiet` is true
    while a run is under way that is not the main one: a `while` loop then asks nothing but `turn`, which does nothing.
    """

    turn: Callable[[], Any] = repeat(True).__next__
    is_chosen = True

    def __init__(self, machine: Machine, main: Main) -> None:
        self.back = False
        self.limit = 0
        self.can_go_back = False
        self._machine = machine
        self.main = main
        self.begin()

    def begin(self) -> None:
        """The program begins anew."""
        self.runs = 0
        self.forget()

    def forget(self) -> None:
        """Let go of the program's frames and objects."""
        self.back = self.is_over = self.quiet = self._is_thrown = self._jumps = False
        self._number: int | None = None
        self._frame: FrameType | None = None
        self._is_main = False
        self._witness: Callable[[], Any] | None = None
        self._items: Any = None
        self._item: Any = None
        self.own: dict[str, Any] = {}
        self._handled: BaseException | None = None

    # What the program calls

    def turns(self, number: int, values: Any, witness: Callable[[], Any] | None = None) -> Iterator[Any]:
        """What a `for` loop goes on, made of what it runs over."""
        items: Iterator[Any]
        if self._frame is not None or not self._enters(number):
            items = iter(values)
            return items
        if self.passes(number, values):
            self._number, self._frame, self.quiet = number, sys._getframe(1), True
            self.runs += 1
            items = iter(values)
            return items
        self._begin(number, sys._getframe(1), witness)
        items = iter(values)
        return self._main_turns(items, values) if self._is_main else self.others(items)

    def decide(self, number: int, test: Any, witness: Callable[[], Any] | None = None) -> Any:
        """Whether a `while` loop goes on."""
        frame = sys._getframe(1)
        if self._frame is None and self._enters(number):
            self._begin(number, frame, witness)
            if not self._is_main:
                return bool(test) and self.turn()
            self._machine.turn = -1
            self._machine.arrived(frame, number, None)
        if not self._is_main or self._frame is not frame or self._number != number:
            return test
        machine = self._machine
        machine.turn += 1
        if not test:
            self._over(exhausted=True, can_go_back=True)
            machine.at = machine.turn - (not self.back)
            return self.back
        if machine.turn >= self.limit:
            machine.hand_over(Stand.HEAD)
            if not self._is_main:
                return self.turn()
        machine.output.begins.append(machine.output.length())
        machine.at = machine.turn
        return True

    def breaks(self, number: int) -> bool:
        """Whether a loop that is about to be broken off goes on all the same, with an earlier turn."""
        if not self._is_main or self._number != number or self._frame is not sys._getframe(1):
            return False
        self._over(exhausted=False, can_go_back=True)
        self._jumps = self.back
        if self.back:
            self._machine.at = self._machine.turn
        return self.back

    def left(self, number: int) -> None:
        """A loop is left."""
        if self._number != number or self._frame is not sys._getframe(1):
            return
        was_main, self._is_main, self._frame, self._number = self._is_main, False, None, None
        self.quiet = False
        self.ended()
        if not was_main:
            return
        error = sys.exception()
        # A program that exits has come to its end, and what it has done until then is whole.
        self._is_thrown = error is not None and error is not self._handled and not isinstance(error, SystemExit)
        if not self.is_over and not self._is_thrown:
            self._over(exhausted=False, can_go_back=False)

    def is_ended(self) -> bool:
        """Whether the program is being ended where it stands: nothing of it is to run any more."""
        error = sys.exception()
        return error is not None and not isinstance(error, (Exception, GeneratorExit, SystemExit, KeyboardInterrupt))

    def caught(self) -> None:
        """An exception is caught that has perhaps left the main loop."""
        if self._is_thrown:
            self._is_thrown = False
            self._over(exhausted=False, can_go_back=False)

    def is_here(self, number: int) -> bool:
        """Whether the loop that asks is the run that is under way, and not one that is gone through beside it."""
        return self._number == number and self._frame is sys._getframe(1)

    def given(self, number: int) -> tuple[Any, ...]:
        """The values of the names of the function that the main loop is in."""
        own, self.own = self.own, {}
        return tuple(own.get(name, NOTHING) for name in self._machine.program.loops[number].names)

    # What another kind of choice has to know

    def passes(self, number: int, _values: Any) -> bool:
        """Whether it is known by now that a run which begins is not the main one, so that nothing is asked of it."""
        return not self.is_main(number)

    def is_main(self, _number: int) -> bool:
        """Whether the run that begins, of a loop that lies in no other one, is the main one."""
        return self._machine.site is None and self.main.run == self.runs

    def others(self, items: Iterator[Any]) -> Iterator[Any]:
        """What a run goes through that is not the main one, or is not any more."""
        return items

    def ended(self) -> None:
        """A run has ended of a loop that lies in no other one."""

    # What the machine asks

    def pass_by(self) -> None:
        """The run at whose head the program stands, or whose end, is not the main one."""
        self._is_main, self.quiet = False, self._frame is not None
        self._items = self._item = None

    def roots(self) -> dict[Any, Any]:
        """What the main loop goes on holds: its iterator, the item of the next turn, variables of functions around."""
        cells = self._witness.__closure__ or () if self._witness is not None else ()
        found = {("cell", index): cell for index, cell in enumerate(cells)}
        return {**found, ("turns", "items"): self._items, ("turns", "item"): self._item}

    def put_back(self, own: dict[str, Any], roots: dict[Any, Any]) -> None:
        """Go on with what a state tells."""
        self._items, self._item = roots["turns", "items"], roots["turns", "item"]
        self.own = own
        self.back, self.is_over = True, False

    # Pieces

    def _enters(self, number: int) -> bool:
        """Whether a loop that lies in no other counts; one in another thread cannot wait."""
        if threading.get_ident() != self._machine.thread:
            return False
        return self.main.number is None or self.main.number == number

    def _begin(self, number: int, frame: FrameType, witness: Callable[[], Any] | None) -> None:
        self._number, self._frame, self._witness = number, frame, witness
        self._handled = sys.exception()
        self._is_main = self.is_main(number)
        self.quiet = not self._is_main
        self.runs += 1

    def _main_turns(self, items: Iterator[Any], values: Any) -> Iterator[Any]:
        # The next item is taken where Python takes it: at the end of a turn, and not after `break`.
        machine, output = self._machine, self._machine.output
        assert self._frame is not None
        assert self._number is not None
        machine.arrived(self._frame, self._number, values)
        del values
        self._items = items
        item = next(items, NOTHING)
        machine.turn = 0
        while True:
            if item is NOTHING:
                self._item = None
                self._over(exhausted=True, can_go_back=True)
                if not self.back:
                    return
                item = self._item
            elif machine.turn >= self.limit:
                self._item = item
                machine.hand_over(Stand.HEAD)
                if not self._is_main:
                    yield from self.others(chain((item,), _asked_on(items)))
                    return
                item = self._item
            items, limit = self._items, self.limit
            # All that is done for each turn is done by Python's own code: a short body is to cost no more than it does.
            machine.at, wanted = machine.turn - 1, limit - machine.turn
            begins, length = output.begins.append, output.length
            begun = len(output.begins)
            ahead = chain((item,), _asked_on(items))
            for item in islice(ahead, wanted):
                begins(length())
                yield item
                if self._jumps:
                    self._jumps, item = False, self._item
                    break
            else:
                # What is exhausted is not asked again.
                item = next(items, NOTHING) if len(output.begins) - begun == wanted else NOTHING
                machine.turn = machine.at + 1

    def _over(self, *, exhausted: bool, can_go_back: bool) -> None:
        self._machine.exhausted, self.can_go_back, self.is_over = exhausted, can_go_back, True
        self._machine.hand_over(Stand.OVER)
