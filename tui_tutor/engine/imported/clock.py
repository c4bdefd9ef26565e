"""`time` and `datetime` with a clock that stands still: whatever a program measures is the same when one goes back."""

from __future__ import annotations

import datetime as real
import time
from typing import Any, Final

INSTANT: Final = 1_000_000_000
"""Seconds since 1970 that the clock tells: on 9 September 2001, at 01:46:40 in UTC."""

_NANO = 10**9


def _seconds() -> float:
    return float(INSTANT)


def _nanoseconds() -> int:
    return INSTANT * _NANO


def _sleep(seconds: float, /) -> None:
    """Nobody waits; a program that would fail here fails."""
    if seconds < 0:
        raise ValueError("sleep length must be non-negative")


def _moment(seconds: float | None = None, /) -> time.struct_time:
    return time.gmtime(INSTANT if seconds is None else seconds)


def _written(moment: Any = None, /) -> str:
    return time.asctime(moment if moment is not None else _moment())


def _formatted(form: str, moment: Any = None, /) -> str:
    return time.strftime(form, moment if moment is not None else _moment())


def _told(seconds: float | None = None, /) -> str:
    return time.asctime(_moment(seconds))


TIME: Final[dict[str, Any]] = {
    **dict.fromkeys(("time", "monotonic", "perf_counter", "process_time", "thread_time"), _seconds),
    **dict.fromkeys(("time_ns", "monotonic_ns", "perf_counter_ns", "process_time_ns", "thread_time_ns"), _nanoseconds),
    "sleep": _sleep,
    "gmtime": _moment,
    "localtime": _moment,
    "asctime": _written,
    "ctime": _told,
    "strftime": _formatted,
}
"""What `time` holds."""


class _Date(real.date):
    @classmethod
    def today(cls) -> _Date:
        """The day that the clock tells."""
        return cls.fromtimestamp(INSTANT)

    @classmethod
    def fromtimestamp(cls, seconds: float, /) -> _Date:
        """In UTC, wherever the program runs."""
        moment = time.gmtime(seconds)
        return cls(moment.tm_year, moment.tm_mon, moment.tm_mday)


class _Moment(real.datetime):
    @classmethod
    def now(cls, tz: real.tzinfo | None = None) -> _Moment:
        """The time that the clock tells."""
        return cls.fromtimestamp(INSTANT, tz)

    @classmethod
    def today(cls) -> _Moment:
        """The same."""
        return cls.now()

    @classmethod
    def utcnow(cls) -> _Moment:
        """The same, in UTC."""
        return cls.now()

    @classmethod
    def fromtimestamp(cls, seconds: float, tz: real.tzinfo | None = None) -> _Moment:
        """In UTC where no zone is named, wherever the program runs."""
        made = super().fromtimestamp(seconds, tz or real.UTC)
        return made if tz is not None else made.replace(tzinfo=None)


for _kind, _name in ((_Date, "date"), (_Moment, "datetime")):
    # As they are written.
    _kind.__module__, _kind.__name__, _kind.__qualname__ = "datetime", _name, _name

DATETIME: Final[dict[str, Any]] = {"date": _Date, "datetime": _Moment}
"""What `datetime` holds that tells the time; the rest is Python's own."""
