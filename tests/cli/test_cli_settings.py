from __future__ import annotations

import re
import tomllib

import pytest
from command_line import ROOT, messages

from tui_tutor.cli import main
from tui_tutor.lesson.settings import read_settings, settings_path
from tui_tutor.view.keymap import USUAL, read_keys
from tui_tutor.view.keys import COMMANDS


def test_what_is_printed_is_a_settings_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["settings"]) == 0
    shown = capsys.readouterr()
    assert shown.err == ""
    assert f"# {settings_path()} (not there yet)" in shown.out
    values = tomllib.loads(shown.out)
    assert set(values["keys"]) == {command.name for command in COMMANDS}
    settings_path().write_text(shown.out, encoding="utf-8")
    settings = read_settings()
    keymap = read_keys(settings.keys)
    assert settings.problems == []
    assert [keymap.keys(command) for command in COMMANDS] == [USUAL.keys(command) for command in COMMANDS]
    assert main(["settings"]) == 0
    assert tomllib.loads(capsys.readouterr().out) == values


def test_what_is_wrong_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    path = settings_path()
    path.write_text('speed = 9\n[keys]\nnext = "v"\n', encoding="utf-8")
    assert main(["settings"]) == 1
    shown = capsys.readouterr()
    assert tomllib.loads(shown.out)["speed"] == 1.0
    first, second = messages(shown.err).splitlines()
    assert first.startswith(f"{path}:1:1: speed must be ")
    assert second.startswith(f"{path}:3:1: [keys] v is the key of picture, too; ")


def test_the_help_names_the_file(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOYTUTOR_CONFIG", "~/here.toml")
    main(["--help"])
    assert "~/here.toml" in capsys.readouterr().out


def test_the_settings_of_the_readme_hold() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    block = next(each for each in re.findall(r"```toml\n(.*?)```", readme, re.DOTALL) if "[keys]" in each)
    settings_path().write_text(block, encoding="utf-8")
    settings = read_settings()
    assert read_keys(settings.keys).given == (("next", ("right", "n")), ("new-customers", ("N",)))
    assert (settings.problems, settings.speed, settings.fold) == ([], 2.0, False)


def test_odd_values_are_printed_as_toml(capsys: pytest.CaptureFixture[str]) -> None:
    settings_path().write_text("theme = 'a\"b'\n[keys]\nnext = '\\'\nback = '€'\n", encoding="utf-8")
    main(["settings"])
    values = tomllib.loads(capsys.readouterr().out)
    assert (values["theme"], values["keys"]["next"], values["keys"]["back"]) == ('a"b', "\\", "€")
