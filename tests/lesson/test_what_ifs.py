"""What the what-ifs of the shorter lessons promise, tried out by Python alone."""

from __future__ import annotations

import contextlib
import io
from functools import cache
from typing import Any

import numpy as np
import pytest

from tui_tutor.lesson.find import find, shipped
from tui_tutor.lesson.load import load
from tui_tutor.lesson.model import WhatIf

HALF = [0.5, 0.5, 0.5, 0.5]


def what_if(lesson: str, name: str) -> WhatIf:
    return next(each for each in load(find(lesson)).what_ifs if each.name == name)


@cache
def run(lesson: str, name: str | None = None) -> dict[str, Any]:
    """The names at the end of a lesson's program, changed or as it is."""
    source = load(find(lesson)).source
    if name is not None:
        source = what_if(lesson, name).apply(source)
    names: dict[str, Any] = {}
    with contextlib.redirect_stdout(io.StringIO()):
        exec(compile(source.text, "program.py", "exec"), names)
    return names


def column(lesson: str, name: str | None, of: str) -> list[float]:
    return [float(each) for each in run(lesson, name)[of].ravel()]


def alive(name: str) -> list[int]:
    """How many customers each hidden neuron of the ReLU brain is on for."""
    return [int(each) for each in (run("relu_brain", name)["l1"] > 0).sum(axis=0)]


@pytest.mark.parametrize("lesson", shipped())
def test_every_lesson_has_what_ifs_and_no_two_of_one_name(lesson: str) -> None:
    names = [each.name for each in load(find(lesson)).what_ifs]
    assert len(names) == len(set(names)) >= 4


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("price by basket", "4 .dim 1. != 2 .dim 0."),
        ("basket * price", r"could not be broadcast together with shapes \(2,3\) \(3,4\)"),
        ("three charges for four shops", r"could not be broadcast together with shapes \(2,4\) \(1,3\)"),
        ("vouchers written flat", r"could not be broadcast together with shapes \(2,4\) \(2,\)"),
        ("totals without keepdims", r"could not be broadcast together with shapes \(2,4\) \(2,\)"),
        ("menu by guests", "4 .dim 1. != 3 .dim 0."),
    ],
)
@pytest.mark.slow
def test_mistakes_with_shapes_fail_as_told(name: str, message: str) -> None:
    assert what_if("shapes", name).mistake
    with pytest.raises(ValueError, match=message):
        run("shapes", name)


def test_shapes_that_run() -> None:
    assert run("shapes", "one buyer more")["bill"].shape == (3, 4)
    assert run("shapes", "one buyer more")["reduced"].shape == (3, 4)
    flat = run("shapes", "a fourth buyer, vouchers flat")
    assert np.array_equal(flat["bill"] - flat["reduced"], np.tile([5, 4, 3, 2], (4, 1)))


def test_one_neuron_learns_xor_with_a_column_for_both() -> None:
    assert column("one_neuron", "a column for both", "guess_xor") == pytest.approx([1, 1, 0, 0], abs=0.06)
    assert run("one_neuron", "a column for both")["w_xor"][3, 0] < -10


def test_one_neuron_without_the_website_cannot_say_no_to_customer_3() -> None:
    cat = column("one_neuron", "without the website", "guess_cat")
    assert cat[2] == 0.5
    assert [cat[0], cat[1], cat[3]] == pytest.approx([1, 0, 1], abs=0.05)
    assert column("one_neuron", "without the website", "guess_xor") == pytest.approx(HALF)


def test_one_neuron_learns_from_zero_and_ends_at_the_same_weights() -> None:
    weights, same = (column("one_neuron", name, "w_cat") for name in ("weights from zero", None))
    assert weights == pytest.approx(same, abs=0.01)


def test_one_neuron_learns_both() -> None:
    assert column("one_neuron", "cat and beer, both", "guess_xor") == pytest.approx([0, 0, 0, 1], abs=0.05)


def test_without_a_copy_both_halves_are_one() -> None:
    names = run("one_neuron", "no copy")
    assert names["w_cat"] is names["w_xor"]
    for guess in ("guess_cat", "guess_xor"):
        assert column("one_neuron", "no copy", guess) == pytest.approx([0.75, 0.25, 0.25, 0.75], abs=0.01)


@pytest.mark.slow
def test_the_unlucky_seed_loses_neurons() -> None:
    assert column("relu_brain", "an unlucky seed", "l2")[2:] == [0.5, 0.5]
    assert sorted(alive("an unlucky seed")) == [0, 0, 1, 1]
    wide = alive("an unlucky seed, 16 hidden neurons")
    assert 0 in wide
    assert column("relu_brain", "an unlucky seed, 16 hidden neurons", "l2") == pytest.approx([1, 1, 0, 0], abs=0.01)


@pytest.mark.slow
def test_a_leak_saves_the_unlucky_seed_and_most_others() -> None:
    assert column("relu_brain", "a leak, from the unlucky seed", "l2") == pytest.approx([1, 1, 0, 0], abs=0.01)
    names = run("relu_brain")
    first, second = [], []
    for seed in range(50):
        np.random.seed(seed)
        first.append(2 * np.random.random((3, 4)) - 1)
        second.append(2 * np.random.random((4, 1)) - 1)
    syn0, syn1 = np.array(first), np.array(second)
    for _ in range(10_000):
        sums = names["X"] @ syn0
        l1 = np.maximum(0.1 * sums, sums)
        l2 = 1 / (1 + np.exp(-(l1 @ syn1)))
        delta = (names["y"] - l2) * l2 * (1 - l2)
        hidden = (delta @ syn1.transpose(0, 2, 1)) * np.where(l1 > 0, 1.0, 0.1)
        syn1 += l1.transpose(0, 2, 1) @ delta
        syn0 += names["X"].T @ hidden
    learned = int((np.abs(names["y"] - l2).mean(axis=(1, 2)) < 0.1).sum())
    assert (
        f"Of the 50 seeds {learned} do, in place of 8" in what_if("relu_brain", "a leak, from the unlucky seed").notice
    )


@pytest.mark.parametrize("name", ["no bend at all", "learning rate 3"])
@pytest.mark.few(1)
def test_relu_runs_that_end_at_a_half(name: str) -> None:
    assert column("relu_brain", name, "l2") == pytest.approx(HALF, abs=1e-6)


def test_the_s_curve_learns_from_seed_40() -> None:
    assert column("relu_brain", "the S-curve in the hidden layer", "l2") == pytest.approx([1, 1, 0, 0], abs=0.02)


def test_blame_for_neurons_that_are_off() -> None:
    l2 = column("relu_brain", "blame for neurons that are off", "l2")
    assert l2[1] < 0.001
    assert [l2[0], l2[2], l2[3]] == pytest.approx([1, 0, 0], abs=0.01)
