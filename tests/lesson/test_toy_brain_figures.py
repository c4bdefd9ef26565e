"""Every figure that the toy brain's texts, questions and what-ifs name, worked out by numpy alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from tui_tutor.lesson.find import find
from tui_tutor.lesson.load import load
from tui_tutor.lesson.model import RESULTS

Numbers = npt.NDArray[np.float64]

LESSON = load(find("toy_brain"))
X = np.array([[1, 0, 1], [0, 1, 1], [0, 0, 1], [1, 1, 1]])
Y = np.array([[1], [1], [0], [0]])


def text(step: int) -> str:
    return re.sub(r"\s+", " ", LESSON.texts[step].body.replace("**", "").replace("*", ""))


def sigmoid(x: Any) -> Any:
    return 1 / (1 + np.exp(-x))


def weights(seeds: range, *, low: float = -1, hidden: int = 4) -> tuple[Numbers, Numbers]:
    """First weights of all seeds at once, (seeds, 3, hidden) and (seeds, hidden, 1), from `low` to 1."""
    first, second = [], []
    for seed in seeds:
        np.random.seed(seed)
        first.append((1 - low) * np.random.random((3, hidden)) + low)
        second.append((1 - low) * np.random.random((hidden, 1)) + low)
    return np.array(first), np.array(second)


@dataclass
class Trained:
    l1: Numbers
    l2: Numbers
    errors: Numbers
    """Mean |l2_error| of each iteration, (iterations, seeds)."""
    path: Numbers
    """All weights at the start of each iteration and at the end, (iterations + 1, seeds, 16)."""
    wrong: npt.NDArray[np.bool_]
    """Whether a prediction is on the wrong side, (iterations, seeds, 4)."""


def train(start: tuple[Numbers, Numbers], rounds: int, *, slopes: bool = True, rate: float = 1) -> Trained:
    syn0, syn1 = start[0].copy(), start[1].copy()
    errors, path, wrong = [], [], []
    for _ in range(rounds):
        path.append(np.concatenate([syn0.reshape(len(syn0), -1), syn1.reshape(len(syn1), -1)], axis=1))
        l1 = sigmoid(X @ syn0)
        l2 = sigmoid(l1 @ syn1)
        error = Y - l2
        errors.append(np.abs(error).mean(axis=(1, 2)))
        wrong.append(((l2 > 0.5) != (Y > 0.5))[:, :, 0])
        delta = error * l2 * (1 - l2) if slopes else error
        blame = delta @ syn1.transpose(0, 2, 1)
        hidden = blame * l1 * (1 - l1) if slopes else blame
        syn1 += rate * (l1.transpose(0, 2, 1) @ delta)
        syn0 += rate * (X.T @ hidden)
    path.append(np.concatenate([syn0.reshape(len(syn0), -1), syn1.reshape(len(syn1), -1)], axis=1))
    return Trained(l1, l2, np.array(errors), np.array(path), np.array(wrong))


@cache
def trained() -> Trained:
    return train(weights(range(1, 2)), 60_000)


def what_if(name: str) -> str:
    return next(each.notice for each in LESSON.what_ifs if each.name == name)


@pytest.mark.slow
def test_who_is_right_from_the_start_and_who_is_last_wrong() -> None:
    wrong = trained().wrong[:, 0]
    assert not wrong[:, [0, 2]].any()
    last = [int(np.flatnonzero(wrong[:, customer])[-1]) for customer in (1, 3)]
    told = text(8)
    assert "customers 1 and 3 are on the right side from the start" in told
    assert f"customer 2 after iteration {last[0]}, customer 4 after {last[1]}" in told


@pytest.mark.slow
def test_the_error_never_rises_and_is_flat_at_first() -> None:
    errors = trained().errors[:, 0]
    assert (np.diff(errors) <= 0).all()
    assert "It never rises." in text(6)
    assert "Up to about 100 it looks flat" in text(6)
    assert errors[100] > 0.9 * errors[0]
    assert f"At {int(np.flatnonzero(errors < 0.1)[0])} it is under 0.1 already" in text(6)


def test_at_first_the_wishes_nearly_cancel() -> None:
    start = weights(range(1, 2))
    l1 = sigmoid(X @ start[0][0])
    l2 = sigmoid(l1 @ start[1][0])
    wishes = l1 * ((Y - l2) * l2 * (1 - l2))
    assert (np.abs(wishes.sum(axis=0)) < 0.06 * np.abs(wishes).sum(axis=0)).all()
    assert "at first the customers' wishes nearly cancel" in text(6)


def test_multiplications() -> None:
    shapes = [(4, 3, 4), (4, 4, 1), (4, 1, 4), (4, 4, 1), (3, 4, 4)]
    each = [rows * inner * columns for rows, inner, columns in shapes]
    question = LESSON.texts[6].questions[0]
    assert " + ".join(map(str, each)) == "48 + 16 + 16 + 16 + 48"
    assert question.answer == str(sum(each))
    assert f"{sum(each)} multiplications in its products: {sum(each) * 60_000 / 1e6:.1f} million in all" in text(6)


@pytest.mark.slow
def test_every_seed_learns() -> None:
    many = train(weights(range(200)), 20_000)
    assert many.errors[-1].max() < 0.05
    assert not many.wrong[-1].any()
    assert "0 to 199 all learn" in text(4)
    assert "every seed from 0 to 199 learns" in what_if("seed 2")


@pytest.mark.slow
def test_weights_from_0_to_1_train_too() -> None:
    error = train(weights(range(1, 2), low=0), 10_001).errors[10_000, 0]
    assert f"{error:.4f} after 10,000 iterations in place of {trained().errors[10_000, 0]:.4f}" in what_if(
        "weights from 0 to 1"
    )


@pytest.mark.slow
def test_no_slopes_at_all_stay_at_a_half() -> None:
    errors = train(weights(range(1, 2)), 60_000, slopes=False).errors
    assert np.abs(errors - 0.5).max() < 0.01
    assert what_if("no slopes at all").startswith("It stays at 0.5 to the very end.")


def test_the_mean_of_these_weights() -> None:
    assert f"{weights(range(1, 2))[0].mean():.2f}" == "-0.29"
    assert "{mean(syn0):.2f}" in text(5)


def test_the_delta_peaks_at_two_thirds() -> None:
    predictions = np.linspace(0, 1, 3001)
    sizes = predictions * predictions * (1 - predictions)
    assert predictions[sizes.argmax()] == pytest.approx(2 / 3, abs=1e-3)
    assert "For target 0 the push is largest at 2/3." in text(10)
    assert f"0.999 gets only −{0.999 * 0.999 * 0.001:.3f}" in text(10)
    assert "2/3, for target 1 at 1/3" in LESSON.glossary["delta"]


def test_the_first_step_and_the_way() -> None:
    path = trained().path[:, 0]
    first, whole = np.linalg.norm(path[1] - path[0]), np.linalg.norm(path[-1] - path[0])
    assert f"The first step is {first:.3f} long, the whole way {whole:.1f}." in text(13)


def test_what_the_hidden_neurons_say_in_the_end() -> None:
    cat, beer, neither, both = trained().l1[0]
    assert [round(float(each[1])) for each in (cat, beer, neither, both)] == [1, 0, 0, 0]
    assert [round(float(each[2])) for each in (cat, beer, neither, both)] == [0, 0, 1, 0]
    assert 'neuron 2 says "cat, no beer", 3 "neither"' in text(RESULTS)


def test_never_seen_surveys() -> None:
    path = trained().path[-1, 0]
    syn0, syn1 = path[:12].reshape(3, 4), path[12:].reshape(4, 1)
    asked = np.array([[0, 0, 0], [0, 1, 0], [1, 0, 0], [1, 1, 0]])
    neither, beer, cat, both = (f"{each:.3f}" for each in sigmoid(sigmoid(asked @ syn0) @ syn1).ravel())
    assert f"{neither} for neither, {beer} beer, {cat} cat, {both} both are chance" in text(RESULTS)


def test_printed_totals() -> None:
    errors = trained().errors[:, 0]
    assert f"run from {2 * errors[0]:.4f} down to {2 * errors[50_000]:.4f}" in text(9)
    assert LESSON.texts[9].questions[0].why.startswith(f"It is {errors[10_000]:.4f} there")


def test_the_newer_generator_gives_other_numbers() -> None:
    assert "`default_rng(1)`, the newer one, gives others" in text(4)
    newer = 2 * np.random.default_rng(1).random((3, 4)) - 1
    assert np.abs(newer - weights(range(1, 2))[0][0]).min() > 0.01


@pytest.mark.slow
def test_learning_rates() -> None:
    told = LESSON.glossary["learning rate"]
    for rate, digits in ((0.01, 3), (0.1, 3), (1, 4), (30, 4)):
        error = train(weights(range(1, 2)), 10_001, rate=rate).errors[10_000, 0]
        assert f"{error:.{digits}f} with {'a rate of ' if rate == 0.01 else ''}{rate:g}" in told


def test_three_hidden_neurons_are_stuck_now_and_then() -> None:
    stuck = int((train(weights(range(50), hidden=3), 10_000).errors[-1] > 0.1).sum())
    assert f"with three hidden neurons {stuck} are, with four none" in what_if("2 hidden neurons")
