"""The page of `toytutor settings`."""

from __future__ import annotations

import argparse
from pathlib import Path

from tui_tutor.commands.pages.page import CANNOT, DONE, Page, Told, nothing


def files() -> Told:
    """The settings file."""
    from tui_tutor.lesson.settings import settings_path

    return ((_from_home(settings_path()), "the settings: theme, motion, folding, speed, axes, keys"),)


def _from_home(path: Path) -> str:
    home = Path("~").expanduser()
    return f"~/{path.relative_to(home).as_posix()}" if path.is_relative_to(home) else str(path)


def _carry_out(_given: argparse.Namespace) -> int:
    from tui_tutor.commands import settings

    return settings.run()


PAGE = Page(
    "settings",
    "",
    "show the settings, all that can be set, and where",
    (
        "Prints the settings as they hold, in the form of the settings file, with every command that can be given "
        "another key; what is wrong with the file is told as path:line:column: message.",
        "The file is TOML and needs to hold only what should be otherwise. The tutor writes into it what you choose "
        "while it runs: the theme, the speed, whether calls are folded, the axes of the error curve; comments stay.",
        "An option on the command line is stronger than the environment (TEXTUAL_THEME, TEXTUAL_ANIMATIONS), and that "
        "is stronger than the file. A setting that is wrong is as if it were not there; so are all keys where one is.",
    ),
    nothing,
    _carry_out,
    examples=(("toytutor settings", "what holds, and the names of all commands for [keys]"),),
    statuses=(DONE, ("1", "something is wrong with the file"), CANNOT),
    variables=("TOYTUTOR_CONFIG", "TEXTUAL_THEME", "TEXTUAL_ANIMATIONS"),
    files=files,
    read_on=("the README, chapter `Settings`",),
)
