"""The language that a lesson's program may be written in, as tables; the guard refuses all that is not in them.

To widen the language, add to a table here; a construct that needs more than "its parts are allowed" also gets a rule
in the guard. Before adding a function, ask what it does with files, memory, text that names things, and callbacks.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Collection
from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


CONDITION_NODES: Final[frozenset[type[ast.AST]]] = frozenset(
    {
        # Expressions that are allowed wherever their parts are.
        *(ast.BoolOp, ast.UnaryOp, ast.Compare, ast.IfExp, ast.Subscript, ast.Slice, ast.Tuple, ast.List, ast.Load),
        # Operators.
        *(ast.And, ast.Or, ast.Not, ast.Invert, ast.UAdd, ast.USub),
        *(ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow, ast.MatMult),
        *(ast.LShift, ast.RShift, ast.BitAnd, ast.BitOr, ast.BitXor),
        *(ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.Is, ast.IsNot, ast.In, ast.NotIn),
    }
)
"""What a learner's condition may hold, beside what the guard has a rule for."""

PROGRAM_NODES: Final[frozenset[type[ast.AST]]] = CONDITION_NODES | {
    *(ast.Module, ast.Expr, ast.Return, ast.Assign, ast.AugAssign, ast.For, ast.While, ast.If),
    *(ast.Break, ast.Continue, ast.Pass, ast.Assert, ast.Raise, ast.Yield, ast.YieldFrom),
    *(ast.Lambda, ast.Set, ast.comprehension, ast.FormattedValue, ast.Store, ast.Del),
}
"""What a program may hold, beside what the guard has a rule for."""

CONSTANTS: Final = (bool, int, float, complex, str, type(None), type(...))

REFUSED_SYNTAX: Final[dict[str, tuple[str, str]]] = {
    "ClassDef": ("class", "write it among a program's own statements, with bases that are the program's own"),
    "TryStar": ("except*", "use `except`"),
    "With": (
        "with",
        "use it with `np.errstate(…)`, `np.printoptions(…)` or a class of the program: a lesson opens nothing",
    ),
    "Match": ("match", "use `if` and `elif`"),
    "AsyncFunctionDef": ("async", "write a plain `def`"),
    "AsyncFor": ("async", "write a plain `for`"),
    "AsyncWith": ("async", "leave it out"),
    "Await": ("await", "leave it out"),
    "TypeAlias": ("type", "leave it out"),
    "TypeVar": ("[…]", "a function has no type parameters in a lesson; leave them out"),
    "NamedExpr": (":=", "store the value in a line of its own"),
    "Lambda": ("lambda", "write the calculation itself"),
    "JoinedStr": ("f-string", "compare the numbers themselves"),
    "TemplateStr": ("t-string", "write an f-string"),
    **dict.fromkeys(
        _words("ListComp SetComp DictComp GeneratorExp"),
        ("for", "use numpy's functions on the whole array, such as `np.max(x)`"),
    ),
    **dict.fromkeys(_words("Set Dict"), ("{…}", "write a list with square brackets")),
    "Starred": ("*", "write the values one by one"),
}
"""Refused syntax as a beginner sees it in the text, and what to write in its place."""

BUILTINS: Final = _words(
    """abs all any bool dict divmod enumerate filter float int isinstance iter len list map max min next pow print
    range repr reversed round set sorted str sum tuple zip"""
)

EXCEPTIONS: Final = _words(
    """Exception ArithmeticError AssertionError AttributeError FloatingPointError IndexError KeyError LookupError
    NotImplementedError OverflowError RuntimeError StopIteration TypeError ValueError ZeroDivisionError"""
)
"""Python's own exceptions that a program may raise, catch and make its own of."""

DECORATORS: Final = _words("property staticmethod classmethod")
"""What may stand with an @ before a method, besides the setter of one of the class's properties."""

METHODS: Final = _words(
    """__init__ __post_init__ __call__ __repr__ __str__ __len__ __bool__ __float__ __int__ __hash__ __getitem__
    __setitem__ __contains__ __iter__ __next__ __enter__ __exit__ __eq__ __ne__ __lt__ __le__ __gt__ __ge__ __add__
    __radd__ __iadd__ __sub__ __rsub__ __isub__ __mul__ __rmul__ __imul__ __truediv__ __rtruediv__ __itruediv__
    __floordiv__ __mod__ __pow__ __rpow__ __matmul__ __rmatmul__ __neg__ __pos__ __abs__"""
)
"""Methods that Python itself calls, as far as a program's classes may have them: none that meddles with attributes."""

READABLE_DUNDERS: Final = _words("__name__")

PRINT_KEYWORDS: Final = _words("sep end")

_FILES = "a lesson computes with numbers and prints; it reads and writes no files"
_TEXT = "text is never run as a program; write the lines themselves"
_ATTRIBUTE = "write the attribute itself, such as `x.shape`"
_NAMES = "keep values in names, lists or dicts, and read them by writing their names"
_CLASSES = "it belongs to a class or a method of one; to ask what a value is, use `isinstance`"
_LEAVE = "the program ends at its last line; use `break` to leave a loop"
_BYTES = "keep numbers in lists or in numpy arrays"
_VARIES = "it differs from run to run; a lesson shows the same numbers every time"

REFUSED_NAMES: Final[dict[str, str]] = {
    "open": _FILES,
    **dict.fromkeys(_words("exec eval compile"), _TEXT),
    **dict.fromkeys(_words("getattr setattr delattr hasattr"), _ATTRIBUTE),
    **dict.fromkeys(_words("vars globals locals dir"), _NAMES),
    **dict.fromkeys(_words("object super type classmethod staticmethod property"), _CLASSES),
    **dict.fromkeys(_words("exit quit"), _LEAVE),
    **dict.fromkeys(_words("bytes bytearray memoryview"), _BYTES),
    **dict.fromkeys(_words("id hash"), _VARIES),
    "__import__": "use `import numpy as np` or `import math`",
    "input": "a lesson runs by itself and asks nothing; store the value in a name",
    "breakpoint": "the tutor can stop at every operation already; leave it out",
    "help": "it waits for a reader; leave it out",
    "format": 'use an f-string, such as f"{x:.3f}"',
}
"""Built-ins that a beginner may well try, and why not."""

DTYPES: Final = _words(
    """bool int float complex bool_ int8 int16 int32 int64 uint8 uint16 uint32 uint64 float16 float32 float64
    complex64 complex128 intp i1 i2 i4 i8 u1 u2 u4 u8 f2 f4 f8 c8 c16"""
)
"""What `dtype="…"` may say: kinds of numbers, and not `object`."""

NUMPY_TYPES: Final = _words(
    """bool_ int_ intp int8 int16 int32 int64 uint8 uint16 uint32 uint64 float16 float32 float64 complex64 complex128
    number integer signedinteger unsignedinteger floating complexfloating"""
)

_NUMPY = NUMPY_TYPES | _words(
    """pi e inf nan newaxis euler_gamma
    array asarray zeros ones empty full zeros_like ones_like empty_like full_like arange linspace logspace geomspace
    eye identity diag tri tril triu meshgrid indices vander copy
    reshape ravel transpose swapaxes moveaxis squeeze expand_dims atleast_1d atleast_2d atleast_3d broadcast_to
    broadcast_arrays broadcast_shapes concatenate stack vstack hstack dstack column_stack split array_split hsplit
    vsplit tile repeat flip fliplr flipud rot90 roll append insert delete pad resize shape ndim size
    dot matmul inner outer vdot tensordot einsum kron cross trace
    add subtract multiply divide true_divide floor_divide power float_power mod remainder fmod divmod negative positive
    abs absolute fabs sign exp exp2 expm1 log log2 log10 log1p logaddexp logaddexp2 sqrt cbrt square reciprocal
    sin cos tan arcsin arccos arctan arctan2 hypot sinh cosh tanh arcsinh arccosh arctanh sinc heaviside
    degrees radians deg2rad rad2deg
    round around rint floor ceil trunc fix clip maximum minimum fmax fmin nan_to_num gcd lcm
    sum prod mean median average std var min max amin amax ptp percentile quantile argmin argmax
    cumsum cumprod diff ediff1d gradient convolve correlate corrcoef cov histogram bincount digitize interp
    nansum nanmean nanmin nanmax nanstd nanvar nanmedian nanprod nanargmin nanargmax
    real imag conj conjugate angle iscomplex isreal
    all any where select nonzero flatnonzero argwhere count_nonzero extract searchsorted take take_along_axis choose
    compress sort argsort partition argpartition lexsort unique isin intersect1d union1d setdiff1d
    equal not_equal less less_equal greater greater_equal logical_and logical_or logical_not logical_xor
    bitwise_and bitwise_or bitwise_xor invert left_shift right_shift
    isnan isinf isfinite isneginf isposinf isclose allclose array_equal array_equiv signbit copysign nextafter
    polyfit polyval polyder polyint polyadd polymul roots
    array_str array_repr set_printoptions printoptions seterr errstate ndarray"""
)

_RANDOM = _words(
    """seed random rand randn randint random_sample uniform normal standard_normal choice permutation shuffle
    default_rng"""
)

_LINALG = _words("norm inv solve det eig eigh eigvals eigvalsh svd qr cholesky matrix_rank pinv lstsq matrix_power")

_MATH = _words(
    """pi e tau inf nan sqrt cbrt exp exp2 expm1 log log2 log10 log1p pow sin cos tan asin acos atan atan2 sinh cosh
    tanh asinh acosh atanh hypot dist degrees radians floor ceil trunc fabs fmod remainder modf copysign fsum prod isqrt
    factorial comb perm gcd lcm isnan isinf isfinite isclose erf erfc gamma lgamma"""
)

MODULES: Final[dict[str, frozenset[str]]] = {
    "numpy": _NUMPY,
    "numpy.random": _RANDOM,
    "numpy.linalg": _LINALG,
    "math": _MATH,
    "dataclasses": _words("dataclass field"),
}
"""What may be taken from each module; a module that is a key here may be reached from the one that holds it."""

EXAMPLES: Final = {
    "dataclasses": "dataclass",
    "numpy": "dot",
    "numpy.random": "random",
    "numpy.linalg": "norm",
    "math": "sqrt",
}

_CALLBACK = "write a loop, or the calculation on the whole array"
_MEMORY = "it shares or reinterprets memory; make arrays with `np.array`, `np.zeros` or `np.reshape`"
_INSIDES = "it belongs to numpy's insides; a lesson needs only its functions"

REFUSED_MEMBERS: Final[dict[str, str]] = {
    **dict.fromkeys(
        _words("load save savez savez_compressed loadtxt savetxt genfromtxt fromfile fromregex memmap DataSource"),
        _FILES,
    ),
    **dict.fromkeys(
        _words("vectorize frompyfunc apply_along_axis apply_over_axes fromfunction fromiter piecewise"), _CALLBACK
    ),
    **dict.fromkeys(_words("frombuffer fromstring recarray record rec void dtype nditer"), _MEMORY),
    **dict.fromkeys(_words("lib core _core ctypeslib f2py testing test distutils compat ma char polynomial"), _INSIDES),
    **dict.fromkeys(_words("matrix mat bmat asmatrix"), "write a plain array: `np.array([[1, 2], [3, 4]])`"),
    **dict.fromkeys(_words("r_ c_"), "use `np.concatenate` or `np.column_stack`"),
    **dict.fromkeys(_words("object_ str_ bytes_"), "an array in a lesson holds numbers"),
    **dict.fromkeys(_words("copyto put place putmask fill_diagonal"), "store with a subscript: `x[…] = …`"),
    **dict.fromkeys(_words("RandomState Generator"), "use `np.random.seed(1)` or `np.random.default_rng(1)`"),
}
"""Members of modules that a beginner may well try, and why not."""

IMPORT_HINTS: Final[dict[str, str]] = {
    "random": "use `np.random` from numpy",
    "__future__": "leave this line out, it is not needed",
    "matplotlib": "leave the plotting out, the tutor draws the pictures",
    "os": _FILES,
    "sys": "leave it out; `print` writes the output",
    "io": _FILES,
    "pathlib": _FILES,
    "time": "leave it out, the tutor sets the pace",
}

DTYPE_POSITIONS: Final[dict[str, int]] = {
    **dict.fromkeys(_words("numpy.array numpy.asarray numpy.zeros numpy.ones numpy.empty numpy.identity"), 1),
    **dict.fromkeys(_words("numpy.zeros_like numpy.ones_like numpy.empty_like"), 1),
    **dict.fromkeys(_words("numpy.full numpy.full_like"), 2),
    **dict.fromkeys(_words("numpy.arange numpy.eye numpy.tri"), 3),
    **dict.fromkeys(_words("numpy.linspace numpy.logspace numpy.geomspace"), 5),
}
"""Where functions take a dtype without its keyword, counted from 0."""

SEEDED: Final = _words("numpy.random.seed numpy.random.default_rng")
"""Calls that draw a new seed from the clock when they are given none."""

_PRINTING = (
    _words("precision suppress linewidth threshold"),
    frozenset[object](),
    "only precision, suppress, linewidth and threshold, each with a plain number",
)
_WARNING = (
    _words("all divide over under invalid"),
    frozenset[object]({"ignore", "warn", "raise"}),
    'only all, divide, over, under and invalid, each with "ignore", "warn" or "raise"',
)

OPTION_CALLS: Final[dict[str, tuple[frozenset[str], frozenset[object], str]]] = {
    "numpy.set_printoptions": _PRINTING,
    "numpy.seterr": _WARNING,
}
"""Calls that set options: the options, the words that they may be set to beside numbers, and both for the reader."""

CONTEXTS: Final = {"numpy.printoptions": _PRINTING, "numpy.errstate": _WARNING}
"""The same for what `with` may be used with."""

DRAWS: Final = frozenset(f"numpy.random.{name}" for name in _RANDOM)

ONLY_CALLED: Final[dict[str, str]] = {
    **dict.fromkeys(DRAWS, "call it where you need it, so that its random numbers can be followed"),
    "numpy.set_printoptions": "call it where you need it: `np.set_printoptions(precision=3)`",
    "numpy.seterr": 'call it where you need it: `np.seterr(all="ignore")`',
    "numpy.errstate": 'write `with np.errstate(all="ignore"):`',
    "numpy.printoptions": "write `with np.printoptions(precision=3):`",
    "numpy.ndarray": "use it in `isinstance(x, np.ndarray)`; make arrays with `np.array` or `np.zeros`",
}
"""Members whose calls are checked closely, so that they may not be handed on under another name."""

_ARRAY = _words(
    """T shape ndim size dtype real imag itemsize nbytes name
    dot sum mean std var min max argmin argmax reshape transpose copy astype flatten ravel round clip any all tolist
    item cumsum cumprod prod trace squeeze swapaxes diagonal repeat take nonzero argsort searchsorted sort fill conj
    conjugate"""
)
_STRING = _words("join upper lower ljust rjust center strip lstrip rstrip zfill split replace startswith endswith")
_LIST = _words("append extend insert pop index count reverse sort copy clear")
_DICT = _words("keys values items get")
_GENERATOR = _words("random normal uniform integers standard_normal shuffle permutation choice")

ATTRIBUTES: Final = _ARRAY | _STRING | _LIST | _DICT | _GENERATOR
"""One list for all values, since a name's kind of value is not known before the program runs."""

REFUSED_ATTRIBUTES: Final[dict[str, str]] = {
    **dict.fromkeys(_words("format format_map"), 'use an f-string, such as f"{x:.3f}"'),
    **dict.fromkeys(_words("tofile dump dumps tobytes write read"), _FILES),
    **dict.fromkeys(_words("view data ctypes base setflags setfield getfield strides byteswap resize"), _MEMORY),
    "flat": "use `x.ravel()`",
}

CONDITION_MODULES: Final[dict[str, str]] = {"np": "numpy", "numpy": "numpy", "math": "math"}
"""The names by which a condition reaches the modules, whatever the program calls them."""

CONDITION_BUILTINS: Final = BUILTINS - _words("dict enumerate filter isinstance iter map next print range reversed zip")

CONDITION_METHODS: Final[dict[str, int]] = {
    **dict.fromkeys(_words("tolist copy flatten ravel nonzero conj keys values items"), 0),
    **dict.fromkeys(_words("max min sum mean std var argmax argmin all any prod round cumsum dot index count"), 1),
    **dict.fromkeys(_words("get"), 2),
    **dict.fromkeys(_words("item transpose reshape"), 8),
}
"""Methods that change nothing, with the number of arguments beyond which numpy would take one to write into."""

CONDITION_MEMBERS: Final[dict[str, int]] = {
    **dict.fromkeys(
        _words(
            """abs absolute fabs sign exp log log2 log10 log1p expm1 sqrt square sin cos tan tanh floor ceil rint
            isnan isinf isfinite logical_not negative ravel shape ndim diag array"""
        ),
        1,
    ),
    **dict.fromkeys(
        _words(
            """max min amax amin sum prod mean median std var argmax argmin all any ptp cumsum diff count_nonzero size
            round dot matmul add subtract multiply divide power mod maximum minimum equal not_equal less less_equal
            greater greater_equal logical_and logical_or logical_xor array_equal isin reshape transpose sort"""
        ),
        2,
    ),
    **dict.fromkeys(_words("where clip percentile quantile norm"), 3),
    **dict.fromkeys(_words("isclose allclose"), 4),
    **dict.fromkeys(_words("det matrix_rank"), 1),
}
"""The same for numpy's functions; those of `math` are all pure."""

_ANY_NUMBER = 99

CONDITION_KEYWORDS: Final = _words("axis keepdims ddof ord rtol atol equal_nan decimals default")

DEEPEST: Final = 100
"""Levels of nesting; what copies or rewrites the tree later needs several places on Python's stack for each."""

LARGEST_EXPONENT: Final = 1_000_000
"""Of a power of whole numbers; more takes so long that the program seems to hang."""

MOST_HINTS: Final = 50
"""Problems of one program up to which the name is looked for that was perhaps meant."""

# `_` is the usual name for a value that is not used, and an interactive Python puts it among the built-ins.
_REFUSED_BUILTINS = (frozenset(dir(builtins)) | REFUSED_NAMES.keys()) - BUILTINS - EXCEPTIONS - READABLE_DUNDERS - {"_"}

_DUNDER = "names that begin with two underscores are Python's own"


def why_not_name(name: str) -> str | None:
    """Why a name may not be used at all, None where it may."""
    if name in REFUSED_NAMES:
        return f"`{name}` is not allowed here: {REFUSED_NAMES[name]}"
    if name.startswith("__") and name not in READABLE_DUNDERS:
        return f"`{name}` is not allowed here: {_DUNDER}"
    if name in _REFUSED_BUILTINS:
        return f"`{name}` is not allowed here: it is built into Python, but lessons do without it"
    return None


def why_not_stored(name: str) -> str | None:
    """Why a name may not be given a value: it would hide, or deleting it bring to light, what is refused."""
    if name in _REFUSED_BUILTINS and not name.startswith("__"):
        return f"`{name}` already means something in Python; choose another name, such as `my_{name}`"
    return why_not_name(name) or (f"`{name}` is not allowed here: {_DUNDER}" if name.startswith("__") else None)


def why_not_own(name: str) -> str | None:
    """Why an attribute of a program's own objects may not be called so."""
    return f"`.{name}` is not allowed here: {_DUNDER}" if name.startswith("__") else None


def why_not_member(path: str, text: str) -> str | None:
    """Why a module or its member, written as `text`, may not be used as it is, None where it may."""
    module, _, name = path.rpartition(".")
    if path in MODULES:
        return f"`{text}` is a module: use what it holds, such as `{text}.{EXAMPLES[path]}`"
    if name not in MODULES.get(module, ()):
        hint = REFUSED_MEMBERS.get(name) or suggestion(name, MODULES.get(module, ()))
        return f"`{text}` is not allowed here: {hint}"
    return f"`{text}` cannot be used like this: {ONLY_CALLED[path]}" if path in ONLY_CALLED else None


def why_not_import(module: str, name: str) -> str:
    """Why `from module import name` is refused, or `import name` where `module` is empty."""
    if name == "*":
        return f"`from {module} import *` is not allowed here: write `import numpy as np`, and `np.` before each name"
    if module in MODULES and name not in MODULES[module]:
        return why_not_member(f"{module}.{name}", name) or name
    hint = IMPORT_HINTS.get((module or name).partition(".")[0], "a lesson imports only numpy, math and dataclasses")
    return f"`{module or name}` cannot be imported here: {hint}"


def why_not_attribute(name: str) -> str | None:
    """Why an attribute of a value may not be used, None where it may."""
    if name in ATTRIBUTES:
        return None
    hint = _DUNDER if name.startswith("__") else REFUSED_ATTRIBUTES.get(name) or suggestion(name, ATTRIBUTES)
    return f"`.{name}` is not allowed here: {hint}"


def why_not_syntax(name: str) -> str:
    """Why a kind of syntax node is refused."""
    word, hint = REFUSED_SYNTAX.get(name, (name, "it is not part of the language of lessons"))
    return f"`{word}` is not allowed here: {hint}"


def suggestion(name: str, names: Collection[str], otherwise: str = "lessons do without it") -> str:
    """The name that was perhaps meant."""
    # Only where something is refused: what is right is to begin at once.
    from difflib import get_close_matches

    near = get_close_matches(name, sorted(names), n=1, cutoff=0.75)
    return f"did you mean `{near[0]}`?" if near else otherwise


def condition_arguments(path: str | None, method: str) -> int | None:
    """How many arguments a function or method takes in a condition; None where a condition may not call it."""
    module, _, name = (path or "").rpartition(".")
    if path is None:
        return CONDITION_METHODS.get(method)
    if module in ("", "math"):
        return _ANY_NUMBER if path in CONDITION_BUILTINS or name in MODULES.get(module, ()) else None
    return CONDITION_MEMBERS.get(name) if name in MODULES.get(module, ()) else None


def why_not_called(text: str) -> str:
    """Why a condition may not call a function that is written as `text`."""
    hint = "a condition calls functions that only look, such as `np.max(x)`, `abs(x)` or `x.mean()`"
    return why_not_name(text) or f"`{text}(…)` is not allowed here: {hint}"
