"""Keeps what a trusted program's own processes write apart from what a command writes."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from tui_tutor.engine.text.source import Source


@contextmanager
def output_apart(source: Source) -> Iterator[None]:
    """Have what is written past Python to the standard output come to the standard error, where that can be."""
    if source.trust is None or sys.stdout is None:
        yield
        return
    kept = None
    with suppress(OSError):
        sys.stdout.flush()
        kept = os.dup(1)
        os.dup2(2, 1)
    try:
        yield
    finally:
        if kept is not None:
            os.dup2(kept, 1)
            os.close(kept)
