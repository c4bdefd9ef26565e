"""Networks that are wider than their picture: counts, the strongest weights, and never a smear.

`pytest tests/view --update-goldens` writes their pictures anew; read the diff before it is kept.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from tui_tutor.runner.protocol import SENT_WHOLE
from tui_tutor.view.gallery import gallery
from tui_tutor.view.lines import text_of, width
from tui_tutor.view.pictures.layers import layers_of
from tui_tutor.view.pictures.network import focus_of
from tui_tutor.view.pointing import other_neuron
from tui_tutor.view.state import State
from view.opened import Opened, script

GOLDENS = Path(__file__).parent / "goldens_of_networks"
SIZES = ((42, 12), (39, 7), (60, 14), (60, 23))
"""The picture's place in 120 by 40, 80 by 24 and larger terminals."""

NETWORKS = {
    "784-100-10": (784, 100, 10),
    "64-32-16-8-4-2-1": (64, 32, 16, 8, 4, 2, 1),
    "4-200-1": (4, 200, 1),
}


@cache
def opened(name: str) -> Opened:
    """A network that is trained a little."""
    sizes = NETWORKS[name]
    last = len(sizes) - 1
    layers = ["X", *(f"a{index}" for index in range(1, len(sizes)))]
    lines = [
        "import numpy as np",
        "np.random.seed(1)",
        f"X, y = np.random.rand(12, {sizes[0]}), np.random.rand(12, {sizes[-1]})",
        *(f"W{at} = np.random.randn({a}, {b}) / np.sqrt({a})" for at, (a, b) in enumerate(pairwise(sizes), 1)),
        "for epoch in range(3):",
        *(f"    {layers[at]} = np.tanh(np.dot({layers[at - 1]}, W{at}))" for at in range(1, last + 1)),
        f"    d{last} = (y - a{last}) * (1 - a{last} ** 2)",
        *(f"    d{at} = np.dot(d{at + 1}, W{at + 1}.T) * (1 - a{at} ** 2)" for at in range(last - 1, 0, -1)),
        *(f"    W{at} += 0.1 * np.dot({layers[at - 1]}.T, d{at})" for at in range(1, last + 1)),
    ]
    return script("\n".join(lines) + "\n")


def state(name: str, place: str, **changes: object) -> State:
    found = opened(name).state(place)
    assert found.moment is not None
    return replace(found, moment=found.moment.cut(SENT_WHOLE), picture="network", **changes)  # type: ignore[arg-type]


def drawn(shown: State, size: tuple[int, int]) -> list[str]:
    return [text_of(each) for each in gallery(shown, *size)]


@pytest.mark.parametrize("name", NETWORKS)
def test_its_picture(name: str, request: pytest.FixtureRequest) -> None:
    pictures = ["\n".join(each.rstrip() for each in drawn(state(name, "1:1"), size)) for size in SIZES]
    path, text = GOLDENS / f"{name}.txt", "\n\n".join(pictures) + "\n"
    if request.config.getoption("--update-goldens"):
        path.write_text(text, encoding="utf-8")
    assert text.split("\n") == path.read_text(encoding="utf-8").split("\n")


@pytest.mark.few(4)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", NETWORKS)
def test_it_is_no_smear_and_says_how_many_there_are(name: str, size: tuple[int, int]) -> None:
    for place in ("1:1", "1:4"):
        lines = drawn(state(name, place), size)
        assert len(lines) <= size[1]
        assert all(width(each) <= size[0] for each in gallery(state(name, place), *size))
        text = "\n".join(lines)
        full = sum(text.count(sign) for sign in "⣿⣷⣯⣟⡿⢿⣻⣽⣾")
        braille = sum(0x2800 < ord(sign) < 0x2900 for sign in text)
        assert full * 12 <= braille + 12
        total = sum(a * b for a, b in pairwise(NETWORKS[name]))
        assert f"strongest of {total:,}" in text
        for layer, count in zip(layers_of_state(name, place), NETWORKS[name], strict=True):
            is_whole = all(f"{node + 1} " in text for node in range(count))
            assert f"{layer} {count}" in lines[0] or is_whole or count <= size[1]


def layers_of_state(name: str, place: str) -> list[str]:
    moment = opened(name).moment(place)
    assert moment.network is not None
    return list(moment.network.layers)


def test_the_numbers_shown_are_those_of_the_neurons_named() -> None:
    shown = state("784-100-10", "1:1")
    values = next(each.value for each in opened("784-100-10").moment("1:1").names if each.name == "X")
    assert values is not None
    rows = [line.split() for line in drawn(shown, (60, 14))[1:12]]
    found = [(int(row[0]), row[1]) for row in rows if row and row[0].isdigit() and row[1][0] in "+−"]
    assert len(found) >= 5
    for node, text in found:
        assert text.replace("−", "-")[:5] == f"{values.data[0, node - 1]:+.2f}"


def test_neurons_are_gone_through_as_far_as_they_are_known_and_stand_in_the_picture() -> None:
    shown = state("784-100-10", "1:1")
    assert shown.moment is not None
    chain, part = shown.moment.network, shown.moment.excerpt
    assert chain is not None
    assert part is not None
    names = {each.name: each for each in shown.moment.names}
    weights = next(each.value for each in opened("784-100-10").moment("1:1").names if each.name == "W1")
    assert weights is not None
    for count in (1, 7, 50):
        focus = focus_of(chain, names, count, part)
        assert focus is not None
        assert focus.node == part.nodes[1][count - 1]
        text = "\n".join(drawn(replace(shown, neuron=count), (60, 14)))
        assert f"{chain.layers[1]} {focus.node + 1}: its weights" in text
        strongest = int(np.abs(weights.data[:, focus.node]).argmax())
        assert f"{strongest + 1} " in text
    assert other_neuron(replace(shown, neuron=50 + 10), 1).neuron == 0
    assert focus_of(chain, names, 0, part) is None


def test_where_an_update_is_not_known_it_is_not_told() -> None:
    place = next(
        f"1:{at}"
        for at in range(1, 60)
        if (event := opened("784-100-10").moment(f"1:{at}").event) is not None and event.site.code.startswith("W1 +=")
    )
    text = "\n".join(drawn(state("784-100-10", place), (60, 14)))
    assert "W1 changes" in text
    assert "▲▼" not in text
    assert "▲▼ how W1 changes" in "\n".join(drawn(state("4-200-1", place), (60, 14)))


def test_a_part_has_columns_for_its_nodes_alone() -> None:
    shown = state("784-100-10", "1:1")
    assert shown.moment is not None
    assert shown.moment.network is not None
    names = {each.name: each for each in shown.moment.names}
    first, *_ = layers_of(shown.moment.network, names, shown.moment.excerpt)
    assert (first.size, len(first.held)) == (784, 51)
    whole = next(each.value for each in opened("784-100-10").moment("1:1").names if each.name == "X")
    assert whole is not None
    assert all(first.value(3, node) == whole.data[3, node] for node in first.held)


@pytest.mark.parametrize("size", SIZES)
def test_a_neuron_in_focus_is_named_with_its_layer_where_no_neuron_has_room_for_its_name(size: tuple[int, int]) -> None:
    text = "\n".join(drawn(state("64-32-16-8-4-2-1", "1:1", neuron=32 + 5), size))
    assert "a2 5: its weights" in text


def test_of_weights_that_are_too_large_to_be_copied_it_says_that_only_their_corner_was_looked_at() -> None:
    whole = "\n".join(drawn(state("784-100-10", "1:1"), (60, 14)))
    assert "strongest of 79,400" in whole
    text = "import numpy as np\nX, W = np.ones((2, 500)), np.random.rand(500, 400)\nfor i in range(3):\n"
    text += "    out = np.dot(X, W)\n    W += 0.1 * np.dot(X.T, 1 - out)\n"
    shown = script(text).state("1:1")
    assert shown.moment is not None
    cut = replace(shown, moment=shown.moment.cut(SENT_WHOLE), picture="network")
    assert "strongest of the first 64×64" in "\n".join(drawn(cut, (60, 14)))
