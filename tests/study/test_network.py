"""Programs as people write them, and the network that each is seen to train."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from engine_help import last, opened, toy_text

from study import forms
from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.moment import moment
from tui_tutor.engine.watch.position import END, SETUP, Position, turn
from tui_tutor.study.lying import Lies
from tui_tutor.study.network import Network
from tui_tutor.study.study import Study

START = """import numpy as np
np.random.seed(1)
rate = 0.5
def sigmoid(x):
    return 1 / (1 + np.exp(-x))
X = np.random.random((4, 3))
y = np.ones((4, 1))
W1 = np.random.random((3, 5))
W2 = np.random.random((5, 1))
"""

BACK = """
    d2 = (y - a2) * a2 * (1 - a2)
    d1 = d2.dot(W2.T) * a1 * (1 - a1)
    W2 += a1.T.dot(d2)
    W1 += X.T.dot(d1)
"""

THREE_LAYERS = """import numpy as np
def sigmoid(x):
    return 1 / (1 + np.exp(-x))
X, y = np.random.random((4, 3)), np.ones((4, 1))
W1, W2, W3 = np.random.random((3, 5)), np.random.random((5, 2)), np.random.random((2, 1))
b1, b2, b3 = np.zeros(5), np.zeros(2), np.zeros(1)
for i in range(4):
    a1 = sigmoid(X @ W1 + b1)
    a2 = sigmoid(a1 @ W2 + b2)
    a3 = sigmoid(a2 @ W3 + b3)
    d3 = (a3 - y) * a3 * (1 - a3)
    d2 = (d3 @ W3.T) * a2 * (1 - a2)
    d1 = (d2 @ W2.T) * a1 * (1 - a1)
    W3 -= a2.T @ d3
    W2 -= a1.T @ d2
    W1 -= X.T @ d1
    b3 -= d3.sum(axis=0)
    b2 -= d2.sum(axis=0)
    b1 -= d1.sum(axis=0)
"""

Seen = tuple[tuple[str, ...], tuple[str, ...], str | None]


def in_loop(forward: str, back: str = BACK, header: str = "for i in range(4):") -> str:
    lines = [line.strip() for line in forward.strip().split("\n")]
    return START + header + "\n" + "".join(f"    {line}\n" for line in lines) + back.removeprefix("\n")


def network(text: str) -> Network | None:
    engine = opened(text)
    assert engine.failure is None
    engine.look_ahead()
    return Study(engine).network


def seen(text: str) -> Seen:
    found = network(text)
    assert found is not None
    return found.layers, found.weights, found.target


def test_the_toy_brain() -> None:
    assert seen(toy_text()) == (("l0", "l1", "l2"), ("syn0", "syn1"), "y")


def test_three_layers_with_biases() -> None:
    assert seen(THREE_LAYERS) == (("X", "a1", "a2", "a3"), ("W1", "W2", "W3"), "y")


@pytest.mark.parametrize(
    "forward",
    [
        "z1 = np.dot(X, W1)\na1 = sigmoid(z1)\nz2 = np.dot(a1, W2)\na2 = sigmoid(z2)",
        "z1 = X.dot(W1)\na1 = np.tanh(z1)\nz2 = a1.dot(W2)\na2 = 1 / (1 + np.exp(-z2))",
        "z1 = np.matmul(X, W1)\na1 = np.maximum(z1, 0)\na2 = np.matmul(a1, W2)",
        "a1 = X @ W1\na1 = sigmoid(a1)\na2 = a1 @ W2\na2 = sigmoid(a2)",
        "a1 = sigmoid(X @ W1)\na2 = sigmoid(a1 @ W2)\nslope = a2 * (1 - a2)\nprint(slope.sum())",
    ],
    ids=["calls", "written out", "linear output", "one name twice", "slope first"],
)
def test_sums_with_names_of_their_own(forward: str) -> None:
    assert seen(in_loop(forward)) == (("X", "a1", "a2"), ("W1", "W2"), "y")


@pytest.mark.parametrize(
    ("function", "call"),
    [
        ("def forward(data):\n    h = sigmoid(data @ W1)\n    return h, sigmoid(h @ W2)\n", "forward(X)"),
        ("def forward(d, u, v):\n    h = sigmoid(d @ u)\n    return h, sigmoid(h @ v)\n", "forward(X, W1, W2)"),
        ("def forward():\n    a1 = sigmoid(X.dot(W1))\n    return a1, sigmoid(a1.dot(W2))\n", "forward()"),
    ],
)
def test_the_way_forward_in_a_function(function: str, call: str) -> None:
    text = in_loop(f"a1, a2 = {call}").replace("for i", function + "for i")
    assert seen(text) == (("X", "a1", "a2"), ("W1", "W2"), "y")


def test_a_function_for_one_layer() -> None:
    function = "def layer(x, w):\n    return sigmoid(np.dot(x, w))\n"
    text = in_loop("a1 = layer(X, W1)\na2 = layer(a1, W2)").replace("for i", function + "for i")
    assert seen(text) == (("X", "a1", "a2"), ("W1", "W2"), "y")


def test_a_batch_of_the_examples() -> None:
    forward = "k = np.array([0, 2])\nx = X[k]\nt = y[k]\na1 = sigmoid(x @ W1)\na2 = sigmoid(a1 @ W2)"
    assert seen(in_loop(forward, BACK.replace("X", "x").replace("y", "t"))) == (("x", "a1", "a2"), ("W1", "W2"), "t")


def test_updates_that_store_the_weights_anew() -> None:
    back = """
    e = a2 - y
    g2 = a1.T @ (e * a2 * (1 - a2))
    g1 = X.T @ ((e * a2 * (1 - a2)) @ W2.T * a1 * (1 - a1))
    W1 = W1 - rate * g1
    W2 = W2 - rate * g2
"""
    forward = "a1 = sigmoid(X @ W1)\na2 = sigmoid(a1 @ W2)"
    assert seen(in_loop(forward, back)) == (("X", "a1", "a2"), ("W1", "W2"), "y")


@pytest.mark.parametrize("update", ["W1 += X.T @ (t - a1)", "W1 = W1 + X.T @ (t - a1)"])
def test_what_comes_after_the_first_update_is_another_network(update: str) -> None:
    forward = f"t = np.ones((4, 5))\na1 = sigmoid(X @ W1)\n{update}\na2 = sigmoid(a1 @ W2)\nW2 += a1.T @ (y - a2)"
    assert seen(in_loop(forward, "")) == (("X", "a1"), ("W1",), "t")


def test_a_counter_that_counts_first_is_no_weight() -> None:
    forward = "n += 1\na1 = sigmoid(X @ W1)\na2 = sigmoid(a1 @ W2)"
    text = in_loop(forward, header="n = 0\nwhile n < 4:")
    assert seen(text) == (("X", "a1", "a2"), ("W1", "W2"), "y")


ONE = START.replace("(3, 5)", "(3, 1)")


@pytest.mark.parametrize(
    ("body", "layers"),
    [
        ("out = sigmoid(np.dot(X, W1))\n    e = y - out\n    W1 += X.T.dot(e * out * (1 - out))", ("X", "out")),
        ("z = X.dot(W1)\n    out = sigmoid(z)\n    W1 = W1 - rate * X.T.dot(out - y)", ("X", "out")),
        ("e = X @ W1 - y\n    W1 -= 0.1 * X.T @ e", ("X", "X·W1")),
        ("W1 -= 0.1 * X.T @ (X @ W1 - y)", ("X", "X·W1")),
        ("e = np.subtract(y, X @ W1)\n    W1 += 0.1 * X.T @ e", ("X", "X·W1")),
    ],
)
def test_one_neuron(body: str, layers: tuple[str, ...]) -> None:
    assert seen(f"{ONE}for i in range(4):\n    {body}\n") == (layers, ("W1",), "y")


@pytest.mark.parametrize(
    "text",
    [
        "import numpy as np\nx = np.ones((2, 2))\nfor i in range(4):\n    x = x * 2\n",
        "import numpy as np\nA = np.ones((3, 3))\nv = np.ones((3, 1))\nfor i in range(4):\n    v = A @ v\n",
        START + "for i in range(4):\n    a1 = sigmoid(X @ W1)\n    a2 = sigmoid(a1 @ W2)\n    e = y - a2\n",
        START + "a2 = sigmoid(sigmoid(X @ W1) @ W2)\n",
        "import numpy as np\nw = np.ones((3, 1))\nfor i in range(0):\n    w += np.ones((3, 3)) @ w\n",
    ],
    ids=["no product", "a power of a matrix", "never learned", "no loop", "no turn"],
)
def test_no_network(text: str) -> None:
    assert network(text) is None


def test_without_a_target() -> None:
    text = START + "for i in range(4):\n    a1 = np.tanh(X @ W1)\n    W1 += 0.1 * X.T @ a1\n"
    assert seen(text) == (("X", "a1"), ("W1",), None)


def test_it_is_known_in_every_part(toy: Engine, fresh_toy: Callable[[], Engine]) -> None:
    engine = fresh_toy()
    engine.look_ahead()
    first = Study(engine).moment(Position(SETUP, 1)).network
    assert first is not None
    study = Study(toy)
    for place in (turn(0), SETUP, turn(59_999), END):
        found = study.moment(last(toy, place)).network
        assert found == first


def test_it_is_known_however_many_iterations_were_watched_since(fresh_toy: Callable[[], Engine]) -> None:
    engine = fresh_toy()
    engine.run_to(30)
    for iteration in range(12):
        engine.recording(turn(iteration))
    found = Study(engine).network
    assert found is not None
    assert found.layers == ("l0", "l1", "l2")


def whole(text: str) -> Network:
    found = network(text)
    assert found is not None
    return found


def test_data_that_lie_as_columns_in_a_dictionary() -> None:
    found = whole(forms.COLUMNS)
    assert (found.layers, found.weights, found.target) == (("X", "A1", "A2"), ('params["W1"]', 'params["W2"]'), "Y")
    assert found.biases == ('params["b1"]', 'params["b2"]')
    assert found.deltas == ("dZ1", "dZ2")
    assert found.directions == (-1, -1), "the weights go against what is left"
    assert (found.layers_lie, found.weights_lie) == ((Lies.COLUMNS,) * 3, (Lies.COLUMNS,) * 2)


@pytest.mark.slow
def test_one_neuron_with_flat_weights() -> None:
    found = whole(forms.NEURON)
    assert (found.layers, found.weights, found.target) == (("X", "p"), ("w",), "y")
    assert (found.biases, found.deltas) == (("b",), ("error",))
    assert (found.layers_lie, found.weights_lie) == ((Lies.ROWS, Lies.DOWN), (Lies.DOWN,))


def test_layers_in_lists_in_a_function() -> None:
    found = whole(forms.LISTS)
    assert found.layers == ("X", "seen[1]", "seen[2]"), "a itself holds one layer after the other"
    assert (found.weights, found.biases) == (("weights[0]", "weights[1]"), ("biases[0]", "biases[1]"))
    assert found.target == "y"
    assert found.deltas == (None, None), "one name for the deltas of two layers tells of none"


def test_layers_in_attributes_and_the_training_in_a_method() -> None:
    found = whole(forms.METHOD)
    assert (found.layers, found.weights, found.target) == (("X", "net.h", "out"), ("net.w0", "net.w1"), "y")
    assert found.biases == ("net.b0", "net.b1")


def test_layers_that_are_objects_in_a_list_with_weights_turned_over() -> None:
    found = whole(forms.OBJECTS)
    assert (found.weights, found.biases) == (("layers[0].W", "layers[1].W"), ("layers[0].b", "layers[1].b"))
    assert found.layers[0] == "X"
    assert found.layers[1] in ("layers[0].out", "layers[1].x")
    assert found.weights_lie == (Lies.COLUMNS, Lies.COLUMNS)
    assert found.target == "y"


def test_one_example_at_a_time() -> None:
    found = whole(forms.ONE_AT_A_TIME)
    assert (found.layers, found.weights, found.target) == (("x", "guess"), ("w",), "t")
    assert found.layers_lie == (Lies.ACROSS, Lies.NUMBER)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (forms.COLUMNS, {'params["W1"]', 'params["b1"]', 'params["W2"]', 'params["b2"]'}),
        (forms.METHOD, {"net.w0", "net.b0", "net.w1", "net.b1"}),
        (forms.LISTS, {"weights[0]", "weights[1]", "biases[0]", "biases[1]"}),
    ],
)
def test_what_is_learned_is_of_one_family_wherever_it_is_held(text: str, names: set[str]) -> None:
    engine = opened(text)
    engine.look_ahead()
    for place in (SETUP, turn(0), turn(3)):
        engine.run_to(3)
        states = {each.name: each.value for each in moment(engine, last(engine, place)).names}
        arrays = {name for name, value in states.items() if value is not None and value.is_array and value.weight}
        aliases = {each.name for each in moment(engine, last(engine, place)).names if each.alias_of}
        assert arrays - aliases == names, place


def test_an_operand_of_a_product_is_of_the_weights_family_in_a_method() -> None:
    engine = opened(forms.METHOD)
    engine.look_ahead()
    products = [each for each in engine.recording(turn(1)).events if each.kind is Kind.DOT]
    assert [[value.weight for value in each.operands] for each in products[:3]] == [
        [False, True],
        [False, True],
        [False, True],
    ]


def test_the_update_of_an_item_is_that_of_its_array() -> None:
    engine = opened(forms.LISTS)
    engine.look_ahead()
    updates = [each for each in engine.recording(turn(0)).events if each.kind is Kind.UPDATE]
    assert [each.shapes for each in updates] == [
        "3×1 − 3×1 → 3×1",
        "1×1 − 1×1 → 1×1",
        "2×3 − 2×3 → 2×3",
        "1×3 − 1×3 → 1×3",
    ]
    assert updates[0].texts[0].code == "weights[i]"
