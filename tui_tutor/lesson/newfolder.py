"""Writing a new folder of files, where none is or an empty one."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path


class TakenError(Exception):
    """Raised where a new folder cannot be, because something is there; the message says what."""


def must_be_free(folder: Path) -> None:
    """Raise TakenError where something is there that is no empty folder, and what the disk raises."""
    if not os.path.lexists(folder):
        return
    if not folder.is_dir():
        raise TakenError(f"{folder} is there already, and is no folder")
    if any(folder.iterdir()):
        raise TakenError(f"{folder} is there already, and is not empty")


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make a folder with these files in it. Raises TakenError, and what the disk raises; then no file is left."""
    must_be_free(folder)
    made = [each for each in (folder, *folder.parents) if not each.exists()]
    written: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            path = folder / name
            with path.open("xb") as file:
                written.append(path)
                file.write(data)
    except OSError:
        with suppress(OSError):
            for path in written:
                path.unlink()
            for each in made:
                each.rmdir()
        raise
