"""What Textual's own widgets are drawn in: their variables, in the shades of everything else."""

from __future__ import annotations

from tui_tutor.widgets.depth import Depth
from tui_tutor.widgets.palette import Palette
from tui_tutor.widgets.shades import DRAWN, READ

STYLE = """
Input:focus, OptionList:focus { background-tint: 0%; }
OptionList > .option-list--separator { color: $border-blurred; }
CommandPalette #--input { border: hkey $border-blurred; }
CommandList, CommandList:focus { border-bottom: hkey $border-blurred; }
CommandList:nocolor > .option-list--option-highlighted { text-style: bold underline; }
SearchIcon { color: $text-muted; }
"""
"""Rules for what Textual draws in colours of no variable."""


def variables(palette: Palette) -> dict[str, str]:
    """The style sheet's variables by name: grounds, words, edges, cursors and scroll bars."""
    base, raised = (palette.shades.ground(name).css for name in ("base", "raised"))
    grounds = {"background": base, "surface": base, "panel": raised, "boost": base}
    words = {
        **dict.fromkeys(("text", "foreground"), _read(palette, "text")),
        **dict.fromkeys(("text-muted", "foreground-muted"), _read(palette, "dim")),
        **dict.fromkeys(("text-disabled", "foreground-disabled"), _read(palette, "faint")),
        **dict.fromkeys(("primary", "text-primary", "secondary", "text-secondary"), _read(palette, "primary")),
        **dict.fromkeys(("accent", "text-accent", "warning", "text-warning"), _read(palette, "accent")),
        **dict.fromkeys(("error", "text-error"), _read(palette, "error")),
        **dict.fromkeys(("success", "text-success"), _read(palette, "string")),
    }
    # Textual derives shades of its own from a theme's colours; they would lie between those that are fitted here.
    steps = [f"-{way}-{step}" for way in ("darken", "lighten") for step in (1, 2, 3)]
    derived = {f"{name}{step}": colour for name, colour in {**grounds, **words}.items() for step in steps}
    return {**derived, **grounds, **words, **_cursors(palette), **_edges(palette)}


def _read(palette: Palette, name: str) -> str:
    """The colour of words: what can be read on the raised ground can be read on the one below as well."""
    shades = palette.shades
    return shades.letters(name, shades.ground("raised"), READ).css


def _cursors(palette: Palette) -> dict[str, str]:
    """What is chosen in a list, typed into a line, or selected."""
    shades = palette.shades
    accent, lit = shades.ground("accent"), shades.ground("lit")
    # Textual turns round no entries of a list, whatever its style sheet says.
    few, bare = palette.depth is Depth.FEW, palette.depth is Depth.NONE
    weight = "bold underline" if bare else "none" if few else "bold"
    before, behind = ("ink", accent) if few else ("text", lit)
    return {
        "block-cursor-background": accent.css,
        "block-cursor-foreground": shades.letters("ink", accent, READ).css,
        "block-cursor-text-style": weight,
        "block-cursor-blurred-background": behind.css,
        "block-cursor-blurred-foreground": shades.letters(before, behind, READ).css,
        "block-cursor-blurred-text-style": weight,
        "block-hover-background": shades.ground("raised").css,
        "input-cursor-background": shades.ground("base").css,
        "input-cursor-foreground": _read(palette, "text"),
        "input-cursor-text-style": "reverse",
        **{f"{each}-selection-background": lit.css for each in ("input", "screen")},
        **{f"{each}-selection-foreground": shades.letters("text", lit, READ).css for each in ("input", "screen")},
    }


def _edges(palette: Palette) -> dict[str, str]:
    """Frames and scroll bars."""
    shades = palette.shades
    base, accent = shades.ground("base"), shades.ground("accent")
    return {
        "border": accent.css,
        "border-blurred": shades.letters("frame", base, DRAWN).css,
        "scrollbar": shades.letters("frame", base, DRAWN).css,
        "scrollbar-hover": _read(palette, "dim"),
        "scrollbar-active": accent.css,
        **{f"scrollbar-background{state}": base.css for state in ("", "-hover", "-active")},
        "scrollbar-corner-color": base.css,
    }
