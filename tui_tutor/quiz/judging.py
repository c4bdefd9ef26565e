"""What a learner typed, held against the answer of a question."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tui_tutor.quiz.question import Question

_SIZES = re.compile(r"\d+")
_SHAPE = re.compile(r"[\s(\[]*\d{1,9}(?:\s*(?:[x×X*]|,|\s)\s*\d{1,9})*\s*,?[\s)\]]*")
_SCALARS = frozenset({"scalar", "()", "number", "one number", "a number", "1 number", "single number"})
_MINUS = str.maketrans("−–", "--")


@dataclass(frozen=True, slots=True)
class Verdict:
    """An answer judged: what was understood, whether it is right, and, where it is not, what that would have taken."""

    guess: str
    right: bool
    otherwise: str = ""


def judge(question: Question, text: str) -> Verdict | None:
    """The verdict on what was typed; None where it is no answer to this question at all."""
    text = " ".join(text.split())
    if question.choices:
        return _chosen(question, text)
    if question.tolerance is not None:
        return _number(question, text)
    return _shape(question, text)


def asked_for(question: Question) -> str:
    """How to answer, in a few words."""
    if question.choices:
        return "  ".join(f"{number} {choice}" for number, choice in enumerate(question.choices, 1))
    return "a number" if question.tolerance is not None else "a shape, such as 4x4, or: scalar"


def shape_of(text: str) -> tuple[int, ...] | None:
    """A shape as people write it: `4x4`, `4×4`, `4,4`, `(4, 4)`; () for a single number, None for anything else."""
    if text.lower().strip() in _SCALARS:
        return ()
    return tuple(map(int, _SIZES.findall(text))) if _SHAPE.fullmatch(text) else None


def _shape(question: Question, text: str) -> Verdict | None:
    guess, truth = shape_of(text), shape_of(question.answer)
    if guess is None:
        return None
    if guess == truth:
        return Verdict(question.answer, True)
    shown = "×".join(map(str, guess)) if len(guess) != 1 else f"{guess[0]},"
    return Verdict(shown or "scalar", False, _otherwise(question, "", guess))


def _chosen(question: Question, text: str) -> Verdict | None:
    choices = question.choices
    plain = text.lower().translate(_MINUS)
    named = next((choice for choice in choices if choice.lower().translate(_MINUS) == plain), None)
    if named is None and text.isdecimal() and len(text) < 4 and 1 <= int(text) <= len(choices):
        named = choices[int(text) - 1]
    if named is None and plain:
        starting = [choice for choice in choices if choice.lower().translate(_MINUS).startswith(plain)]
        named = starting[0] if len(starting) == 1 else None
    if named is None:
        return None
    right = named == question.answer
    return Verdict(named, right, "" if right else _otherwise(question, named))


def _number(question: Question, text: str) -> Verdict | None:
    assert question.tolerance is not None
    try:
        guess = float(text.translate(_MINUS))
        truth = float(question.answer.translate(_MINUS))
    except ValueError:
        return None
    right = abs(guess - truth) <= question.tolerance
    near = f"Anything within {question.tolerance:g} of {question.answer} would have been right."
    return Verdict(text, right, "" if right else _otherwise(question, "") or near)


def _otherwise(question: Question, choice: str, sizes: tuple[int, ...] = ()) -> str:
    """What it would have taken for a wrong answer to be right."""
    told = dict(question.otherwise)
    text = told.get(choice, told.get("", ""))
    if "{0}" not in text:
        return text
    if len(sizes) != 2:
        return f"A product of two matrices is a matrix again: two sizes, {question.answer}."
    return text.replace("{0}", str(sizes[0])).replace("{1}", str(sizes[1]))
