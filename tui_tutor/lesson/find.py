"""Which lesson a word on the command line means."""

from __future__ import annotations

import difflib
from pathlib import Path

LESSON_FILE = "lesson.toml"
DEFAULT = "toy_brain"


class UnknownLessonError(Exception):
    """Raised where there is no such lesson; the message says which there are."""


def lessons_folder() -> Path:
    """Where the shipped lessons are: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "lessons"
    return inside if inside.is_dir() else package.parent / "lessons"


def shipped() -> list[str]:
    """The names of the lessons that come with the tutor, the default first."""
    folder = lessons_folder()
    names = (
        sorted(entry.name for entry in folder.iterdir() if (entry / LESSON_FILE).is_file()) if folder.is_dir() else []
    )
    return sorted(names, key=lambda name: (name != DEFAULT, name))


def find(word: str) -> Path:
    """The folder or `.py` file that a word means: a shipped lesson's name, else a path.

    Raises UnknownLessonError.
    """
    path = Path(word).expanduser()
    if _is_bare(word):
        if word in shipped():
            return lessons_folder() / word
        if not path.is_dir():
            raise UnknownLessonError(_unknown(word))
    if not path.exists():
        raise UnknownLessonError(f"there is no file or folder {word}")
    if path.is_file() and path.suffix != ".py":
        raise UnknownLessonError(f"{word} is neither a lesson folder nor a .py file")
    return path


def _is_bare(word: str) -> bool:
    return "/" not in word and "\\" not in word and not word.endswith(".py") and word not in ("", ".", "..", "~")


def _unknown(word: str) -> str:
    names = shipped()
    close = difflib.get_close_matches(word, names, n=1)
    hint = f"did you mean {close[0]}?" if close else f"there are: {', '.join(names)}"
    return f"there is no lesson {word!r}; {hint} (a path needs a separator or ends in .py)"
