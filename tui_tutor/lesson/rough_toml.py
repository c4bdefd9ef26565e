"""The lesson.toml of a lesson that is made of a script: what can be told, and lines to fill in for the rest."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator

from tui_tutor.lesson.rough import Rough, names_of, size

TODO = "TODO"
"""Marks what an author has still to write."""

_SEED = re.compile(r"\b(\w+\.random\.seed\()(\d{1,9})\)")


def toml(rough: Rough, title: str) -> str:
    """The whole file."""
    summary = quoted(f"{TODO}: one sentence for the list of lessons.")
    head = f"format = 1\ntitle = {quoted(title)}\nsummary = {summary}\n"
    return "\n".join([head, _axes(rough), _names(rough), *_curve(rough), *_gaps(rough), *_seeds(rough)])


def quoted(text: str) -> str:
    """A text as TOML writes it: as JSON does, but for one character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _axes(rough: Rough) -> str:
    """A line to fill in for each array that there is before the loop: from there axes travel by themselves."""
    lines = [
        "# A name for each dimension. They travel through products and transposes by themselves, so name only what the",
        "# program is given. Take the # away from a line and fill it in; the same name wherever the same is meant.",
        "[axes]",
    ]
    for name in rough.given:
        blanks = ", ".join(['"…"' for _ in rough.shapes[name]])
        lines.append(f"# {_key(name)} = [{blanks}]  # {size(rough.shapes[name])}")
    return _block(lines)


def _names(rough: Rough) -> str:
    lines = ["# What each name is, in one sentence.", "[names]"]
    functions = [each.name for each in rough.body if isinstance(each, ast.FunctionDef)]
    lines += [f"{_key(name)} = {quoted(f'{TODO}: what {name} does.')}" for name in dict.fromkeys(functions)]
    for name in names_of(rough.body):
        if name not in functions:
            lines.append(f"{_key(name)} = {quoted(_counter(rough, name) or _unknown(rough, name))}")
    return _block(lines)


def _unknown(rough: Rough, name: str) -> str:
    shape = rough.shapes.get(name)
    return f"{TODO}: what {name} is ({size(shape)})." if shape else f"{TODO}: what {name} is."


def _counter(rough: Rough, name: str) -> str:
    """What the main loop's own name is, where it counts the iterations."""
    loop = rough.loop
    if not isinstance(loop, ast.For) or not rough.iterations or ast.unparse(loop.target) != name:
        return ""
    call = loop.iter
    if not isinstance(call, ast.Call) or ast.unparse(call.func) != "range" or len(call.args) != 1:
        return ""
    return f"The number of the iteration, from 0 to {rough.iterations - 1:,}."


def _curve(rough: Rough) -> Iterator[str]:
    """What may be plotted, or an example of it."""
    if rough.loop is None:
        return
    name, head = rough.error, "# What is plotted at the end of each iteration, and how it is called."
    if name is not None and not rough.shapes[name]:
        yield _block([head, "[curve]", f"expression = {quoted(name)}", f"label = {quoted(name)}"])
    elif name is not None and rough.numpy == "np":
        expression, label = quoted(f"np.mean(np.abs({name}))"), quoted(f"mean |{name}|")
        yield _block([head, "[curve]", f"expression = {expression}", f"label = {label}"])
    else:
        example = ['expression = "np.mean(np.abs(error))"', 'label = "mean |error|"']
        yield _block([head, *(f"# {line}" for line in ("[curve]", *example))])


def _gaps(rough: Rough) -> Iterator[str]:
    found = next(rough.differences, None)
    if found is not None:
        target, prediction = map(quoted, found)
        head = "# For the picture `gaps`: two names of one shape."
        yield _block([head, "[gaps]", f"target = {target}", f"prediction = {prediction}"])


def _seeds(rough: Rough) -> Iterator[str]:
    """A what-if with another seed, where the program sets one in one place."""
    text = rough.source.text
    found = _SEED.search(text)
    if found is None or text.count(found[0]) != 1:
        return
    other = int(found[2]) + 1
    lines = [
        "# For `w`: a text of the program, which must be there exactly once, and what it becomes.",
        "[[what_if]]",
        f'name = "seed {other}"',
        f"change = [[{quoted(found[0])}, {quoted(f'{found[1]}{other})')}]]",
        f"notice = {quoted(f'{TODO}: what to look at.')}",
    ]
    yield _block(lines)


def _block(lines: list[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else quoted(name)
