"""Writes lessons for the tests."""

from __future__ import annotations

from pathlib import Path

HEADER = '+++\ntitle = "{}"\n+++\n\n{}\n'

LESSON = {
    "lesson.toml": 'format = 1\ntitle = "Two steps"\nsummary = "A row of numbers is doubled."\n',
    "program.py": "#1 A row\nx = [1.0, -2.0]\n#2 Double it\nfor j in range(3):\n    x = x + x\n",
    "00_start.md": HEADER.format("Hello", "Welcome."),
    "01_row.md": HEADER.format("The row", "A row."),
    "02_double.md": HEADER.format("Double it", "Twice."),
    "99_results.md": HEADER.format("Done", "The end."),
}
"""A small lesson without a fault."""


def write_lesson(folder: Path, changed: dict[str, str | bytes | None] | None = None) -> Path:
    """Write the small lesson, with some of its files changed, added, or (None) left out."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in {**LESSON, **(changed or {})}.items():
        if text is not None:
            (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder
