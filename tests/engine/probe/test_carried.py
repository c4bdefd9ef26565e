"""What the text alone tells of a loop."""

from __future__ import annotations

import ast

import pytest
from engine_help import opened, source_of

from tui_tutor.engine.probe.carried import Carried, carried, draws, only_grows
from tui_tutor.engine.watch.engine import Engine

NAMES = "a = b = c = d = e = 0\nL = []\ndef f(x):\n    return x\n"


def of(body: str, before: str = "", loop: str = "for j in range(9):") -> Carried:
    text = NAMES + before + f"{loop}\n" + "".join(f"    {line}\n" for line in body.split("\n"))
    source = source_of(text)
    node = source.tree.body[-1]
    assert isinstance(node, (ast.For, ast.While))
    return carried(source, node)


@pytest.mark.parametrize(
    ("body", "learned"),
    [
        ("a = a + 1", "a"),
        ("a += 1", "a"),
        ("a = 1\na += 1", ""),
        ("b = a", ""),
        ("L[0] += 1", "L"),
        ("L[0][1] -= b", "L"),
        ("L[0] = b", ""),
        ("b = a * 2\na = b", "a"),
    ],
)
def test_what_is_learned(body: str, learned: str) -> None:
    assert of(body).learned == set(learned.split())


def test_the_toy_brain_learns_its_synapses(toy: Engine) -> None:
    assert toy.weights == {"syn0", "syn1"}
    assert toy.carried is not None
    assert toy.replaced == set("j l0 l1 l2 l2_error l2_delta l1_error l1_delta".split())
    assert not draws(toy.source.tree)
    assert only_grows(toy.source.tree)


@pytest.mark.parametrize(
    ("before", "body", "expected"),
    [
        ("import numpy as np\nnp.random.seed(1)\na = np.random.rand()\n", "b = a", False),
        ("import numpy as np\n", "b = np.random.rand()", True),
        ("import numpy as np\n", "np.random.seed(j)", True),
        ("import numpy as np\n", "np.random.shuffle(L)", True),
        ("from numpy.random import rand\n", "b = rand(2)", True),
        ("from numpy import random\n", "b = random.rand(2)", True),
        ("import numpy as np\ndef g():\n    return np.random.rand()\n", "b = g()", True),
        ("import numpy as np\ng = [lambda: np.random.rand()]\n", "b = g[0]()", True),
        ("import numpy as np\ng = (np.random.rand() for i in range(99))\n", "b = sum(g)", True),
    ],
)
def test_whether_numpys_generator_is_drawn_from(before: str, body: str, expected: bool) -> None:
    assert draws(ast.parse(f"{before}for j in range(9):\n    {body}\n")) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L.append(j)\nL.extend([j])\nL += [j]\nL = []\nlen(L)", True),
        ("L[0] = 1", False),
        ("L[0] += 1", False),
        ("L.pop()", False),
        ("np.random.shuffle(L)", False),
        ("shuffle(L)", False),
        ("f = L.sort", False),
    ],
)
def test_whether_lists_only_grow(text: str, expected: bool) -> None:
    assert only_grows(ast.parse(text)) is expected


def test_left_over_is_what_the_iteration_before_wrote() -> None:
    text = "w = 1\nfor j in range(3):\n    a = w * 2\n    if j == 0:\n        b = a\n    w = w + a\n"
    assert opened(text).replaced == {"a", "b", "j"}
