"""Functions that are not called to draw a curve, since a call could change or tell something else."""

from __future__ import annotations

import ast

import pytest
from engine_help import opened

from study.sampled import ARRAY, SIGMOID, calls_of, definitions, last_call
from tui_tutor.study.purity import Purity

REFUSED = {
    "prints": "def f(x):\n    print(x)\n    return x\n",
    "global": "n = 0\ndef f(x):\n    global n\n    n += 1\n    return x + n\n",
    "store": "def f(x):\n    x[0] = 1\n    return x\n",
    "update of a parameter": "def f(x):\n    x += 1\n    return x\n",
    "random": "def f(x):\n    return x + np.random.random()\n",
    "random by its module": "from numpy import random\ndef f(x):\n    return x + random.random()\n",
    "loop": "def f(x):\n    for i in range(3):\n        x = x * 2\n    return x\n",
    "while": "def f(x):\n    i = 0\n    while i < 3:\n        i += 1\n    return x\n",
    "comprehension": "def f(x):\n    return x + [i for i in (1, 2)][0]\n",
    "recursion": "def f(x, n=1):\n    return f(x, n - 1) if n else x\n",
    "mutual": "def g(x, n):\n    return f(x, n - 1) if n else x\ndef f(x, n=1):\n    return g(x, n)\n",
    "softmax": "def f(x):\n    e = np.exp(x)\n    return e / np.sum(e)\n",
    "softmax by a method": "def f(x):\n    e = np.exp(x - x.max())\n    return e / e.sum()\n",
    "product": "def f(x):\n    return x @ x\n",
    "transposed": "def f(x):\n    return x.T\n",
    "written into": "def f(x):\n    return np.exp(x, x)\n",
    "out": "def f(x):\n    return np.exp(x, out=x)\n",
    "in place": "def f(x):\n    return np.nan_to_num(x, False)\n",
    "array of the program": "w = np.ones(2)\ndef f(x):\n    return x * w\n",
    "array by default": "def f(x, w=np.ones(2)):\n    return x * w\n",
    "bound twice": "k = 1\nk = 2\ndef f(x):\n    return x * k\n",
    "updated": "k = 1\nk += 1\ndef f(x):\n    return x * k\n",
    "bound in a loop": "for k in range(2):\n    pass\ndef f(x):\n    return x * k\n",
    "bound by another function": "k = 1\ndef g():\n    global k\n    k = 2\ndef f(x):\n    return x * k\n",
    "two definitions": SIGMOID + SIGMOID,
    "rebound": SIGMOID + "f = np.tanh if False else f\n",
    "in a branch": "if True:\n    def f(x):\n        return x\n",
    "calls what prints": "def g(x):\n    print(x)\n    return x\ndef f(x):\n    return g(x)\n",
    "a function in it": "def f(x):\n    g = lambda y: y\n    return g(x)\n",
    "own exp": "def exp(x):\n    print(x)\n    return x\ndef f(x):\n    return exp(x)\n",
    "mean": "def f(x):\n    return x - np.mean(x)\n",
    "other shape": "def f(x):\n    return 1\n",
    "nothing": "def f(x):\n    y = x\n",
    "text": "def f(x):\n    return 'x'\n",
    "complex": "def f(x):\n    return x * 1j\n",
}


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED.keys())
def test_refused(text: str) -> None:
    assert last_call(text + ARRAY + "b = f(a)\n") is None


NOT_PURE = {
    "largest": "def f(x):\n    return max(x)\n",
    "reduction": "import numpy as np\ndef f(x):\n    return np.maximum.reduce(x)\n",
    "decorated": "@g\ndef f(x):\n    return x\n",
    "stars": "def f(*x):\n    return x\n",
    "attribute": "def f(x):\n    x.a = 1\n    return x\n",
    "nonlocal": "def f(x):\n    nonlocal y\n    return x\n",
    "own np": "np = 3\ndef f(x):\n    return np.exp(x)\n",
    "np as a parameter": "import numpy as np\ndef f(x, np=1):\n    return np.exp(x)\n",
    "own float": "def float(x):\n    print(x)\ndef f(x):\n    return float(x)\n",
    "handed on": "def f(x):\n    return abs(*x)\n",
    "by keywords": "def g(x):\n    return x\ndef f(x):\n    return g(**x)\n",
    "deleted": "def f(x):\n    return x\ndel f\n",
    "a class": "class f:\n    pass\n",
}


@pytest.mark.parametrize("text", NOT_PURE.values(), ids=NOT_PURE.keys())
def test_what_cannot_be_called_here_is_not_pure_either(text: str) -> None:
    assert Purity(ast.parse(text)).function("f") is None


FLAGGED = "def f(x, deriv=False):\n    return x * (1 - x) if deriv else 1 / (1 + np.exp(-x))\n"


@pytest.mark.parametrize("piece", ["_live", "_symmetric", "_heights", "_real"])
def test_an_error_of_the_tutors_own_is_not_hidden(piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    called = FLAGGED + ARRAY + "b = f(a)\nc = f(b, deriv=True)\n"
    assert last_call(called) is not None
    assert len(definitions(FLAGGED)) == 2
    monkeypatch.setattr(f"tui_tutor.study.sampling.{piece}", broken)
    with pytest.raises(ZeroDivisionError):
        last_call(called)
    with pytest.raises(ZeroDivisionError):
        definitions(FLAGGED)


def test_lambdas_are_told_apart() -> None:
    (up,) = definitions("g = lambda x: -x; f = lambda x: x\n")
    assert (up.function, up.ys.tolist()) == ("f", up.xs.tolist())
    assert definitions("g = lambda x: -x\nf, h = (lambda x: x), (\n    lambda x:\n    -x)\n") == ()


def test_a_local_name_may_hide_a_function() -> None:
    text = SIGMOID + "def g(x):\n    return x * 2\ndef apply(f, x):\n    return f(x)\n"
    engine = opened("import numpy as np\n" + text + ARRAY + "b = apply(g, a)\n")
    assert [sampled for _, sampled in calls_of(engine)] == [None, None]
