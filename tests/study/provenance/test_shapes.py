"""Following the shape of an array back to what gave it, past all that keeps it, and on to what uses it."""

from __future__ import annotations

from functools import cache

import pytest
from engine_help import opened

from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.position import SETUP, Position, parse_position
from tui_tutor.study.provenance.back import LostError
from tui_tutor.study.provenance.following import Following
from tui_tutor.study.provenance.hop import Hop, Spot

PROGRAM = """import numpy as np
class Net:
    pass
def f(x):
    t = x * 2
    return t + 1
X = np.array([[0.0, 1.0], [1.0, 1.0], [2.0, 1.0]])
y = np.array([0.0, 1.0, 1.0])
net = Net()
net.w = np.random.random((2, 4))
layers = [np.zeros((4, 1))]
n = 4
b = np.zeros((1, n))
late = np.zeros(3)
for j in range(50):
    h = f(X @ net.w + b)
    p = np.tanh(h @ layers[0])
    e = y - p
    m = e.mean()
    layers[0] += 0.01 * m
    net.w = net.w - 0.01
    if j == 30:
        late = late[:, None] + np.ones((1, 2))
    late = late * 1.5
print(late, e.T.sum(axis=0))
"""


@cache
def ready() -> Engine:
    engine = opened(PROGRAM)
    engine.run_to_end()
    return engine


def ways(engine: Engine, at: str, name: str, presses: int, *, forward: bool = False) -> list[Hop]:
    """Press the key so often, from a name in the numbers at a position."""
    position = parse_position(at)
    assert position is not None
    place = position.place
    position = Position(place, len(engine.recording(place).every)) if position.operation == 1 else position
    following, hops = Following(engine), list[Hop]()
    for press in range(presses):
        spot = Spot(f"={name}", whole=True) if not press else Spot("")
        hops.append(following.hop(position, spot, press, folded=True, forward=forward))
        position = hops[-1].position
    return hops


@pytest.mark.few(3)
@pytest.mark.parametrize(
    ("at", "name", "wanted"),
    [
        # Both are stretched: the flat one is gone on with, to the text.
        ("40", "e", ["y - p: 3, − 3×1 → 3×3", "np.array([0.0, 1.0, 1.0]): → 3,"]),
        # Cell by cell, through a function and names, to the product and its data.
        ("40", "p", ["h @ layers[0]: 3×4 · 4×1 → 3×1", "X @ net.w: 3×2 · 2×4 → 3×4", "np.array("]),
        # What every iteration has only kept is that of the setup: in place, stored anew, in a list.
        ("40", "net.w", ["np.random.random((2, 4)): → 2×4"]),
        ("40", "layers[0]", ["np.zeros((4, 1)): → 4×1"]),
        ("29", "late", ["np.zeros(3): → 3,"]),
        ("49", "late", ["late[:, None] + np.ones((1, 2)): 3×1 + 1×2 → 3×2", "np.ones((1, 2))"]),
        ("0", "b", ["np.zeros((1, n)): → 1×4"]),
    ],
)
def test_a_shape_leads_to_what_gave_it(at: str, name: str, wanted: list[str]) -> None:
    hops = ways(ready(), at, name, len(wanted))
    told = [f"{hop.code}: {hop.rule}" for hop in hops]
    assert all(each.startswith(start) for each, start in zip(told, wanted, strict=True)), told
    assert all(hop.cell is None and hop.size for hop in hops)


def test_it_is_in_the_iteration_in_which_it_changed() -> None:
    assert str(ways(ready(), "49", "late", 1)[0].position).startswith("30:")
    assert ways(ready(), "29", "late", 1)[0].position.place == SETUP


def test_the_way_ends_with_a_word() -> None:
    with pytest.raises(LostError, match="this shape stands in the program's text"):
        ways(ready(), "40", "e", 3)
    with pytest.raises(LostError, match="made new in this shape"):
        ways(ready(), "40", "b", 2)
    with pytest.raises(LostError, match="no array"):
        ways(ready(), "40", "m", 1)


def test_another_operand_can_be_chosen() -> None:
    engine = ready()
    hop = ways(engine, "40", "e", 1)[0]
    following = Following(engine)
    following.hop(Position(hop.position.place, hop.position.operation + 1), Spot("=e", whole=True), 0, folded=True)
    assert following.hop(hop.position, Spot("1"), 1, folded=True).code == "h @ layers[0]"


def test_forward_leads_to_what_uses_it_next() -> None:
    hops = ways(ready(), "40", "net.w", 3, forward=True)
    assert [hop.code for hop in hops] == ["X @ net.w", "X @ net.w + b", "x * 2"]
    assert str(hops[0].position).startswith("41:")
    assert ways(ready(), "49", "e", 1, forward=True)[0].code == "e.T"
    with pytest.raises(LostError, match="nothing uses"):
        ways(ready(), "40", "h", 1, forward=True)


def test_what_two_last_iterations_leave_unused_is_used_by_the_end() -> None:
    engine = opened("import numpy as np\na = np.ones(3)\nfor j in range(3):\n    b = j\nc = a + 1\n")
    engine.run_to_end()
    (hop,) = ways(engine, "0:1", "a", 1, forward=True)
    assert (str(hop.position), hop.code) == ("end:1", "a + 1")
