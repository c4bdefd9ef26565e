from __future__ import annotations

import pytest

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.text.source import Source, Span
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.position import END, SETUP, turn
from tui_tutor.engine.watch.recording import Event
from tui_tutor.lesson.find import find
from tui_tutor.lesson.load import load
from tui_tutor.view.outline import Outline, Ring, Way

CHAIN = """x = 4
if x > 9:
    a = 1
elif x > 6:
    b = 2
elif x > 3:
    c = 3
else:
    d = 4
e = 5
"""

LOOP_END = """total = 0
for i in range(3):
    total += i
    if total > 9:
        total = 0
print(total)
"""

FUNCTION_END = """def f(x):
    y = x
    if x > 9:
        y = 0
f(1)
print("after")
"""

LOOP_ELSE = """def f():
    for i in range(2):
        pass
    else:
        if i > 9:
            i = 0
    return i
f()
"""

STEPS = """#1 before
x = 4
#2 loop
for i in range(3):
    #3 on
    x += 1
    #4 back
    x -= 1
#5 after
x = 0
"""


def events_of(text: str, kind: Kind) -> list[Event]:
    """The operations of that kind in the setup, the first iteration and the end, in order."""
    engine = Engine(Source("program.py", text), seed=1)
    engine.open()
    engine.look_ahead()
    found = list(engine.recording(SETUP).events)
    if engine.has_loop:
        found += engine.recording(turn(0)).events
    if engine.run_to_end():
        found += engine.recording(END).events
    return [event for event in found if event.kind is kind]


def ways(text: str, number: int = 0) -> tuple[Way, Way] | None:
    event = events_of(text, Kind.BRANCH)[number]
    return Outline(Source("program.py", text)).ways(event.site.span)


def ring(text: str, number: int = 0) -> Ring | None:
    event = events_of(text, Kind.LOOP)[number]
    return Outline(Source("program.py", text)).ring(event.site.span)


def test_a_chain_of_branches() -> None:
    assert ways(CHAIN, 0) == (Way(3, "a = 1"), Way(4, "elif x > 6:"))
    assert ways(CHAIN, 1) == (Way(5, "b = 2"), Way(6, "elif x > 3:"))
    assert ways(CHAIN, 2) == (Way(7, "c = 3"), Way(9, "d = 4"))


def test_a_chain_without_an_else_leads_behind_all_of_it() -> None:
    text = "x = 4\nif x > 9:\n    a = 1\nelif x > 6:\n    b = 2\n\nc = 3\n"
    assert ways(text, 1) == (Way(5, "b = 2"), Way(7, "c = 3"))


def test_without_else_the_next_line() -> None:
    assert ways("x = 4\nif x > 9:\n    a = 1\nb = 2\n") == (Way(3, "a = 1"), Way(4, "b = 2"))


def test_at_the_end_of_a_loops_body_the_loop_goes_on() -> None:
    assert ways(LOOP_END) == (Way(5, "total = 0"), Way(2, "for i in range(3):"))


def test_at_the_end_of_a_while_its_condition() -> None:
    text = "x = 4\nwhile x > 0:\n    x -= 1\n    if x > 9:\n        x = 0\nprint(x)\n"
    assert ways(text) == (Way(5, "x = 0"), Way(2, "while x > 0:"))


def test_at_the_end_of_a_function() -> None:
    assert ways(FUNCTION_END) == (Way(4, "y = 0"), Way(0, "the end of this part"))


def test_at_the_end_of_the_program() -> None:
    assert ways("x = 4\nif x > 9:\n    x = 0\n") == (Way(3, "x = 0"), Way(0, "the end of this part"))


def test_at_the_end_of_a_block_within_a_block() -> None:
    text = "x = 4\nif x > 3:\n    y = 1\n    if x > 9:\n        y = 2\nelse:\n    y = 3\nz = 4\n"
    assert ways(text, 0) == (Way(3, "y = 1"), Way(7, "y = 3"))
    assert ways(text, 1) == (Way(5, "y = 2"), Way(8, "z = 4"))


def test_at_the_end_of_an_inner_loops_body_the_inner_loop_goes_on() -> None:
    text = "for i in range(3):\n    for k in range(2):\n        if k > 9:\n            break\n    print(i)\n"
    assert ways(text) == (Way(4, "break"), Way(2, "for k in range(2):"))


def test_at_the_end_of_a_loops_else_the_loop_is_over() -> None:
    assert ways(LOOP_ELSE) == (Way(6, "i = 0"), Way(7, "return i"))


def test_a_branch_of_a_function_before_its_return() -> None:
    text = "def f(x):\n    if x > 9:\n        return 1\n\n    return 2\nf(1)\n"
    assert ways(text) == (Way(3, "return 1"), Way(5, "return 2"))


@pytest.mark.parametrize("before", ["", "π = 'äöü'; "])
def test_a_conditional_expression(before: str) -> None:
    text = f"x = 4\n{before}y = x + 1 if x > 3 else -x\nz = 1\n"
    assert ways(text) == (Way(2, "x + 1"), Way(2, "-x"))


def test_a_conditional_expression_within_another() -> None:
    text = "x = 4\ny = 'many' if x > 9 else (\n    'some' if x > 3 else 'few'\n)\n"
    assert ways(text, 0) == (Way(2, "'many'"), Way(3, "'some' if x > 3 else 'few'"))
    assert ways(text, 1) == (Way(3, "'some'"), Way(3, "'few'"))


def test_an_assertion() -> None:
    text = "x = 4\nassert x > 3\ny = 5\n"
    assert ways(text) == (Way(3, "y = 5"), Way(2, "stops with an AssertionError"))


def test_a_statement_of_several_lines_is_told_by_its_first() -> None:
    text = "x = 4\nif x > 9:\n    y = [\n        1,\n    ]\nprint(\n    x,\n)\n"
    assert ways(text) == (Way(3, "y = ["), Way(6, "print("))


def test_where_no_branch_is() -> None:
    outline = Outline(Source("program.py", CHAIN))
    assert outline.ways(Span(1, 0, 1, 5)) is None
    assert outline.ways(Span(99, 0, 99, 5)) is None
    assert outline.ring(Span(2, 0, 2, 9)) is None


def test_a_loop_is_no_branch_and_a_branch_no_loop() -> None:
    outline = Outline(Source("program.py", LOOP_END))
    assert outline.ways(Span(2, 0, 2, 18)) is None
    assert outline.ring(Span(4, 4, 4, 17)) is None


@pytest.mark.slow
def test_the_ring_of_the_toy_brain() -> None:
    assert ring(load(find("toy_brain")).source.text) == Ring(tuple((step, "") for step in range(7, 14)), True)


def test_a_ring_holds_its_own_steps_only() -> None:
    assert ring(STEPS) == Ring(((3, ""), (4, "")), True)


def test_a_ring_without_steps_goes_through_its_lines() -> None:
    stops = ((3, "total += i"), (4, "if total > 9:"))
    assert ring(LOOP_END) == Ring(stops, False)


def test_the_ring_of_a_while() -> None:
    text = "#1 all\nx = 4\nwhile x > 0:\n    # no step\n    x -= 1\n\n    y = x\n"
    assert ring(text) == Ring(((5, "x -= 1"), (7, "y = x")), False)


def test_the_ring_of_an_inner_loop() -> None:
    text = "for i in range(3):\n    for k in range(2):\n        x = k\n    y = i\n"
    assert ring(text, 0) == Ring(((2, "for k in range(2):"), (4, "y = i")), False)
    assert ring(text, 1) == Ring(((3, "x = k"),), False)


def test_the_ring_of_a_loop_on_one_line() -> None:
    assert ring("x = 0\nfor i in range(3): x += i\n") == Ring(((2, "for i in range(3): x += i"),), False)


@pytest.mark.parametrize("code", ["", "1 +", "a = 1", "(" * 5000, "\0"])
def test_no_expression_is_taken_apart(code: str) -> None:
    assert Outline(Source("program.py", CHAIN)).taken_apart(code) is None


def test_an_expression_of_several_lines_is_taken_apart() -> None:
    found = Outline(Source("program.py", CHAIN)).taken_apart("a +\n    b")
    assert type(found).__name__ == "BinOp"


def test_statements_that_share_a_line_are_one_stop_of_a_loop() -> None:
    source = Source("x.py", "for i in range(3):\n    a = i; b = 2\n    c = a\n")
    ring = Outline(source).ring(Span(1, 0, 1, 17))
    assert ring is not None
    assert ring.stops == ((2, "a = i; b = 2"), (3, "c = a"))
