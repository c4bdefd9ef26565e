"""The list of loops: where each stands, and which is the same in a changed text."""

from __future__ import annotations

from pathlib import Path

from tui_tutor.engine.text.source import Source
from tui_tutor.engine.watch.position import Position, parse_position
from tui_tutor.launch import _as_left
from tui_tutor.lesson.link import reopening
from tui_tutor.lesson.model import Lesson
from tui_tutor.lesson.progress import Progress
from tui_tutor.view.listing import Listing
from tui_tutor.view.loops import Choice, choices, entry
from tui_tutor.view.state import State

TEXT = """turns = 1_000
def train():
    for i in range(turns):
        while i > 9:
            i -= 1
class Net:
    def fit(self):
        for x in [1,
                  2]:
            pass
for j in range(1): pass
"""


def lesson(loop: int | None = None) -> Lesson:
    return Lesson("a", Path("a.py"), Source("a.py", TEXT), "a", loop=loop)


def at(text: str) -> Position:
    found = parse_position(text)
    assert found is not None
    return found


def test_each_loop_is_told_with_what_the_text_tells_of_it() -> None:
    state = State(lesson(), Listing(lesson().source))
    found = choices(state)
    assert found == [
        Choice(3, "for i in range(turns)", "train", 0, 1000, is_main=False),
        Choice(4, "while i > 9", "train", 1, None, is_main=False),
        Choice(8, "for x in [1, 2]", "fit", 0, None, is_main=False),
        Choice(11, "for j in range(1)", "", 0, 1, is_main=False),
    ]
    assert entry(found[0], 70) == "  for i in range(turns)\n  line 3, in train() · 1,000 turns"
    assert entry(found[3], 16).splitlines() == ["  for j in rang…", "  line 11 · 1 turn"]


def test_a_loop_is_found_again_in_a_text_that_has_as_many() -> None:
    moved = Source("a.py", "\n" + TEXT)
    assert lesson(8).loop_in(moved) == 9
    assert lesson().loop_in(moved) is None
    assert lesson(8).loop_in(Source("a.py", TEXT + "for k in []: pass\n")) is None


def test_a_position_that_was_left_means_its_own_loop() -> None:
    kept = Progress(position="5:2", loop=3)
    assert _as_left(lesson(), kept, None) == (lesson(3), at("5:2"))
    assert _as_left(lesson(3), kept, None) == (lesson(3), at("5:2"))
    assert _as_left(lesson(4), kept, None) == (lesson(4), None)
    # What a link opens is the loop that the link says.
    assert _as_left(lesson(), kept, at("7:1")) == (lesson(), None)
    # What is damaged leads nowhere.
    assert _as_left(lesson(), Progress(position="5:2", loop=99), None) == (lesson(), None)
    assert _as_left(lesson(), Progress(position="5:2"), None) == (lesson(), at("5:2"))


def test_a_link_says_the_loop() -> None:
    assert " --loop 3" in reopening(lesson(3), "5:2", "")
    assert "--loop" not in reopening(lesson(), "5:2", "")
