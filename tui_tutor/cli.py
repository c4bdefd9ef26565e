"""The command `toytutor`: reads the command line, calls the command, and turns every outcome into an exit status.

Nothing heavy is imported before the command line is understood: `--help` and `--version` answer at once.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence

from tui_tutor.commands import options
from tui_tutor.commands.messages import CannotError, complain, complain_of_bug

DONE = 0
PROBLEM = 1
CANNOT = 2
INTERRUPTED = 128 + 2
CLOSED_PIPE = 128 + 13
"""Exit statuses; those above 128 are what a shell shows for a signal, here SIGINT and SIGPIPE."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out a command line; returns the exit status, and never raises for bad input."""
    try:
        status = _status(list(sys.argv[1:] if arguments is None else arguments))
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        _give_up_output()
        return CLOSED_PIPE
    except OSError as error:
        _give_up_output()
        complain(f"toytutor: cannot go on: {_reason(error)}")
        return PROBLEM
    try:
        if sys.stderr is not None:
            sys.stderr.flush()
    except OSError:
        # The terminal is gone, and with it all that would still have to be said.
        _give_up_output()
    return status


def _status(arguments: list[str]) -> int:
    from tui_tutor.engine.problems import ProblemsError
    from tui_tutor.lesson.find import UnknownLessonError

    try:
        return _carry_out(arguments)
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else DONE
    except (CannotError, UnknownLessonError) as error:
        complain(f"toytutor: {error}")
        return CANNOT
    except ProblemsError as error:
        for problem in error.problems:
            complain(str(problem))
        return PROBLEM
    except KeyboardInterrupt:
        return INTERRUPTED
    except OSError as error:
        if error.filename is None:
            raise
        complain(f"{error.filename}: cannot be opened: {_reason(error)}")
        return PROBLEM
    except Exception as error:
        complain_of_bug(error)
        return PROBLEM


def _carry_out(arguments: list[str]) -> int:
    name = arguments[0] if arguments else ""
    if name != "run" and isinstance(sys.stdout, io.TextIOWrapper):
        # Where the terminal's encoding lacks a sign, a question mark is better than no answer.
        sys.stdout.reconfigure(errors="replace")
    if name not in options.COMMANDS:
        return _tutor(options.tutor_parser().parse_args(arguments))
    given = options.command_parser(name).parse_args(arguments[1:])
    if name == "run":
        from tui_tutor.commands import run

        return run.run(given.lesson, given.loop)
    if name == "trace":
        from tui_tutor.commands import trace

        return trace.run(given.lesson, given.place, as_json=given.json, seconds=given.seconds, loop=given.loop)
    if name == "check":
        from tui_tutor.commands import check

        return check.run(given.paths, given.seconds, given.loop)
    from tui_tutor.commands import lessons

    return lessons.run()


def _tutor(given: argparse.Namespace) -> int:
    from tui_tutor.commands import tutor

    options = tutor.Options(given.at, given.motion, given.theme, given.ascii, given.fresh, given.loop)
    return tutor.run(given.lesson, options)


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


def _give_up_output() -> None:
    """Let nothing be written any more, so that Python does not complain of it once more when it exits."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            os.dup2(nowhere, stream.fileno())
        except AttributeError:
            continue
