"""The colours of numbers: where each shade begins."""

from __future__ import annotations

import math

import numpy as np
import pytest

from tui_tutor.view.scale import DATA, WEIGHTS, role

FAMILIES = [("data", DATA), ("weight", WEIGHTS)]


@pytest.mark.parametrize(("family", "steps"), FAMILIES)
@pytest.mark.parametrize("shade", range(4))
@pytest.mark.parametrize("sign", [1, -1])
def test_a_shade_begins_at_its_size(family: str, steps: tuple[float, ...], shade: int, sign: int) -> None:
    size, weight, letter = steps[shade], family == "weight", "+" if sign > 0 else "-"
    assert role(sign * math.nextafter(size, 0), weight=weight) == f"{family}{letter}{shade}"
    assert role(sign * size, weight=weight) == f"{family}{letter}{shade + 1}"
    assert role(np.float64(sign * size), weight=weight) == f"{family}{letter}{shade + 1}"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0.0, "data+0"),
        (-0.0, "data-0"),
        (0, "data+0"),
        (True, "data+4"),
        (10**400, "data+4"),
        (-(10**400), "data-4"),
        (3 + 4j, "data+4"),
        (-0.1 + 0j, "data-1"),
        (complex(1e308, 1e308), "data+4"),
        (math.nan, "odd"),
        (-math.inf, "odd"),
        ("text", "text"),
        (None, "text"),
    ],
)
def test_what_is_at_the_edges(value: object, expected: str) -> None:
    assert role(value, weight=False) == expected
