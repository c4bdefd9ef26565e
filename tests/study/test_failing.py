from __future__ import annotations

import numpy as np
import pytest
from engine_help import opened
from hypothesis import given
from hypothesis import strategies as st

from study.notices import asked
from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.watch.position import SETUP, Position, turn
from tui_tutor.study.failing import Failing, clashing, product
from tui_tutor.study.study import Study

SHAPES = st.lists(st.integers(1, 4), min_size=1, max_size=2).map(tuple)


def failed(text: str) -> Failing:
    engine = opened(text)
    place = SETUP
    if engine.has_loop:
        engine.run_to(1)
        place = turn(engine.last_known)
    found = Study(engine).moment(Position(place, len(engine.recording(place).events))).failing
    assert found is not None
    return found


@given(SHAPES, SHAPES)
def test_sizes_clash_where_numpy_says_so(one: tuple[int, ...], other: tuple[int, ...]) -> None:
    a, b = np.ones(one), np.ones(other)
    for kind, work in ((Kind.DOT, np.dot), (Kind.ELEMENTWISE, np.add)):
        try:
            shape = work(a, b).shape
        except ValueError:
            assert clashing(kind, one, other) is not None
        else:
            assert clashing(kind, one, other) is None
            assert kind is not Kind.DOT or product(one, other) == shape


def test_led_back_to_where_both_were_stretched() -> None:
    found = failed(asked.FLAT_TARGET.replace("push @ second.T", "push.dot(second.T)"))
    assert found.axes == (1, 0)
    first = found.origins[0]
    assert first is not None
    assert (first.operand, first.shape, first.code, first.rule) == ("push", (4, 4), "goal - said", "4, − 4×1 → 4×4")


def test_led_back_to_the_slope_of_another_layer() -> None:
    first = failed(asked.OTHER_LAYER).origins[0]
    assert first is not None
    assert (first.code, first.rule) == ("gap * bend(one, True)", "5×1 ∘ 5×3 → 5×3")


@pytest.mark.parametrize(
    ("code", "fit"),
    [
        ("a = np.ones((5, 3))\nb = a / a.sum(axis=1)", ("a / a.sum(axis=1, keepdims=True)", "5×3 / 5×1 → 5×3")),
        (
            "a = np.ones((5, 3))\nm = a.mean(axis=1)\nb = m - a",
            ("a.mean(axis=1, keepdims=True) − a", "5×1 − 5×3 → 5×3"),
        ),
        ("a = np.eye(6, 3)\nb = np.argmax(a, axis=0) == np.arange(6)", ("np.argmax(a, axis=1)", "→ 6,")),
        ("a = np.eye(6, 3)\nb = np.argmax(a, axis=0) == np.arange(6)", ("(np.argmax(a, axis=0))[:, None] == ", "")),
    ],
)
def test_what_would_fit_of_sums(code: str, fit: tuple[str, str]) -> None:
    fits = failed(f"import numpy as np\n{code}\n").fits
    assert fits[0] == fit if fit[1] else any(text.startswith(fit[0]) for text, _ in fits)


def test_what_would_fit_is_times() -> None:
    fits = failed(asked.DOT_FOR_TIMES).fits
    assert fits[0] == ("(v.T @ push) * (1 - mid * mid)", "3×5 ∘ 3×5 → 3×5")


@pytest.mark.parametrize(
    ("code", "fit"),
    [
        ("a = np.ones((4, 3))\nb = np.ones((2, 3))\nc = a @ b", ("a · b.T", "4×3 · 3×2 → 4×2")),
        ("a = np.ones((4, 3))\nb = np.ones((4, 2))\nc = a @ b", ("a.T · b", "3×4 · 4×2 → 3×2")),
        ("a = np.ones((2, 3))\nb = np.ones((4, 2))\nc = a @ b", ("b · a", "4×2 · 2×3 → 4×3")),
        ("a = np.ones((4, 3))\nb = np.ones((3, 4))\nc = a - b", ("a − b.T", "4×3 − 4×3 → 4×3")),
        ("a = np.ones((4, 3))\nb = np.ones((3, 2))\nc = a * b", ("np.dot(a, b)", "4×3 · 3×2 → 4×2")),
        ("a = np.ones((4, 3))\nb = np.ones(4)\nc = a + b", ("a + b[:, None]", "4×3 + 4×1 → 4×3")),
        ("a = np.ones((4, 3))\nb = np.ones((3, 5)).T\nc = a @ b", ("a · b", "")),
        (
            "a = np.ones(3)\nb = np.ones(2)\nc = np.maximum(a, b)",
            ("np.maximum(a[:, None], b)", "maximum(3×1, 2,) → 3×2"),
        ),
    ],
)
def test_what_would_fit(code: str, fit: tuple[str, str]) -> None:
    fits = failed(f"import numpy as np\n{code}\n").fits
    assert (fit in fits) if fit[1] else all(rule for _, rule in fits)


@given(SHAPES, SHAPES, st.sampled_from("@+*"))
def test_what_is_offered_works(one: tuple[int, ...], other: tuple[int, ...], symbol: str) -> None:
    kind = Kind.DOT if symbol == "@" else Kind.ELEMENTWISE
    if clashing(kind, one, other) is None:
        return
    for text, rule in failed(f"import numpy as np\na = np.ones({one})\nb = np.ones({other})\nc = a {symbol} b\n").fits:
        names = {"np": np, "a": np.ones(one), "b": np.ones(other)}
        made = eval(text.replace("·", "@").replace("∘", "*").replace("−", "-"), names)
        shown = f"{made.shape[0]}," if made.ndim == 1 else "×".join(map(str, made.shape)) or "scalar"
        assert rule.endswith(f"→ {shown}")
