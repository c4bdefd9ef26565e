"""Every kind of value that Python and numpy have, as texts of programs that make them."""

from __future__ import annotations

from hypothesis import strategies as st

NUMBERS = "int8 int16 int32 int64 uint8 uint16 uint32 uint64 float16 float32 float64 longdouble bool_".split()
COMPLEX = "complex64 complex128 clongdouble".split()

WHOLE = ("0", "-1", "7", "2**31", "-2**63", "2**64", "10**16", "10**39", "-10**41", "10**309", "10**4299", "10**5000")
FLOATS = ("0.0", "-0.0", "1.5", "-0.1", "5e-324", "1e-300", "1e16", "1.7976931348623157e308", "inf", "-inf", "nan")

OTHERS = (
    *("None", "True", "...", "NotImplemented", "slice(1, None)", "slice(None, 10**30, -1)", "int", "np.float64", "len"),
    *("''", "'a\\tb\\n'", "'\\x1b[2J'", "'日本語'", "'e\\u0301'", "'\\ud800'", "'x' * 10**6", "b'ab'", "b'x' * 10**6"),
    *("range(0)", "range(5, -10**30, -7)", "range(10**30)", "range(10**5000)", "range(-3, 10**6)"),
    *("[]", "()", "set()", "{}", "frozenset()", "[1, [2, (3,)]]", "{1: {2: 'x'}}", "{1, 2}", "frozenset({1})"),
    *(
        "[10**5000]",
        "{10**5000: 10**5000}",
        "(10**400, -10**5000)",
        "list(range(10**5))",
        "dict.fromkeys(range(10**5))",
    ),
    *("[np.zeros(3)] * 1000", "[[]] * 10**5", "nested(700)", "nested(3)", "knotted()", "{}.keys()", "{1: 2}.items()"),
    *("zip([1], [2])", "map(abs, [1])", "enumerate('ab')", "reversed([1])", "iter(())", "(a for a in [1])"),
    *("lambda a: a", "[].append", "np.random.default_rng(1)", "memoryview(b'x')", "bytearray(b'x')", "1j"),
    *("np.datetime64('2020-01-01')", "np.datetime64('NaT')", "np.timedelta64(3, 's')", "np.timedelta64('NaT')"),
    *("np.array(['2020-01-01', 'NaT'], dtype='M8[D]')", "np.array([1, 2], dtype='m8[s]')", "np.void(b'abc')"),
    *("np.array(['é', '日本'])", "np.array([b'ab', b'c'])", "np.array('x')", "np.str_('a')", "np.bytes_(b'a')"),
    *("np.zeros(3, dtype=[('x', float), ('y', int)])", "np.zeros((), dtype=[('x', object)])", "np.ma.array([1, 2])"),
    *("np.array([None, 1])", "np.array([10**30, 2])", "np.array(10**5000)", "np.array([[{}, []], [(), 'x']])"),
    *("np.array([nested(700), None], dtype=object)", "np.zeros((1,) * 32)", "np.float16(1e-7)", "np.int8(-128)"),
    *("np.longdouble('0.1')", "-np.longdouble('1e4000')", "np.longdouble('1e-4900')", "np.clongdouble('1e4000')"),
)
"""Values of other kinds, and numbers at their edges."""

PROGRAM = """\
import numpy as np
inf, nan = float("inf"), float("nan")
def nested(levels):
    made = []
    for _ in range(levels):
        made = [made]
    return made
def knotted():
    made = []
    made += [made, (made,), {{1: made}}]
    return made
x = {made}
y = [x, x]
def same(a, b=x):
    return a
for j in range(2):
    z = x
    w = {done}
    z = same(w)
print(y)
"""
"""A program that makes a value, keeps it, hands it around, and does something with it."""

DONE = (
    *("x", "x * 2", "x + x", "-x", "x == x", "x > 1", "x[0]", "x.T", "abs(x)", "str(x)", "print(x)", "(x, x)"),
    *("np.dot(x, x)", "np.sum(x)", "np.exp(x)", "x.reshape((-1, 1)) * x", "np.outer(x, x)", "x / 3", "[*x]"),
)
"""What programs do with a value; of many kinds it cannot be done."""


@st.composite
def arrays(draw: st.DrawFn) -> str:
    """Arrays of numbers of every kind and size."""
    kind = draw(st.sampled_from([*NUMBERS, *COMPLEX]))
    shape = draw(st.lists(st.integers(0, 4), max_size=4) | st.sampled_from([[300, 2], [1, 70], [5000], [2, 0, 3]]))
    cells = draw(st.lists(st.sampled_from([*FLOATS, "1e4000"] if "int" not in kind else WHOLE[:3]), min_size=1))
    written = ", ".join(f"np.longdouble('{cell}')" if "int" not in kind else cell for cell in cells)
    cast = f"np.resize(np.array([{written}]), {tuple(shape)}).astype(np.{kind})"
    return f"{cast} * (1 - 2j)" if kind in COMPLEX else cast


def made() -> st.SearchStrategy[str]:
    """The text of an expression that makes a value of any kind."""
    return st.one_of(
        st.sampled_from(OTHERS),
        st.sampled_from(WHOLE + FLOATS),
        st.integers().map(str),
        st.floats().map(repr),
        st.builds("np.{}({})".format, st.sampled_from(NUMBERS[8:12]), st.sampled_from(FLOATS)),
        st.builds("complex({}, {})".format, st.sampled_from(FLOATS), st.sampled_from(FLOATS)),
        arrays(),
        arrays(),
    )


def programs() -> st.SearchStrategy[str]:
    """Programs around a value of any kind."""
    return st.builds(lambda value, done: PROGRAM.format(made=value, done=done), made(), st.sampled_from(DONE))
