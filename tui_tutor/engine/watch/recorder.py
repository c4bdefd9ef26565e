"""Watches probed code run: every probe reports here, and becomes an event."""

from __future__ import annotations

import sys
import types
from collections.abc import Callable, Sequence
from contextlib import suppress
from types import FrameType
from typing import Any

import numpy as np

from tui_tutor.engine.probe.sites import FunctionSite, Kind, OperandText, Site
from tui_tutor.engine.rewind.contents import attributes_of
from tui_tutor.engine.watch.copies import Copies, part_of
from tui_tutor.engine.watch.frames import Call, Frame, Running, Stack
from tui_tutor.engine.watch.given import given
from tui_tutor.engine.watch.items import items_of
from tui_tutor.engine.watch.kinds import kind_of, may_change, meant
from tui_tutor.engine.watch.places import VALUE_TOO, Keys, part_seen, store_order
from tui_tutor.engine.watch.recording import Part, Recording
from tui_tutor.engine.watch.skimming import Index, Skim, Stretch
from tui_tutor.engine.watch.values import WHOLE, Value, take
from tui_tutor.engine.watch.writing import MORE, Writing, is_own


class Enough(BaseException):
    """Ends a watched run that is long enough; no program can catch it."""


class Recorder:
    """The object that probes call. One records one part at a time; between parts it only follows the calls.

    `path` is the program's. `declared` names the axes of names, `weights` the names that the main loop learns.
    `deciding` is a branch while it is decided, which the place of an exception does not tell. `printed` gives what was
    printed since it was last asked, `stop` tells whether the recording is to end, and `whole` is the number of elements
    up to which arrays are copied whole. `full` is called where no more operations are held of one part; without it
    the run ends there.
    """

    def __init__(self, sites: Sequence[Site], functions: Sequence[FunctionSite], path: str) -> None:
        self.sites = sites
        self.functions = functions
        self.declared: dict[str, tuple[str, ...]] = {}
        self.weights: frozenset[str] = frozenset()
        self.printed: Callable[[], str] = lambda: ""
        self.stop: Callable[[], bool] = lambda: False
        self.full: Callable[[], None] | None = None
        self.whole: int | None = WHOLE
        self.is_recording = self._is_skimming = False
        self.deciding: Site | None = None
        self.keys = Keys()
        self._skim: Skim | None = None
        self._then: tuple[dict[str, Value], bool, Index | Stretch] = ({}, True, Stretch(0, 0, 0))
        self._path = path
        self._stack = Stack(sites, path, self._dropped)
        self._frame = self._stack.at
        self._writing: Writing

    # A recording's beginning and end

    def begin_program(self) -> None:
        """A program begins, from which on calls are followed."""
        if not self.is_recording:
            self._stack.begin()

    def record(self, running: Sequence[Running], known: dict[str, Value], *, step: bool = True) -> Recording:
        """Begin a recording.

        `running` are the functions that lead to the main loop, outermost first, and `known` values whose axes and
        family carry over. `step` tells whether what is recorded belongs to steps of a lesson.
        """
        self._stack.settle(running)
        copies = Copies(self.declared, self.weights, self.whole)
        self._writing = Writing(self._stack, copies, known, step=step, printed=self.printed, stop=self.stop)
        self._take = copies.take
        self.deciding = self._skim = None
        self.is_recording = True
        return self._writing.recording

    def skim(self, running: Sequence[Running], known: dict[str, Value], *, step: bool, wanted: Index | Stretch) -> Skim:
        """Begin to count operations, into an index; or up to a stretch, of which a recording begins then."""
        self._stack.settle(running)
        index, until = (wanted, None) if isinstance(wanted, Index) else (None, wanted.first)
        self._skim = Skim(self._stack, self.printed, self.stop, index, until)
        self._then = (known, step, wanted)
        self.deciding = None
        self._is_skimming = True
        return self._skim

    @property
    def recording(self) -> Recording:
        """The recording that was begun last."""
        return self._writing.recording

    @property
    def most(self) -> int:
        """How many operations are held at once of what is recorded."""
        return self._writing.most

    @most.setter
    def most(self, count: int) -> None:
        self._writing.most = count

    def go_on(self, most: int) -> None:
        """Go on with a recording that is full, up to so many operations."""
        self.most, self.recording.unfinished = most, None
        self.is_recording = True

    def finish(self) -> None:
        """End the recording, or the counting."""
        self.is_recording = self._is_skimming = False

    @property
    def begun(self) -> set[int]:
        """The sites of operations that have operands but no result yet, in the present call."""
        frame = self._stack.frames[-1]
        return frame.pending.keys() | {call.site for call in frame.calls}

    def fail(self, site: Site, message: str) -> None:
        """Note the operation that raised, as the recording's last event."""
        if self._skim is not None and self._is_skimming:
            self._skim.count(site.number, self._stack.frames[-1])
            if self._skim.index is not None:
                self._skim.index.error = message
        if not self.is_recording:
            return
        at = self._stack.frames[-1]
        seen = self._operands(at.pending.get(site.number, []))
        call = next((call for call in reversed(at.calls) if call.site == site.number), None)
        kind, texts = self._kind(call.function) if call is not None else meant(site, seen), site.operands
        if call.module if call is not None else seen and isinstance(seen[0][0], types.ModuleType):
            seen, texts = seen[1:], texts[1:]
        if kind is Kind.INDEX and site.symbol == "[]=" and seen:
            seen, texts = store_order(seen, texts)
        operands = [value for _, value in seen[: len(texts)]]
        self._writing.event(site, kind, texts[: len(seen)], operands, None, error=message)
        self.finish()

    def numbers(self, chain: Sequence[FrameType]) -> dict[int, int]:
        """The numbers that frames had while they were recorded, with those that they have as what leads to a loop."""
        return self._stack.numbers(chain)

    def _dropped(self, frame: Frame) -> None:
        if frame.info.number < 0 and self.is_recording:
            self._writing.dropped(frame)

    def _operands(self, seen: Sequence[tuple[object, Value | None]]) -> list[tuple[object, Value]]:
        return [(value, taken if taken is not None else self._take(value)) for value, taken in seen]

    # Probes: each passes its value on

    def see(self, number: int, value: Any) -> Any:
        """An operand, on its way into an operation."""
        taken = self._take(value) if self.is_recording else None
        self._frame(sys._getframe(1)).pending.setdefault(number, []).append((value, taken))
        return value

    def call(self, number: int, function: Any) -> Any:
        """The object that is about to be called, before its arguments are computed."""
        frame = self._frame(sys._getframe(1))
        seen = frame.pending.get(number, [])
        module = bool(seen) and isinstance(seen[0][0], types.ModuleType)
        frame.calls.append(Call(number, function, module))
        return function

    def done(self, number: int, result: Any) -> Any:
        """The result of an operation."""
        frame, site = self._frame(sys._getframe(1)), self.sites[number]
        pending = frame.pending.pop(number, [])
        call = frame.calls.pop() if frame.calls and frame.calls[-1].site == number else None
        if not self.is_recording:
            if self._is_skimming:
                self._count(number, frame)
            return result
        seen, texts = self._operands(pending), site.operands
        kind, operands = meant(site, seen), [value for _, value in seen]
        mutates = False
        if call is not None:
            kind = self._kind(call.function)
            if call.module:
                operands, texts, seen = operands[1:], texts[1:], seen[1:]
            named = [text.keyword for text in texts if text.keyword is not None]
            mutates = (
                kind is Kind.CALL or is_own(call.function) or may_change(call.function, len(texts) - len(named), named)
            )
            if kind is Kind.CALL and call.parameters is not None:
                texts, operands = given(texts, call, self._take)
        if kind is Kind.ELEMENTWISE and any(value.shape is None for value in operands):
            # Such as `"a" + "b"`: there are no elements.
            kind = Kind.OTHER
        if mutates:
            self._writing.look_again()
        part = part_seen(frame, site, seen) if site.symbol == "[]" else None
        self._writing.items = items_of(call.function if call is not None else None, seen, self._take)
        self._event(site, kind, texts[: len(operands)], operands[: len(texts)], result, part)
        return result

    def bound(self, number: int, is_global: bool, value: Any) -> Any:
        """A name that was just stored, by `=` or by an update."""
        site = self.sites[number]
        assert site.name is not None
        frame = self._frame(sys._getframe(1))
        pending = frame.pending.pop(number, [])
        if self._is_skimming:
            self._count(number, frame, [(site.name, value, is_global)])
        elif self.is_recording:
            operands = [operand for _, operand in self._operands(pending)] or [self._take(value)]
            self._writing.set(site.name, value, is_global)
            if site.kind is Kind.UPDATE:
                self._writing.look_again()
            # Where a generator has waited in its midst, what was seen before belongs to another part of the run.
            self._event(site, site.kind, site.operands[-len(operands) :], operands, value)
        return value

    def holder(self, number: int, attribute: str, value: Any) -> Any:
        """An object that is about to be given another attribute."""
        if self.is_recording or self._is_skimming:
            frame = self._frame(sys._getframe(1))
            old = attributes_of(value).get(attribute, self)
            frame.holders[number] = value
            if self.sites[number].kind is Kind.UPDATE and old is not self:
                taken = self._take(old) if self.is_recording else None
                frame.pending.setdefault(number, []).append((old, taken))
        return value

    def held(self, number: int, attribute: str) -> None:
        """An attribute that was just stored."""
        if not (self.is_recording or self._is_skimming):
            return
        site, frame = self.sites[number], self._frame(sys._getframe(1))
        if self._is_skimming:
            del frame.holders[number]
            frame.pending.pop(number, None)
            self._count(number, frame)
            return
        operands = [operand for _, operand in self._operands(frame.pending.pop(number, []))]
        value = attributes_of(frame.holders.pop(number, None)).get(attribute)
        operands = operands or [self._take(value)]
        self._writing.look_again()
        self._event(site, site.kind, site.operands[-len(operands) :], operands, value)

    def sliced(self, number: int, key: Any) -> Any:
        """The place in brackets with a slice in it, which is no operand by itself."""
        if self.is_recording:
            self._frame(sys._getframe(1)).slices[number] = key
        return key

    def placed(self, number: int, key: Any) -> Any:
        """The place in an array, a list or a dictionary that is about to be updated: there lies the old value."""
        if self.is_recording:
            frame = self._frame(sys._getframe(1))
            receiver, whole = frame.pending[number][-1]
            frame.parts[number] = part_of(receiver, whole, key)
            # Nothing of the program runs when these are asked for an item.
            if type(receiver) in (np.ndarray, list, dict) and whole is not None:
                with suppress(Exception):
                    frame.pending[number][-1] = self._writing.copies.part(receiver, key, whole)
                    frame.places[number] = (receiver, key)
        return key

    def stored(self, number: int) -> None:
        """A store into an array, a list or a dictionary."""
        site = self.sites[number]
        frame = self._frame(sys._getframe(1))
        pending, place = frame.pending.pop(number, []), frame.places.pop(number, None)
        if not self.is_recording:
            if self._is_skimming:
                self._count(number, frame)
            return
        seen, texts, part = self._operands(pending), site.operands, frame.parts.pop(number, None)
        if site.symbol == "[]=":
            # The receiver comes after the value, the place (where it is no slice) after the receiver.
            part = part_seen(frame, site, seen[len(texts) == VALUE_TOO :])
            seen, texts = store_order(seen, texts)
        self._writing.look_again()
        result = place[0][place[1]] if place is not None else seen[0][0] if seen else None
        self._event(site, site.kind, texts[: len(seen)], [value for _, value in seen], result, part)

    def branch(self, number: int, test: Any) -> Any:
        """The value that a branch is decided by."""
        if self._is_skimming:
            self.deciding = self.sites[number]
            bool(test)
            self.deciding = None
            self._count(number, self._frame(sys._getframe(1)))
        elif self.is_recording:
            frame, site = self._frame(sys._getframe(1)), self.sites[number]
            taken = take(test) if not isinstance(test, np.ndarray) else self._take(test)
            frame.pending[number] = [(test, taken)]
            self.deciding = site
            decided = bool(test)
            self.deciding = None
            frame.pending.pop(number, None)
            self._event(site, Kind.BRANCH, site.operands, [taken], decided)
        return test

    def looped(self, number: int, names: list[str], values: list[Any]) -> None:
        """A loop that advanced, and the names it stored."""
        if not (self.is_recording or self._is_skimming):
            return
        frame = self._frame(sys._getframe(1))
        if self._is_skimming:
            is_global = frame is self._stack.frames[0]
            self._count(number, frame, [(name, value, is_global) for name, value in zip(names, values, strict=True)])
            return
        # A loop's names are local inside a function; a `global` loop variable is shown as local there.
        for name, value in zip(names, values, strict=True):
            self._writing.set(name, value, frame is self._stack.frames[0])
        if not names and self.sites[number].symbol == "for":
            # It stores to a part of something.
            self._writing.look_again()
        result = values[0] if len(values) == 1 else tuple(values) if values else True
        self._event(self.sites[number], Kind.LOOP, (), [], result)

    def defined(self, number: int, name: str | None, is_global: bool, value: Any) -> Any:
        """A function that was defined, or a module that was imported."""
        if self._is_skimming:
            frame = self._frame(sys._getframe(1))
            self._count(number, frame, [(name, value, is_global)] if name is not None else [])
        elif self.is_recording:
            self._frame(sys._getframe(1))
            if name is not None:
                self._writing.set(name, value, is_global)
            self._event(self.sites[number], self.sites[number].kind, (), [], value)
        return value

    def enter(self, number: int, *arguments: Any) -> None:
        """A function of the program begins."""
        function = self.functions[number]
        frame = self._frame(sys._getframe(1))
        index = next(index for index, each in enumerate(self._stack.frames) if each is frame)
        caller = self._stack.frames[index - 1] if index else None
        if self._skim is not None and self._is_skimming:
            self._skim.enter(caller, self.whole)
            for text, argument in zip(function.parameters, arguments, strict=False):
                frame.names[text.keyword or text.code] = argument
        if caller is not None and caller.calls:
            call = caller.calls[-1]
            call.parameters = (function.parameters, arguments)
            call.values = tuple(
                self._take(each) if self.is_recording else take(each, whole=self.whole) for each in arguments
            )
        if self.is_recording:
            for text, argument in zip(function.parameters, arguments, strict=False):
                self._writing.set(text.keyword or text.code, argument, False)

    def forget(self, name: str, is_global: bool) -> None:
        """A name was deleted."""
        if self._is_skimming:
            frame = self._frame(sys._getframe(1))
            (self._stack.frames[0] if is_global else frame).names.pop(name, None)
        elif self.is_recording:
            self._frame(sys._getframe(1))
            self._writing.delete(name, is_global)

    # Pieces

    def _count(self, number: int, frame: Frame, stored: Sequence[tuple[str, object, bool]] = ()) -> None:
        """An operation is counted; where those come that are wanted, the recording begins."""
        skim = self._skim
        assert skim is not None
        for name, value, is_global in stored:
            skim.name(name, value, is_global=is_global)
        if skim.count(number, frame):
            skim.hear()
            known, step, wanted = self._then
            assert isinstance(wanted, Stretch)
            copies = Copies(self.declared, self.weights, self.whole)
            self._writing = Writing(
                self._stack, copies, known, step=step, printed=self.printed, stop=self.stop, after=skim
            )
            self._writing.least, self._writing.most = wanted.must + 1 - skim.counted, wanted.most
            self._take = copies.take
            self.is_recording, self._is_skimming = True, False
        elif skim.is_stopped:
            self.finish()
            raise Enough

    def _event(
        self,
        site: Site,
        kind: Kind,
        texts: Sequence[OperandText],
        operands: Sequence[Value],
        result: object,
        part: Part | None = None,
    ) -> None:
        self._writing.event(site, kind, texts, operands, result, part=part)
        if (unfinished := self._writing.recording.unfinished) is not None:
            self.finish()
            if unfinished != MORE or self.full is None:
                raise Enough
            self.full()

    def _kind(self, function: object) -> Kind:
        code = getattr(function, "__code__", None)
        return kind_of(function, code is not None and code.co_filename == self._path)
