"""What counts as finished: each step was seen, however one came there."""

from __future__ import annotations

from pathlib import Path

import pytest

from screens.driver import Driver, drive
from tui_tutor.lesson.find import find
from tui_tutor.lesson.keeper import is_finished
from tui_tutor.lesson.load import load
from tui_tutor.lesson.progress import Progress, Store, content_key
from tui_tutor.view.menu import reached

SCRIPT = "x = 1\ny = x + 1\n"


def keep(driver: Driver, store: Store) -> None:
    """Have the progress kept, as the app does when it opens the screen."""
    driver.screen.remember_in(store, Progress(), None)
    driver.screen._begin_to_remember()


def kept(lesson: str | Path) -> Progress:
    opened = load(lesson if isinstance(lesson, Path) else find(lesson))
    return Store().load(content_key(opened.source.text))[0]


@pytest.mark.slow
def test_the_end_alone_finishes_nothing() -> None:
    async def steps(driver: Driver) -> None:
        keep(driver, Store())
        await driver.press("end")
        assert driver.screen.state.is_over
        driver.screen.close_memory()

    drive(steps, "one_neuron")
    progress = kept("one_neuron")
    assert progress.position == "end:4"
    assert not progress.finished
    assert reached(load(find("one_neuron")), progress) == "0 of 9 steps"


@pytest.mark.slow
def test_a_lesson_is_finished_when_each_step_was_seen() -> None:
    async def steps(driver: Driver) -> None:
        keep(driver, Store())
        for _ in range(8):
            await driver.press("right_square_bracket")
        assert not driver.screen._progress.finished
        await driver.press("right_square_bracket")
        assert driver.screen._progress.finished
        driver.screen.close_memory()

    drive(steps, "one_neuron")
    assert reached(load(find("one_neuron")), kept("one_neuron")) == "✓ finished"


def test_a_script_without_steps_is_finished_at_its_end(tmp_path: Path) -> None:
    path = tmp_path / "script.py"
    path.write_text(SCRIPT)

    async def steps(driver: Driver) -> None:
        keep(driver, Store())
        await driver.press("right")
        assert not driver.screen._progress.finished
        await driver.press("end")
        assert driver.screen._progress.finished
        driver.screen.close_memory()

    drive(steps, path)


def test_when_it_is_finished() -> None:
    assert is_finished(frozenset({1, 2, 3}), 3, over=False)
    assert is_finished(frozenset({1, 2, 3, 9}), 3, over=False)
    assert not is_finished(frozenset({1, 3}), 3, over=True)
    assert is_finished(frozenset(), 0, over=True)
    assert not is_finished(frozenset(), 0, over=False)
