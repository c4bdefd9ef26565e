"""Where an array was asked for its truth, what would do is said."""

from __future__ import annotations

import pytest

from tui_tutor.engine.watch.position import SETUP
from tui_tutor.view.lines import text_of
from tui_tutor.view.screen import screen
from tui_tutor.view.truth import no_truth
from view.opened import script


@pytest.mark.few(1)
@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("m = a > 2 & a < 8", "(a > 2) & (a < 8)"),
        ("m = a < 2 | a > 8", "(a < 2) | (a > 8)"),
        ("m = 1 if a > 2 else 0", "np.any(…) or np.all(…)"),
        ("m = a @ np.ones(2)", ""),
    ],
)
def test_what_would_do_is_said(code: str, said: str) -> None:
    opened = script(f"import numpy as np\na = np.array([1, 5, 9])\n{code}\n")
    event = opened.engine.recording(SETUP).events[-1]
    assert event.error
    told = " ".join(map(text_of, no_truth(event, 200)))
    assert said in told
    assert bool(told) == bool(said)
    shown = " ".join(map(text_of, screen(opened.state(f"setup:{len(opened.engine.recording(SETUP).events)}"), 120, 40)))
    assert ("many truth values" in shown) == bool(said)
