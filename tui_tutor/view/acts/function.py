"""Functions of the program: a call on the function's own curve, a definition as the machine that it makes."""

from __future__ import annotations

from tui_tutor.study.sampling import Sampled
from tui_tutor.view.acting import Frame
from tui_tutor.view.acts.cells import between, known, operands, result
from tui_tutor.view.equation import equation, short
from tui_tutor.view.lines import Line, beside, block_width, clip, line, width
from tui_tutor.view.matrix import Fit, Marks, matrix
from tui_tutor.view.pictures.slope import OUT, SLOPE, plot, reading, slope
from tui_tutor.view.recalled import cell_names
from tui_tutor.view.scene import Scene

NARROWEST = 22
"""Cells that a curve needs beside its numbers."""


def call(scene: Scene, columns: int, rows: int) -> list[Line]:
    """Numbers in, the function's own curve with each of them on it, numbers out."""
    samples = scene.moment.sampled if scene.moment is not None else ()
    if not samples or rows < 6 or scene.event.result is None:
        return _machine_at_work(scene, columns, rows)
    # A blank before the right edge of the panel.
    columns -= 1
    sampled, frame = samples[0], scene.frame
    value, into = scene.event.result, scene.event.operands[0]
    given = _column(scene, "0", short(scene.event.texts[0].code, 22), rows, _in_use(frame))
    made = _column(scene, "r", "", rows, known(frame))
    if value.is_number and not into.is_array:
        given, made = [], []
    room = columns - block_width(given) - block_width(made) - 2 * (bool(given) + bool(made))
    if room < NARROWEST:
        given = []
        room = columns - block_width(made) - 2 * bool(made)
    if room < NARROWEST:
        made = []
        room = columns
    at, count = _reached(frame, value.data.shape if value.is_array else (), len(sampled.at))
    told = _told(scene, sampled, at, room) if rows >= 9 else ()
    picture = [*_curves(sampled, room, rows - bool(told), at, count), *([told] if told else [])]
    gaps = [block for block in (given, picture, made) if block]
    return [clip(each, columns) for each in beside(gaps, 2)]


def define(scene: Scene, columns: int, rows: int) -> list[Line]:
    """The machine that a definition makes; where it turns numbers into numbers, its curve with a moving tangent."""
    event = scene.event
    samples = scene.moment.sampled if scene.moment is not None else ()
    code = " ".join(event.site.code.split())
    inside = code.split("(", 1)[1].rsplit(")", 1)[0] if code.startswith("def") and "(" in code else code
    name = event.changes[-1].name if event.changes else event.site.symbol
    box = f"┤ {name} ├"
    head = line(
        (short(inside, max(8, columns // 2)), "code.number"), (" ──▶", "sign"), (box, "operand"), ("──▶ ?", "sign")
    )
    if not samples or rows < 7:
        return [clip(head, columns), clip(line((short(code, columns), "dim")), columns)]
    return [clip(head, columns), *slope(samples, columns, rows - 1, at=scene.share if scene.share < 1 else 0.5)]


def _curves(sampled: Sampled, columns: int, rows: int, at: int | None, count: int | None) -> list[Line]:
    """The curve; for a slope the curve that it belongs to, with tangents, and the slope itself where there is room."""
    parent = sampled.slope_of
    if parent is None:
        return plot(sampled, columns, rows, focus=at, known=count)
    if columns < 2 * NARROWEST:
        return plot(parent, columns, rows, focus=at, known=count, steep=True)
    left = (columns - 2) // 2
    return beside(
        [
            plot(parent, left, rows, focus=at, known=count, steep=True),
            plot(sampled, columns - 2 - left, rows, focus=at, known=count, of=(OUT, SLOPE)),
        ],
        2,
    )


def _told(scene: Scene, sampled: Sampled, at: int | None, columns: int) -> Line:
    """The live value that is worked on or pointed at in numbers, else the first."""
    value = scene.event.operands[0]
    look, shape = scene.look, value.data.shape if value.is_array else ()
    if at is None and look is not None and shape:
        at = look[1] * shape[-1] + look[2]
    index = at or 0
    names = cell_names(value) if value.is_array else []
    name = names[index] if index < len(names) else ""
    whole = reading(sampled, index, name)
    return whole if width(whole) <= columns else clip(reading(sampled, index, name, brief=True), columns)


def _column(scene: Scene, key: str, code: str, rows: int, marks: Marks) -> list[Line]:
    """A matrix with its name, and a line over it that says where it stands."""
    value = scene.event.result if key == "r" else scene.event.operands[int(key)]
    if value is None or not value.is_array:
        return []
    place = scene.seen(key, *_place(scene.frame))
    body = matrix(value, Fit(2, False, rows - 2, 40, row=place[0], column=place[1], key=key), marks)
    head = line((code, "operand")) if code else line(("out ▶", "sign"))
    over = line(("in ▶", "sign")) if key != "r" else ()
    across = max(block_width(body), 5)
    return [clip(head, across), *([clip(over, across)] if over else [()]), *body]


def _machine_at_work(scene: Scene, columns: int, rows: int) -> list[Line]:
    parts = operands(scene)
    arrays = [part for part in parts if part.value.is_array] or parts
    name = scene.event.site.symbol
    return equation([*between(arrays, ","), f"─▶┤ {name} ├─▶", *result(scene)], columns, rows)


def _in_use(frame: Frame | None) -> Marks:
    if frame is None or frame.brief:
        return lambda _row, _column: ""
    return lambda row, column: "lit" if frame.is_worked_on(row, column) else ""


def _place(frame: Frame | None) -> tuple[int, int]:
    return (frame.row, frame.column) if frame is not None and not frame.brief else (0, 0)


def _reached(frame: Frame | None, shape: tuple[int, ...], count: int) -> tuple[int | None, int | None]:
    """The live value that is worked on, and how many are on the curve so far."""
    if frame is None or frame.brief or not shape:
        return None, None
    across = shape[-1]
    last = frame.row * across + (across - 1 if frame.whole_row else frame.column)
    return min(last, count - 1), min(last + 1, count)
