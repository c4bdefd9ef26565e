"""`toytutor run`: the program to its end at full speed, as Python itself runs it.

What is imported at once is what a program that succeeds needs: the whole is to take no longer than `python` does.
"""

from __future__ import annotations

import ast
import gc
import secrets
import sys
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import CodeType, FrameType
from typing import TYPE_CHECKING

from tui_tutor.commands.memory import Capped, say_limit
from tui_tutor.commands.messages import command, complain, complain_of
from tui_tutor.engine.imported.guarded import guarded
from tui_tutor.engine.imported.surroundings import Surroundings
from tui_tutor.engine.text import guard
from tui_tutor.engine.text.at_home import at_home
from tui_tutor.engine.text.problems import Problem, ProblemsError
from tui_tutor.engine.text.source import Source
from tui_tutor.lesson.find import PROGRAM_FILE, find, is_shipped

if TYPE_CHECKING:
    from tui_tutor.lesson.model import Lesson


def run(word: str, loop: int | None = None, arguments: Sequence[str] | None = None) -> int:
    """Run a lesson's program; standard output is what it prints and nothing else, whichever its main loop is.

    A script with `arguments` is trusted, and runs as under Python itself in its folder.
    """
    if arguments is not None:
        return _run_trusted(word, loop, arguments)
    with _unswept():
        source = _source(word, loop)
        code, capped = _code(source), Capped(source)
        surroundings = Surroundings(source.tree, source.path, secrets.randbelow(2**32), lambda: sys.stderr)
    frames: list[FrameType] = []

    def first(frame: FrameType, _event: str, _: object) -> None:
        if frame.f_code is code:
            sys.setprofile(None)
            frames.append(frame)

    try:
        with capped:
            sys.setprofile(first)
            exec(code, surroundings.begin())
    except SystemExit as ended:
        return _left(ended)
    except OSError:
        # No program opens anything or raises one itself: it is the output that cannot be written, no fault of a line.
        raise
    except Exception as error:
        _say_why(_problem(error, source, frames), source, error, word)
        return 1
    return 0


def _run_trusted(word: str, loop: int | None, arguments: Sequence[str]) -> int:
    from tui_tutor.commands import trusted
    from tui_tutor.commands.opening import open_lesson

    source = _told(open_lesson(word, loop, arguments))
    assert source.trust is not None
    try:
        return trusted.run(
            source, source.trust, lambda problem, error: _say_why(problem, source, error, "--trust", word)
        )
    except SystemExit as ended:
        return _left(ended)


@contextmanager
def _unswept() -> Iterator[None]:
    """What is made in this context stays, so it is never looked through for garbage."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        if was_enabled:
            gc.enable()


def _source(word: str, loop: int | None) -> Source:
    """The program that a word means. Raises as opening its lesson does, though the texts of ours need no check."""
    path = find(word)
    if loop is not None or not is_shipped(path):
        from tui_tutor.commands.opening import open_lesson

        return _told(open_lesson(word, loop))
    source = Source.read(path / PROGRAM_FILE)
    with warnings.catch_warnings(action="ignore"):
        problems = guard.check(source)
    if problems:
        raise ProblemsError(problems)
    return source


def _told(lesson: Lesson) -> Source:
    """The program of a lesson; what a notebook holds besides is told."""
    complain_of(lesson.left_out, lesson.source)
    return lesson.source


def _code(source: Source) -> CodeType:
    """The very text, but for what has to be asked as it runs, and for where names are looked up."""
    with warnings.catch_warnings(action="ignore"):
        tree = ast.parse(source.text, source.path)
    return compile(at_home(guarded(source.tree, tree)), source.path, "exec", dont_inherit=True)


def _left(ended: SystemExit) -> int:
    """The status that a program leaves with; a text that it leaves with is said, as Python does."""
    if ended.code is None or isinstance(ended.code, int):
        return int(ended.code or 0) & 0xFF
    complain(str(ended.code))
    return 1


def _problem(error: Exception, source: Source, frames: list[FrameType]) -> Problem:
    """What went wrong, and where. Without any memory left Python does not note where it was: its frame still tells."""
    from dataclasses import replace

    from tui_tutor.engine.rewind.failure import failure_of

    failure = failure_of(error, source)
    problem = failure.problem(source.path, source.cell_at(failure.span.line))
    traceback, frame = error.__traceback__, frames[0] if frames else None
    while traceback is not None and traceback.tb_frame.f_code.co_filename != source.path:
        traceback = traceback.tb_next
    if traceback is not None or frame is None or not frame.f_lineno:
        return problem
    text = source.lines[frame.f_lineno - 1]
    return replace(problem, line=frame.f_lineno, column=len(text) - len(text.lstrip()))


def _say_why(problem: Problem, source: Source, error: Exception, *words: str) -> None:
    if sys.stdout is not None:
        sys.stdout.flush()
    complain_of([problem], source)
    if isinstance(error, MemoryError):
        say_limit()
    complain(f"to see what led there, open it with {command(*words)} and press end")
