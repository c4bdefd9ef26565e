from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from tui_tutor.screens.motion import TICK, Motion, frames_wanted
from tui_tutor.study.replay import Snapshot
from tui_tutor.view.acting import Frame
from tui_tutor.view.replay import FRAMES, SECONDS, Replay

FRAMES_SHOWN = [Frame(0, 0), Frame(0, 1), Frame(1, 0, whole_row=True)]


@dataclass
class FakeTimer:
    """A timer that goes off when it is told to."""

    at: float
    action: Callable[[], None]
    waiting: bool = True

    def stop(self) -> None:
        self.waiting = False


@dataclass
class World:
    """Made-up time, and all that a motion did in it."""

    now: float = 100.0
    timers: list[FakeTimer] = field(default_factory=list)
    shown: list[Frame | None] = field(default_factory=list)
    seen: list[Replay | None] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.motion = Motion(self.set_timer, lambda: self.now, self.shown.append, self.seen.append)

    @property
    def waiting(self) -> list[FakeTimer]:
        return [timer for timer in self.timers if timer.waiting]

    def set_timer(self, seconds: float, action: Callable[[], None]) -> FakeTimer:
        assert seconds > 0
        self.timers.append(FakeTimer(self.now + seconds, action))
        return self.timers[-1]

    def go_off(self) -> None:
        """Let time run until the one timer that waits goes off."""
        assert len(self.waiting) == 1, "there is never more than one thing to wait for"
        timer = self.waiting[0]
        self.now, timer.waiting = max(self.now, timer.at), False
        timer.action()

    def run_out(self) -> int:
        """Let time run until nothing waits."""
        for count in range(1000):
            if not self.waiting:
                return count
            self.go_off()
        raise AssertionError("it never ends")

    def is_at_rest(self) -> bool:
        motion = self.motion
        return not self.waiting and motion._timer is None and not motion.is_acting and not motion.is_replaying


@pytest.fixture
def world() -> World:
    return World()


def snapshot(iteration: int) -> Snapshot:
    return Snapshot(iteration, (), 0.5)


def test_frames_come_in_order_and_then_rest(world: World) -> None:
    world.motion.act(FRAMES_SHOWN, lambda: 0.25)
    assert world.shown == FRAMES_SHOWN[:1], "the first is shown at once"
    assert world.motion.is_acting
    assert world.run_out() == 3
    assert world.shown == [*FRAMES_SHOWN, None]
    assert world.now == 100.0 + 3 * 0.25
    assert world.is_at_rest()


def test_the_time_of_a_frame_is_asked_anew(world: World) -> None:
    asked = iter([1.0, 2.0, 4.0])
    world.motion.act(FRAMES_SHOWN, lambda: next(asked))
    world.run_out()
    assert world.now == 107.0


def test_no_frames_are_rest(world: World) -> None:
    world.motion.act([], lambda: 1.0)
    assert world.shown == [None]
    assert world.is_at_rest()


@pytest.mark.parametrize("after", [0, 1, 2])
def test_a_stop_ends_it_at_once(world: World, after: int) -> None:
    world.motion.act(FRAMES_SHOWN, lambda: 1.0)
    for _ in range(after):
        world.go_off()
    world.motion.stop()
    assert world.is_at_rest()
    assert world.shown == FRAMES_SHOWN[: after + 1], "whoever stops it shows the end"


def test_acting_again_begins_anew(world: World) -> None:
    world.motion.act(FRAMES_SHOWN, lambda: 1.0)
    world.motion.act(FRAMES_SHOWN[1:], lambda: 1.0)
    world.run_out()
    assert world.shown == [FRAMES_SHOWN[0], *FRAMES_SHOWN[1:], None]


def test_a_replay_s_time_runs_from_its_first_snapshots(world: World) -> None:
    world.motion.replay(0, 100, lambda: 1.0)
    assert world.motion.is_replaying
    assert not world.waiting
    world.now += 60
    world.motion.feed([], False)
    assert not world.waiting, "nothing has come yet"
    world.motion.feed([snapshot(0), snapshot(1)], False)
    first = world.seen[-1]
    assert first is not None
    assert first.place == 0.0
    assert [each.iteration for each in first.snapshots] == [0, 1]
    world.go_off()
    second = world.seen[-1]
    assert second is not None
    assert second.place == pytest.approx(TICK / SECONDS)


@pytest.mark.parametrize("speed", [0.25, 1.0, 8.0])
def test_a_replay_ends_by_itself(world: World, speed: float) -> None:
    world.motion.replay(0, 100, lambda: speed)
    world.motion.feed([snapshot(each) for each in range(101)], True)
    world.run_out()
    assert SECONDS / speed - 1e-9 < world.now - 100.0 < SECONDS / speed + 2 * TICK
    assert world.seen[-1] is None
    assert world.seen.count(None) == 1
    assert world.is_at_rest()
    places = [each.place for each in world.seen if each is not None]
    assert places == sorted(places)
    assert max(places) < 1.0


@pytest.mark.parametrize(("before", "after"), [(1.0, 0.25), (0.5, 8.0)])
def test_another_speed_holds_from_then_on_and_never_leads_back(world: World, before: float, after: float) -> None:
    speed = before
    world.motion.replay(0, 100, lambda: speed)
    world.motion.feed([snapshot(0)], True)
    for _ in range(4):
        world.go_off()
    speed = after
    world.go_off()
    last = world.seen[-1]
    assert last is not None
    assert last.place == pytest.approx((4 * before + after) * TICK / SECONDS)


def test_snapshots_that_come_later_are_added(world: World) -> None:
    world.motion.replay(0, 100, lambda: 1.0)
    world.motion.feed([snapshot(0)], False)
    world.go_off()
    began = len(world.timers)
    world.motion.feed([snapshot(50)], False)
    world.motion.feed([snapshot(100)], True)
    assert len(world.timers) == began, "time goes on as it did"
    world.go_off()
    last = world.seen[-1]
    assert last is not None
    assert [each.iteration for each in last.snapshots] == [0, 50, 100]
    assert last.place == pytest.approx(2 * TICK / SECONDS)


def test_snapshots_of_another_jump_are_left_out(world: World) -> None:
    world.motion.replay(10, 20, lambda: 1.0)
    world.motion.feed([snapshot(9), snapshot(21)], False)
    assert not world.waiting
    world.motion.feed([snapshot(9), snapshot(10), snapshot(20), snapshot(21)], False)
    last = world.seen[-1]
    assert last is not None
    assert [each.iteration for each in last.snapshots] == [10, 20]


def test_a_replay_without_any_snapshot_ends(world: World) -> None:
    world.motion.replay(0, 100, lambda: 1.0)
    world.motion.feed([], True)
    assert world.seen[-1] is None
    assert world.is_at_rest()


@pytest.mark.parametrize("fed", [False, True])
def test_what_comes_after_a_stop_is_ignored(world: World, fed: bool) -> None:
    world.motion.replay(0, 100, lambda: 1.0)
    if fed:
        world.motion.feed([snapshot(0)], False)
    world.motion.stop()
    seen = list(world.seen)
    for last in (False, True):
        world.motion.feed([snapshot(50)], last)
    assert world.seen == seen
    assert world.is_at_rest()


def test_one_thing_moves_at_a_time(world: World) -> None:
    world.motion.act(FRAMES_SHOWN, lambda: 1.0)
    world.motion.replay(0, 100, lambda: 1.0)
    assert not world.motion.is_acting
    assert not world.waiting
    world.motion.feed([snapshot(0)], True)
    world.motion.act(FRAMES_SHOWN[:1], lambda: 1.0)
    assert not world.motion.is_replaying
    assert world.run_out() == 1
    assert world.shown[-1] is None


def test_later_is_done_once_unless_something_else_happens(world: World) -> None:
    done: list[str] = []
    world.motion.later(1.0, lambda: done.append("first"))
    world.motion.later(1.0, lambda: done.append("second"))
    world.go_off()
    assert done == ["second"]
    assert world.is_at_rest()
    world.motion.later(1.0, lambda: done.append("third"))
    world.motion.stop()
    assert world.is_at_rest()
    assert done == ["second"]


def test_slower_replays_have_more_snapshots() -> None:
    counts = [frames_wanted(speed) for speed in (0.01, 0.25, 0.5, 1.0, 2.0, 8.0, 100.0)]
    assert counts == sorted(counts, reverse=True)
    assert counts[3] == FRAMES
    assert counts[0] == 4 * FRAMES
    assert counts[-1] == 8
