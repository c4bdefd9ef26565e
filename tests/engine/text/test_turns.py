"""What the turns of a loop are called."""

from __future__ import annotations

import ast

import pytest

from tui_tutor.engine.text.turns import turn_name

NAMES = {
    "for sample in range(60): pass": "sample",
    "for i in range(60): pass": "turn",
    "for i in range(n_samples): pass": "sample",
    "for i in range(len(batches)): pass": "batch",
    "for x, t in zip(rows, labels): pass": "row",
    "for i, row in enumerate(X): pass": "row",
    "for w in self.weights: pass": "weight",
    "for _ in entries: pass": "entry",
    "for idx in range(10): pass": "turn",
    "for k in bias: pass": "turn",
    "for k in losses: pass": "loss",
    "for train_row in X: pass": "train row",
    "for X[0] in range(3): pass": "turn",
    "while samples: pass": "turn",
}


@pytest.mark.parametrize("text", NAMES)
def test_the_text_tells_what_a_turn_is_called(text: str) -> None:
    loop = ast.parse(text).body[0]
    assert isinstance(loop, ast.For | ast.While)
    assert turn_name(loop) == NAMES[text]
