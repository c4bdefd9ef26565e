"""What a called function does, told by the function itself: so `np.dot`, `X.dot` and an alias are one kind."""

from __future__ import annotations

import types
from collections.abc import Collection, Sequence

import numpy as np

from tui_tutor.engine.probe.sites import Kind, Site

COMPARISONS = frozenset(
    "equal not_equal less less_equal greater greater_equal isclose allclose array_equal isnan isinf "
    "isfinite logical_and logical_or logical_not logical_xor".split()
)
DOTS = frozenset("dot matmul inner vdot".split())
REDUCTIONS = frozenset(
    "sum mean std var min max amin amax argmin argmax prod any all median ptp count_nonzero nansum "
    "nanmean nanmin nanmax norm trace average".split()
)
TRANSPOSES = frozenset("transpose swapaxes moveaxis".split())
CREATIONS = frozenset(
    "array asarray zeros ones full eye identity arange linspace logspace empty zeros_like ones_like "
    "full_like empty_like copy meshgrid diag tri".split()
)
ELEMENTWISE = frozenset("abs round around clip where nan_to_num sign pow fix real imag".split())
MUTATORS = frozenset(
    "append extend insert pop remove reverse clear sort fill put resize itemset setdefault update popitem "
    "add discard shuffle copyto place putmask fill_diagonal setflags partition nan_to_num".split()
)
"""Functions and methods that change one of their arguments in place."""

CHANGING = frozenset({"out", "copy", "overwrite_input"})
"""Keywords of numpy's functions that let them change what they are given."""


def kind_of(function: object, is_program_function: bool) -> Kind:
    """The kind of a call, from the object that is called."""
    if is_program_function:
        return Kind.CALL
    if function is print:
        return Kind.PRINT
    name = str(getattr(function, "__name__", ""))
    owner = getattr(function, "__self__", None)
    if isinstance(owner, (np.random.RandomState, np.random.Generator)) or _module(function).startswith("numpy.random"):
        return Kind.RANDOM
    if isinstance(owner, (list, dict, set, str, tuple)):
        return Kind.OTHER
    if isinstance(function, np.ufunc):
        return _ufunc(name)
    if function is range:
        return Kind.CREATE
    if getattr(function, "__module__", None) == "math":
        return Kind.ELEMENTWISE
    return _named(name) if _is_numpy(function, owner) or isinstance(owner, types.ModuleType) else Kind.OTHER


def meant(site: Site, seen: Sequence[tuple[object, object]]) -> Kind:
    """The kind of an operator, from what it is between: of matrices `*` is the product, and `**` repeats that."""
    if site.kind is not Kind.ELEMENTWISE or site.symbol not in ("*", "**") or len(seen) != 2:
        return site.kind
    one, other = (each for each, _ in seen)
    if not isinstance(one, np.matrix) and (site.symbol == "**" or not isinstance(other, np.matrix)):
        return site.kind
    if site.symbol == "**":
        return Kind.OTHER
    return Kind.DOT if all(isinstance(each, np.ndarray) and each.ndim for each in (one, other)) else site.kind


def may_change(function: object, positional: int, keywords: Collection[str]) -> bool:
    """Whether a call may change what it is given; `positional` counts a method's owner and all without a keyword."""
    if getattr(function, "__name__", "") in MUTATORS or CHANGING.intersection(keywords):
        return True
    if isinstance(function, np.ufunc):
        return positional > function.nin
    # Nowhere does an array to write into come before the third place.
    return positional > 2 and _is_numpy(function, getattr(function, "__self__", None))


def _ufunc(name: str) -> Kind:
    if name in COMPARISONS:
        return Kind.COMPARE
    return Kind.DOT if name == "matmul" else Kind.ELEMENTWISE


def _named(name: str) -> Kind:
    for names, kind in (
        (DOTS, Kind.DOT),
        (REDUCTIONS, Kind.REDUCE),
        (TRANSPOSES, Kind.TRANSPOSE),
        (CREATIONS, Kind.CREATE),
        (COMPARISONS, Kind.COMPARE),
        (ELEMENTWISE, Kind.ELEMENTWISE),
    ):
        if name in names:
            return kind
    return Kind.OTHER


def _is_numpy(function: object, owner: object) -> bool:
    return _module(function).split(".")[0] == "numpy" or isinstance(owner, (np.ndarray, np.generic))


def _module(function: object) -> str:
    return str(getattr(function, "__module__", "") or "")
