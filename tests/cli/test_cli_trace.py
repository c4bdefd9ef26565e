from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from command_line import FAILS_LATE, messages, toytutor, write, write_lesson

from tui_tutor.cli import main
from tui_tutor.commands.table import table
from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.position import turn
from tui_tutor.lesson.find import find
from tui_tutor.lesson.load import load

FIELDS: dict[str, type | tuple[type, ...]] = {
    "part": str,
    "iteration": (int, type(None)),
    "operation": int,
    "step": (int, type(None)),
    "line": int,
    "column": int,
    "code": str,
    "kind": str,
    "shapes": (str, type(None)),
    "axes": (str, type(None)),
    "depth": int,
    "name": (str, type(None)),
    "operands": list,
    "result": dict,
    "notices": list,
    "error": type(None),
}
"""The fields of a record in their order, each with its types."""

SHOWN_LESSON = """\
Two steps · iteration 1 of 3 · 3 operations

#  line  kind         code               shapes       value

step 2 of 2 · Double it
1     5  loop         for j in range(3)  scalar       1
2     6  elementwise  2 * x              2 ∘ 2, → 2,  +4.000 −8.000
3     6  bind         x = 2 * x          2,           +4.000 −8.000
"""


def records(capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, Any]]:
    assert main(["trace", *words, "--json"]) == 0
    shown = capsys.readouterr()
    assert shown.err == ""
    return [json.loads(line) for line in shown.out.splitlines()]


@pytest.mark.parametrize(
    ("words", "part", "iteration", "count"),
    [
        (["--setup"], "setup", None, 16),
        ([], "loop", 0, 54),
        (["--iteration", "1"], "loop", 1, 48),
        (["--iteration", "59,999"], "loop", 59999, 48),
        (["--end"], "end", None, 2),
    ],
    ids=["setup", "0", "1", "last", "end"],
)
@pytest.mark.few(2)
def test_records(
    words: list[str], part: str, iteration: int | None, count: int, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = records(capsys, "toy_brain", *words)
    assert [row["operation"] for row in rows] == list(range(1, count + 1))
    for row in rows:
        assert list(row) == list(FIELDS)
        assert all(isinstance(row[name], kinds) for name, kinds in FIELDS.items())
        assert (row["part"], row["iteration"]) == (part, iteration)
        assert row["kind"] in set(Kind)
        for value in [*row["operands"], row["result"]]:
            assert list(value)[-3:] == ["shape", "dtype", "value"]
            assert value["shape"] is None or isinstance(value["shape"], list)


def test_one_record_in_full(capsys: pytest.CaptureFixture[str]) -> None:
    row = records(capsys, "toy_brain")[2]
    result, operands = row.pop("result"), row.pop("operands")
    assert row == {
        "part": "loop",
        "iteration": 0,
        "operation": 3,
        "step": 7,
        "line": 58,
        "column": 16,
        "code": "np.dot(l0, syn0)",
        "kind": "dot",
        "shapes": "4×3 · 3×4 → 4×4",
        "axes": "customer×question · question×hidden → customer×hidden",
        "depth": 0,
        "name": None,
        "notices": [],
        "error": None,
    }
    answers = [[1, 0, 1], [0, 1, 1], [0, 0, 1], [1, 1, 1]]
    whole = np.dtype(int).name
    assert [list(operand) for operand in operands] == [["code", "shape", "dtype", "value"]] * 2
    assert operands[0] == {"code": "l0", "shape": [4, 3], "dtype": whole, "value": answers}
    assert operands[1]["value"][0][0] == -0.165955990594852
    assert result["shape"] == [4, 4]
    assert result["value"][2] == operands[1]["value"][2]


def test_records_are_utf_8_whatever_the_terminal(tmp_path: Path) -> None:
    program = write(tmp_path / "program.py", "import numpy as np\nx = np.zeros((2, 3))\ny = 'half: \\ud800'\n")
    done = toytutor("trace", str(program), "--setup", "--json")
    assert (done.returncode, done.stderr) == (0, b"")
    rows = [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]
    assert rows[1]["shapes"] == "→ 2×3"
    assert rows[-1]["result"]["value"] == "half: \ud800"


def test_numbers_that_json_has_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "import numpy as np\nx = np.log(np.array([0.0, -1.0, 1.0]))\ny = -x[0]\n"
    rows = records(capsys, str(write(tmp_path / "program.py", text)), "--setup")
    assert rows[2]["result"]["value"] == ["-inf", "nan", 0.0]
    assert rows[-1]["result"] == {"shape": [], "dtype": "float64", "value": "inf"}
    assert [row["notices"] for row in rows] == [[], [], ["nan", "inf"], [], [], ["inf"], []]


@pytest.mark.slow
def test_arrays_are_written_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = records(capsys, str(write(tmp_path / "program.py", "import numpy as np\nx = np.zeros(200000)\n")), "--setup")
    assert len(rows[-1]["result"]["value"]) == 200_000


def test_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_lesson(tmp_path / "lesson")
    assert main(["trace", str(folder), "--iteration", "1"]) == 0
    assert capsys.readouterr().out == SHOWN_LESSON


def test_table_of_the_toy_brain(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trace", "toy_brain"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "The toy brain · iteration 0 of 60,000 · 54 operations"
    headings = [line for line in lines if line.startswith("step ")]
    assert [heading.split(" · ")[0] for heading in headings] == [f"step {n} of 13" for n in range(6, 14)]
    assert max(map(len, lines)) <= 100
    [row] = [line for line in lines if line.startswith(" 3 ")]
    assert row.split()[:4] == ["3", "58", "dot", "np.dot(l0,"]
    assert "4×3 · 3×4 → 4×4" in row
    assert row.endswith("−0.372 +0.518 −1.161 …")


@pytest.mark.parametrize("width", [60, 80, 100, 140, 300])
@pytest.mark.slow
def test_table_keeps_to_its_width(width: int) -> None:
    lesson = load(find("toy_brain"))
    engine = Engine(lesson.source)
    engine.open()
    lines = list(table(lesson, turn(0), engine.recording(turn(0)).events, total=engine.total, width=width))
    assert max(map(len, lines)) <= width
    assert lines[2].split() == ["#", "line", "kind", "code", "shapes", "value"]


def test_parts_of_a_table_without_steps(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    program = write(tmp_path / "program.py", "x = '漢\\n字'\nprint(x)\nfor j in range(1):\n    x = j\n")
    assert main(["trace", str(program), "--setup"]) == 0
    assert "step" not in (shown := capsys.readouterr().out)
    assert "漢…" in shown
    assert main(["trace", str(program), "--end"]) == 0
    assert capsys.readouterr().out == "program.py · end · 0 operations\n"


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("7", "7"),
        ("-3", "−3"),
        ("1 > 2", "False"),
        ("0.0", "0.000"),
        ("-0.5", "−0.500"),
        ("float('-inf')", "−inf"),
        ("np.array([1.0, -2.0])", "+1.000 −2.000"),
        ("np.zeros((0, 3))", "empty"),
        ("'two\\nlines'", "two…"),
        ("None", ""),
    ],
)
def test_values_in_short(expression: str, text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    program = write(tmp_path / "program.py", f"import numpy as np\nx = {expression}\n")
    assert main(["trace", str(program), "--setup"]) == 0
    head, *_, last = capsys.readouterr().out.splitlines()[2:]
    assert last[head.index("value") :].strip() == text


@pytest.mark.parametrize(
    ("text", "words", "message"),
    [
        ("for j in range(3):\n    x = j\n", ["--iteration", "3"], "there is no iteration 3: the last is 2"),
        ("x = 1\n", ["--iteration", "0"], "this program has no main loop, so it has no iterations: --setup lists its"),
        ("for j in range(0):\n    x = j\n", ["--iteration", "0"], "the main loop of this program never turns"),
    ],
    ids=["beyond", "no loop", "no turns"],
)
def test_an_iteration_that_is_not_there(
    text: str, words: list[str], message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["trace", str(write(tmp_path / "program.py", text)), *words]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith(f"toytutor: {message}")


@pytest.mark.parametrize(
    ("text", "note", "operations"),
    [
        ("x = 1\ny = -x\n", "this program has no main loop, so listed is its setup, which is all of it", 3),
        (
            "for j in range(0):\n    x = j\ny = 2\n",
            "the main loop of this program never turns, so listed is its setup; --end lists the rest",
            1,
        ),
    ],
    ids=["no loop", "no turns"],
)
def test_where_there_is_no_iteration_the_setup_is_listed(
    text: str, note: str, operations: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program = write(tmp_path / "program.py", text)
    assert main(["trace", str(program), "--json"]) == 0
    shown = capsys.readouterr()
    assert [json.loads(line)["part"] for line in shown.out.splitlines()] == ["setup"] * operations
    assert shown.err == f"toytutor: {note}\n"
    assert main(["trace", str(program), "--json", "--setup"]) == 0
    assert capsys.readouterr() == (shown.out, "")


@pytest.mark.parametrize(
    ("text", "words", "listed", "problem"),
    [
        ("x = 1\ny = x / 0\nfor j in range(3):\n    pass\n", [], ("setup", None, 2), "2:5: ZeroDivisionError"),
        ("for j in range(3):\n    y = 1 / j\n", [], ("loop", 0, 2), "2:9: ZeroDivisionError"),
        (FAILS_LATE, ["--iteration", "50000"], ("loop", 30000, 4), "5:13: ValueError: shapes (2,3)"),
        (FAILS_LATE, ["--iteration", "30000"], ("loop", 30000, 4), "5:13: ValueError: shapes (2,3)"),
        (FAILS_LATE, ["--end"], ("loop", 30000, 4), "5:13: ValueError: shapes (2,3)"),
        ("for j in range(3):\n    pass\n1 / 0\n", ["--end"], ("end", None, 1), "3:1: ZeroDivisionError"),
    ],
    ids=["setup", "iteration 0", "later", "there", "before the end", "end"],
)
def test_a_program_that_raises_gives_what_came_before(
    text: str,
    words: list[str],
    listed: tuple[str, int | None, int],
    problem: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    program = write(tmp_path / "program.py", text)
    assert main(["trace", str(program), *words, "--json"]) == 1
    shown = capsys.readouterr()
    last = json.loads(shown.out.splitlines()[-1])
    assert (last["part"], last["iteration"], last["operation"]) == listed
    assert last["result"] is None
    assert list(last)[-1] == "error"
    assert shown.err.startswith(f"{program}:{problem}")


def test_an_iteration_before_the_failure_is_listed_without_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program = write(tmp_path / "program.py", FAILS_LATE)
    assert len(records(capsys, str(program), "--iteration", "29999")) == 3


def test_the_failing_operation_stands_in_the_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    program = write(tmp_path / "program.py", FAILS_LATE)
    assert main(["trace", str(program), "--iteration", "40000"]) == 1
    shown = capsys.readouterr()
    assert shown.out.rstrip().split("\n")[-1].endswith("2×3 · 2×3 → ✗  ✗")
    assert messages(shown.err).splitlines() == [
        f"{program}:5:13: ValueError: shapes (2,3) and (2,3) not aligned: 3 (dim 1) != 2 (dim 0) (in iteration 30,000)",
        "iteration 40,000 is never reached; listed is iteration 30,000, where the program stops",
    ]


@pytest.mark.slow
def test_a_part_that_is_not_held_at_once_is_listed_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "for j in range(1):\n    for i in range(4100):\n        x = i\n"
    program = write(tmp_path / "program.py", text)
    listed = records(capsys, str(program))
    assert [each["operation"] for each in listed] == list(range(1, 8203))
    assert (listed[-1]["name"], listed[-1]["result"]["value"]) == ("x", 4099)
    assert main(["trace", str(program)]) == 0
    shown = capsys.readouterr()
    assert "8,202 operations" in shown.out
    assert shown.out.rstrip().split("\n")[-1].split()[0] == "8202"
    assert shown.err == ""


def test_warnings_do_not_stand_between_the_lines(tmp_path: Path) -> None:
    program = write(tmp_path / "program.py", "import numpy as np\nx = np.log(np.zeros(2))\nif x is 1:\n    pass\n")
    done = toytutor("trace", str(program), "--setup")
    assert (done.returncode, done.stderr) == (0, b"")
