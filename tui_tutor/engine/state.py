"""Freezes values at an instant: exact copies, with whatever they shared still shared."""

from __future__ import annotations

import dis
import gc
import operator
import sys
import types
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from tui_tutor.engine.codes import Codes
from tui_tutor.engine.frozen import (
    Frozen,
    FrozenArray,
    FrozenCell,
    FrozenDictIterator,
    FrozenExpression,
    FrozenFunction,
    FrozenGenerator,
    FrozenItems,
    FrozenIterator,
    FrozenLog,
    FrozenMethod,
    FrozenObjects,
    FrozenPlain,
    FrozenView,
    memory,
)

ATOMS = (int, float, complex, str, bytes, type(None), np.generic, range, slice, type, np.dtype, types.EllipsisType)
"""Types whose values never change."""

LIVE = (types.ModuleType, np.ufunc, type(np.dot))
"""Types whose values belong to the process, not to the program."""

_ITERABLES: list[Any] = [[], (), "", "é", set(), range(1), range(2**70), np.empty(0)]

UNCHANGING = (*ATOMS, *LIVE)

ITERATORS: tuple[type, ...] = (
    *(enumerate, filter, map, reversed, zip),
    *(type(iter(each)) for each in _ITERABLES),
    type(reversed([])),
)
"""Iterators that can tell, by `__reduce__`, how to make another one that stands at the same place."""


class NotRestorable(Exception):
    """Raised for a value of which no copy can be made, such as a generator half used up."""

    def __init__(self, value: object, *, too_deep: bool = False) -> None:
        super().__init__(f"a {type(value).__name__} cannot be copied and brought back")
        self.type_name = type(value).__name__
        self.too_deep = too_deep
        """Whether it is only because of how many others it holds inside each other."""
        self.name = ""
        """The name that holds the value, somewhere in what it stands for."""


@dataclass(slots=True)
class Freezer:
    """Freezes the values of one running program again and again; an array that did not change is copied once.

    `logs` are the names of lists that only grow.
    """

    codes: Codes
    logs: frozenset[str] = frozenset()
    _last: dict[int, tuple[npt.NDArray[Any], FrozenArray]] = field(default_factory=dict)
    _last_plain: dict[int, tuple[Any, FrozenPlain]] = field(default_factory=dict)
    _logged: dict[str, _Log] = field(default_factory=dict)
    _memo: dict[int, Any] = field(default_factory=dict)
    _alive: list[object] = field(default_factory=list)
    _waiting: list[tuple[list[Any], Iterable[Any]]] = field(default_factory=list)
    _arrays: dict[int, tuple[npt.NDArray[Any], FrozenArray]] = field(default_factory=dict)
    _plains: dict[int, tuple[Any, FrozenPlain]] = field(default_factory=dict)
    _nbytes: int = 0

    def freeze(self, values: Mapping[str, object]) -> Frozen:
        """Copy values; two names for one object, and views of one array, stay so. Raises NotRestorable."""
        self._memo, self._alive, self._arrays, self._plains, self._nbytes = {}, [], {}, {}, 0
        self._waiting = []
        # A log comes last: by then it is known whether it has another name.
        order = sorted(values, key=self.logs.__contains__) if self.logs else values
        frozen = {name: self._named(name, values[name]) for name in order}
        self._memo, self._alive, self._last, self._last_plain = {}, [], self._arrays, self._plains
        arrays = tuple(array for _, array in self._arrays.values())
        return Frozen(frozen, arrays, self._nbytes + 256 + 100 * len(values))

    def _named(self, name: str, value: object) -> Any:
        try:
            frozen = self._log(name, value) or self._freeze(value)
            self._fill()
            return frozen
        except NotRestorable as error:
            error.name = name
            raise
        except RecursionError:
            deep = NotRestorable(value, too_deep=True)
            deep.name = name
            raise deep from None

    def _fill(self) -> None:
        """Freeze what waits in containers: one level at a time, since they can lie in each other hundreds deep."""
        while self._waiting:
            items, parts = self._waiting.pop()
            items.extend(map(self._freeze, parts))

    def _freeze(self, value: Any) -> Any:
        if type(value) in _COMMON or isinstance(value, UNCHANGING):
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
            reduced: tuple[Any, ...] = value.__reduce__()  # type: ignore[assignment]
            make, arguments, *progress = reduced
            # From Python 3.12 on, None stands for "no further than it was made".
            told = tuple(self._freeze(each) for each in progress if each is not None)
            return FrozenIterator(make, tuple(map(self._freeze, arguments)), told)
        if type(value) in _DICT_ITERATORS:
            # By itself it would only tell what is to come as it is now, not as it will be.
            owner: Any = next((each for each in gc.get_referents(value) if type(each) is dict), {})
            return FrozenDictIterator(_DICT_ITERATORS[type(value)], self._freeze(owner), value.__length_hint__())
        if isinstance(value, types.GeneratorType):
            return self._expression(value)
        if isinstance(value, types.CellType):
            return self._cell(value)
        if isinstance(value, types.BuiltinFunctionType) and is_unchanging(value):
            return value
        owner = getattr(value, "__self__", None)
        if callable(value) and owner is not None:
            return FrozenMethod(self._freeze(owner), value.__name__)
        raise NotRestorable(value)

    def _container(self, value: Any) -> FrozenItems | FrozenPlain:
        kinds = set(map(type, value))
        if type(value) is dict:
            kinds.update(map(type, value.values()))
        if all(issubclass(kind, ATOMS) for kind in kinds):
            return self._plain(value)
        self._nbytes += 16 * len(value)
        container = FrozenItems(type(value), [])
        # Before its items, which may hold it.
        self._memo[id(value)] = container
        parts = [part for pair in value.items() for part in pair] if type(value) is dict else value
        self._waiting.append((container.items, parts))
        return container

    def _plain(self, value: Any) -> FrozenPlain:
        live, frozen = self._last_plain.get(id(value), (None, None))
        if live is not value or frozen is None or not _same_items(value, frozen.copy):
            frozen = FrozenPlain(value if type(value) in (tuple, frozenset) else value.copy())
            self._nbytes += 16 * len(value)
        self._plains[id(value)] = (value, frozen)
        return frozen

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

    def _expression(self, value: types.GeneratorType[Any, Any, Any]) -> FrozenExpression | FrozenIterator:
        key, frame = self.codes.key(value.gi_code), value.gi_frame
        if frame is None:
            return FrozenIterator(iter, ((),), ())
        # All else that it holds it computes anew for each item.
        loops = [each for each in dis.get_instructions(value.gi_code) if each.opname == "FOR_ITER"]
        if key is None or len(loops) != 1 or value.gi_code.co_freevars:
            raise NotRestorable(value)
        return FrozenExpression(key, self._freeze(frame.f_locals[".0"]))

    def _cell(self, cell: types.CellType) -> FrozenCell:
        frozen = self._memo[id(cell)] = FrozenCell(is_filled=True)
        try:
            frozen.content = self._freeze(cell.cell_contents)
        except ValueError:
            frozen.is_filled = False
        return frozen

    def _array(self, array: npt.NDArray[Any]) -> FrozenArray | FrozenObjects | FrozenView:
        if array.dtype.hasobject and array.dtype != object:
            raise NotRestorable(array)
        owner = array
        while isinstance(owner.base, np.ndarray):
            owner = owner.base
        if owner is array or not array.size or memory(owner) is None:
            return self._objects(array) if array.dtype == object else self._owner(array)
        offset = _address(array) - _address(owner)
        frozen, writeable = self._freeze(owner), array.flags.writeable
        return FrozenView(frozen, array.dtype, array.shape, array.strides, offset, writeable)

    def _objects(self, array: npt.NDArray[Any]) -> FrozenObjects:
        self._nbytes += 16 * array.size
        frozen = FrozenObjects(np.empty_like(array, subok=False), array.flags.writeable, [])
        # Before its items, which may hold it.
        self._memo[id(array)] = frozen
        cells = memory(array.copy(order="K"))
        assert cells is not None
        self._waiting.append((frozen.items, list(cells)))
        return frozen

    def _owner(self, array: npt.NDArray[Any]) -> FrozenArray:
        live, frozen = self._last.get(id(array), (None, None))
        if live is not array or frozen is None or not frozen.is_still(array):
            frozen = FrozenArray(array.copy(order="K"), array.flags.writeable)
        self._arrays[id(array)] = (array, frozen)
        return frozen

    def _log(self, name: str, value: object) -> Any:
        """A list that only grows: of what nobody but the list holds, no second look is ever taken."""
        if name not in self.logs or type(value) is not list or id(value) in self._memo:
            return None
        log = self._logged.setdefault(name, _Log())
        known, loose, sealed = len(log.items), [], {}
        for index in [*log.loose, *range(known, len(value))]:
            item = self._seal(value, index)
            if item is _LOOSE:
                loose.append(index)
            else:
                sealed[index] = item
        frozen = {index: self._freeze(value[index]) for index in loose}
        log.take(sealed, loose, len(value))
        self._nbytes += 8 * (len(value) - known) + 100 * len(frozen)
        self._alive.append(value)
        self._memo[id(value)] = FrozenLog(log.items, len(value), frozen, log.is_plain and not frozen)
        return self._memo[id(value)]

    def _seal(self, holder: Any, index: int, *, deep: bool = True) -> Any:
        """What stands for an item that can never change, as nothing but its holder knows it; else `_LOOSE`."""
        item = holder[index]
        if isinstance(item, ATOMS):
            return item
        ours = (id(item) in self._last) + (id(item) in self._last_plain)
        if id(item) in self._memo or sys.getrefcount(item) > _HELD_ONCE + ours:
            return _LOOSE
        if type(item) is np.ndarray and item.base is None and not item.dtype.hasobject:
            return FrozenArray(item, item.flags.writeable)
        if type(item) not in (list, tuple) or not deep:
            return _LOOSE
        parts = [self._seal(item, part, deep=False) for part in range(len(item))]
        return _LOOSE if any(part is _LOOSE for part in parts) else FrozenItems(type(item), parts)


@dataclass(slots=True)
class _Log:
    """A list that only grows, as far as it has been seen. `loose` are the indices of items that may still change."""

    items: list[Any] = field(default_factory=list)
    loose: list[int] = field(default_factory=list)
    is_plain: bool = True

    def take(self, sealed: dict[int, Any], loose: list[int], length: int) -> None:
        """Note which of its items will not change, and which may, now that it has so many."""
        self.items.extend([None] * (length - len(self.items)))
        for index, item in sealed.items():
            self.items[index] = item
        self.loose = loose
        self.is_plain = self.is_plain and all(isinstance(item, ATOMS) for item in sealed.values())


_LOOSE = object()


def _references(holder: Any, index: int) -> int:
    item = holder[index]
    return sys.getrefcount(item)


_HELD_ONCE = _references([np.empty(1)], 0)
"""What `sys.getrefcount` tells, in a function like this one, of an object that only its holder knows."""


_DICT_ITERATORS = {type(iter(getattr({}, view)())): view for view in ("keys", "values", "items")}

_COMMON = frozenset({int, float, bool, str, type(None), range, np.float64, np.int64})
"""Types that never change and are met most, to be told quickly."""

_CONTAINERS = frozenset({list, tuple, set, frozenset, dict})


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
    return isinstance(value, UNCHANGING)


def _same_items(one: Any, other: Any) -> bool:
    """Whether two lists or dictionaries of one kind hold the very same objects in the same order."""
    if type(one) is dict:
        return _same_items(list(one), list(other)) and _same_items(list(one.values()), list(other.values()))
    if type(one) is set:
        return False
    return len(one) == len(other) and all(map(operator.is_, one, other))


def _address(array: npt.NDArray[Any]) -> int:
    return int(array.__array_interface__["data"][0])
