"""The products behind changes, the deltas and the biases of a network, found by values and not by names."""

from __future__ import annotations

import numpy as np
import pytest
from engine_help import opened, toy_text

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.position import SETUP, Position, turn
from tui_tutor.engine.watch.recording import Event
from tui_tutor.study.backward import maker_of, source_of
from tui_tutor.study.study import Study

START = """import numpy as np
np.random.seed(1)
rate = 0.5
X, y = np.random.random((4, 3)), np.ones((4, 2))
W, b = np.random.random((3, 2)), np.zeros((1, 2))
for i in range(4):
    out = np.tanh(X.dot(W) + b)
    push = (y - out) * (1 - out * out)
    b += push.sum(axis=0, keepdims=True)
"""


def ahead(text: str) -> Engine:
    engine = opened(text)
    engine.look_ahead()
    return engine


def events_of(engine: Engine) -> list[Event]:
    return engine.recording(turn(0)).events


def behind(line: str) -> tuple[Event, float, Event]:
    """The update or the store of the last line, its source's factor and its source's product."""
    events = events_of(opened(START + "    " + line + "\n"))
    found = source_of(events, len(events) - 1)
    assert found is not None, line
    return events[-1], found.factor, found.product


@pytest.mark.parametrize(
    ("line", "factor"),
    [
        ("W += X.T.dot(push)", 1.0),
        ("W += rate * X.T.dot(push)", 0.5),
        ("W += X.T.dot(push) * rate / 4", 0.125),
        ("W -= -(X.T @ push)", 1.0),
        ("W -= 0.1 * -np.dot(X.T, push)", 0.1),
        ("step = X.T @ push; W = W + rate * step", 0.5),
        ("W = W - rate * (X.T @ -push)", -0.5),
        ("step = X.T @ push; step *= 2; W += step", 2.0),
        ("step = X.T @ push; step /= 4; W = W + step", 0.25),
    ],
)
def test_the_product_behind_a_change(line: str, factor: float) -> None:
    event, found, product = behind(line)
    assert found == pytest.approx(factor)
    old = event.operands[0].data if event.kind == "update" else None
    if old is not None:
        assert event.result is not None
        assert product.result is not None
        np.testing.assert_allclose(event.result.data - old, found * product.result.data, atol=1e-12)


NO_PRODUCT = [
    "W += np.outer(X[0], push[0])",
    "W *= 0.99",
    "W += (X.T @ push) ** 2",
    "i += 1",
    "step = X.T @ push; step += 0.01 * W; W += step",
    "step = X.T @ push; step += W; W += step",
    "W = W - 0.1 * (W + X.T @ push)",
]


@pytest.mark.parametrize("line", NO_PRODUCT)
def test_where_there_is_none(line: str) -> None:
    events = events_of(opened(START + "    " + line + "\n"))
    assert source_of(events, len(events) - 1) is None


def test_deltas_have_the_names_that_the_program_gives_them() -> None:
    for line, name in (("W += X.T.dot(push)", "push"), ("g = push * 2; W += rate * X.T.dot(g)", "g")):
        network = Study(ahead(START + "    " + line + "\n")).network
        assert network is not None
        assert network.deltas == (name,)
        assert network.biases == ("b",)


def test_those_of_the_toy_brain() -> None:
    engine = ahead(toy_text())
    study = Study(engine)
    assert study.network is not None
    assert study.network.deltas == ("l1_delta", "l2_delta")
    assert study.network.biases == (None, None)
    codes = {}
    for operation in (40, 41, 50, 51, 53, 54):
        source = study.moment(Position(turn(0), operation)).source
        assert source is not None
        codes[operation] = source.product.site.code
    assert codes == {
        40: "l2_delta.dot(syn1.T)",
        41: "l2_delta.dot(syn1.T)",
        50: "l1.T.dot(l2_delta)",
        51: "l1.T.dot(l2_delta)",
        53: "l0.T.dot(l1_delta)",
        54: "l0.T.dot(l1_delta)",
    }
    assert study.moment(Position(turn(0), 49)).source is None


def test_a_moment_with_a_source_can_be_cut() -> None:
    text = START.replace("(4, 3)", "(400, 3)").replace("(4, 2)", "(400, 2)") + "    W += X.T.dot(push)\n"
    engine = ahead(text)
    shown = Study(engine).moment(Position(turn(0), len(events_of(engine)))).cut(100)
    assert shown.source is not None
    assert [value.data.shape for value in shown.source.product.operands] == [(3, 64), (64, 2)]


@pytest.mark.parametrize(
    ("line", "made"),
    [
        ("a = x - 1", "x - 1"),
        ("a = f(x)", "f(x)"),
        ("a = b = x * 2", "x * 2"),
        ("a, b = x + 1, x.T", "x.T"),
        ("a = x", None),
        ("a = 3", None),
    ],
)
def test_what_a_name_stands_for_is_found_in_its_own_statement(line: str, made: str | None) -> None:
    text = f"import numpy as np\nx = np.ones((2, 3))\ndef f(y):\n    z = y + y\n    return z\n{line}\n"
    events = opened(text).recording(SETUP).events
    found = maker_of(events, len(events) - 1)
    assert (found.site.code if found is not None else None) == made
    assert maker_of(events, len(events) - 2) is None or events[-2].kind is Kind.BIND
