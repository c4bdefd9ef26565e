from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pytest
from engine_help import TOY

from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.walk import Walker
from tui_tutor.lesson.load import load
from tui_tutor.lesson.model import Lesson


@pytest.fixture(autouse=True)
def numpys_settings() -> Iterator[None]:
    """What a program sets in numpy does not outlive its test."""
    with np.errstate(), np.printoptions():
        yield


@pytest.fixture(scope="session")
def lesson() -> Lesson:
    return load(TOY)


@pytest.fixture(scope="session")
def fresh_toy(lesson: Lesson) -> Callable[[], Engine]:
    """Opens the toy brain anew."""

    def make() -> Engine:
        assert lesson.curve is not None
        engine = Engine(lesson.source, axes=dict(lesson.axes), curve=lesson.curve.expression)
        engine.open()
        return engine

    return make


@pytest.fixture(scope="session")
def toy(fresh_toy: Callable[[], Engine]) -> Engine:
    """The toy brain, run to its end; tests only look at it."""
    engine = fresh_toy()
    assert engine.run_to_end()
    return engine


@pytest.fixture(scope="session")
def toy_walker(toy: Engine) -> Walker:
    return Walker(toy)
