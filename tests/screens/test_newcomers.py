"""The sheet on which the network is asked of newcomers."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from screens.changing import TEXT, TOY, choose, edit, leave, page, press, run, settled, shows
from screens.driver import Driver
from tui_tutor.lesson.model import Inputs
from tui_tutor.screens.newcomers import NewcomersScreen


def own_row(driver: Driver) -> str:
    return page(driver).partition("Your own")[2].partition("of these")[0]


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
