"""Keeps on disk what changes while a learner works: written on a thread of its own, always the latest."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from tui_tutor.lesson.progress import Progress, Store

Thing = TypeVar("Thing")


def is_finished(steps_seen: frozenset[int], steps: int, *, over: bool) -> bool:
    """Whether each of so many steps was seen; a program without steps is finished once it is over."""
    return steps_seen >= set(range(1, steps + 1)) if steps else over


class Latest(Generic[Thing]):
    """Writes the latest of what it is given, a moment after each change, so that a slow disk keeps nobody waiting.

    `write` gives a sentence where there is something to say, and may not raise for any state of the disk. `say` is
    given each sentence once, on another thread; it must not wait for the thread that closes this.
    """

    def __init__(self, write: Callable[[Thing], str | None], say: Callable[[str], None]) -> None:
        self._write = write
        self._say = say
        self._wanted = threading.Condition()
        self._waiting: list[Thing] = []
        self._closed = False
        self._told: set[str] = set()
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._thread.start()

    def keep(self, thing: Thing) -> None:
        """Have this written soon; an older one that was not written yet is forgotten."""
        with self._wanted:
            self._waiting = [thing]
            self._wanted.notify_all()

    def close(self, seconds: float = 2.0) -> None:
        """Write what is left, and stop; a disk that takes longer than so many seconds is not waited for."""
        with self._wanted:
            self._closed = True
            self._wanted.notify_all()
        self._thread.join(seconds)

    def _work(self) -> None:
        while True:
            with self._wanted:
                while not self._waiting and not self._closed:
                    self._wanted.wait()
                if not self._waiting:
                    return
                thing = self._waiting.pop()
            note = self._write(thing)
            if note is not None and note not in self._told:
                self._told.add(note)
                self._say(note)


class Keeper(Latest[Progress]):
    """Writes the progress of one program."""

    def __init__(self, store: Store, key: str, say: Callable[[str], None]) -> None:
        super().__init__(lambda progress: store.save(key, progress), say)
