"""Below each problem stands its line, and a mark under the place; the first line stays as machines read it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import LESSON, toytutor, write, write_lesson

from tui_tutor.cli import main
from tui_tutor.commands.excerpts import MOST, WIDEST

LONG = " + ".join(["np.ones(3)"] * 20)

SCRIPT = f"""\
import socket
if True:
\t名 = "日本語"; x = open("日本語")\t; y = eval("1")
\ty = {LONG} + np.load("x") + {LONG}
"""


def said(capsys: pytest.CaptureFixture[str], *words: str) -> list[str]:
    main(list(words))
    return capsys.readouterr().err.splitlines()


def test_every_problem_of_a_script_has_its_line_and_a_mark(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path / "mine.py", SCRIPT.replace("import", "import numpy as np,", 1))
    lines = said(capsys, "check", str(path))
    assert [line.partition(": ")[0] for line in lines[:-1:3]] == [
        f"{path}:{place}" for place in ("1:21", "3:17", "3:35", "4:266")
    ]
    assert lines[1:3] == ["    import numpy as np, socket", "                        ^^^^^^"]
    # Signs of two cells have two marks below them, and a tab is as wide as it is drawn.
    assert lines[4:6] == ['    名 = "日本語"; x = open("日本語")    ; y = eval("1")', f"    {' ' * 19}^^^^"]
    assert lines[8] == f"    {' ' * 43}^^^^"
    around, marks = lines[10:12]
    assert len(around) <= WIDEST
    assert around[marks.index("^") : marks.rindex("^") + 1] == "np.load"
    assert around.startswith("    …")
    assert around.endswith("…")


def test_of_many_problems_the_first_have_their_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path / "mine.py", 'open("f")\n' * (MOST + 50))
    lines = said(capsys, "check", str(path))
    assert len([line for line in lines if line.startswith(f"{path}:")]) == MOST + 50
    assert len([line for line in lines if line.startswith("    ")]) == 2 * MOST


@pytest.mark.parametrize("command", ["run", "trace"])
def test_a_failure_of_the_run_has_its_line(command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path / "fails.py", "for i in range(2):\n    x = [1,\n         2][i + 2]\n")
    lines = said(capsys, command, str(path))
    assert lines[0].startswith(f"{path}:2:9: IndexError")
    assert lines[1:3] == ["    x = [1,", "        ^^^"]


@pytest.mark.slow
def test_a_trusted_script_that_fails_in_its_folder_has_its_line(tmp_path: Path) -> None:
    write(tmp_path / "own" / "fails.py", "x = {}\nx['a']\n")
    done = toytutor("run", "--trust", "own/fails.py", cwd=tmp_path)
    assert done.stderr.decode().splitlines()[:3] == ["own/fails.py:2:1: KeyError: 'a'", "    x['a']", "    ^^^^^^"]


def test_files_of_a_lesson_have_theirs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_lesson(tmp_path / "lesson", {"lesson.toml": f"{LESSON['lesson.toml']}colour = 3\n"})
    lines = said(capsys, "check", str(folder))
    assert lines[0].startswith(f"{folder / 'lesson.toml'}:4:1: unknown field 'colour'")
    assert lines[1:3] == ["    colour = 3", "    ^^^^^^"]


def test_of_a_notebook_it_is_the_line_of_the_cell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cells = [{"cell_type": "code", "source": text} for text in ("x = 1", "y = 2\nz = open('f')")]
    path = write(tmp_path / "book.ipynb", json.dumps({"nbformat": 4, "cells": cells}))
    lines = said(capsys, "check", str(path))
    assert lines[0].endswith("(cell 2, line 2)")
    assert lines[1:3] == ["    z = open('f')", "        ^^^^"]
    path.write_text('{"cells": [}')
    lines = said(capsys, "check", str(path))
    assert lines[1:3] == ['    {"cells": [}', "               ^"]


@pytest.mark.slow
def test_warnings_of_a_check_have_theirs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(
        tmp_path / "mine.py", "import numpy as np\nx = 2 * np.random.rand(2)\nfor i in range(3):\n    x = x / 2\n"
    )
    lines = said(capsys, "check", str(path))
    assert "warning" in lines[0]
    assert lines[1:3] == ["    x = 2 * np.random.rand(2)", "            ^^^^^^^^^^^^^^^^^"]


@pytest.mark.slow
def test_what_an_encoding_lacks_is_spelled_and_marked_where_it_stands(tmp_path: Path) -> None:
    path = write(tmp_path / "mine.py", 'é = "日"; open("f")\n')
    done = toytutor("check", str(path), PYTHONIOENCODING="ascii")
    lines = done.stderr.decode("ascii").splitlines()
    assert lines[1:3] == ['    \\xe9 = "\\u65e5"; open("f")', f"    {' ' * 17}^^^^"]
