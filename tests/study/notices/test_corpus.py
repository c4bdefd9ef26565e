"""The shipped lessons and the tests' programs bring no notice but those that they mean."""

from __future__ import annotations

from pathlib import Path

import pytest
from engine_help import REPO, SEED

from tui_tutor.engine.text.source import Source
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.lesson.find import find, shipped
from tui_tutor.lesson.load import load
from tui_tutor.study.notices.looking import look_through
from tui_tutor.study.study import Study

PROGRAMS = sorted((REPO / "tests" / "programs").glob("*.py"))

MEANT = {
    "relu_brain": [("dead", "12:6")],
    "fails_in_method": [("alike", "1:9")],
    "inherited_layers": [("alike", "1:48")],
}
"""The neuron that dies in iteration 12 is what a lesson speaks of; two programs begin with all weights alike."""


def kinds(engine: Engine) -> list[tuple[str, str]]:
    engine.open()
    engine.look_ahead()
    engine.run_to(3_000)
    return [(met.kind, str(met.position)) for met in look_through(Study(engine))]


@pytest.mark.parametrize("name", shipped())
@pytest.mark.few(2)
def test_a_lesson(name: str) -> None:
    lesson = load(find(name))
    curve = lesson.curve.expression if lesson.curve is not None else None
    engine = Engine(lesson.source, axes=dict(lesson.axes), curve=curve, seed=SEED)
    assert kinds(engine) == MEANT.get(name, [])


@pytest.mark.few(6)
@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
@pytest.mark.filterwarnings("ignore")
def test_a_program_of_the_corpus(path: Path) -> None:
    source = Source(path.name, path.read_text(encoding="utf-8"))
    assert kinds(Engine(source, seed=SEED)) == MEANT.get(path.stem, [])
