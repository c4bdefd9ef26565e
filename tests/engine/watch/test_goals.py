"""Going to what happens next: the first nan, the next change of a name, its next use."""

from __future__ import annotations

import warnings

import pytest
from engine_help import opened

from tui_tutor.engine.watch.position import END, Position, parse_position
from tui_tutor.engine.watch.walk import Walker

PROGRAM = """import numpy as np
w = np.array([1.0, 2.0])
still = np.ones(2)
late = 0
log = np.zeros(1)
for j in range(300):
    a = w * 2
    if j == 120:
        w = w / 0
    if j == 130:
        w = w - w
    if j == 200:
        late += 1
    if j == 250:
        log = np.append(log, j)
    if j % 2:
        b = late + j
print(still.sum())
"""


def gone(text: str, at: str = "0:1", program: str = PROGRAM, *, stop: bool = False) -> tuple[str, str, str]:
    """The position, the operation there, and what is said."""
    engine = opened(program)
    walker = Walker(engine)
    walker.tick = lambda: stop
    start = parse_position(at)
    assert start is not None
    with warnings.catch_warnings(action="ignore"):
        landing = walker.go(start, text, True)
        place = landing.position.place
        event = engine.recording(place).every[landing.position.operation - 1]
    return str(landing.position).split(":")[0], event.site.code, landing.note or ""


@pytest.mark.parametrize(
    ("text", "at", "place", "code"),
    [
        ("inf", "0:1", "120", "w / 0"),
        ("nan", "0:1", "130", "w - w"),
        ("nan", "setup:1", "130", "w - w"),
        ("changes late", "0:1", "200", "late += 1"),
        ("changes w", "0:1", "120", "w = w / 0"),
        ("changes a", "3:5", "121", "a = w * 2"),
        ("shape log", "0:1", "250", "log = np.append(log, j)"),
        ("uses late", "0:1", "1", "late + j"),
        ("uses w", "5:1", "5", "w * 2"),
        ("uses still", "299:1", "end", "still.sum()"),
    ],
)
def test_the_next_one_is_found(text: str, at: str, place: str, code: str) -> None:
    found = gone(text, at)
    assert found[:2] == (place, code), found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("changes still", "never met from here on"),
        ("shape w", "never met from here on"),
        ("uses nobody", "there is no name 'nobody'"),
    ],
)
def test_what_is_never_met_is_said(text: str, said: str) -> None:
    place, _, note = gone(text)
    assert place == "0"
    assert said in note


def test_a_search_can_be_stopped() -> None:
    program = PROGRAM.replace("range(300)", "range(10_000_000)").replace("j == 250", "j < 0")
    place, _, note = gone("shape log", program=program, stop=True)
    assert (place, note) == ("0", "stopped")


def test_without_a_loop_the_rest_of_the_program_is_searched() -> None:
    program = "import numpy as np\na = np.zeros(1)\nwith np.errstate(all='ignore'):\n    b = a / a\n"
    assert gone("nan", "setup:1", program)[:2] == ("setup", "a / a")


HIDDEN = """import numpy as np
class Net:
    pass
def root(x):
    with np.errstate(all="ignore"):
        r = np.sqrt(x)
    return np.nan_to_num(r)
def squares(n):
    with np.errstate(all="ignore"):
        for k in range(n):
            yield np.float64(k) / (k - 2)
net = Net()
net.w = np.ones(3)
d = {"a": np.ones(4)}
big = np.zeros(200_000)
w = np.arange(4.0)
SETUP
for j in range(60):
    w[1] = 1.0
    IN_LOOP
    w = w * 0.5
END
"""


def hidden(setup: str = "0", in_loop: str = "0", end: str = "0") -> str:
    return HIDDEN.replace("SETUP", setup).replace("IN_LOOP", in_loop).replace("END", end)


@pytest.mark.few(4)
@pytest.mark.parametrize(
    ("word", "program", "at", "wanted"),
    [
        # Only inside a function, and gone when it returns.
        ("nan", hidden(in_loop="y = root(w - (j == 40))"), "0:1", ("40", "np.sqrt(x)")),
        ("nan", hidden(in_loop="y = root(w - (j == 40))"), "40:4", ("40", "np.sqrt(x)")),
        ("inf", hidden(in_loop="s = sum(v for v in squares(j) if v < 9)"), "0:1", ("3", "np.float64(k) / (k - 2)")),
        ("nan", hidden(in_loop="w[j % 4] = [0.0, np.nan][j == 9]; w[:] = 1"), "0:1", ("9", "[0.0, np.nan][j == 9]")),
        ("inf", hidden(in_loop="d['a'][1:] += np.float64(1e308) * (j > 30); d['a'][:] = 0"), "0:1", ("never", "")),
        ("inf", hidden(in_loop="d['a'][1:] += 9e307 * (j > 30)"), "0:1", ("32", "d['a'][1:] += 9e307 * (j > 30)")),
        ("inf", hidden(in_loop="net.w *= 1e200; net.w = net.w - net.w"), "5:1", ("never", "")),
        ("inf", hidden(in_loop="net.w *= 1e200"), "0:1", ("1", "net.w *= 1e200")),
        # Far behind all that is copied of a large array.
        ("nan", hidden(in_loop="big[150_000] = np.nan if j == 7 else 0.0"), "0:1", ("7", None)),
        ("nan", hidden(setup="q = root(w - 2)"), "setup:1", ("setup", "np.sqrt(x)")),
        ("nan", hidden(end="q = root(w - 2)"), "3:1", ("end", "np.sqrt(x)")),
        (
            "nan",
            hidden(in_loop="y = root(w - (j == 8)) / 0 if j == 8 else 0; assert j < 8"),
            "0:1",
            ("8", "np.sqrt(x)"),
        ),
        ("nan", hidden(), "0:1", ("never", "")),
    ],
)
def test_a_nan_is_found_wherever_it_comes_to_be(word: str, program: str, at: str, wanted: tuple[str, str]) -> None:
    place, code, note = gone(word, at, program)
    if wanted[0] == "never":
        assert f"{word} is never met" in note
    else:
        assert (place, code if wanted[1] else wanted[1]) == wanted, note
        assert "this is the next one" in note


def test_a_stopped_search_says_how_far_it_came() -> None:
    program = hidden().replace("range(60)", "range(10_000_000)")
    place, _, note = gone("nan", program=program, stop=True)
    assert place == "0"
    assert note.startswith("stopped: there is no nan in the iterations up to ")


def test_from_the_end_only_the_end_is_looked_at_wherever_the_run_stands() -> None:
    engine = opened(hidden(in_loop="y = root(w - (j == 40))", end="v = 0; q = root(w - 2); q = 0"))
    walker = Walker(engine)
    walker.reach_end()
    found = [at for at, each in enumerate(engine.recording(END).events, 1) if each.site.code == "np.sqrt(x)"]
    # It is bound to a name inside the function as well, and then gone.
    for start, wanted in ((1, found), (found[0] + 1, [found[0] + 1])):
        assert engine.run is not None
        engine.run.go(5)
        landing = walker.go(Position(END, start), "nan", True)
        assert [landing.position] == [Position(END, at) for at in wanted]
    assert "never met" in (landing.note or "")
