from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_tutor.lesson.newfile import write_new

TEXT = "x = 1\nprint('ü')\n"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize("name", ["brain", "brain.py", "./brain.py", "brain.txt"])
def test_a_new_file(name: str, here: Path) -> None:
    said = write_new(name, TEXT)
    (path,) = here.iterdir()
    assert path.read_bytes() == TEXT.encode()
    assert said == f"written to {path.name}; toytutor ./{path.name} opens it"


def test_a_name_with_a_blank_is_told_as_a_shell_takes_it() -> None:
    assert write_new("my brain", TEXT) == "written to my brain.py; toytutor './my brain.py' opens it"


@pytest.mark.parametrize("name", ["", ".", "..", "/", "sub", "sub/", "new/", "./", "~", "sub/.."])
def test_a_folder_is_no_name(name: str, here: Path) -> None:
    (here / "sub").mkdir()
    said = write_new(name, TEXT)
    assert said == "no file was written" if not name else "is a folder; name a file in it" in said
    assert list(here.rglob("*.py")) == []


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("x" * 300, "file name too long"),
        ("a\0b", "the name holds a zero byte"),
        ("~nosuchuser/x", "nobody is called ~nosuchuser here"),
        ("nowhere/x", "no such file or directory"),
        ("there.py/x", "not a directory"),
    ],
)
def test_what_cannot_be_written_says_why(name: str, why: str, here: Path) -> None:
    (here / "there.py").write_text("")
    said = write_new(name, TEXT)
    assert "cannot be written" in said
    assert why in said
    assert len(said) < 250
    assert [each.name for each in here.iterdir()] == ["there.py"]


def test_half_a_character_cannot_be_written(here: Path) -> None:
    assert write_new("x", "x = '\ud800'") == "x.py cannot be written: the text holds half a character"
    assert "half a character" in write_new("\ud800", TEXT)
    assert list(here.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="there are no pipes and devices here")
def test_nothing_that_is_there_is_written_over(here: Path) -> None:
    (here / "file.py").write_text("mine")
    os.mkfifo(here / "pipe.py")
    os.mkfifo(here / "pipe")
    (here / "null").symlink_to("/dev/null")
    (here / "nothing.py").symlink_to("not-there")
    before = sorted(here.iterdir())
    for name in ("file", "file.py", "pipe.py", "pipe", "null", "nothing", "/dev/null", "/dev/zero"):
        assert "is there already" in write_new(name, TEXT), name
    assert sorted(here.iterdir()) == before
    assert (here / "file.py").read_text() == "mine"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="nothing is forbidden here")
def test_a_place_without_rights(here: Path) -> None:
    here.chmod(0o500)
    assert "permission denied" in write_new("x", TEXT)


@pytest.mark.skipif(os.name == "nt", reason="there are no such limits here")
def test_a_full_disk_leaves_no_half_of_a_program(here: Path) -> None:
    code = """\
import resource, signal
from tui_tutor.lesson.newfile import write_new
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
print(write_new("x", "y" * 1000))
"""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=here, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("x.py cannot be written: ")
    assert list(here.iterdir()) == []


@given(st.text(max_size=20))
def test_any_name_gets_a_sentence(name: str) -> None:
    # No name of these leads out of the folder.
    said = write_new(name.replace("/", "").replace("~", ""), TEXT)
    assert said
    for each in Path().iterdir():
        each.unlink()
