"""What is read off a run works where the main loop stands in a function or a method, and the weights in objects."""

from __future__ import annotations

import numpy as np
import pytest
from engine_help import opened

from study import forms
from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.moment import moment
from tui_tutor.engine.watch.position import Position, turn
from tui_tutor.quiz.questions import questions
from tui_tutor.study.bowl import bowl
from tui_tutor.study.compare import compare
from tui_tutor.study.forward import NoAnswerError
from tui_tutor.study.newcomers import answers, trained
from tui_tutor.study.replay import snapshots
from tui_tutor.study.study import Study

FUNCTION = """import numpy as np
def sigmoid(x):
    return 1 / (1 + np.exp(-x))
def train(data, target, turns):
    w = np.random.randn(2, 1)
    b = 0.0
    for j in range(turns):
        out = sigmoid(data @ w + b)
        error = target - out
        w += 0.5 * data.T @ error
        b += 0.5 * error.sum()
    return w, out
np.random.seed(1)
X = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]])
w, found = train(X, np.array([[0.0], [1], [1], [1]]), 60)
"""


def ready(text: str, curve: str = "np.mean((out - y) ** 2)", iterations: int = 20) -> Engine:
    engine = opened(text, curve=curve)
    engine.look_ahead()
    engine.run_to(iterations)
    return engine


def test_a_functions_loop_answers_for_new_rows() -> None:
    engine = ready(FUNCTION, "np.mean(error ** 2)")
    rows = [(0.0, 0.0), (1.0, 1.0), (0.5, 2.0)]
    found = answers(engine, Position(turn(20), 1), "data", "out", rows)
    states = {each.name: each.value for each in moment(engine, Position(turn(20), 1)).names}
    w, b = states["w"], states["b"]
    assert w is not None
    assert b is not None
    expected = 1 / (1 + np.exp(-(np.array(rows) @ w.data + b.data)))
    assert np.allclose(found.outputs.data, expected, rtol=1e-12, atol=0)
    assert found.known == (True, True, False)
    before = moment(engine, Position(turn(20), 4))
    assert {e.name: e.value.text for e in before.names if e.value} == {
        e.name: e.value.text for e in moment(engine, Position(turn(20), 4)).names if e.value
    }, "the run goes on as if nothing had been"


def test_a_methods_loop_answers_with_the_weights_as_they_stand() -> None:
    engine = ready(forms.METHOD, iterations=8)
    found = answers(engine, Position(turn(5), 1), "X", "out", [(0.0, 1.0), (3.0, 3.0)])
    states = {each.name: each.value for each in moment(engine, Position(turn(5), 1)).names}
    w0, b0, w1, b1 = (np.array(states[f"net.{name}"].data) for name in ("w0", "b0", "w1", "b1"))  # type: ignore[union-attr]
    expected = np.tanh(np.tanh(np.array([(0.0, 1.0), (3.0, 3.0)]) @ w0 + b0) @ w1 + b1)
    assert np.allclose(found.outputs.data, expected, rtol=1e-12, atol=0)


@pytest.mark.parametrize(
    ("text", "data", "output", "words"),
    [
        (forms.ONE_AT_A_TIME, "X", "guess", "guess is no array"),
        (
            "import numpy as np\ndef f(X):\n    w = np.ones((2, 1))\n    for j in range(9):\n        if j > 7:\n"
            "            return w\n        out = X @ w\n        w -= 0.1 * X.T @ out\nf(np.ones((3, 2)))\n",
            "X",
            "out",
            "cannot be run by itself",
        ),
    ],
)
def test_where_it_cannot_be_asked_that_is_said(text: str, data: str, output: str, words: str) -> None:
    engine = ready(text, "1", 5)
    with pytest.raises(NoAnswerError, match=words):
        answers(engine, Position(turn(3), 1), data, output, [(0.0, 1.0), (1.0, 1.0)])


def test_another_seed_trains_the_same_loop() -> None:
    engine = ready(FUNCTION, "np.mean(error ** 2)")
    other = trained(engine, 2, 10)
    assert other is not None
    assert other.last_known >= 10
    assert other.loop_text == engine.loop_text


@pytest.mark.parametrize(
    ("text", "curve", "names"),
    [
        pytest.param(FUNCTION, "np.mean(error ** 2)", ("w", "b"), marks=pytest.mark.slow),
        (forms.METHOD, "np.mean((out - y) ** 2)", ("net.w0", "net.b0", "net.w1", "net.b1")),
    ],
)
def test_the_bowl_lies_over_what_the_objects_hold(text: str, curve: str, names: tuple[str, ...]) -> None:
    engine = ready(text, curve)
    found = bowl(engine)
    assert found is not None
    assert found.names == names
    states = {each.name: each.value for each in moment(engine, Position(turn(4), 1)).names}
    values = {name: states[name].data for name in names}  # type: ignore[union-attr]
    at = found.place(values)
    index = found.iterations.tolist().index(4)
    assert at is not None
    assert np.allclose(at, found.path[index])
    assert np.isfinite(found.heights).any()
    assert np.ptp(found.heights[np.isfinite(found.heights)]) > 0, "the weights are really moved"


def test_a_jump_is_watched_again_with_what_the_objects_hold() -> None:
    engine = ready(forms.METHOD, iterations=8)
    first, last = snapshots(engine, [0, 7], 100)
    shown = [{each.name: each.value for each in snapshot.names} for snapshot in (first, last)]
    values = [each["net.w0"] for each in shown]
    assert values[0] is not None
    assert values[1] is not None
    assert values[0].weight
    assert not np.array_equal(values[0].data, values[1].data)
    ahead = {each.name: each.value for each in moment(engine, Position(turn(8), 1)).names}["net.w0"]
    assert ahead is not None
    assert np.array_equal(ahead.data, values[1].data)


def test_a_function_that_a_functions_loop_calls_has_its_curve() -> None:
    engine = ready(FUNCTION, "np.mean(error ** 2)")
    events = engine.recording(turn(3)).events
    call = next(at for at, event in enumerate(events, 1) if event.kind is Kind.CALL)
    assert [each.function for each in Study(engine).moment(Position(turn(3), call)).sampled] == ["sigmoid"]


def test_a_method_has_no_curve_and_nothing_is_said_of_it() -> None:
    engine = ready(forms.METHOD, iterations=8)
    events = engine.recording(turn(3)).events
    calls = [at for at, event in enumerate(events, 1) if event.kind is Kind.CALL]
    assert calls
    assert all(Study(engine).moment(Position(turn(3), at)).sampled == () for at in calls)


@pytest.mark.parametrize("text", [FUNCTION, forms.METHOD, forms.LISTS])
def test_there_are_questions_about_a_functions_loop(text: str) -> None:
    engine = ready(text, "1", 3)
    events = engine.recording(turn(1)).events
    found = questions(events)
    assert found
    assert all(question.words for question in found.values())


def test_two_versions_of_a_functions_loop_are_compared() -> None:
    one, other = (
        ready(FUNCTION, "np.mean(error ** 2)"),
        ready(FUNCTION.replace("0.5 *", "0.1 *"), "np.mean(error ** 2)"),
    )
    found = compare(one, other, "out")
    assert found is not None
    assert found.one.prediction is not None
    assert found.one.prediction.shape == (4, 1)
    assert found.parting is not None
    assert found.one.iterations == 60
