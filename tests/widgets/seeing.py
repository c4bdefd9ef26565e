"""What a reader sees of a style: the two colours on the terminal, and those as people see them who lack one cone."""

from __future__ import annotations

from functools import cache

from rich.color import Color as RichColor
from rich.style import Style
from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from tui_tutor.widgets.colour import contrast
from tui_tutor.widgets.depth import SIXTEEN, Depth, depth_of, seen
from tui_tutor.widgets.palette import Palette
from tui_tutor.widgets.themes import THEMES

ALL_THEMES = {each.name: each for each in (*BUILTIN_THEMES.values(), *THEMES)}

DEPTHS = {Depth.FULL: "truecolor", Depth.MANY: "256", Depth.FEW: "standard"}
"""Every depth with colours, and what Rich calls it."""

SIGHT = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
"""What red, green and blue become for who lacks one kind of cone, on linear parts.

From G. M. Machado, M. M. Oliveira and L. A. F. Fernandes, "A Physiologically-based Model for Simulation of Color Vision
Deficiency", IEEE Transactions on Visualization and Computer Graphics 15 (6), 2009, table 1, severity 1.0.
"""


@cache
def palette(theme: str, depth: Depth) -> Palette:
    """The palette of a theme on a terminal of a depth."""
    chosen: Theme = ALL_THEMES[theme]
    return Palette(chosen, depth_of(DEPTHS[depth], no_colour=False, ansi=chosen.ansi))


def apart(style: Style, theme: str, depth: Depth) -> float:
    """The contrast of a style's letters to their ground; bold ones are tried in their brighter colour as well."""
    dark = ALL_THEMES[theme].dark
    letters, ground = (shown(each, depth, dark, at) for at, each in enumerate((style.color, style.bgcolor)))
    if style.reverse:
        letters, ground = ground, letters
    found = [contrast(letters, ground)]
    if style.bold and depth is Depth.FEW and letters in SIXTEEN[:8]:
        found.append(contrast(SIXTEEN[SIXTEEN.index(letters) + 8], ground))
    return min(found)


def shown(colour: RichColor | None, depth: Depth, dark: bool, is_ground: int) -> Color:
    """A style's colour as a terminal shows it, its own text and ground taken for white and black, or the reverse."""
    if colour is None or colour.is_default:
        return SIXTEEN[0 if bool(is_ground) is dark else 15]
    if colour.is_system_defined:
        return SIXTEEN[colour.number or 0]
    return seen(Color(*colour.get_truecolor()), depth)


def simulated(colour: Color, sight: str) -> Color:
    """A colour as it is seen with one of the deficiencies of `SIGHT`."""
    parts = [_linear(part / 255) for part in colour.rgb]
    red, green, blue = (sum(a * b for a, b in zip(row, parts, strict=True)) for row in SIGHT[sight])
    return Color(_encoded(red), _encoded(green), _encoded(blue))


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _encoded(part: float) -> int:
    part = min(1.0, max(0.0, part))
    return round(255 * (part * 12.92 if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055))
