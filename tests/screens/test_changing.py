from __future__ import annotations

from pathlib import Path

import pytest
from seldom import mostly_slow
from textual.widgets import Label, OptionList

from screens.changing import SEED_2, TOY, choose, leave, page, press, run, settled, shows, until
from screens.driver import Driver
from tui_tutor.screens.whatif import VersionsScreen

PLAIN = "import numpy as np\nX = np.ones((2, 3))\nw = np.ones((3, 1))\nfor j in range(9):\n    out = X.dot(w)\n"


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    path = tmp_path / "plain.py"
    path.write_text(PLAIN)
    return path


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
