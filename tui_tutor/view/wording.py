"""The tutor's own words in those of a lesson: what it calls a row of its data, where it says so."""

from __future__ import annotations

from tui_tutor.lesson.model import Lesson

NEW, ANOTHER = "new inputs", "another row of the data"
"""Words of the table of commands that a lesson may have others for."""


def row_word(lesson: Lesson) -> str:
    """What one row of what the program's network is asked is called, such as `customer`; "" where nobody says so."""
    data = lesson.inputs.data if lesson.inputs is not None else lesson.survey.data if lesson.survey is not None else ""
    return (lesson.axes.get(data) or ("",))[0]


def new_rows(lesson: Lesson) -> str:
    """What the network can be asked about that it was not trained on: `new customers`, `new inputs`."""
    row = row_word(lesson)
    return f"new {row}s" if row else NEW


def in_words_of(lesson: Lesson, words: str) -> str:
    """Words of the table of commands as they are said in a lesson."""
    row = row_word(lesson)
    return words.replace(NEW, new_rows(lesson)).replace(ANOTHER, f"another {row}") if row else words
