"""What a trusted program stands on, as under `python script.py` in its folder: that, its arguments and imports."""

from __future__ import annotations

import builtins
import importlib
import io
import os
import random
import sys
import types
from pathlib import Path
from typing import Any

from tui_tutor.engine.text.source import Trust

NOTHING_TYPED = (
    "nothing can be typed while a program is stepped; store the value in a name, or use `toytutor run --trust FILE`"
)

_NOT_OWN = ("tui_tutor", "__main__")
_ELSEWHERE = frozenset({"site-packages", "dist-packages"})

_PATH = list(sys.path)
"""Where modules are found when no program has run yet."""


class NoInput(io.TextIOBase):
    """In the place of the standard input of a program that is stepped: the keys are the tutor's."""

    def readable(self) -> bool:
        """It can be asked, and says why there is nothing."""
        return True

    def readline(self, _size: int | None = -1, /) -> str:  # type: ignore[override]
        """Raises EOFError, as Python's does where there is nothing more."""
        raise EOFError(NOTHING_TYPED)

    def read(self, _size: int | None = -1, /) -> str:
        """Raises EOFError."""
        raise EOFError(NOTHING_TYPED)

    def __next__(self) -> str:  # type: ignore[override]
        raise EOFError(NOTHING_TYPED)


class Ground:
    """The surroundings of one trusted program; what it has changed in them is made good when it begins anew.

    Only where it `opens_windows` can it plot into windows of its own.
    """

    def __init__(self, trust: Trust, *, opens_windows: bool = False) -> None:
        self._file = trust.file
        self._folder = str(Path(trust.file).parent)
        self._arguments = trust.arguments
        self._opens_windows = opens_windows
        self.module = types.ModuleType("__main__")
        self.stdin = NoInput()
        self._owned: dict[str, bool] = {}
        self._before = sys.modules.get("__main__")

    def begin(self, seed: int | None = None) -> None:
        """Make all as it is for a program that begins, in this process: folder, arguments, imports, `__main__`.

        With a `seed` Python's own generator starts from that, so that each time the same numbers are met.
        """
        if seed is not None:
            random.seed(seed)
        os.chdir(self._folder)
        sys.argv[:] = [Path(self._file).name, *self._arguments]
        sys.path[:] = [self._folder, *(each for each in _PATH if each != self._folder)]
        if not self._opens_windows:
            # What is plotted is drawn nowhere, unless the program writes it to a file.
            os.environ["MPLBACKEND"] = "agg"
        for name in [name for name in sys.modules if self.owns(name)]:
            # Python would read it anew, and so what it holds is again what it was.
            del sys.modules[name]
        importlib.invalidate_caches()
        self._owned.clear()
        names = self.module.__dict__
        names.clear()
        names.update(
            __name__="__main__",
            __doc__=None,
            __package__=None,
            __loader__=None,
            __spec__=None,
            __builtins__=builtins,
            __file__=self._file,
        )
        sys.modules["__main__"] = self.module

    def owns(self, name: Any) -> bool:
        """Whether a module is the program's own: a Python file in its folder, and no installed package."""
        if not isinstance(name, str):
            return False
        known = self._owned.get(name)
        if known is None:
            known = self._looked_up(name)
            if name in sys.modules:
                self._owned[name] = known
        return known

    def _looked_up(self, name: str) -> bool:
        file = getattr(sys.modules.get(name), "__file__", None)
        if name.partition(".")[0] in _NOT_OWN or not isinstance(file, str) or not file.endswith(".py"):
            return False
        path = Path(file)
        return path.is_relative_to(self._folder) and _ELSEWHERE.isdisjoint(path.parts)
