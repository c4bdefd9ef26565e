"""Which lesson a word on the command line means, and which there are.

A shipped lesson that is called by its name is found without what the others need: it begins that much sooner.
"""

from __future__ import annotations

import math
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

LESSON_FILE = "lesson.toml"
PROGRAM_FILE = "program.py"

SCRIPTS = (".py", ".ipynb")
"""How files end that open as they are: scripts, and notebooks."""
DEFAULT = "toy_brain"

VARIABLE = "TOYTUTOR_LESSONS"
"""Names folders in which lessons lie, between them what separates the folders of PATH on this system."""


class UnknownLessonError(Exception):
    """Raised where there is no such lesson; the message says which there are."""


@dataclass(frozen=True, slots=True)
class Found:
    """A lesson that is listed: its folder, and the word that opens it.

    That is its name or, where a lesson that comes before it has the same name, its path. `is_shipped` is whether it
    came with the tutor.
    """

    word: str
    path: Path
    is_shipped: bool = False


def lessons_folder() -> Path:
    """Where the shipped lessons are: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "lessons"
    return inside if inside.is_dir() else package.parent / "lessons"


def is_shipped(path: Path) -> bool:
    """Whether it is the folder of a lesson that came with the tutor."""
    return path.parent == lessons_folder()


def users_folder() -> Path:
    """Where a user's own lessons open by name: in this platform's place for the data of programs."""
    import platformdirs

    return platformdirs.user_data_path("toytutor") / "lessons"


def named_folders() -> list[Path]:
    """The folders that TOYTUTOR_LESSONS names, whether they are there or not."""
    words = [word for word in os.environ.get(VARIABLE, "").split(os.pathsep) if word.strip()]
    return [Path(os.path.expanduser(word)) for word in words]  # noqa: PTH111


def misnamed_folders() -> list[str]:
    """What is wrong with the folders that TOYTUTOR_LESSONS names, a sentence for each."""
    said: list[str] = []
    for folder in named_folders():
        if _entries(folder) is None:
            said.append(f"{VARIABLE} names {folder}, which is no folder that can be read")
        elif _is_lesson(folder):
            said.append(f"{VARIABLE} names {folder}, which is a lesson itself; name the folder that it lies in")
    return said


def shipped() -> list[str]:
    """The names of the lessons that come with the tutor, in the order that their files give."""
    return [path.name for path in _lessons(lessons_folder())]


def listed() -> list[Found]:
    """Every lesson that opens by name: those that came with the tutor, then those of each folder, in their order."""
    found: dict[str, Found] = {}
    for folder in _folders():
        for path in _lessons(folder):
            is_free = _is_bare(path.name) and path.name not in found
            word = path.name if is_free else str(path.absolute())
            found[word] = Found(word, path, is_shipped=folder == lessons_folder())
    return list(found.values())


def _folders() -> Iterator[Path]:
    """The folders whose lessons open by name, each once; where two have a lesson of one name, the first wins."""
    met: set[str] = set()
    for folder in _each_folder():
        real = os.path.realpath(folder)
        if real not in met:
            met.add(real)
            yield folder


def _each_folder() -> Iterator[Path]:
    yield lessons_folder()
    yield from named_folders()
    yield users_folder()


def _by_name(word: str) -> Path | None:
    """The lesson that is listed under a name."""
    # A folder that is looked into, and not only at: some systems find a name in letters of another size as well.
    holds = (folder / word for folder in _folders() if word in (_entries(folder) or ()))
    return next((path for path in holds if _is_lesson(path)), None)


def _lessons(folder: Path) -> list[Path]:
    """The folders in a folder that are lessons, or are meant to be, in the order that their files give."""
    found = [folder / name for name in _entries(folder) or () if _is_lesson(folder / name)]
    return sorted(found, key=lambda path: (_order(path), path.name))


def _entries(folder: Path) -> list[str] | None:
    """What there is in a folder, without what is hidden or kept back (`.…`, `_…`); None where it cannot be read."""
    try:
        return [entry.name for entry in folder.iterdir() if entry.name[0] not in "._"]
    except (OSError, ValueError):
        return None


def _is_lesson(path: Path) -> bool:
    """Whether it is a folder that holds a file of a lesson, or one that nobody may look into."""
    # Those of `os.path` are false, and raise nothing, where they cannot tell.
    if not os.path.isdir(path):  # noqa: PTH112
        return False
    return any(os.path.lexists(path / name) for name in (LESSON_FILE, PROGRAM_FILE)) or not os.access(path, os.X_OK)


def _order(path: Path) -> float:
    """A lesson's place among the others; the last where its file gives none, or cannot be read."""
    import tomllib

    try:
        with (path / LESSON_FILE).open("rb") as file:
            order = tomllib.load(file).get("order")
    except (OSError, ValueError, RecursionError):
        return math.inf
    return order if type(order) is int else math.inf


def find(word: str) -> Path:
    """The folder, script or notebook that a word means: a lesson that is listed under this name, else a path.

    Raises UnknownLessonError.
    """
    if not word.strip():
        raise UnknownLessonError("an empty word is no lesson: give a lesson's name, a lesson folder or a .py file")
    named = _by_name(word) if _is_bare(word) else None
    if named is not None:
        return named
    try:
        path = Path(word).expanduser()
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        raise UnknownLessonError(_unknown(word)) from None
    except (OSError, ValueError, RuntimeError) as error:
        # RuntimeError: there is no such home folder; ValueError: a zero byte in the name.
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise UnknownLessonError(f"{word} cannot be opened: {reason.lower()}") from None
    if stat.S_ISDIR(mode) or (stat.S_ISREG(mode) and path.suffix in SCRIPTS):
        return path
    raise UnknownLessonError(
        _unknown(word) if _is_bare(word) else f"{word} is neither a lesson folder nor a .py or .ipynb file"
    )


def _is_bare(word: str) -> bool:
    return "/" not in word and "\\" not in word and not word.endswith(SCRIPTS) and word not in ("", ".", "..", "~")


def _unknown(word: str) -> str:
    if not _is_bare(word):
        return f"there is no file or folder {word}"
    import difflib

    names = [each.word for each in listed() if _is_bare(each.word)]
    close = difflib.get_close_matches(word, names, n=1)
    hint = f"did you mean {close[0]}?" if close else f"there are: {', '.join(names)}"
    return f"there is no lesson {word!r}; {hint} (a path needs a separator or ends in .py)"
