"""Values frozen at an instant, to be brought back later: exact copies, with whatever they shared still shared."""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from tui_tutor.engine.codes import Codes, Key

ATOMS = (int, float, complex, str, bytes, type(None), np.generic, range, slice, type, np.dtype, types.EllipsisType)
"""Types whose values never change."""

LIVE = (types.ModuleType, np.ufunc, type(np.dot))
"""Types whose values belong to the process, not to the program."""

ITERATORS: tuple[type, ...] = (
    *(enumerate, filter, map, reversed, zip),
    *(type(iter(each)) for each in ([], (), "", "é", {}, {}.values(), {}.items(), set(), np.empty(0))),
    *(type(iter(range(1))), type(iter(range(2**70))), type(reversed([]))),
)
"""Iterators that can tell, by `__reduce__`, how to make another one that stands at the same place."""

SMALL = 1 << 16
"""Bytes below which two arrays are most quickly compared as text."""


class NotRestorable(Exception):
    """Raised for a value of which no copy can be made, such as a generator half used up."""

    def __init__(self, value: object) -> None:
        super().__init__(f"a {type(value).__name__} cannot be copied and brought back")
        self.type_name = type(value).__name__


@dataclass(frozen=True, slots=True, eq=False)
class FrozenArray:
    """An array that owns its memory."""

    data: npt.NDArray[Any]
    writeable: bool

    def is_still(self, array: npt.NDArray[Any]) -> bool:
        """Whether an array looks as it did when this was made of it."""
        data = self.data
        alike = (array.dtype, array.shape, array.strides) == (data.dtype, data.shape, data.strides)
        return alike and array.flags.writeable == self.writeable and _same_bytes(array, data)


@dataclass(frozen=True, slots=True, eq=False)
class FrozenView:
    """An array that looks at another one's memory."""

    owner: object
    dtype: np.dtype[Any]
    shape: tuple[int, ...]
    strides: tuple[int, ...]
    offset: int
    writeable: bool


@dataclass(frozen=True, slots=True, eq=False)
class FrozenItems:
    """A list, tuple, set or dictionary; of a dictionary the keys and values in turn."""

    kind: type
    items: list[Any]


@dataclass(frozen=True, slots=True, eq=False)
class FrozenPlain:
    """A list, tuple, set or dictionary of values that never change: a copy is all it takes."""

    copy: Any


@dataclass(frozen=True, slots=True, eq=False)
class FrozenLog:
    """A list that only grows: its first `length` items, in a list shared by all the times at which it was frozen."""

    items: list[Any]
    length: int


@dataclass(frozen=True, slots=True, eq=False)
class FrozenFunction:
    """A function of the program: which one, its default values, and the variables that it has around it."""

    key: Key
    name: str
    defaults: Any
    named_defaults: Any
    cells: tuple[Any, ...] | None
    is_simple: bool


@dataclass(slots=True, eq=False)
class FrozenCell:
    """A variable of a function that another function inside it uses."""

    is_filled: bool
    content: Any = None


@dataclass(frozen=True, slots=True, eq=False)
class FrozenMethod:
    """A method taken from its object but not called yet."""

    owner: object
    name: str


@dataclass(frozen=True, slots=True, eq=False)
class FrozenGenerator:
    """A random generator of numpy's new kind."""

    kind: type
    state: Any


@dataclass(frozen=True, slots=True, eq=False)
class FrozenIterator:
    """An iterator, as its own `__reduce__` tells: what to call with what, and then how far to go."""

    make: Any
    arguments: Any
    progress: Any


@dataclass(frozen=True, slots=True, eq=False)
class FrozenKept:
    """How far a `Kept` had come."""

    number: int


class Kept:
    """Goes over what cannot be copied, such as a generator, and keeps all that came, to be able to go back."""

    def __init__(self, source: Any, values: list[Any] | None = None, number: int = 0) -> None:
        self.source = source
        self.values = [] if values is None else values
        self.number = number

    def __iter__(self) -> Kept:
        return self

    def __next__(self) -> Any:
        if self.number == len(self.values):
            self.values.append(next(self.source))
        self.number += 1
        return self.values[self.number - 1]

    def at(self, number: int) -> Kept:
        """The same as it was when it had come so far."""
        return Kept(self.source, self.values, number)


@dataclass(frozen=True, slots=True)
class Frozen:
    """Named values, copied. `nbytes` is what this took besides `arrays`, which may be those of earlier ones."""

    values: dict[str, Any]
    arrays: tuple[FrozenArray, ...]
    nbytes: int


@dataclass(slots=True)
class Freezer:
    """Freezes the values of one running program again and again; an array that did not change is copied once.

    `logs` are the names of lists that only grow.
    """

    codes: Codes
    logs: frozenset[str] = frozenset()
    _last: dict[int, tuple[npt.NDArray[Any], FrozenArray]] = field(default_factory=dict)
    _logged: dict[str, list[Any]] = field(default_factory=dict)
    _memo: dict[int, Any] = field(default_factory=dict)
    _alive: list[object] = field(default_factory=list)
    _arrays: dict[int, tuple[npt.NDArray[Any], FrozenArray]] = field(default_factory=dict)
    _nbytes: int = 0

    def freeze(self, values: Mapping[str, object]) -> Frozen:
        """Copy values; two names for one object, and views of one array, stay so. Raises NotRestorable."""
        self._memo, self._alive, self._arrays, self._nbytes = {}, [], {}, 0
        # A log comes last: by then it is known whether it has another name.
        order = sorted(values, key=lambda name: name in self.logs)
        frozen = {name: self._log(name, values[name]) or self._freeze(values[name]) for name in order}
        self._memo, self._alive, self._last = {}, [], self._arrays
        arrays = tuple(array for _, array in self._arrays.values())
        return Frozen(frozen, arrays, self._nbytes + 256 + 100 * len(values))

    def _freeze(self, value: Any) -> Any:
        if isinstance(value, ATOMS) or isinstance(value, LIVE):
            return value
        key = id(value)
        if key not in self._memo:
            # Held, so that the id stays its own while others are frozen.
            self._alive.append(value)
            self._nbytes += 100
            self._memo[key] = self._copy(value)
        return self._memo[key]

    def _copy(self, value: Any) -> Any:
        if isinstance(value, np.ndarray):
            return self._array(value)
        if type(value) in _CONTAINERS:
            return self._container(value)
        if isinstance(value, types.FunctionType):
            return self._function(value)
        if isinstance(value, np.random.Generator):
            return FrozenGenerator(type(value.bit_generator), value.bit_generator.state)
        if isinstance(value, ITERATORS):
            make, arguments, *progress = value.__reduce__()  # type: ignore[misc]
            return FrozenIterator(make, self._freeze(arguments), self._freeze(tuple(progress)))
        if isinstance(value, Kept):
            return FrozenKept(value.number)
        if isinstance(value, types.CellType):
            return self._cell(value)
        owner = getattr(value, "__self__", None)
        if callable(value) and owner is not None and not isinstance(owner, types.ModuleType):
            return FrozenMethod(self._freeze(owner), value.__name__)
        if isinstance(value, types.BuiltinFunctionType):
            return value
        raise NotRestorable(value)

    def _container(self, value: Any) -> FrozenItems | FrozenPlain:
        parts = [*value.keys(), *value.values()] if type(value) is dict else value
        self._nbytes += 16 * len(value)
        if all(isinstance(part, ATOMS) for part in parts):
            return FrozenPlain(value if type(value) in (tuple, frozenset) else value.copy())
        container = FrozenItems(type(value), [])
        # Before its items, which may hold it.
        self._memo[id(value)] = container
        parts = [part for pair in value.items() for part in pair] if type(value) is dict else value
        container.items.extend(self._freeze(part) for part in parts)
        return container

    def _function(self, value: types.FunctionType) -> Any:
        key = self.codes.key(value.__code__)
        if key is None:
            if value.__module__ is not None and value.__module__.partition(".")[0] == "numpy":
                return value
            raise NotRestorable(value)
        simple = is_simple(value)
        cells = tuple(self._freeze(cell) for cell in value.__closure__) if value.__closure__ else None
        defaults = self._freeze(value.__defaults__), self._freeze(value.__kwdefaults__)
        return FrozenFunction(key, value.__name__, *defaults, cells, simple)

    def _cell(self, cell: types.CellType) -> FrozenCell:
        frozen = self._memo[id(cell)] = FrozenCell(is_filled=True)
        try:
            frozen.content = self._freeze(cell.cell_contents)
        except ValueError:
            frozen.is_filled = False
        return frozen

    def _array(self, array: npt.NDArray[Any]) -> FrozenArray | FrozenView:
        if array.dtype.hasobject:
            raise NotRestorable(array)
        owner = array
        while isinstance(owner.base, np.ndarray):
            owner = owner.base
        if owner is array or not array.size or memory(owner) is None:
            return self._owner(array)
        offset = _address(array) - _address(owner)
        frozen, writeable = self._freeze(owner), array.flags.writeable
        return FrozenView(frozen, array.dtype, array.shape, array.strides, offset, writeable)

    def _owner(self, array: npt.NDArray[Any]) -> FrozenArray:
        live, frozen = self._last.get(id(array), (None, None))
        if live is not array or frozen is None or not frozen.is_still(array):
            frozen = FrozenArray(array.copy(order="K"), array.flags.writeable)
        self._arrays[id(array)] = (array, frozen)
        return frozen

    def _log(self, name: str, value: object) -> FrozenLog | None:
        if name not in self.logs or type(value) is not list or id(value) in self._memo:
            return None
        log = self._logged.setdefault(name, [])
        new = value[len(log) :]
        if not all(isinstance(item, ATOMS) for item in new):
            return None
        log += new
        self._nbytes += 8 * len(new)
        return FrozenLog(log, len(value))


_CONTAINERS = (list, tuple, set, frozenset, dict)


def is_simple(function: types.FunctionType) -> bool:
    """Whether a function holds nothing of its own that could change."""
    named = (function.__kwdefaults__ or {}).values()
    parts = [*(function.__defaults__ or ()), *named]
    return not function.__closure__ and all(isinstance(part, ATOMS) for part in parts)


def is_unchanging(value: object) -> bool:
    """Whether a value stays what it is for as long as its name is not stored anew."""
    if isinstance(value, types.FunctionType):
        return is_simple(value)
    if isinstance(value, types.BuiltinFunctionType):
        owner: Any = value.__self__
        return owner is None or isinstance(owner, types.ModuleType)
    return isinstance(value, (*ATOMS, *LIVE))


def memory(array: npt.NDArray[Any]) -> npt.NDArray[Any] | None:
    """The elements of an array in the order in which they lie in memory, not copied; None where there are gaps."""
    axes = sorted(range(array.ndim), key=lambda axis: -array.strides[axis])
    flat = array.transpose(axes).reshape(-1)
    return flat if np.may_share_memory(flat, array) else None


def _same_bytes(one: npt.NDArray[Any], other: npt.NDArray[Any]) -> bool:
    """Whether two arrays of the same layout hold the same bits."""
    if one.nbytes < SMALL:
        return one.tobytes() == other.tobytes()
    first, second = memory(one), memory(other)
    if first is None or second is None:
        return one.tobytes() == other.tobytes()
    wide = np.uint64 if one.nbytes % 8 == 0 else np.uint8
    return np.array_equal(first.view(wide), second.view(wide))


def _address(array: npt.NDArray[Any]) -> int:
    return int(array.__array_interface__["data"][0])


Thaw = Callable[[Any], Any]
