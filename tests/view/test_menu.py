from __future__ import annotations

from tui_tutor.lesson.progress import Progress
from tui_tutor.view.menu import entry, reached
from view.opened import toy


def test_a_lesson_that_was_not_opened_is_new() -> None:
    assert reached(toy().lesson, Progress()) == "new"


def test_how_far_one_has_come() -> None:
    progress = Progress(position="253:7", furthest=1253, steps_seen=frozenset({1, 2, 7}))
    assert reached(toy().lesson, progress) == "3 of 13 steps, iteration 1,253"


def test_what_was_finished() -> None:
    assert reached(toy().lesson, Progress(position="end:2", finished=True)) == "✓ finished"


def test_an_entry_says_what_the_lesson_is_about() -> None:
    title, summary = entry(toy().lesson, Progress()).split("\n")
    assert title == "The toy brain   (new)"
    assert summary.strip() == toy().lesson.summary
