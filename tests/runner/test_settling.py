"""What is not watched on opening is watched while nobody waits."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from talk import at

from tui_tutor.engine.rewind.run import Interrupted
from tui_tutor.engine.text.source import Trust
from tui_tutor.engine.watch import setting_up
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.moves import Move
from tui_tutor.runner import child
from tui_tutor.runner.protocol import Arrived, MoveBy, Open
from tui_tutor.runner.session import Session
from tui_tutor.runner.wire import read

FEW = 30

TEXT = """import numpy as np
data = []
for i in range(20):
    data.append(i * 0.5)
w = np.ones(3)
max = 1
if not data:
    print(max(data))
for j in range(300):
    w = w * 0.5 + data[j % 20] - w * 0.25
"""

OPEN = Open(0, "script.py", TEXT, {}, None, 1, briefly=True)


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setting_up, "FEW", FEW)
    monkeypatch.setattr(setting_up, "SLOW", 1e9)


class Opened(child.Child):
    """A child without a process. `meanwhile` is done before it settles."""

    def __init__(self, meanwhile: Callable[[], None] = lambda: None) -> None:
        self.replies = io.BytesIO()
        super().__init__(io.BytesIO(), self.replies)
        self._meanwhile = meanwhile

    def _settle(self) -> None:
        self._meanwhile()
        super()._settle()

    def ask(self, request: Open | MoveBy) -> Arrived:
        self.replies.seek(0)
        self.replies.truncate()
        self._serve(request)
        self.replies.seek(0)
        (arrived,) = [each for each in iter(lambda: read(self.replies), None) if isinstance(each, Arrived)]
        return arrived

    @property
    def session(self) -> Session:
        return self._session

    @property
    def engine(self) -> Engine:
        assert self._session.engine is not None
        return self._session.engine


def test_the_first_answer_does_not_wait_for_the_whole_setup() -> None:
    opened = Opened()
    first = opened.ask(OPEN)
    assert (first.moment.operations, first.moment.unfinished is None) == (FEW, False)
    assert opened.session.is_settled
    second = opened.ask(MoveBy(1, Move.FORWARD, True))
    count = len(opened.engine.recording(second.moment.position.place).events)
    assert (second.moment.operations, second.moment.unfinished) == (count, None)
    assert count > FEW


def test_what_there_is_to_notice_is_told_once_it_is_watched() -> None:
    opened = Opened()
    noticed: list[tuple[str, ...]] = []
    noticed.append(tuple(each.kind for each in opened.ask(OPEN).noticed))
    for number in range(1, 200):
        arrived = opened.ask(MoveBy(number, Move.LINE, True))
        noticed.append(tuple(each.kind for each in arrived.noticed))
        if arrived.moment.position.place.iteration is not None:
            break
    whole = Session(lambda _: None, lambda: False)
    whole.open(replace(OPEN, briefly=False))
    assert noticed[-1] == ("shadowed",)
    assert noticed[-1] == tuple(each.kind for each in whole._study.book.met if each.position.place.iteration is None)


def test_a_move_ends_it_and_it_is_taken_up_behind_that() -> None:
    opened = Opened()
    # As if a move had come.
    opened._meanwhile = lambda: setattr(opened, "_heard", opened._heard + 1)
    opened._heard = 1
    opened.ask(OPEN)
    assert not opened.session.is_settled
    assert not opened.session.has_given_up
    opened._meanwhile = lambda: None
    opened.ask(MoveBy(1, Move.FORWARD, True))
    assert opened.session.is_settled
    assert not opened.session.has_given_up


def test_what_takes_too_long_is_not_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[int] = []

    def struck(_engine: Engine, _tick: Callable[[], bool]) -> bool:
        tried.append(1)
        raise Interrupted

    monkeypatch.setattr(Engine, "hold", struck)
    opened = Opened()
    opened.ask(OPEN)
    for number in range(1, 4):
        opened.ask(MoveBy(number, Move.FORWARD, True))
    assert len(tried) == 1
    assert opened.engine.is_brief
    assert opened.ask(MoveBy(4, Move.END, True)).moment.position.place.iteration == 299


@pytest.mark.parametrize(
    "request_",
    [
        replace(OPEN, axes={"w": ("weight",)}),
        replace(OPEN, at=at("2:1")),
        replace(OPEN, briefly=False),
        replace(OPEN, text=TEXT.replace("range(20)", "range(3)")),
    ],
    ids=["axes", "elsewhere", "not brief", "little"],
)
def test_where_all_is_needed_all_is_watched_at_once(request_: Open) -> None:
    session = Session(lambda _: None, lambda: False)
    session.open(request_)
    assert session.is_settled


def test_what_a_trusted_program_does_is_not_done_again_for_that(tmp_path: Path) -> None:
    session = Session(lambda _: None, lambda: False)
    session.open(replace(OPEN, trust=Trust(str(tmp_path / "script.py"))))
    assert session.is_settled


FAILS = "import numpy as np\ndata = [i * 0.5 for i in range(200)]\nnp.ones(data)\n"


def test_a_setup_that_fails_is_shown_where_it_failed() -> None:
    opened = Opened()
    first = opened.ask(replace(OPEN, text=FAILS))
    assert first.moment.event is not None
    assert first.moment.event.error is not None
    assert first.moment.operations == first.moment.position.operation > FEW


def test_a_setup_longer_than_is_held_is_shown_where_it_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui_tutor.engine.watch.writing.MOST_EVENTS", 100)
    monkeypatch.setattr("tui_tutor.engine.watch.engine.MOST_EVENTS", 100)
    first = Opened().ask(replace(OPEN, text=FAILS))
    assert first.moment.event is not None
    assert first.moment.event.error is not None
    assert first.moment.position.operation > 100
