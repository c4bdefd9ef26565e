"""Programs that raise: they open all the same, and what raised is the last operation there is."""

from __future__ import annotations

import json

import numpy as np
import pytest
from engine_help import opened, plain_run, value_bits

from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.moment import moment
from tui_tutor.engine.watch.moves import Move
from tui_tutor.engine.watch.position import END, SETUP, Place, Position, parse_position, turn
from tui_tutor.engine.watch.recording import Event
from tui_tutor.engine.watch.trace import record
from tui_tutor.engine.watch.walk import Walker

NUMPY = "import numpy as np\n"
DOT = "ValueError: shapes (2,3) and (2,3) not aligned: 3 (dim 1) != 2 (dim 0)"
BROADCAST = "ValueError: operands could not be broadcast together with shapes (2,3) (4,)"
LATE = "w = 1\nfor j in range(60000):\n    if j == 30000:\n        w = w / 0\n    w = 1\nprint(w)\n"


def at(text: str) -> Position:
    position = parse_position(text)
    assert position is not None
    return position


def failed(engine: Engine, place: Place) -> Event:
    """The failure of a place, which is its last operation and the only one that failed."""
    events = engine.recording(place).events
    assert [event.error is not None for event in events] == [False] * (len(events) - 1) + [True]
    assert events[-1] is engine.recording(place).failed
    assert events[-1].result is None
    return events[-1]


@pytest.mark.parametrize(
    ("text", "place", "code", "error", "shapes"),
    [
        (NUMPY + "x = np.ones((2, 3))\nz = np.dot(x, x)\n", SETUP, "np.dot(x, x)", DOT, "2×3 · 2×3 → ✗"),
        (NUMPY + "x = np.ones((2, 3))\nz = x.dot(x)\n", SETUP, "x.dot(x)", DOT, "2×3 · 2×3 → ✗"),
        (NUMPY + "x = np.ones((2, 3))\nz = x * np.ones(4)\n", SETUP, "x * np.ones(4)", BROADCAST, "2×3 ∘ 4, → ✗"),
        (
            NUMPY + "x = np.ones((2, 3))\nx += np.ones(4)\n",
            SETUP,
            "x += np.ones(4)",
            "shapes (2,3) (4,)",
            "2×3 + 4, → ✗",
        ),
        (NUMPY + "x = np.ones((2, 3))\nx[5] = 1\n", SETUP, "x[5] = 1", "IndexError: index 5 is out of", None),
        (NUMPY + "x = np.ones((2, 3))\ny = x[0, 7]\n", SETUP, "x[0, 7]", "IndexError: index 7 is out of", None),
        (NUMPY + "x = np.ones((2, 3))\ny = x.reshape(5)\n", SETUP, "x.reshape(5)", "ValueError: cannot reshape", None),
        ("a = 3\nb = a / 0\n", SETUP, "a / 0", "ZeroDivisionError: division by zero", "scalar / 0 → ✗"),
        ("a = 3\nb = a < 'x'\n", SETUP, "a < 'x'", "TypeError: '<' not supported", None),
        ("a, b = 1, 2, 3\n", SETUP, "a, b = 1, 2, 3", "ValueError: too many values to unpack", None),
        ("a = [1]\nassert a[0] == 2\n", SETUP, "assert a[0] == 2", "AssertionError", None),
        ("a = b\nb = 1\n", SETUP, "a = b", "NameError: name 'b' is not defined", None),
        (
            NUMPY + "if np.ones(2):\n    a = 1\n",
            SETUP,
            "if np.ones(2)",
            "ValueError: The truth",
            None,
        ),
        ("for j in 5:\n    a = j\n", SETUP, "for j in 5", "TypeError: 'int' object is not iterable", None),
        (NUMPY + "a = np.array(3)\nfor j in a:\n    b = j\n", SETUP, "for j in a", "TypeError: iteration", None),
        (NUMPY + "a = np.ones(2)\nwhile a:\n    a = 0\n", SETUP, "while a", "ValueError: The truth", None),
        (
            "for j in range(9):\n    a = 1 / j\n",
            turn(0),
            "1 / j",
            "ZeroDivisionError: division by zero",
            "1 / scalar → ✗",
        ),
        ("for j in range(9):\n    a = 1 / (4 - j)\n", turn(4), "1 / (4 - j)", "ZeroDivisionError", "1 / scalar → ✗"),
        (LATE, turn(30_000), "w / 0", "ZeroDivisionError: division by zero", "scalar / 0 → ✗"),
        (
            "n = 3\nwhile 6 / n:\n    n -= 1\n",
            turn(2),
            "6 / n",
            "ZeroDivisionError: division by zero",
            "6 / scalar → ✗",
        ),
        ("for j, k in [(1, 2), 3]:\n    a = j\n", turn(1), "for j, k in [(1, 2), 3]", "TypeError: cannot unpack", None),
        (
            "for j in range(3):\n    a = j\nb = a / 0\n",
            END,
            "a / 0",
            "ZeroDivisionError: division by zero",
            "scalar / 0 → ✗",
        ),
        (
            "for j in range(3):\n    a = j\nelse:\n    b = a / 0\n",
            END,
            "a / 0",
            "ZeroDivisionError",
            "scalar / 0 → ✗",
        ),
    ],
)
def test_the_failing_operation_is_the_last(text: str, place: Place, code: str, error: str, shapes: str | None) -> None:
    engine = opened(text)
    engine.run_to_end()
    event = failed(engine, place)
    assert event.site.code == code
    assert error in str(event.error)
    if shapes is not None:
        assert event.shapes == shapes
    assert event.error == plain_run(text).error


def test_both_operands_of_a_product_that_cannot_be_done() -> None:
    engine = opened(NUMPY + "X = np.arange(12.0).reshape(4, 3)\nz = np.dot(X, X)\n")
    event = failed(engine, SETUP)
    X = np.arange(12.0).reshape(4, 3)
    assert [text.code for text in event.texts] == ["X", "X"]
    assert [value_bits(value) for value in event.operands] == [("ndarray float64", (4, 3), X.tobytes())] * 2


@pytest.mark.parametrize(
    ("statement", "operands"),
    [
        ("z = x * y", ["x", "y"]),
        ("z = x @ x", ["x", "x"]),
        ("z = np.dot(x, x)", ["x", "x"]),
        ("z = x.dot(x)", ["x", "x"]),
        ("x += y", ["x", "y"]),
        ("x[0] += y", ["x[0]", "y"]),
        ("x[0] = y", ["x", "0", "y"]),
        ("x[:, 1] = y", ["x", "y"]),
        ("z = x.reshape(5, 1)", ["x", "5", "1"]),
        ("z = np.concatenate([x, y], axis=0)", ["[x, y]", "0"]),
    ],
)
def test_operands_are_there_although_there_is_no_result(statement: str, operands: list[str]) -> None:
    engine = opened(NUMPY + "x = np.ones((2, 3))\ny = np.ones(4)\n" + statement + "\n")
    event = failed(engine, SETUP)
    assert [text.code for text in event.texts] == operands
    assert len(event.operands) == len(operands)


def test_a_record_has_no_result_and_says_the_error() -> None:
    engine = opened(NUMPY + "x = np.ones((2, 3))\nz = x @ x\n")
    place = SETUP
    row = json.loads(json.dumps(record(place, 3, failed(engine, place))))
    assert row["result"] is None
    assert row["kind"] == "dot"
    assert [operand["shape"] for operand in row["operands"]] == [[2, 3], [2, 3]]
    assert row["error"].startswith("ValueError: matmul")


def test_a_failure_inside_a_called_function_stands_in_that_call() -> None:
    text = "def inner(a):\n    b = a - 1\n    return 1 / b\ndef outer(a):\n    return inner(a)\n"
    text += "for j in range(5):\n    c = outer(3 - j)\n"
    engine = opened(text)
    engine.run_to_end()
    event = failed(engine, turn(2))
    assert (event.site.code, event.depth) == ("1 / b", 2)
    assert [frame.function for frame in event.stack] == ["", "outer", "inner"]
    shown = moment(engine, Position(turn(2), len(engine.recording(turn(2)).events)))
    assert {state.name: state.value and state.value.data for state in shown.locals} == {"a": 1, "b": 0}


def test_a_failure_in_the_setup_leaves_nothing_beyond_it() -> None:
    engine = opened("a = 1\nb = a / 0\nfor j in range(3):\n    c = j\n")
    assert engine.failure is not None
    assert engine.failure.message == "ZeroDivisionError: division by zero"
    assert (engine.failure.span.line, engine.failure.span.column) == (2, 4)
    assert engine.last_known == -1
    assert not engine.has_loop
    assert not engine.run_to(0)
    assert not engine.run_to_end()
    assert not engine.is_complete
    engine.look_ahead()
    assert engine.total is None


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("a = 1\nb = a / 0\nfor j in range(3):\n    c = j\n", "setup:2"),
        ("for j in range(9):\n    a = 1 / (4 - j)\n", "4:3"),
        (LATE, "30000:4"),
        ("for j in range(3):\n    a = j\nb = 1\nc = b / 0\n", "end:2"),
        ("def f(a):\n    return 1 / a\nfor j in range(9):\n    a = f(2 - j)\n", "2:3"),
    ],
)
def test_moves_stop_at_the_failure_and_say_why(text: str, last: str) -> None:
    walker = Walker(opened(text))
    end = walker.move(Position(SETUP, 1), Move.END, True)
    assert end.position == at(last)
    note = "ZeroDivisionError: division by zero"
    for which in (Move.FORWARD, Move.LINE, Move.STEP):
        landing = walker.move(at(last), which, True)
        assert landing.position == at(last)
        assert note in str(landing.note) or last.startswith("end")
    back = walker.move(at(last), Move.BACK, True).position
    assert back != at(last)
    assert walker.move(back, Move.FORWARD, True).position == at(last)


def test_jumping_beyond_the_failure_lands_on_it() -> None:
    walker = Walker(opened(LATE))
    landing = walker.by_iterations(at("0:2"), 40_000, True)
    assert landing.position == at("30000:4")
    assert "ZeroDivisionError" in str(landing.note)
    assert walker.go(at("0:2"), "35000", True).position == at("0:2")
    assert "ZeroDivisionError" in str(walker.go(at("0:2"), "35000", True).note)
    assert walker.engine.run is not None
    assert walker.engine.run.failure is not None
    assert walker.engine.run.failure.span.line == 4


def test_what_was_printed_before_a_failure_is_kept() -> None:
    engine = opened("for j in range(9):\n    print(j)\n    if j == 3:\n        print('so')\n        a = 1 / 0\n")
    engine.run_to_end()
    count = len(engine.recording(turn(3)).events)
    assert moment(engine, Position(turn(3), count)).printed == "0\n1\n2\n3\nso\n"
    assert moment(engine, Position(turn(3), 2)).printed == "0\n1\n2\n3\n"


def test_messages_are_one_line() -> None:
    engine = opened(NUMPY + "a = np.ones(3)\nb = np.linalg.inv(a)\n")
    assert engine.failure is not None
    assert "\n" not in engine.failure.message
    assert engine.failure.message.startswith("LinAlgError")
