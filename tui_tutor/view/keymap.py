"""Which keys the commands have: the usual ones, or those of the settings file."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Container
from dataclasses import dataclass
from functools import cached_property

from tui_tutor.lesson.table import Table, brief
from tui_tutor.view.keynames import EXAMPLES, key_meant, key_named, key_shown
from tui_tutor.view.keys import COMMANDS, MORE, PALETTE_HELP, SYSTEM_HELP, Command

_BY_NAME = {command.name: command for command in COMMANDS}

_TOGETHER = {
    "shift+arrows": ("point-left", "point-down", "point-up", "point-right"),
    "shift+↑↓": ("point-up", "point-down"),
    "shift+←→": ("point-left", "point-right"),
    "shift+→": ("point-right",),
    "pgup pgdn": ("page-up", "page-down"),
}
"""Keys that are shown together."""

_BY_SHOWN = {command.shown: command for command in COMMANDS if command.name not in _TOGETHER["shift+arrows"]}

_TAKEN = {
    "ctrl+c": "it copies, and leaves the tutor",
    "ctrl+z": "it suspends the tutor",
    "ctrl+p": "it is the palette's own",
    "ctrl+q": "it leaves the tutor",
}
"""Keys that no command can have, and why."""


@dataclass(frozen=True)
class Keymap:
    """The keys of each command; `given` are the commands that have others than the usual ones, with those.

    What is drawn speaks of a key by how the usual one is shown, and `keymap["→"]` is how the present one is.
    """

    given: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def keys(self, command: Command) -> tuple[str, ...]:
        """Textual's names of a command's keys, the first of which is shown."""
        return self._given.get(command.name) or tuple(command.keys.split(","))

    def shown(self, command: Command) -> str:
        """How the first key of a command is shown."""
        given = self._given.get(command.name)
        return key_shown(given[0]) if given else command.shown or key_shown(command.keys)

    def __getitem__(self, usual: str) -> str:
        """How the key is shown that does what the usual one does; what is no key stays as it is."""
        if not self.given:
            return usual
        together = _TOGETHER.get(usual)
        if together:
            is_other = any(name in self._given for name in together)
            return " ".join(key_shown(self.keys(_BY_NAME[name])[0]) for name in together) if is_other else usual
        command = _BY_SHOWN.get(usual)
        return self.shown(command) if command is not None else usual

    def pressed(self, usual: str) -> str:
        """Textual's name of the key that does what the usual one of that name does."""
        command = next((each for each in COMMANDS if usual in each.keys.split(",")), None)
        return self.keys(command)[0] if command is not None else usual

    def told(self, words: str) -> str:
        """Words in which usual keys stand in braces, with the present ones in place of them."""
        return re.sub(r"\{([^{}]+)\}", lambda found: self[found[1]], words)

    def in_text(self, body: str, names: Container[str]) -> str:
        """A lesson's Markdown, which speaks of the usual keys; what is one of the `names` of the program is none."""
        if not self.given:
            return body
        parts = re.split(r"(^```.*?^```)", body, flags=re.MULTILINE | re.DOTALL)
        # Every second part is a block of code.
        parts[::2] = (
            re.sub(r"`([^`\n]+)`", lambda key: key[0] if key[1] in names else f"`{self[key[1]]}`", part)
            for part in parts[::2]
        )
        return "".join(parts)

    def help(self, command: Command) -> str:
        """What a command does, and by which further keys."""
        others = ", ".join(map(key_shown, self.keys(command)[1:]))
        return f"{self.told(command.help)}{f' (or {others})' if others else ''}"

    def groups(self, offers: Callable[[Command], bool] = bool) -> list[tuple[str, list[tuple[str, str]]]]:
        """All commands for the help that it offers: group, then key and words."""
        groups: dict[str, list[tuple[str, str]]] = {}
        for command in COMMANDS:
            if command.help and offers(command):
                shown = self["shift+arrows"] if command.shown == "shift+arrows" else self.shown(command)
                groups.setdefault(command.group, []).append((shown, self.help(command)))
        key, words = PALETTE_HELP
        groups[MORE][-1:] = [(key, self.told(words)), *SYSTEM_HELP, groups[MORE][-1]]
        return list(groups.items())

    @cached_property
    def _given(self) -> dict[str, tuple[str, ...]]:
        return dict(self.given)


USUAL = Keymap()


def command_named(name: str) -> Command:
    """The command that the settings file calls so."""
    return _BY_NAME[name]


def read_keys(table: Table | None) -> Keymap:
    """The keys that the table `[keys]` of the settings gives; the usual ones where anything in it is wrong."""
    if table is None:
        return USUAL
    before = len(table.problems)
    given = {name: keys for name in table.values if (keys := _keys(table, name))}
    keymap = Keymap(tuple(given.items()))
    _refuse_doubles(table, keymap)
    return keymap if len(table.problems) == before else USUAL


def _keys(table: Table, name: str) -> tuple[str, ...]:
    """Textual's names of the keys that a line gives to a command; none, and a problem, where it cannot be done."""
    if name not in _BY_NAME:
        close = difflib.get_close_matches(name, _BY_NAME, n=1)
        hint = f"did you mean {close[0]}?" if close else "`toytutor settings` lists them"
        table.report(name, f"there is no command {name!r}; {hint}")
        return ()
    written = table.values[name]
    listed = [written] if isinstance(written, str) else written
    if not isinstance(listed, list) or not listed or not all(isinstance(each, str) and each for each in listed):
        table.report(name, f"{name} must be a key or a list of keys, such as {EXAMPLES}, not {brief(written)}")
        return ()
    keys = []
    for each in listed:
        key = key_named(each)
        if key is None:
            meant = key_meant(each)
            hint = f'did you mean "{meant}"?' if meant else f"write it as {EXAMPLES}"
            table.report(name, f"there is no key {brief(each)}; {hint}")
        elif key in _TAKEN and key not in _BY_NAME[name].keys.split(","):
            table.report(name, f"{each} cannot be given away: {_TAKEN[key]}; choose another key")
        else:
            keys.append(key)
    return tuple(dict.fromkeys(keys))


def _refuse_doubles(table: Table, keymap: Keymap) -> None:
    """Report keys that two commands would have."""
    owners: dict[str, Command] = {}
    given = dict(keymap.given)
    # Those that keep their keys come first: what is reported stands in the file.
    for command in sorted(COMMANDS, key=lambda each: each.name in given):
        for key in keymap.keys(command):
            other = owners.setdefault(key, command)
            if other is not command:
                mend = f"give that one another key, as in `{other.name} = …`, or choose another key here"
                if other.name in given:
                    mend = "choose another key for one of them"
                table.report(command.name, f"{key_shown(key)} is the key of {other.name}, too; {mend}")
