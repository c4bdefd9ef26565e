"""The calls of a program that are under way, as probes tell of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from types import FrameType
from typing import Any

from tui_tutor.engine.probe.pieces import COMPREHENSIONS
from tui_tutor.engine.probe.sites import OperandText, Site
from tui_tutor.engine.watch.copies import alone
from tui_tutor.engine.watch.recording import CallPath, FrameInfo, Part
from tui_tutor.engine.watch.values import Value

CO_GENERATOR = 0x20
"""From Python's `inspect`: the flag of a generator's code."""


@dataclass(slots=True)
class Call:
    """A call that has begun: its site, what is called, and whether it was reached through a module."""

    site: int
    function: object
    module: bool
    parameters: tuple[tuple[OperandText, ...], tuple[object, ...]] | None = None
    values: tuple[Value, ...] = ()


@dataclass(slots=True)
class Frame:
    """A running function, or the program itself: its names, and the operations in it that are not done.

    `shown` are the values last reported under its names, `pending` the operands seen so far, by site, each with the
    copy that was taken of it, if one was; `places` are where updates are under way, `parts` what these are parts of,
    and `slices` the places in brackets that are no operands. `parted` are the names whose parts are among those that
    were reported. `live` is Python's own frame.
    """

    info: FrameInfo
    path: CallPath
    step: int | None
    names: dict[str, object] = field(default_factory=dict)
    shown: dict[str, Value] = field(default_factory=dict)
    pending: dict[int, list[tuple[object, Value | None]]] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)
    holders: dict[int, object] = field(default_factory=dict)
    places: dict[int, tuple[Any, Any]] = field(default_factory=dict)
    parted: set[str] = field(default_factory=set)
    slices: dict[int, Any] = field(default_factory=dict)
    parts: dict[int, Part | None] = field(default_factory=dict)
    live: FrameType | None = None


Running = tuple[str, dict[str, Any], FrameType | None]
"""A function that leads to the main loop: its name, the names that exist in it, and its frame, if it runs already."""

NOTHING_RUNS: list[Running] = [("", {}, None)]
"""What leads to the main loop before the program has begun."""


class Stack:
    """The program's running functions, outermost first. `path` is the program's; `dropped` hears of those that end.

    They are Python's own frames: each probe tells in which it stands, so calls that are cut short by an exception, or
    go on later, as those of generators do, need no probe of their own. Frames that lead to the main loop have a number
    of 0 and below, all others one above.
    """

    def __init__(self, sites: Sequence[Site], path: str, dropped: Callable[[Frame], None]) -> None:
        self._sites = sites
        self._path = path
        self._dropped = dropped
        self.begin()

    def begin(self) -> None:
        """A program begins: nothing is called yet."""
        self._serial = 0
        self._suspended: dict[FrameType, Frame] = {}
        self.frames = [Frame(FrameInfo(0, ""), (), None)]

    def settle(self, running: Sequence[Running]) -> None:
        """Make the functions that lead to the main loop all that runs, outermost first.

        What is known of calls in them is kept, but for what was seen: that belongs to another recording, or to none.
        Paths begin anew, so that an operation has the same one whether its function was seen to be called or not.
        """
        known = {frame.live: frame for frame in self.frames if frame.live is not None}
        self.frames = []
        for depth, (function, names, live) in enumerate(running):
            frame = known.get(live) if live is not None else None
            frame = frame or Frame(FrameInfo(-depth, function), (), None)
            frame = replace(frame, info=FrameInfo(-depth, function), path=(), names=dict(names), shown={}, live=live)
            frame.calls = [replace(call, values=tuple(map(alone, call.values))) for call in frame.calls]
            frame.pending = {site: [(value, None) for value, _ in seen] for site, seen in frame.pending.items()}
            self.frames.append(frame)
        self._serial = 0
        self._suspended = {}

    def numbers(self, chain: Sequence[FrameType]) -> dict[int, int]:
        """The numbers that frames had while they were recorded, with those that they have as what leads to a loop."""
        depths = {live: depth for depth, live in enumerate(chain)}
        return {f.info.number: -depths[f.live] for f in self.frames if f.live in depths and f.info.number > 0}

    def at(self, live: FrameType) -> Frame:
        """What is known of a frame of Python's, in which a probe stands."""
        top = self.frames[-1]
        return top if top.live is live else self._come_to(live)

    def _come_to(self, live: FrameType) -> Frame:
        at = self._of_program(live)
        missing: list[FrameType] = []
        known = {frame.live: index for index, frame in enumerate(self.frames)}
        while at is not None and at not in known:
            missing.append(at)
            at = self._of_program(at.f_back)
        count = known[at] + 1 if at is not None else 1
        if at is None and missing and self.frames[0].live is None:
            self.frames[0].live = missing.pop()
        while len(self.frames) > count:
            self._drop()
        for each in reversed(missing):
            waiting = self._suspended.pop(each) if each in self._suspended else None
            self.frames.append(waiting or self._made(each))
        return self.frames[-1]

    def _of_program(self, frame: FrameType | None) -> FrameType | None:
        """A frame, or the next one outside it, that runs a function of the program or the program itself."""
        while frame is not None:
            code = frame.f_code
            if code.co_filename == self._path and code.co_name not in COMPREHENSIONS:
                return frame
            frame = frame.f_back
        return None

    def _made(self, live: FrameType) -> Frame:
        caller = self.frames[-1]
        self._serial += 1
        path, step = caller.path, caller.step
        if caller.calls:
            site = caller.calls[-1].site
            path = (*path, site)
            step = self._sites[site].step if caller.info.number <= 0 else step
        name = live.f_code.co_name
        return Frame(FrameInfo(self._serial, "lambda" if name == "<lambda>" else name), path, step, live=live)

    def _drop(self) -> None:
        """A call has ended, or waits until it goes on."""
        frame = self.frames.pop()
        if frame.live is not None and frame.live.f_code.co_flags & CO_GENERATOR:
            self._suspended[frame.live] = frame
        self._dropped(frame)
