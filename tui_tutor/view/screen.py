"""The whole screen as lines: every panel in its frame, in its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from tui_tutor.engine.watch.position import Part
from tui_tutor.view.border import WIDTH, border
from tui_tutor.view.cursor import lit, marked
from tui_tutor.view.footer import footer_keys, scrollable
from tui_tutor.view.gallery import chosen
from tui_tutor.view.layout import Box, Panel, arrange, is_wide
from tui_tutor.view.lazy import is_complete
from tui_tutor.view.lines import EMPTY, Line, clip, cut_left, harmless, overlaid, pad
from tui_tutor.view.panels import Content, Keys, content_of, more_lines, more_pictures
from tui_tutor.view.pins import pin_lines
from tui_tutor.view.pointing import read
from tui_tutor.view.state import State
from tui_tutor.view.unseen import first_line, room_for_names, unseen
from tui_tutor.view.way import lit_words

LARGE = frozenset({"network", "neurons", "wishes", "s-curve", "bowl"})
"""Pictures that cannot be read where there is little room."""

BARE = frozenset({Panel.STATUS, Panel.FOOTER, Panel.NOTICE})
"""Panels without a frame."""


class Drawing(NamedTuple):
    """A panel in its frame, exactly as large as its box.

    `top` is the line of its content that is seen first, `below` how many come after the last, and `room` how many
    are seen at once.
    """

    lines: list[Line]
    top: int = 0
    below: int = 0
    room: int = 0


Draw = Callable[[Panel, State, Box, Mapping[Panel, Drawing]], Drawing]
"""Draws a panel of a state into a box; what is drawn of the others is told to the footer, which is drawn last."""


def panel_lines(panel: Panel, state: State, box: Box, others: Mapping[Panel, Drawing] | None = None) -> Drawing:
    """A panel drawn into its box; the footer tells how to scroll what can be scrolled of the `others`."""
    if panel in BARE:
        keys = _keys(state, others or {}) if panel is Panel.FOOTER else ()
        shown = content_of(panel, state, box.columns, box.rows, keys)
        rows = [pad(harmless(each), box.columns) for each in shown.lines[: box.rows]]
        return Drawing(rows + [pad((), box.columns)] * (box.rows - len(rows)))
    columns, room = inside(panel, box)
    # What is pinned is never scrolled away.
    pinned = list(pin_lines(state.pins, columns))[: room // 2] if panel is Panel.NUMBERS else []
    room -= len(pinned)
    focus = panel is state.focused
    shown = content_of(panel, state, columns, room)
    top, seen, told = _in_sight(panel, state, shown, columns, room)
    room -= len(told)
    content = [((" ", "frame"), *harmless(each)) for each in seen]
    if panel is Panel.PROGRAM and state.line is not None:
        for row in state.listing.rows(state.line, columns):
            if top <= row < top + room:
                content[row - top] = overlaid(content[row - top], "cursor.line")
    if panel is Panel.STAGE and state.way and state.way[-1].hop is not None:
        content = lit(content, lit_words(state.way[-1].hop))
    for cursor in (state.hover, state.cursor):
        if cursor is not None and cursor.panel is panel:
            content = marked(content, cursor)
    below = max(0, len(shown.lines) - top - room)
    if told:
        content += [()] * (room - len(content)) + [((" ", "frame"), *each) for each in told]
    more = (
        more_lines(below, is_complete(shown.lines), state.keys["pgdn"] if focus else "")
        if panel is not Panel.PROGRAM
        else EMPTY
    )
    if panel is Panel.PICTURE and not more:
        more = more_pictures(state)
    title, right = harmless(shown.title), harmless(shown.right)
    reading = harmless(read(state, panel, focus))
    content = [*(((" ", "frame"), *harmless(each)) for each in pinned), *content]
    lines = border(content, box.columns, box.rows, title, right, focus=focus, more=more, below=reading)
    return Drawing(lines, top, below, room)


def _in_sight(
    panel: Panel, state: State, shown: Content, columns: int, room: int
) -> tuple[int, Sequence[Line], list[Line]]:
    """The first line that is seen of a panel's content, all that are, and what is told below them of the others."""
    scroll, lines = state.scrolls.get(panel), shown.lines
    if panel is not Panel.NUMBERS or len(lines[: room + 1]) <= room:
        return *_seen(shown, scroll, room), []
    start = first_line(state, lines, room - room_for_names(room))

    def see(kept: int) -> tuple[int, Sequence[Line]]:
        return (start, lines[start : start + kept]) if scroll is None else _seen(shown, scroll, kept)

    told = unseen(state, lambda kept: see(kept)[1], columns, room)
    return *see(room - len(told)), told


def _keys(state: State, others: Mapping[Panel, Drawing]) -> Keys:
    there = others.get(scrollable(state))
    return footer_keys(state, below=there is not None and there.below > 0, above=there is not None and there.top > 0)


def places(state: State, columns: int, rows: int) -> dict[Panel, Box]:
    """Where each panel of a state stands; within a step that does not change."""
    moment = state.moment
    results = moment is not None and moment.position.place.part is Part.END and "print(" in state.lesson.source.text
    large, told = chosen(state) in LARGE, state.is_told
    return arrange(columns, rows, state.front, large=large, results=results, told=told)


def _seen(shown: Content, scroll: int | None, room: int) -> tuple[int, Sequence[Line]]:
    """The first line that is seen of a picture's content, and all that are; no others need to be drawn for it."""
    lines = shown.lines
    if scroll is None and shown.from_end:
        scroll = len(lines)
    top = max(0, scroll if scroll is not None else shown.top)
    seen = lines[top : top + room]
    last = max(0, len(lines) - room)
    return (top, seen) if top <= last else (last, lines[last : last + room])


def inside(panel: Panel, box: Box) -> tuple[int, int]:
    """The columns and rows that a panel's content has."""
    # The stage has no blank before its right edge: a product needs every cell.
    return box.columns - 2 * WIDTH + (panel is Panel.STAGE), box.rows - WIDTH


def composed(state: State, there: Mapping[Panel, Box], draw: Draw = panel_lines) -> dict[Panel, Drawing]:
    """All that is on the screen: each panel that has a place, drawn into it."""
    drawn: dict[Panel, Drawing] = {}
    for panel in sorted(there, key=lambda each: each is Panel.FOOTER):
        drawn[panel] = draw(panel, state, there[panel], drawn)
    return drawn


def screen(state: State, columns: int, rows: int) -> list[Line]:
    """The whole screen at a size, as lines."""
    state = replace(state, wide=is_wide(columns, rows))
    grid: list[Line] = [pad((), columns) for _ in range(rows)]
    there = places(state, columns, rows)
    for panel, drawing in composed(state, there).items():
        box = there[panel]
        for index, each in enumerate(drawing.lines):
            row = grid[box.y + index]
            grid[box.y + index] = (*clip(row, box.x, mark=""), *each, *cut_left(row, box.x + box.columns))
    return grid
