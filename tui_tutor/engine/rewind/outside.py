"""What a program changes outside its own names: the random generators of numpy and of Python, and numpy's settings."""

from __future__ import annotations

import random
from typing import Any

import numpy as np

from tui_tutor.engine.imported.surroundings import Surroundings

Settings = tuple[dict[str, Any], dict[str, Any]]

Taken = tuple[Any, Settings, tuple[Any, int]]
"""The state of numpy's generator, its settings, the state of Python's generator, and how many seeds were given."""


class Outside:
    """Takes what a program may change in others' modules, and puts it back; the key of numpy's generator is shared."""

    def __init__(self, surroundings: Surroundings) -> None:
        self._surroundings = surroundings
        self._key: Any = None

    def take(self) -> Taken:
        """What it is now."""
        name, key, *rest = np.random.get_state(legacy=True)
        if self._key is None or not np.array_equal(self._key, key):
            # It changes with every 624th draw only.
            self._key = key
        pythons = random.getstate() if self._surroundings.draws_of_pythons else None
        return (name, self._key, *rest), settings(), (pythons, self._surroundings.seeds)

    def put(self, taken: Taken) -> None:
        """Make it what it was when it was taken."""
        generator, found, (pythons, self._surroundings.seeds) = taken
        if pythons is not None:
            random.setstate(pythons)
        np.random.set_state(generator)
        set_again(*found)


def settings() -> Settings:
    """How numpy takes floating-point errors, and how it prints."""
    return dict(np.geterr()), dict(np.get_printoptions())


def set_again(errors: dict[str, Any], printing: dict[str, Any]) -> None:
    """Make numpy's settings what they were."""
    np.seterr(**errors)
    np.set_printoptions(**printing)
