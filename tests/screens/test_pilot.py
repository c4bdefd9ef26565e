from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from screens.driver import NARROW, Driver, drive
from tui_tutor.runner.protocol import Reply
from tui_tutor.screens.help import HelpScreen
from tui_tutor.screens.line import LineScreen
from tui_tutor.screens.tutor import TutorScreen
from tui_tutor.view.acting import Frame
from tui_tutor.view.layout import Panel

RAISES = """import numpy as np
X = np.ones((2, 3))
W = np.ones((4, 3))
for j in range(40000):
    y = j + 1
    if j == 30000:
        Z = X.dot(W)
print(y)
"""


@pytest.fixture
def raising(tmp_path: Path) -> Path:
    path = tmp_path / "raises.py"
    path.write_text(RAISES)
    return path


MOVES = [
    ("setup:1", "right right", "setup:3"),
    ("setup:3", "space", "setup:4"),
    ("setup:3", "left", "setup:2"),
    ("setup:1", "left", "setup:1"),
    ("0:2", "down", "0:11"),
    ("0:11", "up", "0:2"),
    ("setup:1", "right_square_bracket", "setup:2"),
    ("0:2", "full_stop", "0:22"),
    ("0:22", "left_square_bracket", "0:3"),
    ("0:21", "comma", "0:3"),
    ("setup:3", "i", "0:1"),
    ("0:3", "i i I", "1:3"),
    ("0:3", "x X x", "10:3"),
    ("0:3", "c C c", "100:3"),
    ("0:3", "m M m", "1000:3"),
    ("0:3", "t T t", "10000:3"),
    ("3:3", "İ", "2:3"),
    ("253:3", "home", "setup:1"),
    ("0:3", "right left", "0:3"),
    ("0:3", "right right right left left left", "0:3"),
]
"""Where one stands, the keys that are pressed there, and where they lead."""


def test_keys_move() -> None:
    async def steps(driver: Driver) -> None:
        for at, keys, where in MOVES:
            await driver.go(at)
            assert driver.position == at
            await driver.press(*keys.split())
            assert driver.position == where, (at, keys)

    drive(steps)


@pytest.mark.slow
def test_to_the_end_and_back() -> None:
    async def steps(driver: Driver) -> None:
        await driver.press("end")
        assert driver.position == "end:2"
        assert "end · operation 2 of 2" in driver.text
        assert "results" in driver.text
        await driver.press("right")
        assert "ends here" in driver.note
        assert driver.position == "end:2"
        await driver.press("left")
        assert driver.position == "end:1"
        await driver.press("left")
        assert driver.position == "59999:48"
        await driver.press("T")
        assert driver.position == "49999:48"

    drive(steps)


PLACES = [
    ("253", "253:1", ""),
    ("253:7", "253:7", ""),
    ("step 7", "0:3", ""),
    ("line 59", "0:12", ""),
    ("error < 0.1", "498:48", "holds at the end of iteration 498"),
    ("nonsense", "0:1", "cannot go to"),
    ("99999", "0:1", "there is no iteration 99,999"),
    ("open(1)", "0:1", "not"),
]
"""What is typed, where it leads from 0:1, and what is said."""


@pytest.mark.slow
def test_go() -> None:
    async def steps(driver: Driver) -> None:
        for typed, where, note in PLACES:
            await driver.go("0:1")
            await driver.go(typed)
            assert driver.position == where, typed
            assert note in driver.note, typed

    drive(steps)


@pytest.mark.slow
def test_a_line_that_is_typed_is_text() -> None:
    async def steps(driver: Driver) -> None:
        await driver.pilot.press("g", "t", "i", "x", "q")
        await driver.pilot.pause()
        assert isinstance(driver.app.screen, LineScreen)
        assert driver.app.screen.query_one(Input).value == "tixq"
        assert driver.position == "0:3"
        await driver.pilot.press("escape")
        await driver.pilot.pause()
        assert isinstance(driver.app.screen, TutorScreen)
        assert driver.position == "0:3"

    drive(steps, at="0:3")


@pytest.mark.slow
def test_sixty_keys_end_in_the_sixtieth_state() -> None:
    async def steps(driver: Driver) -> None:
        widgets = list(driver.screen.walk_children())
        for _ in range(60):
            driver.screen.action_step("forward")
        await driver.settle()
        there = driver.position
        for _ in range(60):
            driver.screen.action_step("back")
        await driver.settle()
        assert driver.position == "setup:1"
        assert list(driver.screen.walk_children()) == widgets, "moving mounts and removes nothing"
        await driver.press(*["right"] * 60)
        assert driver.position == there

    drive(steps)


@pytest.mark.slow
def test_moves_work_whatever_is_focused() -> None:
    async def steps(driver: Driver) -> None:
        for where in ("0:10", "0:11", "0:12", "0:19", "0:20", "0:21"):
            await driver.press("tab")
            assert driver.screen.state.focused is not None
            await driver.press("right", "right", "left")
            assert driver.position == where
        await driver.press("home")
        assert driver.position == "setup:1"
        await driver.press("i", "down", "escape")
        assert driver.position == "0:2"
        assert driver.screen.state.focused is None

    drive(steps, at="0:3")


def test_tabs_of_a_narrow_terminal() -> None:
    async def steps(driver: Driver) -> None:
        assert "the inner sizes must" in driver.text
        await driver.press("tab")
        assert driver.screen.state.tab.value == Panel.NUMBERS
        assert "syn0 3×4" in driver.text
        assert "l0 = X 4×3" in driver.text
        before = driver.text
        await driver.press("pagedown")
        assert driver.text != before
        await driver.press("pageup")
        await driver.press("shift+tab")
        assert driver.screen.state.tab.value == Panel.TEXT

    drive(steps, size=NARROW, at="0:3")


def test_unfolding_steps_inside_calls() -> None:
    async def steps(driver: Driver) -> None:
        await driver.press("right")
        assert driver.position == "0:10"
        await driver.press("left", "f", "right")
        assert driver.position == "0:4"
        assert "inside nonlin" in driver.text
        await driver.press("f")
        assert driver.position == "0:10", "folding leaves the call by its result"
        await driver.press("left")
        assert driver.position == "0:3"

    drive(steps, at="0:3")


def test_a_position_inside_a_call_unfolds() -> None:
    async def steps(driver: Driver) -> None:
        assert not driver.screen.state.folded
        await driver.press("right")
        assert driver.position == "0:8"

    drive(steps, at="0:7")


@pytest.mark.slow
def test_acting_out_and_a_key_that_ends_it() -> None:
    async def steps(driver: Driver) -> None:
        shown: list[Frame | None] = []
        show = driver.screen._motion._show

        def showing(frame: Frame | None) -> None:
            shown.append(frame)
            show(frame)
            driver.screen._paint()
            shown_text.append(driver.text)

        shown_text: list[str] = []
        driver.screen._motion._show = showing
        driver.screen.action_act()
        await driver.until(lambda: len(shown) > 1)
        assert [frame.products for frame in shown[:2] if frame is not None] == [1, 2]
        assert all("so far" in text for text in shown_text[:2])
        await driver.press("right")
        assert driver.position == "0:10"
        assert driver.screen.state.frame is None or driver.screen.state.frame.products is None

    drive(steps, at="0:3", motion="full")


def test_without_motion_there_is_no_acting() -> None:
    async def steps(driver: Driver) -> None:
        await driver.press("a")
        assert driver.screen.state.frame is None
        assert "motion is switched off" in driver.note

    drive(steps, at="0:3", motion="none")


def test_play_and_pause() -> None:
    async def steps(driver: Driver) -> None:
        await driver.press("plus", "plus", "plus", "p")
        await driver.until(lambda: driver.position not in ("0:3", "0:10"))
        assert driver.screen.state.playing
        await driver.press("p")
        assert not driver.screen.state.playing
        there = driver.position
        await driver.pilot.pause(0.4)
        assert driver.position == there
        await driver.press("p", "left")
        assert not driver.screen.state.playing, "any move ends a play"

    drive(steps, at="0:3")


@pytest.mark.slow
def test_help_opens_and_closes() -> None:
    async def steps(driver: Driver) -> None:
        await driver.pilot.press("question_mark")
        await driver.pilot.pause()
        assert isinstance(driver.app.screen, HelpScreen)
        await driver.pilot.press("escape")
        await driver.pilot.pause()
        assert isinstance(driver.app.screen, TutorScreen)
        await driver.press("right")
        assert driver.position == "0:10"

    drive(steps, at="0:3")


def test_a_jump_tells_its_progress_and_stops(endless: Path) -> None:
    async def steps(driver: Driver) -> None:
        await driver.pilot.press("end")
        await driver.until(lambda: driver.screen.state.run is not None)
        run = driver.screen.state.run
        assert run is not None
        await driver.pilot.resize_terminal(90, 30)
        await driver.pilot.press("escape")
        await driver.settle()
        moment = driver.screen.state.moment
        assert moment is not None
        assert moment.position.place.iteration is not None
        assert run.iteration <= moment.position.place.iteration + 1
        assert "stopped" in driver.note
        await driver.press("left", "right")

    drive(steps, endless)


@pytest.mark.slow
def test_the_curve_and_the_weights_move_during_a_jump(monkeypatch: pytest.MonkeyPatch) -> None:
    async def steps(driver: Driver) -> None:
        seen: set[str] = set()
        samples: set[int] = set()
        receive = driver.screen._receive

        def receiving(reply: Reply) -> None:
            receive(reply)
            samples.add(len(driver.screen.state.curve))
            for state in driver.screen.state.running:
                if state.value is not None and state.value.weight:
                    seen.add(str(state.value.data.tolist()))

        monkeypatch.setattr(driver.screen, "_receive", receiving)
        await driver.press("end")
        assert len(seen) > 2
        assert len(samples) > 2

    drive(steps)


@pytest.mark.slow
def test_resizing_at_any_moment() -> None:
    async def steps(driver: Driver) -> None:
        for size in ((20, 5), (60, 20), (200, 60), (59, 19), (110, 34), (80, 24), (15, 4), (120, 40)):
            await driver.pilot.resize_terminal(*size)
            await driver.settle()
            small = size[0] < 60 or size[1] < 20
            assert ("needs 60×20" in driver.text) == (small and size[0] > 18)
            assert small or "operation" in driver.text
        assert driver.position == "0:3"

    drive(steps, at="0:3")


def test_a_program_that_raises_opens_all_the_same(raising: Path) -> None:
    async def steps(driver: Driver) -> None:
        await driver.press("end")
        assert driver.position.startswith("30000:")
        assert "shapes (2,3) and (4,3) not aligned" in driver.text
        assert "2×3 · 4×3 → ✗" in driver.text
        await driver.press("right")
        assert driver.position.startswith("30000:")
        assert "stops here" in driver.note
        await driver.press("left")
        assert "✗" not in driver.text

    drive(steps, raising)


def test_quitting_ends_the_process() -> None:
    async def steps(driver: Driver) -> None:
        await driver.pilot.press("q")

    client = drive(steps)
    assert client._link.has_ended
