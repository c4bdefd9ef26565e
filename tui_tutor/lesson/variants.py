"""The what-ifs of a lesson, tried out as far as iteration 0."""

from __future__ import annotations

from tui_tutor.engine.text.problems import Problem, ProblemsError
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.position import turn
from tui_tutor.lesson.find import LESSON_FILE
from tui_tutor.lesson.model import Lesson

KIND = "what-if"


def tried(lesson: Lesson, index: int) -> Problem | None:
    """What is wrong with a what-if: it changes nothing, or it fails and is not said to be a mistake."""
    what_if = lesson.what_ifs[index]
    if what_if.mistake:
        return None
    source = what_if.apply(lesson.source)
    if source.text == lesson.source.text:
        return remark(lesson, index, "the program stays as it is")
    engine = Engine(source, axes=dict(lesson.axes), loop=lesson.loop_in(source))
    try:
        engine.open()
    except ProblemsError as error:
        return remark(lesson, index, error.problems[0].message)
    failed = engine.recording(turn(0)).failed if engine.has_loop or engine.run_to(0) else None
    run_failure = engine.run.failure if engine.run is not None else None
    failure = engine.failure or run_failure
    message = failure.message if failure is not None else failed.error if failed is not None else None
    if message is None:
        return None
    return remark(lesson, index, f"{message}; is it a mistake made on purpose? mistake = true says so")


def remark(lesson: Lesson, index: int, message: str) -> Problem:
    """A warning about one of a lesson's what-ifs."""
    line, column = lesson.places.get(("what_if", index, "change"), (0, 0))
    words = f"[[what_if]] {lesson.what_ifs[index].name}: {message}"
    return Problem(str(lesson.path / LESSON_FILE), line, column, words, KIND)
