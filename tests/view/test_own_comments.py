"""What a script's author says in it is its text; one that says nothing gives the text's place away."""

from __future__ import annotations

from tui_tutor.engine.text.source import Source
from tui_tutor.view.layout import Panel
from tui_tutor.view.lines import text_of
from tui_tutor.view.names import names
from tui_tutor.view.own_words import OwnWords
from tui_tutor.view.panels import content_of
from tui_tutor.view.screen import places, screen
from view.opened import script

SAID = '''#!/usr/bin/env python
# -*- coding: utf-8 -*-
import numpy as np
# Four customers,
# each with three answers.
X = np.ones((4, 3))
w = np.zeros(3)  # nothing is known yet

rate = 0.5
#1
#plot np.mean(X)
# ---------------
def step(w):
    """Go a little way downhill.

    Much more is said here.
    """
    # As far as the rate says.
    return w - rate
for i in range(3):
    w = step(w)
'''

SILENT = "import numpy as np\nw = np.zeros(3)\nfor i in range(5):\n    w = w + 0.123456789\n    part = w[0]\n"


def test_comments_are_of_the_statement_below_and_of_those_that_follow_it() -> None:
    said = OwnWords(Source("p.py", SAID))
    assert said.of_line(3) == ""
    assert said.of_line(6) == "Four customers, each with three answers."
    assert said.of_line(7) == "Four customers, each with three answers.\nnothing is known yet"
    assert said.of_line(9) == ""
    assert said.of_line(13) == ""
    assert said.of_line(19) == "As far as the rate says."
    assert said.of_function("step") == "Go a little way downhill."
    assert said.of_function("other") == ""
    assert said.are_there


DOCUMENTED = '''"""A network of one layer.

It learns slowly.
"""
import numpy as np
class Layer:
    """Weights and a function."""
    def __init__(self):
        self.w = np.zeros(2)
    def out(self, x):
        """What it says."""
        return x @ self.w
class Net:
    def __init__(self):
        self.layer = Layer()
    def out(self, x):
        """What all of it says."""
        return self.layer.out(x)
net = Net()
for i in range(3):
    y = net.out(np.ones(2))
'''


def test_what_says_nothing_of_itself_is_told_of_by_what_it_lies_in() -> None:
    said = OwnWords(Source("p.py", DOCUMENTED))
    program = "A network of one layer."
    assert [said.around(number) for number in (9, 12, 15, 18, 19)] == [
        "Weights and a function.",
        "What it says.",
        program,
        "What all of it says.",
        program,
    ]
    assert said.of_function("out") == ""
    assert said.of_function("Layer") == "Weights and a function."
    assert not OwnWords(Source("p.py", SILENT)).around(2)


def test_what_is_told_of_the_call_is_not_told_again() -> None:
    state = script(SAID.replace("w = step(w)", "w = step(step(w))")).state("0:3")
    assert "\n".join(map(text_of, content_of(Panel.TEXT, state, 38, 20).lines)).count("Go a little") == 1
    text = "\n".join(map(text_of, content_of(Panel.TEXT, script(DOCUMENTED).state("0:2"), 38, 20).lines))
    assert text.count("A network of one layer.") == 1


def told(position: str) -> str:
    lines = content_of(Panel.TEXT, script(SAID).state(position), 38, 20).lines
    return "\n".join(map(text_of, lines))


def test_they_are_told_beside_the_operation() -> None:
    assert "Four customers, each with" in told("setup:2")
    called = told("0:3")
    assert "step(w)" in called
    assert "Go a little way downhill." in called
    assert "Much more" not in called


def test_who_says_nothing_gives_its_place_to_the_listing_and_the_numbers() -> None:
    silent, telling = script(SILENT).state("0:3"), script(SAID).state("0:3")
    for size in ((120, 40), (200, 60)):
        without, with_text = places(silent, *size), places(telling, *size)
        assert Panel.TEXT not in without
        assert Panel.TEXT in with_text
        assert without[Panel.PROGRAM].rows > with_text[Panel.PROGRAM].rows
        assert without[Panel.NUMBERS].columns >= with_text[Panel.NUMBERS].columns - 10
        cells = sum(box.columns * box.rows for box in without.values())
        assert cells == size[0] * size[1]
    assert Panel.TEXT not in places(silent, 80, 24)
    assert Panel.NUMBERS in places(silent, 80, 24)
    assert "what and why" not in "\n".join(text_of(each) for each in screen(silent, 120, 40))


def test_single_numbers_are_short_and_lists_hold_numbers() -> None:
    text = "import numpy as np\nw = 3.2885560660887254\nv = np.float64(1) / 3\nn = 12345678\ntiny = 1.23456789e-9\n"
    text += "losses = [np.float64(22.3604), np.float64(1) / 3]\nlong = [0.1 + 0.2, 2]\n"
    state = script(text).state("setup:13")
    moment = state.moment
    assert moment is not None
    shown = "\n".join(text_of(each) for each in names(moment.names, 60))
    assert "w 3.28856" in shown
    assert "3.2885560660887254" not in shown
    assert "v 0.333333" in shown
    assert "n 12345678" in shown
    assert "tiny 1.23457e−9" in shown
    assert "[22.3604, 0.333333]" in shown
    assert "[0.3, 2]" in shown
    assert "float64" not in shown
