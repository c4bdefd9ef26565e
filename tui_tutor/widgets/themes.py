"""The tutor's own themes, beside those that come with Textual."""

from __future__ import annotations

from textual.theme import BUILTIN_THEMES, Theme

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

ALL_THEMES: dict[str, Theme] = {**BUILTIN_THEMES, **{each.name: each for each in THEMES}}
"""Every theme that there is, by name."""
