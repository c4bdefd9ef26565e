"""The files of a new lesson: the one to begin with, or what can be told of a script, its texts still to be written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from tui_tutor.lesson.find import LESSON_FILE, PROGRAM_FILE, lessons_folder
from tui_tutor.lesson.model import Lesson, StepText
from tui_tutor.lesson.rough import Rough, names_of, size
from tui_tutor.lesson.rough_toml import TODO, quoted, toml

STARTER = "_starter"
"""The folder among the shipped lessons that is copied for a new one, and is none to be listed."""

_LONGEST_WORD = 24


def starter() -> dict[str, bytes]:
    """The files of a small lesson that is complete."""
    folder = lessons_folder() / STARTER
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.suffix in (".toml", ".py", ".md")}


def files_of(
    rough: Rough, title: str, encoding: str, told: Mapping[int, StepText] | None = None, *, plain: bool = False
) -> dict[str, bytes]:
    """The files of a lesson about a script, of which some texts are `told` already, as those of a notebook are.

    `plain` leaves out what only a run can bear out.
    """
    told = told or {}
    if plain:
        rough = replace(rough, shapes={})
    texts = {LESSON_FILE: toml(rough, title), "00_start.md": _text("Before it begins", _start())}
    for number, line in rough.source.steps:
        words = _title(rough, line) or f"Step {number}"
        name = next(iter(rough.stored(number)), "")
        text = told.get(number)
        words = text.title if text is not None else words
        body = text.body if text is not None and text.body else _stub(rough, name)
        texts[f"{number:02}_{_slug(words) or 'step'}.md"] = _text(words, body, show=name)
    if rough.loop is not None:
        texts["99_results.md"] = _text("Results", f"{TODO}: what has come out, and what one could try next.")
    # A title taken from a name may have letters that the file's own encoding lacks.
    program = rough.source.text.encode(encoding, "replace")
    return {PROGRAM_FILE: program, **{name: text.encode() for name, text in texts.items()}}


def to_be_written(lesson: Lesson) -> int:
    """How many of a lesson's texts are still marked as to be written."""
    texts = [lesson.title, lesson.summary, *lesson.meanings.values(), *lesson.glossary.values()]
    texts += [f"{each.title} {each.body}" for each in lesson.texts.values()]
    texts += [each.notice for each in lesson.what_ifs]
    return sum(TODO in each for each in texts)


def _start() -> str:
    words = f"{TODO}: what this program is about, and why it is worth a quarter of an hour."
    return f"{words}\n\nPress `→` for one operation, `]` for the next step."


def _stub(rough: Rough, name: str) -> str:
    """A text to be written, with a number of the array in it that the step stores, if it stores one."""
    words = f"{TODO}: what happens here, why, and what to look at (40 to 120 words)."
    if not name:
        return words
    shape = rough.shapes[name]
    corner = ", ".join("0" for _ in shape)
    return f"{words}\n\n`{name}` is {size(shape)}; its first number is {{{name}[{corner}]:.4g}}."


def _title(rough: Rough, line: int) -> str:
    """The title of a step, from the line that opens it: what stands before a colon."""
    opened = re.sub(r"^\s*#\d+\b[\s.:)]*", "", rough.source.lines[line - 1])
    words = "".join(each if each.isprintable() else " " for each in opened)
    words = " ".join(words.partition(": ")[0].split()).rstrip(".:")
    names = names_of(rough.body)
    # A name stays as it is written.
    first = re.split(r"\W", words, maxsplit=1)[0]
    return words if first in names else words[:1].upper() + words[1:]


def _slug(words: str) -> str:
    """A word for a file's name."""
    slug = "_".join(re.findall(r"[a-z0-9]+", words.lower()))
    return slug if len(slug) <= _LONGEST_WORD else slug[: _LONGEST_WORD + 1].rpartition("_")[0] or slug[:_LONGEST_WORD]


def _text(title: str, body: str, show: str = "") -> str:
    shows = f"show = {quoted(show)}\n" if show else ""
    return f"+++\ntitle = {quoted(title)}\n{shows}+++\n\n{body}\n"
