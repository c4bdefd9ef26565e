"""What a program changes outside its own names: numpy's random generator, and numpy's settings."""

from __future__ import annotations

from typing import Any

import numpy as np

Settings = tuple[dict[str, Any], dict[str, Any]]

Taken = tuple[Any, Settings]
"""The state of numpy's generator, and its settings."""


class Outside:
    """Takes what a program may change in numpy itself, and puts it back; the key of its generator is shared."""

    def __init__(self) -> None:
        self._key: Any = None

    def take(self) -> Taken:
        """What it is now."""
        name, key, *rest = np.random.get_state(legacy=True)
        if self._key is None or not np.array_equal(self._key, key):
            # It changes with every 624th draw only.
            self._key = key
        return (name, self._key, *rest), settings()

    def put(self, taken: Taken) -> None:
        """Make it what it was when it was taken."""
        generator, found = taken
        np.random.set_state(generator)
        set_again(*found)


def settings() -> Settings:
    """How numpy takes floating-point errors, and how it prints."""
    return dict(np.geterr()), dict(np.get_printoptions())


def set_again(errors: dict[str, Any], printing: dict[str, Any]) -> None:
    """Make numpy's settings what they were."""
    np.seterr(**errors)
    np.set_printoptions(**printing)
