"""What the tests of diagnoses share: a program's text, run and looked at as a script is."""

from __future__ import annotations

import warnings
from functools import cache
from pathlib import Path

from tui_tutor.engine.text.source import Source
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.lesson.plotted import plotted
from tui_tutor.study.study import Study
from tui_tutor.study.why.looking import Looking
from tui_tutor.study.why.report import Report


def source(text: str) -> Source:
    return Source(str(Path("script.py")), "import numpy as np\n" + text)


def engine_of(text: str, curve: str = "") -> tuple[Engine, str]:
    """An engine that plots an expression, else what the tutor would of the script, and what that is called."""
    found = plotted(source(text)) if not curve else None
    expression, label = (found.expression, found.label) if found is not None else (curve or None, curve)
    engine = Engine(source(text), curve=expression, seed=1)
    engine.open()
    engine.look_ahead()
    return engine, label


def never() -> bool:
    return False


def always() -> bool:
    return True


@cache
def looked_at(text: str, curve: str = "") -> tuple[Report, str]:
    """The whole report of a script, and the label of its curve."""
    engine, label = engine_of(text, curve)
    with warnings.catch_warnings():
        # As in the process that runs programs: numpy's warnings are no exceptions.
        warnings.simplefilter("ignore")
        *_, report = Looking(Study(engine)).look(always, never)
    return report, label
