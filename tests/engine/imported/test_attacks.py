# ruff: noqa: E501
"""Ways out of the guard through what is allowed: each ends at the guard, or where it runs, and nothing is reached."""

from __future__ import annotations

from typing import Any

import pytest

from tui_tutor.engine.text.guard import check
from tui_tutor.engine.text.problems import ProblemsError
from tui_tutor.engine.text.source import Source
from tui_tutor.engine.watch.engine import Engine

# Each prints REACHED where it has got hold of what it must not have: a frame, a code object, the names of a module,
# the real built-ins, numpy's array class, a file.
BEGIN = """import numpy as np
import functools, operator, copy, collections, typing, dataclasses, enum, string, random, itertools, sys
def made():
    yield 1
g = made()
"""
REACH = "\nif out is not None: print('REACHED', out)\n"

FRAMED = "class A:\n    gi_frame = 1\n"
EQUAL = "class E:\n    def __eq__(self, other):\n        self.got = other\n        return True\ne = E()\n"
PARSER = f"import argparse\n{EQUAL}p = argparse.ArgumentParser()\n"
TEXTS = "class S(str, enum.Enum):\n    A = '{0.gi_frame}'\n"


def told_by_text(get: str) -> list[str]:
    """An attribute by its text, by each who takes one."""
    return [f"class A:\n    {name} = 1\nout = {get.format(name, name)}" for name in ("gi_frame", "gi_code")]


ATTACKS = [
    # Attributes by their text.
    *told_by_text("getattr(g, '{}')"),
    *told_by_text("getattr(g, '{}', 'x') if hasattr(g, '{}') else None"),
    *told_by_text("operator.attrgetter('{}')(g)"),
    *told_by_text("list(map(operator.attrgetter('{}'), [g]))[0]"),
    *told_by_text("operator.methodcaller('{}')(g)"),
    *told_by_text("functools.reduce(getattr, ['{}'], g)"),
    *told_by_text("'{{0.{}}}'.format(g)"),
    *told_by_text("('{{0.' + '{}' + '}}').format(g)"),
    *told_by_text("'{{:{{0.{}}}}}'.format(g)"),
    *told_by_text("'{{x.{}}}'.format_map({{'x': g}})"),
    *told_by_text("list(map('{{0.{}}}'.format, [g]))[0]"),
    *told_by_text("str.format('{{0.{}}}', g)"),
    *told_by_text("getattr('{{0.{}}}', 'format')(g)"),
    *told_by_text("operator.methodcaller('format', g)('{{0.{}}}')"),
    *told_by_text("super(A, g).{}"),
    *told_by_text("functools.partial(getattr, g)('{}')"),
    *told_by_text("type(g).{}"),
    *told_by_text("np.vectorize(lambda v: v.{}, otypes=[object])(np.array([g], dtype=object))"),
    *told_by_text("np.frompyfunc(lambda v: v.{}, 1, 1)(np.array([g, g], dtype=object))"),
    *told_by_text("next(map(lambda v: v.{}, [g]))"),
    *told_by_text("[v.{} for v in [g]][0]"),
    *told_by_text("max([g], key=lambda v: v.{})"),
    "out = getattr(made, '__globals__')",
    "out = getattr(made, '__' + 'globals__', None)",
    "out = operator.attrgetter('__class__.__mro__')(1)",
    "out = operator.methodcaller('__reduce_ex__', 4)(made)",
    "class S(str, enum.Enum):\n    A = '__globals__'\nout = getattr(made, S.A)",
    "setattr(made, '__code__', None)\nout = 1",
    "setattr(np.ones(1), 'dtype', 'O')\nout = 1",
    "setattr(collections.Counter, 'update', print)\nout = 1",
    "collections.Counter.most_common = print\nout = 1",
    "np.ndarray.sum = print\nout = 1",
    "class A:\n    pass\nA.__class__ = int\nout = 1",
    # numpy's array class, which takes any memory for objects.
    "out = type(np.ones(1))((1,), 'O', np.array([1]))",
    "out = np.ones(1).__class__((1,), 'O', np.array([1]))",
    "out = [type][0](np.ones(1))",
    "class E:\n    def __eq__(self, other):\n        self.got = other\n        return True\ne = E()\ntype(np.ones(1)) == e\nout = e.got((1,), 'O')",
    "class E:\n    def __eq__(self, other):\n        self.got = other\n        return True\ne = E()\nnp.ndarray == e\nout = e.got",
    "N = typing.Annotated[np.ndarray, 1]\nout = N((1,), 'O', np.array([1]))",
    "N = typing.Type[np.ndarray]\nout = N",
    "N = typing.NewType('N', np.ndarray)\nout = N",
    "out = typing.get_origin(typing.List[int])",
    "out = typing.cast(np.ndarray, 1)",
    "@dataclasses.dataclass\nclass A:\n    x: np.ndarray = None\nout = dataclasses.fields(A)[0].type",
    "def f(x: np.ndarray): pass\nout = f.__annotations__['x']",
    "d = collections.defaultdict(np.ndarray)\nout = d[1]",
    "class A(np.ndarray): pass\nout = A((1,))",
    "class A(type(np.ones(1))): pass\nout = A((1,))",
    "T = type(np.ones(1))\nclass A(T): pass\nout = A",
    "from numpy import *\nx = ndarray\nndarray = 1\nout = x((1,), 'O')",
    "from numpy import *\nndarray = ndarray\nout = ndarray((1,), 'O')",
    "import pylab\nx = pylab.ndarray\nout = x",
    "from pylab import *\nx = ndarray\nout = x",
    "from numpy.lib.stride_tricks import as_strided\nout = as_strided(np.ones(1), (99,))",
    "out = np.lib.format",
    "out = np.recarray((1,), dtype=[('a', 'O')], buf=np.array([1]))",
    "out = np.dtype({'names': ['a', 'b'], 'formats': ['O', 'i8'], 'offsets': [0, 0]})",
    "match np.ones(1):\n    case np.ndarray(ctypes=out): pass",
    "match g:\n    case object(gi_frame=out): pass",
    # Patterns, which read attributes: whatever else their class's name may stand for.
    f"{FRAMED}A = object\nmatch g:\n    case A(gi_frame=out): pass",
    f"{FRAMED}def f(A):\n    match g:\n        case A(gi_frame=x): return x\nout = f(object)",
    f"def d(kind): return object\n@d\n{FRAMED}match g:\n    case A(gi_frame=out): pass",
    "def f():\n    class object:\n        gi_frame = 1\nmatch g:\n    case object(gi_frame=out): pass",
    "from collections.abc import *\ndef f():\n    class Iterator:\n        gi_frame = 1\nmatch g:\n    case Iterator(gi_frame=out): pass",
    "A = collections.namedtuple('A', 'gi_frame')\nA = object\nmatch g:\n    case A(gi_frame=out): pass",
    "class A(typing.Protocol):\n    _is_runtime_protocol = True\n    gi_frame = 1\nmatch g:\n    case A(gi_frame=out): pass",
    "class P(typing.Protocol): pass\nclass A(P):\n    _is_protocol = _is_runtime_protocol = True\n    gi_frame = 1\nmatch g:\n    case A(gi_frame=out): pass",
    f"{EQUAL}{FRAMED}a = A()\na.x = e\nmatch a:\n    case A(x=g.gi_frame): out = e.got",
    *(f"{given}match A():\n    case A(out): pass" for given in (
        "class A:\n    __match_args__ = ('__dict__',)\n",
        "M = ('__setattr__',)\nclass A:\n    __match_args__ = M\n",
        "class A:\n    __match_args__, x = ('__setattr__',), 1\n",
        "class A:\n    __match_args__ = ()\n    __match_args__ += ('__setattr__',)\n",
    )),
    f"{TEXTS}match S.A:\n    case S(format=f): out = f(g)",
    f"{TEXTS}    __match_args__ = ('format',)\nmatch S.A:\n    case S(f): out = f(g)",
    # What `super` looks for behind a class that has the name as well.
    f"{TEXTS}    def f(self, x): return super().format(x)\nout = S.A.f(g)",
    "class A(Exception):\n    with_traceback = 1\n    def f(self): return super().with_traceback\nout = A().f()",
    # The program's own classes, by the names that Python and numpy ask.
    f"class A: pass\n{EQUAL}getattr(A, '__dict__') == e\nout = e.got",
    "class A: pass\nsetattr(A, '__reduce_ex__', lambda s, n: (print, ('REACHED',)))\ncopy.copy(A())",
    "class A: pass\nsetattr(A, '__array_interface__', {'data': (1, False), 'shape': (0,), 'typestr': '<i8', 'version': 3})\nout = np.array(A())",
    "class A: pass\nsetattr(A, '__module__', 'tui_tutor.engine.imported.tools')\nout = 1",
    "setattr(made, '__defaults__', (1,))\nout = 1",
    # What a class is made of.
    "try:\n    class A(typing.Generic[(out := np.ndarray)]): pass\nexcept TypeError: pass",
    "try:\n    class A(typing.Generic[(out := __builtins__)]): pass\nexcept TypeError: pass",
    # What is copied, pickled or made of parts.
    "class A:\n    def __reduce_ex__(self, n): return (print, ('REACHED',))\ncopy.copy(A())",
    "class A:\n    def __reduce__(self): return (print, ('REACHED',))\ncopy.deepcopy(A())",
    "class A: pass\na = A()\na.__reduce_ex__ = lambda n: (print, ('REACHED',))\ncopy.deepcopy(a)",
    "class A: pass\na = A()\nsetattr(a, '__reduce_ex__', lambda n: (print, ('REACHED',)))\ncopy.deepcopy(a)",
    "A = enum.Enum('A', {'__reduce_ex__': lambda s, n: (print, ('REACHED',)), 'x': 1})\ncopy.copy(A.x)",
    "class B(enum.Enum): pass\nA = B('A', [('__reduce_ex__', lambda s, n: (print, ('REACHED',))), ('x', 1)])\ncopy.copy(A.x)",
    "A = enum.Enum('A', 'x', type=np.matrix)\nout = A",
    "class A(enum.Enum):\n    def __new__(cls): return 1\nout = A",
    "import abc\nA = abc.ABCMeta('A', (), {'__getattr__': print})\nout = A",
    "class A(metaclass=enum.EnumMeta): pass\nout = A",
    "out = dataclasses.make_dataclass('A', [('x', 'int', 1)])",
    "out = collections.namedtuple('A', 'x __class__')(1, 2)",
    "out = collections.namedtuple('A', ['x; import os'])",
    "out = collections.namedtuple('A', 'x', module='os').__module__",
    "dataclasses.dataclass(collections.Counter)\nout = 1",
    "functools.total_ordering(collections.Counter)\nout = 1",
    "f = functools.wraps(made)\nclass W:\n    gi_frame = None\n    f_globals = None\nw = W()\nf(w, assigned=['__globals__'], updated=[])\nout = w",
    "class W:\n    gi_frame = None\nw = W()\nfunctools.update_wrapper(w, g, assigned=['gi_frame'], updated=[])\nout = w.gi_frame",
    "class W:\n    gi_frame = None\nw = W()\nfunctools.update_wrapper(w, g)\nout = w.gi_frame",
    "functools.update_wrapper(collections.Counter, made)\ncollections.Counter.x = 1\nout = 1",
    "class E:\n    def __eq__(self, other):\n        self.got = other\n        return True\ne = E()\n"
    "type(np.ones(1)) == np.ndarray == e\nout = e.got",
    "class S(str, enum.Enum):\n    A = '{0.gi_frame}'\nout = S.A.format(g)",
    "out = functools.partial('{0.gi_frame}'.format, g)()",
    "class A:\n    pass\na = A()\na.__array_interface__ = {'data': (1, False), 'shape': (1,), 'typestr': '<i8'}\nout = np.array(a)",
    "class A:\n    __array_interface__ = {'data': (1, False), 'shape': (1,), 'typestr': '<i8'}\nout = np.array(A())",
    "class A:\n    def __buffer__(self, flags): return 1\nout = np.array(A())",
    "np.random.set_state(('MT19937', np.zeros(624, 'u4'), 10**6))\nout = np.random.rand()",
    "import pylab\nr = pylab.random\nout = r.default_rng(1)",
    "out = type(np.ones(1))._kind",
    "class A:\n    _kind = 1\nout = type(np.ones(1))._kind",
    "class A:\n    _names = 1\nout = operator.attrgetter('x')._names",
    "class A:\n    tofile = 1\nout = np.ones(1).tofile('f')",
    "class A:\n    tofile = 1\nclass B(np.matrix): pass\nout = B([1]).tofile('f')",
    "class A:\n    mro = 1\nout = A.mro() + int.mro()",
    "class A(Exception):\n    with_traceback = 1\nout = ValueError(1).with_traceback",
    "out = functools.partial(made).__reduce__()",
    "out = functools.partial(made).func.__globals__",
    "out = functools.singledispatch(made)",
    "@functools.lru_cache\ndef f(): pass\nout = f.__wrapped__.__globals__",
    "@functools.lru_cache\ndef f(): pass\nclass A:\n    _function = 1\nout = f._function",
    # Texts that are evaluated, and what formats them.
    "out = typing.get_type_hints(made)",
    "out = typing.ForwardRef('np.ndarray')",
    "out = string.Formatter().format('{0.gi_frame}', g)",
    "out = string.Template",
    "out = np.safe_eval('1')",
    "out = np.bmat('np')",
    "def f(x: \"print('REACHED')\"): pass\nf(1)",
    "x: print('REACHED') = 1",
    "class A:\n    x: print('REACHED') = 1",
    "@dataclasses.dataclass\nclass A:\n    x: 'print(1)' = 1\n    y: typing.ClassVar[print('REACHED')] = 2",
    # Annotations, which may name what is not to be had.
    "class A:\n    got = None\n    def __getitem__(self, item):\n        A.got = item\na = A()\ndef f(x: a[np.ndarray]): pass\nout = A.got",
    "class A:\n    got = None\n    def __or__(self, item):\n        A.got = item\n    __ror__ = __or__\na = A()\ndef f(x: np.ndarray | a, y: a | np.ndarray): pass\nout = A.got",
    "class A:\n    got = None\n    def __hash__(self):\n        return hash(type(np.ones(1)))\n    def __eq__(self, item):\n        A.got = item\na = A()\ndef f(x: typing.Optional[np.ndarray], y: typing.Optional[a]): pass\nout = A.got",
    "class A:\n    got = None\n    def __call__(self, item):\n        A.got = item\na = A()\ndef f(x: a(np.ndarray)): pass\nout = A.got",
    "class A:\n    got = None\n    def __eq__(self, item):\n        A.got = item\na = A()\ndef f(x: a == np.ndarray, y: a in [np.ndarray]): pass\nout = A.got",
    "class A:\n    def __get__(self, *owner):\n        return g.gi_frame\nclass B:\n    x = A()\ndef f(x: B.x.f_globals): pass\nout = f.__annotations__",
    "def f(x: np.ndarray): pass\nout = f.__annotations__",
    "x: np.ndarray = 1\nout = __annotations__",
    "@dataclasses.dataclass\nclass A:\n    x: np.ndarray\nout = [f.type for f in dataclasses.fields(A)][0]",
    "class A(typing.NamedTuple):\n    x: np.ndarray\nout = A.__annotations__",
    "def f(x: (y := np.ndarray)): pass\nout = y",
    "def f(x: print('REACHED'), y: g.gi_frame.f_globals['x']) -> [print('REACHED') for i in (1,)]: pass\nout = None",
    "def f(x: np.testing.tempdir): pass\nout = np.testing.tempdir",
    # Names with two underscores, of which the tutor's own are some.
    "out = __tt_asked__",
    "__tt_x = g\nout = __tt_x.gi_frame",
    "def __tt(x): return x\nout = __tt(g).gi_frame",
    "def f(__tt_g): return __tt_g.gi_frame\nout = f(g)",
    "class __tt:\n    x = g\nout = __tt.x.gi_frame",
    "import numpy as __tt\nout = __tt.load",
    "__g = g\nout = __g.gi_frame",
    "def f(__x=None): return __x\nout = f(__x=open)",
    "def f(**k): return k['__x']\nout = f(__x=np.ndarray)",
    "class A: pass\nout = np.zeros(1, __dtype=open)",
    "for __tt_g in [g]: out = __tt_g.gi_frame",
    "match g:\n    case __tt_g: out = __tt_g.gi_frame",
    "try: 1 / 0\nexcept Exception as __tt_e: out = __tt_e.__traceback__",
    # Insides of modules, and what leads to others.
    *(f"out = {path}" for path in (
        "random._os", "random._urandom", "random.SystemRandom()", "random._inst", "collections._sys", "functools._thread",
        "enum.sys", "typing.sys", "dataclasses.sys", "dataclasses.inspect", "string._re", "copy.dispatch_table",
        "itertools.__loader__", "sys.modules", "sys._getframe()", "sys.stdin", "sys.path", "sys.stdout.buffer",
        "sys.stdout._find", "sys.exc_info()", "np.random.mtrand", "np.core", "np.testing.tempdir", "np.char.sys",
        "np.polynomial.polyutils", "np.random.default_rng(1).bit_generator.ctypes", "np.linalg.linalg", "np.fft.helper",
    )),
    *(f"import {name}\nout = {name}" for name in ("gc", "inspect", "types", "builtins", "importlib", "ctypes", "pickle")),
    "from collections import _sys as out",
    "from random import _os as out",
    "import os\nout = os.environ",
    "import os.path\nout = os.path.os",
    "import warnings\nout = warnings.sys",
    "import logging\nout = logging.FileHandler('f')",
    "import time\nout = time.__loader__",
    "import datetime\nout = datetime.sys",
    # What draws, as a bridge.
    "import matplotlib.pyplot as plt\nout = plt.np.ctypeslib.__name__",
    "import matplotlib.pyplot as plt\nout = plt._get_backend_mod",
    "import matplotlib.pyplot as plt\nclass A:\n    gi_frame = 1\nplt.plot(g)\nout = g.gi_frame",
    "import matplotlib.pyplot as plt\ndef f(x): return x.gi_frame\nout = f(g)",
    "import matplotlib.pyplot as plt\nx = g\nout = x.gi_frame",
    "import pylab as pl\nq = [pl][0]\nout = q.ndarray",
    "import pylab as pl\nout = getattr(pl, 'ndarray')",
    "import pylab as pl\nN = pl.typing.NDArray\nout = N((1,), dtype=object, buffer=b'12345678')",
    "import numpy.typing as npt\nN = npt.NDArray[float]\nout = N((1,), dtype=object, buffer=b'12345678')",
    "import numpy.typing as npt\nN = npt.NDArray[float]\nout = N.__origin__",
    "import matplotlib.pyplot as plt\nq = [plt][0]\nq._shape = 5\nout = 1",
    "import pylab as pl\nclass A:\n    _numpy = 1\nout = pl._numpy",
    "import pylab as pl\nclass A:\n    _numpy = 1\nq = [pl][0]\nout = q._numpy",
    "import matplotlib.pyplot as plt\nout = plt.imread('/etc/hostname')",
    "import matplotlib.pyplot as plt\nplt.connect('draw', lambda e: print('REACHED'))",
    "import matplotlib.pyplot as plt\nclass A(plt.Figure): pass\nout = A",
    "import matplotlib.pyplot as plt\nopen = plt.open\nopen('f')\nopen2 = plt.close\nout = None if repr(open2) == '<drawn elsewhere>' else 1",
    # Rows with names, which look into an array, and their types.
    "out = np.zeros(1, dtype=[('a', 'i8')]).view([('a', 'O')])",
    "k = [('a', 'O')]\nout = np.zeros(1, dtype=[('a', 'i8')]).view(k)['a'][0]",
    "k = object\nout = np.array([(g,)], dtype=[('a', k)])['a'][0].gi_frame",
    "out = np.array([(1, g)], dtype='i4, O')[0]['f1'].gi_frame",
    "class A:\n    gi_frame = 1\nout = np.array([(1, g)], dtype=[('n', int), ('a', object)])[0]['a'].gi_frame",
    "out = type(np.zeros(1, dtype=[('a', int)])[0])((1,), 'O')",
    "out = np.zeros(1, dtype=[('a', int)])[0].getfield('O')",
    "np.zeros(1, dtype=[('a', int)])[0].setfield(g, 'O')\nout = 1",
    "out = np.zeros(1, dtype=[('a', np.ndarray)])",
    "out = np.zeros(1, dtype=[('a', open)])",
    "out = np.zeros(1, dtype=[('a', [('b', open)])])",
    "out = np.zeros(1, dtype=[open('f')])",
    "out = np.dtype([('a', int)]).fields",
    # Modules that are asked for what they have.
    "out = getattr(np, 'ndarray')((1,), 'O', np.array([1]))",
    "out = getattr(np, 'lib')",
    "out = getattr(np, 'random')",
    "out = getattr(np, 'random', 1).seed",
    "out = getattr(np, '__dict__')",
    "out = getattr(np, '__builtins__', None)",
    "out = getattr(np, 'load', None)",
    "n = 'load'\nout = getattr(np, n)",
    "out = [getattr][0](np, 'load')",
    "out = getattr(sys, 'modules', None)",
    "out = 1 if hasattr(sys, 'modules') or hasattr(np, '__dict__') else None",
    "out = getattr(random, '_urandom', None)",
    "out = getattr(random, 'seed')",
    "out = getattr(sys.stdout, '_file', None)",
    # Sizes and versions.
    "class A:\n    def __sizeof__(self):\n        self.out = 1\n        return 8\na = A()\nsys.getsizeof(a)\nout = a.out",
    "out = np.__version__.__class__.__mro__",
    "out = np.__config__",
    "out = np.__dict__",
    "np.__version__ = 1\nout = 1",
    # What has no value where nobody is sure to come.
    "def f(): return __loader__\nout = f()",
    "def f(): return __build_class__\nout = f()",
    "def f(): return open_code('f')\ntry: out = f()\nexcept NameError: out = None",
    "def f(): return open\nout = f()",
    "try: out = get_ipython().__class__\nexcept NameError: out = None",
    "import time\ndef f(): return time.clock.__self__\nout = f()",
    "def f(): return itertools.izip\ntry: out = f()\nexcept AttributeError: out = None",
    "def f(): return collections.Callable.register\ntry: out = f()\nexcept AttributeError: out = None",
    # Attributes that nobody is known to have, where nobody is sure to come.
    *(
        f"def f(x): return x.{name}\nout = f(g)"
        for name in ("gi_frame", "gi_code", "gi_yieldfrom", "gi_running", "throw")
    ),
    *(f"def f(x): return x.{name}\nout = f(made)" for name in ("func_globals", "im_func", "tp_name")),
    "def f(x): return x.mro()\nout = f(int)",
    "def f(x): return x.with_traceback\ntry: 1 / 0\nexcept Exception as e: out = f(e)",
    "def f(x): return x.obj\ntry: g.nothing\nexcept AttributeError as e: out = f(e)",
    "def f(x): return x.fromkeys([1], g)[1].gi_frame\nout = f({})",
    "def f(x): return x.bit_generator\nout = f(np.random.default_rng(1))",
    "def f(x): return x.device\nout = f(np.ones(1))",
    "def f(x): return x.to_device('cpu')\nout = f(np.ones(1))",
    "def f(x): return x.fields\nout = f(np.dtype('i4, f8'))",
    "def f(x): return x.metadata\nout = f(np.dtype(int))",
    "def f(x): return x.pyfunc\nout = f(np.vectorize(made))",
    "def f(x): return x.getstate\nout = f(sys.stdout)",
    "def f(x): return x.buffer\nout = f(sys.stdout)",
    "def f(x): return x.errors\nout = f(sys.stdout)",
    "class A:\n    def f(self): return self.forward.gi_frame\na = A()\na.forward = g\nout = a.f()",
    # What tells a log keeps nothing, and calls nobody.
    "import logging\nout = logging.root",
    "import logging\nout = logging.FileHandler('f')",
    "import logging\nout = logging.os",
    "import logging\nout = logging.getLogger().manager",
    "import logging\nout = logging.getLogger().handlers",
    "import logging\nlog = logging.getLogger()\nlog.info.__self__",
    "import logging\nlog = logging.getLogger()\nlog.propagate = g\nout = 1",
    "import logging\nclass A:\n    def __str__(self):\n        self.out = 1\n        return ''\na = A()\n"
    "logging.error('%s', a)\nout = getattr(a, 'out', None)",
    "import logging\nclass A:\n    def write(self, text):\n        print('REACHED')\n"
    "logging.basicConfig(stream=A())\nlogging.error('x')",
    "from logging import handlers\nout = handlers",
    "import logging.config\nout = logging.config",
    # What reads a program's arguments, and where it keeps them.
    *(f"{PARSER}{text}" for text in (
        "p.add_argument('x', nargs='?', default='f', type=open)\nout = p.parse_args().x",
        "p.add_argument('x', type=eval)\nout = p.parse_args(['1']).x",
        "p.add_argument('x', type=__import__)\nout = p.parse_args(['os']).x",
        "p.add_argument('x', type=argparse.FileType('r'))\nout = p.parse_args(['/etc/hostname']).x",
        "out = argparse.ArgumentParser(fromfile_prefix_chars='@').parse_known_args(['@/etc/hostname'])",
        "k = {'fromfile_prefix_chars': '@'}\nout = argparse.ArgumentParser(**k).parse_known_args(['@/etc/hostname'])",
        "k = {'fromfile_prefix_chars': '@'}\ns = p.add_subparsers()\nq = s.add_parser('q', **k)\n"
        "out = q.parse_known_args(['@/etc/hostname'])",
        "a = ['', '', '', '', [], argparse.HelpFormatter, '-', '@']\nout = argparse.ArgumentParser(*a)",
        "p.fromfile_prefix_chars = '@'\nout = p",
        "setattr(p, 'fromfile_prefix_chars', '@')\nout = p",
        "out = p._registries",
        "out = p._get_formatter()",
        "class A:\n    _registries = _actions = 1\nout = p._registries",
        "class A:\n    register = 1\nout = p.register('type', 'x', int)",
        "out = getattr(p, 'formatter_class')",
        "out = operator.attrgetter('convert_arg_line_to_args')(p)",
        "class A:\n    container = 1\nout = p.add_argument('--x').container",
        "out = p.parse_args().__dict__",
        "out = p.parse_args()._values",
        "class A:\n    _values = 1\nout = p.parse_args()._values",
        "out = argparse._sys.modules",
        "out = argparse._os",
        "class W(argparse.Action):\n    def __call__(self, *given): self.got = given\nout = W",
        "def w(*given, **more): print('REACHED', given, more)\np.add_argument('--x', action=w)",
        "class W:\n    def __init__(self, *a, **k): print('REACHED')\np.add_argument_group().add_argument('--x', action=W)",
        "s = p.add_subparsers(action=lambda *a, **k: print('REACHED'))",
        "s = p.add_subparsers(parser_class=lambda *a, **k: print('REACHED'))",
        "class F:\n    def __init__(self, prog): pass\n    def add_usage(self, *a): print('REACHED', a)\n"
        "q = argparse.ArgumentParser(formatter_class=F)\nq.print_usage()",
        "q = argparse.ArgumentParser(formatter_class=lambda prog: E())\nout = q.format_help()",
        "out = argparse.HelpFormatter('x')._root_section",
        "p.add_argument('--x', default=1)\nclass A: pass\nout = p.parse_args([], A())",
        "p.add_argument('--x', default=1)\np.parse_args([], namespace=collections.Counter)\nout = collections.Counter.x",
        "p.set_defaults(**{'__code__': 1})\nout = p.parse_args([], namespace=made)",
        "p.add_argument('--__class__', default=np.matrix)\np.parse_args(['--__class__', 'x'])\nout = 1",
        "d = {'data': (1, False), 'shape': (1,), 'typestr': '<i8', 'version': 3}\n"
        "p.add_argument('--__array_interface__')\na = p.parse_args()\nvars(a)['__array_interface__'] = d\n"
        "out = None if np.array(a).dtype == object else 1",
        "a = p.parse_args()\nvars(a)['__reduce_ex__'] = lambda n: print('REACHED')\ncopy.deepcopy(a)",
        "a = p.parse_args()\na.x = 1\nsetattr(a, '_values', 3)\nout = 1",
        "out = argparse.Namespace(**{'__class__': int})",
        "out = vars(made)",
        "out = vars(np)",
        "out = vars(p)",
        "out = list(map(vars, [p]))",
        "out = vars()",
        "argparse.ArgumentParser.error = print\nout = 1",
        "class Q(argparse.ArgumentParser): pass\nout = Q",
        "out = argparse.ArgumentParser(parents=[E()])",
        "class P:\n    _defaults = {}\n    def __getattr__(self, name): print('REACHED', name)\nargparse.ArgumentParser(parents=[P()])",
    )),
    # Names that are stored, or looked up before they are.
    "f = open\nopen = 1\nout = f('/etc/hostname')",
    "try:\n    eval('print(1)')\n    out = 1\nexcept RuntimeError:\n    out = None\neval = 1",
    "del open\nopen = 1\nout = 1",
    "def f():\n    return open('/etc/hostname')\nout = f()\nif 0: open = 1",
    "exec = exec\nout = exec('1')",
    "__builtins__ = 1\nout = 1",
    "out = __builtins__",
    "global __import__\n__import__ = 1\nout = 1",
    "class A:\n    def __exit__(self, kind, error, tb): self.tb = tb\n    def __enter__(self): pass\n    tb_frame = 1\na = A()\ntry:\n    with a: raise ValueError\nexcept ValueError: pass\nout = a.tb.tb_frame",
    "try: 1 / 0\nexcept Exception as e: out = e.__traceback__",
    "try: x = undefined_attribute(1)\nexcept NameError as e: out = None\nclass A: obj = 1\ntry: g.nothing\nexcept AttributeError as e: out = e.obj",
]  # fmt: skip


def ended(text: str) -> tuple[str, str]:
    """Where an attack ended, and what it printed."""
    source = Source("attack.py", f"out = None\n{BEGIN}{text}{REACH}")
    try:
        engine = Engine(source, seed=1)
    except ProblemsError as error:
        return "guard", str(error)
    engine.open()
    engine.run_to_end()
    printed = "".join(event.printed for event in engine.recording(engine_place(engine)).events)
    failure: Any = engine.failure
    return ("failed" if failure is not None else "ran"), printed


def engine_place(engine: Engine) -> Any:
    from tui_tutor.engine.watch.position import SETUP

    return SETUP


@pytest.mark.few(40)
@pytest.mark.parametrize("text", ATTACKS)
def test_nothing_gets_through(text: str) -> None:
    where, printed = ended(text)
    assert "REACHED" not in printed or where == "guard", printed


def test_there_are_many() -> None:
    assert len(set(ATTACKS)) >= 230


def test_an_attack_that_succeeds_is_seen() -> None:
    assert "REACHED" in ended("out = 1")[1]


@pytest.mark.slow
def test_few_of_them_run_to_their_end() -> None:
    """Those that do came to nothing: a text that nobody evaluates, a call that nobody makes."""
    assert check(Source("a.py", "x = 1\n")) == []
    ran = [text for text in ATTACKS if ended(text)[0] == "ran"]
    assert len(ran) <= 26, "\n---\n".join(ran)
