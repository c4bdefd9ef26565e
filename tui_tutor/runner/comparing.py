"""Two versions of a lesson's program, run side by side in a process of their own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import BinaryIO, cast

from tui_tutor.engine.source import Source
from tui_tutor.lesson.model import Lesson
from tui_tutor.runner import process
from tui_tutor.runner.protocol import Compared, Versions, read, write

GONE = "the process that ran both versions has ended; perhaps they took too much memory"


class Comparing:
    """Runs two versions; `on_done` gets the outcome once, on a thread of this object's."""

    def __init__(
        self, lesson: Lesson, changed: Source, prediction: str | None, seed: int, on_done: Callable[[Compared], None]
    ) -> None:
        self._on_done = on_done
        self._process = process.start()
        self._closed = False
        curve = lesson.curve.expression if lesson.curve is not None else None
        source = lesson.source
        request = Versions(0, source.path, source.text, changed.text, dict(lesson.axes), curve, prediction, seed)
        threading.Thread(target=self._run, args=(request,), daemon=True).start()

    def close(self) -> None:
        """End it, whether it is done or not."""
        if not self._closed:
            self._closed = True
            process.end(self._process)

    def _run(self, request: Versions) -> None:
        reply = None
        try:
            write(cast(BinaryIO, self._process.stdin), request)
            reply = read(cast(BinaryIO, self._process.stdout))
        except (OSError, ValueError, EOFError):
            reply = None
        if self._closed:
            return
        self._on_done(reply if isinstance(reply, Compared) else Compared(0, None, GONE))
