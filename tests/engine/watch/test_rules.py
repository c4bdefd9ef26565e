"""Shape rules and kinds: one line for every operation."""

from __future__ import annotations

import pytest
from engine_help import opened

from tui_tutor.engine.watch.position import SETUP
from tui_tutor.engine.watch.recording import Event

BEFORE = """import numpy as np
import math
A = np.arange(12.0).reshape(4, 3)
B = np.arange(12.0).reshape(3, 4)
v = np.arange(3.0)
z = np.array(2.5)
x = 2.0
n = 3
t = "text"
L = [1, 2]
D = {"a": 1}
def f(a, b=2):
    return a
rng = np.random.default_rng(1)
"""


def last(statement: str, kind: str | None = None) -> Event:
    """The last operation of a statement, or the last of a kind."""
    events = opened(BEFORE + statement + "\n").recording(SETUP).events
    return [event for event in events if kind is None or event.kind.value == kind][-1]


@pytest.mark.parametrize(
    ("statement", "kind", "rule"),
    [
        ("np.dot(A, B)", "dot", "4×3 · 3×4 → 4×4"),
        ("A.dot(B)", "dot", "4×3 · 3×4 → 4×4"),
        ("A @ B", "dot", "4×3 · 3×4 → 4×4"),
        ("np.matmul(A, B)", "dot", "4×3 · 3×4 → 4×4"),
        ("A @ v", "dot", "4×3 · 3, → 4,"),
        ("v @ v", "dot", "3, · 3, → scalar"),
        ("A - B.T", "elementwise", "4×3 − 4×3 → 4×3"),
        ("1 - A", "elementwise", "1 − 4×3 → 4×3"),
        ("A * v", "elementwise", "4×3 ∘ 3, → 4×3"),
        ("A / x", "elementwise", "4×3 / scalar → 4×3"),
        ("A ** 2", "elementwise", "4×3 ** 2 → 4×3"),
        ("A // 2 % 2", "elementwise", "4×3 % 2 → 4×3"),
        ("A + -1", "elementwise", "4×3 + −1 → 4×3"),
        ("-A", "elementwise", "−4×3 → 4×3"),
        ("+A", "elementwise", "+4×3 → 4×3"),
        ("n % 10000", "elementwise", "scalar % 10000 → scalar"),
        ("x + z", "elementwise", "scalar + scalar → scalar"),
        ("np.exp(A)", "elementwise", "exp(4×3) → 4×3"),
        ("np.maximum(A, 0)", "elementwise", "maximum(4×3, 0) → 4×3"),
        ("math.sqrt(x)", "elementwise", "sqrt(scalar) → scalar"),
        ("abs(A)", "elementwise", "abs(4×3) → 4×3"),
        ("A.T", "transpose", "(4×3)ᵀ → 3×4"),
        ("np.transpose(A)", "transpose", "(4×3)ᵀ → 3×4"),
        ("A.transpose()", "transpose", "(4×3)ᵀ → 3×4"),
        ("v.T", "transpose", "(3,)ᵀ → 3,"),
        ("np.sum(A)", "reduce", "sum(4×3) → scalar"),
        ("A.sum(axis=0)", "reduce", "sum(4×3, axis=0) → 3,"),
        ("np.mean(A, axis=1, keepdims=True)", "reduce", "mean(4×3, axis=1, keepdims=True) → 4×1"),
        ("np.argmax(v)", "reduce", "argmax(3,) → scalar"),
        ("np.zeros((2, 3))", "create", "→ 2×3"),
        ("np.arange(5)", "create", "→ 5,"),
        ("range(7)", "create", "→ 7,"),
        ("range(2, 9, 3)", "create", "→ 3,"),
        ("np.random.random((3, 4))", "random", "→ 3×4"),
        ("np.random.seed(1)", "random", "seed(1)"),
        ("np.random.rand()", "random", "→ scalar"),
        ("rng.normal(size=3)", "random", "→ 3,"),
        ("rng.shuffle(v)", "random", "shuffle(3,)"),
        ("f(A)", "call", "f(4×3) → 4×3"),
        ("f(n)", "call", "f(scalar, b=2) → scalar"),
        ("f(b=A, a=n)", "call", "f(b=4×3) → scalar"),
        ("f(t)", "call", "f(b=2) → text"),
        ("w = A", "bind", "4×3"),
        ("w = 3", "bind", "scalar"),
        ("w = t", "bind", None),
        ("A += B.T", "update", "4×3 + 4×3 → 4×3"),
        ("A -= 1", "update", "4×3 − 1 → 4×3"),
        ("A[0] += v", "update", "3, + 3, → 3,"),
        ("n += 1", "update", "scalar + 1 → scalar"),
        ("A > 2", "compare", "4×3 > 2 → 4×3"),
        ("n == 3", "compare", "scalar == 3 → scalar"),
        ("t == 'x'", "compare", "text == text → scalar"),
        ("if n: w = 1", "branch", "scalar"),
        ("A[0]", "index", "4×3[…] → 3,"),
        ("A[:, 1]", "index", "4×3[…] → 4,"),
        ("A[1, 2]", "index", "4×3[…] → scalar"),
        ("L[0]", "index", "list[…] → scalar"),
        ("A[0] = v", "index", "4×3[…] = 3,"),
        ("print(A, t)", "print", "4×3"),
        ("print(t)", "print", None),
        ("str(n)", "other", "str(scalar) → text"),
        ("t + t", "other", None),
        ("len(A)", "other", "len(4×3) → scalar"),
        ("def g():\n    pass", "define", None),
        ("import math", "import", None),
    ],
)
def test_kinds_and_rules(statement: str, kind: str, rule: str | None) -> None:
    event = last(statement, kind if "\n" in statement or ":" in statement else None)
    assert event.kind.value == kind
    assert event.shapes == rule


@pytest.mark.filterwarnings("ignore::PendingDeprecationWarning")
@pytest.mark.parametrize(
    ("statement", "kind", "rule"),
    [
        ("np.asmatrix(A) * np.asmatrix(B)", "dot", "4×3 · 3×4 → 4×4"),
        ("A * np.asmatrix(B)", "dot", "4×3 · 3×4 → 4×4"),
        ("np.asmatrix(A) * B", "dot", "4×3 · 3×4 → 4×4"),
        ("np.asmatrix(A) * 2", "elementwise", "4×3 ∘ 2 → 4×3"),
        ("np.asmatrix(A.T @ A) ** 2", "other", "3×3 ** 2 → 3×3"),
    ],
)
def test_of_matrices_the_star_is_the_product(statement: str, kind: str, rule: str) -> None:
    test_kinds_and_rules(statement, kind, rule)


@pytest.mark.parametrize("kind", ["dot", "elementwise", "transpose", "reduce", "update"])
def test_these_kinds_always_have_a_rule(kind: str) -> None:
    statements = {
        "dot": "np.dot(2, 3)",
        "elementwise": "n + n",
        "transpose": "z.T",
        "reduce": "np.sum(L)",
        "update": "n += 1",
    }
    event = last(statements[kind])
    assert event.kind.value == kind
    assert event.shapes


def test_text_that_is_updated_is_an_update_without_numbers() -> None:
    event = last("t += 'more'")
    assert event.kind.value == "update"


def test_an_alias_of_a_function_is_the_same_kind() -> None:
    assert last("product = np.dot\nproduct(A, B)").kind.value == "dot"
    assert last("g = f\ng(A)").kind.value == "call"
    assert last("say = print\nsay(n)").kind.value == "print"
