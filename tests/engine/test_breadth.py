"""Large programs: twice as much text takes twice the work, not four times; and what is long is not kept whole."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest
from engine_help import opened

from tui_tutor.engine.rewind.printed import MOST, MOST_SHOWN
from tui_tutor.engine.text import guard, why
from tui_tutor.engine.text.problems import ProblemsError
from tui_tutor.engine.text.source import Source
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.moment import moment
from tui_tutor.engine.watch.position import END, SETUP, Position, turn
from tui_tutor.engine.watch.texts import LONGEST_TEXT

LOOP = "for j in range(3):\n    y = 1\n"


def many(line: str, count: int) -> str:
    return "".join(line.format(n=n) for n in range(count))


LARGE: dict[str, Callable[[int], str]] = {
    "lines": lambda n: many("x = {n}\n", n) + LOOP,
    "lines in the loop": lambda n: f"for j in range(2):\n{many('    x = {n}', n)}\n".replace("    x", "\n    x"),
    "names": lambda n: many("x{n} = {n}\n", n) + LOOP,
    "names in the loop": lambda n: "for j in range(2):\n" + many("    x{n} = {n}\n", n),
    "functions": lambda n: many("def f{n}(a, b=1):\n    return a + b\n", n // 4) + LOOP,
    "loops": lambda n: many("n{n} = {n}\nfor k{n} in range(n{n}):\n    z = k{n}\n    break\n", n // 8),
    "loops over data": lambda n: "d = [1, 2]\n" + many("for k{n} in d:\n    z = k{n}\n", n // 8),
    "steps": lambda n: "".join(f"#{k} step\nx = {k}\n" for k in range(1, n)) + LOOP,
    "a list": lambda n: f"x = 1\ny = [{', '.join(['x + 1'] * n)}]\n" + LOOP,
    "a dictionary": lambda n: f"y = {{{many('{n}: {n} + 1, ', n)}}}\n" + LOOP,
    "a comparison": lambda n: f"x = 1\ny = {' < '.join(['x'] * n)}\n" + LOOP,
    "targets": lambda n: many("x{n} = ", n) + "1\n" + LOOP,
    "one line": lambda n: "; ".join(["x = 1"] * n) + "\n" + LOOP,
    "one line of other letters": lambda n: f"x = ['é', {', '.join(['1 + 1'] * n)}]\n" + LOOP,
}


def work(text: str) -> int:
    """The calls that it takes to check a program, to open it, and to stand at its last operation."""
    calls = 0

    def count(_frame: FrameType, event: str, _: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        engine = opened(text)
        engine.look_ahead()
        moment(engine, Position(SETUP, len(engine.recording(SETUP).events)))
    finally:
        sys.setprofile(before)
    return calls


@pytest.mark.parametrize("name", LARGE)
@pytest.mark.slow
def test_twice_the_text_takes_twice_the_work(name: str) -> None:
    make = LARGE[name]
    assert work(make(800)) < 2.4 * work(make(400))


def test_what_was_perhaps_meant_is_not_looked_for_thousands_of_times(monkeypatch: pytest.MonkeyPatch) -> None:
    looked, find = [], difflib.get_close_matches

    def counting(*words: Any, **options: Any) -> list[str]:
        looked.append(words)
        return find(*words, **options)

    monkeypatch.setattr(difflib, "get_close_matches", counting)
    problems = guard.check(Source("program.py", many("value{n} = valeu{n}\n", 1000)))
    assert len(problems) == 1000
    assert len([words for words in looked if words[1]]) <= why.MOST_HINTS
    assert "did you mean" in problems[0].message
    assert "store one in it first" in problems[-1].message


DEEP = {
    "parentheses": "x = {}\n".format("(" * 600 + "1" + ")" * 600),
    "brackets": "x = {}\n".format("[" * 600 + "]" * 600),
    "signs": "x = {}1\n".format("-" * 600),
    "many signs": "x = {}1\n".format("-" * 60_000),
    "attributes": "x = 1\ny = x{}\n".format(".T" * 600),
    "many attributes": "x = 1\ny = x{}\n".format(".T" * 60_000),
    "places": "x = 1\ny = x{}\n".format("[0]" * 60_000),
    "terms": "x = {}\n".format("+".join("1" * 5000)),
    "many terms": "x = {}\n".format("+".join("1" * 60_000)),
    "nots": "while {}1:\n    pass\n".format("not " * 60_000),
    "lambdas": "f = {}1\n".format("lambda: " * 20_000),
    "blocks": "".join(" " * level + "if 1:\n" for level in range(300)) + " " * 300 + "x = 1\n",
}


@pytest.mark.parametrize("name", DEEP)
@pytest.mark.few(5)
def test_what_is_nested_too_deeply_is_refused_at_its_line(name: str) -> None:
    text = "a = 1\nb = [-1, -2, -3]\nif a:\n    pass\n" + DEEP[name] + "c = 3\n"
    with pytest.raises(ProblemsError) as caught:
        opened(text)
    problem = caught.value.problems[0]
    first = text.split("\n").index(max(DEEP[name].split("\n"), key=len)) + 1
    assert problem.line == first if name != "blocks" else 4 < problem.line <= first
    assert "nest" in problem.message or "levels" in problem.message


@pytest.mark.parametrize("depth", [18, 20])
def test_loops_as_deep_as_python_nests_them_are_stepped_or_refused_in_words(depth: int) -> None:
    text = "".join(f"{' ' * level}for a{level} in range(1):\n" for level in range(depth)) + " " * depth + "x = 1\n"
    try:
        assert opened(text).has_loop
    except ProblemsError as error:
        (problem,) = error.problems
        assert depth == 20
        assert (problem.line, "put an inner part of it into a function" in problem.message) == (20, True)


def test_a_number_too_long_to_be_written_can_be_refused() -> None:
    problems = guard.check(Source("program.py", f"x = (0x{'f' * 5000}).nothing(2)\n"))
    assert problems
    assert "`…" in problems[0].message or "nothing" in problems[0].message


def test_a_line_of_a_hundred_thousand_letters_is_read_to_its_end() -> None:
    text = f"x = ['{'é' * 50_000}', 1 + 1]  # {'c' * 50_000}\n" + LOOP
    event = opened(text).recording(SETUP).events[0]
    assert event.site.code == "1 + 1"


def test_a_function_of_three_hundred_parameters_is_called() -> None:
    names = ", ".join(f"a{n}" for n in range(300))
    engine = opened(f"def f({names}):\n    return a0 + a299\nfor j in range(2):\n    x = f({names.replace('a', '')})\n")
    call = next(event for event in engine.recording(turn(0)).events if event.site.symbol == "f")
    assert len(call.operands) == 300
    assert call.result is not None
    assert call.result.data == 299


def test_ten_megabytes_of_text_are_not_carried_around() -> None:
    text = "s = 'x' * 10**7\nprint(s)\nfor j in range(40):\n    t = s + 'y'\n    print(t)\n    print(j)\nprint(t)\n"
    engine = opened(text)
    assert engine.run_to_end()
    for place in (SETUP, turn(0), turn(7), END):
        for count, event in enumerate(engine.recording(place).events, 1):
            assert len(event.printed) <= MOST_SHOWN
            values = [*event.operands, *([event.result] if event.result is not None else [])]
            assert all(len(value.text) <= LONGEST_TEXT + 1 for value in values)
            assert len(moment(engine, Position(place, count)).printed) <= MOST_SHOWN
    assert moment(engine, Position(turn(39), 9)).printed.endswith("y\n39\n")
    assert len(engine.printed_before(turn(30))) <= 2 * MOST + 10**7


@pytest.mark.slow
def test_a_program_of_twenty_thousand_lines_is_opened() -> None:
    engine = Engine(Source("program.py", many("x{n} = {n}\n", 3000) + many("y = {n}\n", 17_000) + LOOP), seed=1)
    engine.open()
    assert engine.run_to_end()
