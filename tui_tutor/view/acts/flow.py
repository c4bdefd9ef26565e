"""How a program goes on: branches that fork, loops that turn."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tui_tutor.engine.watch.position import Part
from tui_tutor.engine.watch.values import Value
from tui_tutor.view.equation import short, shown
from tui_tutor.view.lines import EMPTY, Line, beside, block_width, clip, line, pad, width, wrap
from tui_tutor.view.numbers import thousands
from tui_tutor.view.outline import Ring, Way
from tui_tutor.view.scene import Scene

_NAME = re.compile(r"[^\W\d]\w*")


def branch(scene: Scene, columns: int, rows: int) -> list[Line]:
    """A fork: the way that is taken is bright, the other one dim, and why."""
    event = scene.event
    taken = event.result is not None and bool(event.result.data)
    test = event.texts[0].code if event.texts else event.site.code
    ways = scene.outline.ways(event.site.span) if scene.outline is not None else None
    decided = scene.share >= 1
    room = max(10, columns - 22)
    yes = _way(ways[0] if ways else None, "● True ", taken, decided, room)
    no = _way(ways[1] if ways else None, "○ False", not taken, decided, room)
    head = line((short(test, columns - 12), "operand"), ("  is  ", "dim"), _answer(taken, decided))
    lines = [head, line(("  ┃", "sign")), _fork("  ┣", taken, decided, yes), _fork("  ┗", not taken, decided, no)]
    why = _why(scene, test)
    if why and rows > len(lines) + 1:
        lines += [EMPTY, line(("because  ", "dim"), (why, "text"))]
    return [clip(each, columns) for each in lines]


def loop(scene: Scene, columns: int, rows: int) -> list[Line]:
    """The ring of what one turn goes through, with the counter inside it."""
    event = scene.event
    ring = scene.outline.ring(event.site.span) if scene.outline is not None else None
    head = line((short(event.site.code, columns), "operand"))
    counter = _counter(scene)
    if ring is None or rows < 5 or columns < 40:
        return [head, clip(line(("↻  ", "sign"), *counter), columns)]
    return [head, *_ring(scene, ring, counter, columns, rows - 1)]


def _answer(taken: bool, decided: bool) -> tuple[str, str]:
    if not decided:
        return ("?", "empty")
    return ("● True", "yes") if taken else ("○ False", "no")


def _fork(start: str, chosen: bool, decided: bool, way: Line) -> Line:
    arrow = "━━━━▶ " if chosen and decided else "╌╌╌╌  "
    return ((start, "sign"), (arrow, "sign" if chosen and decided else "frame"), *way)


def _way(way: Way | None, answer: str, chosen: bool, decided: bool, room: int) -> Line:
    role = "strong" if chosen and decided else "faint"
    if way is None:
        return line((f"{answer} ", role), ("goes on" if chosen else "not taken", role))
    where = f"line {way.line}  " if way.line else ""
    return line((f"{answer}  ", role), (where, "axis" if chosen else "faint"), (short(way.code, room), role))


def _why(scene: Scene, test: str) -> str:
    """The values of the names in a condition, where they are single numbers."""
    moment = scene.moment
    if moment is None:
        return ""
    states = {state.name: state.value for state in (*moment.names, *moment.locals)}
    found = []
    for name in dict.fromkeys(_NAME.findall(test)):
        value: Value | None = states.get(name)
        if value is not None and value.is_number:
            text = shown(value)
            found.append(f"{name} is {text.lstrip('+')}")
    return ", ".join(found[:3])


def _counter(scene: Scene) -> Line:
    """Which turn this is: the main loop's number, else the values of the loop's own names."""
    moment, event = scene.moment, scene.event
    pieces: list[tuple[str, str]] = []
    for change in event.changes[:2]:
        if change.value is not None:
            # Of an array its size is told, which it does not equal.
            between = " " if change.value.is_array else " = "
            text = shown(change.value)
            pieces += [(f"{change.name}{between}", "dim"), (text.lstrip("+"), "code.number"), ("   ", "text")]
    if moment is not None and moment.position.operation == 1 and moment.position.place.part is Part.LOOP:
        iteration = moment.position.place.iteration or 0
        total = f" of {thousands(moment.total)}" if moment.total is not None else ""
        pieces += [("turn ", "dim"), (f"{thousands(iteration + 1)}{total}", "strong")]
    return tuple(pieces) or line(("the next turn", "dim"))


ARROW = 4
"""Cells of an arrow between two stops of a ring."""

LONGEST_STOP = 24
"""Cells of a stop's name on one line at the most."""


def _ring(scene: Scene, ring: Ring, counter: Line, columns: int, rows: int) -> list[Line]:
    """Stops clockwise: half of them over the counter, the other half below it, running back.

    Names are broken inside the ring where there are rows for it, else cut.
    """
    names = [_stop(scene, ring, number, text) for number, text in ring.stops]
    across = columns - 6
    half = (len(names) + 1) // 2
    upper, lower = names[:half], names[half:]
    size = max(6, (across - ARROW * max(len(upper) - 1, 0)) // max(1, len(upper)))
    size = min(size, LONGEST_STOP)
    high = max(1, (rows - 1) // 2)
    moving = int(scene.share * len(names)) if scene.share < 1 else -1
    top = _row(upper, "─▶", size, high, moving)
    back = len(names) - 1 - moving if moving >= half else -1
    below = _row(lower[::-1], "◀─", size, high, back, level=-1) if lower else [EMPTY]
    wide = min(across, max(block_width(top), block_width(below), width(counter) + 4))
    blank = line((" " * wide, "text"))
    middle = [pad(counter, wide, "centre")]
    if rows >= len(top) + len(below) + 3:
        middle = [blank, *middle, blank]
    top = [pad(clip(each, wide), wide) for each in top]
    below = [pad(clip(each, wide), wide, "right") for each in below]
    lines = [line(("╭▶ ", "sign"), *top[0], (" ─╮", "sign"))]
    lines += [line(("│  ", "sign"), *each, ("  │", "sign")) for each in (*top[1:], *middle, *below[:-1])]
    lines.append(line(("╰─ ", "sign"), *below[-1], (" ◀╯", "sign")))
    return [pad(each, columns, "centre") for each in lines]


def _stop(scene: Scene, ring: Ring, number: int, text: str) -> str:
    if ring.steps:
        title = scene.titles.get(number, "")
        return f"{number} {title}".strip()
    return " ".join(text.split()).removesuffix(":")


def _row(names: Sequence[str], arrow: str, size: int, high: int, moving: int, level: int = 0) -> list[Line]:
    """Names in at most `high` lines each, arrows between them on the first line, or on the last with `level` −1."""
    blocks: list[list[Line]] = []
    for index, name in enumerate(names):
        role = "curve.point" if index == moving else "text"
        block = wrap(line((name, role)), size)
        blocks.append(block if len(block) <= high else [line((short(name, size), role))])
    most = max(map(len, blocks), default=1)
    for index, block in enumerate(blocks):
        rest = [EMPTY] * (most - len(block))
        block[:] = [*rest, *block] if level else [*block, *rest]
        if index + 1 < len(blocks):
            block[:] = [pad(each, block_width(block)) for each in block]
            for row, each in enumerate(block):
                between = (f" {arrow} ", "sign") if row == (most - 1 if level else 0) else (" " * ARROW, "text")
                block[row] = (*each, between)
    return beside(blocks, 0)
