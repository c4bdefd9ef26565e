"""What a recorder knows of the calls that are under way."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import FrameType

from tui_tutor.engine.probe.sites import OperandText
from tui_tutor.engine.watch.recording import CallPath, FrameInfo
from tui_tutor.engine.watch.values import Value


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
    copy that was taken of it, if one was. `live` is Python's own frame.
    """

    info: FrameInfo
    path: CallPath
    step: int | None
    names: dict[str, object] = field(default_factory=dict)
    shown: dict[str, Value] = field(default_factory=dict)
    pending: dict[int, list[tuple[object, Value | None]]] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)
    holders: dict[int, object] = field(default_factory=dict)
    live: FrameType | None = None
