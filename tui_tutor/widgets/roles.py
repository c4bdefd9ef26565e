"""What each role looks like, in the names of shades: as it is with many colours, and what changes with few or none."""

from __future__ import annotations

from dataclasses import dataclass

from tui_tutor.widgets.shades import DRAWN, FAMILIES, READ

LIT = 6.5
"""Contrast of the numbers that the present operation works on: they are what is looked at."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a role looks: the shade of its letters, the one they stand on, their weight; None leaves what is below.

    `least` is the contrast of the letters to their ground. A `solid` cell is all ground, whatever sign is in it.
    """

    letters: str | None = None
    ground: str | None = None
    bold: bool | None = None
    italic: bool | None = None
    underline: bool | None = None
    strike: bool | None = None
    dim: bool | None = None
    reverse: bool | None = None
    least: float | None = None
    solid: bool = False


def _read(letters: str, *, bold: bool | None = None) -> Look:
    return Look(letters, bold=bold, least=READ)


def _drawn(letters: str) -> Look:
    return Look(letters, least=DRAWN)


def _filled(ground: str) -> Look:
    return Look("ink", ground, bold=True, least=READ)


_WORDS = {
    "text": _read("text"),
    "prose": _read("text"),
    "dim": _read("dim"),
    "faint": _read("faint"),
    "title": _read("dim", bold=True),
    "stage.title": _read("strong", bold=True),
    "rule": _read("accent", bold=True),
    "strong": _read("strong", bold=True),
    "italic": Look("text", italic=True, least=READ),
    "brand": _filled("accent"),
    "step": _read("strong", bold=True),
    "welcome": _read("accent", bold=True),
    "running": _read("accent", bold=True),
    "note": _filled("accent"),
    "key": Look("accent", "raised", bold=True, least=READ),
    "key.words": _read("dim"),
    "tab": _read("dim"),
    "tab.front": Look("accent", bold=True, underline=True, least=READ),
    "axis": _read("dim"),
    "sign": _read("strong", bold=True),
    "operand": _read("text", bold=True),
    "name": _read("text", bold=True),
    "name.changed": _read("accent", bold=True),
    "name.left": _read("dim"),
    "name.empty": _read("faint"),
    "gutter": _read("faint"),
    "inside": _read("keyword"),
    "printed": _read("string"),
    "error": _read("error", bold=True),
    "warning": _read("warning", bold=True),
    "yes": _read("data+4", bold=True),
    "no": _read("data-4", bold=True),
    "ask": _read("accent", bold=True),
    "tag": _read("dim"),
    "tag.name": _read("accent", bold=True),
    "milestone": _read("weight+3", bold=True),
}
"""What is read: panels, keys, names, answers."""

_LINES = {
    "frame": _drawn("frame"),
    "frame.focus": _drawn("accent"),
    "bar": _drawn("accent"),
    "bar.rest": _drawn("frame"),
    "axis.line": _drawn("frame"),
    "empty": _drawn("frame"),
    "curve": _drawn("weight-3"),
    "curve.point": _read("accent", bold=True),
    "curve.drop": _drawn("frame"),
    "other": _drawn("data-3"),
    "point": _read("data+4", bold=True),
    "tangent": _drawn("weight+3"),
    "paper": _drawn("dim"),
    "edge.dim": _drawn("frame"),
    "tail▴": Look("data+4", bold=True, least=DRAWN),
    "tail▾": Look("data-4", bold=True, least=DRAWN),
    "tail=": _drawn("frame"),
    "mark.arrow": Look("accent", bold=True, least=DRAWN),
    "mark.next": _drawn("accent"),
}
"""What is drawn: frames, curves, points, marks."""

_CODE = {
    "code": _read("text"),
    "code.comment": Look("dim", italic=True, least=READ),
    "code.step": _read("heading", bold=True),
    "code.keyword": _read("keyword"),
    "code.string": _read("string"),
    "code.number": _read("number"),
    "code.operator": _read("operator"),
    "code.builtin": _read("function"),
    "code.function": _read("function"),
    "code.inline": _read("inline"),
}
"""The program's text."""

_NUMBERS = {
    **{f"{family}{level}": _read(f"{family}{level}") for family in FAMILIES for level in range(5)},
    "odd": _filled("weight-4"),
}
"""Numbers by family and size, and those that are none."""

_LAID_OVER = {
    "mark": _filled("accent"),
    "next": Look(underline=True),
    "failed": _filled("error"),
    "line": _read("accent", bold=True),
    "changed": Look(ground="raised", bold=True),
    "lit": Look(ground="lit", bold=True, least=LIT),
    "focus": Look("ink", "accent", bold=True, least=READ),
    "ghost": _read("faint"),
    "inner": _read("primary", bold=True),
    "struck": Look(strike=True),
    "cursor": Look("ink", "strong", bold=True, least=READ),
    "cursor.line": Look(ground="lit"),
    "edge.lit": Look(bold=True),
    "left": Look("faint", bold=False, least=READ),
    **{f"bowl{level}": Look(ground=f"height{level}", solid=True) for level in range(6)},
    **{f"ground{level}": Look(ground=f"height{level}") for level in range(6)},
}
"""What is laid over something else and changes only a part of how it looks."""

MANY: dict[str, Look] = {**_WORDS, **_LINES, **_CODE, **_NUMBERS, **_LAID_OVER}
"""Every role with 256 colours or more."""

FEW: dict[str, Look] = {
    **MANY,
    "lit": Look(reverse=True, least=READ),
    "changed": Look(bold=True, underline=True),
    "focus": Look("ink", "accent", reverse=False, least=READ),
    "cursor": Look("ink", "strong", underline=True, reverse=False, least=READ),
    "cursor.line": Look(underline=True),
    "key": _read("accent", bold=True),
}
"""Every role with sixteen colours: no ground lies between two others, so letters are turned round or underlined."""

_TURNED = Look(bold=True, reverse=True)

NONE: dict[str, Look] = {
    **{role: Look(None, None, look.bold, look.italic, look.underline, look.strike) for role, look in MANY.items()},
    **dict.fromkeys(("brand", "note", "mark", "failed", "odd"), _TURNED),
    "key": _TURNED,
    "lit": Look(reverse=True),
    "focus": _TURNED,
    "changed": Look(bold=True, underline=True),
    "cursor": Look(bold=True, reverse=True, underline=True),
    "cursor.line": Look(underline=True),
    "inner": Look(bold=True, underline=True),
    "ghost": Look(dim=True),
    "left": Look(bold=False, dim=True),
}
"""Every role without colours: only the weight of letters, lines under them, and letters turned round."""
