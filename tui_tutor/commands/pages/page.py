"""One page of the manual: all that is told of a command, and how its command line is read and carried out.

`--help`, the man page and what shells complete are all made of these pages.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass

Told = tuple[tuple[str, str], ...]
"""Terms, each with what there is to say of it."""

DONE = ("0", "done")
CANNOT = (
    "2",
    "the command line cannot be carried out: an unknown lesson or option, an impossible position, for the tutor no "
    "terminal",
)
ENDED = ("128+n", "ended by signal n; 130 is ctrl+c")

VARIABLES = {
    "TOYTUTOR_CONFIG": "the settings file, in place of your own one",
    "TOYTUTOR_STATE": "the folder of what is remembered: where you were, your answers, unsaved edits",
    "TOYTUTOR_LESSONS": "folders with lessons of your own, which open by name; a colon (on Windows ;) between them",
    "TOYTUTOR_MEMORY": "the bytes that a program may take, on Linux (default: 1 GB)",
    "TEXTUAL_THEME": "the colours, as `--theme` names them",
    "TEXTUAL_ANIMATIONS": "how much moves: full, basic (as --motion reduced) or none",
    "NO_COLOR": "nothing is told by colours where it is set to anything",
    "COLUMNS": "how wide a table is written to a terminal",
}
"""Variables of the environment that are heeded, and what each is for."""


def nothing(_parser: argparse.ArgumentParser) -> None:
    """For a command without options of its own."""


@dataclass(frozen=True)
class Page:
    """A command: `takes` is what follows its name, `does` one line for lists, `about` paragraphs that say more.

    `add_options` adds to a parser what it takes, and `carry_out` does it and returns the exit status; nothing that
    takes long to import may be imported before that. `examples` are command lines, each with what it does,
    `statuses` its exit statuses, `variables` the ones of VARIABLES that it heeds, `files` what it reads and writes,
    `read_on` where there is more to read. The tutor itself is the page without a name.
    """

    name: str
    takes: str
    does: str
    about: tuple[str, ...]
    add_options: Callable[[argparse.ArgumentParser], None]
    carry_out: Callable[[argparse.Namespace], int]
    examples: Told = ()
    statuses: Told = (DONE, CANNOT)
    variables: tuple[str, ...] = ()
    files: Callable[[], Told] = lambda: ()
    read_on: tuple[str, ...] = ()

    @property
    def command(self) -> str:
        """How it is called: `toytutor trace`."""
        return f"toytutor {self.name}".strip()

    @property
    def usage(self) -> str:
        """The command line it takes."""
        return f"{self.command} {self.takes}".strip()

    @property
    def called(self) -> str:
        """Its name and what it is about, for lists: `trace LESSON`."""
        return f"{self.name} {self.takes.removesuffix('[options]').strip()}".strip()
