"""What eyes make of colours: how far two stand out from each other, and shades found by that.

Luminance and contrast are those of WCAG 2.2; hue and chroma are those of the OKLab space (Björn Ottosson, 2020), in
which equal distances look about equally large.
"""

from __future__ import annotations

import math
from functools import lru_cache

from textual.color import Color

_STEPS = 18
"""Halvings after which a shade is found to less than one part in 255."""

_MARGIN = 1.005
"""What a shade is aimed above its ratio, since its parts are rounded."""


@lru_cache(maxsize=4096)
def luminance(colour: Color) -> float:
    """Relative luminance, from 0 for black to 1 for white."""
    red, green, blue = (_linear(part / 255) for part in colour.rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Color, other: Color) -> float:
    """How far two colours stand out from each other, from 1 to 21; text wants 4.5 at least, drawings 3."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@lru_cache(maxsize=4096)
def lab(colour: Color) -> tuple[float, float, float]:
    """Lightness and the two opposed axes of OKLab."""
    red, green, blue = (_linear(part / 255) for part in colour.rgb)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def hue_and_chroma(colour: Color) -> tuple[float, float]:
    """The hue in degrees, and how colourful it is: 0 for greys to about 0.3."""
    _, a, b = lab(colour)
    return math.degrees(math.atan2(b, a)) % 360, math.hypot(a, b)


@lru_cache(maxsize=4096)
def shade(hue: float, chroma: float, ground: Color, ratio: float) -> Color:
    """The shade of a hue whose contrast to a ground is `ratio`, or the most that there is.

    It is lighter than the ground where the ground is dark, else darker. Towards the ends of lightness it loses chroma.
    """
    for share in (1.0, 0.7, 0.4, 0.0):
        found = _lightened(hue, chroma * share, ground, ratio)
        if contrast(found, ground) >= ratio:
            break
    return found


def _lightened(hue: float, chroma: float, ground: Color, ratio: float) -> Color:
    """The lightness at which a hue with this chroma stands out by a ratio, found by halving."""
    base = luminance(ground)
    upward = goes_up(ground)
    ratio *= _MARGIN
    wanted = ratio * (base + 0.05) - 0.05 if upward else (base + 0.05) / ratio - 0.05
    low, high = 0.0, 1.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if luminance(_from_lch(middle, chroma, hue)) < wanted:
            low = middle
        else:
            high = middle
    return _from_lch(high if upward else low, chroma, hue)


@lru_cache(maxsize=4096)
def brought_out(colour: Color, ground: Color, least: float) -> Color:
    """The colour itself where its contrast to a ground is enough, else a shade of it whose contrast is."""
    if contrast(colour, ground) >= least:
        return colour
    hue, chroma = hue_and_chroma(colour)
    return shade(hue, chroma, ground, least)


def goes_up(ground: Color) -> bool:
    """Whether what is to be read on a ground is lighter than it."""
    return 1.05 / (luminance(ground) + 0.05) > (luminance(ground) + 0.05) / 0.05


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _encoded(part: float) -> int:
    part = min(1.0, max(0.0, part))
    return round(255 * (part * 12.92 if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055))


def _from_lch(lightness: float, chroma: float, hue: float) -> Color:
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return Color(
        _encoded(4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short),
        _encoded(-1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short),
        _encoded(-0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short),
    )
