from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType, TracebackType

import pyte

ROOT = Path(__file__).resolve().parents[2]
TOYTUTOR = (sys.executable, "-m", "tui_tutor")

PATIENCE = 20.0
"""Seconds after which a test gives up waiting; no test asserts how long anything takes."""

KEYS = {
    "right": "\x1b[C",
    "left": "\x1b[D",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "esc": "\x1b",
    "enter": "\r",
    "tab": "\t",
}

# Reports and modes that pyte would print as text.
_NOT_FOR_PYTE = re.compile(rb"\x1b\[[<=>?][0-9;]*(?:\$p|[a-gi-km-z])|\x1bP[^\x1b]*\x1b\\")
_SEQUENCE = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|[()].|.)")
_MODES = re.compile(rb"\x1b\[\?([0-9;]+)([hl])")
_ALTERNATE, _CURSOR = 1049, 25
_TAKEN = (_ALTERNATE, 1000, 1002, 1003, 1006, 1015, 2004, 2048)
"""Private modes that are off in a shell: another screen, the mouse, bracketed paste, reports of the size."""
_SYNC_QUERY = b"\x1b[?2026$p"
_SYNC_ANSWER = b"\x1b[?2026;2$y"

Condition = Callable[[list[str]], bool]


class Terminal:
    """A real pseudo-terminal with a program in it, and an emulator that reads what it draws."""

    def __init__(
        self,
        *words: str,
        columns: int = 120,
        rows: int = 40,
        command: tuple[str, ...] = TOYTUTOR,
        environment: Mapping[str, str | None] = MappingProxyType({}),
        controls: bool = False,
        folder: Path = ROOT,
    ) -> None:
        """`environment` is laid over what is usual; None takes a variable away.

        With `controls` the terminal is the controlling one of the program's session, as in a window of its own. The
        program runs in `folder`.
        """
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self._rest = b""
        self._raw = b""
        self.written = bytearray()
        """Every byte that came from the program."""
        self._ours, theirs = pty.openpty()
        self.before = termios.tcgetattr(theirs)
        self._tell_size(columns, rows)
        self.process = subprocess.Popen(
            [*command, *words],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            cwd=folder,
            env=_environment(environment),
            start_new_session=True,
            preexec_fn=_take_control if controls else None,
        )
        self._theirs = theirs
        self._is_closed = False

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        if not self._is_closed:
            self.close()

    def close(self) -> None:
        """Close the terminal's window, whatever runs in it."""
        self._is_closed = True
        os.close(self._ours)
        os.close(self._theirs)

    def is_stopped(self) -> bool:
        """Whether the program has been stopped, and waits to be continued."""
        return _state_of(self.process.pid) == "T"

    @property
    def lines(self) -> list[str]:
        return [each.rstrip() for each in self.screen.display]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def attributes(self) -> list[object]:
        return list(termios.tcgetattr(self._theirs))

    @property
    def taken(self) -> list[str]:
        """What a program that has ended did not give back: modes of the line, of the screen, and the cursor."""
        modes: dict[int, bytes] = {}
        for numbers, state in _MODES.findall(bytes(self.written)):
            modes.update(dict.fromkeys(map(int, numbers.split(b";")), state))
        kept = [f"mode {mode} is on" for mode in _TAKEN if modes.get(mode) == b"h"]
        hidden = ["the cursor is hidden"] if modes.get(_CURSOR) == b"l" else []
        line = ["the line's modes are others"] if self.attributes != self.before else []
        return [*kept, *hidden, *line]

    @property
    def has_drawn(self) -> bool:
        """Whether the program took a screen of its own."""
        return b"\x1b[?1049h" in self.written

    @property
    def said_after(self) -> str:
        """What was written after the program had left its own screen."""
        last = bytes(self.written).rpartition(b"\x1b[?1049l")[2]
        return _SEQUENCE.sub(b"", last).decode().strip()

    def press(self, *keys: str) -> None:
        for key in keys:
            os.write(self._ours, KEYS.get(key, key).encode())

    def resize(self, columns: int, rows: int) -> None:
        self.screen.resize(rows, columns)
        self._tell_size(columns, rows)
        os.killpg(self.process.pid, signal.SIGWINCH)

    def wait(self, condition: Condition | str) -> list[str]:
        """Read until the screen is as wanted; a string is waited for anywhere on it."""
        wanted = condition if callable(condition) else lambda lines: any(condition in each for each in lines)
        until = time.monotonic() + PATIENCE
        while not wanted(self.lines):
            assert time.monotonic() < until, f"waited in vain for {condition!r}:\n{self.text}"
            if not self.read(0.2) and self.process.poll() is not None and not self.read(0.0):
                assert wanted(self.lines), f"ended before {condition!r}:\n{self.text}"
        return self.lines

    def wait_raw(self, wanted: bytes) -> float:
        """Read until the bytes come, without emulating; returns the time at which they had come."""
        self._raw = b""
        until = time.monotonic() + PATIENCE
        while wanted not in self._raw:
            assert time.monotonic() < until, f"waited in vain for {wanted!r}"
            self._raw += self._get(0.2)
        return time.perf_counter()

    def wait_quiet(self, seconds: float) -> float:
        """Read until nothing comes for so long; returns the time of the last byte, or of the call."""
        last = time.perf_counter()
        while data := self._get(seconds):
            last = time.perf_counter()
            self._raw += data
        raw, self._raw = self._raw, b""
        self._feed(raw)
        return last

    def quit(self) -> int:
        """Read to the end and return the exit status."""
        until = time.monotonic() + PATIENCE
        while self.process.poll() is None:
            assert time.monotonic() < until, f"does not end:\n{self.text}"
            self.read(0.05)
        while self.read(0.05):
            pass
        return self.process.returncode

    def read(self, seconds: float) -> bool:
        """Take what the program has written by now, waiting so long for some of it."""
        data = self._get(seconds)
        self._feed(data)
        return bool(data)

    def _get(self, seconds: float) -> bytes:
        ready, _, _ = select.select([self._ours], [], [], seconds)
        data = os.read(self._ours, 1 << 16) if ready else b""
        self.written += data
        if _SYNC_QUERY in data:
            os.write(self._ours, _SYNC_ANSWER)
        return data

    def _feed(self, data: bytes) -> None:
        data = self._rest + data
        # An escape sequence may be cut in two by the reading.
        cut = data.rfind(b"\x1b", max(0, len(data) - 32))
        whole = cut < 0 or re.match(rb"\x1b(?:\[[0-9;:<=>?$ ]*[@-~]|[^\[])", data[cut:]) is not None
        data, self._rest = (data, b"") if whole else (data[:cut], data[cut:])
        self._stream.feed(_NOT_FOR_PYTE.sub(b"", data))

    def _tell_size(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self._ours, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def _environment(own: Mapping[str, str | None]) -> dict[str, str]:
    others = ("PYTHON", "COLUMNS", "LINES", "TEXTUAL", "NO_COLOR", "LC_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(others)}
    # Outside of pytest, which gives each test a folder of its own, nothing of the one who measures is touched.
    if "TOYTUTOR_STATE" not in kept:
        kept["TOYTUTOR_STATE"] = tempfile.mkdtemp(prefix="toytutor-")
    kept.setdefault("TOYTUTOR_CONFIG", f"{kept['TOYTUTOR_STATE']}/settings.toml")
    usual = {"PYTHONPATH": str(ROOT), "TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
    return {name: value for name, value in {**kept, **usual, **own}.items() if value is not None}


def children_of(pid: int) -> list[int]:
    """The processes that a process has started and that still run."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid and fields[0] != "Z":
            found.append(int(stat.parent.name))
    return found


def is_running(pid: int) -> bool:
    return _state_of(pid) not in ("Z", "")


def _state_of(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return ""


def _take_control() -> None:
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def wait_until(wanted: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not wanted():
        assert time.monotonic() < until
        time.sleep(0.01)
