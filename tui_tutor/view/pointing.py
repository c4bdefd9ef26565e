"""What the learner points at: moving the focused panel's cursor, reading out what is under it, going there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.watch.values import Value
from tui_tutor.view.clicks import clickable, pressing
from tui_tutor.view.cursor import Cursor, held, moved, read_out
from tui_tutor.view.dtypes import facts
from tui_tutor.view.gallery import chosen
from tui_tutor.view.layout import Panel
from tui_tutor.view.lines import EMPTY, Line, line
from tui_tutor.view.literals import at_literal, literal_under
from tui_tutor.view.names import LOCAL
from tui_tutor.view.numbers import thousands
from tui_tutor.view.pictures.layers import examples, layers_of
from tui_tutor.view.signs import shown
from tui_tutor.view.stage import shown_event
from tui_tutor.view.state import State

STRIDE = 1.12
"""How far the curve's cursor goes at one key on logarithmic axes, as a factor."""


def pointed(state: State, panel: Panel, across: int, down: int, lines: Sequence[Line]) -> State:
    """The state after the cursor of a panel, whose content is `lines`, was moved by a cell, a line or an iteration."""
    if panel is Panel.PROGRAM:
        return at_literal(state, across) if across else _line(state, down)
    if panel is Panel.PICTURE:
        return _picture(state, across, down)
    cursor = moved(lines, panel, state.cursor, across, down, lambda key: held(value_of(state, panel, key)))
    return replace(state, cursor=cursor, hover=None) if cursor is not None else state


def goal(state: State, panel: Panel) -> str | None:
    """Where `enter` leads from a panel's cursor, as a learner would type it; None where it leads nowhere."""
    if panel is Panel.PROGRAM and state.line is not None:
        return f"line {state.line}"
    if panel is Panel.PICTURE and chosen(state) == "error" and state.pointer is not None:
        return str(state.pointer)
    return None


def read(state: State, panel: Panel, focus: bool) -> Line:
    """What is under the cursor of a panel, or under the mouse, in full."""
    if panel is Panel.PROGRAM:
        return _read_program(state, focus)
    if panel is Panel.PICTURE and focus:
        return _read_picture(state)
    cursor = state.hover if state.hover is not None and state.hover.panel is panel else state.cursor
    if cursor is None or cursor.panel is not panel:
        return EMPTY
    value = value_of(state, panel, cursor.key)
    told = facts(value)
    whole = line((f"  {told}" if told else "", "dim"))
    return (*read_out(name_of(state, cursor), value, cursor.row, cursor.column), *whole)


def _line(state: State, down: int) -> State:
    """Another line of the program pointed at, and no literal in it."""
    event = state.moment.event if state.moment is not None else None
    here = state.line or (event.site.span.line if event is not None else 1)
    cursor = state.cursor if state.cursor is not None and state.cursor.panel is not Panel.PROGRAM else None
    return replace(state, line=min(state.listing.count, max(1, here + down)), cursor=cursor)


def _read_program(state: State, focus: bool) -> Line:
    """What a literal in the listing can be, or where a line leads."""
    literal = literal_under(state)
    if literal is not None:
        how = clickable(line((f"  {state.keys['s']} asks for another", "dim")), pressing("s"))
        return line((shown(literal.text), "strong"), *how)
    if not focus or state.line is None:
        return EMPTY
    how = clickable(line((f"  {state.keys['enter']} goes to its next run", "dim")), pressing("enter"))
    return line((f"line {state.line}", "strong"), *how)


def value_of(state: State, panel: Panel, key: str) -> Value | None:
    """The value that cells of a key belong to."""
    moment = state.moment
    if moment is None:
        return None
    if panel is Panel.STAGE:
        event = shown_event(moment)
        if event is None or key == "r":
            return event.result if event is not None else None
        index = int(key)
        return event.operands[index] if index < len(event.operands) else None
    states = moment.locals if key.startswith(LOCAL) else moment.names
    found = next((each for each in states if each.name == key.removeprefix(LOCAL)), None)
    return found.value if found is not None else None


def name_of(state: State, cursor: Cursor) -> str:
    """What a cursor's matrix is called."""
    event = shown_event(state.moment)
    if cursor.panel is not Panel.STAGE or event is None:
        return cursor.key.removeprefix(LOCAL)
    if cursor.key == "r":
        bound = state.moment.event if state.moment is not None else None
        return event.site.name or (bound.site.name if bound is not None else None) or "result"
    index = int(cursor.key)
    code = event.texts[index].code if index < len(event.texts) else cursor.key
    old = "old " if event.kind is Kind.UPDATE and not index else ""
    return f"{old}{code}" if len(code) <= 24 else "operand"


def _picture(state: State, across: int, down: int) -> State:
    """The curve's cursor along its iterations, or another example in the network."""
    moment = state.moment
    if moment is None:
        return state
    if chosen(state) == "network":
        return other_example(state, down) if down else other_neuron(state, across)
    if chosen(state) != "error" or not state.curve or not across:
        return state
    last = state.curve[-1][0]
    at = state.pointer if state.pointer is not None else moment.error_at or 0
    if state.linear:
        step = max(1, last // 60)
        at += across * step
    else:
        at = max(at + 1, round((at + 1) * STRIDE) - 1) if across > 0 else min(at - 1, round((at + 1) / STRIDE) - 1)
    return replace(state, pointer=min(last, max(0, at)))


def other_example(state: State, by: int) -> State:
    """The network with the activations of another row."""
    moment = state.moment
    if moment is None:
        return state
    most = examples(moment.network, {each.name: each for each in moment.names})
    return replace(state, example=(state.example + by) % max(1, most))


def other_neuron(state: State, by: int) -> State:
    """The network with the weights of another node written out, of none after the last."""
    moment = state.moment
    if moment is None or moment.network is None:
        return state
    layers = layers_of(moment.network, {each.name: each for each in moment.names}, moment.excerpt)
    count = sum(len(layer.held) for layer in layers[1:])
    return replace(state, neuron=(state.neuron + by) % (count + 1))


def _read_picture(state: State) -> Line:
    name = chosen(state)
    if name == "error" and state.pointer is not None:
        return clickable(line((f"{state.keys['enter']} goes to {thousands(state.pointer)}", "dim")), pressing("enter"))
    if name == "error":
        return clickable(line((f"{state.keys['shift+→']} points", "dim")), pressing("shift+←→"))
    if name == "network":
        return clickable(line((f"{state.keys['shift+arrows']}: rows, weights", "dim")), pressing("shift+↑↓"))
    return EMPTY
