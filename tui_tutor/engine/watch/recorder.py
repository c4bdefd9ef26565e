"""Watches probed code run: every probe reports here, and becomes an event."""

from __future__ import annotations

import sys
import types
from collections.abc import Callable, Sequence
from dataclasses import replace
from enum import Enum
from types import FrameType
from typing import Any

import numpy as np

from tui_tutor.engine.probe.pieces import COMPREHENSIONS
from tui_tutor.engine.probe.sites import FunctionSite, Kind, OperandText, Site
from tui_tutor.engine.rewind.contents import attributes_of
from tui_tutor.engine.rewind.printed import MOST_SHOWN
from tui_tutor.engine.text.owned import MODULE
from tui_tutor.engine.watch import axes
from tui_tutor.engine.watch.frames import Call, Frame
from tui_tutor.engine.watch.kinds import kind_of, may_change
from tui_tutor.engine.watch.recording import CallPath, Change, Event, FrameInfo, Recording
from tui_tutor.engine.watch.texts import text_of
from tui_tutor.engine.watch.unfolding import unfolded
from tui_tutor.engine.watch.values import WHOLE, Value, take

MOST_EVENTS = 20_000
"""Operations kept of one part: more than a learner walks, few enough to hold in memory."""

MOST_BYTES = 256_000_000
"""Bytes of copied values kept of one part."""

TOO_LONG = f"this part has more than {MOST_EVENTS:,} operations; only the first are shown"
TOO_LARGE = f"the values of this part take more than {MOST_BYTES // 1_000_000} MB; only the first operations are shown"
STOPPED = "watching was stopped"

CHANGEABLE = (np.ndarray, list, dict, set, tuple)
"""Types of values that may look different while they stay the same object; a tuple may hold others."""

CO_GENERATOR = 0x20
"""From Python's `inspect`: the flag of a generator's code."""

KEEPS_FAMILY = frozenset({Kind.TRANSPOSE, Kind.INDEX, Kind.UPDATE})
"""Kinds whose result is still a weight if their first operand was one."""


class Enough(BaseException):
    """Ends a watched run that is long enough; no program can catch it."""


class Mode(Enum):
    """What a recorder does with what it is told."""

    OFF = 0
    FOLLOWING = 1
    """It notes which calls lead to the main loop, and what has been seen of their operands."""
    RECORDING = 2


class Recorder:
    """The object that probes call. One records one part at a time; between parts it only follows the calls.

    `path` is the program's. `declared` names the axes of names, `weights` the names that the main loop learns.
    `deciding` is a branch while it is decided, which the place of an exception does not tell.

    Its frames are Python's own: each probe tells in which it stands, so calls that are cut short by an exception, or
    go on later, as those of generators do, need no probe of their own. Frames that lead to the main loop have a number
    of 0 and below, all others one above.
    """

    def __init__(self, sites: Sequence[Site], functions: Sequence[FunctionSite], path: str) -> None:
        self.sites = sites
        self.functions = functions
        self.declared: dict[str, tuple[str, ...]] = {}
        self.weights: frozenset[str] = frozenset()
        self.printed: Callable[[], str] = lambda: ""
        self.stop: Callable[[], bool] = lambda: False
        self.whole: int | None = WHOLE
        self.mode = Mode.OFF
        self._path = path
        self._suspended: dict[FrameType, Frame] = {}
        self.begin_program()
        self._begin([("", {}, None)], {})

    # A recording's beginning and end

    def begin_program(self) -> None:
        """A program begins, from which on calls are followed."""
        if self.mode is not Mode.RECORDING:
            self._frames = [Frame(FrameInfo(0, ""), (), None)]
            self._suspended = {}
            self.mode = Mode.FOLLOWING

    def record(
        self,
        frames: Sequence[tuple[str, dict[str, object], FrameType | None]],
        known: dict[str, Value],
        step: bool = True,
    ) -> Recording:
        """Begin a recording.

        `frames` are the functions that lead to the main loop, outermost first, each with the names that exist in it
        and its running frame; `known` are values whose axes and family carry over.
        """
        self._begin(frames, known)
        self._with_steps = step
        self.mode = Mode.RECORDING
        return self._recording

    def finish(self) -> None:
        """End the recording."""
        if self.mode is Mode.RECORDING:
            self.mode = Mode.FOLLOWING

    @property
    def begun(self) -> set[int]:
        """The sites of operations that have operands but no result yet, in the present call."""
        frame = self._frames[-1]
        return frame.pending.keys() | {call.site for call in frame.calls}

    def fail(self, site: Site, message: str, frame: FrameType | None = None) -> None:
        """Note the operation that raised, as the recording's last event."""
        if frame is not None:
            self._frame(frame)
        at = self._frames[-1]
        seen = self._operands(at.pending.get(site.number, []))
        call = next((call for call in reversed(at.calls) if call.site == site.number), None)
        kind, texts = site.kind, site.operands
        if call is not None:
            kind = self._kind(call.function)
            if call.module:
                seen, texts = seen[1:], texts[1:]
        elif seen and isinstance(seen[0][0], types.ModuleType):
            seen, texts = seen[1:], texts[1:]
        if kind is Kind.INDEX and site.symbol == "[]=" and seen:
            seen, texts = _store_order(seen, texts)
        self._event(site, kind, texts[: len(seen)], [value for _, value in seen[: len(texts)]], None, error=message)
        self.finish()

    def _begin(
        self, frames: Sequence[tuple[str, dict[str, object], FrameType | None]], known: dict[str, Value]
    ) -> None:
        followed = {frame.live: frame for frame in self._frames if frame.live is not None}
        self._frames = []
        for depth, (function, names, live) in enumerate(frames):
            frame = followed.get(live) if live is not None else None
            frame = frame or Frame(FrameInfo(-depth, function), (), None)
            frame = replace(frame, info=FrameInfo(-depth, function), names=dict(names), shown={}, live=live)
            # What was seen of them belongs to another recording, or to none.
            frame.calls = [replace(call, values=tuple(map(_alone, call.values))) for call in frame.calls]
            frame.pending = {site: [(value, None) for value, _ in seen] for site, seen in frame.pending.items()}
            self._frames.append(frame)
        self._suspended = {}
        self.deciding: Site | None = None
        self._serial = 0
        self._bytes = 0
        self._with_steps = True
        self._taken: dict[int, tuple[object, Value]] = {}
        self._occurrences: dict[tuple[int, CallPath], int] = {}
        self._changes: list[Change] = []
        start: dict[str, Value] = {}
        every = unfolded([each.names for each in self._frames])
        unfolded_of = {each.info.number: names for each, names in zip(self._frames, every, strict=True)}
        for frame in self._frames:
            for name, value in unfolded_of[frame.info.number].items():
                taken = self._take(value)
                like = known.get(name)
                if like is not None and like.shape == taken.shape:
                    taken = self._tag(value, taken, like.axes)
                self._named(name, value, taken)
        for frame in self._frames:
            # A later name of the same object may have told more of it.
            names = unfolded_of[frame.info.number]
            frame.shown = {name: self._taken[id(value)][1] for name, value in names.items()}
            start |= frame.shown
        self._recording = Recording(start)

    # Frames

    def numbers(self, chain: Sequence[FrameType]) -> dict[int, int]:
        """The numbers that frames had while they were recorded, with those that they have as what leads to a loop."""
        depths = {live: depth for depth, live in enumerate(chain)}
        return {f.info.number: -depths[f.live] for f in self._frames if f.live in depths and f.info.number > 0}

    def _frame(self, live: FrameType) -> Frame:
        """What is known of a frame of Python's, in which a probe stands."""
        top = self._frames[-1]
        return top if top.live is live else self._found(live)

    def _found(self, live: FrameType) -> Frame:
        at = self._of_program(live)
        missing: list[FrameType] = []
        known = {frame.live: index for index, frame in enumerate(self._frames)}
        while at is not None and at not in known:
            missing.append(at)
            at = self._of_program(at.f_back)
        count = known[at] + 1 if at is not None else 1
        if at is None and missing and self._frames[0].live is None:
            self._frames[0].live = missing.pop()
        while len(self._frames) > count:
            self._drop()
        for each in reversed(missing):
            waiting = self._suspended.pop(each) if each in self._suspended else None
            self._frames.append(waiting or self._made(each))
        return self._frames[-1]

    def _of_program(self, frame: FrameType | None) -> FrameType | None:
        """A frame, or the next one outside it, that runs a function of the program or the program itself."""
        while frame is not None:
            code = frame.f_code
            if code.co_filename == self._path and code.co_name not in COMPREHENSIONS:
                return frame
            frame = frame.f_back
        return None

    def _made(self, live: FrameType) -> Frame:
        caller = self._frames[-1]
        self._serial += 1
        path, step = caller.path, caller.step
        if caller.calls:
            site = caller.calls[-1].site
            path = (*path, site)
            step = self.sites[site].step if caller.info.number <= 0 else step
        name = live.f_code.co_name
        return Frame(FrameInfo(self._serial, "lambda" if name == "<lambda>" else name), path, step, live=live)

    def _drop(self) -> None:
        """A call has ended, or waits until it goes on."""
        frame = self._frames.pop()
        if frame.live is not None and frame.live.f_code.co_flags & CO_GENERATOR:
            self._suspended[frame.live] = frame
        if frame.info.number < 0 and self.mode is Mode.RECORDING:
            # It was a place that led to the main loop: what had been in front of its names comes to light again.
            for name in frame.names:
                outer = next((each for each in reversed(self._frames) if name in each.shown), None)
                self._changes.append(Change(0, name, outer.shown[name] if outer is not None else None))

    def _operands(self, seen: Sequence[tuple[object, Value | None]]) -> list[tuple[object, Value]]:
        return [(value, taken if taken is not None else self._take(value)) for value, taken in seen]

    # Probes: each passes its value on

    def see(self, number: int, value: Any) -> Any:
        """An operand, on its way into an operation."""
        if self.mode is not Mode.OFF:
            taken = self._take(value) if self.mode is Mode.RECORDING else None
            self._frame(sys._getframe(1)).pending.setdefault(number, []).append((value, taken))
        return value

    def call(self, number: int, function: Any) -> Any:
        """The object that is about to be called, before its arguments are computed."""
        if self.mode is not Mode.OFF:
            frame = self._frame(sys._getframe(1))
            seen = frame.pending.get(number, [])
            module = bool(seen) and isinstance(seen[0][0], types.ModuleType)
            frame.calls.append(Call(number, function, module))
        return function

    def done(self, number: int, result: Any) -> Any:
        """The result of an operation."""
        if self.mode is Mode.OFF:
            return result
        frame, site = self._frame(sys._getframe(1)), self.sites[number]
        pending = frame.pending.pop(number, [])
        call = frame.calls.pop() if frame.calls and frame.calls[-1].site == number else None
        if self.mode is Mode.FOLLOWING:
            return result
        seen, kind, texts = self._operands(pending), site.kind, site.operands
        operands = [value for _, value in seen]
        mutates = False
        if call is not None:
            kind = self._kind(call.function)
            if call.module:
                operands, texts, seen = operands[1:], texts[1:], seen[1:]
            named = [text.keyword for text in texts if text.keyword is not None]
            mutates = (
                kind is Kind.CALL or _is_own(call.function) or may_change(call.function, len(texts) - len(named), named)
            )
            if kind is Kind.CALL and call.parameters is not None:
                texts, operands = self._arguments(texts, call)
        if kind in (Kind.ELEMENTWISE, Kind.COMPARE) and any(value.shape is None for value in operands):
            kind = Kind.OTHER if kind is Kind.ELEMENTWISE else kind
        if mutates:
            self._look_again()
        self._event(site, kind, texts[: len(operands)], operands[: len(texts)], result)
        return result

    def bound(self, number: int, is_global: bool, value: Any) -> Any:
        """A name that was just stored, by `=` or by an update."""
        if self.mode is Mode.OFF:
            return value
        site = self.sites[number]
        assert site.name is not None
        pending = self._frame(sys._getframe(1)).pending.pop(number, [])
        if self.mode is Mode.RECORDING:
            operands = [operand for _, operand in self._operands(pending)] or [self._take(value)]
            self._set(site.name, value, is_global)
            if site.kind is Kind.UPDATE:
                self._look_again()
            self._event(site, site.kind, site.operands, operands, value)
        return value

    def holder(self, number: int, attribute: str, value: Any) -> Any:
        """An object that is about to be given another attribute."""
        if self.mode is Mode.RECORDING:
            frame = self._frame(sys._getframe(1))
            old = attributes_of(value).get(attribute, self)
            frame.holders[number] = value
            if self.sites[number].kind is Kind.UPDATE and old is not self:
                frame.pending.setdefault(number, []).append((old, self._take(old)))
        return value

    def held(self, number: int, attribute: str) -> None:
        """An attribute that was just stored."""
        if self.mode is not Mode.RECORDING:
            return
        site, frame = self.sites[number], self._frame(sys._getframe(1))
        operands = [operand for _, operand in self._operands(frame.pending.pop(number, []))]
        value = attributes_of(frame.holders.pop(number, None)).get(attribute)
        operands = operands or [self._take(value)]
        self._look_again()
        self._event(site, site.kind, site.operands[-len(operands) :], operands, value)

    def stored(self, number: int) -> None:
        """A store into an array, a list or a dictionary."""
        if self.mode is Mode.OFF:
            return
        site = self.sites[number]
        pending = self._frame(sys._getframe(1)).pending.pop(number, [])
        if self.mode is Mode.FOLLOWING:
            return
        seen, texts = self._operands(pending), site.operands
        if site.symbol == "[]=":
            seen, texts = _store_order(seen, texts)
        self._look_again()
        result = seen[0][0] if seen else None
        self._event(site, site.kind, texts[: len(seen)], [value for _, value in seen], result)

    def branch(self, number: int, test: Any) -> Any:
        """The value that a branch is decided by."""
        if self.mode is Mode.RECORDING:
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
        if self.mode is not Mode.RECORDING:
            return
        frame = self._frame(sys._getframe(1))
        # A loop's names are local inside a function; a `global` loop variable is shown as local there.
        for name, value in zip(names, values, strict=True):
            self._set(name, value, frame is self._frames[0])
        if not names and self.sites[number].symbol == "for":
            # It stores to a part of something.
            self._look_again()
        result = values[0] if len(values) == 1 else tuple(values) if values else True
        self._event(self.sites[number], Kind.LOOP, (), [], result)

    def defined(self, number: int, name: str | None, is_global: bool, value: Any) -> Any:
        """A function that was defined, or a module that was imported."""
        if self.mode is Mode.RECORDING:
            self._frame(sys._getframe(1))
            if name is not None:
                self._set(name, value, is_global)
            self._event(self.sites[number], self.sites[number].kind, (), [], value)
        return value

    def enter(self, number: int, *arguments: Any) -> None:
        """A function of the program begins."""
        if self.mode is Mode.OFF:
            return
        function = self.functions[number]
        frame = self._frame(sys._getframe(1))
        index = next(index for index, each in enumerate(self._frames) if each is frame)
        caller = self._frames[index - 1] if index else None
        if caller is not None and caller.calls:
            call = caller.calls[-1]
            call.parameters = (function.parameters, arguments)
            following = self.mode is Mode.FOLLOWING
            call.values = tuple(take(a, whole=self.whole) if following else self._take(a) for a in arguments)
        if self.mode is Mode.RECORDING:
            for text, argument in zip(function.parameters, arguments, strict=False):
                self._set(text.keyword or text.code, argument, False)

    def forget(self, name: str, is_global: bool) -> None:
        """A name was deleted."""
        if self.mode is Mode.RECORDING:
            top = self._frame(sys._getframe(1))
            frame = self._frames[0] if is_global else top
            frame.names.pop(name, None)
            frame.shown.pop(name, None)
            self._changes.append(Change(max(0, frame.info.number), name, None))

    # Pieces

    def _kind(self, function: object) -> Kind:
        code = getattr(function, "__code__", None)
        return kind_of(function, code is not None and code.co_filename == self._path)

    def _arguments(self, texts: Sequence[OperandText], call: Call) -> tuple[tuple[OperandText, ...], list[Value]]:
        """A program function's parameters with the text they were given by, or their default's."""
        assert call.parameters is not None
        parameters, arguments = call.parameters
        values = call.values or tuple(map(self._take, arguments))
        positional = [text for text in texts if text.keyword is None]
        named = {text.keyword: text for text in texts if text.keyword is not None}
        chosen = [
            positional[index] if index < len(positional) else named.get(parameter.keyword or "", parameter)
            for index, parameter in enumerate(parameters)
        ]
        return tuple(chosen[: len(values)]), list(values)

    def _event(
        self,
        site: Site,
        kind: Kind,
        texts: Sequence[OperandText],
        operands: Sequence[Value],
        result: object,
        error: str | None = None,
    ) -> None:
        frame = self._frames[-1]
        printed = self.printed()
        shown = None if error is not None else self._result(kind, texts, operands, result, printed)
        occurrence = self._occurrences.get((site.number, frame.path), 0)
        self._occurrences[site.number, frame.path] = occurrence + 1
        step = frame.step if frame.info.number > 0 else site.step
        stack = tuple(each.info for each in self._frames)
        event = Event(
            site,
            kind,
            tuple(texts),
            tuple(operands),
            shown,
            sum(each.number > 0 for each in stack),
            stack,
            frame.path,
            occurrence,
            step if self._with_steps else None,
            tuple(self._changes),
            printed[-MOST_SHOWN:],
            error,
            axes.clash(kind, operands),
        )
        self._changes = []
        self._bytes += len(event.printed)
        self._recording.events.append(event)
        if error is None:
            self._check_limits()

    def _check_limits(self) -> None:
        if len(self._recording.events) >= MOST_EVENTS:
            self._recording.unfinished = TOO_LONG
        elif self._bytes > MOST_BYTES:
            self._recording.unfinished = TOO_LARGE
        elif self.stop():
            self._recording.unfinished = STOPPED
        if self._recording.unfinished is not None:
            self.finish()
            raise Enough

    def _result(
        self, kind: Kind, texts: Sequence[OperandText], operands: Sequence[Value], result: object, printed: str
    ) -> Value:
        if kind is Kind.PRINT:
            return Value(None, None, text_of(printed.removesuffix("\n")), "str")
        taken = self._take(result)
        if kind in (Kind.BIND, Kind.CALL) or not taken.is_array:
            return taken
        positional = [value for text, value in zip(texts, operands, strict=False) if text.keyword is None]
        named = {text.keyword: value for text, value in zip(texts, operands, strict=False) if text.keyword}
        if any(taken.axes):
            return taken
        names = axes.result_axes(kind, positional, taken, named)
        weight = kind in KEEPS_FAMILY and bool(operands) and operands[0].weight
        return self._tag(result, taken, names, weight)

    def _set(self, name: str, value: object, is_global: bool) -> None:
        frame = self._frames[0 if is_global else -1]
        frame.names[name] = value
        taken = self._take(value)
        if frame.info.number <= 0:
            taken = self._named(name, value, taken)
        frame.shown[name] = taken
        self._changes.append(Change(max(0, frame.info.number), name, taken))
        if _is_own(value) and not isinstance(value, type):
            self._look_again()

    def _named(self, name: str, value: object, taken: Value) -> Value:
        """A value under a name of the program, which may declare its axes or be a weight."""
        declared = self.declared.get(name)
        if declared is not None and len(declared) == 2 and len(taken.axes) == 1:
            # A column written as a flat list still counts what the column counted.
            declared = declared[:1]
        fits = declared is not None and taken.is_array and len(declared) == len(taken.axes)
        names = taken.axes if any(taken.axes) or not fits else declared
        weight = taken.weight or (taken.is_array and not self.weights.isdisjoint((name, name[name.rfind(".") :])))
        return self._tag(value, taken, names or (), weight)

    def _tag(self, value: object, taken: Value, names: axes.Axes, weight: bool = False) -> Value:
        if names == taken.axes and weight == taken.weight:
            return taken
        tagged = replace(taken, axes=names, weight=weight or taken.weight)
        self._taken[id(value)] = (value, tagged)
        return tagged

    def _take(self, value: object) -> Value:
        """A copy of a live value; the last copy again where nothing changed since."""
        known = self._taken.get(id(value))
        if known is not None and not isinstance(value, CHANGEABLE):
            return known[1]
        taken = take(value, whole=self.whole)
        if known is not None:
            last = known[1]
            if taken.same_as(last):
                return last
            same_rank = len(last.axes) == len(taken.axes)
            taken = replace(taken, axes=last.axes if same_rank else taken.axes, weight=last.weight, token=last.token)
        else:
            taken = replace(taken, token=len(self._taken) + 1)
        self._bytes += taken.data.nbytes if taken.is_array else 64
        # The live object is held so that its id stays its own for as long as the recording lasts.
        self._taken[id(value)] = (value, taken)
        return taken

    def _look_again(self) -> None:
        """Find names whose value changed in place."""
        for frame, names in zip(self._frames, unfolded(each.names for each in self._frames), strict=True):
            for name in [name for name in frame.shown if name not in names]:
                del frame.shown[name]
                self._changes.append(Change(max(0, frame.info.number), name, None))
            for name, value in names.items():
                if isinstance(value, CHANGEABLE) or "." in name:
                    after = self._take(value)
                    if frame.shown.get(name) is not after:
                        after = self._named(name, value, after) if "." in name else after
                        frame.shown[name] = after
                        self._changes.append(Change(max(0, frame.info.number), name, after))


def _alone(value: Value) -> Value:
    """A value without what a recording has found out about it."""
    return replace(value, token=0, axes=(None,) * len(value.axes), weight=False)


def _is_own(function: object) -> bool:
    """Whether what is called is a class of the program, or an object of one."""
    kind = function if isinstance(function, type) else type(function)
    return kind.__module__ == MODULE


def _store_order(
    seen: list[tuple[object, Value]], texts: tuple[OperandText, ...]
) -> tuple[list[tuple[object, Value]], tuple[OperandText, ...]]:
    """What a store saw, in the order it is written: Python computes the value first, then the place."""
    if len(texts) == 2:
        # A part of what is unpacked is never seen by itself.
        return seen, texts
    seen = [*seen[1:], seen[0]]
    return seen, texts if len(seen) == len(texts) else (texts[0], texts[-1])
