"""What the variations of the toy brain, and its mistakes, come to."""

from __future__ import annotations

import numpy as np
import pytest
from engine_help import last

from study.compared import LESSON, SHORT, WHAT_IFS, both, changed, compared, numbers, original, words
from tui_tutor.engine.watch.moment import moment
from tui_tutor.engine.watch.position import turn


def predictions(name: str) -> list[float]:
    return numbers(compared(name).other.prediction)


def error_at(name: str | None, iteration: int) -> float:
    engine = original() if name is None else changed(name)
    return dict(engine.curve)[iteration]


def last_error(name: str) -> float:
    return compared(name).other.curve[-1][1]


@pytest.mark.slow
def test_the_program_as_it_is_ends_as_the_facts_say() -> None:
    one = compared("seed 2").one
    assert one.iterations == 60_000
    assert numbers(one.prediction) == pytest.approx([0.99702, 0.99672, 0.00261, 0.00387], abs=5e-6)
    assert error_at(None, 10_000) == pytest.approx(0.0086, abs=5e-5)
    assert "C1 +0.9970" in words("seed 2")


def test_seed_2_learns_as_well_and_slower_at_first() -> None:
    assert [error_at("seed 2", at) > 1.3 * error_at(None, at) for at in (200, 500, 700, 1000)] == [True] * 4
    assert predictions("seed 2") == pytest.approx([1, 1, 0, 0], abs=0.01)


def test_1_hidden_neuron_leaves_three_customers_at_a_half() -> None:
    assert sum(abs(each - 0.5) < 0.02 for each in predictions("1 hidden neuron")) == 3


def test_2_hidden_neurons_leave_two_customers_at_a_half() -> None:
    assert sum(abs(each - 0.5) < 0.005 for each in predictions("2 hidden neurons")) == 2


def test_as_many_seeds_are_stuck_with_2_hidden_neurons_as_the_notice_says() -> None:
    names: dict[str, np.ndarray[tuple[int, int], np.dtype[np.float64]]] = {}
    exec(LESSON.source.text.partition("#4 Seed")[0], names)
    first, second = [], []
    for seed in range(50):
        np.random.seed(seed)
        first.append(2 * np.random.random((3, 2)) - 1)
        second.append(2 * np.random.random((2, 1)) - 1)
    syn0, syn1 = np.array(first), np.array(second)
    for _ in range(10_000):
        l1 = 1 / (1 + np.exp(-(names["X"] @ syn0)))
        l2 = 1 / (1 + np.exp(-(l1 @ syn1)))
        l2_delta = (names["y"] - l2) * l2 * (1 - l2)
        l1_delta = (l2_delta @ syn1.transpose(0, 2, 1)) * l1 * (1 - l1)
        syn1 += l1.transpose(0, 2, 1) @ l2_delta
        syn0 += names["X"].T @ l1_delta
    stuck = int((np.abs(names["y"] - l2).mean(axis=(1, 2)) > 0.1).sum())
    assert f"Of 50 seeds {stuck} are stuck after 10,000 iterations" in WHAT_IFS["2 hidden neurons"].notice


def test_8_hidden_neurons_end_hardly_better() -> None:
    assert last_error("8 hidden neurons") == pytest.approx(dict(original().curve)[59_000], rel=0.15)


@pytest.mark.parametrize("name", ["no hidden layer", "all weights zero"])
def test_what_cannot_learn_stays_at_exactly_a_half(name: str) -> None:
    assert predictions(name) == pytest.approx([0.5] * 4, abs=1e-12 if name == "no hidden layer" else 0)
    assert error_at(name, 10_000) == pytest.approx(0.5, abs=1e-12)


def test_no_slopes_at_all_stay_near_a_half_to_the_end() -> None:
    assert max(abs(value - 0.5) for _, value in changed("no slopes at all").curve) < 0.01
    assert predictions("no slopes at all") == pytest.approx([0.5] * 4, abs=1e-4)


def test_weights_from_0_to_1_learn_later() -> None:
    assert f"{error_at('weights from 0 to 1', 10_000):.4f} after 10,000" in WHAT_IFS["weights from 0 to 1"].notice
    assert f"in place of {error_at(None, 10_000):.4f}" in WHAT_IFS["weights from 0 to 1"].notice


def test_the_newer_generator_learns_from_other_weights() -> None:
    assert error_at("the newer generator", 10_000) < 0.02
    _, other = both(compared("the newer generator").parting)
    assert "default_rng(1)" in other.site.code


def test_from_zero_even_the_blame_is_zero() -> None:
    engine = changed("all weights zero")
    names = {each.name: each.value for each in moment(engine, last(engine, turn(SHORT))).names}
    assert {numbers(names[name])[0] for name in ("l1_error", "syn0", "syn1")} == {0.0}
    assert set(numbers(names["l1"])) == {0.5}


def test_learning_rates_come_to_the_errors_of_the_facts() -> None:
    assert error_at("learning rate 10", 10_000) == pytest.approx(0.0031, abs=5e-5)
    assert error_at("learning rate 100", 10_000) == pytest.approx(0.125, abs=5e-4)
    assert predictions("learning rate 100") == pytest.approx([1, 1, 0, 0.5], abs=0.005)
    notice = WHAT_IFS["learning rate 10"].notice
    assert f"{error_at('learning rate 10', 10_000):.4f} in place of {error_at(None, 10_000):.4f}" in notice


@pytest.mark.slow
def test_without_the_output_slope_it_learns_better() -> None:
    assert last_error("no slope at the output") == pytest.approx(1.7e-5, abs=5e-7)
    assert predictions("no slope at the output") == pytest.approx([1, 1, 0, 0], abs=3e-5)


@pytest.mark.slow
def test_the_target_of_one_column_is_learned_at_once() -> None:
    assert predictions("the target is the cat") == pytest.approx([1, 0, 0, 1], abs=0.003)
    assert error_at("the target is the cat", 50) < 0.2 < 0.48 < error_at(None, 50)


def test_relu_neurons_die_and_two_customers_stay_at_a_half() -> None:
    name = "ReLU in the hidden layer"
    engine = changed(name)
    values = {each.name: each.value for each in moment(engine, last(engine, turn(SHORT))).names}
    hidden = values["l1"]
    assert hidden is not None
    assert int((hidden.data == 0).all(axis=0).sum()) >= 2
    assert predictions(name) == pytest.approx([1, 1, 0.5, 0.5], abs=0.005)


def test_a_product_cell_by_cell_runs_and_learns_nothing() -> None:
    name = "l2_delta * syn1 in place of the product"
    assert predictions(name) == pytest.approx([0.5] * 4, abs=1e-6)
    assert compared(name).other.failed is None


def test_what_is_not_transposed_learns_all_the_same() -> None:
    assert predictions("l1 not transposed") == pytest.approx([1, 1, 0, 0], abs=0.005)


def test_the_slope_of_the_raw_sum_comes_to_nan() -> None:
    name = "the slope of the raw sum"
    assert np.isnan(predictions(name)).all()
    assert words(name).endswith("C1 +0.9970 C1 nan C2 +0.9967 C2 nan C3 +0.0026 C3 nan C4 +0.0039 C4 nan")
