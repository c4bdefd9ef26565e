from __future__ import annotations

from collections.abc import Callable

import pytest
from rich.cells import cell_len
from seldom import mostly_slow
from textual import events
from textual.widget import Widget

from screens.driver import NARROW, WIDE, Driver, drive
from tui_tutor.screens.help import HelpScreen
from tui_tutor.view.gallery import chosen
from tui_tutor.view.layout import Panel
from tui_tutor.view.lines import text_of


async def mouse(driver: Driver, kind: type[events.MouseEvent], x: int, y: int, button: int = 1) -> None:
    driver.app.post_message(kind(None, x, y, 0, 0, button, False, False, False, screen_x=x, screen_y=y))
    await driver.pilot.pause()


async def click(driver: Driver, x: int, y: int) -> None:
    await mouse(driver, events.MouseMove, x, y, 0)
    await mouse(driver, events.MouseDown, x, y)
    await mouse(driver, events.MouseUp, x, y)
    await driver.settle()


async def until(driver: Driver, condition: Callable[[], object]) -> None:
    """Wait for what a click leads to: it goes through the queues of the panel, of the screen and of the process."""
    for _ in range(3000):
        if condition():
            return await driver.settle()
        await driver.pilot.pause(0.005)
    raise AssertionError("the click did nothing")


async def reached(driver: Driver, position: str) -> None:
    await until(driver, lambda: driver.position == position)


def iteration(driver: Driver) -> int:
    return int(driver.position.split(":")[0])


def find(driver: Driver, panel: Panel, text: str) -> tuple[int, int]:
    """The cell of the screen in which a text begins in a panel, as it is drawn now."""
    box = driver.screen._panels.boxes[panel]
    assert box.display
    for y, line in enumerate(box._lines):
        at = text_of(line).find(text)
        if at >= 0:
            return box.region.x + cell_len(text_of(line)[:at]), box.region.y + y
    raise AssertionError(f"{text!r} is not in {panel}")


async def click_on(driver: Driver, panel: Panel, text: str) -> None:
    await click(driver, *find(driver, panel, text))


@pytest.mark.parametrize("size", [WIDE, NARROW])
@pytest.mark.few(1)
def test_the_footers_keys_do_what_they_say(size: tuple[int, int]) -> None:
    async def steps(driver: Driver) -> None:
        await click_on(driver, Panel.FOOTER, "→")
        await reached(driver, "0:22")
        await click_on(driver, Panel.FOOTER, "back")
        await reached(driver, "0:21")
        await click_on(driver, Panel.FOOTER, "iteration")
        await reached(driver, "1:21")
        await click_on(driver, Panel.FOOTER, "?")
        await until(driver, lambda: isinstance(driver.app.screen, HelpScreen))

    drive(steps, at="0:21", size=size)


@pytest.mark.parametrize("size", [WIDE, NARROW])
@pytest.mark.few(1)
def test_v_next_in_a_panels_edge_shows_the_next_picture(size: tuple[int, int]) -> None:
    async def steps(driver: Driver) -> None:
        while not driver.screen._panels.boxes[Panel.PICTURE].display:
            await driver.press("tab")
        await driver.press("escape")
        before = chosen(driver.screen.state)
        await click_on(driver, Panel.PICTURE, "v next")
        await until(driver, lambda: chosen(driver.screen.state) != before)

    drive(steps, at="0:3", size=size)


@pytest.mark.parametrize("panel", mostly_slow([Panel.NUMBERS, Panel.PICTURE, Panel.PRINTED], [Panel.PICTURE]))
def test_a_tab_comes_to_the_front(panel: Panel) -> None:
    async def steps(driver: Driver) -> None:
        await click_on(driver, Panel.TEXT, chosen(driver.screen.state) if panel is Panel.PICTURE else panel.value)
        await until(driver, lambda: driver.screen.state.tab is panel)
        assert driver.screen._panels.boxes[panel].display
        await click_on(driver, panel, "why")
        await until(driver, lambda: driver.screen.state.tab is Panel.TEXT)

    drive(steps, at="0:3", size=NARROW)


@pytest.mark.parametrize("size", [WIDE, NARROW])
@pytest.mark.few(1)
def test_a_line_of_code_leads_to_its_next_run(size: tuple[int, int]) -> None:
    async def steps(driver: Driver) -> None:
        await click_on(driver, Panel.PROGRAM, "l2 = nonlin")
        await reached(driver, "0:12")
        await click_on(driver, Panel.PROGRAM, "l1 = nonlin")
        await reached(driver, "1:3")

    drive(steps, at="0:3", size=size)


@pytest.mark.slow
def test_a_line_is_the_one_that_is_drawn_there_where_the_panel_is_scrolled() -> None:
    async def steps(driver: Driver) -> None:
        await click_on(driver, Panel.PROGRAM, "l0 = X")
        box = driver.screen._panels.boxes[Panel.PROGRAM]
        x, y = box.region.x + 5, box.region.y + 5
        await mouse(driver, events.MouseScrollUp, x, y, 0)
        first = driver.screen.state.scrolls[Panel.PROGRAM]
        for _ in range(11):
            await mouse(driver, events.MouseScrollUp, x, y, 0)
        assert driver.screen.state.scrolls[Panel.PROGRAM] == first - 33
        x, y = find(driver, Panel.PROGRAM, "y = np.array")
        await click(driver, x, y)
        await until(driver, lambda: "line 34" in driver.note)

    drive(steps, at="0:3")


async def show_curve(driver: Driver) -> None:
    while chosen(driver.screen.state) != "error":
        await driver.press("v")


@pytest.mark.parametrize("linear", mostly_slow([False, True], [True]))
def test_the_curve_leads_to_the_iteration_that_is_clicked(linear: bool) -> None:
    async def steps(driver: Driver) -> None:
        await show_curve(driver)
        if linear:
            await driver.press("l")
        seen = [-1]
        for across in (1, 2, 3) if linear else (1, 5, 9, 12):
            # Another iteration begins with a step that asks for another picture.
            await show_curve(driver)
            x, y = find(driver, Panel.PICTURE, "└")
            await click(driver, x + across, y)
            await until(driver, lambda: driver.position.endswith(":1") and iteration(driver) > seen[-1])
            seen.append(iteration(driver))
        assert seen[-1] <= 10_000

    drive(steps, at="10000:3")


@pytest.mark.slow
def test_a_milestone_on_the_curve_leads_to_just_that_iteration() -> None:
    async def steps(driver: Driver) -> None:
        await show_curve(driver)
        await click_on(driver, Panel.PICTURE, "◆")
        await reached(driver, f"{driver.screen.state.lesson.milestones[0].at}:1")

    drive(steps, at="10000:3")


def test_a_second_click_is_a_second_key_and_selects_nothing() -> None:
    async def steps(driver: Driver) -> None:
        place = find(driver, Panel.FOOTER, "iteration")
        await click(driver, *place)
        await click(driver, *place)
        await reached(driver, "2:21")
        assert not driver.screen.selections

    drive(steps, at="0:21")


def test_a_click_on_how_many_lines_are_below_scrolls() -> None:
    async def steps(driver: Driver) -> None:
        await click_on(driver, Panel.TEXT, "more ─")
        await until(driver, lambda: driver.screen.state.scrolls.get(Panel.TEXT, 0) > 0)

    drive(steps, at="0:3", size=(120, 34))


async def drag(driver: Driver, start: tuple[int, int], stop: tuple[int, int]) -> None:
    await mouse(driver, events.MouseDown, *start)
    await mouse(driver, events.MouseMove, (start[0] + stop[0]) // 2, (start[1] + stop[1]) // 2)
    await mouse(driver, events.MouseMove, *stop)
    await mouse(driver, events.MouseUp, *stop)


async def copied(driver: Driver) -> str:
    await driver.pilot.press("ctrl+c")
    await driver.pilot.pause()
    return driver.app.clipboard


@pytest.mark.parametrize("size", [WIDE, NARROW])
@pytest.mark.few(1)
def test_what_was_dragged_over_is_copied(size: tuple[int, int]) -> None:
    async def steps(driver: Driver) -> None:
        x, y = find(driver, Panel.PROGRAM, "l0 = X")
        position = driver.position
        await drag(driver, (x, y), (x + 5, y))
        assert await copied(driver) == "l0 = X"
        assert driver.position == position

    drive(steps, at="0:3", size=size)


def test_several_lines_of_code_are_copied_without_their_numbers_and_the_frame() -> None:
    async def steps(driver: Driver) -> None:
        x, y = find(driver, Panel.PROGRAM, "l0 = X")
        await drag(driver, (x, y), (x + 1, y + 2))
        first, second, third = (await copied(driver)).split("\n")
        assert first == "l0 = X"
        assert second.startswith("    l1 = nonlin(np.dot(l0, syn")
        assert third == "    l2"

    drive(steps, at="0:3")


SHOWN = [Panel.STATUS, Panel.STAGE, Panel.TEXT, Panel.NUMBERS, Panel.PICTURE, Panel.PRINTED]


@pytest.mark.parametrize("panel", mostly_slow(SHOWN, [Panel.STAGE, Panel.NUMBERS]))
@pytest.mark.few(1)
def test_every_panel_gives_the_text_that_it_shows(panel: Panel) -> None:
    async def steps(driver: Driver) -> None:
        box = driver.screen._panels.boxes[panel]
        first = min(1, box.size.height - 1)
        row = next(y for y, each in enumerate(box._lines) if y >= first and text_of(each).strip("│ "))
        text = text_of(box._lines[row])
        right = box.size.width - 1
        await drag(driver, (box.region.x, box.region.y + row), (box.region.x + right, box.region.y + row))
        assert await copied(driver) == text.removeprefix("│ ").removesuffix("│").rstrip()

    drive(steps, at="0:3")


def test_a_selection_is_shown_while_it_is_made_and_gone_with_its_text() -> None:
    async def steps(driver: Driver) -> None:
        x, y = find(driver, Panel.PROGRAM, "l0 = X")
        box = driver.screen._panels.boxes[Panel.PROGRAM]

        def reversed_text() -> str:
            strip = box.render_line(y - box.region.y)
            return "".join(each.text for each in strip if each.style is not None and each.style.reverse)

        assert reversed_text() == ""
        await mouse(driver, events.MouseDown, x, y)
        await mouse(driver, events.MouseMove, x + 1, y)
        assert reversed_text() == "l0"
        await mouse(driver, events.MouseMove, x + 3, y)
        assert reversed_text() == "l0 ="
        await mouse(driver, events.MouseUp, x + 3, y)
        assert reversed_text() == "l0 ="
        await driver.go("step 1")
        assert not driver.screen.selections

    drive(steps, at="0:3")


@pytest.mark.slow
def test_wide_characters_are_selected_by_the_cells_they_take(tmp_path_factory: pytest.TempPathFactory) -> None:
    script = tmp_path_factory.mktemp("wide") / "wide.py"
    script.write_text('name = "漢字 is wide"\nother = "e\u0301 f"\n', encoding="utf-8")

    async def steps(driver: Driver) -> None:
        x, y = find(driver, Panel.PROGRAM, "漢")
        for start, stop, wanted in ((0, 3, "漢字"), (1, 2, "漢字"), (0, 1, "漢"), (2, 5, "字 i"), (3, 3 + 3, "字 is")):
            await drag(driver, (x + start, y), (x + stop, y))
            assert await copied(driver) == wanted
        x, y = find(driver, Panel.PROGRAM, "e\u0301")
        await drag(driver, (x, y), (x + 2, y))
        assert await copied(driver) == "e\u0301 f"

    drive(steps, script)


@pytest.mark.parametrize("size", [WIDE, NARROW])
@pytest.mark.few(1)
def test_a_page_gives_the_text_that_it_shows(size: tuple[int, int]) -> None:
    async def steps(driver: Driver) -> None:
        await driver.pilot.press("question_mark")
        await driver.pilot.pause()
        await driver.pilot.press("down", "down")
        await driver.pilot.pause()
        page = driver.app.screen.query_one("Page")
        around = page.parent
        assert isinstance(around, Widget)
        await driver.until(lambda: around.scroll_y == around.scroll_target_y != 0 or not around.max_scroll_y)
        await driver.pilot.pause()
        y = next(y for y in range(3, 40) if "10 iterations on" in page.render_line(y).text)
        text = page.render_line(y).text
        x = text.index("10 iterations on")
        region = page.region
        await drag(driver, (region.x + x, region.y + y), (region.x + x + 15, region.y + y))
        assert await copied(driver) == "10 iterations on"

    drive(steps, size=size)
