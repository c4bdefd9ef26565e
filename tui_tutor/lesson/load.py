"""Reads lesson folders and plain scripts; says everything that is wrong with them at once."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from tui_tutor.engine import guard
from tui_tutor.engine.problems import Problem, ProblemsError
from tui_tutor.engine.source import Source
from tui_tutor.lesson.find import LESSON_FILE
from tui_tutor.lesson.model import RESULTS, START, Curve, Lesson, StepText

PROGRAM_FILE = "program.py"
FORMAT = 1

_STEP_FILE = re.compile(r"(\d\d+)_\w[\w-]*\.md")
_TOML_PLACE = re.compile(r"^(.*?) \(at line (\d+), column (\d+)\)$")
_TOML_TABLE = re.compile(r"""\s*\[\s*["']?([\w-]+)["']?\s*\]\s*(?:#.*)?$""")
_TOML_END = re.compile(r"^(.*?) \(at end of document\)$")


def load(path: Path) -> Lesson:
    """Read a lesson folder or a plain `.py` file. Raises ProblemsError with all that is wrong."""
    if path.is_dir():
        return _Folder(path).load()
    source = Source.read(path)
    problems = guard.check(source)
    if problems:
        raise ProblemsError(problems)
    return Lesson(path.stem, path, source, path.name)


class _Folder:
    """One lesson folder being read; problems are collected on the way."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []

    def load(self) -> Lesson:
        toml_path = self.folder / LESSON_FILE
        if not toml_path.is_file():
            message = f"has no {LESSON_FILE}; a lesson folder needs one, and a {PROGRAM_FILE}"
            raise ProblemsError([Problem(str(self.folder), 0, 0, message)])
        text = self._read(toml_path)
        header = _Table(str(toml_path), text, self.problems) if text is not None else None
        fields = header.lesson() if header is not None and header.is_read else None
        source = self._program()
        texts = self._texts(source)
        if self.problems or source is None or fields is None:
            raise ProblemsError(self.problems)
        name = self.folder.resolve().name
        return Lesson(name=name, path=self.folder, source=source, texts=texts, **fields)

    def _read(self, path: Path) -> str | None:
        try:
            return path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError:
            self._problem(path, "is not UTF-8 text; save it as UTF-8")
        except OSError as error:
            self._problem(path, f"cannot be read: {(error.strerror or str(error)).lower()}")
        return None

    def _program(self) -> Source | None:
        path = self.folder / PROGRAM_FILE
        try:
            source = Source.read(path)
        except ProblemsError as error:
            self.problems += error.problems
            return None
        problems = guard.check(source)
        self.problems += problems
        return None if problems else source

    def _texts(self, source: Source | None) -> dict[int, StepText]:
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
            text = self._read(path)
            texts[number] = self._step(path, text) if text is not None else StepText("", "")
        if source is not None:
            for number, line in source.steps:
                if number not in texts:
                    name = f"{number:02}_….md"
                    program = str(self.folder / PROGRAM_FILE)
                    self.problems.append(Problem(program, line, 0, f"step {number} has no text: write {name}"))
        return texts

    def _step(self, path: Path, text: str) -> StepText:
        lines = text.split("\n")
        if lines[0].strip() != "+++":
            self._problem(path, "must begin with a line +++, a TOML header, and another line +++", 1)
            return StepText("", text)
        end = next((i for i, line in enumerate(lines[1:], 1) if line.strip() == "+++"), None)
        if end is None:
            self._problem(path, "the header is not closed: a second line +++ is missing", 1)
            return StepText("", "")
        table = _Table(str(path), "\n".join(["", *lines[1:end]]), self.problems)
        body = "\n".join(lines[end + 1 :]).strip()
        if not body:
            self._problem(path, "has no text after its header", end + 1)
        return StepText(table.step_title(), body)

    def _problem(self, path: Path, message: str, line: int = 0) -> None:
        self.problems.append(Problem(str(path), line, 0, message))


class _Table:
    """A TOML table being checked: its fields are taken one by one, and what is left over is unknown."""

    def __init__(self, path: str, text: str, problems: list[Problem]) -> None:
        self.path = path
        self.lines = text.split("\n")
        self.problems = problems
        self.values: dict[str, Any] = {}
        self.is_read = True
        try:
            self.values = tomllib.loads(text)
        except (ValueError, RecursionError) as error:
            # Not only tomllib's own errors: Python refuses numbers of thousands of digits.
            self.is_read = False
            self.problems.append(self._syntax(str(error)))

    def lesson(self) -> dict[str, Any]:
        """The fields of a lesson.toml."""
        known = {"format", "title", "summary", "axes", "names", "curve"}
        self._unknown(self.values, known, "")
        version = self.values.get("format")
        if version is None:
            self._report("format", f"needs a line `format = {FORMAT}`")
        elif type(version) is not int or version != FORMAT:
            newer = "; a newer toytutor reads newer formats" if type(version) is int and version > FORMAT else ""
            self._report("format", f"format must be {FORMAT}, not {version!r}{newer}")
        return {
            "title": self._text(self.values, "title", required=True),
            "summary": self._text(self.values, "summary"),
            "axes": self._axes(),
            "meanings": self._meanings(),
            "curve": self._curve(),
        }

    def step_title(self) -> str:
        """The title in a step file's header."""
        self._unknown(self.values, {"title"}, "")
        return self._text(self.values, "title", required=self.is_read)

    def _syntax(self, message: str) -> Problem:
        match = _TOML_PLACE.match(message)
        if match:
            return Problem(self.path, int(match[2]), int(match[3]) - 1, f"is not TOML: {match[1]}")
        end = _TOML_END.match(message)
        if end:
            return Problem(self.path, len(self.lines), 0, f"is not TOML: {end[1]}")
        return Problem(self.path, 0, 0, f"is not TOML: {message}")

    def _text(self, table: dict[str, Any], field: str, *, required: bool = False, inside: str = "") -> str:
        value = table.get(field)
        if isinstance(value, str) and (value.strip() or not required):
            return " ".join(value.split())
        if value is not None:
            self._report(field, f"{_where(inside)}{field} must be text in quotes", inside)
        elif required:
            self._report(field, f'{_where(inside)}needs a line `{field} = "…"`', inside)
        return ""

    def _table(self, field: str) -> dict[str, Any]:
        value = self.values.get(field, {})
        if isinstance(value, dict):
            return value
        self._report(field, f"{field} must be a table: a line [{field}], and its fields below")
        return {}

    def _axes(self) -> dict[str, tuple[str, ...]]:
        axes = {}
        for name, value in self._table("axes").items():
            if isinstance(value, list) and value and all(isinstance(axis, str) and axis.strip() for axis in value):
                axes[name] = tuple(axis.strip() for axis in value)
            else:
                self._report(name, f'{name} must be a list of axis names, such as ["customer", "question"]', "axes")
        return axes

    def _meanings(self) -> dict[str, str]:
        table = self._table("names")
        return {name: self._text(table, name, inside="names") for name in table}

    def _curve(self) -> Curve | None:
        table = self._table("curve")
        if not table:
            return None
        self._unknown(table, {"expression", "label"}, "curve")
        expression = self._text(table, "expression", required=True, inside="curve")
        label = self._text(table, "label", inside="curve") or expression
        if expression:
            for problem in guard.check_expression(expression, self.path):
                self._report("expression", f"[curve] expression: {problem.message}", "curve")
        return Curve(expression, label)

    def _unknown(self, table: dict[str, Any], known: set[str], inside: str) -> None:
        for field in table:
            if field not in known:
                fields = ", ".join(sorted(known))
                self._report(field, f"{_where(inside)}unknown field {field!r}; there are: {fields}", inside)

    def _report(self, field: str, message: str, inside: str = "") -> None:
        self.problems.append(Problem(self.path, self._line(field, inside), 0, message))

    def _line(self, field: str, inside: str) -> int:
        """The line of a field, else of the table that it is or should be in, else the first."""
        key = re.compile(rf"""\s*["']?{re.escape(field)}["']?\s*[=.]""")
        table = ""
        for number, line in enumerate(self.lines, 1):
            header = _TOML_TABLE.match(line)
            if header is not None:
                table = header[1]
                if not inside and table == field:
                    return number
            elif table == inside and key.match(line):
                return number
        return self._line(inside, "") if inside else 1


def _where(inside: str) -> str:
    return f"[{inside}] " if inside else ""
