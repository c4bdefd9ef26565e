"""What is said of a decade is what plain Python makes of the same program."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from study.why.looked import looked_at
from study.why.programs import IN_A_METHOD, SAMPLES, SINGLE_NUMBERS, sigmoids
from tui_tutor.study.notices.saturated import FLAT
from tui_tutor.study.why.looking import sampled
from tui_tutor.study.why.report import Decade, Layer, decades, error_in, row


def after(text: str, iterations: int, total: int) -> dict[str, Any]:
    """The program's names after so many iterations."""
    names: dict[str, Any] = {}
    exec("import numpy as np\n" + text.replace(f"range({total})", f"range({iterations})"), names)
    return names


def size(numbers: Iterable[float]) -> float:
    every = list(numbers)
    return math.sqrt(sum(each * each for each in every) / len(every))


def flat(values: Iterable[float]) -> list[bool]:
    return [4 * each * (1 - each) < FLAT for each in values]


NETWORKS = (
    st.integers(2, 24).map(lambda total: total if total < 24 else 120),
    st.sampled_from([0.01, 0.5, 4.0]),
    st.sampled_from([0.5, 8.0, 40.0]),
    st.integers(1, 50),
)


@given(*NETWORKS)
@settings(deadline=None, max_examples=3)
def test_a_network_of_sigmoids(total: int, rate: float, scale: float, seed: int) -> None:
    check(total, rate, scale, seed)


@pytest.mark.slow
@given(*NETWORKS)
@settings(deadline=None, max_examples=60)
def test_any_network_of_sigmoids(total: int, rate: float, scale: float, seed: int) -> None:
    check(total, rate, scale, seed)


def check(total: int, rate: float, scale: float, seed: int) -> None:
    text = sigmoids(total, rate, scale, seed)
    report, _ = looked_at(text)
    assert [(each.name, each.leads) for each in report.layers] == [("w0", ("X", "h")), ("w1", ("h", "o"))]
    assert (report.total, report.is_over, report.is_whole, report.failure) == (total, True, True, None)
    assert [each.low for each in decades(report)] == [low for low in (0, 1, 10, 100) if low < total]
    for decade in decades(report):
        assert decade.high == min(total - 1, max(0, 10 * decade.low - 1))
        before = {at: after(text, at, total) for at in sampled(decade)}
        ends = {at: after(text, at + 1, total) for at in sampled(decade)}
        assert error_in(report, decade) == pytest.approx(ends[decade.high]["loss"], rel=1e-12)
        for layer, made in zip(report.layers, ("h", "o"), strict=True):
            name = layer.name
            found = row(layer, decade)
            assert found is not None
            weights = size(size(names[name].flat) for names in before.values())
            update = size(size((ends[at][name] - names[name]).flat) for at, names in before.items())
            assert found.weights == pytest.approx(weights, rel=1e-9)
            assert found.update == pytest.approx(update, rel=1e-9)
            assert found.ratio == pytest.approx(update / weights, rel=1e-9)
            assert found.rate == rate
            # What is added to a weight is rounded to what the weight can hold.
            assert found.slope == pytest.approx(update / rate, rel=1e-6, abs=1e-15 * scale / rate)
            cells = [each for names in ends.values() for each in flat(names[made].flat)]
            assert found.flat == sum(cells) / len(cells)
            assert found.dead is None


def test_sizes_do_not_overflow() -> None:
    text = "w = np.full(3, 1e200)\nfor j in range(20):\n    loss = w.sum()\n    w -= 0.5 * w\n"
    (layer,) = looked_at(text)[0].layers
    found = row(layer, Decade(0, 0))
    assert found is not None
    assert (found.weights, found.update, found.slope) == pytest.approx((1e200, 5e199, 1e200))
    assert found.ratio == 0.5


def layer_of(text: str, name: str) -> Layer:
    report, _ = looked_at(text)
    return next(each for each in report.layers if each.name == name)


@pytest.mark.slow
def test_single_numbers_are_layers_where_there_is_no_network() -> None:
    total = 300
    for name, step in (("a", "da"), ("b", "db")):
        layer = layer_of(SINGLE_NUMBERS, name)
        assert (layer.shape, layer.leads) == ((), None)
        for decade in decades(looked_at(SINGLE_NUMBERS)[0]):
            found = row(layer, decade)
            assert found is not None
            ends = [after(SINGLE_NUMBERS, at + 1, total) for at in sampled(decade)]
            assert found.rate == 0.1
            assert found.slope == pytest.approx(size(names[step] for names in ends))
            begins = [after(SINGLE_NUMBERS, at, total)[name] for at in sampled(decade)]
            assert found.weights == pytest.approx(size(begins))


@pytest.mark.slow
def test_weights_of_an_object_and_what_is_added_to_a_layer() -> None:
    report, label = looked_at(IN_A_METHOD)
    assert label == "losses"
    assert [(each.name, each.is_bias) for each in report.layers] == [
        ("net.w0", False),
        ("net.b0", True),
        ("net.w1", False),
    ]
    for layer in report.layers:
        for decade in decades(report):
            found = row(layer, decade)
            assert found is not None
            begins = [after(IN_A_METHOD, at, 120)["net"] for at in sampled(decade)]
            ends = [after(IN_A_METHOD, at + 1, 120)["net"] for at in sampled(decade)]
            part = layer.name.removeprefix("net.")
            moved = [size((getattr(b, part) - getattr(a, part)).flat) for a, b in zip(begins, ends, strict=True)]
            assert found.update == pytest.approx(size(moved), rel=1e-9)
            assert found.slope == pytest.approx(size(moved) / 0.25, rel=1e-9)
            assert found.rate == 0.25


def test_all_samples_of_an_epoch_are_one_iteration() -> None:
    report, label = looked_at(SAMPLES)
    assert (label, report.label) == ("", "mean |o - lab|")
    names = after(SAMPLES, 0, 120)
    w0, w1 = names["w0"].copy(), names["w1"].copy()
    slopes, misses = [], []
    for x, y in zip(names["X"], names["Y"], strict=True):
        x, y = x.reshape(1, 3), y.reshape(1, 1)
        h = 1 / (1 + np.exp(-(x @ w0)))
        d = 1 / (1 + np.exp(-(h @ w1))) - y
        back = d @ w1.T * h * (1 - h)
        misses.append(abs(float(d[0, 0])))
        slopes += list((h.T @ d).flat)
        w1 += -0.3 * h.T @ d
        w0 += -0.3 * x.T @ back
    first = decades(report)[0]
    found = row(report.layers[1], first)
    assert found is not None
    assert report.layers[1].name == "w1"
    assert found.update == pytest.approx(size((w1 - names["w1"]).flat), rel=1e-9)
    assert found.slope == pytest.approx(size(slopes), rel=1e-9)
    assert found.rate == pytest.approx(0.3)
    assert error_in(report, first) == pytest.approx(sum(misses) / 4)
