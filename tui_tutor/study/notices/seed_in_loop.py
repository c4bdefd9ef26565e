"""A seed that is set in each iteration, so that each draws the same numbers."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.watch.position import Part
from tui_tutor.engine.watch.recording import Event
from tui_tutor.study.notices.notice import SEED, Notice
from tui_tutor.study.notices.seen import Seen
from tui_tutor.study.notices.telling import code

KINDS = (Kind.RANDOM,)

_SEEDS = frozenset({"seed", "default_rng", "RandomState"})


def seed_in_loop(seen: Seen, index: int) -> Iterator[Notice]:
    """Whether an iteration sets the seed that every other one sets, and draws from it."""
    event = seen.events[index]
    if seen.place.part is not Part.LOOP or event.site.symbol not in _SEEDS or len(event.operands) != 1:
        return
    if not _is_always_the_same(seen, event) or not any(_is_draw(each) for each in seen.events[index + 1 :]):
        return
    text = code(event.texts[0].code)
    told = f"the seed {text} is set again in each iteration, so each draws the same numbers"
    yield Notice(SEED, f"{told}; set it once, above the loop")


def _is_always_the_same(seen: Seen, event: Event) -> bool:
    text = event.texts[0]
    if text.literal:
        return True
    written = {name for each in seen.events for change in each.changes for name in (change.name,)}
    try:
        used = {node.id for node in ast.walk(ast.parse(text.code, mode="eval")) if isinstance(node, ast.Name)}
    except SyntaxError:
        return False
    return bool(used) and text.code in used and not used & written


def _is_draw(event: Event) -> bool:
    return event.kind is Kind.RANDOM and event.site.symbol not in _SEEDS
