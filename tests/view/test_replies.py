"""What the screen holds after a reply: what a new process will send anew is dropped, what it will not is kept."""

from __future__ import annotations

from dataclasses import replace

from tui_tutor.runner.protocol import Arrived, Broken, Died, Progress
from tui_tutor.view.replies import after, passed_by
from tui_tutor.view.state import State
from tui_tutor.view.status import Run
from view.opened import toy

CURVE = ((0, 0.5), (1, 0.4))


def busy() -> State:
    """Under way, with a curve, and playing."""
    state = toy().state("0:3")
    names = toy().moment("1:1").names
    return replace(state, curve=CURVE, run=Run(4, 9, 60_000, ""), running=names, playing=True)


def test_a_new_process_samples_the_curve_anew() -> None:
    died = after(busy(), Died(-9, line=3))
    assert (died.curve, died.run, died.running, died.playing) == ((), None, (), False)
    assert died.note is not None
    assert died.note.startswith("line 3: ")
    again = after(died, Arrived(5, toy().moment("0:3"), None, CURVE))
    assert again.curve == CURVE, "each sample once"


def test_an_error_of_the_tutor_keeps_the_curve_of_a_process_that_lives_on() -> None:
    broken = after(busy(), Broken(5, "KeyError: 1", "here.py:1"))
    assert (broken.curve, broken.run, broken.running, broken.playing) == (CURVE, None, (), False)


def test_of_what_was_not_asked_last_only_the_curve_is_kept() -> None:
    state, more = busy(), ((2, 0.3),)
    for reply in (Progress(1, 5, 9, 60_000, (), more), Arrived(1, toy().moment("0:2"), "a note", more)):
        found = passed_by(state, reply)
        assert found.curve == CURVE + more
        assert replace(found, curve=CURVE) == state
    assert passed_by(state, Died(-9)) is state
