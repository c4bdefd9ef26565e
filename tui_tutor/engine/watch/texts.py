"""The text of any value: as Python writes it, but never longer, deeper or slower to make than can be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import nullcontext
from typing import Any

import numpy as np

from tui_tutor.engine.imported.asked import MODULE
from tui_tutor.engine.text.digits import written

LONGEST_TEXT = 4_000
"""Characters kept of the text of a value that is neither number nor array."""

DEEPEST = 40
"""Levels of lists in lists that are written; what lies deeper is not read by anybody."""

MOST_READ = LONGEST_TEXT // 3 + 1
"""Items of a list that there can be in a text: with the comma each takes three characters at the least."""

AT_ONCE = 64
"""Numbers of a list that are written at once."""

LARGEST = 1 << 64
"""Whole numbers below it are written in no time."""

MOST_CELLS = 1_000
"""Elements of an array of objects that are written."""

_ADDRESS = re.compile(r" at 0x[0-9A-Fa-f]+")
"""Where an object lies in memory, which is another place each time it is brought back."""

_BRACKETS: dict[type, tuple[str, str]] = {
    list: ("[", "]"),
    tuple: ("(", ")"),
    set: ("{", "}"),
    frozenset: ("frozenset({", "})"),
    type({}.keys()): ("dict_keys([", "])"),
    type({}.values()): ("dict_values([", "])"),
    type({}.items()): ("dict_items([", "])"),
}
"""What stands around the items of each kind of container."""


def text_of(value: object) -> str:
    """The text of a value that is neither number nor array; never raises, never long."""
    if isinstance(value, str):
        text = value[: LONGEST_TEXT + 1]
    elif callable(value) and hasattr(value, "__name__"):
        text = str(value.__name__)
    elif type(value).__name__ == "module":
        text = f"module {getattr(value, '__name__', '')}"
    else:
        text = "".join(_pieces(value))
    return text if len(text) <= LONGEST_TEXT else text[:LONGEST_TEXT] + "…"


def _pieces(value: object) -> Iterator[str]:
    """The parts of a value's text, one after the other, until there are enough of them."""
    room = LONGEST_TEXT
    for piece in _written(value, ()):
        yield piece
        room -= len(piece)
        if room < 0:
            return


def _written(value: Any, around: tuple[int, ...]) -> Iterator[str]:
    """The parts of a value's text; `around` are the containers that it lies in."""
    kind = type(value)
    is_array = isinstance(value, np.ndarray) and value.dtype == object and value.size <= MOST_CELLS
    if kind is not dict and kind not in _BRACKETS and not is_array:
        yield _single(value)
    elif id(value) in around or len(around) == DEEPEST:
        yield "{...}" if kind is dict else "(...)" if kind is tuple else "[...]"
    elif kind in (set, frozenset) and not value:
        yield f"{kind.__name__}()"
    elif is_array:
        yield "array("
        yield from _written(value.tolist(), (*around, id(value)))
        yield ", dtype=object)"
    elif kind is dict:
        yield "{"
        for index, (key, each) in enumerate(value.items()):
            yield ", " if index else ""
            yield from _written(key, (*around, id(value)))
            yield ": "
            yield from _written(each, (*around, id(value)))
        yield "}"
    else:
        begin, end = _BRACKETS[kind]
        yield begin
        if kind in (list, tuple) and _are_numbers(read := list(value[:MOST_READ])):
            # Python writes many at once by far fastest.
            for index in range(0, len(read), AT_ONCE):
                yield ", " if index else ""
                yield repr(read[index : index + AT_ONCE])[1:-1]
        else:
            for index, each in enumerate(value):
                yield ", " if index else ""
                yield from _written(each, (*around, id(value)))
        yield ",)" if kind is tuple and len(value) == 1 else end


def _are_numbers(items: list[Any]) -> bool:
    """Whether items are numbers that are written in no time."""
    kinds = set(map(type, items))
    if kinds - {int, float, bool}:
        return False
    return int not in kinds or all(-LARGEST < each < LARGEST for each in items if type(each) is int)


def _single(value: Any) -> str:
    """The text of a value that holds no others, or is no plain container."""
    if type(value) is int:
        return written(value)
    if type(value).__module__ in (MODULE, "dataclasses"):
        # What the program itself would write of it is for the program alone to compute; a field is written at length.
        return f"<{type(value).__name__}>"
    if type(value) in (str, bytes):
        return repr(value[: LONGEST_TEXT + 1])
    if isinstance(value, (np.number, np.bool_)) and not isinstance(value, np.timedelta64):
        # Of several numpy itself writes no type either.
        return str(value)
    if type(value) is np.void and value.dtype.names and not value.dtype.hasobject:
        # A row of an array whose fields have names: what they are is told at the array.
        return str(value)
    if isinstance(value, np.ndarray) and value.dtype.hasobject:
        return f"array of {'×'.join(map(str, value.shape))} objects"
    if type(value) is range:
        parts = (value.start, value.stop) if value.step == 1 else (value.start, value.stop, value.step)
        return f"range({', '.join(map(written, parts))})"
    try:
        # A program may have told numpy to write all of an array.
        with np.printoptions(threshold=MOST_CELLS) if isinstance(value, np.ndarray) else nullcontext():
            return _ADDRESS.sub("", repr(value))
    except Exception as error:
        return f"<{type(value).__name__}: {error}>"


def same_number(one: Any, other: Any) -> bool:
    """Whether two single numbers are of one type and have the same bits; nan is like nan, 0.0 unlike -0.0."""
    if type(one) is not type(other):
        return False
    # repr holds every bit of a float, but writes no whole number of any size.
    return bool(one == other) if isinstance(one, int) else repr(one) == repr(other)
