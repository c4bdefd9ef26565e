"""What the text alone tells of a loop; the only thing relied on is what is surely written anew."""

from __future__ import annotations

import ast

import pytest
from engine_help import opened, source_of

from tui_tutor.engine.carried import Carried, carried
from tui_tutor.engine.engine import Engine

NAMES = "a = b = c = d = e = 0\nL = []\ndef f(x):\n    return x\n"


def of(body: str, before: str = "", loop: str = "for j in range(9):") -> Carried:
    text = NAMES + before + f"{loop}\n" + "".join(f"    {line}\n" for line in body.split("\n"))
    source = source_of(text)
    node = source.tree.body[-1]
    assert isinstance(node, (ast.For, ast.While))
    return carried(source, node)


@pytest.mark.parametrize(
    ("body", "renewed"),
    [
        ("a = 1", "a j"),
        ("a = a + 1", "j"),
        ("a += 1", "j"),
        ("b = a\na = 1", "b j"),
        ("a = 1\nb = a\na += 1", "a b j"),
        ("a, (b, c) = 1, (2, 3)", "a b c j"),
        ("L[0] = 1", "j"),
        ("L[j] = a = 2", "a j"),
        ("if j:\n    a = 1", "j"),
        ("if j:\n    a = 1\nelse:\n    a = 2", "a j"),
        ("if j:\n    a = 1\nelif a:\n    a = 2\nelse:\n    a = 3", "j"),
        ("a = 1\nif j:\n    continue\nb = 1", "a j"),
        ("if j:\n    break\na = 1", "j"),
        ("if j:\n    a = 1\n    continue\na = 2", "a j"),
        ("for i in range(3):\n    a = i", "j"),
        ("for i in range(3):\n    if i:\n        continue\na = 1", "a j"),
        ("for i in range(3):\n    b = a\n    a = i", "j"),
        ("while a:\n    b = 1", "j"),
        ("a = 1\nwhile a:\n    a = 0\n    break", "a j"),
        ("a = (b := 2)", "a j"),
        ("a = j and (b := 2)\nc = b", "a c j"),
        ("a = [i for i in L]\nb = [a for i in L]", "a b j"),
        ("b = [a for a in L]\na = 1", "b j"),
        ("a = 1\ndel a", "j"),
        ("a = 1\nif j:\n    del a", "j"),
        ("a = 1\nfor i in L:\n    del a", "j"),
        ("a = 1\ndel a\na = 2", "a j"),
        ("def g(x):\n    return x\na = g(1)", "a g j"),
        ("a: int = 1", "a j"),
        ("import math\na = math.pi", "a j math"),
        ("a = 1\nassert a", "a j"),
        ("a = f'{b}'\nb = 1", "a j"),
        ("a = b if (b := 1) else 0", "a j"),
        ("a = lambda: b\nb = 1", "a j"),
        ("pass", "j"),
    ],
)
def test_what_is_surely_renewed(body: str, renewed: str) -> None:
    assert of(body).renewed == set(renewed.split())


@pytest.mark.parametrize(
    "before",
    [
        "def g():\n    return a\n",
        "g = lambda: a\n",
        "def g():\n    def h():\n        return a\n    return h()\n",
        "def g():\n    global a\n    a = 1\n",
        "def g():\n    return [i * a for i in L]\n",
        "h = [lambda: a]\n",
        "def g(x=lambda: a):\n    return x\n",
    ],
)
def test_what_functions_look_at_is_never_sure(before: str) -> None:
    assert of("a = 1").renewed == {"a", "j"}
    assert of("a = 1", before).renewed == {"j"}


def test_a_functions_own_names_are_its_own() -> None:
    before = "def g(a, b=2):\n    c = a + b\n    return [d for d in c]\n"
    assert of("a = b = c = d = 1", before).renewed == {"a", "b", "c", "d", "j"}


def test_a_while_loops_condition_comes_after_each_iteration() -> None:
    assert of("a = 1", loop="while a < 3:").renewed == {"a"}
    assert of("if b:\n    continue\na = 1", loop="while a < 3:").renewed == set()
    assert of("b = 1", loop="while a < 3:").renewed == {"b"}


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
    names = "j l0 l1 l2 l2_error l2_delta l1_error l1_delta"
    assert toy.carried.renewed == toy.replaced == set(names.split())
    assert (toy.carried.draws, toy.carried.sets, toy.carried.grown) == (False, False, frozenset())


@pytest.mark.parametrize(
    ("before", "body", "draws"),
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
def test_whether_numpys_generator_is_drawn_from(before: str, body: str, draws: bool) -> None:
    assert of(body, before).draws is draws


@pytest.mark.parametrize(
    ("before", "body", "grown"),
    [
        ("", "L.append(j)", "L"),
        ("", "if j:\n    L.append(j)\nL.append(2)", "L"),
        ("", "L.extend([j])\nL += [j]", "L"),
        ("", "L += L", ""),
        ("", "L -= 1", ""),
        ("", "L[0] += 1", ""),
        ("", "L.append(len(L))", ""),
        ("def g():\n    global L\n    L = []\n", "L += [j]\ng()", ""),
        ("", "L.append(j)\nL.pop()", ""),
        ("", "L.append(j)\nL = []", ""),
        ("def g():\n    L.clear()\n", "L.append(j)\ng()", ""),
        ("", "a = L\nL.append(j)", ""),
    ],
)
def test_lists_that_only_grow(before: str, body: str, grown: str) -> None:
    assert of(body, before).grown == set(grown.split())


def test_left_over_is_what_the_iteration_before_wrote() -> None:
    text = "w = 1\nfor j in range(3):\n    a = w * 2\n    if j == 0:\n        b = a\n    w = w + a\n"
    assert opened(text).replaced == {"a", "b", "j"}
