"""The keys that the footer shows: they change with what is going on, with the place, and with what its text names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from tui_tutor.view.gallery import available, chosen
from tui_tutor.view.keys import COMMANDS
from tui_tutor.view.layout import Panel
from tui_tutor.view.state import State
from tui_tutor.view.texts import text_at
from tui_tutor.view.wording import new_rows

Keys = Sequence[tuple[str, str]]
"""Each key as it is shown, and the word for what it does."""

COUNT = 7
"""How many keys there are besides those of a focused panel, those that scroll, and how to quit."""

IN_LOOP = ("o", "←", "}", "i", "t", "v", "]", "↓")
"""The keys that matter besides `→`, those first that stay where there are others; in a program with a loop."""

PLAIN = ("o", "←", "}", "↓", "]", "v")
"""Those of a program without one."""

OVER = ("←", "}", "v", "home", "w", "e", "L")
"""Those of the results."""

ENOUGH, STUCK = 100, 0.95
"""Iterations after which an error that is still so much of the first one makes one ask why."""

JUMPS = (("t", 10_000), ("m", 1_000), ("c", 100), ("x", 10))
"""The keys of long jumps, and how far they go."""

HELP = "?"

RUNNING = (("esc", "stop here"), (HELP, "help"))
REPLAY = (("any key", "ends the replay"), ("-", "slower"), ("+", "faster"))
PLAYING = (("p", "pause"), ("+", "faster"), ("-", "slower"), ("→", "next"), (HELP, "help"))
ACTING = (("→", "next"), ("+", "faster"), ("-", "slower"), ("esc", "finish"), (HELP, "help"))
FOCUS = {
    Panel.PROGRAM: (
        ("shift+arrows", "point"),
        ("s", "set number"),
        ("enter", "go there"),
        ("esc", "leave"),
        ("pgup pgdn", "scroll"),
    ),
    Panel.STAGE: (
        ("shift+arrows", "point at a number"),
        ("b", "where from"),
        ("enter", "in full"),
        ("tab", "next panel"),
        ("esc", "leave"),
    ),
    Panel.NUMBERS: (
        ("shift+arrows", "point"),
        ("b", "where from"),
        ("enter", "in full"),
        ("pgup pgdn", "scroll"),
        ("esc", "leave"),
    ),
    Panel.PICTURE: (("v", "next picture"), ("tab", "next panel"), ("esc", "leave")),
}
WAY = (
    ("b", "further back"),
    ("B", "what uses it"),
    ("←", "one hop back"),
    ("shift+arrows", "another number"),
    ("esc", "leave"),
)
PANEL = (("pgup pgdn", "scroll"), ("tab", "next panel"), ("esc", "leave"))
CURVE = (("shift+←→", "point"), ("enter", "go there"), ("l", "log or linear"))
NETWORK = (("r", "another row"), ("h", "weights"))


def footer_keys(state: State, *, below: bool = False, above: bool = False) -> list[tuple[str, str]]:
    """The keys to show: those of what is going on, else those of the focused panel and the seven that matter here.

    `below` and `above` say whether the panel that can be scrolled goes on below what is seen of it, and above.
    """
    for is_on, keys in (
        (state.run is not None or state.opening is not None, RUNNING),
        (state.replay is not None, REPLAY),
        (state.playing, PLAYING),
        (state.acting, ACTING),
        (bool(state.way), (*WAY, (HELP, "help"))),
    ):
        if is_on:
            return list(keys)
    if state.focused is None:
        return _seven(state, below=below, above=above)
    own = list(FOCUS.get(state.focused, PANEL))
    if state.focused is Panel.PICTURE:
        shown = chosen(state)
        own = [*(CURVE if shown == "error" else NETWORK if shown == "network" else ()), *own]
    taken = {key for key, _ in own}
    return [*own, *(each for each in _seven(state) if each[0] not in taken)]


def scrollable(state: State) -> Panel:
    """The panel that the page keys scroll: the focused one, else the text or what is in front in its place."""
    beside = Panel.TEXT if state.is_told else Panel.NUMBERS
    return state.focused or (beside if state.wide else state.front)


def named_keys(state: State) -> list[str]:
    """The keys that the text of this place names, in its order; what the program assigns is no key."""
    moment = state.moment
    if moment is None or (state.asked is not None and state.asked.verdict is None):
        return []
    text = text_at(state.lesson, moment)
    if text is None:
        return []
    return [key for key in _keys_in(text.body) if key not in state.outline.stored]


def has_next(state: State) -> bool:
    """Whether there is an operation after the present one."""
    event = state.moment.event if state.moment is not None else None
    if event is not None and event.error is not None:
        return False
    moment = state.moment
    return not (state.is_over and moment is not None and moment.position.operation >= moment.operations)


def _seven(state: State, *, below: bool = False, above: bool = False) -> list[tuple[str, str]]:
    """How to go on and back, how to scroll, what the text names, what matters everywhere, and the help."""
    usual = OVER if state.is_over else IN_LOOP if state.outline.has_loop else PLAIN
    moving = ["→"] if has_next(state) else []
    scrolling = [("pgdn", "more")] if below else [("pgup", "above")] if above else []
    if not state.wide and state.front is not state.tabs[0]:
        scrolling = [("esc", "text" if state.is_told else "numbers"), *scrolling]
    changed = ["z"] if state.changed is not None else []
    named = [key for key in named_keys(state) if key not in ("→", HELP)]
    possible = [_long_jump(state) if key == "t" else key for key in usual if _is_of_use(key, state)]
    asking = ["d"] if is_stuck(state) else []
    kept = list(dict.fromkeys([*moving, *named, *changed, *asking, *possible]))[: COUNT - 1]
    first = [key for key in ("→", "←") if key in kept]
    others, words = [key for key in (*kept, HELP) if key not in first], _words(state)
    return [*((key, words[key]) for key in first), *scrolling, *((key, words[key]) for key in others)]


def is_stuck(state: State) -> bool:
    """Whether the error has not fallen in many iterations, or is no number any more."""
    moment = state.moment
    if moment is None or moment.error is None or (moment.error_at or 0) < ENOUGH or not state.curve:
        return False
    first = state.curve[0][1]
    return state.is_diagnosable and not moment.error < STUCK * first


def _long_jump(state: State) -> str:
    """The longest jump that does not go past the end of the loop from its beginning."""
    total = state.moment.total if state.moment is not None else None
    return next((key for key, count in JUMPS if total is None or count < total), "i")


def _is_of_use(key: str, state: State) -> bool:
    if key == "v":
        return bool(available(state))
    if key == "]":
        return bool(state.lesson.steps)
    if key == "}":
        return state.turn is not None
    return True


def _words(state: State) -> dict[str, str]:
    own = {"n": new_rows(state.lesson), **({"o": "ask no more"} if state.asking else {})}
    turn = {"}": state.turn} if state.turn is not None else {}
    return {**_usual_words(), **turn, "f": "step inside" if state.folded else "step over", **own}


@lru_cache(maxsize=1)
def _usual_words() -> dict[str, str]:
    return {command.shown: command.words for command in COMMANDS if command.words}


@lru_cache(maxsize=64)
def _keys_in(body: str) -> tuple[str, ...]:
    """The keys that stand alone between backticks, each once."""
    outside = re.sub(r"^```.*?^```", "", body, flags=re.MULTILINE | re.DOTALL)
    return tuple(dict.fromkeys(key for key in re.findall(r"`([^`\n]+)`", outside) if key in _usual_words()))
