"""What a program changes outside its own names: the random generators and the settings of the modules that it uses."""

from __future__ import annotations

import random
import sys
import warnings
from typing import Any

import numpy as np

from tui_tutor.engine.imported.surroundings import Surroundings

Settings = tuple[dict[str, Any], dict[str, Any]]

Taken = tuple[Any, Settings, tuple[Any, ...]]
"""The state of numpy's generator, its settings, and what others hold."""

_OF_CONTEXTS = ("prec", "rounding", "Emin", "Emax", "capitals", "clamp")


class Outside:
    """Takes what a program may change in others' modules, and puts it back; what has not moved since is shared.

    One that `is_trusted` may reach all of them.
    """

    def __init__(self, surroundings: Surroundings, *, is_trusted: bool = False) -> None:
        self._surroundings = surroundings
        self._is_trusted = is_trusted
        self._draws_of_pythons = is_trusted or surroundings.draws_of_pythons
        self._key: Any = None
        self._pythons: Any = None

    def take(self) -> Taken:
        """What it is now."""
        name, key, *rest = np.random.get_state(legacy=True)
        if self._key is None or not np.array_equal(self._key, key):
            # It changes with every 624th draw only.
            self._key = key
        if self._draws_of_pythons and self._pythons != (state := random.getstate()):
            self._pythons = state
        filters = list(warnings.filters) if self._is_trusted else None
        arguments = list(self._surroundings.arguments)
        others = (self._pythons, self._surroundings.seeds, arguments, decimals(), filters)
        return (name, self._key, *rest), settings(), others

    def put(self, taken: Taken) -> None:
        """Make it what it was when it was taken."""
        generator, found, (pythons, self._surroundings.seeds, arguments, decimal, filters) = taken
        if pythons is not None:
            random.setstate(pythons)
        np.random.set_state(generator)
        set_again(*found)
        self._surroundings.arguments[:] = arguments
        set_decimals(decimal)
        if filters is not None and warnings.filters != filters:
            warnings.filters[:] = filters  # type: ignore[index]
            # What it has noted of the filters is forgotten when these end.
            with warnings.catch_warnings():
                pass


def settings() -> Settings:
    """How numpy takes floating-point errors, and how it prints."""
    return dict(np.geterr()), dict(np.get_printoptions())


def set_again(errors: dict[str, Any], printing: dict[str, Any]) -> None:
    """Make numpy's settings what they were."""
    np.seterr(**errors)
    np.set_printoptions(**printing)


def decimals() -> tuple[Any, ...] | None:
    """The context that decimal numbers are computed in, and what it holds; None where nobody computes with any."""
    decimal = sys.modules.get("decimal")
    if decimal is None:
        return None
    context = decimal.getcontext()
    plain = {name: getattr(context, name) for name in _OF_CONTEXTS}
    return context, plain, dict(context.flags), dict(context.traps)


def set_decimals(taken: tuple[Any, ...] | None) -> None:
    """Make that context what it was; it stays the same object, which the program may have a name for."""
    if taken is None:
        return
    context, plain, flags, traps = taken
    sys.modules["decimal"].setcontext(context)
    for name, value in plain.items():
        setattr(context, name, value)
    context.flags.update(flags)
    context.traps.update(traps)
