"""How a program goes on: branches that fork, loops that turn."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tui_tutor.engine.position import Part
from tui_tutor.engine.values import Value
from tui_tutor.view.equation import short, shown
from tui_tutor.view.lines import EMPTY, Line, clip, line, pad, width
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
            text = shown(change.value)
            pieces += [(f"{change.name} = ", "dim"), (text.lstrip("+"), "code.number"), ("   ", "text")]
    if moment is not None and moment.position.operation == 1 and moment.position.place.part is Part.LOOP:
        iteration = moment.position.place.iteration or 0
        total = f" of {thousands(moment.total)}" if moment.total is not None else ""
        pieces += [("turn ", "dim"), (f"{thousands(iteration + 1)}{total}", "strong")]
    return tuple(pieces) or line(("the next turn", "dim"))


def _ring(scene: Scene, ring: Ring, counter: Line, columns: int, rows: int) -> list[Line]:
    """Stops clockwise: half of them over the counter, the other half below it, running back."""
    names = [_stop(scene, ring, number, text) for number, text in ring.stops]
    across = columns - 6
    half = (len(names) + 1) // 2
    upper, lower = names[:half], names[half:]
    size = max(6, (across - 3 * max(len(upper) - 1, 0)) // max(1, len(upper)))
    size = min(size, 24)
    moving = int(scene.share * len(names)) if scene.share < 1 else -1
    top = _row(upper, " ─▶ ", size, moving)
    below = _row(lower[::-1], " ◀─ ", size, len(names) - 1 - moving if moving >= half else -1) if lower else EMPTY
    wide = min(across, max(width(top), width(below), width(counter) + 4))
    blank = line((" " * wide, "text"))
    middle = [pad(counter, wide, "centre")]
    if rows >= 7:
        middle = [blank, *middle, blank]
    lines = [line(("╭▶ ", "sign"), *pad(clip(top, wide), wide), (" ─╮", "sign"))]
    lines += [line(("│  ", "sign"), *each, ("  │", "sign")) for each in middle]
    lines.append(line(("╰─ ", "sign"), *pad(clip(below, wide), wide, "right"), (" ◀╯", "sign")))
    return [pad(each, columns, "centre") for each in lines]


def _stop(scene: Scene, ring: Ring, number: int, text: str) -> str:
    if ring.steps:
        title = scene.titles.get(number, "")
        return f"{number} {title}".strip()
    return " ".join(text.split())


def _row(names: Sequence[str], arrow: str, size: int, moving: int) -> Line:
    pieces: list[tuple[str, str]] = []
    for index, name in enumerate(names):
        if index:
            pieces.append((arrow, "sign"))
        pieces.append((short(name, size), "curve.point" if index == moving else "text"))
    return tuple(pieces)
