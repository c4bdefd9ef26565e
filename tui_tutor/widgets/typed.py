"""A line to type into."""

from __future__ import annotations

from textual.widgets import Input

from tui_tutor.view.signs import shown


class TypedLine(Input):
    """A line to type into, which holds nothing that cannot be drawn, whatever is pasted into it."""

    def validate_value(self, value: str) -> str:
        """The value, each control character in it made the sign that shows it."""
        return shown(value)
