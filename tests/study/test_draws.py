"""Random numbers on their way, and what a seed settles."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from engine_help import opened, toy_text

from tui_tutor.engine.watch.position import SETUP, Position
from tui_tutor.engine.watch.recording import Event
from tui_tutor.engine.watch.values import take
from tui_tutor.study.draws import Spread, is_drawn, rolls, spreads
from tui_tutor.study.study import Study


def events_of(text: str) -> list[Event]:
    engine = opened("import numpy as np\n" + text)
    assert engine.failure is None
    return engine.recording(SETUP).events


def drawn(text: str) -> set[str]:
    events = events_of(text)
    return {event.site.code for index, event in enumerate(events) if is_drawn(events, index)}


def seeding(text: str = "np.random.seed(3)\n") -> Event:
    (event,) = (event for event in events_of(text) if event.site.symbol == "seed")
    return event


def expected(seed: int) -> tuple[float, ...]:
    return tuple(np.random.RandomState(seed).random_sample(6).tolist())


def test_arithmetic_on_draws() -> None:
    twice = "2*np.random.random((3,4))"
    assert drawn(f"w = {twice} - 1\n") == {twice, f"{twice} - 1"}


@pytest.mark.parametrize("draw", ["np.random.rand(3)", "np.random.randn(3, 2)", "np.random.uniform(-1, 1, (2, 2))"])
def test_other_draws(draw: str) -> None:
    assert drawn(f"w = {draw} / 2 + 0.5\n") == {f"{draw} / 2", f"{draw} / 2 + 0.5"}


@pytest.mark.parametrize(
    "text",
    [
        "a = np.random.random((3, 4))\nb = 2 * a\nc = b - 1\n",
        "a = np.ones((2, 2))\nb = 2 * a - 1\n",
        "a = np.random.random(3) * np.random.random(3)\n",
        "b = np.ones(3)\na = b * np.random.random(3)\n",
        "a = np.dot(np.random.random((2, 2)), np.ones((2, 2)))\n",
        "a = np.random.random(3).sum() * 2\n",
        "a = 2 * np.zeros(3) - 1\n",
        "a = np.random.random((2, 3)).T * 2\n",
        "a = 2 * 3 - 1\n",
    ],
)
def test_no_draws(text: str) -> None:
    assert drawn(text) == set()


def test_draws_times_another_array_are_not_on_their_way_any_more() -> None:
    assert drawn("a = 2 * np.random.random(3) * np.ones(3) - 1\n") == {"2 * np.random.random(3)"}


def test_four_rolls() -> None:
    first, second, third, fourth = rolls(seeding(), 12345)
    assert first == second == expected(3)
    assert len({first, third, fourth}) == 3
    assert {len(roll) for roll in (first, third, fourth)} == {6}
    assert all(0 <= number < 1 for roll in (third, fourth) for number in roll)


def test_they_stay_the_same_in_a_session() -> None:
    assert rolls(seeding(), 12345) == rolls(seeding(), 12345)


def test_another_session_rolls_otherwise_without_the_seed_only() -> None:
    one, other = rolls(seeding(), 1), rolls(seeding(), 2)
    assert one[:2] == other[:2]
    assert not {*one[2:]} & {*other[2:]}


@pytest.mark.parametrize("seed", [0, 3, 2**32 - 1, 2**32, 2**63])
def test_any_session_seed_will_do(seed: int) -> None:
    assert len(set(rolls(seeding(), seed))) == 3


@pytest.mark.parametrize("argument", ["3", "seed=3", "np.int64(3)", "1 + 2"])
def test_ways_to_write_a_seed(argument: str) -> None:
    assert rolls(seeding(f"np.random.seed({argument})\n"), 1)[0] == expected(3)


def test_rolling_draws_nothing_of_the_program() -> None:
    event = seeding()
    before = repr(np.random.get_state())
    rolls(event, 5)
    assert repr(np.random.get_state()) == before


def test_other_operations_roll_nothing() -> None:
    events = events_of("np.random.seed(3)\na = np.random.random(3)\nb = 2 * a\nprint(b.sum())\n")
    rolled = [event.site.symbol for event in events if rolls(event, 1)]
    assert rolled == ["seed"]


@pytest.mark.parametrize("seed", ["[1, 2]", "np.array([1, 2])"])
def test_seeds_that_are_no_number(seed: str) -> None:
    assert rolls(seeding(f"np.random.seed({seed})\n"), 1) == ()


@pytest.mark.parametrize("seed", ["1.5", "-1", "2**32", "'three'"])
def test_seeds_that_numpy_refuses(seed: str) -> None:
    engine = opened(f"import numpy as np\nnp.random.seed({seed})\n")
    event = engine.recording(SETUP).events[-1]
    assert event.error is not None
    assert rolls(event, 1) == ()


@pytest.mark.parametrize("seed", [float("nan"), float("inf"), -1, 2**40, 3j, "three", None])
def test_no_operand_makes_it_raise(seed: object) -> None:
    assert rolls(replace(seeding(), operands=(take(seed),)), 1) == ()


def test_moments_of_the_toy_brain_tell_both() -> None:
    engine = opened(toy_text())
    study = Study(engine)
    moments = [study.moment(Position(SETUP, k + 1)) for k in range(len(engine.recording(SETUP).events))]
    assert [m.event.site.code for m in moments if m.event is not None and m.rolls] == ["np.random.seed(1)"]
    assert [m.event.site.code for m in moments if m.event is not None and m.is_drawn] == [
        "2*np.random.random((3,4))",
        "2*np.random.random((3,4)) - 1",
        "2*np.random.random((4,1))",
        "2*np.random.random((4,1)) - 1",
    ]


def spread_of(text: str) -> tuple[Spread, ...]:
    events = events_of(text)
    return spreads(events, len(events) - 2)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("np.random.random((3, 4))", (Spread(0, 1, 0.5),)),
        ("2 * np.random.random((3, 4))", (Spread(0, 1, 0.5), Spread(0, 2, 1))),
        ("2 * np.random.random((3, 4)) - 1", (Spread(0, 2, 1), Spread(-1, 1, 0))),
        ("1 - np.random.rand(5)", (Spread(0, 1, 0.5), Spread(0, 1, 0.5))),
        ("-np.random.rand(5)", (Spread(0, 1, 0.5), Spread(-1, 0, -0.5))),
        ("np.random.uniform(-2, 4, 3) / 2", (Spread(-2, 4, 1), Spread(-1, 2, 0.5))),
        ("3 * np.random.randn(4) + 2", (Spread(None, None, 0), Spread(None, None, 2))),
        ("np.random.normal(5, 2, 4)", (Spread(None, None, 5),)),
        ("np.random.uniform(np.zeros(3), 4.0)", ()),
        ("np.random.normal(np.array([50.0, 60.0]), 2.0)", ()),
        ("1 / np.random.rand(5)", ()),
        ("np.random.randint(0, 9, 5)", ()),
        ("np.random.rand(3) * np.random.rand(3)", ()),
        ("np.ones(3) * 2", ()),
    ],
)
def test_what_draws_can_be(code: str, expected: tuple[Spread, ...]) -> None:
    assert spread_of(f"a = {code}\n") == expected


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("w = np.random.random(3) * 2\n", True),
        ("w = np.random.random(3) * 2j\n", False),
        ("w = np.random.random(3) * np.random.random(3)\n", False),
        ("w = np.random.random(3) ** 2\n", False),
        ("w = 1 / np.random.random(3)\n", False),
        ("w = np.random.random(3) / 2\n", True),
    ],
)
def test_a_spread_is_told_only_where_one_number_moves_it(text: str, found: bool) -> None:
    events = events_of(text)
    index = next(at for at, event in enumerate(events) if event.site.symbol in ("*", "**", "/"))
    assert (len(spreads(events, index)) == 2) is found
