"""The literal that is pointed at in the listing, and what is asked where another value is wanted in its place."""

from __future__ import annotations

from dataclasses import replace

from tui_tutor.study.literals import Literal
from tui_tutor.study.variation import Edit, Variation, variation
from tui_tutor.view.cursor import Cursor
from tui_tutor.view.layout import Panel
from tui_tutor.view.listing import LITERAL
from tui_tutor.view.signs import shown
from tui_tutor.view.state import State

HOW = "{shift+←→} point at a number; {s} asks for another in its place"
NONE = "this program has no number that could be another one"

LOOK = "Look at where the two part, and at what each comes to."


def literal_under(state: State) -> Literal | None:
    """The literal under the mouse, else the one that is pointed at with keys; None where none is."""
    for cursor in (state.hover, state.cursor):
        if cursor is not None and cursor.panel is Panel.PROGRAM and cursor.key == LITERAL:
            return state.listing.literal(cursor.row, cursor.column)
    return None


def at_literal(state: State, across: int) -> State:
    """The state with the next literal of the text pointed at, or the one before; unchanged where there is none.

    Without one that is pointed at it is the first on the line, or from behind the last.
    """
    event = state.moment.event if state.moment is not None else None
    here = state.line or (event.site.span.line if event is not None else 1)
    cursor = state.cursor
    column = cursor.column if cursor is not None and cursor.panel is Panel.PROGRAM and cursor.row == here else None
    found = state.listing.literal_beside(here, column, across)
    if found is None:
        return state
    span = found.span
    return replace(state, line=span.line, cursor=Cursor(Panel.PROGRAM, LITERAL, span.line, span.column), hover=None)


def asked_for(literal: Literal, code: str) -> str:
    """What to type in place of a literal, under the line that it stands in."""
    if isinstance(literal.value, str):
        what = "another text"
    elif literal.is_number:
        what = "another number, such as 1e-3 or 1/3"
    else:
        what = str(not literal.value)
    where = f"line {literal.span.line}   {shown(' '.join(code.split()))}"
    return f"{where}\nin place of {shown(literal.text)}: {what}; both are run side by side   (esc leaves)"


def varied(state: State, literal: Literal, edit: Edit) -> Variation:
    """The program with another value in place of a literal."""
    name = f"{literal.text} → {edit.text} in line {literal.span.line}"
    return variation(state.lesson.source, name, [edit], LOOK)
