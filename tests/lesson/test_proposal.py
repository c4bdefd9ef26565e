"""Steps that are proposed for a program without any."""

from __future__ import annotations

import ast

import pytest
from fuzz.materials import SCRIPTS

from tui_tutor.engine.text.source import Source
from tui_tutor.lesson.proposal import MOST_STEPS, with_steps

SCRIPT = """#!/usr/bin/env python
# -*- coding: utf-8 -*-
\"\"\"Learns a line.\"\"\"
import numpy as np

def sigmoid(x):
    return 1 / (1 + np.exp(-x))

#2 layers of data
X = np.array([[0, 1], [1, 1], [1, 0]])
y = np.array([[1], [0], [1]])

np.random.seed(3)
w = np.random.randn(2, 1); b = 0.0
for epoch in range(300):
    z = X @ w + b
    guess = sigmoid(z)
    # how far off
    # is it?
    error = y - guess
    w += X.T @ (error * guess * (1 - guess)); b += error.sum()
    if epoch % 100 == 0:
        print(epoch)

# the end
print(w)
"""


def proposed(text: str, loop: int | None) -> list[str]:
    source = Source("program.py", text)
    stepped = with_steps(source, loop)
    assert ast.dump(stepped.tree) == ast.dump(source.tree)
    assert all(each.startswith(f"#{number} ") for number, each in enumerate(opening(stepped), 1))
    return [each.partition(" ")[2] for each in opening(stepped)]


def opening(source: Source) -> list[str]:
    return [source.lines[line - 1].strip() for _, line in source.steps]


def test_paragraphs_and_comments_become_steps() -> None:
    assert proposed(SCRIPT, 15) == [
        "The function sigmoid",
        "2 layers of data",
        "w and b",
        "The loop",
        "z and guess",
        "how far off",
        "Change w and b",
    ]


def test_a_comment_is_numbered_where_it_stands_and_else_a_line_is_put_there() -> None:
    stepped = with_steps(Source("program.py", SCRIPT), 15).text.splitlines()
    assert "#2 2 layers of data" in stepped
    assert stepped[stepped.index("    #6 how far off") + 1] == "    # is it?"
    assert len(stepped) == len(SCRIPT.splitlines()) + 5
    assert stepped[:2] == SCRIPT.splitlines()[:2]


@pytest.mark.parametrize(
    ("text", "loop", "steps"),
    [
        ("a = 1\nb = 2\nprint(a)\n", None, ["a", "b", "Print"]),
        ("a = 1\n\n\nb = 2\nc = 3\n", None, ["a", "b and c"]),
        ("a = [1,\n\n2]\nb = '''\n# no comment\n'''\n", None, ["a", "b"]),
        ("for j in range(3): a = j\n", 1, ["The loop"]),
        ("for j in range(3):\n    a = j\n", 1, ["The loop"]),
        ("n = 0\nwhile n < 3:\n    a = n\n    n += 1\n", 2, ["n", "The loop", "a", "Change n"]),
        ("for j in range(3):\n    a = j\n    a += 1\n    a += 2\n    b = a\n", 1, ["The loop", "a", "Change a", "b"]),
        (
            "def f():\n    return 1\na = f()\nb = 2\nfor j in range(3):\n    c = j\n",
            5,
            ["The function f", "a and b", "The loop"],
        ),
        (
            "a = 1\nb = 2\nc = 3\nd = 4\ne = 5\ng = 6\nfor j in range(3):\n    c = j\n",
            7,
            ["a, b and c", "d, e and g", "The loop"],
        ),
        ("if __name__ == '__main__':\n    a = 1\n\n    b = 2\n", None, ["a", "b"]),
        ("a = 1 \\\n    + 2\nb = 3; \\\nc = 4\n", None, ["a", "b", "c"]),
        # No line can be put into the middle of another.
        ("for j in range(2): a = j; \\\n    b = j; \\\n    c = j\n", 1, []),
        ("import math\nfrom math import pi\n", None, []),
        ("", None, []),
        ("# only a comment", None, []),
        ("a = 1", None, ["a"]),
    ],
)
def test_small_programs(text: str, loop: int | None, steps: list[str]) -> None:
    assert proposed(text, loop) == steps


def test_line_ends_stay() -> None:
    stepped = with_steps(Source("program.py", "a = 1\r\n\r\nb = 2\r\n"), None)
    assert stepped.text == "#1 a\r\na = 1\r\n\r\n#2 b\r\nb = 2\r\n"


def test_steps_that_are_there_stay() -> None:
    source = Source("program.py", "#1 One\na = 1\n\nb = 2\n")
    assert with_steps(source, None) is source


def test_there_are_not_too_many() -> None:
    paragraphs = "\n".join(f"a{n} = {n}\n" for n in range(90))
    text = f"{paragraphs}\nfor j in range(3):\n    b = j\n\n    c = j\n"
    steps = proposed(text, 181)
    assert 20 <= len(steps) <= MOST_STEPS
    assert "The loop" in steps
    many = proposed("\n".join(f"a{n} = {n}" for n in range(90)), None)
    assert 5 <= len(many) <= MOST_STEPS


@pytest.mark.parametrize("text", SCRIPTS)
def test_other_programs_run_as_before(text: str) -> None:
    source = Source("program.py", text)
    for each in [None, *(node.lineno for node in source.tree.body if isinstance(node, ast.For | ast.While))]:
        proposed(text, each)
