"""What people asked is answered: the kind that applies is met, at the line where they needed to look."""

from __future__ import annotations

import pytest

from study.notices import asked
from study.notices.noticed import met

LATE = tuple(range(12))


@pytest.mark.parametrize(
    ("text", "kind", "line", "iterations"),
    [
        (asked.FLAT_TARGET, "two-way-broadcast", "gap = goal - said", (0,)),
        (asked.TINY_RATE, "alike", "miss = said - mark", (0, 2499)),
        (asked.SLOPE_LEFT_OUT, "dead", "return np.maximum(0, t)", (0, 1)),
        (asked.BIAS_GROWS, "grew", "bias = bias + back * bend(bias, True)", (0,)),
        (asked.BIAS_GROWS, "slope-of-raw", "return t * (1 - t) if slope else 1 / (1 + np.exp(-t))", (0,)),
        (asked.NO_SQUASH, "slope-of-raw", "self.up += self.pace * np.dot(back * mid * (1.0 - mid), x.T)", LATE),
        (asked.NO_SQUASH, "nan", None, LATE),
        (asked.WHOLE_WEIGHTS, "dtype", "w += 0.5 * rows.T @ ((goal - said) * said * (1 - said))", (0,)),
        (asked.WHOLE_STEPS, "dtype", "w += (0.5 * rows.T @ ((goal - said) * said * (1 - said))).astype(int)", (0,)),
        (asked.WHOLE_STEPS, "still", "w += (0.5 * rows.T @ ((goal - said) * said * (1 - said))).astype(int)", (0, 1)),
        (asked.FLAT_SAMPLE, "two-way-broadcast", "said = 1 / (1 + np.exp(-(np.dot(w, x) + shift)))", (0,)),
        (asked.FLAT_SAMPLE, "flat-transpose", "w = w - 0.1 * np.dot(push, x.transpose())", (0,)),
        (asked.LOG_OF_ZERO, "inf", "cost = -np.sum(hot * np.log(chance))", (0, 1, 2)),
        (asked.LOG_OF_ZERO, "nan", "cost = -np.sum(hot * np.log(chance))", (0, 1, 2)),
        (asked.NO_COPY, "alias", "w += 0.3 * rows.T @ (goal - said) + 0.5 * speed", (0,)),
        (asked.SEED_EACH_LAP, "seed-in-loop", "np.random.seed(1)", (0,)),
    ],
)
@pytest.mark.filterwarnings("ignore")
def test_the_kind_that_applies_is_met_where_it_happens(
    text: str, kind: str, line: str | None, iterations: tuple[int, ...]
) -> None:
    found = [each for each in met(text, iterations) if each.kind == kind]
    assert found
    if line is not None:
        assert line in [text.split("\n")[each.line - 1].strip() for each in found]
