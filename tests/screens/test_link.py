"""A link is the command that opens exactly here again."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

import pytest

from screens.driver import NARROW, Driver, drive
from tui_tutor.commands.pages import TUTOR
from tui_tutor.commands.parser import parser_of
from tui_tutor.lesson.find import find
from tui_tutor.lesson.link import reopening, short_content
from tui_tutor.lesson.load import load
from tui_tutor.screens.linking import LinkScreen
from tui_tutor.view.gallery import chosen
from tui_tutor.view.layout import Panel
from tui_tutor.view.lines import text_of

SCRIPT = "import numpy as np\nx = np.arange(3)\nfor j in range(3):\n    x = x + 1\n"


@pytest.mark.slow
def test_the_command_is_shown_copied_and_told_again() -> None:
    made: list[str] = []

    async def steps(driver: Driver) -> None:
        while chosen(driver.screen.state) != "neurons":
            await driver.press("v")
        await driver.press("y")
        assert isinstance(driver.app.screen, LinkScreen)
        made.append(driver.app.clipboard)
        assert driver.screen.parting == [f"this opens where you were: {driver.app.clipboard}"]
        await driver.press("escape")
        await driver.press("y", "escape")
        assert len(driver.screen.parting) == 1

    drive(steps, at="1:7")
    assert made == ["toytutor toy_brain --at 1:7 --picture neurons"]
    given = parser_of(TUTOR).parse_args(shlex.split(made[0])[1:])

    async def again(driver: Driver) -> None:
        assert driver.position == "1:7"
        assert chosen(driver.screen.state) == "neurons"

    drive(again, at=given.at, picture=given.picture)


@pytest.mark.slow
def test_a_changed_program_has_the_link_of_the_original() -> None:
    async def steps(driver: Driver) -> None:
        await driver.press("w", "enter", "s")
        await driver.until(lambda: driver.screen.state.changed is not None and driver.screen.state.moment is not None)
        await driver.press("y")
        assert driver.app.clipboard.startswith("toytutor toy_brain --at 1:3")
        sheet = driver.app.screen
        assert isinstance(sheet, LinkScreen)
        assert "It opens the original program" in " ".join(map(text_of, sheet.lines(80)))

    drive(steps, at="1:3")


@pytest.mark.slow
def test_where_it_is_narrow_the_picture_comes_to_the_front() -> None:
    async def steps(driver: Driver) -> None:
        assert driver.screen.state.tab is Panel.PICTURE
        assert chosen(driver.screen.state) == "gaps"

    drive(steps, at="0:22", picture="gaps", size=NARROW)


@pytest.mark.slow
def test_a_picture_that_is_not_there_is_told() -> None:
    async def steps(driver: Driver) -> None:
        assert driver.note.startswith("there is no picture 'bowl' here; there are: ")
        await driver.press("right")
        assert driver.note == ""

    drive(steps, at="setup:1", picture="bowl")


@pytest.mark.skipif(os.name == "nt", reason="command lines are written otherwise there")
def test_a_script_is_told_by_its_path_and_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "my program.py"
    path.write_text(SCRIPT)
    lesson = load(path)
    content = short_content(lesson)
    assert len(content) == 8
    assert reopening(lesson, "1:2", "") == f"toytutor '{path}' --at 1:2 --content {content}"
    monkeypatch.chdir(tmp_path)
    assert reopening(lesson, "1:2", "error") == (
        f"toytutor './my program.py' --at 1:2 --picture error --content {content}"
    )
    path.write_text(f"{SCRIPT}# changed\n")
    assert short_content(load(path)) != content


@pytest.mark.skipif(os.name == "nt", reason="command lines are written otherwise there")
@pytest.mark.parametrize("name", ["check", "-x", "mine"])
def test_a_listed_lesson_s_link_opens_it_whatever_it_is_called(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / name
    folder.mkdir()
    (folder / "program.py").write_text(f"#1 One\n{SCRIPT}")
    (folder / "lesson.toml").write_text('format = 1\ntitle = "Mine"\nsummary = "One."\n')
    (folder / "01_one.md").write_text('+++\ntitle = "One"\n+++\n\nOne.\n')
    monkeypatch.setenv("TOYTUTOR_LESSONS", str(tmp_path))
    given = parser_of(TUTOR).parse_args(shlex.split(reopening(load(find(name)), "0:1", "error"))[1:])
    assert (given.lesson, given.at, given.picture) == (name, "0:1", "error")
