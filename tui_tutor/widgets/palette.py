"""Colours: what each role of a piece of text looks like, in dark and in light themes."""

from __future__ import annotations

from dataclasses import dataclass

from rich.color import Color, ColorParseError
from rich.style import Style
from textual.theme import Theme

from tui_tutor.view.cursor import PLACE

DARK = Theme(
    name="toytutor",
    primary="#7aa2f7",
    secondary="#5eead4",
    accent="#f2c14e",
    warning="#ff9e64",
    error="#f7768e",
    success="#8fce7a",
    foreground="#c9d1d9",
    background="#11141a",
    surface="#171b23",
    panel="#1e2430",
    dark=True,
)

LIGHT = Theme(
    name="toytutor-light",
    primary="#2559c0",
    secondary="#00796b",
    accent="#a15c00",
    warning="#b34700",
    error="#c2185b",
    success="#2e7d32",
    foreground="#23272f",
    background="#fbfaf7",
    surface="#f1efe9",
    panel="#e6e3da",
    dark=False,
)

THEMES = (DARK, LIGHT)

_SHADES = {
    True: {
        "data+": ("#5b6b6a", "#5e9c92", "#57b8a8", "#4fd3be", "#5eead4"),
        "data-": ("#75685c", "#a5805f", "#c68d5d", "#e39a5f", "#ffa766"),
        "weight+": ("#5c677f", "#6580b5", "#6a90d6", "#74a0f4", "#9bbcff"),
        "weight-": ("#74606c", "#a06a86", "#c46d8f", "#e5738f", "#ff8fa6"),
    },
    False: {
        "data+": ("#8c9a98", "#5a9089", "#2f857a", "#00796b", "#00574d"),
        "data-": ("#a39686", "#b07a4a", "#b8662a", "#b34700", "#8a3600"),
        "weight+": ("#9aa3b5", "#6b86bd", "#4a70c4", "#2559c0", "#123f96"),
        "weight-": ("#b39aa5", "#bd6f90", "#c44a78", "#c2185b", "#8f0f42"),
    },
}


_HEIGHTS = {
    True: ("#14303f", "#1b4450", "#2c5a52", "#56603c", "#735532", "#7d3f31"),
    False: ("#dcebf2", "#c3dde3", "#c5dcc9", "#e3e0b4", "#efcf9f", "#eab79b"),
}
"""The bowl from its bottom to its rim."""


@dataclass(frozen=True, slots=True)
class _Tones:
    """The greys and the few accents that roles are made of."""

    text: str
    dim: str
    faint: str
    strong: str
    accent: str
    background: str
    raised: str
    lit: str


_TONES = {
    True: _Tones("#c9d1d9", "#8a93a0", "#4a5261", "#eef2f7", "#f2c14e", "#11141a", "#232a37", "#2b3242"),
    False: _Tones("#2f343d", "#6b7280", "#b9b6ac", "#0f1318", "#a15c00", "#fbfaf7", "#e9e5d8", "#efe6c8"),
}


class Palette:
    """Styles by role, for one theme. A role may be several words; later ones are laid over earlier ones."""

    def __init__(self, theme: Theme) -> None:
        tones = _TONES[theme.dark]
        known = theme.name in {each.name for each in THEMES}
        self.background = tones.background if known else _hex(theme.background, tones.background)
        accent = tones.accent if known else _hex(theme.accent, tones.accent)
        text = tones.text if known else _hex(theme.foreground, tones.text)
        self._roles = _roles(theme.dark, tones, accent, text)
        self._cache: dict[str, Style] = {}
        self.base = Style.parse(f"{text} on {self.background}")

    def style(self, role: str) -> Style:
        """The style of a role."""
        found = self._cache.get(role)
        if found is None and PLACE in role:
            # Where a cell lies has no style, and there are many cells.
            role = " ".join(word for word in role.split() if not word.startswith(PLACE))
            found = self._cache.get(role)
        if found is None:
            found, words = self.base, role.split()
            for word in words:
                found += self._roles.get(word, Style.null())
            self._cache[role] = found
        return found

    def letters(self, role: str) -> Style:
        """The style of a role without the ground of the whole screen, for text on another one."""
        return sum((self._roles.get(word, Style.null()) for word in role.split()), Style.null())


def _roles(dark: bool, tones: _Tones, accent: str, text: str) -> dict[str, Style]:
    """Every role's style."""
    shades = _SHADES[dark]
    definitions = {
        **_words(tones, accent, text),
        **_drawn(dark, tones, accent),
        **_code(dark, tones, text),
        **{f"{family}{level}": colour for family, row in shades.items() for level, colour in enumerate(row)},
        **_laid_over(dark, tones, accent),
    }
    return {role: Style.parse(definition) for role, definition in definitions.items()}


def _words(tones: _Tones, accent: str, text: str) -> dict[str, str]:
    """What is read: panels, keys, names."""
    ink = tones.background
    return {
        "text": text,
        "prose": text,
        "dim": tones.dim,
        "frame": tones.faint,
        "frame.focus": accent,
        "title": f"bold {tones.dim}",
        "stage.title": f"bold {tones.strong}",
        "rule": f"bold {accent}",
        "strong": f"bold {tones.strong}",
        "italic": f"italic {text}",
        "brand": f"bold {ink} on {accent}",
        "step": f"bold {tones.strong}",
        "welcome": f"bold {accent}",
        "running": f"bold {accent}",
        "bar": accent,
        "bar.rest": tones.faint,
        "note": f"bold {ink} on {accent}",
        "key": f"bold {accent} on {tones.raised}",
        "key.words": tones.dim,
        "tab": tones.dim,
        "tab.front": f"bold {accent} underline",
        "axis": tones.dim,
        "axis.line": tones.faint,
        "sign": f"bold {tones.strong}",
        "operand": f"bold {text}",
        "name": f"bold {text}",
        "name.changed": f"bold {accent}",
        "name.left": tones.dim,
        "name.empty": tones.faint,
        "empty": tones.faint,
    }


def _drawn(dark: bool, tones: _Tones, accent: str) -> dict[str, str]:
    """What is drawn: curves, points, marks, and answers."""
    ink = tones.background
    return {
        "printed": "#b9d7a8" if dark else "#33691e",
        "inside": "#c792ea" if dark else "#7b1fa2",
        "error": "bold #ff6b6b" if dark else "bold #b71c1c",
        "yes": f"bold {_SHADES[dark]['data+'][4]}",
        "no": f"bold {_SHADES[dark]['data-'][4]}",
        "odd": f"bold {ink} on {_SHADES[dark]['weight-'][4]}",
        "curve": _SHADES[dark]["weight-"][3],
        "curve.point": f"bold {accent}",
        "curve.drop": tones.faint,
        "ask": f"bold {accent}",
        "other": _SHADES[dark]["data-"][3],
        "milestone": f"bold {_SHADES[dark]['weight+'][3]}",
        "point": f"bold {_SHADES[dark]['data+'][4]}",
        "tangent": _SHADES[dark]["weight+"][3],
        "tag": tones.dim,
        "tag.name": f"bold {accent}",
        "paper": tones.dim,
        "tail▴": f"bold {_SHADES[dark]['data+'][4]}",
        "tail▾": f"bold {_SHADES[dark]['data-'][4]}",
        "tail=": tones.faint,
        "edge.dim": tones.faint,
        "gutter": tones.faint,
        "mark.arrow": f"bold {accent}",
    }


def _code(dark: bool, tones: _Tones, text: str) -> dict[str, str]:
    """The program's text."""
    return {
        "code": text,
        "code.comment": f"italic {tones.dim}",
        "code.step": "bold #a9b8d6" if dark else "bold #3b4a6b",
        "code.keyword": "#c792ea" if dark else "#7b1fa2",
        "code.string": "#b9d7a8" if dark else "#33691e",
        "code.number": "#f0b58a" if dark else "#9a4a12",
        "code.operator": "#9fb3c8" if dark else "#455a64",
        "code.builtin": "#82aaff" if dark else "#1e4fb0",
        "code.function": "#82aaff" if dark else "#1e4fb0",
        "code.inline": "#9fd8ff" if dark else "#0d47a1",
    }


def _laid_over(dark: bool, tones: _Tones, accent: str) -> dict[str, str]:
    """What is laid over a colour and changes only the ground or the weight of the letters."""
    ink = tones.background
    heights = list(enumerate(_HEIGHTS[dark]))
    return {
        "mark": f"bold {ink} on {accent}",
        "failed": f"bold {ink} on #ff6b6b",
        "line": f"bold {accent}",
        "changed": f"bold on {tones.raised}",
        "lit": f"on {tones.lit}",
        "focus": f"bold {ink} on {accent}",
        "ghost": tones.faint,
        "inner": f"bold {_SHADES[dark]['weight+'][4]}",
        "struck": "strike",
        "cursor": f"bold reverse {accent}",
        "cursor.line": f"on {tones.lit}",
        "edge.lit": "bold",
        "left": "#626b7a" if dark else "#9d9a90",
        **{f"bowl{level}": f"{colour} on {colour}" for level, colour in heights},
        **{f"ground{level}": f"on {colour}" for level, colour in heights},
    }


def _hex(value: str | None, fallback: str) -> str:
    try:
        return Color.parse(value or fallback).get_truecolor().hex
    except (ValueError, ColorParseError):
        # A theme may name the terminal's own colours, which are not known here.
        return fallback
