"""Calls of small programs, sampled."""

from __future__ import annotations

import numpy as np
from engine_help import data_bits, opened, places

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.position import SETUP, Place
from tui_tutor.engine.watch.recording import Event
from tui_tutor.study.sampling import Sampled, sampled_call, sampled_definition

Calls = list[tuple[Event, Sampled | None]]

SIGMOID = "def f(x):\n    return 1 / (1 + np.exp(-x))\n"

ARRAY = "a = np.array([[-1.5, 0.0], [0.5, 3.0]])\n"


def calls_of(engine: Engine, place: Place = SETUP) -> Calls:
    """Every call of a place with its sample; a sample that changes anything fails."""
    events, namespace = engine.recording(place).events, engine.machine.namespace
    engine.machine.output.take()
    before = state(engine)
    found = [
        (event, sampled_call(namespace, engine.source.tree, events, index))
        for index, event in enumerate(events)
        if event.kind is Kind.CALL
    ]
    assert before == state(engine)
    return found


def state(engine: Engine) -> tuple[object, ...]:
    """Everything that a sample could change, but not show."""
    # Where a warning was given is noted by Python itself.
    namespace = {name: value for name, value in engine.machine.namespace.items() if name != "__warningregistry__"}
    random = np.random.get_state(legacy=False)
    return data_bits(namespace), list(namespace), repr(random), np.geterr(), engine.machine.output.take()


def calls(text: str) -> list[Sampled | None]:
    with np.errstate(all="ignore"):
        engine = opened("import numpy as np\n" + text)
        assert engine.failure is not None or engine.run_to_end()
        return [sampled for place in places(engine) for _, sampled in calls_of(engine, place)]


def last_call(text: str) -> Sampled | None:
    return calls(text)[-1]


def definitions(text: str) -> tuple[Sampled, ...]:
    engine = opened("import numpy as np\n" + text)
    events = [event for event in engine.recording(SETUP).events if event.kind is Kind.DEFINE]
    return sampled_definition(engine.machine.namespace, engine.source.tree, events[-1])
