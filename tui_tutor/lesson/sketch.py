"""What a program's run tells of it in a few words: where its main loop is, and what shapes its names have."""

from __future__ import annotations

from dataclasses import dataclass, field

from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.position import SETUP, turn
from tui_tutor.engine.watch.values import Value


@dataclass(frozen=True, slots=True)
class Sketch:
    """The line of the main loop, None where there is none that turns, and the shapes of names that hold real numbers.

    Shapes are of the first value that a name had in the setup or in iteration 0.
    """

    loop: int | None = None
    shapes: dict[str, tuple[int, ...]] = field(default_factory=dict)


def sketch_of(engine: Engine) -> Sketch:
    """The sketch of a program that has run to its end."""
    values = first_values(engine)
    names = (name for name in engine.names_in_order if name in values)
    shapes = {name: values[name].shape or () for name in names if _is_real(values[name])}
    loop = engine.program.loop if engine.has_loop else None
    return Sketch(loop.lineno if loop is not None else None, shapes)


def first_values(engine: Engine) -> dict[str, Value]:
    """The first value of each name, in the functions too, in the setup and in the first iteration."""
    found: dict[str, Value] = {}
    for place in (SETUP, *([turn(0)] if engine.has_loop else [])):
        for event in engine.recording(place).events:
            for change in event.changes:
                if change.value is not None:
                    found.setdefault(change.name, change.value)
    return found


def _is_real(value: Value) -> bool:
    """Whether it is a number, or an array that holds some, and can be written with a sign and decimals."""
    if value.is_array:
        return value.data.dtype.kind in "iuf" and value.data.size > 0
    return value.is_number and isinstance(value.data, int | float) and not isinstance(value.data, bool)
