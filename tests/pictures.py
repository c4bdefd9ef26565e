"""The README's pictures: how each is made, and all of them made anew by `python -m tests.pictures`."""

from __future__ import annotations

import shlex
from pathlib import Path

from tui_tutor.cli import main

FOLDER = Path(__file__).parent.parent / ".pictures"

MADE = {
    "film.svg": "toy_brain --at 0:3 --frames 'a - t'",
    "neurons.svg": "toy_brain --at 10000:20 --picture neurons --theme toytutor-light",
    "bowl.svg": "toy_brain --at 2000:48 --picture bowl --theme tokyo-night",
    "script.svg": "tests/programs/thermometers.py --at 12:7",
    "narrow.svg": "one_neuron --at 0:10 --size 80x24 --theme catppuccin-mocha",
}
"""Each file of the folder with what `toytutor picture` is told to make it."""


def make(name: str, folder: Path) -> Path:
    """Make one of the pictures in a folder."""
    path = folder / name
    words = [str(FOLDER.parent / word) if word.endswith(".py") else word for word in shlex.split(MADE[name])]
    status = main(["picture", *words, "-o", str(path)])
    if status:
        raise SystemExit(status)
    return path


if __name__ == "__main__":
    for each in MADE:
        make(each, FOLDER)
