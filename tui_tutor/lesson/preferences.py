"""What a learner has chosen for every lesson, kept for the next start."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from tui_tutor.engine.files import NoFileError, read_within
from tui_tutor.lesson.state import TROUBLES, make_folder, plain, reason, state_folder, write_whole

LONGEST_NAME = 200
"""Bytes of a theme's name."""


class Preferences:
    """Choices in a folder. No method raises for any state of the disk."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = state_folder() if folder is None else folder

    @property
    def theme(self) -> str | None:
        """The name of the theme that was chosen; None where none was, or it cannot be read."""
        with suppress(*TROUBLES, NoFileError):
            data = read_within(self._path, LONGEST_NAME)
            return (data.decode("utf-8").strip() or None) if len(data) <= LONGEST_NAME else None
        return None

    def choose_theme(self, name: str) -> str | None:
        """Keep a theme's name, and give a sentence where it cannot be kept."""
        try:
            make_folder(self._folder)
            write_whole(self._path, f"{name}\n".encode())
        except TROUBLES as error:
            return f"the theme lasts until you leave: it cannot be kept ({reason(error)}) in {plain(str(self._folder))}"
        return None

    @property
    def _path(self) -> Path:
        return self._folder / "theme"
