"""What a step is about: the operation that the moves to a step go to, told by a name or by its code."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tui_tutor.engine.watch.recording import Operation

Shows = Mapping[int | None, str]
"""For steps by their number, and for what comes after the loop under None: a name, or an operation's code."""

_DEFINED = re.compile(r"(?:async )?(?:def|class) (\w+)")


def is_shown(event: Operation, wanted: str) -> bool:
    """Whether an operation is the one wanted: it stores or defines the name, or its code is that text."""
    code = " ".join(event.site.code.split())
    defined = _DEFINED.match(code)
    return wanted in (event.site.name, defined[1] if defined else None) or code == " ".join(wanted.split())
