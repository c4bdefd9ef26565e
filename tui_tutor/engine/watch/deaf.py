"""What stands in the place of a recorder where only the number of each operation matters."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tui_tutor.engine.watch.places import Keys


class Deaf:
    """Takes all that probed code calls and keeps nothing; `operation` is told of each that is done."""

    def __init__(self) -> None:
        self.printed: Callable[[], str] = str
        self.keys = Keys()

    def begin_program(self) -> None:
        """Nothing is followed."""

    def operation(self, number: int, /) -> None:
        """The operation of a site is done; redefined by what wants to know."""

    def _done(self, number: int, *arguments: Any) -> Any:
        self.operation(number)
        return arguments[-1] if arguments else None

    done = bound = stored = held = branch = looped = defined = _done

    def _seen(self, _number: int, *arguments: Any) -> Any:
        """What an operation takes is none itself."""
        return arguments[-1] if arguments else None

    see = call = holder = placed = sliced = _seen

    def enter(self, _number: int, *_arguments: Any) -> None:
        """The beginning of a call is none either."""

    def forget(self, _name: str, _is_global: bool) -> None:
        """Nor is a name that goes."""
