from __future__ import annotations

import os
import threading
import tomllib
from collections.abc import Callable
from pathlib import Path

import platformdirs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_tutor.lesson.settings import (
    FIRST_LINE,
    UNSET,
    Choice,
    Choices,
    adopt_theme,
    edited,
    keep,
    read_settings,
    settings_path,
)


def written(folder: Path, text: str) -> Path:
    path = folder / "settings.toml"
    path.write_bytes(text.encode())
    return path


def told(path: Path) -> list[str]:
    return [str(problem).removeprefix(f"{path}") for problem in read_settings(path).problems]


def test_where_it_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TOYTUTOR_CONFIG", str(tmp_path / "mine.toml"))
    assert settings_path() == tmp_path / "mine.toml"
    monkeypatch.delenv("TOYTUTOR_CONFIG")
    assert settings_path() == platformdirs.user_config_path("toytutor") / "settings.toml"


def test_without_a_file_nothing_is_set(tmp_path: Path) -> None:
    assert read_settings(tmp_path / "none.toml") == UNSET


def test_what_a_file_sets(tmp_path: Path) -> None:
    text = '\ufefftheme = "nord"\nmotion = "none"\nfold = false\nspeed = 2\nlog_axes = false\n[keys]\nact = "k"\n'
    text = text.replace("\n", "\r\n")
    settings = read_settings(written(tmp_path, text))
    assert (settings.theme, settings.motion, settings.fold) == ("nord", "none", False)
    assert (settings.speed, settings.log_axes, settings.problems) == (2.0, False, [])
    assert settings.keys is not None
    assert settings.keys.values == {"act": "k"}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("theme = \n", ":1:9: is not TOML: Invalid value"),
        ('speed = 2\ntheme = "x\n', ":2:11: is not TOML: "),
        ("theme = 3\n", ":1:1: theme must be text in quotes"),
        ('\n  motion = "fast"\n', ':2:3: motion must be "full", "reduced" or "none"'),
        ('fold = "no"\n', ":1:1: fold must be true or false, not 'no'"),
        ("speed = 0\n", ":1:1: speed must be a number from 0.25 to 8, not 0"),
        ("speed = true\n", ":1:1: speed must be a number from 0.25 to 8, not True"),
        ("speed = nan\n", ":1:1: speed must be a number from 0.25 to 8, not nan"),
        ("log_axes = 1\n", ":1:1: log_axes must be true or false, not 1"),
        ('keys = "x"\n', ":1:1: keys must be a table: a line [keys]"),
        ("fold = true\nthemes = 3\n", ":2:1: unknown field 'themes'; there are: fold, keys, "),
        ("x" * 200_000, ": is larger than 100,000 bytes"),
        ("a = " + "[" * 5000, ""),
    ],
    ids=lambda value: value[:20],
)
def test_what_is_wrong_is_told_with_its_place(text: str, problem: str, tmp_path: Path) -> None:
    path = written(tmp_path, text)
    assert told(path)[0].startswith(problem)
    settings = read_settings(path)
    assert (settings.theme, settings.motion, settings.fold, settings.log_axes) == (None, None, True, True)


def test_one_wrong_setting_leaves_the_others(tmp_path: Path) -> None:
    settings = read_settings(written(tmp_path, 'theme = "nord"\nspeed = "fast"\nfold = false\n'))
    assert (settings.theme, settings.speed, settings.fold, len(settings.problems)) == ("nord", 1.0, False, 1)


def test_what_is_no_utf_8_is_told(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(b'# so\ntheme = "n\xf6rd"\n')
    assert told(path)[0].startswith(":2:")


def a_folder(path: Path) -> None:
    path.mkdir()


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


def an_endless_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


@pytest.mark.skipif(os.name == "nt", reason="there are no pipes and devices here")
@pytest.mark.parametrize("make", [a_folder, a_pipe, an_endless_device])
def test_what_is_no_file_is_told(make: Callable[[Path], None], tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    make(path)
    assert told(path)[0].startswith(": cannot be read: ")
    assert "has a fault" in (keep({"theme": "nord"}, path) or "")


def test_choices_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "new" / "settings.toml"
    assert keep({"theme": "nord"}, path) is None
    assert keep({"speed": 2.0, "fold": False}, path) is None
    assert path.read_text() == f'{FIRST_LINE}theme = "nord"\nspeed = 2.0\nfold = false\n'
    settings = read_settings(path)
    assert (settings.theme, settings.speed, settings.fold, settings.problems) == ("nord", 2.0, False, [])
    assert [each.name for each in path.parent.iterdir()] == ["settings.toml"]


def test_all_else_in_the_file_stays(tmp_path: Path) -> None:
    text = """\
# mine
theme = 'dracula'   # the dark one
unknown = [1,
  2]

# my keys
[keys]
speed = "k"
"""
    path = written(tmp_path, text)
    assert keep({"theme": "nord", "speed": 4.0}, path) is None
    changed = text.replace("'dracula'", '"nord"').replace("  2]\n", "  2]\n\n# my keys\nspeed = 4.0\n", 1)
    assert path.read_text() == changed.replace("\n\n# my keys\n[keys]", "\n[keys]")


@pytest.mark.parametrize("text", ["theme = \n", 'theme = """\nnord"""\n', "speed = [1]\n", "[[theme]]\nx = 1\n"])
def test_a_file_that_cannot_be_changed_safely_is_left(text: str, tmp_path: Path) -> None:
    path = written(tmp_path, text)
    assert "has a fault, and is not written to" in (keep({"theme": "nord", "speed": 2.0}, path) or "")
    assert path.read_text() == text


@given(
    st.text(st.sampled_from("theme=speed\"'\n# []0.x"), max_size=60),
    st.dictionaries(st.sampled_from(["theme", "motion"]), st.text(max_size=9), max_size=2),
)
def test_what_is_written_is_what_was_set_and_chosen(text: str, choices: dict[str, str]) -> None:
    new = edited(text, dict[str, Choice](choices))
    if new is not None:
        assert tomllib.loads(new) == {**tomllib.loads(text), **choices}


def test_a_link_to_the_file_stays_a_link(tmp_path: Path) -> None:
    real = written(tmp_path, "# mine\n")
    link = tmp_path / "link.toml"
    link.symlink_to(real)
    assert keep({"theme": "nord"}, link) is None
    assert link.is_symlink()
    assert 'theme = "nord"' in real.read_text()


def test_what_cannot_be_kept_is_said_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("TOYTUTOR_CONFIG", str(tmp_path / "file" / "settings.toml"))
    said: list[str] = []
    told = threading.Event()

    def say(words: str) -> None:
        said.append(words)
        told.set()

    choices = Choices(say)
    choices.choose("speed", 2.0)
    assert told.wait(10)
    choices.choose("speed", 4.0)
    choices.close()
    (words,) = said
    assert words.startswith("it lasts until you leave: it cannot be kept (")


def test_choices_add_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TOYTUTOR_CONFIG", str(tmp_path / "settings.toml"))
    said: list[str] = []
    choices = Choices(said.append)
    for speed in (2.0, 4.0, 8.0):
        choices.choose("speed", speed)
    choices.choose("fold", False)
    choices.close()
    assert said == []
    assert tomllib.loads((tmp_path / "settings.toml").read_text()) == {"speed": 8.0, "fold": False}


def test_the_theme_of_an_older_version_is_taken_over(tmp_path: Path) -> None:
    path = tmp_path / "config" / "settings.toml"
    (tmp_path / "theme").write_text("nord\n")
    adopt_theme(tmp_path, path)
    assert read_settings(path).theme == "nord"
    assert not (tmp_path / "theme").exists()
    (tmp_path / "theme").write_text("dracula\n")
    adopt_theme(tmp_path, path)
    assert read_settings(path).theme == "nord"


def test_a_theme_that_cannot_be_taken_over_stays(tmp_path: Path) -> None:
    path = written(tmp_path, "theme = \n")
    (tmp_path / "theme").write_text("nord\n")
    adopt_theme(tmp_path, path)
    assert (tmp_path / "theme").read_text() == "nord\n"
