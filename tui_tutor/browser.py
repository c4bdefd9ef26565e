"""The browser as the tutor's screen: Textual's driver for it, and what it leaves undone."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import threading
from typing import Any

from textual.drivers.web_driver import WebDriver


class BrowserDriver(WebDriver):
    """Leaves as on a terminal that is closed: when asked to by whoever serves it, and when that is gone."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._is_gone = False
        self._has_begun = threading.Event()
        self._write_to_server, self._write = self._write, self._send  # type: ignore[assignment]

    def start_application_mode(self) -> None:
        """Take the page; signals stay with whoever has them, as Textual's driver would leave without a status."""
        numbers = (signal.SIGINT, signal.SIGTERM)
        before = {number: signal.getsignal(number) for number in numbers}
        super().start_application_mode()
        loop = asyncio.get_running_loop()
        for number in numbers:
            with contextlib.suppress(NotImplementedError):
                loop.remove_signal_handler(number)
            signal.signal(number, before[number])
        asyncio.run_coroutine_threadsafe(self._begin(), loop)

    async def _begin(self) -> None:
        # Scheduled as the size to begin with was, just before: what the page says comes after that.
        self._has_begun.set()

    def run_input_thread(self) -> None:
        """Read what comes from the page until the app ends, or nobody serves it any more."""
        while not self._has_begun.wait(0.1):
            if self.exit_event.is_set():
                return
        super().run_input_thread()
        if not self.exit_event.is_set():
            self._hang_up()

    def on_meta(self, packet_type: str, payload: dict[str, object]) -> None:
        """What is told beside keys: the size, the focus, to quit. Files are asked for by nobody."""
        if packet_type == "quit":
            self._hang_up()
        elif packet_type in ("resize", "focus", "blur"):
            super().on_meta(packet_type, payload)

    def _send(self, data: bytes) -> int:
        """Write to the server; once it is gone, what is written is dropped."""
        if not self._is_gone:
            try:
                return self._write_to_server(data)
            except OSError:
                self._is_gone = True
                self._hang_up()
        return len(data)

    def _hang_up(self) -> None:
        """Have the tutor leave as a closed terminal has it leave: in time, and without losing anything."""
        if hasattr(signal, "SIGHUP"):
            os.kill(os.getpid(), signal.SIGHUP)
        else:
            super().on_meta("quit", {})
