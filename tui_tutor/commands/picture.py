"""`toytutor picture`: the screen at a position as a picture or a film, or all steps as a page to print."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tui_tutor.commands.messages import CannotError, counted, printable
from tui_tutor.commands.opening import open_lesson, position_of
from tui_tutor.commands.pages.picture import SIZE
from tui_tutor.commands.spelling import known
from tui_tutor.commands.writing import target, write
from tui_tutor.lesson.model import PICTURES, Lesson
from tui_tutor.paper.acting import ACTIONS, Shown, filmed
from tui_tutor.paper.inks import Inks
from tui_tutor.paper.leaves import leaves
from tui_tutor.paper.sheet import page
from tui_tutor.paper.sitting import NoSuchPlaceError, Sitting
from tui_tutor.paper.svg import Still, svg
from tui_tutor.view.gallery import available
from tui_tutor.view.layout import Panel, is_wide
from tui_tutor.view.lines import text_of
from tui_tutor.view.screen import screen
from tui_tutor.view.state import State
from tui_tutor.widgets.themes import ALL_THEMES, DARK, LIGHT


@dataclass(frozen=True, slots=True)
class Wishes:
    """The options of `picture`, as they were written; None for those that were not."""

    at: str | None = None
    size: tuple[int, int] | None = None
    theme: str | None = None
    picture: str | None = None
    frames: str | None = None
    seconds: float = 20.0
    loop: int | None = None
    arguments: Sequence[str] | None = None
    """Those of a script that is trusted."""


def run(word: str, name: str, wishes: Wishes) -> int:
    """Write a picture, or a film, to the file of a name."""
    film = wishes.frames is not None
    path = target(name, (".svg",), "a film") if film else target(name, (".svg", ".txt"), "a picture")
    inks = _inks(wishes.theme or DARK.name)
    position, keys = position_of(wishes.at), _keys(wishes.frames)
    if wishes.picture is not None:
        known("picture", wishes.picture, PICTURES)
    columns, rows = wishes.size or SIZE
    lesson = open_lesson(word, wishes.loop, wishes.arguments)
    with Sitting(lesson, position, wide=is_wide(columns, rows), seconds=wishes.seconds) as sitting:
        _open(sitting, wishes.picture)
        shown = list(filmed(sitting, keys)) if film else [Shown(sitting.complete(), 0.0)]
    screens = [screen(each.state, columns, rows) for each in shown]
    if path.suffix.lower() == ".txt":
        text = "".join(text_of(line).rstrip() + "\n" for line in screens[0])
    else:
        stills = [Still(inks.grid(lines), each.seconds) for lines, each in zip(screens, shown, strict=True)]
        text = svg(stills, inks.base, inks.edge, _title(lesson, shown[0].state))
    size = write(path, text)
    stills_of = f", {len(shown)} stills in {sum(each.seconds for each in shown):.1f} s" if film else ""
    print(f"{printable(name)}: {columns}×{rows} at {_place(shown[0].state)}{stills_of}, {size}")
    return 0


def sheet(word: str, name: str, wishes: Wishes) -> int:
    """Write the page to print of a lesson to the file of a name."""
    given = (("--at", wishes.at), ("--size", wishes.size), ("--picture", wishes.picture))
    unheeded = [option for option, value in given if value is not None]
    if unheeded:
        raise CannotError(f"--sheet shows every step, as wide as paper is: leave out {' and '.join(unheeded)}")
    path = target(name, (".html",), "a sheet")
    inks = _inks(wishes.theme or LIGHT.name)
    lesson = open_lesson(word, wishes.loop, wishes.arguments)
    if not lesson.steps:
        raise CannotError(f"{printable(word)} has no steps: comment lines #1, #2, … open them")
    with Sitting(lesson, None, wide=True, seconds=wishes.seconds) as sitting:
        found = list(leaves(sitting))
    size = write(path, page(lesson, found, inks))
    print(f"{printable(name)}: {counted(lesson.steps, 'step')}, {size}")
    return 0


def _open(sitting: Sitting, picture: str | None) -> None:
    """Come to the position, with the picture that is wished for in front."""
    try:
        state = sitting.opened()
    except NoSuchPlaceError as error:
        raise CannotError(str(error)) from None
    if picture is None:
        return
    there = available(state)
    if picture not in there:
        has = f"there are: {', '.join(there)}" if there else "there is none"
        raise CannotError(f"there is no picture {picture!r} at {_place(state)}; {has}")
    sitting.state = replace(state, picture=picture, tab=Panel.PICTURE)


def _inks(theme: str) -> Inks:
    return Inks(ALL_THEMES[known("theme", theme, sorted(ALL_THEMES))])


def _keys(text: str | None) -> Sequence[str]:
    """The keys of a film."""
    if text is None:
        return ()
    keys = text.split()
    if not keys:
        raise CannotError("--frames names no key: write them with blanks between them, such as 'a t'")
    for key in keys:
        if key not in ACTIONS:
            raise CannotError(f"--frames: there is no film of the key {key!r}; there are: {' '.join(_signs())}")
    return keys


def _signs() -> Sequence[str]:
    """The keys as one writes them: by their letters, and by name where they have none."""
    return [key for key in ACTIONS if len(key) == 1 or re.fullmatch("[a-z]+", key)]


def _place(state: State) -> str:
    return str(state.moment.position) if state.moment is not None else "its beginning"


def _title(lesson: Lesson, state: State) -> str:
    return f"toytutor, {printable(lesson.title)}, at {_place(state)}"
