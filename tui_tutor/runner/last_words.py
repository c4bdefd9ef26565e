"""What a dying process says of where it was, in the words of Python's faulthandler."""

from __future__ import annotations

import re

LONGEST_NAME = 500
"""Characters of a file's name that faulthandler writes."""


def line_of(words: str, path: str) -> int | None:
    """The innermost line of a program, named `path`, in a traceback; None where it is not in there."""
    name = path[:LONGEST_NAME].encode("ascii", "backslashreplace").decode("ascii")
    found = re.search(rf'^ +File "{re.escape(name)}(?:\.\.\.)?", line (\d+) in', words, re.MULTILINE)
    return int(found[1]) if found is not None else None
