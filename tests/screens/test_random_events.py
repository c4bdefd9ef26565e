from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import pytest
from seldom import mostly_slow
from terminal.emulator import children_of, wait_until

from screens.programs import PROGRAMS
from screens.random_events import lessons, walk

EVENTS = 100_000
"""In all of the slow walks together."""

GROWTH = 1.25
"""How much memory may grow after the first tenth of a walk."""


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The scripts and the lessons; what is written goes into a folder of its own."""
    written = tmp_path / "written"
    written.mkdir()
    monkeypatch.chdir(written)
    paths = [tmp_path / f"{name}.py" for name in PROGRAMS]
    for path in paths:
        path.write_text(PROGRAMS[path.stem], encoding="utf-8")
    return [*paths, *lessons()]


def no_child_is_left(before: Sequence[int]) -> None:
    """No process is left but those that were there before."""
    wait_until(lambda: not set(children_of(os.getpid())) - set(before))


@pytest.mark.parametrize(("name", "seed"), mostly_slow([("toy_brain", 1), ("raises.py", 2)], [("raises.py", 2)]))
def test_some_random_events_are_answered(name: str, seed: int, programs: list[Path], tmp_path: Path) -> None:
    path, before = next(each for each in programs if each.name == name), children_of(os.getpid())
    walk(path, seed, 60, tmp_path / "state")
    no_child_is_left(before)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2, 3, 4])
@pytest.mark.parametrize("name", [*(f"{each}.py" for each in PROGRAMS), *(each.name for each in lessons())])
def test_a_hundred_thousand_random_events_are_answered(
    name: str, seed: int, programs: list[Path], tmp_path: Path
) -> None:
    path, before = next(each for each in programs if each.name == name), children_of(os.getpid())
    grown = walk(path, seed, EVENTS // (4 * len(programs)) + 1, tmp_path / "state")
    no_child_is_left(before)
    assert grown < GROWTH, f"memory grew to {grown:.2f} of what it was after the first tenth: {name}, seed {seed}"
