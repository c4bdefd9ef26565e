"""Every equation that is drawn is recomputed from its own printed numbers, to the last printed digit."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from functools import cache
from itertools import product
from typing import Any

import numpy as np
import pytest
from seldom import mostly_slow

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.watch.position import END, SETUP, Place, Position, turn
from tui_tutor.engine.watch.recording import Event
from tui_tutor.lesson.find import find, shipped
from tui_tutor.lesson.load import load
from tui_tutor.view.cursor import cell_at
from tui_tutor.view.layout import Panel, arrange
from tui_tutor.view.lines import Line, text_of, width
from tui_tutor.view.scene import Scene
from tui_tutor.view.screen import inside
from tui_tutor.view.stage import shown_event, stage
from view.opened import Opened, script

SIZES = ((80, 24), (120, 40), (200, 60))
ITERATIONS = (0, 1, 10, 253, 1_000, 10_000)
NUMBER = r"[+−]?\d+(?:\.\d+)?(?:e−?\d+)?"
FACTOR = rf"\(?({NUMBER})\)?"
PRODUCT = re.compile(rf"{FACTOR}×{FACTOR}")
SUM = re.compile(rf":\s+(?P<products>(?:{FACTOR}×{FACTOR}(?:\s+\+\s+)?)+)\s+(?P<sign>=|≈)\s+(?P<total>{NUMBER})")


def told(text: str) -> Decimal:
    return Decimal({"True": "1", "False": "0"}.get(text) or text.replace("−", "-").strip("+ "))


def unit(text: str) -> Decimal:
    exponent = told(text).as_tuple().exponent
    assert isinstance(exponent, int)
    return Decimal(1).scaleb(exponent)


def agrees(computed: Decimal, text: str) -> bool:
    return abs(computed - told(text)) <= unit(text) / 2


OPERATORS: dict[str, Callable[..., Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "%": operator.mod,
    "**": operator.pow,
    "+=": operator.add,
    "-=": operator.sub,
    "*=": operator.mul,
    "/=": operator.truediv,
}


@cache
def opened(lesson: str) -> Opened:
    return Opened(load(find(lesson)))


def places(lesson: str) -> Iterator[Place]:
    engine = opened(lesson).engine
    yield SETUP
    for iteration in ITERATIONS:
        if engine.run_to(iteration):
            yield turn(iteration)
    if engine.run_to_end():
        yield END


def scenes(lesson: str) -> Iterator[Scene]:
    it = opened(lesson)
    for place in places(lesson):
        for index in range(len(it.engine.recording(place).events)):
            shown = it.study.moment(Position(place, index + 1))
            if shown.event is not None:
                yield Scene(shown.event, None, shown, it.listing.outline)


def drawn(scene: Scene, size: tuple[int, int]) -> list[Line]:
    columns, rows = inside(Panel.STAGE, arrange(*size, Panel.TEXT)[Panel.STAGE])
    return stage(scene, columns, rows)


def printed(lines: Iterable[Line]) -> dict[str, dict[tuple[int, int], str]]:
    """The texts of all cells that carry their place, by key."""
    found: dict[str, dict[tuple[int, int], str]] = {}
    for each in lines:
        x = 0
        for piece, _ in each:
            place = cell_at([each], x, 0)
            x += width(((piece, ""),))
            if place is not None and piece.strip():
                key, row, column = place
                found.setdefault(key, {})[row, column] = piece.strip()
    return found


def matrix(cells: dict[tuple[int, int], str], flat: bool) -> np.ndarray[Any, Any]:
    rows, columns = (max(place[axis] for place in cells) + 1 for axis in (0, 1))
    array = np.full((rows, columns), np.nan, dtype=object)
    for place, text in cells.items():
        array[place] = told(text)
    return array[0] if flat else array


def is_whole(cells: dict[tuple[int, int], str], shape: tuple[int, ...]) -> bool:
    count = int(np.prod(shape)) if shape else 1
    return len(cells) == count


def recompute(event: Event, cells: dict[str, dict[tuple[int, int], str]]) -> Any:
    """The result of an equation, computed from what is printed; None where not all of it is on the screen."""
    given: list[Any] = []
    for index, value in enumerate(event.operands):
        texts = cells.get(str(index))
        if value.is_number:
            # One number may stand in many cells, always as it is.
            (text,) = set((texts or {}).values()) or {event.texts[index].code}
            given.append(told(text))
            continue
        if (
            texts is None
            or not is_whole(texts, value.shape or ())
            or any("nan" in each or "inf" in each for each in texts.values())
        ):
            return None
        given.append(matrix(texts, len(value.shape or ()) == 1))
    if event.kind is Kind.DOT:
        return np.dot(*given)
    symbol = event.site.symbol
    if len(given) == 1 and symbol == "-":
        return -given[0]
    if len(given) == 2 and symbol in OPERATORS:
        return OPERATORS[symbol](*given)
    return None


EVERY = [*product(shipped(), SIZES)]

CHECKED = (Kind.DOT, Kind.ELEMENTWISE, Kind.UPDATE)


@pytest.mark.parametrize(("lesson", "size"), mostly_slow(EVERY, EVERY[1::4]))
@pytest.mark.few(1)
def test_matrix_equations_are_true_as_written(lesson: str, size: tuple[int, int]) -> None:
    checked = about = 0
    for scene in scenes(lesson):
        event = shown_event(scene.moment) or scene.event
        result = event.result
        if event.kind not in CHECKED or result is None or not result.is_array or event.error is not None:
            continue
        lines = drawn(scene, size)
        cells = printed(lines)
        texts = cells.get("r", {})
        if any("nan" in text or "inf" in text for text in texts.values()):
            continue
        computed = recompute(event, cells)
        if computed is None or not is_whole(texts, result.shape or ()):
            continue
        if any("≈" in text_of(each) for each in lines):
            about += 1
            continue
        flat = len(result.shape or ()) == 1
        for (row, column), text in texts.items():
            value = computed[column] if flat else computed[row, column]
            assert agrees(Decimal(value), text), (
                str(event.site.code),
                (row, column),
                text,
                value,
                list(map(text_of, lines)),
            )
        checked += 1
    print(lesson, size, "true", checked, "about", about)
    assert checked >= about


@pytest.mark.parametrize(("lesson", "size"), mostly_slow(EVERY, EVERY[1::4]))
@pytest.mark.few(1)
def test_sums_are_true_as_written(lesson: str, size: tuple[int, int]) -> None:
    checked = about = 0
    for scene in scenes(lesson):
        event = scene.event
        if event.kind is not Kind.DOT or event.result is None or not event.result.is_array or event.error:
            continue
        shape = event.result.shape or ()
        rows, columns = shape[-2:] if len(shape) > 1 else (1, shape[0])
        for row in range(rows):
            for column in range(columns):
                look = Scene(event, None, scene.moment, scene.outline, look=("r", row, column))
                found = SUM.search(" ".join(text_of(each) for each in drawn(look, size)))
                assert found is not None
                total = sum(told(a) * told(b) for a, b in PRODUCT.findall(found["products"]))
                about += found["sign"] == "≈"
                if found["sign"] == "=":
                    assert agrees(Decimal(total), found["total"]), found[0]
                    checked += 1
    print(lesson, size, "true", checked, "about", about)
    assert checked > 10 * about


SINGLES = """import numpy as np

A = np.array([[3.0, 1000.0], [25.0, 7.0]])
k = 1 / 30
m = A.mean()
x = 3.0
for step in range(6):
    slope = 2 * (x - 1.23456789)
    x = x - k * slope
    x -= slope * 0.0123456789
    B = A * k
    C = k - A
    D = A / m + 1.0
    D *= k
    A += slope
    m = m * 1.1
    e = (x - 1.23456789) ** 2
"""


@pytest.mark.parametrize("size", SIZES[:2])
def test_single_numbers_have_few_digits_and_are_true_as_written(size: tuple[int, int]) -> None:
    it, checked, digits = script(SINGLES), 0, []
    for place in (SETUP, turn(0), turn(3), turn(5)):
        for index in range(len(it.engine.recording(place).events)):
            event = it.study.moment(Position(place, index + 1)).event
            if event is None or event.result is None or event.kind not in CHECKED:
                continue
            lines = drawn(Scene(event), size)
            cells = printed(lines)
            assert not any("≈" in text_of(each) for each in lines), event.site.code
            computed = recompute(event, cells)
            texts = cells["r"]
            for (row, column), text in texts.items():
                value = computed if event.result.is_number else computed[row, column]
                assert agrees(Decimal(value), text), (event.site.code, text, value, list(map(text_of, lines)))
                checked += 1
            told_of = {key: each for key, each in cells.items() if key == "r" or not event.texts[int(key)].literal}
            digits += [len(re.sub(r"\D", "", text).lstrip("0")) for each in told_of.values() for text in each.values()]
    assert checked > 60
    assert max(digits) <= 9
    assert sorted(digits)[len(digits) // 2] <= 6
