"""The command `toytutor`: reads the command line, calls the command, and turns every outcome into an exit status.

Nothing heavy is imported before the command line is understood: `--help` and `--version` answer at once.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence

from tui_tutor.commands.messages import CannotError, complain, complain_of_bug, complain_of_problems

ASK = "__complete"
"""The word by which a shell asks what may come next; what has been typed follows, the word to complete last."""

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
    from tui_tutor.engine.text.problems import ProblemsError
    from tui_tutor.lesson.find import UnknownLessonError

    try:
        return _carry_out(arguments)
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else DONE
    except (CannotError, UnknownLessonError) as error:
        complain(f"toytutor: {error}")
        return CANNOT
    except ProblemsError as error:
        complain_of_problems(error.problems)
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
    if name == ASK:
        from tui_tutor.commands import offering

        print("\n".join(offering.lines(arguments[1:])))
        return DONE
    if name == "run" and len(arguments) == 2 and arguments[1][:1] not in ("", "-"):
        # There is nothing to find out about it, and finding that out would take a good part of a short run.
        from tui_tutor.commands import run

        return run.run(arguments[1])
    from tui_tutor.commands.pages import COMMANDS, TUTOR
    from tui_tutor.commands.parser import parser_of
    from tui_tutor.commands.spelling import refuse_misspelt

    page = COMMANDS.get(name, TUTOR)
    if page is TUTOR:
        refuse_misspelt(arguments)
    given = parser_of(page).parse_args(arguments if page is TUTOR else arguments[1:])
    return page.carry_out(given)


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
