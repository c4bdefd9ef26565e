"""Which lesson a word on the command line means."""

from __future__ import annotations

import difflib
import math
import stat
import tomllib
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
    """The names of the lessons that come with the tutor, in the order that their files give."""
    return sorted(_names(), key=lambda name: (_order(name), name))


def _names() -> list[str]:
    folder = lessons_folder()
    return [entry.name for entry in folder.iterdir() if (entry / LESSON_FILE).is_file()] if folder.is_dir() else []


def _order(name: str) -> float:
    """A lesson's place among the others; the last where its file gives none, or cannot be read."""
    try:
        with (lessons_folder() / name / LESSON_FILE).open("rb") as file:
            order = tomllib.load(file).get("order")
    except (OSError, ValueError, RecursionError):
        return math.inf
    return order if type(order) is int else math.inf


def find(word: str) -> Path:
    """The folder or `.py` file that a word means: a shipped lesson's name, else a path.

    Raises UnknownLessonError.
    """
    if _is_bare(word) and word in _names():
        return lessons_folder() / word
    try:
        path = Path(word).expanduser()
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        raise UnknownLessonError(_unknown(word)) from None
    except (OSError, ValueError, RuntimeError) as error:
        # RuntimeError: there is no such home folder; ValueError: a zero byte in the name.
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise UnknownLessonError(f"{word} cannot be opened: {reason.lower()}") from None
    if stat.S_ISDIR(mode) or (stat.S_ISREG(mode) and path.suffix == ".py"):
        return path
    raise UnknownLessonError(_unknown(word) if _is_bare(word) else f"{word} is neither a lesson folder nor a .py file")


def _is_bare(word: str) -> bool:
    return "/" not in word and "\\" not in word and not word.endswith(".py") and word not in ("", ".", "..", "~")


def _unknown(word: str) -> str:
    if not _is_bare(word):
        return f"there is no file or folder {word}"
    names = shipped()
    close = difflib.get_close_matches(word, names, n=1)
    hint = f"did you mean {close[0]}?" if close else f"there are: {', '.join(names)}"
    return f"there is no lesson {word!r}; {hint} (a path needs a separator or ends in .py)"
