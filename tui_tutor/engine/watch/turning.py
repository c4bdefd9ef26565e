"""Moves from turn to turn of the innermost loop that one stands in."""

from __future__ import annotations

from collections.abc import Sequence

from tui_tutor.engine.watch.inner import LoopRun
from tui_tutor.engine.watch.moves import Landing, Move, Road, back, forward, is_visible, onward
from tui_tutor.engine.watch.position import Position
from tui_tutor.engine.watch.recording import CallPath, Operation

OPPOSITE = {Move.TURN: Move.TURN_BACK, Move.TURN_BACK: Move.TURN}
"""Each of these moves, and what undoes it."""

NO_INNER = "you stand in no inner loop here"


def turn_on(road: Road, position: Position, folded: bool) -> Landing:
    """One turn of the innermost inner loop on, keeping the operation; from the last turn to what comes after the loop.

    In no inner loop it enters the next one of this part, at its first turn.
    """
    events = road.events(position.place)
    index, folded = position.operation - 1, folded and _is_plain(events, position)
    # Where turns end is known only when all is counted.
    len(events)
    run = road.inners(position.place).at(index)
    if run is None:
        ahead = [each.heads[0] for each in road.inners(position.place).runs if each.heads[0] > index]
        return _to_head(position, [each for each in ahead if is_visible(events[each], folded)], first=True)
    turn = run.turn_at(index)
    if turn + 1 < len(run.heads):
        return Landing(Position(position.place, _same(events, run, index, turn + 1, folded) + 1))
    return forward(road, Position(position.place, run.stop), folded)


def turn_back(road: Road, position: Position, folded: bool) -> Landing:
    """One turn of the innermost inner loop back; from its first turn to what comes before the loop.

    In no inner loop it goes back into the last one of this part, at its last turn.
    """
    events = road.events(position.place)
    index, folded = position.operation - 1, folded and _is_plain(events, position)
    # Where turns end is known only when all is counted.
    len(events)
    run = road.inners(position.place).at(index)
    if run is None:
        behind = [head for each in road.inners(position.place).runs for head in each.heads if head < index]
        return _to_head(position, [each for each in behind if is_visible(events[each], folded)], first=False)
    turn = run.turn_at(index)
    if turn > 0:
        return Landing(Position(position.place, _same(events, run, index, turn - 1, folded) + 1))
    return back(road, Position(position.place, run.heads[0] + 1), folded)


def _is_plain(events: Sequence[Operation], position: Position) -> bool:
    """Whether a position stands outside of calls; what failed inside one is seen there all the same."""
    here = next(onward(events, position.operation - 1), None) if position.operation > 0 else None
    return here is None or here[1].depth == 0


def _to_head(position: Position, heads: Sequence[int], *, first: bool) -> Landing:
    if not heads:
        return Landing(position, NO_INNER)
    return Landing(Position(position.place, (min(heads) if first else max(heads)) + 1))


def _same(events: Sequence[Operation], run: LoopRun, index: int, turn: int, folded: bool) -> int:
    """The same operation in another turn of a run; where it does not run there, the next one that does."""
    start, stop = run.bounds(run.turn_at(index))
    first, last = run.bounds(turn)
    there = {key: at for at, key in _keys(events, first, last)}
    for at, key in _keys(events, start, stop):
        if at >= index and key in there:
            for found in range(there[key], last):
                if is_visible(events[found], folded):
                    return found
    return next((at for at in range(last - 1, first, -1) if is_visible(events[at], folded)), first)


def _keys(events: Sequence[Operation], start: int, stop: int) -> list[tuple[int, tuple[int, CallPath, int]]]:
    """The operations of a turn, each with what makes it the same one in another turn."""
    seen: dict[tuple[int, CallPath], int] = {}
    found = []
    for index in range(start, stop):
        what = (events[index].site.number, events[index].path)
        seen[what] = seen.get(what, 0) + 1
        found.append((index, (*what, seen[what])))
    return found
