"""The toy brain, operation by operation, against the design and against numbers computed without the engine."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from engine_help import last, names_of

from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.moment import moment
from tui_tutor.engine.watch.position import END, SETUP, Place, Position, turn
from tui_tutor.engine.watch.trace import record

FACTS = json.loads((Path(__file__).parent / "facts_seed1.json").read_text())
CHECKPOINTS = {row["j"]: row for row in FACTS["checkpoints"]}

SIGMOID = ["deriv == True", "if deriv == True", "-x", "np.exp(-x)", "1+np.exp(-x)", "1/(1+np.exp(-x))"]
SLOPE = ["deriv == True", "if deriv == True", "1-x", "x*(1-x)"]
ITERATION_0 = [
    *("for j in range(60000)", "l0 = X"),
    *("np.dot(l0, syn0)", *SIGMOID, "nonlin(np.dot(l0, syn0))", "l1 = nonlin(np.dot(l0, syn0))"),
    *("np.dot(l1, syn1)", *SIGMOID, "nonlin(np.dot(l1, syn1))", "l2 = nonlin(np.dot(l1, syn1))"),
    *("y - l2", "l2_error = y - l2"),
    *("j % 10000", "(j % 10000) == 0", "if (j % 10000) == 0"),
    *("np.abs(l2_error)", "np.abs(l2_error) / 2", "np.sum(np.abs(l2_error) / 2)"),
    *("str(np.sum(np.abs(l2_error) / 2))", '"Total error now: " + str(np.sum(np.abs(l2_error) / 2))'),
    'print("Total error now: " + str(np.sum(np.abs(l2_error) / 2)))',
    *(
        *SLOPE,
        "nonlin(l2, deriv=True)",
        "l2_error*nonlin(l2, deriv=True)",
        "l2_delta = l2_error*nonlin(l2, deriv=True)",
    ),
    *("syn1.T", "l2_delta.dot(syn1.T)", "l1_error = l2_delta.dot(syn1.T)"),
    *(*SLOPE, "nonlin(l1, deriv=True)", "l1_error * nonlin(l1, deriv=True)"),
    "l1_delta = l1_error * nonlin(l1, deriv=True)",
    *("l1.T", "l1.T.dot(l2_delta)", "syn1 += l1.T.dot(l2_delta)"),
    *("l0.T", "l0.T.dot(l1_delta)", "syn0 += l0.T.dot(l1_delta)"),
]
FORWARD = "dot compare branch elementwise elementwise elementwise elementwise call bind".split()
BACKWARD = "compare branch elementwise elementwise call elementwise bind".split()
KINDS_0 = (
    "loop bind".split()
    + FORWARD
    + FORWARD
    + "elementwise bind elementwise compare branch".split()
    + "elementwise elementwise reduce other other print".split()
    + BACKWARD
    + "transpose dot bind".split()
    + BACKWARD
    + "transpose dot update transpose dot update".split()
)
SETUP_KINDS = (
    "import define create bind create bind random random elementwise elementwise bind".split()
    + "random elementwise elementwise bind create".split()
)
PRODUCTS = [
    ("4×3 · 3×4 → 4×4", "customer×question · question×hidden → customer×hidden"),
    ("4×4 · 4×1 → 4×1", "customer×hidden · hidden×output → customer×output"),
    ("4×1 · 1×4 → 4×4", "customer×output · output×hidden → customer×hidden"),
    ("4×4 · 4×1 → 4×1", "hidden×customer · customer×output → hidden×output"),
    ("3×4 · 4×4 → 3×4", "question×customer · customer×hidden → question×hidden"),
]


def records(engine: Engine, place: Place) -> list[dict[str, Any]]:
    return [record(place, k, event) for k, event in enumerate(engine.recording(place).events, 1)]


def result_of(rows: list[dict[str, Any]], code: str) -> Any:
    return next(row["result"]["value"] for row in rows if row["code"] == code)


def test_each_part_has_its_operations(toy: Engine) -> None:
    assert [len(toy.recording(place).events) for place in (SETUP, turn(0), turn(1), END)] == [16, 54, 48, 2]


@pytest.mark.parametrize("iteration", range(0, 60_000, 10_000))
def test_an_iteration_that_prints_has_six_more(toy: Engine, iteration: int) -> None:
    assert len(toy.recording(turn(iteration)).events) == 54
    assert len(toy.recording(turn(iteration + 1)).events) == 48
    assert len(toy.recording(turn(iteration + 9_999)).events) == 48


def test_operations_come_in_the_order_of_the_design(toy: Engine) -> None:
    assert [row["code"] for row in records(toy, turn(0))] == ITERATION_0
    assert [row["code"] for row in records(toy, turn(1))] == ITERATION_0[:25] + ITERATION_0[31:]


def test_kinds(toy: Engine) -> None:
    assert [row["kind"] for row in records(toy, turn(0))] == KINDS_0
    assert [row["kind"] for row in records(toy, turn(1))] == KINDS_0[:25] + KINDS_0[31:]
    assert [row["kind"] for row in records(toy, SETUP)] == SETUP_KINDS
    assert [row["kind"] for row in records(toy, END)] == ["print", "print"]


def test_only_text_is_of_kind_other(toy: Engine) -> None:
    others = [row["code"] for place in (SETUP, turn(0), END) for row in records(toy, place) if row["kind"] == "other"]
    assert others == ITERATION_0[28:30]


def test_the_five_products_and_their_axes(toy: Engine) -> None:
    dots = [row for row in records(toy, turn(1)) if row["kind"] == "dot"]
    assert [(row["shapes"], row["axes"]) for row in dots] == PRODUCTS


def test_operations_on_arrays_have_a_shape_rule(toy: Engine) -> None:
    rows = records(toy, SETUP) + records(toy, turn(0))
    ruled = {"dot", "elementwise", "transpose", "reduce", "update"}
    assert all(row["shapes"] for row in rows if row["kind"] in ruled)
    assert all(row["shapes"] is None for row in rows if row["kind"] in ("import", "define"))


def test_a_declared_name_shows_its_axes_where_it_is_bound(toy: Engine) -> None:
    bound = {row["name"]: row["axes"] for row in records(toy, SETUP) if row["kind"] == "bind"}
    assert bound == {
        "X": "customer×question",
        "y": "customer×output",
        "syn0": "question×hidden",
        "syn1": "hidden×output",
    }


def test_every_live_matrix_has_the_axes_of_its_meaning(toy: Engine) -> None:
    axes = {s.name: "×".join(str(a) for a in s.value.axes) for s in moment(toy, last(toy, turn(5))).names if s.value}
    assert axes == {
        "j": "",
        "X": "customer×question",
        "y": "customer×output",
        "syn0": "question×hidden",
        "syn1": "hidden×output",
        "l0": "customer×question",
        "l1": "customer×hidden",
        "l2": "customer×output",
        "l2_error": "customer×output",
        "l2_delta": "customer×output",
        "l1_error": "customer×hidden",
        "l1_delta": "customer×hidden",
    }


def test_steps(toy: Engine) -> None:
    assert [row["step"] for row in records(toy, SETUP)] == [None, 1, 2, 2, 3, 3, 4, *[5] * 8, 6]
    steps = [6, *[7] * 19, *[8] * 2, *[9] * 9, *[10] * 7, *[11] * 3, *[12] * 7, *[13] * 6]
    assert [row["step"] for row in records(toy, turn(0))] == steps
    assert [row["step"] for row in records(toy, END)] == [None, None]


def test_depths_and_names(toy: Engine) -> None:
    rows = records(toy, turn(0))
    inside = [*range(4, 10), *range(13, 19), *range(32, 36), *range(42, 46)]
    assert [row["operation"] for row in rows if row["depth"] == 1] == inside
    stored = "l0 l1 l2 l2_error l2_delta l1_error l1_delta syn1 syn0".split()
    assert [row["name"] for row in rows if row["name"]] == stored
    assert {row["name"] for row in rows if row["kind"] not in ("bind", "update")} == {None}


def test_lines_and_columns_are_those_of_the_text(toy: Engine) -> None:
    for place in (SETUP, turn(0), END):
        for row in records(toy, place):
            first = row["code"].split("\n")[0]
            line = toy.source.lines[row["line"] - 1]
            assert line[row["column"] : row["column"] + len(first)] == first


def test_operands(toy: Engine) -> None:
    rows = records(toy, turn(0))
    operands = {row["operation"]: [operand["code"] for operand in row["operands"]] for row in rows}
    assert operands[3] == ["l0", "syn0"]
    assert operands[10] == ["np.dot(l0, syn0)", "False"]
    assert operands[36] == ["l2", "True"]
    assert operands[40] == ["l2_delta", "syn1.T"]
    assert operands[51] == ["syn1", "l1.T.dot(l2_delta)"]
    assert operands[54] == ["syn0", "l0.T.dot(l1_delta)"]
    assert rows[50]["operands"][0]["value"] == FACTS["syn1_init"]


def close(found: Any, wanted: Any) -> None:
    np.testing.assert_allclose(np.array(found), np.array(wanted), rtol=0, atol=1e-9)


def test_iteration_0_against_the_facts(toy: Engine) -> None:
    rows, facts = records(toy, turn(0)), FACTS["iteration_0"]
    by_name = {row["name"]: row["result"]["value"] for row in rows if row["name"]}
    for name in ("l1", "l2", "l2_error", "l2_delta", "l1_error", "l1_delta"):
        close(by_name[name], facts[name])
    close(result_of(rows, "np.dot(l0, syn0)"), facts["z1"])
    close(result_of(rows, "np.dot(l1, syn1)"), facts["z2"])
    close(result_of(rows, "nonlin(l2, deriv=True)"), facts["l2_slope"])
    close(result_of(rows, "nonlin(l1, deriv=True)"), facts["l1_slope"])
    close(result_of(rows, "l1.T.dot(l2_delta)"), facts["syn1_update"])
    close(result_of(rows, "l0.T.dot(l1_delta)"), facts["syn0_update"])
    close(result_of(rows, "np.sum(np.abs(l2_error) / 2)"), CHECKPOINTS[0]["total_half_abs"])
    start = names_of(moment(toy, last(toy, SETUP)))
    for name in ("X", "y", "syn0", "syn1"):
        key = name if name in "Xy" else f"{name}_init"
        wanted = np.array(FACTS[key], dtype=str(start[name][0]).split()[1])
        assert start[name][1:] == (wanted.shape, wanted.tobytes())


@pytest.mark.parametrize("iteration", sorted(CHECKPOINTS))
def test_checkpoints(toy: Engine, iteration: int) -> None:
    fact = CHECKPOINTS[iteration]
    rows = records(toy, turn(iteration))
    before = {row["name"]: row["operands"][0]["value"] for row in rows if row["kind"] == "update"}
    close(before["syn0"], fact["syn0"])
    close(before["syn1"], fact["syn1"])
    close(np.ravel(next(row["result"]["value"] for row in rows if row["name"] == "l2")), fact["l2"])
    close(moment(toy, last(toy, turn(iteration))).error, fact["mean_abs"])


def test_the_end_against_the_facts(toy: Engine) -> None:
    final = FACTS["final_after_60000_updates"]
    states = {state.name: state.value for state in moment(toy, last(toy, END)).names}
    for name in ("syn0", "syn1"):
        value = states[name]
        assert value is not None
        close(value.data, final[name])
    l2 = records(toy, END)[1]["operands"][0]["value"]
    close(np.ravel(l2), CHECKPOINTS[59_999]["l2"])


def test_the_printed_totals_are_those_of_the_program(toy: Engine) -> None:
    printed = moment(toy, last(toy, END)).printed.splitlines()
    totals = [CHECKPOINTS[j]["total_half_abs"] for j in range(0, 60_000, 10_000)]
    assert [line.startswith("Total error now: ") for line in printed[:7]] == [True] * 6 + [False]
    close([float(line.removeprefix("Total error now: ")) for line in printed[:6]], totals)
    assert moment(toy, Position(turn(0), 30)).printed == ""
    assert moment(toy, Position(turn(0), 31)).printed == printed[0] + "\n"
    assert moment(toy, Position(turn(10_000), 1)).printed == printed[0] + "\n"


def test_left_over_and_empty_names(toy: Engine) -> None:
    first = {state.name: state for state in moment(toy, Position(turn(0), 1)).names}
    assert first["l1"].value is None
    assert first["l1"].expected is not None
    assert first["l1"].expected.shape == (4, 4)
    later = {state.name: state for state in moment(toy, Position(turn(7), 2)).names}
    assert {name for name, state in later.items() if state.left_over} == {
        *("l1", "l2", "l2_error", "l2_delta", "l1_error", "l1_delta"),
    }
    assert later["l0"].alias_of == "X"
    assert later["l0"].changed
