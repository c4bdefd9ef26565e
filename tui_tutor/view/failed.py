"""What stands in the place of a drawing that failed: that it did, why, and where in the tutor."""

from __future__ import annotations

import traceback
from pathlib import Path

from tui_tutor.view.border import border
from tui_tutor.view.layout import Box
from tui_tutor.view.lines import EMPTY, Line, clip, harmless, line, pad, wrap

PACKAGE = Path(__file__).parents[1]

SORRY = "This cannot be drawn:"
REST = "It is a bug in toytutor, please report it. Everything else goes on."

LONGEST = 400
"""Characters of an exception's message that are shown."""


def failed(error: Exception, columns: int) -> list[Line]:
    """What is said in the place of what could not be drawn, in lines of `columns` cells."""
    message = f"{type(error).__name__}: {_message(error)}"
    # The place comes before the message: a panel may have no more than four lines.
    rows = [line((SORRY, "error")), line((where(error), "strong")), line((message, "text"))]
    told = [part for row in rows for part in wrap(harmless(row), columns)]
    return [*told, EMPTY, *wrap(line((REST, "dim")), columns)]


def failed_panel(name: str, error: Exception, box: Box, *, bare: bool = False, focus: bool = False) -> list[Line]:
    """A panel that could not be drawn, exactly as large as its box; a `bare` one has no frame."""
    if bare:
        words = clip(harmless(line((f" {name}: {where(error)}: {_message(error)}", "error"))), box.columns)
        rows = [pad(words, box.columns)]
        return [*rows, *([pad(EMPTY, box.columns)] * (box.rows - 1))][: box.rows]
    content = [line((" ", "text"), *each) for each in failed(error, max(1, box.columns - 4))]
    return border(content, box.columns, box.rows, line((name, "title")), focus=focus)


def where(error: BaseException) -> str:
    """The file and line of the tutor's own code where an exception came from, as `tui_tutor/view/matrix.py:12`."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [each for each in frames if Path(each.filename).is_relative_to(PACKAGE)]
    if not own:
        return f"{frames[-1].filename}:{frames[-1].lineno}" if frames else "an unknown place"
    return f"{Path(own[-1].filename).relative_to(PACKAGE.parent).as_posix()}:{own[-1].lineno}"


def _message(error: Exception) -> str:
    """What an exception says, on one line; it may be that it cannot even say it."""
    try:
        text = " ".join(str(error).split())
    except Exception:
        return "it cannot say what is wrong"
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
