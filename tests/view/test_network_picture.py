from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from study import forms

from tui_tutor.engine.watch.position import turn
from tui_tutor.engine.watch.standing import NameState
from tui_tutor.engine.watch.values import take
from tui_tutor.study.network import Network
from tui_tutor.view.acting import frames
from tui_tutor.view.cursor import Cursor
from tui_tutor.view.gallery import gallery
from tui_tutor.view.layout import Panel
from tui_tutor.view.lines import Line, text_of, width
from tui_tutor.view.naming import Names
from tui_tutor.view.numbers import number
from tui_tutor.view.panels import content_of
from tui_tutor.view.pictures.fitting import Focus
from tui_tutor.view.pictures.layers import layers_of, push, weights_of
from tui_tutor.view.pictures.lit import Lit, lit
from tui_tutor.view.pictures.network import focus_of, network
from tui_tutor.view.pointing import other_example, other_neuron
from tui_tutor.view.state import State
from view.opened import Opened, script, toy
from view.values import axis_names, floats

USUAL, LARGE = (42, 12), (72, 40)

BIASED = """import numpy as np
X, y = np.array([[0.0, 1.0], [1.0, 1.0]]), np.ones((2, 1))
w, b = np.array([[0.5], [-0.25]]), np.array([[0.125]])
for i in range(3):
    out = np.tanh(X.dot(w) + b)
    push = y - out
    w += X.T.dot(push)
    b += push.sum()
"""


@cache
def trained() -> Opened:
    toy().engine.run_to(10_000)
    return toy()


def shown(place: str, size: tuple[int, int] = USUAL, **changes: object) -> list[Line]:
    state = replace(trained().state(place), picture="network", **changes)  # type: ignore[arg-type]
    return gallery(state, *size)


def text(lines: list[Line]) -> str:
    return "\n".join(text_of(each) for each in lines)


def pointed(row: int, column: int) -> Cursor:
    return Cursor(Panel.STAGE, "r", row, column)


@pytest.mark.parametrize("place", ["0:3", "0:12", "0:40", "0:51", "0:54", "10000:3", "10000:48"])
@pytest.mark.parametrize("size", [USUAL, LARGE, (38, 8)])
def test_every_node_has_its_name_and_its_value_whole(place: str, size: tuple[int, int]) -> None:
    drawn = text(shown(place, size, example=1))
    values = {each.name: each.value for each in trained().moment(place).names}
    for name, letter in (("l0", "Q"), ("l1", "H"), ("l2", "O")):
        value = values[name]
        for node in range({"Q": 3, "H": 4, "O": 1}[letter]):
            cell = "·" if value is None else str(value.data[1, node]) if letter == "Q" else number(value.data[1, node])
            found = drawn[drawn.index(f"{letter}{node + 1} ") :][3:].lstrip()
            assert found.startswith(cell), (name, node)


@pytest.mark.parametrize("size", [USUAL, LARGE])
@pytest.mark.parametrize("place", ["0:3", "0:51", "10000:48"])
def test_all_weights_can_be_read_by_going_from_neuron_to_neuron(place: str, size: tuple[int, int]) -> None:
    values = {each.name: each.value for each in trained().moment(place).names}
    syn0, syn1 = values["syn0"], values["syn1"]
    assert syn0 is not None
    assert syn1 is not None
    for node in range(4):
        drawn = text(shown(place, size, neuron=node + 1))
        for weight in (*syn0.data[:, node], syn1.data[node, 0]):
            assert number(weight) in drawn, (node, weight)
    drawn = text(shown(place, size, neuron=5))
    assert all(number(weight) in drawn for weight in syn1.data[:, 0])


def test_where_there_is_room_all_weights_are_there_at_once() -> None:
    drawn = text(shown("10000:3", LARGE))
    values = {each.name: each.value for each in trained().moment("10000:3").names}
    for name in ("syn0", "syn1"):
        value = values[name]
        assert value is not None
        assert all(number(weight) in drawn for weight in value.data.ravel())


def test_the_keys_are_named() -> None:
    drawn = text(shown("0:3"))
    assert "r next" in drawn
    assert "h weights" in drawn


def test_all_rows_are_gone_through_and_back() -> None:
    state = trained().state("0:20")
    seen = []
    for _ in range(4):
        state = other_example(state, 1)
        seen.append(state.example)
    assert seen == [1, 2, 3, 0]
    assert other_example(state, -1).example == 3
    drawn = [text(shown("0:20", example=at)) for at in range(4)]
    assert [each[each.index("O1 ") + 3 :][:5] for each in drawn] == ["+0.54", "+0.49", "+0.47", "+0.54"]
    assert all(f"C{at + 1} of 4 customers" in each for at, each in enumerate(drawn))


def test_all_neurons_are_gone_through_and_none() -> None:
    state, seen = trained().state("0:20"), []
    for _ in range(6):
        state = other_neuron(state, 1)
        seen.append(state.neuron)
    assert seen == [1, 2, 3, 4, 5, 0]
    assert other_neuron(state, -1).neuron == 5
    chain = trained().moment("0:20").network
    assert chain is not None
    names = {each.name: each for each in trained().moment("0:20").names}
    assert [focus_of(chain, names, count) for count in (0, 1, 4, 5)] == [
        None,
        Focus(1, 0),
        Focus(1, 3),
        Focus(2, 0),
    ]


def test_at_a_product_the_edges_of_the_cell_in_use_have_their_numbers() -> None:
    assert all(each in text(shown("0:3")) for each in ("−0.17", "−0.71", "−0.21"))
    drawn = text(shown("0:3", cursor=pointed(2, 3)))
    assert "C3 of 4 customers" in drawn
    assert all(each in drawn for each in ("−0.40", "−0.31", "+0.37"))
    hovered = text(shown("0:3", hover=pointed(2, 3)))
    assert hovered == drawn, "the mouse points as the keys do"
    event = trained().moment("0:3").event
    assert event is not None
    acted = next(each for each in frames(event) if (each.row, each.column) == (2, 3))
    assert text(shown("0:3", frame=acted)) == drawn


def test_deltas_stand_at_the_nodes_on_the_way_back() -> None:
    before, after, later = (text(shown(place)) for place in ("0:37", "0:38", "0:48"))
    assert not set("▲▼") & set(before)
    assert "O1 +0.54▲" in after
    assert "+0.113" in after
    assert "H1 +0.41▼" in later
    assert "−0.016" in later
    assert "which way each should move" in after


def test_those_of_the_iteration_before_are_not_shown() -> None:
    assert not set("▲▼") & set(text(shown("10000:20")))


def test_at_an_update_each_edge_tells_whether_it_grows() -> None:
    drawn = text(shown("0:54"))
    event = trained().moment("0:54").event
    assert event is not None
    assert event.result is not None
    rises = int((event.result.data > event.operands[0].data).sum())
    nodes = text(shown("0:53"))
    assert drawn.count("▲") - 1 == nodes.count("▲") + rises
    assert drawn.count("▼") - 1 == nodes.count("▼") + 12 - rises
    one = text(shown("0:54", cursor=pointed(1, 3)))
    assert "▼−0.309" in one


def test_a_bias_is_told() -> None:
    state = replace(script(BIASED).state("0:4"), picture="network")
    assert "b+0.12" in text(gallery(state, *USUAL))


@st.composite
def networks(draw: st.DrawFn) -> tuple[Network, dict[str, NameState]]:
    sizes = draw(st.lists(st.integers(1, 12), min_size=2, max_size=4))
    count, axes = draw(st.integers(0, 5)), [draw(axis_names) for _ in sizes]
    filling = draw(st.lists(floats, min_size=1, max_size=6))
    layers = tuple(f"layer{at}" for at in range(len(sizes)))
    weights = tuple(f"w{at}" for at in range(len(sizes) - 1))
    deltas = tuple(f"d{at}" if draw(st.booleans()) else None for at in range(len(weights)))
    biases = tuple(f"b{at}" if draw(st.booleans()) else None for at in range(len(weights)))
    names: dict[str, NameState] = {}

    def add(name: str | None, shape: tuple[int, ...], named: tuple[str | None, ...]) -> None:
        if name is not None:
            value = replace(take(np.resize(np.array(filling), shape)), axes=named)
            gone = draw(st.booleans())
            names[name] = NameState(name, None if gone else value, value, left_over=draw(st.booleans()))

    for at, (name, size) in enumerate(zip(layers, sizes, strict=True)):
        add(name, (count, size), ("customer", axes[at]))
    for at, name in enumerate(weights):
        add(name, (sizes[at], sizes[at + 1]), (axes[at], axes[at + 1]))
        add(deltas[at], (count, sizes[at + 1]), ("customer", axes[at + 1]))
        add(biases[at], (1, sizes[at + 1]), (None, axes[at + 1]))
    return Network(layers, weights, None, deltas, biases), names


@settings(deadline=None, max_examples=150)
@given(networks(), st.integers(0, 6), st.integers(1, 90), st.integers(1, 45), st.integers(0, 60), st.booleans())
@pytest.mark.slow
def test_it_is_never_larger_than_asked(
    made: tuple[Network, dict[str, NameState]], example: int, columns: int, rows: int, count: int, is_lit: bool
) -> None:
    chain, names = made
    value = names["w0"].expected
    about = Lit("w0", "words", since=None, to=count % 3, old=value, new=value) if is_lit else None
    lines = network(chain, names, example, columns, rows, about, focus_of(chain, names, count))
    assert len(lines) <= rows
    assert all(width(each) <= columns for each in lines)
    assert all(text_of(each).isprintable() for each in lines)


def test_a_state_without_a_network_stays_as_it_is() -> None:
    state: State = script("x = 1\n").state("setup:1")
    assert other_example(state, 1).example == 0
    assert other_neuron(state, 1) == state


@cache
def formed(text: str) -> Opened:
    program = script(text)
    program.engine.run_to(5)
    return program


FORMS = {name: getattr(forms, name) for name in ("COLUMNS", "NEURON", "LISTS", "METHOD", "OBJECTS", "ONE_AT_A_TIME")}


@pytest.mark.parametrize("size", [(46, 14), (34, 9)])
@pytest.mark.parametrize("name", FORMS)
@pytest.mark.slow
def test_it_is_drawn_in_whatever_form_it_is_written(name: str, size: tuple[int, int]) -> None:
    program = formed(FORMS[name])
    operations = program.moment("4:1").operations
    for operation in range(1, operations + 1, 3):
        shown = program.moment(f"4:{operation}")
        assert shown.network is not None
        lines = content_of(Panel.PICTURE, replace(program.state(f"4:{operation}"), picture="network"), *size).lines
        assert len(lines) <= size[1]
        assert all(width(each) <= size[0] for each in lines)
        assert "no room" not in "\n".join(map(text_of, lines))


@pytest.mark.parametrize(
    ("name", "weight", "bias"),
    [("COLUMNS", 'params["W1"]', 'params["b1"]'), ("METHOD", "net.w0", "net.b0"), ("LISTS", "weights[0]", "biases[0]")],
)
def test_its_numbers_are_those_of_the_program(name: str, weight: str, bias: str) -> None:
    program = formed(FORMS[name])
    last = program.moment("4:1").operations
    shown = program.moment(f"4:{last}")
    assert shown.network is not None
    names = {each.name: each for each in shown.names}
    weights, layers = weights_of(shown.network, names)[0], layers_of(shown.network, names)
    values = np.array(names[weight].value.data)  # type: ignore[union-attr]
    assert weights is not None
    assert np.array_equal(weights.data, values.T if name == "COLUMNS" else values)
    assert weights.data.shape == (layers[0].size, layers[1].size) == (2, 3)
    held = np.ravel(names[bias].value.data)  # type: ignore[union-attr]
    assert [layers[1].bias(node) for node in range(3)] == held.tolist()
    hidden = layers[1].values
    assert hidden is not None
    assert hidden.data.shape == (4, 3)
    drawn = "\n".join(map(text_of, network(shown.network, names, 2, 60, 20)))
    for node in range(3):
        assert number(hidden.data[2, node], 2) in drawn
        assert f"b{number(held[node], 2)}" in drawn


def test_a_name_that_holds_something_else_just_now_draws_nothing() -> None:
    program = formed(FORMS["LISTS"])
    for operation in range(1, program.moment("4:1").operations + 1):
        shown = program.moment(f"4:{operation}")
        assert shown.network is not None
        for layer in layers_of(shown.network, {each.name: each for each in shown.names}):
            assert layer.values is None or layer.values.data.shape[1] == layer.size


def test_nodes_are_to_move_against_what_the_weights_go_against() -> None:
    program = formed(FORMS["NEURON"])
    last = program.moment("4:1").operations
    shown = program.moment(f"4:{last}")
    assert shown.network is not None
    names = {each.name: each for each in shown.names}
    output = layers_of(shown.network, names)[-1]
    error = names["error"].value
    assert error is not None
    found = push(output, 0, 0)
    assert found is not None
    assert error.data[0] > 0, "the output is too large for the first example"
    assert found[0] == "▼"
    assert found[2] == -error.data[0]


@pytest.mark.parametrize(
    ("name", "code", "words"),
    [
        ("METHOD", "X @ self.w0", "forward through net.w0 ▶"),
        ("METHOD", "d_out @ self.w1.T", "◀ back through net.w1"),
        ("METHOD", "self.w1 -= ", "▲▼ how net.w1 changes"),
        ("LISTS", "a @ W", "forward through weights[0] ▶"),
        ("LISTS", "delta @ weights[i].T", "◀ back through weights[1]"),
        ("LISTS", "weights[i] -= ", "▲▼ how weights[1] changes"),
        ("COLUMNS", 'np.dot(params["W1"], X)', 'forward through params["W1"] ▶'),
        ("COLUMNS", 'np.dot(params["W2"].T, dZ2)', '◀ back through params["W2"]'),
        ("COLUMNS", "np.dot(dZ1, X.T)", 'the change of params["W1"]'),
        ("COLUMNS", 'params["W1"] = ', '▲▼ how params["W1"] changes'),
        ("NEURON", "X @ w", "forward through w ▶"),
        ("OBJECTS", "x @ self.W.T", "forward through layers[0].W ▶"),
        ("OBJECTS", "grad @ self.W", "◀ back through layers[1].W"),
    ],
)
def test_what_an_operation_is_about_is_lit_whatever_it_calls_the_weights(name: str, code: str, words: str) -> None:
    program = formed(FORMS[name])
    events = program.engine.recording(turn(4)).events
    at = next(at for at, event in enumerate(events, 1) if event.site.code.startswith(code))
    shown = program.moment(f"4:{at}")
    assert shown.network is not None
    about = lit(shown.event, shown.network, Names(shown.names, shown.locals))
    assert about is not None
    assert about.words == words


def test_where_there_is_no_line_for_it_a_nodes_bias_is_told_with_its_weights() -> None:
    program = formed(FORMS["METHOD"])
    shown = program.moment(f"4:{program.moment('4:1').operations}")
    assert shown.network is not None
    names = {each.name: each for each in shown.names}
    drawn = "\n".join(map(text_of, network(shown.network, names, 0, 44, 7, focus=focus_of(shown.network, names, 2))))
    held = names["net.b0"].value
    assert held is not None
    assert f"its weights, bias {number(held.data[1], 2)}" in drawn
