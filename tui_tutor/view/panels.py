"""What each panel shows of a state, as lines for any size."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.text.source import Span
from tui_tutor.engine.text.turns import TURN
from tui_tutor.engine.watch.moment import Moment
from tui_tutor.engine.watch.position import Part
from tui_tutor.engine.watch.standing import NameState
from tui_tutor.lesson.live import marked, values_of
from tui_tutor.view.asked import question_lines, verdict_lines
from tui_tutor.view.clicks import bringing, clickable, pressing
from tui_tutor.view.gallery import available, caption, chosen, gallery, shown_names
from tui_tutor.view.gallery import title as picture_title
from tui_tutor.view.keys import QUIT
from tui_tutor.view.layout import SMALLEST, TABS, Panel
from tui_tutor.view.lazy import Unrolled
from tui_tutor.view.lines import EMPTY, Line, clip, harmless, line, pad, width, wrap
from tui_tutor.view.names import LOCAL, names
from tui_tutor.view.noticed import milestones_of
from tui_tutor.view.numbers import thousands
from tui_tutor.view.onstage import scene
from tui_tutor.view.opening import opening_lines
from tui_tutor.view.plots import is_last
from tui_tutor.view.prose import prose
from tui_tutor.view.replay import replayed
from tui_tutor.view.stage import rule, stage, title
from tui_tutor.view.state import State
from tui_tutor.view.status import status
from tui_tutor.view.tally import tally
from tui_tutor.view.texts import text_at
from tui_tutor.view.way import way_lines

TITLES = {
    Panel.PROGRAM: "program",
    Panel.TEXT: "what and why",
    Panel.NUMBERS: "numbers",
    Panel.PICTURE: "picture",
    Panel.PRINTED: "printed",
}

BESIDE = 5
"""Cells that a title and what stands at its right leave at the least, of those inside the frame."""

HIDDEN_TEXT = "The text comes back with the answer."

WELCOME = (
    "This is a real program, run one operation at a time, forward and back.",
    "Press {→} to do the next operation.",
)


@dataclass(frozen=True, slots=True)
class Content:
    """The content of a panel, without its frame.

    `top` is the line that is shown first unless the learner has scrolled; with `from_end` the last lines are shown.
    """

    lines: Sequence[Line]
    title: Line = ()
    right: Line = ()
    top: int = 0
    from_end: bool = False


Keys = Sequence[tuple[str, str]]


def content_of(panel: Panel, state: State, columns: int, rows: int, keys: Keys = ()) -> Content:
    """What a panel shows in a place of `columns` by `rows` inside its frame; `keys` are the footer's."""
    if panel is Panel.FOOTER:
        return Content([footer(state, columns, keys)])
    if panel is Panel.STATUS:
        return Content(_status(state, columns, rows))
    if panel is Panel.NOTICE:
        return Content(notice(columns, rows))
    lines = _CONTENTS[panel](state, columns, rows)
    heading = line((_title(panel, state), "title"))
    if panel in TABS and not state.wide:
        # Of two that stand below each other the upper one has the tabs of all.
        heading = _tabs(state, panel) if panel is state.front else clickable(heading, bringing(panel))
    if panel is Panel.STAGE:
        return _stage_content(state, lines)
    if panel is Panel.PROGRAM:
        top = state.listing.top(_span(state), columns, rows)
        return Content(lines, _program_title(state, columns), _fold_mark(state), top)
    return Content(lines, heading, _right(panel, state, columns), from_end=panel is Panel.PRINTED)


def _status(state: State, columns: int, rows: int) -> list[Line]:
    at = state.moment.error_at if state.moment is not None else None
    back = at is not None and state.before_at is not None and at < state.before_at
    before = state.error_before
    turn = state.turn or TURN
    on_way = state.run if state.run is not None else state.opening
    return status(state.lesson, state.moment, on_way, columns, rows, state.changed, before, back=back, turn=turn)


def footer(state: State, columns: int, keys: Keys) -> Line:
    """The keys that matter now, or what there is to say of the last one; at the right edge always how to quit."""
    leave = _key(state, *QUIT)
    room = columns - width(leave)
    pieces: Line = ()
    if state.note:
        pieces = clip(line((" ", "note"), (state.note, "note"), (" ", "note")), room)
    else:
        # The last one, how to get help, stays where there is no room for all.
        last = _key(state, *keys[-1]) if keys else EMPTY
        for each in keys[:-1]:
            entry = _key(state, *each)
            if width(pieces) + width(entry) + width(last) <= room:
                pieces = (*pieces, *entry)
        pieces = (*pieces, *last)
    return (*pad(pieces, room), *leave)


def _key(state: State, usual: str, words: str) -> Line:
    return clickable(line((f" {state.keys[usual]} ", "key"), (f"{words} ", "key.words")), pressing(usual))


def notice(columns: int, rows: int) -> list[Line]:
    """What is shown where the terminal is too small for anything else."""
    need = f"toytutor needs {SMALLEST[0]}×{SMALLEST[1]}"
    have = f"this terminal is {columns}×{rows}"
    text = [need, have, "make it larger, or press ctrl+q"]
    above = max(0, (rows - len(text)) // 2)
    return [EMPTY] * above + [pad(line((each, "strong")), columns, "centre") for each in text]


def _program(state: State, columns: int, _rows: int) -> Sequence[Line]:
    event = state.moment.event if state.moment is not None else None
    failed = event is not None and event.error is not None
    noticed = {met.line for met in state.noticed}
    return state.listing.lines(columns, _span(state), failed, _following(state), noticed)


def _stage(state: State, columns: int, rows: int) -> list[Line]:
    if state.run is not None:
        return _running(state, columns)
    if state.replay is not None and state.moment is not None:
        label = state.lesson.curve.label if state.lesson.curve is not None else ""
        total, milestones = state.moment.total, milestones_of(state)
        return replayed(state.replay, state.curve, total, label, milestones, columns, rows)
    if state.moment is None:
        return opening_lines(state.keys, columns, has_operation=False)
    welcome = _welcome(state, columns) if state.fresh and _is_beginning(state.moment) else []
    if state.provisional:
        welcome = opening_lines(state.keys, columns, has_operation=True)
    head = [*welcome, EMPTY] if welcome else []
    if state.asked is not None:
        if state.asked.verdict is None:
            return question_lines(state.asked, scene(state), columns, rows)
        head = [*verdict_lines(state.asked, columns), EMPTY]
    if state.way:
        head = [*way_lines(state.way, columns), EMPTY]
    return [*head, *stage(scene(state), columns, rows - len(head))]


def _is_beginning(moment: Moment) -> bool:
    """Whether a learner has just opened a program, and not asked for another place in it."""
    return moment.position.place.part is Part.SETUP and moment.position.operation == 1


def _welcome(state: State, columns: int) -> list[Line]:
    lines = [clickable(line((state.keys.told(text), "welcome")), pressing("→")) for text in WELCOME]
    return [part for each in lines for part in wrap(each, columns)]


def _running(state: State, columns: int) -> list[Line]:
    """A run on its way: how far it is, and how to stop it."""
    run = state.run
    assert run is not None
    goal = run.goal if run.goal is not None else run.total
    lines = [EMPTY, line(("iteration ", "dim"), (thousands(run.iteration), "running"))]
    if goal:
        cells = min(columns - 2, 60)
        start = state.moment.position.place.iteration if state.moment is not None else 0
        start = start or 0
        share = (run.iteration - start) / max(1, goal - start)
        done = max(0, min(cells, round(cells * share)))
        lines += [EMPTY, line(("█" * done, "bar"), ("░" * (cells - done), "bar.rest"))]
        lines += [line((f"of {thousands(goal)}", "dim"))]
    stop = line((state.keys["esc"], "key"), (" stops here and keeps what was reached", "dim"))
    return [*lines, EMPTY, clickable(stop, pressing("esc"))]


def _text(state: State, columns: int, rows: int) -> list[Line]:
    if state.moment is None:
        return []
    moment = state.moment
    if state.asked is not None and state.asked.verdict is None:
        # The text tells what is asked.
        return list(wrap(line((HIDDEN_TEXT, "dim")), columns))
    text = text_at(state.lesson, moment)
    lines = _told(text.body, state, columns) if text is not None else _without_text(state, columns)
    told = tally(state.answers, columns) if state.is_over else []
    meant = _meanings(state, columns, rows - len(lines) - bool(lines) - len(told) - bool(told))
    return [*lines, *([EMPTY] if lines and meant else []), *meant, *([EMPTY] if lines and told else []), *told]


def _told(body: str, state: State, columns: int) -> list[Line]:
    """A text with the numbers that it quotes, as they are shown beside it."""
    body = state.keys.in_text(body, state.outline.stored)
    text, values = marked(body, values_of(shown_names(state).values()))
    return list(prose(text, columns, values))


def _without_text(state: State, columns: int) -> list[Line]:
    """What the author says of the statement, of the function that is called, and of where the statement stands."""
    moment, said = state.moment, state.outline.own_words
    event = moment.event if moment is not None else None
    if moment is None or event is None:
        return []
    code = event.site.code.split("\n")[0]
    called = event.site.symbol if event.kind is Kind.CALL else ""
    if event.kind is Kind.DEFINE:
        called = next((change.name for change in event.changes), "")
    number = event.site.span.line
    told = dict.fromkeys([said.of_line(number), said.of_function(called), said.around(number)])
    lines = [clip(line((code, "code.inline")), columns)]
    for each in filter(None, told):
        lines += [EMPTY, *(part for row in each.split("\n") for part in wrap(line((row, "prose")), columns))]
    return lines


MANY_MEANINGS = 50
"""Columns from which all names are told, not only those of the present operation."""


def _meanings(state: State, columns: int, rows: int) -> list[Line]:
    """What the names in the present operation are, in the lesson's words: run on where that has more than `rows`.

    Where the panel stands beside all others it has only what fits: `?` tells every name, and the text is seen whole.
    """
    event = state.moment.event if state.moment is not None else None
    if event is None:
        return []
    meant = state.lesson.meanings
    mentioned = dict.fromkeys([event.site.name, *(text.code for text in event.texts)])
    told = [line((f"{name}  ", "name"), (meant[name], "dim")) for name in mentioned if name and meant.get(name)]
    lines = [part for each in told for part in wrap(each, columns)]
    if state.wide and columns >= MANY_MEANINGS and len(lines) <= rows:
        # Then the other names that stand among the numbers, as far as there is room.
        standing = (each.name for each in state.moment.names if each.value is not None) if state.moment else ()
        for name in standing:
            more = wrap(line((f"{name}  ", "name"), (meant[name], "dim")), columns) if meant.get(name) else []
            if more and name not in mentioned and len(lines) + len(more) <= rows:
                lines += more
        return lines
    while len(lines) > rows and told:
        joined = [piece for each in told for piece in (*each, ("  ", "text"))]
        lines = wrap(line(*joined[:-1]), columns)
        if not state.wide:
            break
        if len(lines) > rows:
            told = told[:-1]
            lines = [part for each in told for part in wrap(each, columns)]
    return lines


def _numbers(state: State, columns: int, rows: int) -> Sequence[Line]:
    return Unrolled(_number_lines(state, columns, rows)) if state.moment is not None else []


def _number_lines(state: State, columns: int, rows: int) -> Iterator[Line]:
    """The names as they stand, those of a call above those of the program."""
    moment = state.moment
    assert moment is not None
    look = state.cursor if state.cursor is not None and state.cursor.panel is Panel.NUMBERS else None
    if (state.run is not None and state.running) or state.replay is not None:
        live = shown_names(state)
        yield from names(_in_order(moment.names, list(live.values())), columns, gap=False, look=look, rows=rows)
        return
    if moment.locals:
        yield line((f"inside {moment.stack[-1].function}", "inside"))
        inner = list(names(moment.locals, columns, gap=False, prefix=LOCAL, look=look, rows=max(0, rows // 3 - 2)))
        yield from inner
        yield line(("─" * columns, "frame"))
        rows -= len(inner) + 2
    yield from names(moment.names, columns, gap=False, look=look, rows=rows)


def _in_order(shown: Sequence[NameState], running: Sequence[NameState]) -> list[NameState]:
    """The names of a run on its way, in the order and with the aliases in which they stood before."""
    live = {state.name: state for state in running}
    kept = [state if state.alias_of is not None else live[state.name] for state in shown if state.name in live]
    known = {state.name for state in kept}
    return [*kept, *(state for name, state in live.items() if name not in known)]


def _printed(state: State, columns: int, _rows: int) -> list[Line]:
    text = state.run.printed if state.run is not None else state.moment.printed if state.moment is not None else ""
    if not text:
        return wrap(line(("Nothing has been printed yet.", "dim")), columns)
    rows = text.removesuffix("\n").split("\n")
    lines = [harmless(line((row or " ", "printed"))) for row in rows[-200:]]
    # A line that fits keeps its blanks: they align what numpy prints.
    return [part for each in lines for part in ([each] if width(each) <= columns else wrap(each, columns))]


def _stage_content(state: State, lines: Sequence[Line]) -> Content:
    if state.run is not None:
        return Content(lines, line(("running the program", "running")))
    if state.replay is not None:
        place = state.moment.position.place if state.moment is not None else None
        goal = place.iteration if place is not None and place.iteration is not None else state.replay.stop + 1
        right = line((f"{thousands(state.replay.start)} → {thousands(goal)}", "rule"))
        return Content(lines, line(("watching the jump again, slowly where it matters", "running")), right)
    event = state.moment.event if state.moment is not None else None
    unanswered = state.asked is not None and state.asked.verdict is None
    if unanswered:
        return Content(lines, title(event), line(("what will it be?", "rule")))
    return Content(lines, title(event), rule(event, state.moment.failing if state.moment is not None else None))


def _program_title(state: State, columns: int) -> Line:
    moment = state.moment
    if moment is None or len(moment.stack) < 2:
        return line((TITLES[Panel.PROGRAM], "title"))
    calls = " › ".join(frame.function for frame in moment.stack[1:])
    return clip(line((f"inside {calls}", "inside")), columns)


def _fold_mark(state: State) -> Line:
    return () if state.folded else line(("unfolded", "inside"))


def _right(panel: Panel, state: State, columns: int) -> Line:
    if panel is Panel.PICTURE and state.wide:
        return caption(state)
    if panel is Panel.NUMBERS and state.moment is not None and state.run is None:
        left = any(each.left_over for each in state.moment.names)
        whole = "dimmed: from the iteration before"
        words = whole if len(whole) + len(TITLES[panel]) + BESIDE <= columns else "dimmed: before"
        return line((words, "dim")) if left and state.wide else ()
    return ()


def _title(panel: Panel, state: State) -> str:
    if panel is Panel.PICTURE:
        return picture_title(state, chosen(state)) or TITLES[panel]
    return TITLES.get(panel, "")


def more_pictures(state: State) -> Line:
    """How to get to the next picture, where there is another one, or to what else could be plotted."""
    words = "plot" if is_last(state) else "next" if len(available(state)) > 1 else ""
    return clickable(line((f"{state.keys['v']} {words}", "dim")), pressing("v")) if words else EMPTY


def more_lines(count: int, exact: bool, key: str) -> Line:
    """That there are so many lines below, and the key to them where it is one; no number where it is not `exact`."""
    words = f"{key}{' ' if key else ''}↓ {f'{count} ' if exact else ''}more"
    return clickable(line((words, "dim")), pressing("pgdn")) if count > 0 else EMPTY


def _tabs(state: State, front: Panel) -> Line:
    pieces: Line = ()
    for panel in state.tabs:
        words = (
            "why" if panel is Panel.TEXT else chosen(state) or "picture" if panel is Panel.PICTURE else TITLES[panel]
        )
        role = "tab.front" if panel is front else "tab"
        pieces = (*pieces, *clickable(line((words, role)), bringing(panel)), (" · ", "frame"))
    return pieces[:-1]


def _span(state: State) -> Span | None:
    event = state.moment.event if state.moment is not None else None
    return event.site.span if event is not None else None


def _following(state: State) -> Span | None:
    """Where the next operation stands, as the learner steps."""
    if state.moment is None or state.run is not None:
        return None
    return state.moment.next_over if state.folded else state.moment.next_into


_CONTENTS: dict[Panel, Callable[[State, int, int], Sequence[Line]]] = {
    Panel.PROGRAM: _program,
    Panel.STAGE: _stage,
    Panel.TEXT: _text,
    Panel.NUMBERS: _numbers,
    Panel.PICTURE: gallery,
    Panel.PRINTED: _printed,
}
