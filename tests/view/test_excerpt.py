"""A line around a place in it: whole where there is room, else cut on both sides, never wider than there is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui_tutor.view.excerpt import excerpt

LONG = "x = " + " + ".join(f"f({number})" for number in range(200))


@pytest.mark.parametrize(
    ("text", "column", "end", "parts"),
    [
        ("    y = open('f')", 8, 12, ("y = ", "open", "('f')")),
        # Where nothing tells the end, it is that of the word.
        ("y = np.load('f')", 4, 0, ("y = ", "np.load", "('f')")),
        ("\tx\t= 1  ", 3, 4, ("x    ", "=", " 1")),
        ("名前 = open", 5, 9, ("名前 = ", "open", "")),
        ("x = (1,", 4, 1 << 30, ("x = ", "(1,", "")),
        ("x = (", 9, 0, ("x = (", "", "")),
        ("    x = 1", 0, 0, ("", "x", " = 1")),
        ("a\x1b[2J = 1", 0, 1, ("", "a", "␛[2J = 1")),
    ],
)
def test_a_line_that_has_room_is_whole(text: str, column: int, end: int, parts: tuple[str, str, str]) -> None:
    assert excerpt(text, column, end, 60) == parts


def test_of_a_long_line_what_surrounds_the_place_is_shown() -> None:
    column = LONG.index("f(100)")
    before, marked, after = excerpt(LONG, column, column + 6, 60)
    assert (before[0], marked, after[-1]) == ("…", "f(100)", "…")
    assert before.endswith("f(99) + ")
    assert after.startswith(" + f(101)")
    before, marked, after = excerpt(LONG, 0, 1, 60)
    assert (before, marked) == ("", "x")
    before, marked, after = excerpt(LONG, 0, len(LONG), 60)
    assert (before, marked[-1], after) == ("", "…", "")


@given(st.text(alphabet="ab 日\t+\u0301", max_size=200), st.integers(0, 210), st.integers(0, 210), st.integers(12, 80))
def test_it_is_never_wider_than_its_room(text: str, column: int, end: int, room: int) -> None:
    parts = excerpt(text, column, end, room)
    assert cell_len("".join(parts)) <= room
    if cell_len(text.replace("\t", "    ")) <= room and text.strip():
        assert "".join(parts) == text.strip().replace("\t", "    ")
