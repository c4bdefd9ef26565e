"""Operations that make, name, take out or say something: each with a plain picture of its own."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from tui_tutor.engine.imported.drawing import DRAWN
from tui_tutor.engine.watch.rules import place_of
from tui_tutor.engine.watch.values import Value
from tui_tutor.view.acts.cells import known, operands, result
from tui_tutor.view.equation import Part, Piece, equation, is_plain, short, shown
from tui_tutor.view.lines import EMPTY, Line, beside, block_width, clip, harmless, line, pad, width
from tui_tutor.view.matrix import Fit, Marks, matrix, no_marks
from tui_tutor.view.numbers import HOLDERS, brief, in_brief
from tui_tutor.view.scene import Scene
from tui_tutor.view.words import range_words


def create(scene: Scene, columns: int, rows: int) -> list[Line]:
    """New numbers laid out on a grid; a range as the row that it stands for."""
    event, value = scene.event, scene.event.result
    if value is None or not value.is_array:
        text = (
            range_words(value.data)
            if value is not None and value.type_name == "range"
            else shown(value)
            if value
            else "✗"
        )
        head = line((short(event.site.code, columns), "operand"))
        return [head, EMPTY, clip(line(("╺┿━┿━┿╸  ", "sign"), (text, "printed")), columns)]
    body = equation([f"{event.site.symbol} ⊞", *result(scene, marks=known(scene.frame))], columns, rows - 1)
    return [clip(line((short(event.site.code, columns), "operand")), columns), *body]


def bind(scene: Scene, columns: int, rows: int) -> list[Line]:
    """A name tied to a value like a tag; a second name for the same array is tied to the same one."""
    value = scene.event.result
    if value is None:
        return []
    names = _tags(scene)
    size = max(map(len, names))
    head = [line((f"╭{'─' * (size + 2)}╮", "tag"))]
    for index, name in enumerate(names):
        end = "├─▶" if index == 0 else "├─╯"
        role = "tag.name" if index == len(names) - 1 else "dim"
        head.append(line(("│ ", "tag"), (name.ljust(size), role), (" ", "tag"), (end, "tag")))
    head.append(line((f"╰{'─' * (size + 2)}╯", "tag")))
    room = columns - block_width(head) - 1
    look = scene.seen("r", 0, 0)
    marks: Marks = known(scene.frame) if scene.frame is not None and scene.frame.brief else no_marks
    if not value.is_array and not value.is_number:
        body = [line((short(value.text or value.type_name, room), "text"))]
    else:
        body = _fitting(value, room, rows, look, marks)
    # The arrow of the tag points at the value's middle.
    above = max(0, (len(body) - len(head)) // 2)
    below = max(0, min(1, len(head) - 1) - (len(body) - 1) // 2) if len(body) < len(head) else 0
    lines = beside([[EMPTY] * above + head, [EMPTY] * below + body], 1)
    longest = max(map(width, lines))
    return [pad(pad(each, longest), columns, "centre") if longest < columns else clip(each, columns) for each in lines]


def tag(name: str, columns: int) -> Line:
    """The tag of a name that hangs from what is drawn above it."""
    pieces = line(("╰──┤ ", "tag"), (short(name, max(1, columns - 8)), "tag.name"), (" ├", "tag"))
    return pad(clip(pieces, columns), columns, "centre")


LONGEST_STORED = 24
"""Cells of a list, a text or an object that is stored."""


def index(scene: Scene, columns: int, rows: int) -> list[Line]:
    """The cells that are taken out, or stored into, lit where they lie."""
    parts = operands(scene)
    if not parts:
        return equation(result(scene), columns, rows)
    first = parts[0]
    place = _lit_places(scene)
    is_chosen = place_of(scene.event.site.symbol, [part.value for part in parts]) is not None
    chosen: list[Piece] = ["[", parts[1], "]"] if is_chosen else []
    if place is not None and first.value.is_array:
        lit = place
        first = replace(first, marks=lambda row, column: "lit" if (row, column) in lit else "")
        if lit:
            first = replace(first, at=scene.seen("0", *min(lit)))
    if scene.event.site.symbol == "[]=":
        given = _stored(parts[1 + is_chosen :])
        stored = result(scene)
        if place and isinstance(stored[0], Part) and scene.frame is None:
            stored = [replace(stored[0], marks=lambda row, column: "lit" if (row, column) in place else "")]
        return equation([first, *chosen, "⇠", *given, "─▶", *stored], columns, rows)
    if not first.value.is_array:
        lines = [line((short(shown(first.value), columns), "operand"))]
        made = scene.event.result
        return [*lines, clip(line(("  ⊡─▶ ", "sign"), (shown(made) if made else "✗", "printed")), columns)]
    return equation([first, *chosen, "⊡─▶", *result(scene)], columns, rows)


def _stored(parts: Sequence[Part]) -> list[Piece]:
    """What is stored, the last of the operands behind what it is stored in; a list or a text as it is written."""
    if not parts:
        return []
    value = parts[-1].value
    return [parts[-1]] if value.shape is not None else [short(_quoted(value)[0], LONGEST_STORED)]


def printed(scene: Scene, columns: int, rows: int) -> list[Line]:
    """A strip of paper with what was printed."""
    value = scene.event.result
    text = value.text if value is not None else ""
    text = scene.event.printed or text
    rows_of_text = text.removesuffix("\n").split("\n")
    length = len(text)
    left = round(length * scene.share) if scene.share < 1 else length
    across = min(columns - 4, max(20, *(len(row) for row in rows_of_text)))
    lines = [line(("┌" + "╌" * (across + 2) + "┐", "paper"))]
    for row in rows_of_text[: max(1, rows - 3)]:
        seen, left = row[: max(0, left)], left - len(row) - 1
        body = clip(harmless(line((seen or " ", "printed"))), across)
        lines.append(line(("╎ ", "paper"), *pad(body, across), (" ╎", "paper")))
    if len(rows_of_text) > max(1, rows - 3):
        lines.append(line(("╎ ⋮", "paper")))
    edge = "╲╱" * ((across + 4) // 2)
    return [*lines, line((edge[: across + 4], "paper"))]


def imported(scene: Scene, columns: int, rows: int) -> list[Line]:
    """A library taken from the shelf, and the name it goes by here."""
    code = " ".join(scene.event.site.code.split())
    library = code.removeprefix("import ").removeprefix("from ").split(" ")[0]
    name = scene.event.changes[-1].name if scene.event.changes else library
    text = f" {short(library, columns // 3)} "
    return [
        clip(line((short(code, columns), "dim")), columns),
        line((f"┏{'━' * len(text)}┓", "tag")),
        clip(line(("┃", "tag"), (text, "operand"), ("┃", "tag"), (" ═══▶ ", "sign"), (name, "tag.name")), columns),
        line((f"┗{'━' * len(text)}┛", "tag")),
    ][: max(1, rows)]


def other(scene: Scene, columns: int, rows: int) -> list[Line]:
    """Texts and the rest: what goes in, and what comes out, between quotes where it is text."""
    event, value = scene.event, scene.event.result
    lines = [clip(line((short(event.site.code, columns), "operand")), columns)]
    for text, operand in zip(event.texts, event.operands, strict=True):
        if operand.text != DRAWN and not (text.literal or is_plain(text.code, operand) or operand.text == text.code):
            lines.append(clip(line((short(text.code), "text"), ("  is  ", "dim"), _quoted(operand)), columns))
    lines = lines[: max(1, rows - 1)]
    if value is not None and DRAWN in value.text:
        lines.append(clip(line(("⤷ ", "sign"), (value.text.replace(DRAWN, DRAWN.strip("<>")), "dim")), columns))
    elif value is not None and value.type_name != "NoneType":
        lines.append(clip(line(("⤷ ", "sign"), _quoted(value)), columns))
    return lines


def _quoted(value: Value) -> tuple[str, str]:
    text = brief(value.data) if value.is_number else shown(value)
    text = in_brief(text) if value.type_name in HOLDERS else text
    return (f"“{text}”", "printed") if value.type_name == "str" else (text, "text")


def _tags(scene: Scene) -> list[str]:
    """The names of the value, that of this operation last."""
    event = scene.event
    own = event.site.name or "?"
    value = event.operands[0] if event.operands else None
    code = event.texts[0].code if event.texts else ""
    alias = value is not None and value.is_array and code.isidentifier()
    return [code, own] if alias else [own]


def _fitting(value: Value, columns: int, rows: int, look: tuple[int, int], marks: Marks) -> list[Line]:
    """A matrix with as many digits as there is room for."""
    for decimals, labels in ((4, True), (3, True), (2, True), (2, False)):
        fit = Fit(decimals, labels, rows, row=look[0], column=look[1], key="r")
        body = matrix(value, fit, marks)
        if block_width(body) <= columns:
            return body
    return matrix(value, Fit(2, False, rows, columns, row=look[0], column=look[1], key="r"), marks)


def _lit_places(scene: Scene) -> set[tuple[int, int]] | None:
    """The cells that an index takes which is written in numbers, or is a mask, a row of places or a single one."""
    value = scene.event.operands[0]
    if not value.is_array or value.data.ndim > 2 or not value.whole:
        return None
    try:
        place = _place_of(scene)
        shape = value.data.shape if value.data.ndim == 2 else (1, *value.data.shape)
        grid = np.arange(value.data.size).reshape(value.data.shape)
        taken = np.ravel(grid[place])
    except (ValueError, IndexError, TypeError):
        return None
    return {(int(at) // shape[1], int(at) % shape[1]) for at in taken[:10_000]} if shape[1] else set()


def _place_of(scene: Scene) -> Any:
    """What stands in the brackets. Raises ValueError where it is not known."""
    operands = scene.event.operands
    is_store = scene.event.site.symbol == "[]="
    seen = operands[1] if len(operands) > (2 if is_store else 1) else None
    if seen is not None and seen.shape is not None and seen.whole:
        return seen.data
    tree = scene.outline.taken_apart(_target(scene.event.site.code)) if scene.outline is not None else None
    if not isinstance(tree, ast.Subscript):
        raise ValueError("no subscript")
    return _index_of(tree.slice)


def _target(code: str) -> str:
    """Of a store its left side."""
    try:
        tree = ast.parse(code).body
    except (SyntaxError, ValueError):
        return code
    if len(tree) == 1 and isinstance(tree[0], ast.Assign):
        return ast.unparse(tree[0].targets[0])
    return code


def _index_of(node: ast.expr) -> Any:
    """An index made of numbers, slices of numbers and tuples of them. Raises ValueError for any other."""
    if isinstance(node, ast.Tuple):
        return tuple(_index_of(each) for each in node.elts)
    if isinstance(node, ast.Slice):
        return slice(
            *(None if each is None else ast.literal_eval(each) for each in (node.lower, node.upper, node.step))
        )
    value = ast.literal_eval(node)
    if value is not None and not isinstance(value, int):
        raise ValueError("not a number")
    return value
