"""The names of a network's inputs and output: which are offered, and what each kind of program answers by them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from engine_help import last, opened

from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.moment import moment
from tui_tutor.engine.watch.position import END, turn
from tui_tutor.study.forward import NoAnswerError, call_of_its_own
from tui_tutor.study.inputs import Pair, pairs
from tui_tutor.study.newcomers import Answers, answers, first_rows
from tui_tutor.study.study import Study

START = "import numpy as np\nX = np.array([[0.0, 1.0], [1.0, 1.0], [1.0, 0.0]])\ny = np.array([[1.0], [2.0], [1.0]])\n"

BATCH = (
    START
    + """w = np.array([[0.5], [0.25]])
for j in range(5):
    given = X
    out = given.dot(w)
    error = y - out
    w += 0.1 * given.T.dot(error)
"""
)

COLUMNS = (
    START
    + """w = np.array([[0.5, 0.25]])
data = X.T
for j in range(5):
    out = w.dot(data)
    w -= 0.1 * (out - y.T).dot(data.T)
"""
)

ONE_AT_A_TIME = (
    START
    + """w = np.array([0.5, 0.25])
for j in range(5):
    for row, wanted in zip(X, y):
        out = np.dot(row, w)
        w += 0.1 * (wanted[0] - out) * row
"""
)

PIECES = (
    START
    + """w = np.array([[0.5], [0.25]])
for j in range(5):
    for start in range(0, 3, 2):
        piece = X[start:start + 2]
        out = piece.dot(w)
        w += 0.1 * piece.T.dot(y[start:start + 2] - out)
"""
)

IN_A_FUNCTION = (
    START
    + """def train(data, target):
    w = np.array([[0.5], [0.25]])
    for j in range(5):
        out = data.dot(w)
        w += 0.1 * data.T.dot(target - out)
    return w
print(train(X, y))
"""
)

CALLED = (
    START
    + """class Net:
    def __init__(self):
        self.w = np.array([[0.5], [0.25]])

    def predict(self, data):
        return data.dot(self.w)

    def step(self, data, target):
        self.w += 0.1 * data.T.dot(target - self.predict(data))

net = Net()
for j in range(5):
    net.step(X, y)
"""
)

FORMS = {
    "batch": (BATCH, ("X", "out")),
    "columns": (COLUMNS, ("data", "out")),
    "one_at_a_time": (ONE_AT_A_TIME, ("row", "out")),
    "pieces": (PIECES, ("piece", "out")),
    "in_a_function": (IN_A_FUNCTION, ("data", "out")),
    "called": (CALLED, ("X", "net.predict(X)")),
}


def in_loop(text: str) -> Engine:
    engine = opened(text)
    engine.run_to(3)
    return engine


def offered(engine: Engine) -> list[Pair]:
    here = moment(engine, last(engine, turn(3)))
    return pairs(engine.source, here.loop, Study(engine).network, here.names)


def asked(engine: Engine, pair: Pair, rows: Sequence[tuple[float, ...]]) -> Answers:
    return answers(engine, last(engine, turn(3)), *pair, rows)


def weights(engine: Engine) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    names = {each.name: each.value for each in moment(engine, last(engine, turn(3))).names}
    value = names.get("w") or names.get("net.w")
    assert value is not None
    return np.asarray(value.data, dtype=float).ravel()


@pytest.mark.parametrize("form", FORMS)
def test_the_likeliest_names_come_first_and_answer_with_the_weights_as_they_stand(form: str) -> None:
    text, pair = FORMS[form]
    engine = in_loop(text)
    assert offered(engine)[0] == pair
    rows = [(2.0, -1.0), (0.0, 1.0), (0.5, 0.5)]
    found = asked(engine, pair, rows)
    assert np.allclose(np.ravel(found.outputs.data), np.array(rows) @ weights(engine), rtol=1e-12)
    assert found.known == (False, True, False)


@pytest.mark.parametrize("form", FORMS)
def test_asked_about_no_rows_it_answers_to_those_that_tell_most(form: str) -> None:
    text, pair = FORMS[form]
    found = asked(in_loop(text), pair, [])
    assert found.rows.data.tolist() == [[0, 0], [0, 1], [1, 0], [1, 1]]
    assert found.known == (False, True, True, True)


def test_where_nobody_knows_the_other_rows_nobody_says_that_one_was_never_seen() -> None:
    text = ONE_AT_A_TIME.replace("zip(X, y)", "zip(rows, y)").replace(
        "w = np.array", "rows = list(X)\ndel X\nw = np.array"
    )
    found = asked(in_loop(text), ("row", "out"), [(2.0, -1.0)])
    assert found.known == (None,)


def test_after_a_function_that_trained_its_network_can_be_asked_still() -> None:
    engine = opened(IN_A_FUNCTION)
    engine.run_to_end()
    found = answers(engine, last(engine, END), "data", "out", [(1.0, 1.0)])
    assert found.outputs.data.shape == (1, 1)


def test_the_target_the_weights_and_the_misses_are_not_offered() -> None:
    names = {name for pair in offered(in_loop(BATCH)) for name in pair}
    assert names == {"X", "out"}


def test_a_program_without_a_loop_has_no_pairs() -> None:
    engine = opened(START)
    assert pairs(engine.source, None, None, ()) == []


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("net.predict(X)", True), ("predict(X, w, 3)", True), ("net.inner.predict(X)", True),
        ("predict(X, w=3)", False), ("predict(f(X))", False), ("net._predict(X)", False), ("net.__class__(X)", False),
        ("open(X)", False), ("net.write(X)", False), ("X", False), ("predict(X); X", False), ("(", False),
    ],
)  # fmt: skip
def test_only_calls_of_the_program_s_own_functions_are_made(text: str, is_one: bool) -> None:
    tree = opened(
        "def predict(x):\n    return x\nclass Net:\n    def _predict(self, x):\n        return x\n"
    ).source.tree
    assert (call_of_its_own(text, tree) is not None) == is_one


def test_what_is_no_call_of_its_own_is_told() -> None:
    with pytest.raises(NoAnswerError, match="is neither a name of the program nor a call of one of its functions"):
        asked(in_loop(BATCH), ("X", "np.save(X)"), [(1.0, 1.0)])


def test_the_rows_of_a_table_are_all_that_its_few_numbers_make_or_its_first() -> None:
    assert first_rows(np.array([[0, 2], [2, 2]])) == [(0, 0), (0, 2), (2, 0), (2, 2)]
    many = np.arange(40.0).reshape(20, 2)
    assert first_rows(many) == [tuple(row) for row in many[:6]]
