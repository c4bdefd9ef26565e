"""The keys that go through the turns of an inner loop, pressed."""

from __future__ import annotations

from pathlib import Path

from screens.driver import NARROW, Driver, drive
from tui_tutor.app import TutorApp
from tui_tutor.engine.watch.turning import NO_INNER

SAMPLES = """import numpy as np
X = np.ones((5, 3))
w = np.zeros(3)
for epoch in range(100):
    for sample in range(5):
        w = w + X[sample]
    w = w * 0.9
print(w)
"""


def test_the_keys_go_from_sample_to_sample(tmp_path: Path) -> None:
    path = tmp_path / "samples.py"
    path.write_text(SAMPLES)

    async def steps(driver: Driver) -> None:
        assert "} sample" not in driver.text
        assert not offered(driver)
        await driver.press("right_curly_bracket")
        assert driver.position == "3:3"
        await driver.press("right", "right_curly_bracket")
        assert driver.position == "3:8"
        assert "iteration 3 of 100 · sample 1 of 5 · operation 8" in driver.text
        assert "} sample" in driver.text
        assert offered(driver)
        await driver.press("left_curly_bracket")
        assert driver.position == "3:4"
        await driver.press("left_curly_bracket", "left_curly_bracket")
        assert driver.position == "3:2"
        assert driver.note == "" or driver.note == NO_INNER

    def offered(driver: Driver) -> bool:
        assert isinstance(driver.app, TutorApp)
        titles = [each.title for each in driver.app.get_system_commands(driver.app.screen)]
        return "one turn of the inner loop on" in titles

    for size in ((120, 40), NARROW):
        drive(steps, path, at="3:1", size=size)
