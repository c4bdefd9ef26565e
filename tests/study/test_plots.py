"""What a learner plots: sampled over what has been run, as if it had been plotted from the beginning, or refused."""

from __future__ import annotations

import pytest
from engine_help import opened, source_of

from tui_tutor.engine.watch.engine import Engine, never
from tui_tutor.engine.watch.position import turn
from tui_tutor.study.plots import plot, why_not_plotted

PROGRAM = """import numpy as np
def half(x):
    part = x / 2
    return part
w = np.ones(2)
total = 0.0
for j in range(1500):
    w = half(w) + j
    if j == 700:
        late = 1.0
    total += w[0]
print(total)
"""

OWN = """import numpy as np
class Count:
    def __init__(self):
        self.asked = 0
        self.loss = 2.0
    @property
    def more(self):
        self.asked += 1
        return self.asked
count = Count()
for j in range(5):
    count.loss = count.loss / 2
"""


def run_to(text: str, iteration: int, **options: object) -> Engine:
    engine = opened(text, **options)
    engine.look_ahead()
    engine.run_to(iteration)
    return engine


@pytest.mark.few(2)
@pytest.mark.parametrize("reached", [0, 1234, 1500])
def test_a_curve_that_comes_later_is_the_one_that_was_there_from_the_beginning(reached: int) -> None:
    engine = run_to(PROGRAM, reached)
    came = plot(engine, "np.mean(w)", None, -1, never)
    assert (came.why_not, came.note) == ("", "")
    assert engine.curve
    engine.run_to_end()
    always = opened(PROGRAM, curve="np.mean(w)")
    always.run_to_end()
    assert engine.curve == always.curve
    totals = []
    for each in (engine, always):
        assert each.run is not None
        each.run.go_over()
        totals.append(each.run.machine.names()["total"])
    assert totals[0] == totals[1]


def test_the_value_where_one_stands_is_told_at_once() -> None:
    engine = run_to(PROGRAM, 20)
    engine.recording(turn(20))
    plot(engine, "j * 1.0", None, 20, never)
    assert [engine.curve_at(each) for each in (5, 19, 20)] == [5.0, 19.0, 20.0]
    plot(engine, None, "j * 2.0", 20, never)
    assert engine.curve_at(19) == 38.0


def test_a_program_that_failed_is_plotted_up_to_there() -> None:
    engine = run_to("x = 3\nfor j in range(9):\n    x = x - 1\n    y = 1 / x\n", 8)
    assert not plot(engine, "x", None, 1, never).why_not
    assert engine.curve == [(0, 2.0), (1, 1.0)]


def test_a_stop_leaves_what_was_sampled_and_says_so() -> None:
    text = PROGRAM.replace("half(w) + j", "half(w) + j + sum(range(2000)) * 0")
    engine = run_to(text, 1500)
    came = plot(engine, "j", None, -1, lambda: len(engine.curve) > 5)
    assert came.note.startswith("stopped: of the iterations before")
    assert 5 < len(engine.curve) < 200
    assert engine.run_to_end()


@pytest.mark.few(3)
@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("w", "it gives 2 numbers, not one; put np.mean(np.abs(…)) around it (at the end of iteration 9)"),
        ("w[7]", "IndexError: index 7 is out of bounds"),
        ("part", "`part` has no value at the end of iteration 9: it is a name inside a function"),
        ("lost", "there is no name `lost` in this program"),
        ("total / 0 if j < 0 else 'a'", "it gives a text, not a number"),
        ("10 ** 10 ** 10", "TooLargeError"),
    ],
)
def test_what_has_no_number_is_refused_and_all_stays(expression: str, words: str) -> None:
    engine = run_to(PROGRAM, 10, curve="total")
    before = list(engine.curve)
    assert words in plot(engine, expression, "total", 9, never).why_not
    assert engine.curve == before


def test_a_name_that_comes_later_is_waited_for() -> None:
    engine = run_to(PROGRAM, 10)
    came = plot(engine, "late", None, 9, never)
    assert (came.why_not, came.note) == ("", "`late` has no value yet at the end of iteration 9")
    engine.run_to(800)
    assert engine.curve[-1] == (790, 1.0)


def test_what_would_run_the_programs_own_code_is_refused_and_what_lies_there_is_not() -> None:
    engine = run_to(OWN, 5)
    assert "may change the program" in plot(engine, "count.more", None, 4, never).why_not
    assert not plot(engine, "count.loss", None, 4, never).why_not
    assert [value for _, value in engine.curve] == [1.0, 0.5, 0.25, 0.125, 0.0625]


def test_without_a_loop_there_is_nothing_to_plot_over() -> None:
    assert "no loop" in plot(opened("x = 1\n"), "x", None, -1, never).why_not


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("1 +", "this cannot be read"),
        ("__import__('os').remove('x')", "is not allowed here"),
        ("w.tofile('x')", "is not allowed here"),
        ("half(w)", "only functions that look can be called here"),
        ("total = 2", "this cannot be read"),
    ],
)
def test_the_guard_looks_first(expression: str, words: str) -> None:
    assert words in why_not_plotted(expression, source_of(PROGRAM).tree)


def test_modules_need_not_be_imported() -> None:
    engine = run_to("import numpy\nfor j in range(5):\n    loss = numpy.exp(-j)\n", 4)
    assert not plot(engine, "np.mean(math.sqrt(loss))", None, 3, never).why_not
    assert engine.curve[0] == (0, 1.0)


def test_what_can_be_plotted_has_nothing_against_it() -> None:
    assert why_not_plotted("np.mean(w) + total", source_of(PROGRAM).tree) == ""
