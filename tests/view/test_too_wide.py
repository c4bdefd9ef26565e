"""Matrices that cannot stand side by side are not drawn again and again to find that out."""

from __future__ import annotations

from typing import Any

import pytest

from tui_tutor.view import crossing, equation
from tui_tutor.view.lines import width
from tui_tutor.view.scene import Scene
from tui_tutor.view.stage import stage
from view.opened import script

MADE = "import numpy as np\nA = np.arange(1.0, 1601.0).reshape(40, 40) / 7\n"
FIRST = 6
"""The first operation after those that make the matrix."""


@pytest.mark.parametrize("line", ["B = A * A", "B = A.dot(A)", "A += A"])
def test_a_wide_one_is_drawn_few_times(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    moment = script(f"{MADE}{line}\n").state(f"setup:{FIRST}").moment
    assert moment is not None
    assert moment.event is not None
    drawn = 0

    def counting(module: Any) -> None:
        matrix = module.matrix

        def counted(*given: Any, **named: Any) -> Any:
            nonlocal drawn
            drawn += 1
            return matrix(*given, **named)

        monkeypatch.setattr(module, "matrix", counted)

    counting(equation)
    counting(crossing)
    assert all(width(row) <= 76 for row in stage(Scene(moment.event, None), 76, 13))
    assert 0 < drawn <= 12
