from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import environment, toytutor
from seldom import mostly_slow

import tui_tutor
from tui_tutor import __version__
from tui_tutor.cli import main
from tui_tutor.commands.pages import COMMANDS, TUTOR
from tui_tutor.commands.pages.page import VARIABLES
from tui_tutor.commands.parser import parser_of
from tui_tutor.commands.spelling import page_called

HEAVY = "[name for name in ('numpy', 'textual', 'rich') if name in sys.modules]"


@pytest.mark.parametrize("word", ["--version", "-V", "version"])
def test_version(word: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([word]) == 0
    assert capsys.readouterr().out == f"toytutor {__version__}\n"


@pytest.mark.parametrize("words", [["--help"], ["-h"], *([name, "--help"] for name in COMMANDS)], ids=" ".join)
def test_help_fits_80_columns(
    words: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert main(words) == 0
    shown = capsys.readouterr()
    assert shown.err == ""
    assert max(map(len, shown.out.split("\n"))) <= 80


def test_help_names_every_command_and_option(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--help"])
    shown = capsys.readouterr().out
    options = ["--at", "--fresh", "--motion", "--theme", "--ascii", "--help", "--version", "-V"]
    assert all(f" {word}" in shown for word in [*COMMANDS, *options])


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_help_is_a_page_of_a_manual(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    page = page_called(name)
    main([*page.command.split()[1:], "--help"])
    shown = capsys.readouterr().out
    assert shown.startswith(f"usage: {page.usage}")
    for words in ("options:", "examples:", "exit status:", *(line for line, _ in page.examples)):
        assert f"\n{words}" in shown or f"\n  {words}" in shown
    options = [action.option_strings[-1] for action in parser_of(page)._actions if action.option_strings]
    assert all(f" {option}" in shown for option in options)
    assert main(["help", *([name] if name else [])]) == 0
    assert capsys.readouterr().out == shown


def test_examples_are_command_lines() -> None:
    for page in (TUTOR, *COMMANDS.values()):
        for line, _ in page.examples:
            called, *words = shlex.split(line.partition(" > ")[0])
            assert called == "toytutor"
            which = COMMANDS.get(words[0], TUTOR) if words else TUTOR
            assert which is page
            parser_of(page).parse_args(words[1:] if page is not TUTOR else words)


def test_variables_are_heeded() -> None:
    """Every variable that the help speaks of is read somewhere, by the tutor or by what it is made with."""
    paths = [path for path in Path(tui_tutor.__file__).parent.rglob("*.py") if "pages" not in path.parts]
    own = "".join(path.read_text(encoding="utf-8") for path in paths)
    for name in VARIABLES:
        assert f'"{name}"' in own or name == "COLUMNS"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["trcae"], "did you mean `toytutor trace`?"),
        (["trcae", "toy_brain", "--json"], "did you mean `toytutor trace toy_brain --json`?"),
        (["Check", "toy_brain"], "did you mean `toytutor check toy_brain`?"),
        (["help", "chekc"], "there is no command 'chekc'; did you mean `toytutor help check`?"),
        (["help", "nonsense"], "there is no command 'nonsense'; there are: lessons, "),
        (["--themes", "nord"], "did you mean --theme?"),
        (["trace", "toy_brain", "--jason"], "did you mean --json?"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_was_meant_is_guessed(words: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert message in shown.err


@pytest.mark.parametrize(
    "words", [["--help"], ["--version"], ["help", "trace"], ["--nonsense"], ["trcae", "x"]], ids=" ".join
)
def test_answers_without_numpy_and_textual(words: list[str]) -> None:
    code = f"import sys\nfrom tui_tutor.cli import main\nmain({words!r})\nprint({HEAVY}, file=sys.stderr)"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, env=environment(), capture_output=True, text=True, check=False)
    assert done.stderr.splitlines()[-1] == "[]"


def test_the_tutor_checks_its_terminal_without_textual() -> None:
    code = f"import sys\nfrom tui_tutor.cli import main\nprint(main([]), {HEAVY})"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, env=environment(), capture_output=True, text=True, check=False)
    assert done.stdout == "2 []\n"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--nonsense"], "unrecognized arguments: --nonsense"),
        (["--mot", "none"], "unrecognized arguments: --mot"),
        (["toy_brain", "other"], "unrecognized arguments: other"),
        (["--motion", "fast"], "invalid choice: 'fast'"),
        (["--lang", "en"], "unrecognized arguments: --lang"),
        (["run"], "the following arguments are required: LESSON"),
        (["run", "toy_brain", "--nonsense"], "unrecognized arguments: --nonsense"),
        (["trace", "toy_brain", "--iteration", "-1"], "'-1' is no iteration"),
        (["trace", "toy_brain", "--iteration", "first"], "'first' is no iteration"),
        (["trace", "toy_brain", "--iteration", "1" * 30], "is no iteration"),
        (["trace", "toy_brain", "--setup", "--end"], "not allowed with"),
        (["trace", "toy_brain", "--iteration"], "expected one argument"),
        (["check"], "the following arguments are required: PATH"),
        (["check", "toy_brain", "--seconds", "0"], "'0' is no time"),
        (["check", "toy_brain", "--seconds", "nan"], "'nan' is no time"),
        (["lessons", "extra"], "unrecognized arguments: extra"),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, list) else "",
)
def test_a_wrong_option_is_told(words: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert message in shown.err
    assert shown.err.startswith("usage: toytutor")


def test_lessons_are_listed(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    assert main(["lessons"]) == 0
    lines = capsys.readouterr().out.split("\n")
    lines = lines[: lines.index(next(line for line in lines if line.startswith("`")))]
    heads = [line for line in lines if line and not line.startswith(" ")]
    assert [line.split()[0] for line in heads] == ["shapes", "one_neuron", "toy_brain", "relu_brain"]
    assert heads[2].split() == ["toy_brain", "The", "toy", "brain", "13", "steps"]
    summary = lines[lines.index(heads[2]) + 1]
    assert summary.startswith(" " * heads[2].index("The toy brain") + "A tiny neural network")
    assert max(map(len, lines)) == 80


def test_a_bug_of_ours_is_told_in_two_lines(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> int:
        raise KeyError("lost")

    monkeypatch.setattr("tui_tutor.commands.lessons.run", broken)
    assert main(["lessons"]) == 1
    message = capsys.readouterr().err
    assert "this is a bug in toytutor" in message
    assert "KeyError: 'lost'" in message
    assert "Traceback" not in message


def test_a_full_disk_is_told() -> None:
    if not os.path.exists("/dev/full"):  # noqa: PTH110
        pytest.skip("there is no /dev/full here")
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        done = subprocess.run(
            [sys.executable, "-m", "tui_tutor", "lessons"],
            env=environment(),
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr.decode() == "toytutor: cannot go on: no space left on device\n"


def test_module_and_command_are_one() -> None:
    assert toytutor("--version").stdout.decode() == f"toytutor {__version__}\n"


@pytest.mark.parametrize(
    "words",
    mostly_slow([["--help"], ["lessons"], ["trace", "toy_brain"], ["check", "toy_brain"]], [["lessons"]]),
    ids=" ".join,
)
def test_a_poor_encoding_does_no_harm(words: list[str]) -> None:
    done = toytutor(*words, PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.isascii()
