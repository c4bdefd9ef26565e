"""Starts the tutor: first the process that runs the program, and while that gets ready, Textual."""

from __future__ import annotations

import os
import sys

from tui_tutor.engine.position import Position
from tui_tutor.lesson.model import Lesson
from tui_tutor.runner.client import Client

FRAMES_PER_SECOND = 120


class ImpossiblePositionError(Exception):
    """Raised where the tutor is to begin at a position that the program does not have; the message says why."""


def run_tutor(
    lesson: Lesson,
    *,
    at: Position | None = None,
    motion: str | None = None,
    theme: str | None = None,
    ascii_only: bool = False,
) -> int:
    """Run the tutor until the learner leaves it; returns the exit status.

    Raises ValueError for an unknown theme and ImpossiblePositionError for a position that the program does not have.
    """
    client = Client(lesson, at)
    # Textual waits up to one frame before it shows what changed; it draws nothing when nothing does.
    os.environ.setdefault("TEXTUAL_FPS", str(FRAMES_PER_SECOND))
    try:
        from tui_tutor.app import TutorApp

        app = TutorApp(lesson, client, motion=motion, theme=theme, ascii_only=ascii_only)
        app.run()
    finally:
        client.close()
    leaving = app.return_value
    if leaving is None:
        return app.return_code or 0
    if leaving.status == 2:
        raise ImpossiblePositionError(" ".join(leaving.words))
    for words in leaving.words:
        print(words, file=sys.stderr)
    return leaving.status
