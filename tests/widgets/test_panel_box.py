from __future__ import annotations

import asyncio

from textual.app import App, ComposeResult

from tui_tutor.view.layout import Panel
from tui_tutor.widgets.panel_box import PanelBox


class Empty(App[None]):
    def compose(self) -> ComposeResult:
        yield PanelBox(Panel.STAGE)


def test_nothing_drawn_yet_has_a_style_all_the_same() -> None:
    async def run() -> None:
        app = Empty()
        async with app.run_test(size=(20, 5)):
            strip = app.query_one(PanelBox).render_line(0)
            assert [segment for segment in strip if segment.style is None] == []

    asyncio.run(run())
