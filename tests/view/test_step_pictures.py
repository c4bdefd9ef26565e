from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from tui_tutor.engine.watch.position import Part
from tui_tutor.lesson.model import PICTURES, RESULTS, START
from tui_tutor.runner.protocol import Arrived, Measured
from tui_tutor.study.bowl import Bowl
from tui_tutor.study.bowl import bowl as measured
from tui_tutor.view.gallery import NONE, PLOT, available, chosen, gallery
from tui_tutor.view.keymap import USUAL
from tui_tutor.view.layout import Panel, arrange
from tui_tutor.view.lines import text_of, width
from tui_tutor.view.panels import content_of
from tui_tutor.view.replies import after
from tui_tutor.view.screen import inside
from tui_tutor.view.state import State
from view.opened import script, toy

NUMBERS = [START, *range(1, 14), RESULTS]

WIDE, NARROW = (inside(Panel.PICTURE, arrange(*size, Panel.PICTURE)[Panel.PICTURE]) for size in ((120, 40), (80, 24)))

SIGNS = {
    "network": "customers",
    "neurons": "across: drinks beer",
    "wishes": "add to it",
    "error": "mean |l2_error|",
    "s-curve": "nonlin(x)",
    "gaps": "◆ y",
    "bowl": "-D bowl",
    "survey": "has a",
}
"""What the picture of that name shows wherever it is drawn."""

PLAIN = "x = 1\nfor turn in range(3):\n    x = x + 1\n"


@cache
def first_places() -> dict[int, str]:
    """Where each text is met first, walking through the setup, the first iteration and the end."""
    places: dict[int, str] = {}
    for part in ("setup", "0", "end"):
        for number in range(1, toy().moment(f"{part}:1").operations + 1):
            shown = toy().moment(f"{part}:{number}")
            at_end = shown.position.place.part is Part.END
            text = RESULTS if at_end else START if shown.step is None else shown.step
            places.setdefault(text, f"{part}:{number}")
    return places


@cache
def the_bowl() -> Bowl:
    found = measured(toy().engine)
    assert found is not None
    return found


def arrived(state: State, place: str) -> State:
    return after(state, Arrived(1, toy().moment(place), None, ()))


def opening() -> State:
    return State(toy().lesson, toy().listing)


def text(state: State, size: tuple[int, int]) -> str:
    return "\n".join(text_of(each) for each in gallery(state, *size))


def test_every_text_is_met() -> None:
    assert sorted(first_places()) == NUMBERS


@pytest.mark.parametrize("number", NUMBERS)
def test_a_step_opens_with_the_picture_of_its_text(number: int) -> None:
    named = toy().lesson.texts[number].picture
    assert named in PICTURES
    before = replace(opening(), picture=next(name for name in PICTURES if name != named))
    state = arrived(before, first_places()[number])
    assert chosen(state) == named, "a picture that there is not yet would fall back to another"
    assert text_of(content_of(Panel.PICTURE, state, *WIDE).title)


@pytest.mark.parametrize("size", [WIDE, NARROW])
@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.slow
def test_it_is_really_drawn(number: int, size: tuple[int, int]) -> None:
    state = arrived(opening(), first_places()[number])
    name = chosen(state)
    if name == "bowl":
        state = after(state, Measured(2, the_bowl()))
    lines = gallery(state, *size)
    assert len(lines) <= size[1]
    assert all(width(each) <= size[0] for each in lines)
    assert len(lines) > 3, "words alone are fewer lines"
    assert SIGNS[name] in " ".join(text(state, size).split())


def test_walking_from_step_to_step_brings_each_picture_forward() -> None:
    state, seen = opening(), []
    for number in NUMBERS:
        state = arrived(state, first_places()[number])
        seen.append(chosen(state))
    assert seen == [toy().lesson.texts[number].picture for number in NUMBERS]


def test_inside_a_step_the_learner_s_choice_stays() -> None:
    state = replace(arrived(opening(), "0:3"), picture="gaps")
    assert chosen(arrived(state, "0:10")) == "gaps"
    assert chosen(arrived(state, "0:21")) == toy().lesson.texts[8].picture


def test_what_there_is_grows_with_the_program() -> None:
    assert available(opening()) == []
    at_start = available(arrived(opening(), "setup:1"))
    assert "s-curve" not in at_start
    assert "bowl" not in at_start
    assert available(arrived(opening(), "setup:2")) == [each for each in PICTURES if each in (*at_start, "s-curve")]
    assert available(arrived(opening(), "0:3")) == list(PICTURES)


def test_the_order_is_that_of_the_lessons() -> None:
    for place in first_places().values():
        names = available(arrived(opening(), place))
        assert names == sorted(names, key=PICTURES.index)


def test_each_of_them_is_another_picture() -> None:
    state = after(arrived(opening(), "0:12"), Measured(2, the_bowl()))
    shown = {name: text(replace(state, picture=name), WIDE) for name in available(state)}
    assert len(set(shown.values())) == len(PICTURES)
    for name, drawing in shown.items():
        alone = [sign for sign in SIGNS.values() if sign in " ".join(drawing.split())]
        assert SIGNS[name] in alone
        assert len(alone) == 1 or name in ("bowl", "neurons"), "these name what another one names as well"


def test_a_bowl_on_its_way_and_one_that_there_is_not_are_told_in_words() -> None:
    state = replace(arrived(opening(), "0:54"), picture="bowl")
    assert "is being computed" in " ".join(text(state, WIDE).split())
    assert "cannot be computed" in " ".join(text(after(state, Measured(2, None)), WIDE).split())
    kept = after(after(state, Measured(2, the_bowl())), Measured(3, None))
    assert "computed" not in text(kept, WIDE), "one that there was is kept"


@pytest.mark.parametrize("size", [WIDE, NARROW, (8, 3), (1, 1)])
@pytest.mark.parametrize("place", ["setup:1", "0:1", "2:2"])
def test_a_script_with_nothing_to_draw_says_so(place: str, size: tuple[int, int]) -> None:
    state = script(PLAIN).state(place)
    assert available(state) == []
    assert chosen(state) == ""
    words = f"{NONE} {USUAL.told(PLOT)}"
    assert text(state, size).replace("\n", " ").replace(" ", "") == words.replace(" ", "")
    for name in PICTURES:
        assert text(replace(state, picture=name), size) == text(state, size)
