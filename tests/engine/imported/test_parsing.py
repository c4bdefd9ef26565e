"""A guarded program's parser: what it ends with, and what of its arguments is shown and brought back."""

from __future__ import annotations

from pathlib import Path

import pytest
from engine_help import opened

from tui_tutor.commands import run
from tui_tutor.engine.text.guard import check
from tui_tutor.engine.text.source import Source
from tui_tutor.engine.watch.moment import moment
from tui_tutor.engine.watch.position import Position, turn

PARSER = "import argparse\nparser = argparse.ArgumentParser(prog='fit')\nparser.add_argument('--rate', type=float)\n"


@pytest.mark.parametrize(
    ("ends", "status", "told"),
    [
        ("parser.parse_args(['--rate', 'fast'])", 2, "fit: error: argument --rate: invalid float value: 'fast'"),
        ("parser.error('no rate')", 2, "fit: error: no rate"),
        ("parser.exit(3, 'left')", 3, "left"),
    ],
)
def test_a_parser_ends_the_program(
    ends: str, status: int, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "fit.py"
    path.write_text(f"{PARSER}print(1)\n{ends}\nprint(2)\n")
    assert run.run(str(path)) == status
    found = capsys.readouterr()
    assert found.out == "1\n"
    assert told in found.err


def test_an_action_of_another_kind_is_refused_in_words() -> None:
    engine = opened(PARSER + "parser.add_argument('--more', action=['store'])\n")
    assert engine.failure is not None
    assert engine.failure.message.startswith("TypeError: `action` takes append, ")


def test_arguments_stand_among_the_names_and_are_brought_back() -> None:
    text = (
        PARSER + "parser.set_defaults(rate=8.0)\nargs = parser.parse_args()\nfor j in range(5):\n    args.rate /= 2\n"
    )
    engine = opened(text)
    assert engine.run_to_end()
    for iteration in (3, 1, 4, 0):
        shown = moment(engine, Position(turn(iteration), 1))
        values = {name.name: name.value for name in shown.names}
        rate = values["args.rate"]
        assert rate is not None
        assert rate.data == 8.0 / 2**iteration


def test_the_terminal_and_the_language_are_none_of_the_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    monkeypatch.setenv("LANGUAGE", "xx")
    text = PARSER + "parser.add_argument('--long-name', help='word ' * 9)\nout = parser.format_help()\n"
    engine = opened(text + "lines = [len(line) for line in out.splitlines()]\nfor j in [max(lines)]:\n    print(j)\n")
    assert engine.run_to_end()
    assert moment(engine, Position(turn(0), 99)).printed == "68\n"


def test_what_opens_files_is_refused_with_its_reason() -> None:
    (problem,) = check(Source("fit.py", PARSER + "parser.add_argument('f', type=argparse.FileType('r'))\n"))
    assert "`argparse.FileType` is not allowed here: it opens files" in problem.message
