"""Numbers of the run quoted in a text: how they are read, worked out, and refused."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from filling import fill
from hypothesis import given
from hypothesis import strategies as st

from tui_tutor.lesson.live import UNKNOWN, NotYetError, marked, work_out
from tui_tutor.lesson.quotes import LONGEST, Quote, QuoteError, read

NAMES: dict[str, Any] = {
    "a": np.array([[1.0, -2.5], [0.25, 4.0]]),
    "flat": np.array([3, 1, 2]),
    "k": 7,
    "x": 0.5,
    "yes": np.True_,
    "nothing": np.array([]),
    "nan": float("nan"),
    "z": 1j,
}


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("plain", "plain"),
        ("", ""),
        ("{k}", "7"),
        ("{x}", "0.5"),
        ("{k:,} and {x:.0%}", "7 and 50%"),
        ("{a[0, 1]:+.2f}", "−2.50"),
        ("{a[-1, -1]:+.1f}", "+4.0"),
        ("{ a[1,0] :.3f}", "0.250"),
        ("{flat[0]}", "3"),
        ("{sum(flat)}", "6"),
        ("{max(abs(a)):.1f}", "4.0"),
        ("{argmax(abs(a[:, 0])) + 1}", "1"),
        ("{mean(a[:, 1]):.2f}", "0.75"),
        ("{min(a[0]):g}, {argmin(flat)}", "−2.5, 1"),
        ("{-x * 2 + 1 - k / 7}", "−1"),
        ("{a[0, 0] * 1e-7:.1e}", "1.0e−07"),
        ("{yes}", "1"),
        ("{nan:.2f}", "nan"),
        ("{{not a quote}} {k}", "{not a quote} 7"),
        ("`{{` and `}}`", "`{` and `}`"),
        ("{absent} and {absent[0]:.2f}", "… and …"),
        ("{a}", UNKNOWN),
        ("{a[2, 0]}", UNKNOWN),
        ("{a[0, 0, 0]}", UNKNOWN),
        ("{k[0]}", UNKNOWN),
        ("{x:d}", UNKNOWN),
        ("{z}", UNKNOWN),
        ("{max(nothing)}", UNKNOWN),
        ("{k / 0}", UNKNOWN),
        ("{" + "-" * 198 + "k}", "7"),
    ],
)
def test_a_text_is_filled(body: str, told: str) -> None:
    assert fill(body, NAMES) == told
    assert not read(body)[1]
    assert marked(body, {})[0] == marked(body, NAMES)[0], "the text with its marks is the same whatever the numbers are"


@pytest.mark.parametrize(
    ("body", "message", "offset"),
    [
        ("so {k", "a single {: a quote is {name}, an ordinary brace is {{", 3),
        ("so k}", "a single }: a quote is {name}, an ordinary brace is }}", 4),
        ("{}", "'' cannot be read", 0),
        ("ab {k +}", "'k +' cannot be read; an ordinary brace is {{", 3),
        ("{import os}", "cannot be read", 0),
        ("{k!r}", "cannot be read", 0),
        ("{k:>100}", "'>100' is no format for a number; one is such as +.3f", 0),
        ("{k:.3q}", "is no format for a number", 0),
        ("{k:s}", "is no format for a number", 0),
        ("{a.shape}", "'a.shape' cannot be quoted: a quote holds names", 0),
        ("{a.T[0]}", "cannot be quoted", 0),
        ("{open(k)}", "'open(k)' cannot be quoted", 0),
        ("{np.sum(a)}", "cannot be quoted", 0),
        ("{sum(a, 0)}", "sum takes one argument here", 0),
        ("{sum(a, axis=0)}", "sum takes one argument here", 0),
        ("{a[k]}", "the index 'k' is no whole number", 0),
        ("{a[0.5]}", "the index '0.5' is no whole number", 0),
        ("{a[x:2]}", "the index 'x' is no whole number", 0),
        ("{a[True]}", "is no whole number", 0),
        ("{'text'}", "cannot be quoted", 0),
        ("{k ** 9}", "cannot be quoted", 0),
        ("{k if k else x}", "cannot be quoted", 0),
        ("{[k]}", "cannot be quoted", 0),
        ("{lambda: k}", "is no format", 0),
        ("{(k := 3)}", "cannot be", 0),
        ("{True}", "cannot be quoted", 0),
        ("{" + "-" * 9999 + "k}", f"a quote has at most {LONGEST} characters", 0),
        ("{" + "(" * 9999 + "k" + ")" * 9999 + "}", "a quote has at most", 0),
    ],
)
def test_what_is_no_quote_stays_as_it_is_and_is_told(body: str, message: str, offset: int) -> None:
    _, [fault] = read(body)
    assert message in fault.message
    assert fault.offset == offset
    assert fill(body, NAMES) == body


def test_all_faults_of_a_text_are_told() -> None:
    assert [fault.offset for fault in read("{a.b} {k} {k:zz}")[1]] == [0, 10]


def quote(text: str) -> Quote:
    [part], faults = read(text)
    assert isinstance(part, Quote)
    assert not faults
    return part


def test_why_it_cannot_be_worked_out() -> None:
    with pytest.raises(NotYetError, match="absent does not exist yet"):
        work_out(quote("{absent}"), NAMES)
    for text, message in {
        "{a}": "a is 2×2, not one number",
        "{a[2, 0]}": r"a\[2, 0\]: index 2 is out of bounds",
        "{x:d}": "x: unknown format code 'd'",
        "{z}": "z is no number",
    }.items():
        with pytest.raises(QuoteError, match=message):
            work_out(quote(text), NAMES)


@given(st.text(alphabet="{}[]():,.+-*/ak01 _\n\"'!=", max_size=40))
def test_no_text_breaks_it(body: str) -> None:
    told = fill(body, NAMES)
    if not read(body)[1]:
        assert told.count("{") == body.count("{{")


@given(st.floats(), st.sampled_from(["", ".3f", "+.2e", ",.1f", "g", "010.2f"]))
def test_any_number_can_be_quoted(number: float, spec: str) -> None:
    told = fill(f"{{n:{spec}}}", {"n": np.float64(number)})
    assert told not in ("", UNKNOWN)
    assert "-" not in told
