"""`toytutor settings`: what the settings file sets, and all that it could."""

from __future__ import annotations

from collections.abc import Iterator

from tui_tutor.commands.messages import complain_of
from tui_tutor.lesson.settings import FASTEST, MOTIONS, SLOWEST, Settings, read_settings, settings_path, written
from tui_tutor.view.keymap import Keymap, read_keys
from tui_tutor.view.keynames import key_shown
from tui_tutor.view.keys import COMMANDS

DEFAULT_THEME = "toytutor"


def run() -> int:
    """Print the settings as they hold, as a settings file; tell what is wrong with the file."""
    settings = read_settings()
    keymap = read_keys(settings.keys)
    for each in _lines(settings, keymap):
        print(each)
    complain_of(settings.problems)
    return 1 if settings.problems else 0


def _lines(settings: Settings, keymap: Keymap) -> Iterator[str]:
    path = settings_path()
    yield f"# {path}{'' if path.exists() else ' (not there yet)'}"
    yield from _table(
        (f"theme = {written(settings.theme or DEFAULT_THEME)}", "as --theme; the palette shows those there are"),
        (f"motion = {written(settings.motion or MOTIONS[0])}", ", ".join(MOTIONS[:-1]) + f" or {MOTIONS[-1]}"),
        (f"fold = {written(settings.fold)}", "whether → steps over calls"),
        (f"speed = {written(settings.speed)}", f"of what moves by itself, from {SLOWEST:g} to {FASTEST:g}"),
        (f"log_axes = {written(settings.log_axes)}", "whether the error curve has logarithmic axes"),
    )
    yield ""
    yield "[keys]"
    yield from _table(*((f"{command.name} = {_list(keymap.keys(command))}", command.title) for command in COMMANDS))


def _table(*rows: tuple[str, str]) -> Iterator[str]:
    width = max(len(setting) for setting, _ in rows)
    for setting, words in rows:
        yield f"{setting.ljust(width)}  # {words}" if words else setting


def _list(keys: tuple[str, ...]) -> str:
    shown = [written(key_shown(key)) for key in keys]
    return shown[0] if len(shown) == 1 else f"[{', '.join(shown)}]"
