"""The memory that a program may take where it runs in a command's own process."""

from __future__ import annotations

import importlib
import os
from functools import partial
from types import TracebackType

from tui_tutor.commands.messages import complain
from tui_tutor.engine.text.source import Source
from tui_tutor.runner.limits import VARIABLE, cap_memory


class Capped:
    """Within this a huge allocation raises MemoryError; after it there is room again, to tell of it.

    A trusted program takes what it needs, unless it is said how much it may have.
    """

    def __init__(self, source: Source) -> None:
        if "numpy" in source.text:
            # What numpy itself takes is not the program's.
            importlib.import_module("numpy")
        self._undo = _undo()
        self._is_capped = source.trust is None or VARIABLE in os.environ

    def __enter__(self) -> None:
        if self._is_capped:
            cap_memory()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        # Made ready before: there may be no memory left to make anything.
        if self._undo is not None:
            self._undo()


def say_limit() -> None:
    """How to give a program more memory."""
    complain("toytutor: a program may take so much memory and no more; TOYTUTOR_MEMORY sets another number of bytes")


def _undo() -> partial[None] | None:
    """What sets the limit of memory to what it is."""
    try:
        import resource
    except ImportError:
        return None
    return partial(resource.setrlimit, resource.RLIMIT_AS, resource.getrlimit(resource.RLIMIT_AS))
