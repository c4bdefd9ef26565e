"""Trusted programs: what is stepped is what Python runs, and any of it is come back to."""

from __future__ import annotations

import gc
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from seldom import mostly_slow

from tui_tutor.engine.text import guard
from tui_tutor.engine.text.source import Source, Trust
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.limits import limits
from tui_tutor.engine.watch.position import END, SETUP, Place, turn
from tui_tutor.study.study import Study

pytestmark = [
    # A program may leave its files to Python.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

HELPERS = """\
count = 0
class Net:
    def __init__(self):
        self.w, self.__n = [0.0], 0
    def step(self):
        self.__n += 1
        self.w.append(self.__n)
def squashed(x):
    global count
    count += 1
    return 1 / (1 + abs(x))
def drawn():
    import random
    return random.random()
"""

SCRIPT = '''\
"""What it is."""
from __future__ import annotations
import argparse, os, sys
import numpy as np
import helpers
from helpers import *

parser = argparse.ArgumentParser()
parser.add_argument("--turns", type=int, default=9)
args = parser.parse_args()
with open("data.txt") as file:
    scale = float(file.read())
net = Net()

class Own(dict):
    def __init__(self):
        self.__hidden = 1.0
    def grow(self):
        try:
            self.__hidden *= 2
            return self.__hidden
        except:
            raise
        finally:
            self["grown"] = self.get("grown", 0) + 1

own = Own()
w = np.zeros(2)
log = open("log.txt", "w")
for i in range(args.turns):
    w += squashed(float(i)) * scale
    net.step()
    log.write(f"{i}\\n")
    sys.stdout.write(f"{i} {w} {helpers.count} {net.w} {own.grow()} {own} {log.tell()}\\n")
log.close()
print(sys.argv[1:], os.path.basename(__file__), os.path.basename(os.getcwd()), __name__, __doc__)
sys.exit()
'''


@pytest.fixture(autouse=True)
def kept(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What a trusted program changes in its process is what it was."""
    monkeypatch.chdir(Path.cwd())
    monkeypatch.setattr(sys, "argv", list(sys.argv))
    monkeypatch.setattr(sys, "path", list(sys.path))
    before = sys.modules["__main__"]
    monkeypatch.setitem(sys.modules, "__main__", before)
    monkeypatch.setenv("MPLBACKEND", "agg")
    yield
    sys.modules.pop("helpers", None)
    if sys.modules["__main__"] is not before:
        vars(sys.modules["__main__"]).clear()
    # The files that it left open are closed here, where nobody is warned of it.
    gc.collect()


def trusted(folder: Path, text: str, *arguments: str) -> Engine:
    path = folder / "script.py"
    path.write_text(text, encoding="utf-8")
    engine = Engine(Source.read(path, Trust(str(path), arguments)), seed=1)
    engine.open()
    return engine


def printed(engine: Engine, place: Place) -> str:
    """What a place prints, watched anew."""
    if place != SETUP:
        engine._recordings.pop(place, None)
    return "".join(event.printed for event in engine.recording(place).events)


def test_what_is_stepped_is_what_python_runs_in_its_folder(tmp_path: Path) -> None:
    (tmp_path / "helpers.py").write_text(HELPERS)
    (tmp_path / "data.txt").write_text("0.5")
    engine = trusted(tmp_path, SCRIPT, "--turns", "7")
    assert (engine.failure, engine.total) == (None, 7)
    plain = subprocess.run(
        [sys.executable, "script.py", "--turns", "7"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert engine.run_to_end()
    for place in (turn(6), turn(2), turn(4), END, turn(5), END):
        lines = plain.stdout.splitlines(keepends=True)
        assert printed(engine, place) == lines[7 if place.iteration is None else place.iteration], place
    assert (tmp_path / "log.txt").read_text() == "0\n1\n2\n3\n4\n5\n6\n"


OBJECTS = {
    "deque": ("from collections import deque\nx = deque([0], maxlen=3)", "x.append(i)", "list(x)"),
    "ordered": ("from collections import OrderedDict\nx = OrderedDict(a=1, b=2)", "x[i] = i; x.move_to_end('a')", "x"),
    "default": ("from collections import defaultdict\nx = defaultdict(list)", "x[i % 2].append(i)", "x"),
    "bytes": ("x = bytearray(b'ab')", "x.append(i)", "bytes(x)"),
    "array": ("import array\nx = array.array('d', [1.0])", "x.append(i / 2)", "x"),
    "random": ("import random\nx = random.Random(4)", "x.random()", "x.random()"),
    "pythons": ("import random", "random.random()", "random.random()"),
    "legacy": ("import numpy as np\nx = np.random.RandomState(4)", "x.rand()", "x.rand()"),
    "text": ("import io\nx = io.StringIO()", "x.write(str(i))", "(x.tell(), x.getvalue())"),
    "namespace": ("import types\nx = types.SimpleNamespace(a=0)", "x.a += i", "x"),
    "foreign": ("from http.cookies import Morsel\nx = Morsel()", "x.set('k', str(i), 'c')", "x.value"),
    "library": ("from string import Formatter\nx = Formatter()\nx.n = 0", "x.n += i", "x.n"),
    "file": ("x = open('data.txt')", "x.read(1)", "x.tell()"),
    "cell": ("import helpers", "helpers.count += i", "helpers.count"),
    "drawn": ("import helpers", "helpers.drawn()", "helpers.drawn()"),
    "decimal": ("import decimal as d", "d.setcontext(d.Context(prec=i + 2))", "d.Decimal(1) / 7"),
    "warnings": ("import warnings", "warnings.filterwarnings('ignore', str(i))", "len(warnings.filters)"),
    "own": ("class A(list):\n    pass\nx = A()\nx.n = 0", "x.append(i); x.n += i", "(x, x.n)"),
}


@pytest.mark.parametrize("name", mostly_slow(OBJECTS, {"deque", "default", "pythons", "file", "cell", "own"}))
def test_objects_of_any_class_are_what_they_were(tmp_path: Path, name: str) -> None:
    (tmp_path / "helpers.py").write_text(HELPERS)
    (tmp_path / "data.txt").write_text("a longer text")
    made, changes, shown = OBJECTS[name]
    engine = trusted(tmp_path, f"{made}\nfor i in range(8):\n    {changes}\n    print({shown})\n")
    assert engine.run_to_end()
    assert engine.run is not None
    assert (len(engine.run.history) > 0, engine.run.keeping.unrestorable) == (True, None)
    first = [printed(engine, turn(number)) for number in range(8)]
    assert len(set(first)) == 8
    assert [printed(engine, turn(number)) for number in (5, 1, 7)] == [first[5], first[1], first[7]]


def test_what_cannot_be_brought_back_is_said_and_come_to_all_the_same(tmp_path: Path) -> None:
    text = "pairs = (a + b for a in range(9) for b in range(9))\nfor i in range(6):\n    print(next(pairs))\n"
    engine = trusted(tmp_path, text)
    assert [printed(engine, turn(number)) for number in (5, 1)] == ["5\n", "1\n"] or engine.run_to(5)
    assert [printed(engine, turn(number)) for number in (5, 1, 4)] == ["5\n", "1\n", "4\n"]
    words = "pairs, a generator, cannot be brought back: to go back is to run the program from its beginning"
    assert limits(engine) == [(1, words, 2)]


def test_what_cannot_be_brought_back_is_said_of_the_operation_that_makes_it(tmp_path: Path) -> None:
    reads = "def read(name):\n    with open(name) as file:\n        yield from file\n"
    (tmp_path / "data.txt").write_text("".join(f"{k}\n" for k in range(9)))
    uses = "a = 1\nkept = {'lines': read('data.txt')}\nb = 2\nfor i in range(6):\n    print(next(kept['lines']))\n"
    engine = trusted(tmp_path, reads + uses)
    assert [printed(engine, turn(number)) for number in (0, 1)] == ["0\n\n", "1\n\n"]
    ((line, words, operation),) = limits(engine)
    assert (line, words.partition(",")[0]) == (5, "kept")
    assert operation is not None
    assert engine.recording(SETUP).events[operation - 1].site.code == "read('data.txt')"


def test_what_the_loop_does_not_touch_is_no_hindrance(tmp_path: Path) -> None:
    text = "unused = (a for a in range(3) for b in range(3))\nx = 0\nfor i in range(6):\n    x += i\n    print(x)\n"
    engine = trusted(tmp_path, text)
    engine.run_to(5)
    assert [printed(engine, turn(number)) for number in (5, 1)] == ["15\n", "1\n"]
    assert (limits(engine), bool(engine.run and len(engine.run.history))) == ([], True)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("open('out.txt', 'a').close()", "line 3 writes out.txt"),
        ("os.makedirs('made', exist_ok=True)", "line 3 makes the folder made"),
        ("os.system('true')", "line 3 runs the command b'true'"),
        ("open('script.py').close(); os.listdir('.'); open(os.devnull, 'w').close()", ""),
    ],
)
@pytest.mark.slow
def test_what_is_done_outside_is_heard(tmp_path: Path, line: str, words: str) -> None:
    engine = trusted(tmp_path, f"import os, helpers\nfor i in range(3):\n    {line}\n".replace(", helpers", ""))
    engine.run_to_end()
    told = [(number, text.partition(":")[0]) for number, text, _ in limits(engine)]
    assert told == ([(3, words)] if words else [])


@pytest.mark.parametrize(
    ("piece", "shown"),
    [
        ("async def f():\n    return 3\nimport asyncio\ny = asyncio.run(f())", "3"),
        ("y = 0\ntry:\n    raise ExceptionGroup('', [ValueError()])\nexcept* ValueError:\n    y = 4", "4"),
    ],
)
def test_what_cannot_be_stepped_runs_as_it_is(tmp_path: Path, piece: str, shown: str) -> None:
    engine = trusted(tmp_path, f"{piece}\nfor i in range(3):\n    y += i\nprint(y)\n")
    assert engine.run_to_end()
    assert printed(engine, END) == f"{int(shown) + 3}\n"
    assert [text.partition(":")[0] for _, text, _ in limits(engine)] == [
        f"line {1 if shown == '3' else 2} is run as it is"
    ]


def test_nothing_can_be_typed(tmp_path: Path) -> None:
    engine = trusted(tmp_path, "x = input('how many? ')\n")
    assert engine.failure is not None
    assert engine.failure.message.startswith("EOFError: nothing can be typed while a program is stepped")
    assert printed(engine, SETUP) == "how many? "


@pytest.mark.parametrize("ends", ["sys.exit(3)", "sys.exit('enough')", "raise SystemExit"])
@pytest.mark.slow
def test_a_program_ends_itself(tmp_path: Path, ends: str) -> None:
    text = f"import sys\nfor i in range(9):\n    print(i)\n    if i == 4:\n        {ends}\nprint('never')\n"
    engine = trusted(tmp_path, text)
    assert (engine.run_to_end(), engine.total) == (True, 5)
    assert printed(engine, turn(4)).startswith("4\n")
    assert "never" not in printed(engine, END)
    assert printed(engine, turn(2)) == "2\n"


def test_a_program_that_catches_everything_can_be_left(tmp_path: Path) -> None:
    catches = "try:\n        n += 1\n        print(n)\n    except BaseException:\n        n = 99\n"
    text = f"n = 0\nfor i in range(9):\n    {catches}"
    engine = trusted(tmp_path, text)
    engine.run_to(8)
    assert [printed(engine, turn(number)) for number in (8, 2)] == ["9\n", "3\n"]
    assert engine.run is not None
    engine.run.machine.begin()
    assert printed(engine, turn(0)) == "1\n"


def test_only_what_is_trusted_passes_the_guard() -> None:
    text = "import os\nos.getcwd()\n"
    assert all(problem.guard for problem in guard.check(Source("script.py", text)))
    assert guard.check(Source("script.py", text, Trust("/script.py"))) == []
    assert [each.guard for each in guard.check(Source("script.py", "return 1", Trust("/script.py")))] == [False]


def test_what_it_writes_is_not_written_again_for_what_is_noticed(tmp_path: Path) -> None:
    text = """import numpy as np
X = np.array([[1.0, 2.0], [3.0, 4.0], [0.5, 1.0]])
y = np.array([[1.0], [2.0], [0.5]])
w = np.full((2, 1), 0.1)
for j in range(40):
    o = X @ w
    e = y - o
    w += 0.2 * X.T @ e
    with open("log.txt", "a") as file:
        file.write(f"{j} ")
"""
    study = Study(trusted(tmp_path, text))
    for iteration in (0, 1, 2):
        study.engine.recording(turn(iteration))
        before = (tmp_path / "log.txt").read_text()
        study.book.of(turn(iteration))
        assert (tmp_path / "log.txt").read_text() == before
