from __future__ import annotations

from pathlib import Path

import pytest
from command_line import FAILS_LATE, HEADER, messages, toytutor, write, write_lesson

from tui_tutor.cli import main

SHAPES = "ValueError: shapes (2,3) and (2,3) not aligned: 3 (dim 1) != 2 (dim 0)"


def checked(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    status = main(["check", *words])
    shown = capsys.readouterr()
    return status, shown.out, messages(shown.err)


@pytest.mark.slow
def test_good_ones_get_a_line_each(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_lesson(tmp_path / "mein Käse")
    endless = write(tmp_path / "turns.py", "n = 0\nwhile n < 1:\n    n += 1\n")
    plain = write(tmp_path / "plain.py", "print(1)\n")
    assert checked(capsys, "toy_brain", str(folder), str(endless), str(plain)) == (
        0,
        "toy_brain: fine: 13 steps, 60,000 iterations of the loop on line 52\n"
        f"{folder}: fine: 2 steps, 3 iterations of the loop on line 5\n"
        f"{endless}: fine: 1 iteration of the loop on line 2\n"
        f"{plain}: fine: no main loop\n",
        "",
    )


@pytest.mark.parametrize(
    ("changed", "file", "problem"),
    [
        ({"lesson.toml": None}, "", ": has no lesson.toml; a lesson folder needs one, and a program.py"),
        ({"lesson.toml": "format = 1\ntitle = oops\n"}, "lesson.toml", ":2:9: is not TOML: Invalid value"),
        ({"lesson.toml": 'format = 1\ntitle = "a"\ntitel = "b"\n'}, "lesson.toml", ":3:1: unknown field 'titel'"),
        ({"02_double.md": None}, "program.py", ":4:1: step 2 has no text: write 02_….md"),
        ({"07_more.md": HEADER.format("More", "More.")}, "07_more.md", ": is for step 7, but program.py has steps 1"),
        ({"program.py": None}, "program.py", ": cannot be read: no such file or directory"),
        ({"program.py": "x = (1\n"}, "program.py", ":1:5: Python cannot read this: '(' was never closed"),
        ({"program.py": "import socket\n"}, "program.py", ":1:8: "),
        ({"program.py": "x = open('a')\n"}, "program.py", ":1:5: `open` is not allowed"),
    ],
    ids=["no toml", "toml", "field", "no step", "extra step", "no program", "syntax", "import", "guard"],
)
def test_what_is_wrong_with_a_folder(
    changed: dict[str, str | None], file: str, problem: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_lesson(tmp_path / "lesson", changed)
    status, out, err = checked(capsys, str(folder))
    assert (status, out) == (1, "")
    assert any(line.startswith(f"{folder / file}{problem}") for line in err.splitlines()), err
    for command in ("run", "trace"):
        assert main([command, str(folder)]) == 1
        assert messages(capsys.readouterr().err) == err


@pytest.mark.slow
def test_all_problems_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    changed: dict[str, str | None] = {
        "lesson.toml": 'format = 1\ntitle = ""\nsumary = "b"\n',
        "program.py": "import socket\nx = open('a')\n",
        "02_double.md": "no header\n",
    }
    folder = write_lesson(tmp_path / "lesson", changed)
    script = write(tmp_path / "script.py", "1 / 0\n")
    status, out, err = checked(capsys, str(folder), "toy_brain", str(script))
    assert (status, out) == (1, "toy_brain: fine: 13 steps, 60,000 iterations of the loop on line 52\n")
    assert [line.removeprefix(str(tmp_path)).split(": ")[0] for line in err.splitlines()] == [
        "/lesson/lesson.toml:3:1",
        "/lesson/lesson.toml:2:1",
        "/lesson/program.py:1:8",
        "/lesson/program.py:2:5",
        "/lesson/02_double.md:1:1",
        "/script.py:1:1",
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "import numpy as np\na = np.zeros((2, 3))\na.dot(a)\nfor j in range(3):\n    pass\n",
            f"3:1: {SHAPES} (in setup)",
        ),
        ("1 / 0\n", "1:1: ZeroDivisionError: division by zero"),
        ("for j in range(3):\n    x = 1 / j\n", "2:9: ZeroDivisionError: division by zero (in iteration 0)"),
        (
            "for j in range(9):\n    if j == 5:\n        x = y\n    z = 1\ny = 1\n",
            "3:13: NameError: name 'y' is not def",
        ),
        (FAILS_LATE, f"5:13: {SHAPES} (in iteration 30,000)"),
        ("for j in range(3):\n    pass\n1 / 0\n", "3:1: ZeroDivisionError: division by zero (after the loop)"),
        (
            "for j in range(3):\n    pass\nelse:\n    1 / 0\n",
            "4:5: ZeroDivisionError: division by zero (after the loop)",
        ),
        ("n = 3\nwhile 6 / n:\n    n -= 1\n", "2:7: ZeroDivisionError: division by zero (in iteration 2)"),
    ],
    ids=["setup", "no loop", "iteration 0", "iteration 5", "iteration 30,000", "end", "else", "while"],
)
@pytest.mark.few(1)
def test_a_program_that_raises(text: str, problem: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    program = write(tmp_path / "program.py", text)
    status, out, err = checked(capsys, str(program))
    assert (status, out) == (1, "")
    assert err.startswith(f"{program}:{problem}")
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize(
    ("text", "place", "when"),
    [
        pytest.param("x = 1\nwhile True:\n    x = 1\n", (2, 3), "(in iteration ", marks=pytest.mark.slow),
        (
            "def f():\n    while True:\n        pass\nfor j in range(9):\n    if j == 4:\n        f()\n",
            (2, 3),
            "4 of 9)",
        ),
        pytest.param(
            "for j in range(3):\n    pass\nsum(1 for _ in iter(int, 1))\n",
            (3, 3),
            "(after the loop)",
            marks=pytest.mark.slow,
        ),
    ],
    ids=["loop", "in an iteration", "after"],
)
def test_what_takes_too_long_is_fine_as_far_as_it_came(
    text: str, place: tuple[int, int], when: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program = write(tmp_path / "program.py", text)
    status, out, err = checked(capsys, "--seconds", "2", str(program))
    assert status == 0
    assert out.startswith(f"{program}: fine as far as it came in 2 s (")
    file, line, _column, message = err.rstrip().split(":", 3)
    assert file == str(program)
    assert place[0] <= int(line) <= place[1]
    assert message.startswith(" warning: had not ended after 2 s (")
    assert when in message
    assert when in out
    assert message.endswith("; what comes after was not checked, --seconds gives it longer [late]")


def test_a_state_that_cannot_be_brought_back_is_no_problem(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pairs = "(a + b for a in [1] for b in [2])"
    text = f"z = {pairs}\nfor j in range(3):\n    y = z\n    z = {pairs}\n"
    status, out, err = checked(capsys, str(write(tmp_path / "program.py", text)))
    assert (status, err) == (0, "")
    assert "3 iterations of the loop on line 2" in out


def test_the_loop_is_named_with_its_function_and_can_be_chosen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "class A:\n    def train(self):\n        for j in range(1200):\n            k = j\nA().train()\n"
    path = str(write(tmp_path / "program.py", f"{text}for i in [1, 2]:\n    print(i)\n"))
    assert checked(capsys, path)[1].endswith("fine: 1,200 iterations of the loop on line 3, in train()\n")
    assert checked(capsys, "--loop", "6", path)[1].endswith("fine: 2 iterations of the loop on line 6\n")
    status, _, err = checked(capsys, "--loop", "5", path)
    assert status == 2
    assert "no loop" in err
    assert "begin on line 3, 6" in err


@pytest.mark.slow
def test_what_is_printed_is_not_shown(tmp_path: Path) -> None:
    program = write(tmp_path / "program.py", "import numpy as np\nprint('noise')\nprint(np.log(np.zeros(1)))\n")
    done = toytutor("check", str(program))
    words = "np.log(np.zeros(1)): cell [0] is −inf: log(0); there is no logarithm of zero [inf]"
    assert (done.returncode, messages(done.stderr.decode())) == (0, f"{program}:3:7: warning: {words}\n")
    assert done.stdout.decode() == f"{program}: fine: no main loop\n"


def test_an_unknown_lesson_beside_others(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    program = write(tmp_path / "program.py", "1 / 0\n")
    status, out, err = checked(capsys, "toy_brian", str(program))
    assert (status, out) == (2, "")
    assert [line.split(": ")[0] for line in err.splitlines()] == ["toytutor", f"{program}:1:1"]


@pytest.mark.slow
def test_modules_lying_about_are_not_taken_for_real_ones(tmp_path: Path) -> None:
    write(tmp_path / "json.py", "1 / 0\n")
    write(tmp_path / "program.py", "print(1)\n")
    done = toytutor("check", "program.py", cwd=tmp_path, PYTHONSAFEPATH="1")
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("import os; os.kill(os.getpid(), 9)", "SIGKILL: does it ask for too much memory?"),
        ("print('{}', flush=True); 1 / 0", "ZeroDivisionError: division by zero"),
        ("raise SystemExit(3)", "exit status 3"),
    ],
)
def test_a_process_that_dies(
    code: str, reason: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui_tutor.commands.outcome._CHILD", code)
    status, out, err = checked(capsys, "toy_brain")
    assert (status, out) == (1, "")
    assert err.endswith(f"program.py: the process that ran it died: {reason}\n")


def test_ctrl_c(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("tui_tutor.commands.check.try_out", interrupted)
    assert checked(capsys, "toy_brain") == (130, "", "")


@pytest.mark.parametrize(
    ("expression", "problem"),
    [
        ("(1+9)**(10**8) > 0", "TooLargeError: the power is too large a number (at the end of iteration 0)"),
        ("1 / (x[0] - 2)", "ZeroDivisionError: division by zero (at the end of iteration 0)"),
        ("1 / (x[0] - 8)", "ZeroDivisionError: division by zero (at the end of iteration 2)"),
        ("x", "TypeError: it gives 2 numbers, not one; put np.mean(np.abs(…)) around it (at the end of iteration 0)"),
        ("str(j)", "TypeError: it gives a text, not a number (at the end of iteration 0)"),
        ("later", "NameError: name 'later' is not defined (at the end of iteration 0)"),
        ("x[9]", "IndexError: index 9 is out of bounds for axis 0 with size 2 (at the end of iteration 0)"),
    ],
)
@pytest.mark.few(1)
def test_what_is_plotted_is_computed(
    expression: str, problem: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    toml = f'format = 1\ntitle = "a"\n[curve]\n  label = "b"\n  expression = "{expression}"\n'
    program = "import numpy as np\n#1 A\nx = np.array([1, -2])\n#2 B\nfor j in range(3):\n    x = 2 * x\nlater = 1\n"
    if "/" in expression:
        program = program.replace("np.array([1, -2])", "[1, -2]").replace("2 * x", "[2 * x[0], 2]")
    folder = write_lesson(tmp_path / "lesson", {"lesson.toml": toml, "program.py": program})
    status, out, err = checked(capsys, str(folder))
    assert (status, out) == (1, "")
    assert err == f"{folder / 'lesson.toml'}:5:3: [curve] expression: {problem}\n"


@pytest.mark.slow
def test_what_is_plotted_never_comes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    program = "import numpy as np\n#1 A\nx = np.ones((2000, 2000))\n#2 B\nfor j in range(3):\n    y = 1.0\n"
    toml = 'format = 1\ntitle = "a"\n[curve]\nexpression = "np.linalg.det(' + " @ ".join(["x"] * 90) + ')"\n'
    folder = write_lesson(tmp_path / "lesson", {"lesson.toml": toml, "program.py": program})
    status, _, err = checked(capsys, "--seconds", "3", str(folder))
    assert status == 1
    assert err == (
        f"{folder / 'lesson.toml'}:4:1: [curve] expression: had not been computed after 3 s (in iteration 0 of 3); "
        "plot something else\n"
    )
