"""A stop strikes in code of the program, and of nobody else: each frame here is a real one."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from here import Here
from talk import script

import tui_tutor
from tui_tutor.engine.rewind.run import Interrupted
from tui_tutor.engine.text.looking import CONDITION, CURVE, HEIGHT

TUTOR = str(Path(tui_tutor.__file__).parent / "engine" / "watch" / "recorder.py")
LIBRARY = "/lib/python3/site-packages/numpy/linalg.py"
PROGRAM = "script.py"


def inside(files: list[str], innermost: Callable[[], None]) -> None:
    """Call something from code of these files, the first of them outermost."""
    call = innermost
    for file in reversed(files):
        names: dict[str, Any] = {"call": call}
        exec(compile("def through():\n    call()\n", file, "exec"), names)
        call = names["through"]
    call()


def struck(child: Here, files: list[str]) -> bool:
    """Whether a strike raises where code of these files runs."""

    def strike() -> None:
        # What calls this is the innermost of the files.
        child._interrupt(2, sys._getframe(1))

    try:
        inside(files, strike)
    except Interrupted:
        return True
    return False


@pytest.fixture
def child() -> Here:
    return Here(script("x = 1\n"))


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ([PROGRAM], True),
        ([CURVE], True),
        ([HEIGHT], True),
        ([CONDITION], True),
        ([TUTOR, PROGRAM], True),
        # What a library does on behalf of the program may be stopped.
        ([PROGRAM, LIBRARY], True),
        # The tutor's own code must come to its end: it may be about to write down what the program did.
        ([PROGRAM, TUTOR], False),
        ([PROGRAM, TUTOR, LIBRARY], False),
        ([TUTOR], False),
        ([LIBRARY], False),
    ],
    ids=str,
)
def test_what_is_stopped_in_the_middle(child: Here, files: list[str], expected: bool) -> None:
    child._doing = 3
    assert struck(child, files) is False, "nobody asked"
    child._struck_through = 2
    assert struck(child, files) is False, "what was to be stopped is done"
    child._struck_through = 3
    assert struck(child, files) is expected
    child._struck_through, child._is_overdue = -1, True
    assert struck(child, files) is expected, "it takes too long"
