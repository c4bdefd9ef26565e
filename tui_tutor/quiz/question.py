"""A question and its answer, whoever asks it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Ask(StrEnum):
    """What a question is about."""

    SHAPE = "shape"
    SIGN = "sign"
    MOST = "most"
    GROWS = "grows"
    BRANCH = "branch"
    RUNS = "runs"
    AXIS = "axis"
    LESSON = "lesson"


@dataclass(frozen=True, slots=True)
class Question:
    """One question and its answer.

    `choices` are what one chooses from, none where the answer is typed: a shape, or with a `tolerance` a number.
    `answer` is the right one as it is shown. `why` gives the reason in one sentence made from the operands, and
    `otherwise` says for each wrong choice what it would have taken to be right; the key "" stands for any other.
    """

    kind: str
    words: str
    code: str
    answer: str
    why: str
    choices: tuple[str, ...] = ()
    otherwise: tuple[tuple[str, str], ...] = ()
    tolerance: float | None = None
