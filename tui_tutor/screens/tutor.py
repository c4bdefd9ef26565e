"""The main screen: keys become requests, replies become a state, the state is painted."""

from __future__ import annotations

import asyncio
import contextvars
import time
from dataclasses import dataclass, replace
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from tui_tutor.engine.moment import Moment
from tui_tutor.engine.moves import Move
from tui_tutor.lesson.model import Lesson
from tui_tutor.runner.client import Client
from tui_tutor.runner.protocol import Arrived, Broken, Died, Refused, Reply, Watched
from tui_tutor.screens.ask import AskScreen
from tui_tutor.screens.help import HelpScreen
from tui_tutor.screens.motion import Clock, Motion, frames_wanted
from tui_tutor.screens.panels import Panels
from tui_tutor.view.acting import BRIEF, Frame, frames, quick
from tui_tutor.view.cursor import Cursor
from tui_tutor.view.gallery import available, chosen
from tui_tutor.view.keys import COMMANDS, footer_keys
from tui_tutor.view.layout import TABS, Box, Panel, arrange, is_wide
from tui_tutor.view.lines import Line, text_of
from tui_tutor.view.listing import Listing
from tui_tutor.view.panels import picture
from tui_tutor.view.pointing import goal, pointed, read
from tui_tutor.view.replay import Replay, jumped
from tui_tutor.view.replies import BUG, after, died_words
from tui_tutor.view.screen import BARE, inside, panel_lines
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

QUICK_SECONDS = 0.24
"""What the motion after a key takes altogether: text first, a key, a short motion, then rest."""

BRIEF_SECONDS = 0.15
"""How long reduced motion marks what is new."""

NEW, KNOWN = 1.5, 0.6
"""How much longer a play stays at an operation that it has not shown before, and at one that it has."""


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

    def __init__(
        self,
        lesson: Lesson,
        client: Client,
        *,
        motion: str = "full",
        ascii_only: bool = False,
        clock: Clock = time.monotonic,
    ) -> None:
        super().__init__()
        self.state = State(lesson, Listing(lesson.source))
        self.client = client
        self._full, self._still = motion == "full", motion == "none"
        self._ascii = ascii_only
        self._panels = Panels(ascii_only)
        self._motion = Motion(self.set_timer, clock, self._show_frame, self._show_replay)
        self._moves_on = False
        self._known: set[int] = set()
        self._painting = False
        self._palette: Palette | None = None

    def compose(self) -> ComposeResult:
        """One widget for each panel, mounted once."""
        yield from self._panels.boxes.values()

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
        before = self.state.moment
        if before is None:
            leaving = _cannot_open(reply)
            if leaving is not None:
                self.app.exit(result=leaving)
                return
        if isinstance(reply, Watched):
            self._motion.feed(reply.snapshots, reply.last)
            return
        self.state = after(self.state, reply)
        if isinstance(reply, Arrived):
            self._panels.follow()
            self._measure()
            if not self.client.is_busy:
                self._arrived(before, reply.moment)
        if isinstance(reply, Died):
            self._motion.stop()
        self._repaint()

    def _arrived(self, before: Moment | None, now: Moment) -> None:
        """The last of all moves that were asked for is made: show how, or go on playing."""
        if self.state.playing:
            self._play_on(now)
            return
        jump = jumped(before, now)
        if jump is not None and self._full:
            self._motion.replay(*jump, lambda: self.state.speed)
            self.client.watch(*jump, frames_wanted(self.state.speed))
        elif self._moves_on and before is not now and now.event is not None and not self._still:
            shown = quick(now.event) if self._full else [BRIEF]
            seconds = QUICK_SECONDS / max(1, len(shown)) if self._full else BRIEF_SECONDS
            self._motion.act(shown, lambda: seconds)

    def _measure(self) -> None:
        """Have the bowl computed where it is looked at, and does not reach to where the learner stands."""
        state = self.state
        if state.moment is None or chosen(state) != "bowl" or state.no_bowl:
            return
        at = state.moment.error_at or 0
        if state.bowl is None or state.bowl.through < at:
            self.client.measure()

    # Moves

    def _begin(self) -> None:
        """Before a move: whatever moves by itself comes to rest."""
        self._motion.stop()
        self._moves_on = False
        self.state = replace(self.state, note=None, fresh=False, playing=False, frame=None, replay=None)

    def action_step(self, move: str) -> None:
        """A move by key."""
        self._begin()
        self._moves_on = move in ("forward", "line", "step")
        self.client.move(Move(move), self.state.folded)
        self._repaint()

    def action_iterate(self, count: int) -> None:
        """So many iterations on, or back."""
        self._begin()
        self.client.iterate(count, self.state.folded)
        self._repaint()

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
        """Stop a jump; else come to rest, or leave the focused panel."""
        if self.client.is_busy:
            self.client.stop()
        elif self.state.playing or self._motion.is_acting or self._motion.is_replaying:
            self._begin()
        elif self.focused is not None:
            self.set_focus(None)
            self.state = replace(self.state, cursor=None, line=None, pointer=None)
        else:
            self.state = replace(self.state, note=None, hover=None)
        self._repaint()

    # Motion

    def action_play(self) -> None:
        """Play and pause."""
        playing = not self.state.playing
        self._begin()
        self._known = set()
        self.state = replace(self.state, playing=playing)
        if playing:
            self.client.move(Move.FORWARD, self.state.folded)
        self._repaint()

    def action_act(self) -> None:
        """Act the present operation out."""
        event = self.state.moment.event if self.state.moment is not None else None
        self._begin()
        pieces = frames(event) if event is not None else []
        if self._still:
            self.state = replace(self.state, note="motion is switched off (--motion full switches it on)")
        elif pieces:
            self._motion.act(pieces, lambda: ACT_SECONDS / self.state.speed)
        else:
            self.state = replace(self.state, note="there is nothing to act out here; → goes on")
        self._repaint()

    def action_faster(self, by: int) -> None:
        """Another speed for what moves."""
        at = min(range(len(SPEEDS)), key=lambda index: abs(SPEEDS[index] - self.state.speed))
        speed = SPEEDS[min(len(SPEEDS) - 1, max(0, at + by))]
        self.state = replace(self.state, speed=speed, note=f"speed ×{speed:g}")
        self._repaint()

    def _show_frame(self, frame: Frame | None) -> None:
        self.state = replace(self.state, frame=frame)
        self._repaint()

    def _show_replay(self, replay: Replay | None) -> None:
        self.state = replace(self.state, replay=replay)
        self._repaint()

    def _play_on(self, now: Moment) -> None:
        if self.state.note is not None:
            # The end of the program, or an operation that failed.
            self.state = replace(self.state, playing=False)
            return
        site = now.event.site.number if now.event is not None else -1
        slower = KNOWN if site in self._known else NEW
        self._known.add(site)
        step = partial(self.client.move, Move.FORWARD, self.state.folded)
        self._motion.later(PLAY_SECONDS * slower / self.state.speed, step)

    def _pause(self) -> None:
        self._motion.stop()
        self.state = replace(self.state, playing=False, frame=None, replay=None)

    # Panels

    def action_focus_panel(self, by: int) -> None:
        """The next panel, or the one before; where the terminal is narrow it comes to the front."""
        panel = self._panels.next(self.focused, self.state, by)
        if panel in TABS and not self.state.wide:
            self.state = replace(self.state, tab=panel)
            self._arrange()
        self.set_focus(self._panels.boxes[panel])
        self._measure()
        self._repaint()

    def action_scroll_panel(self, by: int) -> None:
        """Scroll the focused panel, or the text where none is."""
        self._panels.scroll(self.focused, self.state, by)

    def action_picture(self) -> None:
        """The next picture beside the stage; where the terminal is narrow it comes to the front."""
        there = available(self.state)
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
        """The other axes for the error curve."""
        self.state = replace(self.state, linear=not self.state.linear)
        self._repaint()

    def action_point(self, across: int, down: int) -> None:
        """Move the cursor of the focused panel; where none is focused, of the numbers on the stage."""
        panel = self._panels.focused(self.focused) or Panel.STAGE
        place = arrange(*self.size, self.state.tab).get(panel)
        if place is None:
            return
        self.set_focus(self._panels.boxes[panel])
        self.state = pointed(self.state, panel, across, down, picture(panel, self.state, *inside(panel, place)).lines)
        self._panels.reveal(panel, self.state, place)
        self._repaint()

    def action_enter(self) -> None:
        """Go where the focused panel's cursor points, or say in full what is there."""
        panel = self._panels.focused(self.focused)
        if panel is None:
            return
        where = goal(self.state, panel)
        if where is not None:
            self._begin()
            self.client.go(where, self.state.folded)
        elif panel is Panel.PICTURE and chosen(self.state) == "error":
            self.action_linear()
        else:
            words = text_of(read(self.state, panel, True))
            self.state = replace(self.state, note=words or "shift and an arrow key points at a number first")
        self._repaint()

    def on_picture_box_scrolled(self) -> None:
        """A panel was scrolled or got the focus."""
        self._repaint()

    def on_picture_box_pointed(self, event: PictureBox.Pointed) -> None:
        """The mouse is over a number, or was pressed on one."""
        hover = Cursor(event.panel, *event.cell) if event.cell is not None else None
        if event.pressed and hover is not None:
            self.state = replace(self.state, cursor=hover, hover=None)
            self._repaint()
        elif hover != self.state.hover:
            self.state = replace(self.state, hover=hover)
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
        self._panels.arrange(arrange(columns, rows, self.state.tab))
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
            self._panels.boxes[panel].paint(partial(self._draw, panel), place, self._palette)

    def _draw(self, panel: Panel, box: Box, scroll: int | None, focus: bool) -> tuple[list[Line], int]:
        keys: list[tuple[str, str]] = []
        if panel in BARE:
            keys = footer_keys(
                running=self.state.run is not None,
                playing=self.state.playing,
                replaying=self._motion.is_replaying,
                acting=self._motion.is_acting and self.state.frame is not None,
                focused=self._panels.focused(self.focused),
                picture=chosen(self.state),
            )
        return panel_lines(panel, self.state, box, keys=keys, scroll=scroll, focus=focus)


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
