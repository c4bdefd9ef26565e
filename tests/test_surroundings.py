from __future__ import annotations

import io

import pytest

from tui_tutor.surroundings import asks_for_no_colour, can_draw, motion_from, theme_from

THEMES = ("toytutor", "nord")


@pytest.mark.parametrize(
    ("asked", "theme"),
    [("nord", "nord"), (" nord ", "nord"), ("mine, nord", "nord"), ("", None), (",", None), ("mine", None)],
)
def test_the_first_theme_that_is_there(asked: str, theme: str | None) -> None:
    assert theme_from({"TEXTUAL_THEME": asked}, THEMES)[0] == theme


def test_only_an_unknown_theme_is_spoken_of() -> None:
    assert theme_from({"TEXTUAL_THEME": "mine"}, THEMES)[1] is not None
    assert theme_from({"TEXTUAL_THEME": "mine,nord"}, THEMES)[1] is None
    assert theme_from({}, THEMES) == (None, None)


def test_motion() -> None:
    asked = ("none", "NONE", "basic", "full", "", "more")
    told = [motion_from({"TEXTUAL_ANIMATIONS": each}) for each in asked]
    assert told == ["none", "none", "reduced", "full", None, None]
    assert motion_from({}) is None


def test_no_colour_counts_when_it_is_not_empty() -> None:
    assert [asks_for_no_colour(each) for each in ({}, {"NO_COLOR": ""}, {"NO_COLOR": "0"})] == [False, False, True]


@pytest.mark.parametrize(
    ("encoding", "can"), [("utf-8", True), ("ascii", False), ("latin-1", False), ("cp437", False), ("utf-16", True)]
)
def test_what_a_stream_can_draw(encoding: str, can: bool) -> None:
    assert can_draw(io.TextIOWrapper(io.BytesIO(), encoding=encoding)) is can


def test_a_stream_without_an_encoding_may_draw() -> None:
    assert can_draw(None)
    assert can_draw(io.StringIO())
