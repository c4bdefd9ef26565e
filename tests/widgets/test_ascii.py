from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.color import Color

import tui_tutor
from tui_tutor.widgets.ascii import Ascii, to_ascii

SHOWN_AS_UNKNOWN = {"İ", "␡", "\ufffd", "\U00100000", "\U0010fffd", "⣿", "⠀", "⤀"}
"""Signs that are in the code and not drawn as themselves: a key's name, what stands for something, ends of ranges."""


def own_signs() -> Iterator[str]:
    """The signs in texts of the package, not those in docstrings, nor those that are drawn on paper only."""
    package = Path(tui_tutor.__file__).parent
    for path in package.rglob("*.py"):
        if path.is_relative_to(package / "paper"):
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
                yield from node.value


@given(st.text())
def test_it_keeps_every_cell(text: str) -> None:
    plain = to_ascii(text)
    assert plain.isascii()
    assert len(plain) == cell_len(text) or text.isascii()


def test_every_sign_of_the_tutor_s_own_has_a_plain_one() -> None:
    signs = {sign for sign in own_signs() if not sign.isascii() and sign.isprintable()} - SHOWN_AS_UNKNOWN
    assert {sign for sign in signs if "?" in to_ascii(sign)} == set()


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("plain\ttext", "plain\ttext"),
        ("grün é Å", "grun e A"),
        ("e\u0301", "e"),
        ("日本", "????"),
        ("Ω∮", "??"),
        ("4×3 · 3×4 → 4×4", "4x3 . 3x4 > 4x4"),
        ("╔═╗║", "+=+|"),
        ("⠁⠀", "* "),
        ("x\u00a0y", "x y"),
    ],
)
def test_plain_signs(text: str, plain: str) -> None:
    assert to_ascii(text) == plain


def test_it_keeps_styles_and_what_controls() -> None:
    control = Segment("\x1b[?25l", None, [(1,)])  # type: ignore[list-item]
    bold = Style(bold=True)
    assert Ascii().apply([Segment("→", bold), control], Color(0, 0, 0)) == [Segment(">", bold), control]
