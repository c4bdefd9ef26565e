"""A trusted program in its session: what stepping cannot do is said once, where it is met."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tui_tutor.engine.text.source import Trust
from tui_tutor.engine.watch.moves import Move
from tui_tutor.runner.protocol import Arrived, MoveBy, Open
from tui_tutor.runner.session import Answer, Session

SCRIPT = """\
x = 0
for i in range(9):
    x += 1
    with open("log.txt", "a") as log:
        log.write("one line")
"""


def test_what_is_done_again_is_said_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(Path.cwd())
    monkeypatch.setattr(sys, "argv", list(sys.argv))
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
    monkeypatch.setitem(os.environ, "MPLBACKEND", "agg")
    said: list[Answer] = []
    session = Session(said.append, lambda: False)
    session.open(Open(0, "script.py", SCRIPT, {}, None, 1, trust=Trust(str(tmp_path / "script.py"))))
    session.answer()
    for number in range(1, 12):
        session.do(MoveBy(number, Move.FORWARD, folded=True))
        session.answer()
    notes = [each.note for each in said if isinstance(each, Arrived)]
    assert notes.count("line 4 writes log.txt: that is done again whenever you go back and forth") == 1
    assert notes[0] is None
