"""A script of one's own on a real terminal: refused, trusted once, then opened at once; and `--trust`."""

from __future__ import annotations

from pathlib import Path

import pytest

from terminal.emulator import KEYS, Terminal

SCRIPT = """\
import sys
from helpers import double
x = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
for i in range(5):
    x = double(x)
print("it is", x)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "helpers.py").write_text("def double(x):\n    return 2 * x\n")
    (tmp_path / "mine.py").write_text(SCRIPT)
    return tmp_path


def test_trust_runs_with_imports_and_arguments_forward_and_back(folder: Path) -> None:
    with Terminal("--trust", "mine.py", "--", "3", folder=folder) as terminal:
        terminal.wait("setup · operation 1 of")
        terminal.press(KEYS["end"])
        terminal.wait("it is 96.0")
        terminal.press("I")
        terminal.wait("iteration 4 of 5")
        terminal.press("q")
        assert terminal.quit() == 0


@pytest.mark.slow
def test_a_refused_script_is_asked_about_once(folder: Path) -> None:
    state = {"TOYTUTOR_STATE": str(folder / "state")}
    with Terminal("mine.py", folder=folder, environment=state) as terminal:
        terminal.wait("mine.py cannot be opened as it is")
        terminal.press("t")
        terminal.wait("Is mine.py your own?")
        terminal.press("y")
        terminal.wait("setup · operation 1 of")
        terminal.press("q")
        assert terminal.quit() == 0
    with Terminal("mine.py", folder=folder, environment=state) as terminal:
        terminal.wait("mine.py is trusted, as you said before")
        terminal.press("q")
        assert terminal.quit() == 0
    (folder / "mine.py").write_text(f"{SCRIPT}\n")
    with Terminal("mine.py", folder=folder, environment=state) as terminal:
        terminal.wait("mine.py cannot be opened as it is")
        terminal.press("q")
        assert terminal.quit() == 1
        assert "if this is your own file, toytutor --trust mine.py" in " ".join(terminal.lines)
