"""The editor in the shades of everything else: Textual's editors bring themes of their own, dark ones only."""

from __future__ import annotations

from rich.style import Style
from textual.widgets.text_area import TextAreaTheme

from tui_tutor.widgets.colour import contrast
from tui_tutor.widgets.depth import Depth
from tui_tutor.widgets.palette import Palette
from tui_tutor.widgets.roles import MANY
from tui_tutor.widgets.shades import READ

_SYNTAX = {
    "code.comment": ("comment",),
    "code.keyword": ("keyword", "keyword.function", "keyword.return", "keyword.operator", "conditional", "repeat"),
    "code.string": ("string", "string.documentation", "string.escape"),
    "code.number": ("number", "float", "boolean", "constant.builtin"),
    "code.operator": ("operator",),
    "code.builtin": ("function.builtin", "type.builtin", "variable.builtin"),
    "code.function": ("function", "function.call", "method", "method.call", "class", "type", "type.class"),
    "inside": ("include", "exception"),
}
"""For each role what it is called where Python is parsed for an editor."""


def editor_theme(name: str, palette: Palette) -> TextAreaTheme:
    """The theme of an editor under the app's theme of that name.

    All of its text can be read, on the cursor's line and where it is selected as well.
    """
    shades = palette.shades
    raised = shades.ground("raised")
    turned = Style(reverse=True)
    few = palette.depth in (Depth.FEW, Depth.NONE)

    def letters(role: str) -> Style:
        # What can be read on the cursor's line or where it is selected can be read on the others as well.
        look, grounds = MANY[role], (raised, shades.ground("lit"))
        fitted = [shades.letters(look.letters or "text", ground, READ) for ground in grounds]
        colour = max(fitted, key=lambda each: min(contrast(each, ground) for ground in grounds))
        return Style(color=colour.rich_color, italic=look.italic)

    return TextAreaTheme(
        f"toytutor {name}",
        base_style=palette.base,
        gutter_style=palette.style("gutter"),
        cursor_style=turned,
        cursor_line_style=Style() if few else Style(bgcolor=raised.rich_color),
        cursor_line_gutter_style=palette.style("line"),
        bracket_matching_style=Style(bold=True, underline=True),
        selection_style=turned if few else palette.style("text cursor.line"),
        syntax_styles={name: letters(role) for role, names in _SYNTAX.items() for name in names},
    )
