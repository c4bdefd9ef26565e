"""A hop on the way that a number is followed along, as it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.watch.position import Position
from tui_tutor.study.provenance.cells import Cell


class End(StrEnum):
    """Why a way leads no further."""

    NONE = ""
    LITERAL = "literal"
    DRAW = "draw"
    CREATED = "created"
    LOOP = "loop"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class Spot:
    """What is pointed at: `key` is `r` for the result, an operand's number, or the name `=NAME`, `.NAME` of a local.

    An empty key goes on with what weighed most. `cell` None is the whole of it, with `whole` its shape. With `made` it
    is the operation whose result the present one gives a name.
    """

    key: str
    cell: Cell | None = None
    made: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Lit:
    """A cell that a number was made of: its operand, None where a function took it from elsewhere; `amount` as in
    Share. `cell` None is all of it, which has this `size`. `name` is how it is written."""

    operand: int | None
    cell: Cell | None
    amount: float | None
    number: Any
    name: str
    axes: tuple[str | None, ...] = ()
    size: str = ""


@dataclass(frozen=True, slots=True)
class Bundle:
    """Many like operations in one hop: how many, in which iterations, first and last."""

    count: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Hop:
    """An operation that made a number, or with `forward` uses one.

    `name` is what its result is called, empty where it has no name; `code`, `symbol` and `kind` are the operation's.
    `cell` is the cell of its result, None where the result holds none; `axes` are the names of its rows and columns.
    `made` are the cells that it was made of, `main` which of them weighed most. On a way of shapes `size` is the
    result's and `rule` the operation's; there is no cell then, and `made` are whole arrays.
    """

    position: Position
    kind: Kind
    symbol: str
    code: str
    name: str
    cell: Cell | None
    axes: tuple[str | None, ...]
    number: Any
    made: tuple[Lit, ...]
    main: int | None
    end: End = End.NONE
    bundle: Bundle | None = None
    forward: bool = False
    size: str = ""
    rule: str = ""
