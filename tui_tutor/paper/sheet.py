"""A lesson as a page to print: text, code, stage and numbers of each step, in one file that needs no other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby

from markdown_it import MarkdownIt

from tui_tutor.engine.watch.standing import NameState
from tui_tutor.lesson.live import FIRST_MARK, marked, values_of
from tui_tutor.lesson.model import RESULTS, START, Lesson
from tui_tutor.paper.inks import Inks, Look
from tui_tutor.paper.leaves import Leaf
from tui_tutor.paper.svg import FONTS, RULES, drawing
from tui_tutor.view.gallery import shown_names
from tui_tutor.view.layout import Panel
from tui_tutor.view.lines import Line, clip, harmless, pad, text_of, width
from tui_tutor.view.listing import Listing
from tui_tutor.view.names import names
from tui_tutor.view.numbers import thousands
from tui_tutor.view.panels import content_of
from tui_tutor.view.state import State

COLUMNS = 84
"""Cells across: what an A4 page has between its margins."""

STAGE_ROWS, NUMBER_ROWS = 16, 40
"""Rows that a stage and the numbers have at the most."""

_STYLE = """
@page { size: A4; margin: 14mm 15mm; @bottom-right { content: counter(page); font: 9pt sans-serif; } }
* { box-sizing: border-box; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
body { margin: 0 auto; max-width: 44rem; padding: 1.5rem 1rem; line-height: 1.45; font-family: %(sans)s;
  background: %(base)s; color: %(text)s; }
h1 { margin: 0; font-size: 1.9rem; }
h2 { margin: 0 0 .4rem; font-size: 1.25rem; break-after: avoid; }
h2 b { display: inline-block; min-width: 1.9rem; margin-right: .5rem; padding: 0 .35rem; border-radius: .3rem;
  background: %(accent)s; color: %(ink)s; text-align: center; }
h3 { margin: .9rem 0 .3rem; font-size: .78rem; font-weight: 600; letter-spacing: .04em; color: %(dim)s;
  break-after: avoid; }
h3 span { float: right; font-family: %(mono)s; color: %(rule)s; letter-spacing: 0; }
p { margin: .5rem 0; }
.ask { margin: .6rem 0; padding: .1rem .8rem; border-left: 3px solid %(accent)s; font-weight: 600; }
.summary { margin: .3rem 0 1rem; color: %(dim)s; }
section { margin-top: 1.6rem; padding-top: .9rem; border-top: 1.5px solid %(edge)s; }
pre, svg { display: block; max-width: 100%%; break-inside: avoid; }
pre { margin: 0; overflow-x: auto; font: 13.33px/17px %(mono)s; }
code { font-family: %(mono)s; font-size: .92em; color: %(code)s; }
pre code { color: inherit; }
svg { height: auto; }
@media print {
  body { max-width: none; padding: 0; font-size: 10.5pt; background: %(paper)s; }
  pre { white-space: pre-wrap; }
}
"""


def page(lesson: Lesson, leaves: Iterable[Leaf], inks: Inks) -> str:
    """The whole page."""
    look = {name: inks.look(role).letters for name, role in _ROLES.items()}
    brand = inks.look("brand")
    style = _STYLE % {
        **look,
        "base": inks.base,
        "paper": inks.base if inks.is_dark else "none",
        "accent": brand.ground,
        "ink": brand.letters,
        "edge": inks.edge,
        "mono": FONTS,
        "sans": "system-ui, sans-serif",
    }
    title = escape(harmless(((lesson.title, ""),))[0][0])
    summary = f'<p class="summary">{escape(lesson.summary)}</p>' if lesson.summary else ""
    body = "\n".join(_section(lesson, each, inks) for each in leaves)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{style}{RULES}</style></head>\n"
        f"<body><h1>{title}</h1>{summary}\n{body}\n</body></html>\n"
    )


_ROLES = {"text": "text", "dim": "dim", "rule": "rule", "code": "code.inline"}


def _section(lesson: Lesson, leaf: Leaf, inks: Inks) -> str:
    number = str(leaf.number) if leaf.number not in (START, RESULTS) else ""
    title = leaf.text.title if leaf.text is not None else _heading(lesson, leaf)
    head = f"<h2>{f'<b>{number}</b>' if number else ''}{escape(title)}</h2>"
    parts = [head, _questions(leaf), _told(leaf), _code(lesson, leaf, inks)]
    if leaf.number != START:
        parts += [_stage(leaf, inks), _numbers(lesson, leaf, inks), _printed(leaf)]
    return f"<section>{''.join(parts)}</section>"


def _heading(lesson: Lesson, leaf: Leaf) -> str:
    """The words of a step that has no text: what stands in the comment that opens it."""
    words = lesson.source.lines[leaf.lines[0] - 1].strip().lstrip("#")
    return re.sub(r"^\d+\s*", "", words) or f"step {leaf.number}"


def _told(leaf: Leaf) -> str:
    """The text, with the numbers that it quotes as they are when the step is over."""
    if leaf.text is None:
        return ""
    known = values_of(shown_names(leaf.over).values()) if leaf.over is not None else {}
    body, values = marked(leaf.text.body, known)
    written = {FIRST_MARK + number: escape(value) for number, value in enumerate(values)}
    return str(_markdown().render(body)).translate(written)


def _questions(leaf: Leaf) -> str:
    """What the author asks, without the answers."""
    if leaf.text is None or not leaf.text.questions:
        return ""
    asked = (escape(" · ".join([each.words, *each.choices])) for each in leaf.text.questions)
    return '<div class="ask">' + "".join(f"<p>{each}</p>" for each in asked) + "</div>"


def _markdown() -> MarkdownIt:
    """Reads Markdown as the tutor does; nothing in it is fetched, and tags are text."""
    return MarkdownIt("commonmark", {"html": False}).disable("image")


def _code(lesson: Lesson, leaf: Leaf, inks: Inks) -> str:
    if not leaf.lines or not any(lesson.source.lines[each - 1].strip() for each in leaf.lines):
        return ""
    listing = Listing(lesson.source)
    rows = listing.lines(COLUMNS, None)
    found = [rows[row] for number in leaf.lines for row in listing.rows(number, COLUMNS)]
    return f"<h3>program</h3><pre>{_spans(found, inks)}</pre>"


def _stage(leaf: Leaf, inks: Inks) -> str:
    state = leaf.shown
    if state is None or state.moment is None or leaf.number == RESULTS:
        return ""
    shown = content_of(Panel.STAGE, state, COLUMNS, STAGE_ROWS)
    rule = f"<span>{escape(text_of(shown.right))}</span>" if shown.right else ""
    heading = f"<h3>{rule}{escape(text_of(shown.title))} · {_where(state)}</h3>"
    return heading + _drawn(shown.lines, inks, f"the stage at {state.moment.position}")


def _numbers(lesson: Lesson, leaf: Leaf, inks: Inks) -> str:
    """The names that stand in the step's code, with their values when it is over."""
    state = leaf.over
    if state is None or state.moment is None or leaf.number == RESULTS:
        return ""
    code = "\n".join(lesson.source.lines[number - 1].partition("#")[0] for number in leaf.lines)
    mentioned = set(re.findall(r"[^\W\d]\w*", code))
    found = [each for each in state.moment.names if each.name in mentioned and _has_number(each)]
    if not found:
        return ""
    lines = list(names(found, COLUMNS, gap=True, rows=NUMBER_ROWS))
    return f"<h3>numbers when the step is over · {_where(state)}</h3>" + _drawn(lines, inks, "numbers")


def _has_number(state: NameState) -> bool:
    return state.value is not None and not state.left_over


def _printed(leaf: Leaf) -> str:
    state = leaf.over
    if leaf.number != RESULTS or state is None or state.moment is None or not state.moment.printed:
        return ""
    rows = state.moment.printed.rstrip("\n").split("\n")
    text = "\n".join(text_of(harmless(((row, ""),))) for row in rows)
    return f"<h3>printed</h3><pre>{escape(text)}</pre>"


def _where(state: State) -> str:
    assert state.moment is not None
    place = state.moment.position.place
    return f"iteration {thousands(place.iteration)}" if place.iteration is not None else place.part.value


def _drawn(lines: Sequence[Line], inks: Inks, title: str) -> str:
    rows = [clip(harmless(each), COLUMNS) for each in lines]
    while rows and not text_of(rows[-1]).strip():
        rows.pop()
    while rows and not text_of(rows[0]).strip():
        rows.pop(0)
    wide = max(map(width, rows), default=0)
    return drawing(inks.grid([pad(each, wide) for each in rows]), inks.base, title) if rows else ""


def _spans(lines: Iterable[Line], inks: Inks) -> str:
    return "\n".join(_row(each, inks) for each in lines)


def _row(line: Line, inks: Inks) -> str:
    """A line in its colours, as HTML."""
    cells = inks.cells(harmless(line))
    while cells and not cells[-1][0].strip():
        cells.pop()
    parts = [(look, "".join(text for text, _ in group)) for look, group in groupby(cells, key=lambda cell: cell[1])]
    return "".join(f"<span {_css(look)}>{escape(text)}</span>" for look, text in parts)


def _css(look: Look) -> str:
    weight = (";font-weight:700" if look.bold else "") + (";font-style:italic" if look.italic else "")
    return f'style="color:{look.letters}{weight}"'
