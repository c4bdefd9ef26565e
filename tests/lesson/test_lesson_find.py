from __future__ import annotations

import os
from pathlib import Path

import pytest
from lesson_files import write_lesson

from tui_tutor.lesson.find import DEFAULT, LESSON_FILE, UnknownLessonError, find, lessons_folder, shipped
from tui_tutor.lesson.load import load


def test_the_lessons_come_in_the_order_that_their_files_give() -> None:
    assert shipped() == ["shapes", "one_neuron", "toy_brain", "relu_brain"]
    assert [load(find(name)).order for name in shipped()] == [1, 2, 3, 4]
    assert find(DEFAULT) == lessons_folder() / DEFAULT


def test_a_lesson_without_an_order_comes_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, text in {"a": "order = 2", "b": "order =", "c": "", "d": "order = 1", "e": 'order = "0"'}.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / LESSON_FILE).write_text(text)
    monkeypatch.setattr("tui_tutor.lesson.find.lessons_folder", lambda: tmp_path)
    assert shipped() == ["d", "a", "b", "c", "e"]


@pytest.mark.parametrize(
    "word", ["mine", "mine/", "./mine", "käse und brot", "plain.py", "./mine/program.py", ".", "toy_brain.py"]
)
def test_paths(word: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_lesson(tmp_path / "mine")
    write_lesson(tmp_path / "käse und brot")
    for name in ("plain.py", "toy_brain.py"):
        (tmp_path / name).touch()
    monkeypatch.chdir(tmp_path)
    assert find(word) == Path(word)
    assert find(str(tmp_path / word)) == tmp_path / word


def test_a_shipped_lesson_wins_over_a_folder_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_lesson(tmp_path / DEFAULT)
    monkeypatch.chdir(tmp_path)
    assert find(DEFAULT) == lessons_folder() / DEFAULT
    assert find(f"./{DEFAULT}") == Path(DEFAULT)


def test_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    (tmp_path / "plain.py").touch()
    assert find("~/plain.py") == tmp_path / "plain.py"


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("toy_brian", "there is no lesson 'toy_brian'; did you mean toy_brain?"),
        ("nothing", "there is no lesson 'nothing'; there are: shapes, one_neuron, toy_brain, relu_brain"),
        ("readme", "there is no lesson 'readme'"),
        ("./nothing", "there is no file or folder ./nothing"),
        ("nothing.py", "there is no file or folder nothing.py"),
        ("readme/x.py", "there is no file or folder readme/x.py"),
        ("./readme", "./readme is neither a lesson folder nor a .py or .ipynb file"),
        ("~no such user~/x.py", "~no such user~/x.py"),
        ("x" * 300, "cannot be opened: file name too long"),
        ("y" * 5000 + ".py", "cannot be opened: file name too long"),
        ("a\0b.py", "embedded null"),
    ],
)
def test_what_is_not_there(word: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "readme").touch()
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UnknownLessonError) as raised:
        find(word)
    assert message in str(raised.value)


def test_what_is_no_file(tmp_path: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("there are no named pipes here")
    os.mkfifo(tmp_path / "pipe.py")
    with pytest.raises(UnknownLessonError, match=r"neither a lesson folder nor a \.py or \.ipynb file"):
        find(str(tmp_path / "pipe.py"))


@pytest.mark.parametrize("word", ["", " "])
def test_an_empty_word_is_told_to_be_one(word: str) -> None:
    with pytest.raises(UnknownLessonError, match="an empty word is no lesson"):
        find(word)
