"""What a loop prints: told apart by iteration, kept within bounds, and taken without any code of ours."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from types import FrameType

import pytest
from engine_help import opened

from tui_tutor.engine.rewind import keeping
from tui_tutor.engine.rewind.output import Output
from tui_tutor.engine.rewind.printed import MOST, Printed, Stretch
from tui_tutor.engine.watch.position import END, turn

TURNS = 2_500

HEADS = {
    "for": "for j in range(2500):\n{body}",
    "while": "j = -1\nwhile j < 2499:\n    j += 1\n{body}",
    "break": "j = -1\nwhile True:\n    j += 1\n    if j == 2500:\n        break\n{body}",
    "in a function": "def f():\n    for j in range(2500):\n        if True:\n{body}f()\n",
}

BODIES: dict[str, tuple[str, Callable[[int], str]]] = {
    "each": ("print(j)", lambda j: f"{j}\n"),
    "few": ("if j % 97 == 3: print('x', j)", lambda j: f"x {j}\n" if j % 97 == 3 else ""),
    "many": ("if j % 3 == 0: print(j, end=';')", lambda j: f"{j};" if j % 3 == 0 else ""),
}


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("body", BODIES)
def test_each_iteration_is_told_what_was_printed_before_it(head: str, body: str) -> None:
    line, said = BODIES[body]
    indent = " " * (12 if "def" in HEADS[head] else 4)
    engine = opened("print('first')\n" + HEADS[head].format(body=f"{indent}{line}\n"))
    chance = random.Random(1)

    def printed(count: int) -> str:
        return "first\n" + "".join(map(said, range(count)))

    for reached in sorted(chance.sample(range(TURNS), 5)):
        engine.run_to(reached)
        for at in (reached, chance.randrange(reached + 1)):
            engine.recording(turn(at))
            assert engine.printed_before(turn(at)) == printed(at)
    engine.run_to_end()
    assert engine.printed_before(END) == printed(TURNS)


def test_a_loop_that_prints_calls_nothing_of_ours_for_each_line(monkeypatch: pytest.MonkeyPatch) -> None:
    # However slow the machine is: few states are kept, and each of them takes a few calls.
    monkeypatch.setattr(keeping, "REPLAY", 10.0)
    engine = opened("for j in range(20000):\n    print(j)\n")
    calls: dict[str, int] = {}

    def count(frame: FrameType, event: str, _argument: object) -> None:
        if event == "call":
            name = frame.f_code.co_name
            calls[name] = calls.get(name, 0) + 1

    sys.setprofile(count)
    try:
        engine.run_to_end()
    finally:
        sys.setprofile(None)
    # Only the generator is gone on with, once for each turn.
    assert calls.pop("_main_turns") >= 19_000
    assert max(calls.values()) < 2_000


def test_only_the_last_of_very_much_is_kept() -> None:
    printed = Printed()
    for first in range(0, 3_000, 10):
        printed.add([Stretch(range(first, first + 10), range(5_000, 55_000, 5_000), "x" * 50_000)])
    assert MOST <= len(printed.before(3_000)) < MOST + 50_000
    assert len(printed.before(3_000, 100)) <= 50_000
    assert printed.before(1) == ""


def test_one_iteration_that_prints_very_much_keeps_its_last() -> None:
    printed = Printed()
    printed.add([Stretch([0, 1], [10, MOST + 20], "a" * 10 + "b" * (MOST + 10))])
    assert printed.before(2) == "b" * MOST
    assert printed.before(1) == ""


def test_what_is_run_again_is_not_noted_again() -> None:
    printed = Printed()
    printed.add([Stretch([0, 1], [1, 2], "ab")])
    printed.add([Stretch([1, 2, 3], [1, 2, 3], "bcd")])
    assert [printed.before(count) for count in range(5)] == ["", "a", "ab", "abc", "abcd"]


def test_gathered_text_comes_in_the_order_in_which_it_was_printed() -> None:
    output = Output()
    print("before", file=output)
    output.gather()
    print("while", file=output)
    output.gathered()
    print("after", file=output)
    assert output.take() == "before\nwhile\nafter\n"
    assert output.take() == ""
