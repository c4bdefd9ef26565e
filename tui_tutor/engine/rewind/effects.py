"""What a trusted program does outside of itself: files it writes, commands it starts, hosts it calls.

Python tells of such things as they are about to be done (its audit events). The first one is kept, with its line: it is
done again whenever the part of the run that it lies in is.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import Any

_WRITES = os.O_WRONLY | os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_TRUNC

_DOES = {
    "os.remove": "removes {0}",
    "os.rename": "renames {0}",
    "os.mkdir": "makes the folder {0}",
    "os.rmdir": "removes the folder {0}",
    "os.system": "runs the command {0}",
    "subprocess.Popen": "starts {0}",
    "socket.connect": "connects to another computer",
    "urllib.Request": "asks for {0}",
    "sqlite3.connect": "opens the database {0}",
    "webbrowser.open": "opens {0} in a browser",
}
"""What is said of an event, with its first argument."""

_OTHERS = (
    *("os.truncate", "os.link", "os.symlink", "os.chmod", "os.chown", "os.utime", "os.exec", "os.fork", "os.kill"),
    *("os.posix_spawn", "os.spawn", "os.startfile", "shutil.", "ftplib.", "smtplib.", "socket.bind", "socket.sendto"),
)
"""Beginnings of other events that are of something done outside; they are called by their own names."""

_LONGEST = 40
"""Characters of an argument that are said."""


@dataclass(slots=True)
class Effects:
    """Hears what the program of a path does outside; `line` and `words` are of the first, 0 and "" before there is one.

    `words` go on a sentence that begins with the line.
    """

    path: str
    line: int = 0
    words: str = ""

    @property
    def told(self) -> str:
        """What there is to say, "" where there is nothing."""
        return f"line {self.line} {self.words}: that is done again whenever you go back and forth" if self.words else ""

    @contextmanager
    def heard(self) -> Iterator[None]:
        """Hear what is done in this context."""
        global _listening, _is_heard
        if not _is_heard:
            # Python has no way to take one away again.
            sys.addaudithook(_hear)
            _is_heard = True
        before, _listening = _listening, self
        try:
            yield
        finally:
            _listening = before

    def note(self, words: str, frame: FrameType | None) -> None:
        """Keep what is said of an event, if the program's own text has caused it."""
        while frame is not None:
            code = frame.f_code
            if code.co_filename == self.path:
                self.line, self.words = frame.f_lineno or 0, words
                return
            if code.co_filename.startswith("<frozen importlib"):
                # What a module does as it is imported is no operation of the program's.
                return
            frame = frame.f_back


_listening: Effects | None = None
_is_heard = False


def _hear(event: str, arguments: tuple[Any, ...]) -> None:
    # To look at frames is an event as well, of which there is nothing to say.
    if _listening is not None and not _listening.words and (words := _words(event, arguments)):
        _listening.note(words, sys._getframe(1))


def _words(event: str, arguments: tuple[Any, ...]) -> str:
    """What an event does outside, as a predicate; "" where that is nothing."""
    first = str(arguments[0]) if arguments else ""
    if event == "open":
        path, _, flags = (*arguments, None, None, None)[:3]
        is_file = isinstance(path, (str, bytes)) and os.fsdecode(path) != os.devnull
        return f"writes {_short(os.fsdecode(path))}" if is_file and (flags or 0) & _WRITES else ""
    if event in _DOES:
        return _DOES[event].format(_short(first))
    return f"does {event}" if event.startswith(_OTHERS) else ""


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"…{text[-_LONGEST:]}"
