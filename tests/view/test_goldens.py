"""Whole screens as text. `pytest tests/view --update-goldens` writes them anew; read the diff before it is kept."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tui_tutor.view.acting import Frame
from tui_tutor.view.layout import Panel
from tui_tutor.view.pointing import pointed
from tui_tutor.view.state import State
from tui_tutor.view.status import Run
from view.opened import FAILS, SHAPES, drawn, script, toy

GOLDENS = Path(__file__).parent / "goldens"
SIZES = {"wide": (120, 40), "narrow": (80, 24)}


def running() -> State:
    state = toy().state("0:3")
    names = tuple(name for name in toy().moment("4321:1").names if name.value is not None)
    curve = toy().state("4321:1").curve
    return replace(state, run=Run(4321, 10_000, 60_000), running=names, curve=curve)


def shapes_update() -> State:
    script(SHAPES).position("end")  # what comes after the last iteration is known from here on
    return script(SHAPES).state("1:2", tab=Panel.NUMBERS)


def literal() -> State:
    return pointed(replace(toy().state("0:23"), focus=Panel.PROGRAM), Panel.PROGRAM, 1, 0, [])


STATES: dict[str, Callable[[], State]] = {
    "literal": literal,
    "setup_01_fresh": lambda: toy().state("setup:1", fresh=True),
    "setup_04": lambda: toy().state("setup:4"),
    "setup_10": lambda: toy().state("setup:10"),
    "0_02_bind": lambda: toy().state("0:2"),
    "0_03_dot": lambda: toy().state("0:3"),
    "0_03_acted": lambda: replace(toy().state("0:3"), frame=Frame(1, 2)),
    "0_07_inside": lambda: toy().state("0:7", folded=False),
    "0_10_call": lambda: toy().state("0:10"),
    "0_21_minus": lambda: toy().state("0:21", tab=Panel.NUMBERS),
    "0_37_times": lambda: toy().state("0:37"),
    "0_39_transpose": lambda: toy().state("0:39", tab=Panel.PRINTED),
    "0_40_dot": lambda: toy().state("0:40"),
    "0_51_update": lambda: toy().state("0:51", tab=Panel.NUMBERS),
    "0_54_update": lambda: toy().state("0:54"),
    "253_03": lambda: toy().state("253:3", tab=Panel.PICTURE),
    "10000_01": lambda: toy().state("10000:1", tab=Panel.PICTURE),
    "end_2": lambda: toy().state("end:2", tab=Panel.PRINTED),
    "running": running,
    "fails": lambda: script(FAILS).state("0:2"),
    "shapes_dot": lambda: script(SHAPES).state("setup:22", tab=Panel.NUMBERS),
    "shapes_update": shapes_update,
}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", STATES)
def test_screen(name: str, size: str, request: pytest.FixtureRequest) -> None:
    columns, rows = SIZES[size]
    text = "".join(masked(line).rstrip() + "\n" for line in drawn(STATES[name](), columns, rows))
    path = GOLDENS / f"{name}_{size}.txt"
    if request.config.getoption("--update-goldens"):
        path.write_text(text, encoding="utf-8")
    assert path.is_file(), "there is no such golden; pytest tests/view --update-goldens writes it"
    assert text.split("\n") == path.read_text(encoding="utf-8").split("\n")


def test_every_golden_is_used() -> None:
    assert {path.stem for path in GOLDENS.iterdir()} == {f"{name}_{size}" for name in STATES for size in SIZES}


def masked(line: str) -> str:
    """A line without the digits of a number that differ from one processor to the next, and as long as before."""
    return re.sub(r"(\d\.\d{11})\d+ *", lambda match: (match[1] + "~").ljust(len(match[0])), line)
