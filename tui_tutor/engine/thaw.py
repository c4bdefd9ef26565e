"""Brings frozen values back to life in a running program."""

from __future__ import annotations

import types
from typing import Any

import numpy as np

from tui_tutor.engine.codes import Codes
from tui_tutor.engine.frozen import (
    Frozen,
    FrozenArray,
    FrozenBuiltin,
    FrozenCell,
    FrozenDictIterator,
    FrozenExpression,
    FrozenFunction,
    FrozenGenerator,
    FrozenItems,
    FrozenIterator,
    FrozenLog,
    FrozenMethod,
    FrozenPlain,
    FrozenView,
    memory,
)
from tui_tutor.engine.state import is_simple


def thaw(frozen: Frozen, namespace: dict[str, Any], codes: Codes) -> dict[str, Any]:
    """The values as new objects. Functions run in `namespace`."""
    thawing = _Thaw(namespace, codes)
    return {name: thawing.value(value) for name, value in frozen.values.items()}


class _Thaw:
    """One thawing: whatever was one object is made once."""

    def __init__(self, namespace: dict[str, Any], codes: Codes) -> None:
        self._namespace = namespace
        self._codes = codes
        self._memo: dict[int, Any] = {}

    def value(self, frozen: Any) -> Any:
        maker = _MAKERS.get(type(frozen))
        if maker is None:
            return frozen
        key = id(frozen)
        if key not in self._memo:
            self._memo[key] = maker(self, frozen)
        return self._memo[key]

    def array(self, frozen: FrozenArray) -> Any:
        made = frozen.data.copy(order="K")
        made.flags.writeable = frozen.writeable
        return made

    def view(self, frozen: FrozenView) -> Any:
        owner = memory(self.value(frozen.owner))
        made: Any = np.ndarray(frozen.shape, frozen.dtype, owner, frozen.offset, frozen.strides)
        if not frozen.writeable:
            made.flags.writeable = False
        return made

    def items(self, frozen: FrozenItems) -> Any:
        if frozen.kind not in (list, dict):
            return frozen.kind(self.value(item) for item in frozen.items)
        # Known before its items, which may hold it.
        made: Any = frozen.kind()
        self._memo[id(frozen)] = made
        items = [self.value(item) for item in frozen.items]
        if frozen.kind is list:
            made.extend(items)
        else:
            made.update(zip(items[::2], items[1::2], strict=True))
        return made

    def plain(self, frozen: FrozenPlain) -> Any:
        return frozen.copy if isinstance(frozen.copy, (tuple, frozenset)) else frozen.copy.copy()

    def log(self, frozen: FrozenLog) -> Any:
        return frozen.items[: frozen.length]

    def function(self, frozen: FrozenFunction) -> Any:
        code = self._codes.code(frozen.key)
        there = self._namespace.get(frozen.name)
        if frozen.is_simple and isinstance(there, types.FunctionType) and there.__code__ is code and is_simple(there):
            return there
        cells = tuple(self.value(cell) for cell in frozen.cells) if frozen.cells is not None else None
        made = types.FunctionType(code, self._namespace, frozen.name, self.value(frozen.defaults), cells)
        made.__kwdefaults__ = self.value(frozen.named_defaults)
        return made

    def cell(self, frozen: FrozenCell) -> Any:
        made = types.CellType()
        self._memo[id(frozen)] = made
        if frozen.is_filled:
            made.cell_contents = self.value(frozen.content)
        return made

    def method(self, frozen: FrozenMethod) -> Any:
        return getattr(self.value(frozen.owner), frozen.name)

    def builtin(self, frozen: FrozenBuiltin) -> Any:
        return self._namespace["__builtins__"][frozen.name]

    def generator(self, frozen: FrozenGenerator) -> Any:
        bits = frozen.kind()
        bits.state = frozen.state
        return np.random.Generator(bits)

    def iterator(self, frozen: FrozenIterator) -> Any:
        made = frozen.make(*map(self.value, frozen.arguments))
        for progress in frozen.progress:
            made.__setstate__(self.value(progress))
        return made

    def dict_iterator(self, frozen: FrozenDictIterator) -> Any:
        owner = self.value(frozen.owner)
        made = iter(getattr(owner, frozen.view)())
        for _ in range(len(owner) - frozen.remaining):
            next(made)
        return made

    def expression(self, frozen: FrozenExpression) -> Any:
        return types.FunctionType(self._codes.code(frozen.key), self._namespace)(self.value(frozen.iterator))


_MAKERS: dict[type, Any] = {
    FrozenArray: _Thaw.array,
    FrozenView: _Thaw.view,
    FrozenItems: _Thaw.items,
    FrozenPlain: _Thaw.plain,
    FrozenLog: _Thaw.log,
    FrozenFunction: _Thaw.function,
    FrozenCell: _Thaw.cell,
    FrozenMethod: _Thaw.method,
    FrozenBuiltin: _Thaw.builtin,
    FrozenGenerator: _Thaw.generator,
    FrozenIterator: _Thaw.iterator,
    FrozenDictIterator: _Thaw.dict_iterator,
    FrozenExpression: _Thaw.expression,
}
