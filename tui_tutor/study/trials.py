"""What can be tried in any program, found in its text: other numbers, another seed, weights that begin at zero."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from tui_tutor.engine.text.source import Source, Span
from tui_tutor.study.drawn import drawn_weights, numpy_names, parts_of
from tui_tutor.study.literals import Literal
from tui_tutor.study.named import RATE, START, Named, named_numbers
from tui_tutor.study.seeds import seeds
from tui_tutor.study.variation import Edit, Variation, variation

MOST_NUMBERS = 6
"""Numbers that are offered: the most telling."""

OF_A_KIND = 2
"""Of one kind, as long as there are others."""

MOST_SEEDS = 2
"""Seeds that are offered."""

FACTOR = 10

NUMBERS, BEGINNINGS = "Another number", "Another beginning"
"""What heads the two kinds of trials."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One thing to try: under which heading it is listed, in which lines it changes the program, and the change."""

    heading: str
    lines: tuple[int, ...]
    variation: Variation


def trials(source: Source, learned: Collection[str] = (), main_loop: int | None = None) -> tuple[Trial, ...]:
    """What can be tried in a program, the most telling first.

    `learned` are the names of what its main loop learns, as far as that is known, and `main_loop` is that loop's line.
    """
    numbers = _telling(named_numbers(source, main_loop))
    found = [each for named in numbers for each in _scaled(source, named)]
    return (*found, *_seeds(source), *_zeros(source, learned))


def _telling(numbers: list[Named]) -> list[Named]:
    """The most telling numbers, not all of one kind where there are others."""
    first = [each for at, each in enumerate(numbers) if sum(one.rank == each.rank for one in numbers[:at]) < OF_A_KIND]
    kept = [*first, *(each for each in numbers if each not in first)][:MOST_NUMBERS]
    return [each for each in numbers if each in kept]


def _scaled(source: Source, named: Named) -> Iterator[Trial]:
    """A number ten times as large, and a tenth of it."""
    first = named.places[0]
    for other in scaled(first, named.rank):
        name = f"{named.before}{first.text}{named.after} → {other}"
        edits = [Edit(each.span, other) for each in named.places]
        made = variation(source, name, edits, _notice(named, other))
        yield Trial(NUMBERS, _lines(each.span for each in named.places), made)


def _notice(named: Named, other: str) -> str:
    subject = f"{named.name} is {other} in place of {named.places[0].text}."
    look = "Look at where the error starts to differ, and at where it ends."
    return f"{subject} {'It starts from another place.' if named.rank == START else look}"


def scaled(literal: Literal, rank: int) -> tuple[str, ...]:
    """A number ten times as large, and a tenth of it where that is worth trying; as they are written."""
    value = literal.value
    exact = Decimal(str(value))
    tenth = exact / FACTOR
    if isinstance(value, int) and rank != RATE:
        # Of few there is no tenth.
        tenth = Decimal(int(tenth)) if abs(value) >= 2 * FACTOR or value % FACTOR == 0 else Decimal(0)
    return tuple(each for each in (_written(literal, exact * FACTOR), _written(literal, tenth)) if each is not None)


def _written(literal: Literal, value: Decimal) -> str | None:
    if not value:
        return None
    if isinstance(literal.value, int) and value == int(value):
        return f"{int(value):_}" if "_" in literal.text else str(int(value))
    number = float(value)
    return repr(number) if number and abs(number) != float("inf") else None


def _seeds(source: Source) -> Iterator[Trial]:
    """Another seed; seeds that are the same number stay the same."""
    for same in seeds(source)[:MOST_SEEDS]:
        other = str(int(str(same[0].value)) + 1)
        line = " ".join(source.lines[same[0].span.line - 1].split())
        edits = [Edit(each.span, other) for each in same]
        notice = "Other random numbers. What stays the same is what was learned; what changes was chance."
        made = variation(source, f"another seed: {_short(line)} → {other}", edits, notice)
        yield Trial(BEGINNINGS, _lines(each.span for each in same), made)


def _zeros(source: Source, learned: Collection[str]) -> Iterator[Trial]:
    """All weights that are drawn, zero to begin with. They are drawn all the same, so that other draws stay."""
    drawn = list(drawn_weights(source, {part for name in learned for part in parts_of(name)}))
    if not drawn:
        return
    numpy = next(iter(numpy_names(source)), None)
    edits = [edit for node, is_array in drawn for edit in _wrapped(source, node, numpy if is_array else None)]
    notice = "Every neuron of a layer begins alike, so each gets the same change: look at whether they ever differ."
    made = variation(source, "all weights zero to begin with", edits, notice)
    yield Trial(BEGINNINGS, _lines(source.span(node) for node, _ in drawn), made)


def _wrapped(source: Source, node: ast.expr, numpy: str | None) -> tuple[Edit, Edit]:
    """What makes zeros of the same shape of an expression."""
    span = source.span(node)
    start, end = Span(span.line, span.column, span.line, span.column), span
    stop = Span(end.end_line, end.end_column, end.end_line, end.end_column)
    before, after = (f"{numpy}.zeros_like(", ")") if numpy is not None else ("(0.0 * abs(", "))")
    return Edit(start, before), Edit(stop, after)


def _lines(spans: Iterable[Span]) -> tuple[int, ...]:
    return tuple(sorted({span.line for span in spans}))


def _short(text: str, most: int = 40) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
