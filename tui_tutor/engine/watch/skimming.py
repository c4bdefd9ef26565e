"""Counting operations without copying what they see: how the front of a long part is passed, and its length found."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from tui_tutor.engine.rewind.printed import MOST_SHOWN
from tui_tutor.engine.watch.copies import CHANGEABLE, alone
from tui_tutor.engine.watch.frames import Frame, Stack
from tui_tutor.engine.watch.recording import CallPath, FrameInfo
from tui_tutor.engine.watch.values import take

PACE = 256
"""Operations between two looks at whether to go on, and at what was printed."""

MARGIN = 200
"""Operations before those wanted in which a place is looked for where no operation is half done."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where operations stand: in which calls, by which call sites, and in which step of the lesson."""

    stack: tuple[FrameInfo, ...]
    path: CallPath
    step: int | None
    """None in the program itself, and in what leads to the main loop: there each operation's own line tells."""
    depth: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """Operations that are wanted: from about `first` on, `must` in any case, `most` of them or so."""

    first: int
    must: int
    most: int


@dataclass(slots=True, eq=False)
class Index:
    """Every operation of a part: its site, and where it stands. Eight bytes for each, and those of the calls.

    `error` is the message of the operation that raised, always the last. `is_whole` tells that the part was counted
    to its end. `numbers` are those that calls get which turn out to lead to the main loop.
    """

    sites: array[int] = field(default_factory=lambda: array("i"))
    places: array[int] = field(default_factory=lambda: array("i"))
    standings: list[Standing] = field(default_factory=list)
    error: str | None = None
    is_whole: bool = False
    numbers: Mapping[int, int] = field(default_factory=dict)

    @property
    def nbytes(self) -> int:
        """Bytes that it takes, about."""
        return 8 * len(self.sites) + 400 * len(self.standings)

    def settle(self, numbers: Mapping[int, int]) -> None:
        """Let the calls that led to the main loop have the numbers that they have as such."""
        self.numbers = numbers
        for at, each in enumerate(self.standings if numbers else ()):
            stack = tuple(replace(i, number=numbers[i.number]) if i.number in numbers else i for i in each.stack)
            step = each.step if stack[-1].number > 0 else None
            self.standings[at] = Standing(stack, each.path, step, sum(info.number > 0 for info in stack))


class Skim:
    """Counts the operations of a part, from its beginning.

    With an `index` every one of them is noted there. With `until` the counting ends about `MARGIN` before that many,
    where no operation is half done; `count` then says so. Enough is for `stop`.
    """

    def __init__(
        self, stack: Stack, printed: Callable[[], str], stop: Callable[[], bool], index: Index | None, until: int | None
    ) -> None:
        self.counted = 0
        self.printed = ""
        self.occurrences: dict[tuple[int, CallPath], int] = {}
        self.renewed: set[str] = set()
        self.is_stopped = False
        self.is_over = False
        """Whether the operations that are wanted have begun."""
        self.index = index
        self.until = until
        self._stack = stack
        self._printed = printed
        self._stop = stop
        self._places: dict[tuple[int, ...], int] = {}

    def count(self, number: int, frame: Frame) -> bool:
        """An operation is over; whether those that are wanted begin here."""
        self.counted += 1
        key = (number, frame.path)
        self.occurrences[key] = self.occurrences.get(key, 0) + 1
        if self.index is not None:
            self.index.sites.append(number)
            self.index.places.append(self._place(frame))
        if self.counted % PACE == 0:
            self.hear()
            self.is_stopped = self._stop()
        if self.until is None or self.counted < self.until - MARGIN:
            return False
        self.is_over = self.counted >= self.until or not (frame.pending or frame.calls)
        return self.is_over

    def hear(self) -> None:
        """Keep the last of what was printed."""
        self.printed = (self.printed + self._printed())[-MOST_SHOWN:]

    def name(self, name: str, value: object, *, is_global: bool) -> None:
        """A name was given a value."""
        frame = self._stack.frames[0 if is_global else -1]
        frame.names[name] = value
        if frame.info.number <= 0:
            self.renewed.add(name)

    def enter(self, caller: Frame | None, whole: int | None) -> None:
        """A call begins that may change what its caller has seen already: that is copied."""
        if caller is not None:
            for seen in caller.pending.values():
                for at, (value, taken) in enumerate(seen):
                    if taken is None and isinstance(value, CHANGEABLE):
                        seen[at] = (value, alone(take(value, whole=whole)))

    def _place(self, frame: Frame) -> int:
        """The number of where an operation stands."""
        assert self.index is not None
        frames = self._stack.frames
        key = (frame.info.number, frames[-2].info.number if len(frames) > 1 else -1, len(frames))
        found = self._places.get(key)
        if found is None:
            found = self._places[key] = len(self.index.standings)
            stack = tuple(each.info for each in frames)
            step = frame.step if frame.info.number > 0 else None
            self.index.standings.append(Standing(stack, frame.path, step, sum(i.number > 0 for i in stack)))
        return found
