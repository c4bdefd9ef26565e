"""What is looked at closely where it is called."""

from __future__ import annotations

import re
from typing import Final

from tui_tutor.engine.text.language import numpys
from tui_tutor.engine.text.language.words import words

DECORATORS: Final = words("property staticmethod classmethod")
"""What may stand with an @ above a method, and nowhere else."""

DTYPE_TEXT: Final = re.compile(
    r"[<>=|]?(bool_?|int(8|16|32|64|p)?|uint(8|16|32|64)?|float(16|32|64|128)?|complex(64|128)?|object|str|double|single|long"
    r"|[?bBiIuUfFcSdlLqQO]\d{0,5}|(datetime64|timedelta64|[mM]8)(\[\w+\])?)"
)
"""What `dtype="…"` may say: kinds of numbers, texts, dates and objects, but no fields with names."""

DTYPE_POSITIONS: Final[dict[str, int]] = {
    **dict.fromkeys(words("numpy.dtype numpy.finfo numpy.iinfo"), 0),
    **dict.fromkeys(words("numpy.array numpy.asarray numpy.zeros numpy.ones numpy.empty numpy.identity"), 1),
    **dict.fromkeys(words("numpy.zeros_like numpy.ones_like numpy.empty_like"), 1),
    **dict.fromkeys(words("numpy.full numpy.full_like"), 2),
    **dict.fromkeys(words("numpy.arange numpy.eye numpy.tri"), 3),
    **dict.fromkeys(words("numpy.linspace numpy.logspace numpy.geomspace"), 5),
}
"""Where functions take a dtype without its keyword, counted from 0."""

ASKED_TYPES: Final = words("numpy.ndarray type")
"""Types that `isinstance` may ask for, and that are not to be had elsewhere."""

MATCHED: Final = words("int float str bool complex list tuple dict set bytes") | frozenset(
    f"numpy.{name}" for name in numpys.TYPES
)
"""Classes besides the program's own that a pattern may name."""

BASES: Final = words(
    """object enum.Enum enum.IntEnum enum.StrEnum enum.Flag enum.IntFlag abc.ABC typing.Generic typing.Protocol
    typing.NamedTuple typing.TypedDict"""
)
"""Classes that a program may make its own of, besides exceptions and its own."""

ENUMS: Final = words("enum.Enum enum.IntEnum enum.StrEnum enum.Flag enum.IntFlag")

MIXED_IN: Final = words("int str float")
"""What may stand beside an `Enum`."""
