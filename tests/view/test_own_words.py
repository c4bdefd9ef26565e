"""The tutor's texts are about any program: the words of a lesson's story come from that lesson alone."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import tui_tutor
from tui_tutor.engine.watch.position import Position
from tui_tutor.lesson.model import PICTURES, Inputs, Lesson
from tui_tutor.study.newcomers import answers
from tui_tutor.view.explain import PANELS, explained
from tui_tutor.view.footer import footer_keys
from tui_tutor.view.layout import Panel
from tui_tutor.view.lines import text_of
from tui_tutor.view.newcomers import newcomers
from tui_tutor.view.panels import content_of
from tui_tutor.view.state import State
from tui_tutor.view.wording import in_words_of, new_rows
from view.opened import Opened, drawn, script, toy

STORY = re.compile(r"\b(customers?|questions?|surveys?|yes|brains?|cats?|beer|bought|drinks)\b", re.IGNORECASE)
"""What the toy brain's lesson tells of, and nobody else does."""

ROOMS = ("engine", "study", "quiz", "view", "widgets", "screens", "runner", "paper")

XOR = """import numpy as np

X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
t = np.array([[0], [1], [1], [0]])
np.random.seed(2)
V = np.random.randn(2, 3)
W = np.random.randn(3, 1)
for epoch in range(30):
    h = 1 / (1 + np.exp(-X.dot(V)))
    out = 1 / (1 + np.exp(-h.dot(W)))
    delta = (t - out) * out * (1 - out)
    back = delta.dot(W.T) * h * (1 - h)
    W += h.T.dot(delta)
    V += X.T.dot(back)
    if epoch == 3:
        print("half", np.abs(t - out).mean())
print(out.round())
"""

FUNCTION = """import numpy as np

def train(x, y, rate):
    w = np.zeros((2, 1))
    for step in range(20):
        guess = x @ w
        w -= rate * x.T @ (guess - y)
    return w

print(train(np.array([[1.0, 0.0], [1.0, 1.0]]), np.array([[1.0], [3.0]]), 0.1))
"""


def everywhere(program: Opened) -> Iterator[State]:
    engine = program.engine
    engine.run_to_end()
    for text in ("setup", "setup:5", "0", "3:2", "3:5", "3:9", "5:4", "end"):
        position = program.walker.locate(position_of(program, text))
        if isinstance(position, Position):
            yield program.state(str(position))


def position_of(program: Opened, text: str) -> Position:
    try:
        return program.position(text)
    except AssertionError:
        return program.position("0")


@pytest.mark.parametrize("text", [XOR, FUNCTION], ids=["xor", "function"])
def test_no_screen_of_another_program_tells_the_toy_brains_story(text: str) -> None:
    for state in everywhere(script(text)):
        for size in ((120, 40), (80, 24)):
            shown = "\n".join(drawn(state, *size))
            assert STORY.findall(shown) == []
        for picture in PICTURES:
            shown = "\n".join(map(text_of, content_of(Panel.PICTURE, replace(state, picture=picture), 40, 24).lines))
            assert STORY.findall(shown) == []
        told = "\n".join(words for _, words in footer_keys(state))
        for panel in (None, *PANELS):
            told += "\n".join(map(text_of, explained(state, panel, 90)))
        assert STORY.findall(told) == []


def test_the_page_of_new_inputs_has_no_answers_of_a_survey() -> None:
    program = script(XOR)
    lesson = replace(program.lesson, inputs=Inputs("X", "out", (0.0, 1.0)))
    found = answers(program.engine, program.position("5:1"), "X", "out", [(0.0, 0.0), (0.5, 1.0)])
    shown = "\n".join(map(text_of, newcomers(lesson, found, None, (0.0, 0.0), 100)))
    assert STORY.findall(shown) == []
    assert re.search(r"^ ▸ 0 +0 +0\.\d", shown, re.MULTILINE), "an input of 0 is written as 0"
    assert "0.5" in shown
    assert new_rows(lesson) == "new inputs"


def test_the_toy_brain_tells_its_own_story() -> None:
    state = toy().state("1000:20")
    told = "\n".join(map(text_of, explained(state, None, 90)))
    assert "new customers" in told
    assert "another customer in the network" in told
    found = answers(toy().engine, toy().position("5:1"), "X", "l2", [(0.0, 1.0, 1.0)])
    shown = "\n".join(map(text_of, newcomers(toy().lesson, found, None, (0.0, 1.0, 1.0), 100)))
    assert re.search(r"no +yes +yes", shown)


def test_words_that_a_lesson_has_no_others_for_stay() -> None:
    lesson: Lesson = toy().lesson
    assert in_words_of(lesson, "one operation on") == "one operation on"
    assert in_words_of(script(XOR).lesson, "new inputs: the network") == "new inputs: the network"


def test_no_text_in_the_rooms_is_of_the_story() -> None:
    root = Path(tui_tutor.__file__).parent
    story = re.compile(r"\b(customers?|brains?|cats?|beer|bought|drinks)\b")
    found = []
    for path in sorted(file for room in ROOMS for file in (root / room).rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        tree = ast.parse(text if story.search(text) else "")
        # Texts that stand alone are for whoever reads the source, and may give an example.
        alone = {id(each.value) for each in ast.walk(tree) if isinstance(each, ast.Expr)}
        for node in ast.walk(tree):
            if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or id(node) in alone:
                continue
            if story.search(node.value):
                found.append(f"{path.name}:{node.lineno} {node.value}")
    # What the settings file calls a command stays as it is.
    assert found == [each for each in found if each.startswith("keys.py:") and each.endswith(" new-customers")]
