from __future__ import annotations

import warnings
from functools import cache

import numpy as np
import pytest
from engine_help import TOY, last, opened
from seldom import mostly_slow

from tui_tutor.engine.text.source import Source
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.moment import moment
from tui_tutor.engine.watch.position import SETUP, turn
from tui_tutor.engine.watch.recording import Event
from tui_tutor.engine.watch.values import Value
from tui_tutor.lesson.load import load
from tui_tutor.lesson.model import WhatIf
from tui_tutor.study.compare import Comparison, Parting, compare, parting, side
from tui_tutor.view.lines import text_of, width
from tui_tutor.view.versions import versions

LESSON = load(TOY)
WHAT_IFS = {each.name: each for each in LESSON.what_ifs}
MISTAKES = [name for name, each in WHAT_IFS.items() if each.mistake]
VARIATIONS = [name for name in WHAT_IFS if name not in MISTAKES]

SHORT = 10_001
"""Iterations that are run: most of what the notices say is true after 10,000."""

TO_THE_END = (
    "no slope at the output",
    "the target is the cat",
    "l1 not transposed",
    "seed 2",
    "8 hidden neurons",
    "no slopes at all",
)

FAILING = {
    "X * syn0 in place of the product": (
        "0:3",
        "ValueError: operands could not be broadcast together with shapes (4,3) (3,4)",
        "X * syn0   4×3 ∘ 3×4 → ✗",
        ["X  4×3  customer×question", "syn0  3×4  question×hidden"],
    ),
    "X times itself": (
        "0:3",
        "ValueError: shapes (4,3) and (4,3) not aligned: 3 (dim 1) != 4 (dim 0)",
        "np.dot(X, X)   4×3 · 4×3 → ✗",
        ["X  4×3  customer×question", "X  4×3  customer×question"],
    ),
    "syn1 not transposed": (
        "0:39",
        "ValueError: shapes (4,1) and (4,1) not aligned: 1 (dim 1) != 4 (dim 0)",
        "l2_delta.dot(syn1)   4×1 · 4×1 → ✗",
        ["l2_delta  4×1  customer×output", "syn1  4×1  hidden×output"],
    ),
    "l1 * syn1 in place of the product": (
        "0:19",
        "ValueError: shapes (4,4) and (1,4) not aligned: 4 (dim 1) != 1 (dim 0)",
        "l2_delta.dot(syn1.T)   4×4 · 1×4 → ✗",
        ["l2_delta  4×4  customer×hidden", "syn1.T  1×4  output×hidden"],
    ),
    "y as a flat list": (
        "setup:5",
        "ValueError: shapes (4,4) and (1,4) not aligned: 4 (dim 1) != 1 (dim 0)",
        "l2_delta.dot(syn1.T)   4×4 · 1×4 → ✗",
        ["l2_delta  4×4  customer×customer", "syn1.T  1×4  output×hidden"],
    ),
}
"""Where it parts, numpy's message, the operation that fails with its shapes, and its operands with their axes."""

CLASHING = {
    "l1 * syn1 in place of the product": ("0:12", "l1 * syn1", "this sets customer against hidden"),
    "l2_delta * syn1 in place of the product": ("0:39", "l2_delta * syn1", "this sets customer against hidden"),
    "l1 not transposed": ("0:49", "l1.dot(l2_delta)", "this sums hidden against customer"),
    "y as a flat list": ("0:21", "y - l2", "this sets every customer against every other customer"),
}

PARTING = {
    "seed 2": "setup:8",
    "the newer generator": "setup:7",
    "weights from 0 to 1": "setup:8",
    "no slopes at all": "0:32",
    "1 hidden neuron": "setup:8",
    "2 hidden neurons": "setup:8",
    "8 hidden neurons": "setup:8",
    "no hidden layer": "setup:8",
    "all weights zero": "setup:8",
    "learning rate 10": "0:51",
    "learning rate 100": "0:51",
    "no slope at the output": "0:32",
    "the target is the cat": "setup:5",
    "ReLU in the hidden layer": "0:4",
    "l2_delta * syn1 in place of the product": "0:39",
    "l1 not transposed": "0:49",
    "the slope of the raw sum": "0:48",
    **{name: told[0] for name, told in FAILING.items()},
}


def engine_of(source: Source) -> Engine:
    assert LESSON.curve is not None
    engine = Engine(source, axes=dict(LESSON.axes), curve=LESSON.curve.expression, seed=1)
    engine.open()
    engine.look_ahead()
    return engine


@cache
def original() -> Engine:
    engine = engine_of(LESSON.source)
    assert engine.run_to_end()
    return engine


@cache
def changed(name: str) -> Engine:
    engine = engine_of(WHAT_IFS[name].apply(LESSON.source))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if name in TO_THE_END:
            assert engine.run_to_end()
        else:
            engine.run_to(SHORT)
    return engine


@cache
def compared(name: str) -> Comparison:
    one, other = original(), changed(name)
    return Comparison(side(one, "l2"), side(other, "l2"), parting(one, other))


def page(name: str, columns: int = 96) -> list[str]:
    lines = versions(compared(name), WHAT_IFS[name], "mean |l2_error|", "l2", columns)
    assert [width(each) for each in lines if width(each) > columns] == []
    return [text_of(each).rstrip() for each in lines]


def words(name: str) -> str:
    """The page in one line, so that nothing is lost where a line was broken."""
    return " ".join(" ".join(page(name)).split())


def numbers(value: Value | None) -> list[float]:
    assert value is not None
    return [float(each) for each in np.ravel(value.data)]


def predictions(name: str) -> list[float]:
    return numbers(compared(name).other.prediction)


def error_at(name: str | None, iteration: int) -> float:
    engine = original() if name is None else changed(name)
    return dict(engine.curve)[iteration]


def last_error(name: str) -> float:
    return compared(name).other.curve[-1][1]


def both(parted: Parting | None) -> tuple[Event, Event]:
    assert parted is not None
    assert parted.one is not None
    assert parted.other is not None
    return parted.one, parted.other


def test_every_variation_is_tested() -> None:
    assert set(PARTING) == set(WHAT_IFS)
    assert {*FAILING, *CLASHING, "the slope of the raw sum"} == set(MISTAKES)


@pytest.mark.parametrize("name", mostly_slow(WHAT_IFS, [*WHAT_IFS][1::8]))
@pytest.mark.few(2)
def test_versions_part_at_the_first_operation_that_differs(name: str) -> None:
    parted = compared(name).parting
    one, other = both(parted)
    assert parted is not None
    assert parted.at == PARTING[name]
    assert one.site.code != other.site.code or one.site.code == "np.random.random((3,4))"
    assert f"They part at {parted.at}" in page(name)


@pytest.mark.parametrize("name", mostly_slow(WHAT_IFS, [*WHAT_IFS][::8]))
@pytest.mark.few(2)
def test_a_parting_is_named_by_its_place_in_the_changed_program(name: str) -> None:
    parted = compared(name).parting
    assert parted is not None
    place, _, number = parted.at.partition(":")
    engine = changed(name)
    events = engine.recording(SETUP if place == "setup" else turn(0)).events
    assert events[int(number) - 1] is parted.other


@pytest.mark.parametrize("name", mostly_slow(WHAT_IFS, [*WHAT_IFS][::4]))
@pytest.mark.parametrize("columns", mostly_slow([40, 74, 96], [40]))
@pytest.mark.few(2)
def test_the_page_begins_with_the_name_and_the_notice_and_shows_every_change(name: str, columns: int) -> None:
    what_if, lines = WHAT_IFS[name], page(name, columns)
    assert lines[0] == name
    assert what_if.notice.startswith(lines[1])
    told = [each for each in lines if each.startswith(("− ", "+ "))]
    assert len(told) == 2 * len(what_if.changes)
    for (old, new), minus, plus in zip(what_if.changes, told[::2], told[1::2], strict=True):
        old, new = (" ".join(each.split()) for each in (old, new))
        assert f"− {old}".startswith(minus.removesuffix("…"))
        assert f"+ {new or '(nothing)'}".startswith(plus.removesuffix("…"))


@pytest.mark.parametrize("name", FAILING)
def test_a_version_that_fails_tells_numpys_message_the_shapes_and_the_axes(name: str) -> None:
    _, message, operation, operands = FAILING[name]
    other, told = compared(name).other, page(name)
    assert other.failed is not None
    assert other.failed.error == other.failure == message
    assert (other.iterations, other.curve) == (0, ())
    at = told.index(f"fails at  {operation}")
    assert told[at + 1 : at + 4] == [message, *(f"  {each}" for each in operands)]


@pytest.mark.parametrize("name", FAILING)
def test_numpy_itself_says_the_same_of_a_version_that_fails(name: str) -> None:
    code = compile(WHAT_IFS[name].apply(LESSON.source).text, "changed.py", "exec")
    with pytest.raises(ValueError, match="shapes") as raised:
        exec(code, {})
    assert FAILING[name][1] == f"ValueError: {str(raised.value).strip()}"


@pytest.mark.parametrize("name", [name for name in FAILING if "flat" not in name and "l1 * syn1" not in name])
def test_where_the_changed_operation_fails_both_sides_are_shown(name: str) -> None:
    one, other = both(compared(name).parting)
    assert one.error is None
    assert other.error == FAILING[name][1]
    assert other is compared(name).other.failed
    assert one.shapes is not None
    assert one.shapes in words(name)


@pytest.mark.parametrize("name", CLASHING)
@pytest.mark.few(2)
def test_what_is_silently_wrong_is_told_by_its_axes(name: str) -> None:
    at, code, what = CLASHING[name]
    clash = compared(name).other.clash
    assert clash is not None
    assert clash.error is None
    told = page(name)
    line = told.index(f"{at}  {code}   {clash.shapes}")
    assert told[line + 1 : line + 3] == [f"the sizes agree, the meanings don't: {what}", clash.axes]


@pytest.mark.parametrize("name", [name for name in WHAT_IFS if name not in CLASHING])
@pytest.mark.few(3)
def test_nothing_else_is_said_to_be_wrong_by_its_axes(name: str) -> None:
    assert "meanings" not in words(name)


@pytest.mark.parametrize("name", VARIATIONS)
@pytest.mark.few(2)
def test_no_variation_fails(name: str) -> None:
    other = compared(name).other
    assert (other.failed, other.failure) == (None, None)
    assert "fails" not in words(name)
    assert other.iterations == (60_000 if name in TO_THE_END else SHORT)


@pytest.mark.parametrize("name", WHAT_IFS)
@pytest.mark.few(4)
def test_both_curves_are_drawn_where_there_are_two(name: str) -> None:
    drawn = "mean |l2_error|   ── as it is   ┄┄ changed   log-log" in page(name)
    assert drawn == (name not in FAILING)


def test_a_product_that_is_not_transposed_has_the_right_shape_and_the_wrong_numbers() -> None:
    one, other = both(compared("l1 not transposed").parting)
    assert one.result is not None
    assert other.result is not None
    assert one.result.shape == other.result.shape == (4, 1)
    right, wrong = [-0.0045, -0.0067, -0.0068, -0.0046], [0.0313, -0.0328, -0.0171, 0.0099]
    assert numbers(one.result) == pytest.approx(right, abs=5e-5)
    assert numbers(other.result) == pytest.approx(wrong, abs=5e-5)
    rows = [line.split() for line in page("l1 not transposed") if line.startswith("H") and "C" in line]
    assert [row[1] for row in rows] == ["−0.0045", "−0.0067", "−0.0068", "−0.0046"]
    assert [row[3] for row in rows] == ["+0.0313", "−0.0328", "−0.0171", "+0.0099"]


def test_without_the_slope_the_parting_is_the_statement_that_changed() -> None:
    one, other = both(compared("no slope at the output").parting)
    assert one.site.code == "l2_error*nonlin(l2, deriv=True)"
    assert other.site.code == "l2_delta = l2_error"


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


def test_a_prediction_that_never_came_to_be_is_told() -> None:
    assert compared("X times itself").other.prediction is None
    assert "l2, changed O1 never came to be" in words("X times itself")


def test_compare_runs_both_to_their_ends() -> None:
    one, other = (
        opened("a = 1\nfor j in range(50):\n    a = a + 1\n"),
        opened("a = 1\nfor j in range(40):\n    a += 1\n"),
    )
    found = compare(one, other, "a")
    assert found is not None
    assert (found.one.iterations, found.other.iterations) == (50, 40)
    assert (found.one.prediction, found.other.prediction) != (None, None)
    assert numbers(found.one.prediction) + numbers(found.other.prediction) == [51, 41]


def test_compare_is_stopped() -> None:
    text = "a = 1\nfor j in range(500000):\n    a = a + 1\n"
    assert compare(opened(text), opened(text), "a", lambda: True) is None


def test_the_same_program_does_not_part() -> None:
    engine = opened("a = 1\nfor j in range(5):\n    a = a + 1\n")
    found = compare(engine, engine, None)
    assert found is not None
    assert found.parting is None
    assert found.one.prediction is None


def test_a_program_that_ends_sooner_parts_where_the_other_goes_on() -> None:
    found = compare(opened("a = 1\nb = 2\n"), opened("a = 1\n"), "b")
    assert found is not None
    assert found.parting is not None
    assert found.parting.other is None
    assert found.parting.at == "setup:2"
    assert found.other.prediction is None


def test_a_program_that_goes_on_parts_where_the_other_ended() -> None:
    found = parting(opened("a = 1\n"), opened("a = 1\nb = 2\n"))
    assert found is not None
    assert (found.at, found.one) == ("setup:2", None)
    assert found.other is not None
    assert found.other.site.code == "b = 2"


ARRAYS = "import numpy as np\nX = np.ones((4, 3))\nw = np.ones((3, 4))\n"


@pytest.mark.parametrize(
    ("statement", "changed", "at", "codes"),
    [
        # Of the same operation the operation itself is told, of another one the whole that comes of it.
        ("b = (X + 1) * 2", "b = (X + 2) * 2", "setup:6", ("X + 1", "X + 2")),
        ("b = (X + 1) * 2", "b = (X - 1) * 2", "setup:7", ("(X + 1) * 2", "(X - 1) * 2")),
        # Where one fails nothing more comes of it.
        ("b = X.dot(w) + 1", "b = X * w + 1", "setup:6", ("X.dot(w)", "X * w")),
        # What is only written in another way is told where it is written so first.
        ("b = X + 1\nc = X - 0", "b = 1 + X\nc = X * 1", "setup:6", ("X + 1", "1 + X")),
    ],
)
def test_two_statements_part_where_they_differ(statement: str, changed: str, at: str, codes: tuple[str, str]) -> None:
    found = parting(opened(f"{ARRAYS}{statement}\n"), opened(f"{ARRAYS}{changed}\n"))
    assert found is not None
    one, other = both(found)
    assert (found.at, one.site.code, other.site.code) == (at, *codes)


def test_what_is_sent_is_cut_to_a_corner() -> None:
    text = "import numpy as np\na = np.ones((200, 50))\nfor j in range(2):\n    a = a + {}\n"
    found = compare(opened(text.format(1)), opened(text.format(2)), "a")
    assert found is not None
    light = found.cut(4096)
    one, other = both(light.parting)
    for value in (light.one.prediction, light.other.prediction, one.result, other.result, *one.operands[:1]):
        assert value is not None
        assert (value.shape, value.whole) == ((200, 50), False)
        assert value.data.size <= 4096


def test_what_scripts_print_last_is_told_beside_each_other_where_nothing_is_predicted() -> None:
    text = "n = 10\nfor j in range(3):\n    n = n * 2\n    print(j)\nprint('n is', n)\n"
    one, other = opened(text), opened(text.replace("10", "11"))
    found = compare(one, other, None)
    assert found is not None
    assert (found.one.printed, found.other.printed) == ("0\n1\n2\nn is 80", "0\n1\n2\nn is 88")
    change = WhatIf("n", (("10", "11"),), "Look.")
    shown = [text_of(each) for each in versions(found, change, "", "", 60)]
    assert shown[-5].split("  ")[0] == "printed last, as it is"
    assert shown[-1].split() == ["n", "is", "80", "n", "is", "88"]
    same = compare(opened(text), opened(text), None)
    assert same is not None
    assert not any("printed last" in text_of(each) for each in versions(same, change, "", "", 60))
