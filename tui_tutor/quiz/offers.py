"""Every question that an operation could be asked about, made from the run itself, each with its checked answer."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable

import numpy as np

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.text.written import holds
from tui_tutor.engine.watch.recording import Event
from tui_tutor.engine.watch.rules import size
from tui_tutor.quiz.question import Ask, Question
from tui_tutor.quiz.reasons import axis_name, column_name, parts_of, placed, row_name, signed, sum_of, true_equation

LARGEST_CHOICE = 8
"""Rows from which one is chosen; among more of them the answer would be a guess."""

_REAL = "iuf"
"""Kinds of numbers that have an order and a sign."""

_IF = re.compile(r"(el)?if\b")


def offers_of(event: Event) -> Iterable[Question]:
    """Every question that an operation could be asked about."""
    if event.error is not None:
        return [_fails(event)] if len(event.operands) > 1 else []
    make = _MAKERS.get(event.kind)
    return [each for each in (make(event) if make is not None else ()) if each is not None]


def _code(event: Event) -> str:
    return " ".join(event.site.code.split())


# Products


def _dot(event: Event) -> Iterable[Question | None]:
    # With keywords the operands may be written in another order.
    if any(text.keyword for text in event.texts[:2]):
        return
    yield _dot_shape(event)
    yield _dot_axis(event)
    yield _dot_swapped(event)
    yield _sign(event)


def _dot_shape(event: Event) -> Question | None:
    left, right = (
        (event.operands[0].shape or (), event.operands[1].shape or ()) if len(event.operands) > 1 else ((), ())
    )
    if event.result is None or len(left) != 2 or len(right) != 2:
        return None
    (rows, inner), (_, columns) = left, right
    why = (
        f"{rows}×{inner} · {inner}×{columns}: the inner {inner}s meet and vanish, "
        f"the outer {rows} and {columns} remain."
    )
    return Question(
        kind=Ask.SHAPE,
        words="What shape will this have?",
        code=_code(event),
        answer=size(event.result),
        why=why,
        otherwise=(
            (
                "",
                f"It would take {{0}} rows on the left and {{1}} columns on the right: there are {rows} and {columns}.",
            ),
        ),
    )


def _dot_axis(event: Event) -> Question | None:
    """Which axis is summed away."""
    if len(event.operands) < 2 or event.result is None:
        return None
    left, right = event.operands[0].axes, event.operands[1].axes
    if len(left) != 2 or len(right) != 2 or left[1] is None or left[1] != right[0]:
        return None
    names = [name for name in dict.fromkeys((left[0], left[1], right[1])) if name]
    sizes = f"{left[0] or '?'}×{left[1]} · {right[0]}×{right[1] or '?'}"
    if len(names) < 2:
        return None
    wrong = tuple(
        (name, f"{name} is an outer axis: it would have to be the columns on the left and the rows on the right.")
        for name in names
        if name != left[1]
    )
    return Question(
        kind=Ask.AXIS,
        words="Which axis is summed away?",
        code=_code(event),
        answer=left[1],
        why=f"{sizes}: {left[1]} stands inside, on both sides of the ·, and vanishes.",
        choices=tuple(names),
        otherwise=wrong,
    )


def _dot_swapped(event: Event) -> Question | None:
    """Whether the product would run the other way round."""
    shapes = [value.shape or () for value in event.operands[:2]]
    if [len(shape) for shape in shapes] != [2, 2]:
        return None
    (rows, inner), (_, columns) = shapes
    fits = columns == rows
    rule = f"{inner}×{columns} · {rows}×{inner}"
    why = (
        f"{rule}: the inner sizes {columns} and {rows} {'agree' if fits else 'differ'}, "
        f"so it would {'give ' + f'{inner}×{inner}: another matrix' if fits else 'fail'}."
    )
    wrong = "no" if fits else "yes"
    other = (
        f"It would fail only if the inner sizes differed; here both are {rows}."
        if fits
        else f"For that the inner sizes would have to agree: {columns} is not {rows}."
    )
    words = f"Would it run the other way round, {rule}?"
    return Question(
        kind=Ask.RUNS,
        words=words,
        code=_code(event),
        answer="yes" if fits else "no",
        why=why,
        choices=("yes", "no"),
        otherwise=((wrong, other),),
    )


def _fails(event: Event) -> Question:
    """Before an operation that raises."""
    why, otherwise = f"It fails: {event.error}.", f"It would have to run without its error, {event.error}."
    if all(value.is_array for value in event.operands[:2]) and (event.error or "").startswith("ValueError"):
        sizes = " and ".join(size(value) for value in event.operands[:2])
        why = f"{sizes} do not fit: {event.error}."
        otherwise = f"It would take sizes that fit together; these are {sizes}."
    return Question(
        kind=Ask.RUNS,
        words="Will this run at all?",
        code=_code(event),
        answer="no",
        why=why,
        choices=("yes", "no"),
        otherwise=(("yes", otherwise),),
    )


# Cell by cell


def _elementwise(event: Event) -> Iterable[Question | None]:
    if event.result is None or not event.result.is_array:
        return
    arrays = [value for value in event.operands if value.is_array]
    if len({value.shape for value in event.operands}) > 1:
        yield _broadcast_shape(event)
    if len(arrays) > 1:
        yield _most(event)
        yield _sign(event)


def _broadcast_shape(event: Event) -> Question | None:
    result = event.result
    assert result is not None
    sizes = " and ".join(
        text.code if text.literal else size(value) for text, value in zip(event.texts, event.operands, strict=True)
    )
    why = f"{sizes}: the smaller one is stretched over the larger, cell by cell, so the shape is {size(result)}."
    other = f"Cell by cell nothing is summed and nothing is added on: the larger shape, {size(result)}, stays."
    if all(value.shape != result.shape for value in event.operands):
        why = f"{sizes}: each is stretched along the other, cell by cell, so the shape is {size(result)}."
        other = f"Of each axis the larger size stays, since what is 1 is stretched: {size(result)}."
    return Question(
        kind=Ask.SHAPE,
        words="What shape will this have?",
        code=_code(event),
        answer=size(result),
        why=why,
        otherwise=(("", other),),
    )


def _most(event: Event) -> Question | None:
    """Which row of a column gets the largest value, whatever its sign."""
    result = event.result
    if (
        result is None
        or np.ndim(result.data) != 2
        or result.data.dtype.kind not in _REAL
        or result.data.shape[1] != 1
        or not 2 <= len(result.data) <= LARGEST_CHOICE
    ):
        return None
    sizes = np.abs(result.data[:, 0].astype(float))
    if not np.isfinite(sizes).all() or len({f"{each:.6g}" for each in sizes}) < len(sizes):
        return None
    best = int(np.argmax(sizes))
    # As they are told, the largest must be seen to be the largest.
    if [f"{each:.3g}" for each in sizes].count(f"{sizes[best]:.3g}") > 1:
        return None
    names = [row_name(result, row) for row in range(len(sizes))]
    told = ", ".join(f"{name} {signed(float(value))}" for name, value in zip(names, result.data[:, 0], strict=True))
    axis = result.axes[0] or "row"
    return Question(
        kind=Ask.MOST,
        words=f"Which {axis} gets the largest number here, plus or minus?",
        code=_code(event),
        answer=names[best],
        why=f"{told}: {names[best]} is the furthest from 0.",
        choices=tuple(names),
        otherwise=tuple(
            (
                name,
                f"{name} would have to be further from 0 than {signed(float(result.data[best, 0]))}; "
                f"it is {signed(float(result.data[row, 0]))}.",
            )
            for row, name in enumerate(names)
            if row != best
        ),
    )


def _sign(event: Event) -> Question | None:
    """The sign of one cell, the one that is the clearest."""
    result = event.result
    if result is None or not result.is_array or result.data.dtype.kind not in _REAL or result.data.ndim != 2:
        return None
    data = result.data[:LARGEST_CHOICE, :LARGEST_CHOICE].astype(float)
    if not np.isfinite(data).all() or not np.abs(data).max(initial=0.0) > 0:
        return None
    row, column = (int(at) for at in np.unravel_index(int(np.argmax(np.abs(data))), data.shape))
    value = float(data[row, column])
    cell = f"{row_name(result, row)}·{column_name(result, column)}"
    reason = sum_of(event, row, column, value) or parts_of(event, row, column, value) or signed(value)
    wrong = "−" if value > 0 else "+"
    return Question(
        kind=Ask.SIGN,
        words=f"Which sign will the cell {cell} have?",
        code=_code(event),
        answer="+" if value > 0 else "−",
        why=f"{reason}.",
        choices=("+", "−"),
        otherwise=(
            (
                wrong,
                f"For {wrong} it would have to be {'above' if wrong == '+' else 'below'} 0; it is {signed(value)}.",
            ),
        ),
    )


# Others


def _transpose(event: Event) -> Iterable[Question | None]:
    value, result = event.operands[0] if event.operands else None, event.result
    if value is None or result is None or len(value.shape or ()) != 2:
        return
    rows, columns = value.shape or (0, 0)
    if result.shape != (columns, rows):
        return
    yield Question(
        kind=Ask.SHAPE,
        words="What shape will this have?",
        code=_code(event),
        answer=size(result),
        why=f"({rows}×{columns})ᵀ: rows become columns, so {rows}×{columns} becomes {columns}×{rows}.",
        otherwise=(
            ("", f"A transpose only swaps the two sizes: from {rows}×{columns} nothing but {columns}×{rows} can come."),
        ),
    )


def _reduce(event: Event) -> Iterable[Question | None]:
    value, result = event.operands[0] if event.operands else None, event.result
    if value is None or result is None or not value.is_array or result.shape is None:
        return
    left, gone = size(result), len(value.shape or ()) - len(result.shape)
    goes = "one axis goes" if gone == 1 else f"{gone} axes go" if gone else "every axis stays, what is gathered as 1"
    rest = "all axes go, one number is left" if left == "scalar" else f"{goes}, {left} is left"
    why = f"{size(value)} is gathered: {rest}."
    other = f"{event.site.symbol} keeps only the axes that it does not run along: {left}."
    yield Question(
        kind=Ask.SHAPE,
        words="What shape will be left?",
        code=_code(event),
        answer=left,
        why=why,
        otherwise=(("", other),),
    )


def _branch(event: Event) -> Iterable[Question | None]:
    if event.result is None or not event.operands or not _IF.match(_code(event)):
        return
    taken = bool(event.result.data)
    test = event.texts[0].code if event.texts else _code(event)
    right, wrong = ("yes", "no") if taken else ("no", "yes")
    yield Question(
        kind=Ask.BRANCH,
        words="Will the lines below it be run now?",
        code=_code(event),
        answer=right,
        why=f"{' '.join(test.split())} is {taken}, so they are {'run' if taken else 'skipped'}.",
        choices=("yes", "no"),
        otherwise=((wrong, f"For that {' '.join(test.split())} would have to be {not taken}."),),
    )


def _update(event: Event) -> Iterable[Question | None]:
    """Whether one cell grows or shrinks: the one that changes most."""
    if len(event.operands) < 2 or event.result is None:
        return
    old, new = event.operands[0].data, event.result.data
    if np.shape(old) != np.shape(new) or np.ndim(new) not in (1, 2):
        return
    if old.dtype.kind not in _REAL or new.dtype.kind not in _REAL:
        return
    with np.errstate(all="ignore"):
        change = new.astype(float) - old.astype(float)
    if not np.isfinite(change).all() or not np.abs(change).max(initial=0.0) > 0:
        return
    place = np.unravel_index(int(np.argmax(np.abs(change))), change.shape)
    value, was = float(change[place]), float(old[place])
    where = "·".join(
        axis_name(axis, int(at)) for axis, at in zip(event.result.axes or (None,) * change.ndim, place, strict=True)
    )
    right, wrong = ("grows", "shrinks") if value > 0 else ("shrinks", "grows")

    def write(digits: int) -> tuple[str, str, bool]:
        first, second, then = (placed(each, digits - 1) for each in (was, value, was + value))
        true = holds(operator.add, (first, second), then) and then != first
        return f"{first} + ({second})", then, true

    yield Question(
        kind=Ask.GROWS,
        words=f"{event.site.name or 'The array'}, cell {where}, is {signed(was)} now: does it grow or shrink?",
        code=_code(event),
        answer=right,
        why=f"Its change is {signed(value)}. {true_equation(write)}, so it {right}.",
        choices=("grows", "shrinks"),
        otherwise=(
            (
                wrong,
                f"For that its change would have to be {_side(wrong)} 0; it is {signed(value)}.",
            ),
        ),
    )


def _side(direction: str) -> str:
    return "above" if direction == "grows" else "below"


def _call(event: Event) -> Iterable[Question | None]:
    yield _most(event)
    value, result = event.operands[0] if event.operands else None, event.result
    if value is None or result is None or not value.is_array or not result.is_array:
        return
    same = value.shape == result.shape
    keeps = "a number for each that it gets, so the shape stays" if same else "the shape changes inside"
    gives = "one number for each that it gets" if same else "another shape than it gets"
    yield Question(
        kind=Ask.SHAPE,
        words="What shape will this have?",
        code=_code(event),
        answer=size(result),
        why=f"{event.site.symbol}({size(value)}): {keeps}: {size(result)}.",
        otherwise=(("", f"{event.site.symbol} gives back {gives}: {size(result)}."),),
    )


_MAKERS: dict[Kind, Callable[[Event], Iterable[Question | None]]] = {
    Kind.DOT: _dot,
    Kind.ELEMENTWISE: _elementwise,
    Kind.TRANSPOSE: _transpose,
    Kind.REDUCE: _reduce,
    Kind.BRANCH: _branch,
    Kind.UPDATE: _update,
    Kind.CALL: _call,
}
