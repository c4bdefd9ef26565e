"""What the screen shows after a reply of the process that runs the program."""

from __future__ import annotations

from dataclasses import replace

from tui_tutor.engine.moment import Moment
from tui_tutor.engine.position import Part
from tui_tutor.runner.protocol import Arrived, Broken, Died, Measured, Progress, Reply
from tui_tutor.view.layout import Panel
from tui_tutor.view.state import State
from tui_tutor.view.status import Run

KILLED, SEGMENTATION, WINDOWS_OVERFLOW = -9, -11, 0xC00000FD
"""Ends of a process, as numbers: not every system has names for them."""

BUG = "this is a bug in toytutor, please report it:"


def after(state: State, reply: Reply) -> State:
    """The state after a reply."""
    if isinstance(reply, Progress):
        run = Run(reply.iteration, reply.goal, reply.total)
        return replace(state, run=run, running=reply.names, curve=state.curve + reply.curve)
    if isinstance(reply, Arrived):
        return _arrived(state, reply)
    if isinstance(reply, Measured):
        return replace(state, bowl=reply.bowl or state.bowl, no_bowl=reply.bowl is None and state.bowl is None)
    if isinstance(reply, Died):
        # The new process samples the curve anew.
        return replace(state, run=None, running=(), curve=(), playing=False, note=died_words(reply))
    if isinstance(reply, Broken):
        return replace(state, run=None, running=(), playing=False, note=broken_words(reply))
    return state


def passed_by(state: State, reply: Reply) -> State:
    """The state after a reply to what was not asked last: only the curve, of which every piece is sent once."""
    if isinstance(reply, Progress | Arrived):
        return replace(state, curve=state.curve + reply.curve)
    return state


def broken_words(reply: Broken) -> str:
    """That the tutor itself has failed, and where."""
    return f"{BUG} {reply.message} (at {reply.where})"


def died_reason(reply: Died) -> str:
    """Why the process ended."""
    if reply.stopped:
        return "the program did not hear the stop"
    if reply.status == KILLED:
        return "the program's process was killed (too little memory?)"
    if reply.status in (SEGMENTATION, WINDOWS_OVERFLOW):
        return "the program crashed (nested too deep?)"
    if reply.status < 0:
        return f"the program's process was ended by signal {-reply.status}"
    return f"the program's process ended with status {reply.status}"


def died_words(reply: Died) -> str:
    """Why the process ended, where the program was, and what was done about it."""
    where = f"line {reply.line}: " if reply.line is not None else ""
    what_now = "it was started again" if reply.restarts else "it will not be started again; press q"
    return f"{where}{died_reason(reply)}; {what_now}"


def _arrived(state: State, reply: Arrived) -> State:
    event = reply.moment.event
    note = reply.note or state.note
    folded = state.folded
    if folded and event is not None and event.depth > 0 and event.error is None:
        folded = False
        note = note or f"inside {reply.moment.stack[-1].function}: calls are unfolded, f folds them"
    picture = _opening_picture(state, reply.moment)
    return replace(
        state,
        moment=reply.moment,
        picture=picture or state.picture,
        run=None,
        running=(),
        frame=None,
        replay=None,
        # A number of the program stays pointed at, so that it can be watched while one walks.
        cursor=state.cursor if state.cursor is not None and state.cursor.panel is Panel.NUMBERS else None,
        hover=None,
        pointer=None,
        line=None,
        curve=state.curve + reply.curve,
        note=note,
        folded=folded,
    )


def _opening_picture(state: State, new: Moment) -> str:
    """The picture that a step asks for, where the learner has just come to it; else empty."""
    old = state.moment
    if old is not None and (old.step, old.position.place.part) == (new.step, new.position.place.part):
        return ""
    text = state.lesson.text(new.step, in_end=new.position.place.part is Part.END)
    return text.picture if text is not None else ""
