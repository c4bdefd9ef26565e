"""A user's own lessons by name on the command line."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from command_line import toytutor, write_lesson

from tui_tutor.cli import main
from tui_tutor.lesson.find import DEFAULT, users_folder


@pytest.mark.parametrize("place", ["data folder", pytest.param("named folder", marks=pytest.mark.slow)])
def test_they_open_by_name_wherever_a_name_is_taken(
    place: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOYTUTOR_LESSONS", str(tmp_path) if place == "named folder" else "")
    write_lesson((tmp_path if place == "named folder" else users_folder()) / "mine")
    assert main(["check", "mine"]) == 0
    assert capsys.readouterr().out == "mine: fine: 2 steps, 3 iterations of the loop on line 5\n"
    assert main(["trace", "mine"]) == 0
    assert capsys.readouterr().out.startswith("Two steps · iteration 0 of 3")
    assert main(["run", "mine"]) == 0
    assert capsys.readouterr().out == "[  8. -16.]\n"
    assert main(["mine"]) == 2
    assert "the tutor needs a terminal" in capsys.readouterr().err


def test_they_are_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TOYTUTOR_LESSONS", os.pathsep.join(map(str, (tmp_path, tmp_path / "gone"))))
    write_lesson(tmp_path / "mine")
    write_lesson(tmp_path / "run")
    write_lesson(tmp_path / "bad", {"lesson.toml": "format = 2\n"})
    write_lesson(users_folder() / DEFAULT)
    assert main(["lessons"]) == 1
    shown = capsys.readouterr()
    blocks = shown.out.split("\n\n")[4:]
    assert blocks[0] == "bad         is broken: 2 problems\n            `toytutor check bad` says which"
    assert blocks[1].splitlines()[0].split() == ["mine", "Two", "steps", "2", "steps"]
    assert blocks[1].splitlines()[1] == "            A row of numbers is doubled three times."
    assert blocks[2].splitlines()[0] == str(tmp_path / "run")
    assert blocks[2].splitlines()[1].split() == ["Two", "steps", "2", "steps"]
    assert blocks[3].splitlines()[0] == str(users_folder() / DEFAULT)
    assert str(users_folder()) in blocks[4]
    assert shown.err == f"toytutor: TOYTUTOR_LESSONS names {tmp_path / 'gone'}, which is no folder that can be read\n"


def test_names_may_be_anything(tmp_path: Path) -> None:
    for name in ("-dash", "käse und brot", "\x1b[2J", "a.py"):
        write_lesson(tmp_path / name)
    done = toytutor("lessons", TOYTUTOR_LESSONS=str(tmp_path))
    assert (done.returncode, done.stderr) == (0, b"")
    lines = done.stdout.decode().splitlines()
    assert str(tmp_path / "-dash") in lines
    assert any(line.startswith("'käse und brot'") for line in lines)
    assert any("\\x1b[2J" in line for line in lines)
    assert str(tmp_path / "a.py") in lines
    assert "\x1b" not in done.stdout.decode()
