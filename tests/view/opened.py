from __future__ import annotations

from functools import cache
from pathlib import Path

from tui_tutor.engine.text.source import Source
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.position import Part, Position, parse_position
from tui_tutor.engine.watch.walk import Walker
from tui_tutor.lesson.find import find
from tui_tutor.lesson.load import load
from tui_tutor.lesson.model import Lesson
from tui_tutor.study.study import StudiedMoment, Study
from tui_tutor.view.layout import Panel
from tui_tutor.view.lines import Line, text_of
from tui_tutor.view.listing import Listing
from tui_tutor.view.screen import screen
from tui_tutor.view.state import State

FAILS = """import numpy as np

a = np.zeros((4, 3))
b = np.ones((4, 3))
for j in range(3):
    c = np.dot(a, b)
"""

SHAPES = """import numpy as np

np.random.seed(3)
count = 7
rate = 0.125
small = 0.000012
word = "seven"
row = np.array([1.5, -2.0, 0.25])
cube = np.arange(24).reshape((2, 3, 4)) - 12
odd = np.array([np.nan, np.inf, -np.inf, -0.0, 1e-300, 1e300])
big = np.random.random((300, 40)) - 0.5
flags = big > 0
out = np.dot(big, np.ones((40, 2)))
for turn in range(2):
    out *= rate
print(word, count)
"""


class Opened:
    """A program in an engine of its own, with the states of the screen at its positions."""

    def __init__(self, lesson: Lesson) -> None:
        self.lesson = lesson
        self.listing = Listing(lesson.source)
        curve = lesson.curve.expression if lesson.curve is not None else None
        self.engine = Engine(lesson.source, axes=dict(lesson.axes), curve=curve, seed=1)
        self.engine.open()
        self.engine.look_ahead()
        self.study = Study(self.engine)
        self.walker = Walker(self.engine, lesson.shows)

    def position(self, text: str) -> Position:
        asked = parse_position(text)
        assert asked is not None
        found = self.walker.locate(asked)
        assert isinstance(found, Position), found
        return found

    def moment(self, text: str) -> StudiedMoment:
        return self.study.moment(self.position(text))

    def state(self, text: str, *, fresh: bool = False, folded: bool = True, tab: Panel = Panel.TEXT) -> State:
        shown = self.moment(text)
        place = shown.position.place
        # The curve as a learner would have it who came here and went no further.
        last = 10**9 if place.part is Part.END else -1 if place.iteration is None else place.iteration - 1
        curve = tuple(sample for sample in self.engine.curve if sample[0] <= last)
        noticed = tuple(met for met in self.study.book.met if met.position.place == place)
        return State(self.lesson, self.listing, shown, curve, fresh=fresh, folded=folded, tab=tab, noticed=noticed)


@cache
def toy() -> Opened:
    return Opened(load(find("toy_brain")))


@cache
def script(text: str) -> Opened:
    source = Source("script.py", text)
    return Opened(Lesson("script", Path("script.py"), source, "script.py"))


def drawn(state: State, columns: int, rows: int) -> list[str]:
    """The whole screen as text."""
    return [text_of(line) for line in screen(state, columns, rows)]


def roles(line: Line, text: str) -> list[str]:
    """The roles of the pieces that hold a text."""
    return [role for piece, role in line if text in piece]
