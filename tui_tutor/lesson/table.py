"""Tables of a lesson's TOML: read, and checked field by field."""

from __future__ import annotations

import math
import re
import tomllib
from functools import cached_property
from typing import Any

from tui_tutor.engine.text.problems import Problem

_PLACE = re.compile(r"^(.*?) \(at line (\d+), column (\d+)\)$")
_END = re.compile(r"^(.*?) \(at end of document\)$")
_KEY = re.compile(r"""\s*(?:"([^"]+)"|'([^']+)'|([\w-]+))\s*[=.]""")
_HEADER = re.compile(r"""\s*(\[\[?)\s*["']?([\w-]+)["']?\s*\]\]?\s*(?:#.*)?$""")


LARGEST_COUNT = 10**18 - 1
"""No loop turns more often."""

_LONGEST_QUOTE = 40


def finite(value: object) -> float | None:
    """A value of TOML as a number; None where it is none, true or false, not finite, or too large."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


def only_finite(*values: object) -> str:
    """What to add to a message about values of TOML that are numbers, and yet none to compute with."""
    unbounded = any(type(each) in (int, float) and finite(each) is None for each in values)
    return "; none can be nan, inf, or above 1e308 in size" if unbounded else ""


def brief(value: object) -> str:
    """A value of TOML in a few words: it may be of any size, and nested to any depth."""
    if isinstance(value, dict | list):
        return "a table" if isinstance(value, dict) else "a list"
    text = repr(value)
    return text if len(text) <= _LONGEST_QUOTE else f"{text[:_LONGEST_QUOTE]}…"


class _Text:
    """The lines of a TOML text, and where its fields stand in them; found once, however many problems there are."""

    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")

    @cached_property
    def places(self) -> dict[tuple[str, int | None, str], tuple[int, int]]:
        """Line and column of fields: by table, its number where it is one of several, and name; none for a header."""
        places: dict[tuple[str, int | None, str], tuple[int, int]] = {}
        counts: dict[str, int] = {}
        inside: str = ""
        entry: int | None = None
        for number, text in enumerate(self.lines, 1):
            place = number, len(text) - len(text.lstrip())
            if match := _HEADER.match(text):
                inside, entry = match[2], None
                if match[1] == "[[":
                    entry = counts[inside] = counts.get(inside, -1) + 1
                places.setdefault((inside, entry, ""), place)
                places.setdefault(("", None, inside), place)
            elif match := _KEY.match(text):
                places.setdefault((inside, entry, match[1] or match[2] or match[3]), place)
        return places


class Table:
    """A TOML table whose fields are taken one by one; what is wrong with them is added to `problems`.

    `source` is the whole text that the table stands in, `inside` the table's own name, "" for the text itself, and
    `entry` its number, from 0, where it is one of several `[[inside]]`.
    """

    def __init__(
        self,
        path: str,
        source: _Text,
        values: dict[str, Any],
        problems: list[Problem],
        inside: str = "",
        entry: int | None = None,
    ) -> None:
        self.path = path
        self.source = source
        self.values = values
        self.problems = problems
        self.inside = inside
        self.entry = entry

    @classmethod
    def read(cls, path: str, text: str, problems: list[Problem]) -> Table | None:
        """The table that a text is; None, and a problem, where it is not TOML."""
        source = _Text(text)
        try:
            return cls(path, source, tomllib.loads(text), problems)
        except RecursionError:
            problems.append(Problem(path, 0, 0, "is not TOML: it is nested too deeply"))
        except ValueError as error:
            # Not only tomllib's own errors: Python refuses numbers of thousands of digits.
            problems.append(_syntax(path, len(source.lines), str(error)))
        return None

    def allow(self, *known: str) -> None:
        """Report every field that is not one of these."""
        for field in self.values:
            if field not in known:
                self.report(field, f"unknown field {field!r}; there are: {', '.join(sorted(known))}")

    def text(self, field: str, *, required: bool = False) -> str:
        """A text with its blanks evened out; "" where there is none."""
        value = self.values.get(field)
        if isinstance(value, str) and (value.strip() or not required):
            return " ".join(value.split())
        if value is not None:
            self.report(field, f"{field} must be text in quotes")
        elif required:
            self.report(field, f'needs a line `{field} = "…"`')
        return ""

    def texts(self, field: str, what: str, *, required: bool = False) -> tuple[str, ...]:
        """A list of at least one text, told as `what` where it is something else; () where there is none."""
        value = self.values.get(field)
        if isinstance(value, list) and value and all(isinstance(each, str) and each.strip() for each in value):
            return tuple(" ".join(each.split()) for each in value)
        if value is not None:
            self.report(field, f"{field} must be {what}")
        elif required:
            self.report(field, f'needs a line `{field} = ["…"]`')
        return ()

    def count(self, field: str, what: str) -> int | None:
        """A required whole number from 0 on, told as `what` where it is something else."""
        value = self.values.get(field)
        if type(value) is int and 0 <= value <= LARGEST_COUNT:
            return value
        if value is None:
            self.report(field, f"needs a line `{field} = …`, {what}")
        else:
            self.report(field, f"{field} must be {what}")
        return None

    def table(self, field: str) -> Table | None:
        """The table `[field]`, None where there is none."""
        value = self.values.get(field)
        if isinstance(value, dict):
            return Table(self.path, self.source, value, self.problems, field)
        if value is not None:
            self.report(field, f"{field} must be a table: a line [{field}], and its fields below")
        return None

    def tables(self, field: str) -> list[Table]:
        """The tables `[[field]]`, in their order."""
        value = self.values.get(field, [])
        if isinstance(value, list) and all(isinstance(each, dict) for each in value):
            return [Table(self.path, self.source, each, self.problems, field, at) for at, each in enumerate(value)]
        self.report(field, f"{field} must be tables: for each a line [[{field}]], and its fields below")
        return []

    def report(self, field: str, message: str) -> None:
        """Add a problem at a field, or where it should be."""
        shown = self.inside if self.entry is None else f"[{self.inside}]"
        where = f"[{shown}] " if shown else ""
        line, column = self.place(field)
        self.problems.append(Problem(self.path, line, column, where + message))

    def place(self, field: str) -> tuple[int, int]:
        """Line and column of a field, else of the table that it is or should be in, else of the beginning."""
        places = self.source.places
        wanted = ((self.inside, self.entry, field), (self.inside, self.entry, ""), ("", None, self.inside))
        return next((places[place] for place in wanted if place in places), (1, 0))


def _syntax(path: str, lines: int, message: str) -> Problem:
    match = _PLACE.match(message)
    if match:
        return Problem(path, int(match[2]), int(match[3]) - 1, f"is not TOML: {match[1]}")
    end = _END.match(message)
    if end:
        return Problem(path, lines, 0, f"is not TOML: {end[1]}")
    return Problem(path, 0, 0, f"is not TOML: {message}")
