"""Writing a program to a new file that a learner names."""

from __future__ import annotations

import os
import shlex
from contextlib import suppress
from pathlib import Path

LONGEST_NAME = 80
"""Characters of a name that are repeated in a message."""


def write_new(name: str, text: str) -> str:
    """Write a text to a new `.py` file; what there is to say of it, good or bad. Never overwrites anything."""
    if not name:
        return "no file was written"
    try:
        path = Path(name).expanduser()
    except RuntimeError:
        return f"{_short(name)} cannot be written: nobody is called {_short(name.split('/')[0])} here"
    if name.endswith(("/", os.sep)) or path.name in ("", "..") or os.path.isdir(path):  # noqa: PTH112
        return f"{_short(path)} is a folder; name a file in it, such as {_short(path / 'my_brain.py')}"
    if os.path.lexists(path) and not os.path.isfile(path):  # noqa: PTH113
        return f"{_short(path)} is there already, and is no file; choose another name"
    if path.suffix != ".py":
        path = path.with_name(path.name + ".py")
    trouble = _write(path, text)
    if trouble is not None:
        return trouble
    word = path if path.name != str(path) else f"./{path}"
    return f"written to {path}; toytutor {shlex.quote(str(word))} opens it"


def _write(path: Path, text: str) -> str | None:
    """Make the file; what went wrong, and then there is none."""
    try:
        data = text.encode("utf-8")
        with path.open("xb") as file:
            try:
                file.write(data)
                file.flush()
            except OSError:
                # Half a program is worse than none.
                with suppress(OSError):
                    path.unlink()
                raise
    except FileExistsError:
        return f"{_short(path)} is there already; choose another name"
    except UnicodeEncodeError as error:
        wrong = "the text holds" if error.object == text else "the name holds"
        return f"{_short(path)} cannot be written: {wrong} half a character"
    except ValueError:
        return f"{_short(path)} cannot be written: the name holds a zero byte"
    except OSError as error:
        return f"{_short(path)} cannot be written: {(error.strerror or str(error)).lower()}"
    return None


def _short(name: str | Path) -> str:
    text = str(name)
    return text if len(text) <= LONGEST_NAME else f"{text[: LONGEST_NAME // 2]}…{text[-LONGEST_NAME // 2 :]}"
