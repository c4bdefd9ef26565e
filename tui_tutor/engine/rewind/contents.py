"""The contents of a program's live objects: taken at an instant, and put back into the same objects later.

A state copies no object. It notes what each object that the program can reach holds: an array its numbers, a list its
items, an instance its attributes, a function the variables around it. Put back, all that anybody knows of the program
(its frames, its names, what other objects hold) still is what it was: aliases, views and closures hold by themselves.
Only iterators are replaced by twins, since nothing can be put into them.
"""

from __future__ import annotations

import operator
import types
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from tui_tutor.engine.rewind.iterators import ITERATORS, NotRestorable, parts, twin

ATOMS: frozenset[type] = frozenset(
    {int, float, complex, bool, str, bytes, type(None), type(...), range, slice, types.ModuleType, np.ufunc}
    | {
        type(np.dot),
        type(np.random.Generator.random),
        types.CodeType,
        types.GetSetDescriptorType,
        types.MemberDescriptorType,
        types.WrapperDescriptorType,
    }
)
"""Types whose values never change, or belong to the process and not to the program."""

ATOMIC = (np.generic, np.dtype, *ATOMS)

SMALL = 1 << 16
"""Bytes below which two arrays are most quickly compared as text."""

OBJECT = 100
"""Bytes that an object costs a state besides what it holds."""


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


@dataclass
class World:
    """Takes the contents of one program's objects again and again; what did not change is shared.

    `namespace` holds the program's own names and tells its functions and classes from others. `only_grows` says that
    no list of the program is ever changed but by adding to its end.
    """

    namespace: dict[str, Any]
    only_grows: bool = False
    _arrays: dict[int, tuple[Any, Numbers]] = field(default_factory=dict)
    _held: dict[int, tuple[Any, Held]] = field(default_factory=dict)
    _lists: dict[int, tuple[Any, Grown, bool]] = field(default_factory=dict)

    def take(self, roots: dict[Any, Any]) -> State:
        """The contents of all that can be reached from `roots`. Raises NotRestorable."""
        taking = _Taking(self)
        taking.all(roots.values())
        self._arrays, self._held, self._lists = taking.arrays, taking.held, taking.lists
        numbers = [each for _, each in taking.arrays.values()]
        nbytes = taking.nbytes + 256 + 16 * len(roots) + 16 * len(taking.contents)
        return State(dict(roots), taking.contents, numbers, nbytes, taking.twins)

    def put(self, state: State) -> dict[Any, Any]:
        """Put a state's contents back into its objects; returns its roots."""
        if state.twins:
            return self._put_with_twins(state)
        for target, content in state.contents:
            put(target, content)
        self._know(state)
        return state.roots

    def _put_with_twins(self, state: State) -> dict[Any, Any]:
        twins: dict[int, Any] = {}
        for target, content in state.contents:
            if type(content) is Twin:
                twins[id(target)] = None
        fresh: dict[int, Any] = {}
        for target, content in state.contents:
            if type(content) is Twin:
                twins[id(target)] = twin(content.iterator, fresh)

        def now(value: Any) -> Any:
            return twins.get(id(value), value)

        for target, content in state.contents:
            put(target, mapped(content, now) if type(content) in (Held, Grown) else content)
        self._know(state)
        return {name: now(value) for name, value in state.roots.items()}

    def _know(self, state: State) -> None:
        """What objects hold now is what the state says: that need not be copied again."""
        self._arrays = {id(o): (o, c) for o, c in state.contents if type(c) is Numbers}
        self._held = {id(o): (o, c) for o, c in state.contents if type(c) is Held}
        self._lists = {
            id(o): (o, c, _are_atoms(c.items)) for o, c in state.contents if type(c) is Grown and not state.twins
        }

    def is_ours(self, value: Any) -> bool:
        """Whether a function or a class is the program's own."""
        if isinstance(value, types.FunctionType):
            return value.__globals__ is self.namespace
        return isinstance(value, type) and value.__module__ == self.namespace.get("__name__")


class _Taking:
    """One taking: every object that is met, once."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._seen: set[int] = set()
        self._todo: list[Any] = []
        self.contents: list[tuple[Any, Content]] = []
        self.arrays: dict[int, tuple[Any, Numbers]] = {}
        self.held: dict[int, tuple[Any, Held]] = {}
        self.lists: dict[int, tuple[Any, Grown, bool]] = {}
        self.nbytes = 0
        self.twins = False
        self._fresh: dict[int, Any] = {}
        self._alive: list[Any] = []

    def all(self, roots: Iterable[Any]) -> None:
        todo, seen = self._todo, self._seen
        todo.extend(roots)
        while todo:
            value = todo.pop()
            kind = type(value)
            if kind in ATOMS or id(value) in seen or isinstance(value, np.generic | np.dtype):
                continue
            seen.add(id(value))
            # Held, so that the id stays its own while others are looked at.
            self._alive.append(value)
            taker = _TAKERS.get(kind)
            if taker is not None:
                taker(self, value)
            else:
                self._other(value)

    def note(self, value: Any, content: Content) -> None:
        self.nbytes += 0 if content is None else OBJECT
        self.contents.append((value, content))

    def array(self, value: npt.NDArray[Any]) -> None:
        owner = owner_of(value)
        if owner is not value:
            self.note(value, None)
            self._todo.append(owner)
            return
        if value.dtype.hasobject:
            if value.dtype != object:
                raise NotRestorable(value)
            self._hold(value, Held(_cells(value)))
            return
        live, known = self._world._arrays.get(id(value), (None, None))
        if live is not value or known is None or not is_still(known.data, value):
            known = Numbers(value.copy(order="K"))
        self.arrays[id(value)] = (value, known)
        self.contents.append((value, known))

    def row(self, value: list[Any]) -> None:
        live, known, atoms = self._world._lists.get(id(value), (None, None, False))
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
        atoms = atoms and _are_atoms(new)
        grown = Grown(grown.items, length)
        self.nbytes += 8 * len(new)
        self.lists[id(value)] = (value, grown, atoms)
        self.note(value, grown)
        if not atoms:
            self._todo.extend(value)

    def _begins(self, value: list[Any], known: Grown) -> bool:
        """Whether a list begins with the very items that it had."""
        if self._world.only_grows:
            return True
        return all(map(operator.is_, value[: known.length], known.items))

    def dict(self, value: dict[Any, Any]) -> None:
        self._hold(value, Held(list(value.values()), list(value)))
        self._todo.extend(key for key in value if type(key) not in ATOMS)

    def set(self, value: set[Any]) -> None:
        self._hold(value, Held(list(value)))

    def fixed(self, value: Any) -> None:
        if not _are_atoms(value):
            self.contents.append((value, None))
            self._todo.extend(value)

    def cell(self, value: types.CellType) -> None:
        try:
            self._hold(value, Held([value.cell_contents]))
        except ValueError:
            self._hold(value, Held([]))

    def function(self, value: types.FunctionType) -> None:
        if not self._world.is_ours(value):
            return
        named = value.__kwdefaults__ or {}
        defaults = [*(value.__defaults__ or ()), *named.values()]
        closed = value.__closure__ or ()
        self.contents.append((value, None))
        self._todo.extend(defaults)
        self._todo.extend(closed)
        if value.__dict__:
            self._todo.append(value.__dict__)

    def method(self, value: types.MethodType) -> None:
        self.contents.append((value, None))
        self._todo += [value.__self__, value.__func__]

    def built_in(self, value: types.BuiltinFunctionType) -> None:
        owner = value.__self__
        if owner is not None and not isinstance(owner, types.ModuleType):
            self.contents.append((value, None))
            self._todo.append(owner)

    def random(self, value: np.random.Generator) -> None:
        self.note(value, Bits(value.bit_generator.state))

    def iterator(self, value: Any) -> None:
        self.twins = True
        self.note(value, Twin(twin(value, self._fresh)))
        self._todo.extend(parts(value))

    def view(self, value: Any) -> None:
        self.contents.append((value, None))
        self._todo.append(value.mapping)

    def descriptor(self, value: Any) -> None:
        self.contents.append((value, None))
        inner = (value.fget, value.fset, value.fdel) if isinstance(value, property) else (value.__func__,)
        self._todo.extend(inner)

    def _other(self, value: Any) -> None:
        if isinstance(value, type):
            if self._world.is_ours(value):
                names = [name for name in vars(value) if name not in _NO_PART]
                self._hold(value, Held([vars(value)[name] for name in names], names))
        elif isinstance(value, np.ndarray):
            self.array(value)
        elif self._world.is_ours(type(value)):
            self._instance(value)
        elif isinstance(value, BaseException):
            self._todo.extend(value.args)
        elif callable(value) and getattr(value, "__self__", None) is not None:
            self.contents.append((value, None))
            self._todo.append(value.__self__)
        else:
            raise NotRestorable(value)

    def _instance(self, value: Any) -> None:
        attributes = attributes_of(value)
        self._todo.append(type(value))
        if isinstance(value, BaseException):
            self._todo.extend(value.args)
        elif isinstance(value, (list, dict, set, tuple)):
            raise NotRestorable(value)
        self._hold(value, Held(list(attributes.values()), list(attributes)))

    def _hold(self, value: Any, content: Held) -> None:
        live, known = self._world._held.get(id(value), (None, None))
        if live is value and known is not None and _alike(known, content):
            content = known
        else:
            self.nbytes += 16 * len(content.items)
        self.held[id(value)] = (value, content)
        self.note(value, content)
        self._todo.extend(content.items)


_TAKERS: dict[type, Callable[[_Taking, Any], None]] = {
    np.ndarray: _Taking.array,
    list: _Taking.row,
    dict: _Taking.dict,
    set: _Taking.set,
    tuple: _Taking.fixed,
    frozenset: _Taking.fixed,
    types.CellType: _Taking.cell,
    types.FunctionType: _Taking.function,
    types.MethodType: _Taking.method,
    types.BuiltinFunctionType: _Taking.built_in,
    np.random.Generator: _Taking.random,
    property: _Taking.descriptor,
    staticmethod: _Taking.descriptor,
    classmethod: _Taking.descriptor,
    **dict.fromkeys((type({}.keys()), type({}.values()), type({}.items())), _Taking.view),
    **dict.fromkeys(ITERATORS, _Taking.iterator),
}

_NO_PART = frozenset({"__dict__", "__weakref__", "__module__", "__doc__", "__qualname__"})


def put(target: Any, content: Content) -> None:
    """Make an object hold what it held."""
    kind = type(content)
    if kind is Numbers:
        if target.shape != content.data.shape:  # type: ignore[union-attr]
            target.shape = content.data.shape  # type: ignore[union-attr]
        if target.flags.writeable:
            np.copyto(target, content.data)  # type: ignore[union-attr]
    elif kind is Grown:
        target[:] = content.items[: content.length]  # type: ignore[union-attr]
    elif kind is Held:
        _PUTTERS.get(type(target), _put_attributes)(target, content)  # type: ignore[arg-type]
    elif kind is Bits:
        target.bit_generator.state = content.state  # type: ignore[union-attr]


def _put_dict(target: dict[Any, Any], content: Held) -> None:
    target.clear()
    target.update(zip(content.keys or (), content.items, strict=True))


def _put_set(target: set[Any], content: Held) -> None:
    target.clear()
    target.update(content.items)


def _put_cell(target: types.CellType, content: Held) -> None:
    if content.items:
        target.cell_contents = content.items[0]
    else:
        del target.cell_contents


def _put_cells(target: npt.NDArray[Any], content: Held) -> None:
    if target.flags.writeable:
        for index, item in zip(np.ndindex(target.shape), content.items, strict=True):
            target[index] = item


def _put_attributes(target: Any, content: Held) -> None:
    before = dict(zip(content.keys or (), content.items, strict=True))
    now = vars(target) if isinstance(target, type) else attributes_of(target)
    for name in [name for name in now if name not in before and name not in _NO_PART]:
        _remove(target, name)
    for name, value in before.items():
        if now.get(name, _NOTHING) is not value:
            _store(target, name, value)


def _store(target: Any, name: str, value: Any) -> None:
    # Past what the program's own class may do when an attribute is stored.
    (type if isinstance(target, type) else object).__setattr__(target, name, value)


def _remove(target: Any, name: str) -> None:
    (type if isinstance(target, type) else object).__delattr__(target, name)


_PUTTERS: dict[type, Callable[[Any, Held], None]] = {
    dict: _put_dict,
    set: _put_set,
    types.CellType: _put_cell,
    np.ndarray: _put_cells,
}

_NOTHING = object()


def attributes_of(value: Any) -> dict[str, Any]:
    """The attributes of an instance of a program's class, those in slots too."""
    found = dict(getattr(value, "__dict__", {}))
    for base in type(value).__mro__:
        slots = base.__dict__.get("__slots__", ())
        for name in (slots,) if isinstance(slots, str) else slots:
            if hasattr(value, name):
                found[name] = getattr(value, name)
    return found


def mapped(content: Content, now: Callable[[Any], Any]) -> Content:
    """A content with other objects in the place of those that it holds."""
    if isinstance(content, Held):
        return Held(list(map(now, content.items)), None if content.keys is None else list(map(now, content.keys)))
    if isinstance(content, Grown):
        return Grown(list(map(now, content.items)), content.length)
    return content


def owner_of(array: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """The array whose memory an array looks at: itself, or another one."""
    owner = array
    while isinstance(owner.base, np.ndarray):
        owner = owner.base
    return owner


def is_still(data: npt.NDArray[Any], array: npt.NDArray[Any]) -> bool:
    """Whether an array looks as it did when it was copied, to the last bit."""
    if data.dtype != array.dtype or data.shape != array.shape:
        return False
    if array.nbytes < SMALL or not (array.flags.forc and data.flags.forc and array.strides == data.strides):
        return data.tobytes() == array.tobytes()
    wide = np.uint64 if array.nbytes % 8 == 0 else np.uint8
    return np.array_equal(data.ravel(order="K").view(wide), array.ravel(order="K").view(wide))


def _are_atoms(values: Iterable[Any]) -> bool:
    return all(kind in ATOMS or issubclass(kind, np.generic) for kind in set(map(type, values)))


def _cells(array: npt.NDArray[Any]) -> list[Any]:
    return [array[index] for index in np.ndindex(array.shape)]


def _alike(known: Held, content: Held) -> bool:
    """Whether both hold the very same objects in the same order."""
    if len(known.items) != len(content.items) or not all(map(operator.is_, known.items, content.items)):
        return False
    one, other = known.keys, content.keys
    return one is other or (one is not None and other is not None and all(map(operator.is_, one, other)))
