"""Which cells a sum that runs on, a sorting and a sum over named axes take for one cell of their result."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, product

from tui_tutor.engine.watch.recording import Event
from tui_tutor.engine.watch.values import Value
from tui_tutor.study.provenance.cells import Cell, cell_of
from tui_tutor.study.provenance.sums import MOST_CELLS

RUNNING, SORTING = frozenset({"cumsum", "cumprod", "nancumsum", "nancumprod"}), frozenset({"sort"})

_SUBSCRIPTS = re.compile(r"[A-Za-z,]+(->[A-Za-z]*)?")


def lane(event: Event, cell: Cell) -> list[Cell] | None:
    """The cells of the first operand along the axis that is gone along: up to the cell, or all of them to be sorted.

    None where that is not known.
    """
    shape = event.operands[0].shape if event.operands else None
    symbol = event.site.symbol
    if not shape or symbol not in RUNNING | SORTING or event.result is None:
        return None
    if any(text.keyword not in (None, "axis", "kind", "dtype") for text in event.texts[1:]):
        return None
    given = [v for t, v in zip(event.texts[1:], event.operands[1:], strict=True) if t.keyword in (None, "axis")]
    axis = _axis(given[0]) if given else (-1 if symbol in SORTING else None)
    if len(given) > 1 or (given and axis is None and given[0].text != "None"):
        return None
    if axis is None:
        count = len(cell) == 1 and (
            cell[0] + 1 if symbol in RUNNING else event.result.shape[0] if event.result.shape else 0
        )
        return [cell_of(at, shape) for at in range(count)] if count and count <= MOST_CELLS else None
    if not -len(shape) <= axis < len(shape) or len(cell) != len(shape):
        return None
    axis %= len(shape)
    last = cell[axis] + 1 if symbol in RUNNING else shape[axis]
    return [(*cell[:axis], at, *cell[axis + 1 :]) for at in range(last)] if last <= MOST_CELLS else None


def einsum(event: Event, cell: Cell) -> list[tuple[Cell, ...]] | None:
    """The cells of the operands behind the subscripts that are multiplied for one cell, in the order of the sum.

    None where the subscripts are not written out, have an ellipsis, or sum over very many cells.
    """
    subscripts, operands = _subscripts(event), event.operands[1:]
    if event.site.symbol != "einsum" or subscripts is None or any(text.keyword for text in event.texts):
        return None
    taken, given = subscripts
    shapes = [value.shape for value in operands]
    if len(taken) != len(operands) or any(len(shape or ()) != len(n) for shape, n in zip(shapes, taken, strict=True)):
        return None
    sizes = {
        n: size for names, shape in zip(taken, shapes, strict=True) for n, size in zip(names, shape or (), strict=True)
    }
    if len(given) != len(cell):
        return None
    at = dict(zip(given, cell, strict=True))
    summed = [name for name in dict.fromkeys("".join(taken)) if name not in at]
    found = list(islice(_each(taken, summed, sizes, at), MOST_CELLS + 1))
    return found if len(found) <= MOST_CELLS else None


def _each(taken: list[str], summed: list[str], sizes: dict[str, int], at: dict[str, int]) -> Iterator[tuple[Cell, ...]]:
    for places in product(*(range(sizes[name]) for name in summed)):
        where = {**at, **dict(zip(summed, places, strict=True))}
        yield tuple(tuple(where[name] for name in names) for names in taken)


def _subscripts(event: Event) -> tuple[list[str], str] | None:
    """What the axes of each operand are called, and those of the result."""
    first = event.operands[0] if event.operands else None
    text = first.text.strip("'\"").replace(" ", "") if first is not None and first.type_name == "str" else ""
    if not _SUBSCRIPTS.fullmatch(text):
        return None
    left, arrow, right = text.partition("->")
    if not arrow:
        # Without it the result has the axes that are named once, in the order of the alphabet.
        right = "".join(sorted(name for name in set(left) - {","} if left.count(name) == 1))
    return left.split(","), right


def _axis(value: Value) -> int | None:
    return value.data if isinstance(value.data, int) and not isinstance(value.data, bool) else None
