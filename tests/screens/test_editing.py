"""The editor: what is typed is checked, kept, stepped, and written to files."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input, Label, TextArea

from screens.changing import SEED_2, TEXT, TOY, edit, leave, press, run, settled, until
from screens.driver import Driver
from tui_tutor.lesson.newfile import write_new
from tui_tutor.runner.protocol import Arrived, Died, Progress
from tui_tutor.screens import edit as edit_screen
from tui_tutor.screens.edit import EditScreen

ERROR_LINE = TEXT[: TEXT.index("l2_error = y - l2")].count("\n") + 1


def problems(driver: Driver) -> str:
    return str(driver.app.screen.query_one("#problems", Label).content)


@pytest.mark.slow
def test_e_shows_the_program_and_esc_leaves_it_as_it_is() -> None:
    async def steps(driver: Driver) -> None:
        client = driver.client
        area = await edit(driver)
        assert area.text == TEXT
        assert area.border_title == "program.py"
        await leave(driver)
        assert driver.screen.client is client
        assert driver.screen.state.changed is None

    run(steps)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (TEXT.replace("l2_error = y - l2", "l2_error = y -"), f"line {ERROR_LINE}: "),
        (TEXT.replace("import numpy as np", "import numpy as np, socket"), "line 3: "),
    ],
    ids=["syntax", "guard"],
)
@pytest.mark.few(1)
def test_a_problem_is_told_at_its_line_and_nothing_typed_is_lost(text: str, told: str) -> None:
    async def steps(driver: Driver) -> None:
        line = int(told.split()[1].rstrip(":"))
        assert text.splitlines()[line - 1] != TEXT.splitlines()[line - 1]
        area = await edit(driver, text)
        await press(driver, "escape")
        assert isinstance(driver.app.screen, EditScreen)
        assert problems(driver).startswith(told)
        assert "esc once more leaves" in problems(driver)
        assert area.cursor_location[0] == line - 1
        await leave(driver)
        assert driver.screen.state.changed is None
        assert driver.screen.state.lesson == TOY
        await driver.press("right")
        again = await edit(driver)
        assert again.text == text
        await press(driver, "escape")
        await leave(driver)

    run(steps)


@pytest.mark.slow
def test_many_problems_are_cut_short() -> None:
    async def steps(driver: Driver) -> None:
        modules = ("socket", "subprocess", "ctypes", "shutil", "pickle", "ftplib", "tempfile")
        await edit(driver, "".join(f"import {each}\n" for each in modules))
        await press(driver, "escape")
        assert problems(driver).count("line ") == 4
        assert "and 3 more" in problems(driver)
        await leave(driver)

    run(steps)


@pytest.fixture
def unseen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The editor sees nothing wrong with any text: the process of the program refuses it."""
    monkeypatch.setattr(edit_screen, "problems_of", lambda *_: [])


REFUSED = "import socket\nfor j in range(9):\n    x = j\n"


@pytest.mark.usefixtures("unseen")
@pytest.mark.slow
def test_a_change_that_cannot_be_opened_leaves_the_old_program_and_says_why(tmp_path: Path) -> None:
    async def steps(driver: Driver) -> None:
        client, text = driver.client, "x = 0\n" + REFUSED
        await edit(driver, text)
        await press(driver, "escape")
        await until(driver, lambda: driver.screen.client is client)
        await until(driver, lambda: isinstance(driver.app.screen, EditScreen) and bool(problems(driver)))
        assert problems(driver).startswith("line 2: `socket` cannot be imported here")
        assert driver.app.screen.query_one(TextArea).text == text
        await leave(driver)
        assert driver.app.is_running
        state = driver.screen.state
        assert (state.changed, state.lesson.source.text, driver.position) == (None, "x = 0\n", "setup:1")
        assert not client._link.has_ended
        assert driver.screen._left is None
        await driver.press("z")
        assert driver.note == "this is the original"
        assert (await edit(driver)).text == text, "what was typed is kept"

    path = tmp_path / "script.py"
    path.write_text("x = 0\n")
    run(steps, path, None)


@pytest.mark.usefixtures("unseen")
@pytest.mark.slow
def test_a_second_change_that_cannot_be_opened_leaves_the_first() -> None:
    async def steps(driver: Driver) -> None:
        await edit(driver, SEED_2)
        await leave(driver)
        await settled(driver)
        await driver.press("i")
        client, where = driver.client, driver.position
        await edit(driver, REFUSED)
        await press(driver, "escape")
        await until(driver, lambda: isinstance(driver.app.screen, EditScreen) and bool(problems(driver)))
        assert driver.screen.client is client
        assert (driver.screen.state.changed, driver.position) == ("your edit", where)
        await leave(driver)
        await press(driver, "z")
        await settled(driver)
        assert driver.screen.state.lesson == TOY
        assert driver.position == "0:20"

    run(steps)


@pytest.mark.slow
def test_what_a_program_that_was_left_still_says_is_not_taken_for_the_new_one_s() -> None:
    async def steps(driver: Driver) -> None:
        screen, old = driver.screen, driver.client
        moment = screen.state.moment
        assert moment is not None
        heard = old._on_reply
        assert heard is not None
        await edit(driver, SEED_2)
        await press(driver, "escape")
        await until(driver, lambda: screen.state.changed == "your edit" and screen._left is None)
        await settled(driver)
        state = screen.state
        for reply in (
            Arrived(old.last_number, moment, "late", ((7, 0.5),)),
            Progress(old.last_number, 7, 9, 60_000, (), ((7, 0.5),)),
            Died(-9),
        ):
            heard(reply)
            await driver.pilot.pause()
        assert screen.state is state

    run(steps)


@pytest.mark.slow
def test_what_is_left_goes_on_hearing_until_the_other_has_opened() -> None:
    async def steps(driver: Driver) -> None:
        screen, old = driver.screen, driver.client
        moment = screen.state.moment
        assert moment is not None
        heard = old._on_reply
        assert heard is not None
        await edit(driver, "x = sum(range(10**12))\n")
        await press(driver, "escape")
        await until(driver, lambda: screen.state.changed == "your edit")
        state = screen.state
        heard(Arrived(old.last_number, moment, None, ((7, 0.5),)))
        await driver.pilot.pause()
        assert screen._left is not None
        assert screen._left.state.curve[-1] == (7, 0.5)
        assert screen.state is state
        await press(driver, "z")
        await settled(driver)

    run(steps)


@pytest.mark.slow
def test_a_change_that_never_opens_is_left_for_the_original() -> None:
    async def steps(driver: Driver) -> None:
        await edit(driver, "x = sum(range(10**12))\n")
        await press(driver, "escape")
        await until(driver, lambda: driver.screen.state.changed == "your edit")
        endless = driver.screen.client
        await press(driver, "z")
        await settled(driver)
        assert driver.screen.state.lesson == TOY
        assert driver.position == "0:20"
        await until(driver, lambda: endless._link.has_ended)

    run(steps)


@pytest.mark.slow
def test_a_text_with_a_problem_that_is_mended_is_stepped() -> None:
    async def steps(driver: Driver) -> None:
        area = await edit(driver, "import socket\n")
        await press(driver, "escape")
        area.replace(SEED_2, (0, 0), area.document.end)
        await driver.pilot.pause()
        await leave(driver)
        await settled(driver)
        assert driver.screen.state.changed == "your edit"

    run(steps)


def test_a_good_change_is_stepped() -> None:
    async def steps(driver: Driver) -> None:
        await edit(driver, SEED_2)
        await leave(driver)
        await settled(driver)
        assert driver.screen.state.lesson.source.text == SEED_2
        assert "changed: your edit" in driver.text
        assert driver.position.startswith("0:")
        area = await edit(driver)
        assert area.text == SEED_2
        await press(driver, "ctrl+r")
        assert area.text == TEXT
        await leave(driver)
        await settled(driver)
        assert driver.screen.state.changed is None
        assert driver.position == "0:20"
        assert (await edit(driver)).text == TEXT
        await leave(driver)

    run(steps)


@pytest.mark.slow
def test_z_after_an_edit_keeps_the_draft() -> None:
    async def steps(driver: Driver) -> None:
        await edit(driver, SEED_2)
        await leave(driver)
        await settled(driver)
        await press(driver, "z")
        await settled(driver)
        assert driver.screen.state.lesson == TOY
        assert (await edit(driver)).text == SEED_2
        assert "typed before" in driver.note
        await press(driver, "ctrl+r")
        await leave(driver)

    run(steps)


@pytest.mark.slow
def test_a_draft_is_there_in_a_new_app() -> None:
    async def first(driver: Driver) -> None:
        await edit(driver, SEED_2 + "x = (\n")
        await press(driver, "escape")
        await leave(driver)

    async def second(driver: Driver) -> None:
        assert (await edit(driver)).text == SEED_2 + "x = (\n"
        await press(driver, "ctrl+r")
        await leave(driver)

    async def third(driver: Driver) -> None:
        assert (await edit(driver)).text == TEXT
        await leave(driver)

    for steps in (first, second, third):
        run(steps)


@pytest.mark.slow
def test_what_was_typed_is_kept_although_the_editor_was_never_left(own_state: Path) -> None:
    async def steps(driver: Driver) -> None:
        await edit(driver, SEED_2)
        await until(driver, lambda: any((own_state / "drafts").glob("*.py")))
        (draft,) = (own_state / "drafts").glob("*.py")
        assert draft.read_text(encoding="utf-8") == SEED_2

    run(steps)


@pytest.mark.slow
def test_a_text_is_written_to_a_new_file_and_never_over_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    async def write(driver: Driver, name: str) -> str:
        await press(driver, "ctrl+s")
        field = driver.app.screen.query_one(Input)
        assert field.has_focus
        field.value = name
        await press(driver, "enter")
        assert not field.has_class("-open")
        return problems(driver)

    async def steps(driver: Driver) -> None:
        area = await edit(driver, SEED_2)
        assert await write(driver, "mine") == "written to mine.py; toytutor ./mine.py opens it"
        assert (tmp_path / "mine.py").read_text(encoding="utf-8") == SEED_2
        area.replace("x = 1\n", (0, 0), area.document.end)
        await driver.pilot.pause()
        assert await write(driver, "mine.py") == "mine.py is there already; choose another name"
        assert (tmp_path / "mine.py").read_text(encoding="utf-8") == SEED_2
        assert "cannot be written" in await write(driver, "nowhere/mine.py")
        assert await write(driver, "  ") == "no file was written"
        assert [each.name for each in tmp_path.iterdir()] == ["mine.py"]
        await press(driver, "ctrl+s", "escape")
        assert isinstance(driver.app.screen, EditScreen)
        assert area.has_focus

    run(steps)


def test_a_file_in_another_folder_is_named_so_that_it_can_be_opened(tmp_path: Path) -> None:
    path = tmp_path / "brain.py"
    assert write_new(str(path), "x = 1\n") == f"written to {path}; toytutor {path} opens it"
