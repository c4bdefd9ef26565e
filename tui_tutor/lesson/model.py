"""What a lesson is: a program, and the texts and names that go with it."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field, replace
from pathlib import Path

from tui_tutor.engine.text.problems import Problem
from tui_tutor.engine.text.source import Source
from tui_tutor.lesson.find import LESSON_FILE
from tui_tutor.quiz.question import Question

START = 0
"""The number of the text for what comes before step 1."""

RESULTS = 99
"""The number of the text for what comes after the loop."""


PICTURES = ("network", "neurons", "error", "s-curve", "gaps", "bowl", "wishes", "survey")
"""The pictures that a step may ask for."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a text stands: its file, line and column of its first character, and those of its header's `show`.

    Lines count from 1, columns from 0.
    """

    path: str
    line: int = 1
    column: int = 0
    show: tuple[int, int] = (1, 0)

    def problem(self, body: str, offset: int, message: str) -> Problem:
        """A problem at a place of the text."""
        before = body[:offset].split("\n")
        indent = self.column if len(before) == 1 else 0
        return Problem(self.path, self.line + len(before) - 1, indent + len(before[-1]), message)


@dataclass(frozen=True, slots=True)
class StepText:
    """The text of one step: a title, Markdown to read beside the numbers, and one of PICTURES, "" for none.

    `questions` are the author's own, asked before the step where the learner wants to be asked. `show` is what the
    text speaks of, where it is not the step's first operation: a name that is stored, or an operation's code. The
    body may quote numbers of the run, as `live` reads them.
    """

    title: str
    body: str
    picture: str = ""
    questions: tuple[Question, ...] = ()
    show: str = ""
    origin: Origin | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Curve:
    """One number at the end of each iteration: an expression of the program's names, and its exact name.

    `line` and `column` are where the lesson's file gives the expression, as in a Problem. What is `guessed` was read
    off a script, and may turn out to be no number.
    """

    expression: str
    label: str
    line: int = field(default=0, compare=False)
    column: int = field(default=0, compare=False)
    guessed: bool = False


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


@dataclass(frozen=True, slots=True)
class WhatIf:
    """A change of the program's text that is worth trying: each text of `changes` is replaced by the one beside it.

    `notice` says in a sentence what to look at. A `mistake` is one that people make: it fails, or runs and is wrong.
    """

    name: str
    changes: tuple[tuple[str, str], ...]
    notice: str
    mistake: bool = False

    def apply(self, source: Source) -> Source:
        """The changed program. Raises ValueError where a text to be changed is not there exactly once."""
        text = source.text
        for old, new in self.changes:
            if text.count(old) != 1:
                found = "is not in the program" if old not in text else "is in the program more than once"
                raise ValueError(f"the text {old!r} {found}")
            text = text.replace(old, new)
        return Source(source.path, text)


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a trained network can be asked: the name of its inputs, that of its output, and what an input can be.

    Where the learner says it of a script, `values` are empty, and the output may be a call of the program's function.
    """

    data: str
    output: str
    values: tuple[float, ...] = (0.0, 1.0)


@dataclass(frozen=True)
class Lesson:
    """A lesson, read and checked. A plain script is a lesson without texts.

    `axes` declares the axis names of names, `meanings` says in a sentence what each name is. `texts` are by step,
    with START and RESULTS for before and after. `milestones` ascend. `glossary` explains terms, each in a sentence
    or two. `curve` is what is plotted; `bowl` is what learning makes smaller, where that is something else. `order` is
    the lesson's place among others, None for one that has none. `places` are lines and columns in its file: by table,
    its number where it is one of several, and field. `loop` is the line of the loop that is to be the main loop, None
    where it is the one that does the most. `left_out` is what a notebook holds that is no Python. `plot` is what a
    learner wants to be plotted, which `curve` is then; `given` is what stood there before.
    """

    name: str
    path: Path
    source: Source
    title: str
    summary: str = ""
    axes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    meanings: dict[str, str] = field(default_factory=dict)
    curve: Curve | None = None
    bowl: Curve | None = None
    texts: dict[int, StepText] = field(default_factory=dict)
    milestones: tuple[Milestone, ...] = ()
    survey: Survey | None = None
    gaps: Gaps | None = None
    what_ifs: tuple[WhatIf, ...] = ()
    inputs: Inputs | None = None
    glossary: dict[str, str] = field(default_factory=dict)
    order: int | None = None
    places: dict[tuple[str, int | None, str], tuple[int, int]] = field(default_factory=dict, repr=False, compare=False)
    loop: int | None = None
    left_out: tuple[Problem, ...] = field(default=(), compare=False)
    plot: str | None = None
    given: Curve | None = None

    def with_loop(self, line: int | None) -> Lesson:
        """This lesson with the loop on a line as its main loop; unchanged where no loop begins there."""
        return replace(self, loop=line) if line is None or line in self.loop_lines else self

    def with_plot(self, text: str | None) -> Lesson:
        """This lesson with an expression of a learner's as what is plotted, or without one again with its own."""
        given = self.curve if self.plot is None else self.given
        if text is None:
            return replace(self, curve=given, plot=None, given=None)
        return replace(self, curve=Curve(text, text), plot=text, given=given)

    @property
    def loop_lines(self) -> list[int]:
        """The lines on which the program's loops begin."""
        return _loop_lines(self.source)

    def loop_in(self, changed: Source) -> int | None:
        """The line on which this lesson's chosen loop stands in a changed text; None where that cannot be told."""
        old, new = self.loop_lines, _loop_lines(changed)
        return new[old.index(self.loop)] if self.loop in old and len(old) == len(new) else None

    @property
    def shows(self) -> dict[int | None, str]:
        """What each step is about, by its number, and under None what comes after the loop; only where it is said."""
        return {None if number == RESULTS else number: text.show for number, text in self.texts.items() if text.show}

    @property
    def file(self) -> Path:
        """The file that holds what a lesson tells besides its texts: its lesson.toml, or the script itself."""
        return self.path / LESSON_FILE if self.path.is_dir() else self.path

    @property
    def height(self) -> Curve | None:
        """What the bowl's height is: what the lesson says that learning makes smaller, else what it plots."""
        return self.bowl or self.curve

    @property
    def steps(self) -> int:
        """How many numbered steps the program has."""
        return len(self.source.steps)

    def text(self, step: int | None) -> StepText | None:
        """The text for a step, or for what comes before the first."""
        return self.texts.get(START if step is None else step)

    def ending(self, line: int) -> StepText | None:
        """The text for a line that runs after the loop: of a notebook that of its cell, and what stands behind all."""
        results = self.texts.get(RESULTS)
        step = self.source.step_at(line) if self.source.is_notebook else None
        own = self.texts.get(step) if step is not None else None
        if own is None or (results is None and step == self.steps):
            return own or results
        if results is None or step != self.steps:
            return own
        return replace(own, body="\n\n".join(filter(None, (own.body, f"**{results.title}**", results.body))))


def _loop_lines(source: Source) -> list[int]:
    nodes = ast.walk(source.tree)
    return sorted(node.lineno for node in nodes if isinstance(node, ast.For | ast.While))
