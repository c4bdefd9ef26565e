"""Reading, storing into and updating a part of something: each index kind, as numpy does it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.text.source import Source
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.position import SETUP
from tui_tutor.engine.watch.recording import Event

BEFORE = """\
import numpy as np
a = np.arange(5.0)
m = np.arange(6.0).reshape(3, 2)
mask = a > 2
flags = m > 2
places = np.array([2, 0])
i = 1
rows = [1.0, 2.0, 3.0]
layers = [np.ones((2, 2)), np.zeros(2)]
named = {"w": 1.5}
"""

INDICES = {
    "a[i]": ("5,", "scalar", "5,[…]"),
    "a[-1]": ("5,", "scalar", "5,[…]"),
    "a[1:3]": ("5,", "2,", "5,[…]"),
    "a[::2]": ("5,", "3,", "5,[…]"),
    "a[mask]": ("5,", "2,", "5,[5,]"),
    "a[places]": ("5,", "2,", "5,[2,]"),
    "m[i]": ("3×2", "2,", "3×2[…]"),
    "m[i, 1]": ("3×2", "scalar", "3×2[…]"),
    "m[:, 0]": ("3×2", "3,", "3×2[…]"),
    "m[1:, :]": ("3×2", "2×2", "3×2[…]"),
    "m[flags]": ("3×2", "3,", "3×2[3×2]"),
    "m[places]": ("3×2", "2×2", "3×2[2,]"),
    "m[..., 1]": ("3×2", "3,", "3×2[…]"),
    "m[:, None, 1]": ("3×2", "3×1", "3×2[…]"),
}


def last(statement: str) -> Event:
    """The last operation of a statement behind those above."""
    engine = Engine(Source("p.py", BEFORE + statement + "\n"))
    engine.open()
    assert engine.failure is None
    event = engine.recording(SETUP).events[-1]
    assert event.site.code == statement
    return event


def given(code: str) -> npt.NDArray[np.float64]:
    """What numpy gives for an expression behind those above."""
    names: dict[str, object] = {}
    exec(BEFORE, names)
    return np.array(eval(code, names))


@pytest.mark.parametrize("code", INDICES)
def test_a_read_tells_the_whole_its_place_and_the_part(code: str) -> None:
    event = next(each for each in reversed(events(f"x = {code}")) if each.kind is Kind.INDEX)
    _, part, place = INDICES[code]
    assert event.shapes == f"{place} → {part}"


def events(statement: str) -> list[Event]:
    engine = Engine(Source("p.py", BEFORE + statement + "\n"))
    engine.open()
    return list(engine.recording(SETUP).events)


@pytest.mark.parametrize("code", INDICES)
def test_a_store_does_not_read_like_a_read(code: str) -> None:
    event = last(f"{code} = 7.5")
    assert event.kind is Kind.INDEX
    assert event.shapes == f"{INDICES[code][2]} = 7.5"


@pytest.mark.parametrize("code", INDICES)
def test_a_store_of_an_array_tells_what_is_stored_and_where(code: str) -> None:
    event = last(f"{code} = {code} * 2")
    _, part, place = INDICES[code]
    assert event.shapes == f"{place} = {part}"


@pytest.mark.parametrize("code", INDICES)
def test_an_update_tells_of_the_cells_that_it_touches(code: str) -> None:
    event = last(f"{code} += 0.25")
    part = INDICES[code][1]
    assert event.kind is Kind.UPDATE
    assert event.shapes == f"{part} + 0.25 → {part}"
    assert event.result is not None
    before = given(code)
    assert np.array_equal(event.operands[0].data, before)
    assert np.array_equal(event.result.data, before + 0.25)


@pytest.mark.parametrize(
    ("statement", "old", "new"),
    [
        ("rows[1] *= 3", 2.0, 6.0),
        ("named['w'] -= 0.5", 1.5, 1.0),
        ("layers[0] += 1", np.ones((2, 2)), np.full((2, 2), 2.0)),
        ("layers[0][1] += 1", np.ones(2), np.full(2, 2.0)),
    ],
)
def test_an_update_of_a_part_of_a_list_or_a_dictionary(statement: str, old: npt.ArrayLike, new: npt.ArrayLike) -> None:
    event = last(statement)
    assert event.result is not None
    assert np.array_equal(event.operands[0].data, old)
    assert np.array_equal(event.result.data, new)


def test_the_place_is_computed_once() -> None:
    statement = "def place():\n    print('asked')\n    return 1\na[place()] += 1.0\nm[place(), place():] -= 1.0"
    engine = Engine(Source("p.py", BEFORE + statement + "\n"))
    engine.open()
    assert "".join(each.printed for each in engine.recording(SETUP).events) == "asked\n" * 3


def test_an_update_that_cannot_be_tells_the_part_that_it_was_for() -> None:
    engine = Engine(Source("p.py", BEFORE + "m[0] += np.ones(3)\n"))
    engine.open()
    event = engine.recording(SETUP).events[-1]
    assert event.error is not None
    assert event.shapes == "2, + 3, → ✗"


@pytest.mark.parametrize(
    ("code", "rule"),
    [
        ("np.linalg.norm((3.0, 4.0))", "norm(tuple of 2) → scalar"),
        ("sum(rows)", "sum(list of 3) → scalar"),
        ("np.maximum(a, a)", "maximum((5,), (5,)) → 5,"),
        ("np.exp(a)", "exp(5,) → 5,"),
        ("print(a, 1, m)", "(5,), 1, 3×2"),
    ],
)
def test_lists_have_a_size_and_flat_sizes_are_not_misread(code: str, rule: str) -> None:
    assert last(code).shapes == rule
