"""A list's text is written again only where it may have become another one."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_tutor.engine.text.source import Source
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.heads import Heads
from tui_tutor.engine.watch.texts import LONGEST_TEXT, text_of
from tui_tutor.engine.watch.writing import MOST_EVENTS

ITEMS: list[Any] = [7, 0.5, True, None, "a, b", b"x", np.float64(2.5), (1, 2), [3], "x" * 1_500, -0.0, 0.0]

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


def test_what_can_change_inside_is_written_each_time() -> None:
    heads, inner = Heads(), [1]
    items = [inner]
    heads.text(items)
    inner.append(2)
    assert heads.text(items) == "[[1, 2]]"
    assert heads.written == 2


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
