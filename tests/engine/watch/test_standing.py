"""The names as they stand: their order, their parts, what is an alias, what is left over, what has changed."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest
from engine_help import last, opened

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.text.naming import names_along, names_in_order, names_with_loops
from tui_tutor.engine.text.source import Source
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.moment import Moment, moment
from tui_tutor.engine.watch.position import END, SETUP, Place, Position, turn
from tui_tutor.engine.watch.standing import NameState
from tui_tutor.engine.watch.unfolding import put, unfolded

NUMPY = "import numpy as np\n"

NET = (
    NUMPY
    + """
X = np.ones((2, 3))
class Net:
    def __init__(self, size):
        self.w0 = np.zeros((3, size))
        self.h = None
    def forward(self, x):
        self.h = np.tanh(x @ self.w0)
        return self.h
    def learn(self, x):
        self.w0 += 0.1 * x.T @ (1 - self.h)
    def train(self, data, epochs):
        for epoch in range(epochs):
            out = self.forward(data)
            self.learn(data)
        return out
rate = 2
net = Net(4)
result = net.train(X, 5)
print(result)
"""
)

LISTS = (
    NUMPY
    + """
def train():
    weights = [np.ones((2, 2)), np.ones((2, 1))]
    record = []
    for j in range(30):
        outs = [weights[0] @ weights[1]]
        outs.append(outs[0] * 2)
        weights[0] -= 0.1
        record.append(weights[1])
        for W in weights:
            W *= 0.9
    return outs
train()
"""
)


@cache
def at(text: str) -> Engine:
    engine = opened(text)
    engine.look_ahead()
    engine.run_to_end()
    return engine


def shown(engine: Engine, place: Place, operation: int | None = None) -> Moment:
    return moment(engine, last(engine, place) if operation is None else Position(place, operation))


def states(found: Moment) -> dict[str, NameState]:
    return {each.name: each for each in found.names}


def operation(engine: Engine, place: Place, code: str) -> int:
    events = engine.recording(place).events
    return next(at for at, event in enumerate(events, 1) if event.site.code.startswith(code))


def test_names_stand_as_they_come_each_before_its_parts() -> None:
    names = list(states(shown(at(NET), turn(2))))
    assert names == ["X", "rate", "net", "net.w0", "net.h", "self", "data", "epochs", "epoch", "out"]
    assert list(states(shown(at(NET), turn(2), 1))) == names, "the order stays within an iteration"
    before = list(states(shown(at(NET), SETUP)))
    assert before == names, "those to come have their places from the beginning"


def test_what_is_gone_with_its_function_stands_no_more() -> None:
    assert list(states(shown(at(NET), END))) == ["X", "rate", "net", "net.w0", "net.h", "result"]


def test_an_object_has_one_name_and_the_others_say_so() -> None:
    found = states(shown(at(NET), turn(2)))
    assert found["self"].alias_of == "net"
    assert found["data"].alias_of == "X"
    assert found["out"].alias_of in ("net.h", None)
    assert "self.w0" not in found


def test_inside_a_method_self_says_whose_it_is() -> None:
    engine = at(NET)
    found = shown(engine, turn(2), operation(engine, turn(2), "x @ self.w0"))
    inner = {each.name: each for each in found.locals}
    assert inner["self"].alias_of == "net"
    assert inner["x"].alias_of is None, "an array is shown by its numbers there"


def test_only_the_names_of_the_call_are_new_in_it() -> None:
    text = NUMPY + "x = 1.5\ndef f(x):\n    y = x + 1\n    return y\nfor j in range(3):\n    x, z = x + 1, f(2.0)\n"
    engine = at(text)
    found = shown(engine, turn(1), operation(engine, turn(1), "y = x + 1"))
    inner = {each.name: each for each in found.locals}
    assert (inner["y"].changed, inner["x"].changed) == (True, False)


def test_what_a_method_renews_before_it_is_used_is_left_over_until_then() -> None:
    engine = at(NET)
    bound = operation(engine, turn(2), "self.h = ")
    assert states(shown(engine, turn(2), 1))["net.h"].left_over
    assert not states(shown(engine, turn(2), bound))["net.h"].left_over
    assert not states(shown(engine, turn(2), 1))["net.w0"].left_over, "weights are carried on"


@pytest.mark.parametrize(
    "use",
    ["self.s.sum()", "np.stack([self.s, self.s])", "self.s * 1"],
)
def test_an_attribute_that_is_used_first_is_not_left_over(use: str) -> None:
    text = NUMPY + (
        "class A:\n    def __init__(self):\n        self.s = np.ones(2)\n    def go(self):\n"
        f"        t = {use}\n        self.s = np.ones(2) * 3\n"
        "a = A()\nfor j in range(4):\n    a.go()\n"
    )
    assert not states(shown(at(text), turn(2), 1))["a.s"].left_over


def test_a_call_stepped_over_marks_all_that_it_has_changed() -> None:
    engine = at(NET)
    call = next(
        at for at, event in enumerate(engine.recording(turn(2)).events, 1)
        if event.kind is Kind.CALL and event.site.code == "self.learn(data)"
    )  # fmt: skip
    found = states(shown(engine, turn(2), call))
    before = found["net.w0"].before
    assert found["net.w0"].changed
    assert before is not None
    assert found["net.w0"].value is not None
    assert not before.same_as(found["net.w0"].value)
    assert not found["X"].changed


def test_arrays_in_a_list_stand_behind_it_and_change_where_they_do() -> None:
    engine = at(LISTS)
    found = states(shown(engine, turn(2)))
    assert list(found)[:3] == ["weights", "weights[0]", "weights[1]"]
    update = operation(engine, turn(2), "weights[0] -=")
    marked = {each.name for each in shown(engine, turn(2), update).names if each.changed}
    assert "weights[0]" in marked
    assert "weights[1]" not in marked


def test_a_list_that_is_made_anew_leaves_its_old_items_dimmed() -> None:
    engine = at(LISTS)
    assert states(shown(engine, turn(2), 1))["outs[1]"].left_over
    bound = operation(engine, turn(2), "outs = ")
    now = states(shown(engine, turn(2), bound))
    assert not now["outs[0]"].left_over
    assert now["outs[1]"].value is None
    assert now["outs[1]"].expected is not None


def test_a_loops_own_name_for_an_item_is_the_alias() -> None:
    found = states(shown(at(LISTS), turn(2)))
    assert found["W"].alias_of == "weights[1]"
    assert found["weights[1]"].alias_of is None


def test_a_long_record_of_arrays_is_not_unfolded() -> None:
    assert "record[0]" in states(shown(at(LISTS), turn(3)))
    assert "record[0]" not in states(shown(at(LISTS), turn(29)))


@pytest.mark.parametrize(
    ("second", "left"), [("", set()), ("other = made\n", {"other", 'other["w"]'})], ids=["gone", "still held"]
)
def test_parts_go_with_a_deleted_name_or_to_another_one(second: str, left: set[str]) -> None:
    engine = at(f"{NUMPY}made = {{'w': np.ones(2)}}\n{second}del made\nn = 1\n")
    assert set(states(shown(engine, SETUP, 4 + bool(second)))) == {*left, "n"}
    text = f"{NUMPY}made = {{'w': np.ones(2)}}\n{second}for j in range(1):\n    n = j\ndel made\nprint(n)\n"
    assert set(states(shown(at(text), END, 1))) == {*left, "n", "j"}


def test_what_holds_itself_ends() -> None:
    loop: list[object] = []
    loop.append(loop)
    (found,) = unfolded([{"a": loop, "b": {"k": loop}}])
    assert set(found) == {"a", "b"}


def test_parts_can_be_given_other_values() -> None:
    held = np.zeros(2)
    names: dict[str, Any] = {"w": [held, 1.5], "d": {"k": held}}
    put(names, "w[0]", np.ones(2))
    assert held.tolist() == [1, 1], "in place, where it has other names too"
    put(names, "w[1]", 2.5)
    assert names["w"][1] == 2.5
    put(names, 'd["k"]', np.ones(3))
    assert names["d"]["k"].shape == (3,)
    with pytest.raises(LookupError):
        put(names, "w[7]", 1)


def test_names_of_functions_come_where_they_are_called() -> None:
    tree = Source("p.py", "a = 1\ndef f(x, *, y=2):\n    z = x\n    for i in z:\n        pass\nb = f(a)\nc = 2\n").tree
    function = tree.body[1]
    assert names_along([(tree, 6), (function, 4)]) == ["a", "x", "y", "z", "i", "b", "c"]  # type: ignore[list-item]
    assert names_in_order(tree) == ["a", "b", "c"]
    assert names_with_loops(tree) == ["a", "b", "c", "x", "y", "z", "i"]


def test_names_in_a_class_are_none_of_the_programs() -> None:
    assert names_in_order(Source("p.py", "class A:\n    rate = 1\na = A()\n").tree) == ["a"]


def test_what_is_imported_to_draw_or_to_tell_types_is_none_of_the_numbers() -> None:
    text = (
        NUMPY
        + "import matplotlib.pyplot as plt\nfrom abc import ABC\nfrom enum import Enum\nfrom math import pi\n"
        + "from typing import Any, Callable, Iterable, List, Optional, Tuple, TypeVar\nT = TypeVar('T')\n"
        + "Row = Tuple[int, ...]\nclass A(ABC):\n    pass\nclass C(Enum):\n    RED = 1\nfig, axes = plt.subplots(2)\n"
        + "class Drawing:\n    pass\npicture = Drawing()\nx = pi\n"
        + "for i in range(2):\n    line, = plt.plot([x, i])\n    x += 1\n"
    )
    engine = opened(text)
    assert [each.name for each in moment(engine, last(engine, turn(0))).names] == ["picture", "x", "i", "pi"]


CALLED_BY_ANOTHER = (
    NUMPY
    + """
class Inner:
    def __init__(self):
        self.w = np.zeros(2)
    def run(self):
        for step in range(3):
            self.w += step
class Outer:
    def run(self):
        made = Inner()
        made.run()
Outer().run()
"""
)


def test_a_self_that_hides_another_is_shown_with_its_own_parts() -> None:
    engine = opened(CALLED_BY_ANOTHER)
    names = {each.name: each for each in moment(engine, Position(turn(1), 2)).names}
    part = names["self.w"]
    assert part.value is not None
    assert part.value.data.tolist() == [1.0, 1.0]
    assert names["made"].alias_of == "self"
    assert "made.w" not in names
