"""`toytutor run`: the program to its end at full speed, as Python itself runs it."""

from __future__ import annotations

import builtins
import copy
import sys
from dataclasses import replace
from types import FrameType

from tui_tutor.commands.memory import Capped, say_limit
from tui_tutor.commands.messages import command, complain
from tui_tutor.commands.opening import open_lesson
from tui_tutor.engine.rewind.failure import failure_of
from tui_tutor.engine.text.owned import OWN, Owned, own
from tui_tutor.engine.text.problems import Problem
from tui_tutor.engine.text.source import Source


def run(word: str, loop: int | None = None) -> int:
    """Run a lesson's program; standard output is what it prints and nothing else, whichever its main loop is."""
    source = open_lesson(word, loop).source
    # The very text, but for attributes that others' objects have too.
    tree = Owned(source.tree).visit(copy.deepcopy(source.tree))
    code = compile(tree, source.path, "exec", dont_inherit=True)
    frames: list[FrameType] = []

    def first(frame: FrameType, _event: str, _: object) -> None:
        if frame.f_code is code:
            sys.setprofile(None)
            frames.append(frame)

    try:
        with Capped(source):
            sys.setprofile(first)
            exec(code, {"__name__": "__main__", "__builtins__": builtins, OWN: own})
    except OSError:
        # No program opens anything or raises one itself: it is the output that cannot be written, no fault of a line.
        raise
    except Exception as error:
        _say_why(_problem(error, source, frames), error, word)
        return 1
    return 0


def _problem(error: Exception, source: Source, frames: list[FrameType]) -> Problem:
    """What went wrong, and where. Without any memory left Python does not note where it was: its frame still tells."""
    problem = failure_of(error, source).problem(source.path)
    traceback, frame = error.__traceback__, frames[0] if frames else None
    while traceback is not None and traceback.tb_frame.f_code.co_filename != source.path:
        traceback = traceback.tb_next
    if traceback is not None or frame is None or not frame.f_lineno:
        return problem
    text = source.lines[frame.f_lineno - 1]
    return replace(problem, line=frame.f_lineno, column=len(text) - len(text.lstrip()))


def _say_why(problem: Problem, error: Exception, word: str) -> None:
    if sys.stdout is not None:
        sys.stdout.flush()
    complain(str(problem))
    if isinstance(error, MemoryError):
        say_limit()
    complain(f"to see what led there, open it with {command(word)} and press end")
