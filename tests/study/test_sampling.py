"""Curves drawn from the program's own functions: the numbers are the program's, and nothing is changed by them."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType

import numpy as np
import pytest
from engine_help import opened, toy_text
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from study.sampled import ARRAY, SIGMOID, calls, calls_of, definitions, last_call
from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.position import SETUP, turn
from tui_tutor.study.sampling import Sampled, sampled_call, sampled_definition


def one(text: str) -> Sampled:
    found = last_call(text)
    assert found is not None
    return found


def sigmoid(x: np.ndarray) -> np.ndarray:
    return np.asarray(1 / (1 + np.exp(-x)))


# The toy brain


@pytest.mark.parametrize("iteration", [0, 200, 59_999])
def test_the_four_calls_of_the_toy_brain(toy: Engine, iteration: int) -> None:
    found = calls_of(toy, turn(iteration))
    assert len(found) == 4
    for event, sampled in found:
        assert sampled is not None
        assert event.result is not None
        assert (sampled.function, sampled.parameter) == ("nonlin", "x")
        assert sampled.at.tolist() == event.operands[0].data.ravel().tolist()
        assert sampled.values.tolist() == event.result.data.ravel().tolist()
    (_, hidden), (_, output), (_, output_slope), (_, hidden_slope) = found
    for curve, slope in ((hidden, hidden_slope), (output, output_slope)):
        assert curve is not None
        assert slope is not None
        assert (curve.setting, slope.setting) == ("", "deriv=True")
        assert curve.slope_of is None
        assert (slope.xs[0], slope.xs[-1]) == (0.0, 1.0)
        np.testing.assert_allclose(slope.ys, slope.xs * (1 - slope.xs), atol=1e-15)
        of = slope.slope_of
        assert of is not None
        assert of.slope_of is None
        for name in ("xs", "ys", "at", "values"):
            assert getattr(of, name).tolist() == getattr(curve, name).tolist()
        assert of.slopes.tolist() == slope.values.tolist()
        assert of.slopes.tolist() == (curve.values * (1 - curve.values)).tolist()
        np.testing.assert_allclose(curve.slopes, of.slopes, rtol=1e-4, atol=1e-7)
        np.testing.assert_allclose(slope.slopes, 1 - 2 * slope.at, atol=1e-6)


def test_the_range_of_the_toy_brains_curve_seldom_changes(toy: Engine) -> None:
    curves = [calls_of(toy, turn(iteration))[0][1] for iteration in (0, 100, 200)]
    assert [curve.xs[-1] for curve in curves if curve is not None] == [6.0, 6.0, 10.0]
    first = curves[0]
    assert first is not None
    assert (len(first.xs), first.xs[0], first.xs[60]) == (121, -6.0, 0.0)
    assert first.ys.tolist() == pytest.approx(sigmoid(first.xs).tolist(), rel=1e-15)


def test_the_definition_of_the_toy_brain(toy: Engine) -> None:
    event = next(event for event in toy.recording(SETUP).events if event.kind is Kind.DEFINE)
    plain, turned = sampled_definition(toy.machine.namespace, toy.source.tree, event)
    assert (plain.setting, turned.setting) == ("", "deriv=True")
    assert plain.ys.tolist() == pytest.approx(sigmoid(plain.xs).tolist())
    assert (plain.at.size, plain.values.size, plain.slopes.size, turned.at.size) == (0, 0, 0, 0)
    assert turned.slope_of is plain
    assert (turned.xs[0], turned.xs[-1]) == (0.0, 1.0)


def test_the_function_is_called_for_all_cells_at_once(toy: Engine) -> None:
    called: list[int] = []
    function = toy.machine.namespace["nonlin"]

    def trace(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code is function.__code__:
            called.append(1)

    events, tree = toy.recording(turn(0)).events, toy.source.tree
    for index in [index for index, event in enumerate(events) if event.kind is Kind.CALL]:
        called.clear()
        sys.setprofile(trace)
        try:
            assert sampled_call(toy.machine.namespace, tree, events, index) is not None
        finally:
            sys.setprofile(None)
        # The curve, its cells and its slopes on both sides; the same of a curve that this one may be the slope of.
        assert 0 < len(called) <= 20


def test_a_program_that_is_not_there_yet(toy: Engine) -> None:
    event = next(event for event in toy.recording(SETUP).events if event.kind is Kind.DEFINE)
    assert sampled_definition({}, toy.source.tree, event) == ()
    recorded = toy.recording(turn(0)).events
    assert all(sampled_call({}, toy.source.tree, recorded, index) is None for index in range(len(recorded)))


# What counts as a slope, and as the same function


@pytest.mark.parametrize(("factor", "is_slope"), [(1.0, True), (1.00001, True), (1.001, False), (0.96, False)])
def test_a_slope_that_is_a_little_wrong_is_none(factor: float, is_slope: bool) -> None:
    text = f"def f(x, deriv=False):\n    if deriv:\n        return {factor} * x * (1 - x)\n"
    text += "    return 1 / (1 + np.exp(-x))\n"
    called = one(text + ARRAY + "b = f(f(a), True)\n".replace("f(f(a), True)", "f(a)\nc = f(b, True)"))
    assert (called.slope_of is not None) is is_slope
    plain, turned = definitions(text)
    assert (turned.slope_of is plain) is is_slope


def test_a_slope_near_nothing_is_right_to_the_last_digits_that_differences_have() -> None:
    """Where the curve is flat a slope of a thousandth is no slope of it."""
    text = "def f(x, deriv=False):\n    if deriv:\n        return 0 * x + 0.001\n    return 0 * x + 1\n"
    called = one(text + ARRAY + "b = f(a)\nc = f(b, deriv=True)\n")
    assert called.slope_of is None


@pytest.mark.parametrize(("later", "is_drawn"), [("1.0", True), ("1.000001", False), ("1.01", False)])
def test_a_function_that_gives_other_numbers_by_now_has_no_curve_of_that_call(later: str, is_drawn: bool) -> None:
    text = f"k = 1.0\ndef f(x, deep=False):\n    return x * 2\n{ARRAY}b = f(a)\n"
    engine = opened("import numpy as np\n" + text)
    events, names = engine.recording(SETUP).events, dict(engine.machine.namespace)
    function = names["f"]
    other = compile(f"def f(x, deep=False):\n    return x * 2 * {later}\n", "other", "exec")
    scope: dict[str, object] = {}
    exec(other, scope)
    code = scope["f"].__code__.replace(co_firstlineno=function.__code__.co_firstlineno)  # type: ignore[attr-defined]
    names["f"] = type(function)(code, {"np": np}, "f", function.__defaults__)
    index = next(at for at, event in enumerate(events) if event.kind is Kind.CALL and event.site.symbol == "f")
    assert (sampled_call(names, engine.source.tree, events, index) is not None) is is_drawn


def test_a_function_that_comes_to_something_else_in_float64_has_no_curve() -> None:
    """In float32 most of a small number is lost next to a large one: the cells would lie beside the curve."""
    text = "def f(x):\n    return (x + 1000000.0) - 1000000.0\n"
    assert last_call(text + "a = np.array([3.03, 4.04], dtype=np.float32)\nb = f(a)\n") is None
    assert last_call(text + "a = np.array([3.0, 4.5], dtype=np.float32)\nb = f(a)\n") is not None


def test_only_calls_of_the_programs_functions_are_sampled() -> None:
    engine = opened("import numpy as np\n" + SIGMOID + ARRAY + "b = f(a) + np.tanh(a)\nc = f\n")
    events = engine.recording(SETUP).events
    for index, event in enumerate(events):
        sampled = sampled_call(engine.machine.namespace, engine.source.tree, events, index)
        assert (sampled is not None) == (event.kind is Kind.CALL)
        if event.kind is not Kind.DEFINE:
            assert sampled_definition(engine.machine.namespace, engine.source.tree, event) == ()


def test_a_failed_call_and_an_operand_that_is_no_number() -> None:
    assert calls("def f(x):\n    return x\nb = f('text')\n") == [None]
    assert calls("def f(x):\n    return 1.0\nb = f([1, 2])\n") == [None]
    assert calls("def f(x, k):\n    return x * k\n" + ARRAY + "b = f(a, a)\n") == [None]
    assert calls("def f(x):\n    return x\nb = f(np.zeros((0, 2)))\n") == [None]
    failed = opened("import numpy as np\ndef f(x):\n    return x + 'a'\nb = f(np.ones(2))\n")
    events = failed.recording(SETUP).events
    namespace = failed.machine.namespace
    assert [sampled_call(namespace, failed.source.tree, events, index) for index in range(len(events))] == [
        None for _ in events
    ]


def test_numbers_too_large_for_a_float() -> None:
    text = "def g(x):\n    return x * 10\ndef f(x):\n    return x / 2\nb = g(10 ** 400)\nc = f(1.0)\n"
    large, small = calls(text)
    assert large is None
    assert small is not None
    assert last_call("f = lambda x: x\nb = f(np.array([1e308, -1e308]))\n") is None


def test_a_whole_number_too_large_for_numpy_may_have_been_made_before() -> None:
    text = "def g(x):\n    return x * 1\ndef f(x):\n    return x / 2\na = g(2 ** 70)\nb = f(3.0)\n"
    assert [each is not None for each in calls(text)] == [False, True]


# What is sampled

FUNCTIONS: dict[str, tuple[str, Callable[[np.ndarray], np.ndarray]]] = {
    "lambda": ("f = lambda x: np.tanh(x) / 2\n", lambda x: np.tanh(x) / 2),
    "relu": ("def f(x):\n    return np.maximum(0, x)\n", lambda x: np.maximum(0, x)),
    "leaky": ("k = 0.1\ndef f(x):\n    return np.where(x > 0, x, k * x)\n", lambda x: np.where(x > 0, x, 0.1 * x)),
    "locals": ("def f(x):\n    'Twice.'\n    y = 2 * x\n    y += 1\n    return y\n", lambda x: 2 * x + 1),
    "step": ("def f(x):\n    return (x > 0).astype(float)\n", lambda x: (x > 0) * 1.0),
    "truth": ("def f(x):\n    return x > 0\n", lambda x: (x > 0) * 1.0),
    "clip": ("def f(x):\n    return np.clip(x, a_min=-1, a_max=1)\n", lambda x: np.clip(x, -1, 1)),
    "helper": ("def g(x):\n    return x * x\ndef f(x):\n    return g(x) + g(x=1)\n", lambda x: x * x + 1),
    "imported": ("from numpy import exp as e\ndef f(x):\n    return e(x)\n", lambda x: np.exp(x)),
    "text": ("def f(x, kind='a'):\n    if kind == 'a':\n        return x\n    return -x\n", lambda x: x),
    "nothing": ("def f(x, kind=None):\n    return x if kind is None else -x\n", lambda x: x),
}


@pytest.mark.parametrize(("text", "function"), FUNCTIONS.values(), ids=FUNCTIONS.keys())
def test_sampled(text: str, function: Callable[[np.ndarray], np.ndarray]) -> None:
    found = one(text + ARRAY + "b = f(a)\n")
    assert found.function == "f"
    assert found.at.tolist() == [-1.5, 0.0, 0.5, 3.0]
    np.testing.assert_allclose(found.ys, function(found.xs), rtol=1e-12)
    np.testing.assert_allclose(found.values, function(found.at), rtol=1e-12)
    defined = definitions(text)
    assert [each.ys.tolist() for each in defined] == [found.ys.tolist()]
    assert [each.function for each in defined] == ["f"]


def test_the_other_arguments_are_told_where_they_are_not_the_defaults() -> None:
    text = "def f(x, k, base=2.0, *, flip=False, kind='up'):\n    return -x * k if flip else x * k + base\n" + ARRAY
    assert one(text + "b = f(a, 3)\n").setting == "k=3"
    assert one(text + "n = 4\nb = f(a, n, flip=True, kind='down')\n").setting == "k=4, flip=True, kind='down'"
    assert one(text + "b = f(a, 1e0, base=2)\n").setting == "k=1e0"
    assert definitions(text) == ()


RELU = (
    "def relu(x):\n    return np.maximum(x, 0)\ndef steep(y):\n    return (y > 0) * 1.0\n"
    "a = np.array([-1.0, 0.0, 2.0])\n"
)


def test_relu_and_its_slope_by_a_function_of_its_own() -> None:
    curve, slope = calls(RELU + "b = relu(a)\nc = steep(b)\n")
    assert curve is not None
    assert slope is not None
    assert slope.slope_of is not None
    assert (slope.function, slope.slope_of.function) == ("steep", "relu")
    # Where a curve has a corner, either side's slope will do.
    assert slope.slope_of.slopes.tolist() == [0.0, 0.0, 1.0]
    assert curve.slopes.tolist() == pytest.approx([0.0, 0.5, 1.0])
    assert (slope.xs[0], slope.xs[-1]) == (0.0, 6.0)


def test_sigmoid_and_its_slope_by_a_function_of_its_own() -> None:
    text = SIGMOID + "def steep(y):\n    return y * (1 - y)\n" + ARRAY + "b = f(a)\nd = f(a.T)\nc = steep(b)\n"
    *_, slope = calls(text)
    assert slope is not None
    assert slope.slope_of is not None
    assert slope.slope_of.at.tolist() == [-1.5, 0.0, 0.5, 3.0]


def test_what_only_looks_like_a_slope_is_none() -> None:
    # All cells are 0, which is also how steep the curve is there.
    dead = one("def relu(x):\n    return np.maximum(x, 0)\nb = relu(np.array([-1.0, -2.0]))\nc = relu(b)\n")
    assert dead.slope_of is None
    other = one(SIGMOID + "def g(y):\n    return y * (2 - y)\n" + ARRAY + "b = f(a)\nc = g(b)\n")
    assert other.slope_of is None
    changed = one(SIGMOID + "def g(y):\n    return y * (1 - y)\n" + ARRAY + "b = f(a)\nc = g(b + 0.1)\n")
    assert changed.slope_of is None


def test_a_flag_that_is_no_slope_keeps_the_range() -> None:
    plain, turned = definitions("def f(x, twice=False):\n    return 2 * x if twice else x\n")
    assert (turned.setting, turned.slope_of) == ("twice=True", None)
    assert turned.xs.tolist() == plain.xs.tolist()
    tanh, steep = definitions("def f(x, back=True):\n    return np.tanh(x) if back else 1 - x * x\n")
    assert (steep.setting, steep.slope_of) == ("back=False", tanh)
    assert (steep.xs[0], steep.xs[-1]) == (-1.0, 1.0)


def test_a_single_number() -> None:
    found = one(SIGMOID + "b = f(0.5)\n")
    assert (found.at.tolist(), found.values.tolist()) == ([0.5], [1 / (1 + np.exp(-0.5))])
    decided = one("def f(x):\n    if x > 0:\n        return x\n    return 0\nb = f(2)\n")
    np.testing.assert_array_equal(decided.ys, np.maximum(decided.xs, 0))
    root = one("import math\ndef f(x):\n    return math.sqrt(x)\nb = f(4)\n")
    assert np.isnan(root.ys[0])
    assert (root.values.tolist(), root.slopes.tolist()) == ([2.0], [pytest.approx(0.25)])
    assert last_call("def f(x):\n    if x > 0:\n        return x\n    return 0\nb = f(np.array([[2.0]]))\n") is None


def test_cells_that_are_not_finite() -> None:
    found = one(SIGMOID + "b = f(np.array([np.nan, np.inf, -np.inf, 1.0]))\n")
    assert found.xs[-1] == 6.0
    np.testing.assert_array_equal(found.at, [np.nan, np.inf, -np.inf, 1.0])
    np.testing.assert_array_equal(found.values[:3], [np.nan, 1.0, 0.0])
    assert np.isnan(found.slopes[:3]).all()
    holes = one("def f(x):\n    return np.log(x)\nb = f(np.array([0.0, 1.0]))\n")
    assert np.isnan(holes.ys[:61]).all()
    assert holes.values.tolist() == [-np.inf, 0.0]


@pytest.mark.parametrize(
    ("largest", "reach"), [(0, 6), (5, 6), (5.1, 10), (9, 10), (9.5, 20), (40, 50), (95, 200), (400, 500), (1e6, 2e6)]
)
def test_the_range_grows_in_steps(largest: float, reach: float) -> None:
    found = one(f"f = lambda x: x * 0.5\nb = f(np.array([{-largest}, 1.0]))\n")
    assert (found.xs[0], found.xs[60], found.xs[-1]) == pytest.approx((-reach, 0, reach))
    assert (np.diff(found.xs) > 0).all()


def test_of_large_arrays_the_first_cells_are_placed() -> None:
    found = one(SIGMOID + "b = f(np.arange(600).reshape(20, 30) / 100)\n")
    assert found.at.tolist() == (np.arange(256) / 100).tolist()
    assert found.xs[-1] == 10
    assert one(SIGMOID + "b = f(np.ones((400, 400)))\n").values.size == 256


@pytest.mark.parametrize("kind", ["int", "bool", "np.float32"])
def test_other_types_of_numbers(kind: str) -> None:
    found = one(SIGMOID + f"b = f(1 * np.array([0, 1, 1]).astype({kind}))\n")
    np.testing.assert_allclose(found.values, sigmoid(np.array([0.0, 1.0, 1.0])), rtol=1e-6)


def test_whole_numbers_that_are_cut_leave_the_curve() -> None:
    assert last_call("def f(x):\n    return x ** 40\nb = f(np.array([3, 9]))\n") is None


BODIES = [
    "1 / (1 + np.exp(-x))",
    "np.where(x > 0, x, 0.1 * x)",
    "x * x - 1",
    "np.sqrt(np.abs(x))",
    "np.log(x)",
    "np.sin(x) if k else x / 3",
]


@given(
    arrays(np.float64, array_shapes(max_dims=3, max_side=4), elements=st.floats(-1e3, 1e3, allow_subnormal=False)),
    st.sampled_from(BODIES),
)
def test_the_cells_are_those_of_the_call(cells: np.ndarray, body: str) -> None:
    text = f"import numpy as np\ndef f(x, k=True):\n    return {body}\na = np.array({cells.tolist()})\nb = f(a)\n"
    with np.errstate(all="ignore"):
        engine = opened(text)
        ((event, sampled),) = calls_of(engine)
        assert event.result is not None
        assert sampled is not None
        np.testing.assert_array_equal(sampled.at, cells.ravel())
        np.testing.assert_array_equal(sampled.values, event.result.data.ravel())
        np.testing.assert_array_equal(engine.machine.namespace["f"](sampled.at), sampled.values)


def test_renamed_the_toy_brain_has_the_same_curves(toy: Engine) -> None:
    text = toy_text().replace("nonlin", "squash").replace("deriv", "sloping")
    other = opened(text)
    for (_, one), (_, toys) in zip(calls_of(other, turn(0)), calls_of(toy, turn(0)), strict=True):
        assert one is not None
        assert toys is not None
        assert one.values.tolist() == toys.values.tolist()
        assert (one.slope_of is None) == (toys.slope_of is None)
        assert one.function == "squash"
