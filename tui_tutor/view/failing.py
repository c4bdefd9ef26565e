"""An operation that failed on its sizes, explained: which clash, where each came from, what would fit."""

from __future__ import annotations

from collections.abc import Sequence

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.watch.recording import Event
from tui_tutor.engine.watch.rules import sign, size, sized
from tui_tutor.study.failing import Failing, Origin
from tui_tutor.view.clicks import clickable, pressing
from tui_tutor.view.dtypes import unusual_dtype
from tui_tutor.view.equation import short
from tui_tutor.view.keymap import USUAL, Keymap
from tui_tutor.view.lines import Line, line, wrap

KEYS = ("1", "2")
"""The usual keys that lead to where each operand's shape came from."""

MOST_FITS = 3

LONGEST = 40
"""Characters of the operation that a shape came from."""

DTYPE = "UFuncTypeError"


def failed_rule(event: Event, failing: Failing | None) -> Line:
    """The shape rule of an operation that failed, the sizes that clash marked; the types where it failed on those."""
    if len(event.operands) < 2 or (event.error or "").startswith(DTYPE):
        return line((_typed(event) or event.shapes or "✗", "error"))
    if failing is None or failing.axes is None:
        return line((event.shapes or "✗", "error"))
    between = "·" if event.kind is Kind.DOT else sign(event.site.symbol)
    if between.isidentifier():
        between = ","
    one, other = (_marked(value.shape or (), at) for value, at in zip(event.operands[:2], failing.axes, strict=True))
    return (*one, (f" {between} ", "error"), *other, (" → ✗", "error"))


def _typed(event: Event) -> str:
    """The rule of what failed on its types: `int64 3×1 + float64 3×1 → ✗`."""
    if not (event.error or "").startswith(DTYPE):
        return ""
    given = [f"{value.dtype} {size(value)}" for value in event.operands]
    return f" {sign(event.site.symbol)} ".join(given) + " → ✗" if not event.site.symbol.isidentifier() else ""


def _marked(shape: tuple[int, ...], at: int) -> Line:
    """A shape of which one size is marked."""
    pieces: list[tuple[str, str]] = []
    for index, each in enumerate(shape):
        pieces.append((str(each), "failed" if index == at else "error"))
        if index + 1 < len(shape) or len(shape) == 1:
            pieces.append(("×" if len(shape) > 1 else ",", "error"))
    return tuple(pieces)


def explained(event: Event, failing: Failing, columns: int, rows: int, keys: Keymap = USUAL) -> list[Line]:
    """Why an operation failed, in at most `rows` lines: the clash, where the shapes came from, what would fit."""
    lines: list[Line] = []
    if failing.axes is not None:
        lines += wrap(_clash(event, failing.axes), columns)
    typed = (event.error or "").startswith(DTYPE)
    for usual, origin, value in zip(KEYS, failing.origins, event.operands, strict=False):
        if origin is not None and (failing.axes is not None or (typed and unusual_dtype(value))):
            told = _origin(keys[usual], origin, unusual_dtype(value) if typed else "")
            lines += wrap(clickable(told, pressing(usual)), columns)
    fits = [
        (("would fit: " if not at else "       or: ", "dim"), (text, "code.inline"), (f"   {rule}", "rule"))
        for at, (text, rule) in enumerate(failing.fits[:MOST_FITS])
    ]
    for each in fits if len(lines) + len(fits) <= rows else fits[:1]:
        lines += wrap(line(*each), columns)
    return lines


def _clash(event: Event, axes: Sequence[int]) -> Line:
    sizes = [(value.shape or ())[at] for value, at in zip(event.operands[:2], axes, strict=True)]
    a, b = ((str(each), "failed") for each in sizes)
    if event.kind is Kind.DOT:
        return line(("the inner sizes, ", "error"), a, (" and ", "error"), b, (", have to be the same", "error"))
    told = ", have to be the same, or one of them 1"
    return line(("in one direction the sizes are ", "error"), a, (" and ", "error"), b, (told, "error"))


def _origin(key: str, origin: Origin, dtype: str) -> Line:
    operand = origin.operand if len(origin.operand) <= 24 else "it"
    return line(
        (f" {key} ", "key"),
        (f" {operand} is {dtype or sized(origin.shape)} since line {origin.line}: ", "text"),
        (short(origin.code, LONGEST), "code.inline"),
        (f"  {origin.rule}", "rule"),
    )
