"""Progress to keep in tests, and the files that it lies in."""

from __future__ import annotations

import json
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from tui_tutor.lesson.progress import Answer, Progress, Store, content_key

KEY = content_key("x = 1\n")

OTHER = content_key("x = 2\n")


def answer(number: int, guess: str = "+", **fields: Any) -> Answer:
    return replace(Answer("sign", "which sign?", "l0 - y", f"{number}:3", guess, "+", guess == "+"), **fields)


FULL = Progress("A brain", "253:7", 300, frozenset({1, 2, 5}), 9, True, (answer(1), answer(2, "−")), True)


def file(folder: Path, key: str = KEY) -> Path:
    return folder / f"{key}.json"


def content(**changes: Any) -> dict[str, Any]:
    """What is in the file of FULL, with changes."""
    with tempfile.TemporaryDirectory() as folder:
        assert Store(Path(folder)).save(KEY, FULL) is None
        return {**json.loads(file(Path(folder)).read_text(encoding="utf-8")), **changes}


def named(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)

answers = st.builds(Answer, texts, texts, texts, texts, texts, texts, st.booleans())
