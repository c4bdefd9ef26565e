from __future__ import annotations

from collections.abc import Collection, Iterable

import pytest
from _pytest.mark import ParameterSet


def mostly_slow(cases: Iterable[object], quick: Collection[object]) -> list[ParameterSet]:
    """Cases for `parametrize`: those in `quick` stand for all each time; the others come with the slow tests."""
    return [
        pytest.param(*(case if isinstance(case, tuple) else (case,)), marks=() if case in quick else pytest.mark.slow)
        for case in cases
    ]
