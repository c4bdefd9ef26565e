"""Keys that follow a number: back to what it was made of, on to what uses it, and the way back on the way."""

from __future__ import annotations

from dataclasses import replace

from tui_tutor.runner.protocol import Arrived
from tui_tutor.screens.painting import Painting
from tui_tutor.view.followed import hopped, returned, spot_of, start_of
from tui_tutor.view.layout import Panel
from tui_tutor.view.way import Stand


class Following(Painting):
    """Follows numbers; the way is a part of the state."""

    _from: tuple[Stand, ...] = ()

    def action_where_from(self) -> None:
        """To the operation that made what is pointed at."""
        self._follow(forward=False)

    def action_goes_to(self) -> None:
        """To the operation that uses what is pointed at next."""
        self._follow(forward=True)

    def _follow(self, *, forward: bool) -> None:
        if self.state.moment is None or self.client.is_busy:
            return
        spot = self._drawn(lambda: spot_of(self.state))
        self._from = self.state.way or self._drawn(lambda: (start_of(self.state),)) or ()
        kept = sum(stand.hop is not None for stand in self._from)
        cursor, focus = self.state.cursor, self.state.focus
        self._begin()
        self.state = replace(self.state, cursor=cursor, focus=focus)
        if spot is not None:
            self.client.follow(spot, kept, self.state.folded, forward=forward)

    def _hop_back(self) -> bool:
        """One hop back, where a number is being followed."""
        way = self.state.way
        if len(way) < 2:
            return False
        self._begin()
        self.state = replace(self.state, way=way[:-1], returning=True)
        self.client.go(way[-2].position, self.state.folded)
        return True

    def _followed(self, reply: Arrived) -> None:
        """What a reply says of the way is shown."""
        hop = reply.hop
        if hop is not None:
            self.state = self._drawn(lambda: hopped(self.state, self._from, hop)) or self.state
            if not self.state.wide and self.state.tab is not Panel.STAGE:
                self._arrange()
        elif self.state.returning and self.state.way:
            self.state = self._drawn(lambda: returned(self.state)) or self.state
