"""Every page in plain signs, and every page read in other themes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rich.color import Color as RichColor
from textual.app import App
from widgets.seeing import ALL_THEMES, DEPTHS, apart

from screens.driver import Driver, drive
from screens.pages import in_front, pages, painted
from tui_tutor.view.pictures.bowl import SHADES
from tui_tutor.widgets.depth import Depth
from tui_tutor.widgets.shades import DRAWN, READ

PLAIN_PROGRAM = """# é ç 日本 – “quoted” ﷽ 🧠
import numpy as np

größe = np.array([1.0, 2.0])
text = "Ω≈ç√∫ 日本語 e\u0301 👩‍👩‍👧"
for j in range(3):
    größe = größe * 2
    print(text, "→")
"""


@pytest.mark.slow
def test_nothing_but_ascii_reaches_the_terminal() -> None:
    seen: dict[str, set[str]] = {}

    async def steps(driver: Driver) -> None:
        async for name in pages(driver):
            text = "".join(segment.text for strip in painted(driver.app) for segment in strip)
            seen[name] = {each for each in text if not each.isascii()}

    drive(steps, at="0:3", ascii_only=True)
    assert len(seen) > 25
    assert {name: each for name, each in seen.items() if each} == {}


@pytest.mark.slow
def test_what_a_program_holds_is_shown_plainly_as_well(tmp_path: Path) -> None:
    path = tmp_path / "größe.py"
    path.write_text(PLAIN_PROGRAM, encoding="utf-8")
    seen = []

    async def steps(driver: Driver) -> None:
        for key in ("right", "end", "L", "escape", "e"):
            await driver.pilot.press(key)
            await driver.settle()
            seen.append("\n".join("".join(segment.text for segment in strip) for strip in painted(driver.app)))

    drive(steps, path, ascii_only=True)
    assert all(map(str.isascii, seen))
    assert "gro?e = np.array([1.0, 2.0])" in seen[-1]
    assert 'text = "?~c?? ?????? e' in seen[-1]


DEFAULT = RichColor.default()


def faint(app: App[Any], theme: str, depth: Depth) -> dict[str, float]:
    """The texts in front that do not stand out enough from what they stand on."""
    found = {}
    for segment in (each for strip in in_front(app) for each in strip if each.style is not None):
        text = segment.text.strip()
        # A cell of the bowl is all ground, whatever sign is in it.
        if text and segment.style is not None and set(text) - set(SHADES):
            by = apart(segment.style, theme, depth)
            if by < (READ if any(map(str.isalnum, text)) else DRAWN):
                found[text] = round(by, 2)
    return found


def faint_on_pages(looks: list[tuple[str, Depth]], *, whole: bool) -> dict[tuple[str, str, Depth], dict[str, float]]:
    """What cannot be read on any page in any of some themes on terminals of some depths, by page, theme and depth."""
    seen: dict[tuple[str, str, Depth], dict[str, float]] = {}

    async def steps(driver: Driver) -> None:
        async for name in pages(driver, whole=whole):
            # Every picture at many places is looked at by its roles.
            if not name[0].isdigit():
                for theme, depth in looks:
                    driver.app.console._color_system = depth.value
                    driver.app.theme = theme
                    await driver.pilot.pause()
                    seen[name, theme, depth] = faint(driver.app, theme, depth)

    drive(steps, at="0:3")
    assert len(seen) > 12 * len(looks)
    return {key: each for key, each in seen.items() if each}


@pytest.mark.slow
def test_without_colours_one_sees_what_is_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    async def steps(driver: Driver) -> None:
        lists = (("w", "seed 2", "1 hidden neuron"), ("ctrl+p", "1 iteration on", "10 iterations on"))
        for key, chosen, other in lists:
            await driver.pilot.press(key)
            await driver.pilot.app.workers.wait_for_complete()
            await driver.pilot.pause(0.2)
            styles = {segment.text.strip(): segment.style for strip in in_front(driver.app) for segment in strip}
            assert str(styles[chosen]) != str(styles[other])
            assert {(each.color, each.bgcolor) for each in styles.values() if each} == {(DEFAULT, DEFAULT)}
            await driver.pilot.press("escape")
            await driver.settle()

    drive(steps, at="0:3")


@pytest.mark.slow
def test_every_page_can_be_read() -> None:
    looks = [("toytutor-light", Depth.FULL), ("textual-light", Depth.MANY)]
    assert faint_on_pages(looks, whole=False) == {}


@pytest.mark.slow
def test_every_page_can_be_read_everywhere() -> None:
    looks = [(theme, depth) for depth in DEPTHS for theme in ALL_THEMES]
    assert faint_on_pages(looks, whole=True) == {}
