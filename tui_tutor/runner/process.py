"""Starting and ending the processes in which programs run."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from pathlib import Path


def start() -> subprocess.Popen[bytes]:
    """A new process that waits for requests on its standard input and replies on its standard output."""
    package = str(Path(__file__).resolve().parents[2])
    path = os.pathsep.join(part for part in (os.environ.get("PYTHONPATH"), package) if part)
    return subprocess.Popen(
        [sys.executable, "-P", "-c", "from tui_tutor.runner.child import main; main()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": path},
        start_new_session=True,
    )


def close(process: subprocess.Popen[bytes]) -> None:
    """Let go of the pipes of a process that has ended."""
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with contextlib.suppress(OSError, ValueError):
                stream.close()


def end(process: subprocess.Popen[bytes]) -> None:
    """End a process at once, and let go of its pipes."""
    process.kill()
    process.wait()
    close(process)
