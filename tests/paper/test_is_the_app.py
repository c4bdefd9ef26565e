"""What is put on paper is what the app shows, cell for cell and colour for colour."""

from __future__ import annotations

import pytest
from rich.color import Color as RichColor
from screens.driver import NARROW, WIDE, Driver, drive
from seldom import mostly_slow

from tui_tutor.engine.watch.position import parse_position
from tui_tutor.lesson.find import find
from tui_tutor.lesson.load import load
from tui_tutor.paper.acting import filmed
from tui_tutor.paper.inks import Cell, Inks, Look
from tui_tutor.paper.sitting import Sitting
from tui_tutor.view.layout import is_wide
from tui_tutor.view.screen import screen
from tui_tutor.widgets.themes import ALL_THEMES


def painted(driver: Driver, columns: int, rows: int) -> list[list[Cell]]:
    """The cells of the app's screen, from the strips that its widgets give the terminal."""
    blank = ("", Look("", ""))
    grid = [[blank] * columns for _ in range(rows)]
    for box in driver.screen._panels.boxes.values():
        for y in range(box.region.height if box.display else 0):
            cells: list[Cell] = []
            for text, style, _ in box.render_line(y):
                assert style is not None
                colours = [_hex(style.color), _hex(style.bgcolor)]
                if style.reverse:
                    colours.reverse()
                weights = (bool(style.bold), bool(style.italic), bool(style.underline), bool(style.strike))
                cells += [(character, Look(colours[0], colours[1], *weights)) for character in text]
            grid[box.region.y + y][box.region.x : box.region.right] = cells
    return grid


def _hex(colour: RichColor | None) -> str:
    assert colour is not None
    return colour.get_truecolor().hex


def laid_out(at: str, size: tuple[int, int], theme: str, keys: str) -> list[list[Cell]]:
    """The same on paper, after some keys."""
    with Sitting(load(find("toy_brain")), parse_position(at), wide=is_wide(*size), seconds=60) as sitting:
        sitting.opened()
        last = list(filmed(sitting, keys.split()))[-1]
    return Inks(ALL_THEMES[theme]).grid(screen(last.state, *size))


@pytest.mark.parametrize(
    ("at", "size", "theme", "keys"),
    mostly_slow(
        [
            ("0:3", WIDE, "toytutor", ""),
            ("0:3", NARROW, "nord", "right right"),
            ("0:3", WIDE, "toytutor", "t"),
            ("0:36", WIDE, "toytutor-light", "right down ]"),
            ("setup:1", NARROW, "dracula", "end"),
            ("120:40", WIDE, "textual-light", "v v v v v"),
            ("setup:1", WIDE, "toytutor", "v"),
            ("0:3", NARROW, "toytutor", "v v"),
            ("0:3", NARROW, "toytutor", "v ]"),
        ],
        [("0:3", NARROW, "nord", "right right")],
    ),
)
def test_the_screen_on_paper_is_the_apps(
    at: str, size: tuple[int, int], theme: str, keys: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLORTERM", "truecolor")
    wanted = laid_out(at, size, theme, keys)

    async def steps(driver: Driver) -> None:
        names = {"]": "right_square_bracket"}
        await driver.press(*(names.get(key, key) for key in keys.split()))
        await driver.until(lambda: painted(driver, *size) == wanted)

    drive(steps, at=at, size=size, theme=theme)
