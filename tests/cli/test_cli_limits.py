"""Programs that ask for too much, or never end: each command ends, says where, and keeps what came before."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from command_line import TOYTUTOR, environment, toytutor, write
from seldom import mostly_slow

from tui_tutor.engine.watch.writing import MOST_EVENTS

LITTLE = str(150 << 20)
"""Bytes of memory that are soon used up."""

HOGS = {
    "items": ("x = []\nwhile True:\n    x.append([1])\n", {2, 3}),
    "numbers": ("d = {}\nk = 0\nwhile k < 10**9:\n    d[k] = k\n    k += 1\n", {3, 4, 5}),
    "inside": ("x = []\ndef f():\n    while True:\n        x.append(bytes(10_000))\nf()\n", {3, 4}),
    "array": ("import numpy as np\nprint('so far')\nfor j in range(5):\n    x = np.ones(10**9) * j\n", {4}),
    "text": ("x = '%*d' % (10**9, 1)\n", {1}),
    "doubled": ("x = 'a'\nfor j in range(50):\n    x = x + x\n", {2, 3}),
    "after": ("for j in range(2):\n    y = j\nx = [0] * 10**10\n", {3}),
    "kept": ("import numpy as np\nx = []\nfor j in range(999):\n    x.append(np.ones(10**6) * j)\n", {3, 4}),
}
"""Programs that take all memory, and the lines in which they may be found to."""

linux = pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux only")


def line_of(error: bytes, path: Path) -> int:
    """The line that a message names."""
    found = [each for each in error.decode().splitlines() if each.startswith(f"{path}:") and "emory" in each]
    assert found, error
    return int(found[0].removeprefix(f"{path}:").split(":")[0])


@linux
@pytest.mark.parametrize("name", mostly_slow(HOGS, ["inside", "array", "text"]))
@pytest.mark.few(1)
def test_run_says_in_which_line_there_was_too_little_memory(tmp_path: Path, name: str) -> None:
    text, lines = HOGS[name]
    path = write(tmp_path / "program.py", text)
    done = toytutor("run", str(path), TOYTUTOR_MEMORY=LITTLE)
    assert done.returncode == 1
    assert line_of(done.stderr, path) in lines
    assert b"TOYTUTOR_MEMORY" in done.stderr
    assert b"Traceback" not in done.stderr
    assert done.stdout == (b"so far\n" if "so far" in text else b"")


@linux
@pytest.mark.parametrize(
    "name", mostly_slow(["inside", "array", "text", "doubled", "after", "kept"], ["array", "doubled"])
)
@pytest.mark.few(1)
def test_trace_and_check_do_too(tmp_path: Path, name: str) -> None:
    text, lines = HOGS[name]
    path = write(tmp_path / "program.py", text)
    for command in (["trace", "--end"], ["check"]):
        done = toytutor(*command, str(path), TOYTUTOR_MEMORY=LITTLE)
        assert done.returncode == 1
        assert line_of(done.stderr, path) in lines
        assert b"Traceback" not in done.stderr
        assert b"bug" not in done.stderr


# A loop that does not end would be the main one: these are none.
ENDLESS_SETUP = "from itertools import count\nx = any(k < 0 for k in count())\nfor j in range(1000000):\n    y = j\n"
ENDLESS_CALL = (
    "from itertools import count\ndef f():\n    return all(k >= 0 for k in count())\nf()\n"
    "for j in range(3):\n    y = j\n"
)
ENDLESS_TURN = "for j in range(9):\n    y = j\n    while j == 5:\n        y += 1\nprint(y)\n"
ENDLESS_END = (
    "from itertools import count\nfor j in range(9):\n    y = j\n"
    "def f():\n    return all(k >= 0 for k in count())\nf()\n"
)


@pytest.mark.parametrize("text", [ENDLESS_SETUP, ENDLESS_CALL])
@pytest.mark.slow
def test_an_endless_setup_is_listed_as_far_as_it_is_kept(tmp_path: Path, text: str) -> None:
    path = write(tmp_path / "program.py", text)
    done = toytutor("trace", "--setup", "--json", "--seconds", "1", str(path))
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == MOST_EVENTS
    assert b"setup had not ended after 1 s: is it endless?" in done.stderr


@pytest.mark.parametrize(
    ("text", "asked", "said", "listed"),
    [
        pytest.param(
            ENDLESS_SETUP, ["--iteration", "3"], "setup had not ended after 0.5 s", "setup", marks=pytest.mark.slow
        ),
        pytest.param(ENDLESS_CALL, ["--end"], "setup had not ended after 0.5 s", "setup", marks=pytest.mark.slow),
        (ENDLESS_TURN, ["--iteration", "8"], "iteration 5 had not ended after 0.5 s", "loop"),
        pytest.param(
            ENDLESS_TURN, ["--iteration", "5"], "iteration 5 had not ended after 0.5 s", "loop", marks=pytest.mark.slow
        ),
        pytest.param(ENDLESS_TURN, ["--end"], "iteration 5 had not ended after 0.5 s", "loop", marks=pytest.mark.slow),
        (ENDLESS_END, ["--end"], "end had not ended after 0.5 s", "end"),
    ],
)
@pytest.mark.slow
def test_what_never_ends_is_given_up_and_listed(
    tmp_path: Path, text: str, asked: list[str], said: str, listed: str
) -> None:
    path = write(tmp_path / "program.py", text)
    done = toytutor("trace", *asked, "--json", "--seconds", "0.5", str(path))
    assert done.returncode == 1
    assert said in done.stderr.decode()
    assert b"Traceback" not in done.stderr
    records = [json.loads(each) for each in done.stdout.splitlines()]
    assert records
    assert {each["part"] for each in records} == {listed}
    assert {each["iteration"] for each in records} == {5 if listed == "loop" else None}


def test_iterations_that_end_may_take_longer_together(tmp_path: Path) -> None:
    path = write(tmp_path / "program.py", "for j in range(10**6):\n    y = j\n    y += 1\nprint(y)\n")
    done = toytutor("trace", "--end", "--seconds", "0.5", str(path))
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(os.name == "nt", reason="signals are sent")
@pytest.mark.parametrize("command", mostly_slow([["run"], ["trace", "--end", "--seconds", "600"]], [["run"]]))
def test_ctrl_c_ends_what_never_ends(tmp_path: Path, command: list[str]) -> None:
    text = "print('so far')\nfor j in range(9):\n    y = j\n    while j == 5:\n        y += 1\n"
    path = write(tmp_path / "program.py", text)
    words = [*TOYTUTOR, *command, str(path)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()) as process:
        while not _is_busy(process.pid):
            assert process.poll() is None
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        output, error = process.communicate(timeout=60)
    assert process.returncode == 128 + signal.SIGINT
    assert output == (b"so far\n" if command == ["run"] else b"")
    assert error == b""


def _is_busy(pid: int) -> bool:
    """Whether a process has computed for longer than it takes to start."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK") > 1
