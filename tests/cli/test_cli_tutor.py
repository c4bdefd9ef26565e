from __future__ import annotations

import os
import pty
import subprocess
import sys
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from command_line import TOYTUTOR, environment, toytutor, write, write_lesson

from tui_tutor.cli import main
from tui_tutor.commands import tutor
from tui_tutor.engine.watch.position import Position, turn
from tui_tutor.lesson.link import short_content
from tui_tutor.lesson.load import load
from tui_tutor.lesson.model import Lesson

STREAMS = ("stdin", "stdout", "stderr")


class ImpossiblePositionError(Exception):
    """Stands for the app's."""


class App:
    """Stands for the app: keeps what it was opened with, and does what it is told to."""

    def __init__(self) -> None:
        self.lesson: Lesson | None = None
        self.options: dict[str, Any] = {}
        self.then: Callable[[], int] = lambda: 0

    def run_tutor(self, lesson: Lesson, **options: Any) -> int:
        self.lesson, self.options = lesson, options
        return self.then()


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> App:
    """An app on a terminal that is fit for it."""
    made = App()
    module = types.ModuleType("tui_tutor.launch")
    vars(module).update(run_tutor=made.run_tutor, ImpossiblePositionError=ImpossiblePositionError)
    monkeypatch.setitem(sys.modules, "tui_tutor.launch", module)
    monkeypatch.setattr(tutor, "not_terminals", list)
    monkeypatch.setenv("TERM", "xterm-256color")
    return made


def on_terminal(words: list[str], piped: str = "", **variables: str) -> tuple[int, str]:
    """Run a command line on a pseudo-terminal, with one of its streams a pipe; returns what was written to either."""
    ours, theirs = pty.openpty()
    streams: dict[str, int] = {name: subprocess.PIPE if name == piped else theirs for name in STREAMS}
    with subprocess.Popen([*TOYTUTOR, *words], env=environment(**variables), **streams) as child:  # type: ignore[call-overload]
        os.close(theirs)
        text = b""
        while data := _read(ours):
            text += data
        text += b"".join(part or b"" for part in child.communicate())
    os.close(ours)
    return child.returncode, text.decode().replace("\r\n", "\n")


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 4096)
    except OSError:
        return b""


def test_opens_the_default_lesson(app: App) -> None:
    assert main([]) == 0
    assert app.lesson is not None
    assert app.lesson.name == "toy_brain"
    assert app.options == {
        "at": None,
        "motion": None,
        "theme": None,
        "ascii_only": False,
        "fresh": False,
        "picture": "",
        "remark": None,
    }


def test_hands_its_options_on(app: App, tmp_path: Path) -> None:
    program = write(tmp_path / "program.py", "x = 1\n")
    words = [
        "--at",
        "1,253:7",
        "--fresh",
        "--motion",
        "none",
        str(program),
        "--theme",
        "dark",
        "--ascii",
    ]
    assert main(words) == 0
    assert app.lesson is not None
    assert app.lesson.path == program
    assert app.options == {
        "at": Position(turn(1253), 7),
        "motion": "none",
        "theme": "dark",
        "ascii_only": True,
        "fresh": True,
        "picture": "",
        "remark": None,
    }


def test_a_link_is_followed(app: App, tmp_path: Path) -> None:
    program = write(tmp_path / "program.py", "x = 1\n")
    content = short_content(load(program))
    assert main([str(program), "--at", "setup:1", "--picture", "bowl", "--content", content]) == 0
    assert (app.options["picture"], app.options["remark"]) == ("bowl", None)
    write(program, "x = 2\n")
    assert main([str(program), "--content", content]) == 0
    now = short_content(load(program))
    assert app.options["remark"] == f"program.py has changed since the link was made ({content} then, {now} now)"


def test_a_link_that_is_none(
    app: App, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    program = write(tmp_path / "program.py", "x = 1\n")
    for words, message in (
        (["--picture", "bowls"], "there is no picture 'bowls'; did you mean bowl?"),
        (["--picture", "xyz"], "there is no picture 'xyz'; there are: network, "),
        (
            ["--content", "today"],
            "--content 'today' is none: it is the 8 hexadecimal digits that a link (y in the tutor) gives",
        ),
    ):
        assert main([str(program), *words]) == 2
        assert message in capsys.readouterr().err
    monkeypatch.chdir(tmp_path)
    elsewhere = ["/no/such/folder/program.py", "--content", short_content(load(program))]
    assert main(elsewhere) == 2
    assert "./program.py in this folder has that content" in capsys.readouterr().err
    assert app.lesson is None


def test_gives_back_the_status_of_the_app(app: App) -> None:
    app.then = lambda: 143
    assert main([]) == 143


@pytest.mark.parametrize(
    "error", [ImpossiblePositionError("there is no iteration 7"), ValueError("there is no theme 'x'")], ids=repr
)
def test_what_the_app_refuses(app: App, error: Exception, capsys: pytest.CaptureFixture[str]) -> None:
    def refuse() -> int:
        raise error

    app.then = refuse
    assert main([]) == 2
    assert capsys.readouterr().err == f"toytutor: {error}\n"


@pytest.mark.parametrize("text", ["", "x", "1:", "1:0", ":3", "-1", "1:2:3", "end:x", "setup 3", "1.5", "9" * 30])
@pytest.mark.few(2)
def test_a_position_that_is_none(app: App, text: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([f"--at={text}"]) == 2
    message = capsys.readouterr().err
    assert f"--at {text!r} is no position: write N:K" in message
    assert app.lesson is None


def test_a_lesson_with_problems(app: App, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_lesson(tmp_path / "lesson", {"program.py": "import socket\nx = open('a')\n"})
    assert main([str(folder), "--at", "nonsense"]) == 1
    message = capsys.readouterr().err
    assert f"{folder}/program.py:1:8: " in message
    assert f"{folder}/program.py:2:5: " in message
    assert "position" not in message
    assert app.lesson is None


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("nonsense", "there is no lesson 'nonsense'; there are: shapes, one_neuron, toy_brain, relu_brain"),
        ("toy_brian", "there is no lesson 'toy_brian'; did you mean toy_brain?"),
        ("trase", "there is no command and no lesson 'trase'; did you mean `toytutor trace`?"),
        ("./nonsense", "there is no file or folder ./nonsense"),
        ("nonsense.py", "there is no file or folder nonsense.py"),
        ("/dev/null", "/dev/null is neither a lesson folder nor a .py or .ipynb file"),
    ],
)
def test_a_lesson_that_is_not_there(word: str, message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([word]) == 2
    assert message in capsys.readouterr().err
    if "command" not in message:
        for command in ("run", "trace", "check"):
            assert main([command, word]) == 2
            shown = capsys.readouterr()
            assert shown.out == ""
            assert shown.err.startswith(f"toytutor: {message}")


def test_a_command_wins_over_a_folder_of_its_name(
    app: App, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write_lesson(tmp_path / "lessons")
    monkeypatch.chdir(tmp_path)
    assert main(["lessons"]) == 0
    assert "toy_brain" in capsys.readouterr().out
    assert main(["./lessons"]) == 0
    assert app.lesson is not None
    assert app.lesson.title == "Two steps"


def test_a_command_comes_first(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--ascii", "trace"]) == 2
    assert "trace is a command and comes first: `toytutor trace …`" in capsys.readouterr().err


@pytest.mark.parametrize("words", [[], ["toy_brain"], ["toy_brain", "--at", "nonsense"]], ids=" ".join)
def test_no_terminal_at_all(words: list[str]) -> None:
    done = toytutor(*words)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == (
        "toytutor: the tutor needs a terminal, and standard input, standard output and standard error are not; "
        "without one, `toytutor trace toy_brain` lists the operations and `toytutor run toy_brain` runs the program\n"
    )


@pytest.mark.parametrize(
    ("piped", "name"), [("stdin", "standard input"), ("stdout", "standard output"), ("stderr", "standard error")]
)
def test_each_stream_must_be_a_terminal(piped: str, name: str) -> None:
    status, text = on_terminal([], piped, TERM="xterm-256color")
    assert status == 2
    assert text.startswith(f"toytutor: the tutor needs a terminal, and {name} is not; without one, `toytutor trace")


@pytest.mark.parametrize(("terminal", "says"), [("dumb", "TERM is dumb"), ("", "TERM is not set")])
def test_a_terminal_that_cannot_be_drawn_on(terminal: str, says: str) -> None:
    status, text = on_terminal(["toy_brain"], TERM=terminal)
    assert status == 2
    assert text.startswith(f"toytutor: the tutor cannot draw on this terminal ({says}); `toytutor trace toy_brain`")


def test_a_table_is_as_wide_as_its_terminal() -> None:
    status, text = on_terminal(["trace", "toy_brain"], COLUMNS="72")
    assert status == 0
    assert max(map(len, text.split("\n"))) == 72
