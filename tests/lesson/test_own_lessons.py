"""A user's own lessons, in the data folder and in folders named by TOYTUTOR_LESSONS."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from lesson_files import write_lesson

from tui_tutor.lesson.find import (
    DEFAULT,
    UnknownLessonError,
    find,
    lessons_folder,
    listed,
    misnamed_folders,
    shipped,
    users_folder,
)
from tui_tutor.lesson.shelf import shelf


def own() -> list[tuple[str, Path]]:
    return [(each.word, each.path) for each in listed() if not each.is_shipped]


def name_folders(monkeypatch: pytest.MonkeyPatch, *folders: Path | str) -> None:
    monkeypatch.setenv("TOYTUTOR_LESSONS", os.pathsep.join(map(str, folders)))


def test_without_any_there_are_the_shipped_ones() -> None:
    assert [each.word for each in listed()] == shipped()
    assert all(each.is_shipped for each in listed())


def test_they_come_after_the_shipped_ones_and_open_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name_folders(monkeypatch, tmp_path / "b", "", tmp_path / "a")
    paths = [tmp_path / "b" / "two", tmp_path / "b" / "one", tmp_path / "a" / "käse und brot", users_folder() / "mine"]
    for order, path in enumerate(paths):
        write_lesson(path, {"lesson.toml": f'format = 1\ntitle = "x"\norder = {order}\n'})
    (tmp_path / "b" / "notes").mkdir()
    (tmp_path / "b" / ".hidden").mkdir()
    write_lesson(tmp_path / "b" / ".hidden")
    (tmp_path / "b" / "script.py").write_text("x = 1\n")
    assert [each.word for each in listed()[: len(shipped())]] == shipped()
    assert own() == [(path.name, path) for path in paths]
    assert [find(path.name) for path in paths] == paths
    assert [each.lesson.title for each in shelf()[len(shipped()) :] if each.lesson is not None] == ["x"] * 4


def test_of_two_of_one_name_the_first_has_it_and_the_other_opens_by_its_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name_folders(monkeypatch, tmp_path / "a", tmp_path / "b")
    for path in (tmp_path / "a" / DEFAULT, tmp_path / "a" / "mine", tmp_path / "b" / "mine", users_folder() / "mine"):
        write_lesson(path)
    assert find(DEFAULT) == lessons_folder() / DEFAULT
    assert find("mine") == tmp_path / "a" / "mine"
    words = [word for word, _ in own()]
    assert words == [
        "mine",
        str(tmp_path / "a" / DEFAULT),
        str(tmp_path / "b" / "mine"),
        str(users_folder() / "mine"),
    ]
    assert [find(word) for word in words] == [path for _, path in own()]


def test_a_name_comes_before_a_folder_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_lesson(users_folder() / "mine")
    write_lesson(tmp_path / "mine")
    monkeypatch.chdir(tmp_path)
    assert find("mine") == users_folder() / "mine"
    assert find("./mine") == Path("mine")


def test_a_folder_named_twice_is_listed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_lesson(tmp_path / "mine")
    (tmp_path / "link").symlink_to(tmp_path)
    name_folders(monkeypatch, tmp_path, tmp_path / "link", f"{tmp_path}/", lessons_folder())
    assert own() == [("mine", tmp_path / "mine")]


def test_of_folders_that_are_named_twice_the_first_mention_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder, name in (("a", "mine"), ("b", "mine"), ("a", "toy_brain")):
        (tmp_path / folder).mkdir(exist_ok=True)
        write_lesson(tmp_path / folder / name)
    name_folders(monkeypatch, tmp_path / "a", tmp_path / "b", tmp_path / "a", lessons_folder())
    assert find("mine") == tmp_path / "a" / "mine"
    assert find("toy_brain") == lessons_folder() / "toy_brain"


def test_the_names_are_told_where_one_is_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_lesson(tmp_path / "my_lesson")
    name_folders(monkeypatch, tmp_path)
    with pytest.raises(UnknownLessonError, match=r"did you mean my_lesson\?"):
        find("my_lessen")
    with pytest.raises(UnknownLessonError, match="relu_brain, my_lesson"):
        find("nothing")


def test_folders_that_are_misnamed_are_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_lesson(tmp_path / "mine")
    (tmp_path / "file").touch()
    name_folders(monkeypatch, tmp_path, tmp_path / "gone", tmp_path / "file", tmp_path / "mine", "a\0b"[:1])
    monkeypatch.chdir(tmp_path)
    assert misnamed_folders() == [
        f"TOYTUTOR_LESSONS names {tmp_path / 'gone'}, which is no folder that can be read",
        f"TOYTUTOR_LESSONS names {tmp_path / 'file'}, which is no folder that can be read",
        f"TOYTUTOR_LESSONS names {tmp_path / 'mine'}, which is a lesson itself; name the folder that it lies in",
        "TOYTUTOR_LESSONS names a, which is no folder that can be read",
    ]
    assert own() == [("mine", tmp_path / "mine")]


def test_broken_ones_are_listed_as_broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name_folders(monkeypatch, tmp_path)
    write_lesson(tmp_path / "a", {"lesson.toml": 'format = 2\ntitel = "x"\n'})
    write_lesson(tmp_path / "b", {"lesson.toml": None})
    write_lesson(tmp_path / "c", {"program.py": b"\xff\xfe\x00"})
    write_lesson(tmp_path / "d", {"program.py": "x = '\\d'\n1 is 1\n", "01_row.md": None, "02_double.md": None})
    (tmp_path / "e" / "lesson.toml").mkdir(parents=True)
    found = {each.found.word: each for each in shelf() if not each.found.is_shipped}
    assert {word: each.problems for word, each in found.items()} == {"a": 3, "b": 1, "c": 1, "d": 0, "e": 2}
    assert [word for word, each in found.items() if each.lesson is not None] == ["d"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_nobody_may_look_into(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name_folders(monkeypatch, tmp_path)
    closed = tmp_path / "closed"
    closed.mkdir()
    closed.chmod(0)
    try:
        assert [(each.found.word, each.problems) for each in shelf()[len(shipped()) :]] == [("closed", 1)]
    finally:
        closed.chmod(0o700)
