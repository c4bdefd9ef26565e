"""Notebooks on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import toytutor, write

CELLS = [
    {"cell_type": "markdown", "source": "# One number\n\nIt doubles."},
    {"cell_type": "code", "source": "%pylab\nx = 1\nfor i in range(3):\n    x = 2 * x\n"},
    {"cell_type": "code", "source": "print(x)\n"},
]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return write(tmp_path / "book.ipynb", json.dumps({"nbformat": 4, "cells": CELLS}))


def test_a_notebook_runs_and_is_checked(book: Path) -> None:
    done = toytutor("run", str(book))
    assert (done.returncode, done.stdout) == (0, b"8\n")
    words = f"{book}:2:1: warning: `%pylab` is left out: it is no Python (cell 1, line 1) [left-out]"
    assert words in done.stderr.decode()
    done = toytutor("check", str(book))
    assert done.returncode == 0, done.stderr
    assert b"2 steps, 3 iterations of the loop on line 4" in done.stdout


@pytest.mark.slow
def test_a_lesson_is_made_of_a_notebook(book: Path, tmp_path: Path) -> None:
    done = toytutor("new", "made", "--from", str(book), cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    (text,) = (tmp_path / "made").glob("01_*.md")
    assert "It doubles." in text.read_text()
    assert toytutor("check", "made/", cwd=tmp_path).returncode == 0


@pytest.mark.slow
def test_a_failing_cell_is_named(tmp_path: Path) -> None:
    cells = [*CELLS, {"cell_type": "code", "source": "y = 1\ny / 0"}]
    path = write(tmp_path / "fails.ipynb", json.dumps({"nbformat": 4, "cells": cells}))
    done = toytutor("run", str(path))
    assert done.returncode == 1
    assert f"{path}:12:1: ZeroDivisionError: division by zero (cell 3, line 2)" in done.stderr.decode()
