"""What the process that runs a program may take of the machine."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import sys
from pathlib import Path

MEMORY = 4 << 30
"""Bytes that a program may take beyond what Python and numpy take themselves; TOYTUTOR_MEMORY sets another number."""

_PR_SET_PDEATHSIG = 1
"""From Linux's prctl(2): the signal that a process gets when its parent dies."""


def cap_memory() -> None:
    """Let a huge allocation raise MemoryError instead of exhausting the machine; where the system can do that."""
    try:
        import resource

        pages = int(Path("/proc/self/statm").read_text().split()[0])
        limit = pages * resource.getpagesize() + int(os.environ.get("TOYTUTOR_MEMORY", MEMORY))
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        if hard != resource.RLIM_INFINITY:
            limit = min(limit, hard)
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
    except (ImportError, OSError, ValueError, IndexError):
        return


def die_with_parent() -> None:
    """End at once when the tutor does, even while a program holds the interpreter; Linux only."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
