"""What stands in the place of a plotting library: it takes any call, and nothing comes of it.

It keeps nothing of what it is given, calls nobody, and knows no more than how many parts it has.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import numpy as np

Structure = tuple[Any, ...] | int


DRAWN: Final = "<drawn elsewhere>"
"""What is written of what draws."""


class Drawing:
    """A figure, an axis, a line, a colour, or a whole library: what it is makes no difference."""

    __slots__ = ("_shape",)
    __array_ufunc__ = None

    def __init__(self, shape: tuple[int, ...] = ()) -> None:
        self._shape = shape

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        if name == "hist":
            return _histogram
        if name in ("subplots", "color_palette", "plot"):
            return _SHAPED[name]
        return Drawing(self._shape) if name in ("flat", "ravel", "flatten", "T", "tolist", "reshape") else DRAWING

    def __setattr__(self, name: str, value: object) -> None:
        if name == "_shape":
            object.__setattr__(self, name, value)

    def __call__(self, *arguments: Any, **_: Any) -> Drawing:
        """Swallow a call. What is called with an array may be a map of colours, which gives one for each."""
        first = arguments[0] if arguments else None
        if self._shape:
            return Drawing((int(np.prod(self._shape)),))
        return Drawing((len(first), 4)) if isinstance(first, np.ndarray) and first.ndim == 1 else DRAWING

    def __getitem__(self, index: object) -> Drawing:
        return Drawing(self._shape[1:]) if isinstance(index, int) and self._shape else DRAWING

    def __setitem__(self, index: object, value: object) -> None:
        pass

    def __iter__(self) -> Iterator[Drawing]:
        return iter([Drawing(self._shape[1:]) for _ in range(self._shape[0] if self._shape else 1)])

    def __len__(self) -> int:
        return self._shape[0] if self._shape else 1

    def __bool__(self) -> bool:
        return True

    def __enter__(self) -> Drawing:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def __repr__(self) -> str:
        return DRAWN

    def _same(self, *_: object) -> Drawing:
        return self

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = __neg__ = _same
    __or__ = __ror__ = __and__ = __rand__ = _same


DRAWING = Drawing()


def _histogram(values: Any = (), bins: Any = 10, *_: Any, **options: Any) -> tuple[Any, Any, Drawing]:
    """A histogram's numbers are the program's, its bars are drawn."""
    span = options.get("range")
    counts, edges = np.histogram(np.ravel(values), bins=bins, range=span, density=bool(options.get("density", False)))
    return counts.astype(float), edges, DRAWING


def _subplots(nrows: int = 1, ncols: int = 1, *, squeeze: bool = True, **_: Any) -> tuple[Drawing, Drawing]:
    sizes = (int(nrows), int(ncols))
    return DRAWING, Drawing(tuple(size for size in sizes if size != 1) if squeeze else sizes)


def _palette(_name: object = None, n_colors: int | None = None, **_: Any) -> Drawing:
    return Drawing((n_colors or 6, 3))


def _plot(*_: Any, **__: Any) -> Drawing:
    return Drawing((1,))


_SHAPED = {"subplots": _subplots, "color_palette": _palette, "plot": _plot}


class Pylab(Drawing):
    """The module that holds numpy's names and the drawing ones."""

    __slots__ = ("_numpy",)

    def __init__(self, numpy: Any) -> None:
        super().__init__()
        object.__setattr__(self, "_numpy", numpy)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._numpy, name) if hasattr(self._numpy, name) else super().__getattr__(name)


def parts(value: Any, structure: Structure) -> Any:
    """What is to be unpacked: a drawing has as many parts as are asked for; the structure is nested as targets are."""
    if not isinstance(value, Drawing):
        if isinstance(value, tuple) and isinstance(structure, tuple) and len(value) == len(structure):
            return tuple(parts(each, inner) for each, inner in zip(value, structure, strict=True))
        return value
    if not isinstance(structure, tuple):
        return value
    found = list(value)
    if len(found) != len(structure):
        found = [DRAWING] * len(structure)
    return tuple(parts(each, inner) for each, inner in zip(found, structure, strict=True))
