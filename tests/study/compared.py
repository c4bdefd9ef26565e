"""The variations of the toy brain, run once each and compared with it as it is."""

from __future__ import annotations

import warnings
from functools import cache

import numpy as np
from engine_help import TOY

from tui_tutor.engine.text.source import Source
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.recording import Event
from tui_tutor.engine.watch.values import Value
from tui_tutor.lesson.load import load
from tui_tutor.study.compare import Comparison, Parting, parting, side
from tui_tutor.view.lines import text_of, width
from tui_tutor.view.versions import versions

LESSON = load(TOY)

WHAT_IFS = {each.name: each for each in LESSON.what_ifs}

SHORT = 10_001
"""Iterations that are run: most of what the notices say is true after 10,000."""

TO_THE_END = (
    "no slope at the output",
    "the target is the cat",
    "l1 not transposed",
    "seed 2",
    "8 hidden neurons",
    "no slopes at all",
)


def engine_of(source: Source) -> Engine:
    assert LESSON.curve is not None
    engine = Engine(source, axes=dict(LESSON.axes), curve=LESSON.curve.expression, seed=1)
    engine.open()
    engine.look_ahead()
    return engine


@cache
def original() -> Engine:
    engine = engine_of(LESSON.source)
    assert engine.run_to_end()
    return engine


@cache
def changed(name: str) -> Engine:
    engine = engine_of(WHAT_IFS[name].apply(LESSON.source))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if name in TO_THE_END:
            assert engine.run_to_end()
        else:
            engine.run_to(SHORT)
    return engine


@cache
def compared(name: str) -> Comparison:
    one, other = original(), changed(name)
    return Comparison(side(one, "l2"), side(other, "l2"), parting(one, other))


def page(name: str, columns: int = 96) -> list[str]:
    lines = versions(compared(name), WHAT_IFS[name], "mean |l2_error|", "l2", columns)
    assert [width(each) for each in lines if width(each) > columns] == []
    return [text_of(each).rstrip() for each in lines]


def words(name: str) -> str:
    """The page in one line, so that nothing is lost where a line was broken."""
    return " ".join(" ".join(page(name)).split())


def numbers(value: Value | None) -> list[float]:
    assert value is not None
    return [float(each) for each in np.ravel(value.data)]


def both(parted: Parting | None) -> tuple[Event, Event]:
    assert parted is not None
    assert parted.one is not None
    assert parted.other is not None
    return parted.one, parted.other
