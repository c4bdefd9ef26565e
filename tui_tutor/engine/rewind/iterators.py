"""Iterators, half used up: another one that stands at the same place."""

from __future__ import annotations

import dis
import gc
import itertools
import types
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np

_ITERABLES: list[Any] = [[], (), "", "é", set(), range(1), range(2**70), np.empty(0)]

_MADE: tuple[Any, ...] = (
    *(itertools.accumulate, itertools.chain, itertools.combinations, itertools.combinations_with_replacement),
    *(itertools.compress, itertools.count, itertools.cycle, itertools.dropwhile, itertools.filterfalse),
    *(itertools.islice, itertools.permutations, itertools.product, itertools.repeat, itertools.starmap),
    *(itertools.takewhile, itertools.zip_longest),
)

PLAIN: tuple[type, ...] = (
    *(enumerate, filter, map, reversed, zip, *_MADE),
    *(type(iter(each)) for each in _ITERABLES),
    type(reversed([])),
)
"""Iterators that can tell, by `__reduce__`, how to make another one that stands at the same place."""

_OVER_LISTS: frozenset[type] = frozenset({type(iter([])), type(reversed([]))})

VIEWS = {type(getattr({}, view)()): view for view in ("keys", "values", "items")}
"""The views of dictionaries, by their types, and what a dictionary is asked for one."""

_OF_VIEWS = {type(iter(getattr({}, view)())): view for view in VIEWS.values()}

ITERATORS: frozenset[type] = frozenset({*PLAIN, *_OF_VIEWS, types.GeneratorType})


DEEPEST = 100
"""Iterators inside each other of which twins are made: each takes several frames of the tutor's own."""


class NotRestorable(Exception):
    """Raised for a value of which no copy can be made, such as a generator half used up.

    `kind` is what it is, in words; `name` is one that leads to it, and `is_itself` tells whether a name is its own.
    """

    def __init__(self, value: object, kind: str = "") -> None:
        self.type_name = type(value).__name__
        self.kind = kind or f"a {self.type_name}"
        super().__init__(f"{self.kind} cannot be brought back")
        self.identity = id(value)
        self.name = ""
        self.is_itself = False

    @property
    def told(self) -> str:
        """What it is, in words."""
        if not self.name:
            return self.kind
        return f"{self.name}, {self.kind}" if self.is_itself else f"{self.name}, which holds {self.kind}"


def parts(iterator: Any) -> list[Any]:
    """What an iterator goes over, and calls."""
    if type(iterator) in _OF_VIEWS:
        return [dict_of(iterator)]
    if isinstance(iterator, types.GeneratorType):
        return [iterator.gi_frame.f_locals[".0"]] if _is_expression(iterator) and iterator.gi_frame else []
    _, arguments, *progress = _reduced(iterator)
    inner = [part for each in progress for part in (each if isinstance(each, tuple) else [each])]
    return [*arguments, *(item for part in inner for item in (part if type(part) is list else [part]))]


def itself(value: Any) -> Any:
    """What stands in the place of a value: the value."""
    return value


def twin(iterator: Any, twins: dict[int, Any], now: Callable[[Any], Any] = itself, depth: int = 0) -> Any:
    """An iterator that stands where another one does; iterators inside it have twins too, each one of them.

    What it goes over is what `now` gives for it, and `depth` in how many others it lies. Raises NotRestorable for a
    generator that holds more than the place where it stands, and for what lies deeper than can be gone through.
    """
    key = id(iterator)
    if key not in twins:
        if depth > DEEPEST:
            raise NotRestorable(iterator, f"iterators inside each other, more than {DEEPEST} deep")
        # Held, so that its id stays its own: `cycle` tells of an iterator that is made only then.
        twins[key] = (iterator, _twin(iterator, twins, now, depth))
    return twins[key][1]


class _AsItStands:
    """Gives an iterator to what asks for one: one of the program's own may begin anew when it is asked itself."""

    __slots__ = ("_iterator",)

    def __init__(self, iterator: Any) -> None:
        self._iterator = iterator

    def __iter__(self) -> Any:
        return self._iterator


def _twin(iterator: Any, twins: dict[int, Any], now: Callable[[Any], Any], depth: int) -> Any:
    if type(iterator) in _OF_VIEWS:
        return _view(iterator, now)
    if isinstance(iterator, types.GeneratorType):
        return _expression(iterator, twins, now, depth)
    make, arguments, *progress = _reduced(iterator)

    def again(value: Any) -> Any:
        return twin(value, twins, now, depth + 1) if type(value) in ITERATORS else now(value)

    goes_over = _as_it_stands if make is not itertools.repeat else itself
    made = make(*map(goes_over, map(again, arguments)))
    for each in progress:
        # From Python 3.12 on, None stands for "no further than it was made".
        if each is not None:
            # A list in it is what `cycle` has met so far: its own, which grows.
            inside = each if isinstance(each, tuple) else (each,)
            state = tuple(list(map(now, part)) if type(part) is list else again(part) for part in inside)
            _go_to(made, state if isinstance(each, tuple) else state[0])
    return made


def _as_it_stands(value: Any) -> Any:
    return _AsItStands(value) if hasattr(type(value), "__next__") and not callable(value) else value


def _go_to(iterator: Any, place: Any) -> None:
    """Make an iterator stand at a place; one that goes over a list would stand no further than that is long."""
    goes_over = next((each for each in gc.get_referents(iterator) if type(each) is list), None)
    if type(iterator) not in _OVER_LISTS or goes_over is None:
        _set(iterator, place)
        return
    # The list is put back as well: it may be longer then.
    before = len(goes_over)
    goes_over.extend([None] * (place + 1 - before))
    _set(iterator, place)
    del goes_over[before:]


def _set(iterator: Any, place: Any) -> None:
    with warnings.catch_warnings():
        # As below: Python 3.14 takes none any more.
        warnings.simplefilter("ignore", DeprecationWarning)
        iterator.__setstate__(place)


def _reduced(iterator: Any) -> Any:
    with warnings.catch_warnings():
        # Those of `itertools` will not tell any more from Python 3.14 on.
        warnings.simplefilter("ignore", DeprecationWarning)
        return iterator.__reduce__()


def _view(iterator: Any, now: Callable[[Any], Any]) -> Any:
    # By itself it would only tell what is to come as it is now, not as it will be.
    owner = dict_of(iterator)
    made = iter(getattr(now(owner), _OF_VIEWS[type(iterator)])())
    for _ in range(len(owner) - iterator.__length_hint__()):
        next(made)
    return made


def dict_of(view: Any) -> dict[Any, Any]:
    """The dictionary that a view looks at, or that the iterator of one goes over; an empty one where that has ended."""
    found: dict[Any, Any] = next((each for each in gc.get_referents(view) if isinstance(each, dict)), {})
    return found


def _expression(
    iterator: types.GeneratorType[Any, Any, Any], twins: dict[int, Any], now: Callable[[Any], Any], depth: int
) -> Any:
    if iterator.gi_frame is None:
        return iter(())
    if not _is_expression(iterator):
        raise NotRestorable(iterator)
    inner = iterator.gi_frame.f_locals[".0"]
    if type(inner) not in ITERATORS:
        # Some versions of Python would ask it for an iterator when the twin goes on.
        raise NotRestorable(iterator)
    return types.FunctionType(iterator.gi_code, iterator.gi_frame.f_globals)(twin(inner, twins, now, depth + 1))


def _is_expression(iterator: types.GeneratorType[Any, Any, Any]) -> bool:
    """Whether it is a generator expression with one `for`: all else that it holds it computes anew for each item."""
    code = iterator.gi_code
    loops = [each for each in dis.get_instructions(code) if each.opname == "FOR_ITER"]
    return code.co_name == "<genexpr>" and len(loops) == 1 and not code.co_freevars


def left_alone(names: dict[str, Any]) -> dict[str, Any]:
    """Names for an expression that may do anything with them but change them.

    An iterator that is looked at would be used up, so the expression gets one of its own, or none where that cannot be.
    """
    if not any(type(value) in ITERATORS for value in names.values()):
        return names
    twins: dict[int, Any] = {}
    found: dict[str, Any] = {}
    for name, value in names.items():
        try:
            found[name] = twin(value, twins) if type(value) in ITERATORS else value
        except NotRestorable:
            continue
    return found
