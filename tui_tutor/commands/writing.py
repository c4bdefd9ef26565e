"""Files that commands write where the command line says."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from pathlib import Path

from tui_tutor.commands.messages import CannotError, printable
from tui_tutor.lesson.state import write_whole


def target(name: str, endings: Sequence[str], what: str) -> Path:
    """The file of a name that has one of the endings that `what` can have. Raises CannotError where it cannot be."""
    listed = " or ".join([", ".join(endings[:-1]), endings[-1]] if endings[1:] else endings)
    try:
        path = Path(name).expanduser()
        is_folder, has_folder = path.is_dir(), path.parent.is_dir()
    except (OSError, RuntimeError, ValueError) as error:
        raise CannotError(f"{printable(name)} cannot be written: {str(error).lower()}") from None
    if is_folder or name.endswith(("/", os.sep)):
        raise CannotError(f"{printable(name)} is a folder; name a file in it that ends in {listed}")
    if path.suffix.lower() not in endings:
        raise CannotError(f"{printable(name)} is no name for {what}: it has to end in {listed}")
    if not has_folder:
        raise CannotError(f"{printable(name)} cannot be written: there is no folder {printable(str(path.parent))}")
    return path


def write(path: Path, text: str) -> str:
    """Write a text whole, in place of what is there; returns its size in words. Raises CannotError."""
    data = text.encode("utf-8")
    try:
        # A link that leads to itself fails here; how resolving it ends depends on the Python.
        with contextlib.suppress(FileNotFoundError):
            path.stat()
        write_whole(path.resolve(), data)
    except OSError as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        raise CannotError(f"{printable(str(path))} cannot be written: {reason}") from None
    return f"{len(data):,} bytes" if len(data) < 1000 else f"{len(data) / 1000:,.0f} KB"
