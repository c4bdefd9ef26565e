"""What a cell was made of, kind by kind, and how it is followed through names, calls, updates and iterations."""

from __future__ import annotations

import re

import pytest
from engine_help import opened

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.position import END, SETUP, Place, Position, turn
from tui_tutor.engine.watch.recording import last_values
from tui_tutor.study.provenance.assembled import written
from tui_tutor.study.provenance.back import Back, Found, LostError
from tui_tutor.study.provenance.calls import shares_of
from tui_tutor.study.provenance.cells import Cell
from tui_tutor.study.provenance.following import Following, end_of
from tui_tutor.study.provenance.hop import End, Spot
from tui_tutor.study.provenance.makers import Seen
from tui_tutor.study.provenance.moved import moved_from
from tui_tutor.study.provenance.onward import used_in
from tui_tutor.study.provenance.sums import MOST_CELLS, products

ARRAYS = """import numpy as np
a = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
v = np.array([10.0, 20.0, 30.0])
c = np.array([[1.0], [2.0]])
i = 1
"""


def made_of(statement: str, cell: Cell) -> list[tuple[str, Cell | None, float | None]]:
    """What a cell of the last operation but the naming was made of: operand, cell, contribution."""
    recording = opened(ARRAYS + statement).recording(SETUP)
    index = len(recording.events) - 1
    while recording.events[index].kind is Kind.BIND:
        index -= 1
    texts = recording.events[index].texts
    shares = shares_of(recording, index, cell)
    codes = (each.code or (texts[each.operand].code if each.operand is not None else "") for each in shares)
    return [(code, each.cell, each.amount) for code, each in zip(codes, shares, strict=True)]


@pytest.mark.parametrize(
    ("statement", "cell", "wanted"),
    [
        ("r = a @ v", (1,), [("a", (1, 0), 40.0), ("v", (0,), 40.0), ("a", (1, 1), 100.0), ("v", (1,), 100.0)]),
        ("r = a.T.dot(c)", (2, 0), [("a.T", (2, 0), 3.0), ("c", (0, 0), 3.0), ("a.T", (2, 1), 12.0)]),
        ("r = a + v", (1, 2), [("a", (1, 2), 6.0), ("v", (2,), 30.0)]),
        ("r = a - c", (1, 2), [("a", (1, 2), 6.0), ("c", (1, 0), -2.0)]),
        ("r = a * 2", (0, 1), [("a", (0, 1), None), ("2", (), None)]),
        ("r = np.exp(c)", (1, 0), [("c", (1, 0), None)]),
        ("r = a.T", (2, 1), [("a", (1, 2), None)]),
        ("r = a.reshape(3, 2)", (1, 1), [("a", (1, 0), None)]),
        ("r = np.ravel(a)", (4,), [("a", (1, 1), None)]),
        ("r = a[::-1, 1:]", (0, 1), [("a", (1, 2), None)]),
        ("r = a[i]", (2,), [("a", (1, 2), None)]),
        ("r = v[[2, 0]]", (0,), [("v", (2,), None)]),
        ("r = a.sum(axis=0)", (1,), [("a", (0, 1), 2.0), ("a", (1, 1), 5.0)]),
        ("r = np.mean(c)", (), [("c", (0, 0), 0.5), ("c", (1, 0), 1.0)]),
        ("r = np.max(v)", (), [("v", (0,), 0.0), ("v", (1,), 0.0), ("v", (2,), float("inf"))]),
        ("a += v", (0, 1), [("a", (0, 1), 2.0), ("v", (1,), 20.0)]),
        ("a[0] += v", (1,), [("a[0]", (1,), 2.0), ("v", (1,), 20.0)]),
        ("a[:, 1] = 7 * v[:2]", (1, 1), [("7 * v[:2]", (1,), None)]),
        ("r = np.where(a > 2, a, v)", (0, 0), [("a > 2", (0, 0), 0.0), ("a", (0, 0), 0.0), ("v", (0,), 10.0)]),
        ("def f(x, k=2):\n    t = x * k\n    return t.T\nr = f(a)", (1, 0), [("a", (0, 1), None)]),
        ("r = np.diag(v)", (1, 1), [("v", (1,), None)]),
        ("r = np.diag(v)", (0, 1), []),
        # The number beside the diagonal is no cell, though it is that of the last one.
        ("z = np.array([1.0, 0.0])\nr = np.diag(z)", (0, 1), []),
        ("u = np.array([1, 2])\nr = np.array(u, dtype=float)", (1,), [("u", (1,), None)]),
        ("r = np.concatenate([v, v])", (4,), [("v", (1,), None)]),
        ("r = np.array([[i, 2.5], [v[1] * 2, a[0, 0]]])", (1, 0), [("v[1] * 2", (), None)]),
        ("r = np.array([[i, 2.5], [v[1] * 2, a[0, 0]]])", (0, 1), []),
        ("L = [v[0], v[2]]\nr = np.array(L, dtype=int)", (1,), [("L[1]", (), None)]),
        ("L = [v, 2 * v]\nr = np.vstack(L)", (1, 2), [("L[1]", (2,), None)]),
        ("r = np.stack([a, a + 1], axis=2)", (1, 2, 1), [("a + 1", (1, 2), None)]),
        ("r = np.append(v, [1.0, v[2]])", (4,), [("v[2]", (), None)]),
        ("r = np.append(v, v[2])", (3,), [("v[2]", (), None)]),
        ("r = sum([v[0], 2 * v[1]])", (), [("v[0]", (), 10.0), ("2 * v[1]", (), 40.0)]),
        ("L = [v[0], v[1]]\nr = np.mean(L)", (), [("L[0]", (), 5.0), ("L[1]", (), 10.0)]),
        ("r = np.max([v, c[:, 0].sum() + v])", (), [("v", (0,), 0.0)]),
        ("r = np.sort(v)", (1,), [("v", (0,), 0.0), ("v", (1,), float("inf"))]),
    ],
)
def test_a_cell_was_made_of(statement: str, cell: Cell, wanted: list[tuple[str, Cell | None, float | None]]) -> None:
    found = made_of(statement, cell)
    # Of a product, and of what lies at a computed place, the first ones stand for all.
    assert found[: len(wanted)] == wanted
    assert wanted or not found


def found_at(engine: Engine, place: Place, name: str, cell: Cell, *, folded: bool = True) -> Found:
    recording = engine.recording(place)
    value = last_values(recording)[name]
    return Back(engine).find(place, Seen(value, cell, name), len(recording.events), folded=folded)


@pytest.mark.parametrize(
    ("statements", "name", "cell", "code"),
    [
        ("b = a\nr = b", "r", (0, 0), "np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])"),
        ("a[0] += v\na[1] -= 1", "a", (0, 1), "a[0] += v"),
        ("a[0] += v\na[1] -= 1", "a", (1, 1), "a[1] -= 1"),
        ("a[0, 1] = 5\na[1, 0] = 6", "a", (0, 1), "a[0, 1] = 5"),
        ("np.add(v, 1, v)\nw = v", "w", (0,), "np.add(v, 1, v)"),
        ("v.sort()", "v", (0,), "np.array([10.0, 20.0, 30.0])"),
        ("v[:] = v[::-1]\nv.sort()", "v", (0,), "v.sort()"),
        ("def bump(x):\n    x += 1\nbump(v)", "v", (1,), "x += 1"),
        ("def half(x):\n    return x / 2\nr = half(v)", "r", (1,), "half(v)"),
        ("n = 3\nn = n + 1\nm = n", "m", (), "n + 1"),
        ("n = 3\nm = n", "m", (), "n = 3"),
        ("r = v[1]", "r", (), "v[1]"),
    ],
)
def test_it_was_made_by(statements: str, name: str, cell: Cell, code: str) -> None:
    engine = opened(ARRAYS + statements)
    assert found_at(engine, SETUP, name, cell).event.site.code == code


LOOP = """import numpy as np
x = np.array([[1.0, 2.0]])
np.random.seed(1)
w = np.random.random((2, 1))
k = np.zeros(2)
for j in range(40):
    y = x.dot(w)
    w += x.T * 0.01 * (j + 1)
    if j == 7:
        k = k + 1
    z = k * 2
print(z)
"""


def test_the_heads_of_iterations_are_crossed() -> None:
    engine = opened(LOOP)
    engine.run_to_end()
    place = turn(30)
    found = found_at(engine, place, "z", (0,))
    found = Back(engine).further(found, 0, None, folded=True)
    assert (found.place, found.event.site.code) == (turn(7), "k + 1")
    found = Back(engine).further(found, 0, None, folded=True)
    assert (found.place, found.event.site.code) == (SETUP, "np.zeros(2)")
    assert end_of(found) is End.CREATED


@pytest.mark.parametrize("name", ["w", "net.w"])
def test_like_updates_are_one_hop_and_the_way_goes_on_before_them(name: str) -> None:
    text = re.sub(r"\bw\b", name, LOOP)
    engine = opened(text.replace("x =", "class Net:\n    pass\nnet = Net()\nx =", 1))
    engine.run_to_end()
    back = Back(engine)
    found = found_at(engine, turn(30), "y", (0, 0))
    weights = next(at for at, each in enumerate(found.shares) if each.operand == 1 and each.cell == (0, 0))
    found = back.further(found, weights, None, folded=True)
    assert (found.place, found.event.kind, found.bundle) == (turn(29), Kind.UPDATE, None)
    found = back.further(found, 0, None, folded=True)
    assert found.bundle is not None
    assert (found.bundle.count, found.bundle.first, found.bundle.last) == (29, 0, 28)
    assert found.place == turn(28)
    found = back.further(found, 0, None, folded=True)
    assert (found.place, found.event.kind, end_of(found)) == (SETUP, Kind.RANDOM, End.DRAW)


def test_the_end_leads_into_the_last_iteration() -> None:
    engine = opened(LOOP + "q = z + 1\n")
    engine.run_to_end()
    found = Back(engine).further(found_at(engine, END, "q", (1,)), 0, None, folded=True)
    assert (found.place, found.event.site.code) == (turn(39), "k * 2")


def test_forward_through_the_iterations() -> None:
    engine = opened(LOOP)
    engine.run_to_end()
    following = Following(engine)
    events = engine.recording(turn(3)).events
    at = next(index for index, event in enumerate(events) if event.kind is Kind.UPDATE)
    hop = following.hop(Position(turn(3), at + 1), Spot("r", (1, 0)), 0, folded=True, forward=True)
    assert (hop.position.place, hop.code, hop.cell) == (turn(4), "x.dot(w)", (0, 0))
    with pytest.raises(LostError, match="nothing uses"):
        following.hop(hop.position, Spot(""), 1, folded=True, forward=True)


def test_a_call_is_gone_into_from_inside_of_it_alone() -> None:
    engine = opened(ARRAYS + "def half(x):\n    return x / 2\nb = half(v)\nr = b + 1")
    found = found_at(engine, SETUP, "r", (1,), folded=False)
    assert Back(engine).further(found, 0, None, folded=False).event.site.code == "half(v)"


def test_a_number_that_is_only_named_again_leads_to_what_it_is_named_after() -> None:
    engine = opened("n = 3\nm = n\n")
    hop = Following(engine).hop(Position(SETUP, 2), Spot("r", ()), 0, folded=True)
    assert (hop.code, hop.position) == ("n = 3", Position(SETUP, 1))


@pytest.mark.parametrize(("first", "main"), [("[5.0, 0.1]", 5.0), ("[0.1, -5.0]", -10.0)])
def test_the_way_goes_on_with_what_did_most(first: str, main: float) -> None:
    engine = opened(ARRAYS + f"f = np.array({first})\ns = np.array([1.0, 2.0])\nr = f @ s")
    last = Position(SETUP, len(engine.recording(SETUP).events))
    hop = Following(engine).hop(last, Spot("=r", ()), 0, folded=True)
    assert hop.main is not None
    assert hop.made[hop.main].amount == main


@pytest.mark.parametrize(
    ("statement", "name", "cell", "code", "into"),
    [
        # Of what it went into, the cell that it made most of.
        ("r = c @ np.array([[0.5, -3.0, 1.0]])", "c", (1, 0), "c @ np.array([[0.5, -3.0, 1.0]])", (1, 1)),
        ("r = a.reshape(3, 2) + 0\nq = r.reshape(2, 3)", "r", (2, 1), "r.reshape(2, 3)", (1, 2)),
    ],
)
def test_forward_leads_into_the_cell_that_it_made(statement: str, name: str, cell: Cell, code: str, into: Cell) -> None:
    engine = opened(ARRAYS + statement + "\n")
    made = next(at for at, each in enumerate(engine.recording(SETUP).events, 1) if each.site.name == name)
    hop = Following(engine).hop(Position(SETUP, made), Spot(f"={name}", cell), 0, folded=True, forward=True)
    assert (hop.code, hop.cell) == (code, into)


@pytest.mark.few(3)
@pytest.mark.parametrize(
    ("statements", "way", "end"),
    [
        ("x = 1.5\nL = [x * 2, x * 3]\nr = np.array(L)", ["np.array(L)", "x * 3", "x = 1.5"], End.LITERAL),
        ("def f(k):\n    return k * 2, k * 3\np, q = f(v)\nr = q + 1", ["q + 1", "k * 3", "np.array("], End.LITERAL),
        ("p, q, s = v\nr = q * 2", ["q * 2", "p, q, s = v", "np.array("], End.LITERAL),
        ("d = {'w': v * 2}\nr = d.get('w') + 1", ["d.get('w') + 1", "v * 2", "np.array("], End.LITERAL),
        ("class N:\n    pass\nn = N()\nn.w = v * 2\nr = n.w + 1", ["n.w + 1", "v * 2", "np.array("], End.LITERAL),
        ("L = list(a)\nr = L[1] * 2", ["L[1] * 2", "L = list(a)"], End.HELD),
        ("L = a.tolist()\nr = L[1][0] * 2", ["L[1][0] * 2", "L[1][0]"], End.HELD),
        ("r = np.array([[1.0, 2.0], [i, 4.0]])", ["np.array([[1.0, 2.0], [i, 4.0]])"], End.LITERAL),
        ("r = np.zeros((2, i + 1))", ["np.zeros((2, i + 1))"], End.CREATED),
    ],
)
def test_a_number_is_followed_through_lists(statements: str, way: list[str], end: End) -> None:
    engine = opened(ARRAYS + statements)
    value = last_values(engine.recording(SETUP))["r"]
    found, hops = found_at(engine, SETUP, "r", tuple(size - 1 for size in value.shape or ())), list[str]()
    while not hops or not end_of(found):
        hops.append(found.event.site.code)
        if end_of(found):
            break
        assert found.main is not None
        found = Back(engine).further(found, found.main, None, folded=True)
    hops += [found.event.site.code] if hops[-1] != found.event.site.code else []
    assert len(hops) == len(way), hops
    assert all(hop.startswith(start) for hop, start in zip(hops, way, strict=True)), hops
    assert end_of(found) is end


@pytest.mark.few(1)
@pytest.mark.parametrize("head", ["row in a", "row, t in zip(a, c)", "n, (row, t) in enumerate(zip(a, v))"])
def test_a_turn_leads_to_the_row_that_it_brings(head: str) -> None:
    loop = f"for {head}:\n    r = row * 2\n"
    for text, place in ((loop, turn(1)), (f"for j in range(5):\n    {loop.replace('    r', '        r')}", turn(3))):
        engine = opened(ARRAYS + text)
        engine.run_to_end()
        found = found_at(engine, place, "r", (1,))
        found = Back(engine).further(found, 0, None, folded=True)
        assert found.event.kind is Kind.LOOP
        assert [(each.code, each.cell) for each in found.shares] == [("a", (1, 1))]
        assert Back(engine).further(found, 0, None, folded=True).place == SETUP


def test_what_is_unpacked_into_its_own_name_comes_from_what_that_was() -> None:
    engine = opened(ARRAYS + "q, a = a\nr = a * 2")
    found = Back(engine).further(found_at(engine, SETUP, "r", (2,)), 0, None, folded=True)
    assert found.event.site.code == "q, a = a"
    assert [(each.code, each.cell, each.number) for each in found.shares] == [("a", (1, 2), 6.0)]


def test_what_cannot_be_followed_says_so() -> None:
    engine = opened("import numpy as np\nt = 'text'\n")
    with pytest.raises(LostError, match="no number here"):
        Following(engine).hop(Position(SETUP, 2), Spot("r"), 0, folded=True)


def test_all_cells_of_a_product_are_told_up_to_a_number() -> None:
    assert len(products("@", (MOST_CELLS,), (MOST_CELLS,), ()) or ()) == MOST_CELLS
    assert products("@", (MOST_CELLS + 1,), (MOST_CELLS + 1,), ()) is None
    assert products("inner", (2, 3, 4), (5, 4), (1, 2, 3)) == [((1, 2, k), (3, k)) for k in range(4)]
    assert products("inner", (1, MOST_CELLS + 1, 1), (1,), (0, 7)) == [((0, 7, 0), (0,))]


def test_numbers_of_another_type_come_from_where_they_lay() -> None:
    (event,) = (
        each
        for each in opened(ARRAYS + "u = np.arange(4)\nr = np.asarray(u, dtype=float)").recording(SETUP).events
        if each.site.symbol == "asarray"
    )
    assert moved_from(event, (2,)) == ((2,),)


@pytest.mark.parametrize(
    ("statement", "operand", "cell", "wanted"),
    [
        # The one that it makes most of, neither the first nor the last.
        ("r = a @ np.array([[1.0, 9.0, 2.0], [1.0, 8.0, 2.0], [1.0, 7.0, 2.0]])", 0, (1, 0), (1, 1)),
        # The row that it lies in is none of the result's.
        ("r = np.add(a, 0)\nr = r.sum(axis=0, keepdims=True)", 0, (1, 2), (0, 2)),
    ],
)
def test_what_a_cell_went_into(statement: str, operand: int, cell: Cell, wanted: Cell) -> None:
    recording = opened(ARRAYS + statement).recording(SETUP)
    assert used_in(recording, len(recording.events) - 2, operand, cell) == wanted


def test_an_item_is_written_as_it_stands_in_its_list() -> None:
    assert [written("[p, [q + 1, 2]]", path) for path in ((0,), (1, 0), (2,))] == ["p", "q + 1", "[p, [q + 1, 2]]"]
    assert written("rows", (1, 0)) == "rows[1][0]"
