"""How messages cross the boundary between two processes: as bytes, of which only messages can be made again."""

from __future__ import annotations

import copyreg
import io
import pickle
import struct
from dataclasses import is_dataclass
from enum import Enum
from typing import Any, BinaryIO

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.watch.moves import Move
from tui_tutor.engine.watch.position import Part
from tui_tutor.quiz.question import Ask
from tui_tutor.runner.protocol import Reply, Request
from tui_tutor.study.lying import Lies
from tui_tutor.study.provenance.hop import End

LARGEST_FRAME = 1 << 30
"""Bytes; a longer message can only come from a stream that has lost its place."""


def write(stream: BinaryIO, message: Request | Reply) -> None:
    """Send one message."""
    data = io.BytesIO()
    _Pickler(data, protocol=5).dump(message)
    stream.write(struct.pack(">Q", data.tell()) + data.getvalue())
    stream.flush()


def read(stream: BinaryIO) -> Any:
    """Receive one message; None at the end of the stream. Raises ValueError for what is no message."""
    head = stream.read(8)
    if len(head) < 8:
        return None
    (length,) = struct.unpack(">Q", head)
    if length > LARGEST_FRAME:
        raise ValueError("a message is too long")
    data = stream.read(length)
    if len(data) < length:
        return None
    try:
        message = _Unpickler(io.BytesIO(data)).load()
    except Exception as error:
        raise ValueError(f"a message cannot be read: {error}") from error
    if not isinstance(message, Request | Reply):
        raise ValueError(f"a {type(message).__name__} is no message")
    return message


def _by_value(member: Enum) -> tuple[type[Enum], tuple[object]]:
    return type(member), (member.value,)


BY_VALUE = (Ask, End, Kind, Lies, Move, Part)
"""The enumerations that messages hold members of."""


class _Pickler(pickle.Pickler):
    """Writes members of enumerations by their values; the first releases of Python 3.11 write a call of `getattr`."""

    dispatch_table = {**copyreg.dispatch_table, **dict.fromkeys(BY_VALUE, _by_value)}  # noqa: RUF012


_MESSAGES = ("tui_tutor.engine.", "tui_tutor.study.", "tui_tutor.quiz.", "tui_tutor.runner.protocol")
"""Where the classes are that messages consist of."""


class _Unpickler(pickle.Unpickler):
    """Makes only what messages consist of, so that a process gone wrong cannot make anything else."""

    def find_class(self, module: str, name: str) -> Any:
        if module.startswith(_MESSAGES) and "." not in name:
            found = super().find_class(module, name)
            # Modules hold more than their own: what they import must not be reached through them.
            if (
                isinstance(found, type)
                and found.__module__ == module
                and (is_dataclass(found) or issubclass(found, Enum))
            ):
                return found
        numbers = module.split(".")[0] == "numpy" and name in _NUMPY
        if numbers or (module == "builtins" and name in _PLAIN):
            return super().find_class(module, name)
        raise ValueError(f"it holds a {module}.{name}")


_PLAIN = frozenset({"complex", "set", "frozenset", "slice", "range"})
_NUMPY = frozenset({"_reconstruct", "ndarray", "dtype", "scalar", "_frombuffer"})
