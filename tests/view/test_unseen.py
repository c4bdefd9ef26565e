"""What of the numbers is out of sight is named all the same, and what has just changed is in sight."""

from __future__ import annotations

from dataclasses import replace

import pytest
from seldom import mostly_slow

from tui_tutor.engine.watch.rules import size
from tui_tutor.view.layout import Panel
from tui_tutor.view.lines import text_of
from tui_tutor.view.screen import composed, places
from tui_tutor.view.state import State
from view.opened import toy

SIZES = {"wide": (120, 40), "narrow": (80, 24), "vast": (200, 60)}
PARTS = {"setup": 16, "0": 54, "1": 48, "end": 2}


def states(part: str, columns: int) -> list[State]:
    found = [toy().state(f"{part}:{number}", tab=Panel.NUMBERS) for number in range(1, PARTS[part] + 1)]
    return [replace(each, picture="network", wide=columns >= 110) for each in found]


def seen(state: State, columns: int, rows: int) -> list[str]:
    return [text_of(each) for each in composed(state, places(state, columns, rows))[Panel.NUMBERS].lines]


CASES = [(part, size) for part in PARTS for size in SIZES]


@pytest.mark.parametrize(("part", "name"), mostly_slow(CASES, [("0", "wide"), ("1", "narrow")]))
@pytest.mark.few(1)
def test_the_name_and_shape_of_each_matrix_is_on_the_screen(part: str, name: str) -> None:
    columns, rows = SIZES[name]
    for state in states(part, columns):
        assert state.moment is not None
        if name == "narrow" and state.moment.locals:
            # The names of the call come first, and leave too little room for all others.
            continue
        text = "  ".join(" ".join(each.strip("│ ").split()) for each in seen(state, columns, rows))
        for known in state.moment.names:
            if known.value is not None and known.value.shape and known.alias_of is None:
                assert f"{known.name} {size(known.value)}" in text, (state.moment.position, known.name)
            elif known.alias_of is None and known.expected is not None and known.expected.shape:
                assert f"{known.name} " in text, (state.moment.position, known.name)


@pytest.mark.parametrize("name", SIZES)
@pytest.mark.few(1)
def test_what_has_just_changed_is_in_sight_with_its_numbers(name: str) -> None:
    columns, rows = SIZES[name]
    for state in states("1", columns):
        assert state.moment is not None
        changed = [each for each in state.moment.names if each.changed and each.alias_of is None]
        text = composed(state, places(state, columns, rows))[Panel.NUMBERS].lines
        for known in changed:
            if known.value is None or len(known.value.shape or ()) != 2 or state.moment.locals:
                continue
            at = next(
                number for number, each in enumerate(text) if f"{known.name} {size(known.value)}" in text_of(each)
            )
            assert at + 3 < len(text) - 1
            assert any("changed" in role.split() for each in text[at + 1 : at + 4] for _, role in each)


@pytest.mark.parametrize("name", SIZES)
@pytest.mark.few(1)
def test_no_numbers_stand_at_the_top_without_their_name(name: str) -> None:
    columns, rows = SIZES[name]
    for state in states("1", columns):
        first = composed(state, places(state, columns, rows))[Panel.NUMBERS].lines[1]
        assert state.moment is not None
        assert any(role.split()[0] in ("inside", "name", "name.changed", "name.left") for _, role in first), first


def test_a_learner_who_scrolled_stays_there() -> None:
    columns, rows = SIZES["wide"]
    state = replace(states("1", columns)[-1], scrolls={Panel.NUMBERS: 3})
    assert composed(state, places(state, columns, rows))[Panel.NUMBERS].top == 3
    end = replace(state, scrolls={Panel.NUMBERS: 10**6})
    drawn = composed(end, places(end, columns, rows))[Panel.NUMBERS]
    assert drawn.below == 0
    assert "l1_delta 4×4" in "\n".join(map(text_of, drawn.lines))
