"""Values that lie very deep in each other, and arrays of objects: kept and brought back."""

from __future__ import annotations

from typing import Any

import pytest
from engine_help import data_bits, opened
from seldom import mostly_slow

from tui_tutor.engine.watch.position import turn
from tui_tutor.engine.watch.texts import LONGEST_TEXT, text_of

DEEP = """a = []
b = ()
c = {}
for j in range(3):
    for k in range(300):
        a = [a]
        b = (b, k)
        c = {k: c}
    n = 0
    d = a
    while d:
        n += 1
        d = d[0]
"""

OBJECTS = """import numpy as np
a = np.array([10**30, 2, None, "x"])
b = np.array([[10**20, 1], [2, 10**21]])
c = a[::-2]
d = b.T
e = [a, c]
for j in range(6):
    a[1] = a[1] * 3 + a[0]
    b += b[0, 0]
    q = d[0, 1]
    b[0, 1] += j
    a[2] = [j]
    a[3] = e
    n = len(str(a[1]))
"""


@pytest.mark.parametrize("text", mostly_slow([DEEP, OBJECTS], [OBJECTS]))
def test_going_back_meets_the_same_values(text: str) -> None:
    engine = opened(text)
    run = engine.run
    assert run is not None
    forward = []
    for at in range(3):
        assert run.reach(at, lambda: False)
        forward.append(data_bits(run.finish(at).namespace))
    assert engine.run_to_end()
    for at in (2, 0, 1):
        assert data_bits(run.finish(at).namespace) == forward[at]
        assert engine.recording(turn(at)).failed is None


def test_views_of_arrays_of_objects_stay_views() -> None:
    engine = opened(OBJECTS)
    assert engine.run_to_end()
    assert engine.run is not None
    engine.run.go(2)
    names = engine.run.machine.namespace
    names["a"][3] = "changed"
    assert names["c"][0] == "changed"
    assert names["e"][0] is names["a"]
    names["d"][0, 1] = "changed"
    assert names["b"][1, 0] == "changed"


def test_texts_are_as_python_writes_them_and_never_long() -> None:
    values: tuple[Any, ...] = (
        [1, [2, (3,)], {4: {5}}],
        {},
        set(),
        frozenset({1}),
        (1,),
        {1: 2}.items(),
        "a" * 9,
        [None, "x"],
    )
    for value in values:
        assert text_of(value) == (value if isinstance(value, str) else repr(value))
    knot: list[object] = []
    knot.append(knot)
    assert text_of(knot) == repr(knot)
    values = ([0] * 10**6, ["x" * 10**6], "x" * 10**7, [b"x" * 10**6], {n: n for n in range(10**5)})
    for value in values:
        assert len(text_of(value)) == LONGEST_TEXT + 1
    assert text_of([10**5000, -(10**5000)]) == "[1.000000e5000, -1.000000e5000]"
    assert text_of(range(10**700)) == "range(0, 1.000000e700)"


def test_a_value_that_cannot_be_written_is_named() -> None:
    class Odd:
        def __repr__(self) -> str:
            raise ValueError("no")

    assert text_of(Odd()) == "<Odd: no>"
    assert text_of([Odd()]) == "[<Odd: no>]"


def test_an_operation_has_the_same_path_whether_the_way_to_the_loop_was_watched_or_not() -> None:
    text = "def f(x):\n    return x + 1\ndef train(n):\n    w = 0\n    for j in range(n):\n        w = f(w)\n"
    text += "    return w\ntrain(6)\n"
    engine, other = opened(text), opened(text)
    engine.run_to(3)
    watched = [event.key for event in engine.recording(turn(3)).events]
    # Back from its end a program is begun again, and nobody watches it come to its loop.
    assert other.run_to_end()
    assert [event.key for event in other.recording(turn(3)).events] == watched
    assert all(len(event.path) == event.depth for event in engine.recording(turn(3)).events)
