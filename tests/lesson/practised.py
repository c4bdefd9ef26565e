"""Lessons with practice, and the problems that are told of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from lesson_files import LESSON, write_lesson

from tui_tutor.engine.text.problems import ProblemsError
from tui_tutor.lesson.load import load
from tui_tutor.lesson.model import Lesson

TOML = LESSON["lesson.toml"]


def toml(text: str, tmp_path: Path) -> Lesson:
    return load(write_lesson(tmp_path, {"lesson.toml": TOML + text}))


def problems(tmp_path: Path, changed: dict[str, str | bytes | None]) -> list[str]:
    """Every problem as `line: message`, lines of lesson.toml counted from those that are added."""
    with pytest.raises(ProblemsError) as raised:
        load(write_lesson(tmp_path, changed))
    before = TOML.count("\n") if "lesson.toml" in changed else 0
    return [f"{problem.line - before}: {problem.message}" for problem in raised.value.problems]


HUGE = ("nan", "inf", "-inf", "1e999", "1" + "0" * 400, "-1" + "0" * 4000)
