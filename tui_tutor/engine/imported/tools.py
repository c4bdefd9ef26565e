"""Stand-ins for parts of Python's library that reach attributes by their text, or hold what cannot be brought back."""

from __future__ import annotations

import dataclasses
import enum
import functools
import types
from collections import namedtuple
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from tui_tutor.engine.imported.asked import is_own
from tui_tutor.engine.imported.drawing import DRAWN
from tui_tutor.engine.imported.naming import get

CacheInfo = namedtuple("CacheInfo", "hits misses maxsize currsize")


class Cached:
    """`functools.lru_cache` as a plain object: what it keeps is brought back with all else."""

    def __init__(self, function: Callable[..., Any], maxsize: int | None, typed: bool) -> None:
        _wrap(self, function)
        self._function, self._maxsize, self._typed = function, maxsize, typed
        self._kept: dict[Any, Any] = {}
        self._hits = self._misses = 0

    def __call__(self, *arguments: Any, **keywords: Any) -> Any:
        """The value for these arguments, computed once."""
        key: Any = (arguments, tuple(keywords.items()))
        if self._typed:
            key = (*key, tuple(map(type, arguments)))
        if key in self._kept:
            self._hits += 1
            self._kept[key] = value = self._kept.pop(key)
            return value
        self._misses += 1
        value = self._function(*arguments, **keywords)
        if self._maxsize is None or self._maxsize > 0:
            if self._maxsize is not None and len(self._kept) >= self._maxsize and key not in self._kept:
                del self._kept[next(iter(self._kept))]
            self._kept[key] = value
        return value

    def __get__(self, owner: Any, kind: type | None = None) -> Any:
        return self if owner is None else types.MethodType(self, owner)

    def cache_clear(self) -> None:
        """Forget all."""
        self._kept.clear()
        self._hits = self._misses = 0

    def cache_info(self) -> Any:
        """How often it was asked, and how much it keeps."""
        return CacheInfo(self._hits, self._misses, self._maxsize, len(self._kept))


def _lru_cache(maxsize: Any = 128, typed: bool = False) -> Any:
    if callable(maxsize):
        return Cached(maxsize, 128, typed)
    return lambda function: Cached(function, maxsize, typed)


def _cache(function: Callable[..., Any], /) -> Cached:
    return Cached(function, None, typed=False)


def _wrap(wrapper: Any, wrapped: Any) -> Any:
    """What tells of a function, given to another. Only of functions: of other objects it could be anything."""
    for name in ("__name__", "__qualname__", "__doc__"):
        if isinstance(wrapped, types.FunctionType | types.BuiltinFunctionType | type | Cached):
            object.__setattr__(wrapper, name, getattr(wrapped, name, None))
    return wrapper


def _update_wrapper(wrapper: Any, wrapped: Any, /) -> Any:
    if type(wrapper) is types.FunctionType:
        _wrap(wrapper, wrapped)
    return wrapper


def _wraps(wrapped: Any, /) -> Callable[[Any], Any]:
    return lambda wrapper: _update_wrapper(wrapper, wrapped)


class _Getter:
    """`operator.attrgetter`, of what may be reached."""

    def __init__(self, name: str, *names: str) -> None:
        self._names = (name, *names)

    def __call__(self, value: Any, /) -> Any:
        found = tuple(functools.reduce(get, name.split("."), value) for name in self._names)
        return found if len(found) > 1 else found[0]


class _Caller:
    """`operator.methodcaller`, of what may be reached."""

    def __init__(self, name: str, /, *arguments: Any, **keywords: Any) -> None:
        self._name, self._arguments, self._keywords = name, arguments, keywords

    def __call__(self, value: Any, /) -> Any:
        return get(value, self._name)(*self._arguments, **self._keywords)


def _of_own(decorator: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """A decorator of classes that changes those of the program only."""

    def decorate(kind: Any, /) -> Any:
        if not isinstance(kind, type) or not is_own(kind):
            raise TypeError(f"only a class of the program can be given to {decorator.__name__} here")
        return decorator(kind)

    return decorate


def _dataclass(kind: Any = None, /, **options: Any) -> Any:
    made = _of_own(functools.update_wrapper(functools.partial(dataclasses.dataclass, **options), dataclasses.dataclass))
    return made if kind is None else made(kind)


class _Making(enum.EnumType):
    """Makes an `Enum` out of names only that a class could have."""

    def __call__(cls, *arguments: Any, **options: Any) -> Any:
        if len(arguments) == 1 and not options:
            return super().__call__(arguments[0])
        if len(arguments) != 2 or options.keys() - {"start"}:
            raise TypeError("write the class: `class Color(Enum):`")
        given = arguments[1]
        names = given.replace(",", " ").split() if isinstance(given, str) else list(given)
        pairs = (
            given if isinstance(given, dict) else dict(zip(names, range(options.get("start", 1), 10**6), strict=False))
        )
        if any(type(name) is not str or not name.isidentifier() or name.startswith("_") for name in pairs):
            raise TypeError("write the class: `class Color(Enum):`")
        return super().__call__(arguments[0], list(pairs.items()), module="__main__")


_Making.__name__ = _Making.__qualname__ = enum.EnumType.__name__


class _Enum(enum.Enum, metaclass=_Making):
    pass


class _IntEnum(enum.IntEnum, metaclass=_Making):
    pass


class _StrEnum(enum.StrEnum, metaclass=_Making):
    pass


class _Flag(enum.Flag, metaclass=_Making):
    pass


class _IntFlag(enum.IntFlag, metaclass=_Making):
    pass


ENUM: Final[dict[str, Any]] = {
    "Enum": _Enum, "IntEnum": _IntEnum, "StrEnum": _StrEnum, "Flag": _Flag, "IntFlag": _IntFlag,
    "unique": _of_own(enum.unique),
}  # fmt: skip
for _name, _kind in ENUM.items():
    if isinstance(_kind, type):
        _kind.__module__, _kind.__name__, _kind.__qualname__ = "enum", _name, _name

FUNCTOOLS: Final[dict[str, Any]] = {
    "lru_cache": _lru_cache,
    "cache": _cache,
    "wraps": _wraps,
    "update_wrapper": _update_wrapper,
    "total_ordering": _of_own(functools.total_ordering),
}

OPERATOR: Final[dict[str, Any]] = {"attrgetter": _Getter, "methodcaller": _Caller}

DATACLASSES: Final[dict[str, Any]] = {"dataclass": _dataclass}


class Progress:
    """A bar that is drawn elsewhere: what it counts is gone through as it is."""

    def __init__(self, items: Any) -> None:
        self._items = items

    def __iter__(self) -> Iterator[Any]:
        return iter(self._items if self._items is not None else ())

    def __len__(self) -> int:
        return len(self._items)

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def _nothing(self, *_: Any, **__: Any) -> None:
        """What is told to the bar."""

    update = set_description = set_postfix = set_postfix_str = close = refresh = _nothing


def progress(is_told: bool) -> dict[str, Any]:
    """`tqdm`: what is given to it as it is, or where a program tells the bar something, what can be told."""

    def tqdm(iterable: Iterable[Any] | None = None, *_: Any, **__: Any) -> Any:
        return Progress(iterable) if is_told or iterable is None else iterable

    def trange(*numbers: int, **_: Any) -> Any:
        return tqdm(range(*numbers))

    return {"tqdm": tqdm, "trange": trange}


def _warned(*_: Any, **__: Any) -> None:
    """Warnings are not shown, so that there is nothing to choose of them."""


class _Nothing:
    def __enter__(self) -> None:
        pass

    def __exit__(self, *_: object) -> None:
        pass


def _catching(**_: Any) -> _Nothing:
    return _Nothing()


WARNINGS: Final[dict[str, Any]] = {
    **dict.fromkeys(("filterwarnings", "simplefilter", "warn", "resetwarnings"), _warned),
    "catch_warnings": _catching,
}


class Logger:
    """What tells of a run beside its output: here there is nobody to read it. It keeps nothing of what it is given."""

    __slots__ = ()
    propagate = True

    def __repr__(self) -> str:
        return DRAWN

    def hasHandlers(self) -> bool:
        """Somebody reads it, for all that the program knows."""
        return True

    def getChild(self, _name: str) -> Logger:
        """One of its own, which is the same."""
        return self

    def _nothing(self, *_: Any, **__: Any) -> None:
        """What is told."""

    debug = info = warning = error = critical = exception = setLevel = setFormatter = addHandler = _nothing


_LOGGER: Final = Logger()


def _logger(*_: Any, **__: Any) -> Logger:
    return _LOGGER


LOGGING: Final[dict[str, Any]] = {
    **dict.fromkeys("basicConfig debug info warning error critical exception disable".split(), _warned),
    **dict.fromkeys(("getLogger", "StreamHandler", "Formatter"), _logger),
}


class NDArray:
    """`numpy.typing.NDArray` as what tells a type, and makes no array."""

    def __new__(cls, *_arguments: Any, **_keywords: Any) -> NDArray:
        """Nothing is made: raises TypeError."""
        raise TypeError("NDArray tells a type and makes no array: write np.zeros or np.array")

    def __class_getitem__(cls, kind: Any) -> types.GenericAlias:
        return types.GenericAlias(cls, kind)


TYPES_OF_ARRAYS: Final[dict[str, Any]] = {"NDArray": NDArray}
"""What `numpy.typing` gives instead of its own."""
