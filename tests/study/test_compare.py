from __future__ import annotations

import pytest
from engine_help import opened
from seldom import mostly_slow

from study.compared import LESSON, SHORT, TO_THE_END, WHAT_IFS, both, changed, compared, numbers, page, words
from tui_tutor.engine.watch.position import SETUP, turn
from tui_tutor.lesson.model import WhatIf
from tui_tutor.study.compare import compare, parting
from tui_tutor.view.lines import text_of
from tui_tutor.view.versions import versions

MISTAKES = [name for name, each in WHAT_IFS.items() if each.mistake]

VARIATIONS = [name for name in WHAT_IFS if name not in MISTAKES]

FAILING = {
    "X * syn0 in place of the product": (
        "0:3",
        "ValueError: operands could not be broadcast together with shapes (4,3) (3,4)",
        "X * syn0   4×3 ∘ 3×4 → ✗",
        ["X  4×3  customer×question", "syn0  3×4  question×hidden"],
    ),
    "X times itself": (
        "0:3",
        "ValueError: shapes (4,3) and (4,3) not aligned: 3 (dim 1) != 4 (dim 0)",
        "np.dot(X, X)   4×3 · 4×3 → ✗",
        ["X  4×3  customer×question", "X  4×3  customer×question"],
    ),
    "syn1 not transposed": (
        "0:39",
        "ValueError: shapes (4,1) and (4,1) not aligned: 1 (dim 1) != 4 (dim 0)",
        "l2_delta.dot(syn1)   4×1 · 4×1 → ✗",
        ["l2_delta  4×1  customer×output", "syn1  4×1  hidden×output"],
    ),
    "l1 * syn1 in place of the product": (
        "0:19",
        "ValueError: shapes (4,4) and (1,4) not aligned: 4 (dim 1) != 1 (dim 0)",
        "l2_delta.dot(syn1.T)   4×4 · 1×4 → ✗",
        ["l2_delta  4×4  customer×hidden", "syn1.T  1×4  output×hidden"],
    ),
    "y as a flat list": (
        "setup:5",
        "ValueError: shapes (4,4) and (1,4) not aligned: 4 (dim 1) != 1 (dim 0)",
        "l2_delta.dot(syn1.T)   4×4 · 1×4 → ✗",
        ["l2_delta  4×4  customer×customer", "syn1.T  1×4  output×hidden"],
    ),
}
"""Where it parts, numpy's message, the operation that fails with its shapes, and its operands with their axes."""

CLASHING = {
    "l1 * syn1 in place of the product": ("0:12", "l1 * syn1", "this sets customer against hidden"),
    "l2_delta * syn1 in place of the product": ("0:39", "l2_delta * syn1", "this sets customer against hidden"),
    "l1 not transposed": ("0:49", "l1.dot(l2_delta)", "this sums hidden against customer"),
    "y as a flat list": ("0:21", "y - l2", "this sets every customer against every other customer"),
}

PARTING = {
    "seed 2": "setup:8",
    "the newer generator": "setup:7",
    "weights from 0 to 1": "setup:8",
    "no slopes at all": "0:32",
    "1 hidden neuron": "setup:8",
    "2 hidden neurons": "setup:8",
    "8 hidden neurons": "setup:8",
    "no hidden layer": "setup:8",
    "all weights zero": "setup:8",
    "learning rate 10": "0:51",
    "learning rate 100": "0:51",
    "no slope at the output": "0:32",
    "the target is the cat": "setup:5",
    "ReLU in the hidden layer": "0:4",
    "l2_delta * syn1 in place of the product": "0:39",
    "l1 not transposed": "0:49",
    "the slope of the raw sum": "0:48",
    **{name: told[0] for name, told in FAILING.items()},
}


def test_every_variation_is_tested() -> None:
    assert set(PARTING) == set(WHAT_IFS)
    assert {*FAILING, *CLASHING, "the slope of the raw sum"} == set(MISTAKES)


@pytest.mark.parametrize("name", mostly_slow(WHAT_IFS, [*WHAT_IFS][1::8]))
@pytest.mark.slow
def test_versions_part_at_the_first_operation_that_differs(name: str) -> None:
    parted = compared(name).parting
    one, other = both(parted)
    assert parted is not None
    assert parted.at == PARTING[name]
    assert one.site.code != other.site.code or one.site.code == "np.random.random((3,4))"
    assert f"They part at {parted.at}" in page(name)


@pytest.mark.parametrize("name", mostly_slow(WHAT_IFS, [*WHAT_IFS][::8]))
@pytest.mark.slow
def test_a_parting_is_named_by_its_place_in_the_changed_program(name: str) -> None:
    parted = compared(name).parting
    assert parted is not None
    place, _, number = parted.at.partition(":")
    engine = changed(name)
    events = engine.recording(SETUP if place == "setup" else turn(0)).events
    assert events[int(number) - 1] is parted.other


@pytest.mark.parametrize("name", mostly_slow(WHAT_IFS, [*WHAT_IFS][::4]))
@pytest.mark.parametrize("columns", mostly_slow([40, 74, 96], [40]))
@pytest.mark.few(1)
def test_the_page_begins_with_the_name_and_the_notice_and_shows_every_change(name: str, columns: int) -> None:
    what_if, lines = WHAT_IFS[name], page(name, columns)
    assert lines[0] == name
    assert what_if.notice.startswith(lines[1])
    told = [each for each in lines if each.startswith(("− ", "+ "))]
    assert len(told) == 2 * len(what_if.changes)
    for (old, new), minus, plus in zip(what_if.changes, told[::2], told[1::2], strict=True):
        old, new = (" ".join(each.split()) for each in (old, new))
        assert f"− {old}".startswith(minus.removesuffix("…"))
        assert f"+ {new or '(nothing)'}".startswith(plus.removesuffix("…"))


@pytest.mark.parametrize("name", FAILING)
def test_a_version_that_fails_tells_numpys_message_the_shapes_and_the_axes(name: str) -> None:
    _, message, operation, operands = FAILING[name]
    other, told = compared(name).other, page(name)
    assert other.failed is not None
    assert other.failed.error == other.failure == message
    assert (other.iterations, other.curve) == (0, ())
    at = told.index(f"fails at  {operation}")
    assert told[at + 1 : at + 4] == [message, *(f"  {each}" for each in operands)]


@pytest.mark.parametrize("name", FAILING)
def test_numpy_itself_says_the_same_of_a_version_that_fails(name: str) -> None:
    code = compile(WHAT_IFS[name].apply(LESSON.source).text, "changed.py", "exec")
    with pytest.raises(ValueError, match="shapes") as raised:
        exec(code, {})
    assert FAILING[name][1] == f"ValueError: {str(raised.value).strip()}"


@pytest.mark.parametrize("name", [name for name in FAILING if "flat" not in name and "l1 * syn1" not in name])
def test_where_the_changed_operation_fails_both_sides_are_shown(name: str) -> None:
    one, other = both(compared(name).parting)
    assert one.error is None
    assert other.error == FAILING[name][1]
    assert other is compared(name).other.failed
    assert one.shapes is not None
    assert one.shapes in words(name)


@pytest.mark.parametrize("name", CLASHING)
@pytest.mark.few(1)
def test_what_is_silently_wrong_is_told_by_its_axes(name: str) -> None:
    at, code, what = CLASHING[name]
    clash = compared(name).other.clash
    assert clash is not None
    assert clash.error is None
    told = page(name)
    line = told.index(f"{at}  {code}   {clash.shapes}")
    assert told[line + 1 : line + 3] == [f"the sizes agree, the meanings don't: {what}", clash.axes]


@pytest.mark.parametrize("name", [name for name in WHAT_IFS if name not in CLASHING])
@pytest.mark.slow
def test_nothing_else_is_said_to_be_wrong_by_its_axes(name: str) -> None:
    assert "meanings" not in words(name)


@pytest.mark.parametrize("name", VARIATIONS)
@pytest.mark.few(2)
def test_no_variation_fails(name: str) -> None:
    other = compared(name).other
    assert (other.failed, other.failure) == (None, None)
    assert "fails" not in words(name)
    assert other.iterations == (60_000 if name in TO_THE_END else SHORT)


@pytest.mark.parametrize("name", WHAT_IFS)
@pytest.mark.few(4)
def test_both_curves_are_drawn_where_there_are_two(name: str) -> None:
    drawn = "mean |l2_error|   ── as it is   ┄┄ changed   log-log" in page(name)
    assert drawn == (name not in FAILING)


def test_a_product_that_is_not_transposed_has_the_right_shape_and_the_wrong_numbers() -> None:
    one, other = both(compared("l1 not transposed").parting)
    assert one.result is not None
    assert other.result is not None
    assert one.result.shape == other.result.shape == (4, 1)
    right, wrong = [-0.0045, -0.0067, -0.0068, -0.0046], [0.0313, -0.0328, -0.0171, 0.0099]
    assert numbers(one.result) == pytest.approx(right, abs=5e-5)
    assert numbers(other.result) == pytest.approx(wrong, abs=5e-5)
    rows = [line.split() for line in page("l1 not transposed") if line.startswith("H") and "C" in line]
    assert [row[1] for row in rows] == ["−0.0045", "−0.0067", "−0.0068", "−0.0046"]
    assert [row[3] for row in rows] == ["+0.0313", "−0.0328", "−0.0171", "+0.0099"]


def test_without_the_slope_the_parting_is_the_statement_that_changed() -> None:
    one, other = both(compared("no slope at the output").parting)
    assert one.site.code == "l2_error*nonlin(l2, deriv=True)"
    assert other.site.code == "l2_delta = l2_error"


def test_a_prediction_that_never_came_to_be_is_told() -> None:
    assert compared("X times itself").other.prediction is None
    assert "l2, changed O1 never came to be" in words("X times itself")


def test_compare_runs_both_to_their_ends() -> None:
    one, other = (
        opened("a = 1\nfor j in range(50):\n    a = a + 1\n"),
        opened("a = 1\nfor j in range(40):\n    a += 1\n"),
    )
    found = compare(one, other, "a")
    assert found is not None
    assert (found.one.iterations, found.other.iterations) == (50, 40)
    assert (found.one.prediction, found.other.prediction) != (None, None)
    assert numbers(found.one.prediction) + numbers(found.other.prediction) == [51, 41]


def test_compare_is_stopped() -> None:
    text = "a = 1\nfor j in range(500000):\n    a = a + 1\n"
    assert compare(opened(text), opened(text), "a", lambda: True) is None


def test_the_same_program_does_not_part() -> None:
    engine = opened("a = 1\nfor j in range(5):\n    a = a + 1\n")
    found = compare(engine, engine, None)
    assert found is not None
    assert found.parting is None
    assert found.one.prediction is None


def test_a_program_that_ends_sooner_parts_where_the_other_goes_on() -> None:
    found = compare(opened("a = 1\nb = 2\n"), opened("a = 1\n"), "b")
    assert found is not None
    assert found.parting is not None
    assert found.parting.other is None
    assert found.parting.at == "setup:2"
    assert found.other.prediction is None


def test_a_program_that_goes_on_parts_where_the_other_ended() -> None:
    found = parting(opened("a = 1\n"), opened("a = 1\nb = 2\n"))
    assert found is not None
    assert (found.at, found.one) == ("setup:2", None)
    assert found.other is not None
    assert found.other.site.code == "b = 2"


ARRAYS = "import numpy as np\nX = np.ones((4, 3))\nw = np.ones((3, 4))\n"


@pytest.mark.parametrize(
    ("statement", "changed", "at", "codes"),
    [
        # Of the same operation the operation itself is told, of another one the whole that comes of it.
        ("b = (X + 1) * 2", "b = (X + 2) * 2", "setup:6", ("X + 1", "X + 2")),
        ("b = (X + 1) * 2", "b = (X - 1) * 2", "setup:7", ("(X + 1) * 2", "(X - 1) * 2")),
        # Where one fails nothing more comes of it.
        ("b = X.dot(w) + 1", "b = X * w + 1", "setup:6", ("X.dot(w)", "X * w")),
        # What is only written in another way is told where it is written so first.
        ("b = X + 1\nc = X - 0", "b = 1 + X\nc = X * 1", "setup:6", ("X + 1", "1 + X")),
    ],
)
def test_two_statements_part_where_they_differ(statement: str, changed: str, at: str, codes: tuple[str, str]) -> None:
    found = parting(opened(f"{ARRAYS}{statement}\n"), opened(f"{ARRAYS}{changed}\n"))
    assert found is not None
    one, other = both(found)
    assert (found.at, one.site.code, other.site.code) == (at, *codes)


def test_what_is_sent_is_cut_to_a_corner() -> None:
    text = "import numpy as np\na = np.ones((200, 50))\nfor j in range(2):\n    a = a + {}\n"
    found = compare(opened(text.format(1)), opened(text.format(2)), "a")
    assert found is not None
    light = found.cut(4096)
    one, other = both(light.parting)
    for value in (light.one.prediction, light.other.prediction, one.result, other.result, *one.operands[:1]):
        assert value is not None
        assert (value.shape, value.whole) == ((200, 50), False)
        assert value.data.size <= 4096


def test_what_scripts_print_last_is_told_beside_each_other_where_nothing_is_predicted() -> None:
    text = "n = 10\nfor j in range(3):\n    n = n * 2\n    print(j)\nprint('n is', n)\n"
    one, other = opened(text), opened(text.replace("10", "11"))
    found = compare(one, other, None)
    assert found is not None
    assert (found.one.printed, found.other.printed) == ("0\n1\n2\nn is 80", "0\n1\n2\nn is 88")
    change = WhatIf("n", (("10", "11"),), "Look.")
    shown = [text_of(each) for each in versions(found, change, "", "", 60)]
    assert shown[-5].split("  ")[0] == "printed last, as it is"
    assert shown[-1].split() == ["n", "is", "80", "n", "is", "88"]
    same = compare(opened(text), opened(text), None)
    assert same is not None
    assert not any("printed last" in text_of(each) for each in versions(same, change, "", "", 60))
