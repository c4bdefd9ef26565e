"""The texts of a notebook as those of a lesson's steps: each code cell is a step."""

from __future__ import annotations

import re

from tui_tutor.engine.text.notebook import Notebook
from tui_tutor.lesson.model import RESULTS, StepText

LONGEST = 20_000
"""Characters of one text: many times more than anyone reads beside the numbers."""

_HEADING = re.compile(r"\s*#{1,6}\s+([^\n]+?)\s*#*\s*(?:\n|$)")


def texts_of(notebook: Notebook, steps: int) -> dict[int, StepText]:
    """The texts by step; a cell without one has its number for a title, and nothing else."""
    texts = {number: _text(f"Cell {number}", notebook.texts.get(number, "")) for number in range(1, steps + 1)}
    if None in notebook.texts:
        texts[RESULTS] = _text("Results", notebook.texts[None])
    return texts


def _text(title: str, markdown: str) -> StepText:
    match = _HEADING.match(markdown)
    body = markdown[match.end() :] if match else markdown
    # A brace would quote the run.
    body = body.strip()[:LONGEST].replace("{", "{{").replace("}", "}}")
    words = " ".join((match[1] if match else title).split())
    return StepText("".join(each for each in words if each.isprintable()) or title, body)
