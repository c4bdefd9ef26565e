"""The list of lessons in the app: the shipped ones, and a user's own."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import OptionList

from screens.driver import Driver, drive
from tui_tutor.lesson.find import DEFAULT, find, shipped

PROGRAM = "#1 Double it\nx = 1\nfor j in range(3):\n    x = x + x\n"


def write_lesson(folder: Path, toml: str) -> None:
    folder.mkdir(parents=True)
    (folder / "lesson.toml").write_text(toml)
    (folder / "program.py").write_text(PROGRAM)
    (folder / "01_double.md").write_text('+++\ntitle = "Double it"\n+++\n\nTwice.\n')


@pytest.mark.slow
def test_own_lessons_are_listed_and_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOYTUTOR_LESSONS", str(tmp_path))
    write_lesson(tmp_path / "bad", "format = 2\n")
    write_lesson(tmp_path / "mine", 'format = 1\ntitle = "My [own]"\nsummary = "Doubles."\norder = 1\n')
    write_lesson(tmp_path / DEFAULT, 'format = 1\ntitle = "The toy brain"\norder = 2\n')

    async def steps(driver: Driver) -> None:
        await driver.pilot.press("L")
        await driver.settle()
        entries = driver.app.screen.query_one(OptionList)
        options = [entries.get_option_at_index(at) for at in range(entries.option_count)]
        assert [each.id for each in options] == [*shipped(), "mine", str(tmp_path / DEFAULT), None]
        assert str(options[-3].prompt) == "My [own]   (new, mine)\n  Doubles."
        assert str(options[-2].prompt) == f"The toy brain   (new, {tmp_path / DEFAULT})\n  "
        assert str(options[-1].prompt) == "bad   (broken: 2 problems)\n  toytutor check bad says which"
        assert options[-1].disabled
        entries.highlighted = len(shipped())
        await driver.pilot.press("enter")
        await driver.until(lambda: driver.screen.state.lesson.path == find("mine"))
        await driver.until(lambda: driver.screen.state.moment is not None)
        assert driver.screen.state.lesson.title == "My [own]"

    drive(steps, at="0:3")
