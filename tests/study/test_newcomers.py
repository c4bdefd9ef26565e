from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import pytest
from engine_help import REPO, SEED, last, moment_bits, opened, source_of, value_bits

from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.moment import moment
from tui_tutor.engine.watch.position import END, SETUP, Position, turn
from tui_tutor.lesson.load import load
from tui_tutor.lesson.model import Lesson
from tui_tutor.study.forward import NoAnswerError
from tui_tutor.study.newcomers import (
    MOST_ROWS,
    Answers,
    answers,
    combinations,
    seed_of,
    trained,
    with_seed,
)

ROWS = combinations(3)

KNOWN = {"101": 0.997, "011": 0.997, "001": 0.003, "111": 0.004}
NEVER_SEEN = {"000": 0.242, "010": 0.428, "100": 0.558, "110": 0.007}

SMALL = """import numpy as np
np.random.seed(3)
data = np.array([[0.0, 1.0], [1.0, 1.0], [2.0, 0.5]])
w = np.random.random((2, 1))
for j in range(20):
    given = data
    out = given.dot(w)
    w += 0.01 * given.T.dot(1 - out)
"""


def named(row: Any) -> str:
    return "".join(str(int(each)) for each in row)


def outputs(found: Answers) -> dict[str, float]:
    return {named(row): float(out[0]) for row, out in zip(found.rows.data, found.outputs.data, strict=True)}


def ask(engine: Engine, position: Position, rows: Any = ROWS) -> Answers:
    return answers(engine, position, "X", "l2", rows)


def small(text: str = SMALL) -> Engine:
    engine = opened(text)
    engine.run_to_end()
    return engine


def ask_small(engine: Engine, rows: Any, output: str = "out", iteration: int = 5) -> Answers:
    return answers(engine, last(engine, turn(iteration)), "data", output, rows)


def forward(syn0: Any, syn1: Any, rows: Any = ROWS) -> Any:
    hidden = 1 / (1 + np.exp(-np.dot(np.array(rows), syn0)))
    return 1 / (1 + np.exp(-np.dot(hidden, syn1)))


@cache
def ended(seed: int) -> Answers:
    """The toy brain's answers after all its iterations from another seed."""
    lesson = load(REPO / "lessons" / "toy_brain")
    other = trained(Engine(lesson.source, axes=dict(lesson.axes), seed=1), seed, 59_999)
    assert other is not None
    return ask(other, last(other, turn(59_999)))


def test_the_trained_network_answers_as_the_facts_say(toy: Engine) -> None:
    found = ask(toy, last(toy, END))
    assert outputs(found) == pytest.approx({**KNOWN, **NEVER_SEEN}, abs=5e-4)
    assert {named(row) for row, known in zip(ROWS, found.known, strict=True) if known} == set(KNOWN)
    assert (found.iteration, found.seed) == (59_999, 1)


@pytest.mark.parametrize("place", ["0:1", "0:20", "setup"])
def test_before_any_learning_the_answers_are_one_forward_pass(toy: Engine, place: str) -> None:
    np.random.seed(1)
    syn0 = 2 * np.random.random((3, 4)) - 1
    syn1 = 2 * np.random.random((4, 1)) - 1
    operation = place.partition(":")[2]
    position = Position(turn(0), int(operation)) if operation else last(toy, SETUP)
    found = ask(toy, position)
    assert np.array_equal(found.outputs.data, forward(syn0, syn1))
    assert found.iteration == 0


@pytest.mark.parametrize("iteration", [0, 1, 253, 10_000])
def test_the_answers_use_the_weights_as_they_stand(toy: Engine, iteration: int) -> None:
    for position in (Position(turn(iteration), 5), last(toy, turn(iteration))):
        values = {each.name: each.value for each in moment(toy, position).names}
        syn0, syn1 = values["syn0"], values["syn1"]
        assert syn0 is not None
        assert syn1 is not None
        assert np.array_equal(ask(toy, position).outputs.data, forward(syn0.data, syn1.data))


def test_a_row_that_was_trained_on_gets_the_networks_own_prediction(toy: Engine) -> None:
    position = Position(turn(500), 20)
    values = {each.name: each.value for each in moment(toy, position).names}
    data, predicted = values["X"], values["l2"]
    assert data is not None
    assert predicted is not None
    found = ask(toy, position, [tuple(map(float, row)) for row in data.data])
    assert np.array_equal(found.outputs.data, predicted.data)
    assert found.known == (True,) * 4


@pytest.mark.slow
def test_asking_changes_nothing(fresh_toy: Callable[[], Engine]) -> None:
    one, other = fresh_toy(), fresh_toy()
    for engine in (one, other):
        engine.run_to(300)
    places = [last(one, place) for place in (SETUP, turn(0), turn(120), turn(300))]
    for position in places:
        ask(one, position)
        ask(one, position, [(0.5, -2.0, 7.0)])
    assert one.curve == other.curve
    assert one.last_known == other.last_known
    for engine in (one, other):
        engine.run_to(700)
    for position in [*places, *(last(one, turn(number)) for number in (301, 302, 700))]:
        assert moment_bits(moment(one, position)) == moment_bits(moment(other, position))
    assert one.curve == other.curve


def test_asking_in_the_end_changes_neither_the_end_nor_what_was_printed() -> None:
    text = SMALL.replace("    w +=", "    print(j)\n    w +=") + "print(w)\n"
    one, other = small(text), small(text)
    position = last(one, END)
    before = moment_bits(moment(one, position))
    answers(one, position, "data", "out", [(5.0, 5.0)])
    assert moment_bits(moment(one, position)) == before == moment_bits(moment(other, position))


def test_what_the_forward_part_prints_is_seen_by_nobody(capfd: pytest.CaptureFixture[str]) -> None:
    engine = small(SMALL.replace("    out =", "    print('here')\n    out ="))
    position = last(engine, turn(5))
    printed = moment(engine, position).printed
    ask_small(engine, [(1.0, 1.0)])
    assert moment(engine, position).printed == printed == "here\n" * 6
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("    out =", "    noise = np.random.random()\n    out ="),
        ("    given = data\n", "    given = data\n    w *= 1.0\n    given[0] = 3.0\n"),
    ],
    ids=["draws", "changes its inputs in place"],
)
def test_a_forward_part_hurts_nobody(old: str, new: str) -> None:
    text = SMALL.replace(old, new)
    one, other = opened(text), opened(text)
    for engine in (one, other):
        engine.run_to(3)
    ask_small(one, [(1.0, 1.0)], iteration=3)
    for engine in (one, other):
        engine.run_to_end()
    at = last(one, turn(19))
    assert moment_bits(moment(one, at)) == moment_bits(moment(other, at))


@pytest.mark.slow
def test_another_seed_changes_only_what_was_never_seen_by_much(toy: Engine) -> None:
    one, two = outputs(ask(toy, last(toy, END))), outputs(ended(2))
    moved = {row: abs(one[row] - two[row]) for row in one}
    assert max(moved[row] for row in KNOWN) < 0.005
    assert max(moved[row] for row in NEVER_SEEN) > 0.1
    assert min(max(moved[row] for row in NEVER_SEEN) / moved[row] for row in KNOWN) > 30


@pytest.mark.slow
def test_the_same_seed_again_gives_the_same_answers(toy: Engine) -> None:
    again = ended(1)
    assert value_bits(again.outputs) == value_bits(ask(toy, last(toy, END)).outputs)
    assert (again.seed, ended(2).seed) == (1, 2)


def test_another_seed_is_trained_as_far(toy: Engine) -> None:
    other = trained(toy, 2, 40)
    assert other is not None
    assert other.last_known == 40
    assert seed_of(other.source) == 2


def test_training_from_another_seed_can_be_given_up(toy: Engine) -> None:
    assert trained(toy, 2, 59_999, lambda: True) is None


@pytest.mark.parametrize(
    ("line", "seed", "again"),
    [
        ("np.random.seed(1)", 1, "np.random.seed(77)"),
        ("np.random.seed( 12345 )", 12345, "np.random.seed( 77 )"),
        ("word = 'über'; np.random.seed(1)  # één", 1, "word = 'über'; np.random.seed(77)  # één"),
        ("g = np.random.default_rng(0)", 0, "g = np.random.default_rng(77)"),
        ("np.random.seed(\n    4\n)", 4, "np.random.seed(\n    77\n)"),
    ],
)
def test_a_seed_is_found_and_replaced(line: str, seed: int, again: str) -> None:
    source = source_of(f"import numpy as np\n{line}\nx = np.random.random()\n")
    assert seed_of(source) == seed
    other = with_seed(source, 77)
    assert other is not None
    assert other.text.splitlines() == f"import numpy as np\n{again}\nx = np.random.random()".splitlines()
    assert seed_of(other) == 77


@pytest.mark.parametrize("line", ["x = 1", "np.random.seed()", "s = 4\nnp.random.seed(s)", "np.random.seed(None)"])
def test_where_no_number_is_the_seed_there_is_no_other(line: str) -> None:
    source = source_of(f"import numpy as np\n{line}\n")
    assert seed_of(source) is None
    assert with_seed(source, 2) is None


def test_a_program_without_a_seed_is_trained_from_no_other() -> None:
    engine = small(SMALL.replace("np.random.seed(3)\n", ""))
    assert trained(engine, 4, 5) is None
    assert ask_small(engine, [(1.0, 1.0)]).seed is None


def test_rows_are_numbers_of_any_kind(toy: Engine) -> None:
    values = {each.name: each.value for each in moment(toy, last(toy, END)).names}
    syn0, syn1 = values["syn0"], values["syn1"]
    assert syn0 is not None
    assert syn1 is not None
    rows = [(0.5, 0.25, 1.0), (-1.0, 3.0, 0.0)]
    found = ask(toy, last(toy, END), rows)
    assert np.allclose(found.outputs.data, forward(syn0.data, syn1.data, rows), rtol=1e-12)
    assert found.known == (False, False)


@pytest.mark.parametrize("columns", range(1, 7))
def test_all_combinations_are_counted_up(columns: int) -> None:
    rows = combinations(columns)
    assert [int(named(row), 2) for row in rows] == list(range(2**columns))
    assert len(rows) <= MOST_ROWS


def test_too_many_combinations_are_none() -> None:
    assert combinations(7) == []
    assert combinations(4, (0, 1, 2)) == []
    assert len(combinations(3, (0, 0.5, 1))) == 27


def refused(engine: Engine, output: str = "out", data: str = "data", rows: Any = ((1.0, 1.0),)) -> str:
    place = turn(5) if engine.last_known >= 5 else SETUP
    position = last(engine, place)
    before = moment_bits(moment(engine, position))
    with pytest.raises(NoAnswerError) as raised:
        answers(engine, position, data, output, rows)
    assert moment_bits(moment(engine, position)) == before
    return str(raised.value)


def test_a_program_without_a_loop_has_no_answer() -> None:
    engine = opened("import numpy as np\ndata = np.ones((2, 2))\nout = data.sum()\n")
    assert refused(engine) == "this program has no loop that trains a network"


def test_a_loop_that_never_turns_has_no_answer() -> None:
    assert "no loop" in refused(small(SMALL.replace("range(20)", "range(0)")))


@pytest.mark.parametrize("output", ["nothing", "data"])
def test_an_output_that_the_loop_does_not_store_is_told(output: str) -> None:
    assert refused(small(), output) == f"the loop `for j in range(20)` gives {output} no value"


@pytest.mark.parametrize("data", ["nothing", "j", "np"])
def test_data_that_is_no_matrix_is_told(data: str) -> None:
    assert refused(small(), data=data) == f"{data} is no matrix with a row for each input"


@pytest.mark.parametrize("rows", [[(1.0,)], [(1.0, 1.0, 1.0)], [1.0, 2.0]])
def test_rows_of_another_length_are_told(rows: Any) -> None:
    assert refused(small(), rows=rows) == "each row must have 2 numbers"


def test_a_forward_part_that_fails_on_other_rows_says_numpys_words() -> None:
    engine = small(SMALL.replace("given.dot(w)", "given.dot(w) * np.ones((3, 1))"))
    told = refused(engine, rows=[(1.0, 1.0), (2.0, 2.0)])
    assert told.startswith("its forward part does not run on other rows: ValueError: operands could not be broadcast")
    assert "(2,1) (3,1)" in told


def test_an_output_that_is_no_array_is_told() -> None:
    engine = small(SMALL.replace("    out = given.dot(w)", "    out = given.dot(w)\n    loss = 1.0"))
    assert refused(engine, "loss") == "loss is no array after the forward part"


def lessons_with_inputs() -> list[str]:
    folders = sorted(each.parent for each in (REPO / "lessons").glob("*/lesson.toml"))
    return [folder.name for folder in folders if load(folder).inputs is not None]


@cache
def run_lesson(name: str) -> tuple[Lesson, Engine]:
    lesson = load(REPO / "lessons" / name)
    engine = Engine(lesson.source, axes=dict(lesson.axes), seed=SEED)
    engine.open()
    assert engine.run_to_end()
    return lesson, engine


def of_lesson(name: str, engine: Engine | None = None) -> Answers:
    lesson, own = run_lesson(name)
    engine = engine or own
    assert lesson.inputs is not None
    return answers(engine, last(engine, turn(own.last_known)), lesson.inputs.data, lesson.inputs.output, ROWS)


@pytest.mark.slow
def test_the_networks_that_learn_name_their_inputs() -> None:
    assert lessons_with_inputs() == ["one_neuron", "relu_brain", "toy_brain"]


@pytest.mark.parametrize("name", ["relu_brain"])
def test_other_lessons_answer_for_known_customers_as_they_learned(name: str) -> None:
    found = of_lesson(name)
    answer = outputs(found)
    assert {named(row) for row, known in zip(ROWS, found.known, strict=True) if known} == set(KNOWN)
    assert {row: answer[row] for row in KNOWN} == pytest.approx({"101": 1, "011": 1, "001": 0, "111": 0}, abs=0.01)


def test_another_seed_with_which_relu_learns_changes_only_what_was_never_seen_by_much() -> None:
    _, engine = run_lesson("relu_brain")
    other = trained(engine, 36, engine.last_known)
    assert other is not None
    one, two = outputs(of_lesson("relu_brain")), outputs(of_lesson("relu_brain", other))
    assert max(abs(one[row] - two[row]) for row in KNOWN) < 0.005
    assert one["010"] > 0.99
    assert two["010"] < 0.02


LAYERED = """import numpy as np


class Net:
    def __init__(self):
        self.layers = [np.full((2, 3), 0.5), np.full((3, 1), 0.25)]

    def forward(self, x):
        out = [x]
        for w in self.layers:
            x = np.tanh(x @ w)
            out.append(x)
        return out


def main():
    X = np.array([[0.5, 1.0], [1.0, 0.25]])
    net = Net()
    for epoch in range(9):
        out = net.forward(X)
        net.layers[0] = net.layers[0] * 0.9


main()
"""


@pytest.mark.parametrize(("returned", "among"), [("out", 3), ("out[-1], {}", 2), ("out[-1]", 0)])
def test_of_the_activations_of_every_layer_the_last_is_the_answer(returned: str, among: int) -> None:
    engine = opened(LAYERED.replace("return out", f"return {returned}"))
    engine.run_to(6)
    rows = [(1.0, 2.0), (3.0, 4.0)]
    found = answers(engine, last(engine, turn(4)), "X", "net.forward(X)", rows)
    weights = np.full((2, 3), 0.5)
    for _ in range(5):
        weights = weights * 0.9
    expected = np.tanh(np.tanh(np.array(rows) @ weights) @ np.full((3, 1), 0.25))
    assert found.outputs.data.tobytes() == expected.tobytes()
    assert found.among == among
