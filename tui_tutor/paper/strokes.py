"""Characters that are drawn and not written, so that they join in any font: frames, blocks, Braille, small shapes.

A cell is WIDTH by HEIGHT. What is drawn is a path of SVG in one of a few pens.
"""

from __future__ import annotations

from enum import Enum

from tui_tutor.view.dots import BITS

WIDTH, HEIGHT = 8, 16
"""The size of a cell: two Braille dots across and four down are then as far apart both ways."""


class Pen(Enum):
    """How a path is drawn, by the name of its class."""

    FILL = "f"
    LIGHT = "l"
    HEAVY = "h"
    DOTS = "d"
    QUARTER = "q"
    HALF = "m"
    MOST = "n"


STYLE = (
    ".l,.h,.d{fill:none;stroke-linecap:square}.l{stroke-width:1.2}.h{stroke-width:2.4}"
    ".d{stroke-width:2.4;stroke-linecap:round}"
    ".f,.q,.m,.n{stroke:none}.q{fill-opacity:.25}.m{fill-opacity:.5}.n{fill-opacity:.75}"
)
"""The pens as rules of a style sheet."""

_ARMS = {
    **dict(zip("│┃╴╸╵╹╶╺╷╻", "1010 2020 0001 0002 1000 2000 0100 0200 0010 0020".split(), strict=True)),
    **dict(zip("┌┏┐┓└┗┘┛", "0110 0220 0011 0022 1100 2200 1001 2002".split(), strict=True)),
    **dict(zip("├┣┤┫┬┳┴┻┼╋┿╂", "1110 2220 1011 2022 0111 0222 1101 2202 1111 2222 1212 2121".split(), strict=True)),
}
"""Lines out of the middle of a cell: up, right, down, left; 1 is light and 2 heavy."""

_OUTWARD = ("v-8", "h4", "v8", "h-4")

_CURVED = {
    "╭": "M4 16v-4a4 4 0 0 1 4-4",
    "╮": "M0 8a4 4 0 0 1 4 4v4",
    "╯": "M4 0v4a4 4 0 0 1-4 4",
    "╰": "M4 0v4a4 4 0 0 0 4 4",
}

_LIGHT = {
    **_CURVED,
    "╌": "M1 8h2m2 0h2",
    "┄": "M.5 8h1.6m1 0h1.6m1 0h1.6",
    "┈": "M.5 8h1m1 0h1m1 0h1m1 0h1",
    "╎": "M4 2v4m0 4v4",
    "┆": "M4 1v3.2m0 2v3.2m0 2v3.2",
    "┊": "M4 1v2m0 2v2m0 2v2m0 2v2",
    "║": "M2.5 0v16m3-16v16",
    "╱": "M0 16l8-16",
    "╲": "M0 0l8 16",
    "╳": "M0 16l8-16m-8 0l8 16",
    "○": "M1.2 8a2.8 2.8 0 1 0 5.6 0a2.8 2.8 0 1 0-5.6 0z",
    "◯": "M.6 8a3.4 3.4 0 1 0 6.8 0a3.4 3.4 0 1 0-6.8 0z",
    "∘": "M2.4 8.6a1.6 1.6 0 1 0 3.2 0a1.6 1.6 0 1 0-3.2 0z",
    "▹": "M2 5.2l4.6 2.8l-4.6 2.8z",
}
"""Other light lines, in the coordinates of a cell."""

_HEAVY = {"✓": "M1 8.6l2.2 2.8l4-6.6", "✗": "M1.4 5l5.2 6m-5.2 0l5.2-6"}

_DOTS = {"⋯": "M1.4 8h0m2.6 0h0m2.6 0h0", "⋮": "M4 4h0m0 4h0m0 4h0"}

_FILLED = {
    "▀": "M0 0h8v8h-8z",
    "▐": "M4 0h4v16h-4z",
    "▕": "M7 0h1v16h-1z",
    "■": "M1 5h6v6h-6z",
    "●": "M.8 8a3.2 3.2 0 1 0 6.4 0a3.2 3.2 0 1 0-6.4 0z",
    "◆": "M4 3.6l3.6 4.4l-3.6 4.4l-3.6-4.4z",
    "▸": "M1.6 4.8l5.2 3.2l-5.2 3.2z",
    "▶": "M.6 3.6l7 4.4l-7 4.4z",
    "◀": "M7.4 3.6l-7 4.4l7 4.4z",
    "▴": "M4 5.4l3 5h-6z",
    "▾": "M4 10.6l3-5h-6z",
    "▲": "M4 3.6l4 8h-8z",
    "▼": "M4 12.4l4-8h-8z",
    **{chr(0x2590 - eighths): f"M0 0h{eighths}v16h-{eighths}z" for eighths in range(1, 8)},
}

_SHADES = {"░": Pen.QUARTER, "▒": Pen.HALF, "▓": Pen.MOST}


def is_drawn(character: str) -> bool:
    """Whether a character is drawn."""
    return character in _SHAPES or character in _STRETCHED or "\u2801" <= character <= "\u28ff"


def drawn(character: str, x: int, y: int, count: int = 1) -> list[tuple[Pen, str]]:
    """The paths of so many of a character side by side, the first cell's upper left corner at a place."""
    if character in _STRETCHED:
        # As one path they have no seams.
        pen, path = _STRETCHED[character]
        return [(pen, _moved(path.format(WIDTH * count), x, y))]
    found = []
    for left in range(x, x + WIDTH * count, WIDTH):
        if character in _SHAPES:
            found += [(pen, _moved(path, left, y)) for pen, path in _SHAPES[character]]
        else:
            found.append((Pen.DOTS, _dots(ord(character) - 0x2800, left, y)))
    return found


def _dots(bits: int, x: int, y: int) -> str:
    """A path without length at each dot: a round pen leaves a dot there."""
    return "".join(
        f"M{x + 2 + 4 * column} {y + 2 + 4 * row}h0"
        for row, pair in enumerate(BITS)
        for column, bit in enumerate(pair)
        if bits & bit
    )


def _moved(path: str, x: int, y: int) -> str:
    """A path that begins elsewhere: all but its first point is told from there on."""
    first, space, rest = path[1:].partition(" ")
    length = len(rest) - len(rest.lstrip("0123456789."))
    return f"M{x + float(first):g}{space}{y + float(rest[:length]):g}{rest[length:]}"


def _arms(code: str) -> list[tuple[Pen, str]]:
    """Lines out of the middle: one path for each pen; two arms that lie opposite are one line."""
    found = []
    for weight, pen in (("1", Pen.LIGHT), ("2", Pen.HEAVY)):
        has = [arm == weight for arm in code]
        path = ("M0 8h8" if has[1] and has[3] else "") + ("M4 0v16" if has[0] and has[2] else "")
        pairs = (has[0] and has[2], has[1] and has[3])
        single = [out for index, out in enumerate(_OUTWARD) if has[index] and not pairs[index % 2]]
        path += "".join(f"M4 8{out}" for out in single)
        found += [(pen, f"M{each}") for each in path.split("M")[1:]]
    return found


_SHAPES: dict[str, list[tuple[Pen, str]]] = {
    **{character: _arms(code) for character, code in _ARMS.items()},
    **{character: [(Pen.LIGHT, path)] for character, path in _LIGHT.items()},
    **{character: [(Pen.HEAVY, path)] for character, path in _HEAVY.items()},
    **{character: [(Pen.DOTS, path)] for character, path in _DOTS.items()},
    **{character: [(Pen.FILL, path)] for character, path in _FILLED.items()},
}

_STRETCHED = {
    "─": (Pen.LIGHT, "M0 8h{0}"),
    "━": (Pen.HEAVY, "M0 8h{0}"),
    "═": (Pen.LIGHT, "M0 6.5h{0}m-{0} 3h{0}"),
    "▔": (Pen.FILL, "M0 0h{0}v2h-{0}z"),
    **{
        chr(0x2580 + eighths): (Pen.FILL, f"M0 {16 - 2 * eighths}h{{0}}v{2 * eighths}h-{{0}}z")
        for eighths in range(1, 9)
    },
    **{character: (pen, "M0 0h{0}v16h-{0}z") for character, pen in _SHADES.items()},
}
"""Those of which several side by side are one longer path; its length is put in."""
