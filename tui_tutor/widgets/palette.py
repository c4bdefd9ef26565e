"""Roles as styles: what a word or number that a picture is made of looks like, in a theme and on a terminal."""

from __future__ import annotations

from typing import Any

from rich.style import Style
from textual.app import App
from textual.color import Color
from textual.theme import Theme

from tui_tutor.view.cursor import PLACE
from tui_tutor.widgets import roles
from tui_tutor.widgets.colour import contrast
from tui_tutor.widgets.depth import SIXTEEN, Depth, depth_of
from tui_tutor.widgets.roles import Look
from tui_tutor.widgets.shades import READ, Shades

_LOOKS = {Depth.FULL: roles.MANY, Depth.MANY: roles.MANY, Depth.FEW: roles.FEW, Depth.NONE: roles.NONE}
_WEIGHTS = ("bold", "italic", "underline", "strike", "dim", "reverse")
_PARTS = ("letters", "ground", "least", *_WEIGHTS)
_BASE = Look("text", "base", least=READ)


class Palette:
    """Styles by role, for one theme. A role may be several words; later ones are laid over earlier ones."""

    def __init__(self, theme: Theme, depth: Depth = Depth.FULL) -> None:
        self.depth = depth
        self.shades = Shades(theme, depth)
        self.background = self.shades.base.css
        self._looks = _LOOKS[depth]
        self._cache: dict[str, Style] = {}
        self.base = self._made([])

    def style(self, role: str) -> Style:
        """The style of a role."""
        found = self._cache.get(role)
        if found is None and PLACE in role:
            # Where a cell lies has no style, and there are many cells.
            role = " ".join(word for word in role.split() if not word.startswith(PLACE))
            found = self._cache.get(role)
        if found is None:
            found = self._cache[role] = self._made([self._looks[word] for word in role.split() if word in self._looks])
        return found

    def _made(self, looks: list[Look]) -> Style:
        """One look laid over the other, its letters fitted to the ground that they stand on at last."""
        parts: dict[str, Any] = {}
        for look in (_BASE, *looks):
            parts.update({part: value for part in _PARTS if (value := getattr(look, part)) is not None})
        weights: dict[str, Any] = {weight: parts.get(weight) for weight in _WEIGHTS}
        if self.depth is Depth.NONE:
            return Style(color="default", bgcolor="default", **weights)
        ground = self.shades.ground(parts["ground"])
        solid = bool(looks) and looks[-1].solid
        letters = ground if solid else self.shades.letters(parts["letters"], ground, parts["least"])
        if self.depth is Depth.FEW and weights["bold"]:
            shown, under = (ground, letters) if weights["reverse"] else (letters, ground)
            weights["bold"] = _is_legible_when_bright(shown, under)
        return Style(color=letters.rich_color, bgcolor=ground.rich_color, **weights)


def _is_legible_when_bright(letters: Color, ground: Color) -> bool:
    """Whether letters can be read as well where a terminal shows bold ones in the brighter colour."""
    plain = Color(*letters.rgb)
    return plain not in SIXTEEN[:8] or contrast(SIXTEEN[SIXTEEN.index(plain) + 8], ground) >= READ


def depth_of_app(app: App[Any]) -> Depth:
    """How many colours an app has to draw with."""
    return depth_of(app.console.color_system, no_colour=app.no_color, ansi=app.current_theme.ansi)


def palette_of(app: App[Any]) -> Palette:
    """The palette of an app's present theme."""
    return Palette(app.current_theme, depth_of_app(app))
