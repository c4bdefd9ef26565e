"""Programs of Python 2: what to write in place of what Python 3 cannot read, or reads otherwise.

A text counts as one only where it has forms that Python 3 cannot parse, nothing that Python 2 had not, and can be
parsed once those forms are written anew; anything else gets Python's own message.
"""

from __future__ import annotations

import ast
import re
import shlex
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tui_tutor.engine.text.problems import Problem
from tui_tutor.engine.text.quoting import LONGEST

_STRING = re.compile(r"('''|\"\"\")(?:\\.|[^\\])*?\1|'(?:\\.|[^'\\\n])*'|\"(?:\\.|[^\"\\\n])*\"|#[^\n]*", re.DOTALL)

_START = r"(?:^[ \t]*|(?<=[:;])[ \t]*)"
"""Where a statement begins: a line, or what follows another one in it."""

_RENAMED = {"xrange": "range", "raw_input": "input", "unicode": "str", "unichr": "chr", "basestring": "str"}
_RENAMED |= {"long": "int", "cPickle": "pickle", "iteritems": "items", "itervalues": "values", "iterkeys": "keys"}


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of a text, what to write there, and why; with `reads` Python 3 parses it as it stands as well."""

    start: int
    end: int
    new: str
    why: str
    reads: bool = False


def problems(path: str, text: str, error: SyntaxError) -> list[Problem]:
    """Every line to change of a program of Python 2 that Python cannot read; none where it is no such program."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    found = _outermost(changes(text))
    breaking = [each for each in found if not each.reads]
    if not breaking:
        return []
    mended = _mended(text, found)
    try:
        with warnings.catch_warnings(action="ignore"):
            tree = ast.parse(mended)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    if _is_newer(tree, text):
        return []
    first = Problem(path, *_place(text, breaking[0].start), _told(path))
    line = min(error.lineno or first.line, text.count("\n") + 1)
    first = first if first.line <= line else Problem(path, line, 0, first.message)
    lines = [_to_write(path, text, each) for each in found]
    return [first, *lines, *_division(path, text)]


def changes(text: str) -> list[Change]:
    """All that is to be written otherwise, in the order of the text."""
    code = code_of(text)
    found = [each for rule in _RULES for each in rule(text, code)]
    return sorted(found, key=lambda each: (each.start, -each.end))


def _to_write(path: str, text: str, change: Change) -> Problem:
    line, column = _place(text, change.start)
    end = column + len(text[change.start : change.end].partition("\n")[0])
    return Problem(path, line, column, f"write `{_short(change.new)}`: {change.why}", end=end)


def _told(path: str) -> str:
    name, is_notebook = re.subn(r"\.ipynb$", ".py", path)
    script = f"`jupyter nbconvert --to script {shlex.quote(path)}` makes a script of it, then " if is_notebook else ""
    return (
        "this is a Python 2 program, which Python 3 cannot read; below is each line to change. A tool does it for you: "
        f"{script}`pip install fissix`, then `python -m fissix -w {shlex.quote(name)}` (the old text stays as .bak)"
    )


def code_of(text: str) -> str:
    """A program's text, sign for sign, with strings and comments made signs that are no code."""
    return _STRING.sub(lambda match: _blank(match[0]), text)


def _blank(text: str) -> str:
    """A string or a comment as signs that are no code; its line ends stay."""
    if text.startswith("#"):
        return " " * len(text)
    return re.sub(r"[^\n]", "\x00", text)


def _end(code: str, start: int) -> int:
    """Where the simple statement ends that goes on at a place."""
    depth = 0
    for at in range(start, len(code)):
        sign = code[at]
        depth += (sign in "([{") - (sign in ")]}")
        if depth <= 0 and (sign == ";" or (sign == "\n" and not code[:at].endswith("\\"))):
            return at
    return len(code)


def _prints(text: str, code: str) -> Iterator[Change]:
    for match in re.finditer(_START + r"(print)\b(?!\s*=[^=])", code, re.MULTILINE):
        begin, after = match.start(1), match.end(1)
        end = _end(code, after)
        end -= len(code[after:end]) - len(code[after:end].rstrip())
        rest = text[after:end].strip()
        if _is_bracketed(code[after:end].strip()):
            continue
        stream = re.match(r">>\s*([^,]+?)\s*(?:,\s*|$)", rest)
        file = f"file={stream[1]}" if stream else ""
        rest = rest[stream.end() :] if stream else rest
        goes_on = rest.endswith(",")
        parts = [rest.rstrip(", \t") if goes_on else rest, 'end=" "' if goes_on else "", file]
        yield Change(begin, end, f"print({', '.join(filter(None, parts))})", "print is a function", reads=not rest)


def _is_bracketed(code: str) -> bool:
    """Whether brackets stand around all of an expression, so that it reads as the call of a function."""
    depth = 0
    for at, sign in enumerate(code):
        depth += (sign == "(") - (sign == ")")
        if not depth:
            return at > 0 and at == len(code) - 1
    return False


def _execs(text: str, code: str) -> Iterator[Change]:
    for match in re.finditer(_START + r"(exec)\b(?!\s*[(=])", code, re.MULTILINE):
        end = _end(code, match.end(1))
        parts = re.split(r"\s+in\s+", text[match.end(1) : end].strip(), maxsplit=1)
        yield Change(match.start(1), end, f"exec({', '.join(parts)})", "exec is a function")


def _handlers(text: str, code: str) -> Iterator[Change]:
    for match in re.finditer(r"\bexcept\s+(\([^()]*\)|[\w.]+)\s*,\s*(\w+)\s*(?=:)", code):
        new = f"except {text[match.start(1) : match.end(1)]} as {match[2]}"
        yield Change(match.start(), match.end(), new, "`as` gives an exception its name")


def _raises(text: str, code: str) -> Iterator[Change]:
    for match in re.finditer(_START + r"(raise)\s+([\w.]+)\s*,\s*", code, re.MULTILINE):
        end = _end(code, match.end())
        message = text[match.end() : end].strip()
        yield Change(match.start(1), end, f"raise {match[2]}({message})", "an exception is made by calling its class")


def _signs(text: str, code: str) -> Iterator[Change]:
    for match in re.finditer(r"`([^`\n]+)`", code):
        yield Change(match.start(), match.end(), f"repr({text[match.start(1) : match.end(1)]})", "repr has no sign")
    for match in re.finditer(r"<>", code):
        yield Change(match.start(), match.end(), "!=", "`!=` is the only sign for it")
    for match in re.finditer(r"(?<![\w.])0([0-7]+)\b(?![.\w])", code):
        if int(match[1]):
            yield Change(match.start(), match.end(), f"0o{match[1]}", "a number to the base 8 begins with 0o")
    for match in re.finditer(r"(?<![\w.])(\d+)[lL]\b", code):
        yield Change(match.start(), match.end(), match[1], "whole numbers are of any length")


def _names(text: str, code: str) -> Iterator[Change]:
    for match in re.finditer(rf"(?<!def )\b({'|'.join(_RENAMED)})\b(?!\s*=[^=])", code):
        yield Change(match.start(), match.end(), _RENAMED[match[1]], f"that is what {match[1]} is called", reads=True)
    for match in re.finditer(r"([\w.\[\]]+)\.has_key\(([^()]*)\)", code):
        key, owner = text[match.start(2) : match.end(2)], text[match.start(1) : match.end(1)]
        yield Change(match.start(), match.end(), f"{key} in {owner}", "a dict is asked with `in`", reads=True)


def _tabs(_text: str, code: str) -> Iterator[Change]:
    indents = list(re.finditer(r"^[ \t]+(?=\S)", code, re.MULTILINE))
    if any("\t" in each[0] for each in indents) and any(each[0].startswith(" ") for each in indents):
        for each in indents:
            if "\t" in each[0]:
                new = each[0].expandtabs(8)
                why = f"indent it with {len(new)} blanks: tabs and blanks cannot be mixed"
                yield Change(each.start(), each.end(), new, why, reads=True)


_RULES: tuple[Callable[[str, str], Iterator[Change]], ...] = (
    *(_prints, _execs, _handlers, _raises, _signs, _names, _tabs),
)


def _outermost(found: list[Change]) -> list[Change]:
    """Changes without those that lie in others, which are made in the text of those instead."""
    kept: list[Change] = []
    for each in found:
        if kept and each.start < kept[-1].end:
            outer = kept[-1]
            kept[-1] = Change(outer.start, outer.end, _within(outer), outer.why, outer.reads and each.reads)
        else:
            kept.append(each)
    return kept


def _within(outer: Change) -> str:
    """The new text of a change with those made that it still holds."""
    again = changes(outer.new)
    return _mended(outer.new, _outermost(again)) if again and again[0].new != outer.new else outer.new


def _mended(text: str, found: list[Change]) -> str:
    for each in reversed(found):
        text = text[: each.start] + each.new + text[each.end :]
    return text


def _is_newer(tree: ast.AST, text: str) -> bool:
    """Whether a program holds what Python 2 had not: then it is of Python 3, with a slip."""
    newer = (ast.JoinedStr, ast.NamedExpr, ast.AsyncFunctionDef, ast.AnnAssign, ast.Nonlocal, ast.MatMult)
    for node in ast.walk(tree):
        if isinstance(node, newer) or (isinstance(node, ast.FunctionDef) and node.returns is not None):
            return True
        if isinstance(node, ast.arg) and node.annotation is not None:
            return True
    return re.search(r"\bprint\s*\([^\n]*\b(?:end|sep|flush)\s*=", text) is not None


def _division(path: str, text: str) -> list[Problem]:
    code = code_of(text)
    match = re.search(r"(?<!/)/(?![/=])", code)
    if match is None or "import division" in code:
        return []
    words = "`/` gave a whole number for two whole numbers: where that is meant, here or further on, write `//`"
    return [Problem(path, *_place(text, match.start()), words)]


def _place(text: str, at: int) -> tuple[int, int]:
    before = text[:at]
    return before.count("\n") + 1, len(before.rpartition("\n")[2])


def _short(new: str) -> str:
    text = " ".join(new.split())
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
