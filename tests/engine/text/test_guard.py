from __future__ import annotations

import ast
import builtins
import contextlib
import importlib
import io
import types
import warnings
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_tutor.engine.text import why
from tui_tutor.engine.text.guard import check, check_expression, unknown_names
from tui_tutor.engine.text.language import attributes, conditions, modules, names
from tui_tutor.engine.text.language.gone import GONE
from tui_tutor.engine.text.problems import Problem
from tui_tutor.engine.text.source import Source
from tui_tutor.engine.text.why import why_gone

IMPORT = "import numpy as np\n"


def problems(text: str) -> list[Problem]:
    return check(Source("program.py", text))


def places(text: str) -> list[tuple[int, int]]:
    return [(problem.line, problem.column) for problem in problems(text)]


def words(text: str) -> list[str]:
    return text.split()


TOY_BRAIN = '''"""A toy brain."""
import numpy as np
#1 Sigmoid
def nonlin(x, deriv=False):
    if deriv == True:
        return x*(1-x)

    return 1/(1+np.exp(-x))
X = np.array([[1,0,1],
              [0,1,1]])
y = np.array([[1], [0]])
np.random.seed(1)
syn0 = 2*np.random.random((3,4)) - 1
syn1 = 2*np.random.random((4,1)) - 1
for j in range(3):
    l0 = X
    l1 = nonlin(np.dot(l0, syn0))
    l2 = nonlin(np.dot(l1, syn1))
    l2_error = y - l2
    if (j % 10000) == 0:
        print("Total error now: " + str(np.sum(np.abs(l2_error) / 2)))
    l2_delta = l2_error*nonlin(l2, deriv=True)
    l1_error = l2_delta.dot(syn1.T)
    l1_delta = l1_error * nonlin(l1, deriv=True)
    syn1 += l1.T.dot(l2_delta)
    syn0 += l0.T.dot(l1_delta)
print(l2)
'''

ALLOWED = [
    "",
    TOY_BRAIN,
    "import numpy as xp, math as m\nprint(xp.exp(m.pi))",
    "import numpy.random\nnumpy.random.seed(2)\nimport numpy.linalg as la\nprint(la.norm([3, 4]))",
    "from numpy import array, dot as product, pi, random, linalg\nproduct(array([1]), array([2]))\nrandom.rand(1)",
    "from numpy.random import seed, random\nseed(1)\nx = random((2, 2))",
    "from math import sqrt, e as euler\nx = sqrt(euler)",
    "def f(a, b=1, /, c=2, *, d=3):\n    return a + b + c + d\nf(1, c=4, d=5)",
    IMPORT + "def f(x: np.ndarray, n: int = 1, name: 'text' = '') -> None:\n    y: float = n\nf(1)",
    "a, (b, c) = 1, (2, 3)\n[d, e] = a, b\na = d = 4",
    "x = 0\nx += 1\nx **= 2\nx = [1, 2]\nx[0] = 3\nx[0:1] = [4]\nx[-1] += 1",
    "for i, v in enumerate([1, 2]):\n    if i: break\n    else: continue\nelse:\n    pass",
    "assert 1 + 1 == 2, 'sums'\nif (n := 3) > 2:\n    print(n)",
    "x = [1, (2, 3), {'a': 1}, {1, 2}, None, True, 1j, ...]",
    "x = [i * j for i in range(3) for j in range(i)]\ny = {k: 1 for k in x}\nz = {k for k in x}\nsum(k for k in x)",
    "square = lambda x, n=2: x ** n\nx = square(3)\nprint(f'{x:.3f} {x!r:>{10}}', '%5.2f' % x, sep='', end='')",
    "x = 1 if 2 > 1 else 0\ny = not x and x or -x ^ ~x & 1 | 2 << 1 >> 1",
    IMPORT + "f = np.exp\nA = f(0) * np.eye(2) @ np.ones((2, 2))\nprint(A[:, 0], A[..., None], A[:, ::-1].T)",
    IMPORT + "rng = np.random.default_rng(seed=2)\nx = rng.normal(size=3)\nrng.shuffle(x)\nrng.integers(3)",
    IMPORT + "x = np.zeros((2, 2), dtype=np.float32)\ny = np.array([1], int)\nz = np.ones(2, dtype='int8')",
    IMPORT + "x = np.zeros(2)\ny = np.array([1], dtype=x.dtype).astype(float).astype('f4').astype(x.dtype)",
    IMPORT + "np.set_printoptions(suppress=True, threshold=np.inf)\nwith np.printoptions(precision=2): pass",
    IMPORT + "np.seterr(all='warn')\nwith np.errstate(divide='ignore', invalid='ignore'):\n    x = np.log(np.zeros(1))",
    IMPORT + "isinstance(np.ones(1), (int, np.ndarray))\nisinstance(1, np.integer)",
    IMPORT + "shape = (2, 3)\nnp.random.seed(1)\nx = np.random.rand(*shape)\nprint(*x, sep=' ')\nlist(zip(*x))",
    "x = ' a b '.strip().upper().ljust(9).split()\n', '.join(x).replace('A', 'B').startswith('B')",
    "x = []\nx.append(1)\nx.extend([2])\nx.insert(0, 3)\nx.pop()\nx.index(1)\nx.sort()\nx.reverse()\nx.clear()",
    "d = dict(a=1)\nfor k, v in d.items():\n    print(k, v, d.get('b', 0), list(d.keys()), d.values())",
    "print(list(map(str, filter(None, [1, 2]))), sorted([2, 1], key=abs), max([1, 2], key=lambda v: -v))",
    "def f():\n global k\n k = n = 0\n def g():\n  nonlocal n\n  n += 1\n g()\n return n\nf()",
    "def main():\n    print(1)\nif __name__ == '__main__':\n    main()",
    "sum = 0\nsum += 1\ndel sum\n_ = größe = 1\nfor _ in range(größe):\n    print(_)",
    "for open in [1]: pass\ninput = type = id = dir = iter = open\nprint(input, type, id, dir, iter)",
    "def f(): pass\nf.x = 1\nx = [1, 2]\ndel x[0]\na, *b = x\n[y := 1 for i in x]\nz = b'a'",
    "from __future__ import annotations\nx: int\ny: list[int] = []\n"
    "def f(a: 'X[int]' = 1, *b: int, **c: object) -> None: pass\nf()",
    "from numpy.random import random as r\nfrom numpy import *\ndraw = r\nprint(sin(pi), draw())",
    IMPORT + "np.random.seed()\nnp.random.default_rng()\nnp.zeros(3, dtype=object)\nnp.exp.__class__\n"
    "np.array(*[[1]], **{'ndmin': 1})",
    "class A:\n    __slots__ = ('x',)\n    def __f(self): self.__dict = 1\n    __radd__ = __str__ = __f",
    "x = 1\ntype(x).__name__, x.__class__.__name__, getattr(x, 'real'), '{:>{}} {a}'.format(x, 5, a=1)",
    "match [1, {'a': 2}]:\n    case [x, {'a': y, **z}] if x: print(x, y)\n"
    "    case int() | float(): pass\n    case _: pass",
    "__author__ = 'me'\nimport os, warnings, logging",
    "x = 2 ** 3 ** 2\nx = [*(1,), 2]\ny = 10 ** 100",
    IMPORT
    + "print(np.zeros(2, dtype=[('name', 'U5'), ('age', int), ('place', [('x', float)], 2)])[0], np.__version__)",
    IMPORT + "kind = np.dtype('i4, f8')\nprint(np.array([(1, 2)], kind)['f1'], kind.names)",
    "import sys\nprint(sys.getsizeof([1]))",
    # What Python need not come to may have no value.
    "def f(x): return x.forward(1).misspelt\nclass A:\n    def g(self): return self.backward()",
    "def f(): return nothing\nclass A:\n    def g(self): raise MyError\nx = 1 if f else other\ny = x or another",
    "try:\n    text = unicode\nexcept NameError:\n    text = str\nprint(text(1))",
    "import time\ntick = getattr(time, 'clock', time.time)\ndef now(): return time.clock()",
    IMPORT + "area = np.trapezoid if hasattr(np, 'trapezoid') else np.trapz\nprint(area([1, 2]))",
]


@pytest.mark.parametrize("text", ALLOWED)
def test_allowed_programs_have_no_problems_and_run(text: str) -> None:
    assert problems(text) == []
    with contextlib.redirect_stdout(io.StringIO()), np.printoptions(), np.errstate():
        exec(compile(text, "program.py", "exec"), {"__name__": "__main__"})


# The program, the line and column of its only problem, and what the message must name.
REFUSED = [
    ('open("f")', 1, 0, "`open` is not allowed here: a program that is not trusted reads and writes no files"),
    ("list(map(open, ['f']))", 1, 9, "`open`"),
    ("def f(g=open): return g", 1, 8, "`open`"),
    ("f = lambda g=open: g", 1, 13, "`open`"),
    ("[f for f in [open]]", 1, 13, "`open`"),
    ("x = 1\nx[open] = 1", 2, 2, "`open`"),
    ("@open\ndef f(): pass", 1, 1, "`open`"),
    ("print(f'''\n{1:{open}}''')", 1, 6, "`open`"),
    ("ｏｐｅｎ('f')", 1, 0, "`open`"),
    ("é = 1; open('f')", 1, 7, "`open`"),
    ("def f(x): pass\nf(__x__=1)", 2, 2, "`__x__`"),
    ("_﹍builtins﹍﹍", 1, 0, "`__builtins__`"),
    ("'{0.__class__}'.format(1)", 1, 0, "the field `0.__class__` reaches into a value"),
    ("x = [1]\nx.apend(1)", 2, 0, "`.apend` is not allowed here: did you mean `append`?"),
    ("import numpy, os.path as p\np.exists('f')", 2, 0, "`p.exists`"),
    ("import os\nos.system('true')", 2, 0, "`os.system`"),
    ("from numpy import load as dot\ndot('f')", 1, 18, "`load`"),
    ("from numpy.ctypeslib import as_array", 1, 5, "`numpy.ctypeslib`"),
    ("from .numpy import dot", 1, 5, "`.numpy`"),
    ("import numpy as m\nimport math as m", 2, 7, "`m` is imported twice"),
    (IMPORT + "n = np", 2, 4, "`np` is a module: use what it holds, such as `np.dot`"),
    (IMPORT + "f = [np][0]", 2, 5, "`np`"),
    (IMPORT + "np.load('f')", 2, 0, "`np.load` is not allowed here: a program that is not trusted"),
    (IMPORT + "np.random.seed.sum", 2, 0, "`np.random.seed`"),
    # Called under another name, `np.ndarray` would take any memory for Python objects.
    (IMPORT + "np.ndarray((1,), buffer=np.ones(1))", 2, 0, "`np.ndarray`"),
    (IMPORT + "A = np.ndarray\nA((1,), 'O', np.array([1]))", 2, 4, "`np.ndarray`"),
    (IMPORT + "list(map(np.ndarray, [(1,)], 'O'))", 2, 9, "`np.ndarray`"),
    (IMPORT + "isinstance(np.ndarray, int)", 2, 11, "`np.ndarray`"),
    (IMPORT + "def isinstance(a, b): return b\nA = isinstance(1, np.ndarray)", 3, 18, "`np.ndarray`"),
    (IMPORT + "isinstance(1, (int, [np.ndarray][0]))", 2, 21, "`np.ndarray`"),
    ("from numpy import ndarray\nA = ndarray", 2, 4, "`ndarray`"),
    (IMPORT + "np.exp = 1", 2, 0, "`np.exp` cannot be changed"),
    ("from numpy import dot\ndot = 1", 2, 0, "`dot`"),
    (IMPORT + "np.set_printoptions(formatter={'all': str})", 2, 20, "`formatter="),
    (IMPORT + "np.set_printoptions(precision=len)", 2, 20, "`precision=len`"),
    (IMPORT + "np.set_printoptions(3)", 2, 20, "`3`"),
    (IMPORT + "np.errstate(all='ignore')", 2, 0, "`np.errstate`"),
    (IMPORT + "with np.errstate(call=print): pass", 2, 17, "`call=print`"),
    ("def f():\n    return lambda: (yield)", 2, 20, "`yield`"),
    ("x = 2**2**2**2**2**2", 1, 4, "`2 ** 2"),
    ("x = 1\nprint(y)", 2, 6, "`y` has no value"),
    ("total = 1\nprint(totl)", 2, 6, "did you mean `total`?"),
    ("for i in range(3):\n    with_it = totl", 2, 14, "`totl` has no value"),
    ("if __name__ == '__main__':\n    print(totl)", 2, 10, "`totl` has no value"),
    (IMPORT + "x = np.zeros(2, dtype=[('age', int), 'name'])", 2, 37, "`'name'` is no field"),
    (IMPORT + "x = np.float(1)", 2, 4, "no longer has `np.float`: write `float`"),
    (IMPORT + "x = np.asscalar(np.ones(1))", 2, 4, "no longer has `np.asscalar`: write `x.item()`"),
    ("import time\nx = time.clock()", 2, 4, "Python no longer has `time.clock`: write `time.perf_counter`"),
    ("from time import clock", 1, 17, "Python no longer has `clock`: write `time.perf_counter`"),
    ("from itertools import izip\nprint(izip([1], [2]))", 1, 22, "Python no longer has `izip`: write `zip`"),
    ("x = (1", 1, 4, "Python cannot read this"),
    # What Python parses but does not compile.
    ("x = 1\nreturn x", 2, 0, "'return' outside function"),
    ("for i in [1]:\n    pass\nbreak", 3, 0, "'break' outside loop"),
    ("def f(x):\n    global x", 2, 4, "name 'x' is parameter and global"),
    ("def f(x, x): return 1", 1, 9, "duplicate argument 'x'"),
]


CALLED = words(
    """open eval exec compile __import__ input delattr vars globals locals dir breakpoint memoryview bytearray help
    __builtins__ __file__ __tt __build_class__ __loader__ __spec__ id OSError unset BaseException KeyboardInterrupt
    GeneratorExit classmethod staticmethod property"""
)
REFUSED += [(f"{name}(1)", 1, 0, f"`{name}`") for name in CALLED]

BOUND = [("{} = 1", 0), ("def {}(): return 1", 0), ("def f({}): return 1", 6), ("f = lambda {}: 1", 11), ("del {}", 4)]
BOUND += [("for {} in [1]: pass", 4), ("({} := 1)", 1), ("[1 for {} in [1]]", 7), ("def f(): global {}", 9)]
BOUND += [("x, ({}, y) = 1, (2, 3)", 4), ("{}: int = 1", 0), ("{} += 1", 0), ("if 0: {} = 1", 6)]
HIDING = words("np __import__ __builtins__ __name__ __tt")
REFUSED += [(IMPORT + text.format(name), 2, column, f"`{name}`") for text, column in BOUND for name in HIDING]

IMPORTED = words("subprocess builtins importlib ctypes pickle types inspect gc numpy.ctypeslib numpy.random.mtrand")
REFUSED += [(f"import {name}", 1, 7, f"`{name}` cannot be imported here") for name in IMPORTED]
REFUSED += [(f"from {name} import *", 1, 5, f"`{name}` cannot be imported here") for name in IMPORTED]
REFUSED += [(f"from {name} import *", 1, 13 + len(name), f"`from {name} import *`") for name in ("os",)]

OF_NUMPY = words(
    """load save loadtxt fromfile memmap ctypeslib f2py T __config__ frombuffer bmat core recarray void record rec ma
    from_dlpack nested_iters safe_eval source who __builtins__ sys"""
)
REFUSED += [(f"{IMPORT}np.{name}", 2, 0, f"`np.{name}`") for name in OF_NUMPY]
REFUSED += [(f"from numpy import {name} as dot", 1, 18, f"`{name}`") for name in OF_NUMPY]

OF_VALUES = words(
    """__self__ __globals__ __dict__ __reduce_ex__ __func__ __closure__ __code__ __wrapped__ __mro__ gi_frame gi_code
    f_globals f_back tb_frame cr_frame ag_frame tofile dump dumps data ctypes resize setflags setfield mro _x"""
)
REFUSED += [(f"x = [1]\nx.{name}(1)", 2, 0, f"`.{name}`") for name in OF_VALUES]

BLOCKS = ["with 1: pass"]
BLOCKS += ["async def f(): pass"]
REFUSED += [(text, 1, 0, f"`{text.split()[0].strip(':')}`") for text in BLOCKS]
REFUSED += [("try: pass\nexcept* ValueError: pass", 1, 0, "`except*`")]

OF_CLASSES = [
    ("class A(list): pass", 1, 8, "`list` cannot be a base"),
    ("class A(int, object): pass", 1, 8, "`int` cannot be a base"),
    ("class A(metaclass=int): pass", 1, 8, "`metaclass`"),
    ("class A:\n    __class__ = int", 2, 4, "`__class__`"),
    ("class A: pass\nA.__subclasses__()", 2, 0, "`.__subclasses__`"),
    ("class A: pass\nA().__dict__", 2, 0, "`.__dict__`"),
    ("class A: pass\nA().__class__ = A", 2, 0, "`.__class__`"),
    ("class A: pass\nA().__init__()", 2, 0, "`.__init__`"),
    ("class A: pass\nx = [1]\nx.mro", 3, 0, "`.mro`"),
    ("try: pass\nexcept BaseException: pass", 2, 7, "`BaseException`"),
    ("try: pass\nexcept ValueError as e: e.__traceback__", 2, 24, "`.__traceback__`"),
    ("try: pass\nexcept ValueError as print2: print2.with_traceback", 2, 29, "`.with_traceback`"),
]
REFUSED += OF_CLASSES
MEDDLING = words(
    """__getattr__ __getattribute__ __setattr__ __delattr__ __del__ __new__ __class_getitem__ __init_subclass__ __get__
    __set_name__ __reduce__ __reduce_ex__ __getstate__ __dir__ __array__ __array_ufunc__ __instancecheck__ __format__"""
)
REFUSED += [(f"class A:\n    def {name}(self): pass", 2, 4, f"`{name}`") for name in MEDDLING]


@pytest.mark.parametrize(("text", "line", "column", "culprit"), REFUSED)
def test_refused_programs_name_the_culprit_at_its_place(text: str, line: int, column: int, culprit: str) -> None:
    found = problems(text)
    assert places(text) == [(line, column)]
    assert culprit in found[0].message
    assert (found[0].path, found[0].message.count("\n")) == ("program.py", 0)


@pytest.mark.parametrize(
    "of", ["__getattribute__('x')", "__init__.__globals__", "f.__func__", "__new__(A)", "__reduce__()"]
)
def test_super_calls_methods_and_nothing_else(of: str) -> None:
    assert problems(f"class A:\n    def f(self): return super().{of}\n")
    assert problems("super().__dict__\n")


def test_all_problems_are_found_at_once_in_source_order() -> None:
    text = "import pickle\nx = ().__class__.__bases__.__mro__\nclass A(int): pass\nopen('f'); eval('1')\n"
    assert places(text) == [(1, 7), (2, 4), (3, 8), (4, 0), (4, 11)]


@pytest.mark.parametrize(
    ("text", "guard"),
    [("open('f')", True), ("x.ctypes", False), ("print(y)", False), ("return 1", False), ("1 +", False)],
)
def test_what_only_the_guard_refuses_is_known_as_such(text: str, guard: bool) -> None:
    assert problems(text)[0].guard is guard


def test_names_that_may_never_be_met_are_warned_of_but_those_that_are_tried() -> None:
    text = "def f():\n    return totl\ntry:\n    x = unicode\nexcept NameError:\n    x = total = 1\n"
    text += "def g(x):\n    return x.apend(1)\n"
    text += "import sys\nif sys.version_info < (3,):\n    x = raw_input\n"
    assert [(each.line, each.column, each.kind) for each in unknown_names(Source("program.py", text))] == [
        (2, 11, "names"),
        (8, 11, "names"),
    ]
    assert "did you mean `total`?" in unknown_names(Source("program.py", text))[0].message


@pytest.mark.parametrize("path", GONE)
def test_what_is_gone_has_something_in_its_place(path: str) -> None:
    module, _, name = path.rpartition(".")
    with warnings.catch_warnings(action="ignore"):
        there = hasattr(importlib.import_module(module), name)
    assert (why_gone(path, name) is None) == there
    ast.parse(GONE[path].strip("`"))


def test_of_an_escape_the_first_link_is_named() -> None:
    found = problems("x = ().__class__.__bases__[0].__subclasses__()")
    assert [problem.message.split("`")[1] for problem in found] == [".__bases__"]


DEEP = ["(" * 5000 + ")" * 5000, "-" * 3000 + "1", "[" * 150 + "]" * 150, "1" + " + 1" * 2000, "[]" + ".T" * 2000]
DEEP += ["[]" + "()" * 300, "lambda: " * 500 + "1", "if 1: pass\n" + "elif 1: pass\n" * 500, "1" + " + 1" * 300]


@pytest.mark.parametrize("text", DEEP)
def test_deep_nesting_is_a_problem_and_no_error(text: str) -> None:
    (problem,) = problems(text)
    assert "nested too deeply" in problem.message or "Python cannot read this" in problem.message
    assert problem.line >= 1


CONDITIONS = [
    "  error < 0.1 ",
    "np.max(syn0) > 2",
    "numpy.abs(l2_error).mean(axis=0)[0] <= 1e-3 and not j == 3",
    "error.max() < 0.1 or abs(error) > math.pi",
    "np.linalg.norm(syn0, ord=2) > 3",
    "-1 < syn0[0, 1:2].sum() < 1",
    "len(errors) > 3 if j else syn0.T.shape == (4, 3)",
    "np.any(np.isnan(syn0)) or np.allclose(l2, y, atol=0.05)",
    "round(error, 3) == 0.123 or 'a' in name or sum < 1",
]


@pytest.mark.parametrize("text", CONDITIONS)
def test_allowed_conditions(text: str) -> None:
    assert check_expression(text) == []


REFUSED_CONDITIONS = [
    ("", 0, "error < 0.1"),
    ("x = 1", 2, "cannot be read"),
    ("error < < 1", 8, "cannot be read"),
    ("x) or (y", 1, "cannot be read"),
    ("[*a, b]", 1, "`*`"),
    ("  open('f')", 2, "`open`"),
    ("fs[0](1)", 0, "`fs[0](…)`"),
    ("x.__class__() > 1", 0, "`x.__class__(…)`"),
    ("__tt > 1", 0, "`__tt`"),
    ("np.lib.x.sum()", 0, "`np.lib.x`"),
    ("np.exp(x, x)", 0, "`np.exp` takes at most 1"),
    ("np.sum(x, 0, None, y)", 0, "`np.sum` takes at most 2"),
    ("np.exp(x, out=x)", 10, "`out`"),
    ("np.max(**d)", 7, "`**`"),
    ("max(xs, key=f)", 8, "`key`"),
    ("np.max(*xs)", 7, "`*`"),
    ("x.max > 1", 0, "`.max` needs its brackets"),
    ("(n := 1) > 0", 1, "`:=`"),
    ("(lambda: 1)()", 1, "(…)`"),
    ("any(i for i in x)", 3, "`for`"),
    ("f'{x}' == 'a'", 0, "`f-string`"),
    ("10**10**10 > x", 0, "too large"),
    ("1" + " + 1" * 300, 0, "nested too deeply"),
]


CALLED_IN_CONDITIONS = words(
    """nonlin print map np.load np.random.rand np.random.seed np.set_printoptions np.vectorize rng.random xs.append
    xs.pop syn0.fill syn0.sort x.format x.view"""
)
REFUSED_CONDITIONS += [(f"{name}(1) > 1", 0, f"`{name}(…)`") for name in CALLED_IN_CONDITIONS]


@pytest.mark.parametrize(("text", "column", "culprit"), REFUSED_CONDITIONS)
def test_refused_conditions(text: str, column: int, culprit: str) -> None:
    found = check_expression(text)
    assert found
    assert (found[0].path, found[0].line, found[0].column) == ("condition", 1, column)
    assert culprit in found[0].message


def test_every_name_of_python_is_allowed_or_refused_with_a_reason() -> None:
    for name in set(dir(builtins)) - {"_", "None", "True", "False", "__build_class__", "__debug__", "__loader__"}:
        usable = name in why.USABLE - names.ONLY_CALLED_BUILTINS.keys()
        assert bool(problems(f"x = [1]\n{name}")) != usable, name


def _public(module: types.ModuleType) -> set[str]:
    with warnings.catch_warnings(action="ignore"):
        return {name for name in {*dir(module), *getattr(module, "__all__", ())} if not name.startswith("_")}


@pytest.mark.parametrize("path", [path for path in modules.MODULES if path.startswith("numpy")])
def test_every_name_of_the_installed_numpy_is_allowed_or_refused_with_a_reason(path: str) -> None:
    try:
        module = importlib.import_module(path)
    except ImportError:
        pytest.skip("this numpy has no such module")
    if path in ("numpy.lib", "numpy.lib.stride_tricks", "numpy.testing", "numpy.char", "numpy.polynomial.polynomial"):
        # Only what is meant to be used: these hold what they are written with as well.
        assert modules.MODULES[path] <= _public(module) | {"_"} or path == "numpy.testing"
        return
    inner = {name.rpartition(".")[2] for name in modules.MODULES if name.rpartition(".")[0] == path}
    known = modules.MODULES[path] | modules.REFUSED_MEMBERS.get(path, {}).keys() | inner
    # Modules that a module is written with, and tests that it brings.
    written = {name for name in _public(module) if isinstance(getattr(module, name, None), types.ModuleType)}
    assert _public(module) - known - (written if path != "numpy" else set()) - {"test"} == set()


def test_nothing_is_both_allowed_and_refused() -> None:
    for path, refused in modules.REFUSED_MEMBERS.items():
        assert not modules.MODULES[path] & refused.keys(), path
    assert not attributes.ANY & attributes.REFUSED.keys()
    assert not names.BUILTINS & names.REFUSED_NAMES.keys()


@pytest.mark.parametrize(
    "path", [path for path in modules.MODULES if path.partition(".")[0] not in ("tqdm", "sklearn")]
)
def test_the_tables_hold_what_exists_and_no_modules(path: str) -> None:
    if path in ("numpy.strings", "numpy.exceptions") and not hasattr(np, path.partition(".")[2]):
        pytest.skip("this numpy has no such module")
    # Some are no modules of their own in older numpys.
    short = path.partition(".")[2]
    module = getattr(np, short) if short in ("emath", "char") else importlib.import_module(path)
    with warnings.catch_warnings(action="ignore"):
        found = {name: getattr(module, name) for name in modules.MODULES[path] if hasattr(module, name)}
    assert types.ModuleType not in map(type, found.values())
    # Names that only some versions have are few.
    assert len(found) >= 0.6 * len(modules.MODULES[path])
    assert not {f"numpy.random.{name}" for name in conditions.MEMBERS} & (modules.DRAWS - {"numpy.random.power"})


def test_of_numpy_only_the_table_may_be_used() -> None:
    table = {name for name in modules.MODULES["numpy"] if f"numpy.{name}" not in modules.ONLY_CALLED}
    names = sorted(set(dir(np)) | {"_core", "matrixlib"})
    assert [name for name in names if bool(problems(f"{IMPORT}np.{name}")) == (name in table)] == []


_PLAIN = ["x", "y", "np", "math", "print", "sum", "load", "random", "T", "format", "os", "f", "i", "_", "é"]
NAMES = st.sampled_from([*_PLAIN, "open", "eval", "object", "__class__", "__builtins__", "__name__"])
ATOMS = st.one_of(NAMES, st.sampled_from(["1", "'a'", "b'a'", "1.5", "None", "...", "''", "10**10**10", "x.T"]))


FORMS = ["{a} + {b}", "{a} ** {b}", "{a} @ {b}", "{a} is not {b}", "{a} % {b}", "-({a})", "({a}).{n}", "({a})[{b}:]"]
FORMS += ["[{a}, *{n}]", "({a})({b}, {a})", "({a})({n}={b}, *{n}, **{n})", "(lambda {n}={a}, *a: {b})", "(yield ({a}))"]
FORMS += [
    "[{a} for {n} in {b} if ({n} := 1)]",
    "({a} if {n} else {b})",
    "{{'a': {a}, **{n}}}",
    'f"""é\n{{{n}:{{{n}}}}}"""',
]


def _grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    parts = st.tuples(st.sampled_from(FORMS), inner, inner, NAMES)
    return parts.map(lambda part: part[0].format(a=part[1], b=part[2], n=part[3]))


EXPRESSIONS = st.recursive(ATOMS, _grown, max_leaves=20)
STATEMENTS = ["{}", "x = {}", "x += {}", "def f(a={}): return {}", "for i in {}: pass", IMPORT + "{}"]


@given(st.sampled_from(STATEMENTS), EXPRESSIONS)
def test_nested_expressions_never_raise(statement: str, expression: str) -> None:
    text = statement.replace("{}", expression)
    for problem in problems(text) + check_expression(expression):
        assert 1 <= problem.line <= text.count("\n") + 1
        assert problem.column >= 0


@given(st.text(max_size=60))
def test_any_text_never_raises(text: str) -> None:
    assert isinstance(problems(text) + check_expression(text), list)


def _codes(code: types.CodeType) -> Iterator[types.CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from _codes(constant)


@given(st.sampled_from(STATEMENTS), EXPRESSIONS)
def test_what_passes_names_nothing_outside_the_tables(statement: str, expression: str) -> None:
    """Told from the compiled code, which the guard never looks at."""
    text = statement.replace("{}", expression)
    if problems(text):
        return
    known = set().union(*modules.MODULES.values()) | attributes.ANY | why.USABLE | {"random", "linalg", "__class__"}
    bound = {node.id for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name)}
    with warnings.catch_warnings(action="ignore"):
        compiled = compile(text, "program.py", "exec")
    for code in _codes(compiled):
        used = {*code.co_names, *code.co_varnames, *code.co_freevars, *code.co_cellvars}
        used -= {"__doc__", "__annotations__", "__name__"}
        assert not {name for name in used - {"__class__"} if name.startswith("__")}
        assert used <= known | bound | {"np", "numpy", "math", "f", "a", ".0"}
        assert not used & (set(dir(builtins)) - why.USABLE - bound)
