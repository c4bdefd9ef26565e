"""After each operation, what is shown under every name is what is there."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import pytest
from engine_help import opened, places
from generated import programs
from hypothesis import HealthCheck, given, note, settings

from tui_tutor.engine.text.problems import ProblemsError
from tui_tutor.engine.watch.position import SETUP
from tui_tutor.engine.watch.values import take
from tui_tutor.engine.watch.writing import Writing

wrong: list[tuple[str, str, str, str]] = []


def look(writing: Writing) -> None:
    """Note every name that shows something else than the object that it stands for."""
    for frame in writing._stack.frames:
        for name, value in frame.names.items():
            shown, there = frame.shown[name], take(value, whole=None)
            if not there.same_as(shown):
                code = writing.recording.events[-1].site.code
                wrong.append((code, name, f"{shown.data}{shown.text}", f"{there.data}{there.text}"))


@pytest.fixture(autouse=True)
def looking(monkeypatch: pytest.MonkeyPatch) -> None:
    record: Any = Writing.event

    def event(self: Writing, *given: Any, **named: Any) -> None:
        record(self, *given, **named)
        look(self)

    monkeypatch.setattr(Writing, "event", event)
    wrong.clear()


@settings(suppress_health_check=list(HealthCheck))
@given(programs())
def test_what_is_shown_is_what_is_there(text: str) -> None:
    # Lists of arrays look different after it, and no operation changed them.
    text = text.replace("np.set_printoptions(precision=3)", "pass")
    note(text)
    wrong.clear()
    with warnings.catch_warnings(action="ignore"), np.errstate(), np.printoptions():
        try:
            engine = opened(text, whole=None)
        except ProblemsError:
            return
        # Some of these programs never end.
        engine.run_to(300)
        for place in places(engine):
            engine.recording(place)
    assert wrong == []


@pytest.mark.parametrize(
    "statement",
    [
        "W[0] = 5",
        "W[0] = W[1] = 5",
        "W[0], n = V, 3",
        "W[0, 0], (V[0], n) = 1, (2, 3)",
        "W += 1",
        "v -= 1",
        "np.add(V, 1, V)",
        "np.exp(V, V)",
        "np.add(V, 1, out=V)",
        "np.clip(V, 0, 1, V)",
        "V.clip(0, 1, V)",
        "np.dot(M, M, N)",
        "M.dot(M, N)",
        "np.sum(M, 0, None, V[:2])",
        "np.nan_to_num(V, copy=False)",
        "np.nan_to_num(V, False)",
        "np.median(V, overwrite_input=True)",
        "V.sort()",
        "V.fill(3)",
        "L.append(4)",
        "push(4)",
        "L.extend([1])",
        "pair[0].append(1)",
        "D['k'] = 4",
        "D['L'].append(4)",
        "bump(V)",
        "list(map(bump, [V, W]))",
        "[bump(x) for x in [V, W]]",
        "np.random.shuffle(L)",
        "rng.shuffle(V)",
        "for V[0] in range(3):\n    n = V[0]",
        "for x in L:\n    L[0] += 1",
        "with np.errstate(all='ignore'):\n    V /= 0",
    ],
)
def test_every_way_to_change_a_value_in_place_is_seen(statement: str) -> None:
    before = (
        "import numpy as np\nW = np.arange(6.0).reshape(2, 3)\nV = np.array([2.0, np.nan, 1.0])\nv = V[:2]\n"
        "M = np.ones((2, 2))\nN = np.zeros((2, 2))\nL = [1, 2]\npair = (L, V)\nD = {'L': L, 'k': W}\npush = L.append\n"
        "rng = np.random.default_rng(1)\ndef bump(a):\n    a += 1\n    return a\nn = 0\n"
    )
    # A second loop, with more turns, makes sure that the first is stepped through with the setup.
    text = before + statement + "\nlast = 1\nfor main in range(99):\n    pass\n"
    with warnings.catch_warnings(action="ignore"):
        engine = opened(text)
    assert engine.failure is None, engine.failure
    assert engine.recording(SETUP).failed is None
    assert wrong == []
