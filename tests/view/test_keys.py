from __future__ import annotations

import pytest

from tui_tutor.view.keymap import USUAL
from tui_tutor.view.keys import COMMANDS

PROMISED = {
    "→": "step('forward')",
    "←": "step('back')",
    "↓": "step('line')",
    "↑": "step('line back')",
    "]": "step('step')",
    "[": "step('step back')",
    "}": "step('turn')",
    "{": "step('turn back')",
    "i": "iterate(1)",
    "x": "iterate(10)",
    "c": "iterate(100)",
    "m": "iterate(1000)",
    "t": "iterate(10000)",
    "I": "iterate(-1)",
    "X": "iterate(-10)",
    "C": "iterate(-100)",
    "M": "iterate(-1000)",
    "T": "iterate(-10000)",
    "end": "step('end')",
    "home": "step('home')",
    "g": "ask",
    "p": "play",
    "+": "faster(1)",
    "-": "faster(-1)",
    "a": "act",
    "f": "fold",
    "?": "help",
    "q": "leave",
    "esc": "stop",
    "tab": "focus_panel(1)",
    "shift+tab": "focus_panel(-1)",
}

ALIASES = {
    "space": "step('forward')",
    "full_stop": "step('step')",
    "comma": "step('step back')",
    "colon": "palette",
    "İ": "iterate(-1)",
    "f1": "help",
}


@pytest.mark.parametrize("key", PROMISED)
def test_every_promised_key_is_a_command(key: str) -> None:
    assert [command.action for command in COMMANDS if command.shown == key] == [PROMISED[key]]


@pytest.mark.parametrize("key", ALIASES)
def test_aliases(key: str) -> None:
    assert [command.action for command in COMMANDS if key in command.keys.split(",")] == [ALIASES[key]]


def test_no_key_means_two_things() -> None:
    keys = [key for command in COMMANDS for key in command.keys.split(",")]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("key", PROMISED)
def test_the_help_tells_every_key(key: str) -> None:
    entries = [entry for _, group in USUAL.groups() for entry in group]
    assert any(shown == key or f"{key} goes back" in words for shown, words in entries)
