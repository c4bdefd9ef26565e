"""What the parts of the main screen share: the state, the program's process, what moves, and painting."""

from __future__ import annotations

import asyncio
import contextvars
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from textual.app import ComposeResult
from textual.geometry import Offset
from textual.screen import Screen
from textual.widget import Widget

from tui_tutor.lesson.drafts import Drafts
from tui_tutor.lesson.model import Lesson
from tui_tutor.lesson.settings import UNSET, Choice, Settings
from tui_tutor.lesson.watched import watched
from tui_tutor.runner.client import Client
from tui_tutor.screens.motion import Clock, Motion
from tui_tutor.screens.panels import Panels
from tui_tutor.view.acting import Frame
from tui_tutor.view.behind import wanted_iterations, wants_bowl
from tui_tutor.view.failed import failed_panel, where
from tui_tutor.view.keymap import USUAL, Keymap
from tui_tutor.view.layout import Box, Panel, arrange, is_wide
from tui_tutor.view.lines import Line
from tui_tutor.view.listing import Listing
from tui_tutor.view.panels import content_of
from tui_tutor.view.replay import Replay
from tui_tutor.view.screen import BARE, Drawing, composed, inside, panel_lines, places
from tui_tutor.view.scrolling import revealed
from tui_tutor.view.state import State
from tui_tutor.widgets.painted import by_cells
from tui_tutor.widgets.palette import Palette, palette_of

Thing = TypeVar("Thing")


class Painting(Screen[None]):
    """A screen that paints one state. What its keys do is in the classes made from it."""

    def __init__(
        self,
        lesson: Lesson,
        client: Client,
        *,
        motion: str = "full",
        settings: Settings = UNSET,
        keys: Keymap = USUAL,
        choose: Callable[[str, Choice], None] | None = None,
        clock: Clock = time.monotonic,
    ) -> None:
        """`choose` is told what is chosen with a key for other times, too, by its name in the settings."""
        super().__init__()
        self.state = State(
            lesson,
            Listing(lesson.source),
            folded=settings.fold,
            speed=settings.speed,
            linear=not settings.log_axes,
            keys=keys,
            pinned=watched(lesson.source),
        )
        self._choices = choose
        self.client = client
        self._full, self._still = motion == "full", motion == "none"
        self._panels = Panels()
        self._motion = Motion(self.set_timer, clock, self._show_frame, self._show_replay)
        self._drafts = Drafts()
        self._moves_on = False
        self._painting = False
        self._arranged: dict[Panel, Box] = {}
        self._palette: Palette | None = None
        self.parting: list[str] = []

    def from_threads(self, action: Callable[[str], None]) -> Callable[[str], None]:
        """A function that other threads may call: it has the loop do the action and waits for nothing.

        Words that come when the loop has ended are kept in `parting`, to be said when the tutor has been left.
        """
        loop, context = asyncio.get_running_loop(), contextvars.copy_context()

        def call(words: str) -> None:
            try:
                loop.call_soon_threadsafe(action, words, context=context)
            except RuntimeError:
                self.parting.append(words)

        return call

    def compose(self) -> ComposeResult:
        """One widget for each panel, mounted once."""
        yield from self._panels.boxes.values()

    def get_widget_and_offset_at(self, x: int, y: int) -> tuple[Widget | None, Offset | None]:
        """What can be selected at a place."""
        return by_cells(self, x, y, super().get_widget_and_offset_at(x, y))

    def _begin(self) -> None:
        """Before a move: whatever moves by itself comes to rest."""
        self._motion.stop()
        self._moves_on = False
        self.state = replace(self.state, note=None, fresh=False, playing=False, replay=None, asked=None)
        self._rest()

    def _rest(self) -> None:
        """Nothing of an operation is acted out any more."""
        self.state = replace(self.state, frame=None, acting=False)

    def _end_replay(self) -> None:
        """Any key but those of its speed ends a jump that is watched again."""
        if self._motion.is_replaying:
            self._motion.stop()
            self.state = replace(self.state, replay=None)
            self._repaint()

    def _pause(self) -> None:
        self._motion.stop()
        self.state = replace(self.state, playing=False, replay=None, note=None)
        self._rest()
        self._repaint()

    def come_to_rest(self) -> None:
        """Before something lies over the tutor: nothing moves, and what was said of the last key gives way."""
        self._pause()

    def _remember(self) -> None:
        """Keep what the learner has reached."""

    def _choose(self, name: str, choice: Choice) -> None:
        """Keep what the learner has chosen for other times, too."""
        if self._choices is not None:
            self._choices(name, choice)

    def _show_frame(self, frame: Frame | None) -> None:
        self.state = replace(self.state, frame=frame, acting=self.state.acting and frame is not None)
        self._repaint()

    def _show_replay(self, replay: Replay | None) -> None:
        self.state = replace(self.state, replay=replay)
        self._repaint()

    def _measure(self) -> None:
        """Have computed what a picture needs besides the moment: a bowl that reaches as far, or other iterations."""
        state = self.state
        if self._drawn(lambda: wants_bowl(state)):
            self.client.measure()
        others = self._drawn(lambda: wanted_iterations(state))
        if others:
            self.client.recall(others)

    def _new_palette(self) -> None:
        self._palette = palette_of(self.app)
        self.styles.background = self._palette.background
        self._repaint()

    def _arrange(self) -> None:
        self.state = replace(self.state, wide=is_wide(*self.size))
        self._repaint()

    def _repaint(self) -> None:
        """Paint once all that is waiting has been dealt with, however many keys were pressed."""
        if not self._painting:
            self._painting = True
            self.call_later(self._paint)

    def _paint(self) -> None:
        self._painting = False
        if self._palette is None or not self.is_attached:
            return
        there = self._places()
        if there != self._arranged:
            self._arranged = there
            self._panels.arrange(there)
        for panel, drawing in composed(self.state, there, _safely).items():
            self._panels.boxes[panel].show(drawing.lines, self._palette)

    def _places(self) -> dict[Panel, Box]:
        """Where each panel stands."""
        return self._drawn(lambda: places(self.state, *self.size)) or arrange(*self.size, self.state.front)

    def _content(self, panel: Panel, place: Box) -> Sequence[Line]:
        """What a panel shows in its place, without its frame; nothing where it cannot be drawn."""
        # What is drawn when it is looked at fails when it is looked at.
        return self._drawn(lambda: content_of(panel, self.state, *inside(panel, place)).lines or ()) or ()

    def _reveal_pointed(self, panel: Panel) -> None:
        """Scroll a panel so that what its cursor points at is seen."""
        place = self._places().get(panel)
        if place is not None:
            lines = self._content(panel, place)
            self.state = self._drawn(lambda: revealed(self.state, panel, place, lines)) or self.state

    def _drawn(self, draw: Callable[[], Thing]) -> Thing | None:
        """What a function of the view gives; None where it fails, which is said, and the rest goes on."""
        try:
            return draw()
        except Exception as error:
            self.state = replace(self.state, note=f"this is a bug in toytutor, please report it: at {where(error)}")
            return None


def _safely(panel: Panel, state: State, box: Box, others: Mapping[Panel, Drawing]) -> Drawing:
    """A panel drawn into its box, or what is said in its place where it cannot be drawn."""
    try:
        return panel_lines(panel, state, box, others)
    except Exception as error:
        return Drawing(failed_panel(panel.value, error, box, bare=panel in BARE, focus=panel is state.focused))
