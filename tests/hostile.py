"""Text that a terminal or Textual would obey, in every place where a lesson has some; and how to look for it."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

OBEYED = "\x1b]52;c;aGk=\x07\x1b]0;stolen\x07\x1b[31;7;7m\x9b32m\x90q\x9c\u202eabc\u2066\u200b\ufeff\x7f\x08\x00"
"""Sets the clipboard, the window's title, colours; turns the direction of writing; is invisible; goes back."""

MARKUP = "[/foo][@click=app.screenshot('stolen.svg','.')]x[/][bold]$y \\["

_STOLEN = re.compile(rb"\x1b\[31;7;7m")
_TEXTUALS = re.compile(rb"\x1b\[[0-9:;<=>?]*[ -/]*[@-~]|\x1b\]22;[a-z]+(?:\x07|\x1b\\\\)")
"""What Textual writes itself: colours, places and modes, and the shape of the mouse's pointer."""


def hostile(name: str, without: str = "") -> str:
    """A text with a name to find it by, of whose characters some cannot be written in its place."""
    return f"Zz{name}{''.join(each for each in OBEYED + MARKUP if each not in without)}"


def write_hostile_lesson(folder: Path) -> Path:
    """A lesson that passes `check` and has hostile text wherever there is any."""
    folder.mkdir(parents=True)

    def toml(name: str) -> str:
        return json.dumps(hostile(name, without="\x7f")).replace("\\u0000", "\\u0001")

    (folder / "lesson.toml").write_text(
        f"""format = 1
title = {toml("title")}
summary = {toml("summary")}
[axes]
X = [{toml("row")}, {toml("column")}]
[names]
X = {toml("meaning")}
[curve]
expression = "w + 0"
label = {toml("label")}
[[milestones]]
at = 3
words = {toml("milestone")}
[gaps]
target = "y"
prediction = "out"
[inputs]
data = "X"
output = "out"
[[what_if]]
name = {toml("whatif")}
change = [["w = 2.0", "w = 3.0"]]
notice = {toml("notice")}
[[what_if]]
name = {toml("mistake")}
change = [["w = 2.0", "w = 4.0"]]
notice = {toml("notices")}
mistake = true
[glossary]
{toml("term")} = {toml("explained")}
[survey]
data = "X"
target = "y"
questions = [{toml("asked")}, {toml("other")}]
answer = {toml("answered")}
""",
        encoding="utf-8",
    )
    # What Python refuses in a program, a comment and a string of it may hold all the same.
    there = hostile("comment", without="\x00\\")
    printed = json.dumps(hostile("printed", without="\x00"))
    failed = json.dumps(hostile("failed", without="\x00"))
    (folder / "program.py").write_text(
        f"""import numpy as np
#1 {there}
X = np.array([[0.0, 1.0], [1.0, 0.0]])
y = np.array([[1.0], [0.0]])
w = 2.0
words = {printed}
named = {{{failed}: words}}
#2 {there}
for j in range(30):
    out = np.dot(X, np.array([[w], [1.0]]))
    w = w * 0.9
    print(words, '{hostile("inline", without=chr(0) + chr(39) + chr(92))}')
x = named["none " + {failed}]
""",
        encoding="utf-8",
    )
    body = hostile("body", without="\x00")
    question = (
        f"[[questions]]\nask = {toml('ask')}\nchoices = [{toml('first')}, {toml('second')}]\n"
        f"answer = {toml('first')}\nwhy = {toml('why')}\n"
    )
    for name, asked in (("00_start", ""), ("01_row", ""), ("02_loop", question), ("99_results", "")):
        header = f"+++\ntitle = {toml('heading')}\n{asked}+++\n"
        (folder / f"{name}.md").write_text(f"{header}\n{body}\n\n`{body}`\n\n    {body}\n", encoding="utf-8")
    return folder


def obeyed(raw: bytes) -> list[str]:
    """Everything in a stream of bytes that a terminal obeys and that is none of what Textual writes itself."""
    found = [repr(each) for each in _STOLEN.findall(raw)]
    text = _TEXTUALS.sub(b"", raw).decode("utf-8", "backslashreplace")
    odd = {each for each in text if unicodedata.category(each) in ("Cc", "Cf", "Zl", "Zp", "Cs", "Co")}
    places = {each: text.index(each) for each in odd - set("\r\n")}
    return found + sorted(repr(text[max(0, at - 40) : at + 20]) for at in places.values())
