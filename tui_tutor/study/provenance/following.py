"""The way that a learner follows a number along: each press one hop, back to what made it or on to what uses it."""

from __future__ import annotations

import ast

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.rewind.pace import Tick
from tui_tutor.engine.watch.engine import Engine, never
from tui_tutor.engine.watch.moment import moment
from tui_tutor.engine.watch.position import Position
from tui_tutor.engine.watch.recording import Event
from tui_tutor.engine.watch.rules import size
from tui_tutor.engine.watch.values import Value
from tui_tutor.study.backward import maker_of
from tui_tutor.study.provenance.assembled import PUTTING
from tui_tutor.study.provenance.back import HELD, Back, Found, LostError, largest, recorded
from tui_tutor.study.provenance.cells import Cell, number_at
from tui_tutor.study.provenance.hop import End, Hop, Lit, Spot
from tui_tutor.study.provenance.makers import Seen
from tui_tutor.study.provenance.onward import Onward
from tui_tutor.study.provenance.shapes import Shapes, Whole, main_of

MOST_LIT = 64
"""Cells of what a number was made of that are told one by one; of more, those that weighed most."""

NO_NUMBER = "there is no number here to follow; point at one first"
OVER = {
    End.LITERAL: "here the way ends: this number stands in the program's text",
    End.DRAW: "here the way ends: this number was drawn at random",
    End.CREATED: "here the way ends: this number was made of nothing but the text",
    End.HELD: HELD,
    End.LOOP: "here the way ends: this number is what the loop brings",
}

NO_ARRAY = "this is no array, so it has no shape to follow"
SHAPE_OVER = {
    End.LITERAL: "here the way ends: this shape stands in the program's text",
    End.DRAW: "here the way ends: it was drawn at random in this shape",
    End.CREATED: "here the way ends: it was made new in this shape",
    End.HELD: "here the way ends: it was made in this shape of what lies in a list",
    End.LOOP: "here the way ends: this is what the loop brings",
}


class Following:
    """One learner's way through an engine's run."""

    def __init__(self, engine: Engine, tick: Tick = never) -> None:
        self._engine = engine
        self._back = Back(engine, tick)
        self._onward = Onward(engine)
        self._shapes = Shapes(engine, tick)
        self._way: list[Found] = []

    def hop(self, position: Position, spot: Spot, kept: int, *, folded: bool, forward: bool = False) -> Hop:
        """The next hop from a position, where a spot is pointed at; `kept` hops so far are still on the way.

        Raises LostError where it leads nowhere.
        """
        del self._way[kept:]
        here = self._way[-1] if self._way else None
        if here is not None and (here.place, here.index) != (position.place, position.operation - 1):
            here = None
        if spot.whole or (here is not None and here.whole is not None and (not spot.key or spot.key.isdigit())):
            found = self._shape(position, spot, here, forward=forward)
        else:
            found = self._on(position, spot, here, folded) if forward else self._behind(position, spot, here, folded)
        self._way.append(found)
        return self._told(found, forward)

    def _behind(self, position: Position, spot: Spot, here: Found | None, folded: bool) -> Found:
        if here is not None:
            share = self._pointed(here, spot)
            if share is not None:
                return self._back.further(here, share, spot.cell, folded=folded)
        seen, before = self._seen(position, spot)
        found = self._back.find(position.place, seen, before, folded=folded)
        if here is not None and (found.place, found.index, found.cell) == (here.place, here.index, here.cell):
            share = self._next(here)
            return self._back.further(here, share, None, folded=folded)
        return found

    def _shape(self, position: Position, spot: Spot, here: Found | None, *, forward: bool) -> Found:
        """The operation that gave an array its shape, or uses it next; on a way of shapes it is that of an operand."""
        if spot.whole:
            value, code, _, before = self._value(position, spot)
            if value is None or not value.is_array:
                raise LostError(NO_ARRAY)
            seen = Whole(value, code)
            return (
                self._shapes.user(position.place, seen, before)
                if forward
                else self._shapes.find(position.place, seen, before)
            )
        assert here is not None
        if forward:
            result = here.event.result
            if result is None or not result.is_array:
                raise LostError(NO_ARRAY)
            return self._shapes.user(position.place, Whole(result), here.index + 1)
        share = next((at for at, each in enumerate(here.shares) if spot.key == str(each.operand)), main_of(here))
        if share is None:
            end = end_of(here)
            raise LostError(SHAPE_OVER.get(end, SHAPE_OVER[End.CREATED]))
        return self._shapes.further(here, share)

    def _pointed(self, here: Found, spot: Spot) -> int | None:
        """The share of a hop that is pointed at; what weighed most where nothing is."""
        if not spot.key:
            return self._next(here)
        if spot.key.isdigit():
            for at, share in enumerate(here.shares):
                if share.operand == int(spot.key) and (share.cell == spot.cell or share.cell is None):
                    return at
        return None

    def _next(self, here: Found) -> int:
        end = end_of(here)
        if end or here.main is None:
            raise LostError(OVER.get(end, OVER[End.CREATED]))
        return here.along if here.bundle is not None and here.along is not None else here.main

    def _on(self, position: Position, spot: Spot, here: Found | None, folded: bool) -> Found:
        if not spot.key and here is not None and here.cell is not None and here.event.result is not None:
            seen, after = Seen(here.event.result, here.cell, here.event.site.code), here.index + 1
        else:
            seen, before = self._seen(position, spot)
            # An operand is used by the very operation that it is pointed at in, and then by others.
            after = before
        return self._onward.user(position.place, seen, after, folded=folded)

    def _seen(self, position: Position, spot: Spot) -> tuple[Seen, int]:
        """The number that is pointed at, and before which operation it was made."""
        value, code, frame, before = self._value(position, spot)
        return Seen(*_number(value, spot.cell), code, frame), before

    def _value(self, position: Position, spot: Spot) -> tuple[Value | None, str, int, int]:
        """What is pointed at, how it is written, in which call, and before which operation it was made."""
        events = recorded(self._engine, position.place).events
        index = position.operation - 1
        event = events[index] if 0 <= index < len(events) else None
        if event is None:
            raise LostError(NO_NUMBER)
        made = maker_of(events, index) if spot.made else None
        shown = made or event
        at = next(k for k, each in enumerate(events) if each is shown)
        value, code, frame, before = None, "", max(0, shown.stack[-1].number), at
        if spot.key.startswith(("=", ".")):
            code, before = spot.key[1:], index + 1
            there = moment(self._engine, position)
            states = there.names if spot.key[0] == "=" else there.locals
            value = next((each.value for each in states if each.name == code), None)
            frame = 0 if spot.key[0] == "=" else frame
        elif spot.key.isdigit():
            operand = int(spot.key)
            if operand < len(shown.operands):
                value, code = shown.operands[operand], shown.texts[operand].code
                if shown.texts[operand].literal:
                    raise LostError(OVER[End.LITERAL])
        else:
            value, code, before = shown.result, shown.site.code, at + 1
            if shown.kind is Kind.BIND:
                code = shown.texts[0].code if shown.texts else code
        return value, code, frame, before

    def _told(self, found: Found, forward: bool) -> Hop:
        event, events = found.event, recorded(self._engine, found.place).events
        lit = [self._lit(event, found, at) for at in _most(found)]
        ordered = list(_most(found))
        main = found.along if found.bundle is not None else found.main
        main = main_of(found) if found.whole is not None else main
        return Hop(
            position=Position(found.place, found.index + 1),
            kind=event.kind,
            symbol=event.site.symbol,
            code=" ".join(event.site.code.split()),
            name=event.site.name or _bound(events, found.index) or "",
            cell=found.cell,
            axes=event.result.axes if event.result is not None and found.cell is not None else (),
            number=found.number,
            made=tuple(lit),
            main=ordered.index(main) if main is not None and main in ordered else None,
            end=end_of(found),
            bundle=found.bundle,
            forward=forward,
            size=size(event.result) if found.whole is not None and event.result is not None else "",
            rule=event.shapes or "" if found.whole is not None else "",
        )

    def _lit(self, event: Event, found: Found, at: int) -> Lit:
        share = found.shares[at]
        name = share.code or (event.texts[share.operand].code if share.operand is not None else "")
        axes = share.value.axes if share.cell is not None else ()
        shown = size(share.value) if found.whole is not None else ""
        return Lit(share.operand, share.cell, share.amount, share.number, " ".join(name.split()), axes, shown)


def end_of(found: Found) -> End:
    """Why the way back ends at an operation, if it does."""
    event = found.event
    if event.kind is Kind.RANDOM:
        return End.DRAW
    if event.kind is Kind.LOOP and not found.shares:
        return End.LOOP
    if found.brought is not None:
        return End.NONE if found.shares else End.HELD
    if found.shares and not all(_is_literal(event, share.operand) for share in found.shares):
        return End.NONE
    is_filled = event.site.symbol in FILLING
    if event.items is not None and not found.shares and found.cell is not None and event.site.symbol in PUTTING:
        return End.LITERAL
    if any(_is_display(text.code) for text in event.texts) and (found.whole is not None or not is_filled):
        return End.LITERAL
    if any(value.shape is None and value.length for value in event.operands) and not is_filled:
        return End.HELD
    is_new = event.kind not in (Kind.BIND, Kind.UPDATE) and (event.kind is Kind.CREATE or not found.shares)
    return End.CREATED if is_new else End.LITERAL


FILLING = frozenset("zeros ones full eye identity arange linspace logspace empty tri".split())
"""What makes new arrays of a size, whatever lies in the list that says it."""


def _is_literal(event: Event, operand: int | None) -> bool:
    return operand is not None and operand < len(event.texts) and event.texts[operand].literal


def _is_display(code: str) -> bool:
    """Whether an operand is a list of numbers, written out."""
    try:
        return isinstance(ast.literal_eval(code), list | tuple)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return False


def _most(found: Found) -> list[int]:
    """The shares that are told, in their order."""
    if len(found.shares) <= MOST_LIT:
        return list(range(len(found.shares)))
    sizes = [abs(each.amount) if each.amount is not None else 0.0 for each in found.shares]
    kept = sorted(range(len(sizes)), key=lambda at: -sizes[at])[:MOST_LIT]
    return sorted({*kept, *([found.main] if found.main is not None else [])})


def _bound(events: list[Event], index: int) -> str | None:
    """The name that a result is given right after, in the same statement."""
    if index + 1 < len(events):
        after, event = events[index + 1], events[index]
        result = event.result
        if (
            after.kind is Kind.BIND
            and result is not None
            and after.operands
            and result.token == after.operands[0].token
        ):
            return after.site.name
    return None


def _number(value: Value | None, cell: Cell | None) -> tuple[Value, Cell]:
    if value is None or value.shape is None:
        raise LostError(NO_NUMBER)
    if not value.shape:
        return value, ()
    cell = cell if cell is not None else largest(value)
    if number_at(value, cell) is None:
        raise LostError(NO_NUMBER)
    return value, cell
