"""Pins: expressions of a program's names that a learner keeps in sight, as they are now and over the iterations."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from tui_tutor.engine.text import guard
from tui_tutor.engine.text.looking import CONDITION, Look, number_of
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.moment import Moment
from tui_tutor.engine.watch.values import Value, take

MOST_PINS = 8
"""Expressions that are kept in sight at once."""

SECONDS = 0.15
"""How long earlier iterations are looked at for an answer; what is left is looked at with the next one."""

NOT_YET = "not yet"


@dataclass(frozen=True, slots=True, eq=False)
class Pinned:
    """A pinned expression: its value where the learner stands, or why it has none.

    `curve` are samples of it at the ends of iterations that the learner has reached, where it is a single number.
    """

    text: str
    value: Value | None
    why_not: str = ""
    curve: tuple[tuple[int, float], ...] = ()

    def cut(self, limit: int) -> Pinned:
        """The same with a large array cut to its corner."""
        return replace(self, value=self.value.cut(limit) if self.value is not None else None)


def why_not_pinned(text: str) -> str:
    """Why an expression cannot be pinned; empty where it can."""
    problems = guard.check_expression(text, "pin")
    if problems:
        return problems[0].message
    try:
        Look(text, CONDITION)
    except (SyntaxError, ValueError):
        return "this cannot be read; type one expression, such as `w[0, 0]`"
    return ""


class Pins:
    """The pins on one engine's run, with what they were at the ends of some iterations."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._looks: dict[str, Look] = {}
        self._samples: dict[str, dict[int, float]] = {}

    def set(self, texts: Sequence[str]) -> None:
        """Pin these expressions and no others; those that cannot be are left out."""
        kept = [text for text in dict.fromkeys(texts) if not why_not_pinned(text)][:MOST_PINS]
        self._looks = {text: self._looks.get(text) or Look(text, CONDITION) for text in kept}
        self._samples = {text: self._samples.get(text, {}) for text in kept}

    def at(self, moment: Moment) -> tuple[Pinned, ...]:
        """Each pin at a moment whose values are whole."""
        if not self._looks:
            return ()
        names = {each.name: each.value for each in (*moment.names, *moment.locals) if each.value is not None}
        held = {name: value.data for name, value in names.items() if value.shape is not None and value.whole}
        last = moment.error_at if moment.error_at is not None else -1
        self._sample(last)
        return tuple(self._pinned(text, look, held, last) for text, look in self._looks.items())

    def _pinned(self, text: str, look: Look, held: dict[str, Any], last: int) -> Pinned:
        curve = tuple((at, value) for at, value in sorted(self._samples[text].items()) if at <= last)
        try:
            with np.errstate(all="ignore"):
                value = take(look({}, {"np": np, **held}))
        except NameError:
            return Pinned(text, None, NOT_YET, curve)
        except Exception as error:
            return Pinned(text, None, f"{type(error).__name__}: {error}", curve)
        return Pinned(text, value, "", curve)

    def _sample(self, last: int) -> None:
        """Look at the ends of iterations up to one, ever further apart, that were not looked at yet."""
        run, until = self._engine.run, time.perf_counter() + SECONDS
        missing = [at for at in wanted(last) if any(at not in known for known in self._samples.values())]
        if run is None:
            return
        for at in missing:
            if time.perf_counter() > until or at > run.known:
                return
            machine = run.finish(at)
            if run.position != at + 1:
                return
            names = machine.names_to_look_at()
            for text, look in self._looks.items():
                self._samples[text][at] = _number(look, names)


def wanted(last: int) -> list[int]:
    """The iterations up to one that a curve has samples of: ten in each decade."""
    found, at, step = [], 0, 1
    while at <= last:
        found.append(at)
        at += step
        step = 10 ** (len(str(at)) - 1)
    return found


def _number(look: Look, names: dict[str, Any]) -> float:
    try:
        with np.errstate(all="ignore"):
            return number_of(look(names, {"np": np}))
    except Exception:
        return float("nan")
