"""`toytutor new`: a lesson to begin with, of its own or made of a script."""

from __future__ import annotations

import contextlib
import os
import shlex
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from tui_tutor.commands.messages import CannotError, complain, complain_of, counted, printable
from tui_tutor.commands.outcome import LATE, Outcome, try_out
from tui_tutor.engine.text.problems import ProblemsError
from tui_tutor.engine.text.source import encoding_of
from tui_tutor.lesson.authoring import files_of, starter
from tui_tutor.lesson.find import SCRIPTS
from tui_tutor.lesson.load import load_quietly
from tui_tutor.lesson.model import Lesson
from tui_tutor.lesson.newfolder import TakenError, must_be_free, write_folder
from tui_tutor.lesson.rough import rough_of


def run(word: str, script: str | None, seconds: float) -> int:
    """Write a new lesson into a folder; from a script, which may run for so many seconds."""
    try:
        folder = _folder(word)
        files = starter() if script is None else _files_from(_script(script), folder, seconds)
        write_folder(folder, files)
    except TakenError as error:
        raise CannotError(f"{error}; choose another folder") from None
    except OSError as error:
        complain(f"{error.filename or word}: cannot be written: {(error.strerror or str(error)).lower()}")
        return 1
    except ProblemsError as error:
        complain_of(error.problems)
        needs = "the program of a lesson passes the guard and runs to its end"
        complain(f"toytutor: nothing was written: {needs}; mend {script} first")
        return 1
    _say(folder, files)
    return 0


def _folder(word: str) -> Path:
    """The folder of a name. Raises TakenError where something is in it, and CannotError where it is no name."""
    try:
        folder = Path(word).expanduser()
        # A name that is none is told to be so here, not when it is written to.
        with contextlib.suppress(OSError):
            folder.lstat()
        must_be_free(folder)
    except RuntimeError as error:
        # There is no such home folder.
        raise CannotError(f"{word}: {str(error).lower()}") from None
    except ValueError:
        raise CannotError(f"{word!r} is no name for a folder") from None
    return folder


def _script(word: str) -> Path:
    try:
        path = Path(word).expanduser()
    except RuntimeError as error:
        raise CannotError(f"--from {word}: {str(error).lower()}") from None
    if path.is_dir() or path.suffix not in SCRIPTS:
        raise CannotError(f"--from {word}: a lesson is made from a .py or .ipynb file")
    if not os.path.lexists(path):
        raise CannotError(f"--from {word}: there is no such file")
    return path


def _files_from(path: Path, folder: Path, seconds: float) -> dict[str, bytes]:
    """The files of a lesson about a script, tried out. Raises ProblemsError where the script, or the lesson, fails."""
    script = load_quietly(path)
    outcome = _tried(script, seconds)
    rough = rough_of(script.source, outcome.sketch, outcome.iterations)
    title, encoding = _title(folder), encoding_of(path)
    files = files_of(rough, title, encoding, script.texts)
    if not _is_fine(files, seconds):
        # What was made of the first run does not hold for another.
        files = files_of(rough, title, encoding, script.texts, plain=True)
    return files


def _tried(lesson: Lesson, seconds: float) -> Outcome:
    outcome = try_out(lesson, seconds)
    # A lesson's end has to be seen.
    late = [replace(each, kind="") for each in outcome.warnings if each.kind == LATE]
    if outcome.problems or late:
        raise ProblemsError([*outcome.problems, *late])
    return outcome


def _is_fine(files: Mapping[str, bytes], seconds: float) -> bool:
    """Whether a lesson of these files has no problem."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "lesson"
        write_folder(folder, files)
        try:
            _tried(load_quietly(folder), seconds)
        except ProblemsError:
            return False
    return True


def _title(folder: Path) -> str:
    """A title from a folder's name: `my_lesson` is "My lesson"."""
    words = " ".join(folder.resolve().name.replace("_", " ").replace("-", " ").split())
    words = "".join(each for each in words if each.isprintable())
    return words[:1].upper() + words[1:] or "A lesson"


def _say(folder: Path, files: Mapping[str, bytes]) -> None:
    texts = sum(name.endswith(".md") for name in files)
    word = str(folder) if os.sep in str(folder) else f".{os.sep}{folder}"
    print(printable(f"{folder}: lesson.toml, program.py and {counted(texts, 'text')} are written"))
    for words, does in ((["check", word], "says what is wrong, and how much is to be written"), ([word], "opens it")):
        print(printable(f"  {shlex.join(['toytutor', *words])}  {does}"))
