"""The pictures beside the stage: which there are for a program, and each of them drawn from a state."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from tui_tutor.engine.watch.standing import NameState
from tui_tutor.engine.watch.values import Value
from tui_tutor.lesson.model import PICTURES
from tui_tutor.study.study import StudiedMoment
from tui_tutor.view.layout import Panel
from tui_tutor.view.lines import EMPTY, Line, line, width, wrap
from tui_tutor.view.naming import Names
from tui_tutor.view.noticed import milestones_of
from tui_tutor.view.pictures import bowl, error, gaps, network, neurons, slope, survey, wishes
from tui_tutor.view.pictures.layers import examples
from tui_tutor.view.pictures.lit import lit
from tui_tutor.view.recalled import cell_names, holder, thens
from tui_tutor.view.state import State

TITLES = {
    "network": "network",
    "neurons": "what each neuron says",
    "wishes": "the parts of a sum",
    "error": "error",
    "s-curve": "curve of a function",
    "gaps": "target and prediction",
    "bowl": "the error's bowl",
    "survey": "survey",
}

NONE = "This program has nothing to draw here yet: no network, no function of one number, nothing to plot."

PLOT = "Press {v} and type what to plot: an expression of its names that is one number when an iteration ends."
"""What is said besides of a script with a loop."""


HELD_BACK = "What is summed here, if anything is, comes with the answer."


def title(state: State, name: str) -> str:
    """What a picture is called above it; what a learner wants to be plotted is no error."""
    return "plot" if name == "error" and state.lesson.plot is not None else TITLES.get(name, "")


def available(state: State) -> list[str]:
    """The pictures that this program has at this moment, in the order in which `v` goes through them."""
    lesson, moment = state.lesson, state.moment
    if moment is None:
        return []
    has = {
        "network": moment.network is not None,
        "neurons": _grid(state, moment) is not None,
        "wishes": wishes.has_wishes(moment),
        "error": _is_plotted(state),
        "s-curve": bool(moment.functions),
        "gaps": _compared(state) is not None,
        "bowl": lesson.height is not None
        and any(each.value is not None and each.value.weight for each in moment.names),
        "survey": lesson.survey is not None,
    }
    return [name for name in PICTURES if has[name]]


def asks_for_plot(state: State) -> bool:
    """Whether the pictures' turn ends with what the learner types: of a lesson the author has said what is plotted."""
    return state.outline.has_loop and state.lesson.file == state.lesson.path


def _is_plotted(state: State) -> bool:
    """Whether there is a curve: of what was only guessed to be one, once it has given a number."""
    curve = state.lesson.curve
    return curve is not None and (not curve.guessed or any(math.isfinite(value) for _, value in state.curve))


def chosen(state: State) -> str:
    """The picture that is shown: the one chosen, else the first that there is; empty where there is none."""
    there = available(state)
    if state.picture in there:
        return state.picture
    return next((name for name in ("error", *PICTURES) if name in there), "")


ROOM = (40, 24)
"""Columns and rows from which the next pictures are shown below the chosen one."""

SMALLEST = 12
"""Rows that a picture has at the least."""

MOST = 4
"""Pictures that are shown at once at the most."""

SETTLED = frozenset({"gaps", "survey", "wishes"})
"""Pictures that have as many rows as they need, however large their place is."""


def gallery(state: State, columns: int, rows: int) -> list[Line]:
    """The chosen picture in `columns` by `rows`, and below it the next ones where there is room for them."""
    if state.moment is None:
        return []
    name = chosen(state)
    if not name:
        words = f"{NONE} {state.keys.told(PLOT)}" if asks_for_plot(state) else NONE
        return wrap(line((words, "dim")), columns)
    if columns < ROOM[0] or rows < ROOM[1]:
        return _PICTURES[name](state, state.moment, columns, rows)
    return _stacked(state, state.moment, [name, *_following(state, name)], columns, rows)


def _following(state: State, name: str) -> list[str]:
    """The pictures after the chosen one, without those that have nothing to show for a while."""
    there = available(state)
    at = there.index(name)
    empty = {"wishes"} | ({"bowl"} if state.bowl is None else set()) | (set() if state.curve else {"error"})
    return [each for each in (*there[at + 1 :], *there[:at]) if each not in empty]


def _stacked(state: State, moment: StudiedMoment, wanted: Sequence[str], columns: int, rows: int) -> list[Line]:
    """Pictures below each other: those that are drawn larger in a larger place share what the others leave."""
    wanted = wanted[: max(1, min(MOST, (rows + 1) // (SMALLEST + 1)))]
    free = rows - (len(wanted) - 1)
    share = max(1, free // len(wanted))
    settled = {
        each: _PICTURES[each](state, moment, columns, share)[:share]
        for each in wanted
        if each in SETTLED or (each == "error" and not state.curve)
    }
    free -= sum(map(len, settled.values()))
    growing = [each for each in wanted if each not in settled]
    lines: list[Line] = []
    for number, each in enumerate(wanted):
        if number:
            rule = line(("─ ", "frame"), (title(state, each), "title"), (" ", "text"))
            lines.append((*rule, ("─" * max(0, columns - width(rule)), "frame")))
        if each in settled:
            lines += settled[each]
            continue
        high = free // len(growing) + (growing.index(each) < free % len(growing))
        lines += _filled(_PICTURES[each](state, moment, columns, high), high)
    return lines


def _filled(lines: Sequence[Line], rows: int) -> list[Line]:
    return [*lines[:rows], *([EMPTY] * (rows - len(lines)))]


def shown_names(state: State) -> Mapping[str, NameState]:
    """Every name as it is shown: of a replay or a run on its way where there is one, else of the moment."""
    moment = state.moment
    names = {each.name: each for each in moment.names} if moment is not None else {}
    live: Sequence[NameState] = state.running
    if state.replay is not None and state.replay.shown is not None:
        live = state.replay.shown.names
    return {**names, **{each.name: _with_axes(each, names.get(each.name)) for each in live}}


def _with_axes(live: NameState, known: NameState | None) -> NameState:
    """A name of a run with the axes that it is known to have; an alias stays one."""
    if known is None or known.alias_of is not None:
        return known or live
    like = known.value or known.expected
    if live.value is None or like is None or live.value.shape != like.shape:
        return live
    return replace(live, value=replace(live.value, axes=like.axes))


def shown_iteration(state: State) -> int | None:
    """The last complete iteration that is shown."""
    if state.replay is not None and state.replay.shown is not None:
        return state.replay.shown.iteration
    if state.run is not None:
        return state.run.iteration
    return state.moment.error_at if state.moment is not None else None


def _network(state: State, moment: StudiedMoment, columns: int, rows: int) -> list[Line]:
    about, names = None, shown_names(state)
    if moment.network is not None and state.replay is None and state.run is None:
        called = Names(moment.names, moment.locals)
        about = lit(moment.event, moment.network, called, state.frame, _look(state))
    if moment.network is None:
        return []
    # Of a large network a run on its way sends less than a moment does.
    part = moment.excerpt
    names = names if part is None else {each.name: each for each in moment.names}
    focus = network.focus_of(moment.network, names, state.neuron, part)
    example = _example(state, moment)
    return network.network(moment.network, names, example, columns, rows, about, focus, state.keys, part)


def _look(state: State) -> tuple[str, int, int] | None:
    """The cell that is pointed at on the stage, by the mouse or by keys."""
    for cursor in (state.hover, state.cursor):
        if cursor is not None and cursor.panel is Panel.STAGE:
            return cursor.key, cursor.row, cursor.column
    return None


def _example(state: State, moment: StudiedMoment) -> int:
    """The example whose activations are shown: the one acted on or pointed at, else the one chosen."""
    most = examples(moment.network, {each.name: each for each in moment.names})
    event, frame, look = moment.event, state.frame, _look(state)
    if frame is not None and not frame.brief and frame.layer is None:
        look = ("r", frame.row, frame.column)
    if look is not None and look[0] == "r" and event is not None and moment.network is not None and most:
        about = lit(event, moment.network, Names(moment.names, moment.locals), look=look)
        if about is not None and about.example is not None:
            return min(about.example, most - 1)
    return min(state.example, max(0, most - 1))


def _grid(state: State, moment: StudiedMoment) -> neurons.Grid | None:
    """The two questions by which the inputs of the network are told apart; None where there are none."""
    chain = moment.network
    if chain is None:
        return None
    names = {each.name: each for each in moment.names}
    survey = state.lesson.survey
    state_of = names.get(survey.data if survey is not None else chain.layers[0]) or names.get(chain.layers[0])
    return neurons.grid_of(survey, (state_of.value or state_of.expected) if state_of is not None else None)


def _neurons(state: State, moment: StudiedMoment, columns: int, rows: int) -> list[Line]:
    grid = _grid(state, moment)
    assert grid is not None
    assert moment.network is not None
    return neurons.neurons(neurons.tiles_of(moment.network, shown_names(state), grid), grid, columns, rows)


def _wishes(state: State, moment: StudiedMoment, columns: int, rows: int) -> list[Line]:
    if state.asked is not None and state.asked.verdict is None:
        return wrap(line((HELD_BACK, "dim")), columns)[:rows]
    return wishes.wishes(moment, _look(state), state.frame, columns, rows, state.keys)


def _error(state: State, moment: StudiedMoment, columns: int, rows: int) -> list[Line]:
    label = state.lesson.curve.label if state.lesson.curve is not None else ""
    at, value = moment.error_at, moment.error
    samples: Sequence[tuple[int, float]] = state.curve
    if state.reached is not None and state.run is None:
        # The program may have been run further, for a picture that looks ahead.
        samples = [(n, v) for n, v in samples if n <= state.reached]
    whole = samples
    if state.run is not None:
        at, value = state.run.iteration, samples[-1][1] if samples else float("nan")
    if state.replay is not None and state.replay.shown is not None:
        at, value = state.replay.shown.iteration, state.replay.shown.error
        samples = [(n, v) for n, v in samples if n <= at]
    marks = milestones_of(state)
    before = None
    if state.before_at is not None and state.error_before is not None and state.run is None and state.replay is None:
        before = (state.before_at, state.error_before)
    return error.curve(
        samples,
        at,
        value,
        moment.total,
        label,
        columns,
        rows,
        linear=state.linear,
        cursor=state.pointer,
        marks=marks,
        whole=whole,
        before=before,
        keys=state.keys,
    )


def _slope(state: State, moment: StudiedMoment, columns: int, rows: int) -> list[Line]:
    at = state.frame.share if state.frame is not None and not state.frame.brief else 0.5
    sampled = moment.functions[-1] if moment.functions else None
    if sampled is None or not len(sampled.at):
        return slope.slope(moment.functions, columns, rows, at=at)
    found = holder(sampled, moment.names)
    names = cell_names(found.value) if found is not None and found.value is not None else ()
    then = thens(state, moment, found.name, sampled) if found is not None else []
    return slope.slope(moment.functions, columns, rows, at=at, names=names, then=then)


def _gaps(state: State, _moment: StudiedMoment, columns: int, rows: int) -> list[Line]:
    pair = _compared(state)
    assert pair is not None
    names = shown_names(state)
    target, prediction = (_value(names, name) for name in pair)
    return gaps.gaps(target, prediction, *pair, columns, rows)


def _compared(state: State) -> tuple[str, str] | None:
    """The names of target and prediction: the lesson's, else those that the network is seen to compare."""
    if state.lesson.gaps is not None:
        return state.lesson.gaps.target, state.lesson.gaps.prediction
    chain = state.moment.network if state.moment is not None else None
    if chain is None or chain.target is None:
        return None
    return chain.target, chain.layers[-1]


def _bowl(state: State, _moment: StudiedMoment, columns: int, rows: int) -> list[Line]:
    label = state.lesson.height.label if state.lesson.height is not None else ""
    if state.bowl is None:
        words = (
            "This bowl cannot be computed: its loop changes no weights, or takes too long."
            if state.no_bowl
            else ("The bowl is being computed …")
        )
        return wrap(line((words, "dim")), columns)
    values = {name: each.value.data for name, each in shown_names(state).items() if each.value is not None}
    at = shown_iteration(state)
    return bowl.bowl(state.bowl, state.bowl.place(values), at, label, columns, rows)


def _survey(state: State, moment: StudiedMoment, columns: int, rows: int) -> list[Line]:
    plan = state.lesson.survey
    assert plan is not None
    names = {each.name: each for each in moment.names}
    target = _value(names, plan.target)
    data = _value(names, plan.data)
    return survey.survey(plan, data, target, target is not None, columns, rows)


def _value(names: Mapping[str, NameState], name: str) -> Value | None:
    return names[name].value if name in names else None


_PICTURES: dict[str, Callable[[State, StudiedMoment, int, int], list[Line]]] = {
    "network": _network,
    "neurons": _neurons,
    "wishes": _wishes,
    "error": _error,
    "s-curve": _slope,
    "gaps": _gaps,
    "bowl": _bowl,
    "survey": _survey,
}


def caption(state: State) -> Line:
    """A note on the picture for the upper edge of its frame."""
    return line(("linear" if state.linear else "log-log", "dim")) if chosen(state) == "error" else EMPTY
