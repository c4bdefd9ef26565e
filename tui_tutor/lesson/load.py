"""Reads lesson folders and plain scripts; says everything that is wrong with them at once."""

from __future__ import annotations

import os
import re
import warnings
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from tui_tutor.engine.text import guard
from tui_tutor.engine.text.files import decode, read_file
from tui_tutor.engine.text.naming import names_with_loops
from tui_tutor.engine.text.notebook import SUFFIX, read_notebook
from tui_tutor.engine.text.problems import LINE_END, Problem, ProblemsError
from tui_tutor.engine.text.quoting import LONGEST
from tui_tutor.engine.text.source import Source, Trust
from tui_tutor.lesson.cells import texts_of
from tui_tutor.lesson.find import LESSON_FILE, PROGRAM_FILE
from tui_tutor.lesson.model import PICTURES, RESULTS, START, Curve, Gaps, Lesson, Milestone, Origin, StepText, Survey
from tui_tutor.lesson.plotted import plotted
from tui_tutor.lesson.practice import PRACTICE, glossary, inputs, questions, what_ifs
from tui_tutor.lesson.quotes import Quote, names_of, read
from tui_tutor.lesson.table import Table, brief

FORMAT = 1

LARGEST_TOML = 200_000
LARGEST_TEXT = 50_000
"""Bytes of a lesson.toml, and of a step's text: many times more than anyone reads beside the numbers."""

_STEP_FILE = re.compile(r"(\d\d+)_\w[\w-]*\.md")

_NEEDS = {"error": "curve", "gaps": "gaps", "survey": "survey"}
"""The table of lesson.toml that says what a picture shows, for the pictures that need one."""


def load(path: Path, arguments: Sequence[str] | None = None) -> Lesson:
    """Read a lesson folder or a plain `.py` file; a file with `arguments`, if only none, is trusted.

    Raises ProblemsError with all that is wrong.
    """
    if path.is_dir():
        return _Folder(path).load()
    trust = None if arguments is None else Trust(str(path.absolute()), tuple(arguments))
    if path.suffix != SUFFIX:
        return script(Source.read(path, trust), path)
    notebook = read_notebook(path)
    lesson = script(Source(str(path), notebook.text, trust), path)
    left_out = (_left_out(lesson.source, *each) for each in notebook.left_out)
    return replace(lesson, texts=texts_of(notebook, lesson.steps), left_out=tuple(left_out))


def _left_out(source: Source, line: int, words: str, more: int) -> Problem:
    shown = words if len(words) <= LONGEST else f"{words[:LONGEST]}…"
    below = f", with the {more:,} lines below it" if more > 1 else ", with the line below it" if more else ""
    message = f"`{shown}` is left out{below}: it is no Python{_cell(source, line)}"
    return Problem(source.path, line, 0, message, "left-out", end=LINE_END)


def source_of(path: Path) -> Source:
    """The program of a script or a notebook as it is. Raises ProblemsError where it cannot be read."""
    return Source(str(path), read_notebook(path).text) if path.suffix == SUFFIX else Source.read(path)


def script(source: Source, path: Path) -> Lesson:
    """A script as a lesson without texts. Raises ProblemsError with all that is wrong."""
    problems = guard.check(source)
    curve = None
    # That it cannot be read is told already.
    with suppress(ProblemsError):
        curve = plotted(source)
    problems += _unplottable(source, curve) if curve is not None else ()
    if problems:
        raise ProblemsError([replace(each, message=each.message + _cell(source, each.line)) for each in problems])
    return Lesson(path.stem, path, source, path.name, curve=curve)


def _cell(source: Source, line: int) -> str:
    where = source.cell_at(line) if line else ""
    return f" ({where})" if where else ""


def _unplottable(source: Source, curve: Curve) -> Iterator[Problem]:
    """What is wrong with what a comment says is to be plotted."""
    for problem in guard.check_expression(curve.expression, source.path, source.tree):
        yield replace(problem, line=curve.line, column=curve.column, message=f"#plot: {problem.message}")


def load_quietly(path: Path, arguments: Sequence[str] | None = None) -> Lesson:
    """Load a lesson without Python's warnings about its text: they tell a reader of it nothing."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return load(path, arguments)


class _Folder:
    """One lesson folder being read; problems are collected on the way."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []

    def load(self) -> Lesson:
        toml_path = self.folder / LESSON_FILE
        if not os.access(self.folder, os.X_OK):
            raise ProblemsError([Problem(str(self.folder), 0, 0, "cannot be opened: permission denied")])
        if not os.path.lexists(toml_path):
            message = f"has no {LESSON_FILE}; a lesson folder needs one, and a {PROGRAM_FILE}"
            raise ProblemsError([Problem(str(self.folder), 0, 0, message)])
        text = self._read(toml_path, LARGEST_TOML, f"a {LESSON_FILE}")
        header = Table.read(str(toml_path), text, self.problems) if text is not None else None
        source, problems = self._program()
        names = names_with_loops(source.tree) if source is not None else None
        fields = _lesson(header, names, source) if header is not None else None
        self.problems += problems
        texts = self._texts(source, fields)
        if self.problems or source is None or fields is None:
            raise ProblemsError(self.problems)
        name = self.folder.resolve().name
        return Lesson(name=name, path=self.folder, source=source, texts=texts, **fields)

    def _read(self, path: Path, largest: int, what: str) -> str | None:
        """A file's text with newlines for its line ends; None, and a problem, where it cannot be read."""
        try:
            text = decode(path, read_file(path, largest, what))
        except ProblemsError as error:
            self.problems += error.problems
            return None
        return text.replace("\r\n", "\n").replace("\r", "\n")

    def _program(self) -> tuple[Source | None, list[Problem]]:
        """The program, None where it cannot be run, and what is wrong with it."""
        try:
            source = Source.read(self.folder / PROGRAM_FILE)
        except ProblemsError as error:
            return None, error.problems
        # A lesson is never trusted, so that is no way to have it opened.
        problems = [replace(each, guard=False) for each in guard.check(source)]
        return (None if problems else source), problems

    def _texts(self, source: Source | None, fields: dict[str, Any] | None) -> dict[int, StepText]:
        texts: dict[int, StepText] = {}
        for path in sorted(self.folder.glob("*.md")):
            match = _STEP_FILE.fullmatch(path.name)
            if match is None:
                self._problem(path, "is no step file: name it by its step and a word, such as 03_target.md")
                continue
            number = int(match[1])
            if number in texts:
                self._problem(path, f"is a second file for step {number}; keep one")
                continue
            if source is not None and number not in (START, RESULTS) and number > len(source.steps):
                steps = f"steps 1 to {len(source.steps)}" if source.steps else "no steps"
                self._problem(
                    path, f"is for step {number}, but {PROGRAM_FILE} has {steps}; a line `#{number}` opens it"
                )
                continue
            text = self._read(path, LARGEST_TEXT, "a step file")
            texts[number] = self._step(path, number, text, fields) if text is not None else StepText("", "")
            self.problems += _misquoted(texts[number], source)
        if source is not None:
            for number, line in source.steps:
                if number not in texts:
                    name = f"{number:02}_….md"
                    program = str(self.folder / PROGRAM_FILE)
                    self.problems.append(Problem(program, line, 0, f"step {number} has no text: write {name}"))
        return texts

    def _step(self, path: Path, number: int, text: str, fields: dict[str, Any] | None) -> StepText:
        lines = text.split("\n")
        if lines[0].strip() != "+++":
            self._problem(path, "must begin with a line +++, a TOML header, and another line +++", 1)
            return StepText("", text)
        end = next((i for i, line in enumerate(lines[1:], 1) if line.strip() == "+++"), None)
        if end is None:
            self._problem(path, "the header is not closed: a second line +++ is missing", 1)
            return StepText("", "")
        table = Table.read(str(path), "\n".join(["", *lines[1:end]]), self.problems)
        below = "\n".join(lines[end + 1 :])
        body = below.strip()
        if not body:
            self._problem(path, "has no text after its header", end + 1)
        above = below[: below.find(body)].split("\n")
        origin = Origin(str(path), end + 1 + len(above), len(above[-1]))
        if table is None:
            return StepText("", body, origin=origin)
        table.allow("title", "picture", "questions", "show")
        title, picture = table.text("title", required=True), _picture(table, fields)
        show = table.text("show")
        if show and number == START:
            table.report("show", "show is for steps: what comes before the first is told from its first operation")
        if "questions" in table.values and number in (START, RESULTS):
            table.report("questions", "questions are for steps: before the first and after the loop none is asked")
        origin = replace(origin, show=table.place("show"))
        return StepText(title=title, body=body, picture=picture, questions=questions(table), show=show, origin=origin)

    def _problem(self, path: Path, message: str, line: int = 0) -> None:
        self.problems.append(Problem(str(path), line, 0, message))


def _misquoted(text: StepText, source: Source | None) -> Iterator[Problem]:
    """What is wrong with the numbers that a text quotes, as far as the texts alone tell."""
    if text.origin is None:
        return
    parts, faults = read(text.body)
    for fault in faults:
        yield text.origin.problem(text.body, fault.offset, fault.message)
    stored = names_with_loops(source.tree) if source is not None else []
    for quote in (part for part in parts if isinstance(part, Quote) and source is not None):
        for name in sorted(names_of(quote) - set(stored)):
            message = f"the program stores no {name!r} to be quoted; there are: {', '.join(stored) or 'none'}"
            yield text.origin.problem(text.body, quote.offset, message)


def _lesson(table: Table, names: Sequence[str] | None, source: Source | None) -> dict[str, Any]:
    """The fields of a lesson.toml; `names` are those that the program stores, None where that is not known."""
    table.allow(
        "format",
        "title",
        "summary",
        "order",
        "axes",
        "names",
        "curve",
        "bowl",
        "milestones",
        "survey",
        "gaps",
        *PRACTICE,
    )
    version = table.values.get("format")
    if version is None:
        table.report("format", f"needs a line `format = {FORMAT}`")
    elif type(version) is not int or version != FORMAT:
        newer = "; a newer toytutor reads newer formats" if type(version) is int and version > FORMAT else ""
        table.report("format", f"format must be {FORMAT}, not {brief(version)}{newer}")
    axes, meanings = table.table("axes"), table.table("names")
    what = 'a list of axis names, such as ["customer", "question"]'
    return {
        "title": table.text("title", required=True),
        "summary": table.text("summary"),
        "order": table.count("order", "the lesson's place among others, from 0 on")
        if "order" in table.values
        else None,
        "axes": {name: axes.texts(name, what) for name in axes.values} if axes else {},
        "meanings": {name: meanings.text(name) for name in meanings.values} if meanings else {},
        "curve": _curve(table.table("curve")),
        "bowl": _curve(table.table("bowl")),
        "milestones": tuple(_milestones(table.tables("milestones"))),
        "survey": _survey(table.table("survey"), names),
        "gaps": _gaps(table.table("gaps"), names),
        "what_ifs": what_ifs(table, source),
        "inputs": inputs(table, names),
        "glossary": glossary(table),
        "places": table.source.places,
    }


def _picture(table: Table, fields: dict[str, Any] | None) -> str:
    """The picture that a step file's header asks for; the lesson's `fields` tell whether it can be drawn."""
    picture = table.text("picture")
    if picture and picture not in PICTURES:
        table.report("picture", f"there is no picture {picture!r}; there are: {', '.join(PICTURES)}")
    needed = _NEEDS.get(picture)
    if needed is not None and fields is not None and fields[needed] is None:
        table.report("picture", f"the picture {picture!r} needs a table [{needed}] in {LESSON_FILE}")
    return picture


def _curve(table: Table | None) -> Curve | None:
    if table is None or not table.values:
        return None
    table.allow("expression", "label")
    expression = table.text("expression", required=True)
    label = table.text("label") or expression
    if expression:
        for problem in guard.check_expression(expression, table.path):
            table.report("expression", f"expression: {problem.message}")
    return Curve(expression, label, *table.place("expression"))


def _milestones(tables: list[Table]) -> Iterator[Milestone]:
    before = -1
    for table in tables:
        table.allow("at", "words")
        at, words = table.count("at", "the number of an iteration, from 0 on"), table.text("words", required=True)
        if at is None:
            continue
        if at <= before:
            table.report("at", f"at must be above {before}, that of the milestone before it")
        before = max(at, before)
        yield Milestone(at, words)


def _survey(table: Table | None, names: Sequence[str] | None) -> Survey | None:
    if table is None:
        return None
    table.allow("data", "target", "questions", "answer", "grid")
    data, target = _stored(table, "data", names), _stored(table, "target", names)
    asked = table.texts("questions", 'a list of texts, such as ["has a cat", "drinks beer"]', required=True)
    if len(set(asked)) < len(asked):
        table.report("questions", "questions must differ from each other")
    answer = table.text("answer", required=True)
    two = "a list of two of the questions"
    grid = table.texts("grid", two)
    if grid and (len(set(grid)) != 2 or len(grid) != 2 or (asked and not set(grid) <= set(asked))):
        table.report("grid", f"grid must be {two}")
        grid = ()
    return Survey(data, target, asked, answer, (grid[0], grid[1]) if grid else None)


def _gaps(table: Table | None, names: Sequence[str] | None) -> Gaps | None:
    if table is None:
        return None
    table.allow("target", "prediction")
    return Gaps(_stored(table, "target", names), _stored(table, "prediction", names))


def _stored(table: Table, field: str, names: Sequence[str] | None) -> str:
    """A field that holds a name which the program stores."""
    name = table.text(field, required=True)
    if name and names is not None and name not in names:
        there = f"there are: {', '.join(names)}" if names else "it stores none"
        table.report(field, f"{field}: the program stores no {name!r}; {there}")
    return name
