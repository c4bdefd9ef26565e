"""For each kind programs in which it must come, and as many harmless ones in which it must not."""

from __future__ import annotations

import warnings

import pytest

from study.notices.noticed import met
from study.notices.programs import COMES, HARMLESS
from tui_tutor.study.notices.notice import KINDS

LATER = {
    "alike": (0, 1, 2, 3, 299, 399),
    "still": (1, 2, 100, 499),
    "rising": tuple(range(20)),
    "inf": tuple(range(12)),
}

PLOTTED = {"rising": "np.mean(np.abs(e))"}


def numbered(programs: dict[str, tuple[str, ...]]) -> list[object]:
    return [
        pytest.param(kind, text, id=f"{kind}-{number}")
        for kind, texts in programs.items()
        for number, text in enumerate(texts, 1)
    ]


def found(kind: str, text: str) -> set[str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        program = f"import numpy as np\n{text}\n"
        return {each.kind for each in met(program, LATER.get(kind, (0, 1, 2)), PLOTTED.get(kind))}


@pytest.mark.parametrize(("kind", "text"), numbered(COMES))
def test_it_comes(kind: str, text: str) -> None:
    assert kind in found(kind, text)


@pytest.mark.parametrize(("kind", "text"), numbered(HARMLESS))
@pytest.mark.slow
def test_it_does_not_come(kind: str, text: str) -> None:
    assert kind not in found(kind, text)


def test_it_is_said_of_what_there_is_no_logarithm() -> None:
    for call, of in (("log(0.0)", "zero"), ("log(-1.0)", "a negative number"), ("log1p(-1.0)", "zero")):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            (told,) = met(f"import numpy as np\na = np.{call}\n")
        assert told.words.endswith(f"there is no logarithm of {of}")


FITTED = """import numpy as np
X = np.arange(60.0).reshape(30, 2) / 60
y = X.sum(axis=1)
w = np.zeros(2)
"""


@pytest.mark.parametrize(
    ("loop", "rises"),
    [
        ("for x, t in zip(X, y):\n    w = w + 0.1 * (t - w @ x) * x\n", False),
        ("for j in range(20):\n    w = w + 0.2 * (y - X @ w) @ X\n", True),
    ],
    ids=["samples one by one", "all of the data"],
)
def test_an_error_that_is_not_plotted_rises_where_it_is_that_of_the_same_data(loop: str, rises: bool) -> None:
    assert ("rising" in {each.kind for each in met(FITTED + loop, tuple(range(20)))}) == rises


def test_every_kind_is_tried_both_ways() -> None:
    # Axes that have names, as in lessons, have tests of their own.
    assert set(COMES) == set(HARMLESS) == set(KINDS)
    assert all(len(HARMLESS[kind]) >= len(COMES[kind]) - 1 for kind in COMES)
