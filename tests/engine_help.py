"""What the tests of the engine share: programs run plainly, and the engine's view of the same."""

from __future__ import annotations

import ast
import contextlib
import io
import sys
import types
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from tui_tutor.engine.probe.heads import Loop
from tui_tutor.engine.rewind.machine import HIDDEN, frames_below
from tui_tutor.engine.text.source import Source
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.moment import Moment
from tui_tutor.engine.watch.position import END, SETUP, Place, Position, turn
from tui_tutor.engine.watch.recording import Event
from tui_tutor.engine.watch.standing import NOT_DATA
from tui_tutor.engine.watch.trace import record
from tui_tutor.engine.watch.unfolding import unfolded
from tui_tutor.engine.watch.values import Value, take

REPO = Path(__file__).parents[1]
TOY = REPO / "lessons" / "toy_brain"
SEED = 7

Bits = tuple[object, ...]


def source_of(text: str) -> Source:
    return Source("program.py", text)


def opened(text: str, **options: Any) -> Engine:
    engine = Engine(source_of(text), **{"seed": SEED, **options})
    engine.open()
    return engine


def value_bits(value: Value) -> Bits:
    """A value of the engine's, every bit of it."""
    if value.is_array:
        return (value.type_name, value.shape, np.ascontiguousarray(value.data).tobytes())
    if value.is_number:
        return (value.type_name, repr(value.data))
    return (value.type_name, value.text)


def bits(value: object) -> Bits:
    """The same of a live value."""
    return value_bits(take(value, whole=None))


def data_bits(names: dict[str, Any]) -> dict[str, Bits]:
    """Every name of a namespace that holds data, and the arrays in its lists."""
    kept = {name: value for name, value in names.items() if name not in HIDDEN and not name.startswith("__tt")}
    (parts,) = unfolded([kept])
    return {name: bits(value) for name, value in parts.items() if type(value).__name__ not in NOT_DATA}


@dataclass
class Plain:
    """A program as Python alone runs it: its names as each iteration begins, and when it was over."""

    begun: list[dict[str, Bits]] = field(default_factory=list)
    printed_then: list[str] = field(default_factory=list)
    final: dict[str, Bits] = field(default_factory=dict)
    printed: str = ""
    error: str | None = None


def plain_run(text: str, loop: Loop | None = None, seed: int = SEED) -> Plain:
    """Run a program's text, untouched, and look at its names each time Python comes to the main loop's body."""
    plain, output = Plain(), io.StringIO()
    namespace: dict[str, Any] = {"__name__": "__main__"}
    code = compile(text, "plain.py", "exec", dont_inherit=True)
    line = loop.body[0].lineno if loop is not None else None

    def trace(frame: types.FrameType, event: str, _: object) -> Callable[..., Any] | None:
        if frame.f_code is not code:
            return None
        if event == "line" and frame.f_lineno == line:
            plain.begun.append(data_bits(frame.f_globals))
            plain.printed_then.append(output.getvalue())
        return trace

    np.random.seed(seed)
    before, deepest = sys.gettrace(), sys.getrecursionlimit()
    # By itself a program has all of Python's depth to itself.
    sys.setrecursionlimit(deepest + frames_below())
    with contextlib.redirect_stdout(output), np.printoptions(), np.errstate():
        sys.settrace(trace)
        try:
            exec(code, namespace)
        except Exception as error:
            plain.error = " ".join(f"{type(error).__name__}: {error}".split()).removesuffix(":")
        finally:
            sys.settrace(before)
            sys.setrecursionlimit(deepest)
        plain.final = data_bits(namespace)
    plain.printed = output.getvalue()
    return plain


def moment_bits(moment: Moment) -> dict[str, Bits]:
    """All that a moment shows, to be compared."""
    event = moment.event
    found: dict[str, Bits] = {
        f"name {state.name}": (
            value_bits(state.value),
            state.value.axes,
            value_bits(state.before) if state.before is not None else None,
            state.changed,
            state.left_over,
            state.alias_of,
        )
        for state in moment.names
        # The rest, what is expected to come, grows with what was watched so far.
        if state.value is not None
    }
    found |= {f"local {s.name}": (s.changed, s.value and value_bits(s.value)) for s in moment.locals}
    found["event"] = (event_bits(moment.position.place, event) if event is not None else None,)
    found["rest"] = (str(moment.position), moment.operations, moment.printed, moment.unfinished)
    return found


def event_bits(place: Place, event: Event) -> str:
    return repr((record(place, 0, event), event.key, event.stack, event.clash, event.printed))


def names_of(moment: Moment) -> dict[str, Bits]:
    return {state.name: value_bits(state.value) for state in moment.names if state.value is not None}


def last(engine: Engine, place: Place) -> Position:
    return Position(place, len(engine.recording(place).events))


def different(one: dict[str, Bits], other: dict[str, Bits]) -> dict[str, tuple[Bits | None, Bits | None]]:
    """What is not the same in both.

    Parts of objects that lead to each other in a ring or a chain are told as far as one looks, from where one looks
    first: those that only one side tells are no difference, but for the names themselves.
    """
    chained = {name for name in one.keys() ^ other.keys() if max(name.count("."), name.count("[")) > 1}
    names = (one.keys() | other.keys()) - chained
    return {name: (one.get(name), other.get(name)) for name in names if one.get(name) != other.get(name)}


def places(engine: Engine) -> list[Place]:
    """Every place of a program that has been run to its end, in order."""
    found = [SETUP, *(turn(number) for number in range(engine.last_known + 1))]
    return [*found, END] if engine.is_complete else found


def toy_text() -> str:
    return (TOY / "program.py").read_text(encoding="utf-8")


def body_of(text: str) -> list[ast.stmt]:
    return ast.parse(text).body
