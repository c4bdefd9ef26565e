"""The names of a program as they stand after one of its operations, in an order that stays."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from tui_tutor.engine.imported.drawing import DRAWN
from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.position import Part
from tui_tutor.engine.watch.recording import Event, Recording, Window
from tui_tutor.engine.watch.unfolding import root_of
from tui_tutor.engine.watch.values import Value

NOT_DATA = frozenset(
    """module function builtin_function_or_method method type ufunc _ArrayFunctionDispatcher ABCMeta EnumType
    _ProtocolMeta _AnyMeta _SpecialForm _TypedCacheSpecialForm _CallableType _TupleType _SpecialGenericAlias
    _GenericAlias _UnionGenericAlias GenericAlias UnionType TypeAliasType TypeVar ParamSpec NewType""".split()
)
"""Types of values that are part of a program's text rather than of what it computes."""

_UNCHANGING = NOT_DATA | {"str", "bytes", "NoneType", "range", "slice", "tuple", "frozenset", "ellipsis"}
"""Types of values of which nobody can tell whether two names are one object or two equal ones."""

_PREFIX = re.compile(r"\w+|\.\w+|\[[^\]]*\]")
"""A name, and each of what stands behind it to reach a part."""


@dataclass(frozen=True, slots=True, eq=False)
class NameState:
    """A name of the program as it stands, or a part of what a name holds, such as `net.w0`.

    `value` is None where the name does not exist yet; `expected` is then the value it had when it was first seen
    to come, for its shape. `before` is its value before the present operation, where that changed it. `left_over`
    marks a value of the iteration before, which this one has not replaced yet. `alias_of` is another name for the
    very same array, list or object.
    """

    name: str
    value: Value | None
    expected: Value | None = None
    before: Value | None = None
    changed: bool = False
    left_over: bool = False
    alias_of: str | None = None

    def cut(self, limit: int) -> NameState:
        """The same with arrays of more than `limit` elements cut to their corners."""
        return replace(
            self,
            value=self.value.cut(limit) if self.value is not None else None,
            before=self.before.cut(limit) if self.before is not None else None,
            expected=self.expected.cut(limit) if self.expected is not None else None,
        )


def standing(
    engine: Engine, recording: Recording, window: Window, count: int, part: Part, inner: int
) -> tuple[tuple[NameState, ...], tuple[NameState, ...]]:
    """The program's names after `count` operations, and those of the call of the number `inner`; none for 0.

    `window` is the stretch of the recording that the last of these operations is in.
    """
    count -= window.first
    names = _values(window, count, 0)
    owners = _owners(names, engine, recording.start)
    states = tuple(_states(engine, recording, window, count, names, part, owners))
    return states, tuple(_local_states(window, count, inner, owners)) if inner else ()


def _values(window: Window, count: int, frame: int) -> dict[str, Value]:
    """The names of one running call after `count` operations of a window."""
    names = dict(window.names.get(frame, {}))
    for event in window.events[:count]:
        for change in event.changes:
            if change.frame != frame:
                continue
            if change.value is None:
                names.pop(change.name, None)
            else:
                names[change.name] = change.value
    return names


def _states(
    engine: Engine,
    recording: Recording,
    window: Window,
    count: int,
    names: dict[str, Value],
    part: Part,
    owners: Mapping[int, str],
) -> Iterator[NameState]:
    since = _begun(window, count)
    changed = _changed(window, since, count, 0)
    before = _values(window, since, 0) if changed else {}
    renewed = window.renewed | {c.name for each in window.events[:count] for c in each.changes if c.frame == 0}
    # What has gone when the loop is over does not come any more.
    expected = engine.expected if part is not Part.END else {}
    hints = {name: value for name, value in expected.items() if _may_come(name, engine.replaced)}
    expected_owners = _owners(hints, engine, {})
    lasting = _renewed_unread(recording, engine.source.tree) if part is Part.LOOP else frozenset()
    for name in _placed(engine.names_in_order, [*names, *hints]):
        value, hint = names.get(name), hints.get(name)
        shown = value or hint
        if shown is None or not is_data(shown) or (_is_instance(shown) and not name.isidentifier()):
            continue
        root = root_of(name)
        if value is None and root in names and owners.get(names[root].token, root) != root:
            # The object that it would be a part of is told under another name.
            continue
        # Tokens of values and of expected values come from different recordings and never meet.
        known = owners if value is not None else expected_owners
        owner = known.get(shown.token, name) if _has_identity(shown) else name
        is_old = (root in engine.replaced and root not in renewed) or name in lasting
        yield NameState(
            name,
            value,
            None if value is not None else hint,
            before.get(name),
            name in changed,
            value is not None and part is Part.LOOP and is_old and name not in renewed,
            owner if owner != name else None,
        )


def is_data(value: Value) -> bool:
    """Whether a value is of what a program computes: no part of its text, and nothing that is drawn elsewhere."""
    return value.type_name not in NOT_DATA and value.text != DRAWN


def _local_states(window: Window, count: int, frame: int, owners: Mapping[int, str]) -> Iterator[NameState]:
    """The names of a call; an object that has a name outside is told by that, an array by its numbers."""
    names = _values(window, count, frame)
    since = _begun(window, count)
    changed = _changed(window, since, count, frame)
    before = _values(window, since, frame) if changed else {}
    for name in _placed([], list(names)):
        value = names[name]
        if is_data(value) and (name.isidentifier() or not _is_instance(value)):
            alias = owners.get(value.token) if _has_identity(value) and not value.is_array else None
            yield NameState(name, value, None, before.get(name), name in changed, alias_of=alias)


def _begun(window: Window, count: int) -> int:
    """How many operations there were before the present one: for a call, before all of the window inside it."""
    at = max(0, count - 1)
    event = window.events[at] if count else None
    while event is not None and event.kind is Kind.CALL and at and window.events[at - 1].depth > event.depth:
        at -= 1
    return at


def _changed(window: Window, since: int, count: int, frame: int) -> set[str]:
    return {each.name for event in window.events[since:count] for each in event.changes if each.frame == frame}


def _may_come(name: str, replaced: frozenset[str]) -> bool:
    """Whether there is a place for a part before it exists: a list that is made once has only what it has."""
    return "[" not in name or root_of(name) in replaced


def _has_identity(value: Value) -> bool:
    """Whether two names for this value can be one: of an array, a list or an object, not of a number or a text."""
    return value.is_array or (value.shape is None and value.type_name not in _UNCHANGING)


def _is_instance(value: Value) -> bool:
    """Whether this is an object of one of the program's classes, which is shown by its parts."""
    return value.shape is None and value.text == f"<{value.type_name}>"


def _owners(values: Mapping[str, Value], engine: Engine, start: Mapping[str, Value]) -> dict[int, str]:
    """The name by which each array and each object is known: an object by the first one, before whose parts it stands.

    An array is known by a name that it keeps while the loop turns, a plain one before a part such as `weights[0]`;
    else by a name that it is given in passing, such as the `W` of a `zip`, again a plain one first.
    """
    owners: dict[int, str] = {}
    passing = engine.carried.written if engine.carried is not None else frozenset()

    def rank(name: str) -> int:
        if not values[name].is_array:
            return 0
        if name.isidentifier():
            return 2 if name in passing else 0
        return 1 if name in start and start[name].token == values[name].token else 3

    for name in sorted(_placed(engine.names_in_order, list(values)), key=rank):
        if _has_identity(values[name]):
            owners.setdefault(values[name].token, name)
    return owners


def _placed(order: Sequence[str], names: Sequence[str]) -> list[str]:
    """Names in their order, each with its parts behind it, those of a list by their numbers."""
    ranks: dict[str, int] = {name: at for at, name in enumerate(order)}
    keys: dict[str, tuple[int, ...]] = {}
    for name in names:
        if name in keys:
            continue
        prefix, key = "", []
        for piece in _PREFIX.findall(name) if not name.isidentifier() else (name,):
            prefix += piece
            at = int(piece[1:-1]) if piece[0] == "[" and piece[1:-1].isdecimal() else None
            key.append(ranks.setdefault(prefix, len(ranks)) if at is None else at)
        keys[name] = tuple(key)
    return sorted(keys, key=keys.__getitem__)


def _renewed_unread(recording: Recording, tree: ast.Module) -> frozenset[str]:
    """Attributes that a part of the run gives another value before anything uses the one that they begin with."""
    if recording.unread is None:
        found: set[str] = set()
        if recording.unfinished is None and recording.long is None:
            found = _found_renewed(recording.start, recording.events, _in_displays(tree))
        recording.unread = frozenset(found)
    return recording.unread


def _found_renewed(start: Mapping[str, Value], events: Iterable[Event], hidden: frozenset[str]) -> set[str]:
    waiting = {
        name: value.token for name, value in start.items() if "." in name and name.rpartition(".")[2] not in hidden
    }
    read: set[int] = set()
    found: set[str] = set()
    for event in events if waiting else ():
        read |= {operand.token for operand in event.operands}
        for change in event.changes:
            token = waiting.get(change.name) if change.frame == 0 else None
            if token is None or change.value is None or change.value.token == token:
                continue
            del waiting[change.name]
            if token not in read:
                found.add(change.name)
    return found


@lru_cache(maxsize=4)
def _in_displays(tree: ast.Module) -> frozenset[str]:
    """Attributes that lists, tuples and the like are made of, which uses them without being an operation."""
    displays = (ast.List, ast.Tuple, ast.Set, ast.Dict, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
    inside = (each for node in ast.walk(tree) if isinstance(node, displays) for each in ast.walk(node))
    return frozenset(each.attr for each in inside if isinstance(each, ast.Attribute) and isinstance(each.ctx, ast.Load))
