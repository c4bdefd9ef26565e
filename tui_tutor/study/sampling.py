"""A program's own functions as curves: sampled by calling them, where that can change nothing."""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import FunctionType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tui_tutor.engine.probe.sites import Kind, OperandText
from tui_tutor.engine.watch.recording import Event
from tui_tutor.engine.watch.texts import LONGEST_TEXT
from tui_tutor.engine.watch.values import Value
from tui_tutor.study.purity import Pure, purity

POINTS = 121
"""Points of a curve; odd, so that the middle of a symmetric range is a point."""

MOST_CELLS = 256
"""Cells of an operand that are placed on its curve, the first in reading order."""

SMALLEST_REACH = 6.0
"""How far a curve goes to each side of 0 at least: a sigmoid is within 0.3% of its ends there."""

STEP = 1e-5
"""The step of central differences, for numbers about 1.

Their error is least near the cube root of what a float64 resolves, 6e-6: there what is cut off of the series, which
goes with the step's square, and what is rounded, divided by the step, are alike.
"""


class NoCurveError(Exception):
    """Raised where a function of the program has no curve: what it raised, or why it cannot be sampled."""


Cells = NDArray[np.float64]
NONE: Cells = np.zeros(0)


@dataclass(frozen=True, slots=True, eq=False)
class Sampled:
    """One of the program's functions, sampled: a number in, a number out.

    `parameter` is the one that is varied, the first; `setting` tells the other arguments where they are not their
    defaults, such as `deriv=True`. `xs` and `ys` are the curve, both (n,) and `xs` ascending; `ys` is nan where the
    function is not finite. `at` are the cells of a call's operand and `values` the function there, both (m,); `slopes`
    (m,) are the curve's there, nan where it has none. A definition has m = 0. `slope_of` is the curve whose slope this
    one is, told from that curve's own height; its `slopes` are then what this call returned.
    """

    function: str
    parameter: str
    setting: str
    xs: Cells
    ys: Cells
    at: Cells
    values: Cells
    slopes: Cells
    slope_of: Sampled | None = None


@dataclass(frozen=True, slots=True, eq=False)
class _Curve:
    """A function of one number; `single` where it may be called for one number after the other."""

    name: str
    parameter: str
    setting: str
    call: Callable[[Any], Any]
    single: bool

    def over(self, xs: NDArray[Any]) -> Cells:
        """The function at each of `xs` (n,). Raises NoCurveError where it does not work cell by cell."""
        if not xs.size:
            return np.zeros(0)
        try:
            return _real(self.call(xs.copy()), xs.shape)
        except NoCurveError:
            if not self.single:
                raise
            return _real([self._one(x) for x in xs], xs.shape)

    def slopes(self, xs: Cells) -> Iterator[Cells]:
        """The slope at each of `xs` (n,): by central differences, then to the left and to the right alone."""
        step = STEP * np.maximum(1.0, np.abs(xs))
        low, high = xs - step, xs + step
        below, here, above = self.over(low), self.over(xs), self.over(high)
        for rise, run in ((above - below, high - low), (here - below, xs - low), (above - here, high - xs)):
            yield np.where(np.isfinite(rise), rise / run, np.nan)

    def has_slopes(self, xs: Cells, slopes: Cells) -> bool:
        """Whether the curve is as steep as told at each of `xs`; where it has a corner, each side's slope is right."""
        central, *sides = self.slopes(xs)
        unknown = ~np.isfinite(central)
        # To the right and to the left alone the error is as large as the step itself, times the curve's bend.
        fits = [np.isclose(slopes, each, rtol=10 * STEP, atol=1e-7) for each in (central, *sides)]
        return bool(np.all(np.any([unknown, *fits], axis=0)) and not np.all(unknown))

    def sampled(self, xs: Cells, at: Cells, values: Cells) -> Sampled:
        """The curve over `xs`, with the cells `at` on it."""
        ys = self.over(xs)
        ys = np.where(np.isfinite(ys), ys, np.nan)
        if np.isnan(ys).all():
            raise NoCurveError(f"{self.name} is finite nowhere")
        return Sampled(
            function=self.name,
            parameter=self.parameter,
            setting=self.setting,
            xs=xs,
            ys=ys,
            at=at,
            values=values,
            slopes=next(self.slopes(at)),
        )

    def _one(self, x: Any) -> Any:
        try:
            return self.call(x)
        except NoCurveError as error:
            if isinstance(error.__cause__, (ArithmeticError, ValueError)):
                return math.nan
            raise


@dataclass(frozen=True, slots=True, eq=False)
class _Function:
    """A pure function as it lives in a namespace, with its defaults by name."""

    pure: Pure
    function: FunctionType
    defaults: dict[str, Any]

    def curve(self, others: Mapping[str, Any], setting: str, single: bool) -> _Curve:
        """The function of its first parameter alone; `others` are all its other arguments.

        What the program's own code raises while it is called becomes a NoCurveError, and nothing else does.
        """
        pure, function = self.pure, self.function

        def call(x: Any) -> Any:
            values = {pure.parameters[0]: x, **others}
            positional = [values.pop(name) for name in pure.parameters[: pure.positional]]
            try:
                return function(*positional, **values)
            except Exception as error:
                raise NoCurveError(f"{pure.name} raises {type(error).__name__}") from error

        return _Curve(pure.name, pure.parameters[0], setting, call, single)


@dataclass(frozen=True, slots=True, eq=False)
class _Called:
    """A call that was seen: its function's curve, the curve's range, and the operand's and the result's cells (m,)."""

    curve: _Curve
    xs: Cells
    at: Cells
    values: Cells

    def sampled(self, xs: Cells) -> Sampled:
        """The curve over `xs` with the call's cells on it."""
        return self.curve.sampled(xs, self.at, self.values)


def sampled_call(namespace: Mapping[str, Any], tree: ast.Module, events: Sequence[Event], index: int) -> Sampled | None:
    """The curve of the function that `events[index]` calls, with the cells of the call's first operand on it.

    `namespace` is that of a plain machine of the program `tree`. None where the event is no call of a function of the
    program, or the function is not provably pure or does not work cell by cell.
    """
    with np.errstate(all="ignore"):
        try:
            called = _called(namespace, tree, events[index])
            if called is None:
                return None
            earlier = _made(namespace, tree, events[:index], events[index].operands[0])
            return (earlier and _told_by(called, earlier)) or called.sampled(called.xs)
        except NoCurveError:
            return None


def sampled_definition(namespace: Mapping[str, Any], tree: ast.Module, event: Event) -> tuple[Sampled, ...]:
    """The curves of the function that an event defines: with its defaults, then with each of its flags turned round.

    Empty where the event defines no function that is provably pure and can be called with one number.
    """
    code = event.site.code if event.site.symbol == "lambda" else None
    pure = purity(tree).defined_at(event.site.span.line, code) if event.kind is Kind.DEFINE else None
    try:
        function = _live(namespace, pure)
        first, *rest = function.pure.parameters or ("",)
        if not first or not function.defaults.keys() >= set(rest):
            return ()
        others = {name: function.defaults[name] for name in rest}
        flags = [name for name, default in others.items() if isinstance(default, bool)]
        with np.errstate(all="ignore"):
            curve = function.curve(others, "", single=True)
            base = curve.sampled(_symmetric(NONE), NONE, NONE)
            found = [_turned(function, {**others, flag: not others[flag]}, flag, curve, base) for flag in flags]
        return (base, *(each for each in found if each is not None))
    except NoCurveError:
        return ()


def _told_by(called: _Called, earlier: _Called) -> Sampled | None:
    """A call as the slope of an earlier one's curve, None where it is not that."""
    try:
        base = earlier.sampled(earlier.xs)
        if earlier.curve.has_slopes(base.at, called.values) and _is_slope(called.curve, earlier.curve, base):
            return replace(called.sampled(_heights(base)), slope_of=replace(base, slopes=called.values))
    except NoCurveError:
        return None
    return None


def _turned(function: _Function, others: dict[str, Any], flag: str, curve: _Curve, base: Sampled) -> Sampled | None:
    """The function with one flag turned round, where that can be sampled; `curve` and `base` are with the defaults."""
    other = function.curve(others, f"{flag}={others[flag]}", single=True)
    try:
        if _is_slope(other, curve, base):
            return replace(other.sampled(_heights(base), NONE, NONE), slope_of=base)
        return other.sampled(base.xs, NONE, NONE)
    except NoCurveError:
        return None


def _is_slope(curve: _Curve, of: _Curve, sampled: Sampled) -> bool:
    """Whether a curve tells the slope of another, `sampled`, from that one's height alone."""
    known = np.isfinite(sampled.ys)
    try:
        return of.has_slopes(sampled.xs[known], curve.over(sampled.ys[known]))
    except NoCurveError:
        return False


def _made(namespace: Mapping[str, Any], tree: ast.Module, events: Sequence[Event], value: Value) -> _Called | None:
    """The last of the calls that gave a value's very numbers and can be sampled."""
    for event in reversed(events):
        if event.kind is Kind.CALL and event.result is not None and _same(event.result, value):
            called = _called(namespace, tree, event)
            if called is not None:
                return called
    return None


def _called(namespace: Mapping[str, Any], tree: ast.Module, event: Event) -> _Called | None:
    """A call whose function gives again, cell by cell, what it gave."""
    name, known, result = event.site.symbol, purity(tree), event.result
    # A method has its name from what stands before it, a function's own local name may stand for any function.
    if event.kind is not Kind.CALL or not event.site.code.startswith(name) or (event.depth and name in known.local):
        return None
    operand = event.operands[0] if event.operands else None
    if operand is None or result is None or operand.shape is None or operand.shape != result.shape:
        return None
    if not np.size(operand.data):
        return None
    try:
        function = _live(namespace, known.function(name))
        parameters, defaults = function.pure.parameters, function.defaults
        if len(parameters) != len(event.operands):
            return None
        given = dict(zip(parameters, zip(event.texts, event.operands, strict=True), strict=True))
        others = {name: _argument(given[name][1]) for name in parameters[1:]}
        changed = [name for name in parameters[1:] if name not in defaults or others[name] != defaults[name]]
        setting = ", ".join(f"{name}={_text(given[name][0], others[name])}" for name in changed)
        curve = function.curve(others, setting, single=operand.is_number)
        cells, at = np.ravel(operand.data)[:MOST_CELLS], _first(operand)
        values = _first(result)
        again = curve.over(cells) if operand.is_array else _real(curve.call(operand.data), ()).ravel()
        # The curve is that of float64, whatever the operand is of.
        if _agree(again, values, 1e-12, result) and _agree(curve.over(at), values, 1e-6, result):
            return _Called(curve, _symmetric(_real(operand.data)), at, values)
    except NoCurveError:
        return None
    return None


def _live(namespace: Mapping[str, Any], pure: Pure | None) -> _Function:
    """A function in a namespace.

    Raises NoCurveError where it, or what it needs, is not what the program's text tells.
    """
    if pure is None:
        raise NoCurveError("not pure")
    for name, node in pure.nodes.items():
        found = namespace.get(name)
        if not isinstance(found, FunctionType) or found.__code__.co_firstlineno != node.lineno:
            raise NoCurveError(f"{name} is another function")
    for name in pure.numbers:
        if not isinstance(namespace.get(name), (bool, int, float, np.bool_, np.integer, np.floating)):
            raise NoCurveError(f"{name} is no number")
    function: FunctionType = namespace[pure.name]
    values = function.__defaults__ or ()
    first = pure.positional - len(values)
    defaults = dict(zip(pure.parameters[first : pure.positional], values, strict=True))
    return _Function(pure, function, {**defaults, **(function.__kwdefaults__ or {})})


def _argument(value: Value) -> Any:
    """The argument that a recorded operand was. Raises NoCurveError where it was neither number, text nor None."""
    if value.is_number:
        return value.data
    if value.type_name == "str" and len(value.text) <= LONGEST_TEXT:
        return value.text
    if value.type_name == "NoneType":
        return None
    raise NoCurveError(f"a {value.type_name} is not kept")


def _text(text: OperandText, value: Any) -> str:
    if text.literal:
        return text.code
    return repr(value) if isinstance(value, str) else str(value)


def _same(one: Value, other: Value) -> bool:
    if one.shape is None or one.shape != other.shape:
        return False
    first, second = np.asarray(one.data), np.asarray(other.data)
    # Whole numbers too large for numpy are objects to it, which cannot be asked for nan.
    return first.dtype.kind in "biuf" and second.dtype.kind in "biuf" and np.array_equal(first, second, equal_nan=True)


def _first(value: Value) -> Cells:
    return _real(np.ravel(value.data)[:MOST_CELLS])


def _agree(one: Cells, other: Cells, tolerance: float, result: Value) -> bool:
    kept = np.asarray(result.data).dtype
    rounding = 4 * float(np.finfo(kept).eps) if kept.kind == "f" else 0.0
    return np.allclose(one, other, rtol=max(tolerance, rounding), atol=0.0, equal_nan=True)


def _real(values: Any, shape: tuple[int, ...] | None = None) -> Cells:
    """Real numbers as float64. Raises NoCurveError where they are none, or not of this shape."""
    found = np.asarray(values)
    if found.dtype.kind not in "biuf" or (shape is not None and found.shape != shape):
        raise NoCurveError(f"{found.dtype} {found.shape} where real numbers {shape} are needed")
    return found.astype(np.float64)


def _symmetric(cells: Cells) -> Cells:
    """A curve's range (POINTS,) about 0 that holds all finite `cells`: one of few, so that it seldom changes."""
    largest = float(np.max(np.abs(cells), where=np.isfinite(cells), initial=0.0))
    reach = SMALLEST_REACH
    if largest > 5.0:
        power = 10.0 ** math.floor(math.log10(largest))
        reach = next(step * power for step in (1, 2, 5, 10, 20) if step * power >= max(10.0, 1.1 * largest))
    middle = POINTS // 2
    return np.arange(-middle, middle + 1, dtype=np.float64) * (reach / middle)


def _heights(sampled: Sampled) -> Cells:
    """A curve's range (POINTS,) that holds all heights of another, between whole numbers."""
    heights = np.concatenate([sampled.ys, sampled.values])
    heights = heights[np.isfinite(heights)]
    # By numpy, as Python's whole numbers of that size would be objects to it.
    low, high = np.floor(np.min(heights)), np.ceil(np.max(heights))
    return np.linspace(low, max(high, low + 1), POINTS)
