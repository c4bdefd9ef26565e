"""Values frozen at an instant and brought back later: exact copies, with whatever they shared still shared."""

from __future__ import annotations

import types
from dataclasses import dataclass
from typing import Any

import numpy as np

ATOMS = (int, float, complex, str, bytes, type(None), np.generic, range, slice, type, np.dtype, types.EllipsisType)
LIVE = (types.ModuleType, types.BuiltinFunctionType, types.BuiltinMethodType, np.ufunc)


class NotRestorable(Exception):
    """Raised for a value of which no copy can be made, such as an iterator half used up."""

    def __init__(self, value: object) -> None:
        super().__init__(f"a {type(value).__name__} cannot be copied and brought back")
        self.type_name = type(value).__name__


@dataclass(frozen=True, slots=True)
class _Array:
    data: np.ndarray[Any, Any]


@dataclass(frozen=True, slots=True)
class _View:
    owner: object
    dtype: np.dtype[Any]
    shape: tuple[int, ...]
    strides: tuple[int, ...]
    offset: int


@dataclass(frozen=True, slots=True)
class _Container:
    kind: type
    items: list[Any]


@dataclass(frozen=True, slots=True)
class _Function:
    name: str


@dataclass(frozen=True, slots=True)
class _Generator:
    kind: type
    state: Any


class Frozen:
    """Named values, copied. Two names for one object, and views of one array, stay so when brought back."""

    def __init__(self, values: dict[str, object]) -> None:
        """Raises NotRestorable for a value that cannot be copied."""
        self._memo: dict[int, object] = {}
        self._alive: list[object] = []
        self.nbytes = 0
        self._values = {name: self._freeze(value) for name, value in values.items()}
        self._memo.clear()
        self._alive.clear()

    def thaw(self, namespace: dict[str, Any]) -> dict[str, Any]:
        """The values as new objects; functions are taken from `namespace` by their name."""
        memo: dict[int, object] = {}
        return {name: _thaw(value, memo, namespace) for name, value in self._values.items()}

    def _freeze(self, value: object) -> object:
        if isinstance(value, (*ATOMS, *LIVE)):
            self.nbytes += 32
            return value
        key = id(value)
        if key not in self._memo:
            self._alive.append(value)
            self._memo[key] = self._copy(value)
        return self._memo[key]

    def _copy(self, value: object) -> object:
        if isinstance(value, np.ndarray):
            return self._array(value)
        if isinstance(value, types.FunctionType):
            return _Function(value.__name__)
        if isinstance(value, np.random.Generator):
            return _Generator(type(value.bit_generator), value.bit_generator.state)
        if type(value) in (list, tuple, set, frozenset):
            assert isinstance(value, (list, tuple, set, frozenset))
            container = _Container(type(value), [])
            self._memo[id(value)] = container
            container.items.extend(self._freeze(item) for item in value)
            self.nbytes += 64 + 8 * len(value)
            return container
        if type(value) is dict:
            container = _Container(dict, [])
            self._memo[id(value)] = container
            container.items.extend((self._freeze(k), self._freeze(v)) for k, v in value.items())
            self.nbytes += 64 + 16 * len(value)
            return container
        raise NotRestorable(value)

    def _array(self, array: np.ndarray[Any, Any]) -> object:
        if array.dtype.hasobject:
            raise NotRestorable(array)
        owner = array
        while isinstance(owner.base, np.ndarray):
            owner = owner.base
        if owner is array or not owner.flags.forc:
            self.nbytes += array.nbytes + 128
            return _Array(array.copy(order="K"))
        offset = _address(array) - _address(owner)
        return _View(self._freeze(owner), array.dtype, array.shape, array.strides, offset)


def _thaw(value: Any, memo: dict[int, object], namespace: dict[str, Any]) -> Any:
    if isinstance(value, _Function):
        return namespace.get(value.name)
    if not isinstance(value, (_Array, _View, _Container, _Generator)):
        return value
    key = id(value)
    if key in memo:
        return memo[key]
    made: Any
    if isinstance(value, _Array):
        made = value.data.copy(order="K")
    elif isinstance(value, _View):
        owner = _thaw(value.owner, memo, namespace)
        memory = owner.ravel(order="K")
        made = np.ndarray(value.shape, value.dtype, memory, value.offset, value.strides)
    elif isinstance(value, _Generator):
        bits = value.kind()
        bits.state = value.state
        made = np.random.Generator(bits)
    else:
        return _thaw_container(value, memo, namespace)
    memo[key] = made
    return made


def _thaw_container(value: _Container, memo: dict[int, object], namespace: dict[str, Any]) -> object:
    made: Any
    if value.kind is dict:
        made = memo[id(value)] = {}
        made.update((_thaw(k, memo, namespace), _thaw(v, memo, namespace)) for k, v in value.items)
    elif value.kind is list:
        made = memo[id(value)] = []
        made.extend(_thaw(item, memo, namespace) for item in value.items)
    else:
        made = memo[id(value)] = value.kind(_thaw(item, memo, namespace) for item in value.items)
    return made


def _address(array: np.ndarray[Any, Any]) -> int:
    return int(array.__array_interface__["data"][0])
