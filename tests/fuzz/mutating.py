"""Damage done to lessons and programs: bytes, lines and tokens changed, cut, doubled, moved and mixed, by a seed."""

from __future__ import annotations

import ast
import random
import re
from pathlib import Path

from hostile import write_hostile_lesson

from fuzz.materials import SCRIPTS, SIGNS, STATEMENTS, TEXTS, VALUES
from tui_tutor.lesson.find import lessons_folder

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")


def seeds(folder: Path) -> list[dict[str, bytes]]:
    """Lessons as files by their names; a script is a lone program.py."""
    # One that is small and has every field there is, and one that people read.
    small = write_hostile_lesson(folder / "small")
    lessons = [
        {path.name: path.read_bytes() for path in sorted(lesson.iterdir()) if path.is_file()}
        for lesson in (small, small, small, lessons_folder() / "one_neuron")
    ]
    # Long runs find nothing that short ones do not.
    for lesson in lessons:
        lesson["program.py"] = re.sub(rb"range\(\d{3,}\)", b"range(40)", lesson["program.py"])
    return [*lessons, *({"program.py": text.encode()} for text in SCRIPTS)]


def mutated(seed: int, corpus: list[dict[str, bytes]]) -> dict[str, bytes]:
    """One damaged lesson or script; the same seed makes the same one."""
    chance = random.Random(seed)
    files = dict(chance.choice(corpus))
    for _ in range(chance.choice((1, 1, 1, 2, 3, 8))):
        name = chance.choice(("program.py", "program.py", "lesson.toml", *sorted(files)))
        if name not in files:
            name = "program.py"
        kind = chance.random()
        if kind < 0.03 and len(files) > 1:
            other = chance.choice(sorted(files))
            files[name], files[other] = files[other], files[name]
        elif kind < 0.05 and len(files) > 1:
            files[chance.choice(("03_more.md", "xx.md", f"{chance.randrange(200):02}_a.md"))] = files.pop(name)
            files.setdefault("program.py", b"")
        elif kind < 0.1:
            files[name] = _bytes(chance, files[name])
        elif name == "program.py" and chance.random() < 0.8:
            files[name] = _grown(chance, files[name].decode("utf-8", "replace")).encode("utf-8", "surrogatepass")
        else:
            files[name] = _text(chance, files[name].decode("utf-8", "replace")).encode("utf-8", "surrogatepass")
    return files


def _bytes(chance: random.Random, data: bytes) -> bytes:
    at = chance.randrange(len(data) + 1)
    end = min(len(data), at + chance.choice((0, 1, 1, 2, 9, 99)))
    new = bytes(chance.choices(range(256), k=chance.choice((0, 1, 2, 5))))
    return data[:at] + new + data[end:]


def _grown(chance: random.Random, text: str) -> str:
    """A program in which an expression is another one, or a statement is new, another, gone or doubled."""
    try:
        nodes = list(ast.walk(ast.parse(text)))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return _text(chance, text)
    wanted = ast.expr if chance.random() < 0.6 else ast.stmt
    places = [node for node in nodes if isinstance(node, wanted) and node.lineno == node.end_lineno and _is_read(node)]
    if not places:
        return _text(chance, text)
    lines = text.split("\n")
    node, other = chance.choice(places), chance.choice(places)
    line = lines[node.lineno - 1].encode()
    before, old, rest = (
        line[: node.col_offset],
        line[node.col_offset : node.end_col_offset],
        line[node.end_col_offset :],
    )
    copied = lines[other.lineno - 1].encode()[other.col_offset : other.end_col_offset]
    if wanted is ast.expr:
        values = [chance.choice(VALUES).encode("utf-8", "replace"), copied]
        new = chance.choice(
            [*values, values[0], b"(" + old + b" " + chance.choice(SIGNS).encode() + b" " + values[0] + b")"]
        )
    else:
        made = chance.choice(STATEMENTS).encode()
        new = chance.choice([made, copied, b"pass", old + b"\n" + before + made, made + b"\n" + before + old])
    lines[node.lineno - 1] = (before + new + rest).decode("utf-8", "replace")
    return "\n".join(lines)


def _is_read(node: ast.AST) -> bool:
    return getattr(node, "ctx", None) is None or isinstance(node.ctx, ast.Load)  # type: ignore[attr-defined]


def _text(chance: random.Random, text: str) -> str:
    parts = text.splitlines(keepends=True) if chance.random() < 0.3 else _TOKEN.findall(text)
    if not parts:
        return chance.choice(TEXTS)
    at, to = chance.randrange(len(parts)), chance.randrange(len(parts))
    way = chance.randrange(6)
    if way == 0:
        parts[at] = chance.choice(TEXTS)
    elif way == 1:
        parts.insert(at, chance.choice(TEXTS))
    elif way == 2:
        del parts[at : at + chance.choice((1, 1, 2, 5))]
    elif way == 3:
        parts[at], parts[to] = parts[to], parts[at]
    elif way == 4:
        parts[at:at] = parts[to : to + chance.choice((1, 1, 3, 9))]
    else:
        parts[at] = parts[to]
    return "".join(parts)


def written(files: dict[str, bytes], folder: Path) -> Path:
    """Write a damaged lesson; returns what a command line would name."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.iterdir():
        path.unlink()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder if len(files) > 1 else folder / "program.py"
