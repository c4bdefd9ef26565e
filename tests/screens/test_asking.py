"""Ask me first: what a learner sees who guesses before an operation is shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.widgets import Label

from screens.driver import Driver, drive
from tui_tutor.quiz.question import Ask, Question
from tui_tutor.runner.protocol import Arrived, Reply
from tui_tutor.screens.line import LineScreen
from tui_tutor.view.layout import Panel
from tui_tutor.view.lines import text_of

ASKS = "What shape will this have?"
WHY = "4×3 · 3×4: the inner 3s meet and vanish"
RESULT = ("−0.37", "+0.52", "−1.16", "−0.3725", "+0.5172")
"""Of np.dot(l0, syn0) in iteration 0."""

FAILS = """import numpy as np
a = np.ones((2, 3))
b = a @ a
"""

OWN = {
    "lesson.toml": 'format = 1\ntitle = "Two steps"\n',
    "program.py": "#1 A row\nx = [1.0, -2.0]\n#2 Double it\nfor j in range(3):\n    x = x + x\n",
    "00_start.md": '+++\ntitle = "Hello"\n+++\n\nWelcome.\n',
    "01_row.md": '+++\ntitle = "The row"\n+++\n\nA row.\n',
    "99_results.md": '+++\ntitle = "Done"\n+++\n\nThe end.\n',
    "02_double.md": """+++
title = "Double it"

[[questions]]
ask = "Which is doubled first?"
choices = ["the first", "the second"]
answer = "the first"
why = "Rows begin on the left."
+++

Twice.
""",
}
"""A lesson with a question of its own."""


def panel_text(driver: Driver, panel: Panel) -> str:
    return "\n".join(text_of(line) for line in driver.screen._panels.boxes[panel]._lines)


def evened(text: str) -> str:
    return " ".join(text.replace("│", " ").split())


def is_asked(driver: Driver) -> bool:
    return isinstance(driver.app.screen, LineScreen)


async def wait_for(driver: Driver, wanted: Callable[[], bool]) -> None:
    for _ in range(3000):
        if wanted():
            return
        await driver.pilot.pause(0.01)
    raise AssertionError("it never came")


def rights(driver: Driver) -> list[bool]:
    return [each.right for each in driver.screen.state.answers]


async def ask(driver: Driver) -> None:
    """Switch questions on and walk to the first."""
    await driver.press("o", "right")
    assert is_asked(driver)
    assert ASKS in driver.text


async def answer(driver: Driver, text: str) -> None:
    names = {" ": "space", "-": "minus", "+": "plus", "(": "left_parenthesis", ")": "right_parenthesis"}
    await driver.pilot.press(*(names.get(each, each) for each in text), "enter")
    await driver.settle()


@pytest.mark.slow
def test_switching_on_and_off() -> None:
    async def steps(driver: Driver) -> None:
        assert not driver.screen.state.asking
        await driver.press("o")
        assert driver.screen.state.asking
        assert driver.note.startswith("ask me first is on")
        assert "esc skips" in driver.note
        await driver.press("o")
        assert not driver.screen.state.asking
        assert driver.note == "ask me first is off"
        await driver.press("right", "left")
        assert not is_asked(driver)
        await ask(driver)
        await answer(driver, "(4 4)")
        await driver.press("o")
        assert driver.note == "ask me first is off: shapes 1 of 1"

    drive(steps, at="0:2")


@pytest.mark.slow
def test_the_result_is_held_back_until_it_is_guessed() -> None:
    async def steps(driver: Driver) -> None:
        assert "is a product" in panel_text(driver, Panel.TEXT)
        await ask(driver)
        assert driver.position == "0:3"
        assert driver.app.screen_stack[0] is driver.screen
        for shown in ("np.dot(l0, syn0)", "= ?", "what will it be?", "4x4, or: scalar", "comes back with the answer"):
            assert shown in driver.text
        for hidden in ("4×4", *RESULT):
            assert hidden not in driver.text
        moment = driver.screen.state.moment
        assert moment is not None
        assert {state.name for state in moment.names if state.value is None} >= {"l1", "l2"}
        label = driver.app.screen.query_one(Label)
        assert "esc or → skips · o switches questions off" in str(label.render())
        await answer(driver, "4x4")
        assert driver.app.screen is driver.screen
        text = evened(driver.text)
        assert "✓ right you said 4×4 it is 4×4" in text
        assert WHY in text
        assert "4×3 · 3×4 → 4×4" in text
        assert RESULT[0] in text
        assert "is a product" in text

    drive(steps, at="0:2")


@pytest.mark.slow
def test_a_wrong_answer() -> None:
    async def steps(driver: Driver) -> None:
        await ask(driver)
        await answer(driver, "3x3")
        assert not is_asked(driver)
        text = evened(driver.text)
        assert "✗ not this time you said 3×3 it is 4×4" in text
        assert WHY in text
        assert "It would take 3 rows on the left and 3 columns on the right: there are 4 and 4." in text
        assert "−0.37" in text
        assert [(each.guess, each.truth, each.right, each.where) for each in driver.screen.state.answers] == [
            ("3×3", "4×4", False, "0:3")
        ]
        await driver.press("i")
        assert driver.screen.state.asked is None
        assert "not this time" not in driver.text

    drive(steps, at="0:2")


@pytest.mark.slow
def test_nonsense_asks_again() -> None:
    async def steps(driver: Driver) -> None:
        await ask(driver)
        await answer(driver, "abc")
        assert is_asked(driver)
        assert driver.note.startswith("'abc' is no answer to this: a shape, such as 4x4")
        assert "4×4" not in driver.text
        assert rights(driver) == []
        await answer(driver, "foo")
        assert is_asked(driver)
        assert driver.screen.state.asking
        await answer(driver, "4x4")
        assert "✓" in driver.text
        assert rights(driver) == [True]

    drive(steps, at="0:2")


def test_skipping_reveals() -> None:
    async def steps(driver: Driver) -> None:
        await driver.press("o")
        for keys in (["right"], ["space"], ["enter"], ["4", "escape"]):
            await driver.press("right")
            assert is_asked(driver)
            await driver.press(*keys)
            assert not is_asked(driver), keys
            assert driver.position == "0:3"
            assert "4×3 · 3×4 → 4×4" in driver.text
            assert RESULT[0] in driver.text
            assert "✓" not in driver.text
            assert "✗" not in driver.text
            assert rights(driver) == []
            assert driver.screen.state.asking
            await driver.press("left")

    drive(steps, at="0:2")


@pytest.mark.slow
def test_the_empty_line_switches_off() -> None:
    async def steps(driver: Driver) -> None:
        await ask(driver)
        await driver.press("o")
        assert not is_asked(driver)
        assert not driver.screen.state.asking
        assert driver.note == "ask me first is off"
        assert "4×3 · 3×4 → 4×4" in driver.text
        await driver.press("right")
        assert not is_asked(driver)

    drive(steps, at="0:2")


@pytest.mark.slow
def test_going_on_after_an_answer() -> None:
    async def steps(driver: Driver) -> None:
        await ask(driver)
        await answer(driver, "4x4")
        assert driver.position == "0:3"
        await driver.press("right")
        assert driver.position == "0:10"
        assert is_asked(driver)
        await driver.press("escape", "right")
        assert driver.position == "0:11"
        assert not is_asked(driver)
        await driver.press("right")
        assert "Which axis is summed away?" in driver.text
        assert "1 customer 2 hidden 3 output" in evened(driver.text)
        await answer(driver, "2")
        assert "✓ right you said hidden it is hidden" in evened(driver.text)

    drive(steps, at="0:2")


@pytest.mark.slow
def test_only_what_was_got_right_is_not_asked_again() -> None:
    async def steps(driver: Driver) -> None:
        await ask(driver)
        await answer(driver, "3x3")
        await driver.press("i", "left", "right")
        assert driver.position == "1:3"
        assert is_asked(driver)
        await answer(driver, "4x4")
        await driver.press("i", "left", "right")
        assert driver.position == "2:3"
        assert not is_asked(driver)

    drive(steps, at="0:2")


@pytest.mark.slow
def test_other_keys_never_ask() -> None:
    async def steps(driver: Driver) -> None:
        await driver.press("o")
        for key, where in (("i", "1:3"), ("I", "0:3"), ("x", "10:3"), ("t", "10010:3"), ("left", "10010:2")):
            await driver.press(key)
            assert not is_asked(driver)
            assert driver.position == where
        await driver.go("0:12")
        assert not is_asked(driver)
        assert driver.position == "0:12"

    drive(steps, at="0:3")


@pytest.mark.slow
def test_the_tally_at_the_end() -> None:
    async def steps(driver: Driver) -> None:
        await ask(driver)
        await answer(driver, "3x3")
        await driver.press("right")
        await answer(driver, "4x4")
        await driver.press("end")
        text = panel_text(driver, Panel.TEXT)
        assert driver.position.startswith("end:")
        state = driver.screen.state
        assert [each.kind for each in state.answers] == [Ask.SHAPE, Ask.SHAPE]
        while driver.screen.state.focused is not Panel.TEXT:
            await driver.press("tab")
        for _ in range(30):
            if "not 3×3" in text:
                break
            await driver.press("pagedown")
            text += "\n" + panel_text(driver, Panel.TEXT)
        told = evened(text)
        assert "Your answers" in told
        assert "shapes 1 of 2" in told
        assert "Look at these again" in told
        assert "0:3 np.dot(l0, syn0): 4×4, not 3×3" in told

    drive(steps, at="0:2")


def test_a_failure_is_asked_about_once(tmp_path: Path) -> None:
    path = tmp_path / "fails.py"
    path.write_text(FAILS)

    async def steps(driver: Driver) -> None:
        # It opens where it fails.
        await driver.press("home")
        await driver.press("o")
        for _ in range(5):
            await driver.press("right")
            if "Will this run at all?" in driver.text:
                break
        assert is_asked(driver)
        assert "ValueError" not in driver.text
        await driver.press("escape")
        assert "ValueError" in driver.text
        where = driver.position
        await driver.press("right")
        assert driver.position == where
        assert not is_asked(driver)
        assert "ValueError" in driver.text

    drive(steps, path)


def test_the_lesson_s_own_question_comes_on_entering_its_step(tmp_path: Path) -> None:
    async def steps(driver: Driver) -> None:
        await driver.press("o")
        for _ in range(8):
            await driver.press("right")
            if is_asked(driver):
                break
        assert "Which is doubled first?" in driver.text
        assert "1 the first 2 the second" in evened(driver.text)
        await answer(driver, "2")
        text = evened(driver.text)
        assert "✗ not this time you said the second it is the first" in text
        assert "Rows begin on the left." in text

    for name, text in OWN.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    drive(steps, tmp_path)


def test_two_quick_moves_are_asked_about_once(monkeypatch: pytest.MonkeyPatch) -> None:
    async def steps(driver: Driver) -> None:
        await driver.press("o")
        screen, replies = driver.screen, list[Reply]()
        monkeypatch.setattr(screen, "_receive", replies.append)
        for count in (1, 2):
            await driver.press("right")
            await wait_for(driver, lambda count=count: len(replies) == count)  # type: ignore[misc]
        monkeypatch.undo()
        put: list[Question] = []
        ask = screen._ask

        def asking() -> None:
            put.extend([screen.state.asked.question] if screen.state.asked is not None else [])
            ask()

        monkeypatch.setattr(screen, "_ask", asking)
        for reply in replies:
            screen._receive(reply)
        await driver.settle()
        where = [str(reply.moment.position) for reply in replies if isinstance(reply, Arrived)]
        assert where == ["0:21", "0:22"]
        assert driver.position == "0:22"
        last = replies[-1]
        assert isinstance(last, Arrived)
        assert len(put) <= 1
        assert screen._held in (None, last)

    drive(steps, at="0:20")


@pytest.mark.slow
def test_a_question_that_was_passed_by_is_not_put(monkeypatch: pytest.MonkeyPatch) -> None:
    async def steps(driver: Driver) -> None:
        await driver.press("o")
        screen, replies = driver.screen, list[Reply]()
        monkeypatch.setattr(screen, "_receive", replies.append)
        await driver.press("right")
        await wait_for(driver, lambda: bool(replies))
        monkeypatch.undo()
        screen.action_step("back")
        screen._receive(replies[0])
        await driver.settle()
        assert not is_asked(driver)
        assert driver.position == "0:2"

    drive(steps, at="0:2")
