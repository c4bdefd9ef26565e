"""What the process that runs a program may take of the machine."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MEMORY = 1 << 30
"""Bytes that a program may take beyond what Python and numpy take themselves; TOYTUTOR_MEMORY sets another number."""

VARIABLE = "TOYTUTOR_MEMORY"

SPARE = 64 << 20
"""Bytes of these that are kept back for what the tutor itself does where a program has taken all others."""

_PR_SET_PDEATHSIG = 1
"""From Linux's prctl(2): the signal that a process gets when its parent dies."""


def cap_memory(kept_back: int = 0) -> None:
    """Let a huge allocation raise MemoryError instead of exhausting the machine; where the system can do that.

    So many bytes of the limit are `kept_back` until `more_memory` lends them.
    """
    try:
        import resource

        pages = int(Path("/proc/self/statm").read_text().split()[0])
        limit = pages * resource.getpagesize() + int(os.environ.get(VARIABLE, MEMORY)) - kept_back
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        if hard != resource.RLIM_INFINITY:
            limit = min(limit, hard)
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
    except (ImportError, OSError, ValueError, IndexError):
        return


def uncap_memory() -> None:
    """Let a program take what it needs, unless it is said how much it may have."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        if VARIABLE not in os.environ:
            hard = resource.getrlimit(resource.RLIMIT_AS)[1]
            resource.setrlimit(resource.RLIMIT_AS, (hard, hard))


@contextmanager
def more_memory(size: int = SPARE) -> Iterator[None]:
    """Raise the limit of memory by so many bytes for what is done in this context."""
    before = _raise_limit(size)
    try:
        yield
    finally:
        if before is not None:
            _raise_limit(-size)


def _raise_limit(size: int) -> int | None:
    """Change the limit by so many bytes; what it was, None where there is none."""
    try:
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_AS)
        if soft == resource.RLIM_INFINITY:
            return None
        wanted = soft + size
        resource.setrlimit(resource.RLIMIT_AS, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))
    except (ImportError, OSError, ValueError):
        return None
    return int(soft)


def die_with_parent() -> None:
    """End at once when the tutor does, even while a program holds the interpreter; Linux only."""
    if sys.platform == "linux":
        import ctypes

        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
