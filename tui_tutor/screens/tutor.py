"""The main screen: keys become requests, replies become a state, the state is painted."""

from __future__ import annotations

import asyncio
import contextvars
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType

from tui_tutor.runner.protocol import Arrived, Broken, Diagnosed, Died, Refused, Reply, Tried, Watched
from tui_tutor.screens.asking import Asking
from tui_tutor.screens.diagnosing import Diagnosing
from tui_tutor.screens.dialog import open_over
from tui_tutor.screens.help import HelpScreen, TopicScreen
from tui_tutor.screens.leaving import Leaving, cannot_open, refusal
from tui_tutor.screens.linking import Linking
from tui_tutor.screens.loops import Looping
from tui_tutor.screens.moving import Moving
from tui_tutor.screens.pinning import Pinning
from tui_tutor.screens.plotting import Plotting
from tui_tutor.screens.remembering import Remembering
from tui_tutor.screens.trying import Trying
from tui_tutor.screens.varying import Varying
from tui_tutor.view.keys import COMMANDS
from tui_tutor.view.replies import after, broken_words, died_words, passed_by


class TutorScreen(Moving, Pinning, Asking, Trying, Varying, Diagnosing, Looping, Remembering, Linking, Plotting):
    """Shows a lesson and walks through it."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(command.keys, command.action, command.words, show=False, priority=True, id=command.name)
        for command in COMMANDS
    ]

    def on_mount(self) -> None:
        """Listen to the process that runs the program."""
        self.app.theme_changed_signal.subscribe(self, lambda _theme: self._new_palette())
        self._new_palette()
        self._begin_to_remember()
        self._listen()

    def _listen(self) -> None:
        loop, context, client = asyncio.get_running_loop(), contextvars.copy_context(), self.client

        def take(reply: Reply) -> None:
            # A process that was left for another one may still have something to say.
            if client is self.client:
                self._receive(reply)
            elif self._left is not None and client is self._left.client:
                self._left.take(reply)

        def on_reply(reply: Reply) -> None:
            if not loop.is_closed():
                loop.call_soon_threadsafe(take, reply, context=context)

        client.listen(on_reply)

    def on_key(self, _event: events.Key) -> None:
        """A key that means nothing else."""
        self._end_replay()

    def on_resize(self) -> None:
        """Panels find new places."""
        self._arrange()

    def _receive(self, reply: Reply) -> None:
        # The first operation of a program that is being opened is not yet a place to be at.
        before = self.state.moment if not self.state.provisional else None
        if before is None and self._cannot_open(reply):
            return
        wanted = self.client.is_wanted(reply)
        if not wanted and not (before is None and isinstance(reply, Arrived)):
            self.state = passed_by(self.state, reply)
            return
        if isinstance(reply, Tried):
            self._tried(reply)
            return
        if isinstance(reply, Diagnosed):
            self._diagnosed(reply)
            return
        if isinstance(reply, Watched):
            self._motion.feed(reply.snapshots, reply.last)
            return
        if isinstance(reply, Arrived) and wanted and self._hold(reply):
            self._repaint()
            return
        self.state = after(self.state, reply)
        if isinstance(reply, Arrived):
            self._followed(reply)
            self._is_plotted(reply)
            if before is None and self.state.pinned:
                self.client.pin(self.state.pinned)
            self._show_first_picture()
            self._opened()
            self._remember()
            self._is_stepped()
            if wanted:
                self._arrived(before, reply.moment)
            self._measure()
        if isinstance(reply, Died):
            self._motion.stop()
            self._was_too_much()
            self._tried(Tried(0, None, died_words(reply)))
            self._not_diagnosed(died_words(reply, self.state.keys))
        if isinstance(reply, Broken):
            self._not_diagnosed(broken_words(reply))
        self._repaint()

    def _cannot_open(self, reply: Reply) -> bool:
        """Whether a first reply says that the program cannot be opened: the one before it stays, or the app ends."""
        path = self.state.lesson.source.path
        problems = refusal(reply, path)
        if isinstance(reply, Died):
            self._was_too_much()
        if problems and self._go_back(problems, edit=isinstance(reply, Refused)):
            return True
        leaving = cannot_open(reply, path, returning=self.client.returning)
        if leaving is not None:
            self.app.exit(result=leaving)
        return leaving is not None

    def action_help(self) -> None:
        """Show the help."""
        self._pause()
        open_over(self, HelpScreen(self.state, self.state.focused))

    def action_explain(self, name: str) -> None:
        """Explain one name or term."""
        self._pause()
        open_over(self, TopicScreen(self.state, name))

    def action_palette(self) -> None:
        """Show the command palette."""
        self.app.action_command_palette()

    def action_leave(self) -> None:
        """Quit."""
        self.app.exit(result=Leaving(0))
