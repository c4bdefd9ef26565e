"""Running a script that is trusted: as Python itself runs it in its folder."""

from __future__ import annotations

from collections.abc import Callable

from tui_tutor.commands.memory import Capped
from tui_tutor.engine.rewind.failure import failure_of
from tui_tutor.engine.rewind.ground import Ground
from tui_tutor.engine.text.problems import Problem
from tui_tutor.engine.text.source import Source, Trust


def run(source: Source, trust: Trust, say_why: Callable[[Problem, Exception], None]) -> int:
    """Run a script to its end; returns 1 where it raises, and `say_why` is told of it. SystemExit passes through."""
    code = compile(source.text, source.path, "exec", dont_inherit=True)
    ground = Ground(trust, opens_windows=True)
    try:
        with Capped(source):
            ground.begin()
            exec(code, ground.module.__dict__)
    except BrokenPipeError:
        # It is the output that cannot be written any more.
        raise
    except Exception as error:
        failure = failure_of(error, source)
        say_why(failure.problem(source.path, source.cell_at(failure.span.line)), error)
        return 1
    return 0
