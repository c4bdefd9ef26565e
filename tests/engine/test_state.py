"""Values frozen and thawed: the same to the last bit, and sharing what they shared."""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from engine_help import opened
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from tui_tutor.engine.codes import Codes
from tui_tutor.engine.engine import Engine
from tui_tutor.engine.frozen import memory
from tui_tutor.engine.position import turn
from tui_tutor.engine.state import Freezer, NotRestorable, is_unchanging
from tui_tutor.engine.thaw import thaw

NO_CODES = Codes([])


def there_and_back(**values: Any) -> dict[str, Any]:
    return thaw(Freezer(NO_CODES).freeze(values), {}, NO_CODES)


def same(one: Any, other: Any) -> bool:
    if isinstance(one, np.ndarray):
        alike = (one.dtype, one.shape, one.flags.writeable) == (other.dtype, other.shape, other.flags.writeable)
        return alike and (not one.size or one.strides == other.strides) and one.tobytes() == other.tobytes()
    return type(one) is type(other) and repr(one) == repr(other)


LAYOUTS = {
    "rows": np.arange(12.0).reshape(3, 4).copy(),
    "columns": np.asfortranarray(np.arange(12.0).reshape(3, 4)),
    "permuted": np.arange(24.0).reshape(2, 3, 4).transpose(1, 0, 2) + 0,
    "empty": np.zeros((0, 3)),
    "single": np.array(2.5),
    "one": np.ones((1, 1, 1)),
    "whole numbers": np.arange(6, dtype=np.int8),
    "truth": np.array([True, False]),
    "complex": np.array([1 + 2j, math.nan]),
    "text": np.array(["a", "bcd"]),
    "half": np.array([1.5, -0.0], dtype=np.float16),
}


@pytest.mark.parametrize("name", sorted(LAYOUTS))
def test_arrays_keep_their_layout(name: str) -> None:
    array = LAYOUTS[name]
    back = there_and_back(a=array)["a"]
    assert same(array, back)
    assert not np.may_share_memory(array, back)
    if back.size:
        back[...] = back.flat[0]
        assert same(array, there_and_back(a=array)["a"])


@given(arrays(np.float64, array_shapes(max_dims=3, max_side=4)), st.data())
def test_views_look_at_the_same_cells(array: np.ndarray[Any, Any], data: st.DataObject) -> None:
    owner = array.transpose(data.draw(st.permutations(range(array.ndim)))) + 0.0
    index: Any = tuple(
        data.draw(st.sampled_from([slice(None), slice(None, None, -1), slice(1, None), slice(None, None, 2), 0]))
        for _ in owner.shape
    )
    view = owner[index]
    if not isinstance(view, np.ndarray):
        return
    back = there_and_back(owner=owner, view=view)
    assert same(owner, back["owner"])
    assert same(view, back["view"])
    for each in ((owner, view), (back["owner"], back["view"])):
        each[1][...] = 7.0
        each[0].reshape(-1)[:1] += 1.0
    assert same(owner, back["owner"])
    assert same(view, back["view"])


def test_read_only_stays_read_only() -> None:
    fixed = np.arange(3.0)
    fixed.flags.writeable = False
    back = there_and_back(fixed=fixed, wide=np.broadcast_to(fixed, (2, 3)))
    assert not back["fixed"].flags.writeable
    assert not back["wide"].flags.writeable
    assert same(back["wide"], np.broadcast_to(fixed, (2, 3)))


def test_names_for_one_object_stay_so() -> None:
    array, items = np.ones(3), [1, 2]
    back = there_and_back(a=array, b=array, c=[array, items], d=items, e={"k": array}, f=(array, items))
    assert back["a"] is back["b"] is back["c"][0] is back["e"]["k"] is back["f"][0]
    assert back["d"] is back["c"][1] is back["f"][1]


def test_a_list_that_holds_itself() -> None:
    items: list[Any] = [1]
    items.append(items)
    table: dict[str, Any] = {"items": items}
    table["table"] = table
    back = there_and_back(items=items, table=table)
    assert back["items"][1] is back["items"]
    assert back["table"]["table"] is back["table"]
    assert back["table"]["items"] is back["items"]


@pytest.mark.parametrize(
    "value",
    [
        *(3, -0.0, 2**80, 1j, "süß", None, True, range(2, 9, 3), slice(1, None), ..., np.float32(1.1), np.int8(-3)),
        *([], [1, [2, [3]]], (1, [2]), {1, 2}, frozenset({3}), {"a": 1, "b": [1]}, {(1, 2): {3: 4}}, [None, "x"]),
    ],
)
def test_plain_values(value: Any) -> None:
    assert same(there_and_back(v=value)["v"], value)


def test_what_is_thawed_is_new_each_time() -> None:
    frozen = Freezer(NO_CODES).freeze({"a": [1, 2], "b": {"k": [3]}, "c": np.ones(2), "d": {1}})
    first = thaw(frozen, {}, NO_CODES)
    first["a"].append(3)
    first["b"]["k"].append(4)
    first["c"] += 1
    first["d"].add(2)
    second = thaw(frozen, {}, NO_CODES)
    assert repr(second) == "{'a': [1, 2], 'b': {'k': [3]}, 'c': array([1., 1.]), 'd': {1}}"


def iterators() -> dict[str, Iterator[Any]]:
    letters = {"a": 1, "b": 2, "c": 3}
    return {
        "list": iter([1, 2, 3]),
        "tuple": iter((1, 2, 3)),
        "text": iter("abc"),
        "wide text": iter("äöü"),
        "range": iter(range(3)),
        "long range": iter(range(2**70, 2**70 + 3)),
        "array": iter(np.arange(3.0)),
        "set": iter({1, 2, 3}),
        "keys": iter(letters),
        "values": iter(letters.values()),
        "items": iter(letters.items()),
        "enumerate": enumerate("abc"),
        "zip": zip([1, 2, 3], "abc", strict=False),
        "strict zip": zip([1, 2, 3], "abc", strict=True),
        "map": map(abs, [-1, -2, 3]),
        "filter": filter(None, [1, 0, 2, 3]),
        "reversed": reversed([1, 2, 3]),
    }


@pytest.mark.parametrize("name", sorted(iterators()))
@pytest.mark.parametrize("taken", [0, 1, 3, 4])
def test_iterators_stand_where_they_stood(name: str, taken: int) -> None:
    iterator = iterators()[name]
    for _ in range(taken):
        next(iterator, None)
    back = there_and_back(i=iterator)["i"]
    assert list(map(repr, back)) == list(map(repr, iterator))


def test_iterators_go_over_the_very_list_they_went_over() -> None:
    items = [1, 2]
    table = {"a": 1, "b": 2}
    ahead, values = iter(items), iter(table.values())
    next(ahead)
    next(values)
    back = there_and_back(items=items, ahead=ahead, table=table, values=values)
    back["items"].append(3)
    back["table"]["b"] = 20
    assert list(back["ahead"]) == [2, 3]
    assert list(back["values"]) == [20]
    assert list(ahead) == [2]


def test_random_generators_draw_the_same() -> None:
    rng = np.random.default_rng(3)
    rng.random(5)
    back = there_and_back(rng=rng, draw=rng.random)
    drawn = rng.random(4)
    assert same(back["rng"].random(2), drawn[:2])
    assert same(back["draw"](2), drawn[2:])


def test_a_method_belongs_to_its_object() -> None:
    items: list[int] = []
    back = there_and_back(items=items, add=items.append)
    back["add"](3)
    assert back["items"] == [3]
    assert items == []


@pytest.mark.parametrize("value", [object(), np.zeros(1, [("x", object)]), {}.items(), memoryview(b"x"), iter(int, 1)])
def test_what_cannot_be_copied_is_refused_by_its_name(value: Any) -> None:
    with pytest.raises(NotRestorable) as caught:
        there_and_back(fine=1, odd=[value])
    assert caught.value.name == "odd"
    assert caught.value.type_name == type(value).__name__


def test_an_array_that_did_not_change_is_copied_once() -> None:
    freezer = Freezer(NO_CODES)
    data, weights = np.ones((100, 100)), np.zeros(3)
    first = freezer.freeze({"data": data, "weights": weights, "layers": [data, weights]})
    weights += 1
    second = freezer.freeze({"data": data, "weights": weights, "layers": [data, weights]})
    assert len(set(first.arrays) & set(second.arrays)) == 1
    assert thaw(first, {}, NO_CODES)["weights"].tolist() == [0, 0, 0]
    assert thaw(second, {}, NO_CODES)["layers"][1].tolist() == [1, 1, 1]
    data[50, 50] = math.nextafter(1, 2)
    third = freezer.freeze({"data": data, "weights": weights})
    assert len(set(second.arrays) & set(third.arrays)) == 1
    assert thaw(third, {}, NO_CODES)["data"][50, 50] != 1


def test_a_change_of_sign_or_shape_alone_is_a_change() -> None:
    freezer = Freezer(NO_CODES)
    array = np.zeros(4)
    freezer.freeze({"a": array})
    array[0] = -0.0
    assert math.copysign(1, thaw(freezer.freeze({"a": array}), {}, NO_CODES)["a"][0]) == -1
    with warnings.catch_warnings():
        # numpy 2.5 would rather have a view, but programs store shapes, and the object stays the same.
        warnings.simplefilter("ignore", DeprecationWarning)
        array.shape = (2, 2)
    assert thaw(freezer.freeze({"a": array}), {}, NO_CODES)["a"].shape == (2, 2)


def test_a_list_whose_items_were_replaced_by_equal_ones_is_a_change() -> None:
    freezer = Freezer(NO_CODES)
    items: list[Any] = [1, 2]
    freezer.freeze({"a": items})
    items[0] = 1.0
    assert repr(thaw(freezer.freeze({"a": items}), {}, NO_CODES)["a"]) == "[1.0, 2]"


def test_a_log_is_kept_by_its_length() -> None:
    freezer = Freezer(NO_CODES, frozenset({"log", "other"}))
    log: list[Any] = []
    states = []
    for number in range(1_000):
        states.append(freezer.freeze({"log": log, "other": log}))
        log.append(float(number))
    assert sum(state.nbytes for state in states) < 1_000 * 700
    for number in (0, 1, 500, 999):
        back = thaw(states[number], {}, NO_CODES)
        assert back["log"] == log[:number]
        assert back["log"] is back["other"]


def test_a_log_with_another_name_that_does_more_is_copied() -> None:
    freezer = Freezer(NO_CODES, frozenset({"log"}))
    log: list[Any] = [1]
    values = {"log": log, "held": [log]}
    first = freezer.freeze(values)
    log.clear()
    log.append(5)
    second = freezer.freeze(values)
    assert thaw(first, {}, NO_CODES) == {"log": [1], "held": [[1]]}
    assert thaw(second, {}, NO_CODES) == {"log": [5], "held": [[5]]}


def test_unchanging_values() -> None:
    def simple(a: int, b: int = 2) -> int:
        return a + b

    def storing(a: int, b: list[int] = []) -> int:  # noqa: B006
        return a + len(b)

    assert all(map(is_unchanging, [3, "x", None, np, math.sqrt, np.exp, np.dot, len, simple, float]))
    assert not any(map(is_unchanging, [[], {}, np.ones(1), storing, [].append, iter([]), (1, [])]))


def test_memory_of_an_owner_is_all_of_it() -> None:
    for array in LAYOUTS.values():
        if array.size:
            flat = memory(array)
            assert flat is not None
            assert flat.nbytes == array.nbytes
    assert memory(np.arange(9.0)[::2]) is None


# In a program: functions, closures, defaults


def state_at(engine: Engine, iteration: int, name: str) -> str:
    return engine.recording(turn(iteration)).start[name].text or repr(
        engine.recording(turn(iteration)).start[name].data
    )


COUNTER = """def make():
    c = 0
    def more():
        nonlocal c
        c += 1
        return c
    return more
f = make()
"""


@pytest.mark.parametrize(
    ("setup", "body", "at_five"),
    [
        ("def f(a, seen=[]):\n    seen.append(a)\n    return len(seen)\n", "x = x + f(j)", "15"),
        (COUNTER, "x = x + f()", "15"),
        ("f = lambda a, b=[0]: len([b.append(a), b][1])\n", "x = x + f(j)", "20"),
        ("fs = [lambda a: a + 1, lambda a: a * 2]\n", "x = fs[j % 2](x)\nfs = fs[:]", "7"),
        ("add = 1\ndef f(a, *, by=[2]):\n    by[0] += a\n    return by[0]\n", "x = f(1)", "7"),
        (
            "def one(a):\n    return a + 1\ndef two(a):\n    return a + 2\nf = one\n",
            "x = f(x)\nif j == 2:\n    f = two",
            "7",
        ),
        ("L = []\npush = L.append\n", "push(j)\nx = len(L)", "5"),
    ],
)
def test_functions_keep_what_they_hold(setup: str, body: str, at_five: str) -> None:
    body = "".join(f"    {line}\n" for line in body.split("\n"))
    text = f"{setup}x = 0\nfor j in range(9):\n{body}y = x\n"
    engine = opened(text)
    assert engine.run_to_end()
    for _ in range(2):
        assert state_at(engine, 5, "x") == at_five
        engine.recording(turn(8))
        engine.recording(turn(2))
        for other in (0, 1, 3, 4, 6, 7, 8):
            engine.recording(turn(other))
