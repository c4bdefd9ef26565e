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


def kept(state: Path) -> str:
    """What the settings file holds."""
    path = state / "settings.toml"
    return path.read_text() if path.exists() else ""


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
        wait_until(lambda: (terminal.read(0.05), "nord" in kept(own_state))[1])
        terminal.press("q")
        assert terminal.quit() == 0
    assert shown("--theme", "dracula", theme="gruvbox") == {"dracula"}
    assert shown(theme="gruvbox") == {"gruvbox"}
    assert shown(theme="no such theme") == {"nord"}


@pytest.mark.slow
def test_a_theme_that_an_older_version_kept_is_not_lost(own_state: Path) -> None:
    (own_state / "theme").write_text("gruvbox\n")
    assert shown() == {"gruvbox"}
    assert 'theme = "gruvbox"' in kept(own_state)
    assert not (own_state / "theme").exists()


@pytest.mark.slow
def test_bad_settings_are_told_and_the_tutor_starts(own_state: Path) -> None:
    path = own_state / "settings.toml"
    path.write_text('theme = "nrod"\nspeed = 99\n[keys]\nnext = "n"\n')
    with Terminal("--motion", "none") as terminal:
        terminal.wait("operation 1 of 16")
        terminal.wait("settings.toml:2:1: speed must be a number from 0.25 to 8, not 99 (and 2 more)")
        terminal.press("right")
        terminal.wait("operation 2 of 16")
        terminal.press("q")
        assert terminal.quit() == 0
        said = terminal.said_after
        for words in ("2:1: speed must", "1:1: there is no theme 'nrod'; did you mean nord?", "4:1: [keys] n is the"):
            assert f"{path}:{words}" in said
    assert path.read_text().startswith('theme = "nrod"')
