"""Takes what all objects hold that a program can reach, each once; what did not change since is not copied again."""

from __future__ import annotations

import functools
import operator
import random
import sys
import types
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from tui_tutor.engine.rewind import foreign
from tui_tutor.engine.rewind.contents import (
    ATOMS,
    NO_PART,
    Bits,
    Content,
    Gathered,
    Grown,
    Held,
    Mixed,
    Numbers,
    Twin,
    are_atoms,
    attributes_of,
    owner_of,
    spawned,
)
from tui_tutor.engine.rewind.groups import Group
from tui_tutor.engine.rewind.iterators import ITERATORS, VIEWS, NotRestorable, dict_of, parts, twin

_NO_GROUP = Group()

SMALL = 1 << 16
"""Bytes below which two arrays are most quickly compared as text."""

OBJECT = 100
"""Bytes that an object costs a state besides what it holds."""


@dataclass(slots=True)
class Known:
    """What objects were last known to hold, by id; of a list also whether it holds nothing that can change.

    `groups` are the arrays that lists begin with; None for a list of which one has changed.
    """

    arrays: dict[int, tuple[Any, Numbers]] = field(default_factory=dict)
    held: dict[int, tuple[Any, Held]] = field(default_factory=dict)
    lists: dict[int, tuple[Any, Grown, bool]] = field(default_factory=dict)
    groups: dict[int, Group | None] = field(default_factory=dict)


class Taking:
    """One taking: every object that is met, once.

    `before` is what was known when it began, and `known` what is found. `namespace` holds the program's own names;
    `only_grows` says that no list of the program is ever changed but by adding to its end. `owns` tells which modules
    are the program's own besides, None for a program that is not trusted. While it `is_lenient`, what cannot be taken
    is left as it is.
    """

    def __init__(
        self,
        namespace: dict[str, Any],
        before: Known,
        *,
        only_grows: bool,
        owns: Callable[[Any], bool] | None = None,
    ) -> None:
        self.is_lenient = False
        self._owns = owns
        self._namespace = namespace
        self._before = before
        self._only_grows = only_grows
        self._seen: set[int] = set()
        self._todo: list[Any] = []
        self.contents: list[tuple[Any, Content]] = []
        self.known = Known()
        self.nbytes = 0
        self.twins = False
        self._fresh: dict[int, Any] = {}
        self._alive: list[Any] = []

    def all(self, roots: Iterable[Any]) -> None:
        """Take what is reached from `roots`. Raises NotRestorable."""
        todo, seen = self._todo, self._seen
        todo.extend(roots)
        while todo:
            value = todo.pop()
            kind = type(value)
            if kind in ATOMS or id(value) in seen or isinstance(value, np.generic | np.dtype):
                if kind is types.ModuleType and self._owns is not None and id(value) not in seen:
                    seen.add(id(value))
                    self._module(value)
                continue
            seen.add(id(value))
            # Held, so that the id stays its own while others are looked at.
            self._alive.append(value)
            taker = _TAKERS.get(kind)
            try:
                if taker is not None:
                    taker(self, value)
                else:
                    self._other(value)
            except NotRestorable:
                if not self.is_lenient:
                    raise

    def _note(self, value: Any, content: Content) -> None:
        self.nbytes += 0 if content is None else OBJECT
        self.contents.append((value, content))

    def _array(self, value: npt.NDArray[Any]) -> None:
        owner = owner_of(value)
        if owner is not value:
            self._note(value, None)
            self._todo.append(owner)
            return
        if value.dtype.hasobject:
            if value.dtype != object:
                raise NotRestorable(value)
            self._hold(value, Held(_cells(value)))
            return
        live, known = self._before.arrays.get(id(value), (None, None))
        if live is not value or known is None or not is_still(known.data, value):
            known = Numbers(value.copy(order="K"))
        self.known.arrays[id(value)] = (value, known)
        self.contents.append((value, known))

    def _row(self, value: list[Any]) -> None:
        live, known, atoms = self._before.lists.get(id(value), (None, None, False))
        length = len(value)
        if live is value and known is not None and known.length <= length and self._begins(value, known):
            grown, checked = known, known.length
            if len(known.items) != known.length:
                # It has gone on in another way before: what was added then is not what is added now.
                grown = Grown(known.items[: known.length], known.length)
        else:
            grown, checked, atoms = Grown([], 0), 0, True
        new = value[checked:]
        grown.items.extend(new)
        atoms = atoms and are_atoms(new)
        grown = Grown(grown.items, length)
        self.nbytes += 8 * len(new)
        self.known.lists[id(value)] = (value, grown, atoms)
        self._note(value, grown)
        if not atoms:
            self._items(value)

    def _items(self, row: list[Any]) -> None:
        """What a list holds: the arrays that it begins with all at once, where none of them has changed."""
        group = self._before.groups.get(id(row), _NO_GROUP)
        count = 0
        if group is not None and not group.is_still(row):
            group = None
        if group is not None and self._seen.isdisjoint(group.known):
            count = len(group.arrays)
            self._seen.update(group.known)
            self.contents.extend(group.known.values())
            self.known.arrays.update(group.known)
        self.known.groups[id(row)] = group
        self._todo.extend(row[count:] if count else row)

    def group(self) -> None:
        """Once all is taken: what lists begin with is known for the next time."""
        for key, group in self.known.groups.items():
            if group is not None:
                self.known.groups[key] = group.lengthened(self.known.lists[key][0], self.known.arrays)

    def _is_ours(self, value: Any) -> bool:
        """Whether a function or a class is the program's own."""
        if isinstance(value, types.FunctionType):
            return value.__globals__ is self._namespace or self._has(value.__module__)
        if not isinstance(value, type):
            return False
        return value.__module__ == self._namespace.get("__name__") or self._has(value.__module__)

    def _has(self, module: Any) -> bool:
        return self._owns is not None and self._owns(module)

    def _begins(self, value: list[Any], known: Grown) -> bool:
        """Whether a list begins with the very items that it had."""
        if self._only_grows:
            return True
        return all(map(operator.is_, value[: known.length], known.items))

    def _dict(self, value: dict[Any, Any]) -> None:
        self._hold(value, Held(list(value.values()), list(value)))
        self._todo.extend(key for key in value if type(key) not in ATOMS)

    def _set(self, value: set[Any]) -> None:
        self._hold(value, Gathered(list(value), size=sys.getsizeof(value)))

    def _fixed(self, value: Any) -> None:
        if not are_atoms(value):
            self.contents.append((value, None))
            self._todo.extend(value)

    def _cell(self, value: types.CellType) -> None:
        try:
            self._hold(value, Held([value.cell_contents]))
        except ValueError:
            self._hold(value, Held([]))

    def _function(self, value: types.FunctionType) -> None:
        if not self._is_ours(value):
            return
        named = value.__kwdefaults__ or {}
        defaults = [*(value.__defaults__ or ()), *named.values()]
        closed = value.__closure__ or ()
        self.contents.append((value, None))
        if value.__globals__ is not self._namespace:
            self._todo.append(sys.modules.get(value.__module__))
        self._todo.extend(defaults)
        self._todo.extend(closed)
        if value.__dict__:
            self._todo.append(value.__dict__)

    def _module(self, value: types.ModuleType) -> None:
        """A module: of one of the program's own the names in it, and of Python's `random` its generator."""
        if value is random:
            self._todo.append(_PYTHONS)
        if not self._has(value.__name__):
            return
        names = {
            name: each for name, each in vars(value).items() if not (name.startswith("__") and name.endswith("__"))
        }
        self._hold(value, Held(list(names.values()), list(names)))

    def _method(self, value: types.MethodType) -> None:
        self.contents.append((value, None))
        self._todo += [value.__self__, value.__func__]

    def _built_in(self, value: types.BuiltinFunctionType) -> None:
        owner = value.__self__
        if owner is not None and not isinstance(owner, types.ModuleType):
            self.contents.append((value, None))
            self._todo.append(owner)

    def _random(self, value: np.random.Generator) -> None:
        self._note(value, Bits(value.bit_generator.state, spawned(value)))

    def _iterator(self, value: Any) -> None:
        self._note(value, Twin(twin(value, self._fresh)))
        self.twins = True
        self._todo.extend(parts(value))

    def _view(self, value: Any) -> None:
        self.contents.append((value, None))
        self._todo.append(dict_of(value))

    def _descriptor(self, value: Any) -> None:
        self.contents.append((value, None))
        inner = (value.fget, value.fset, value.fdel) if isinstance(value, property) else (value.__func__,)
        self._todo.extend(inner)

    def _other(self, value: Any) -> None:
        if isinstance(value, type):
            if self._is_ours(value):
                names = [name for name in vars(value) if name not in NO_PART]
                self._hold(value, Held([vars(value)[name] for name in names], names))
        elif isinstance(value, np.ndarray):
            self._array(value)
        elif self._is_ours(type(value)):
            self._instance(value)
        elif isinstance(value, BaseException):
            self._todo.extend(value.args)
        elif callable(value) and getattr(value, "__self__", None) is not None:
            self.contents.append((value, None))
            self._todo.append(value.__self__)
        else:
            self._foreign(value)

    def _foreign(self, value: Any) -> None:
        """An object of a class that is not the program's, or that holds items besides its attributes."""
        if isinstance(value, tuple):
            self._fixed(value)
            return
        if isinstance(value, functools.partial):
            self._note(value, None)
            self._todo += [value.func, value.args, value.keywords]
            return
        if foreign.is_fixed(value):
            return
        try:
            parts = foreign.parts_of(value, attributes_of)
        except (OSError, ValueError, TypeError, AttributeError):
            # A file that is being read line by line does not tell where it is; a class may do anything.
            parts = None
        if parts is None:
            raise NotRestorable(value)
        self._todo.extend(key for _, key in parts)
        self._hold(value, Mixed(list(parts.values()), list(parts)))

    def _instance(self, value: Any) -> None:
        attributes = attributes_of(value)
        self._todo.append(type(value))
        if isinstance(value, BaseException):
            self._todo.extend(value.args)
        elif isinstance(value, (list, dict, set, tuple)):
            self._foreign(value)
            return
        self._hold(value, Held(list(attributes.values()), list(attributes)))

    def _hold(self, value: Any, content: Held) -> None:
        live, known = self._before.held.get(id(value), (None, None))
        if live is value and known is not None and _alike(known, content):
            content = known
        else:
            self.nbytes += 16 * len(content.items)
        self.known.held[id(value)] = (value, content)
        self._note(value, content)
        self._todo.extend(content.items)


_PYTHONS: Any = random.random.__self__  # type: ignore[attr-defined]
"""The generator that the functions of Python's `random` draw from."""

_TAKERS: dict[type, Callable[[Taking, Any], None]] = {
    np.ndarray: Taking._array,
    list: Taking._row,
    dict: Taking._dict,
    set: Taking._set,
    tuple: Taking._fixed,
    frozenset: Taking._fixed,
    types.CellType: Taking._cell,
    types.FunctionType: Taking._function,
    types.MethodType: Taking._method,
    types.BuiltinFunctionType: Taking._built_in,
    np.random.Generator: Taking._random,
    property: Taking._descriptor,
    staticmethod: Taking._descriptor,
    classmethod: Taking._descriptor,
    **dict.fromkeys(VIEWS, Taking._view),
    **dict.fromkeys(ITERATORS, Taking._iterator),
}


def is_still(data: npt.NDArray[Any], array: npt.NDArray[Any]) -> bool:
    """Whether an array looks as it did when it was copied, to the last bit."""
    if data.dtype != array.dtype or data.shape != array.shape:
        return False
    if array.nbytes < SMALL or not (array.flags.forc and data.flags.forc and array.strides == data.strides):
        return data.tobytes() == array.tobytes()
    wide = np.uint64 if array.nbytes % 8 == 0 else np.uint8
    return np.array_equal(data.ravel(order="K").view(wide), array.ravel(order="K").view(wide))


def _cells(array: npt.NDArray[Any]) -> list[Any]:
    return [array[index] for index in np.ndindex(array.shape)]


def _alike(known: Held, content: Held) -> bool:
    """Whether both hold the very same objects in the same order."""
    if len(known.items) != len(content.items) or not all(map(operator.is_, known.items, content.items)):
        return False
    if isinstance(known, Gathered) and isinstance(content, Gathered) and known.size != content.size:
        return False
    one, other = known.keys, content.keys
    return one is other or (one is not None and other is not None and all(map(operator.is_, one, other)))
