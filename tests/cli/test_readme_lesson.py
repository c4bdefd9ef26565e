"""The README's chapter that leads from a script to a lesson, followed to the letter."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from command_line import ROOT, write

from tui_tutor.cli import main
from tui_tutor.lesson.load import load

WHAT = "6 steps, 500 iterations of the loop on line 13"
"""What `check` says of what the chapter makes."""

README = (ROOT / "README.md").read_text(encoding="utf-8")
CHAPTER = README[README.index("### From a script in ten minutes") : README.index("### What is in a lesson")]


def block(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", CHAPTER, re.DOTALL)
    assert found is not None
    return found[1]


@pytest.mark.slow
def test_the_chapter_makes_a_lesson(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "my_program.py", block("python"))
    folder = tmp_path / "my_lesson"
    lines = re.findall(r"^toytutor ((?:check|new) .*)$", CHAPTER, re.MULTILINE)
    first, make, last = (shlex.split(each, comments=True) for each in lines)
    assert main(first) == 0
    assert main(make) == 0
    toml, text = folder / "lesson.toml", folder / "04_guess.md"
    assert text.is_file()
    named = re.sub(r"\[axes\]\n(# .*\n)+", block("toml"), toml.read_text(encoding="utf-8"))
    assert list(load(folder).axes) == []
    write(toml, named)
    write(text, block("text"))
    capsys.readouterr()
    assert main(last) == 0
    shown = capsys.readouterr()
    assert shown.err == ""
    assert shown.out == f"./my_lesson: fine: {WHAT}, 15 texts still to be written, marked TODO\n"
    assert set(load(folder).axes) == {"celsius", "fahrenheit", "factor", "offset"}
    for path in folder.iterdir():
        write(path, path.read_text(encoding="utf-8").replace("TODO", "Done"))
    assert main(last) == 0
    assert capsys.readouterr() == (f"./my_lesson: fine: {WHAT}\n", "")
