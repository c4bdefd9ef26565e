"""What the loop draws from, or changes, is met again wherever one comes from: each turn prints what Python prints."""

from __future__ import annotations

import ast
import decimal
from itertools import cycle, islice
from typing import Any

import numpy as np
import pytest
from engine_help import opened
from plainly import Python

from tui_tutor.engine.probe.carried import pops_sets
from tui_tutor.engine.rewind.iterators import twin
from tui_tutor.engine.watch.position import END, turn

BATCHES = """class Batches:
    def __init__(self):
        self.i = 0

    def __iter__(self):
        self.i = 0
        return self

    def __next__(self):
        self.i += 1
        if self.i > 20:
            raise StopIteration
        return self.i


"""

PROGRAMS = {
    "enumerate over an iterator that begins anew": BATCHES + "for k, x in enumerate(Batches()):\n    print(k, x)\n",
    "zip of one": BATCHES + "for k, x in zip(range(90), Batches()):\n    print(k, x)\n",
    "a generator expression over one": BATCHES + "for x in (3 * v for v in Batches()):\n    print(x)\n",
    "a cycle of one": "from itertools import cycle\n"
    + BATCHES
    + "items = cycle(Batches())\nfor k in range(25):\n    print(next(items))\n",
    "a repetition of one": "from itertools import repeat\n"
    + BATCHES
    + "items = repeat(Batches())\nfor k in range(15):\n    print(next(next(items)))\n",
    "iterators in a tuple": "its = (iter(range(90)), (iter('abcdefghijklmnopqrstuvwxyz'), 1))\n"
    "for k in range(20):\n    print(next(its[0]), next(its[1][0]))\n",
    "an iterator as a default": "def item(it=iter(range(90))):\n    return next(it)\n\n\n"
    "for k in range(20):\n    print(item())\n",
    "an iterator in a partial": "from functools import partial\n\nitem = partial(next, iter(range(90)))\n"
    "for k in range(20):\n    print(item())\n",
    "an iterator in a named tuple": "from collections import namedtuple\n\nPoint = namedtuple('Point', 'x it')\n"
    "point = Point(0, iter(range(90)))\n"
    "for k in range(20):\n    point = point._replace(x=next(point.it))\n    print(point.x)\n",
    "a counter": "from collections import Counter\n\ncounts = Counter('abcdefghijklmnopqrst')\n"
    "for key, count in counts.items():\n    print(key, count)\n",
    "views of a dictionary": "def main():\n    d = {0: 1}\n    keys = d.keys()\n    for k in range(20):\n"
    "        d[k] = k\n        values = d.values()\n        print(len(keys), sum(values))\n"
    "    print(len(keys), sum(values))\n\n\nmain()\n",
    "an array in a partial": "from functools import partial\n\nimport numpy as np\n\n\ndef step(a, k):\n    a += k\n"
    "    return a.sum()\n\n\ndef main():\n    bump = partial(step, np.zeros(3))\n"
    "    for k in range(20):\n        print(bump(k))\n    print(bump(1))\n\n\nmain()\n",
    "an attribute of a function": "def main():\n    def step(k):\n        step.calls += k\n        return step.calls\n"
    "\n    step.calls = 0\n    for k in range(20):\n        print(step(k))\n    print(step(1))\n\n\nmain()\n",
    "the shape of an array": "import numpy as np\n\na = np.arange(6)\nfor k in range(20):\n    print(a.shape)\n"
    "    a.shape = (2, 3) if k % 2 else (3, 2)\n",
    "a view of a part": "import numpy as np\n\n\ndef main():\n    a = np.zeros(6)\n    part = a\n"
    "    for k in range(20):\n        part += k\n        print(a)\n        part = a[k % 3 :]\n"
    "    print(a)\n\n\nmain()\n",
    "a method of a list": "def main():\n    items = []\n    add = items.append\n    for k in range(20):\n"
    "        add(k)\n        print(len(items))\n    print(items)\n\n\nmain()\n",
    "an attribute of a class": "class Net:\n    made = 0\n\n\nfor k in range(20):\n    print(Net.made)\n"
    "    Net.made += k\n",
    "the order of a set": "seen = set()\nseen.add(3)\nseen.add(11)\nfor k in range(20):\n    print(list(seen))\n",
    "a set that shrinks": "todo = set(range(0, 400, 7))\nfor k in range(20):\n    print(list(todo))\n"
    "    todo -= {7 * k, 28 * k}\n    todo.add(1000 + 13 * k)\n",
    "the precision of decimal numbers": "from decimal import Decimal, getcontext\n\ngetcontext().prec = 3\n"
    "for k in range(20):\n    print(Decimal(1) / 7)\n    getcontext().prec += 1\n",
    "how decimal numbers are rounded": "import decimal\n\ncontext = decimal.getcontext()\ncontext.prec = 3\n"
    "for k in range(20):\n    print(decimal.Decimal(2) / 3)\n"
    "    context.rounding = decimal.ROUND_DOWN if k % 3 else decimal.ROUND_UP\n",
    "how numpy takes errors": "import numpy as np\n\n"
    "for k in range(20):\n    print(np.geterr()['divide'])\n    if k % 3:\n        np.seterr(divide='ignore')\n"
    "    else:\n        np.seterr(divide='raise')\n",
    "how numpy prints": "import numpy as np\n\n"
    "for k in range(20):\n    print(np.array([1 / 3]))\n    if k % 3:\n        np.set_printoptions(precision=2)\n"
    "    else:\n        np.set_printoptions(precision=5)\n",
    "generators made of a generator": "import numpy as np\n\nrng = np.random.default_rng(3)\n"
    "for k in range(20):\n    print(rng.spawn(1)[0].normal(), rng.normal())\n",
    "the arguments of the program": "import sys\n\nbefore = len(sys.argv)\n"
    "for k in range(20):\n    print(len(sys.argv) - before)\n    sys.argv.append(k)\ndel sys.argv[before:]\n",
    "tools that count": "from itertools import accumulate, chain, count, cycle, permutations, tee\n\n"
    "tools = [count(3, 2), cycle('abc'), accumulate(range(90)), chain('ab', range(90)), permutations(range(4))]\n"
    "tools += tee(range(90))\nfor k in range(20):\n    print(*map(next, tools))\n",
    "any item of a set": "todo = set(range(40))\nfor k in range(20):\n    print(todo.pop())\n",
}


# numpy 2.5 warns of a program that stores a shape.
@pytest.mark.filterwarnings("ignore:Setting the shape:DeprecationWarning")
@pytest.mark.parametrize("text", PROGRAMS.values(), ids=PROGRAMS)
def test_every_turn_prints_what_python_prints(text: str) -> None:
    # With room for few states, some turns are run behind the one that is put back.
    engine = opened(text, budget=1)
    with decimal.localcontext(decimal.Context()), np.errstate(), np.printoptions():
        expected = Python(text, engine.program.loop).printed.splitlines(keepends=True)
    assert engine.run_to_end()
    assert engine.total is not None
    engine.recording(END)
    for iteration in (engine.total - 1, 12, 3, 11, 13, 0):
        events = engine.recording(turn(iteration)).events
        assert "".join(each.printed for each in events) == expected[iteration]


def test_a_named_tuple_is_one_of_its_class_when_the_program_was_begun_again() -> None:
    engine = opened(
        "from collections import namedtuple\n\nPoint = namedtuple('Point', 'x')\n\n\ndef main():\n    last = Point(0)\n"
        "    for k in range(20):\n        was = isinstance(last, Point)\n        last = Point(k)\n\n\nmain()\n"
    )
    assert engine.run_to_end()
    engine.recording(END)
    assert engine.run is not None
    assert engine.run.keeping.unrestorable is None
    changes = [each for event in engine.recording(turn(12)).events for each in event.changes if each.name == "was"]
    assert [each.value.data for each in changes if each.value is not None] == [True]


def test_each_of_two_cycles_has_a_twin_of_its_own() -> None:
    cycles = cycle([1, 2, 3]), cycle([10, 20])
    for each in cycles:
        # What it goes over is used up: it tells of an iterator that is made for that.
        list(islice(each, 7))
    twins: dict[int, Any] = {}
    found = [twin(each, twins) for each in cycles]
    assert [list(islice(each, 5)) for each in found] == [[2, 3, 1, 2, 3], [20, 10, 20, 10, 20]]


def test_a_generator_expression_shows_its_operations_wherever_one_comes_from() -> None:
    text = (
        "pairs = (a * b for a in range(9) for b in range(9))\nnext(pairs)\nfor k in range(20):\n    x = next(pairs)\n"
    )
    walked, jumped = opened(text), opened(text)
    walked.run_to(1)
    assert jumped.run_to_end()
    jumped.recording(END)
    counts = [len(each.recording(turn(1)).events) for each in (walked, jumped)]
    assert counts == [4, 4]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a = [1]\na.pop()\n", False),
        ("a = {1: 2}\na.pop(1)\n", False),
        ("self.a = [1]\nself.a.pop()\n", False),
        ("a = {1}\na.pop()\n", True),
        ("a = [1]\na = a_set\na.pop()\n", True),
        ("def f(a):\n    a.pop()\n", True),
        ("list(map(set.pop, sets))\n", True),
        ("sets[0].pop()\n", True),
    ],
)
def test_what_may_be_popped_from_a_set(text: str, expected: bool) -> None:
    assert pops_sets(ast.parse(text)) == expected
