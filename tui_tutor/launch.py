"""Starts the tutor: first the process that runs the program, and while that gets ready, Textual."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from tui_tutor.commands.messages import complain, complain_of, complain_of_bug, complain_of_problems
from tui_tutor.engine.text.problems import Problem
from tui_tutor.engine.text.source import Source
from tui_tutor.engine.watch.position import SETUP, Position, parse_position
from tui_tutor.lesson.model import Lesson
from tui_tutor.lesson.plotted import as_plotted
from tui_tutor.lesson.progress import Progress, Store, content_key
from tui_tutor.lesson.settings import Settings, adopt_theme, read_settings
from tui_tutor.runner.client import Client
from tui_tutor.signals import Signals, status_of
from tui_tutor.surroundings import asks_for_no_colour, can_draw, in_browser
from tui_tutor.view.keymap import Keymap, read_keys

if TYPE_CHECKING:
    from tui_tutor.app import TutorApp
    from tui_tutor.refusing import RefusedApp
    from tui_tutor.screens.refused import Decided

FRAMES_PER_SECOND = 120


def _as_left(lesson: Lesson, progress: Progress, at: Position | None) -> tuple[Lesson, Position | None]:
    """The lesson with the main loop and the plot that the learner chose, and where they left it.

    A position to begin at means that of the command line's own loop, or of the tutor's choice. Where that is another
    loop than the learner's, the position that was left means nothing.
    """
    if at is None and lesson.loop is None:
        lesson = lesson.with_loop(progress.loop)
    position = progress.position if progress.loop == lesson.loop else None
    lesson = as_plotted(lesson, progress.plot)
    return lesson, parse_position(position) if position is not None else None


def _welcome_back(last: Position | None, at: Position | None, keys: Keymap) -> str | None:
    if at is not None or last is None or (last.place == SETUP and last.operation <= 1):
        # Who stands at the very beginning has done nothing yet, or wants to begin anew.
        return None
    forgets = "" if in_browser(os.environ) else ", --fresh forgets"
    return f"welcome back to {last}; {keys['home']} goes to the beginning{forgets}"


class ImpossiblePositionError(Exception):
    """Raised where the tutor is to begin at a position that the program does not have; the message says why."""


def run_tutor(
    lesson: Lesson,
    *,
    at: Position | None = None,
    motion: str | None = None,
    theme: str | None = None,
    ascii_only: bool = False,
    fresh: bool = False,
    picture: str = "",
    remark: str | None = None,
) -> int:
    """Run the tutor until the learner leaves it; returns the exit status.

    `remark` is said first; it tells that the program is another one than was meant, and then a position that it does
    not have is none to complain of.

    Raises ValueError for an unknown theme and ImpossiblePositionError for a position that the program does not have.
    """
    store = Store()
    key = content_key(lesson.source.text)
    progress, problem = (Progress(), store.forget(key)) if fresh else store.load(key)
    adopt_theme()
    settings = read_settings()
    keys = read_keys(settings.keys)
    lesson, last = _as_left(lesson, progress, at)
    client = Client(lesson, at or last, returning=at is None or remark is not None)
    _prepare_textual()
    try:
        from tui_tutor.app import TutorApp

        memory = (store, progress, problem or _welcome_back(last, at, keys))
        # Textual draws on the standard error stream, and sends UTF-8 to a browser.
        ascii_only = ascii_only or not (in_browser(os.environ) or can_draw(sys.__stderr__))
        app = TutorApp(
            lesson,
            client,
            motion=motion,
            theme=theme,
            ascii_only=ascii_only,
            memory=memory,
            settings=settings,
            keys=keys,
            keeps_choices=True,
            picture=picture,
            remark=remark,
        )
        number = _run(app)
    finally:
        client.close()
    return _parted(app, settings, number)


def run_refused(
    source: Source, problems: Sequence[Problem], *, theme: str | None = None, ascii_only: bool = False
) -> Decided | int:
    """Show why a script is refused; what is to be opened in its place, else the exit status."""
    adopt_theme()
    settings = read_settings()
    _prepare_textual()
    from tui_tutor.refusing import RefusedApp

    ascii_only = ascii_only or not can_draw(sys.__stderr__)
    themes = [each for each in (theme, os.environ.get("TEXTUAL_THEME"), settings.theme) if each]
    app = RefusedApp(source, problems, theme=next(iter(themes), None), ascii_only=ascii_only)
    number = _run(app)
    if number is not None:
        return status_of(number)
    if app.failure is not None:
        complain_of_bug(app.failure)
        return 1
    if app.decided is not None:
        return app.decided
    complain_of_problems(problems, source)
    return app.return_value.status if app.return_value is not None else 1


def _prepare_textual() -> None:
    """Set what Textual reads when it is imported."""
    # It waits up to one frame before it shows what changed; it draws nothing when nothing does.
    os.environ.setdefault("TEXTUAL_FPS", str(FRAMES_PER_SECOND))
    if not asks_for_no_colour(os.environ):
        # It takes an empty one for a wish as well.
        os.environ.pop("NO_COLOR", None)


def _parted(app: TutorApp, settings: Settings, number: int | None) -> int:
    """Say what is to be said once the terminal is given back; returns the exit status. `number` is a signal's."""
    complain_of(settings.problems)
    for words in app.tutor.parting if app.tutor is not None else ():
        complain(f"toytutor: {words}")
    if number is not None:
        return status_of(number)
    if app.failure is not None:
        complain_of_bug(app.failure)
        return 1
    leaving = app.return_value
    if leaving is None:
        return app.return_code or 0
    if leaving.status == 2:
        raise ImpossiblePositionError(" ".join(leaving.words))
    for words in leaving.words:
        complain(words)
    return leaving.status


def _run(app: TutorApp | RefusedApp) -> int | None:
    """Run the app, and close it however it ends; returns the number of the signal that ended it, if one did."""
    give_back = _terminal_kept()

    def rescue() -> None:
        give_back()
        app.close(left=False)

    async def main() -> None:
        signals.tell(app.leave)
        await app.run_async()

    with Signals(rescue) as signals:
        try:
            asyncio.run(main())
        finally:
            app.close()
    return signals.number


def _terminal_kept() -> Callable[[], None]:
    """A function that gives the terminal back as it is now."""
    try:
        import termios
    except ImportError:
        return lambda: None
    from tui_tutor.terminal import give_back

    before = None
    with contextlib.suppress(OSError, ValueError, termios.error):
        before = termios.tcgetattr(0)
    return lambda: give_back(before)
