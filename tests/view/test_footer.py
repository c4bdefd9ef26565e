from __future__ import annotations

from itertools import product

import pytest

from tui_tutor.lesson.find import find
from tui_tutor.lesson.load import load
from tui_tutor.view.keys import footer_keys
from tui_tutor.view.layout import FOCUSABLE, SMALLEST
from tui_tutor.view.lines import text_of, width
from tui_tutor.view.listing import Listing
from tui_tutor.view.panels import footer
from tui_tutor.view.state import State

LESSON = load(find("toy_brain"))
GOING_ON: tuple[dict[str, bool], ...] = (
    {},
    {"running": True},
    {"playing": True},
    {"replaying": True},
    {"acting": True},
    {"loop": False},
)


def shown(columns: int, keys: list[tuple[str, str]], note: str | None = None) -> str:
    row = footer(State(LESSON, Listing(LESSON.source), note=note), columns, keys)
    assert width(row) == columns
    return text_of(row)


@pytest.mark.parametrize("note", [None, "welcome back", "a note " * 60])
def test_how_to_quit_is_always_in_the_footer(note: str | None) -> None:
    for columns in (*range(SMALLEST[0], 131), 250):
        for going_on, focused in product(GOING_ON, (None, *FOCUSABLE)):
            for picture in ("error", "network"):
                keys = footer_keys(**going_on, focused=focused, picture=picture)
                assert shown(columns, keys, note).endswith(" q quit ")


def test_the_last_key_stays_where_there_is_no_room_for_all() -> None:
    for columns in range(SMALLEST[0], 131):
        for focused in (None, *FOCUSABLE):
            assert " ? help " in shown(columns, footer_keys(focused=focused))


def test_all_seven_keys_have_room_in_eighty_columns() -> None:
    row = shown(80, footer_keys())
    assert all(f" {key} {words} " in row for key, words in footer_keys())
