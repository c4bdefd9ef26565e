"""Which of a lesson's texts is to be read where one stands."""

from __future__ import annotations

from tui_tutor.engine.watch.moment import Moment
from tui_tutor.engine.watch.position import Part
from tui_tutor.lesson.model import Lesson, StepText


def text_at(lesson: Lesson, moment: Moment) -> StepText | None:
    """The text of the step that a moment is of; what comes after the loop has one of its own."""
    if moment.position.place.part is not Part.END:
        return lesson.text(moment.step)
    return lesson.ending(moment.event.site.span.line if moment.event is not None else 0)
