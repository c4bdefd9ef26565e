"""Values and operations for hypothesis, of every shape and kind that a program can make."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from hypothesis import strategies as st

from tui_tutor.engine.probe.sites import Kind, OperandText, Site
from tui_tutor.engine.text.source import Span
from tui_tutor.engine.watch.recording import Change, Event, FrameInfo
from tui_tutor.engine.watch.standing import NameState
from tui_tutor.engine.watch.values import Value, take

ODD = (float("nan"), float("inf"), float("-inf"), -0.0, 0.0, 1e-300, -1e300, 0.000012, 0.999999, 9.995, 123456.789)

floats = st.one_of(st.sampled_from(ODD), st.floats(-10, 10), st.floats())
whole_numbers = st.one_of(st.integers(-5, 5), st.integers(-(2**62), 2**62))
texts = st.one_of(
    st.text(max_size=60), st.sampled_from(["a\tb\nc", "\x1b[2J", "日本語の行列", "e\u0301", "\ud800", ""])
)

shapes = st.one_of(
    st.lists(st.integers(0, 7), min_size=1, max_size=3).map(tuple),
    st.sampled_from([(300, 40), (1, 40), (300, 1), (70, 70), (2, 60, 5), (4096,), (0, 3), (3, 0)]),
)
axis_names = st.sampled_from([None, "customer", "hidden", "q", "日本"])


@st.composite
def arrays(draw: st.DrawFn) -> np.ndarray[Any, Any]:
    shape = draw(shapes)
    kind = draw(st.sampled_from("fibc"))
    odd = draw(st.lists(floats if kind in "fc" else whole_numbers, min_size=1, max_size=6))
    with np.errstate(all="ignore"):
        made = np.resize(np.array(odd), shape)
        if kind == "b":
            return made > 0
        return made + 1j * made[::-1] if kind == "c" else made


@st.composite
def values(draw: st.DrawFn) -> Value:
    made: object = draw(st.one_of(arrays(), arrays(), floats, whole_numbers, st.booleans(), texts, st.none()))
    if isinstance(made, float) and draw(st.booleans()):
        made = np.float64(made)
    value = replace(take(made), weight=draw(st.booleans()))
    axes = tuple(draw(axis_names) for _ in value.axes)
    return replace(value, axes=axes).cut(draw(st.sampled_from([4096, 10])))


@st.composite
def name_states(draw: st.DrawFn) -> NameState:
    value = draw(st.one_of(st.none(), values()))
    hint = draw(values()) if value is None else None
    before = draw(st.one_of(st.none(), st.just(value), values())) if value is not None else None
    name = draw(st.sampled_from(["x", "l1_delta", "a_rather_long_name_of_a_thing", "γ"]))
    alias = draw(st.sampled_from([None, None, "X"]))
    return NameState(name, value, hint, before, draw(st.booleans()), draw(st.booleans()), alias)


@st.composite
def events(draw: st.DrawFn) -> Event:
    """Operations as odd as can be; a dot product's operands at least fit each other."""
    kind = draw(st.sampled_from(list(Kind)))
    operands = draw(st.lists(values(), min_size=kind is Kind.TRANSPOSE, max_size=3))
    result = draw(st.one_of(st.none(), values()))
    if kind is Kind.BRANCH and result is not None:
        result = take(draw(st.booleans()))
    if kind is Kind.DOT:
        operands, result = draw(products())
    codes = draw(st.lists(st.sampled_from(["l0", "x*(1-x)", "3", "-1", "np.dot(a, b)", "'a'"]), min_size=3, max_size=3))
    written = tuple(
        OperandText(code, draw(st.booleans()) and not value.is_array)
        for code, value in zip(codes, operands, strict=False)
    )
    symbol = draw(st.sampled_from(["+", "-", "exp", "dot", "*", "[]", "[]=", "T", "<"]))
    code = draw(st.sampled_from(["a + b", "np.dot(\n  a,\n  b)", "print('\x1b[2J')"]))
    site = Site(0, kind, symbol, code, Span(1, 0, 1, 3), 0, 1, None, written, draw(st.sampled_from([None, "x"])))
    error = draw(st.sampled_from([None, "ValueError: shapes (4,3) and (4,3) not aligned"])) if result is None else None
    changes = (Change(0, "x", operands[0] if operands else None),)
    return Event(site, kind, written, tuple(operands), result, 0, (FrameInfo(0, ""),), (), 0, None, changes, "", error)


@st.composite
def products(draw: st.DrawFn) -> tuple[list[Value], Value | None]:
    inner = draw(st.sampled_from([0, 1, 2, 3, 12, 80]))
    left = draw(st.sampled_from([(inner,), (1, inner), (4, inner), (300, inner), (2, 3, inner)]))
    right = draw(st.sampled_from([(inner,), (inner, 1), (inner, 4), (inner, 50)]))
    filling = draw(st.lists(floats, min_size=1, max_size=5))
    a, b = np.resize(np.array(filling), left), np.resize(np.array(filling[::-1]), right)
    with np.errstate(all="ignore"):
        made = np.dot(a, b)
    operands = [replace(take(each), axes=tuple(draw(axis_names) for _ in each.shape)).cut(4096) for each in (a, b)]
    result = take(made)
    return operands, replace(result, axes=tuple(draw(axis_names) for _ in result.axes)).cut(4096)
