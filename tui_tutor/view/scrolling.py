"""Scrolling and focus: which line of each panel is seen first, and which panel keys for panels go to."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from tui_tutor.view.cursor import line_of
from tui_tutor.view.layout import Box, Panel
from tui_tutor.view.lines import Line
from tui_tutor.view.screen import inside, panel_lines
from tui_tutor.view.state import State


def scrolled(state: State, panel: Panel, by: int, box: Box) -> State:
    """A panel scrolled by so many lines from where it stands in its box, as far as its content reaches."""
    top = panel_lines(panel, state, box).top
    return replace(state, scrolls={**state.scrolls, panel: max(0, top + by)})


def revealed(state: State, panel: Panel, box: Box, lines: Sequence[Line]) -> State:
    """A panel with the content `lines` scrolled so that what its cursor points at can be seen."""
    columns, _ = inside(panel, box)
    at: int | None = None
    if panel is Panel.PROGRAM and state.line is not None:
        at = state.listing.rows(state.line, columns).start
    elif state.cursor is not None and state.cursor.panel is panel:
        at = line_of(lines, state.cursor)
    if at is None:
        return state
    shown = panel_lines(panel, state, box)
    if shown.top <= at < shown.top + shown.room:
        return state
    return replace(state, scrolls={**state.scrolls, panel: max(0, at - shown.room // 2)})


def following(state: State, panels: Collection[Panel]) -> State:
    """Some panels show what is new, wherever they were scrolled to."""
    return replace(state, scrolls={panel: at for panel, at in state.scrolls.items() if panel not in panels})


def next_panel(state: State, by: int) -> Panel:
    """The panel that comes after the focused one, or before it."""
    panels = (Panel.PROGRAM, Panel.STAGE, *state.tabs) if state.wide else (*state.tabs, Panel.PROGRAM, Panel.STAGE)
    here = state.focused
    if here is None and not state.wide:
        here = state.front
    start = panels.index(here) if here in panels else -1 if by > 0 else 0
    return panels[(start + by) % len(panels)]
