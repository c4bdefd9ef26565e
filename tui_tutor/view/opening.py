"""A program that is being opened: how far it is, in words."""

from __future__ import annotations

from dataclasses import dataclass

from tui_tutor.view.clicks import clickable, pressing
from tui_tutor.view.keymap import Keymap
from tui_tutor.view.lines import Line, line, wrap
from tui_tutor.view.numbers import thousands


@dataclass(frozen=True, slots=True)
class Underway:
    """How far the opening of a program is: operations of its setup, the line that runs, and for how many seconds.

    With `and_more` more of them have run than were watched. With `is_in_loop` the setup is over, and the main loop's
    first iteration is looked at, or the way to a place.
    """

    operations: int
    line: int | None
    seconds: float
    and_more: bool = False
    is_in_loop: bool = False


def opening_words(underway: Underway) -> str:
    """`opening · 12,345 operations of the setup so far · line 9 · 3 s`."""
    so_far = "the setup is done" if underway.is_in_loop else None
    if so_far is None and underway.operations:
        count = thousands(underway.operations) + ("+" if underway.and_more else "")
        many = "operation" if count == "1" else "operations"
        so_far = f"{count} {many} of the setup so far"
    at = f"line {underway.line}" if underway.line is not None else None
    since = f"{thousands(int(underway.seconds))} s" if underway.seconds >= 1 else None
    return " · ".join(each for each in ("opening", so_far, at, since) if each is not None)


def opening_lines(keys: Keymap, columns: int, *, has_operation: bool) -> list[Line]:
    """What stands on the stage meanwhile, above the first operation."""
    told = line(("The program is being opened …", "dim"))
    if has_operation:
        told = line(("This is its first operation. The rest of its setup is being run …", "welcome"))
    stop = line((keys["esc"], "key"), (" stops that and keeps what was reached", "dim"))
    return [*wrap(told, columns), clickable(stop, pressing("esc"))]
