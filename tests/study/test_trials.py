"""What can be tried in a program: each kind of number that is offered, and those that never are."""

from __future__ import annotations

from pathlib import Path

import pytest
from engine_help import REPO, SEED, source_of

from tui_tutor.engine.text import guard
from tui_tutor.engine.text.problems import ProblemsError
from tui_tutor.engine.text.source import Source
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.study.trials import BEGINNINGS, MOST_NUMBERS, NUMBERS, Trial, trials


def found(text: str, learned: tuple[str, ...] = (), loop: int | None = None) -> dict[str, Trial]:
    return {each.variation.name: each for each in trials(source_of(text), learned, loop)}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("rate = 0.1\nx = rate * 2\n", ["rate = 0.1 → 1.0", "rate = 0.1 → 0.01"]),
        ("lr: float = 1e-3\nx = lr * 2\n", ["lr = 1e-3 → 0.01", "lr = 1e-3 → 0.0001"]),
        ("alpha = 2\nx = alpha * 2\n", ["alpha = 2 → 20", "alpha = 2 → 0.2"]),
        ("hidden = 4\nx = f(hidden)\n", ["hidden = 4 → 40"]),
        ("hidden = 30\nx = f(hidden)\n", ["hidden = 30 → 300", "hidden = 30 → 3"]),
        ("shift = -0.5\nx = shift * 2\n", ["shift = -0.5 → -5.0", "shift = -0.5 → -0.05"]),
        ("steps = 60_000\nx = f(steps)\n", ["steps = 60_000 → 600_000", "steps = 60_000 → 6_000"]),
        ("eta, n = 0.5, 0\nx = eta * n\n", ["eta = 0.5 → 5.0", "eta = 0.5 → 0.05"]),
        ("def train(X, rate=0.5):\n    pass\n", ["rate=0.5 → 5.0", "rate=0.5 → 0.05"]),
        ("def train(X, *, rate=0.5):\n    pass\ntrain(1)\n", ["rate=0.5 → 5.0", "rate=0.5 → 0.05"]),
        ("def train(X, rate):\n    pass\ntrain(9, 0.5)\n", ["rate=0.5 → 5.0", "rate=0.5 → 0.05"]),
        ("def train(X, rate=0.5):\n    pass\ntrain(1, rate=2.0)\n", ["rate=2.0 → 20.0", "rate=2.0 → 0.2"]),
        ("class N:\n    def __init__(self, n, rate): pass\nN(3, 0.5)\n", ["rate=0.5 → 5.0", "rate=0.5 → 0.05"]),
        ("class C:\n    def f(self):\n        self.rate = 0.5\n", ["self.rate = 0.5 → 5.0", "self.rate = 0.5 → 0.05"]),
        ("class Config:\n    rate: float = 0.5\n", ["rate = 0.5 → 5.0", "rate = 0.5 → 0.05"]),
        ("class C:\n    rate: float = field(default=0.5)\n", ["rate = 0.5 → 5.0", "rate = 0.5 → 0.05"]),
        ('p = {"rate": 0.5, "axis": 1}\n', ['"rate": 0.5 → 5.0', '"rate": 0.5 → 0.05']),
        ("p = dict(rate=0.5)\n", ["rate=0.5 → 5.0", "rate=0.5 → 0.05"]),
        ('p["rate"] = 0.5\n', ["p['rate'] = 0.5 → 5.0", "p['rate'] = 0.5 → 0.05"]),
        ("for j in range(60000):\n    x = j\n", ["for j in range(60000) → 600000", "for j in range(60000) → 6000"]),
        ("for j in range(1, 500):\n    x = j\n", ["for j in range(500) → 5000", "for j in range(500) → 50"]),
        ("w -= 0.1 * slope\nb -= 0.1 * db\n", ["w -= 0.1 * … → 1.0", "w -= 0.1 * … → 0.01"]),
        ("w = w - slope * 0.1\n", ["w = w - 0.1 * … → 1.0", "w = w - 0.1 * … → 0.01"]),
        ("w = 4.0\nfor j in range(9):\n    w = w - w / 2\n", ["w = 4.0 → 40.0", "w = 4.0 → 0.4"]),
    ],
)  # fmt: skip
def test_numbers_with_names_are_offered_ten_times_and_a_tenth(text: str, names: list[str]) -> None:
    assert list(found(text)) == names


@pytest.mark.parametrize(
    "text",
    [
        "x = np.sum(y, axis=0) ** 2 + y[3] * 5\n",
        "x = np.array([[1.5, 2.5], [3.5, 4.5]])\n",
        "x = np.random.random((30, 40))\n",
        "zero, flag, name = 0, True, 'three'\nx = zero + flag + name\n",
        "never_used = 0.5\n",
        "at = 3\nx = y[at] + y[at, 2]\n",
        "axis = 1\nx = np.sum(y, axis=axis)\n",
        "print_every = 100\nx = print_every * 2\n",
        "often = 100\nfor j in range(9):\n    if j % often == 0:\n        pass\n",
        "power = 2\nx = y ** power\n",
        "shown = 0.5\nprint('it is', shown)\nprint(f'{shown}')\n",
        "count = 7\nfor j in y:\n    count += 1\n",
        "best = 1e9\nfor j in y:\n    best = min(best, j)\nx = best\n",
        "error = 1.0\nwhile error > 0.5:\n    error = error / 2\n",
        "for j in range(3):\n    rate = 0.5\n    x = rate * j\n",
        "for j in range(3):\n    x = j\n",
        "x = 2 * y\nx += 2 * y\n",
        "np.full(3, 0.5)\nnp.clip(x, a_min=0.5, a_max=2.5)\n",
        "def ask(inp):\n    pass\nask(4)\n",
        "def train(X, rate=0.5):\n    pass\ntrain(X, r)\ntrain(X, rate=r)\n",
        "class Config:\n    rate: float = 0.5\nConfig(rate=r)\n",
    ],
)
def test_numbers_that_only_shape_index_count_or_print_are_not(text: str) -> None:
    assert [name for name, each in found(text).items() if each.heading == NUMBERS] == []


def test_what_comes_after_the_main_loop_is_no_setup() -> None:
    text = "a_rate = 0.5\nfor j in range(9):\n    x = a_rate * j\nb_rate = 0.25\ny = b_rate * 2\n"
    assert list(found(text, loop=2)) == ["a_rate = 0.5 → 5.0", "a_rate = 0.5 → 0.05"]
    assert len(found(text)) == 4


def test_an_update_s_number_is_changed_wherever_it_is_written_again() -> None:
    made = found("w1 -= 0.1 * d1\nw2 -= 0.1 * d2\nb -= 0.3 * d3\n")["w1 -= 0.1 * … → 1.0"]
    assert made.lines == (1, 2)
    assert made.variation.changes == (("w1 -= 0.1 * d1", "w1 -= 1.0 * d1"), ("w2 -= 0.1 * d2", "w2 -= 1.0 * d2"))


def test_the_list_is_short_and_the_most_telling_come_first() -> None:
    names = [*(f"other{at}" for at in range(9)), "epochs", "hidden", "momentum", "eta", "rate", "alpha"]
    text = "".join(f"{name} = 20\n" for name in names) + f"f({', '.join(names)})\n"
    told = list(dict.fromkeys(name.partition(" ")[0] for name in found(text)))
    assert told == ["eta", "rate", "momentum", "hidden", "epochs", "other0"]
    assert len(told) == MOST_NUMBERS


@pytest.mark.parametrize(
    ("line", "other"),
    [
        ("np.random.seed(1)", "np.random.seed(2)"),
        ("rng = np.random.default_rng(0)", "rng = np.random.default_rng(1)"),
        ("rng = np.random.default_rng(seed=7)", "rng = np.random.default_rng(seed=8)"),
        ("rng = np.random.RandomState(9)", "rng = np.random.RandomState(10)"),
        ("random.seed(41)", "random.seed(42)"),
        ("SEED = 3", "SEED = 4"),
        ("def make(n, seed=3): pass", "def make(n, seed=4): pass"),
        ("make(3, random_state=5)", "make(3, random_state=6)"),
        ("np.random.seed(5); random.seed(5)", "np.random.seed(6); random.seed(6)"),
    ],
)
def test_another_seed_is_offered(line: str, other: str) -> None:
    (trial,) = [each for each in found(f"{line}\n").values() if each.heading == BEGINNINGS]
    assert trial.variation.changes == ((line, other),)


@pytest.mark.parametrize(
    "line", ["np.random.seed()", "np.random.seed(None)", "seed = -0.5", "np.random.seed(s)", "x = 1"]
)
def test_no_seed_is_made_up(line: str) -> None:
    assert [each for each in found(f"{line}\n").values() if each.heading == BEGINNINGS] == []


@pytest.mark.parametrize(
    ("line", "zeros", "learned"),
    [
        ("w = 2 * np.random.random((3, 4)) - 1", "w = np.zeros_like(2 * np.random.random((3, 4)) - 1)", ("w",)),
        ("w, X = rng.normal(size=3), rng.normal()", "w, X = np.zeros_like(rng.normal(size=3)), rng.normal()", ("w",)),
        ("self.w = np.random.randn(3) * 0.1", "self.w = np.zeros_like(np.random.randn(3) * 0.1)", ("net.w",)),
        ("p['W1'] = np.random.randn(3)", "p['W1'] = np.zeros_like(np.random.randn(3))", ("p['W1']",)),
        ("p = {'W1': np.random.randn(3)}", "p = {'W1': np.zeros_like(np.random.randn(3))}", ("p['W1']",)),
        ("w = [np.random.randn(a, 2) for a in n]", "w = [np.zeros_like(np.random.randn(a, 2)) for a in n]", ("w[0]",)),
        ("ws.append(np.random.randn(3))", "ws.append(np.zeros_like(np.random.randn(3)))", ("ws[0]",)),
        ("w = np.random.randn()", "w = (0.0 * abs(np.random.randn()))", ("w",)),
    ],
)  # fmt: skip
def test_weights_that_are_drawn_can_begin_at_zero(line: str, zeros: str, learned: tuple[str, ...]) -> None:
    made = found(f"import numpy as np\n{line}\n", learned)["all weights zero to begin with"]
    assert made.variation.changes == ((line, zeros),)


def test_weights_that_a_function_draws_can_begin_at_zero() -> None:
    text = "import numpy as np\ndef init(n):\n    w = np.random.randn(n)\n    return w\nW1, W2 = init(3), init(4)\n"
    made = found(text, ("W1", "W2"))["all weights zero to begin with"]
    assert made.variation.changes[0][1] == "W1, W2 = np.zeros_like(init(3)), np.zeros_like(init(4))"


@pytest.mark.parametrize(
    "line",
    ["X = np.random.randn(3)", "w = np.power(np.ones(3), 2)", "w = np.zeros(3)", "w = Layer(np.random.randn(3))",
     "w = np.random.permutation(3)", "w.X = np.random.randn(3)"],
)  # fmt: skip
def test_what_is_not_drawn_or_not_learned_stays(line: str) -> None:
    text = f"import numpy as np\nclass Layer:\n    pass\n{line}\n"
    assert "all weights zero to begin with" not in found(text, ("w", "w.b"))


@pytest.mark.parametrize(
    "path", [pytest.param(each, marks=pytest.mark.slow) for each in sorted((REPO / "tests" / "programs").glob("*.py"))],
    ids=lambda path: path.stem,
)  # fmt: skip
def test_what_is_offered_for_any_program_is_one_that_the_guard_lets_run(path: Path) -> None:
    source = Source.read(path)
    engine = Engine(source, seed=SEED)
    try:
        engine.open()
    except ProblemsError:
        return
    before = len(guard.check(source))
    for each in trials(source, engine.weights):
        changed = each.variation.apply(source)
        assert each.variation.changes
        assert len(changed.lines) == len(source.lines)
        assert len(guard.check(changed)) == before, each.variation.name
