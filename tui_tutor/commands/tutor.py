"""`toytutor LESSON`: what must hold before the tutor can open. Nothing of Textual is imported until it does."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from tui_tutor.commands.linked import other_content, same_here
from tui_tutor.commands.messages import CannotError, command, counted
from tui_tutor.commands.opening import position_of, to_trust, with_loop
from tui_tutor.commands.pages import COMMANDS
from tui_tutor.commands.spelling import closest, known
from tui_tutor.engine.text.problems import Problem, ProblemsError
from tui_tutor.engine.text.source import Source
from tui_tutor.lesson.find import DEFAULT, UnknownLessonError, find
from tui_tutor.lesson.load import load_quietly, script, source_of
from tui_tutor.lesson.model import PICTURES, Lesson
from tui_tutor.lesson.trusting import Trusted
from tui_tutor.surroundings import in_browser


@dataclass(frozen=True, slots=True)
class Options:
    """The options of the tutor itself, as they were written."""

    at: str | None = None
    motion: str | None = None
    theme: str | None = None
    ascii_only: bool = False
    fresh: bool = False
    picture: str | None = None
    content: str | None = None
    loop: int | None = None
    arguments: Sequence[str] | None = None
    """Those of a script that is trusted."""


def run(word: str | None, options: Options) -> int:
    """Open the tutor and return its exit status."""
    word = word if word is not None else DEFAULT
    try:
        path = find(word)
    except UnknownLessonError as error:
        raise CannotError(f"{error}{_meant_command(word)}{same_here(word, options.content)}") from None
    _need_terminal(word)
    found = _opened(to_trust(path, options.arguments), options)
    if isinstance(found, int):
        return found
    lesson, said = found
    lesson = with_loop(lesson, options.loop)
    position = position_of(options.at)
    picture = known("picture", options.picture, PICTURES) if options.picture is not None else ""
    remark = said or other_content(lesson, options.content)

    from tui_tutor.launch import ImpossiblePositionError, run_tutor

    try:
        return run_tutor(
            lesson,
            at=position,
            motion=options.motion,
            theme=options.theme,
            ascii_only=options.ascii_only,
            fresh=options.fresh,
            picture=picture,
            remark=remark,
        )
    except (ImpossiblePositionError, ValueError) as error:
        # ValueError is how an unknown theme is told.
        raise CannotError(str(error)) from error


def _opened(path: Path, options: Options) -> tuple[Lesson, str | None] | int:
    """The lesson or script, and what there is to say of it; of a script that is refused the learner is asked.

    An exit status where that is left. Raises ProblemsError where nobody can be asked.
    """
    served = in_browser(os.environ)
    if options.arguments is not None and served:
        raise CannotError("from a browser no script is trusted")
    try:
        lesson = load_quietly(path, options.arguments)
        said = f"no Python, so left out: {counted(len(lesson.left_out), 'place')} (see `left out` in the program)"
        return lesson, said if lesson.left_out else None
    except ProblemsError as error:
        if path.is_dir() or served:
            raise
        return _asked(path, error.problems, options)


def _asked(path: Path, problems: Sequence[Problem], options: Options) -> tuple[Lesson, str | None] | int:
    """What is opened in the place of a script that is refused, as the learner decides, or has decided before."""
    from tui_tutor.launch import run_refused

    # What cannot even be read is no text to show.
    source = source_of(path)
    trusted = Trusted()
    if all(problem.guard for problem in problems) and trusted.holds(path, source.text):
        return load_quietly(path, ()), f"{path.name} is trusted, as you said before: it runs as python would run it"
    decided = run_refused(source, problems, theme=options.theme, ascii_only=options.ascii_only)
    if isinstance(decided, int):
        return decided
    if decided.text is None:
        note = trusted.add(path, source.text)
        return load_quietly(path, ()), note or f"{path.name} is trusted: it runs as python would run it"
    said = (
        f"this is your edit of {path.name}, which stays as it is; e edits it, ctrl+s in there writes it to a new file"
    )
    return script(Source(source.path, decided.text), path), said


def not_terminals() -> list[str]:
    """Those of the three standard streams that are no terminal."""
    streams: dict[str, TextIO | None] = {
        "standard input": sys.stdin,
        "standard output": sys.stdout,
        "standard error": sys.stderr,
    }
    return [name for name, stream in streams.items() if stream is None or not stream.isatty()]


def _need_terminal(word: str) -> None:
    if in_browser(os.environ):
        return
    missing = not_terminals()
    if missing:
        *others, last = missing
        names = f"{', '.join(others)} and {last} are not" if others else f"{last} is not"
        raise CannotError(
            f"the tutor needs a terminal, and {names}; without one, {command('trace', word)} "
            f"lists the operations and {command('run', word)} runs the program"
        )
    terminal = os.environ.get("TERM", "")
    if terminal == "dumb" or (not terminal and os.name != "nt"):
        says = f"TERM is {terminal}" if terminal else "TERM is not set"
        raise CannotError(
            f"the tutor cannot draw on this terminal ({says}); {command('trace', word)} lists the operations here, "
            "and TERM=xterm-256color fits most terminals"
        )


def _meant_command(word: str) -> str:
    if word in COMMANDS:
        return f"; {word} is a command and comes first: `toytutor {word} …`"
    close = closest(word, COMMANDS)
    return f"; or was it the command {command(close)}?" if close else ""
