"""The rooms of the house: each imports only from those to its left, and Textual is met only from the widgets on."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import tui_tutor

PACKAGE = Path(tui_tutor.__file__).parent
ENGINE = tuple(f"engine.{room}" for room in ("text", "imported", "probe", "rewind", "watch"))
ROOMS = (*ENGINE, "study", "quiz", "lesson", "runner", "view", "widgets", "screens", "paper")
WITHOUT_TEXTUAL = ("engine", *ROOMS[len(ENGINE) : ROOMS.index("widgets")])
FRONT = len(ROOMS)
MODULES = sorted(PACKAGE.rglob("*.py"))


def rank(parts: tuple[str, ...]) -> int:
    """How far right a module stands; what is in no room stands in front of all."""
    if len(parts) < 2 or parts[1:] == ("engine", "__init__"):
        return -1
    room = ".".join(parts[1:3]) if parts[1] == "engine" else parts[1]
    return ROOMS.index(room) if room in ROOMS else FRONT


def imported(path: Path) -> Iterator[tuple[str, ...]]:
    """The modules of the package that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path} imports relatively"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        for name in names:
            if name.split(".")[0] == "tui_tutor" and name != "tui_tutor.__version__":
                yield tuple(name.split("."))


def module(path: Path) -> tuple[str, ...]:
    return ("tui_tutor", *path.relative_to(PACKAGE).with_suffix("").parts)


def in_fresh_interpreter(code: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(PACKAGE.parent)}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_imports_only_from_the_left() -> None:
    ranks = [(path, rank(module(path))) for path in MODULES]
    assert [(str(path), other) for path, here in ranks for other in imported(path) if rank(other) > here] == []


@pytest.mark.parametrize("room", WITHOUT_TEXTUAL)
def test_room_imports_no_textual(room: str) -> None:
    names = [".".join(module(path)) for path in MODULES if module(path)[1] == room and path.stem != "__init__"]
    code = (
        f"import importlib, sys\nfor name in {names!r}: importlib.import_module(name)\nprint('textual' in sys.modules)"
    )
    assert in_fresh_interpreter(code) == "False\n"


def test_cli_imports_nothing_heavy() -> None:
    code = "import sys, tui_tutor.cli\nprint([name for name in ('numpy', 'textual', 'rich') if name in sys.modules])"
    assert in_fresh_interpreter(code) == "[]\n"
