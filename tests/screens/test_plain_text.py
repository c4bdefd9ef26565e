"""Names with brackets, and text that a terminal would obey, in what Textual draws."""

from __future__ import annotations

from pathlib import Path

import pytest
from hostile import OBEYED, write_hostile_lesson
from textual.widgets import Input, OptionList

from screens.driver import Driver, drive
from tui_tutor.screens.edit import EditScreen
from tui_tutor.widgets.editor import Editor

TEXT = 'a = "\x1b]52;c;aGk=\x07"\r\nb = "\x85\u2028\x0c"  # \u202e\r\nfor j in range(3):\r\n\tpass\r\n'


@pytest.mark.slow
def test_a_name_is_no_markup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    async def steps(driver: Driver) -> None:
        await driver.pilot.press("w")
        await driver.pilot.pause()
        names = driver.app.screen.query_one(OptionList)
        prompts = [str(option.prompt) for option in names.options]
        assert "[/foo][@click=app.screenshot('stolen.svg','.')]x[/][bold]$y \\[" in prompts[0]
        assert prompts[0].startswith("Zzwhatif␛]52;c;")
        await driver.pilot.click(OptionList, offset=(60, 0))
        await driver.pilot.pause()

    drive(steps, write_hostile_lesson(tmp_path / "[b]lesson"))
    assert [each.name for each in tmp_path.iterdir()] == ["[b]lesson"]


@pytest.mark.slow
def test_the_editor_keeps_what_it_cannot_show(tmp_path: Path) -> None:
    path = tmp_path / "[b]x\x1b.py"
    path.write_bytes(TEXT.encode())

    async def steps(driver: Driver) -> None:
        await driver.pilot.press("e")
        await driver.pilot.pause()
        editor = driver.app.screen.query_one(Editor)
        assert isinstance(driver.app.screen, EditScreen)
        assert editor.render_lines(editor.region.reset_offset)[0].text.count("[b]x␛.py") == 1
        assert driver.app.screen.text == TEXT
        assert [editor.document.get_line(row)[:4] for row in range(4)] == ["a = ", "b = ", "for ", "\tpas"]
        drawn = "".join(segment.text for y in range(4) for segment in editor.render_line(y))
        assert 'a = "␛]52;c;aGk=␇"' in drawn
        assert drawn.isprintable()
        editor.insert(OBEYED, (0, 0))
        assert driver.app.screen.text == OBEYED + TEXT
        driver.app.screen.action_original()
        assert driver.app.screen.text == TEXT
        editor.action_undo()
        assert driver.app.screen.text == OBEYED + TEXT
        editor.action_select_all()
        assert editor.selected_text == OBEYED + TEXT
        editor.action_cut()
        assert driver.app.clipboard == OBEYED + TEXT

    drive(steps, path)


def test_a_line_to_type_into_holds_nothing_to_obey() -> None:
    async def steps(driver: Driver) -> None:
        await driver.pilot.press("g")
        await driver.pilot.pause()
        field = driver.app.screen.query_one(Input)
        field.insert_text_at_cursor(f"a\t{OBEYED}b")
        assert field.value.isprintable()
        assert field.value.startswith("a    ␛]52;c;aGk=␇")
        await driver.pilot.press("enter")
        await driver.settle()
        assert "cannot be read" in driver.note

    drive(steps, "toy_brain")
