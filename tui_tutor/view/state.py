"""All that the screen shows, as one immutable value."""

from __future__ import annotations

from dataclasses import dataclass

from tui_tutor.engine.moment import Moment, NameState
from tui_tutor.lesson.model import Lesson
from tui_tutor.view.acting import Frame
from tui_tutor.view.layout import Panel
from tui_tutor.view.listing import Listing
from tui_tutor.view.status import Run


@dataclass(frozen=True)
class State:
    """What is on the screen.

    `run` and `running` are a run on its way and the names as they stand in it. `frame` is the instant of an acting
    out. `note` is said in the footer until the next key. `fresh` is true until the first key. `tab` is the panel in
    front where the terminal is narrow.
    """

    lesson: Lesson
    listing: Listing
    moment: Moment | None = None
    curve: tuple[tuple[int, float], ...] = ()
    run: Run | None = None
    running: tuple[NameState, ...] = ()
    frame: Frame | None = None
    note: str | None = None
    fresh: bool = True
    folded: bool = True
    playing: bool = False
    speed: float = 1.0
    tab: Panel = Panel.TEXT
    wide: bool = True
