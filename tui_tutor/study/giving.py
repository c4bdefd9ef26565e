"""Giving names of a running program, and parts of what they hold, other values than they have."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from tui_tutor.engine.rewind.machine import Machine
from tui_tutor.engine.watch.unfolding import put


def give(machine: Machine, names: Mapping[str, Any], name: str, value: Any) -> None:
    """Give a name, or a part such as `net.w0`, another value; `names` are those that the machine has.

    An array of the same shape is changed in place, since the program may know it by other names too. Raises
    LookupError, AttributeError or TypeError where there is no such part.
    """
    if not name.isidentifier():
        put(names, name, value)
        return
    old = names.get(name)
    if isinstance(old, np.ndarray) and old.dtype.kind == "f" and old.flags.writeable and old.shape == np.shape(value):
        old[...] = value
    else:
        machine.store(name, value)
