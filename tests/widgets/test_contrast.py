"""Everything that is drawn can be read: every role, on every ground it is met on, in every theme, at every depth."""

from __future__ import annotations

import math
from itertools import product

import pytest
from rich.style import Style
from seldom import mostly_slow

from tui_tutor.widgets import roles
from tui_tutor.widgets.colour import lab
from tui_tutor.widgets.depth import Depth
from tui_tutor.widgets.editor_theme import editor_theme
from tui_tutor.widgets.palette import Palette
from tui_tutor.widgets.shades import DRAWN, FAMILIES, READ
from widgets.drawn import roles as met
from widgets.seeing import ALL_THEMES, DEPTHS, SIGHT, apart, palette, shown, simulated

APART = 0.025
"""The least distance of colours that are to be told apart: two that differ by 0.02 just can be, side by side."""

LAID = ("lit", "changed", "focus", "cursor", "left")
"""What can be laid over a number."""

SOLID = [role for role, look in roles.MANY.items() if look.solid]
LETTERS = [role for role, look in roles.MANY.items() if look.letters is not None]
GROUNDS = [role for role, look in roles.MANY.items() if look.ground is not None and not look.solid]


THEMES = mostly_slow(ALL_THEMES, ("toytutor", "toytutor-light", "textual-light", "ansi-dark"))


def is_drawn(role: str) -> bool:
    """Whether a role is for decoration."""
    return any(word in roles.MANY and roles.MANY[word].least == DRAWN for word in role.split())


def faint(theme: str, depth: Depth, found: list[str]) -> dict[str, float]:
    """Those roles whose contrast is too small."""
    shades = palette(theme, depth)
    apart_by = {role: apart(shades.style(role), theme, depth) for role in found}
    return {role: round(by, 2) for role, by in apart_by.items() if by < (DRAWN if is_drawn(role) else READ)}


@pytest.mark.parametrize("depth", DEPTHS)
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.slow
def test_what_is_met_can_be_read(theme: str, depth: Depth) -> None:
    found = [role for role in met(every=False) if not set(role.split()) & set(SOLID)]
    assert faint(theme, depth, found) == {}


@pytest.mark.slow
def test_what_is_met_anywhere_can_be_read() -> None:
    found = [role for role in met(every=True) if not set(role.split()) & set(SOLID)]
    assert {key: each for key in product(ALL_THEMES, DEPTHS) if (each := faint(*key, found))} == {}


@pytest.mark.parametrize("depth", DEPTHS)
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.few(6)
def test_whatever_may_meet_can_be_read(theme: str, depth: Depth) -> None:
    """Every role that colours letters under every one that lays a ground."""
    found = [*LETTERS, *(f"{role} {ground}" for role in LETTERS for ground in GROUNDS)]
    assert faint(theme, depth, found) == {}


def test_no_word_stands_in_what_is_for_drawing() -> None:
    assert [role for role, has_words in met(every=False).items() if has_words and is_drawn(role)] == []


def test_every_role_that_is_met_is_known() -> None:
    plain = {"hidden", "node", "tail"}
    assert {word for role in met(every=False) for word in role.split()} - set(roles.MANY) == plain


@pytest.mark.parametrize("depth", DEPTHS)
@pytest.mark.parametrize("theme", ALL_THEMES)
def test_what_is_laid_over_a_number_shows(theme: str, depth: Depth) -> None:
    shades = palette(theme, depth)

    for family, level in product(FAMILIES, range(5)):
        number = f"{family}{level}"
        looks = {
            str(shades.style(f"{number}{laid}")) for laid in ("", " lit", " changed", " focus", " cursor", " left")
        }
        assert len(looks) == 6, number


@pytest.mark.parametrize("theme", [name for name, theme in ALL_THEMES.items() if not theme.ansi])
def test_what_matters_more_stands_out_more(theme: str) -> None:
    shades = palette(theme, Depth.FULL)

    def by(role: str) -> float:
        return apart(shades.style(role), theme, Depth.FULL)

    assert by("frame") < by("faint") < by("dim") < by("text") < by("strong")
    for family in FAMILIES:
        levels = [by(f"{family}{level}") for level in range(5)]
        assert levels == sorted(levels)
        assert by(f"{family}0 left") < levels[0] < by(f"{family}0 lit")


@pytest.mark.parametrize("depth", DEPTHS)
@pytest.mark.parametrize("theme", ALL_THEMES)
def test_data_and_weights_stay_apart_for_every_eye(theme: str, depth: Depth) -> None:
    shades, dark = palette(theme, depth), ALL_THEMES[theme].dark

    near = {}
    for level, sign, other, sight in product(range(5), "+-", "+-", SIGHT):
        pair = (f"data{sign}{level}", f"weight{other}{level}")
        one, two = (simulated(shown(shades.style(role).color, depth, dark, 0), sight) for role in pair)
        if math.dist(lab(one), lab(two)) < APART:
            near[(*pair, sight)] = round(math.dist(lab(one), lab(two)), 3)
    assert near == {}


def test_without_colours_nothing_is_told_by_them() -> None:
    shades = Palette(ALL_THEMES["toytutor"], Depth.NONE)
    styles = [shades.style(role) for role in met(every=False)]
    assert {style.color and style.color.is_default for style in styles} == {True}
    assert {style.bgcolor and style.bgcolor.is_default for style in styles} == {True}
    looks = {str(shades.style(f"data+3 {laid}")) for laid in ("", *LAID)}
    assert len(looks) == 1 + len(LAID)
    marked = ("code mark", "code failed", "code cursor.line", "axis inner")
    assert str(shades.style("code")) not in {str(shades.style(role)) for role in marked}


def test_sixteen_colours_tell_by_turning_round_and_lines() -> None:
    shades = palette("toytutor", Depth.FEW)
    assert shades.style("data+3 lit").reverse
    assert shades.style("data+3 changed").underline
    assert shades.style("data+3 lit cursor").underline
    assert not shades.style("data+3 lit focus").reverse


@pytest.mark.parametrize("depth", [Depth.FULL, Depth.MANY])
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.few(2)
def test_the_editor_can_be_read_on_the_cursor_s_line_and_where_it_is_selected(theme: str, depth: Depth) -> None:
    editor = editor_theme(theme, palette(theme, depth))
    styles = (editor.base_style, editor.cursor_line_style, editor.selection_style)
    # With sixteen colours letters and ground change places instead.
    grounds = [each for each in styles if each is not None and each.bgcolor is not None]
    assert len(grounds) == (1 if "ansi" in theme else 3)
    found = {
        name: min(apart(Style(color=style.color, bgcolor=each.bgcolor), theme, depth) for each in grounds)
        for name, style in editor.syntax_styles.items()
    }
    # The 256 colours lie so far apart that no one reaches it everywhere.
    assert {name: by for name, by in found.items() if by < READ - (0.2 if depth is Depth.MANY else 0)} == {}
