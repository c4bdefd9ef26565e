"""The shades that everything is drawn in, made from a theme so that each can be read on the ground it stands on.

A theme gives its background, its foreground, its accent and its primary colour. Greys lie between the first two. Hues
that mean something (data and weights, the parts of a program) are the same in every theme, so that they keep their
meaning; how light they are follows from the ground. Hues of data and weights are chosen so that they differ for
people who see no red, no green or no blue.
"""

from __future__ import annotations

from textual.color import Color
from textual.theme import Theme

from tui_tutor.widgets.colour import brought_out, contrast, goes_up, hue_and_chroma, luminance, shade
from tui_tutor.widgets.depth import SIXTEEN, Depth, fitted, seen

READ = 4.5
"""Contrast of whatever is to be read, at least."""

DRAWN = 3.0
"""Contrast of what is only decoration, at least."""

FAMILIES = {"data+": 160.0, "data-": 70.0, "weight+": 280.0, "weight-": 322.0}
"""The hue of each family of numbers, in degrees of OKLab."""

_LEVELS = ((0.085, 0.0), (0.095, 0.2), (0.105, 0.42), (0.12, 0.68), (0.13, 1.0))
"""For each level of a family its chroma, and how far its contrast lies from the lowest to the highest."""

_RANGE = {True: (5.6, 11.0), False: (5.0, 7.6)}
"""Contrast of the lowest level and of the highest, lighter than the ground and darker: dark shades lose their hue."""

_HUES = {
    "keyword": (312.0, 0.12, 0.6),
    "string": (132.0, 0.07, 0.75),
    "number": (58.0, 0.09, 0.7),
    "operator": (245.0, 0.03, 0.7),
    "function": (262.0, 0.12, 0.6),
    "inline": (230.0, 0.09, 0.8),
    "heading": (265.0, 0.05, 0.7),
}
"""Hue, chroma and contrast, as above, of what else has a colour of its own."""

_HEIGHTS = ((235.0, 1.25), (200.0, 1.45), (160.0, 1.65), (105.0, 1.85), (65.0, 2.05), (32.0, 2.25))
"""Hue of the bowl's heights, from its bottom to its rim, and their contrast to the ground of the screen."""

_FEW = {
    True: {
        "base": 0, "raised": 0, "lit": 0, "ink": 0, "text": 15, "strong": 15, "dim": 7, "faint": 7, "frame": 12,
        "accent": 11, "error": 9, "data+": 14, "data-": 10, "weight+": 13, "weight-": 9, "keyword": 13, "string": 10,
        "number": 11, "operator": 7, "function": 14, "inline": 14, "heading": 15, "primary": 14,
        "warning": 11,
    },
    False: {
        "base": 15, "raised": 15, "lit": 15, "ink": 15, "text": 0, "strong": 0, "dim": 8, "faint": 8, "frame": 8,
        "accent": 4, "error": 1, "data+": 0, "data-": 1, "weight+": 4, "weight-": 12, "keyword": 5, "string": 1,
        "number": 4, "operator": 0, "function": 4, "inline": 4, "heading": 5, "primary": 4,
        "warning": 5,
    },
}  # fmt: skip
"""The numbers of the sixteen colours, on a dark and on a light ground."""

_FEW_HEIGHTS = (4, 6, 2, 3, 1, 5)


class Shades:
    """All shades of one theme on a terminal of one depth."""

    def __init__(self, theme: Theme, depth: Depth) -> None:
        self.depth = depth
        # Where there are no colours the terminal's own two are used as well.
        self._ansi = theme.ansi or depth is Depth.NONE
        self._few = _FEW[theme.dark]
        self._is_few = depth in (Depth.FEW, Depth.NONE)
        if self._is_few:
            self.base = self._numbered("base")
            return
        named = theme.to_color_system().generate()
        self._base = Color.parse(named["background"])
        self.base = fitted(self._base, self._base, 1.0, depth)
        self._text = brought_out(Color.parse(named["foreground"]), self._base, 7.0)
        self._own = {each: Color.parse(named[each]) for each in ("accent", "error", "primary", "warning")}

    def ground(self, name: str) -> Color:
        """What text stands on: `base`, `raised`, `lit`, `height0` to `height5`, or the name of a shade of letters."""
        if name == "base":
            return self.base
        if name in ("raised", "lit") or name.startswith("height"):
            return self._few_ground(name) if self._is_few else self._ground(name)
        return self.letters(name, self.base, READ)

    def letters(self, name: str, ground: Color, least: float) -> Color:
        """A shade of letters or lines whose contrast to a ground is at least `least`.

        `name` is text, strong, dim, faint, frame, accent, error, primary, warning, ink, one of the hues, or a level of
        a family such as `data+3`.
        """
        if self._is_few:
            return self._few_letters(name, ground, least)
        ground = seen(ground, self.depth)
        wanted = brought_out(self._wanted(name, ground), ground, least)
        return fitted(wanted, ground, least, self.depth, by_hue=name[:-1] in FAMILIES)

    def _wanted(self, name: str, ground: Color) -> Color:
        if name in self._own:
            return self._own[name]
        if name == "text":
            return self._text
        if name == "ink":
            return self._base
        top = contrast(self._text, self._base)
        hue, chroma = hue_and_chroma(self._text)
        greys = {"strong": top * 1.3, "dim": max(5.2, top * 0.52), "faint": 4.7, "frame": DRAWN}
        if name in greys:
            return shade(hue, chroma, self._base, greys[name])
        if name in _HUES:
            hue, chroma, share = _HUES[name]
        else:
            hue = FAMILIES[name[:-1]]
            chroma, share = _LEVELS[int(name[-1])]
        lowest, highest = _RANGE[goes_up(ground)]
        if goes_up(ground):
            # Beyond this luminance every hue fades to white.
            highest = max(lowest, min(highest, 0.7 / (luminance(ground) + 0.05)))
        return shade(hue, chroma, ground, lowest + share * (highest - lowest))

    def _ground(self, name: str) -> Color:
        hue, chroma = hue_and_chroma(self._base)
        if name == "raised":
            wanted, apart = shade(hue, chroma, self._base, 1.28), 1.15
        elif name == "lit":
            hue, chroma = hue_and_chroma(self._own["primary"])
            wanted, apart = shade(hue, min(chroma, 0.06), self._base, 1.55 if goes_up(self._base) else 1.3), 1.2
        else:
            hue, ratio = _HEIGHTS[int(name[-1])]
            wanted, apart = shade(hue, 0.07, self._base, ratio), 1.0
        return fitted(wanted, self.base, apart, self.depth)

    def _few_ground(self, name: str) -> Color:
        return self._numbered(_FEW_HEIGHTS[int(name[-1])] if name.startswith("height") else name)

    def _few_letters(self, name: str, ground: Color, least: float) -> Color:
        """A named colour; black or white where it cannot be read on this ground."""
        for which in (name if name in self._few else name[:-1], 0, 15):
            found = self._numbered(which)
            if contrast(found, ground) >= least:
                break
        return found

    def _numbered(self, which: int | str) -> Color:
        """One of the sixteen colours, by its number or its shade; a theme that uses the terminal's own says so."""
        number = which if isinstance(which, int) else self._few[which]
        colour = SIXTEEN[number]
        if not self._ansi:
            return colour
        # The terminal's own ground and text are not black and white everywhere, but they fit each other.
        return Color(*colour.rgb, ansi=-1 if which in ("base", "raised", "lit", "text") else number)
