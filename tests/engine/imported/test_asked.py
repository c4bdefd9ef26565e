"""What a program's own attributes are called opens nothing of anybody else's objects."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
from engine_help import opened, plain_run

from tui_tutor.commands import run
from tui_tutor.engine.text.guard import check
from tui_tutor.engine.text.source import Source
from tui_tutor.engine.watch.moment import moment
from tui_tutor.engine.watch.position import END, SETUP, Position

OTHERS = [
    ("gi_frame", "x = (i for i in [1])"),
    ("gi_code", "x = (i for i in [1])"),
    ("f_globals", "x = [1]"),
    ("mro", "x = float"),
    ("data", "x = np.ones(2)"),
    ("flags", "x = np.ones(2)"),
    ("ctypes", "x = np.ones(2)"),
    ("tofile", "x = np.ones(2)"),
    ("bit_generator", "x = np.random.default_rng(1)"),
    ("format_map", "x = '{0.__class__}'"),
    ("with_traceback", "x = ValueError(1)"),
    ("fget", "x = [1]"),
    ("_x", "x = [1]"),
    ("_replace", "x = np.linalg.svd(np.ones((2, 2)))"),
    ("mapping", "x = {}.items()"),
]


@pytest.mark.parametrize(("name", "made"), OTHERS)
@pytest.mark.parametrize("use", ["y = x.{0}", "x.{0} = 1", "x.{0}()", "f'{{x.{0}}}'", "x.{0} += 1"])
def test_an_attribute_of_somebody_elses_object_is_not_reached(name: str, made: str, use: str) -> None:
    text = f"import numpy as np\nclass A:\n    {name} = 1\n{made}\n{use.format(name)}\n"
    engine = opened(text)
    assert engine.failure is not None
    assert "object" in engine.failure.message
    assert engine.failure.span.line == 5


@pytest.mark.parametrize("name", ["dtype", "T", "data", "strides", "base", "flags", "ctypes"])
def test_numpys_arrays_are_not_stored_to(name: str) -> None:
    engine = opened(f"import numpy as np\nclass A:\n    {name} = 1\nx = np.ones(2)\nx.{name} = x\n")
    assert engine.failure is not None
    assert "own objects only" in engine.failure.message


def test_the_programs_own_objects_may_have_such_attributes() -> None:
    text = "class A:\n    mro = 7\n    def __init__(self):\n        self.data, self._n, self.shape = 1, 2, 3\n"
    text += "        self.data += 1\n"
    text += "a = A()\nfor j in range(3):\n    a.data += j\nprint(a.data, a._n, a.shape, A.mro, a.mro)\n"
    engine = opened(text)
    assert engine.run_to_end()
    assert moment(engine, Position(END, 99)).printed == plain_run(text).printed == "5 2 3 7 7\n"


def test_running_asks_as_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "program.py"
    path.write_text("class A:\n    gi_frame = 1\nx = (i for i in [1])\nprint(A.gi_frame)\nx.gi_frame\n")
    assert run.run(str(path)) == 1
    told = capsys.readouterr()
    assert told.out == "1\n"
    assert ":5:1: AttributeError" in told.err


def test_what_a_program_writes_of_its_objects_is_not_asked_by_the_tutor() -> None:
    text = "class A:\n    n = 0\n    def __repr__(self):\n        A.n += 1\n        return 'a'\n"
    text += "a = A()\nb = [a]\nc = A.n\n"
    engine = opened(text)
    assert engine.recording(SETUP).events[-1].result is not None
    assert engine.recording(SETUP).events[-1].result.data == 0  # type: ignore[union-attr]
    assert np.isnan(engine.curve_at(0))


PATTERNS = """import collections, dataclasses, enum
class Base:
    __match_args__ = ("x", "y")
    def __init__(self):
        self.x, self.y = 1, 2
class Color(enum.Enum):
    RED = 1
class Own(Base):
    color = Color.RED
@dataclasses.dataclass(frozen=True)
class Row:
    x: int = 3
Pair = collections.namedtuple("Pair", "u v")
match Own(), Row(), Pair(5, 6):
    case Own(a, y=b, color=Color.RED), Row(c), Pair(d, v=e):
        print(a, b, c, d, e)
"""

CLASSES = """import pylab as pl, typing
T = typing.TypeVar("T")
class A(typing.Generic[T]):
    pass
class B(A[int]):
    pass
def f():
    pass
setattr(f, "__doc__", "told")
setattr(B, "kind", 7)
print(B().kind, f.__doc__, isinstance(B, type), isinstance(1, (str, type)), issubclass(bool, type))
pl.random.seed(1)
print(pl.random.rand(), pl.linalg.norm([3, 4]), isinstance(pl.ones(2), pl.ndarray))
"""


def test_patterns_read_what_the_programs_own_objects_have() -> None:
    engine = opened(PATTERNS)
    assert engine.failure is None
    assert moment(engine, Position(SETUP, 999)).printed == plain_run(PATTERNS).printed == "1 2 3 5 6\n"


def test_the_programs_own_classes_are_made_and_asked_for() -> None:
    engine = opened(CLASSES)
    assert engine.failure is None
    assert moment(engine, Position(SETUP, 999)).printed == "7 told True False False\n0.417022004702574 5.0 True\n"


@pytest.mark.skipif(sys.version_info < (3, 12), reason="Python cannot read it before")
@pytest.mark.parametrize("text", ["class A[T]: pass", "class A[__tt_asked__]: pass", "def f[T](): pass"])
def test_type_parameters_are_refused(text: str) -> None:
    assert "leave the type parameters out" in check(Source("program.py", text))[0].message
