"""The bowl seen from above: what learning makes smaller over a plane through the weights, the path, and the ball."""

from __future__ import annotations

import math

import numpy as np

from tui_tutor.study.bowl import Bowl
from tui_tutor.view.dots import Dots
from tui_tutor.view.lines import EMPTY, Line, Piece, clip, harmless, line, pad, text_of, wrap
from tui_tutor.view.numbers import number, thousands
from tui_tutor.view.pictures.surface import Surface, labels
from tui_tutor.view.signs import shown

SHADES = " ░▒▓█"
"""From low to high, where colours do not tell it."""

ROLES = 6
"""How many roles, `bowl0` and on, tell the height as well."""

CAPTION = 4
"""Lines of the caption at the most."""

SMALLEST = (8, 3)
"""Columns and rows below which there is no map."""

INSET, INSET_ROWS, BESIDE = 15, 5, 36
"""Columns and rows of the enlarged beginning, and the columns from which on it stands beside the map."""

STRIDE = 5
"""Cells that the first step takes in the enlargement."""

MARKED = (10, 100, 1_000, 10_000, 100_000)
"""Iterations that are named on the path."""

Place = tuple[float, float]
Cell = tuple[int, int]


def bowl(bowl: Bowl | None, at: Place | None, iteration: int | None, label: str, columns: int, rows: int) -> list[Line]:
    """The map with the path up to the start of `iteration`, none of it for None, and the ball `at` its coordinates.

    `label` says what the height is. At most `rows` lines, none wider than `columns` cells; no line at all where there
    is no bowl yet. A role `bowl0` to `bowl5` tells how high a cell lies, from low to high. Where there is room the
    path's beginning stands beside the map, enlarged until its first step is seen.
    """
    if bowl is None or columns < 1 or rows < 1:
        return []
    outside = at is not None and _cell(bowl, at, 1, 1) is None
    wide = columns >= BESIDE and rows >= INSET_ROWS + CAPTION and math.isfinite(bowl.first)
    caption = _caption(bowl, shown(label), outside, columns, rows, beside=wide)
    height = rows - len(caption)
    if columns < SMALLEST[0] or height < SMALLEST[1]:
        return caption[:rows]
    if not wide:
        return [*_map(bowl, at, iteration, columns, height), *caption]
    chart = _map(bowl, at, iteration, columns - INSET - 1, height)
    beside = _beginning(bowl, at, columns - INSET - 1, height)
    return [*((*one, (" ", "text"), *other) for one, other in zip(chart, beside, strict=True)), *caption]


def _caption(bowl: Bowl, label: str, outside: bool, columns: int, rows: int, *, beside: bool) -> list[Line]:
    """What is seen, in the longest words for which there is room."""
    first, second = (f"{100 * share:.1f}%" for share in bowl.shares)
    # No line is broken inside of the sum.
    shares, through = f"{first}\u00a0+\u00a0{second}", thousands(bowl.through)
    finite = bowl.heights[np.isfinite(bowl.heights)]
    ends = [number(value, signed=False) for value in (finite.min(), finite.max())] if finite.size else ["?", "?"]
    told = "" if beside else _lengths(bowl)
    texts = [
        f"The height is what learning makes smaller: {label}, here {ends[0]} to {ends[1]}. {told}This is one slice of "
        f"a {bowl.dimensions}-D bowl; it holds {shares} of the variance of the path to iteration {through}.",
        f"Height: {label}, what learning makes smaller. {told}A slice of a {bowl.dimensions}-D bowl: {shares} of the "
        f"path to {through}.",
        f"Height: {label}. {told}Slice of a {bowl.dimensions}-D bowl: {shares} of path to {through}.",
        f"Height: {label}. A slice of a {bowl.dimensions}-D bowl: {shares} of the path to {through}.",
        f"{label}, slice of a {bowl.dimensions}-D bowl: {shares} of path to {through}",
    ]
    note = "● is off the map. " if outside else ""
    wrapped = [[harmless(row) for row in wrap(line((note + text, "dim")), columns)] for text in texts]
    fitting = [each for each in wrapped if len(each) <= CAPTION]
    calm = [each for each in fitting if len(each) <= max(1, rows // 4)]
    if calm or fitting:
        return calm[0] if calm else min(fitting, key=len)
    kept = wrapped[-1][:CAPTION]
    return [*kept[:-1], clip(line((text_of(kept[-1]) + " " * columns, "dim")), columns)]


def _lengths(bowl: Bowl) -> str:
    """How long the first step is, and how far the end of the path lies from its start."""
    if not math.isfinite(bowl.first) or not math.isfinite(bowl.journey):
        return ""
    return f"First step {_length(bowl.first)}, at {thousands(bowl.through)} {_length(bowl.journey)} away. "


def _length(value: float) -> str:
    return f"{value:.{2 if value < 1 else 3}g}" if 1e-4 <= value < 1e5 else number(value, signed=False)


def _map(bowl: Bowl, at: Place | None, iteration: int | None, columns: int, rows: int) -> list[Line]:
    """The surface with its contour lines, the path and the ball."""
    surface, dots = Surface(bowl.heights), Dots(columns, rows)
    found = surface.contours(dots, "dim")
    _walk(bowl, at, iteration, dots)
    # A line is named at the map's upper or lower edge, where the path seldom goes.
    for column, row, text in labels(found, (0, rows - 1, 1, rows - 2)):
        if dots.is_unwritten(column, row, len(text)) and column + len(text) <= columns:
            dots.text(column, row, text, "dim")
    levels = surface.cells(columns, rows)
    return [_grounded(drawn, levels[row].tolist()) for row, drawn in enumerate(dots.lines())]


def _grounded(drawn: Line, levels: list[float]) -> Line:
    """A line of the map, each cell on the ground of its height; what is empty is filled with its shade."""
    pieces: list[Piece] = []
    column = 0
    for text, role in drawn:
        for character in text:
            shade = _shade(levels[column])
            empty = character == " " and role == "text"
            piece = shade if empty or shade[1] == "odd" else (character, f"{role} {shade[1].replace('bowl', 'ground')}")
            pieces.append(piece)
            column += 1
    return tuple(pieces)


def _walk(bowl: Bowl, at: Place | None, iteration: int | None, dots: Dots) -> None:
    """The path so far, the iterations that are named on it, where it started, and the ball."""
    until = bowl.iterations <= iteration if iteration is not None else np.zeros(len(bowl.iterations), dtype=bool)
    walked: list[Place] = [(x, y) for x, y in bowl.path[until].tolist()]
    ball = _cell(bowl, at, dots.columns, dots.rows) if at is not None else None
    before: tuple[int, int] | None = None
    for place in [*walked, *([at] if at is not None and walked and ball is not None else [])]:
        here = _dot(bowl, place, dots)
        if here is not None:
            dots.stroke(*(before or here), *here, "curve")
        before = here
    start = _cell(bowl, tuple(bowl.path[0].tolist()), dots.columns, dots.rows) if len(bowl.path) else None
    taken = [each for each in (start, ball) if each is not None]
    for number_, place in zip(bowl.iterations[until].tolist(), walked, strict=True):
        cell = _cell(bowl, place, dots.columns, dots.rows) if number_ in MARKED else None
        if cell is not None and all(abs(cell[0] - row) > 0 or abs(cell[1] - column) > 3 for row, column in taken):
            dots.text(cell[1], cell[0], "•", "curve")
            text = f"{number_ // 1000}k" if number_ >= 1000 else str(number_)
            if cell[1] + 1 + len(text) <= dots.columns:
                dots.text(cell[1] + 1, cell[0], text, "strong")
            taken.append((cell[0], cell[1]))
    if start is not None:
        dots.text(start[1], start[0], "○", "curve")
    if ball is not None:
        dots.text(ball[1], ball[0], "●", "curve.point")


def _beginning(bowl: Bowl, at: Place | None, columns: int, rows: int) -> list[Line]:
    """The path's first steps, enlarged: where it started, where it is after one iteration, and the ball."""
    high = max(1, min(INSET_ROWS, rows - 5))
    dots = Dots(INSET - 2, high)
    start = bowl.path[0]
    # The same number of dots to a unit in both directions of the map, as on the map itself.
    across = (columns * 2) / float(bowl.across[-1] - bowl.across[0])
    up = (rows * 4) / float(bowl.up[-1] - bowl.up[0])
    step = bowl.path[1] - start
    length = math.hypot(step[0] * across, step[1] * up)
    times = 2 * STRIDE / length if length else 1.0
    middle = (dots.width // 2 - (1 if step[0] > 0 else -1) * STRIDE, dots.height // 2 + (1 if step[1] > 0 else -1) * 3)

    def dot(place: Place) -> tuple[int, int]:
        x = middle[0] + (place[0] - float(start[0])) * across * times
        y = middle[1] - (place[1] - float(start[1])) * up * times
        return round(max(-1e4, min(1e4, x))), round(max(-1e4, min(1e4, y)))

    before = middle
    early: list[Place] = [(x, y) for x, y in bowl.path[bowl.iterations <= STRIDE].tolist()]
    for place in early:
        here = dot(place)
        dots.stroke(*before, *here, "curve")
        before = here
    for index, place in enumerate(early[1:], 1):
        x, y = dot(place)
        if 0 <= x < dots.width and 0 <= y < dots.height:
            dots.text(x // 2, y // 4, str(index) if index == 1 else "•", "strong" if index == 1 else "curve")
    dots.text(middle[0] // 2, middle[1] // 4, "○", "curve")
    ball = dot(at) if at is not None and all(map(math.isfinite, at)) else None
    if ball is not None and 0 <= ball[0] < dots.width and 0 <= ball[1] < dots.height:
        dots.text(ball[0] // 2, ball[1] // 4, "●", "curve.point")
    head = line((f"start ×{_rounded(times)}", "axis"))
    frame = [
        line(("╭" + "─" * (INSET - 2) + "╮", "frame")),
        *((("│", "frame"), *each, ("│", "frame")) for each in dots.lines()),
        line(("╰" + "─" * (INSET - 2) + "╯", "frame")),
    ]
    lines = [head, *frame, *_words(bowl)]
    lines = lines[:rows] if len(lines) > rows else [*lines, *[EMPTY] * (rows - len(lines))]
    return [pad(clip(each, INSET), INSET) for each in lines]


def _words(bowl: Bowl) -> list[Line]:
    """How long the first step is, and how far the end of the path lies from its start."""
    return [
        line(("1st step ", "dim"), (_length(bowl.first), "text")),
        line((f"at {_short(bowl.through)} ", "dim"), (f"{_length(bowl.journey)} away", "text")),
    ]


def _short(iteration: int) -> str:
    """An iteration in few characters: `2k` for 2,000."""
    return f"{iteration // 1000}k" if iteration >= 1000 and iteration % 1000 == 0 else thousands(iteration)


def _rounded(times: float) -> str:
    digits = 10 ** max(0, math.floor(math.log10(max(1.0, times))) - 1)
    return thousands(round(times / digits) * digits)


def _cell(bowl: Bowl, place: Place | tuple[float, ...], columns: int, rows: int) -> Cell | None:
    """The row from the top and the column of a place; None outside of the grid."""
    shares = [_share(value, axis) for value, axis in zip(place, (bowl.across, bowl.up), strict=True)]
    if not all(0 <= share <= 1 for share in shares):
        return None
    return rows - 1 - min(rows - 1, int(shares[1] * rows)), min(columns - 1, int(shares[0] * columns))


def _dot(bowl: Bowl, place: Place, dots: Dots) -> tuple[int, int] | None:
    """The dot of a place, from the upper left; None outside of the grid."""
    found = _cell(bowl, place, dots.width, dots.height)
    return (found[1], found[0]) if found is not None else None


def _share(value: float, axis: np.typing.NDArray[np.float64]) -> float:
    return float((value - axis[0]) / (axis[-1] - axis[0]))


def _shade(level: float) -> Piece:
    if math.isnan(level):
        return "?", "odd"
    return SHADES[min(len(SHADES) - 1, int(level * len(SHADES)))], f"bowl{min(ROLES - 1, int(level * ROLES))}"
