"""The page that says why an error falls or does not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from study.why import programs
from study.why.looked import looked_at

from tui_tutor.lesson.model import Curve
from tui_tutor.study.why.report import Report, decades, row
from tui_tutor.study.why.verdict import verdict
from tui_tutor.view.keys import COMMANDS
from tui_tutor.view.lines import text_of, width
from tui_tutor.view.why import goal_of, table, why
from tui_tutor.view.why_words import part, size
from view.opened import Opened, script

PAGES = Path(__file__).parent / "pages"
SHOWN = {"wide": 94, "narrow": 73}


def page(text: str, columns: int, curve: str = "") -> str:
    report, label = looked_at(text, curve)
    return "".join(text_of(each).rstrip() + "\n" for each in why(report, label, columns))


@pytest.mark.parametrize("columns", SHOWN)
@pytest.mark.parametrize("name", ["FALLS", "DEAD", "LOST"])
def test_page(name: str, columns: str, request: pytest.FixtureRequest) -> None:
    text = page(getattr(programs, name), SHOWN[columns])
    path = PAGES / f"why_{name.lower()}_{columns}.txt"
    if request.config.getoption("--update-goldens"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text.split("\n") == path.read_text(encoding="utf-8").split("\n")


def said(name: str, curve: str = "") -> str:
    """The sentences at the head of a page."""
    return " ".join(page(getattr(programs, name), 200, curve).partition("\n\n")[0].split())


def test_a_normal_run_is_told_in_its_own_numbers() -> None:
    report, _ = looked_at(programs.FALLS)
    every = decades(report)
    rows = [row(layer, decade) for decade in (every[0], every[-1]) for layer in report.layers]
    ratios = [part(each.ratio or 0.0) for each in rows if each is not None]
    told = said("FALLS")
    first, last = size(report.errors[0][1]), size(report.errors[-1][1])
    assert told.startswith(f"It falls: loss {first} → {last} in 400 iterations.")
    assert f"at first an iteration changes the weights by {min(ratios[:2])} to {max(ratios[:2])}" in told
    assert f"in the end by {min(ratios[2:])} to {max(ratios[2:])} (0.1% is usual)" in told


def test_weights_that_begin_as_zero_are_told_from_where_they_have_a_size() -> None:
    text = (
        "import numpy as np\nx = np.array([[1.0, 2.0], [2.0, 1.0], [1.0, 1.0]])\ny = x @ np.array([2.0, -1.0])\n"
        "w = np.zeros(2)\nfor j in range(100):\n    e = x @ w - y\n    w -= 0.1 * x.T @ e\n    loss = np.mean(e**2)\n"
    )
    report, _ = looked_at(text, "loss")
    (layer,), every = report.layers, decades(report)
    ratios = [found.ratio for decade in every if (found := row(layer, decade)) is not None]
    assert ratios[0] is None
    told = " ".join(page(text, 200, "loss").partition("\n\n")[0].split())
    assert f"at first an iteration changes the weights by {part(ratios[1] or 0.0)}, in the end by " in told


def test_what_explains_it_is_said_in_the_words_of_its_notice() -> None:
    report, label = looked_at(programs.DEAD)
    met = next(each for each in report.noticed if each.kind == "dead")
    assert met.words in said("DEAD")
    assert f"⚠ dead iteration {met.position.place.iteration}, line {met.line}:" in said("DEAD")
    assert goal_of(report, label) == (str(met.position), f"goes to {met.position}, dead")


def test_a_loop_that_ends_with_an_exception_is_said_first() -> None:
    told = said("FAILS")
    assert told.startswith("The loop ends in iteration 23: ValueError: matmul")
    assert goal_of(*looked_at(programs.FAILS)) == ("end", "goes to where it fails")


@pytest.mark.slow
def test_rates_are_said_where_the_steps_are_to_blame() -> None:
    assert "w0 changes by at most 8e−7% an iteration, where 0.1% is usual" in said("TIMID")
    assert "The rate is 1e−6; a larger one would do more." in said("TIMID")
    assert "w changes by 407% an iteration" in said("RISES")
    assert "The rate is 0.12; a smaller one would settle." in said("RISES")
    assert "w0, w1 do not change at all" in said("ZEROS")
    assert "this may be as low as it can come" in said("RESTS")
    assert said("ACCURACY", "accuracy").startswith("It rises, as it should: accuracy 0 → 1 in 30 iterations.")


def test_while_it_is_looked_at_it_says_how_far() -> None:
    report, label = looked_at(programs.FALLS)
    begun = replace(report, is_whole=False, is_over=False, reached=99, total=400)
    assert "Looking on: iteration 99 of 400 …" in [text_of(each) for each in why(begun, label, 94)]
    assert [text_of(each) for each in why(None, label, 94)] == ["Looking at the run …"]
    assert [text_of(each) for each in why(None, label, 94, note="it crashed")] == ["it crashed"]
    far = " ".join(text_of(each) for each in why(replace(report, is_over=False, total=None), label, 94))
    assert "As far as it got in a few seconds: d again looks further." in far


@pytest.mark.parametrize("columns", [20, 56, 94, 120])
def test_no_line_is_too_wide(columns: int) -> None:
    for name in ("FALLS", "DEAD", "LOST"):
        report, label = looked_at(getattr(programs, name))
        assert all(width(each) <= columns for each in why(report, label, columns))


def test_decades_that_have_no_room_are_left_out_after_the_first() -> None:
    report, _ = looked_at(programs.FALLS)
    assert len(decades(report)) == 4
    head, *_ = table(report, verdict(report), 12 + 3 * 8)
    assert text_of(head).split() == ["iterations", "0", "⋯", "100+"]


def test_sizes_and_parts_are_short_and_true() -> None:
    assert [size(each) for each in (0.0, 0.4964, 0.0041296, 3.8524, 12.0, 999.7, 5e-5, 1.5e-300, float("nan"))] == [
        *("0", "0.496", "0.00413", "3.85", "12", "1000", "5e−5", "1.5e−300", "nan")
    ]
    assert [size(each, even=True) for each in (0.5, 12.0, 5e-5, 5.7e-10, 1.5e300)] == [
        *("0.500", "12.0", "5.0e−5", "6e−10", "2e300")
    ]
    assert [part(each) for each in (0.0, 0.001, 0.08333, 0.99, 4.07, 8.3e-5, 7e-9, float("inf"))] == [
        *("0%", "0.10%", "8.3%", "99%", "407%", "0.008%", "7e−7%", "inf")
    ]


def test_a_cell_that_is_no_number_is_marked() -> None:
    report, _ = looked_at(programs.LOST)
    lines = table(report, verdict(report), 94)
    assert {role for each in lines for text, role in each if text.strip() == "inf"} == {"warning"}


COMMAND = next(each for each in COMMANDS if each.name == "why")


@pytest.mark.parametrize(
    ("text", "is_offered"),
    [
        (programs.WHOLE_NUMBERS, True),
        ("x = np.arange(3)\nfor j in range(3):\n    y = x + j\n    print(y.sum())\n", False),
        ("w = np.ones(3)\nprint(w)\n", False),
    ],
)
def test_it_is_offered_where_a_loop_learns_and_there_is_an_error(text: str, is_offered: bool) -> None:
    assert script("import numpy as np\n" + text).state("setup:2").offers(COMMAND) is is_offered


def test_it_is_offered_with_a_curve_and_without_a_network() -> None:
    text = "import numpy as np\nw = np.ones(3)\nfor j in range(3):\n    loss = w.sum()\n    w -= 0.1 * w\n"
    bare = script(text)
    assert not bare.state("setup:2").offers(COMMAND)
    plotted = Opened(replace(bare.lesson, curve=Curve("loss", "loss")))
    assert plotted.state("setup:1").offers(COMMAND)


def test_nothing_is_told_of_nothing() -> None:
    words = " ".join(text_of(each) for each in why(Report(is_whole=True, is_over=True), "loss", 94))
    assert words.strip() == "There is no error to look at yet: loss has no value in 0 iterations."
