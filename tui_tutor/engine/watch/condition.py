"""A learner's condition: the iteration at whose end it holds."""

from __future__ import annotations

from typing import Any

import numpy as np

from tui_tutor.engine.rewind.iterators import NotRestorable
from tui_tutor.engine.rewind.pace import Tick
from tui_tutor.engine.rewind.run import Run
from tui_tutor.engine.text.looking import CONDITION, Look, why_no_truth
from tui_tutor.engine.watch.harmless import HELPERS, Noting, TouchesError


class ConditionError(Exception):
    """Raised where a learner's condition has no truth value: its message says why."""


class Condition:
    """What a learner typed, asked of a run again and again; the run goes on as if it had never been asked.

    What can touch nothing is evaluated as it is. For all else the state of the program is taken before and put back
    after. Raises SyntaxError and ValueError for what is no expression.
    """

    def __init__(self, text: str) -> None:
        self._look = Look(text, CONDITION)
        self._noting = Look(text, CONDITION, Noting())

    def holds(self, run: Run) -> bool:
        """Whether it is true where the machine stands. Raises ConditionError."""
        machine = run.machine
        names, extra = machine.live_names(), dict[str, Any](np=np)
        if "error" in self._look.names and run.curve.look is not None:
            extra["error"] = run.curve_value(machine)
        # The program's own names stand in front of ours.
        more: dict[str, Any] = {name: value for name, value in extra.items() if name not in names}
        try:
            try:
                return bool(self._noting(names, {**more, **HELPERS}))
            except TouchesError:
                return run.untouched(lambda: bool(self._look(dict(names), more)))
        except NotRestorable as error:
            raise ConditionError(f"it may change {error.told}, and that could not be put back") from None
        except Exception as error:
            raise ConditionError(why_no_truth(error)) from None


def search(run: Run, start: int, condition: Condition, tick: Tick) -> int | None:
    """The first iteration from `start` on at whose end a condition holds; None where it never does.

    The condition sees the program's names, `np`, and as `error` what the lesson plots. Raises ConditionError.
    """
    return run.search(start, lambda: condition.holds(run), tick)
