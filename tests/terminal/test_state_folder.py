"""A state folder that is none, or that holds what is no file: said once, and the tutor goes on."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from seldom import mostly_slow

from terminal.emulator import Terminal
from tui_tutor.lesson.find import find
from tui_tutor.lesson.load import load
from tui_tutor.lesson.progress import LARGEST_FILE, content_key

KEY = content_key(load(find("toy_brain")).source.text)


def a_file(folder: Path) -> None:
    folder.write_text("")


def a_pipe(folder: Path) -> None:
    os.mkfifo(folder)


def a_link_to_itself(folder: Path) -> None:
    folder.symlink_to(folder)


def a_device(folder: Path) -> None:
    folder.symlink_to("/dev/zero")


def a_folder_where_nothing_can_be_made(folder: Path) -> None:
    folder.symlink_to("/proc")


NO_FOLDERS = [a_file, a_pipe, a_link_to_itself, a_device, a_folder_where_nothing_can_be_made]


def in_its_file(make: Callable[[Path], None]) -> Callable[[Path], None]:
    def made(folder: Path) -> None:
        folder.mkdir()
        make(folder / f"{KEY}.json")

    return made


def a_huge_file(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(3 << 30)


IN_ITS_FILE = {each.__name__: in_its_file(each) for each in (a_pipe, a_device, a_huge_file)}


def walks(state: Path, said: str) -> None:
    """Walk a little; what is to be said is said, once."""
    with Terminal("--motion", "none", environment={"TOYTUTOR_STATE": str(state)}) as terminal:
        terminal.wait("operation 1 of 16")
        terminal.wait(said)
        terminal.press("right")
        terminal.wait("operation 2 of 16")
        terminal.wait("? help")
        terminal.press("e")
        terminal.wait("esc checks it")
        terminal.press("esc")
        terminal.wait("? help")
        terminal.press("right")
        terminal.wait("operation 3 of 16")
        terminal.wait("? help")
        assert said not in terminal.text
        terminal.press("q")
        assert terminal.quit() == 0
        assert terminal.taken == []
        assert terminal.said_after == ""


@pytest.mark.parametrize("make", NO_FOLDERS)
@pytest.mark.slow
def test_no_folder(make: Callable[[Path], None], tmp_path: Path) -> None:
    state = tmp_path / "state"
    make(state)
    walks(state, "progress lasts until you leave: it cannot be kept")


@pytest.mark.parametrize("make", mostly_slow(IN_ITS_FILE, ["a_pipe"]))
@pytest.mark.slow
def test_no_file(make: str, tmp_path: Path) -> None:
    state = tmp_path / "state"
    IN_ITS_FILE[make](state)
    walks(state, "you begin anew: what was kept is damaged (it is")
    assert (state / f"{KEY}.damaged").is_symlink() or (state / f"{KEY}.damaged").exists()
    assert (state / f"{KEY}.json").stat().st_size < LARGEST_FILE


@pytest.mark.slow
def test_where_nobody_has_a_home_no_folder_is_made_in_its_place(tmp_path: Path) -> None:
    walks(Path("~nosuchuser/state"), "there is no home folder ~nosuchuser")
    assert not Path("~nosuchuser").exists()
