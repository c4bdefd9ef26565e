"""Keys that move: by operations and iterations, to a place, inside calls, and what moves by itself."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from tui_tutor.engine.watch.moment import Moment
from tui_tutor.engine.watch.moves import Move
from tui_tutor.screens.dialog import open_over
from tui_tutor.screens.following import Following
from tui_tutor.screens.line import LineScreen
from tui_tutor.screens.motion import frames_wanted
from tui_tutor.screens.notices import NoticesScreen
from tui_tutor.study.notices.book import Met
from tui_tutor.view.acting import BRIEF, frames, quick
from tui_tutor.view.goals import question
from tui_tutor.view.layout import Panel
from tui_tutor.view.replay import jumped

PLAY_SECONDS = 1.2
"""Between two operations of a play at normal speed."""

ACT_SECONDS = 0.45
"""Between two frames of an acting out at normal speed."""

SPEEDS = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0)

QUICK_SECONDS = 0.24
"""What the motion after a key takes altogether: text first, a key, a short motion, then rest."""

BRIEF_SECONDS = 0.15
"""How long reduced motion marks what is new."""

NEW, KNOWN = 1.5, 0.6
"""How much longer a play stays at an operation that it has not shown before, and at one that it has."""


class Moving(Following):
    """Moves, and the motions that show them.

    A key that moves paints nothing: whatever comes of it arrives as a reply, which does.
    """

    _known: frozenset[int] = frozenset()

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
            event = now.event
            shown = self._drawn(lambda: quick(event)) or [] if self._full else [BRIEF]
            seconds = QUICK_SECONDS / max(1, len(shown)) if self._full else BRIEF_SECONDS
            self._motion.act(shown, lambda: seconds)

    def action_step(self, move: str) -> None:
        """A move by key; on the way of a number the key back goes one hop back."""
        if move == "back" and self._hop_back():
            return
        self._begin()
        if move in ("step", "step back") and not self.state.wide:
            # What a step is about is in its text.
            self.state = replace(self.state, tab=Panel.TEXT, focus=None, cursor=None, line=None, pointer=None)
        self._moves_on = move in ("forward", "line", "step")
        self.client.move(Move(move), self.state.folded, self.state.asking and self._moves_on)

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
        open_over(self, LineScreen(question(self.state), "253"), go)

    def action_origin(self, operand: int) -> None:
        """Go to where the shape of an operand came from, of an operation that failed."""
        moment = self.state.moment
        origins = moment.failing.origins if moment is not None and moment.failing is not None else ()
        origin = origins[operand] if operand < len(origins) else None
        if origin is not None:
            self._begin()
            self.client.go(str(origin.position), self.state.folded)

    def action_notices(self) -> None:
        """Choose from what was noticed so far, and go to where it was met first."""

        def go(met: Met | None) -> None:
            if met is not None:
                self._begin()
                self.client.go(str(met.position), self.state.folded)

        self._pause()
        open_over(self, NoticesScreen(self.state.noticed), go)

    def action_fold(self) -> None:
        """Step inside called functions, or over them."""
        self._begin()
        folded = not self.state.folded
        note = "calls are folded: {→} steps over them" if folded else "calls are unfolded: {→} steps inside them"
        self.state = replace(self.state, folded=folded, note=self.state.keys.told(note))
        self._choose("fold", folded)
        if folded:
            self.client.fold()
        self._repaint()

    def action_stop(self) -> None:
        """Stop a jump; else come to rest, or leave the focused panel."""
        if self.client.is_busy:
            self.client.stop()
        elif self.state.playing or self._motion.is_acting or self._motion.is_replaying:
            self._begin()
        elif self.state.way:
            self.state = replace(self.state, way=(), focus=None, cursor=None)
        elif self.state.focused is not None:
            self.state = replace(self.state, focus=None, cursor=None, line=None, pointer=None)
        else:
            self.state = replace(self.state, note=None, hover=None, tab=Panel.TEXT)
        self._repaint()

    def action_play(self) -> None:
        """Play and pause."""
        playing = not self.state.playing
        self._begin()
        self._known = frozenset()
        self.state = replace(self.state, playing=playing)
        if playing:
            self.client.move(Move.FORWARD, self.state.folded)
        else:
            self._repaint()

    def action_act(self) -> None:
        """Act the present operation out."""
        event = self.state.moment.event if self.state.moment is not None else None
        self._begin()
        pieces = self._drawn(lambda: frames(event)) or [] if event is not None else []
        if self._still:
            self.state = replace(self.state, note="motion is switched off; ctrl+p and motion switch it on")
        elif pieces:
            self.state = replace(self.state, acting=True)
            self._motion.act(pieces, lambda: ACT_SECONDS / self.state.speed)
        else:
            self.state = replace(self.state, note=f"there is nothing to act out here; {self.state.keys['→']} goes on")
        self._repaint()

    def action_faster(self, by: int) -> None:
        """Another speed for what moves."""
        at = min(range(len(SPEEDS)), key=lambda index: abs(SPEEDS[index] - self.state.speed))
        speed = SPEEDS[min(len(SPEEDS) - 1, max(0, at + by))]
        self.state = replace(self.state, speed=speed, note=f"speed ×{speed:g}")
        self._choose("speed", speed)
        self._repaint()

    def move_as(self, motion: str) -> None:
        """Another amount of motion, from now on: full, reduced or none."""
        self._begin()
        self._full, self._still = motion == "full", motion == "none"
        self.state = replace(self.state, note=f"motion: {motion}")
        self._choose("motion", motion)
        self._repaint()

    def _play_on(self, now: Moment) -> None:
        if self.state.note is not None:
            # The end of the program, or an operation that failed.
            self.state = replace(self.state, playing=False)
            return
        site = now.event.site.number if now.event is not None else -1
        slower = KNOWN if site in self._known else NEW
        self._known |= {site}
        step = partial(self.client.move, Move.FORWARD, self.state.folded)
        self._motion.later(PLAY_SECONDS * slower / self.state.speed, step)
