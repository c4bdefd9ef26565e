"""A program's live objects: what they hold is taken at an instant, and put back into the same objects later.

A state copies no object. It notes what each object that the program can reach holds. Put back, all that anybody knows
of the program (its frames, its names, what other objects hold) still is what it was: aliases, views and closures hold
by themselves. Only iterators are replaced by twins, since nothing can be put into them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tui_tutor.engine.rewind.contents import Bits, Gathered, Grown, Held, Mixed, Numbers, State, Twin, are_atoms
from tui_tutor.engine.rewind.foreign import check
from tui_tutor.engine.rewind.iterators import twin
from tui_tutor.engine.rewind.putting import check_bits, check_set, mapped, put, resolve
from tui_tutor.engine.rewind.taking import Known, Taking


@dataclass
class World:
    """Takes the contents of one program's objects again and again; what did not change is shared.

    `namespace` holds the program's own names and tells its functions and classes from others. `only_grows` says that
    no list of the program is ever changed but by adding to its end. `owns` tells which modules are the program's own
    besides, None for a program that is not trusted: that has objects of its own classes only, and of those known here.
    `touched` are the names whose objects the rest of the run can change, None for all: of what others lead to, that
    which cannot be taken is left as it is. `pops_sets` says that the program may ask a set for any of its items.
    """

    namespace: dict[str, Any]
    only_grows: bool = False
    owns: Callable[[Any], bool] | None = None
    touched: frozenset[str] | None = None
    pops_sets: bool = False
    _known: Known = field(default_factory=Known)

    def take(self, roots: dict[Any, Any]) -> State:
        """The contents of all that can be reached from `roots`. Raises NotRestorable."""
        taking = Taking(self.namespace, self._known, only_grows=self.only_grows, owns=self.owns)
        taking.all(value for key, value in roots.items() if self._can_change(key))
        if self.touched is not None:
            taking.is_lenient = True
            taking.all(roots.values())
        taking.group()
        self._known = taking.known
        numbers = [each for _, each in taking.known.arrays.values()]
        nbytes = taking.nbytes + 256 + 16 * len(roots) + 16 * len(taking.contents)
        return State(roots=dict(roots), contents=taking.contents, arrays=numbers, nbytes=nbytes, twins=taking.twins)

    def _can_change(self, key: Any) -> bool:
        return self.touched is None or key[0] not in ("name", "own") or key[1] in self.touched

    def put(self, state: State) -> dict[Any, Any]:
        """Put a state's contents back into its objects; returns its roots. Raises LostError, with nothing changed."""
        for target, content in state.contents:
            if type(content) is Gathered:
                check_set(target, content, pops=self.pops_sets)
            elif type(content) is Bits:
                check_bits(target, content)
            elif type(content) is Mixed and self.owns is not None:
                check(target, content.parts)
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

        fixed = {id(target) for target, content in state.contents if content is None}

        def now(value: Any) -> Any:
            key = id(value)
            if key not in twins and key in fixed:
                # A tuple that holds an iterator is another one, with its twin.
                resolve(value, twins, lambda each: id(each) in fixed)
            return twins.get(key, value)

        for target, content in state.contents:
            put(target, mapped(content, now) if isinstance(content, (Held, Grown)) and _leads_on(content) else content)
        self._know(state)
        return {name: now(value) for name, value in state.roots.items()}

    def forget_lists(self) -> None:
        """Others have put new iterators into lists, which then hold other items than is known."""
        self._known.lists.clear()

    def _know(self, state: State) -> None:
        """What objects hold now is what the state says: that need not be copied again."""
        contents = state.contents
        self._known = Known(
            arrays={id(o): (o, c) for o, c in contents if type(c) is Numbers},
            held={id(o): (o, c) for o, c in contents if isinstance(c, Held)},
            # Lists in which twins took the place of iterators hold other items than the state says.
            lists={id(o): (o, c, are_atoms(c.items)) for o, c in contents if type(c) is Grown and not state.twins},
        )


def _leads_on(content: Held | Grown) -> bool:
    """Whether a content holds anything that may be another one: of a million numbers none is."""
    return not are_atoms(content.items) or (isinstance(content, Held) and not are_atoms(content.keys or ()))
