"""What the surroundings ask for: the variables of the environment and what the terminal can draw."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TextIO

DRAWN = "╭─│⣿→×·▸█½ᵀ"
"""A few of the signs that the tutor draws with."""

_MOTIONS = {"none": "none", "basic": "reduced", "full": "full"}


def in_browser(environment: Mapping[str, str]) -> bool:
    """Whether the tutor was started to be shown in a browser, through pipes rather than on a terminal."""
    return environment.get("TEXTUAL_DRIVER", "").partition(":")[0] == "textual.drivers.web_driver"


def motion_from(environment: Mapping[str, str]) -> str | None:
    """How much moves, as `TEXTUAL_ANIMATIONS` asks for it: full, reduced or none; None where it says nothing known."""
    return _MOTIONS.get(environment.get("TEXTUAL_ANIMATIONS", "").strip().lower())


def theme_from(environment: Mapping[str, str], themes: Collection[str]) -> tuple[str | None, str | None]:
    """The theme that `TEXTUAL_THEME` asks for, and what there is to say of it.

    It holds for every app that Textual draws and may name a theme that only another one has, or several of which the
    first that is there counts; so a name that is not known here is no error, and the app keeps its own theme.
    """
    asked = environment.get("TEXTUAL_THEME", "")
    names = [name for name in (each.strip() for each in asked.split(",")) if name]
    found = next((name for name in names if name in themes), None)
    if found is not None or not names:
        return found, None
    return None, f"TEXTUAL_THEME: there is no theme {asked!r} here; ctrl+p shows those that there are"


def asks_for_no_colour(environment: Mapping[str, str]) -> bool:
    """Whether `NO_COLOR` is set; by its convention (no-color.org) an empty one is none."""
    return bool(environment.get("NO_COLOR"))


def can_draw(stream: TextIO | None) -> bool:
    """Whether a stream's encoding has the signs that the tutor draws with."""
    try:
        DRAWN.encode(getattr(stream, "encoding", None) or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
