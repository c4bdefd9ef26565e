"""A column meets a flat array, or a row: both are stretched, and each number meets every other."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.watch.recording import Event
from tui_tutor.engine.watch.rules import size
from tui_tutor.engine.watch.values import Value
from tui_tutor.study.notices.notice import TWO_WAY, Notice
from tui_tutor.study.notices.seen import Seen
from tui_tutor.study.notices.telling import code

KINDS = (Kind.ELEMENTWISE, Kind.COMPARE)

_NEW_AXIS = re.compile(r"\[[^\]]*\b(None|newaxis)\b|\bix_\(|keepdims")


def two_way(seen: Seen, index: int) -> Iterator[Notice]:
    """Whether an operation stretched both of its operands although as many numbers stood on either side.

    A table of all pairs that is asked for is none: a new axis in the operand's own text, both operands reshaped, an
    array against itself, a column of deltas times weights.
    """
    event = seen.events[index]
    if len(event.operands) < 2 or event.result is None:
        return
    one, other = event.operands[:2]
    if not (one.is_array and other.is_array) or not stretched(one, other, event.result):
        return
    if not _is_meant(seen, index, event):
        yield Notice(TWO_WAY, words(event))


def stretched(one: Value, other: Value, result: Value) -> bool:
    """Whether both operands are smaller than the result, though they hold equally many numbers, on another axis."""
    shapes = one.shape or (), other.shape or ()
    if result.shape in shapes or min(map(len, shapes)) > 2 or len(result.shape or ()) != 2:
        return False
    count = np.prod(shapes[0])
    return bool(count > 1 and all(np.prod(each) == count == max(each) for each in shapes))


def _is_meant(seen: Seen, index: int, event: Event) -> bool:
    one, other = event.operands[:2]
    texts = [text.code for text in event.texts[:2]]
    if any(_NEW_AXIS.search(text) for text in texts):
        return True
    if np.array_equal(np.ravel(one.data), np.ravel(other.data)):
        return True
    if event.site.symbol in ("*", "multiply") and (one.weight or other.weight):
        return True
    made = [seen.made_by(value, index) for value in (one, other)]
    if all(each is not None and each.site.symbol == "reshape" for each in made):
        return True
    return any(each is not None and bool(_NEW_AXIS.search(each.site.code)) for each in made)


def words(event: Event) -> str:
    """That both are stretched, and which to reshape, and how."""
    one, other = event.operands[:2]
    count = max(one.shape or (0,))
    flat = next((at for at, value in enumerate((one, other)) if len(value.shape or ()) == 1), None)
    what = "both are stretched" if one.shape != other.shape else "they are stretched"
    told = f"{what}: each of the {count} meets each of the {count}, {size(event.result) if event.result else ''}"
    if flat is None:
        row = 0 if (one.shape or ())[0] == 1 else 1
        return f"{told}; {code(event.texts[row].code)}.T would be a column, and number meet number"
    name, column = code(event.texts[flat].code), code(event.texts[1 - flat].code)
    is_column = (event.operands[1 - flat].shape or (0,))[-1] == 1
    how = f"{_bracketed(name)}.reshape(-1, 1)" if is_column else f"{_bracketed(name)}.reshape(1, -1)"
    return f"{told}; {how} is {'a column' if is_column else 'a row'} like {column}, and number meets number"


def _bracketed(text: str) -> str:
    return text if re.fullmatch(r"[\w.]+", text) else f"({text})"
