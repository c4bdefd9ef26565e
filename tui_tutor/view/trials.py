"""What can be tried in a program, for the list of what-ifs: found in its text, with what its run has told."""

from __future__ import annotations

from tui_tutor.engine.text.problems import ProblemsError
from tui_tutor.study.trials import Trial, trials
from tui_tutor.view.equation import short
from tui_tutor.view.signs import shown
from tui_tutor.view.state import State

WIDTH = 68
"""Cells of an entry, where there is room."""

MOST_LINES = 3
"""Lines that an entry names."""

NOTHING = (
    "Nothing was found in this program that could be another number: {tab} to the listing, {shift+arrows} point at a "
    "number there, {s} asks for another one. {e} edits the program."
)


def found_in(state: State) -> tuple[Trial, ...]:
    """What can be tried in the program that is stepped, but what the lesson's own variations do."""
    source, moment = state.lesson.source, state.moment
    try:
        own = {each.apply(source).text for each in state.lesson.what_ifs}
    except ValueError:
        # The program is a changed one.
        own = set()
    # A lesson has its own words for weights that begin at zero, however it writes that.
    of_zeros = any(all("zeros" in new for _, new in each.changes) for each in state.lesson.what_ifs)
    found = trials(source, () if of_zeros else learned(state), moment.loop if moment is not None else None)
    return tuple(each for each in found if _is_new(each, state, own))


def _is_new(trial: Trial, state: State, own: set[str]) -> bool:
    try:
        changed = trial.variation.apply(state.lesson.source)
        return changed.text not in own and changed.tree is not None
    except ProblemsError:
        return False


def learned(state: State) -> frozenset[str]:
    """The names of what the main loop learns, as far as the run has told."""
    moment = state.moment
    if moment is None:
        return frozenset()
    values = ((each.name, each.value or each.expected) for each in moment.names)
    weights = {name for name, value in values if value is not None and value.weight}
    return frozenset(weights | set(moment.network.weights if moment.network is not None else ()))


def prediction_in(state: State) -> str | None:
    """The name of what the program's network puts out; None where it has none."""
    network = state.moment.network if state.moment is not None else None
    name = network.layers[-1] if network is not None else None
    known = {each.name for each in state.moment.names} if state.moment is not None else set()
    return name if name in known else None


def trial_entry(trial: Trial, columns: int) -> str:
    """One thing to try, with the lines that it changes at the right edge."""
    lines = trial.lines[:MOST_LINES]
    more = ", …" if len(trial.lines) > MOST_LINES else ""
    where = f"line{'s' if len(trial.lines) > 1 else ''} {', '.join(map(str, lines))}{more}"
    words = short(shown(trial.variation.name), columns - len(where) - 4)
    return f"  {words.ljust(columns - len(where) - 2)}{where}"
