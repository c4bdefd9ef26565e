"""The recordings that are held at once: those asked for last, within a number of bytes."""

from __future__ import annotations

from collections import OrderedDict

from tui_tutor.engine.watch.position import SETUP, Place, turn
from tui_tutor.engine.watch.recording import Recording

KEPT_BYTES = 64_000_000
"""Bytes of recordings that are held at once, besides those of the setup and of the first iteration."""


class Kept(OrderedDict[Place, Recording]):
    """Recordings by their places, that which was asked for last behind the others."""

    def forget_old(self) -> None:
        """Forget what was not asked for longest, while there are more bytes than are to be kept."""
        others = [place for place in self if place not in (SETUP, turn(0))]
        nbytes = sum(self[place].nbytes for place in others)
        for place in others[:-1]:
            if nbytes <= KEPT_BYTES:
                break
            nbytes -= self.pop(place).nbytes
