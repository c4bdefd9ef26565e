"""What is always on the screen as text: step, iteration, operation, the operation's code and its shape rule."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tui_tutor.engine.text.source import Source
from tui_tutor.lesson.model import Lesson
from tui_tutor.view.layout import Panel
from tui_tutor.view.lines import text_of
from tui_tutor.view.status import Run, status
from view.opened import FAILS, drawn, script, toy

EVERY = [(120, 40), (110, 34), (80, 24), (60, 20), (200, 60)]


@pytest.mark.parametrize("size", EVERY)
@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("setup:1", ("start", "setup · operation 1 of 16")),
        ("setup:4", ("step 2 of 13", "setup · operation 4 of 16")),
        ("0:3", ("step 7 of 13 · Feed forward", "iteration 0 of 60,000 · operation 3 of 54", "4×3 · 3×4 → 4×4")),
        ("253:3", ("step 7 of 13", "iteration 253 of 60,000 · operation 3 of 48", "np.dot(l0, syn0)")),
        ("10000:54", ("step 13 of 13", "iteration 10,000 of 60,000 · operation 54 of 54")),
        ("10000:3", ("step 7 of 13 · Feed forward", "iteration 10,000 of 60,000 · operation 3 of 54")),
        ("end:1", ("results", "end · operation 1 of 2")),
    ],
)
def test_where_the_learner_stands(place: str, words: tuple[str, ...], size: tuple[int, int]) -> None:
    text = "\n".join(drawn(toy().state(place), *size))
    assert [word for word in words if word not in text] == []


@pytest.mark.parametrize("size", EVERY)
def test_nothing_hides_the_place(size: tuple[int, int]) -> None:
    state = toy().state("59999:48")
    long = replace(state, lesson=replace(toy().lesson, title="a_script_with_a_very_long_name_" * 4 + ".py"))
    text = "\n".join(drawn(long, *size)[:2])
    assert "iteration 59,999 of 60,000 · operation 48 of 48" in text
    assert "step 13 of 13" in text


@pytest.mark.parametrize(
    ("run", "words"),
    [
        (Run(4321, 10_000, 60_000), "running: iteration 4,321 → 10,000"),
        (Run(4321, None, 60_000), "running: iteration 4,321 of 60,000"),
        (Run(4321, None, None), "running: iteration 4,321"),
    ],
)
def test_a_run_on_its_way(run: Run, words: str) -> None:
    state = replace(toy().state("0:3"), run=run)
    lines = drawn(state, 120, 40)
    assert words in lines[1]
    assert "esc" in lines[-1]


def test_before_anything_is_known() -> None:
    (line,) = status(toy().lesson, None, None, 120, 1)
    assert "opening" in text_of(line)


def test_a_script_counts_by_lines() -> None:
    assert "line 5" in drawn(script(FAILS).state("0:1"), 120, 40)[0]


@pytest.mark.parametrize("size", EVERY)
def test_a_failure_shows_its_message_and_both_shapes(size: tuple[int, int]) -> None:
    text = "\n".join(drawn(script(FAILS).state("0:2", tab=Panel.PICTURE), *size))
    assert "4×3 · 4×3 → ✗" in text
    told = " ".join(text.replace("│", " ").split())
    assert "the inner sizes, 3 and 4, have to be the same" in told
    # In the smallest terminal Python's own sentence is below what is seen.
    assert ("shapes (4,3) and (4,3) not aligned" in told) == (size != (60, 20))


def test_names_with_their_shapes_on_their_tab() -> None:
    text = "\n".join(drawn(toy().state("end:2", tab=Panel.NUMBERS), 80, 60))
    names = ("X 4×3", "y 4×1", "syn0 3×4", "syn1 4×1", "l0 = X 4×3", "l1 4×4", "l2 4×1", "l2_error 4×1")
    assert [name for name in (*names, "l2_delta 4×1", "l1_error 4×4", "l1_delta 4×4") if name not in text] == []


def test_no_control_character_reaches_the_screen() -> None:
    text = 'word = "\\x1b[2J\\tz"\nprint("\\x1b[31mred\\x07\\n\\ttab")\nlast = {"k": "\\x9b"}\n'
    for place in ("setup:1", "setup:2", "setup:3"):
        for size in EVERY:
            lines = drawn(script(text).state(place, tab=Panel.PRINTED), *size)
            assert all(line.isprintable() for line in lines)


def test_what_numpy_prints_stays_aligned() -> None:
    lines = drawn(toy().state("end:2", tab=Panel.PRINTED), 120, 40)
    column = {line.index("[0.99672209]") for line in lines if "[0.99672209]" in line and "▏" not in line}
    first = {line.index("[[0.99701711]") for line in lines if "[[0.99701711]" in line and "▏" not in line}
    assert column == {at + 1 for at in first}


def test_a_program_without_operations() -> None:
    lesson = Lesson("empty", toy().lesson.path, Source("empty.py", "\n"), "empty.py")
    state = replace(toy().state("setup:1"), lesson=lesson, moment=None)
    assert "being opened" in "\n".join(drawn(state, 120, 40))


TURNS = """import numpy as np
X = np.ones((60, 3))
w = np.zeros(3)
for epoch in range(1000):
    for sample in range(60):
        w = w + X[sample]
    for k in range(2):
        w = w * 0.5
"""


@pytest.mark.parametrize("size", EVERY)
def test_an_inner_loop_is_told_with_the_main_one(size: tuple[int, int]) -> None:
    state = script(TURNS).state("999:71")
    shown = "\n".join(drawn(state, *size)[:2])
    assert "iteration 999 of 1,000 · sample 17" in shown
    assert ("sample 17 of 60" in shown) == (size[0] > 66)
    assert "operation 71 of 249" in shown
    nameless = "\n".join(drawn(script(TURNS).state("3:249"), *size)[:2])
    assert "iteration 3 of 1,000 · turn 1" in nameless


@pytest.mark.parametrize(("place", "offered"), [("3:1", False), ("3:71", True), ("3:249", True), ("setup:3", False)])
def test_its_keys_are_offered_where_one_stands_in_it(place: str, offered: bool) -> None:
    state = script(TURNS).state(place)
    footer = drawn(state, 120, 40)[-1]
    assert ("} sample" in footer or "} turn" in footer) == offered
    explained_keys = {key for _, entries in state.keys.groups(state.offers) for key, _ in entries}
    assert ({"{", "}"} <= explained_keys) == offered
