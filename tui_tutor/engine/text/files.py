"""Reading files that others wrote: regular ones only, and never more of one than is asked for."""

from __future__ import annotations

import codecs
import os
import stat
from pathlib import Path

from tui_tutor.engine.text.problems import Problem, ProblemsError

_OPEN = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
"""Without waiting: a pipe may have taken the file's place since it was looked at."""

_KINDS = {
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}

_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
"""How texts of other encodings begin; the longer marks first, since they begin with the shorter ones."""


class NoFileError(Exception):
    """Raised where something has a file's name and is none; the message says what it is."""


def read_file(path: Path, largest: int, what: str) -> bytes:
    """The bytes of a regular file, or of one that a link leads to; `what` says in messages what it should be.

    Raises ProblemsError where there is none, where it is something else or larger than `largest` bytes, and where it
    cannot be read.
    """
    try:
        data = read_within(path, largest)
    except NoFileError as error:
        raise ProblemsError([Problem(str(path), 0, 0, f"{error}; {what} is a regular file")]) from None
    except (OSError, ValueError) as error:
        # ValueError: a zero byte in the name.
        reason = getattr(error, "strerror", None) or str(error)
        raise ProblemsError([Problem(str(path), 0, 0, f"cannot be read: {reason.lower()}")]) from None
    if len(data) > largest:
        message = f"is larger than {largest:,} bytes, the most that {what} may have; make it smaller"
        raise ProblemsError([Problem(str(path), 0, 0, message)])
    return data


def decode(path: Path, data: bytes, encoding: str = "utf-8-sig") -> str:
    """The text that bytes stand for. Raises ProblemsError, at the first byte that is wrong where that is known."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            raise ProblemsError([Problem(str(path), 1, 0, f"is {name} text; save it as UTF-8")])
    if b"\0" in data:
        raise ProblemsError([Problem(str(path), 0, 0, "is not text: it holds a zero byte; save it as UTF-8")])
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line, last = before.count(b"\n"), before.rpartition(b"\n")[2]
        column = len(last.decode(encoding, errors="replace"))
        read_as = encoding.removesuffix("-sig").upper()
        message = f"cannot be decoded as {read_as}: {error.reason} ({data[error.start]:#x}); save it as UTF-8"
        raise ProblemsError([Problem(str(path), line + 1, column, message)]) from None
    except Exception as error:
        # A program may name any of Python's codecs, and each fails in its own way.
        raise ProblemsError([Problem(str(path), 1, 0, f"cannot be decoded: {error}; save it as UTF-8")]) from None


def read_within(path: Path, largest: int) -> bytes:
    """The bytes of a regular file, or of one that a link leads to: one more than `largest` at the most.

    Raises NoFileError where it is something else, and what the disk raises.
    """
    # A device may act when it is opened.
    _must_be_regular(path.stat().st_mode)
    descriptor = os.open(path, _OPEN)
    with os.fdopen(descriptor, "rb") as file:
        _must_be_regular(os.fstat(descriptor).st_mode)
        return file.read(largest + 1)


def _must_be_regular(mode: int) -> None:
    if not stat.S_ISREG(mode):
        raise NoFileError(f"is {_KINDS.get(stat.S_IFMT(mode), 'no regular file')}")
