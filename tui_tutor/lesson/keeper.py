"""Keeps a learner's progress on disk while they walk: written on a thread of its own, always the latest."""

from __future__ import annotations

import threading
from collections.abc import Callable

from tui_tutor.lesson.progress import Progress, Store


class Keeper:
    """Writes the progress of one program, a moment after each change; `say` is given what there is to say, once."""

    def __init__(self, store: Store, key: str, say: Callable[[str], None]) -> None:
        self._store = store
        self._key = key
        self._say = say
        self._wanted = threading.Condition()
        self._latest: Progress | None = None
        self._closed = False
        self._told: set[str] = set()
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._thread.start()

    def keep(self, progress: Progress) -> None:
        """Have this written soon; an older one that was not written yet is forgotten."""
        with self._wanted:
            self._latest = progress
            self._wanted.notify_all()

    def close(self, seconds: float = 2.0) -> None:
        """Write what is left, and stop."""
        with self._wanted:
            self._closed = True
            self._wanted.notify_all()
        self._thread.join(seconds)

    def _work(self) -> None:
        while True:
            with self._wanted:
                while self._latest is None and not self._closed:
                    self._wanted.wait()
                progress, self._latest = self._latest, None
                if progress is None:
                    return
            note = self._store.save(self._key, progress)
            if note is not None and note not in self._told:
                self._told.add(note)
                self._say(note)
