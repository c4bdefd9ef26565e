from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.watch.recording import Event
from tui_tutor.view.acting import frames
from tui_tutor.view.layout import Panel, arrange
from tui_tutor.view.lines import Line, line, text_of, width, wrap
from tui_tutor.view.onstage import scene
from tui_tutor.view.screen import inside
from tui_tutor.view.stage import rule, stage, title
from tui_tutor.view.state import State
from tui_tutor.view.words import sentence
from view.coloured import coloured
from view.opened import Opened, script, toy
from view.test_goldens import masked

STAGES = Path(__file__).parent / "stages"
"""Stages as text, with their roles. `pytest tests/view --update-goldens` writes them anew; read the diff then."""

SIZES = {"wide": (120, 40), "narrow": (80, 24)}

KINDS = """import numpy as np

def both(one, other):
    return [one, other]

a = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
b = np.array([3.0, 1.0, 2.0])
row = a[1]
cell = a[0, 1]
b[0] = 1
down = np.sum(a, axis=0)
across = a.max(axis=1)
mean = np.mean(a)
high = a > 2.5
same = a == a
word = "many".upper()
count = 0
while count < 2:
    count += 1
    b += count
more = count + 1
less = -count
best = max(count, 3)
pair = both(count, 2)
second = pair[1]
inner = np.dot(b, b)
turned = a.T
one = np.random.random()
for turn in range(2):
    for k in range(2):
        b = b * 2
    if turn:
        b *= 0.5
print(word, b)
"""


def small() -> Opened:
    return script(KINDS)


ACTED: dict[Kind, tuple[Callable[[], Opened], str]] = {
    Kind.IMPORT: (toy, "setup:1"),
    Kind.DEFINE: (toy, "setup:2"),
    Kind.CREATE: (toy, "setup:3"),
    Kind.RANDOM: (toy, "setup:8"),
    Kind.LOOP: (toy, "0:1"),
    Kind.BIND: (toy, "0:2"),
    Kind.DOT: (toy, "0:3"),
    Kind.CALL: (toy, "0:10"),
    Kind.ELEMENTWISE: (toy, "0:21"),
    Kind.COMPARE: (toy, "0:24"),
    Kind.BRANCH: (toy, "0:25"),
    Kind.REDUCE: (toy, "0:28"),
    Kind.OTHER: (small, "setup:22"),
    Kind.PRINT: (small, "end:1"),
    Kind.TRANSPOSE: (toy, "0:39"),
    Kind.UPDATE: (toy, "0:51"),
    Kind.INDEX: (small, "setup:7"),
}
"""The operation of each kind that has goldens."""


def room(size: str) -> tuple[int, int]:
    return inside(Panel.STAGE, arrange(*SIZES[size], Panel.TEXT)[Panel.STAGE])


def event_of(state: State) -> Event:
    assert state.moment is not None
    assert state.moment.event is not None
    return state.moment.event


def places(opened: Opened, *parts: str) -> Iterator[str]:
    for part in parts:
        for number in range(1, opened.moment(f"{part}:1").operations + 1):
            yield f"{part}:{number}"


@cache
def states() -> tuple[State, ...]:
    every = [(toy(), place) for place in places(toy(), "setup", "0", "end")]
    every += [(small(), place) for place in places(small(), "setup", "0", "1", "end")]
    return tuple(opened.state(place) for opened, place in every)


def lines_of(state: State, size: str) -> list[Line]:
    return stage(scene(state), *room(size))


def picture_of(state: State, size: str) -> list[Line]:
    """The stage without the sentence below it."""
    lines = lines_of(state, size)
    words = [text_of(each) for each in wrap(line((sentence(event_of(state)), "dim")), room(size)[0])]
    said = [text_of(each) for each in lines[-len(words) :]] == words and any(words)
    return lines[: -len(words)] if said else lines


def drawn_signs(lines: list[Line]) -> str:
    """What is left of a picture without names, numbers and program text."""
    text = "\n".join(text_of(tuple(piece for piece in each if piece[1] != "operand")) for each in lines)
    text = re.sub(r"[+−-](?=[\d.a-z])", "", text)
    return re.sub(r"[\w\s\"'“”‘’()\[\]{}.,:;…⋯⋮×⇢ᵀ]", "", text)


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.few(6)
def test_every_kind_is_met_and_drawn(kind: Kind) -> None:
    found = [state for state in states() if event_of(state).kind is kind]
    assert found
    for state in found:
        for size in SIZES:
            columns, rows = room(size)
            lines = lines_of(state, size)
            assert len(lines) <= rows, event_of(state).site.code
            assert all(width(each) <= columns for each in lines), event_of(state).site.code
            assert drawn_signs(picture_of(state, size)), event_of(state).site.code


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("one", "other"), [*combinations(Kind, 2)])
@pytest.mark.slow
def test_no_two_kinds_share_a_picture(one: Kind, other: Kind, size: str) -> None:
    met = signs_by_kind(size)[one] & signs_by_kind(size)[other]
    assert not met


@cache
def signs_by_kind(size: str) -> dict[Kind, set[str]]:
    signs: dict[Kind, set[str]] = {kind: set() for kind in Kind}
    for state in states():
        signs[event_of(state).kind].add(drawn_signs(picture_of(state, size)))
    return signs


def test_a_reduction_shows_all_that_it_is_given() -> None:
    state = next(state for state in states() if event_of(state).site.code == "max(count, 3)")
    shown = " ".join(text_of(each) for each in picture_of(state, "narrow")).split()
    assert [word for word in shown if word.isdigit()] == ["2", "3", "3"]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", Kind)
def test_at_rest(kind: Kind, size: str, request: pytest.FixtureRequest) -> None:
    opened, place = ACTED[kind]
    compare(opened().state(place), kind, f"stage_{kind}_{size}", size, request)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", Kind)
def test_in_mid_motion(kind: Kind, size: str, request: pytest.FixtureRequest) -> None:
    opened, place = ACTED[kind]
    state = opened().state(place)
    pieces = frames(event_of(state))
    compare(replace(state, frame=pieces[len(pieces) // 2]), kind, f"stage_{kind}_{size}_moving", size, request)


def compare(state: State, kind: Kind, name: str, size: str, request: pytest.FixtureRequest) -> None:
    event = event_of(state)
    assert event.kind is kind
    head = (*title(event), ("   ", "text"), *rule(event))
    text = "".join(masked(each).rstrip() + "\n" for each in coloured([head, *lines_of(state, size)]))
    path = STAGES / f"{name}.txt"
    if request.config.getoption("--update-goldens"):
        path.write_text(text, encoding="utf-8")
    assert path.is_file(), "there is no such golden; pytest tests/view --update-goldens writes it"
    assert text.split("\n") == path.read_text(encoding="utf-8").split("\n")


def test_every_stage_is_used() -> None:
    names = {f"stage_{kind}_{size}{moving}" for kind in Kind for size in SIZES for moving in ("", "_moving")}
    assert {path.stem for path in STAGES.iterdir()} == names
