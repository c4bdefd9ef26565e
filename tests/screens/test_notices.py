"""The list of what was noticed, and the keys that lead to where a shape came from."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import Label, OptionList

from screens.driver import NARROW, Driver, drive


def script(folder: Path, text: str) -> Path:
    path = folder / "script.py"
    path.write_text(text)
    return path


FLAT = """import numpy as np
y = np.array([1.0, 0.0, 1.0])
w = np.zeros((3, 1))
for j in range(60):
    gap = y - w
    w += gap.mean()
"""

LONG = """import numpy as np
first_measurement = np.array([1.0, 0.0, 1.0])
second_measurement = np.zeros((3, 1))
for j in range(60):
    gap = np.abs(first_measurement) - np.abs(second_measurement)
    far = np.exp(gap + 1000)
    odd = np.log(gap - 1000)
"""

FAILS = "import numpy as np\na = np.ones((4, 3))\nb = np.ones((2, 3))\nc = a @ b\n"


def test_enter_goes_where_it_was_met_first(tmp_path: Path) -> None:
    async def steps(driver: Driver) -> None:
        await driver.pilot.press("exclamation_mark")
        await driver.settle()
        entries = driver.app.screen.query_one(OptionList)
        assert str(entries.get_option_at_index(0).prompt).startswith("⚠ two-way-broadcast   iteration 0, operation 2")
        await driver.pilot.press("enter")
        await driver.until(lambda: str(driver.position) == "0:2")

    drive(steps, script(tmp_path, FLAT), at="50:1")


def test_an_entry_has_the_room_that_the_list_has(tmp_path: Path) -> None:
    async def steps(driver: Driver) -> None:
        await driver.pilot.press("exclamation_mark")
        await driver.settle()
        entries = driver.app.screen.query_one(OptionList)
        written = [str(each.prompt) for each in entries.options]
        assert len(written) == 3
        # What is too long for the list would be broken once more.
        assert entries.virtual_size.height == sum(each.count("\n") + 1 for each in written)

    drive(steps, script(tmp_path, LONG), at="50:1", size=NARROW)


def test_all_of_a_prompt_is_seen(tmp_path: Path) -> None:
    async def steps(driver: Driver) -> None:
        await driver.pilot.press("g")
        await driver.settle()
        label = driver.app.screen.query_one(Label)
        assert label.size.width * label.size.height > len(str(label.render()))
        assert label.size.height == 2

    drive(steps, script(tmp_path, LONG), at="50:1", size=NARROW)


def test_the_keys_lead_to_where_each_shape_came_from(tmp_path: Path) -> None:
    async def steps(driver: Driver) -> None:
        assert str(driver.position) == "setup:6"
        await driver.pilot.press("2")
        await driver.until(lambda: str(driver.position) == "setup:4")
        await driver.pilot.press("end")
        await driver.until(lambda: str(driver.position) == "setup:6")
        await driver.pilot.press("1")
        await driver.until(lambda: str(driver.position) == "setup:2")

    drive(steps, script(tmp_path, FAILS))
