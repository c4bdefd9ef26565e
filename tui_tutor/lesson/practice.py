"""What a lesson gives to do: what-ifs and mistakes, inputs to try, questions, and a glossary."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tui_tutor.engine.text import guard
from tui_tutor.engine.text.source import Source
from tui_tutor.lesson.model import Inputs, WhatIf
from tui_tutor.lesson.table import Table, finite, only_finite
from tui_tutor.quiz.question import Ask, Question

PRACTICE = ("what_if", "inputs", "glossary")
"""Fields of a lesson.toml that are read here."""

MOST_WHAT_IFS = 50
"""In one lesson: each is a program to be checked."""

_SHAPE = re.compile(r"scalar|\d{1,9},|\d{1,9}(×\d{1,9})+")

_PAIRS = 'a list of pairs, such as [["seed(1)", "seed(2)"]]'


def what_ifs(table: Table, source: Source | None) -> tuple[WhatIf, ...]:
    """The tables `[[what_if]]`; each change must fit the program and pass the guard as the program itself does."""
    found: list[WhatIf] = []
    tables = table.tables("what_if")
    if len(tables) > MOST_WHAT_IFS:
        table.report("what_if", f"there are {len(tables)} [[what_if]]; keep {MOST_WHAT_IFS} at the most")
    for each in tables[:MOST_WHAT_IFS]:
        each.allow("name", "change", "notice", "mistake")
        name, notice = each.text("name", required=True), each.text("notice", required=True)
        mistake = each.values.get("mistake", False)
        if not isinstance(mistake, bool):
            each.report("mistake", "mistake must be true or false")
        changes = _changes(each)
        if name in {other.name for other in found}:
            each.report("name", f"there are two with the name {name!r}")
        variation = WhatIf(name, changes, notice, mistake is True)
        if changes and source is not None:
            _try(each, variation, source)
        found.append(variation)
    return tuple(found)


def inputs(table: Table, names: Sequence[str] | None) -> Inputs | None:
    """The table `[inputs]`."""
    own = table.table("inputs")
    if own is None:
        return None
    own.allow("data", "output", "values")
    data, output = own.text("data", required=True), own.text("output", required=True)
    for field, name in (("data", data), ("output", output)):
        if name and names is not None and name not in names:
            own.report(field, f"the program has no name {name!r}")
    given = own.values.get("values", [0, 1])
    given = given if isinstance(given, list) else []
    values = [finite(each) for each in given]
    numbers = tuple(each for each in values if each is not None)
    if len(values) < 2 or len(numbers) < len(values):
        own.report("values", f"values must be a list of at least two numbers, such as [0, 1]{only_finite(*given)}")
        numbers = (0.0, 1.0)
    return Inputs(data, output, numbers)


def glossary(table: Table) -> dict[str, str]:
    """The table `[glossary]`: a term, and what it means."""
    own = table.table("glossary")
    return {term: own.text(term, required=True) for term in own.values} if own is not None else {}


def questions(table: Table) -> tuple[Question, ...]:
    """The tables `[[questions]]` of a step's header."""
    return tuple(each for each in map(_question, table.tables("questions")) if each is not None)


def _question(table: Table) -> Question | None:
    """One of the author's questions: with `choices` and the right one as `answer`, a `number`, or a `shape`."""
    table.allow("ask", "choices", "answer", "number", "tolerance", "shape", "why")
    words, why = table.text("ask", required=True), table.text("why", required=True)
    if "shape" in table.values:
        return _about_shape(table, words, why)
    if "number" in table.values:
        given, allowed = table.values["number"], table.values.get("tolerance", 0)
        number, tolerance = finite(given), finite(allowed)
        if number is None:
            table.report("number", f"number must be a number{only_finite(given)}")
        if tolerance is None or tolerance < 0:
            table.report("tolerance", f"tolerance must be a number from 0 on{only_finite(allowed)}")
        if number is None or tolerance is None or tolerance < 0:
            return None
        _alone(table, "number", "choices", "answer")
        return Question(
            kind=Ask.LESSON, words=words, code="", answer=f"{number:g}".replace("-", "−"), why=why, tolerance=tolerance
        )
    choices = table.texts("choices", 'a list of texts, such as ["yes", "no"]', required=True)
    answer = table.text("answer", required=True)
    if choices and answer and answer not in choices:
        table.report("answer", f"answer must be one of the choices: {', '.join(choices)}")
    if choices and len(set(choices)) < 2:
        table.report("choices", "choices must be at least two different texts")
    return Question(kind=Ask.LESSON, words=words, code="", answer=answer, why=why, choices=choices)


def _about_shape(table: Table, words: str, why: str) -> Question | None:
    """A question whose answer is a shape, typed as such."""
    shape = table.text("shape", required=True)
    if not _SHAPE.fullmatch(shape):
        if shape:
            table.report("shape", 'shape must be such as "4×3", "4," or "scalar"')
        return None
    _alone(table, "shape", "choices", "answer", "number", "tolerance")
    return Question(kind=Ask.LESSON, words=words, code="", answer=shape, why=why)


def _alone(table: Table, given: str, *others: str) -> None:
    """Report fields that belong to other questions than those with a field `given`."""
    for field in others:
        if field in table.values:
            table.report(field, f"a question with a {given} has no {field}")


def _changes(table: Table) -> tuple[tuple[str, str], ...]:
    value = table.values.get("change")
    if value is None:
        table.report("change", f"needs a line `change = …`, {_PAIRS}")
        return ()
    pairs = isinstance(value, list) and all(
        isinstance(pair, list) and len(pair) == 2 and all(isinstance(text, str) for text in pair) and pair[0]
        for pair in value
    )
    if not pairs or not value:
        table.report("change", f"change must be {_PAIRS}")
        return ()
    return tuple((old, new) for old, new in value)


def _try(table: Table, variation: WhatIf, source: Source) -> None:
    try:
        problems = guard.check(variation.apply(source))
    except ValueError as error:
        table.report("change", str(error))
        return
    for problem in problems:
        table.report("change", f"after this change line {problem.line} is refused: {problem.message}")
