"""How the app ends."""

from __future__ import annotations

from dataclasses import dataclass

from tui_tutor.engine.text.problems import Problem
from tui_tutor.runner.protocol import Arrived, Broken, Died, Refused, Reply
from tui_tutor.view.replies import broken_words, died_reason


@dataclass(frozen=True, slots=True)
class Leaving:
    """How the app ends: the exit status, and what there is to say about it."""

    status: int
    words: tuple[str, ...] = ()


def refusal(reply: Reply, path: str) -> list[Problem]:
    """Why a program cannot be opened, where a reply says so; else nothing."""
    if isinstance(reply, Refused):
        return list(reply.problems)
    if isinstance(reply, Broken):
        return [Problem(path, 0, 0, broken_words(reply))]
    if isinstance(reply, Died) and not reply.restarts:
        return [Problem(path, reply.line or 0, 0, died_reason(reply))]
    return []


def cannot_open(reply: Reply, path: str, *, returning: bool = False) -> Leaving | None:
    """How the app ends when the first reply says that there is nothing to show."""
    if isinstance(reply, Arrived) and not reply.found and not returning:
        return Leaving(2, (reply.note or "",))
    problems = refusal(reply, path)
    return Leaving(1, tuple(map(str, problems))) if problems else None
