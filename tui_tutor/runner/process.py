"""Starting and ending the processes in which programs run."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

_STARTER = ThreadPoolExecutor(1, "starts processes")
"""On Linux, what is to end with its parent ends with the thread that started it; this one stays."""


def start() -> subprocess.Popen[bytes]:
    """A new process that waits for requests on its standard input and replies on its standard output.

    On its standard error it says where it was when it dies of itself, and nothing else.
    """
    command = [sys.executable, "-P", "-c", "from tui_tutor.runner.child import main; main()"]
    return _STARTER.submit(
        subprocess.Popen,
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
        # Out of reach of ctrl+c and of a closed terminal; where there are no sessions it means nothing.
        start_new_session=True,
    ).result()


def environment() -> dict[str, str]:
    """The variables for another Python process that is to import this package, wherever it lies."""
    package = str(Path(__file__).resolve().parents[2])
    path = os.pathsep.join(part for part in (os.environ.get("PYTHONPATH"), package) if part)
    return {**os.environ, "PYTHONPATH": path}


def kill(process: subprocess.Popen[bytes]) -> None:
    """End a process at once, without waiting for its end."""
    # One that has just ended cannot be killed on every system.
    with contextlib.suppress(OSError):
        process.kill()


def close(process: subprocess.Popen[bytes]) -> None:
    """Let go of the pipes of a process that has ended."""
    for stream in (process.stdin, process.stdout, process.stderr):
        if stream is not None:
            with contextlib.suppress(OSError, ValueError):
                stream.close()
