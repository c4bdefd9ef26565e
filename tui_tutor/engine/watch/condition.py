"""A learner's condition: the iteration at whose end it holds."""

from __future__ import annotations

from typing import Any

import numpy as np

from tui_tutor.engine.rewind.run import Run, Tick
from tui_tutor.engine.text.looking import Look, why_no_truth


class ConditionError(Exception):
    """Raised where a learner's condition has no truth value: its message says why."""


def search(run: Run, start: int, condition: Look, tick: Tick) -> int | None:
    """The first iteration from `start` on at whose end a condition holds; None where it never does.

    The condition sees the program's names, `np`, and as `error` what the lesson plots. Raises ConditionError.
    """
    machine = run.machine

    def met() -> bool:
        names = machine.names_to_look_at()
        extra: dict[str, Any] = {"np": np}
        if "error" in condition.names and run.curve.look is not None:
            extra["error"] = run.curve_value(machine)
        try:
            # The program's own names stand in front of ours.
            return bool(condition(names, {name: value for name, value in extra.items() if name not in names}))
        except Exception as error:
            raise ConditionError(why_no_truth(error)) from None

    return run.search(start, met, tick)
