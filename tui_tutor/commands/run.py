"""`toytutor run`: the program to its end at full speed, as Python itself runs it."""

from __future__ import annotations

import builtins
import sys

from tui_tutor.commands.messages import command, complain
from tui_tutor.commands.opening import open_lesson
from tui_tutor.engine.failure import failure_of
from tui_tutor.engine.source import Source


def run(word: str) -> int:
    """Run a lesson's program; standard output is what it prints and nothing else."""
    source = open_lesson(word).source
    code = compile(source.text, source.path, "exec", dont_inherit=True)
    try:
        exec(code, {"__name__": "__main__", "__builtins__": builtins})
    except BrokenPipeError:
        raise
    except Exception as error:
        _say_why(error, source, word)
        return 1
    return 0


def _say_why(error: Exception, source: Source, word: str) -> None:
    if sys.stdout is not None:
        sys.stdout.flush()
    complain(str(failure_of(error, source).problem(source.path)))
    complain(f"to see what led there, open it with {command(word)} and press end")
