# ruff: noqa: E501
"""Annotations: what Python raises of them is raised here, at the same line, and nothing else comes of them."""

from __future__ import annotations

import traceback
from pathlib import Path

import pytest
from engine_help import SEED

from tui_tutor.engine.text import annotation
from tui_tutor.engine.text.guard import check, unknown_names
from tui_tutor.engine.text.source import Source, Trust
from tui_tutor.engine.watch.engine import Engine

LOOP = "for i in range(3):\n    print(i)\n"
V = "class V:\n    @staticmethod\n    def make():\n        return 1\n"

RAISING = [
    # A class is not there while it is made, nor one that comes below.
    "class V:\n    def add(self,\n            other: V): ...",
    "class V:\n    def add(self) -> V: ...",
    "class V:\n    children: list[V] = []",
    "def f(x: Later): ...\nclass Later: ...",
    "def f(x: list[Later]): ...\nclass Later: ...",
    "def f(x: dict[str, tuple[int, Later]] | None = None): ...\nclass Later: ...",
    "def f(x: int, *rest: Later): ...\nclass Later: ...",
    "def f(x: int, *, key: Later = 1, **more: int): ...\nclass Later: ...",
    "def outer():\n    def inner(x: Later): ...\nouter()\nclass Later: ...",
    "def outer():\n    class A:\n        x: Later = 1\nouter()\nclass Later: ...",
    "total: Later = 3\nclass Later: ...",
    "total: Later\nclass Later: ...",
    "import dataclasses\n@dataclasses.dataclass\nclass P:\n    x: float\n    y: Later = 0.0\nclass Later: ...",
    "import typing\nclass P(typing.NamedTuple):\n    x: Later\nclass Later: ...",
    "import typing\nclass P:\n    n: typing.ClassVar[Later] = 1\nclass Later: ...",
    "v: Later or int = 3\nclass Later: ...",
    "def f(x: Later.Inner): ...\nclass Later: ...",
    # What a module or a class does not have.
    "import typing\ndef f(x: typing.Nothing): ...",
    f"{V}def f(x: V.Inner): ...",
    # Types that take no brackets, or no `|`.
    "def f(x: int[3]): ...",
    "import numpy as np\ndef f(x: np.array[float]): ...",
    "import numpy as np\ndef f(x: np.array | None): ...",
    f"{V}def f(x: V[int]): ...",
    f"{V}def f(x: 'V' | None): ...",
    "def f(x: any | None): ...",
]  # fmt: skip

FINE = [
    "def f():\n    x: Later = 1\n    return x\nf()\nclass Later: ...",
    "class A:\n    def __init__(self):\n        self.x: Later = 1\nA()\nclass Later: ...",
    "def f(x: 'Later') -> 'list[Later]': ...\nclass Later: ...",
    "class V:\n    def add(self, other: 'V') -> 'V': ...",
    "from __future__ import annotations\nclass V:\n    def add(self, other: V) -> Nowhere[3]: ...\nx: Nowhere = 1",
    "from typing import Optional, Callable, Union\ndef f(x: Optional[Callable[[int], 'Later']], y: Union[int, None]): ...",
    "import numpy as np\ndef f(x: np.ndarray, r: np.random.Generator, t: np.dtype[np.float64]) -> np.ndarray | None: ...",
    "import numpy as np\nfrom numpy import ndarray\ndef f(x: ndarray[tuple[int, ...], np.dtype[np.float64]]): ...",
    "import numpy.typing as npt\nimport numpy as np\ndef f(x: npt.NDArray[np.float64], y: npt.ArrayLike): ...",
    "import logging, argparse, datetime\ndef f(log: logging.Logger, a: argparse.Namespace, d: datetime.datetime | None): ...",
    "def f(x: type, y: type[int] | None, z: callable, e: input): ...",
    "class A:\n    class B: ...\n    x = 1\ndef f(b: A.B, x: A.x, n: A.__name__): ...",
    "from enum import Enum\nclass C(Enum):\n    RED = 1\ndef f(c: C.RED, d: C | None, e: C['RED']): ...",
    "from typing import Generic, TypeVar\nT = TypeVar('T')\nclass Box(Generic[T]): ...\ndef f(b: Box[int], c: list[T]): ...",
    "def f(x: 3, y: 'some words here', z: (int, str), *, w: [int], u: {'a': int}, v: lambda q: nowhere): ...",
    "def f(x: (y := int), z: {1: str}, w: not 3): ...\nfor i in range(0): x",
    "def f(*args: *tuple[int, ...]): ...",
    "import matplotlib.pyplot as plt\ndef f(ax: plt.Axes | None, x: int = 3): ...",
]  # fmt: skip


def of_python(text: str) -> tuple[str, int] | None:
    """What Python alone raises, and the line."""
    names = {"__name__": "__main__"}
    try:
        exec(compile(text, "<plain>", "exec", dont_inherit=True), names)
    except Exception as error:
        lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == "<plain>"]
        return f"{type(error).__name__}: {error}", lines[-1] or 0
    return None


def of_engine(text: str, trust: Trust | None = None) -> tuple[str, int] | None:
    """The same as it is stepped."""
    source = Source("p.py", text, trust)
    assert check(source) == []
    engine = Engine(source, seed=SEED)
    engine.open()
    engine.run_to_end()
    failure = engine.failure
    return None if failure is None else (failure.message, failure.span.line)


@pytest.mark.skipif(not annotation.LOOKED_UP, reason="this Python looks annotations up when they are asked for")
@pytest.mark.parametrize("text", RAISING)
def test_what_python_raises_of_an_annotation_is_raised(text: str, tmp_path: Path) -> None:
    expected = of_python(f"{text}\n{LOOP}")
    assert expected is not None
    assert of_engine(f"{text}\n{LOOP}") == expected
    assert of_engine(f"{text}\n{LOOP}", Trust(str(tmp_path / "p.py"))) == expected


@pytest.mark.parametrize("text", FINE)
def test_an_annotation_that_python_takes_does_no_harm(text: str, tmp_path: Path) -> None:
    if "matplotlib" not in text:
        assert of_python(f"{text}\n{LOOP}") is None
        assert of_engine(f"{text}\n{LOOP}", Trust(str(tmp_path / "p.py"))) is None
    assert of_engine(f"{text}\n{LOOP}") is None
    assert unknown_names(Source("p.py", f"{text}\n{LOOP}")) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("def f(x: Foo): ...", '`Foo` has no value: write its class above, or the type as a text, `"Foo"`'),
        ("def f(x: int) -> Optional[int]: ...", "`Optional` has no value: write `from typing import Optional` above"),
        ("x: List[int] = []", "`List` has no value: write `from typing import List` above"),
        ("class A:\n    d: deque", "`deque` has no value: write `from collections import deque` above"),
        ("class Layer: ...\ndef f(x: Leyer): ...", "`Leyer` has no value: did you mean `Layer`?"),
        ("def f(x: np.ndarray): ...", "`np` has no value: write `import numpy as np` above"),
    ],
)
@pytest.mark.skipif(not annotation.LOOKED_UP, reason="this Python looks annotations up when they are asked for")
def test_a_type_that_nobody_made_is_told_before_anything_runs(text: str, message: str) -> None:
    assert [problem.message for problem in check(Source("p.py", text))] == [message]
    # A function may be called or not: then it is a warning.
    inside = "def g():\n" + "\n".join(
        f"    {line}" for line in text.replace("x: List[int] = []", "class A:\n    x: List").split("\n")
    )
    assert check(Source("p.py", inside)) == []
    assert [problem.message for problem in unknown_names(Source("p.py", inside))] == [message]
    assert check(Source("p.py", f"from __future__ import annotations\n{text}")) == []
