from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_tutor.lesson.preferences import Preferences


def test_a_theme_is_kept(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    assert Preferences(folder).theme is None
    assert Preferences(folder).choose_theme("dracula") is None
    assert Preferences(folder).choose_theme("nord") is None
    assert Preferences(folder).theme == "nord"
    assert [each.name for each in folder.iterdir()] == ["theme"]


@given(st.binary(max_size=300))
def test_any_bytes_are_borne(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    folder = tmp_path_factory.mktemp("state")
    (folder / "theme").write_bytes(data)
    found = Preferences(folder).theme
    assert found is None or found == data.decode().strip()


def a_folder(path: Path) -> None:
    path.mkdir()


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


def an_endless_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


@pytest.mark.skipif(os.name == "nt", reason="there are no pipes and devices here")
@pytest.mark.parametrize("make", [a_folder, a_pipe, an_endless_device])
def test_what_is_no_file_is_no_theme(make: Callable[[Path], None], tmp_path: Path) -> None:
    make(tmp_path / "theme")
    assert Preferences(tmp_path).theme is None


def test_what_cannot_be_kept_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert "cannot be kept (" in (Preferences(tmp_path / "file").choose_theme("nord") or "")
