"""The process's own code, in this process."""

from __future__ import annotations

import io

from tui_tutor.lesson.model import Lesson
from tui_tutor.runner import child
from tui_tutor.runner.protocol import Open, Reply
from tui_tutor.runner.wire import read


class Here(child.Child):
    """A child without a process, which has opened a lesson."""

    def __init__(self, lesson: Lesson) -> None:
        self.replies = io.BytesIO()
        super().__init__(io.BytesIO(), self.replies)
        source, curve = lesson.source, lesson.curve
        self._serve(Open(0, source.path, source.text, {}, curve.expression if curve else None, 1))

    def said(self) -> list[Reply]:
        """The replies since they were last asked for."""
        self.replies.seek(0)
        found = list(iter(lambda: read(self.replies), None))
        self.replies.seek(0)
        self.replies.truncate()
        return found
