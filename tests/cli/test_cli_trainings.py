"""`trace` and `check` find the training, wherever it lies."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from seldom import mostly_slow
from trainings import TRAININGS, Training

from tui_tutor.cli import main

SHORT = 1_000
"""Turns that a check goes through at once."""


def written(training: Training, folder: Path) -> Path:
    path = folder / "script.py"
    path.write_text(training.text, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", mostly_slow(TRAININGS, ["printed after", "while in a function"]))
def test_trace_lists_an_iteration_of_it(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    training = TRAININGS[name]
    assert main(["trace", str(written(training, tmp_path)), "--iteration", "3", "--json"]) == 0
    records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {(each["part"], each["iteration"]) for each in records} == {("loop", 3)}
    assert (records[0]["kind"], records[0]["line"], records[0]["depth"]) == ("loop", training.line, 0)
    assert [each["operation"] for each in records] == list(range(1, len(records) + 1))
    assert "error" in {each["name"] for each in records}


@pytest.mark.parametrize("name", mostly_slow(TRAININGS, ["in a function"]))
def test_check_names_it(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    training = TRAININGS[name]
    if training.turns > SHORT:
        # The same loop, of which a check comes to the end at once.
        text = training.text.replace(str(training.turns), str(SHORT))
        training = replace(training, text=text, turns=SHORT)
    path = written(training, tmp_path)
    assert main(["check", str(path), "--seconds", "60"]) == 0
    assert capsys.readouterr() == (f"{path}: {training.told}\n", "")
