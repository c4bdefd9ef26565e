"""What a program changes outside its own names: numpy's random generator, and numpy's settings."""

from __future__ import annotations

from typing import Any

import numpy as np

from tui_tutor.engine.carried import Carried

Settings = tuple[dict[str, Any], dict[str, Any]]


class Outside:
    """Takes and puts back what a program's loop may change in numpy itself, and nothing that it surely leaves alone.

    Both machines of an engine share one numpy, so each has to find it as it left it.
    """

    def __init__(self, carried: Carried) -> None:
        self._carried = carried
        self._key: Any = None
        self._first = (self._generator(), settings())

    def take(self) -> tuple[Any, ...] | None:
        """What it is now; None where the loop changes nothing of it."""
        carried = self._carried
        if not carried.draws and not carried.sets:
            return None
        return (self._generator() if carried.draws else None, settings() if carried.sets else None)

    def keep(self, taken: tuple[Any, ...] | None) -> None:
        """Make what the loop changes what it was when it was taken."""
        if taken is None:
            return
        generator, found = taken
        if generator is not None:
            np.random.set_state(generator)
        if found is not None:
            set_again(*found)

    def put(self, taken: tuple[Any, ...] | None) -> None:
        """Make everything what it was then, also what only the program's end changes."""
        self.keep(self._first)
        self.keep(taken)

    def _generator(self) -> tuple[Any, ...]:
        name, key, *rest = np.random.get_state(legacy=True)
        if self._key is None or not np.array_equal(self._key, key):
            self._key = key
        # The same object where nothing changed, so that states share it: the key changes every 624th draw.
        return (name, self._key, *rest)


def settings() -> Settings:
    """How numpy takes floating-point errors, and how it prints."""
    return dict(np.geterr()), dict(np.get_printoptions())


def set_again(errors: dict[str, Any], printing: dict[str, Any]) -> None:
    """Make numpy's settings what they were."""
    np.seterr(**errors)
    np.set_printoptions(**printing)
