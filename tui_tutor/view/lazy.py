"""Lines that are drawn when they are looked at: a terminal shows a few of many."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import overload

from tui_tutor.view.lines import Line

AHEAD = 60
"""Lines drawn beyond those that are looked at, so that a few more can be counted."""


class Known(Sequence[Line]):
    """So many lines, each drawn by its index."""

    def __init__(self, count: int, draw: Callable[[int], Line]) -> None:
        self._count = count
        self._draw = draw

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> Line: ...

    @overload
    def __getitem__(self, index: slice) -> list[Line]: ...

    def __getitem__(self, index: int | slice) -> Line | list[Line]:
        if isinstance(index, slice):
            return [self._draw(each) for each in range(self._count)[index]]
        return self._draw(range(self._count)[index])


class Unrolled(Sequence[Line]):
    """Lines in the order in which they are drawn, each for the first time when it or a later one is looked at.

    How many there are is not known before the last is drawn: its length is that of what is drawn.
    """

    def __init__(self, lines: Iterable[Line]) -> None:
        self._rest = iter(lines)
        self._drawn: list[Line] = []
        self.complete = False

    def __len__(self) -> int:
        return len(self._drawn)

    def __bool__(self) -> bool:
        # Without it, lines of which none is drawn yet would count as none.
        self._draw_to(0)
        return bool(self._drawn)

    @overload
    def __getitem__(self, index: int) -> Line: ...

    @overload
    def __getitem__(self, index: slice) -> list[Line]: ...

    def __getitem__(self, index: int | slice) -> Line | list[Line]:
        last = index.stop if isinstance(index, slice) else index
        self._draw_to(last + AHEAD if last is not None and last >= 0 else None)
        return self._drawn[index]

    def _draw_to(self, count: int | None) -> None:
        while not self.complete and (count is None or len(self._drawn) <= count):
            each = next(self._rest, None)
            if each is None:
                self.complete = True
            else:
                self._drawn.append(each)


def is_complete(lines: Sequence[Line]) -> bool:
    """Whether the length of lines is known to be that of all of them."""
    return lines.complete if isinstance(lines, Unrolled) else True
