"""How the app ends."""

from __future__ import annotations

from dataclasses import dataclass

from tui_tutor.runner.protocol import Arrived, Broken, Died, Refused, Reply
from tui_tutor.view.replies import BUG, died_words


@dataclass(frozen=True, slots=True)
class Leaving:
    """How the app ends: the exit status, and what there is to say about it."""

    status: int
    words: tuple[str, ...] = ()


def cannot_open(reply: Reply, *, returning: bool = False) -> Leaving | None:
    """How the app ends when the first reply says that there is nothing to show."""
    if isinstance(reply, Refused):
        return Leaving(1, tuple(map(str, reply.problems)))
    if isinstance(reply, Arrived) and not reply.found and not returning:
        return Leaving(2, (reply.note or "",))
    if isinstance(reply, Broken):
        return Leaving(1, (f"{BUG} {reply.message}",))
    if isinstance(reply, Died) and not reply.restarts:
        return Leaving(1, (died_words(reply),))
    return None
