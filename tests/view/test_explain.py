from __future__ import annotations

import ast
from dataclasses import replace

import pytest

from tui_tutor.view.cursor import Cursor
from tui_tutor.view.explain import PANELS, PICTURES, explained, explained_name, places, topic, topics
from tui_tutor.view.gallery import chosen
from tui_tutor.view.goals import question
from tui_tutor.view.keymap import USUAL
from tui_tutor.view.keys import COMMANDS, IN_INNER_LOOPS, IN_LOOPS, WITH_STEPS
from tui_tutor.view.layout import FOCUSABLE, Panel
from tui_tutor.view.lines import text_of, width
from tui_tutor.view.state import State
from tui_tutor.view.wording import in_words_of
from view.opened import script, toy


def text(state: State, panel: Panel | None = None, columns: int = 90) -> str:
    return "\n".join(text_of(each) for each in explained(state, panel, columns))


@pytest.mark.parametrize("panel", FOCUSABLE)
def test_the_focused_panel_comes_first(panel: Panel) -> None:
    state = toy().state("0:3")
    told = " ".join(text(state, panel).split())
    expected = PICTURES[chosen(state)] if panel is Panel.PICTURE else PANELS[panel]
    assert told.index(" ".join(expected.split())[:40]) < told.index("Step by step")


def test_of_a_script_the_text_is_what_its_author_says() -> None:
    told = " ".join(text(script("a = 1  # one\n").state("setup:1"), Panel.TEXT).split())
    assert "comments and docstrings of the program" in told
    assert "of the lesson, and what" not in told


@pytest.mark.parametrize("picture", sorted(PICTURES))
def test_each_picture_is_explained(picture: str) -> None:
    told = text(replace(toy().state("253:20"), picture=picture), Panel.PICTURE)
    assert " ".join(told.split()).count(" ".join(PICTURES[picture].split())[:40]) == 1


def test_every_key_is_in_it() -> None:
    state = toy().state("0:3")
    told = " ".join(text(state).split())
    offered = [each for each in COMMANDS if each.help and state.offers(each)]
    first = {each.shown: in_words_of(state.lesson, USUAL.help(each)).split(",")[0] for each in offered}
    assert [key for key, words in first.items() if words not in told] == []


def test_every_name_says_what_it_is_where_it_is_made_and_used() -> None:
    told = " ".join(" ".join(text_of(each) for each in explained_name(toy().state("0:3"), "syn0", 90)).split())
    assert told.startswith("syn0 The 12 weights from the 3 questions to the 4 hidden neurons")
    assert "shape 3×4 (question × hidden)" in told
    assert "learned by the loop" in told
    assert "made in lines 47, 82" in told
    assert "used in line 58" in told


def test_an_alias_says_so() -> None:
    told = " ".join(text_of(each) for each in explained_name(toy().state("0:3"), "l0", 90))
    assert "another name for X" in told


def test_what_the_cursor_is_on_is_explained_before_the_keys() -> None:
    state = replace(toy().state("0:3"), cursor=Cursor(Panel.NUMBERS, "syn1", 0, 0))
    told = text(state, Panel.NUMBERS)
    assert told.index("syn1") < told.index("Step by step")


def test_every_term_of_the_glossary_is_in_it() -> None:
    state = toy().state("0:3")
    told = text(state)
    assert state.lesson.glossary
    assert [term for term in state.lesson.glossary if term[:14] not in told] == []


def test_names_and_terms_can_be_searched_for() -> None:
    found = dict(topics(toy().state("0:3")))
    assert {"syn0", "l2_delta", "sigmoid", "gradient descent"} <= set(found)
    for name in found:
        assert topic(toy().state("0:3"), name, 80)


def test_a_plain_script_has_help_too() -> None:
    state = script("import numpy as np\na = np.ones(3)\nb = a * 2\n").state("setup:4")
    told = " ".join(text(state).split())
    assert "shape 3," in told
    assert "made in line 3" in told


@pytest.mark.parametrize("columns", [30, 50, 96])
def test_it_is_never_wider_than_asked(columns: int) -> None:
    lines = explained(toy().state("0:3"), Panel.NUMBERS, columns)
    assert max(map(width, lines)) <= max(columns, 38)


def test_places_of_functions_and_parameters() -> None:
    tree = ast.parse("def f(x):\n    return x\n\ny = f(1)\ny += f(y)\n")
    assert places(tree, "f") == ([1], [4, 5])
    assert places(tree, "x") == ([1], [2])
    assert places(tree, "y") == ([4, 5], [])


def test_a_program_offers_the_keys_of_what_it_has() -> None:
    plain = script("x = 1\ny = x + 1\n").state("setup:1")
    offered = {each.name for each in COMMANDS if plain.offers(each)}
    assert not offered & (IN_LOOPS | WITH_STEPS | IN_INNER_LOOPS)
    told = text(plain)
    assert "iterations on" not in told
    assert "next step of the lesson" not in told
    assert "error <" not in question(plain)
    assert "253" not in question(plain)
    assert {each.name for each in COMMANDS if toy().state("0:3").offers(each)} >= (IN_LOOPS | WITH_STEPS)
    assert "step 7" in question(toy().state("0:3"))
