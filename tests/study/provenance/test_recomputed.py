"""What is named as the origin of a number, computed again, gives it to the bit, whatever all the rest is."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Iterator

import numpy as np
import pytest
from engine_help import opened, places
from generated import NAMES, SETUP, programs
from hypothesis import HealthCheck, Phase, assume, given, note, settings
from hypothesis import strategies as st

from study.provenance.again import CannotError, done_again, others_changed
from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.position import Place
from tui_tutor.engine.watch.recording import Recording, last_values
from tui_tutor.engine.watch.values import Value
from tui_tutor.study.provenance.back import Back, Found, LostError
from tui_tutor.study.provenance.calls import shares_of
from tui_tutor.study.provenance.cells import Cell, number_at, same
from tui_tutor.study.provenance.makers import Seen

# To make a failing program smaller takes minutes.
FEW = settings(suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.reuse, Phase.generate])
LISTS = (
    "r = np.array([V[0] * 2, lr, 1.5])",
    "r = np.concatenate([V, V * s, v[:1]])",
    "r = np.vstack((V, v))",
    "r = np.stack([M, layers[1] * 2], axis=1)",
    "r = np.append(V, [n * 0.5, lr])",
    "r = np.c_[M, V] if len(M) == len(V) else np.c_[M, M]",
    "r = np.r_[V, v * 2]",
    "r = np.r_[V, lr, 0.5]",
    "r = np.array([[lr, n], [2, V[1]]])",
    "r = sum([V[0], V[1] * 2, lr])",
    "r = np.mean([V[2], lr])",
    "r = np.max([V, V * 3])",
    "r = max(V[0] * 2, lr)",
    "g, h = V[0], M[1] * 2\n    r = h + 1",
    "g, h, k = V\n    r = k * g",
    "g, h = M\n    r = h * 2",
    "L.append(V * 2)\n    r = L[-1] + 1",
    "D['x'] = V * n\n    r = D['x'] + D.get('x')",
    "L = [V * 2, M[0]]\n    L[0] += 1\n    r = L.pop(0) * 2",
    "for x, y in zip(W, [V, V * 2]):\n        r = x + y",
    "for i, x in enumerate(W):\n        r = x[i] * 2",
    "for (x, y), z in zip(enumerate(V), M.T.ravel()):\n        r = y * z",
    "r = np.array([layer[0, 0] for layer in layers])",
    "r = np.sum([x * 2 for x in V])",
)
"""Statements that put numbers into lists, and take them out again."""

LANES = (
    "r = np.cumsum(V)",
    "r = np.cumsum(M, axis=1)",
    "r = M.cumsum(0)",
    "r = np.cumsum(M)",
    "r = np.cumprod(V)",
    "r = np.sort(V)",
    "r = np.sort(M, axis=0)",
    "r = np.sort(M, axis=None)",
    "r = np.einsum('ij,jk->ik', M, M)",
    "r = np.einsum('ij,kj', M, M)",
    "r = np.einsum('ij->j', M)",
    "r = np.einsum('i,i', V, V)",
    "r = np.pad(V, 1)",
    "r = np.pad(M, ((0, 1), (2, 0)), constant_values=3.0)",
    "r = np.pad(V, 1, mode='edge')",
    "r = np.delete(V, 0)",
    "r = np.delete(M, 1, axis=0)",
)
"""Operations of no kind of their own that take some cells of an array alone."""

AGAIN = frozenset({Kind.DOT, Kind.ELEMENTWISE, Kind.COMPARE, Kind.REDUCE, Kind.TRANSPOSE, Kind.INDEX, Kind.UPDATE})
LONGEST = 12


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    with warnings.catch_warnings(action="ignore"):
        yield


def ready(text: str) -> Engine:
    engine = opened(text)
    engine.run_to(LONGEST)
    assume(engine.run is None or engine.run.is_over)
    engine.run_to_end()
    return engine


def cells_of(value: Value) -> list[Cell]:
    """The first and the last cell, and one between."""
    if not value.is_array:
        return [()] if value.is_number else []
    every = list(np.ndindex(value.data.shape))
    return sorted({every[at] for at in (0, len(every) // 2, -1)}) if every else []


def operations_again(recording: Recording) -> Counter[Kind]:
    """Do each operation of a recording again with all changed that it does not name; how many of each kind it were."""
    counted: Counter[Kind] = Counter()
    for index, event in enumerate(recording.events):
        if (event.kind not in AGAIN and event.items is None) or event.result is None or event.error is not None:
            continue
        for cell in cells_of(event.result):
            shares = shares_of(recording, index, cell)
            try:
                again = done_again(event, others_changed(event, shares))
            except (CannotError, ValueError, SyntaxError, NameError, AttributeError):
                continue
            made = np.asarray(np.asarray(again)[cell])
            wanted = np.asarray(number_at(event.result, cell))
            is_same = made.tobytes() == wanted.tobytes() or bool(made == wanted)
            assert is_same, (event.site.code, cell, again, shares)
            counted[event.kind] += 1
    return counted


def chains(engine: Engine, there: list[Place]) -> int:
    """Follow each name at the end of parts back as far as it goes; how many hops were made."""
    back, hops = Back(engine), 0
    for place in there:
        recording = engine.recording(place)
        for name, value in last_values(recording).items():
            for cell in cells_of(value)[:1]:
                seen = Seen(value, cell, name)
                try:
                    found = back.find(place, seen, len(recording.events), folded=bool(hops % 2))
                    hops += 1 + followed(back, found, number_at(value, cell))
                except LostError:
                    continue
    return hops


def followed(back: Back, found: Found, wanted: object) -> int:
    for hop in range(30):
        # What goes on behind a bundle is what was there before the first of its operations.
        if found.cell is not None and wanted is not None and found.bundle is None:
            assert same(found.number, wanted), (found.event.site.code, found.cell)
        if found.brought is not None:
            assert all(same(each.number, found.number) for each in found.shares), found.event.site.code
        if found.main is None:
            return hop
        share = found.shares[found.main]
        is_known = share.cell is not None and found.bundle is None
        wanted = share.number if is_known else None
        if share.value.shape is None or (share.operand is not None and found.event.texts[share.operand].literal):
            return hop
        found = back.further(found, found.main, None, folded=bool(hop % 2))
    return 30


def check(text: str) -> Counter[Kind]:
    """Do all again that a program's first iterations did; how much that was, as `Kind.OTHER` the hops back."""
    engine = ready(text)
    counted: Counter[Kind] = Counter()
    # The setup is much the same in all of them.
    later = places(engine)[1:]
    for place in later[:3]:
        counted += operations_again(engine.recording(place))
    counted[Kind.OTHER] += chains(engine, later[-2:])
    return counted


def test_each_kind_can_be_done_again() -> None:
    body = ("n += 1", "M = M @ M", "V = V + lr", "b = V > 0.1", "s = V.sum()", "M = M.T", "h = W[0, 0]", "M *= 0.5")
    counted = check(SETUP + NAMES + "for j in range(3):\n" + "".join(f"    {each}\n" for each in body))
    assert {kind for kind, count in counted.items() if count} == AGAIN | {Kind.OTHER}


@pytest.mark.few(1)
@pytest.mark.parametrize("statement", LISTS)
def test_what_lay_in_lists_is_named_too(statement: str) -> None:
    counted = check(SETUP + NAMES + f"for j in range(3):\n    {statement}\n    n += 1\n    V = V + lr\nq = r\n")
    assert counted[Kind.OTHER] > 20


@pytest.mark.few(1)
@pytest.mark.parametrize("statement", LANES)
def test_what_runs_along_an_axis_takes_those_cells_alone(statement: str) -> None:
    engine = ready(SETUP + NAMES + f"for j in range(2):\n    {statement}\n    n += 1\n")
    recording = engine.recording(places(engine)[1])
    (at,) = [k for k, each in enumerate(recording.events) if each.site.code == statement[4:]]
    event = recording.events[at]
    assert event.result is not None
    cells = cells_of(event.result)
    for cell in cells:
        shares = shares_of(recording, at, cell)
        assert all(share.cell is not None for share in shares)
        made = np.asarray(np.asarray(done_again(event, others_changed(event, shares)))[cell])
        assert made.tobytes() == np.asarray(number_at(event.result, cell)).tobytes(), cell
    assert chains(engine, places(engine)[-2:]) > 2


@pytest.mark.slow
@given(st.lists(st.sampled_from(LISTS), min_size=2, max_size=5))
@settings(FEW, max_examples=60)
def test_what_lay_in_lists_is_named_whatever_comes_together(statements: list[str]) -> None:
    body = "".join(f"    {each}\n" for each in statements)
    check(SETUP + NAMES + f"for j in range(3):\n{body}    n += 1\n    V = V + lr\nq = r\n")


@given(programs())
@settings(FEW, max_examples=15)
def test_what_is_named_gives_the_number(text: str) -> None:
    note(text)
    check(text)


@pytest.mark.slow
@given(programs())
@settings(FEW, max_examples=300)
def test_what_is_named_gives_the_number_in_many_programs(text: str) -> None:
    note(text)
    check(text)
