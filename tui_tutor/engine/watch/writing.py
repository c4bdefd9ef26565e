"""One recording while it is written: events as they happen, with the names that each has changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from tui_tutor.engine.imported.asked import MODULE
from tui_tutor.engine.probe.sites import Kind, OperandText, Site
from tui_tutor.engine.rewind.printed import MOST_SHOWN
from tui_tutor.engine.watch import axes
from tui_tutor.engine.watch.copies import CHANGEABLE, Copies
from tui_tutor.engine.watch.frames import Frame, Stack
from tui_tutor.engine.watch.recording import Change, Event, Items, Part, Recording
from tui_tutor.engine.watch.skimming import Skim
from tui_tutor.engine.watch.texts import text_of
from tui_tutor.engine.watch.unfolding import has_parts, roots_of, unfolded
from tui_tutor.engine.watch.values import Value

MOST_EVENTS = 8_000
"""Operations that are held of one part at once, from one on; the others are watched again when they are asked for."""

MOST_BYTES = 32_000_000
"""Bytes of copied values that are held of one part at once."""

EVENT_BYTES = 700
"""Bytes that an operation takes besides copies of arrays: 500 to 760 were measured by `tracemalloc`."""

MORE = "there are more operations than are held at once"
STOPPED = "watching was stopped"

KEEPS_FAMILY = frozenset({Kind.TRANSPOSE, Kind.INDEX, Kind.UPDATE})
"""Kinds whose result is still a weight if their first operand was one."""


class Writing:
    """Writes one recording. `stack` is what the program's running functions are looked up in, whoever changes it.

    `known` are values whose axes and family carry over. `step` tells whether events belong to steps of a lesson.
    `printed` gives what was printed since it was last asked, and `stop` tells whether the writing is to end.
    """

    def __init__(
        self,
        stack: Stack,
        copies: Copies,
        known: dict[str, Value],
        *,
        step: bool,
        printed: Callable[[], str],
        stop: Callable[[], bool],
        after: Skim | None = None,
    ) -> None:
        self.least, self.most = 0, MOST_EVENTS
        """How many operations have to be held, however large they are; and how many at most."""
        self.copies = copies
        self._stack = stack
        self._with_steps = step
        self._printed = printed
        self._stop = stop
        self._printed_bytes = 0
        self._occurrences = dict(after.occurrences) if after is not None else {}
        self._changes: list[Change] = []
        self.recording = Recording({})
        self.items: Mapping[int, Items] | None = None
        """What lies in the lists among the operands of the operation that is over next."""
        self._start(known)

    def _start(self, known: dict[str, Value]) -> None:
        """Take the values with which the recording begins, by name."""
        copies, frames = self.copies, self._stack.frames
        every = self._unfolded()
        for number, names in zip((each.info.number for each in frames), every, strict=True):
            for name, value in names.items():
                taken = copies.take_named(value)
                # Names of calls that run are others, whatever they are called.
                like = known.get(name) if number <= 0 else None
                if like is not None and like.shape == taken.shape:
                    taken = copies.tag(value, taken, like.axes)
                if number <= 0:
                    copies.named(name, value, taken)
        for frame, names in zip(frames, every, strict=True):
            # A later name of the same object may have told more of it.
            frame.shown = {name: copies.last(value) for name, value in names.items()}
            frame.parted = roots_of(names)
            own = self.recording.locals.setdefault(frame.info.number, {}) if frame.info.number > 0 else None
            (self.recording.start if own is None else own).update(frame.shown)

    def dropped(self, frame: Frame) -> None:
        """A place that led to the main loop was left: what had been in front of its names comes to light again."""
        for name in frame.shown:
            outer = next((each for each in reversed(self._stack.frames) if name in each.shown), None)
            self._changes.append(Change(0, name, outer.shown[name] if outer is not None else None))

    def event(
        self,
        site: Site,
        kind: Kind,
        texts: Sequence[OperandText],
        operands: Sequence[Value],
        result: object,
        error: str | None = None,
        part: Part | None = None,
    ) -> None:
        """An operation of the innermost function is over; where it is one too many, the recording says so."""
        frame = self._stack.frames[-1]
        printed = self._printed()
        read = part if site.symbol == "[]" else None
        shown = None if error is not None else self._result(kind, texts, operands, result, printed, read)
        occurrence = self._occurrences.get((site.number, frame.path), 0)
        self._occurrences[site.number, frame.path] = occurrence + 1
        step = frame.step if frame.info.number > 0 else site.step
        stack = tuple(each.info for each in self._stack.frames)
        event = Event(
            site=site,
            kind=kind,
            texts=tuple(texts),
            operands=tuple(operands),
            result=shown,
            depth=sum(each.number > 0 for each in stack),
            stack=stack,
            path=frame.path,
            occurrence=occurrence,
            step=step if self._with_steps else None,
            changes=tuple(self._changes),
            printed=printed[-MOST_SHOWN:],
            error=error,
            clash=axes.clash(kind, operands),
            part=part,
            items=self.items,
        )
        self._changes, self.items = [], None
        self._printed_bytes += len(event.printed)
        self.recording.events.append(event)
        if error is None:
            self.recording.unfinished = self._why_not_further()

    def _why_not_further(self) -> str | None:
        held = len(self.recording.events)
        self.recording.nbytes = self.copies.nbytes + self._printed_bytes + EVENT_BYTES * held
        if held >= self.least and (held >= self.most or self.copies.nbytes + self._printed_bytes > MOST_BYTES):
            return MORE
        return STOPPED if self._stop() else None

    def _result(
        self,
        kind: Kind,
        texts: Sequence[OperandText],
        operands: Sequence[Value],
        result: object,
        printed: str,
        read: Part | None,
    ) -> Value:
        if kind is Kind.PRINT:
            return Value(None, None, text_of(printed.removesuffix("\n")), "str")
        taken = self.copies.take(result)
        if kind in (Kind.BIND, Kind.CALL) or not taken.is_array:
            return taken
        positional = [value for text, value in zip(texts, operands, strict=False) if text.keyword is None]
        named = {text.keyword: value for text, value in zip(texts, operands, strict=False) if text.keyword}
        if any(taken.axes):
            return taken
        names = axes.result_axes(kind, positional, taken, named, read)
        weight = kind in KEEPS_FAMILY and bool(operands) and operands[0].weight
        return self.copies.tag(result, taken, names, weight)

    def set(self, name: str, value: object, is_global: bool) -> None:
        """A name was given a value."""
        frame = self._stack.frames[0 if is_global else -1]
        frame.names[name] = value
        taken = self.copies.take_named(value)
        if frame.info.number <= 0:
            taken = self.copies.named(name, value, taken)
        self._show(frame, name, taken)
        if name in frame.parted or has_parts(value):
            self.look_again()

    def delete(self, name: str, is_global: bool) -> None:
        """A name was deleted."""
        frame = self._stack.frames[0 if is_global else -1]
        frame.names.pop(name, None)
        self._show(frame, name, None)
        if name in frame.parted:
            # Its parts go with it, or are those of another name for the same object.
            self.look_again()

    def _show(self, frame: Frame, name: str, taken: Value | None) -> None:
        if taken is None:
            frame.shown.pop(name, None)
        else:
            frame.shown[name] = taken
        self._changes.append(Change(max(0, frame.info.number), name, taken))

    def _unfolded(self) -> list[dict[str, object]]:
        """The names of each running function with their parts; those that lead to the main loop are told as one."""
        frames = self._stack.frames
        return unfolded((each.names for each in frames), sum(each.info.number <= 0 for each in frames))

    def look_again(self) -> None:
        """Find names whose value changed in place."""
        for frame, names in zip(self._stack.frames, self._unfolded(), strict=True):
            for name in [name for name in frame.shown if name not in names]:
                self._show(frame, name, None)
            frame.parted = roots_of(names)
            for name, value in names.items():
                is_part = not name.isidentifier()
                if isinstance(value, CHANGEABLE) or is_part:
                    after = self.copies.take_named(value)
                    if frame.shown.get(name) is not after:
                        after = self.copies.named(name, value, after) if is_part else after
                        self._show(frame, name, after)


def is_own(function: object) -> bool:
    """Whether what is called is a class of the program, or an object of one."""
    kind = function if isinstance(function, type) else type(function)
    return kind.__module__ == MODULE
