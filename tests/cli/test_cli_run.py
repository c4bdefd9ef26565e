from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import FAILS_LATE, ROOT, TOYTUTOR, environment, messages, toytutor, write, write_lesson

from tui_tutor.cli import main

PRINTS_MUCH = "for j in range(100000):\n    print('a line of some length', j)\n"
PRINTS_FOREVER = "j = 0\nwhile True:\n    print('a line of some length', j)\n    j += 1\n"


def plain(program: Path, cwd: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    """What Python itself makes of a program."""
    return subprocess.run([sys.executable, str(program)], cwd=cwd, env=environment(), capture_output=True, check=False)


def test_the_toy_brain_prints_what_python_prints() -> None:
    done = toytutor("run", "toy_brain")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == plain(ROOT / "lessons/toy_brain/program.py").stdout
    totals = re.findall(r"^Total error now: (\d+\.\d+)$", done.stdout.decode(), re.MULTILINE)
    assert len(totals) == 6
    assert sorted(totals, reverse=True) == totals


@pytest.mark.parametrize(
    "text",
    [
        "print('no line end', end='')\n",
        "print()\nprint('é × → 漢', 1, None, sep='|')\n",
        "print(1)\r\nif True:\r\n    print(2)\r\n",
        "\ufeffprint('after a mark')\n",
        "print(__name__)\nprint([x * x for x in range(5)], {'a': 1}, f'{1 / 3:.3f}')\n",
        "import numpy as np\nnp.random.seed(3)\nprint(np.random.rand(3), np.float32(1) / 3)\n",
        "x = 0\ndef f():\n    global x\n    x += 1\nf()\nprint(x)\n",
        "",
        "# only a comment",
    ],
)
@pytest.mark.few(4)
def test_output_is_byte_for_byte(text: str, tmp_path: Path) -> None:
    program = write(tmp_path / "program.py", text)
    done = toytutor("run", str(program))
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == plain(program).stdout


def test_warnings_stay_on_standard_error(tmp_path: Path) -> None:
    program = write(tmp_path / "program.py", "import numpy as np\nprint(np.log(np.zeros(2)))\n")
    done, other = toytutor("run", str(program)), plain(program)
    assert (done.returncode, done.stdout, done.stderr) == (0, other.stdout, other.stderr)


@pytest.mark.parametrize("name", ["a folder/my program.py", "käse/π.py", "-dash.py"])
def test_names_with_spaces_and_signs(name: str, tmp_path: Path) -> None:
    write(tmp_path / name, "print(1)\n")
    done = toytutor("run", f"./{name}", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"1\n", b"")


def test_a_lesson_folder_here_opens_by_its_name(tmp_path: Path) -> None:
    write_lesson(tmp_path / "mine")
    assert toytutor("run", "mine", cwd=tmp_path).stdout == b"[  8. -16.]\n"


def test_modules_lying_about_are_not_taken_for_real_ones(tmp_path: Path) -> None:
    write(tmp_path / "math.py", "print('wrong')\n")
    write(tmp_path / "program.py", "import math\nprint(math.pi)\n")
    assert toytutor("run", "program.py", cwd=tmp_path, PYTHONSAFEPATH="1").stdout == b"3.141592653589793\n"


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("import numpy as np\nprint(1)\na = np.zeros((2, 3))\nb = a.dot(a)\n", (4, 5), "ValueError: shapes (2,3)"),
        ("print(1)\nfor j in range(3):\n    x = 1 / j\n", (3, 9), "ZeroDivisionError: division by zero"),
        ("print(1)\ndef f(x):\n    return x + later\nf(1)\nlater = 1\n", (3, 16), "NameError: name 'later'"),
        ("print(1)\nassert 1 > 2, 'not so'\n", (2, 1), "AssertionError: not so"),
        ("print(1)\n" + FAILS_LATE, (6, 13), "ValueError: shapes (2,3)"),
    ],
    ids=["shapes", "division", "name", "assert", "late"],
)
def test_a_program_that_raises(
    text: str, place: tuple[int, int], message: str, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    program = write(tmp_path / "my program.py", text)
    assert main(["run", str(program)]) == 1
    shown = capfdbinary.readouterr()
    assert shown.out == b"1\n"
    first, second = messages(shown.err.decode()).splitlines()
    assert first.startswith(f"{program}:{place[0]}:{place[1]}: {message}")
    assert second == f"to see what led there, open it with `toytutor '{program}'` and press end"


def test_what_was_printed_before_comes_first(tmp_path: Path) -> None:
    program = write(tmp_path / "program.py", "print('before')\n1 / 0\n")
    done = subprocess.run(
        [*TOYTUTOR, "run", str(program)],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    assert done.returncode == 1
    assert done.stdout.decode().startswith(f"before\n{program}:2:1: ZeroDivisionError")


def test_a_message_moves_no_cursor(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    program = write(tmp_path / "program.py", "assert False, '\\x1b[2J gone'\n")
    assert main(["run", str(program)]) == 1
    assert "AssertionError: \\x1b[2J gone" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["run", "much.py"], ["trace", "much.py", "--setup"]], ids=" ".join)
@pytest.mark.few(1)
def test_a_closed_pipe_ends_quietly(words: list[str], tmp_path: Path) -> None:
    write(tmp_path / "much.py", PRINTS_MUCH if words[0] == "run" else "x = 1\n" * 5000)
    command = [*TOYTUTOR, *words]
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdout.readline()
        child.stdout.close()
        assert child.stderr.read() == b""
    assert child.returncode == 141


@pytest.mark.parametrize(
    ("file", "words"),
    [
        pytest.param("small.py", ["run", "small.py"], marks=pytest.mark.slow),
        ("much.py", ["run", "much.py"]),
        pytest.param("small.py", ["trace", "small.py"], marks=pytest.mark.slow),
        pytest.param("long.py", ["trace", "long.py", "--setup", "--json"], marks=pytest.mark.slow),
        pytest.param("small.py", ["check", "small.py"], marks=pytest.mark.slow),
        pytest.param("small.py", ["--help"], marks=pytest.mark.slow),
        pytest.param("small.py", ["new", "lesson"], marks=pytest.mark.slow),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
@pytest.mark.parametrize("unbuffered", ["", pytest.param("1", marks=pytest.mark.slow)])
def test_a_full_disk_is_to_blame_and_no_line(file: str, words: list[str], unbuffered: str, tmp_path: Path) -> None:
    if not os.path.exists("/dev/full"):  # noqa: PTH110
        pytest.skip("there is no /dev/full here")
    write(tmp_path / file, {"small.py": "print(1)\n", "much.py": PRINTS_MUCH, "long.py": "x = 1\n" * 5000}[file])
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        done = subprocess.run(
            [*TOYTUTOR, *words],
            cwd=tmp_path,
            env=environment(PYTHONUNBUFFERED=unbuffered),
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr.decode().splitlines()[-1] == "toytutor: cannot go on: no space left on device"
    assert b".py" not in done.stderr


def test_ctrl_c_ends_quietly(tmp_path: Path) -> None:
    program = write(tmp_path / "forever.py", PRINTS_FOREVER)
    with subprocess.Popen(
        [*TOYTUTOR, "run", str(program)], env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as child:
        assert child.stdout is not None
        child.stdout.readline()
        child.send_signal(signal.SIGINT)
        error = child.communicate()[1]
    assert (child.returncode, error) == (130, b"")


def test_nothing_is_imported_that_a_run_does_not_need() -> None:
    code = (
        "import sys\n"
        "from tui_tutor.cli import main\n"
        "main(['run', 'shapes'])\n"
        "print(*sorted(name for name in sys.modules if name.startswith(('tui_tutor.', 'argparse', 'tomllib'))))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], env=environment(), capture_output=True, text=True, check=True)
    found = done.stdout.splitlines()[-1].split()
    rooms = {".".join(name.split(".")[1:3]) for name in found if name.count(".") > 1}
    assert "argparse" not in found
    assert "tomllib" not in found
    assert rooms <= {
        "commands.messages",
        "commands.run",
        "commands.memory",
        "engine.imported",
        "engine.text",
        "lesson.find",
        "runner.limits",
    }
