"""A theme that was chosen is there at the next start, and whatever asks for another one is stronger."""

from __future__ import annotations

from pathlib import Path

import pytest

from terminal.emulator import Terminal, wait_until

GROUNDS = {"nord": b"48;2;46;52;64", "dracula": b"48;2;40;42;54", "gruvbox": b"48;2;40;40;40"}
"""The backgrounds of some of Textual's themes, as a terminal is told them."""


def shown(*words: str, theme: str | None = None) -> set[str]:
    """The themes in whose colours a tutor draws; `theme` is what the environment asks for."""
    with Terminal("--motion", "none", *words, environment={"TEXTUAL_THEME": theme}) as terminal:
        terminal.wait("operation 1 of 16")
        terminal.press("q")
        assert terminal.quit() == 0
        assert terminal.taken == []
        return {name for name, ground in GROUNDS.items() if ground in terminal.written}


@pytest.mark.slow
def test_a_theme_chosen_in_the_palette_is_kept(own_state: Path) -> None:
    with Terminal("--motion", "none") as terminal:
        terminal.wait("operation 1 of 16")
        terminal.press("\x10")
        terminal.press(*"another theme")
        terminal.wait("choose another theme")
        terminal.press("enter")
        terminal.wait("Search for themes")
        terminal.press(*"nord")
        terminal.wait(lambda lines: any("nord" in each and "Search" not in each for each in lines[3:]))
        terminal.press("enter")
        wait_until(lambda: (terminal.read(0.05), (own_state / "theme").exists())[1])
        terminal.press("q")
        assert terminal.quit() == 0
    assert shown("--theme", "dracula", theme="gruvbox") == {"dracula"}
    assert shown(theme="gruvbox") == {"gruvbox"}
    assert shown(theme="no such theme") == {"nord"}


def test_a_kept_theme_that_is_no_more_is_no_error(own_state: Path) -> None:
    own_state.mkdir(exist_ok=True)
    (own_state / "theme").write_text("no such theme\n")
    assert shown() == set()
