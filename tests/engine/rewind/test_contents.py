"""Contents of live objects taken and put back: the same to the last bit, in the very same objects."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from engine_help import opened
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from taken import there_and_back

from tui_tutor.engine.rewind.iterators import NotRestorable
from tui_tutor.engine.rewind.pairing import moved, paired
from tui_tutor.engine.rewind.world import World
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.position import turn


def spoil(array: np.ndarray[Any, Any]) -> Callable[[], None]:
    def change() -> None:
        array[...] = array.flat[0]

    return change


LAYOUTS = {
    "rows": np.arange(12.0).reshape(3, 4).copy(),
    "columns": np.asfortranarray(np.arange(12.0).reshape(3, 4)),
    "permuted": np.arange(24.0).reshape(2, 3, 4).transpose(1, 0, 2) + 0,
    "single": np.array(2.5),
    "whole numbers": np.arange(6, dtype=np.int8),
    "truth": np.array([True, False]),
    "complex": np.array([1 + 2j, math.nan]),
    "text": np.array(["a", "bcd"]),
    "half": np.array([1.5, -0.0], dtype=np.float16),
    "objects": np.array([None, 10**30, "x"]),
    "large": np.arange(50_000.0).reshape(100, 500),
}


@pytest.mark.parametrize("name", sorted(LAYOUTS))
def test_arrays_hold_what_they_held(name: str) -> None:
    array = LAYOUTS[name].copy(order="K")
    before = (array.tobytes(), array.strides, repr(array))
    back = there_and_back(spoil(array), a=array)["a"]
    assert back is array
    assert (array.tobytes(), array.strides, repr(array)) == before


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
    before = owner.tobytes(), view.tobytes()
    # The owner is met through its view alone.
    back = there_and_back(lambda: owner.__setitem__(..., 7.0), view=view)
    assert back["view"] is view
    assert (owner.tobytes(), view.tobytes()) == before


def test_names_for_one_object_stay_so() -> None:
    array, items = np.ones(3), [1, 2]
    values: dict[str, Any] = {
        "a": array,
        "b": array,
        "c": [array, items],
        "d": items,
        "e": {"k": array},
        "f": (array, items),
    }

    def change() -> None:
        items.clear()
        array.fill(3)
        values["e"] = None

    back = there_and_back(change, **values)
    assert back["a"] is back["b"] is back["c"][0] is back["e"]["k"] is back["f"][0]
    assert back["d"] is back["c"][1] is back["f"][1]
    assert (items, array.tolist()) == ([1, 2], [1, 1, 1])


def test_a_list_that_holds_itself() -> None:
    items: list[Any] = [1]
    items.append(items)
    table: dict[str, Any] = {"items": items}
    table["table"] = table

    def change() -> None:
        items.clear()
        table.clear()

    there_and_back(change, items=items, table=table)
    assert items[1] is items
    assert table["table"] is table
    assert table["items"] is items


@pytest.mark.parametrize(
    "value",
    [[], [1, [2, [3]]], {1, 2}, {"a": 1, "b": [1]}, {(1, 2): {3: 4}}, [None, "x"], {"k": {1, 2}}, [(1, [2])]],
)
def test_containers(value: Any) -> None:
    def change() -> None:
        for each in [value, *(value if isinstance(value, list) else [])]:
            if isinstance(each, (list, dict, set)):
                each.clear()

    before = repr(value)
    assert repr(there_and_back(change, v=value)["v"]) == before


def test_a_set_that_did_not_change_gives_its_items_in_the_same_order() -> None:
    value: set[int] = set()
    for each in (0, 8, 16, 32, 33):
        value.add(each)
    before = list(value)
    assert list(set(before)) != before, "built anew it gives them in another order"
    assert list(there_and_back(lambda: None, v=value)["v"]) == before


def test_a_state_can_be_put_back_again_and_again() -> None:
    world = World({})
    values: dict[str, Any] = {"a": [1, 2], "b": {"k": [3]}, "c": np.ones(2), "d": {1}}
    before, state = repr(values), world.take(values)
    for _ in range(3):
        values["a"].append(3)
        values["b"]["k"].append(4)
        values["c"] += 1
        values["d"].add(2)
        assert repr(world.put(state)) == before


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
        "expression": (a * 2 for a in range(3)),
    }


@pytest.mark.parametrize("name", sorted(iterators()))
@pytest.mark.parametrize("taken", [0, 1, 3, 4])
def test_iterators_stand_where_they_stood(name: str, taken: int) -> None:
    iterator, other = iterators()[name], iterators()[name]
    for _ in range(taken):
        next(iterator, None)
        next(other, None)
    world = World({})
    state = world.take({"i": iterator, "held": [iterator]})
    rest = list(map(repr, other))
    for _ in range(2):
        back = world.put(state)
        assert back["held"][0] is back["i"]
        assert list(map(repr, back["i"])) == rest


@pytest.mark.parametrize("over", [iter, reversed], ids=["forward", "backward"])
def test_an_iterator_stands_beyond_where_its_list_ends_just_then(over: Callable[[list[int]], Iterator[int]]) -> None:
    items = list(range(9))
    ahead = over(items)
    for _ in range(3):
        next(ahead)
    rest = list(range(3, 9)) if over is iter else list(range(5, -1, -1))

    def change() -> None:
        del items[1:]

    back = there_and_back(change, items=items, ahead=ahead)
    assert back["items"] is items
    assert items == list(range(9))
    assert list(back["ahead"]) == rest


def test_iterators_go_over_the_very_list_they_went_over() -> None:
    items, table = [1, 2], {"a": 1, "b": 2}
    ahead, values = iter(items), iter(table.values())
    next(ahead)
    next(values)
    back = there_and_back(lambda: None, items=items, ahead=ahead, table=table, values=values)
    back["items"].append(3)
    back["table"]["b"] = 20
    assert list(back["ahead"]) == [2, 3]
    assert list(back["values"]) == [20]
    assert list(ahead) == [2, 3]


def test_random_generators_draw_the_same() -> None:
    rng = np.random.default_rng(3)
    rng.random(5)
    world = World({})
    state = world.take({"rng": rng, "draw": rng.random})
    drawn = rng.random(4)
    back = world.put(state)
    assert back["rng"] is rng
    assert back["draw"](4).tolist() == drawn.tolist()


@pytest.mark.parametrize("value", [np.zeros(1, [("x", object)]), memoryview(b"x"), iter(int, 1)])
def test_what_cannot_be_put_back_is_refused(value: Any) -> None:
    with pytest.raises(NotRestorable) as caught:
        World({}).take({"fine": 1, "odd": [value]})
    assert caught.value.type_name == type(value).__name__


def test_an_array_that_did_not_change_is_copied_once() -> None:
    world = World({})
    data, weights = np.ones((100, 100)), np.zeros(3)
    first = world.take({"data": data, "weights": weights, "layers": [data, weights]})
    weights += 1
    second = world.take({"data": data, "weights": weights, "layers": [data, weights]})
    assert len(set(map(id, first.arrays)) & set(map(id, second.arrays))) == 1
    data[50, 50] = math.nextafter(1, 2)
    third = world.take({"data": data, "weights": weights})
    assert len(set(map(id, second.arrays)) & set(map(id, third.arrays))) == 1
    world.put(first)
    assert (weights.tolist(), data[50, 50]) == ([0, 0, 0], 1)
    world.put(third)
    assert data[50, 50] != 1


def test_a_change_of_sign_alone_is_a_change() -> None:
    world, array = World({}), np.zeros(4)
    world.take({"a": array})
    array[0] = -0.0
    state = world.take({"a": array})
    array[0] = 1
    world.put(state)
    assert math.copysign(1, array[0]) == -1


def test_a_list_whose_items_were_replaced_by_equal_ones_is_a_change() -> None:
    world, items = World({}), [1, 2]
    world.take({"a": items})
    items[0] = 1.0  # type: ignore[call-overload]
    state = world.take({"a": items})
    items.clear()
    world.put(state)
    assert repr(items) == "[1.0, 2]"


@pytest.mark.parametrize("only_grows", [True, False])
def test_a_list_that_grows_is_kept_by_its_length(only_grows: bool) -> None:
    world = World({}, only_grows)
    log: list[Any] = []
    states = []
    for number in range(1_000):
        states.append(world.take({"log": log, "other": log}))
        log.append(float(number))
    assert sum(state.nbytes for state in states) < 1_000 * 700
    for number in (0, 1, 500, 999):
        assert world.put(states[number])["log"] is log
        assert log == list(map(float, range(number)))


def test_a_list_that_grew_in_another_way_before() -> None:
    world = World({}, only_grows=True)
    log: list[Any] = [1]
    first = world.take({"log": log})
    log += [2, 3]
    second = world.take({"log": log})
    world.put(first)
    log += [4, 5, 6]
    third = world.take({"log": log})
    for state, items in ((second, [1, 2, 3]), (third, [1, 4, 5, 6]), (first, [1])):
        world.put(state)
        assert log == items


# A program begun again


def begun() -> dict[str, Any]:
    data = np.arange(6.0).reshape(2, 3)
    return {"data": data, "row": data[0], "all": [data, {"k": [1, 2.5]}, (data, "x")], "n": math.nan, "it": iter("ab")}


def test_objects_are_paired_and_states_moved() -> None:
    world, old = World({}), begun()
    first = world.take(old)
    old["data"] += 1
    old["all"][1]["k"].append(old["row"])
    later = world.take(old)
    new = begun()
    pairs = paired(first, World({}).take(new))
    assert pairs is not None
    moved([first, later], pairs)
    back = World({}).put(later)
    assert back["data"] is new["data"]
    assert back["all"] is new["all"]
    assert new["all"][1]["k"][2] is new["row"]
    assert new["row"].tolist() == [1, 2, 3]
    assert list(back["it"]) == ["a", "b"]


@pytest.mark.parametrize(
    "change",
    [
        lambda names: names["data"].__setitem__((0, 0), -0.0),
        lambda names: names.update(more=1),
        lambda names: names["all"].append(1),
        lambda names: names["all"][1]["k"].__setitem__(0, 1.0),
        lambda names: names.update(row=names["data"][0].copy()),
    ],
)
def test_what_is_not_the_same_is_not_paired(change: Callable[[dict[str, Any]], object]) -> None:
    first, new = World({}).take(begun()), begun()
    change(new)
    assert paired(first, World({}).take(new)) is None


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
