from __future__ import annotations

import numpy as np
import pytest

from tui_tutor.view.layout import FOCUSABLE, SMALLEST, TABS, WIDE, Panel, arrange, is_wide
from tui_tutor.view.lines import text_of
from tui_tutor.view.screen import screen
from view.opened import toy

SIZES = [(columns, rows) for columns in (*range(20, 201, 7), 60, 80, 109, 110, 120) for rows in range(5, 61)]


@pytest.mark.parametrize("tab", TABS)
def test_boxes_fill_the_screen_and_never_overlap(tab: Panel) -> None:
    for columns, rows in SIZES:
        covered = np.zeros((rows, columns), int)
        for box in arrange(columns, rows, tab).values():
            assert min(box.x, box.y, box.columns - 1, box.rows - 1) >= 0, (columns, rows)
            covered[box.y : box.y + box.rows, box.x : box.x + box.columns] += 1
            assert box.x + box.columns <= columns, (columns, rows)
            assert box.y + box.rows <= rows, (columns, rows)
        assert (covered == 1).all(), (columns, rows)


def test_a_wide_screen_has_every_panel() -> None:
    assert set(arrange(*WIDE, Panel.TEXT)) == set(Panel) - {Panel.NOTICE}
    assert set(arrange(120, 40, Panel.PICTURE)) == set(Panel) - {Panel.NOTICE}


@pytest.mark.parametrize("size", [(80, 24), SMALLEST, (109, 50), (200, 33)])
def test_a_narrow_screen_has_the_tab_in_front(size: tuple[int, int]) -> None:
    for tab in TABS:
        panels = set(arrange(*size, tab))
        assert panels == {Panel.STATUS, Panel.STAGE, Panel.PROGRAM, tab, Panel.FOOTER}
    assert not is_wide(*size)


@pytest.mark.parametrize("size", [(70, 60), (109, 60), (60, 54)])
def test_a_portrait_has_two_panels_below_each_other(size: tuple[int, int]) -> None:
    for tab in TABS:
        places = arrange(*size, tab)
        (other,) = set(places) - {Panel.STATUS, Panel.STAGE, Panel.PROGRAM, tab, Panel.FOOTER}
        assert other in TABS
        assert places[other].y == places[tab].y + places[tab].rows
        assert min(places[other].rows, places[tab].rows) >= 10


@pytest.mark.parametrize("size", [(59, 40), (120, 19), (20, 5)])
def test_a_small_screen_has_the_notice(size: tuple[int, int]) -> None:
    assert set(arrange(*size, Panel.TEXT)) == {Panel.NOTICE}
    text = " ".join(text_of(line) for line in screen(toy().state("0:3"), *size))
    assert "needs 60×20" in text


def test_every_panel_that_scrolls_can_be_focused() -> None:
    assert set(FOCUSABLE) == set(Panel) - {Panel.STATUS, Panel.FOOTER, Panel.NOTICE}
