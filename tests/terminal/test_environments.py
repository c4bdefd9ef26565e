"""The same short walk in many surroundings: a clean screen, exit status 0, and a terminal left as it was found."""

from __future__ import annotations

import pytest
from seldom import mostly_slow

from terminal.emulator import Terminal

PLAIN_BYTES = {"LANG": None, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}

SURROUNDINGS: dict[str, dict[str, str | None]] = {
    "NO_COLOR": {"NO_COLOR": "1"},
    "NO_COLOR and 16 colours": {"NO_COLOR": "1", "TERM": "xterm", "COLORTERM": None},
    "NO_COLOR and a theme of 16": {"NO_COLOR": "1", "TEXTUAL_THEME": "ansi-light"},
    "empty NO_COLOR": {"NO_COLOR": ""},
    "LC_ALL=C": PLAIN_BYTES,
    "LC_ALL=C and vt100": {**PLAIN_BYTES, "TERM": "vt100", "COLORTERM": None},
    "unknown theme": {"TEXTUAL_THEME": "nonsense"},
    "second theme": {"TEXTUAL_THEME": "nonsense, nord"},
    "theme of 16": {"TEXTUAL_THEME": "ansi-dark", "COLORTERM": None},
    **{f"TEXTUAL_ANIMATIONS={each}": {"TEXTUAL_ANIMATIONS": each} for each in ("none", "basic", "full", "nonsense")},
    **{
        f"TERM={each}": {"TERM": each, "COLORTERM": None}
        for each in ("xterm", "xterm-16color", "xterm-256color", "linux", "screen", "tmux-256color", "vt100")
    },
}

QUICK = ("NO_COLOR", "LC_ALL=C")


def rows(lines: list[str], words: str) -> bool:
    return any(words in each for each in lines)


@pytest.mark.parametrize("name", mostly_slow(SURROUNDINGS, QUICK))
def test_a_walk(name: str) -> None:
    plain = name.startswith("LC_ALL")
    right = ">" if plain else "→"
    # Only what is asked for here moves: a replay would go on for as long as it likes.
    with Terminal("--at", "0:3", environment={"TEXTUAL_ANIMATIONS": "none", **SURROUNDINGS[name]}) as terminal:
        terminal.wait(f"4{'x' if plain else '×'}3")
        if name == "unknown theme":
            terminal.wait("TEXTUAL_THEME: there is no theme 'nonsense' here; ctrl+p shows those that there are")
        terminal.press("right")
        terminal.wait("operation 10 of 54")
        terminal.press("t")
        terminal.wait("iteration 10,000 of 60,000 ")
        terminal.wait(f"{right} next")
        terminal.press("?")
        terminal.wait("Step by step")
        terminal.press("esc")
        terminal.wait(lambda lines: not rows(lines, "Step by step"))
        terminal.press("q")
        assert terminal.quit() == 0, terminal.text
        assert terminal.has_drawn
        assert terminal.taken == []
        assert terminal.said_after == ""
        seen = terminal.written.decode("ascii" if plain else "utf-8")
        assert "Traceback" not in seen
        assert "\\u" not in seen


@pytest.mark.slow
def test_no_colour_is_none_at_all() -> None:
    with Terminal("--at", "0:3", environment={"NO_COLOR": "1", "TEXTUAL_ANIMATIONS": "none"}) as terminal:
        terminal.wait("4×3 · 3×4 → 4×4")
        cells = [each for row in terminal.screen.buffer.values() for each in row.values()]
        assert [each for each in cells if {each.fg, each.bg} != {"default"}] == []


@pytest.mark.slow
def test_an_empty_no_colour_is_none() -> None:
    with Terminal("--at", "0:3", environment={"NO_COLOR": "", "TEXTUAL_ANIMATIONS": "none"}) as terminal:
        terminal.wait("4×3 · 3×4 → 4×4")
        assert any(each.bg != "default" for each in terminal.screen.buffer[0].values())


def test_a_dumb_terminal_is_pointed_to_the_trace() -> None:
    with Terminal(environment={"TERM": "dumb"}) as terminal:
        assert terminal.quit() == 2
        assert not terminal.has_drawn
        assert terminal.taken == []
        assert "toytutor trace toy_brain" in " ".join(terminal.text.split())
