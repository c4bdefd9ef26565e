"""`--trust`: a script runs as Python itself runs it, and only where it is asked for."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import TOYTUTOR, environment, toytutor, write, write_lesson

SCRIPT = """\
import os, sys
from helpers import double
turns = int(sys.argv[1]) if len(sys.argv) > 1 else 3
x = 1.0
for i in range(turns):
    x = double(x)
    with open("log.txt", "a") as log:
        log.write(f"{x}\\n")
print(x, os.path.basename(os.getcwd()), __name__)
os.system("echo from elsewhere")
sys.exit(3)
"""

HINT = "if this is your own file, toytutor --trust"


@pytest.fixture
def script(tmp_path: Path) -> Path:
    write(tmp_path / "mine" / "helpers.py", "def double(x):\n    return 2 * x\n")
    return write(tmp_path / "mine" / "script.py", SCRIPT)


def test_run_is_python(script: Path) -> None:
    done = toytutor("run", "--trust", str(script), "--", "5", cwd=script.parent.parent)
    plain = subprocess.run(
        [sys.executable, script.name, "5"], cwd=script.parent, env=environment(), capture_output=True, check=False
    )
    assert (done.stdout, done.returncode) == (plain.stdout, plain.returncode)
    assert b"32.0 mine __main__" in done.stdout


@pytest.mark.slow
def test_run_hears_what_is_typed(tmp_path: Path) -> None:
    path = write(tmp_path / "asks.py", "print(int(input('how many? ')) + 1)\n")
    command = [*TOYTUTOR, "run", "--trust", str(path)]
    done = subprocess.run(command, env=environment(), input=b"41\n", capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (0, b"how many? 42\n")


def test_trace_lists_nothing_but_records(script: Path) -> None:
    done = toytutor("trace", "--trust", str(script), "--end", "--json", "--", "2")
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert [each["code"] for each in records if each["kind"] == "print"] == [
        "print(x, os.path.basename(os.getcwd()), __name__)"
    ]
    assert "line 7 writes log.txt: that is done again" in done.stderr.decode()


def test_check_warns_of_what_is_done_again(script: Path) -> None:
    done = toytutor("check", "--trust", str(script))
    assert done.returncode == 0, done.stderr
    assert f"{script}:7:1: warning: line 7 writes log.txt" in done.stderr.decode()
    assert b"fine: 3 iterations" in done.stdout


@pytest.mark.slow
def test_a_picture_is_of_the_trusted_run(script: Path) -> None:
    done = toytutor("picture", "--trust", str(script), "-o", "x.txt", "--at", "end", "--", "2", cwd=script.parent)
    assert done.returncode == 0, done.stderr
    assert "4.0 mine __main__" in (script.parent / "x.txt").read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_picture_of_what_the_guard_refuses_says_how_to_trust(script: Path) -> None:
    done = toytutor("picture", str(script), "-o", str(script.parent / "x.txt"))
    assert done.returncode == 1
    assert HINT in done.stderr.decode()
    assert not (script.parent / "x.txt").exists()


@pytest.mark.slow
def test_a_refusal_of_the_guard_alone_says_how_to_trust(script: Path) -> None:
    for word in ("check", "trace"):
        done = toytutor(word, str(script))
        last = done.stderr.decode().splitlines()[-1]
        assert (done.returncode, last) == (1, f"{HINT} {script} runs it as python would")


@pytest.mark.slow
def test_what_python_cannot_run_or_is_a_lessons_is_not_to_be_trusted(tmp_path: Path) -> None:
    broken = write(tmp_path / "broken.py", "import socket\nprint(\n")
    lesson = write_lesson(tmp_path / "lesson", {"program.py": "import socket\n#1 a\nx = 1\n#2 b\ny = 1\n"})
    for path in (broken, lesson):
        done = toytutor("check", str(path))
        assert done.returncode == 1
        assert HINT not in done.stderr.decode()
    done = toytutor("run", "--trust", str(lesson))
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"--trust is for a script of your own" in done.stderr


@pytest.mark.slow
def test_a_failing_script_is_told_with_its_line(tmp_path: Path) -> None:
    path = write(tmp_path / "fails.py", "import json\nx = 1\njson.loads('{')\n")
    done = toytutor("run", "--trust", str(path))
    assert done.returncode == 1
    assert done.stderr.decode().startswith(f"{path}:3:1: JSONDecodeError: ")
    assert b"--trust" in done.stderr
