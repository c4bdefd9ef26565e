"""What was seen while one part of a program ran: its operations in order, and what each changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from tui_tutor.engine.probe.sites import Kind, OperandText, Site
from tui_tutor.engine.watch.rules import axes_rule, shape_rule
from tui_tutor.engine.watch.values import Value

if TYPE_CHECKING:
    from tui_tutor.engine.watch.long import Long

CallPath = tuple[int, ...]
"""The numbers of the call sites that lead to an operation, outermost first."""


@dataclass(frozen=True, slots=True, eq=False)
class Change:
    """A name that got a new value; `value` is None where the name was deleted."""

    frame: int
    name: str
    value: Value | None


@dataclass(frozen=True, slots=True)
class FrameInfo:
    """A running call of one of the program's functions; number 0 is the program itself, outside any call."""

    number: int
    function: str


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """The part of an array that an operation reads or changes.

    `token` and `shape` are the whole array's, `key` is a copy of the place in brackets: numbers, slices, None, an
    ellipsis, arrays, or a tuple of these.
    """

    token: int
    shape: tuple[int, ...]
    key: Any


Items = Value | tuple["Items", ...]
"""What lies in a list or a tuple: numbers, arrays, and lists and tuples of these."""


@dataclass(frozen=True, slots=True, eq=False)
class Event:
    """One operation as it happened.

    `depth` is how many calls deep, `occurrence` how often the same site was met before on the same call path in this
    part. `changes` are the names that changed since the event before. `result` is None, and `error` numpy's or
    Python's own message, for the operation that failed. `clash` names two axes that were brought together although
    they mean different things. `part` is the part of an array that stands in brackets, `items` is what lay in
    the lists among the operands, by their number, where one array or number was made of it; neither is ever sent.
    """

    site: Site
    kind: Kind
    texts: tuple[OperandText, ...]
    operands: tuple[Value, ...]
    result: Value | None
    depth: int
    stack: tuple[FrameInfo, ...]
    path: CallPath
    occurrence: int
    step: int | None
    changes: tuple[Change, ...] = ()
    printed: str = ""
    error: str | None = None
    clash: tuple[str, str] | None = None
    part: Part | None = None
    items: Mapping[int, Items] | None = None

    @property
    def shapes(self) -> str | None:
        """The shape rule."""
        return shape_rule(self.kind, self.site.symbol, list(zip(self.texts, self.operands, strict=True)), self.result)

    @property
    def axes(self) -> str | None:
        """The rule in axis names."""
        return axes_rule(self.kind, self.site.symbol, list(zip(self.texts, self.operands, strict=True)), self.result)

    def cut(self, limit: int) -> Event:
        """The same operation with arrays of more than `limit` elements cut to their corners."""
        return replace(
            self,
            part=None,
            items=None,
            operands=tuple(value.cut(limit) for value in self.operands),
            result=self.result.cut(limit) if self.result is not None else None,
            changes=tuple(
                replace(change, value=change.value.cut(limit)) if change.value is not None else change
                for change in self.changes
            ),
        )

    @property
    def key(self) -> tuple[int, CallPath, int]:
        """What makes this the same operation in another iteration."""
        return (self.site.number, self.path, self.occurrence)


@dataclass(frozen=True, slots=True)
class Mark:
    """An operation without what it saw: where it stands in the text and in the calls."""

    site: Site
    stack: tuple[FrameInfo, ...]
    path: CallPath
    depth: int
    step: int | None
    occurrence: int
    error: str | None

    @property
    def kind(self) -> Kind:
        """What the syntax tells of it."""
        return self.site.kind

    @property
    def key(self) -> tuple[int, CallPath, int]:
        """What makes this the same operation in another iteration."""
        return (self.site.number, self.path, self.occurrence)


Operation = Event | Mark
"""What moves go by: all that they ask of an operation a mark tells as well."""


@dataclass(slots=True, eq=False)
class Window:
    """Operations one behind the other, and what there was before the first of them, which is the `first` of its part.

    `names` are the values of each running call by its number, those of the program itself under 0. `printed` is the
    last of what the part had printed, and `renewed` are the program's names that it had stored.
    """

    first: int
    names: dict[int, dict[str, Value]]
    events: Sequence[Event]
    printed: str = ""
    renewed: frozenset[str] = frozenset()
    nbytes: int = 0


@dataclass(slots=True, weakref_slot=True, eq=False)
class Recording:
    """The operations of one part of the program, in order.

    `start` holds every name's value before the first operation. `unfinished` says why the recording ends before the
    part does: it was stopped; None where it is complete or ends in a failure. `locals` are the values of calls that run
    when it begins, and `nbytes` is what it takes, about. `unread` are the attributes that get another value before
    their first one is used, once somebody has looked for them.
    """

    start: dict[str, Value]
    events: list[Event] = field(default_factory=list)
    unfinished: str | None = None
    unread: frozenset[str] | None = None
    locals: dict[int, dict[str, Value]] = field(default_factory=dict)
    nbytes: int = 0
    long: Long | None = None
    """Where there are more operations than are held at once: all of them; `events` are then the first."""

    @property
    def every(self) -> Sequence[Event]:
        """Every operation; those that are not held are watched again when they are asked for."""
        return self.long if self.long is not None else self.events

    @property
    def marks(self) -> Sequence[Operation]:
        """Every operation without what it saw."""
        return self.long.marks if self.long is not None else self.events

    @property
    def seen(self) -> Sequence[Operation]:
        """Those of them that are known of, without anything being run."""
        return self.marks if self.is_counted else self.events

    @property
    def known(self) -> int:
        """How many operations are known of, without anything being run."""
        return self.long.known if self.long is not None else len(self.events)

    @property
    def is_counted(self) -> bool:
        """Whether that is how many there are."""
        return self.long is None or self.long.is_counted

    def window(self, count: int) -> Window:
        """A stretch of operations that ends with `count` of them or later."""
        if self.long is not None:
            return self.long.window(max(0, count - 1))
        return Window(0, {0: self.start, **self.locals}, self.events)

    @property
    def raised(self) -> str | None:
        """The message of the operation that raised, if one did, as far as that is known."""
        if self.long is not None:
            return self.long.error
        return self.events[-1].error if self.events else None

    @property
    def failed(self) -> Event | None:
        """That operation; always the last. Whether there is one is found out by running, if need be."""
        if self.long is not None:
            self.long.counted()
        return self.every[-1] if self.raised is not None else None


def settled(recording: Recording, numbers: Mapping[int, int]) -> None:
    """Make a recording know which of its calls led to the main loop, by the numbers that they get then.

    Their names are those of the program from then on, and what happens in them is no deeper than the loop is.
    """

    def info(each: FrameInfo) -> FrameInfo:
        return replace(each, number=numbers[each.number]) if each.number in numbers else each

    for index, event in enumerate(recording.events if numbers else ()):
        if any(each.number in numbers for each in event.stack) or any(c.frame in numbers for c in event.changes):
            stack = tuple(map(info, event.stack))
            recording.events[index] = replace(
                event,
                stack=stack,
                depth=sum(each.number > 0 for each in stack),
                changes=tuple(replace(c, frame=0) if c.frame in numbers else c for c in event.changes),
            )


def last_values(recording: Recording) -> dict[str, Value]:
    """Every name's value after the last operation that a recording holds."""
    values = dict(recording.start)
    for event in recording.events:
        for change in event.changes:
            if change.frame == 0 and change.value is not None:
                values[change.name] = change.value
            elif change.frame == 0:
                values.pop(change.name, None)
    return values
