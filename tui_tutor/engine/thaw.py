"""Brings frozen values back to life in a running program."""

from __future__ import annotations

import types
from collections.abc import Generator
from typing import Any

import numpy as np

from tui_tutor.engine.codes import Codes
from tui_tutor.engine.frozen import (
    Frozen,
    FrozenArray,
    FrozenCell,
    FrozenDictIterator,
    FrozenExpression,
    FrozenFunction,
    FrozenGenerator,
    FrozenItems,
    FrozenIterator,
    FrozenLog,
    FrozenMethod,
    FrozenObjects,
    FrozenPlain,
    FrozenView,
    memory,
)
from tui_tutor.engine.state import is_simple


def thaw(frozen: Frozen, namespace: dict[str, Any], codes: Codes) -> dict[str, Any]:
    """The values as new objects. Functions run in `namespace`."""
    thawing = _Thaw(namespace, codes)
    return {name: thawing.value(value) for name, value in frozen.values.items()}


Making = Generator[Any, Any, Any]
"""Makes a value, and asks for those that it needs by yielding them frozen."""


class _Thaw:
    """One thawing: whatever was one object is made once."""

    def __init__(self, namespace: dict[str, Any], codes: Codes) -> None:
        self._namespace = namespace
        self._codes = codes
        self._memo: dict[int, Any] = {}

    def value(self, frozen: Any) -> Any:
        """A frozen value brought back. What it needs first is made first, without recursion: it can lie very deep."""
        memo, waiting, wanted = self._memo, list[tuple[int, Making]](), frozen
        while True:
            maker, key = _MAKERS.get(type(wanted)), id(wanted)
            made = wanted if maker is None else memo[key] if key in memo else maker(self, wanted)
            if maker is not None and key not in memo:
                if isinstance(made, types.GeneratorType):
                    waiting.append((key, made))
                    made = None
                else:
                    memo[key] = made
            while waiting:
                try:
                    wanted = waiting[-1][1].send(made)
                    break
                except StopIteration as ended:
                    made = memo[waiting.pop()[0]] = ended.value
            else:
                return made

    def array(self, frozen: FrozenArray) -> Any:
        made = frozen.data.copy(order="K")
        made.flags.writeable = frozen.writeable
        return made

    def objects(self, frozen: FrozenObjects) -> Making:
        made = np.empty_like(frozen.layout)
        self._memo[id(frozen)] = made
        cells = memory(made)
        assert cells is not None
        for index, item in enumerate(frozen.items):
            cells[index] = yield item
        made.flags.writeable = frozen.writeable
        return made

    def view(self, frozen: FrozenView) -> Making:
        owner = memory((yield frozen.owner))
        assert owner is not None
        made: Any
        if frozen.dtype == object:
            start = owner[frozen.offset // frozen.dtype.itemsize :]
            made = np.lib.stride_tricks.as_strided(start, frozen.shape, frozen.strides)
        else:
            made = np.ndarray(frozen.shape, frozen.dtype, owner, frozen.offset, frozen.strides)
        if not frozen.writeable:
            made.flags.writeable = False
        return made

    def items(self, frozen: FrozenItems) -> Making:
        made: Any = frozen.kind() if frozen.kind in (list, dict) else None
        if made is not None:
            # Known before its items, which may hold it.
            self._memo[id(frozen)] = made
        items = []
        for item in frozen.items:
            items.append((yield item) if type(item) in _MAKERS else item)
        if frozen.kind is list:
            made.extend(items)
        elif frozen.kind is dict:
            made.update(zip(items[::2], items[1::2], strict=True))
        return made if made is not None else frozen.kind(items)

    def plain(self, frozen: FrozenPlain) -> Any:
        return frozen.copy if isinstance(frozen.copy, (tuple, frozenset)) else frozen.copy.copy()

    def log(self, frozen: FrozenLog) -> Any:
        items = frozen.items[: frozen.length]
        if frozen.is_plain:
            return items
        for index, each in frozen.loose.items():
            items[index] = each
        return [self.value(each) for each in items]

    def function(self, frozen: FrozenFunction) -> Making:
        code = self._codes.code(frozen.key)
        there = self._namespace.get(frozen.name)
        if frozen.is_simple and isinstance(there, types.FunctionType) and there.__code__ is code and is_simple(there):
            return there
        cells = []
        for cell in frozen.cells or ():
            cells.append((yield cell))
        around = tuple(cells) if frozen.cells is not None else None
        made = types.FunctionType(code, self._namespace, frozen.name, (yield frozen.defaults), around)
        made.__kwdefaults__ = yield frozen.named_defaults
        return made

    def cell(self, frozen: FrozenCell) -> Making:
        made = types.CellType()
        self._memo[id(frozen)] = made
        if frozen.is_filled:
            made.cell_contents = yield frozen.content
        return made

    def method(self, frozen: FrozenMethod) -> Making:
        return getattr((yield frozen.owner), frozen.name)

    def generator(self, frozen: FrozenGenerator) -> Any:
        bits = frozen.kind()
        bits.state = frozen.state
        return np.random.Generator(bits)

    def iterator(self, frozen: FrozenIterator) -> Making:
        arguments = []
        for argument in frozen.arguments:
            arguments.append((yield argument))
        made = frozen.make(*arguments)
        for progress in frozen.progress:
            made.__setstate__((yield progress))
        return made

    def dict_iterator(self, frozen: FrozenDictIterator) -> Making:
        owner = yield frozen.owner
        made = iter(getattr(owner, frozen.view)())
        for _ in range(len(owner) - frozen.remaining):
            next(made)
        return made

    def expression(self, frozen: FrozenExpression) -> Making:
        return types.FunctionType(self._codes.code(frozen.key), self._namespace)((yield frozen.iterator))


_MAKERS: dict[type, Any] = {
    FrozenArray: _Thaw.array,
    FrozenObjects: _Thaw.objects,
    FrozenView: _Thaw.view,
    FrozenItems: _Thaw.items,
    FrozenPlain: _Thaw.plain,
    FrozenLog: _Thaw.log,
    FrozenFunction: _Thaw.function,
    FrozenCell: _Thaw.cell,
    FrozenMethod: _Thaw.method,
    FrozenGenerator: _Thaw.generator,
    FrozenIterator: _Thaw.iterator,
    FrozenDictIterator: _Thaw.dict_iterator,
    FrozenExpression: _Thaw.expression,
}
