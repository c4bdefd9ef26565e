"""The page of a refused script: each problem at its line, within the width that there is."""

from __future__ import annotations

import pytest

from tui_tutor.engine.text import guard
from tui_tutor.engine.text.source import Source
from tui_tutor.view.lines import text_of, width
from tui_tutor.view.refused import page, question

SCRIPT = "import numpy as np\nimport socket, array\n\n\tx = 1\n" + "y = " + " + ".join(["open('a')"] * 40) + "\n"


def drawn(text: str, columns: int) -> list[str]:
    source = Source("mine.py", text)
    lines = page(guard.check(source), source.lines, columns)
    assert all(width(each) <= columns for each in lines)
    return list(map(text_of, lines))


@pytest.mark.parametrize("columns", [116, 76, 40])
def test_each_problem_stands_at_its_line(columns: int) -> None:
    lines = drawn(SCRIPT.replace("\tx", "x"), columns)
    at = next(index for index, each in enumerate(lines) if "import socket, array" in each)
    marks = lines[at + 1]
    assert [marks[index] for index in (lines[at].index("socket"), lines[at].index("array"))] == ["^", "^"]
    assert sum("^" in each for each in lines) == 41
    assert any("t   trust it" in each for each in lines)


def test_what_python_cannot_run_is_not_to_be_trusted() -> None:
    lines = drawn("import socket\nprint(\n", 76)
    assert not any("trust" in each for each in lines)
    assert "One thing stands in its way." in lines[0]


def test_the_question_says_what_trust_gives_up() -> None:
    for columns in (96, 56):
        lines = question("/somewhere/mine.py", columns)
        assert all(width(each) <= columns for each in lines)
        told = " ".join(" ".join(map(text_of, lines)).split())
        for words in ("with your rights", "It runs in its folder, /somewhere.", "done again", "until its text changes"):
            assert words in told
