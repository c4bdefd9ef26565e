"""The stage: the present operation drawn in the way of its kind, the sum behind it, and what happens in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.text.written import ABOUT
from tui_tutor.engine.watch.recording import Event
from tui_tutor.study.clashes import clash_words
from tui_tutor.study.failing import Failing
from tui_tutor.study.study import StudiedMoment
from tui_tutor.view.acts import cells, flow, function, gather, plain
from tui_tutor.view.acts import line as number_line
from tui_tutor.view.acts.every import every
from tui_tutor.view.equation import equation
from tui_tutor.view.failing import explained, failed_rule
from tui_tutor.view.layered import layer_words
from tui_tutor.view.lines import EMPTY, Line, clip, line, wrap
from tui_tutor.view.scene import Scene
from tui_tutor.view.sums import calculation
from tui_tutor.view.truth import no_truth
from tui_tutor.view.words import sentence

Draw = Callable[[Scene, int, int], list[Line]]

MOST_TOLD = 2
"""Notices of earlier operations of a statement that are told again at a later one."""

LARGE = 20
"""Rows from which every cell of a result is written out below the picture."""

CURVE = (5, 9)
"""The part of a large stage that a function's curve has."""


def stage(scene: Scene | None, columns: int, rows: int) -> list[Line]:
    """The operation in `columns` by `rows`.

    The picture comes first, then the sum in numbers, then what is happening in words where there is room for it.
    """
    if scene is None:
        return [line(("Nothing has been done yet.", "dim"))]
    event = scene.event
    drawn = _made(scene)
    sums = [clip(each, columns) for each in _sums(drawn, columns, max(2, rows // 5))]
    words = _words(scene, columns, rows)
    # Why an operation failed is never left out; other words only come where there is room.
    told = event.error is not None or event.clash is not None or _is_noticed(scene)
    kept = len(words) if told else 0
    room = rows - len(sums) - kept
    if rows >= LARGE and drawn.event.kind is Kind.CALL:
        # Below the function's curve each of its values is written out.
        room = min(room, rows * CURVE[0] // CURVE[1])
    picture = [clip(each, columns) for each in _picture(drawn, columns, max(3, room))]
    if event.kind is Kind.UPDATE and sums and not _is_exact(picture):
        # A change that can be seen says more than how one cell of it was made.
        whole = [clip(each, columns) for each in _picture(drawn, columns, rows)]
        picture, sums = (whole, sums[: rows - len(whole)]) if _is_exact(whole) else (picture, sums)
    if drawn.name and len(picture) + len(sums) < rows:
        picture.append(plain.tag(drawn.name, columns))
    lines = [*picture, *sums]
    free = rows - len(lines) - len(words)
    if free < 0 and not told:
        return lines
    if free >= 1 + bool(sums):
        lines = [*picture, *([EMPTY] if sums else []), *sums, EMPTY]
    at_rest = drawn.frame is None or drawn.frame.brief
    room = rows - len(lines) - len(words) - 1 if rows >= LARGE and at_rest else 0
    more = every(drawn.event, columns, room, _setting(drawn))
    return [*lines, *words, *([EMPTY] if more else []), *more]


def _setting(scene: Scene) -> str | None:
    """The other arguments of a call that turns each number into one; None for any other operation."""
    moment, symbol = scene.moment, scene.event.site.symbol
    if moment is None or scene.event.kind is not Kind.CALL:
        return None
    samples = (*moment.sampled, *moment.functions[::-1])
    return next((each.setting for each in samples if each.function == symbol), None)


def _is_exact(picture: Sequence[Line]) -> bool:
    """Whether no sign in a picture says that what is written is true only about."""
    return not any(ABOUT in text for each in picture for text, _ in each)


def title(event: Event | None) -> Line:
    """The operation's own text, on one line."""
    if event is None:
        return ()
    return line((" ".join(event.site.code.split()), "stage.title"))


def rule(event: Event | None, failing: Failing | None = None) -> Line:
    """The shape rule, the sizes that a product sums away struck out; an operation that failed is marked."""
    if event is None:
        return ()
    if event.error is not None:
        return failed_rule(event, failing)
    text = event.shapes or ""
    shapes = [value.shape or () for value in event.operands[:2]]
    if event.kind is not Kind.DOT or [len(shape) for shape in shapes] != [2, 2]:
        return line((text, "rule"))
    (left, inner), (_, right) = shapes
    rest = text[len(f"{left}×{inner} · {inner}×{right}") :]
    struck = (str(inner), "rule struck")
    return line((f"{left}×", "rule"), struck, (" · ", "rule"), struck, (f"×{right}{rest}", "rule"))


def shown_event(moment: StudiedMoment | None) -> Event | None:
    """The operation that is drawn: where a name is bound, the one that made what it stands for."""
    event = moment.event if moment is not None else None
    made = moment.made if moment is not None else None
    return made if made is not None and made.kind in _EQUATIONS and made.error is None else event


def _made(scene: Scene) -> Scene:
    """A name is bound: the equation of what it stands for, with the name over its result."""
    event = shown_event(scene.moment)
    if event is None or scene.event.kind is not Kind.BIND or event.kind is Kind.BIND:
        return scene
    frame = scene.frame if scene.frame is not None and scene.frame.brief else None
    name = (scene.event.site.name or "") if 2 * scene.share >= 1 else "·"
    return replace(scene, event=event, frame=frame, name=name)


def _picture(scene: Scene, columns: int, rows: int) -> list[Line]:
    if scene.event.error is not None:
        return _failed(scene, columns, rows)
    if scene.event.kind is Kind.ELEMENTWISE and number_line.is_moved(scene):
        return number_line.moved(scene, columns, rows, cells.elementwise(scene, columns, max(4, rows - 5)))
    return _PICTURES[scene.event.kind](scene, columns, rows)


def _failed(scene: Scene, columns: int, rows: int) -> list[Line]:
    """The operands of an operation that failed."""
    event = scene.event
    if event.kind in (Kind.DOT, Kind.ELEMENTWISE, Kind.COMPARE, Kind.UPDATE, Kind.TRANSPOSE) and event.operands:
        return _PICTURES[event.kind](scene, columns, rows)
    parts = [part for part in cells.operands(scene) if part.value.shape is not None]
    if not parts:
        return [clip(line((" ".join(event.site.code.split()), "operand"), ("  ✗", "error")), columns)]
    return equation([*cells.between(parts, ","), "→ ✗"], columns, rows)


def _sums(scene: Scene, columns: int, rows: int) -> list[Line]:
    """The sum behind the cell in use, or the one pointed at, in at most `rows` lines."""
    event, frame = scene.event, cells.in_use(scene)
    product = event if event.kind is Kind.DOT else _behind(scene)
    if product is None or product.result is None or product.result.shape is None or len(product.operands) < 2:
        return []
    if frame.layer is not None:
        return layer_words(product, frame.layer, columns, rows)
    return calculation(product, frame, columns, rows)


def _behind(scene: Scene) -> Event | None:
    """The product that an update's change was made from, where nothing else was done to it."""
    source = scene.moment.source if scene.moment is not None and scene.event.kind is Kind.UPDATE else None
    return source.product if source is not None and source.factor == 1.0 else None


def _words(scene: Scene, columns: int, rows: int) -> list[Line]:
    event = scene.event
    noticed = _noticed(scene, columns)
    if event.error is not None:
        why = scene.moment.failing if scene.moment is not None else None
        most = max(3, rows // 2 - len(noticed))
        told = explained(event, why, columns, most, scene.keys) if why is not None else []
        told = told or no_truth(event, columns)
        return [*noticed, *told, *wrap(line((event.error, "dim" if told or noticed else "error")), columns)]
    facts = _facts(scene, columns)
    if noticed:
        return [*noticed, *facts]
    if event.clash is not None:
        return [*wrap(line(("⚠ ", "warning"), (clash_words(event), "warning")), columns), *facts]
    return facts or wrap(line((sentence(event), "dim")), columns)


def _facts(scene: Scene, columns: int) -> list[Line]:
    """Facts about the operation that its numbers do not show."""
    told: list[Line] = []
    for code, fact in scene.moment.facts if scene.moment is not None else ():
        pieces = ((f"{fact.about}: ", "axis"), *(((f"{code}  ", "code.inline"),) if code else ()), (fact.words, "text"))
        told += wrap(line(*pieces), columns)
    return told


def _is_noticed(scene: Scene) -> bool:
    """Whether there is something to notice in an operation, or before it in its statement."""
    moment = scene.moment
    return moment is not None and bool(moment.within or moment.facts or any(not each.again for each in moment.notices))


def _noticed(scene: Scene, columns: int) -> list[Line]:
    """What there is to notice: of the operation itself, else of those before it in its statement, by their code."""
    moment = scene.moment
    if moment is None:
        return []
    told: list[Line] = []
    for each in moment.notices:
        role = "dim" if each.again else "warning"
        told += wrap(line(("⚠ ", role), (each.words, role)), columns)
    if any(not each.again for each in moment.notices):
        return told
    for code, each in moment.within[:MOST_TOLD]:
        told += wrap(line(("⚠ ", "warning"), (f"{code}  ", "code.inline"), (each.words, "warning")), columns)
    return told


_EQUATIONS = frozenset({Kind.DOT, Kind.ELEMENTWISE, Kind.COMPARE, Kind.TRANSPOSE, Kind.REDUCE, Kind.CALL})
"""Kinds whose pictures show from what a result was made: they stay in sight when the result is given a name."""

_PICTURES: dict[Kind, Draw] = {
    Kind.DOT: cells.dot,
    Kind.ELEMENTWISE: cells.elementwise,
    Kind.TRANSPOSE: cells.transpose,
    Kind.REDUCE: gather.reduce,
    Kind.CREATE: plain.create,
    Kind.RANDOM: number_line.random,
    Kind.CALL: function.call,
    Kind.BIND: plain.bind,
    Kind.UPDATE: cells.update,
    Kind.COMPARE: cells.compare,
    Kind.BRANCH: flow.branch,
    Kind.LOOP: flow.loop,
    Kind.PRINT: plain.printed,
    Kind.DEFINE: function.define,
    Kind.IMPORT: plain.imported,
    Kind.INDEX: plain.index,
    Kind.OTHER: plain.other,
}
"""How each kind is drawn: no two alike."""
