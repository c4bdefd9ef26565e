from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tui_tutor.engine.text.source import Source
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.position import Position, turn
from tui_tutor.lesson.model import Lesson
from tui_tutor.runner.protocol import SENT_WHOLE
from tui_tutor.study.study import Study
from tui_tutor.view import listing, matrix, names
from tui_tutor.view.explain import explained
from tui_tutor.view.layout import Box, Panel, arrange
from tui_tutor.view.lines import text_of, wrap
from tui_tutor.view.listing import Listing
from tui_tutor.view.panels import content_of
from tui_tutor.view.pointing import pointed
from tui_tutor.view.screen import inside, panel_lines
from tui_tutor.view.state import State

SIZE = (120, 40)
BOX = arrange(*SIZE, Panel.TEXT)[Panel.NUMBERS]


def arrays(count: int) -> str:
    made = "".join(f"arr_{index} = np.ones((3, 3)) * {index}\n" for index in range(count))
    return f"import numpy as np\n{made}t = 0\nfor k in range(3):\n    t = t + k\n"


def singles(count: int) -> str:
    return "".join(f"name_{index} = {index}\n" for index in range(count)) + "for k in range(3):\n    t = k\n"


def rows(count: int) -> str:
    return f"import numpy as np\nA = np.ones(({count}, 3))\nfor k in range(3):\n    b = A * k\n    c = np.dot(A.T, b)\n"


def long_program(count: int) -> str:
    return "x = 0\nfor k in range(3):\n" + "    x = x + 1\n    # a comment\n" * (count // 2)


def long_line(count: int) -> str:
    return f"x = [{', '.join(['1'] * (count // 3))}]\nfor k in range(3):\n    y = x + [k]\n"


def at(text: str, operation: int = 2) -> State:
    source = Source("broad.py", text)
    engine = Engine(source)
    engine.open(lambda: False)
    there = Study(engine).moment(Position(turn(1), operation)).cut(SENT_WHOLE)
    lesson = Lesson(name="broad", path=Path("broad.py"), title="broad", source=source)
    return State(lesson, Listing(source), there)


def drawn(state: State) -> None:
    for panel, box in arrange(*SIZE, Panel.TEXT).items():
        panel_lines(panel, state, box)


def counted(monkeypatch: pytest.MonkeyPatch, owner: object, name: str, size: Callable[..., int]) -> Callable[[], int]:
    """Counts the work that a function is given; returns what reads the count and begins it anew."""
    real = getattr(owner, name)
    done = [0]

    def counting(*arguments: object, **keys: object) -> object:
        done[0] += size(*arguments)
        return real(*arguments, **keys)

    monkeypatch.setattr(owner, name, counting)

    def read() -> int:
        count, done[0] = done[0], 0
        return count

    return read


@pytest.mark.parametrize(("program", "few", "many"), [(arrays, 60, 600), (singles, 600, 3000), (rows, 100, 1_000_000)])
@pytest.mark.few(1)
@pytest.mark.slow
def test_only_the_numbers_that_are_seen_are_formatted(
    program: Callable[[int], str], few: int, many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    cells = counted(monkeypatch, matrix, "cells", lambda data, *_: int(data.size))
    alone = counted(monkeypatch, names, "brief", lambda *_: 1)
    work = []
    for count in (few, many):
        state = at(program(count))
        cells(), alone()
        drawn(state)
        work.append(cells() + alone())
    assert 0 < work[1] <= 1.2 * work[0]


@pytest.mark.slow
def test_pointing_among_many_names_formats_only_those_around(monkeypatch: pytest.MonkeyPatch) -> None:
    state = at(arrays(600))
    cells = counted(monkeypatch, matrix, "cells", lambda data, *_: int(data.size))
    for across, down in ((1, 0), (1, 0), (0, 1), (0, 1), (0, 1), (0, 1)):
        lines = content_of(Panel.NUMBERS, state, *inside(Panel.NUMBERS, BOX)).lines
        state = pointed(state, Panel.NUMBERS, across, down, lines)
    assert state.cursor is not None
    assert state.cursor.key in ("arr_2", "arr_3")
    assert cells() < 6 * 9 * 200


@pytest.mark.parametrize("program", [long_program, long_line])
@pytest.mark.few(1)
@pytest.mark.slow
def test_only_the_code_around_what_is_seen_is_coloured(
    program: Callable[[int], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pieces = counted(monkeypatch, listing, "_role", lambda *_: 1)
    shown = counted(monkeypatch, listing, "shown", lambda *_: 1)
    work = []
    for size in (1_000, 6_000):
        state = at(program(size))
        pieces(), shown()
        drawn(state)
        drawn(replace(state, line=1))
        work.append((pieces(), shown()))
    for small, large in zip(*work, strict=True):
        assert 0 < large <= 1.2 * small


def test_code_is_coloured_alike_wherever_it_is_looked_at_first(monkeypatch: pytest.MonkeyPatch) -> None:
    function = 'def f(a):\n    """Some\n    words"""\n    b = """\nx = 1\n"""; c = 2\n    return a\n'
    branch = "if f({0}) > 0:\n    y = 'a{0}'  # one\nelse:\n    y = [\n        {0},\n        'b',\n    ]\n"
    source = Source("coloured.py", function + "".join(branch.format(number) for number in range(40)))
    with monkeypatch.context() as patch:
        patch.setattr(listing, "STATEMENTS", 1_000_000)
        expected = list(Listing(source).lines(80, None))
    assert any("code.string" in role for text, role in expected[4] if text.strip() == "x = 1")
    for first in range(0, len(expected), 7):
        assert Listing(source).lines(80, None)[first] == expected[first]
    assert list(Listing(source).lines(80, None)) == expected


@pytest.mark.slow
def test_the_last_of_many_names_can_be_scrolled_to() -> None:
    state = at(arrays(300))
    room = inside(Panel.NUMBERS, BOX)[1]
    first, top, *_ = panel_lines(Panel.NUMBERS, state, BOX)
    assert top == 0
    assert "↓ more" in text_of(first[-1])
    last, top, *_ = panel_lines(Panel.NUMBERS, replace(state, scrolls={Panel.NUMBERS: 100_000}), BOX)
    assert top > room
    assert "more" not in text_of(last[-1])
    assert any("arr_299" in text_of(line) for line in last)
    before = panel_lines(Panel.NUMBERS, replace(state, scrolls={Panel.NUMBERS: top - 5}), BOX).lines
    assert "↓ 5 more" in text_of(before[-1])


def test_the_help_goes_through_a_program_once(monkeypatch: pytest.MonkeyPatch) -> None:
    state = at(singles(1000))
    walks = counted(monkeypatch, ast, "walk", lambda *_: 1)
    lines = explained(state, None, 90)
    # Once for its names, once for whether it has a loop.
    assert walks() == 2
    assert any("more; ctrl+p finds each of them" in text_of(line) for line in lines)
    assert len(lines) < 500


def test_a_word_of_any_length_is_broken_in_one_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    from tui_tutor.view import lines as module

    measured = counted(monkeypatch, module, "_cells", len)
    work = []
    for count in (2_000, 20_000):
        rows = wrap((("a" * count, "text"), ("漢" * count, "dim")), 40)
        assert "".join(map(text_of, rows)) == "a" * count + "漢" * count
        work.append(measured())
    assert work[1] <= 11 * work[0]


def test_a_moment_searches_no_list_for_each_of_its_names() -> None:
    class Searched(list[str]):
        searches = 0

        def __contains__(self, name: object) -> bool:
            Searched.searches += 1
            return super().__contains__(name)

    engine = Engine(Source("broad.py", singles(50)))
    engine.open(lambda: False)
    vars(engine)["names_in_order"] = Searched(engine.names_in_order)
    assert len(Study(engine).moment(Position(turn(1), 2)).names) >= 50
    assert Searched.searches == 0


@pytest.mark.slow
def test_panels_keep_their_size_with_lines_of_any_length() -> None:
    state = at(long_line(100_000))
    for panel, box in arrange(*SIZE, Panel.TEXT).items():
        lines = panel_lines(panel, state, Box(box.x, box.y, box.columns, box.rows)).lines
        assert {len(text_of(line)) for line in lines} == {box.columns}
