"""What an operand is called among the numbers: `self.w` of a method is `net.w` there, `weights[i]` is `weights[0]`."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from tui_tutor.engine.watch.standing import NameState
from tui_tutor.engine.watch.values import Value


class Names:
    """The names that are shown at a moment, those of the present call included."""

    def __init__(self, names: Iterable[NameState], inner: Iterable[NameState] = ()) -> None:
        self._outer = {each.name: each for each in names}
        self._inner = {each.name: each for each in inner}
        self._of_token: dict[int, str] = {}
        for each in self._outer.values():
            if each.value is not None and each.value.is_array and each.alias_of is None:
                self._of_token.setdefault(each.value.token, each.name)

    def of(self, code: str, value: Value | None = None) -> str:
        """The name of what is written so, by its value where that is known; the text itself where it has no name."""
        if value is not None and value.is_array and value.token in self._of_token:
            return self._of_token[value.token]
        try:
            node = ast.parse(code.strip(), mode="eval").body
        except (SyntaxError, ValueError, RecursionError):
            return code
        return self._of(node) or code

    def same(self, name: str, other: str) -> bool:
        """Whether two names are one, or names of one array."""
        return self._first(name) == self._first(other)

    def change(self, name: str) -> tuple[Value | None, Value | None]:
        """What a name was before the present operation, None where that did not change it, and what it is."""
        state = self._outer.get(name)
        return (state.before, state.value) if state is not None else (None, None)

    def _first(self, name: str) -> str:
        state = self._outer.get(name)
        return state.alias_of or name if state is not None else name

    def _of(self, node: ast.expr) -> str | None:
        if isinstance(node, ast.Name):
            state = self._inner.get(node.id) or self._outer.get(node.id)
            return (state.alias_of or node.id) if state is not None else node.id
        if isinstance(node, ast.Attribute):
            owner = self._of(node.value)
            return f"{owner}.{node.attr}" if owner is not None else None
        if isinstance(node, ast.Subscript):
            owner, key = self._of(node.value), self._key(node.slice)
            return f"{owner}[{key}]" if owner is not None and key is not None else None
        return None

    def _key(self, node: ast.expr) -> str | None:
        if isinstance(node, ast.Constant):
            return f'"{node.value}"' if isinstance(node.value, str) else str(node.value)
        if isinstance(node, ast.Name):
            state = self._inner.get(node.id) or self._outer.get(node.id)
            value = state.value if state is not None else None
            return str(value.data) if value is not None and value.is_number else None
        return None


def turned(code: str) -> tuple[str, bool]:
    """What a text turns over, and whether it does: `net.w` and true of `net.w.T`."""
    for end in (".T", ".transpose()"):
        if code.endswith(end):
            return code.removesuffix(end), True
    if code.startswith(("np.transpose(", "numpy.transpose(")) and code.endswith(")"):
        return code.partition("(")[2][:-1], True
    return code, False
