"""What a picture needs besides the moment, and which takes a while to compute: the bowl, and other iterations."""

from __future__ import annotations

from tui_tutor.view.gallery import chosen
from tui_tutor.view.recalled import compared, is_wanted
from tui_tutor.view.state import State


def wants_bowl(state: State) -> bool:
    """Whether the bowl is shown, and the one that there is does not reach as far as the learner."""
    moment = state.moment
    if moment is None or state.no_bowl or chosen(state) != "bowl":
        return False
    return state.bowl is None or state.bowl.through < (moment.error_at or 0)


def wanted_iterations(state: State) -> tuple[int, ...]:
    """The iterations at whose ends the values are compared with the present ones; empty where none are, or are known.

    They ascend.
    """
    moment = state.moment
    if moment is None or state.recalled or chosen(state) != "s-curve" or not is_wanted(moment):
        return ()
    return compared(state.lesson, moment.total)
