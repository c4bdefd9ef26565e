"""Whatever a lesson, a script or a file holds reaches the terminal as text: the bytes of every page are searched."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hostile import MARKUP, OBEYED, hostile, obeyed, write_hostile_lesson

from terminal.emulator import Terminal
from tui_tutor.lesson.load import load
from tui_tutor.lesson.progress import Answer, Progress, Store, content_key

PASTED = f"\x1b[200~{hostile('pasted', without=chr(27))}\x1b[201~"


def pages(terminal: Terminal, seen: set[str]) -> None:
    """Note which of the named texts are on the screen."""
    terminal.wait_quiet(0.3)
    seen |= {word.rstrip("…") for line in terminal.lines for word in line.split("Zz")[1:]}


def shows(seen: set[str], name: str) -> bool:
    return any(each.startswith(name) for each in seen)


@pytest.mark.slow
def test_a_hostile_lesson(tmp_path: Path) -> None:
    folder = write_hostile_lesson(tmp_path / os.fsdecode(b"Zzfolder\x1b]0;stolen\x07\xff[b]"))
    lesson = load(folder)
    answer = Answer("lesson", hostile("kept"), hostile("code"), "0:1", hostile("guess"), hostile("truth"), True)
    Store().save(content_key(lesson.source.text), Progress(title=hostile("old"), answers=(answer,)))
    seen: set[str] = set()
    with Terminal(str(folder), "--motion", "none", columns=150, rows=50) as terminal:
        terminal.wait("setup")
        for keys in (
            ["right"] * 4,
            ["]"],
            ["i"],
            ["right"] * 3,
            *(["tab"] for _ in range(6)),
            *(["v"] for _ in range(6)),
        ):
            terminal.press(*keys)
            pages(terminal, seen)
        for opens, wanted in (("?", "esc closes"), ("w", "what if"), ("n", "esc closes"), ("L", "lessons")):
            terminal.press(opens)
            terminal.wait(wanted)
            pages(terminal, seen)
            terminal.press("esc")
            terminal.wait_quiet(0.3)
        terminal.press("w")
        terminal.wait("what if")
        terminal.press("enter")
        terminal.wait("s steps through")
        pages(terminal, seen)
        terminal.press("esc")
        terminal.wait_quiet(0.3)
        terminal.press("\x10")
        terminal.wait("Search")
        terminal.press(PASTED)
        pages(terminal, seen)
        terminal.press("esc")
        terminal.wait_quiet(0.3)
        for typed in ("Zzterm", "what is X"):
            terminal.press("\x10")
            terminal.wait("Search")
            terminal.press(typed)
            terminal.wait(lambda lines: sum("what is" in each for each in lines) in (1, 2))
            pages(terminal, seen)
            terminal.press("enter")
            terminal.wait("esc closes")
            pages(terminal, seen)
            terminal.press("esc")
            terminal.wait_quiet(0.3)
        terminal.press("g")
        terminal.wait("go to")
        terminal.press(PASTED, "enter")
        pages(terminal, seen)
        for key in ("home", "o", "]", "]"):
            terminal.press(key)
            terminal.wait_quiet(0.3)
        terminal.wait("answer")
        pages(terminal, seen)
        terminal.press(PASTED, "enter")
        pages(terminal, seen)
        terminal.press("esc")
        terminal.wait_quiet(0.3)
        terminal.press("e")
        terminal.wait("esc checks it")
        terminal.press(PASTED)
        pages(terminal, seen)
        terminal.press("esc")
        terminal.wait("once more leaves")
        pages(terminal, seen)
        terminal.press("\x13", PASTED, "enter")
        pages(terminal, seen)
        for _ in range(3):
            terminal.press("esc")
            terminal.wait_quiet(0.3)
        terminal.press("end")
        terminal.wait("KeyError")
        pages(terminal, seen)
        terminal.press("q")
        assert terminal.quit() == 0
        assert obeyed(bytes(terminal.written)) == []
    assert not list(Path.cwd().glob("stolen*"))
    assert MARKUP not in OBEYED
    looked = (
        "title row meaning label whatif mistake notice term explained asked comment printed failed inline body heading"
    )
    assert [name for name in (*looked.split(), "ask", "first", "pasted") if not shows(seen, name)] == []
