"""The lessons that come with the tutor: complete, and true to what their programs give."""

from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from tui_tutor.lesson.find import shipped
from tui_tutor.lesson.load import load
from tui_tutor.lesson.model import RESULTS, Lesson

LESSONS = Path(__file__).parents[2] / "lessons"
NAMES = sorted(path.name for path in LESSONS.iterdir() if path.is_dir())

Numbers = npt.NDArray[np.float64]
History = dict[str, Numbers]
"""For each name the values it had in all iterations, (iterations, …)."""

TARGETS = {"one_neuron": {"guess_cat": "y_cat", "guess_xor": "y_xor"}, "relu_brain": {"l2": "y"}}
KEPT = {"one_neuron": ["error_cat", "error_xor", "delta_xor"], "relu_brain": ["l1", "l2_error", "syn0", "syn1"]}


@cache
def lesson(name: str) -> Lesson:
    return load(LESSONS / name)


def text(name: str, step: int) -> str:
    """The text of a step in one line, without emphasis."""
    return re.sub(r"\s+", " ", lesson(name).texts[step].body.replace("**", ""))


def run(source: str, **names: Any) -> dict[str, Any]:
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(compile(source, "program.py", "exec"), names)
    return {**names, "printed": printed.getvalue()}


@cache
def trained(name: str) -> tuple[dict[str, Any], History]:
    """The names at the program's end, and the history of those that the tests ask for."""
    kept = [*TARGETS[name], *KEPT[name]]
    rows: dict[str, list[Numbers]] = {each: [] for each in kept}

    def keep(*values: Numbers) -> None:
        for each, value in zip(kept, values, strict=True):
            rows[each].append(value.copy())

    source = lesson(name).source.text.replace("\n\n# The loop is over", f"\n    keep({', '.join(kept)})\n\n# ")
    names = run(source, keep=keep)
    return names, {each: np.array(values) for each, values in rows.items()}


def wrong(name: str, prediction: str) -> npt.NDArray[np.bool_]:
    """Which predictions are on the wrong side, (iterations, customers)."""
    names, history = trained(name)
    sides: npt.NDArray[np.bool_] = (history[prediction] > 0.5) != (names[TARGETS[name][prediction]] > 0.5)
    return sides[:, :, 0]


def last(flags: npt.NDArray[np.bool_]) -> int:
    return int(np.flatnonzero(flags)[-1])


def first(flags: npt.NDArray[np.bool_]) -> int:
    return int(np.flatnonzero(flags)[0])


def mean_miss(name: str, error: str) -> Numbers:
    misses: Numbers = np.abs(trained(name)[1][error]).mean(axis=(1, 2))
    return misses


def never_again(flags: Any) -> int:
    """The first iteration from which on none is set."""
    return last(flags) + 1


MILESTONES: dict[str, list[Callable[[], int]]] = {
    "one_neuron": [
        lambda: last(wrong("one_neuron", "guess_cat")[:, 0]),
        lambda: never_again(np.abs(trained("one_neuron")[1]["guess_xor"] - 0.5).max(axis=(1, 2)) > 0.01),
        lambda: first(mean_miss("one_neuron", "error_cat") < 0.1),
    ],
    "relu_brain": [
        lambda: never_again((trained("relu_brain")[1]["l1"][:, :, 1] > 0).any(axis=1)),
        lambda: last(wrong("relu_brain", "l2")[:, 0]),
        lambda: first(mean_miss("relu_brain", "l2_error") < 0.1),
        lambda: first(mean_miss("relu_brain", "l2_error") < 0.01),
    ],
}


@pytest.mark.parametrize("name", NAMES)
def test_every_step_has_a_text_that_fits_beside_the_numbers(name: str) -> None:
    texts = lesson(name).texts
    assert {number for number, _ in lesson(name).source.steps} <= texts.keys()
    assert {number: words for number in texts if not 40 <= (words := len(texts[number].body.split())) <= 130} == {}


@pytest.mark.parametrize("name", NAMES)
def test_lines_and_names_are_ready_to_be_read(name: str) -> None:
    assert [line for line in lesson(name).source.text.splitlines() if len(line) > 72] == []
    assert all(meaning.endswith(".") for meaning in lesson(name).meanings.values())


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.slow
def test_the_program_runs_to_its_end_quietly(name: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(lesson(name).source.text)["printed"]
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("name", MILESTONES)
def test_milestones_are_true(name: str) -> None:
    assert [milestone.at for milestone in lesson(name).milestones] == [found() for found in MILESTONES[name]]


@pytest.mark.parametrize("name", TARGETS)
def test_the_results_text_quotes_the_final_predictions(name: str) -> None:
    names, history = trained(name)
    for prediction in TARGETS[name]:
        assert np.array_equal(history[prediction][-1], names[prediction])
    figures = {
        "one_neuron": ", ".join(f"{value:.3f}" for value in names.get("guess_cat", np.empty(0)).ravel()),
        "relu_brain": ", ".join(f"{value:.5f}" for value in names.get("l2", np.empty(0)).ravel()),
    }
    assert figures[name] in text(name, RESULTS)


def test_one_neuron_ends_where_all_pull_and_nothing_moves() -> None:
    names, history = trained("one_neuron")
    assert np.array_equal(names["guess_xor"], np.full((4, 1), 0.5))
    assert "Xor: 0.5 four times" in text("one_neuron", RESULTS)
    assert names["delta_xor"].ravel().tolist() == pytest.approx([0.125, 0.125, -0.125, -0.125])
    assert "+0.125, +0.125, −0.125, −0.125" in text("one_neuron", 8)
    cat, beer, _ = names["w_cat"].ravel()
    assert f"grows to {cat:.2f}" in text("one_neuron", 9)
    assert f"−{abs(beer):.2f}" in text("one_neuron", 9)
    squares = (history["error_xor"] ** 2).mean(axis=(1, 2))
    assert f"begins at {squares[0]:.3f}, is below 0.26 at iteration {first(squares < 0.26)}" in text("one_neuron", 5)


def test_no_weights_of_one_neuron_give_less_than_half_for_each() -> None:
    names, _ = trained("one_neuron")
    spread = np.random.default_rng(1)
    weights = np.concatenate([spread.normal(size=(50_000, 3)) * size for size in (0.5, 2, 8, 30)])
    guesses = 1 / (1 + np.exp(-np.clip(weights @ names["X"].T, -500, 500)))
    assert ((names["y_xor"].T - guesses) ** 2).mean(axis=1).min() > 0.25 - 1e-12


def test_relu_is_faster_and_less_smooth_than_the_toy_brain() -> None:
    misses, loop = mean_miss("relu_brain", "l2_error"), text("relu_brain", 6)
    for below in (0.25, 0.1, 0.01):
        assert f"{below}: iteration {first(misses < below):,}, toy brain" in loop
    assert f"it rises {np.count_nonzero(np.diff(misses) > 0)} times" in loop


def test_a_dead_neuron_never_changes_again() -> None:
    _, history = trained("relu_brain")
    at = lesson("relu_brain").milestones[0].at
    kept = np.column_stack([history["syn0"][:, :, 1], history["syn1"][:, 1]])[at - 1 :]
    assert (kept == kept[0]).all()
    assert "−0.89, −0.39, −0.01 and +0.17" in text("relu_brain", 13)
    assert kept[0].tolist() == pytest.approx([-0.89, -0.39, -0.01, 0.17], abs=0.005)


def all_seeds(hidden: int) -> tuple[Numbers, Numbers]:
    """The hidden layers and predictions of seeds 0 to 49 after relu_brain's iterations: all seeds at once."""
    names, _ = trained("relu_brain")
    first_weights, last_weights = [], []
    for seed in range(50):
        np.random.seed(seed)
        first_weights.append(2 * np.random.random((3, hidden)) - 1)
        last_weights.append(2 * np.random.random((hidden, 1)) - 1)
    syn0, syn1 = np.array(first_weights), np.array(last_weights)
    for _ in range(10_000):
        l1 = np.maximum(0, names["X"] @ syn0)
        l2 = 1 / (1 + np.exp(-(l1 @ syn1)))
        l2_delta = (names["y"] - l2) * l2 * (1 - l2)
        l1_delta = (l2_delta @ syn1.transpose(0, 2, 1)) * (l1 > 0)
        syn1 += l1.transpose(0, 2, 1) @ l2_delta
        syn0 += names["X"].T @ l1_delta
    return l1, l2


@pytest.mark.slow
def test_how_many_seeds_learn_with_relu() -> None:
    target = trained("relu_brain")[0]["y"]
    l1, l2 = all_seeds(4)
    learned = np.abs(target - l2).mean(axis=(1, 2)) < 0.1
    told = text("relu_brain", 4)
    seeds = re.search(r"only (\d+) learn all four customers: ([\d, ]+) and (\d+)", told)
    assert seeds is not None
    assert np.flatnonzero(learned).tolist() == [*map(int, seeds[2].split(", ")), int(seeds[3])]
    assert int(seeds[1]) == learned.sum() == 8
    shut_off = ((l1 == 0).all(axis=2).any(axis=1)) & ~learned
    cancelled = ~learned & ~shut_off
    assert f"{shut_off.sum()} lose every hidden neuron" in text("relu_brain", RESULTS)
    assert f"In the other {cancelled.sum()} some" in text("relu_brain", RESULTS)
    assert np.abs(l2[cancelled] - 0.5).max() < 1e-4
    more, most = (np.abs(target - all_seeds(hidden)[1]).mean(axis=(1, 2)) < 0.1 for hidden in (8, 16))
    assert most.all()
    assert f"With 8 hidden neurons {more.sum()} of the 50 seeds learn, with 16 all of them" in told


def test_numpy_says_what_the_lesson_on_shapes_quotes() -> None:
    names = run(lesson("shapes").source.text)
    failing = {
        3: "price.dot(basket)",
        6: "basket * price",
        7: "bill + delivery[:, :3]",
        8: "bill - voucher.ravel()",
        10: "basket_turned.dot(price_turned)",
    }
    for step, code in failing.items():
        with pytest.raises(ValueError, match="shapes") as raised:
            eval(code, dict(names))
        assert f"`{str(raised.value).strip()}`" in text("shapes", step)


def test_each_text_on_shapes_ends_with_a_question() -> None:
    texts = lesson("shapes").texts
    assert [number for number, each in texts.items() if not each.body.endswith("?")] == [len(texts) - 1]
    assert [number for number, each in texts.items() if not each.questions] == [0]
    assert set(lesson("shapes").axes) <= set(lesson("shapes").meanings)


def test_the_end_of_each_lesson_names_the_next_and_the_key() -> None:
    order = shipped()
    for name, following in pairwise(order):
        last = text(name, max(lesson(name).texts))
        assert f"*{lesson(following).title}*" in last
        assert "`L`" in last
    assert "`toytutor my.py`" in text(order[-1], RESULTS)
    assert "`L`" in text(order[-1], RESULTS)


def test_keys_are_named_where_they_help() -> None:
    named = {1: "", 2: "o", 6: "ixct", 7: "avf", 11: "→", 12: "f", 13: "iwe", RESULTS: "nwL"}
    for step, keys in named.items():
        assert [key for key in keys if f"`{key}`" not in text("toy_brain", step)] == []
    for name in NAMES:
        assert "`o`" in "".join(text(name, step) for step in (0, 1, 2))
        assert not lesson(name).what_ifs or "`w`" in "".join(text(name, step) for step in lesson(name).texts)
