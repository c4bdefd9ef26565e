"""What a learner types, held against an answer."""

from __future__ import annotations

import pytest

from tui_tutor.quiz.judging import Verdict, asked_for, judge, shape_of
from tui_tutor.quiz.question import Ask, Question

DOT = Question(
    Ask.SHAPE,
    "What shape will this have?",
    "np.dot(a, b)",
    "4×4",
    "4×3 · 3×4",
    otherwise=(("", "It would take {0} rows on the left and {1} columns on the right: there are 4 and 4."),),
)
SUM = Question(Ask.SHAPE, "What shape will be left?", "a.sum()", "scalar", "gone", otherwise=(("", "nothing stays"),))
ROW = Question(
    Ask.SHAPE, "What shape will be left?", "a.sum(axis=0)", "3,", "one stays", otherwise=(("", "one stays"),)
)
SIGN = Question(Ask.SIGN, "Which sign?", "a * b", "−", "minus", ("+", "−"), (("+", "above 0"),))
RUNS = Question(Ask.RUNS, "Would it run?", "a @ b", "no", "3 is not 4", ("yes", "no"), (("yes", "if they agreed"),))
AXIS = Question(
    Ask.AXIS,
    "Which axis?",
    "a @ b",
    "hidden",
    "inside",
    ("customer", "hidden", "output"),
    (("customer", "outer left"), ("output", "outer right")),
)
NUMBER = Question(Ask.LESSON, "How much?", "", "−0.5", "half", tolerance=0.05)


def verdict(question: Question, text: str) -> Verdict:
    found = judge(question, text)
    assert found is not None
    return found


@pytest.mark.parametrize(
    "text",
    ["4x4", "4×4", "4,4", "(4, 4)", "[4,4]", "4 4", "4X4", "4*4", " 4 x 4 ", "( 4 , 4 )", "(4×4)", "4, 4", "(4, 4,)"],
)
def test_one_shape_in_many_writings(text: str) -> None:
    assert shape_of(text) == (4, 4)
    assert judge(DOT, text) == Verdict("4×4", True)


@pytest.mark.parametrize("text", ["scalar", "()", "one number", "a number", "Scalar", " scalar ", "1 number", "number"])
def test_a_single_number(text: str) -> None:
    assert shape_of(text) == ()
    assert judge(SUM, text) == Verdict("scalar", True)
    assert not verdict(DOT, text).right


@pytest.mark.parametrize("text", ["3", "3,", "(3,)", "[3]", "(3)"])
def test_one_dimension(text: str) -> None:
    assert shape_of(text) == (3,)
    assert judge(ROW, text) == Verdict("3,", True)


@pytest.mark.parametrize(
    ("text", "shown"),
    [("4x3", "4×3"), ("3,4", "3×4"), ("4", "4,"), ("4 4 4", "4×4×4"), ("scalar", "scalar"), ("44", "44,")],
)
def test_wrong_shapes(text: str, shown: str) -> None:
    found = verdict(DOT, text)
    assert (found.guess, found.right) == (shown, False)
    assert found.otherwise


def test_what_another_shape_would_have_taken() -> None:
    assert verdict(DOT, "3x5").otherwise.startswith("It would take 3 rows on the left and 5 columns on the right")
    assert verdict(DOT, "5").otherwise == "A product of two matrices is a matrix again: two sizes, 4×4."
    assert verdict(SUM, "4x1").otherwise == "nothing stays"


@pytest.mark.parametrize(
    "text", ["", "   ", "abc", "4x", "x4", "4xx4", "4 by 4", "-4x4", "4.5", "?", "4x4 maybe", "four", "²×²", "None"]
)
def test_what_is_no_shape(text: str) -> None:
    assert shape_of(text) is None
    assert judge(DOT, text) is None


@pytest.mark.parametrize("question", [DOT, SIGN, AXIS, NUMBER])
def test_endless_digits_do_no_harm(question: Question) -> None:
    found = judge(question, "9" * 5_000)
    assert found is None or not found.right


@pytest.mark.parametrize("text", ["−", "-", "–", "2", " - "])
def test_minus_in_many_writings(text: str) -> None:
    assert judge(SIGN, text) == Verdict("−", True)


@pytest.mark.parametrize("text", ["+", "1"])
def test_the_other_sign(text: str) -> None:
    assert judge(SIGN, text) == Verdict("+", False, "above 0")


@pytest.mark.parametrize(
    ("text", "guess"),
    [("no", "no"), ("NO", "no"), ("n", "no"), ("2", "no"), ("yes", "yes"), ("Y", "yes"), ("ye", "yes"), ("1", "yes")],
)
def test_yes_and_no(text: str, guess: str) -> None:
    assert judge(RUNS, text) == Verdict(guess, guess == "no", "" if guess == "no" else "if they agreed")


@pytest.mark.parametrize(
    ("text", "guess", "otherwise"),
    [
        ("hidden", "hidden", ""),
        ("h", "hidden", ""),
        ("2", "hidden", ""),
        ("customer", "customer", "outer left"),
        ("1", "customer", "outer left"),
        ("OUT", "output", "outer right"),
        ("3", "output", "outer right"),
    ],
)
def test_choices(text: str, guess: str, otherwise: str) -> None:
    assert judge(AXIS, text) == Verdict(guess, guess == "hidden", otherwise)


@pytest.mark.parametrize("text", ["", " ", "0", "4", "-1", "1.5", "hiddenx", "?", "4x4"])
def test_what_is_no_choice(text: str) -> None:
    assert judge(AXIS, text) is None


def test_a_beginning_that_fits_two_choices_is_none() -> None:
    question = Question(Ask.MOST, "Which?", "a", "C1", "largest", ("C1", "C2"), (("C2", "smaller"),))
    assert judge(question, "c") is None
    assert verdict(question, "c1").right
    assert not verdict(question, "2").right


def test_a_choice_comes_before_its_number() -> None:
    question = Question(Ask.LESSON, "How many?", "", "2", "two", ("3", "2", "1"))
    assert judge(question, "2") == Verdict("2", True)
    assert judge(question, "1") == Verdict("1", False)


@pytest.mark.parametrize("text", ["-0.5", "−0.5", "–0.5", "-.5", "-0.52", "-0.48", "-5e-1"])
def test_near_enough(text: str) -> None:
    assert verdict(NUMBER, text).right


@pytest.mark.parametrize("text", ["0.5", "-0.6", "0", "-0.44", "1e9", "inf"])
def test_too_far_off(text: str) -> None:
    assert judge(NUMBER, text) == Verdict(text, False, "Anything within 0.05 of −0.5 would have been right.")


@pytest.mark.parametrize("text", ["", "half", "4x4", "1,5", "--1"])
def test_what_is_no_number(text: str) -> None:
    assert judge(NUMBER, text) is None


def test_how_to_answer() -> None:
    assert asked_for(SIGN) == "1 +  2 −"
    assert asked_for(NUMBER) == "a number"
    assert "4x4" in asked_for(DOT)
    assert "scalar" in asked_for(DOT)
