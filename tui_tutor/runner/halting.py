"""Ending a program before a line: the one at which it ended its process the last time."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from tui_tutor.engine.rewind.run import Interrupted


@contextmanager
def halted(path: str, line: int | None) -> Iterator[Callable[[], bool]]:
    """Raise Interrupted in the program `path` as it comes to a line; yields whether it has come there.

    It does so once, and what is run in this context runs slowly. Without a line nothing is done.
    """
    found = False

    def trace(frame: FrameType, event: str, _argument: Any) -> Any:
        nonlocal found
        if frame.f_code.co_filename != path:
            return None
        if event == "line" and frame.f_lineno == line:
            found = True
            raise Interrupted
        return trace

    before = sys.gettrace()
    if line is not None:
        sys.settrace(trace)
    try:
        yield lambda: found
    finally:
        if line is not None:
            sys.settrace(before)
