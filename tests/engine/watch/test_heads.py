"""A container's text is written again only where it may have become another one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_tutor.engine.text.source import Source
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.heads import Heads
from tui_tutor.engine.watch.position import turn
from tui_tutor.engine.watch.texts import LONGEST_TEXT, text_of
from tui_tutor.engine.watch.writing import MOST_EVENTS

ARRAY = np.zeros(3)

ITEMS: list[Any] = [
    ARRAY,
    (ARRAY, 1),
    {"a": [2], 3: ARRAY},
    np.zeros(1, dtype="i4, f8"),
    np.array([None]),
    7,
    0.5,
    True,
    None,
    "a, b",
    b"x",
    np.float64(2.5),
    (1, 2),
    [3],
    "x" * 1_500,
    -0.0,
    0.0,
]

CHANGES = st.lists(
    st.tuples(st.sampled_from(["append", "pop", "set", "clear", "many", "inside"]), st.integers(0, 2_000)), max_size=25
)


def change(items: list[Any], what: str, number: int) -> None:
    item = ITEMS[number % len(ITEMS)]
    if what == "append":
        items.append(item)
    elif what == "many":
        items.extend([item] * number)
    elif what == "clear":
        items.clear()
    elif items:
        at = number % len(items)
        if what == "pop":
            del items[at:]
        elif what == "inside" and isinstance(items[at], list):
            items[at].append(number)
        elif what == "inside" and isinstance(items[at], dict):
            items[at]["a"].append(number)
            items[at][number] = number
        elif what == "inside" and isinstance(items[at], np.ndarray):
            items[at][0] = number
        else:
            items[at] = item


@given(CHANGES)
def test_it_is_always_what_would_be_written(changes: list[tuple[str, int]]) -> None:
    heads, items = Heads(), list[Any]()
    for what, number in changes:
        change(items, what, number)
        assert heads.text(items) == text_of(items)
        assert heads.text(items) == text_of(items)


@pytest.mark.parametrize("item", [0.5, 3, np.float64(0.1), (1, 2.0), "word"])
def test_a_list_that_grows_behind_its_text_is_written_no_more(item: object) -> None:
    heads, items = Heads(), [item] * LONGEST_TEXT
    for _ in range(100):
        heads.text(items)
        items.append(item)
    assert heads.written == 1


def test_what_can_change_inside_is_written_again_where_it_has() -> None:
    heads, inner, array = Heads(), [1], np.zeros(2)
    table: dict[str, object] = {"a": (array,)}
    items = [inner, array, table]
    assert [heads.text(items) for _ in range(3)] == [text_of(items)] * 3
    assert heads.written == 1
    changes: list[Callable[[], None]] = [lambda: inner.append(2), lambda: array.put(0, 5.0), lambda: table.update(b=1)]
    for change_it in changes:
        before = heads.text(items)
        change_it()
        assert before != heads.text(items) == heads.text(items) == text_of(items)
    assert heads.written == 4


def test_what_cannot_be_told_in_less_time_is_written_each_time() -> None:
    heads, items = Heads(), [np.array([None, 1]), np.zeros(1_001), 1j]
    for _ in range(2):
        heads.text(items)
    assert heads.written == 2


def test_many_arrays_in_a_list_that_stay_are_written_once() -> None:
    lines = ["import numpy as np", "data = [np.full(3, float(k)) for k in range(90)]", "groups = {'0': [], '1': []}"]
    lines += ["for turn in range(2):", "    groups = {'0': [], '1': []}", "    for item in data:"]
    lines += ["        near = [abs(c - item[0]) for c in (20.0, 60.0)]", "        k = near.index(min(near))"]
    lines += ["        groups[str(k)].append(list(item))"]
    engine = Engine(Source("p.py", "\n".join(lines)), seed=1)
    engine.open()
    told = len(engine.recording(turn(0)).events)
    # `groups` is written where it has got another item, `data` once, `near` where it is made.
    assert told > 1_000
    assert engine.recorder._writing.copies.heads.written < told / 2


GROWS = """rows = []
for k in range(10_000):
    rows.append(1000.5)
for j in range(10**6):
    x = j * 2
    x = x + 1
"""


def test_a_setup_that_appends_writes_the_head_of_its_list_alone() -> None:
    engine = Engine(Source("script.py", GROWS), seed=1)
    engine.open(watched_only=True)
    assert len(engine.begun.events) == MOST_EVENTS
    # Each append is seen before and after it; those that lie behind the text's end write nothing.
    told = LONGEST_TEXT // len("1000.5, ") + 2
    assert engine.recorder._writing.copies.heads.written < 2 * told < MOST_EVENTS // 4
