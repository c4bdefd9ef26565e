"""What one cause refuses is told once, at its place and with a cure; nothing is told of what comes of it."""

from __future__ import annotations

import pytest

from tui_tutor.engine.text import guard
from tui_tutor.engine.text.source import Source

NETWORK = """\
from torch.nn import Module, Linear, Sequential
import torch.optim
import torch

class Net(Module):
    def __init__(self):
        super().__init__()
        self.layers = Sequential(Linear(2, 3))
    def __new__(cls):
        return super().__new__(cls)
    def forward(self, x):
        return self.layers(x).relu().detach()

def step(optimiser, loss):
    optimiser.zero_grad()
    loss.backward()
    return loss.item()

net = Net()
sgd = torch.optim.SGD(net.parameters(), lr=0.1)
losses = []
for i in range(3):
    error = ((net(torch.ones(1, 2)) - 1) ** 2).mean()
    losses.append(step(sgd, error))
    print(error.detach(), net.layers[0].weight_norm)
"""

ONE_CAUSE = [
    (NETWORK, 1, 5, "`torch.nn` cannot be imported here", "write the network with numpy (lines 2 and 3 too)"),
    (
        "from helpers import *\na = load_stuff(3)\nfor i in range(3):\n    a = a.step_on(unknown)\n",
        *(1, 5, "`helpers` cannot be imported here", "write what you need of it into this file"),
    ),
    ("from .mine import a, b, c\na.x_y(b.z_w)", 1, 5, "`.mine`", "write what you need of it into this file"),
    (
        "with open('f') as f:\n    for row in f.readlines():\n        print(row.decode_it())\n    f.flush_it()\n",
        *(1, 5, "`open`", "write the numbers into the program"),
    ),
    ("f = eval('x')\nprint(f.made_of.text, f().other)", 1, 4, "`eval`", "write the lines themselves"),
    ("exec('x = 1')\nprint(x, x.some_thing)", 1, 0, "`exec`", "write the lines themselves"),
    ("globals()['x'] = 1\nprint(x + y)", 1, 0, "`globals`", "keep values in names"),
    ("import os\nn = int(os.environ['N'].as_given)", 2, 8, "`os.environ`", "store the value in a name"),
    (
        "import subprocess\nout = subprocess.run(['ls']).stdout_text\nfor line in out.split_up(): print(line.as_text)",
        *(1, 7, "`subprocess`", "leave this out"),
    ),
    ("import requests\nprint(requests.get('x').json()['a'].b_c)", 1, 7, "`requests`", "write what it fetches"),
    ("import pandas as pd\ndf = pd.read_csv('a')\ndf[0].to_numpy().b_c", 1, 7, "`pandas`", "`np.array([…])`"),
    ("x = [].__class__.__bases__[0].__subclasses__()\nx.__dict__", 1, 4, "`.__bases__`", "isinstance"),
    (
        "import numpy as np\nn = 'load'\nf = getattr(np, n)\nf('x').some_thing",
        *(3, 4, "`getattr(np, …)`", "put the functions themselves into a list or a dict, such as `np.dot`"),
    ),
    ("n = input('? ')\nn.some_thing", 1, 4, "`input`", "store the value in a name"),
    ("np = __import__('numpy')\nprint(np.zeros(3), np.linalg.norm(1))", 1, 5, "`__import__`", "write `import`"),
    (
        "import asyncio\nasync def f():\n    await asyncio.sleep(1)\nasync def g(): pass\nasyncio.run(f())",
        *(2, 0, "`async`", "write a plain `def`"),
    ),
    ("import threading\nt = threading.Thread(target=len)\nt.begin_it()", 1, 7, "`threading`", "one after the other"),
    (
        "from numba import njit, jit\nimport numba\n@njit\ndef f(x): return x\n@jit(nopython=True)\ndef g(x): return x",
        *(1, 5, "`numba`", "leave it out, and the `@` lines that use it (line 2 too)"),
    ),
    (
        "class Meta(type):\n    def __new__(cls, *a): return super().__new__(cls, *a)\nclass A(metaclass=Meta): pass\n",
        *(1, 11, "`type` cannot be a base", "use a class of the program"),
    ),
    ("import numpy as np\nx = np.load('f')\nx.made_up.again", 2, 4, "`np.load`", "`np.array([…])`"),
    ("import sys\nfor line in sys.stdin.readlines(): line.some_thing", 2, 12, "`sys.stdin`", "store the value"),
    ("import matplotlib.pyplot as plt\nx = plt.imread('f')\nx.mean_of.it", 2, 4, "`plt.imread`", "`np.array([…])`"),
    ("x = np.zeros(3)", 1, 4, "`np` has no value", "write `import numpy as np` above"),
    ("print(math.pi)", 1, 6, "`math` has no value", "write `import math` above"),
]


@pytest.mark.parametrize(("text", "line", "column", "what", "cure"), ONE_CAUSE)
def test_one_cause_is_one_message(text: str, line: int, column: int, what: str, cure: str) -> None:
    (problem,) = guard.check(Source("mine.py", text))
    assert (problem.line, problem.column) == (line, column)
    assert what in problem.message
    assert cure in problem.message
    assert what.split("`")[1][:7] in text.splitlines()[line - 1][column : problem.end]


def test_causes_that_have_nothing_to_do_with_each_other_are_all_told() -> None:
    text = "import requests\nimport numpy as np\nr = requests.get('x').json()\nx = np.zeros(3)\n"
    text += "x.tofile('f')\nx.some_thing\nfor a in [x]: a.some_thing\n"
    assert [each.line for each in guard.check(Source("mine.py", text))] == [1, 5, 6, 7]


def test_what_is_not_installed_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui_tutor.engine.text.of_imports.find_spec", lambda _name: None)
    text = "from sklearn.datasets import load_iris, load_digits\nimport sklearn.datasets\nload_iris().data.some_thing\n"
    (problem,) = guard.check(Source("mine.py", text))
    assert (problem.line, problem.column, problem.guard) == (1, 5, False)
    assert problem.message == "scikit-learn is not installed here: `pip install scikit-learn` brings it (line 2 too)"


@pytest.mark.parametrize("statement", ["async def f(): pass", "try: pass\nexcept* ValueError: pass"])
def test_what_runs_without_being_stepped_may_be_trusted(statement: str) -> None:
    (problem,) = guard.check(Source("mine.py", statement))
    assert problem.guard


def test_what_takes_the_place_of_a_failing_import_is_looked_at() -> None:
    text = "try:\n    from itertools import izip\nexcept ImportError:\n    izip = len\nprint(izip.__self__)\n"
    assert [(each.line, each.column) for each in guard.check(Source("mine.py", text))] == [(5, 6)]
