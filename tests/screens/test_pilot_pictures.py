from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from seldom import mostly_slow

from screens.driver import NARROW, Driver, drive
from tui_tutor.lesson.model import PICTURES
from tui_tutor.view.acting import BRIEF, QUICK, Frame
from tui_tutor.view.cursor import cell_at
from tui_tutor.view.gallery import TITLES, available, chosen
from tui_tutor.view.layout import Panel
from tui_tutor.view.lines import text_of
from tui_tutor.view.replay import Replay

PANELS = {Panel.PROGRAM: 1, Panel.STAGE: 2, Panel.TEXT: 3, Panel.NUMBERS: 4, Panel.PICTURE: 5, Panel.PRINTED: 6}
"""How often tab is pressed to come to a panel of a wide terminal."""


def box_text(driver: Driver, panel: Panel) -> str:
    return "\n".join(text_of(line) for line in driver.screen._panels.boxes[panel]._lines)


def picture_title(driver: Driver) -> str:
    return box_text(driver, Panel.PICTURE).split("\n")[0]


def lower_edge(driver: Driver, panel: Panel) -> str:
    return box_text(driver, panel).split("\n")[-1]


def is_at_rest(driver: Driver) -> bool:
    motion = driver.screen._motion
    state = driver.screen.state
    moving = motion.is_acting or motion.is_replaying or motion._timer is not None
    return not moving and state.frame is None and state.replay is None


async def wait_until(driver: Driver, holds: Callable[[], bool]) -> None:
    """Wait for something that happens by itself."""
    deadline = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < deadline, "it never came"
        await driver.pilot.pause(0.005)
    await driver.pilot.pause()


async def to_picture(driver: Driver, name: str) -> None:
    for _ in PICTURES:
        if chosen(driver.screen.state) == name:
            return
        await driver.press("v")
    assert chosen(driver.screen.state) == name


def test_v_goes_through_the_pictures() -> None:
    async def steps(driver: Driver) -> None:
        names = available(driver.screen.state)
        assert names == list(PICTURES)
        seen = []
        for _ in range(len(names) + 1):
            seen.append(chosen(driver.screen.state))
            assert TITLES[seen[-1]] in picture_title(driver)
            await driver.press("v")
        start = names.index("network")
        assert seen == [*names[start:], *names[:start], "network"]

    drive(steps, at="0:3")


@pytest.mark.slow
def test_v_brings_the_picture_to_the_front_first() -> None:
    async def steps(driver: Driver) -> None:
        assert driver.screen.state.tab.value == Panel.TEXT
        assert not driver.screen._panels.boxes[Panel.PICTURE].display
        await driver.press("v")
        assert driver.screen.state.tab.value == Panel.PICTURE
        assert chosen(driver.screen.state) == "network"
        assert driver.screen._panels.boxes[Panel.PICTURE].display
        assert "network" in picture_title(driver)
        await driver.press("v")
        assert chosen(driver.screen.state) == "neurons"
        assert driver.screen.state.tab.value == Panel.PICTURE

    drive(steps, size=NARROW, at="0:3")


@pytest.mark.slow
def test_the_bowl_is_computed_when_it_is_looked_at() -> None:
    async def steps(driver: Driver) -> None:
        assert driver.screen.state.bowl is None
        await to_picture(driver, "bowl")
        await wait_until(driver, lambda: driver.screen.state.bowl is not None)
        await driver.settle()
        assert "●" in box_text(driver, Panel.PICTURE)
        assert driver.position == "0:3"

    drive(steps, at="0:3")


@pytest.mark.slow
def test_l_switches_the_axes() -> None:
    async def steps(driver: Driver) -> None:
        await to_picture(driver, "error")
        before = box_text(driver, Panel.PICTURE)
        assert "log-log" in before
        await driver.press("l")
        linear = box_text(driver, Panel.PICTURE)
        assert "linear" in linear
        assert "log-log" not in linear
        assert linear.split("\n")[2:] != before.split("\n")[2:]
        await driver.press("l")
        assert box_text(driver, Panel.PICTURE) == before

    drive(steps, at="253:3")


@pytest.mark.slow
def test_l_says_what_it_did_and_does_nothing_unseen() -> None:
    async def steps(driver: Driver) -> None:
        await to_picture(driver, "error")
        await driver.press("l")
        assert driver.note == "the error curve on linear axes"
        await driver.press("l")
        assert driver.note == "the error curve on logarithmic axes"
        await to_picture(driver, "network")
        await driver.press("l")
        assert "v goes on to that picture" in driver.note
        assert not driver.screen.state.linear

    drive(steps, at="253:3")


def test_l_does_nothing_where_the_curve_is_behind_another_tab() -> None:
    async def steps(driver: Driver) -> None:
        await to_picture(driver, "error")
        await driver.press("tab")
        assert driver.screen.state.tab is not Panel.PICTURE
        await driver.press("l")
        assert "v goes on to that picture" in driver.note
        assert not driver.screen.state.linear

    drive(steps, size=NARROW, at="253:3")


@pytest.mark.slow
def test_an_iteration_of_the_curve_can_be_pointed_at_and_gone_to() -> None:
    async def steps(driver: Driver) -> None:
        await to_picture(driver, "error")
        await driver.press(*["tab"] * PANELS[Panel.PICTURE], "shift+left", "shift+left", "shift+left")
        there = driver.screen.state.pointer
        assert there is not None
        assert 0 < there < 252
        await driver.press("shift+right")
        goal = driver.screen.state.pointer
        assert goal is not None
        assert there < goal < 252
        assert f"enter goes to {goal}" in lower_edge(driver, Panel.PICTURE)
        assert f"at {goal}" in box_text(driver, Panel.PICTURE)
        await driver.press("enter")
        assert driver.position == f"{goal}:1"
        assert driver.screen.state.pointer is None

    drive(steps, at="253:3")


def test_a_line_of_the_program_can_be_pointed_at_and_gone_to() -> None:
    async def steps(driver: Driver) -> None:
        await driver.press("tab", "shift+down")
        assert driver.screen.state.line == 59
        await driver.press("enter")
        assert driver.position == "0:12"
        assert driver.screen.state.line is None

    drive(steps, at="0:3")


def digits_of(driver: Driver, row: int, column: int) -> str:
    """A cell of the operation's result with every digit."""
    moment = driver.screen.state.moment
    assert moment is not None
    assert moment.event is not None
    assert moment.event.result is not None
    return repr(abs(float(moment.event.result.data[row, column])))


def test_a_number_of_the_stage_is_read_out_in_full() -> None:
    async def steps(driver: Driver) -> None:
        await driver.press("shift+right", *["shift+down"] * 3)
        digits = digits_of(driver, 0, 0)
        assert len(digits) > 10
        assert f"C1·H1 = −{digits} " in lower_edge(driver, Panel.STAGE)
        await driver.press("shift+down", "shift+right")
        assert f"C2·H2 = −{digits_of(driver, 1, 1)} " in lower_edge(driver, Panel.STAGE)
        await driver.press("enter")
        assert digits_of(driver, 1, 1) in driver.note
        await driver.press("right")
        assert "=" not in lower_edge(driver, Panel.STAGE)

    drive(steps, at="0:3")


@pytest.mark.slow
def test_a_call_s_own_numbers_can_be_pointed_at() -> None:
    async def steps(driver: Driver) -> None:
        assert "inside nonlin" in driver.text
        await driver.press(*["tab"] * PANELS[Panel.NUMBERS], "shift+right", "shift+right")
        assert "x[0, 1] C1·H2 = +0.5" in lower_edge(driver, Panel.NUMBERS)

    drive(steps, at="0:7")


def place_of(driver: Driver, panel: Panel, cell: tuple[str, int, int]) -> tuple[int, int]:
    lines = driver.screen._panels.boxes[panel]._lines
    return next(
        (x, y)
        for y, each in enumerate(lines)
        for x, character in enumerate(text_of(each))
        if cell_at(lines, x, y) == cell and character.isdigit()
    )


def test_the_mouse_reads_out_what_is_under_it() -> None:
    async def steps(driver: Driver) -> None:
        cell = ("r", 2, 3)
        digits = digits_of(driver, 2, 3)
        assert digits not in driver.text
        await driver.pilot.hover("#stage", offset=place_of(driver, Panel.STAGE, cell))
        await driver.settle()
        assert f"C3·H4 = +{digits} " in lower_edge(driver, Panel.STAGE)
        await driver.pilot.hover("#footer", offset=(1, 0))
        await driver.settle()
        assert driver.screen.state.hover is None
        assert digits not in driver.text

    drive(steps, at="0:3")


@pytest.mark.slow
def test_a_click_puts_the_cursor_there() -> None:
    async def steps(driver: Driver) -> None:
        await driver.pilot.click("#numbers", offset=place_of(driver, Panel.NUMBERS, ("syn0", 1, 2)))
        await driver.pilot.hover("#footer", offset=(1, 0))
        await driver.settle()
        assert "syn0[1, 2] Q2·H3 = −0.6" in lower_edge(driver, Panel.NUMBERS)
        await driver.press("right")
        assert "syn0[1, 2] Q2·H3 = −0.6" in lower_edge(driver, Panel.NUMBERS), "it can be watched while one walks"

    drive(steps, at="0:3")


async def replaying(driver: Driver) -> None:
    """Jump far, and watch that again on a clock that stands still: it goes on until something ends it."""
    driver.screen._motion._clock = lambda: 0.0
    await driver.press("t")
    await wait_until(driver, lambda: bool(driver.screen.state.replay and driver.screen.state.replay.snapshots))


@pytest.mark.parametrize(("key", "where"), [("right", "10000:10"), ("i", "10001:3")])
@pytest.mark.few(1)
def test_a_jump_is_made_at_once_and_any_move_ends_its_replay(key: str, where: str) -> None:
    async def steps(driver: Driver) -> None:
        await replaying(driver)
        assert driver.position == "10000:3"
        assert "iteration 10,000 of 60,000" in box_text(driver, Panel.STATUS)
        assert "watching the jump again" in box_text(driver, Panel.STAGE)
        assert "ends the replay" in box_text(driver, Panel.FOOTER)
        await driver.press(key)
        assert driver.position == where
        assert driver.screen.state.replay is None
        assert not driver.screen._motion.is_replaying
        assert "watching" not in driver.text
        await wait_until(driver, lambda: is_at_rest(driver))

    drive(steps, at="0:3", motion="full")


def test_esc_ends_a_replay_and_moves_nowhere() -> None:
    async def steps(driver: Driver) -> None:
        await replaying(driver)
        await driver.press("escape")
        assert is_at_rest(driver)
        assert driver.position == "10000:3"

    drive(steps, at="0:3", motion="full")


@pytest.mark.slow
def test_a_replay_ends_by_itself() -> None:
    async def steps(driver: Driver) -> None:
        seen: list[int] = []
        watch = driver.screen._motion._show_replay

        def watching(replay: Replay | None) -> None:
            seen.extend([replay.iteration] if replay is not None else [])
            watch(replay)

        driver.screen._motion._show_replay = watching
        await driver.press("plus", "plus")
        await driver.press("t")
        await wait_until(driver, lambda: bool(seen) and is_at_rest(driver))
        assert seen == sorted(seen)
        assert driver.position == "10000:3"
        assert "np.dot(l0, syn0)" in box_text(driver, Panel.STAGE)

    drive(steps, at="0:3", motion="full")


@pytest.mark.parametrize(
    ("motion", "key"),
    mostly_slow([("reduced", "t"), ("none", "t"), ("full", "i"), ("full", "T")], [("none", "t"), ("full", "i")]),
)
@pytest.mark.few(1)
def test_what_has_no_replay(motion: str, key: str) -> None:
    async def steps(driver: Driver) -> None:
        watched: list[object] = []
        driver.screen._motion._show_replay = watched.append
        await driver.press(key)
        assert driver.position != "10:3"
        assert watched == []
        assert is_at_rest(driver)

    drive(steps, at="10:3", motion=motion)


@pytest.mark.parametrize(
    ("motion", "count"), [("full", range(2, QUICK + 1)), ("reduced", range(1, 2)), ("none", range(1))]
)
@pytest.mark.few(1)
def test_a_step_moves_for_a_moment_and_comes_to_rest(motion: str, count: range) -> None:
    async def steps(driver: Driver) -> None:
        seen: list[Frame | None] = []
        show = driver.screen._motion._show

        def showing(frame: Frame | None) -> None:
            seen.append(frame)
            show(frame)

        driver.screen._motion._show = showing
        await driver.press("right")
        assert driver.position == "0:3"
        await wait_until(driver, lambda: (not count.stop > 1 or seen[-1:] == [None]) and is_at_rest(driver))
        shown = [frame for frame in seen if frame is not None]
        assert len(shown) in count
        assert all(frame.brief for frame in shown) == (motion != "full")
        assert motion != "reduced" or shown == [BRIEF]
        assert "·" in box_text(driver, Panel.STAGE)
        at_rest = box_text(driver, Panel.STAGE)
        await driver.press("right", "left")
        await wait_until(driver, lambda: is_at_rest(driver))
        assert box_text(driver, Panel.STAGE) == at_rest

    drive(steps, at="0:2", motion=motion)


def test_going_back_does_not_move() -> None:
    async def steps(driver: Driver) -> None:
        await driver.press("left")
        assert is_at_rest(driver)

    drive(steps, at="0:3", motion="full")


def test_nothing_waits_when_the_program_is_opened() -> None:
    async def steps(driver: Driver) -> None:
        assert is_at_rest(driver)

    drive(steps, motion="full")


@pytest.mark.slow
def test_nothing_waits_when_a_play_has_come_to_the_end() -> None:
    async def steps(driver: Driver) -> None:
        await driver.press("plus", "plus", "plus", "p")
        await wait_until(driver, lambda: not driver.screen.state.playing)
        assert driver.position == "end:2"
        assert is_at_rest(driver)

    drive(steps, at="end:1", motion="full")


@pytest.mark.parametrize("key", ["v", "tab", "y", "right"])
@pytest.mark.slow
@pytest.mark.few(1)
def test_any_key_ends_a_replay(key: str) -> None:
    async def steps(driver: Driver) -> None:
        await replaying(driver)
        await driver.pilot.press(key)
        await driver.pilot.pause()
        assert driver.screen.state.replay is None

    drive(steps, at="0:3", motion="full")
