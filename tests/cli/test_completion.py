from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import environment, write, write_lesson
from terminal.emulator import Terminal

from tui_tutor.cli import main
from tui_tutor.commands.completion import SCRIPTS
from tui_tutor.commands.offering import Paths, offers
from tui_tutor.commands.pages import COMMANDS, TUTOR
from tui_tutor.commands.pages.completion import SHELLS
from tui_tutor.commands.parser import parser_of
from tui_tutor.lesson.find import shipped


def words(*typed: str) -> list[str]:
    return [word for word, _ in offers(typed).words]


def test_first_come_commands_lessons_and_paths() -> None:
    assert words("") == [*COMMANDS, *shipped()]
    assert offers([""]).paths == Paths.SCRIPTS
    assert dict(offers([""]).words)["toy_brain"] == "The toy brain"


def test_a_users_own_lessons_are_offered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOYTUTOR_LESSONS", str(tmp_path))
    for name in ("mine", "with blanks", "bad"):
        write_lesson(tmp_path / name, {"lesson.toml": "no toml"} if name == "bad" else {})
    assert words("run", "") == [*shipped(), "bad", "mine"]
    assert dict(offers(["run", ""]).words)["mine"] == "Two steps"
    assert dict(offers(["run", ""]).words)["bad"] == ""


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_every_option_is_offered(name: str) -> None:
    page = COMMANDS.get(name, TUTOR)
    options = [action.option_strings[-1] for action in parser_of(page)._actions if action.option_strings]
    assert words(*([name] if name else []), "-") == options


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        (["trace", ""], shipped()),
        (["trace", "--json", "toy_brain", "--"], ["--iteration", "--setup", "--end", "--seconds", "--help"]),
        (["trace", "toy_brain", "--end", ""], ["--json", "--seconds", "--help"]),
        (["trace", "toy_brain", "x"], []),
        (["trace", "--seconds", "3", ""], shipped()),
        (["trace", "--seconds", ""], []),
        (["check", "toy_brain", ""], shipped()),
        (["picture", "--trust", "-o", "x.svg", ""], shipped()),
        (["check", "--", "-"], shipped()),
        (["--motion", ""], ["full", "reduced", "none"]),
        (["--motion=r"], ["--motion=full", "--motion=reduced", "--motion=none"]),
        (["--motion", "="], ["full", "reduced", "none"]),
        (["--motion", "=", "no"], ["full", "reduced", "none"]),
        (["--motion", "none", "--m"], ["--at", "--fresh", "--theme", "--ascii", "--version", "--help"]),
        (["--ascii=", ""], shipped()),
        (["completion", ""], list(SHELLS)),
        (["help", "tr"], list(COMMANDS)),
        (["nonsense", "--at", ""], []),
        (["--at", "253", ":", "7", ""], shipped()),
        (["picture", "--at", "0", ":", "3", "toy"], shipped()),
        ([], [*COMMANDS, *shipped()]),
    ],
    ids=lambda value: " ".join(value)[:30],
)
def test_what_is_offered(typed: list[str], offered: list[str]) -> None:
    found = words(*typed)
    assert [word for word in found if word not in ("--picture", "--content", "--loop", "--trust")] == offered


def test_arguments_of_a_trusted_script_may_be_files() -> None:
    found = offers(["run", "--trust", "mine.py", "--", ""])
    assert (found.words, found.paths) == ((), Paths.FILES)


def test_themes_are_offered() -> None:
    assert {"nord", "toytutor", "toytutor-light"} <= set(words("--theme", ""))


def test_a_shell_is_answered(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["__complete", "run", ""]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "toy_brain\tThe toy brain" in lines
    assert lines[-1] == ":scripts"


def test_an_unknown_shell_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", "tcsh"]) == 2
    assert "'fish'" in capsys.readouterr().err


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with something to complete, and the command itself below it."""
    write(tmp_path / "odd name.py", "x = 1\n")
    write(tmp_path / "our_notes.ipynb", "{}")
    write(tmp_path / "other.txt", "")
    (tmp_path / "our folder").mkdir()
    command = write(tmp_path / "bin" / "toytutor", f'#!/bin/sh\nexec "{sys.executable}" -m tui_tutor "$@"\n')
    command.chmod(0o755)
    for shell, script in SCRIPTS.items():
        write(tmp_path / "scripts" / shell, script)
    return tmp_path


def around(place: Path) -> dict[str, str]:
    own = environment()
    return {**own, "PATH": f"{place / 'bin'}:{own['PATH']}", "HOME": str(place)}


def in_shell(place: Path, *command: str) -> list[str]:
    done = subprocess.run(
        command, cwd=place, env=around(place), capture_output=True, encoding="utf-8", check=False, timeout=60
    )
    assert done.stderr == ""
    return done.stdout.splitlines()


def in_bash(place: Path, *typed: str) -> list[str]:
    """What bash would complete to; `typed` is what it has split the line into."""
    script = (
        'source scripts/bash; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); compopt() { :; }; '
        "_toytutor; if (( ${#COMPREPLY[@]} )); then printf '%s\\n' \"${COMPREPLY[@]}\"; fi"
    )
    return in_shell(place, "bash", "--norc", "-c", script, "bash", "toytutor", *typed)


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash here")
def test_bash_completes(place: Path) -> None:
    assert in_bash(place, "tra") == ["trace"]
    assert in_bash(place, "run", "o") == ["one_neuron", "our\\ folder/", "odd\\ name.py", "our_notes.ipynb"]
    assert in_bash(place, "run", "our\\ f") == ["our\\ folder/"]
    assert in_bash(place, "--motion", "=", "n") == ["none"]
    assert in_bash(place, "trace", "toy_brain", "--js") == ["--json"]


@pytest.mark.skipif(shutil.which("fish") is None, reason="there is no fish here")
@pytest.mark.slow
def test_fish_completes(place: Path) -> None:
    def completed(line: str) -> list[str]:
        return in_shell(place, "fish", "-N", "-c", f"source scripts/fish; complete -C '{line}'")

    assert completed("toytutor tra") == [f"trace\t{COMMANDS['trace'].does}"]
    assert {line.split("\t")[0] for line in completed("toytutor run o")} == {
        "one_neuron",
        "our folder/",
        "odd name.py",
        "our_notes.ipynb",
    }
    assert [line.split("\t")[0] for line in completed("toytutor --motion=n")] == ["--motion=none"]


BEGIN = {
    "bash": (("bash", "--norc", "-i"), "source scripts/bash"),
    "zsh": (("zsh", "-f", "-i"), "autoload -U compinit; compinit -u -D; source scripts/zsh"),
}
"""How shells begin; fish tells by itself what the key would do, and needs none pressed."""


@pytest.mark.slow
@pytest.mark.parametrize("shell", BEGIN)
def test_the_tab_key_completes(shell: str, place: Path) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"there is no {shell} here")
    command, begin = BEGIN[shell]
    own = {**around(place), "PS1": "> ", "TERM": "xterm"}
    with Terminal(command=command, environment=own, controls=True) as terminal:
        terminal.wait(lambda lines: any(">" in line for line in lines))
        terminal.press(f"cd '{place}'; {begin}; echo re''ady\r")
        terminal.wait(lambda lines: "ready" in lines)
        for typed, completed in (
            ("toytutor tra", "toytutor trace"),
            ("toy", "toytutor trace toy_brain"),
            ("--js", "toytutor trace toy_brain --json"),
        ):
            terminal.press(typed)
            terminal.wait(lambda lines, typed=typed: any(line.endswith(typed) for line in lines))  # type: ignore[misc]
            terminal.press("tab")
            terminal.wait(completed)
        terminal.press("\x15", "toytutor check odd")
        terminal.wait(lambda lines: any(line.endswith("toytutor check odd") for line in lines))
        terminal.press("tab")
        terminal.wait("toytutor check odd\\ name.py")
        terminal.press("\x15", "toytutor run our_n")
        terminal.wait(lambda lines: any(line.endswith("toytutor run our_n") for line in lines))
        terminal.press("tab")
        terminal.wait("toytutor run our_notes.ipynb")


def test_the_manual_page_tells_every_command_and_option(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", "man"]) == 0
    page = capsys.readouterr().out
    assert page.isascii()
    assert page.startswith(".TH TOYTUTOR 1")
    for each in (TUTOR, *COMMANDS.values()):
        for action in parser_of(each)._actions:
            for option in action.option_strings:
                assert option.replace("-", "\\-") in page
        assert f".SS {each.command}" in page or each is TUTOR


@pytest.mark.skipif(shutil.which("groff") is None, reason="there is no groff here")
def test_the_manual_page_is_well_formed(capsys: pytest.CaptureFixture[str]) -> None:
    main(["completion", "man"])
    page = capsys.readouterr().out
    command = ["groff", "-ww", "-man", "-Tutf8", "-K", "utf8"]
    done = subprocess.run(command, input=page, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "toytutor" in done.stdout
