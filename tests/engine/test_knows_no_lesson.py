"""The engine knows no lesson: the toy brain under other names, of other sizes, is stepped by the same code."""

from __future__ import annotations

import ast
import io
import random
import re
import tokenize
from pathlib import Path

import numpy as np
import pytest
from engine_help import REPO, different, moment_bits, names_of, opened, places, plain_run, toy_text

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.moment import moment
from tui_tutor.engine.watch.moves import Move
from tui_tutor.engine.watch.position import END, SETUP, Position, turn
from tui_tutor.engine.watch.walk import Walker

RENAMED = {
    "nonlin": "squash",
    "deriv": "sloping",
    "x": "raw",
    "X": "inputs",
    "y": "wanted",
    "syn0": "first",
    "syn1": "second",
    "j": "epoch",
    "l0": "a",
    "l1": "b",
    "l2": "c",
    "l2_error": "miss",
    "l2_delta": "push",
    "l1_error": "blame",
    "l1_delta": "shove",
}
TURNS = 270


def other_brain() -> str:
    """The toy brain with other names, other sizes, and other numbers of iterations and of lines printed."""
    text = toy_text()
    for old, new in RENAMED.items():
        text = re.sub(rf"\b{old}\b", new, text)
    text = re.sub(r"inputs = np\.array\(.*?\]\]\)", "inputs = np.arange(10).reshape(5, 2) % 3 - 1.0", text, flags=re.S)
    text = re.sub(r"wanted = np\.array\(.*?\]\]\)", "wanted = np.arange(10).reshape(5, 2) % 2 * 1.0", text, flags=re.S)
    for old, new in (("(3,4)", "(2,3)"), ("(4,1)", "(3,2)"), ("range(60000)", f"range({TURNS})"), ("10000", "130")):
        assert old in text
        text = text.replace(old, new)
    assert not re.search(r"\b(syn|l[0-2]|nonlin|60000)\w*\b", re.sub("#.*", "", text))
    return text


@pytest.fixture(scope="module")
def other() -> Engine:
    engine = opened(other_brain(), axes={"inputs": ("day", "sensor"), "second": ("cell", "class")})
    assert engine.run_to_end()
    return engine


@pytest.mark.slow
def test_it_is_the_same_program_in_other_words(other: Engine, toy: Engine) -> None:
    assert (other.total, toy.total) == (TURNS, 60_000)
    for place in (turn(0), turn(1), END):
        ours, toys = other.recording(place).events, toy.recording(place).events
        assert [(event.kind, event.depth) for event in ours] == [(event.kind, event.depth) for event in toys]
    # The inputs are made in another way; from the seed on the setups are alike.
    ours, toys = other.recording(SETUP).events, toy.recording(SETUP).events
    assert [event.kind for event in ours][-10:] == [event.kind for event in toys][-10:]


@pytest.mark.slow
def test_every_iteration_is_that_of_python(other: Engine) -> None:
    plain = plain_run(other.source.text, other.program.loop)
    assert len(plain.begun) == TURNS
    for iteration in range(TURNS):
        first = moment(other, Position(turn(iteration), 1))
        assert different(names_of(first), plain.begun[iteration]) == {}
        assert first.printed == plain.printed_then[iteration]
    assert different(names_of(moment(other, Position(END, 2))), plain.final) == {}
    assert moment(other, Position(END, 2)).printed == plain.printed


@pytest.mark.slow
def test_iterations_that_print_differ_from_the_others_and_from_nothing_else(other: Engine) -> None:
    lengths = [len(other.recording(turn(iteration)).events) for iteration in range(TURNS)]
    assert {n for n, length in enumerate(lengths) if length == 54} == set(range(0, TURNS, 130))
    assert {length for n, length in enumerate(lengths) if n % 130} == {48}


def test_products_and_their_axes(other: Engine) -> None:
    dots = [(event.shapes, event.axes) for event in other.recording(turn(1)).events if event.kind is Kind.DOT]
    assert dots == [
        ("5×2 · 2×3 → 5×3", "day×sensor · ?×? → day×?"),
        ("5×3 · 3×2 → 5×2", "day×? · cell×class → day×class"),
        ("5×2 · 2×3 → 5×3", "day×class · class×cell → day×cell"),
        ("3×5 · 5×2 → 3×2", "?×day · day×class → ?×class"),
        ("2×5 · 5×3 → 2×3", "sensor×day · day×cell → sensor×cell"),
    ]


def test_what_is_learned_and_what_is_left_over(other: Engine) -> None:
    assert other.weights == {"first", "second"}
    assert other.replaced == {"epoch", "a", "b", "c", "miss", "push", "blame", "shove"}


@pytest.mark.slow
def test_moments_are_the_same_in_any_order(other: Engine) -> None:
    fresh = opened(other.source.text, axes={"inputs": ("day", "sensor"), "second": ("cell", "class")})
    order = random.Random(3)
    for _ in range(60):
        place = order.choice(places(other))
        position = Position(place, order.randint(1, len(other.recording(place).events)))
        if place.iteration is not None:
            assert fresh.run_to(place.iteration)
        elif place == END:
            assert fresh.run_to_end()
        assert different(moment_bits(moment(fresh, position)), moment_bits(moment(other, position))) == {}


def test_moves_are_those_of_any_program(other: Engine) -> None:
    walker = Walker(other)
    assert walker.by_iterations(Position(turn(0), 3), 130, True).position == Position(turn(130), 3)
    assert walker.by_iterations(Position(turn(0), 40), 1, False).position == Position(turn(1), 34)
    assert walker.by_iterations(Position(turn(5), 3), 10_000, True).position == Position(END, 1)
    assert walker.move(Position(END, 1), Move.BACK, True).position == Position(turn(TURNS - 1), 48)
    assert walker.go(Position(SETUP, 1), "np.abs(miss).mean() < 0.49", True).position.place.iteration is not None


# The sources


def code_of(path: Path) -> tuple[set[str], set[str]]:
    """The names and literals of a source file; its comments and docstrings may speak of anything."""
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    docstrings = {
        node.value.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    }
    names = {
        token.string for token in tokenize.generate_tokens(io.StringIO(text).readline) if token.type == tokenize.NAME
    }
    constants = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)} - docstrings
    return names, {str(value) for value in constants if not isinstance(value, bool)}


def sources() -> list[Path]:
    return sorted((REPO / "tui_tutor").rglob("*.py"))


def own_names() -> set[str]:
    """The toy brain's own names that are words of nothing else."""
    tree = ast.parse(toy_text())
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    names |= {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    return names - {"X", "y", "j"}


OWN_NAMES = own_names()


def test_these_are_the_names_and_numbers() -> None:
    assert own_names() == {"nonlin", "syn0", "syn1", "l0", "l1", "l2", "l2_error", "l2_delta", "l1_error", "l1_delta"}
    assert len(sources()) > 30


def test_no_source_file_speaks_of_the_toy_brain() -> None:
    assert [found for path in sources() for found in spoken_of(path)] == []


def spoken_of(path: Path) -> list[tuple[str, str]]:
    """What of the toy brain a source file speaks of."""
    names, literals = code_of(path)
    words = {word for literal in literals for word in re.findall(r"\w+", literal)}
    numbers = literals & {"60000", "toy_brain", "toy brain"}
    spoken = names & OWN_NAMES | (words & OWN_NAMES | numbers) - allowed(path)
    return [(str(path), each) for each in sorted(spoken)]


def allowed(path: Path) -> set[str]:
    """The default lesson's name stands in one place; the weights of a penalty are called as its layers are."""
    return {"find.py": {"toy_brain"}, "named.py": {"l1", "l2"}}.get(path.name, set())


def test_the_probes_do_not_change_numpy(other: Engine) -> None:
    # A recording holds copies: what a learner looks at can never change what the program computes.
    value = other.recording(turn(0)).start["first"]
    with pytest.raises(ValueError, match="read-only"):
        value.data[0, 0] = 1.0
    assert isinstance(value.data, np.ndarray)
