"""Damaged lessons and programs are checked, traced and opened: a message each, never a fault of ours, never endless."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import tui_tutor
from fuzz.mutating import mutated, seeds, written

QUICK, SLOW, PARTS = 20, 1_200, 10
"""Seeds of a quick run, and of each part of a slow one."""


ROOT = Path(tui_tutor.__file__).parent.parent


def python(*words: str) -> subprocess.CompletedProcess[str]:
    """Run Python, to which this checkout and its tests are known from anywhere."""
    there = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (ROOT, ROOT / "tests")))}
    return subprocess.run([sys.executable, *words], env=there, capture_output=True, text=True, check=False)


def found(first: int, count: int, folder: Path) -> str:
    """What a worker found, "" for nothing; where it died, the seed and the place."""
    done = python("-m", "fuzz.worker", str(first), str(count), str(folder))
    *told, last = [json.loads(line) for line in done.stdout.splitlines()] or [{}]
    if last == {"tried": count} and not told:
        return ""
    seed = (folder / "seed").read_text(encoding="utf-8")
    return f"{json.dumps([*told, last], indent=1)}\nthe last seed was {seed}\n{done.stderr[-3000:]}"


def test_a_few(tmp_path: Path) -> None:
    assert found(0, QUICK, tmp_path) == ""


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_many(part: int, tmp_path: Path) -> None:
    assert found(100_000 + part * SLOW, SLOW, tmp_path) == ""


def commands(first: int, count: int, folder: Path) -> None:
    """The command itself, which tries programs out in a process of their own."""
    corpus = seeds(folder)
    for seed in range(first, first + count):
        path = written(mutated(seed, corpus), folder / "lesson")
        done = python("-m", "tui_tutor", "check", str(path), "--seconds", "2")
        assert done.returncode in (0, 1), (seed, done)
        assert "bug in toytutor" not in done.stderr, (seed, done.stderr)
        assert "Traceback" not in done.stderr, (seed, done.stderr)


@pytest.mark.slow
def test_a_few_as_commands(tmp_path: Path) -> None:
    commands(1_000_000, 5, tmp_path)


@pytest.mark.slow
def test_more_as_commands(tmp_path: Path) -> None:
    commands(2_000_000, 150, tmp_path)
