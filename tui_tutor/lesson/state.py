"""The folder in which the tutor keeps what a learner has done, and how its files are read, written and locked."""

from __future__ import annotations

import errno
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import platformdirs

try:
    import fcntl
except ImportError:  # Windows: two tutors write without a lock, which at worst loses one of two answers.
    fcntl = None  # type: ignore[assignment]

LONGEST_TEXT = 500  # characters of what is said

TROUBLES = (OSError, ValueError, RecursionError, MemoryError)
"""What a disk, and what lies on it, can raise."""


def state_folder() -> Path:
    """Where it is kept: the folder in TOYTUTOR_STATE, or this platform's place for the state of programs."""
    chosen = os.environ.get("TOYTUTOR_STATE")
    return Path(os.path.expanduser(chosen)) if chosen else platformdirs.user_state_path("toytutor")  # noqa: PTH111


def make_folder(folder: Path) -> None:
    """Make a folder that only its owner can read, and those above it. Raises what the disk raises."""
    if folder.parts[:1] and folder.parts[0].startswith("~"):
        # Nobody means a folder that is called so.
        raise FileNotFoundError(errno.ENOENT, f"there is no home folder {folder.parts[0]}")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def write_whole(path: Path, data: bytes) -> None:
    """Put bytes in place of a file, so that at every moment the old or the new ones are there.

    Raises what the disk raises; then nothing is left beside the file.
    """
    temporary = path.with_name(f".{path.stem}.{os.getpid()}.{secrets.token_hex(8)}.tmp")
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


@contextmanager
def locked(folder: Path, patience: float) -> Iterator[None]:
    """Keep other tutors from writing into a folder.

    Without effect where there are no locks, and where another tutor has not let go of it after so many seconds.
    """
    with ExitStack() as stack:
        if fcntl is not None:
            with suppress(*TROUBLES):
                handle = os.open(folder, os.O_RDONLY)
                stack.callback(os.close, handle)
                until = time.monotonic() + patience
                while time.monotonic() < until:
                    with suppress(BlockingIOError):
                        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                        break
                    time.sleep(0.005)
        yield


def plain(text: str) -> str:
    """The text, not too long, and without halves of characters, which no file and no screen can take."""
    return text[:LONGEST_TEXT].encode("utf-8", "replace").decode("utf-8")


def reason(error: BaseException) -> str:
    """Why the disk refused, in a few words."""
    said = (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__
    return plain(said[:1].lower() + said[1:])
