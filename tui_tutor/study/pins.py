"""Pins: expressions of a program's names that a learner keeps in sight, as they are now and over the iterations."""

from __future__ import annotations

import ast
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from tui_tutor.engine.rewind.curve import modules_beside, number_at, value_of
from tui_tutor.engine.text import guard
from tui_tutor.engine.text.language.conditions import MODULES
from tui_tutor.engine.text.looking import CONDITION, Look
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.harmless import HarmlessLook, TouchesError
from tui_tutor.engine.watch.moment import Moment
from tui_tutor.engine.watch.unfolding import root_of
from tui_tutor.engine.watch.values import Value, take
from tui_tutor.study.parted import parted

MOST_PINS = 8
"""Expressions that are kept in sight at once."""

SECONDS = 0.15
"""How long earlier iterations are looked at for an answer; what is left is looked at with the next one."""

Curve = tuple[tuple[int, float], ...]

NOT_YET = "not yet"

AT_ENDS = "known at the ends of iterations"
"""Why there is no value of what a moment tells no numbers of, such as an item of a list."""

TOUCHES = "the program's own code would have to run for it"


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


def why_not_pinned(text: str, program: ast.Module | None = None) -> str:
    """Why an expression cannot be pinned; empty where it can. It may have attributes of a program's own."""
    problems = guard.check_expression(text, "pin", program)
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
        self._live: dict[str, Look] = {}
        self._samples: dict[str, dict[int, float]] = {}

    def set(self, texts: Sequence[str]) -> None:
        """Pin these expressions and no others; those that cannot be are left out."""
        program = self._engine.source.tree
        kept = [text for text in dict.fromkeys(texts) if not why_not_pinned(text, program)][:MOST_PINS]
        self._looks = {text: self._looks.get(text) or Look(text, CONDITION) for text in kept}
        self._live = {text: self._live.get(text) or HarmlessLook(text, CONDITION) for text in kept}
        self._samples = {text: self._samples.get(text, {}) for text in kept}

    def at(self, moment: Moment) -> tuple[Pinned, ...]:
        """Each pin at a moment whose values are whole."""
        if not self._looks:
            return ()
        states = (*moment.names, *moment.locals)
        held = parted(states)
        # Of these a moment tells more by text than by numbers.
        told = frozenset(root_of(each.name) for each in states if each.value is not None)
        last = moment.error_at if moment.error_at is not None else -1
        self._sample(last)
        return tuple(self._pinned(text, look, held, told, last) for text, look in self._looks.items())

    def _pinned(self, text: str, look: Look, held: dict[str, Any], told: frozenset[str], last: int) -> Pinned:
        curve = tuple((at, value) for at, value in sorted(self._samples[text].items()) if at <= last)
        try:
            with np.errstate(all="ignore"):
                value = take(look({}, {**modules_beside(held), **held}))
        except NameError:
            names = {node.id for node in ast.walk(ast.parse(text.strip(), mode="eval")) if isinstance(node, ast.Name)}
            return Pinned(text, None, self._at_end(text, curve) if names <= {*told, *MODULES} else NOT_YET, curve)
        except Exception as error:
            return Pinned(text, None, f"{type(error).__name__}: {error}", curve)
        return Pinned(text, value, "", curve)

    def _at_end(self, text: str, curve: Curve) -> str:
        """What is told of an expression that has a value at the ends of iterations alone."""
        run = self._engine.run
        if run is None:
            return NOT_YET
        try:
            number_at(self._live[text], run.machine)
        except TouchesError:
            return TOUCHES
        except Exception:
            return NOT_YET
        return f"{curve[-1][1]:.6g} after iteration {curve[-1][0]:,}" if curve else AT_ENDS

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
            for text, look in self._live.items():
                self._samples[text][at] = value_of(look, machine)


def wanted(last: int) -> list[int]:
    """The iterations up to one that a curve has samples of: ten in each decade."""
    found, at, step = [], 0, 1
    while at <= last:
        found.append(at)
        at += step
        step = 10 ** (len(str(at)) - 1)
    return found
