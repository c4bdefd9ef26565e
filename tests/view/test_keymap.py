from __future__ import annotations

import string
from dataclasses import replace
from pathlib import Path

import pytest
from textual.keys import _character_to_key

from tui_tutor.lesson.settings import read_settings
from tui_tutor.view.footer import footer_keys
from tui_tutor.view.keymap import USUAL, Keymap, read_keys
from tui_tutor.view.keynames import key_named, key_shown
from tui_tutor.view.keys import COMMANDS
from tui_tutor.view.lines import text_of
from tui_tutor.view.screen import screen
from view.opened import toy


@pytest.mark.parametrize("sign", [each for each in string.printable if each.isprintable() and each != " "])
def test_signs_have_the_names_that_textual_gives_them(sign: str) -> None:
    name = key_named(sign)
    assert name == _character_to_key(sign)
    assert key_shown(name or "") == sign


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("→", "right"),
        ("right", "right"),
        ("esc", "escape"),
        ("Escape", "escape"),
        ("pgdn", "pagedown"),
        ("F5", "f5"),
        ("ctrl+K", "ctrl+k"),
        ("shift+up", "shift+up"),
        ("shift+→", "shift+right"),
        ("shift+ctrl+left", "ctrl+shift+left"),
        ("alt+?", "alt+question_mark"),
        ("ctrl+alt+k", "alt+ctrl+k"),
        ("€", "euro_sign"),
        ("euro_sign", "euro_sign"),
        ("question_mark", "question_mark"),
        ("ü", "ü"),
        (" ", "space"),
        ("f25", None),
        ("rigth", None),
        ("shift+a", None),
        ("ctrl+ctrl+a", None),
        ("hyper+a", None),
        ("ctrl+", None),
        ("", None),
        ("\x1b", None),
    ],
)
def test_names_of_keys(written: str, name: str | None) -> None:
    assert key_named(written) == name


def test_every_usual_key_can_be_written_as_it_is_shown() -> None:
    for command in COMMANDS:
        for key in command.keys.split(","):
            assert key_named(key_shown(key)) == key


def test_names_of_commands_are_those_of_toml() -> None:
    names = [command.name for command in COMMANDS]
    assert len(names) == len(set(names))
    assert all(set(name) <= set(string.ascii_lowercase + "-") for name in names)


def read(folder: Path, text: str) -> tuple[Keymap, list[str]]:
    path = folder / "settings.toml"
    path.write_text(f"[keys]\n{text}\n", encoding="utf-8")
    settings = read_settings(path)
    return read_keys(settings.keys), [str(each).removeprefix(str(path)) for each in settings.problems]


def test_keys_are_given(tmp_path: Path) -> None:
    keymap, problems = read(tmp_path, 'next = ["n", "ctrl+n"]\nnew-customers = "→"\nfold = "F"')
    assert problems == []
    assert (keymap["→"], keymap["n"], keymap["f"], keymap["←"]) == ("n", "→", "F", "←")
    assert (keymap.pressed("right"), keymap.pressed("n"), keymap.pressed("left")) == ("n", "right", "left")
    assert keymap.told("{→} and {f}, {g}") == "n and F, g"
    assert keymap.in_text("Press `→` or `f`, not `x`.\n```\n`f`\n```\n", {"x"}) == (
        "Press `n` or `F`, not `x`.\n```\n`f`\n```\n"
    )


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('nxet = "n"', ":2:1: [keys] there is no command 'nxet'; did you mean next?"),
        ('zzzz = "n"', ":2:1: [keys] there is no command 'zzzz'; `toytutor settings` lists them"),
        ('next = "rigth"', ":2:1: [keys] there is no key 'rigth'; did you mean \"right\"?"),
        ('next = "shift+n"', ":2:1: [keys] there is no key 'shift+n'; did you mean \"N\"?"),
        ('next = "hyper+n"', ":2:1: [keys] there is no key 'hyper+n'; write it as "),
        ("next = 3", ":2:1: [keys] next must be a key or a list of keys, such as "),
        ("next = []", ":2:1: [keys] next must be a key or a list of keys, such as "),
        ('next = "ctrl+c"', ":2:1: [keys] ctrl+c cannot be given away: it copies, and leaves the tutor"),
        ('act = "k"\nnext = "v"', ":3:1: [keys] v is the key of picture, too; give that one another key, as in `pic"),
        ('act = "k"\nplay = "k"', ":3:1: [keys] k is the key of act, too; choose another key for one of them"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(text: str, problem: str, tmp_path: Path) -> None:
    keymap, problems = read(tmp_path, text)
    assert keymap is USUAL
    assert problems[0].startswith(problem)


def test_what_is_shown_follows() -> None:
    state = replace(toy().state("0:3"), fresh=False, picture="network")
    given = (
        ("next", ("n",)),
        ("new-customers", ("right",)),
        ("picture", ("f5",)),
        ("row", ("j",)),
        ("act", ("k",)),
    )
    other = replace(state, keys=Keymap(given))
    assert footer_keys(state) == footer_keys(other)
    shown = "\n".join(text_of(each) for each in screen(other, 120, 40))
    assert " n next  ← back  k act out  f5 picture" in shown
    assert "f5 next" in shown
    assert "j next" in shown
    assert "Press k to see" in shown
    groups = dict(entry for _, group in other.keys.groups() for entry in group)
    assert groups["n"] == "one operation on"
    assert groups["j"] == "another row of the data in the network; R goes back"


def test_the_usual_keys_change_nothing() -> None:
    for command in COMMANDS:
        assert USUAL.shown(command) == command.shown or not command.shown
        assert USUAL[command.shown] == command.shown
