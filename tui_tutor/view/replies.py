"""What the screen shows after a reply of the process that runs the program."""

from __future__ import annotations

from dataclasses import replace

from tui_tutor.engine.watch.standing import NameState
from tui_tutor.quiz.question import Ask, Question
from tui_tutor.runner.protocol import Arrived, Broken, Died, Measured, Opening, Progress, Recalled, Reply
from tui_tutor.study.study import StudiedMoment
from tui_tutor.view.asked import Asked
from tui_tutor.view.keymap import USUAL, Keymap
from tui_tutor.view.layout import Panel
from tui_tutor.view.noticed import passed
from tui_tutor.view.opening import Underway
from tui_tutor.view.plots import plotted_words
from tui_tutor.view.scrolling import following
from tui_tutor.view.state import State
from tui_tutor.view.status import Run
from tui_tutor.view.texts import text_at

KILLED, SEGMENTATION, WINDOWS_OVERFLOW = -9, -11, 0xC00000FD
"""Ends of a process, as numbers: not every system has names for them."""

BUG = "this is a bug in toytutor, please report it:"


def after(state: State, reply: Reply) -> State:
    """The state after a reply."""
    if isinstance(reply, Progress):
        run = Run(reply.iteration, reply.goal, reply.total, reply.printed)
        return replace(state, run=run, running=reply.names, curve=state.curve + reply.curve)
    if isinstance(reply, Opening):
        return _opening(state, reply)
    if isinstance(reply, Arrived):
        return _arrived(opened(state), reply)
    if isinstance(reply, Measured):
        return replace(state, bowl=reply.bowl or state.bowl, no_bowl=reply.bowl is None and state.bowl is None)
    if isinstance(reply, Recalled):
        return replace(state, recalled=reply.snapshots or state.recalled)
    if isinstance(reply, Died):
        # The new process samples the curve anew.
        note = died_words(reply, state.keys)
        return replace(state, run=None, running=(), opening=None, curve=(), playing=False, note=note)
    if isinstance(reply, Broken):
        return replace(state, run=None, running=(), playing=False, note=broken_words(reply))
    return state


def opened(state: State) -> State:
    """The state without what was told while the program was being opened."""
    moment = state.moment if not state.provisional else None
    return replace(state, moment=moment, opening=None, provisional=False)


def _opening(state: State, reply: Opening) -> State:
    """How far the opening is; a program that is started again stays where it was seen last meanwhile."""
    state = replace(
        state, opening=Underway(reply.operations, reply.line, reply.seconds, reply.and_more, reply.is_in_loop)
    )
    if reply.moment is None or (state.moment is not None and not state.provisional):
        return state
    return replace(state, moment=reply.moment, provisional=True)


def held(state: State, reply: Arrived, question: Question) -> State:
    """The state in which a question is asked about an operation: all that tells the answer is not shown yet."""
    return replace(
        _followed(state, reply.moment),
        moment=_veiled(reply.moment, state.moment, question),
        picture=_opening_picture(state, reply.moment) or state.picture,
        asked=Asked(question),
        frame=None,
        acting=False,
        note=None,
    )


def _veiled(now: StudiedMoment, before: StudiedMoment | None, question: Question) -> StudiedMoment:
    """A moment whose operation is known, while its outcome, and what follows from that, is not."""
    if before is None:
        return now
    # The slots of what is still to come tell its size.
    sizes = question.kind not in (Ask.SHAPE, Ask.LESSON)
    event = now.event
    if event is not None:
        event = replace(event, result=None, error=None, clash=None, changes=(), printed="")
    return replace(
        now,
        event=event,
        names=tuple(_without_left_over(each, sizes) for each in before.names),
        locals=before.locals,
        printed=before.printed,
        error=before.error,
        error_at=before.error_at,
        sampled=(),
        functions=before.functions,
        rolls=(),
        notices=(),
        within=(),
        failing=None,
        spreads=(),
        source=None,
        made=None,
        next_over=None,
        next_into=None,
    )


def _without_left_over(state: NameState, sizes: bool) -> NameState:
    """A name without a value of the iteration before, which the new one is mostly like."""
    if state.value is not None and not state.left_over:
        return state
    expected = state.value or state.expected
    return NameState(state.name, None, expected if sizes else None, alias_of=state.alias_of if sizes else None)


def passed_by(state: State, reply: Reply) -> State:
    """The state after a reply to what was not asked last: only the curve, of which every piece is sent once."""
    if isinstance(reply, Progress | Arrived):
        return _with_curve(state, reply)
    return state


def _with_curve(state: State, reply: Progress | Arrived) -> State:
    """The state with what a reply brings of the curve; of another one where something else is plotted."""
    if isinstance(reply, Progress) or not reply.plotted:
        return replace(state, curve=state.curve + reply.curve)
    last = reply.plotted[-1]
    for each in reply.plotted:
        if not each.why_not:
            state = replace(state, lesson=state.lesson.with_plot(each.text), picture="error", tab=Panel.PICTURE)
    if reply.is_plotted_anew:
        # The bowl's height may be what is plotted.
        state = replace(state, curve=reply.curve, bowl=None, no_bowl=False)
    return replace(state, note=reply.note or plotted_words(last, state.lesson.curve))


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


def died_words(reply: Died, keys: Keymap = USUAL) -> str:
    """Why the process ended, where the program was, and what was done about it."""
    where = f"line {reply.line}: " if reply.line is not None else ""
    what_now = "it was started again" if reply.restarts else f"it will not be started again; press {keys['q']}"
    return f"{where}{died_reason(reply)}; {what_now}"


def _arrived(state: State, reply: Arrived) -> State:
    event, before = reply.moment.event, state.moment if not reply.is_plotted_anew else None
    state = _with_curve(state, reply)
    note = reply.note or state.note or passed(state.noticed, reply.noticed, reply.moment.position, state.keys["!"])
    folded = state.folded
    if folded and event is not None and event.depth > 0 and event.error is None:
        folded = False
        note = note or f"inside {reply.moment.stack[-1].function}: calls are unfolded, {state.keys['f']} folds them"
    picture = _opening_picture(state, reply.moment)
    stays = state.moment is not None and state.moment.position == reply.moment.position
    # A number of the program stays pointed at, so that it can be watched while one walks; on a way, all that does.
    keeps = state.cursor is not None and (state.cursor.panel is Panel.NUMBERS or (stays and bool(state.way)))
    return replace(
        _followed(state, reply.moment),
        moment=reply.moment,
        picture=picture or state.picture,
        run=None,
        running=(),
        frame=None,
        acting=False,
        replay=None,
        cursor=state.cursor if keeps else None,
        pins=reply.pins,
        way=state.way if stays or state.returning else (),
        hover=None,
        pointer=None,
        line=None,
        note=note,
        folded=folded,
        noticed=reply.noticed,
        error_before=before.error if before is not None else None,
        before_at=before.error_at if before is not None else None,
        reached=max(state.reached if state.reached is not None else -1, _seen(reply.moment)),
    )


def _seen(moment: StudiedMoment) -> int:
    """The last iteration whose end can be seen at a moment; -1 before the first."""
    return moment.error_at if moment.error_at is not None else -1


def _followed(state: State, new: StudiedMoment) -> State:
    """After a move panels show what is new; a text stays where it was scrolled to until there is another one."""
    panels = {Panel.PROGRAM, Panel.STAGE, Panel.PRINTED}
    return following(state, panels if _is_in_step(state, new) else panels | {Panel.TEXT})


def _is_in_step(state: State, new: StudiedMoment) -> bool:
    """Whether a moment is of the same step as the present one."""
    old = state.moment
    return old is not None and (old.step, old.position.place.part) == (new.step, new.position.place.part)


def _opening_picture(state: State, new: StudiedMoment) -> str:
    """The picture that a step asks for, where the learner has just come to it; else empty."""
    if _is_in_step(state, new):
        return ""
    text = text_at(state.lesson, new)
    return text.picture if text is not None else ""
