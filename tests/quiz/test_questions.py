"""Questions made from a run: their answers, found again in another way."""

from __future__ import annotations

import re
import warnings
from collections import Counter
from collections.abc import Mapping

import pytest
from engine_help import opened

from quiz.truths import Made, check, made
from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.position import SETUP, Place, turn
from tui_tutor.lesson.find import find
from tui_tutor.lesson.load import load
from tui_tutor.quiz.judging import judge
from tui_tutor.quiz.offers import offers_of
from tui_tutor.quiz.question import Ask, Question
from tui_tutor.quiz.questions import MOST_IN_A_STEP, questions

MANY_PLACES = [
    ("toy_brain", turn(0), 15),
    ("toy_brain", turn(1), 10),
    ("toy_brain", turn(10_000), 10),
    ("one_neuron", turn(0), 5),
    ("relu_brain", turn(0), 5),
    ("shapes", SETUP, 5),
]


def asked(text: str, axes: Mapping[str, tuple[str, ...]] | None = None, place: Place = SETUP) -> list[Made]:
    with warnings.catch_warnings(action="ignore"):
        events = opened(f"import numpy as np\n{text}\n", axes=dict(axes or {})).recording(place).events
    return made(events)


def only(text: str, kind: str, axes: Mapping[str, tuple[str, ...]] | None = None) -> Question:
    found = [question for _, question in asked(text, axes) if question.kind == kind]
    assert len(found) == 1, found
    return found[0]


def row_number(name: str) -> int:
    return int(re.sub(r"^\D+", "", name))


@pytest.fixture(scope="module")
def engines(toy: Engine) -> dict[str, Engine]:
    found = {"toy_brain": toy}
    for name in ("one_neuron", "relu_brain", "shapes"):
        lesson = load(find(name))
        found[name] = Engine(lesson.source, axes=dict(lesson.axes))
        found[name].open()
    return found


@pytest.mark.parametrize(("name", "place", "least"), MANY_PLACES)
@pytest.mark.few(1)
def test_lessons_ask_what_they_know(engines: dict[str, Engine], name: str, place: Place, least: int) -> None:
    found = made(engines[name].recording(place).events)
    assert len(found) >= least
    for event, question in found:
        check(event, question)


@pytest.mark.parametrize(("name", "place"), [(name, place) for name, place, _ in MANY_PLACES])
def test_few_in_a_step(engines: dict[str, Engine], name: str, place: Place) -> None:
    steps = Counter(event.step for event, _ in made(engines[name].recording(place).events))
    assert max(steps.values()) <= MOST_IN_A_STEP == 3


@pytest.mark.parametrize(("name", "place"), [(name, place) for name, place, _ in MANY_PLACES])
def test_no_kind_is_more_than_a_third(engines: dict[str, Engine], name: str, place: Place) -> None:
    found = made(engines[name].recording(place).events)
    kinds = Counter(question.kind for _, question in found)
    assert max(kinds.values()) * 3 <= len(found)


def test_the_first_iteration(toy: Engine) -> None:
    found = made(toy.recording(turn(0)).events)
    assert 15 <= len(found) <= 30
    assert {question.kind for _, question in found} == {
        Ask.SHAPE, Ask.SIGN, Ask.MOST, Ask.GROWS, Ask.BRANCH, Ask.RUNS, Ask.AXIS,
    }  # fmt: skip
    assert {event.step for event, _ in found} == set(range(7, 14))


def test_questions_are_in_the_order_of_the_operations(toy: Engine) -> None:
    indices = list(questions(toy.recording(turn(0)).events))
    assert indices == sorted(indices)


def test_the_first_question_of_all(toy: Engine) -> None:
    _, question = made(toy.recording(turn(0)).events)[0]
    assert (question.kind, question.code, question.answer) == (Ask.SHAPE, "np.dot(l0, syn0)", "4×4")
    assert question.why == "4×3 · 3×4: the inner 3s meet and vanish, the outer 4 and 4 remain."


def test_the_branch_is_taken_in_every_ten_thousandth_iteration_alone(toy: Engine) -> None:
    told = {}
    for iteration in (0, 1, 10_000):
        found = made(toy.recording(turn(iteration)).events)
        told[iteration] = [question.answer for _, question in found if question.kind == Ask.BRANCH]
    assert told == {0: ["yes"], 1: ["no"], 10_000: ["yes"]}


def test_rows_are_named_after_their_axis(toy: Engine) -> None:
    found = [question for _, question in made(toy.recording(turn(0)).events) if question.kind == Ask.MOST]
    assert found
    for question in found:
        assert question.words.startswith("Which customer ")
        assert question.choices == ("C1", "C2", "C3", "C4")
        assert [row_number(choice) for choice in question.choices] == [1, 2, 3, 4]


@pytest.mark.parametrize(("right", "answer", "rule"), [("(3, 4)", "no", "3×4 · 2×3"), ("(3, 2)", "yes", "3×2 · 2×3")])
def test_the_swapped_product(right: str, answer: str, rule: str) -> None:
    text = f"a = np.ones((2, 3)) * np.ones((2, 3))\nb = np.ones({right})\n"
    question = only(text + "".join(f"c{at} = a @ b\n" for at in range(3)), Ask.RUNS)
    assert question.words == f"Would it run the other way round, {rule}?"
    assert question.answer == answer


@pytest.mark.parametrize(
    "failing",
    ["a @ a", "a.dot(a)", "np.dot(a, a)", "a + a.T", "np.ones(3) * np.ones(4)", "a / np.ones((3, 2))"],
)
def test_sizes_that_do_not_fit(failing: str) -> None:
    event, question = asked(f"a = np.ones((2, 3))\nb = {failing}")[-1]
    assert event.error is not None
    assert question.words == "Will this run at all?"
    assert question.why.startswith(tuple("23456789"))
    assert "do not fit" in question.why
    check(event, question)


@pytest.mark.parametrize("failing", ["1 / 0", "[1][9]", "{}['x']", "np.ones(3)[5]", "int('a', 3)"])
def test_other_failures_are_not_laid_on_sizes(failing: str) -> None:
    event, question = asked(f"b = {failing}")[-1]
    assert question.words == "Will this run at all?"
    assert "fit" not in question.why + question.otherwise[0][1]
    assert event.error is not None
    assert event.error in question.why
    check(event, question)


def test_a_function_that_changes_the_shape() -> None:
    question = only("def f(x):\n    return x.T\na = np.ones((2, 3))\nb = f(a)", Ask.SHAPE)
    assert question.answer == "3×2"
    verdict = judge(question, "2x3")
    assert verdict is not None
    assert "another shape" in verdict.otherwise


def test_both_are_stretched() -> None:
    question = only("a = np.ones((4, 1))\nb = np.arange(3.0)\nc = a * b", Ask.SHAPE)
    assert question.answer == "4×3"
    assert "each is stretched along the other" in question.why
    assert "larger shape" not in question.otherwise[0][1]


@pytest.mark.parametrize(
    ("code", "answer", "told"),
    [
        ("a.sum()", "scalar", "all axes go"),
        ("a.sum(axis=0)", "3,", "one axis goes"),
        ("a.sum(axis=1, keepdims=True)", "2×1", "every axis stays"),
        ("np.ones((2, 3, 4)).sum(axis=(0, 1))", "4,", "2 axes go"),
    ],
)
def test_what_a_reduction_leaves(code: str, answer: str, told: str) -> None:
    question = only(f"a = np.ones((2, 3))\nb = {code}", Ask.SHAPE)
    assert question.answer == answer
    assert told in question.why


def test_axes_without_names_are_not_called_none() -> None:
    text = "s = np.ones(3)\na = np.ones((2, 3)) * s\nb = np.ones((3, 4))\n" + "c = a @ b\n" * 4
    question = only(text, Ask.AXIS, {"s": ("inner",), "b": ("inner", "outer")})
    assert question.answer == "inner"
    assert question.why.startswith("?×inner · inner×outer:")


@pytest.mark.parametrize(
    ("code", "axes"),
    [
        ("v @ w", {"v": ("inner",), "w": ("inner", "outer")}),
        ("w.T @ v", {"v": ("inner",), "w": ("inner", "outer")}),
        ("(w * u).T @ (z * t)", {"u": ("outer",), "t": ("last",)}),
        ("w.T @ w", {"w": ("inner", "outer")}),
        ("w.T @ z", {"w": ("inner", "outer"), "z": ("other", "last")}),
    ],
    ids=["one axis on the left", "one axis on the right", "only the outer ones named", "named twice", "named apart"],
)
def test_an_axis_is_asked_for_where_two_matrices_share_it(code: str, axes: dict[str, tuple[str, ...]]) -> None:
    text = f"v = np.ones(3)\nu = np.ones(2)\nt = np.ones(4)\nw = np.ones((3, 2))\nz = np.ones((3, 4))\nb = {code}"
    engine = opened(f"import numpy as np\n{text}\n", axes=axes)
    product = next(each for each in engine.recording(SETUP).events if each.kind is Kind.DOT)
    asks = [question.answer for question in offers_of(product) if question.kind == Ask.AXIS]
    assert asks == (["inner"] if code == "w.T @ w" else [])


@pytest.mark.parametrize("keywords", ["a=a, b=b", "b=b, a=a"])
def test_operands_by_keyword_keep_their_order(keywords: str) -> None:
    for event, question in asked(f"a = np.ones((2, 3))\nb = np.ones((3, 4))\nc = np.dot({keywords})"):
        check(event, question)
        assert "the outer 3 and 3" not in question.why


def test_unsigned_numbers_shrink_too() -> None:
    question = only("m = np.array([[5], [9]], dtype=np.uint8)\nm -= 1", Ask.GROWS)
    assert question.answer == "shrinks"
    assert "+5 + (−1) = +4" in question.why


@pytest.mark.parametrize("values", ["[[True], [False]]", "[[5j], [9.0]]"])
def test_what_has_no_order_is_not_compared(values: str) -> None:
    text = f"m = np.array({values})\nn = np.array({values})\nk = m * n\nm *= n"
    assert {question.kind for _, question in asked(text)} <= {Ask.SHAPE}


def test_truth_values_that_are_changed_in_place() -> None:
    assert asked("m = np.array([[True], [False]])\nm &= np.array([[True], [True]])") == []


def test_a_product_with_a_single_number() -> None:
    for event, question in asked("a = np.ones((2, 3))\nb = a.dot(2)"):
        check(event, question)


@pytest.mark.parametrize(
    "text",
    [
        "a = np.array([[1.0, np.nan]])\nb = a * a\na += 1",
        "a = np.zeros((2, 2))\nb = a * a\na += a",
        "a = np.array([[1.0001], [1.0002]])\nb = np.array([[2.0], [2.0]])\nc = a * b",
        "a = np.array([[2], [-2]])\nb = np.array([[3], [3]])\nc = a * b",
    ],
)
def test_what_cannot_be_told_is_not_asked(text: str) -> None:
    kinds = {question.kind for _, question in asked(text)}
    assert Ask.MOST not in kinds
    assert kinds <= {Ask.SIGN}


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        ("if G:\n    a = 1", ["yes"]),
        ("if not G:\n    a = 1\nelif len(G) > 5:\n    a = 2", ["no", "no"]),
        ("a = 1 if G else 2", []),
        ("assert G", []),
    ],
)
def test_branches_with_lines_below_them(text: str, answers: list[str]) -> None:
    found = asked(f"G = [1]\n{text}")
    assert [question.answer for _, question in found if question.kind == Ask.BRANCH] == answers
    for event, question in found:
        check(event, question)


def test_nothing_inside_of_functions_is_asked() -> None:
    text = "def f(x):\n    y = x * x\n    return y * 2\na = np.arange(6.0).reshape(2, 3)\nb = f(a)"
    assert [question.code for _, question in asked(text)] == ["f(a)"]


def test_a_program_without_arrays_asks_nothing() -> None:
    assert asked("a = 1\nb = [a, 2]\nprint(b)") == []


@pytest.mark.parametrize(
    ("old", "change", "told"),
    [
        ("1e300", "1e300", "+1e+300 + (+1e+300) = +2e+300"),
        ("1e-12", "3e-12", "+1e−12 + (+3e−12) = +4e−12"),
        ("4.0", "-5.0", "+4 + (−5) = −1"),
    ],
)
def test_the_reason_of_a_change_is_short_and_tells_it_whatever_its_size(old: str, change: str, told: str) -> None:
    question = only(f"a = np.array([{old}, 0.0])\na += np.array([{change}, 0.0])", Ask.GROWS)
    assert f" {told}, so it" in question.why
