from __future__ import annotations

import re

import pytest

from tui_tutor.paper.strokes import HEIGHT, STYLE, WIDTH, Pen, drawn, is_drawn

DRAWN = [chr(code) for code in (*range(0x2190, 0x2780), *range(0x2801, 0x2900)) if is_drawn(chr(code))]
COMMAND = re.compile(r"([A-Za-z])([^A-Za-z]*)")


def points(path: str) -> list[tuple[float, float]]:
    """Where a path goes, arcs by their ends."""
    x = y = 0.0
    found = []
    for name, text in COMMAND.findall(path):
        numbers = [float(each) for each in re.findall(r"-?[\d.]+", text)]
        if name == "M":
            x, y = numbers
        elif name in "ml":
            x, y = x + numbers[0], y + numbers[1]
        elif name == "a":
            x, y = x + numbers[5], y + numbers[6]
        elif name in "hv":
            x, y = (x + numbers[0], y) if name == "h" else (x, y + numbers[0])
        else:
            assert name == "z"
        found.append((x, y))
    return found


def test_most_of_what_the_tutor_draws_with_is_drawn() -> None:
    assert set("─│╭╮╰╯├┤┬┴┼━┃┏┓┗┛╌╎┊╱╲═█░▒▓▁▔●○◆▸▹▾▴▶◀✓✗⋯⋮⣿⠁") <= set(DRAWN)
    assert not any(map(is_drawn, "aé−× ·→ᵀ中⠀"))


@pytest.mark.parametrize("count", [1, 3])
def test_what_is_drawn_stays_in_its_cells(count: int) -> None:
    for character in DRAWN:
        found = [each for _, path in drawn(character, 40, 32, count) for each in points(path)]
        assert found, character
        assert min(x for x, _ in found) >= 40, character
        assert max(x for x, _ in found) <= 40 + count * WIDTH, character
        assert min(y for _, y in found) >= 32, character
        assert max(y for _, y in found) <= 32 + HEIGHT, character


@pytest.mark.parametrize(
    ("characters", "sides"),
    [
        ("─━", ("left", "right")),
        ("│┃", ("top", "bottom")),
        ("╭┌┏", ("right", "bottom")),
        ("╮┐┓", ("left", "bottom")),
        ("╰└┗", ("right", "top")),
        ("╯┘┛", ("left", "top")),
        ("├┣", ("top", "right", "bottom")),
        ("┤", ("top", "left", "bottom")),
        ("┬", ("left", "right", "bottom")),
        ("┴", ("left", "right", "top")),
        ("┼╋┿", ("left", "right", "top", "bottom")),
    ],
)
def test_frames_reach_the_middle_of_their_sides(characters: str, sides: tuple[str, ...]) -> None:
    places = {"left": (0, 8), "right": (8, 8), "top": (4, 0), "bottom": (4, 16)}
    for character in characters:
        found = {each for _, path in drawn(character, 0, 0) for each in points(path)}
        touched = {side for side, place in places.items() if place in found}
        assert touched == set(sides), character


def test_braille_dots_are_evenly_spread_over_neighbouring_cells() -> None:
    found = sorted(points(drawn("⣿", 0, 0)[0][1]) + points(drawn("⣿", 8, 16)[0][1]))
    dots = sorted({(x, y) for x, y in found})
    assert len(dots) == 16
    assert sorted({x for x, _ in dots}) == [2, 6, 10, 14]
    assert sorted({y for _, y in dots}) == list(range(2, 32, 4))
    assert points(drawn("⡂", 0, 0)[0][1])[::2] == [(2, 6), (2, 14)]


def test_a_line_over_several_cells_is_one_path() -> None:
    assert drawn("─", 8, 16, 5) == [(Pen.LIGHT, "M8 24h40")]
    assert drawn("█", 0, 0, 2) == [(Pen.FILL, "M0 0h16v16h-16z")]


def test_every_pen_has_a_rule() -> None:
    assert all(f".{pen.value}" in STYLE for pen in Pen)
