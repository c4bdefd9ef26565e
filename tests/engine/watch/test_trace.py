"""Trace records: plain data that reads back bit for bit."""

from __future__ import annotations

import json
import math
from typing import Any

import numpy as np
import pytest
from engine_help import opened
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from tui_tutor.engine.probe.sites import Kind, OperandText, Site
from tui_tutor.engine.text.source import Span
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.position import END, SETUP, turn
from tui_tutor.engine.watch.recording import Event
from tui_tutor.engine.watch.trace import record
from tui_tutor.engine.watch.values import take

FIELDS = (
    "part iteration operation step line column code kind shapes axes depth name operands result notices error".split()
)


def of(value: object) -> dict[str, Any]:
    """The record of a value that a name was bound to, written as JSON and read back."""
    site = Site(0, Kind.BIND, "=", "x = …", Span(1, 0, 1, 5), 0, 1, None, name="x")
    taken = take(value, whole=None)
    event = Event(site, Kind.BIND, (OperandText("…"),), (taken,), taken, 0, (), (), 0, None)
    row = json.loads(json.dumps(record(SETUP, 1, event), allow_nan=False))
    assert row["operands"][0]["value"] == row["result"]["value"]
    found: dict[str, Any] = row["result"]
    return found


def back(value: Any) -> Any:
    """Words for what JSON cannot hold, as numbers again."""
    return [back(item) for item in value] if isinstance(value, list) else float(value)


def test_the_fields_are_those_of_the_contract(toy: Engine) -> None:
    for place in (SETUP, turn(0), turn(1), END):
        for number, event in enumerate(toy.recording(place).events, 1):
            row = record(place, number, event)
            assert list(row) == FIELDS
            assert row["operation"] == number
            assert (row["part"], row["iteration"]) == (place.part.value, place.iteration)
            assert all(set(operand) == {"code", "shape", "dtype", "value"} for operand in row["operands"])


def test_a_whole_iteration_reads_back_bit_for_bit(toy: Engine) -> None:
    for place in (SETUP, turn(0), turn(12_345), END):
        for number, event in enumerate(toy.recording(place).events, 1):
            row = json.loads(json.dumps(record(place, number, event), allow_nan=False))
            values = [(event.result, row["result"])] if event.result is not None else []
            for value, plain in [*values, *zip(event.operands, row["operands"], strict=True)]:
                if value.is_array:
                    assert np.array(plain["value"], value.data.dtype).tobytes() == value.data.tobytes()
                    assert tuple(plain["shape"]) == value.shape
                elif value.is_number:
                    assert plain["value"] == value.data
                    assert plain["shape"] == []
                else:
                    assert {**plain, "code": ""} == {"code": "", "shape": None, "dtype": None, "value": value.text}


@given(arrays(np.float64, array_shapes(max_dims=3, max_side=4), elements=st.floats(width=64, allow_nan=False)))
def test_floats_read_back_bit_for_bit(array: np.ndarray[Any, np.dtype[np.float64]]) -> None:
    assert np.array(back(of(array)["value"])).tobytes() == array.tobytes()


@given(arrays(np.int64, array_shapes(max_dims=2, max_side=4)))
def test_whole_numbers_read_back(array: np.ndarray[Any, np.dtype[np.int64]]) -> None:
    assert np.array(of(array)["value"], np.int64).tobytes() == array.tobytes()


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (math.nan, "nan"),
        (math.inf, "inf"),
        (-math.inf, "-inf"),
        (np.float64("nan"), "nan"),
        (np.float32("-inf"), "-inf"),
        (np.array([1.0, math.nan, math.inf]), [1.0, "nan", "inf"]),
        (np.array([[-math.inf], [0.5]]), [["-inf"], [0.5]]),
        (np.array(math.inf), "inf"),
        (True, True),
        (np.bool_(False), False),
        (np.array([True, False]), [True, False]),
        (10**30, 10**30),
        (np.int8(-5), -5),
        (1 + 2j, {"real": 1.0, "imag": 2.0}),
        (np.zeros((0, 3)), []),
    ],
)
def test_numbers_that_json_knows_and_does_not(value: object, written: object) -> None:
    assert of(value)["value"] == written


def test_negative_zero_keeps_its_sign() -> None:
    assert math.copysign(1, of(-0.0)["value"]) == -1
    assert math.copysign(1, of(np.array([-0.0]))["value"][0]) == -1


@pytest.mark.parametrize(
    ("value", "shape"),
    [(3, []), (np.float64(2), []), (np.zeros(4), [4]), (np.zeros((2, 0)), [2, 0]), ("text", None), ([1, 2], None)],
)
def test_shapes(value: object, shape: list[int] | None) -> None:
    assert of(value)["shape"] == shape


def test_what_is_no_number_is_its_text() -> None:
    assert of("süß")["value"] == "süß"
    assert of([1, 2])["value"] == "[1, 2]"
    assert of(None) == {"shape": None, "dtype": None, "value": "None"}


def test_operands_of_a_store_are_place_index_and_value() -> None:
    engine = opened("import numpy as np\nx = np.zeros(3)\nx[1] = 5.0\n")
    rows = [record(SETUP, k, event) for k, event in enumerate(engine.recording(SETUP).events, 1)]
    assert [operand["code"] for operand in rows[-1]["operands"]] == ["x", "1", "5.0"]
    assert rows[-1]["operands"][0]["value"] == [0, 0, 0]
    assert rows[-1]["result"]["value"] == [0, 5, 0]


def test_operands_of_a_call_are_parameters_in_order_with_defaults() -> None:
    engine = opened("def f(a, b=2, *, c=3):\n    return a + b + c\nf(c=9, a=1)\n")
    row = record(SETUP, 4, engine.recording(SETUP).events[-1])
    assert (row["kind"], row["code"]) == ("call", "f(c=9, a=1)")
    assert [(operand["code"], operand["value"]) for operand in row["operands"]] == [("1", 1), ("2", 2), ("9", 9)]


def test_operands_of_a_method_begin_with_its_receiver() -> None:
    engine = opened("import numpy as np\na = np.ones((2, 3))\nb = a.dot(a.T)\n")
    row = record(SETUP, 5, engine.recording(SETUP).events[4])
    assert (row["kind"], [operand["code"] for operand in row["operands"]]) == ("dot", ["a", "a.T"])


def test_an_update_has_old_and_change() -> None:
    engine = opened("import numpy as np\na = np.ones(2)\na += np.array([1.0, 2.0])\n")
    row = record(SETUP, 5, engine.recording(SETUP).events[-1])
    assert (row["kind"], row["name"], row["shapes"]) == ("update", "a", "2, + 2, → 2,")
    assert [operand["value"] for operand in row["operands"]] == [[1, 1], [1, 2]]
    assert row["result"]["value"] == [2, 3]
