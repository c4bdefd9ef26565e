"""Which scripts a user trusts: asked once for each, and kept for as long as the script stays what it is."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path

from tui_tutor.lesson.state import TROUBLES, make_folder, plain, reason, state_folder, write_whole


class Trusted:
    """Remembers scripts by where they lie and what is in them, a file for each in a folder of the state folder.

    The place counts as well: a script runs with what lies beside it. No method raises for any state of the disk.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder if folder is not None else state_folder() / "trusted"

    def holds(self, path: Path, text: str) -> bool:
        """Whether a script with this text, in this place, is trusted."""
        with suppress(*TROUBLES):
            return self._file(path, text).is_file()
        return False

    def add(self, path: Path, text: str) -> str | None:
        """Trust a script from now on; a sentence where that cannot be kept."""
        try:
            make_folder(self._folder)
            write_whole(self._file(path, text), f"{path.resolve()}\n".encode("utf-8", "surrogateescape"))
        except TROUBLES as error:
            return f"you will be asked again: that it is trusted cannot be kept ({reason(error)}) in {self._where()}"
        return None

    def _where(self) -> str:
        return plain(str(self._folder))

    def _file(self, path: Path, text: str) -> Path:
        content = f"{path.resolve()}\0{text}".encode("utf-8", "surrogatepass")
        return self._folder / hashlib.sha256(content).hexdigest()
