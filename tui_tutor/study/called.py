"""What values are called among the names that are shown, whatever the program calls them where it uses them."""

from __future__ import annotations

from tui_tutor.engine.watch.recording import Recording


class Called:
    """The names that values have had in a part of the run, up to one of its operations."""

    def __init__(self, recording: Recording, stop: int) -> None:
        self._names: dict[int, list[str]] = {}
        self._last: dict[str, int] = {}
        self._counts: dict[str, int] = {}
        for name, value in recording.start.items():
            self._note(name, value.token)
        self._counts = dict.fromkeys(self._counts, 0)
        for event in recording.events[:stop]:
            for change in event.changes:
                if change.frame == 0 and change.value is not None:
                    self._note(change.name, change.value.token)

    def best(self, token: int, code: str) -> str | None:
        """The name that stays a value's, None where it has none.

        Names that are given to one value alone come first, of those the one that the program writes, then plain ones
        before parts of what others hold.
        """
        staying = [name for name in self._names.get(token, []) if self._last[name] == token]
        ranked = sorted(staying, key=lambda name: (self._counts[name], name != code, not name.isidentifier()))
        return ranked[0] if ranked else None

    def first(self, token: int) -> str | None:
        """The first name that a value got; None where it got none."""
        names = self._names.get(token)
        return names[0] if names else None

    def _note(self, name: str, token: int) -> None:
        names = self._names.setdefault(token, [])
        if name not in names:
            names.append(name)
        if self._last.get(name) != token:
            self._counts[name] = self._counts.get(name, -1) + 1
        self._last[name] = token
