"""What numpy and Python once had, and what is written for it by now."""

from __future__ import annotations

from typing import Final

GONE: Final[dict[str, str]] = {
    **{f"numpy.{name}": f"`{name}`" for name in ("float", "int", "complex", "object", "str")},
    **dict.fromkeys(("numpy.NaN", "numpy.NAN"), "`np.nan`"),
    **dict.fromkeys(("numpy.Inf", "numpy.Infinity", "numpy.infty", "numpy.PINF"), "`np.inf`"),
    **dict.fromkeys(("numpy.float_", "numpy.float0"), "`np.float64`"),
    **dict.fromkeys(("numpy.unicode", "numpy.unicode0"), "`str`"),
    "numpy.NINF": "`-np.inf`",
    "numpy.alen": "`len(x)`",
    "numpy.alltrue": "`np.all`",
    "numpy.asfarray": "`np.asarray(x, dtype=float)`",
    "numpy.asscalar": "`x.item()`",
    "numpy.bool8": "`np.bool_`",
    "numpy.complex_": "`np.complex128`",
    "numpy.cumproduct": "`np.cumprod`",
    "numpy.find_common_type": "`np.result_type`",
    "numpy.in1d": "`np.isin`",
    "numpy.int0": "`np.intp`",
    "numpy.long": "`int`",
    "numpy.mat": "`np.asmatrix`",
    "numpy.msort": "`np.sort(x, axis=0)`",
    "numpy.product": "`np.prod`",
    "numpy.rank": "`np.ndim`",
    "numpy.round_": "`np.round`",
    "numpy.row_stack": "`np.vstack`",
    "numpy.sometrue": "`np.any`",
    "numpy.string_": "`np.bytes_`",
    "numpy.trapz": "`np.trapezoid`",
    "numpy.unicode_": "`np.str_`",
    "numpy.random.random_integers": "`np.random.randint`",
    "time.clock": "`time.perf_counter`",
    "sys.maxint": "`sys.maxsize`",
    "itertools.izip": "`zip`",
    "itertools.imap": "`map`",
    "itertools.ifilter": "`filter`",
    "itertools.izip_longest": "`itertools.zip_longest`",
    "string.letters": "`string.ascii_letters`",
    "string.lowercase": "`string.ascii_lowercase`",
    "string.uppercase": "`string.ascii_uppercase`",
    "string.maketrans": "`str.maketrans`",
    "string.join": "`' '.join(x)`",
    **{f"collections.{name}": f"`collections.abc.{name}`" for name in ("Callable", "Iterable", "Mapping", "Sequence")},
}
"""Members of modules that older programs take, each with what does the same. An older numpy may still have some."""
