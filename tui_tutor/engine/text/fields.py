"""Fields of `str.format`: a plain one names a value, any other reaches into it."""

from __future__ import annotations

from string import Formatter

_DEEPEST = 3
"""Levels of fields in fields' specs; Python itself allows two."""


def reaching(template: str, depth: int = 0) -> str | None:
    """The first field of a template that takes an attribute or an item; None where all are plain, or it is none."""
    try:
        parts = list(Formatter().parse(template))
    except ValueError:
        # `format` refuses it itself.
        return None
    for _, name, spec, _ in parts:
        if name and ("." in name or "[" in name):
            return name
        inner = reaching(spec, depth + 1) if spec and depth < _DEEPEST else None
        if inner is not None or depth >= _DEEPEST:
            return inner or name
    return None
