"""What a lesson is: a program, and the texts and names that go with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from tui_tutor.engine.source import Source

START = 0
"""The number of the text for what comes before step 1."""

RESULTS = 99
"""The number of the text for what comes after the loop."""


PICTURES = ("network", "error", "s-curve", "gaps", "bowl", "survey")
"""The pictures that a step may ask for."""


@dataclass(frozen=True, slots=True)
class StepText:
    """The text of one step: a title, Markdown to read beside the numbers, and one of PICTURES, "" for none."""

    title: str
    body: str
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Curve:
    """What a lesson plots at the end of each iteration: an expression of the program's names, and its exact name."""

    expression: str
    label: str


@dataclass(frozen=True, slots=True)
class Milestone:
    """An iteration, counted from 0, at which something happens that is worth a word."""

    at: int
    words: str


@dataclass(frozen=True, slots=True)
class Survey:
    """What the data of a lesson means, where it is answers of yes (1) and no (0).

    `data` and `target` are names of the program: a row for each one asked, a column for each of `questions`, and the
    answer to one question more. `questions` and `answer` follow the word "who": "has a cat", "bought". `grid` are the
    two questions by which the answers are sorted: the first down, the second across.
    """

    data: str
    target: str
    questions: tuple[str, ...]
    answer: str
    grid: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Gaps:
    """The names of a program's target and of its prediction, which are of one shape."""

    target: str
    prediction: str


@dataclass(frozen=True)
class Lesson:
    """A lesson, read and checked. A plain script is a lesson without texts.

    `axes` declares the axis names of names, `meanings` says in a sentence what each name is. `texts` are by step,
    with START and RESULTS for before and after. `milestones` ascend.
    """

    name: str
    path: Path
    source: Source
    title: str
    summary: str = ""
    axes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    meanings: dict[str, str] = field(default_factory=dict)
    curve: Curve | None = None
    texts: dict[int, StepText] = field(default_factory=dict)
    milestones: tuple[Milestone, ...] = ()
    survey: Survey | None = None
    gaps: Gaps | None = None

    @property
    def steps(self) -> int:
        """How many numbered steps the program has."""
        return len(self.source.steps)

    def text(self, step: int | None, *, in_end: bool = False) -> StepText | None:
        """The text for a step, for what comes before the first, or for the end."""
        return self.texts.get(RESULTS if in_end else START if step is None else step)
