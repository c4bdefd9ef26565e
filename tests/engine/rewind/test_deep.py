"""What lies in itself a thousand deep: it is put back, or it is said that it cannot be, and nothing breaks."""

from __future__ import annotations

from typing import Any

import pytest
from engine_help import Bits, different, moment_bits, opened

from tui_tutor.engine.rewind.iterators import DEEPEST
from tui_tutor.engine.rewind.putting import resolve
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.limits import limits
from tui_tutor.engine.watch.position import END, SETUP, Position, turn
from tui_tutor.engine.watch.walk import Walker
from tui_tutor.study.study import Study

LOOP = "y = 2.0\nfor i in range(20):\n    y = y * 0.5 + 1\nprint(y)\n"

REDUCED = "from functools import reduce\nx = reduce(lambda m, _: map(abs, m), range(400), [1])\n"

ITERATORS = {
    "map": REDUCED,
    "zip": "x = [1]\nfor k in range(300):\n    x = zip(x)\n",
    "generator expressions": "x = iter([1])\nfor k in range(300):\n    x = (v for v in x)\n",
    "cycles": "from itertools import cycle\nx = [1]\nfor k in range(300):\n    x = cycle(x)\n",
}

HOLDERS = {
    "tuples": "(x,)",
    "frozen sets": "frozenset([x])",
    "partial functions": "partial(print, x)",
    "methods": "Link(x).next",
}

HELD = """from functools import partial
class Link:
    def __init__(self, x):
        self.x = x
    def next(self):
        return self.x
def train():
    numbers = iter(range(1000))
    x = (numbers,)
    for k in range(350):
        x = {}
    total = 0
    for i in range(20):
        total += next(numbers)
        print(total)
    return total
print(train())
"""

PLACES = [Position(turn(0), 2), Position(turn(11), 3), Position(turn(2), 2), Position(END, 1), Position(turn(19), 3)]


def test_what_lies_twice_in_others_is_made_anew_once() -> None:
    old, new = iter([1]), iter([2])
    value: tuple[object, ...] = (old,)
    for _ in range(2000):
        value = (value, value)
    found: dict[int, Any] = {id(old): new}
    resolve(value, found, lambda each: isinstance(each, tuple))
    made = found[id(value)]
    for _ in range(2000):
        assert made[0] is made[1]
        made = made[0]
    assert made[0] is new


def line_of(text: str) -> int:
    return next(at for at, line in enumerate(text.splitlines(), 1) if "for i in" in line)


def moments_of(engine: Engine, places: list[Position]) -> list[dict[str, Bits]]:
    study, walker = Study(engine), Walker(engine)
    found: list[dict[str, Bits]] = []
    for place in places:
        at = walker.locate(place)
        assert not isinstance(at, str), at
        found.append(moment_bits(study.moment(at)))
    return found


@pytest.mark.parametrize("name", list(ITERATORS))
def test_of_iterators_inside_each_other_it_is_said_that_they_cannot_be_brought_back(name: str) -> None:
    text = ITERATORS[name] + LOOP
    engine = opened(text, loop=line_of(text))
    last = Position(SETUP, len(engine.recording(SETUP).events))
    first, *others = moments_of(engine, [last, *PLACES, last])
    assert first == others[-1]
    told = f"x, which holds iterators inside each other, more than {DEEPEST} deep, cannot be brought back: "
    assert [each.words.startswith(told) for each in limits(engine)] == [True]


def test_it_is_said_at_the_operation_that_makes_them() -> None:
    engine = opened(REDUCED + LOOP, loop=line_of(REDUCED + LOOP))
    (limit,) = limits(engine)
    assert limit.operation is not None
    assert (
        engine.recording(SETUP).events[limit.operation - 1].site.code
        == "reduce(lambda m, _: map(abs, m), range(400), [1])"
    )


@pytest.mark.parametrize("name", list(HOLDERS))
@pytest.mark.slow
def test_what_holds_an_iterator_deep_inside_is_put_back_with_it(name: str) -> None:
    text = HELD.replace("{}", HOLDERS[name])
    engine = opened(text, loop=line_of(text))
    assert engine.run_to_end()
    assert engine.run is not None
    assert engine.run.keeping.unrestorable is None
    there = moments_of(engine, PLACES)
    back = moments_of(engine, PLACES[::-1])[::-1]
    assert [different(one, other) for one, other in zip(there, back, strict=True)] == [{}] * len(PLACES)
    assert engine.recording(END).events[-1].printed == "190\n"
    assert engine.recording(turn(19)).events[-1].printed == "190\n"
