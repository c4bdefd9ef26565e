"""Watches probed code run: every probe reports here, and becomes an event."""

from __future__ import annotations

import types
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from tui_tutor.engine import axes
from tui_tutor.engine.frames import Call, Frame
from tui_tutor.engine.kinds import kind_of, may_change
from tui_tutor.engine.printed import MOST_SHOWN
from tui_tutor.engine.recording import CallPath, Change, Event, FrameInfo, Recording
from tui_tutor.engine.sites import FunctionSite, Kind, OperandText, Site
from tui_tutor.engine.texts import text_of
from tui_tutor.engine.values import WHOLE, Value, take

MOST_EVENTS = 20_000
"""Operations kept of one part: more than a learner walks, few enough to hold in memory."""

MOST_BYTES = 256_000_000
"""Bytes of copied values kept of one part."""

TOO_LONG = f"this part has more than {MOST_EVENTS:,} operations; only the first are shown"
TOO_LARGE = f"the values of this part take more than {MOST_BYTES // 1_000_000} MB; only the first operations are shown"
STOPPED = "watching was stopped"

CHANGEABLE = (np.ndarray, list, dict, set, tuple)
"""Types of values that may look different while they stay the same object; a tuple may hold others."""

KEEPS_FAMILY = frozenset({Kind.TRANSPOSE, Kind.INDEX, Kind.UPDATE})
"""Kinds whose result is still a weight if their first operand was one."""


class Enough(BaseException):
    """Ends a watched run that is long enough; no program can catch it, since programs have no `try`."""


class Recorder:
    """The object that probes call. One records one part at a time; between parts it is muted and only passes on.

    `declared` names the axes of names, `weights` the names that the main loop learns. `deciding` is a branch while
    it is decided, which the place of an exception does not tell.
    """

    def __init__(self, sites: Sequence[Site], functions: Sequence[FunctionSite]) -> None:
        self.sites = sites
        self.functions = functions
        self.declared: dict[str, tuple[str, ...]] = {}
        self.weights: frozenset[str] = frozenset()
        self.printed: Callable[[], str] = lambda: ""
        self.stop: Callable[[], bool] = lambda: False
        self.whole: int | None = WHOLE
        self.muted = True
        self._codes: dict[types.CodeType, int] = {}
        self._begin({}, {})

    # A recording's beginning and end

    def record(self, names: dict[str, object], known: dict[str, Value], step: bool = True) -> Recording:
        """Begin a recording in which `names` exist; `known` are values whose axes and family carry over."""
        self._begin(names, known)
        self._with_steps = step
        self.muted = False
        return self._recording

    def finish(self) -> None:
        """End the recording."""
        self.muted = True

    @property
    def begun(self) -> set[int]:
        """The sites of operations that have operands but no result yet, in the present call."""
        frame = self._frames[-1]
        return frame.pending.keys() | {call.site for call in frame.calls}

    def fail(self, site: Site, message: str) -> None:
        """Note the operation that raised, as the recording's last event."""
        frame = self._frames[-1]
        seen = frame.pending.get(site.number, [])
        call = next((call for call in reversed(frame.calls) if call.site == site.number), None)
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

    def _begin(self, names: dict[str, object], known: dict[str, Value]) -> None:
        main = FrameInfo(0, "")
        self._frames = [Frame(main, (), None, dict(names))]
        self.deciding: Site | None = None
        self._serial = 0
        self._bytes = 0
        self._with_steps = True
        self._taken: dict[int, tuple[object, Value]] = {}
        self._occurrences: dict[tuple[int, CallPath], int] = {}
        self._changes: list[Change] = []
        for name, value in names.items():
            taken = self._take(value)
            like = known.get(name)
            if like is not None and like.shape == taken.shape:
                taken = self._tag(value, taken, like.axes)
            self._named(name, value, taken)
        # A later name of the same object may have told more of it.
        start = {name: self._taken[id(value)][1] for name, value in names.items()}
        self._frames[0].shown = dict(start)
        self._recording = Recording(start)

    # Probes: each passes its value on

    def see(self, number: int, value: Any) -> Any:
        """An operand, on its way into an operation."""
        if not self.muted:
            self._frames[-1].pending.setdefault(number, []).append((value, self._take(value)))
        return value

    def call(self, number: int, function: Any) -> Any:
        """The object that is about to be called, before its arguments are computed."""
        if not self.muted:
            seen = self._frames[-1].pending.get(number, [])
            module = bool(seen) and isinstance(seen[0][0], types.ModuleType)
            self._frames[-1].calls.append(Call(number, function, module))
        return function

    def done(self, number: int, result: Any) -> Any:
        """The result of an operation."""
        if self.muted:
            return result
        frame, site = self._frames[-1], self.sites[number]
        seen = frame.pending.pop(number, [])
        kind, texts = site.kind, site.operands
        operands = [value for _, value in seen]
        mutates = False
        if frame.calls and frame.calls[-1].site == number:
            call = frame.calls.pop()
            kind = self._kind(call.function)
            if call.module:
                operands, texts, seen = operands[1:], texts[1:], seen[1:]
            named = [text.keyword for text in texts if text.keyword is not None]
            mutates = kind is Kind.CALL or may_change(call.function, len(texts) - len(named), named)
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
        if not self.muted:
            site = self.sites[number]
            assert site.name is not None
            seen = self._frames[-1].pending.pop(number, [])
            operands = [operand for _, operand in seen] or [self._take(value)]
            self._set(site.name, value, is_global)
            if site.kind is Kind.UPDATE:
                self._look_again()
            self._event(site, site.kind, site.operands, operands, value)
        return value

    def stored(self, number: int) -> None:
        """A store into an array, a list or a dictionary."""
        if self.muted:
            return
        site = self.sites[number]
        seen = self._frames[-1].pending.pop(number, [])
        texts = site.operands
        if site.symbol == "[]=":
            seen, texts = _store_order(seen, texts)
        self._look_again()
        result = seen[0][0] if seen else None
        self._event(site, site.kind, texts[: len(seen)], [value for _, value in seen], result)

    def branch(self, number: int, test: Any) -> Any:
        """The value that a branch is decided by."""
        if not self.muted:
            frame, site = self._frames[-1], self.sites[number]
            taken = take(test) if not isinstance(test, np.ndarray) else self._take(test)
            frame.pending[number] = [(test, taken)]
            self.deciding = site
            decided = bool(test)
            self.deciding = None
            del frame.pending[number]
            self._event(site, Kind.BRANCH, site.operands, [taken], decided)
        return test

    def looped(self, number: int, names: list[str], values: list[Any]) -> None:
        """A loop that advanced, and the names it stored."""
        if self.muted:
            return
        # A loop's names are local inside a function; a `global` loop variable is shown as local there.
        for name, value in zip(names, values, strict=True):
            self._set(name, value, len(self._frames) == 1)
        if not names and self.sites[number].symbol == "for":
            # It stores to a part of something.
            self._look_again()
        result = values[0] if len(values) == 1 else tuple(values) if values else True
        self._event(self.sites[number], Kind.LOOP, (), [], result)

    def defined(self, number: int, name: str | None, is_global: bool, value: Any) -> Any:
        """A function that was defined, or a module that was imported."""
        if isinstance(value, types.FunctionType):
            self._codes.setdefault(value.__code__, number)
        if not self.muted:
            if name is not None:
                self._set(name, value, is_global)
            self._event(self.sites[number], self.sites[number].kind, (), [], value)
        return value

    def enter(self, number: int, *arguments: Any) -> None:
        """A function of the program begins."""
        if self.muted:
            return
        function, caller = self.functions[number], self._frames[-1]
        self._serial += 1
        values = tuple(self._take(argument) for argument in arguments)
        path, step = caller.path, caller.step
        if caller.calls:
            call = caller.calls[-1]
            call.parameters = (function.parameters, values)
            path = (*path, call.site)
            step = self.sites[call.site].step if len(self._frames) == 1 else step
        frame = Frame(FrameInfo(self._serial, function.name), path, step)
        self._frames.append(frame)
        for text, argument in zip(function.parameters, arguments, strict=False):
            self._set(text.keyword or text.code, argument, False)

    def leave(self, result: Any) -> Any:
        """A function of the program ends with its result."""
        if not self.muted and len(self._frames) > 1:
            self._frames.pop()
        return result

    def forget(self, name: str, is_global: bool) -> None:
        """A name was deleted."""
        if not self.muted:
            frame = self._frames[0 if is_global else -1]
            frame.names.pop(name, None)
            frame.shown.pop(name, None)
            self._changes.append(Change(frame.info.number, name, None))

    # Pieces

    def _kind(self, function: object) -> Kind:
        code = getattr(function, "__code__", None)
        return kind_of(function, code in self._codes)

    def _arguments(self, texts: Sequence[OperandText], call: Call) -> tuple[tuple[OperandText, ...], list[Value]]:
        """A program function's parameters with the text they were given by, or their default's."""
        assert call.parameters is not None
        parameters, values = call.parameters
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
        step = frame.step if frame.info.number else site.step
        event = Event(
            site,
            kind,
            tuple(texts),
            tuple(operands),
            shown,
            len(self._frames) - 1,
            tuple(each.info for each in self._frames),
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
        if frame.info.number == 0:
            taken = self._named(name, value, taken)
        frame.shown[name] = taken
        self._changes.append(Change(frame.info.number, name, taken))

    def _named(self, name: str, value: object, taken: Value) -> Value:
        """A value under a name of the program, which may declare its axes or be a weight."""
        declared = self.declared.get(name)
        if declared is not None and len(declared) == 2 and len(taken.axes) == 1:
            # A column written as a flat list still counts what the column counted.
            declared = declared[:1]
        fits = declared is not None and taken.is_array and len(declared) == len(taken.axes)
        names = taken.axes if any(taken.axes) or not fits else declared
        weight = taken.weight or (name in self.weights and taken.is_array)
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
        for frame in self._frames:
            for name, value in frame.names.items():
                if isinstance(value, CHANGEABLE):
                    after = self._take(value)
                    if frame.shown.get(name) is not after:
                        frame.shown[name] = after
                        self._changes.append(Change(frame.info.number, name, after))


def _store_order(
    seen: list[tuple[object, Value]], texts: tuple[OperandText, ...]
) -> tuple[list[tuple[object, Value]], tuple[OperandText, ...]]:
    """What a store saw, in the order it is written: Python computes the value first, then the place."""
    if len(texts) == 2:
        # A part of what is unpacked is never seen by itself.
        return seen, texts
    seen = [*seen[1:], seen[0]]
    return seen, texts if len(seen) == len(texts) else (texts[0], texts[-1])
