"""Nothing in the README is untrue: its commands are run, what it names is there, its pictures are what is shown."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import ROOT, environment, write, write_lesson
from terminal.emulator import Terminal

from tui_tutor.commands.pages import COMMANDS, TUTOR
from tui_tutor.commands.parser import parser_of
from tui_tutor.view.keys import COMMANDS as KEYS

README = (ROOT / "README.md").read_text(encoding="utf-8")

PROGRAM = (
    "import numpy as np\nx = np.array([[1.0, -2.0], [0.5, 3.0]])\nfor j in range(40):\n    x = 0.9 * x\nprint(x)\n"
)

NO_INDEX = ("No matching distribution", "Could not find a version", "name resolution", "dns error", "Failed to fetch")
"""What installers say where there is no package index."""


def blocks(language: str) -> list[str]:
    """The blocks of code in a language."""
    return re.findall(rf"^ *```{language}\n(.*?)^ *```$", README, re.MULTILINE | re.DOTALL)


def commands(block: str) -> list[str]:
    """The command lines of a block, without what is said of them."""
    return [line.partition("  #")[0].strip() for line in block.split("\n") if line.strip() and line.strip()[0] != "#"]


def called() -> Iterator[list[str]]:
    """The words of every command line of toytutor's own, in blocks and in the text."""
    inline = re.findall(r"`(toytutor(?: [^`]*)?)`", re.sub(r"```.*?```", "", README, flags=re.DOTALL))
    for line in (*(line for block in blocks("sh") for line in commands(block)), *inline):
        for part in re.split(r"&&|\||>", line.replace(".venv/bin/", "")):
            words = shlex.split(part)
            is_name = line in inline and words[1:] in [[name] for name in COMMANDS]
            if words[:1] == ["toytutor"] and not is_name and not any(word in "…" or word.isupper() for word in words):
                yield words[1:]


def is_the_tutors(words: list[str]) -> bool:
    """Whether a command line opens the tutor itself, which wants a terminal."""
    return words[:1] == ["toytutor"] and words[1:2] not in [[name] for name in COMMANDS]


USED = [block for block in blocks("sh") if block.lstrip().startswith("toytutor ")]
"""Blocks of what one does once the tutor is installed."""


def test_every_command_line_is_one() -> None:
    found = list(called())
    assert len(found) > 15
    for words in found:
        page = COMMANDS.get(words[0], TUTOR) if words else TUTOR
        # A parser that shows the help ends.
        options = [word for word in words if word != "--help"]
        if len(options) == len(words) or page is TUTOR:
            parser_of(page).parse_args(options if page is TUTOR else options[1:])


def test_every_command_is_spoken_of() -> None:
    spoken = set(re.findall(r"\btoytutor ([a-z]+)", README))
    assert set(COMMANDS) - {"version"} <= spoken


@pytest.mark.slow
@pytest.mark.parametrize("block", USED, ids=lambda block: commands(block)[0][:60])
def test_what_one_does_with_it_works(block: str, tmp_path: Path) -> None:
    place = prepared(tmp_path, own_lesson="toytutor new" not in block)
    for line in commands(block):
        words = shlex.split(line)
        if is_the_tutors(words):
            opens(place, *words[1:])
        elif words[1] != "serve":  # which goes on until it is ended: tests/web tries it
            done = shell(line, place)
            assert done.returncode == 0, (line, done.stderr)


def prepared(folder: Path, *, own_lesson: bool) -> Path:
    """A folder with a program, a lesson, and `toytutor` as a command."""
    shim = write(folder / "bin" / "toytutor", f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m tui_tutor "$@"\n')
    shim.chmod(0o755)
    place = folder / "place"
    write(place / "my_program.py", PROGRAM)
    if own_lesson:
        write_lesson(place / "my_lesson")
    return place


def shell(line: str, place: Path) -> subprocess.CompletedProcess[str]:
    """A command line in a shell, in a home of its own."""
    path = os.pathsep.join([str(place.parent / "bin"), os.environ["PATH"]])
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", line],
        cwd=place,
        env=environment(PATH=path, HOME=str(place.parent), XDG_CONFIG_HOME="", XDG_DATA_HOME=""),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def opens(place: Path, *words: str) -> None:
    """The tutor opens in a terminal, and is left."""
    here = [str(place / word) if (place / word).exists() else word for word in words]
    with Terminal(*here) as terminal:
        terminal.wait(lambda lines: any("operation" in line for line in lines[:2]))
        terminal.press("q")
        assert terminal.quit() == 0


@pytest.mark.slow
def test_the_two_lines_at_the_start_install_and_open_it(tmp_path: Path) -> None:
    install, tutor = commands(next(block for block in blocks("sh") if "python3 -m venv" in block))
    copy = copied(tmp_path)
    installed(install.replace("python3", shlex.quote(sys.executable), 1), copy)
    with Terminal(command=(str(copy / tutor),), environment={"PYTHONPATH": None}) as terminal:
        terminal.wait("setup · operation 1 of 16")
        terminal.press("q")
        assert terminal.quit() == 0


@pytest.mark.slow
@pytest.mark.parametrize("line", ["pipx install .", "uv tool install ."])
def test_those_who_have_them_can_use_other_installers(line: str, tmp_path: Path) -> None:
    assert line in [each for block in blocks("sh") for each in commands(block)]
    if shutil.which(line.split()[0]) is None:
        pytest.skip("it is not here")
    copy, home = copied(tmp_path), tmp_path / "home"
    installed(line, copy, HOME=str(home), UV_TOOL_BIN_DIR=str(home / ".local/bin"))
    done = subprocess.run([home / ".local/bin/toytutor", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("toytutor ")


MEASURING = [line for block in blocks("sh") for line in commands(block) if "tests.benchmarks" in line]


@pytest.mark.slow
@pytest.mark.parametrize("line", MEASURING)
def test_the_benchmarks_print_a_ratio(line: str) -> None:
    words = shlex.split(line.replace(".venv/bin/python", shlex.quote(sys.executable)))
    done = subprocess.run(words, cwd=ROOT, env=environment(), capture_output=True, text=True, check=False)
    assert re.search(r"\bratio [\d.]+$", done.stdout, re.MULTILINE), done.stderr


def copied(folder: Path) -> Path:
    """A copy of this repository."""
    caches = shutil.ignore_patterns(".git", ".venv", "*_cache", ".hypothesis", "__pycache__")
    return Path(shutil.copytree(ROOT, folder / "copy", ignore=caches))


def installed(line: str, place: Path, **variables: str) -> None:
    """Run a line that installs; skips the test where there is no index to install from."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    command = ["bash", "-euo", "pipefail", "-c", line]
    done = subprocess.run(command, cwd=place, env={**kept, **variables}, capture_output=True, text=True, check=False)
    if done.returncode and any(words in done.stderr for words in NO_INDEX):
        pytest.skip("there is no package index here")
    assert done.returncode == 0, done.stderr


def test_what_is_named_is_there() -> None:
    for path in re.findall(r"\]\(([^)]+)\)", README):
        assert (ROOT / path).is_file(), path
    for path in re.findall(
        r"`((?:engine|lesson|runner|view|widgets|screens|paper|commands|web)/[\w/]*(?:\.py)?)`", README
    ):
        assert (ROOT / "tui_tutor" / path).exists(), path
    for path in re.findall(r"`((?:tests|lessons|tui_tutor|\.ci|\.pictures)/[\w./]*)`", README):
        assert (ROOT / path).exists(), path
    for module in re.findall(r"python -m (tests[\w.]+)", README):
        assert (ROOT / Path(*module.split("."))).with_suffix(".py").is_file(), module
    table = re.search(r"^### The rooms$(.*?)^###", README, re.MULTILINE | re.DOTALL)
    assert table is not None
    named = set(re.findall(r"^\|.*$", table[1], re.MULTILINE))
    folders = {each.name for each in (ROOT / "tui_tutor").iterdir() if (each / "__init__.py").is_file()}
    assert {each for each in folders if not any(f"`{each}`" in row for row in named)} == set()


def test_every_key_of_the_table_is_one() -> None:
    known = {sign for each in KEYS for sign in (each.shown, *each.keys.split(","))}
    section = README[README.index("## Find your way") : README.index("## Your own program")]
    first = re.findall(r"^\| (`[^|]*`) \|", section, re.MULTILINE)
    assert len(first) > 15
    for cell in first:
        for key in re.findall(r"`([^`]+)`", cell):
            assert key in known, key


def test_every_toml_can_be_read() -> None:
    found = blocks("toml")
    assert len(found) >= 3
    for block in found:
        tomllib.loads(block)
