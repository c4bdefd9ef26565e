"""What is on the screen, explained: the focused panel, each name, each term."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from functools import lru_cache

from tui_tutor.engine.watch.rules import size
from tui_tutor.engine.watch.standing import NameState
from tui_tutor.view.gallery import TITLES, chosen
from tui_tutor.view.layout import Panel
from tui_tutor.view.lines import EMPTY, Line, line, wrap
from tui_tutor.view.numbers import full
from tui_tutor.view.state import State
from tui_tutor.view.wording import in_words_of
from tui_tutor.view.words import sentence

PANELS = {
    Panel.PROGRAM: "The text that runs. ▸ and the bright part are the operation just done; what is below is yet to "
    "come. {shift+↑↓} chooses a line, {enter} goes to its next run. {shift+←→} points at a number, {s} asks for "
    "another one and runs both side by side.",
    Panel.STAGE: "The operation just done: what goes in, what comes out, and the rule of the shapes. {a} acts it out "
    "piece by piece; {shift+arrows} read a number in full.",
    Panel.TEXT: "The text of this step of the lesson, and what the names in this operation mean.",
    Panel.NUMBERS: "Every name as it stands now: bright is new, dim is from the iteration before, · is yet to come. "
    "Green and orange are data, blue and red are weights; the sign is always printed.",
    Panel.PRINTED: "What the program itself has printed so far.",
}

OWN_WORDS = "What the program's author says here: the comments and docstrings of the program."
"""What the panel for texts has in a program that no lesson tells of."""

PICTURES = {
    "network": "A node for each column of a layer, a line for each weight: solid is plus, dashed is minus, double is "
    "strong. In the nodes are the numbers of one row of the data; {shift+↑↓} chooses another row.",
    "error": "How wrong the program still is at the end of each iteration. On logarithmic axes each step right is "
    "ten times as many iterations. {shift+←→} points at an iteration, {enter} goes there, {l} switches the axes.",
    "s-curve": "A function of the program, drawn from the function itself, with the live numbers on it. Straight "
    "dashes are tangents: the steeper, the larger the slope.",
    "gaps": "What should come out (◆) and what comes out (●), on one track; the arrow is the gap between them.",
    "bowl": "The error over a plane through the weights: blue is low, red is high. The dots are the path that learning "
    "took, ○ its start, ● where the weights are now.",
    "survey": "What the rows and columns of the data mean.",
}


KEYS = 14
"""Cells of the keys in the help, with a blank after the longest."""

MOST_NAMES = 100
"""Names that the help explains one after the other."""

MORE_NAMES = "and {:,} more; ctrl+p finds each of them"


def explained(state: State, panel: Panel | None, columns: int) -> list[Line]:
    """The help: what is focused first, then every key, the names of this program, and the terms."""
    lines: list[Line] = []
    if panel is not None:
        lines += [*_panel(state, panel, columns), EMPTY]
        name = _pointed(state, panel)
        if name is not None:
            lines += [*explained_name(state, name, columns), EMPTY]
    if panel is Panel.NUMBERS:
        lines += _names(state, columns)
    for group, entries in state.keys.groups(state.offers):
        lines.append(line((group, "strong")))
        for key, words in entries:
            first, *rest = wrap(line((in_words_of(state.lesson, words), "prose")), max(20, columns - KEYS - 2))
            lines.append((("  ", "text"), (key.ljust(KEYS), "ask"), *first))
            lines += [((" " * (KEYS + 2), "text"), *each) for each in rest]
        lines.append(EMPTY)
    if panel is None:
        lines.append(line(("On the screen", "strong")))
        for each in PANELS:
            lines += _entry(each.value, state.keys.told(_words(state, each)), columns)
        words = state.keys.told("{v} chooses; {tab} goes there, and {?} then explains it.")
        lines += [*_entry("picture", words, columns), EMPTY]
    if panel is not Panel.NUMBERS:
        lines += _names(state, columns)
    if state.lesson.glossary:
        lines.append(line(("Terms", "strong")))
        for term in sorted(state.lesson.glossary, key=str.lower):
            lines += _entry(term, state.lesson.glossary[term], columns)
    return lines


def _names(state: State, columns: int) -> list[Line]:
    """Every name of the program, explained."""
    names = [each.name for each in state.moment.names] if state.moment is not None else []
    if not names:
        return []
    return [
        line(("Names", "strong")),
        *(part for name in names[:MOST_NAMES] for part in explained_name(state, name, columns)),
        *(wrap(line((MORE_NAMES.format(len(names) - MOST_NAMES), "dim")), columns) if len(names) > MOST_NAMES else ()),
        EMPTY,
    ]


def explained_name(state: State, name: str, columns: int) -> list[Line]:
    """What a name is: its meaning, its shape and axes, where it is made and where it is used."""
    shown = _state_of(state, name)
    facts = []
    value = (shown.value or shown.expected) if shown is not None else None
    if value is not None and value.is_array:
        axes = " × ".join(axis or "?" for axis in value.axes) if any(value.axes) else ""
        facts.append(f"shape {size(value)}{f' ({axes})' if axes else ''}")
    if shown is not None and shown.value is not None and shown.value.is_number:
        facts.append(f"now {full(shown.value.data)}")
    if value is not None and value.weight:
        facts.append("learned by the loop")
    if shown is not None and shown.alias_of:
        facts.append(f"another name for {shown.alias_of}")
    made, used = places(state.lesson.source.tree, name)
    facts += [f"made in {_lines(made)}"] if made else []
    facts += [f"used in {_lines(used)}"] if used else []
    meaning = state.lesson.meanings.get(name, "")
    text = ". ".join(part.rstrip(".") for part in (meaning, "; ".join(facts)) if part)
    return _entry(name, f"{text}." if text else "A name of this program.", columns)


def places(tree: ast.Module, name: str) -> tuple[list[int], list[int]]:
    """The lines in which a name is stored, and those in which it is read."""
    stored, read = _all_places(tree).get(name, (set(), set()))
    return sorted(stored), sorted(read - stored)


@lru_cache(maxsize=2)
def _all_places(tree: ast.Module) -> dict[str, tuple[set[int], set[int]]]:
    """The lines in which each name of a program is stored and read; the tree is gone through once for all of them."""
    found: dict[str, tuple[set[int], set[int]]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            found.setdefault(node.id, (set(), set()))[isinstance(node.ctx, ast.Load)].add(node.lineno)
        elif isinstance(node, ast.FunctionDef | ast.arg):
            name = node.name if isinstance(node, ast.FunctionDef) else node.arg
            found.setdefault(name, (set(), set()))[0].add(node.lineno)
    return found


def topics(state: State) -> Iterable[tuple[str, str]]:
    """Everything that can be searched for by name: names and terms, each with its first words."""
    for each in state.moment.names if state.moment is not None else ():
        yield each.name, state.lesson.meanings.get(each.name, "a name of this program")
    yield from state.lesson.glossary.items()


def topic(state: State, name: str, columns: int) -> list[Line]:
    """The explanation of one name or one term."""
    if name in state.lesson.glossary:
        return _entry(name, state.lesson.glossary[name], columns)
    return explained_name(state, name, columns)


def _panel(state: State, panel: Panel, columns: int) -> list[Line]:
    picture = chosen(state) if panel is Panel.PICTURE else ""
    title = TITLES.get(picture, panel.value)
    words = state.keys.told(PICTURES.get(picture) or _words(state, panel))
    lines = [line((title, "strong")), *wrap(line((words, "prose")), columns)]
    event = state.moment.event if state.moment is not None else None
    if panel is Panel.STAGE and event is not None:
        lines += [EMPTY, line((" ".join(event.site.code.split()), "code.inline"))]
        lines += wrap(line((sentence(event), "prose")), columns)
    return lines


def _words(state: State, panel: Panel) -> str:
    """What a panel has; "" where nothing is told of it."""
    if panel is Panel.TEXT and not (state.lesson.texts or state.lesson.meanings):
        return OWN_WORDS
    return PANELS.get(panel, "")


def _pointed(state: State, panel: Panel) -> str | None:
    """The name that the cursor is on."""
    cursor = state.cursor
    if cursor is None or cursor.panel is not panel or panel is not Panel.NUMBERS:
        return None
    return cursor.key if _state_of(state, cursor.key) is not None else None


def _state_of(state: State, name: str) -> NameState | None:
    names = state.moment.names if state.moment is not None else ()
    return next((each for each in names if each.name == name), None)


def _lines(numbers: list[int]) -> str:
    shown = ", ".join(map(str, numbers[:6])) + (" …" if len(numbers) > 6 else "")
    return f"line{'s' if len(numbers) > 1 else ''} {shown}"


def _entry(name: str, text: str, columns: int) -> list[Line]:
    first, *rest = wrap(line((text, "prose")), max(20, columns - 18))
    head = name if len(name) <= 15 else name[:14] + "…"
    return [(("  ", "text"), (head.ljust(16), "name"), *first), *(((" " * 18, "text"), *each) for each in rest)]
