"""What a learner wants to be plotted: an expression of the program's names, one number when an iteration ends."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from tui_tutor.engine.rewind.curve import number_at
from tui_tutor.engine.rewind.pace import Tick
from tui_tutor.engine.rewind.run import Run
from tui_tutor.engine.text import guard
from tui_tutor.engine.text.looking import CURVE, Look
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.harmless import HarmlessLook, TouchesError

NO_LOOP = "this program has no loop that turns, so there are no iterations to plot it over"
TOUCHES = "to look at it, the program's own code would have to run, which may change the program"
UNREADABLE = "this cannot be read; type one expression, such as `np.mean(w ** 2)`"


@dataclass(frozen=True, slots=True)
class Plotted:
    """What came of a wish to plot something.

    `text` is the expression, None for what the lesson itself plots. `why_not` says why it is not plotted; then all is
    as it was. `note` is what else there is to say.
    """

    text: str | None
    why_not: str = ""
    note: str = ""


def why_not_plotted(text: str, program: ast.Module) -> str:
    """Why an expression cannot be plotted, as far as its text and the program's tell; empty where it can."""
    try:
        HarmlessLook(text, CURVE)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return UNREADABLE
    problems = guard.check_expression(text, "plot", program)
    return problems[0].message if problems else ""


def plot(engine: Engine, text: str | None, own: str | None, at: int, tick: Tick) -> Plotted:
    """Plot an expression that the guard has passed, or for None again what the lesson plots (`own`).

    It is sampled over all iterations that have been run. `at` is the last one whose end the learner has seen, -1 for
    none. `tick` may stop that; the curve then goes on from where the run is.
    """
    run = engine.run
    if run is None or not engine.has_loop:
        return Plotted(text, NO_LOOP if text is not None else "")
    engine.run_to(max(1, at + 1), tick)
    look: Look | None = Look(own, CURVE) if own is not None else None
    note = ""
    if text is not None:
        look = HarmlessLook(text, CURVE)
        note, why_not = _judged(engine, run, look)
        if why_not:
            return Plotted(text, why_not)
    run.plot(look)
    if not run.sample(tick):
        note = f"stopped: of the iterations before, the curve has those up to {max(0, run.curve.next - 1):,}"
    return Plotted(text, note=note)


def _judged(engine: Engine, run: Run, look: Look) -> tuple[str, str]:
    """What there is to say of an expression at the end of the last iteration, and why it cannot be plotted."""
    at = run.last_end
    if not run.come_to_end(at):
        return "", ""
    where = f"at the end of iteration {at:,}"
    try:
        number_at(look, run.machine)
    except TouchesError:
        return "", TOUCHES
    except NameError as error:
        name = error.name or ""
        if name in engine.names_in_order:
            return f"`{name}` has no value yet {where}", ""
        if name in _names(engine.source.tree):
            return "", f"`{name}` has no value {where}: it is a name inside a function"
        return "", f"there is no name `{name}` in this program"
    except TypeError as error:
        return "", f"{error} ({where})"
    except Exception as error:
        return "", f"{type(error).__name__}: {error} ({where})"
    return "", ""


def _names(program: ast.Module) -> set[str]:
    """Every name that a program gives a value anywhere."""
    names = {node.id for node in ast.walk(program) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    return names | {node.arg for node in ast.walk(program) if isinstance(node, ast.arg)}
