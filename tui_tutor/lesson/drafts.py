"""What a learner typed into the editor and has not stepped: kept in files of its own, so that nothing is lost."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path

from tui_tutor.engine.files import read_file
from tui_tutor.engine.problems import ProblemsError
from tui_tutor.lesson.progress import content_key, state_folder

LARGEST = 1_000_000
"""Bytes; no program that a person edits comes near it."""


class Drafts:
    """Drafts by the text of the original program. Where the disk refuses they live in memory only."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder if folder is not None else state_folder() / "drafts"
        self._kept: dict[str, str | None] = {}

    def load(self, original: str) -> str | None:
        """The draft for a program; None where there is none, or it cannot be read."""
        key = content_key(original, "")
        text = self._kept[key] if key in self._kept else self._read(key)
        return text if text != original else None

    def save(self, original: str, text: str | None) -> None:
        """Keep a draft; None forgets it."""
        key = content_key(original, "")
        self._kept[key] = text
        path = self._path(key)
        with contextlib.suppress(OSError, UnicodeError):
            if text is None:
                path.unlink(missing_ok=True)
                return
            path.parent.mkdir(parents=True, exist_ok=True)
            # Written beside and put in place: a crash leaves the old draft or the new one.
            beside = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
            try:
                beside.write_text(text, encoding="utf-8", newline="")
                beside.replace(path)
            except (OSError, UnicodeError):
                beside.unlink(missing_ok=True)

    def _read(self, key: str) -> str | None:
        try:
            return read_file(self._path(key), LARGEST, "a draft").decode("utf-8")
        except (ProblemsError, UnicodeError):
            return None

    def _path(self, key: str) -> Path:
        return self._folder / f"{key}.py"
