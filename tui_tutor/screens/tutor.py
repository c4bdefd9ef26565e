"""The main screen: keys become requests, replies become a state, the state is painted."""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.timer import Timer

from tui_tutor.engine.moves import Move
from tui_tutor.lesson.model import Lesson
from tui_tutor.runner.client import Client
from tui_tutor.runner.protocol import Arrived, Broken, Died, Refused, Reply
from tui_tutor.screens.ask import AskScreen
from tui_tutor.screens.help import HelpScreen
from tui_tutor.view.acting import Frame, frames
from tui_tutor.view.keys import COMMANDS, footer_keys
from tui_tutor.view.layout import FOCUSABLE, TABS, Box, Panel, arrange, is_wide
from tui_tutor.view.lines import Line
from tui_tutor.view.listing import Listing
from tui_tutor.view.replies import BUG, after, died_words
from tui_tutor.view.screen import BARE, panel_lines
from tui_tutor.view.state import State
from tui_tutor.widgets.ascii import to_ascii
from tui_tutor.widgets.palette import Palette
from tui_tutor.widgets.picture import PictureBox

PLAY_SECONDS = 1.2
"""Between two operations of a play at normal speed."""

ACT_SECONDS = 0.45
"""Between two frames of an acting out at normal speed."""

SPEEDS = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0)

GO_QUESTION = "go to   253 · 253:7 · step 7 · line 58 · end · error < 0.1   (esc leaves)"

SCROLLED = 5
"""Lines that one page key scrolls a panel."""


@dataclass(frozen=True, slots=True)
class Leaving:
    """How the app ends: the exit status, and what there is to say about it."""

    status: int
    words: tuple[str, ...] = ()


class TutorScreen(Screen[None]):
    """Shows a lesson and walks through it."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(command.keys, command.action, command.help or command.words, show=False, priority=True)
        for command in COMMANDS
    ]

    def __init__(self, lesson: Lesson, client: Client, *, motion: str = "full", ascii_only: bool = False) -> None:
        super().__init__()
        self.state = State(lesson, Listing(lesson.source))
        self.client = client
        self._motion = motion
        self._ascii = ascii_only
        self._boxes = {panel: PictureBox(panel, can_focus=panel in FOCUSABLE) for panel in Panel}
        self._painting = False
        self._timer: Timer | None = None
        self._acting: list[Frame] = []
        self._palette: Palette | None = None

    def compose(self) -> ComposeResult:
        """One widget for each panel, mounted once."""
        for box in self._boxes.values():
            box.ascii_only = self._ascii
            yield box

    def on_mount(self) -> None:
        """Listen to the process that runs the program."""
        self.app.theme_changed_signal.subscribe(self, lambda _theme: self._new_palette())
        self._new_palette()
        loop, context = asyncio.get_running_loop(), contextvars.copy_context()

        def on_reply(reply: Reply) -> None:
            if not loop.is_closed():
                loop.call_soon_threadsafe(self._receive, reply, context=context)

        self.client.listen(on_reply)

    def on_resize(self) -> None:
        """Panels find new places."""
        self._arrange()

    # Replies

    def _receive(self, reply: Reply) -> None:
        if self.state.moment is None:
            leaving = _cannot_open(reply)
            if leaving is not None:
                self.app.exit(result=leaving)
                return
        moved = isinstance(reply, Arrived) and not self.client.is_busy
        self.state = after(self.state, reply)
        if isinstance(reply, Arrived):
            self._follow()
        if isinstance(reply, Died):
            self._stop_motion()
        if moved and self.state.playing:
            self._play_on()
        self._repaint()

    def _follow(self) -> None:
        """After a move panels show what is new, wherever they were scrolled to."""
        for panel in (Panel.PROGRAM, Panel.STAGE, Panel.TEXT, Panel.PRINTED):
            self._boxes[panel].follow()

    # Moves

    def _begin(self) -> None:
        """Before a move: whatever moves by itself comes to rest."""
        self._stop_motion()
        self.state = replace(self.state, note=None, fresh=False, playing=False, frame=None)

    def action_step(self, move: str) -> None:
        """A move by key."""
        self._begin()
        self.client.move(Move(move), self.state.folded)

    def action_iterate(self, count: int) -> None:
        """So many iterations on, or back."""
        self._begin()
        self.client.iterate(count, self.state.folded)

    def action_ask(self) -> None:
        """Ask where to go."""

        def go(text: str | None) -> None:
            if text is not None:
                self._begin()
                self.client.go(text, self.state.folded)

        self._pause()
        question = to_ascii(GO_QUESTION) if self._ascii else GO_QUESTION
        self.app.push_screen(AskScreen(question, "253"), go)

    def action_fold(self) -> None:
        """Step inside called functions, or over them."""
        self._begin()
        folded = not self.state.folded
        note = "calls are folded: → steps over them" if folded else "calls are unfolded: → steps inside them"
        self.state = replace(self.state, folded=folded, note=note)
        if folded:
            self.client.fold()
        self._repaint()

    def action_stop(self) -> None:
        """Stop a jump; else leave the focused panel, or come to rest."""
        if self.client.is_busy:
            self.client.stop()
        elif self.state.playing or self._acting:
            self._begin()
            self._repaint()
        elif self.focused is not None:
            self.set_focus(None)
        elif self.state.note:
            self.state = replace(self.state, note=None)
            self._repaint()

    # Motion

    def action_play(self) -> None:
        """Play and pause."""
        playing = not self.state.playing
        self._begin()
        self.state = replace(self.state, playing=playing)
        if playing:
            self.client.move(Move.FORWARD, self.state.folded)
        self._repaint()

    def action_act(self) -> None:
        """Act the present operation out."""
        moment = self.state.moment
        self._begin()
        self._acting = frames(moment.event) if moment is not None and moment.event is not None else []
        if not self._acting:
            self.state = replace(self.state, note="this operation has no pieces to act out; → goes on")
        elif self._motion == "none":
            self._acting = []
            self.state = replace(self.state, note="motion is switched off (--motion full switches it on)")
        else:
            self._next_frame()
        self._repaint()

    def action_faster(self, by: int) -> None:
        """Another speed for what moves."""
        at = min(range(len(SPEEDS)), key=lambda index: abs(SPEEDS[index] - self.state.speed))
        speed = SPEEDS[min(len(SPEEDS) - 1, max(0, at + by))]
        self.state = replace(self.state, speed=speed, note=f"speed ×{speed:g}")
        self._repaint()

    def _next_frame(self) -> None:
        frame = self._acting.pop(0) if self._acting else None
        self.state = replace(self.state, frame=frame)
        if frame is not None:
            self._timer = self.set_timer(ACT_SECONDS / self.state.speed, self._next_frame)
        self._repaint()

    def _play_on(self) -> None:
        if self.state.note is not None:
            # The end of the program, or an operation that failed.
            self.state = replace(self.state, playing=False)
            return
        self._stop_motion()
        step = partial(self.client.move, Move.FORWARD, self.state.folded)
        self._timer = self.set_timer(PLAY_SECONDS / self.state.speed, step)

    def _pause(self) -> None:
        self._stop_motion()
        self.state = replace(self.state, playing=False, frame=None)

    def _stop_motion(self) -> None:
        self._acting = []
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    # Panels

    def action_focus_panel(self, by: int) -> None:
        """The next panel, or the one before; where the terminal is narrow it comes to the front."""
        panels = FOCUSABLE if self.state.wide else (*TABS, Panel.PROGRAM, Panel.STAGE)
        focused = self.focused
        here = focused.panel if isinstance(focused, PictureBox) else None
        if here is None and not self.state.wide:
            here = self.state.tab
        start = panels.index(here) if here in panels else -1 if by > 0 else 0
        panel = panels[(start + by) % len(panels)]
        if panel in TABS and not self.state.wide:
            self.state = replace(self.state, tab=panel)
            self._arrange()
        self.set_focus(self._boxes[panel])
        self._repaint()

    def action_scroll_panel(self, by: int) -> None:
        """Scroll the focused panel, or the text where none is."""
        focused = self.focused
        default = Panel.TEXT if self.state.wide else self.state.tab
        box = focused if isinstance(focused, PictureBox) else self._boxes[default]
        box.scroll_lines(by * SCROLLED)

    def on_picture_box_scrolled(self) -> None:
        """A panel was scrolled or got the focus."""
        self._repaint()

    def action_help(self) -> None:
        """Show the help."""
        self._pause()
        self.app.push_screen(HelpScreen(ascii_only=self._ascii))

    def action_palette(self) -> None:
        """Show the command palette."""
        self.app.action_command_palette()

    def action_leave(self) -> None:
        """Quit."""
        self.app.exit(result=Leaving(0))

    # Painting

    def _new_palette(self) -> None:
        self._palette = Palette(self.app.current_theme)
        self.styles.background = self._palette.background
        self._repaint()

    def _arrange(self) -> None:
        columns, rows = self.size
        self.state = replace(self.state, wide=is_wide(columns, rows))
        places = arrange(columns, rows, self.state.tab)
        for panel, widget in self._boxes.items():
            place = places.get(panel)
            widget.display = place is not None
            if place is not None:
                widget.styles.offset = (place.x, place.y)
                widget.styles.width, widget.styles.height = place.columns, place.rows
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
        columns, rows = self.size
        for panel, place in arrange(columns, rows, self.state.tab).items():
            self._boxes[panel].paint(partial(self._draw, panel), place, self._palette)

    def _draw(self, panel: Panel, box: Box, scroll: int | None, focus: bool) -> tuple[list[Line], int]:
        keys: Iterable[tuple[str, str]] = ()
        if panel in BARE:
            running = self.state.run is not None
            keys = footer_keys(running=running, playing=self.state.playing, focused=self.focused is not None)
        return panel_lines(panel, self.state, box, keys=list(keys), scroll=scroll, focus=focus)


def _cannot_open(reply: Reply) -> Leaving | None:
    """How the app ends when the first reply says that there is nothing to show."""
    if isinstance(reply, Refused):
        return Leaving(1, tuple(map(str, reply.problems)))
    if isinstance(reply, Arrived) and not reply.found:
        return Leaving(2, (reply.note or "",))
    if isinstance(reply, Broken):
        return Leaving(1, (f"{BUG} {reply.message}",))
    if isinstance(reply, Died) and not reply.restarts:
        return Leaving(1, (died_words(reply),))
    return None
