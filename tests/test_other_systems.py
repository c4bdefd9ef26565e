"""Nothing is imported or called that only some systems have, without something else in its place."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import tui_tutor

TESTS = Path(__file__).parent

ONLY_ELSEWHERE = ("tui_tutor.terminal",)
"""Modules for one kind of system, which import what it has; they are imported there only."""

IMPORTS = f"""
import importlib, pkgutil, sys, tui_tutor
for module in pkgutil.walk_packages(tui_tutor.__path__, "tui_tutor."):
    if not module.name.endswith("__main__") and module.name not in {ONLY_ELSEWHERE}:
        importlib.import_module(module.name)
assert not sys.modules.keys() & set({ONLY_ELSEWHERE})
from tui_tutor.runner import child, limits
for module, name in ((child.signal, "SIGALRM"), (child.os, "killpg"), (limits.signal, "SIGKILL")):
    assert not hasattr(module, name), name
"""

RUNS = """
from talk import ENDLESS, script, talk, toy
from tui_tutor.engine.watch.moves import Move
from tui_tutor.lesson.progress import Progress, Store
from tui_tutor.runner.protocol import Died, Measured

with talk(toy(), "0:3") as opened:
    assert opened.place() == "0:3"
    opened.client.iterate(2000, True)
    assert opened.place() == "2000:3"
    opened.client.measure()
    assert opened.wait(lambda reply: isinstance(reply, Measured)).bowl is not None
    opened.client.close()
with talk(script(ENDLESS)) as opened:
    opened.arrived()
    process = opened.process
    opened.client.move(Move.END, True)
    opened.busy()
    opened.client.stop()
    assert opened.arrived().note == "stopped"
    assert opened.process == process
with talk(script("x = 1\\nfor j in range(4):\\n    x = sum(range(10**12 * (j == 2)))\\n"), "0:1") as opened:
    opened.arrived()
    opened.client.move(Move.END, True)
    opened.busy()
    opened.client.stop()
    assert opened.wait(lambda reply: isinstance(reply, Died)).stopped
    opened.arrived()
store = Store()
assert store.save("0" * 64, Progress(position="0:3")) is None
assert store.load("0" * 64)[0].position == "0:3"
"""

SHOWS = """
from textual.app import App
from textual.drivers.headless_driver import HeadlessDriver
from screens.driver import drive
App.get_driver_class = lambda app: HeadlessDriver
async def steps(driver):
    await driver.press("right", "i", "t", "T")
    assert driver.position == "0:1"
    await driver.pilot.press("q")
drive(steps)
"""

COMMANDS = """
from tui_tutor.cli import main
for words in (["lessons"], ["check", "one_neuron"], ["trace", "one_neuron"], ["run", "one_neuron"]):
    assert main(words) == 0, words
"""


def poorer(code: str, folder: Path) -> set[int]:
    """Run code, and whatever processes it starts, without those names; the processes that met the lack of them."""
    log = folder / "log"
    path = [TESTS / "elsewhere", Path(tui_tutor.__file__).parent.parent, TESTS, TESTS / "runner"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, path)), "POORER": str(log)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return {int(line.split()[0]) for line in log.read_text().splitlines()}


def test_everything_can_be_imported(tmp_path: Path) -> None:
    assert len(poorer(IMPORTS, tmp_path)) == 1


@pytest.mark.slow
def test_programs_run_and_are_stopped(tmp_path: Path) -> None:
    assert len(poorer(RUNS, tmp_path)) == 5, "the tutor's process and four of programs"


@pytest.mark.slow
def test_a_lesson_is_shown(tmp_path: Path) -> None:
    assert len(poorer(SHOWS, tmp_path)) == 2


def test_the_commands_work(tmp_path: Path) -> None:
    assert len(poorer(COMMANDS, tmp_path)) > 1
