"""Shape rules: one line that says what an operation does to shapes, `4×3 · 3×4 → 4×4`, or to axes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from tui_tutor.engine.imported.drawing import DRAWN
from tui_tutor.engine.probe.sites import Kind, OperandText
from tui_tutor.engine.text.digits import length, written
from tui_tutor.engine.watch.values import Value

T = TypeVar("T")

Operand = tuple[OperandText, Value]
Measure = Callable[[Operand], str]

ELSEWHERE = "elsewhere"
"""Where a call leads whose result is drawn elsewhere."""

SIGNS = {"*": "∘", "@": "·", "-": "−"}
"""How operators are written in rules; those not named here are written as in Python."""


def size(value: Value) -> str:
    """The size of a value: `4×3`, `4,` for one dimension, `scalar`, or the name of its type."""
    if value.shape is None:
        kind = "text" if value.type_name == "str" else value.type_name
        return kind if value.length is None else f"{kind} of {written(value.length)}"
    return sized(value.shape)


def sized(shape: Sequence[int]) -> str:
    """The size of an array of a shape: `4×3`, `4,` for one dimension, `scalar` for none."""
    return f"{shape[0]}," if len(shape) == 1 else "×".join(map(str, shape)) or "scalar"


def shape_rule(kind: Kind, symbol: str, operands: Sequence[Operand], result: Value | None) -> str | None:
    """The shape rule of an operation; None where no array and no number takes part.

    Without a result (the operation failed) the rule ends in `→ ✗`.
    """
    values = [value for _, value in operands] + ([result] if result else [])
    ranged = result is not None and result.type_name == "range"
    if not ranged and all(value.shape is None for value in values):
        return None
    return _rule(kind, symbol, operands, result, lambda operand: _literal(operand) or size(operand[1]))


def axes_rule(kind: Kind, symbol: str, operands: Sequence[Operand], result: Value | None) -> str | None:
    """The same rule in axis names, `?` for a dimension without one; None where no axis has a name."""
    values = [value for _, value in operands] + ([result] if result else [])
    if not any(name for value in values for name in value.axes):
        return None
    return _rule(kind, symbol, operands, result, _axes_measure)


def sign(symbol: str) -> str:
    """An operator as rules write it."""
    return SIGNS.get(symbol, symbol)


def _axes_measure(operand: Operand) -> str:
    value = operand[1]
    if value.is_array:
        return "×".join(name or "?" for name in value.axes)
    return _literal(operand) or size(value)


def _literal(operand: Operand) -> str | None:
    text, value = operand
    return text.code.replace("-", "−") if text.literal and value.is_number else None


def _rule(kind: Kind, symbol: str, operands: Sequence[Operand], result: Value | None, measure: Measure) -> str:
    goal = "✗" if result is None else ELSEWHERE if result.text == DRAWN else measure((OperandText(""), result))
    if kind is Kind.DOT and len(operands) >= 2:
        return f"{measure(operands[0])} · {measure(operands[1])} → {goal}"
    if kind is Kind.TRANSPOSE:
        return f"({measure(operands[0])})ᵀ → {goal}"
    if kind in (Kind.BIND, Kind.LOOP, Kind.BRANCH):
        return goal
    if kind is Kind.PRINT:
        return _listed([("", measure(operand)) for operand in _counted(operands)])
    if kind is Kind.INDEX:
        return _indexed(symbol, operands, goal, measure)
    if kind in (Kind.CREATE, Kind.RANDOM) and result is not None and result.type_name != "NoneType":
        return f"→ {_made(result) or goal}"
    if not symbol.isidentifier():
        return _operator(symbol, operands, goal, measure)
    inside = _inside(kind, operands, measure)
    return f"{symbol}({inside})" if result and result.type_name == "NoneType" else f"{symbol}({inside}) → {goal}"


def _made(result: Value) -> str | None:
    # A range is not an array, but what it makes is a row of numbers.
    return f"{written(length(result.data) or 0)}," if result.type_name == "range" else None


def _operator(symbol: str, operands: Sequence[Operand], goal: str, measure: Measure) -> str:
    if len(operands) == 1:
        return f"{sign(symbol)}{measure(operands[0])} → {goal}"
    return f"{f' {sign(symbol)} '.join(map(measure, operands))} → {goal}"


def _indexed(symbol: str, operands: Sequence[Operand], goal: str, measure: Measure) -> str:
    """What is taken out of an array, or, with `=`, put into it."""
    if not operands:
        return f"→ {goal}"
    at = place_of(symbol, operands)
    place = measure(at) if at is not None else "…"
    first = operands[0][1]
    taken = f"{measure(operands[0]) if first.length is None else first.type_name}[{place}]"
    if symbol != "[]=":
        return f"{taken} → {goal}"
    stored = f"{taken} = {measure(operands[-1])}" if len(operands) > 2 or _is_sliced(operands) else taken
    return f"{stored} → ✗" if goal == "✗" else stored


def place_of(symbol: str, operands: Sequence[T]) -> T | None:
    """What stands in the brackets of an index, where it is an array; `operands` are values, or texts with values.

    Of a store the last operand is what is stored; where slices are in the brackets that is the second one.
    """
    last = len(operands) - (symbol == "[]=")
    found = operands[1] if last > 1 else None
    value = found[1] if isinstance(found, tuple) else found
    return found if isinstance(value, Value) and value.is_array else None


def _is_sliced(operands: Sequence[Operand]) -> bool:
    """Whether the second of a store's operands is its value: slices are no values, so there is none for the place."""
    return len(operands) == 2


def _listed(sizes: Sequence[tuple[str, str]]) -> str:
    """Sizes in a row, each behind the keyword that it is given by; `4,` would be misread among others."""
    several = len(sizes) > 1
    return ", ".join(f"{name}({each})" if several and each.endswith(",") else name + each for name, each in sizes)


def _inside(kind: Kind, operands: Sequence[Operand], measure: Measure) -> str:
    counted = _counted(operands)
    if kind is Kind.CALL:
        counted = [operand for operand in counted if operand[1].is_array] or counted
    return _listed([(f"{text.keyword}=" if text.keyword else "", measure((text, value))) for text, value in counted])


def _counted(operands: Sequence[Operand]) -> list[Operand]:
    """Operands that have a size: numbers, arrays, lists and tuples."""
    return [operand for operand in operands if operand[1].shape is not None or operand[1].length is not None]
