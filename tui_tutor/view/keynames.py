"""The names of keys: as they are written, as they are shown, and as Textual calls them."""

from __future__ import annotations

import difflib
import re
import unicodedata

_SHOWN = {
    "right": "→",
    "left": "←",
    "up": "↑",
    "down": "↓",
    "escape": "esc",
    "pageup": "pgup",
    "pagedown": "pgdn",
}
"""Named keys that are shown otherwise."""

_NAMED = (*_SHOWN, "home", "end", "insert", "delete", "backspace", "tab", "enter", "space")

_FUNCTION = re.compile(r"f([1-9]|1[0-9]|2[0-4])")

_MODIFIERS = ("alt", "ctrl", "shift")
"""In the order in which Textual names them."""

_SHORTER = {
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}
"""Textual's names of signs that are not those of Unicode."""

_WRITTEN = {shown: name for name, shown in _SHOWN.items()} | {" ": "space"}

EXAMPLES = '"a", "A", "?", "f5", "ctrl+k", "right" or "pgdn"'


def key_named(written: str) -> str | None:
    """Textual's name of a key, however it was written: `]`, `→`, `esc`, `ctrl+k`; None where there is no such key."""
    if written in _WRITTEN or len(written) == 1:
        return _WRITTEN.get(written) or _sign(written)
    *modifiers, last = written.lower().split("+") if not written.endswith("+") else [written]
    if len(set(modifiers)) != len(modifiers) or not set(modifiers) <= set(_MODIFIERS):
        return None
    if last in _WRITTEN:
        base: str | None = _WRITTEN[last]
    elif len(last) == 1:
        # A terminal tells a letter with shift as another letter.
        base = _sign(last) if "shift" not in modifiers else None
    else:
        is_known = last in _NAMED or last in _SIGNS or _FUNCTION.fullmatch(last)
        base = last if is_known else None
    if base is None:
        return None
    return "+".join([*(each for each in _MODIFIERS if each in modifiers), base])


def key_shown(name: str) -> str:
    """How a key is shown of which Textual's name is given."""
    *modifiers, last = name.split("+")
    return "+".join([*modifiers, _SHOWN.get(last) or _SIGNS.get(last) or last])


def key_meant(written: str) -> str | None:
    """What may have been meant by a key that there is not."""
    match = re.fullmatch(r"shift\+([a-z])", written.lower())
    if match:
        return match[1].upper()
    close = difflib.get_close_matches(written.lower(), [*_NAMED, *_WRITTEN], n=1)
    return close[0] if close else None


def _sign(sign: str) -> str | None:
    """Textual's name of the key of a sign; None for one that cannot be seen."""
    if sign.isalnum():
        return sign
    if not sign.isprintable():
        return None
    name = unicodedata.name(sign, "").lower().replace("-", "_").replace(" ", "_")
    return _SHORTER.get(name, name) or None


_SIGNS = {
    _sign(sign) or sign: sign for sign in map(chr, (*range(33, 127), *range(161, 256), 0x20AC)) if not sign.isalnum()
}
"""The signs of a keyboard by Textual's names of them."""
