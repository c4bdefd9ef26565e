"""How many colours a terminal has, and which of them comes nearest to one that is wanted."""

from __future__ import annotations

import math
from enum import Enum
from functools import lru_cache

from rich.color import ColorSystem
from textual.color import Color

from tui_tutor.widgets.colour import contrast, goes_up, lab


class Depth(Enum):
    """The colours that there are: all, 256, 16, or none but the terminal's own two."""

    FULL = ColorSystem.TRUECOLOR
    MANY = ColorSystem.EIGHT_BIT
    FEW = ColorSystem.STANDARD
    NONE = None


SIXTEEN = tuple(
    Color(*parts)
    for parts in (
        *(
            (0, 0, 0),
            (170, 0, 0),
            (0, 170, 0),
            (170, 85, 0),
            (0, 0, 170),
            (170, 0, 170),
            (0, 170, 170),
            (170, 170, 170),
        ),
        *((85, 85, 85), (255, 85, 85), (85, 255, 85), (255, 255, 85), (85, 85, 255), (255, 85, 255), (85, 255, 255)),
        (255, 255, 255),
    )
)
"""The sixteen colours in the order of their numbers, as a VGA shows them; terminals differ a little."""

_BY_NAME = {"standard": Depth.FEW, "windows": Depth.FEW, "256": Depth.MANY}


def depth_of(system: str | None, *, no_colour: bool, ansi: bool) -> Depth:
    """The depth of a terminal whose colours Rich calls `system`; `ansi` where a theme uses only the terminal's own."""
    if no_colour:
        return Depth.NONE
    return Depth.FEW if ansi else _BY_NAME.get(system or "", Depth.FULL)


@lru_cache(maxsize=4096)
def seen(colour: Color, depth: Depth) -> Color:
    """What a terminal of that depth shows: Rich takes the colour that it holds for the nearest."""
    if depth.value is None or colour.ansi is not None:
        return colour
    shown = colour.rich_color.downgrade(depth.value)
    if depth is Depth.FEW:
        return SIXTEEN[shown.number or 0]
    red, green, blue = shown.get_truecolor()
    return Color(red, green, blue)


@lru_cache(maxsize=4096)
def fitted(colour: Color, ground: Color, least: float, depth: Depth, *, by_hue: bool = False) -> Color:
    """The colour to ask for so that a terminal shows one near to `colour` and as far from `ground` as `least`.

    With 24 bits that is for the caller to see to, and with 16 colours they are named; so this is about 256. Where it
    goes `by_hue`, to be as light matters less than to have the same hue.
    """
    if depth is not Depth.MANY:
        return colour
    ground = seen(ground, depth)
    enough = [each for each in _many(by_hue) if contrast(each[0], ground) >= least]
    if not enough:
        return Color(255, 255, 255) if goes_up(ground) else Color(0, 0, 0)
    return min(enough, key=lambda each: _unlike(each[0], colour, 0.4 if by_hue else 1.0))[1]


def _unlike(one: Color, other: Color, share: float) -> float:
    """How different two colours look, where a difference in lightness counts for a share."""
    (light, *hue), (other_light, *other_hue) = lab(one), lab(other)
    return math.hypot(share * (light - other_light), math.dist(hue, other_hue))


@lru_cache(maxsize=2)
def _many(coloured: bool) -> list[tuple[Color, Color]]:
    """The upper 240 of 256 colours, each with one that Rich turns into it: for most that is the colour itself.

    Where they are to be `coloured`, no greys.
    """
    levels = (0, 95, 135, 175, 215, 255)
    cube = [Color(red, green, blue) for red in levels for green in levels for blue in levels]
    greys = [Color(grey, grey, grey) for grey in (round(255 * step / 25) for step in range(26))]
    kept = [*(each for each in cube if seen(each, Depth.MANY) == each), *([] if coloured else greys)]
    return [(seen(each, Depth.MANY), each) for each in kept]
