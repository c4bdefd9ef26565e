"""What the state of the screen becomes as a number is followed: what is asked for, and where the answer leads."""

from __future__ import annotations

from dataclasses import replace

from tui_tutor.engine.watch.rules import size
from tui_tutor.study.provenance.cells import number_at
from tui_tutor.study.provenance.hop import Hop, Spot
from tui_tutor.view.cursor import WHOLE, Cursor
from tui_tutor.view.layout import Panel
from tui_tutor.view.names import LOCAL
from tui_tutor.view.numbers import number
from tui_tutor.view.pointing import name_of, value_of
from tui_tutor.view.stage import shown_event
from tui_tutor.view.state import State
from tui_tutor.view.way import Stand, cell_at, named, place_of

POINTING = (Panel.STAGE, Panel.NUMBERS)
"""Panels whose cells can be followed."""


def spot_of(state: State) -> Spot:
    """What is pointed at; without a pointer what the way goes on with, or the present result."""
    cursor = _cursor(state)
    if cursor is None:
        return Spot("" if state.way else "r", made=_is_made(state))
    cell = cell_at(value_of(state, cursor.panel, cursor.key), cursor.row, cursor.column)
    if cursor.panel is Panel.STAGE:
        return Spot(cursor.key, cell, _is_made(state))
    sign = "." if cursor.key.startswith(LOCAL) else "="
    return Spot(sign + cursor.key.removeprefix(LOCAL), cell, whole=cursor.row == WHOLE)


def _is_made(state: State) -> bool:
    moment = state.moment
    return moment is not None and moment.made is not None and shown_event(moment) is moment.made


def _cursor(state: State) -> Cursor | None:
    cursor = state.cursor or state.hover
    return cursor if cursor is not None and cursor.panel in POINTING else None


def start_of(state: State) -> Stand:
    """Where a way begins."""
    cursor = _cursor(state)
    panel, key = (cursor.panel, cursor.key) if cursor is not None else (Panel.STAGE, "r")
    value = value_of(state, panel, key)
    start = name_of(state, cursor or Cursor(panel, key, 0, 0))
    if cursor is not None and value is not None and value.shape is not None:
        cell = cell_at(value, cursor.row, cursor.column)
        shown = number_at(value, cell)
        start += named(value.axes, cell)
        start += f" {number(shown).strip()}" if shown is not None else f" {size(value)}" if cell is None else ""
    position = str(state.moment.position) if state.moment is not None else ""
    return Stand(position, cursor, state.focus, start=start)


def hopped(state: State, way: tuple[Stand, ...], hop: Hop) -> State:
    """The state after a hop: what weighed most is pointed at, so that the next one follows it."""
    cursor = _next_cursor(hop)
    first = way[0]
    if len(way) == 1 and first.cursor is None and not hop.forward and not hop.size:
        # Nothing was pointed at: it is the result's largest number that is followed.
        of = named(hop.axes, hop.cell)
        way = (replace(first, start=f"{first.start}{of} {number(hop.number).strip()}" if of else first.start),)
    here = Stand(str(hop.position), cursor, Panel.STAGE, hop)
    return replace(state, way=(*way, here), cursor=cursor, focus=Panel.STAGE, hover=None)


def _next_cursor(hop: Hop) -> Cursor | None:
    if hop.size:
        return None
    if hop.forward:
        place = place_of(hop.cell)
        return Cursor(Panel.STAGE, "r", *place) if place is not None else None
    best = hop.made[hop.main] if hop.main is not None else None
    place = place_of(best.cell) if best is not None else None
    if best is None or best.operand is None or place is None:
        return None
    return Cursor(Panel.STAGE, str(best.operand), *place)


def returned(state: State) -> State:
    """The state one hop back on the way, where it is arrived at: what was pointed at there is pointed at again."""
    here = state.way[-1]
    # The first stand alone is no way.
    way = state.way if here.hop is not None else ()
    return replace(state, way=way, cursor=here.cursor, focus=here.focus, hover=None, returning=False)
