from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

import pytest
from seldom import mostly_slow
from textual.widgets import Input, Label, OptionList, TextArea

from screens.driver import Driver, drive
from tui_tutor.lesson.find import find
from tui_tutor.lesson.load import load
from tui_tutor.lesson.model import Inputs
from tui_tutor.lesson.newfile import write_new
from tui_tutor.runner.protocol import Arrived, Died, Progress
from tui_tutor.screens import edit as edit_screen
from tui_tutor.screens.edit import EditScreen
from tui_tutor.screens.newcomers import NewcomersScreen
from tui_tutor.screens.whatif import VersionsScreen, WhatIfScreen
from tui_tutor.view.lines import text_of

TOY = load(find("toy_brain"))
TEXT = TOY.source.text

ERROR_LINE = TEXT[: TEXT.index("l2_error = y - l2")].count("\n") + 1

SEED_2 = TEXT.replace("np.random.seed(1)", "np.random.seed(2)")

PLAIN = "import numpy as np\nX = np.ones((2, 3))\nw = np.ones((3, 1))\nfor j in range(9):\n    out = X.dot(w)\n"

Steps = Callable[[Driver], Awaitable[None]]


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    path = tmp_path / "plain.py"
    path.write_text(PLAIN)
    return path


def run(steps: Steps, lesson: str | Path = "toy_brain", at: str | None = "0:20") -> None:
    """Drive an app, and end the process of the program that is stepped in the end."""

    async def all_of_it(driver: Driver) -> None:
        try:
            await steps(driver)
        finally:
            driver.app.close()

    drive(all_of_it, lesson, at=at)


async def until(driver: Driver, wanted: Callable[[], bool]) -> None:
    for _ in range(3000):
        if wanted():
            return
        await driver.pilot.pause(0.01)
    raise AssertionError("it never came")


async def settled(driver: Driver) -> None:
    """Wait for the program that is stepped now, which may have got another process."""
    driver.client = driver.screen.client
    await driver.settle()


async def press(driver: Driver, *keys: str) -> None:
    await driver.pilot.press(*keys)
    await driver.pilot.pause()


def page(driver: Driver) -> str:
    """What a sheet says, in one line."""
    screen = driver.app.screen
    assert isinstance(screen, VersionsScreen | NewcomersScreen)
    return " ".join(" ".join(text_of(each) for each in screen.lines(96)).split())


def own_row(driver: Driver) -> str:
    return page(driver).partition("Your own")[2].partition("of these")[0]


async def shows(driver: Driver, words: str) -> None:
    await until(driver, lambda: words in page(driver))


async def choose(driver: Driver, name: str) -> None:
    """Open the list of variations and choose one by its name."""
    await press(driver, "w")
    assert isinstance(driver.app.screen, WhatIfScreen)
    options = driver.app.screen.query_one(OptionList)
    options.highlighted = options.get_option_index(name)
    await press(driver, "enter")
    await until(driver, lambda: isinstance(driver.app.screen, VersionsScreen))


async def edit(driver: Driver, text: str | None = None) -> TextArea:
    """Open the editor, and type another text."""
    await press(driver, "e")
    await until(driver, lambda: isinstance(driver.app.screen, EditScreen))
    area = driver.app.screen.query_one(TextArea)
    if text is not None:
        area.replace(text, (0, 0), area.document.end)
        await driver.pilot.pause()
    return area


def problems(driver: Driver) -> str:
    return str(driver.app.screen.query_one("#problems", Label).content)


async def leave(driver: Driver) -> None:
    await press(driver, "escape")
    await until(driver, lambda: driver.app.screen is driver.screen)


def test_w_lists_variations_and_mistakes() -> None:
    async def steps(driver: Driver) -> None:
        await press(driver, "w")
        options = driver.app.screen.query_one(OptionList)
        told = [str(options.get_option_at_index(at).prompt) for at in range(options.option_count)]
        heading = told.index("Mistakes on purpose")
        assert told[:heading] == [each.name for each in TOY.what_ifs if not each.mistake]
        found = told.index("Another number")
        assert told[heading + 1 : found] == [f"  {each.name}" for each in TOY.what_ifs if each.mistake]
        # Another seed, and a beginning at zero, are there already.
        assert [" ".join(each.split()) for each in told[found + 1 :]] == [
            "for j in range(60000) → 600000 line 52",
            "for j in range(60000) → 6000 line 52",
        ]
        await leave(driver)
        assert driver.screen.state.changed is None

    run(steps)


@pytest.mark.parametrize("key", mostly_slow(["q", "w", "escape"], ["w"]))
def test_the_list_is_left_without_a_choice(key: str) -> None:
    async def steps(driver: Driver) -> None:
        await press(driver, "w", key)
        assert driver.app.screen is driver.screen
        assert driver.position == "0:20"

    run(steps)


def test_where_nothing_is_found_it_says_how_to_choose_a_number(plain: Path) -> None:
    plain.write_text(PLAIN.replace("range(9)", "range(3)"))

    async def steps(driver: Driver) -> None:
        await press(driver, "w")
        assert "s asks for another one" in str(driver.app.screen.query_one(Label).content)
        await leave(driver)

    run(steps, plain, "0:2")


@pytest.mark.slow
def test_a_variation_is_shown_beside_the_program() -> None:
    async def steps(driver: Driver) -> None:
        await choose(driver, "no slope at the output")
        assert "It learns even better" in page(driver)
        await shows(driver, "They part at 0:32")
        assert "C3 +0.00001" in page(driver)
        assert "C3 +0.00261" in page(driver), "with as many digits"
        await leave(driver)
        assert driver.position == "0:20"
        assert driver.screen.state.changed is None

    run(steps)


@pytest.mark.slow
def test_a_mistake_tells_its_axes() -> None:
    async def steps(driver: Driver) -> None:
        await choose(driver, "l1 not transposed")
        await shows(driver, "the sizes agree, the meanings don't: this sums hidden against customer")
        await leave(driver)

    run(steps)


def test_a_page_that_is_left_early_ends_its_process() -> None:
    async def steps(driver: Driver) -> None:
        await choose(driver, "seed 2")
        screen = driver.app.screen
        assert isinstance(screen, VersionsScreen)
        assert screen._comparing is not None
        link = screen._comparing._link
        await leave(driver)
        await until(driver, lambda: link.has_ended)
        await driver.press("right")

    run(steps)


@pytest.mark.slow
def test_s_steps_the_changed_program_and_z_brings_the_original_back() -> None:
    async def steps(driver: Driver) -> None:
        await choose(driver, "seed 2")
        await press(driver, "s")
        await settled(driver)
        assert driver.screen.state.changed == "seed 2"
        assert "changed: seed 2" in driver.text
        assert "z brings the original back" in driver.note
        assert driver.screen.state.lesson.source.text == SEED_2
        assert driver.position.startswith("0:")
        await driver.press("i")
        assert driver.position.startswith("1:")
        await press(driver, "z")
        await settled(driver)
        assert driver.screen.state.changed is None
        assert "changed" not in driver.text
        assert driver.screen.state.lesson == TOY
        assert driver.position == "0:20"
        await driver.press("i")
        assert driver.position == "1:20"

    run(steps)


def test_z_says_that_this_is_the_original() -> None:
    async def steps(driver: Driver) -> None:
        client = driver.client
        await driver.press("z")
        assert driver.note == "this is the original"
        assert driver.screen.client is client

    run(steps)


@pytest.mark.slow
def test_a_variation_of_a_variation_is_one_of_the_original() -> None:
    async def steps(driver: Driver) -> None:
        for name in ("seed 2", "8 hidden neurons"):
            await choose(driver, name)
            await press(driver, "s")
            await settled(driver)
            assert driver.screen.state.changed == name
        assert "seed(1)" in driver.screen.state.lesson.source.text
        await press(driver, "z")
        await settled(driver)
        assert driver.screen.state.lesson == TOY
        assert driver.position == "0:20"

    run(steps)


@pytest.mark.slow
def test_a_mistake_that_fails_can_be_stepped() -> None:
    async def steps(driver: Driver) -> None:
        await choose(driver, "X times itself")
        await press(driver, "s")
        await settled(driver)
        await driver.press("end")
        assert "not aligned" in driver.text

    run(steps)


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


@pytest.mark.slow
def test_n_shows_every_customer_and_digits_toggle_the_own_row() -> None:
    async def steps(driver: Driver) -> None:
        await press(driver, "n")
        await shows(driver, "Your own")
        assert "iteration 0, from seed 1" in page(driver)
        assert page(driver).count("never seen") == 5
        assert "4 of these 8 rows were trained on" in page(driver)
        assert "has a cat: no drinks beer: no saw the website: no" in own_row(driver)
        await press(driver, "1", "3")
        assert "has a cat: yes drinks beer: no saw the website: yes" in own_row(driver)
        assert "trained on" in own_row(driver)
        await press(driver, "1", "9", "2")
        assert "has a cat: no drinks beer: yes saw the website: yes" in own_row(driver)
        await leave(driver)
        assert driver.position == "0:20"

    run(steps)


@pytest.mark.slow
def test_s_trains_the_network_from_another_seed() -> None:
    async def steps(driver: Driver) -> None:
        await press(driver, "n")
        await shows(driver, "iteration 300, from seed 1")
        one = page(driver)
        await press(driver, "s")
        await shows(driver, "iteration 300, from seed 2")
        assert page(driver) != one.replace("seed 1", "seed 2")
        await press(driver, "s")
        await shows(driver, "iteration 300, from seed 3")
        await press(driver, "n")
        assert driver.app.screen is driver.screen
        assert driver.position == "300:20"
        await driver.press("i")
        assert driver.position == "301:20"

    run(steps, at="300:20")


@pytest.mark.slow
def test_a_changed_program_is_asked_itself() -> None:
    async def steps(driver: Driver) -> None:
        await choose(driver, "seed 2")
        await press(driver, "s")
        await settled(driver)
        await press(driver, "n")
        await shows(driver, "from seed 2")
        await leave(driver)

    run(steps)


@pytest.mark.slow
def test_a_changed_program_without_a_seed_says_so() -> None:
    async def steps(driver: Driver) -> None:
        await edit(driver, TEXT.replace("np.random.seed(1)\n", ""))
        await leave(driver)
        await settled(driver)
        await press(driver, "n")
        await shows(driver, "Your own")
        assert "seed" not in page(driver).partition("has a cat")[0]
        await press(driver, "s")
        await shows(driver, "this program sets no seed that could be another one")
        await leave(driver)

    run(steps)


def test_a_row_that_was_not_asked_yet_is_asked_of_the_seed_that_is_shown() -> None:
    asked: list[tuple[int, int | None]] = []

    def ask(rows: Sequence[Sequence[float]], seed: int | None) -> None:
        asked.append((len(rows), seed))

    screen = NewcomersScreen(TOY, Inputs("X", "l2"), [(0.0,) * 7], ask)
    screen.action_turn_over(0)
    screen.action_seed()
    screen.action_turn_over(1)
    screen.action_turn_over(1)
    assert asked == [(2, None), (2, 1), (3, 1)]
