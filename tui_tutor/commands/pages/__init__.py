"""The manual: a page for each command, in the order in which they are listed."""

from __future__ import annotations

from tui_tutor.commands.pages import (
    about,
    check,
    completion,
    lessons,
    new,
    picture,
    run,
    serve,
    settings,
    trace,
    tutor,
)

TUTOR = tutor.PAGE

COMMANDS = {
    page.name: page
    for page in (
        lessons.PAGE,
        run.PAGE,
        trace.PAGE,
        picture.PAGE,
        serve.PAGE,
        check.PAGE,
        new.PAGE,
        settings.PAGE,
        completion.PAGE,
        about.HELP,
        about.VERSION,
    )
}
"""The pages of the commands by their names; that of the tutor itself is TUTOR."""
