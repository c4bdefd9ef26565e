"""What the web server notes, on the terminal of whoever serves: errors of the tutor's own, and nothing else."""

from __future__ import annotations

import logging

from aiohttp.http_exceptions import HttpProcessingError

from tui_tutor.commands.messages import complain_of_bug


class _Bugs(logging.Handler):
    """Tells an error in two lines. That somebody asks in a way that no browser does is no error."""

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        if error is not None and not isinstance(error, HttpProcessingError | ConnectionError):
            complain_of_bug(error)


def tell_of_bugs_only() -> None:
    """Have what aiohttp notes told in words."""
    log = logging.getLogger("aiohttp")
    log.handlers = [_Bugs()]
    log.propagate = False
