"""Programs as people write them, and the network that each is seen to train."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from engine_help import last, opened, toy_text

from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.position import END, SETUP, Position, turn
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


def test_forward_ends_where_the_output_has_its_name() -> None:
    engine = opened(toy_text())
    engine.look_ahead()
    found = Study(engine).network
    assert found is not None
    event = engine.recording(turn(0)).events[found.forward - 1]
    assert event.site.code == "l2 = nonlin(np.dot(l1, syn1))"


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
