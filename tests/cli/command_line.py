"""Runs `toytutor` for the tests: in this process where that will do, as a command where it must."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import tui_tutor

ROOT = Path(tui_tutor.__file__).parent.parent
TOYTUTOR = [sys.executable, "-m", "tui_tutor"]

HEADER = '+++\ntitle = "{}"\n+++\n\n{}\n'

LESSON = {
    "lesson.toml": 'format = 1\ntitle = "Two steps"\nsummary = "A row of numbers is doubled three times."\n',
    "program.py": (
        "import numpy as np\n"
        "#1 A row of numbers\n"
        "x = np.array([1.0, -2.0])\n"
        "#2 Double it\n"
        "for j in range(3):\n"
        "    x = 2 * x\n"
        "print(x)\n"
    ),
    "00_start.md": HEADER.format("Hello", "Welcome."),
    "01_row.md": HEADER.format("The row", "A row."),
    "02_double.md": HEADER.format("Double it", "Twice."),
    "99_results.md": HEADER.format("Done", "The end."),
}
"""A small lesson without a fault."""

FAILS_LATE = (
    "import numpy as np\na = np.zeros((2, 3))\nfor j in range(60000):\n    if j == 30000:\n        b = np.dot(a, a)\n"
)


def environment(**more: str) -> dict[str, str]:
    """The environment of a command: Python as it is by default, and this checkout to be found from anywhere."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "COLUMNS"))}
    return {**kept, "PYTHONPATH": str(ROOT), **more}


def toytutor(*words: str, cwd: Path | None = None, **variables: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command line without a terminal."""
    return subprocess.run(
        [*TOYTUTOR, *words],
        cwd=cwd,
        env=environment(**variables),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )


def messages(error: str) -> str:
    """What was written on standard error without the lines below each problem that show its place."""
    return "".join(line for line in error.splitlines(keepends=True) if not line.startswith("    "))


def write(path: Path, text: str) -> Path:
    """Write a file in UTF-8 with the line ends as they are."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


def write_lesson(folder: Path, changed: dict[str, str | None] | None = None) -> Path:
    """Write the small lesson, with some of its files changed, added, or (None) left out."""
    for name, text in {**LESSON, **(changed or {})}.items():
        if text is not None:
            write(folder / name, text)
    return folder
