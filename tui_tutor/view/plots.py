"""What can be plotted besides what a lesson or a script plots itself: where it is offered, and what came of it."""

from __future__ import annotations

from tui_tutor.lesson.model import Curve
from tui_tutor.study.plots import Plotted
from tui_tutor.view.gallery import asks_for_plot, available, chosen
from tui_tutor.view.layout import Panel
from tui_tutor.view.state import State


def is_last(state: State) -> bool:
    """Whether the pictures' turn has come to its end, where in a script one can say what to plot."""
    there = available(state)
    if not asks_for_plot(state):
        return False
    is_seen = state.wide or state.front is Panel.PICTURE
    return not there or (is_seen and there[-1] == chosen(state))


def question(state: State) -> str:
    """The prompt for what to plot."""
    plot, own = state.lesson.plot, state.lesson.with_plot(None).curve
    empty = ""
    if plot is not None:
        again = own.label if own is not None else "nothing"
        empty = f"; an empty line takes {plot} away: then {again} is plotted"
    return f"plot: one number at the end of each iteration, such as {example(state)}{empty}   (esc leaves)"


def example(state: State) -> str:
    """An expression that can be plotted here: of the last array, or number, that the program has."""
    names = [each for each in state.moment.names if each.value is not None] if state.moment is not None else []
    arrays = [each.name for each in names if each.value is not None and each.value.is_array]
    numbers = [each.name for each in names if each.value is not None and each.value.is_number]
    return f"np.mean({arrays[-1]})" if arrays else numbers[-1] if numbers else "np.mean(w)"


def plotted_words(came: Plotted, curve: Curve | None) -> str:
    """What came of a wish to plot something; `curve` is what is plotted."""
    if came.why_not:
        return f"{came.text} cannot be plotted: {came.why_not}"
    if came.text is None:
        return f"{curve.label} is plotted again" if curve is not None else "nothing is plotted"
    return f"{came.text} is plotted" + (f"; {came.note}" if came.note else "")
