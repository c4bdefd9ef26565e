"""The lessons that open by name, each read: those that came with the tutor, and a user's own."""

from __future__ import annotations

from dataclasses import dataclass

from tui_tutor.engine.text.problems import ProblemsError
from tui_tutor.lesson.find import Found, listed
from tui_tutor.lesson.load import load_quietly
from tui_tutor.lesson.model import Lesson


@dataclass(frozen=True, slots=True)
class Shelved:
    """A lesson that is listed, and what it is; `lesson` is None where it is broken, in so many `problems`."""

    found: Found
    lesson: Lesson | None
    problems: int = 0


def shelf() -> list[Shelved]:
    """Every lesson that opens by name, in the order of their lists. Reads them all, and raises for none of them."""
    return [_shelved(each) for each in listed()]


def _shelved(found: Found) -> Shelved:
    try:
        return Shelved(found, load_quietly(found.path))
    except ProblemsError as error:
        return Shelved(found, None, len(error.problems))
