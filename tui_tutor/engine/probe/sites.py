"""The places in a program where operations happen, as its syntax tree tells them before anything runs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tui_tutor.engine.text.source import Span


class Kind(StrEnum):
    """What an operation does; the words of the trace records."""

    DOT = "dot"
    ELEMENTWISE = "elementwise"
    TRANSPOSE = "transpose"
    REDUCE = "reduce"
    CREATE = "create"
    RANDOM = "random"
    CALL = "call"
    BIND = "bind"
    UPDATE = "update"
    COMPARE = "compare"
    BRANCH = "branch"
    LOOP = "loop"
    PRINT = "print"
    DEFINE = "define"
    IMPORT = "import"
    INDEX = "index"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class OperandText:
    """How one operand is written: its text, whether it is a literal, and its keyword if it has one."""

    code: str
    literal: bool = False
    keyword: str | None = None


@dataclass(frozen=True, slots=True)
class Site:
    """One place where an operation happens.

    `kind` is what the syntax alone can tell; what a call does is known when it runs. `symbol` is the operator's sign
    or the called function's name. `statement` numbers the statement that the operation stands in, which begins at
    `statement_line`; `step` is the lesson's step of the operation's line, None before the first.
    """

    number: int
    kind: Kind
    symbol: str
    code: str
    span: Span
    statement: int
    statement_line: int
    step: int | None
    operands: tuple[OperandText, ...] = ()
    name: str | None = None


@dataclass(frozen=True, slots=True)
class FunctionSite:
    """A function or lambda of the program: its name and its parameters with the text of their defaults."""

    number: int
    name: str
    parameters: tuple[OperandText, ...]
    line: int
