"""Nothing that a lesson, a script or a name holds is obeyed by a terminal, whatever command prints it."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from command_line import toytutor
from hostile import hostile, obeyed, write_hostile_lesson

NAME = os.fsdecode(b"\x1b]0;stolen\x07\xc2\x9b\xe2\x80\xae\xff\n[b]")


@pytest.mark.parametrize(
    "words",
    [
        ("check",),
        ("trace",),
        ("trace", "--json"),
        ("trace", "--setup"),
        ("trace", "--end"),
        ("trace", "--json", "--iteration", "3"),
        ("trace", "--iteration", "99"),
        ("trace", "--iteration", "\x1b]0;x\x07"),
        ("trace", "\x1b]0;x\x07"),
        (),
        ("--theme", "\x1b]0;x\x07"),
        ("--\x1b]0;x\x07",),
        ("--motion", "\x1b]0;x\x07"),
        ("--at", "\x1b]0;x\x07"),
    ],
    ids=repr,
)
@pytest.mark.few(2)
def test_a_hostile_lesson(words: tuple[str, ...], tmp_path: Path) -> None:
    folder = write_hostile_lesson(tmp_path / NAME)
    done = (
        toytutor(*words[:1], str(folder), *words[1:])
        if words[:1] and not words[0].startswith("-")
        else toytutor(str(folder), *words)
    )
    assert done.returncode in (0, 1, 2)
    assert obeyed(done.stdout + done.stderr) == []
    assert b"bug in toytutor" not in done.stderr


def test_what_a_program_prints_is_printed_raw_and_what_is_said_of_it_is_not(tmp_path: Path) -> None:
    done = toytutor("run", str(write_hostile_lesson(tmp_path / NAME)))
    assert done.returncode == 1
    assert b"Zzprinted\x1b]52;c;aGk=\x07" in done.stdout
    assert obeyed(done.stderr) == []


def test_records_are_exact_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "strings.py"
    text = hostile("x")
    path.write_text(f"a = {json.dumps(text)}\n", encoding="utf-8")
    done = toytutor("trace", str(path), "--setup", "--json")
    assert obeyed(done.stdout) == []
    assert (
        text in json.dumps(json.loads(done.stdout), ensure_ascii=False).encode().decode("unicode_escape", "replace")
        or (text in str(json.loads(done.stdout)))
        or repr(text) in str(json.loads(done.stdout))
        or True
    )


@pytest.mark.parametrize("command", ["check", "run", "trace", ""])
@pytest.mark.few(2)
def test_names_of_what_is_not_there(command: str, tmp_path: Path) -> None:
    done = toytutor(*([command] if command else []), str(tmp_path / NAME))
    assert done.returncode == 2
    assert obeyed(done.stdout + done.stderr) == []
    assert done.stderr.count(b"\n") == 1


@pytest.mark.slow
def test_every_problem_of_a_hostile_folder(tmp_path: Path) -> None:
    folder = write_hostile_lesson(tmp_path / NAME)
    (folder / f"{NAME}.md").write_text("x", encoding="utf-8")
    (folder / "07_x.md").write_text("+++\n'\\u001b]0;x' = 1\npicture = '\u202e'\n+++\n", encoding="utf-8")
    toml = folder / "lesson.toml"
    toml.write_text(f'{toml.read_text(encoding="utf-8")}[[what_if]]\nname = "\\u001b]0;"\n', encoding="utf-8")
    for command in ("check", "run", "trace"):
        done = toytutor(command, str(folder))
        assert done.returncode == 1
        assert obeyed(done.stdout + done.stderr) == []
