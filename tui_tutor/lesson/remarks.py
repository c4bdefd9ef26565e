"""What in a lesson runs and is hardly meant so: names that are none, axes that do not fit, texts never shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tui_tutor.engine.text.guard import unknown_names
from tui_tutor.engine.text.naming import every_name
from tui_tutor.engine.text.problems import Problem
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.position import SETUP, turn
from tui_tutor.engine.watch.values import Value
from tui_tutor.lesson.find import LESSON_FILE
from tui_tutor.lesson.model import Lesson
from tui_tutor.lesson.sketch import first_values
from tui_tutor.study.notices.notice import AXES
from tui_tutor.study.unseeded import unseeded

NAMES, MILESTONE, STEP = "names", "milestone", "step"
"""Kinds of remarks, besides those of the engine."""


def remarks(lesson: Lesson, engine: Engine) -> list[Problem]:
    """Warnings of a lesson whose program has run to its end, each with its kind."""
    draw, first = unseeded(engine), first_values(engine) if lesson.axes else {}
    return [
        *([draw] if draw is not None else []),
        *unknown_names(lesson.source),
        *_names_of_fields(lesson),
        *_ill_shaped(lesson, first),
        *_of_two_sizes(lesson, first),
        *_late_milestones(lesson, engine),
        *_never_shown(lesson, engine),
    ]


def _at(lesson: Lesson, table: str, field: str, message: str, kind: str, entry: int | None = None) -> Problem:
    """A remark about a field of a lesson.toml."""
    line, column = lesson.places.get((table, entry, field), (0, 0))
    return Problem(str(lesson.path / LESSON_FILE), line, column, message, kind)


def _names_of_fields(lesson: Lesson) -> Iterator[Problem]:
    there = every_name(lesson.source.tree)
    for table, kind, names in (("axes", AXES, lesson.axes), ("names", NAMES, lesson.meanings)):
        for name in names:
            if name not in there:
                yield _at(lesson, table, name, f"[{table}] {name}: the program has no such name", kind)


def _ill_shaped(lesson: Lesson, first: Mapping[str, Value]) -> Iterator[Problem]:
    """Declared axes that are not as many as the name has dimensions where it was first seen."""
    for name, axes in lesson.axes.items():
        value = first.get(name)
        # A column may also be written as a flat list.
        if value is None or len(value.shape or ()) in (len(axes), len(axes) - 1 if len(axes) == 2 else -1):
            continue
        count = f"{len(axes)} {'axis' if len(axes) == 1 else 'axes'}"
        what = f"is {_shape(value)}" if value.is_array else "is a single number" if value.is_number else "is no array"
        yield _at(lesson, "axes", name, f"[axes] {name} has {count}, but {name} {what}: name each dimension", AXES)


def _of_two_sizes(lesson: Lesson, first: Mapping[str, Value]) -> Iterator[Problem]:
    """An axis that is of one size in one name and of another in the next."""
    sizes: dict[str, tuple[int, str]] = {}
    for name, axes in lesson.axes.items():
        value = first.get(name)
        for axis, size in zip(axes, value.shape or (), strict=False) if value is not None else ():
            before, other = sizes.setdefault(axis, (size, name))
            if before != size:
                where = f"in {other}" if other != name else "as well"
                hint = "are the axes in their order, or is this another axis?"
                message = f"[axes] {axis} is {size} in {name} and {before} {where}: {hint}"
                yield _at(lesson, "axes", name, message, AXES)


def _shape(value: Value) -> str:
    shape = value.shape or ()
    return f"{shape[0]}, a flat list" if len(shape) == 1 else "×".join(map(str, shape))


def _late_milestones(lesson: Lesson, engine: Engine) -> Iterator[Problem]:
    total = engine.total or 0
    for entry, milestone in enumerate(lesson.milestones):
        if milestone.at >= total:
            there = f"the last iteration is {total - 1:,}" if total else "there are no iterations"
            message = f"[[milestones]] at {milestone.at:,} is never reached: {there}"
            yield _at(lesson, "milestones", "at", message, MILESTONE, entry)


def _never_shown(lesson: Lesson, engine: Engine) -> Iterator[Problem]:
    """Steps to which no operation belongs, so that their texts are never shown; those of a notebook's cells are."""
    if lesson.source.is_notebook:
        return
    places = (SETUP, *([turn(0)] if engine.has_loop else []))
    met = {event.step for place in places for event in engine.recording(place).marks if event.depth == 0}
    unfinished = any(engine.recording(place).unfinished for place in places)
    for number, line in lesson.source.steps:
        if number in met or unfinished:
            continue
        loop = engine.program.loop
        if loop is not None and line > (loop.end_lineno or loop.lineno):
            message = f"step {number} opens after the loop, where all is told by 99_….md; its text is never shown"
        else:
            message = f"step {number} runs nothing of its own in the setup or in iteration 0, so its text is not shown"
        yield Problem(lesson.source.path, line, 0, message, STEP)
