"""What the stage is drawn from, of a state."""

from __future__ import annotations

from tui_tutor.view.layout import Panel
from tui_tutor.view.scene import Scene
from tui_tutor.view.state import State
from tui_tutor.view.way import place_of


def scene(state: State) -> Scene | None:
    """What the stage is drawn from; None where nothing has been done yet."""
    moment = state.moment
    if moment is None or moment.event is None:
        return None
    titles = {number: text.title for number, text in state.lesson.texts.items()}
    cursor = state.cursor
    look = (cursor.key, cursor.row, cursor.column) if cursor is not None and cursor.panel is Panel.STAGE else None
    hop = state.way[-1].hop if state.way else None
    at = place_of(hop.cell) if hop is not None else None
    return Scene(
        event=moment.event,
        frame=state.frame,
        moment=moment,
        outline=state.outline,
        titles=titles,
        look=look,
        followed=at,
        keys=state.keys,
    )
