"""The terminal as the tutor takes it and gives it back: Textual's driver, and what it leaves undone.

For systems with `termios` only; elsewhere Textual's own driver is used as it is.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import sys
import termios
import threading
from collections.abc import Callable
from typing import Any, TextIO, cast

from textual.drivers.linux_driver import LinuxDriver

SANE = (
    "\x1b[?2004l\x1b[?7h\x1b[?2048l"
    "\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1016l"
    "\x1b[<u\x1b[?1004l\x1b[?1049l\x1b[?25h\x1b[0m"
)
"""Undoes what the driver asks a terminal for: paste, wrapping, sizes; the mouse; keys, focus, screen, cursor."""

TRIES = 20
"""Times that the terminal is asked for after a stop: each may end in the background, where it cannot be had."""


class TerminalDriver(LinuxDriver):
    """Bears to be stopped and continued from outside, and a terminal that goes away."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._is_taken = False
        self._hear_continuing()
        self._file: Any = Output(cast(TextIO, self._file), hang_up)
        threading.Thread(target=wait_for_hang_up, args=(self.fileno, hang_up), daemon=True).start()

    def start_application_mode(self) -> None:
        """Take the terminal."""
        super().start_application_mode()  # type: ignore[no-untyped-call]
        # It returns without having begun where the terminal cannot be had, in the background for one.
        self._is_taken = self._key_thread is not None

    def stop_application_mode(self) -> None:
        """Give the terminal back."""
        self._is_taken = False
        super().stop_application_mode()
        self._key_thread = None

    def run_input_thread(self) -> None:
        """Read keys until the app ends, or the terminal goes away."""
        try:
            super().run_input_thread()
        except OSError:
            hang_up()

    def _sigtstp_application(self, *_: object) -> None:
        """To be suspended: done by the loop, as a signal may come in the midst of writing to the terminal."""
        self._soon(self._suspend)

    def _hear_continuing(self) -> None:
        """Hear when it is continued after a stop that did not ask first: the terminal may be in any state.

        What continues a process may reach any of its threads. Python then takes note of it, but only what the loop
        itself has been told to hear wakes the loop.
        """
        self._loop.add_signal_handler(signal.SIGCONT, self._retake)

    def _soon(self, action: Callable[[], None]) -> None:
        with contextlib.suppress(RuntimeError):
            # RuntimeError: the loop has ended, and with it the app.
            self._loop.call_soon_threadsafe(action)

    def _suspend(self) -> None:
        if not self._auto_restart or not self._is_taken:
            return
        self.suspend_application_mode()
        self._say(f"toytutor is suspended: fg brings it back, or kill -CONT {os.getpid()}")
        # The signal that continues it is dealt with here.
        signal.signal(signal.SIGCONT, signal.SIG_IGN)
        try:
            stop()
        finally:
            self._hear_continuing()
        self._take()

    def _retake(self) -> None:
        if self._auto_restart and self._is_taken:
            self.suspend_application_mode()
            self._take()

    def _take(self) -> None:
        for _ in range(TRIES):
            self._must_signal_resume = True
            self.resume_application_mode()
            if self._is_taken:
                # Nothing that was drawn is there any more.
                self._app.refresh(layout=True)
                return
        hang_up()

    def _say(self, words: str) -> None:
        with contextlib.suppress(OSError, ValueError, AttributeError):
            print(words, file=sys.__stderr__, flush=True)


class Output:
    """A terminal to write to; once it is gone, what is written is dropped, and `gone` has been called once."""

    def __init__(self, file: TextIO, gone: Callable[[], None]) -> None:
        self._file = file
        self._gone = gone
        self._is_gone = False

    def write(self, text: str) -> None:
        """Write text."""
        self._do(lambda: self._file.write(text))

    def flush(self) -> None:
        """Write what is held back."""
        self._do(self._file.flush)

    def fileno(self) -> int:
        """The file's number for the system."""
        return self._file.fileno()

    def _do(self, action: Callable[[], object]) -> None:
        if self._is_gone:
            return
        try:
            action()
        except OSError:
            self._is_gone = True
            self._gone()


def hang_up() -> None:
    """Have the tutor leave as the system asks it to where a terminal is closed; not all systems always do."""
    os.kill(os.getpid(), signal.SIGHUP)


def wait_for_hang_up(descriptor: int, gone: Callable[[], None]) -> None:
    """Call `gone` when the terminal is closed; returns at once where the system cannot tell."""
    if not hasattr(select, "poll"):
        return
    watch = select.poll()
    # Nothing is asked for: that a terminal is gone is told unasked.
    watch.register(descriptor, 0)
    while not (events := watch.poll()):
        pass
    if events[0][1] & (select.POLLHUP | select.POLLERR):
        gone()


def stop() -> None:
    """Stop this process; returns when it is continued.

    Under a shell its whole group is stopped, as by the terminal's own ctrl+z, so that the shell takes over also from
    whatever started the tutor. Where no shell watches, the system would not heed that.
    """
    if _has_shell():
        before = signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        try:
            os.killpg(os.getpgrp(), signal.SIGTSTP)
        finally:
            signal.signal(signal.SIGTSTP, before)
    else:
        os.kill(os.getpid(), signal.SIGSTOP)


def _has_shell() -> bool:
    """Whether this is the foreground job of a shell in the same session."""
    try:
        return os.tcgetpgrp(0) == os.getpgrp() and os.getsid(os.getppid()) == os.getsid(0)
    except OSError:
        return False


def give_back(before: list[Any] | None, descriptor: int = 0) -> None:
    """Make the terminal sane without the driver, and without ever waiting for it.

    `before` is what `termios.tcgetattr` told before the tutor took the terminal.
    """
    with contextlib.suppress(OSError, termios.error):
        if before is not None:
            termios.tcsetattr(descriptor, termios.TCSANOW, before)
    with contextlib.suppress(OSError):
        handle = os.open(os.ttyname(descriptor), os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY)
        os.write(handle, SANE.encode())
