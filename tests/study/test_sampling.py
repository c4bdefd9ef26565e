"""Curves drawn from the program's own functions: the numbers are the program's, and nothing is changed by them."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable
from types import FrameType

import numpy as np
import pytest
from engine_help import data_bits, opened, places, toy_text
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.position import SETUP, Place, turn
from tui_tutor.engine.watch.recording import Event
from tui_tutor.study.purity import Purity
from tui_tutor.study.sampling import Sampled, sampled_call, sampled_definition

Calls = list[tuple[Event, Sampled | None]]

SIGMOID = "def f(x):\n    return 1 / (1 + np.exp(-x))\n"
ARRAY = "a = np.array([[-1.5, 0.0], [0.5, 3.0]])\n"


def calls_of(engine: Engine, place: Place = SETUP) -> Calls:
    """Every call of a place with its sample; a sample that changes anything fails."""
    events, namespace = engine.recording(place).events, engine.machine.namespace
    engine.machine.output.take()
    before = state(engine)
    found = [
        (event, sampled_call(namespace, engine.source.tree, events, index))
        for index, event in enumerate(events)
        if event.kind is Kind.CALL
    ]
    assert before == state(engine)
    return found


def state(engine: Engine) -> tuple[object, ...]:
    """Everything that a sample could change, but not show."""
    # Where a warning was given is noted by Python itself.
    namespace = {name: value for name, value in engine.machine.namespace.items() if name != "__warningregistry__"}
    random = np.random.get_state(legacy=False)
    return data_bits(namespace), list(namespace), repr(random), np.geterr(), engine.machine.output.take()


def calls(text: str) -> list[Sampled | None]:
    with np.errstate(all="ignore"):
        engine = opened("import numpy as np\n" + text)
        assert engine.failure is not None or engine.run_to_end()
        return [sampled for place in places(engine) for _, sampled in calls_of(engine, place)]


def last_call(text: str) -> Sampled | None:
    return calls(text)[-1]


def one(text: str) -> Sampled:
    found = last_call(text)
    assert found is not None
    return found


def definitions(text: str) -> tuple[Sampled, ...]:
    engine = opened("import numpy as np\n" + text)
    events = [event for event in engine.recording(SETUP).events if event.kind is Kind.DEFINE]
    return sampled_definition(engine.machine.namespace, engine.source.tree, events[-1])


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


# What is refused

REFUSED = {
    "prints": "def f(x):\n    print(x)\n    return x\n",
    "global": "n = 0\ndef f(x):\n    global n\n    n += 1\n    return x + n\n",
    "store": "def f(x):\n    x[0] = 1\n    return x\n",
    "update of a parameter": "def f(x):\n    x += 1\n    return x\n",
    "random": "def f(x):\n    return x + np.random.random()\n",
    "random by its module": "from numpy import random\ndef f(x):\n    return x + random.random()\n",
    "loop": "def f(x):\n    for i in range(3):\n        x = x * 2\n    return x\n",
    "while": "def f(x):\n    i = 0\n    while i < 3:\n        i += 1\n    return x\n",
    "comprehension": "def f(x):\n    return x + [i for i in (1, 2)][0]\n",
    "recursion": "def f(x, n=1):\n    return f(x, n - 1) if n else x\n",
    "mutual": "def g(x, n):\n    return f(x, n - 1) if n else x\ndef f(x, n=1):\n    return g(x, n)\n",
    "softmax": "def f(x):\n    e = np.exp(x)\n    return e / np.sum(e)\n",
    "softmax by a method": "def f(x):\n    e = np.exp(x - x.max())\n    return e / e.sum()\n",
    "product": "def f(x):\n    return x @ x\n",
    "transposed": "def f(x):\n    return x.T\n",
    "written into": "def f(x):\n    return np.exp(x, x)\n",
    "out": "def f(x):\n    return np.exp(x, out=x)\n",
    "in place": "def f(x):\n    return np.nan_to_num(x, False)\n",
    "array of the program": "w = np.ones(2)\ndef f(x):\n    return x * w\n",
    "array by default": "def f(x, w=np.ones(2)):\n    return x * w\n",
    "bound twice": "k = 1\nk = 2\ndef f(x):\n    return x * k\n",
    "updated": "k = 1\nk += 1\ndef f(x):\n    return x * k\n",
    "bound in a loop": "for k in range(2):\n    pass\ndef f(x):\n    return x * k\n",
    "bound by another function": "k = 1\ndef g():\n    global k\n    k = 2\ndef f(x):\n    return x * k\n",
    "two definitions": SIGMOID + SIGMOID,
    "rebound": SIGMOID + "f = np.tanh if False else f\n",
    "in a branch": "if True:\n    def f(x):\n        return x\n",
    "calls what prints": "def g(x):\n    print(x)\n    return x\ndef f(x):\n    return g(x)\n",
    "a function in it": "def f(x):\n    g = lambda y: y\n    return g(x)\n",
    "own exp": "def exp(x):\n    print(x)\n    return x\ndef f(x):\n    return exp(x)\n",
    "mean": "def f(x):\n    return x - np.mean(x)\n",
    "other shape": "def f(x):\n    return 1\n",
    "nothing": "def f(x):\n    y = x\n",
    "text": "def f(x):\n    return 'x'\n",
    "complex": "def f(x):\n    return x * 1j\n",
}


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED.keys())
def test_refused(text: str) -> None:
    assert last_call(text + ARRAY + "b = f(a)\n") is None


NOT_PURE = {
    "largest": "def f(x):\n    return max(x)\n",
    "reduction": "import numpy as np\ndef f(x):\n    return np.maximum.reduce(x)\n",
    "decorated": "@g\ndef f(x):\n    return x\n",
    "stars": "def f(*x):\n    return x\n",
    "attribute": "def f(x):\n    x.a = 1\n    return x\n",
    "nonlocal": "def f(x):\n    nonlocal y\n    return x\n",
    "own np": "np = 3\ndef f(x):\n    return np.exp(x)\n",
    "np as a parameter": "import numpy as np\ndef f(x, np=1):\n    return np.exp(x)\n",
    "own float": "def float(x):\n    print(x)\ndef f(x):\n    return float(x)\n",
    "handed on": "def f(x):\n    return abs(*x)\n",
    "by keywords": "def g(x):\n    return x\ndef f(x):\n    return g(**x)\n",
    "deleted": "def f(x):\n    return x\ndel f\n",
    "a class": "class f:\n    pass\n",
}


@pytest.mark.parametrize("text", NOT_PURE.values(), ids=NOT_PURE.keys())
def test_what_cannot_be_called_here_is_not_pure_either(text: str) -> None:
    assert Purity(ast.parse(text)).function("f") is None


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


FLAGGED = "def f(x, deriv=False):\n    return x * (1 - x) if deriv else 1 / (1 + np.exp(-x))\n"


@pytest.mark.parametrize("piece", ["_live", "_symmetric", "_heights", "_real"])
def test_an_error_of_the_tutors_own_is_not_hidden(piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    called = FLAGGED + ARRAY + "b = f(a)\nc = f(b, deriv=True)\n"
    assert last_call(called) is not None
    assert len(definitions(FLAGGED)) == 2
    monkeypatch.setattr(f"tui_tutor.study.sampling.{piece}", broken)
    with pytest.raises(ZeroDivisionError):
        last_call(called)
    with pytest.raises(ZeroDivisionError):
        definitions(FLAGGED)


def test_lambdas_are_told_apart() -> None:
    (up,) = definitions("g = lambda x: -x; f = lambda x: x\n")
    assert (up.function, up.ys.tolist()) == ("f", up.xs.tolist())
    assert definitions("g = lambda x: -x\nf, h = (lambda x: x), (\n    lambda x:\n    -x)\n") == ()


def test_a_local_name_may_hide_a_function() -> None:
    text = SIGMOID + "def g(x):\n    return x * 2\ndef apply(f, x):\n    return f(x)\n"
    engine = opened("import numpy as np\n" + text + ARRAY + "b = apply(g, a)\n")
    assert [sampled for _, sampled in calls_of(engine)] == [None, None]


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
