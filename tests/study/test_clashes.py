from __future__ import annotations

import pytest
from engine_help import SEED, source_of

from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.position import SETUP
from tui_tutor.lesson.find import find, shipped
from tui_tutor.lesson.load import load
from tui_tutor.study.clashes import clash_words
from tui_tutor.study.notices.looking import as_problem, look_through
from tui_tutor.study.notices.notice import AXES as KIND
from tui_tutor.study.study import Study

AXES: dict[str, tuple[str, ...]] = {
    "a": ("customer", "hidden"),
    "b": ("customer", "output"),
    "y": ("customer", "output"),
}


def clashes(engine: Engine) -> list[str]:
    problems = [as_problem(met, "") for met in look_through(Study(engine)) if met.kind == KIND]
    return [f"{each.line}:{each.column}: {each.message}" for each in problems]


def found(code: str) -> list[str]:
    engine = Engine(source_of(f"import numpy as np\na = np.ones((4, 4))\nb = np.ones((4, 1))\n{code}\n"), axes=AXES)
    engine.open()
    engine.look_ahead()
    return clashes(engine)


def test_a_product_over_different_meanings() -> None:
    told = "the sizes agree, the meanings don't: this sums hidden against customer"
    assert found("c = a.dot(b)") == [f"4:4: a.dot(b): {told}"]


def test_the_right_product_is_fine() -> None:
    assert found("c = a.T.dot(b)") == []


def test_a_flat_list_against_a_column() -> None:
    told = "the sizes agree, the meanings don't: this sets every customer against every other customer"
    assert found("y = np.ones(4)\nd = y - b") == [f"5:4: y - b: {told}"]


def test_a_column_times_a_row_is_fine() -> None:
    assert found("c = b.dot(np.ones((1, 3)))") == []


def test_what_happens_in_the_loop_is_seen_once() -> None:
    assert len(found("for j in range(5):\n    c = a.dot(b)")) == 1


def test_an_operation_without_a_clash_has_no_words() -> None:
    engine = Engine(source_of("x = 1 + 2\n"), axes={}, seed=SEED)
    engine.open()
    with pytest.raises(ValueError, match="nothing clashes"):
        clash_words(engine.recording(SETUP).events[0])


@pytest.mark.parametrize("name", shipped())
def test_no_lesson_has_one(name: str) -> None:
    lesson = load(find(name))
    engine = Engine(lesson.source, axes=dict(lesson.axes), seed=SEED)
    engine.open()
    engine.look_ahead()
    assert clashes(engine) == []
