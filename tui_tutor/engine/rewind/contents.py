"""What a program's live objects hold: an array its numbers, a list its items, an instance its attributes."""

from __future__ import annotations

import datetime
import types
from collections import namedtuple
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

from tui_tutor.engine.imported.clock import DATETIME
from tui_tutor.engine.imported.drawing import Drawing, Pylab
from tui_tutor.engine.imported.naming import Kind
from tui_tutor.engine.imported.surroundings import Stream
from tui_tutor.engine.imported.tools import Logger
from tui_tutor.engine.rewind.foreign import Parts

_Named = namedtuple("_Named", "item")

ATOMS: frozenset[type] = frozenset(
    {int, float, complex, bool, str, bytes, type(None), type(...), range, slice, types.ModuleType, np.ufunc}
    | {
        type(np.dot),
        type(np.random.Generator.random),
        types.CodeType,
        types.GetSetDescriptorType,
        types.MemberDescriptorType,
        types.WrapperDescriptorType,
        type(_Named.item),
        *(Fraction, Decimal, datetime.date, datetime.time, datetime.timedelta, datetime.timezone),
        *(*DATETIME.values(), np.finfo, np.iinfo, Drawing, Pylab, Stream, Kind, Logger),
        *(type(each) for each in (np.c_, np.r_, np.s_, np.mgrid, np.ogrid)),
    }
)
"""Types whose values never change, or belong to the process and not to the program."""

ATOMIC = (np.generic, np.dtype, *ATOMS)

NO_PART = frozenset({"__dict__", "__weakref__", "__module__", "__doc__", "__qualname__"})
"""Names in a class that are no part of what the program gave it."""


@dataclass(slots=True, eq=False)
class Numbers:
    """What an array holds that owns its memory."""

    data: npt.NDArray[Any]


@dataclass(slots=True, eq=False)
class Held:
    """What any other object holds, in order; of what maps names or keys to values, the keys apart."""

    items: list[Any]
    keys: list[Any] | None = None


@dataclass(slots=True, eq=False)
class Mixed(Held):
    """What an object holds whose class is none of the program's, or that holds items besides its attributes."""

    @property
    def parts(self) -> Parts:
        """By what it is of the object."""
        return dict(zip(self.keys or (), self.items, strict=True))


@dataclass(slots=True, eq=False)
class Gathered(Held):
    """What a set holds, in its order; `size` is how many bytes it takes, since the order depends on its table."""

    size: int = 0


@dataclass(slots=True, eq=False)
class Grown:
    """The first items of a list, in a list shared by all the times at which it had no others."""

    items: list[Any]
    length: int


@dataclass(slots=True, eq=False)
class Twin:
    """An iterator that stands where the object stood."""

    iterator: Any


@dataclass(slots=True, eq=False)
class Bits:
    """The state of a random generator of numpy's new kind."""

    state: Any
    spawned: int = 0
    """How many others were made of it."""


def spawned(generator: np.random.Generator) -> int:
    """How many others a generator has made: each of those begins somewhere else."""
    return getattr(generator.bit_generator.seed_seq, "n_children_spawned", 0)


Content = Numbers | Held | Grown | Twin | Bits | None
"""None for an object that itself never changes, but leads to others that may."""


@dataclass(slots=True)
class State:
    """What every object held that could be reached from `roots`. `nbytes` is what this took besides `arrays`."""

    roots: dict[Any, Any]
    contents: list[tuple[Any, Content]]
    arrays: list[Numbers]
    nbytes: int
    twins: bool = False
    more: Any = None
    """What else belongs to it and holds no object of the program: kept as it is."""


def attributes_of(value: Any) -> dict[str, Any]:
    """The attributes of an instance of a program's class, those in slots too."""
    found = dict(getattr(value, "__dict__", {}))
    for base in type(value).__mro__:
        slots = base.__dict__.get("__slots__", ())
        for name in (slots,) if isinstance(slots, str) else slots:
            if hasattr(value, name):
                found[name] = getattr(value, name)
    return found


def owner_of(array: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """The array whose memory an array looks at: itself, or another one."""
    owner = array
    while isinstance(owner.base, np.ndarray):
        owner = owner.base
    return owner


def are_atoms(values: Iterable[Any]) -> bool:
    """Whether none of the values can change, nor lead to others."""
    return all(kind in ATOMS or issubclass(kind, np.generic) for kind in set(map(type, values)))
