"""Two versions of a lesson's program, run side by side in a process of their own."""

from __future__ import annotations

from collections.abc import Callable

from tui_tutor.engine.text.source import Source
from tui_tutor.lesson.model import Lesson
from tui_tutor.runner.last_words import line_of
from tui_tutor.runner.link import Link
from tui_tutor.runner.protocol import LONGEST, Broken, Compared, Reply, Versions

GONE = "the process that ran both versions has ended; perhaps they took too much memory"
NUMBER = 0
"""Of the only request that its process gets."""


class Comparing:
    """Runs two versions; `on_done` gets the outcome once, on a thread of this object's."""

    def __init__(
        self,
        lesson: Lesson,
        changed: Source,
        prediction: str | None,
        seed: int,
        on_done: Callable[[Compared], None],
        *,
        seconds: float = LONGEST,
    ) -> None:
        """Each version may compute for so many `seconds`."""
        self._on_done = on_done
        self._path = lesson.source.path
        self._closed = self._told = False
        curve = lesson.curve.expression if lesson.curve is not None else None
        source = lesson.source
        loop = lesson.loop_in(changed)
        self._link = Link(self._take, self._ended)
        self._link.send(
            Versions(
                number=NUMBER,
                path=source.path,
                text=source.text,
                changed=changed.text,
                axes=dict(lesson.axes),
                curve=curve,
                prediction=prediction,
                seed=seed,
                # Curves of two different loops tell nothing about each other.
                loops=(lesson.loop if loop is not None else None, loop),
                seconds=seconds,
            )
        )
        self._link.begin()

    def close(self) -> None:
        """End it at once, whether it is done or not."""
        self._closed = True
        self._link.kill()

    def _take(self, reply: Reply) -> None:
        if isinstance(reply, Broken):
            reply = Compared(reply.number, None, f"they could not be compared: {reply.message} (at {reply.where})")
        if isinstance(reply, Compared) and reply.number == NUMBER:
            self._tell(reply)

    def _ended(self, _status: int, words: str) -> None:
        line = line_of(words, self._path)
        self._tell(Compared(NUMBER, None, GONE if line is None else f"{GONE}: it was at line {line}"))

    def _tell(self, outcome: Compared) -> None:
        if not self._closed and not self._told:
            self._told = True
            self._on_done(outcome)
