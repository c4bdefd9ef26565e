"""Files of lessons that are no usual files, or not of a usual size: each a message, and never read without end."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest
from lesson_files import HEADER, LESSON, write_lesson

from tui_tutor.engine.text.files import read_file
from tui_tutor.engine.text.problems import ProblemsError
from tui_tutor.lesson.drafts import Drafts
from tui_tutor.lesson.find import UnknownLessonError, find
from tui_tutor.lesson.load import load
from tui_tutor.lesson.progress import content_key

FILES = {"lesson.toml": "a lesson.toml", "program.py": "a program", "01_row.md": "a step file"}
LARGEST = {"lesson.toml": "200,000", "program.py": "1,000,000", "01_row.md": "50,000"}


def problems(path: Path) -> list[str]:
    with pytest.raises(ProblemsError) as raised:
        load(path)
    return [str(problem).removeprefix(f"{path}/") for problem in raised.value.problems]


def make_unusual(path: Path, kind: str) -> None:
    path.unlink()
    if kind == "a pipe":
        os.mkfifo(path)
    elif kind == "a device":
        path.symlink_to("/dev/zero")
    elif kind == "a folder":
        path.mkdir()
    else:
        with socket.socket(socket.AF_UNIX) as server:
            # The name of a socket may not be long.
            server.bind(f"/proc/self/fd/{os.open(path.parent, os.O_RDONLY)}/{path.name}")


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="this system has no such files")
@pytest.mark.parametrize("kind", ["a pipe", "a device", "a folder", "a socket"])
@pytest.mark.parametrize("name", FILES)
def test_only_regular_files_are_read(name: str, kind: str, tmp_path: Path) -> None:
    folder = write_lesson(tmp_path)
    make_unusual(folder / name, kind)
    assert f"{name}: is {kind}; {FILES[name]} is a regular file" in problems(folder)


@pytest.mark.parametrize("name", FILES)
def test_no_more_is_read_than_is_said(name: str, tmp_path: Path) -> None:
    folder = write_lesson(tmp_path)
    with (folder / name).open("wb") as file:
        # Three gigabytes of nothing take no room on the disk.
        file.truncate(3 << 30)
    message = f"is larger than {LARGEST[name]} bytes, the most that {FILES[name]} may have; make it smaller"
    assert f"{name}: {message}" in problems(folder)


@pytest.mark.parametrize("name", FILES)
def test_links_in_a_circle(name: str, tmp_path: Path) -> None:
    folder = write_lesson(tmp_path)
    (folder / name).unlink()
    (folder / name).symlink_to(name)
    assert f"{name}: cannot be read: too many levels of symbolic links" in problems(folder)


def test_folders_in_a_circle(tmp_path: Path) -> None:
    folder = write_lesson(tmp_path / "lesson")
    (folder / "again").symlink_to(folder)
    assert load(folder / "again" / "again").steps == 2
    (tmp_path / "circle").symlink_to("circle")
    with pytest.raises(UnknownLessonError, match="cannot be opened: too many levels of symbolic links"):
        find(str(tmp_path / "circle"))


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    folder = write_lesson(tmp_path)
    monkeypatch.setattr(os, "open", refuse)
    assert problems(folder) == [f"{name}: cannot be read: permission denied" for name in LESSON]


def test_names_that_are_not_utf8(tmp_path: Path) -> None:
    folder = write_lesson(tmp_path / os.fsdecode(b"less\xffon"), {"02_double.md": None})
    (folder / os.fsdecode(b"02_d\xfeuble.md")).write_text(HEADER.format("a", "b"), encoding="utf-8")
    [first, *_] = problems(folder)
    assert first.startswith("02_d\udcfeuble.md: is no step file")


def test_a_draft_is_read_within_its_limit(tmp_path: Path) -> None:
    path = tmp_path / f"{content_key('x = 1')}.py"
    os.mkfifo(path)
    assert Drafts(tmp_path).load("x = 1") is None
    path.unlink()
    path.symlink_to("/dev/zero")
    assert Drafts(tmp_path).load("x = 1") is None


def test_what_is_as_large_as_it_may_be(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"x" * 10)
    assert read_file(path, 10, "it") == b"x" * 10
    with pytest.raises(ProblemsError, match="larger than 9 bytes"):
        read_file(path, 9, "it")
