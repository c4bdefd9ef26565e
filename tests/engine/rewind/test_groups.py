"""Lists of small arrays: taken all at once where none has changed, and never less exactly."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_tutor.engine.rewind import taking
from tui_tutor.engine.rewind.contents import Numbers
from tui_tutor.engine.rewind.groups import FEW, LARGE, Group
from tui_tutor.engine.rewind.world import World

Row = list[Any]


def history(count: int = 2 * FEW) -> Row:
    return [np.arange(3.0) + k for k in range(count)]


def bits(row: Row) -> list[tuple[int, object]]:
    """Which objects a list holds, and their every bit."""
    return [(id(each), (each.dtype.str, each.shape, each.tobytes())) for each in row]


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The arrays that are looked at by themselves."""
    found: list[object] = []
    real = taking.is_still

    def is_still(data: npt.NDArray[Any], array: npt.NDArray[Any]) -> bool:
        found.append(array)
        return real(data, array)

    monkeypatch.setattr(taking, "is_still", is_still)
    return found


def test_what_is_still_is_not_looked_at_one_by_one(looked_at: list[object]) -> None:
    world, row = World({}), history()
    for _ in range(50):
        world.take({("name", "row"): row})
        row.append(np.ones(3))
    # Each is looked at when it is new, once at the most.
    assert len(looked_at) <= 1
    assert len(world.take({("name", "row"): row}).arrays) == len(row)


@pytest.mark.parametrize("kind", ["f8", "f4", "f2", "i1", "?", "c16", "g"])
def test_kinds_of_numbers(kind: str, looked_at: list[object]) -> None:
    world, row = World({}), [np.ones((2, 2), dtype=kind) for _ in range(FEW)]
    for _ in range(3):
        world.take({("name", "row"): row})
    assert not looked_at


def in_place(row: Row) -> None:
    row[5][1] = np.nan


def sign_of_zero(row: Row) -> None:
    row[0][0] = -0.0


def another(row: Row) -> None:
    row[3] = row[3].copy()


def shorter(row: Row) -> None:
    del row[FEW // 2 :]


def swapped(row: Row) -> None:
    row[1], row[2] = row[2], row[1]


def in_front(row: Row) -> None:
    row.insert(0, "text")


def nothing(_row: Row) -> None:
    pass


CHANGES: list[Callable[[Row], None]] = [in_place, sign_of_zero, another, shorter, swapped, in_front]


@pytest.mark.parametrize("change", CHANGES, ids=lambda each: each.__name__)
def test_every_change_is_seen_and_brought_back(change: Callable[[Row], None]) -> None:
    world, row = World({}), history()
    kept: Row = list(row)
    roots = {("name", "row"): row, ("name", "kept"): kept}
    world.take({("name", "row"): row})
    before = world.take(roots)
    had, had_kept = bits(row), bits(kept)
    change(row)
    after = world.take(roots)
    has = [each for each in row if isinstance(each, np.ndarray)]
    now = bits(has)
    world.put(before)
    assert (bits(row), bits(kept)) == (had, had_kept)
    world.put(after)
    assert bits([each for each in row if isinstance(each, np.ndarray)]) == now


def test_a_list_of_which_one_changes_is_looked_at_one_by_one_from_then_on(looked_at: list[object]) -> None:
    world, row = World({}), history()
    for k in range(3):
        world.take({("name", "row"): row})
        row[0][0] = k + 100
    world.take({("name", "row"): row})
    assert len(looked_at) >= 2 * len(row)


def same(one: Row, other: Row) -> bool:
    return len(one) == len(other) and all(a is b for a, b in zip(one, other, strict=True))


def test_what_does_not_fit_is_left_to_itself() -> None:
    known = {id(each): (each, Numbers(each.copy())) for each in history()}
    arrays = [array for array, _ in known.values()]
    assert same(Group().lengthened([*arrays, "text", *arrays], known).arrays, arrays)
    others = (np.ones(LARGE), arrays[0][1:], np.array([None]), np.asfortranarray(np.ones((2, 2))), arrays[0])
    for other in others:
        all_known = known | {id(other): (other, Numbers(other))}
        assert same(Group().lengthened([*arrays, other], all_known).arrays, arrays)
    assert not Group().lengthened(arrays[: FEW - 1], known).arrays


@given(st.lists(st.tuples(st.sampled_from([*CHANGES, nothing]), st.integers(1, 40)), max_size=8))
def test_every_state_comes_back(changes: list[tuple[Callable[[Row], Any], int]]) -> None:
    world, row, states = World({}), history(), []
    for change, more in changes:
        states.append((world.take({("name", "row"): row}), list(row), bits_of(row)))
        if len(row) > FEW and all(isinstance(each, np.ndarray) for each in row[:9]):
            change(row)
        row.extend(history(more))
    for state, items, held in reversed(states):
        world.put(state)
        assert same(row, items)
        assert bits_of(row) == held


def bits_of(row: Row) -> list[object]:
    return [each.tobytes() if isinstance(each, np.ndarray) else each for each in row]
