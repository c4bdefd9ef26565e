"""The settings file: what a learner has chosen once and for all, written by hand or by the tutor."""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

import platformdirs

from tui_tutor.engine.text.files import NoFileError, decode, read_within
from tui_tutor.engine.text.problems import Problem, ProblemsError
from tui_tutor.lesson.keeper import Latest
from tui_tutor.lesson.state import TROUBLES, locked, make_folder, plain, reason, state_folder, write_whole
from tui_tutor.lesson.table import Table, brief, finite

LARGEST = 100_000
"""Bytes of the file."""

LONGEST_NAME = 200
"""Bytes of a theme's name in the file that older versions kept it in."""

PATIENCE = 0.5
"""Seconds that another tutor is waited for that writes the file at this moment."""

MOTIONS = ("full", "reduced", "none")
SLOWEST, FASTEST = 0.25, 8.0
"""Speeds, as multiples of the usual one."""

FIRST_LINE = "# Settings of toytutor; `toytutor settings` shows all that there are.\n"

FIELDS = ("theme", "motion", "fold", "speed", "log_axes", "keys")

Choice = str | float | bool


@dataclass
class Settings:
    """What the file sets; None for `theme` and `motion` where it does not. `table` is the file, None without one.

    `fold` is whether calls are folded, `speed` a multiple of the usual one, `log_axes` how the curve's axes are.
    `problems` are what is wrong with the file; what is named in them is as it would be without the file.
    """

    theme: str | None = None
    motion: str | None = None
    fold: bool = True
    speed: float = 1.0
    log_axes: bool = True
    table: Table | None = None
    keys: Table | None = None
    problems: list[Problem] = field(default_factory=list)


UNSET = Settings()
"""What holds where there is no file."""


def first_words(problems: Sequence[Problem]) -> str | None:
    """The first of the problems, short enough for a line; all of them are told when the tutor is left."""
    if not problems:
        return None
    first, *others = problems
    short = replace(first, path=Path(first.path).name)
    return f"{short}{f' (and {len(others)} more)' if others else ''}"


def settings_path() -> Path:
    """Where the file is: the one that TOYTUTOR_CONFIG names, or in this platform's place for a user's settings."""
    chosen = os.environ.get("TOYTUTOR_CONFIG")
    if chosen:
        return Path(os.path.expanduser(chosen))  # noqa: PTH111
    return platformdirs.user_config_path("toytutor") / "settings.toml"


def read_settings(path: Path | None = None) -> Settings:
    """What the file sets. Raises nothing for any state of the disk."""
    path = settings_path() if path is None else path
    problems: list[Problem] = []
    text = _text(path, problems)
    table = Table.read(str(path), text, problems) if text is not None else None
    if table is None:
        return Settings(problems=problems)
    table.allow(*FIELDS)
    return Settings(
        theme=table.text("theme") or None,
        motion=_motion(table),
        fold=_truth(table, "fold"),
        speed=_speed(table),
        log_axes=_truth(table, "log_axes"),
        table=table,
        keys=table.table("keys"),
        problems=problems,
    )


def _text(path: Path, problems: list[Problem]) -> str | None:
    """The file's text; None where there is none, and where it cannot be read, which is a problem."""
    try:
        data = read_within(path, LARGEST)
        if len(data) <= LARGEST:
            return decode(path, data).replace("\r\n", "\n")
        problems.append(Problem(str(path), 0, 0, f"is larger than {LARGEST:,} bytes"))
    except FileNotFoundError:
        return None
    except ProblemsError as error:
        problems.extend(error.problems)
    except (*TROUBLES, NoFileError) as error:
        problems.append(Problem(str(path), 0, 0, f"cannot be read: {reason(error)}"))
    return None


def _motion(table: Table) -> str | None:
    value = table.values.get("motion")
    if value is None or value in MOTIONS:
        return value
    table.report("motion", f"motion must be {', '.join(map(_quoted, MOTIONS[:-1]))} or {_quoted(MOTIONS[-1])}")
    return None


def _truth(table: Table, name: str) -> bool:
    value = table.values.get(name, True)
    if not isinstance(value, bool):
        table.report(name, f"{name} must be true or false, not {brief(value)}")
        return True
    return value


def _speed(table: Table) -> float:
    value = table.values.get("speed", 1.0)
    number = finite(value)
    if number is None or not SLOWEST <= number <= FASTEST:
        table.report("speed", f"speed must be a number from {SLOWEST:g} to {FASTEST:g}, not {brief(value)}")
        return 1.0
    return number


def keep(choices: Mapping[str, Choice], path: Path | None = None) -> str | None:
    """Write choices into the file, all else but line ends staying as it is; a sentence where they cannot be kept."""
    path = settings_path() if path is None else path
    try:
        # A file that is only linked to stays where it is.
        real = path.resolve()
        make_folder(real.parent)
        with locked(real.parent, PATIENCE):
            problems: list[Problem] = []
            text = _text(real, problems) or ""
            changed = edited(text, choices) if not problems else None
            if changed is None:
                return f"it lasts until you leave: {plain(str(path))} has a fault, and is not written to"
            if changed != text:
                write_whole(real, changed.encode())
    except (*TROUBLES, NoFileError) as error:
        return f"it lasts until you leave: it cannot be kept ({reason(error)}) in {plain(str(path))}"
    return None


def edited(text: str, choices: Mapping[str, Choice]) -> str | None:
    """The text of a settings file with other choices in it, comments kept; None where that cannot be done."""
    lines = text.split("\n") if text.strip() else [*FIRST_LINE.split("\n")]
    for name, choice in choices.items():
        setting = f"{name} = {written(choice)}"
        tables = (at for at, each in enumerate(lines) if each.lstrip().startswith("["))
        end = next(tables, len(lines))
        pattern = re.compile(rf"""\s*{name}\s*=\s*(?:"[^"\\]*"|'[^']*'|[^\s#"'\[{{]+)(\s*(?:#.*)?)$""")
        found = next(((at, match) for at in range(end) if (match := pattern.match(lines[at]))), None)
        if found is not None:
            at, match = found
            lines[at] = f"{setting}{match[1]}"
        else:
            while end and not lines[end - 1].strip():
                end -= 1
            lines.insert(end, setting)
    new = "\n".join(lines)
    return new if _is_so(text, new, choices) else None


def _is_so(old: str, new: str, choices: Mapping[str, Choice]) -> bool:
    """Whether a new text sets what the old one did, and the choices."""
    try:
        return tomllib.loads(new) == {**tomllib.loads(old), **choices}
    except (ValueError, RecursionError):
        return False


def written(choice: Choice) -> str:
    """A choice as TOML."""
    if isinstance(choice, bool):
        return "true" if choice else "false"
    return _quoted(choice) if isinstance(choice, str) else repr(float(choice))


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


class Choices:
    """Keeps what is chosen while the tutor runs; written on a thread of its own, a moment after each change."""

    def __init__(self, say: Callable[[str], None]) -> None:
        """`say` is given a sentence, once, where something cannot be kept; it is called on another thread."""
        self._chosen: dict[str, Choice] = {}
        self._latest: Latest[Mapping[str, Choice]] = Latest(keep, say)

    def choose(self, name: str, choice: Choice) -> None:
        """Keep one choice."""
        self._chosen[name] = choice
        self._latest.keep(dict(self._chosen))

    def close(self) -> None:
        """Write what is left to write."""
        self._latest.close()


def adopt_theme(folder: Path | None = None, path: Path | None = None) -> None:
    """Take the theme into the settings that older versions kept in a file of its own; it stays where that fails."""
    old = (state_folder() if folder is None else folder) / "theme"
    with suppress(*TROUBLES, NoFileError):
        data = read_within(old, LONGEST_NAME)
        name = data.decode("utf-8").strip()
        settings = read_settings(path)
        if settings.theme is not None or not name or len(data) > LONGEST_NAME or keep({"theme": name}, path) is None:
            old.unlink()
