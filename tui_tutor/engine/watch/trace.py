"""Trace records: operations as plain data, one JSON object a line, numbers bit for bit."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from tui_tutor.engine.text.digits import is_unreadable
from tui_tutor.engine.watch.position import Place
from tui_tutor.engine.watch.recording import Event
from tui_tutor.engine.watch.values import Value


def record(place: Place, operation: int, event: Event, notices: Sequence[str] = ()) -> dict[str, Any]:
    """One operation as a record, with the kinds of its notices; one that raised has an `error` and no result."""
    site = event.site
    row: dict[str, Any] = {
        "part": place.part.value,
        "iteration": place.iteration,
        "operation": operation,
        "step": event.step,
        "line": site.span.line,
        "column": site.span.column,
        "code": site.code,
        "kind": event.kind.value,
        "shapes": event.shapes,
        "axes": event.axes,
        "depth": event.depth,
        "name": site.name,
        "operands": [
            {"code": text.code, **_value(value)} for text, value in zip(event.texts, event.operands, strict=True)
        ],
        "result": _value(event.result) if event.result is not None else None,
        "notices": list(notices),
        "error": event.error,
    }
    return row


def _value(value: Value) -> dict[str, Any]:
    if value.shape is None:
        return {"shape": None, "dtype": None, "value": value.text}
    data = value.data.tolist() if value.is_array else value.data
    return {"shape": list(value.shape), "dtype": value.dtype, "value": _plain(data)}


def _plain(data: Any) -> Any:
    """Numbers as JSON can hold them; what it cannot hold to its last bit as text: nan, infinities, and longer ones."""
    if isinstance(data, list):
        return [_plain(item) for item in data]
    if isinstance(data, complex | np.complexfloating):
        return {"real": _plain(data.real), "imag": _plain(data.imag)}
    if isinstance(data, np.longdouble) and np.isfinite(data):
        # As many digits as `np.longdouble` needs to read it, where a float has too few bits for it.
        return float(data) if _fits(data) else str(data)
    if isinstance(data, np.generic):
        data = data.item()
    if isinstance(data, float | np.longdouble) and not math.isfinite(data):
        return "nan" if math.isnan(data) else "inf" if data > 0 else "-inf"
    if isinstance(data, int) and is_unreadable(data):
        return hex(data)
    return data


def _fits(number: np.longdouble) -> bool:
    """Whether a float holds every bit of a longer one."""
    with np.errstate(all="ignore"):
        return bool(np.longdouble(float(number)) == number)
