"""Notebooks: the script of their code cells, and the texts that stand before them.

Formats 3 and 4 of Jupyter's notebooks, as their documentation tells (nbformat): JSON, with cells in `worksheets` in the
older one, their text as one string or a list of lines.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tui_tutor.engine.text.files import decode, read_file
from tui_tutor.engine.text.problems import Problem, ProblemsError
from tui_tutor.engine.text.python2 import code_of

SUFFIX = ".ipynb"

LARGEST_FILE = 20_000_000
"""Bytes; pictures that were drawn are in it as well."""

LARGEST_SCRIPT = 1_000_000
"""Characters of all code cells."""

_MAGIC = re.compile(r"\s*(?:[%!?]|[\w.,\s\[\]]+=\s*[%!]\w|[\w.]+\?+\s*$|get_ipython\(\))")
_RUN = re.compile(r"(\s*)%time\s+(?=\S)")
"""What leaves the statement behind it Python."""

_TIMED = re.compile(r"\s*%%(?:time|timeit|capture)\b")
"""Magics of a whole cell that leave it Python."""

_STEP_LIKE = re.compile(r"(\s*#)(?=\d+\b)")
_IMAGE = re.compile(r"!\[([^\]]*)\]\([^)]*\)")


@dataclass(slots=True)
class Notebook:
    """The code cells as one script, each opened by a line `#N cell N`.

    `texts` are in Markdown, what stands before each cell by its number, and under None what stands behind the last.
    `left_out` are lines that are no Python, each with its line in the script, and of a whole cell its first line with
    how many follow.
    """

    text: str = ""
    texts: dict[int | None, str] = field(default_factory=dict)
    left_out: list[tuple[int, str, int]] = field(default_factory=list)


def read_notebook(path: Path) -> Notebook:
    """Read a notebook. Raises ProblemsError where it is none, has no code, or is written in another language."""
    text = decode(path, read_file(path, LARGEST_FILE, "a notebook"))
    try:
        content = json.loads(text)
    except json.JSONDecodeError as error:
        if not text.strip():
            raise ProblemsError([Problem(str(path), 0, 0, "is no notebook: it is empty")]) from None
        message = f"is no notebook: its JSON cannot be read ({error.msg}); save it once more where it was made"
        raise ProblemsError([Problem(str(path), error.lineno, error.colno - 1, message)]) from None
    except (ValueError, RecursionError):
        raise ProblemsError([Problem(str(path), 1, 0, "is no notebook: its JSON cannot be read")]) from None
    cells = _cells(content)
    if cells is None:
        message = "is no notebook that can be read: it has no cells as formats 3 and 4 have them"
        raise ProblemsError([Problem(str(path), 1, 0, message)])
    language = _language(content, cells)
    if language:
        message = f"its cells are written in {language}; only those of Python can be stepped"
        raise ProblemsError([Problem(str(path), *_place(text, f'"{language}"'), message)])
    notebook = _script(cells)
    if not notebook.text:
        raise ProblemsError([Problem(str(path), *_place(text, '"cells"'), "has no code: there is nothing to step")])
    if len(notebook.text) > LARGEST_SCRIPT:
        message = f"has more than {LARGEST_SCRIPT:,} characters of code, the most that a program may have"
        raise ProblemsError([Problem(str(path), 1, 0, message)])
    return notebook


def _cells(content: Any) -> list[dict[str, Any]] | None:
    if not isinstance(content, dict):
        return None
    cells = content.get("cells")
    sheets = content.get("worksheets")
    if cells is None and isinstance(sheets, list):
        cells = [each for sheet in sheets if isinstance(sheet, dict) for each in sheet.get("cells") or ()]
    if not isinstance(cells, list) or not all(isinstance(each, dict) for each in cells):
        return None
    return cells


def _language(content: dict[str, Any], cells: list[dict[str, Any]]) -> str:
    """The language, where it is told and is not Python."""
    metadata = content.get("metadata")
    parts = [metadata.get(name) for name in ("kernelspec", "language_info")] if isinstance(metadata, dict) else []
    told = [part.get(key) for part in parts if isinstance(part, dict) for key in ("language", "name")]
    told += [each.get("language") for each in cells if each.get("cell_type") == "code"]
    names = [each for each in told if isinstance(each, str) and each]
    return "" if any("python" in each.lower() for each in names) else next(iter(names), "")


def _script(cells: list[dict[str, Any]]) -> Notebook:
    notebook = Notebook()
    lines: list[str] = []
    said: list[str] = []
    number = 0
    for cell in cells:
        kind, text = cell.get("cell_type"), _text(cell.get("source", cell.get("input", "")))
        if kind == "code" and text.strip():
            number += 1
            lines += [*([""] if lines else []), f"#{number} cell {number}"]
            first = len(lines) + 1
            for line, left_out, more in _python(text):
                lines.append(line)
                if left_out:
                    notebook.left_out.append((len(lines), left_out, more))
            # What is said of a cell in which nothing runs is said of the next one.
            if said and any(line.strip() and not line.lstrip().startswith("#") for line in lines[first - 1 :]):
                notebook.texts[number] = "\n\n".join(said)
                said = []
        elif kind == "heading":
            level = cell.get("level")
            said.append(f"{'#' * (level if isinstance(level, int) and 0 < level < 7 else 1)} {text}")
        elif kind == "markdown" and text.strip():
            said.append(_IMAGE.sub(r"\1", text.strip()))
    if said:
        notebook.texts[None] = "\n\n".join(said)
    notebook.text = "".join(f"{line}\n" for line in lines)
    return notebook


def _text(source: Any) -> str:
    parts = source if isinstance(source, list) else [source]
    text = "".join(each for each in parts if isinstance(each, str))
    return text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")


def _python(text: str) -> list[tuple[str, str, int]]:
    """The lines of a cell, each with what was left out there; a cell of another language is left out as a whole.

    That is told of its first line, with how many follow.
    """
    lines = text.split("\n")
    first = next((line for line in lines if line.strip()), "")
    if first.lstrip().startswith("%%") and not _TIMED.match(first):
        others = [line.strip() for line in lines if line.strip()][1:]
        return [
            (f"# left out: {first.strip()}", first.strip(), len(others)),
            *((f"# {each}", "", 0) for each in others),
        ]
    found: list[tuple[str, str, int]] = []
    depth = 0
    for line, code in zip(lines, code_of(text).split("\n"), strict=True):
        run = _RUN.match(code) if not depth else None
        if run is not None:
            found.append((f"{run[1]}{line[run.end() :]}", "%time", 0))
            continue
        if not depth and _MAGIC.match(code):
            indent = line[: len(line) - len(line.lstrip())]
            # A block must not be empty for it.
            found.append((f"{indent}{'pass  ' if indent else ''}# left out: {line.strip()}", line.strip(), 0))
            continue
        depth = max(0, depth + sum(code.count(each) for each in "([{") - sum(code.count(each) for each in ")]}"))
        found.append((_STEP_LIKE.sub(r"\1 ", line) if not code.strip() else line, "", 0))
    return found


def _place(text: str, wanted: str) -> tuple[int, int]:
    """The line and the column of a text in a file; its beginning where it is not there."""
    before = text[: max(0, text.find(wanted))]
    return before.count("\n") + 1, len(before.rpartition("\n")[2])
