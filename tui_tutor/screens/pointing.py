"""Keys and the mouse on panels: focus, scrolling, pictures, and the cursor that points at a number, a line, a place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tui_tutor.screens.painting import Painting
from tui_tutor.view.clicks import KEY, LINE, PANEL
from tui_tutor.view.cursor import Cursor
from tui_tutor.view.footer import scrollable
from tui_tutor.view.gallery import available, chosen
from tui_tutor.view.layout import FOCUSABLE, TABS, Panel
from tui_tutor.view.lines import EMPTY, text_of
from tui_tutor.view.pointing import goal, other_example, other_neuron, pointed, read
from tui_tutor.view.scrolling import next_panel, scrolled
from tui_tutor.view.state import State
from tui_tutor.widgets.panel_box import PanelBox

SCROLLED = 5
"""Lines that one page key scrolls a panel."""


class Pointing(Painting):
    """What is done with panels."""

    _first_picture = ""

    def action_focus_panel(self, by: int) -> None:
        """The next panel, or the one before; where the terminal is narrow it comes to the front."""
        self._end_replay()
        self._bring(next_panel(self.state, by))

    def _bring(self, panel: Panel) -> None:
        """Focus a panel; where the terminal is narrow it comes to the front."""
        if panel in TABS and not self.state.wide:
            self.state = replace(self.state, tab=panel)
            self._arrange()
        self.state = replace(self.state, focus=panel)
        self._measure()
        self._repaint()

    def action_scroll_panel(self, by: int) -> None:
        """Scroll the focused panel, or the text where none is."""
        self._end_replay()
        self._scroll(scrollable(self.state), by * SCROLLED)

    def _scroll(self, panel: Panel, by: int) -> None:
        place = self._places().get(panel)
        if place is not None and panel in FOCUSABLE:
            self.state = self._drawn(lambda: scrolled(self.state, panel, by, place)) or self.state
            self._repaint()

    def begin_with(self, picture: str) -> None:
        """Show this picture first, where there is one; before the screen is shown."""
        self._first_picture = picture

    def _show_first_picture(self) -> None:
        name, self._first_picture = self._first_picture, ""
        if not name:
            return
        there = self.pictures()
        if name in there:
            self.show_picture(name)
        else:
            has = f"there are: {', '.join(there)}" if there else "there is none at all"
            self.state = replace(self.state, note=f"there is no picture {name!r} here; {has}")

    def show_picture(self, name: str) -> None:
        """One of the pictures that there are, beside the stage; where the terminal is narrow it comes to the front."""
        self._end_replay()
        self.state = replace(self.state, picture=name, tab=Panel.PICTURE, pointer=None)
        self._arrange()
        self._measure()

    def pictures(self) -> list[str]:
        """The pictures that there are here."""
        return self._drawn(lambda: available(self.state)) or []

    def action_picture(self) -> None:
        """The next picture beside the stage; where the terminal is narrow it comes to the front."""
        self._end_replay()
        there = self.pictures()
        if not there:
            self.state = replace(self.state, note="this program has no other picture here")
        elif self.state.wide or self.state.tab is Panel.PICTURE:
            at = there.index(chosen(self.state))
            self.state = replace(self.state, picture=there[(at + 1) % len(there)], pointer=None)
        if not self.state.wide and self.state.tab is not Panel.PICTURE:
            self.state = replace(self.state, tab=Panel.PICTURE)
            self._arrange()
        self._measure()
        self._repaint()

    def action_linear(self) -> None:
        """The other axes for the error curve, where it is seen."""
        self._end_replay()
        state = self.state
        if chosen(state) == "error" and (state.wide or state.tab is Panel.PICTURE):
            kind = "logarithmic" if state.linear else "linear"
            self.state = replace(state, linear=not state.linear, note=f"the error curve on {kind} axes")
            self._choose("log_axes", state.linear)
        elif "error" in available(state):
            words = "{l} changes the axes of the error curve; {v} goes on to that picture"
            self.state = replace(state, note=state.keys.told(words))
        else:
            words = "{l} changes the axes of the error curve; this program has none"
            self.state = replace(state, note=state.keys.told(words))
        self._repaint()

    def action_example(self, by: int) -> None:
        """Another row's activations in the network, which comes to be seen."""
        self._in_network(lambda state: other_example(state, by))

    def action_neuron(self, by: int) -> None:
        """Another neuron's weights in the network, which comes to be seen."""
        self._in_network(lambda state: other_neuron(state, by))

    def _in_network(self, change: Callable[[State], State]) -> None:
        """Change what the network shows, or bring it forward where another picture is."""
        self._end_replay()
        if "network" not in (self._drawn(lambda: available(self.state)) or []):
            self.state = replace(self.state, note="this program has no network to show here")
        elif chosen(self.state) == "network" and (self.state.wide or self.state.tab is Panel.PICTURE):
            self.state = self._drawn(lambda: change(self.state)) or self.state
        else:
            tab = self.state.tab if self.state.wide else Panel.PICTURE
            self.state = replace(self.state, picture="network", tab=tab)
            self._arrange()
        self._repaint()

    def action_point(self, across: int, down: int) -> None:
        """Move the cursor of the focused panel; where none is focused, of the numbers on the stage."""
        self._end_replay()
        panel = self.state.focused or Panel.STAGE
        place = self._places().get(panel)
        if place is None:
            return
        self.state = replace(self.state, focus=panel, note=None)
        before = self._content(panel, place)
        self.state = self._drawn(lambda: pointed(self.state, panel, across, down, before)) or self.state
        self._reveal_pointed(panel)
        self._repaint()

    def action_enter(self) -> None:
        """Go where the focused panel's cursor points, or say in full what is there."""
        self._end_replay()
        panel = self.state.focused
        if panel is None:
            return
        where = goal(self.state, panel)
        if where is not None:
            self._begin()
            self.client.go(where, self.state.folded)
            return
        if panel is Panel.PICTURE and chosen(self.state) == "error":
            self.action_linear()
        else:
            words = text_of(self._drawn(lambda: read(self.state, panel, True)) or EMPTY)
            self.state = replace(self.state, note=words or f"{self.state.keys['shift+arrows']} point at a number first")
        self._repaint()

    def on_panel_box_scrolled(self, event: PanelBox.Scrolled) -> None:
        """The wheel was turned over a panel."""
        self._scroll(event.panel, event.by)

    def on_panel_box_pressed(self, event: PanelBox.Pressed) -> None:
        """The mouse was pressed on a panel: that puts it into focus."""
        if event.panel in FOCUSABLE:
            self.state = replace(self.state, focus=event.panel)
            self._repaint()

    def on_panel_box_clicked(self, event: PanelBox.Clicked) -> None:
        """A part was clicked that presses a key, leads somewhere, or brings a panel forward."""
        kind, what = event.click.kind, event.click.what
        if kind == KEY:
            self.app.simulate_key(self.state.keys.pressed(what))
            return
        self._end_replay()
        if kind == PANEL:
            self._bring(Panel(what))
            return
        self._begin()
        self.client.go(f"line {what}" if kind == LINE else what, self.state.folded)

    def on_panel_box_pointed(self, event: PanelBox.Pointed) -> None:
        """The mouse is over a number, or was pressed on one."""
        hover = Cursor(event.panel, *event.cell) if event.cell is not None else None
        if event.pressed and hover is not None:
            row = hover.row if event.panel is Panel.PROGRAM else self.state.line
            self.state = replace(self.state, cursor=hover, hover=None, line=row)
            self._repaint()
        elif hover != self.state.hover:
            self.state = replace(self.state, hover=hover)
            self._repaint()
