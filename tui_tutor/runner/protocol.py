"""What crosses the boundary between the tutor and the process that runs the program: plain data, nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field

from tui_tutor.engine.text.problems import Problem
from tui_tutor.engine.text.source import Trust
from tui_tutor.engine.watch.moves import Move
from tui_tutor.engine.watch.position import Position
from tui_tutor.engine.watch.standing import NameState
from tui_tutor.quiz.question import Question
from tui_tutor.study.bowl import Bowl
from tui_tutor.study.compare import Comparison
from tui_tutor.study.newcomers import Answers
from tui_tutor.study.notices.book import Met
from tui_tutor.study.pins import Pinned
from tui_tutor.study.plots import Plotted
from tui_tutor.study.provenance.hop import Hop, Spot
from tui_tutor.study.replay import Snapshot
from tui_tutor.study.study import StudiedMoment
from tui_tutor.study.why.report import Report

SENT_WHOLE = 4096
"""Elements up to which an array is sent whole; of a larger one a corner is."""


@dataclass(frozen=True, slots=True)
class Open:
    """Open a program: its text, the axes that its names declare, what to plot, and where to begin.

    `seed` is what numpy's generator starts from where the program sets no seed, so that a restarted process meets
    the same numbers. `shows` is what the lesson's steps are about, `height` the bowl's height, None for what is
    plotted. With `near` the nearest place that can be reached will do; the program is run no further than to the line
    `halt`, where it has ended its process before. `loop` is the line of its main loop, None for its own choice.
    `pins` are kept in sight. With `trust` it is run as Python runs it, past the guard. With `briefly` the answer may
    come before all of the setup is watched that is held at once.
    """

    number: int
    path: str
    text: str
    axes: dict[str, tuple[str, ...]]
    curve: str | None
    seed: int
    at: Position | None = None
    shows: dict[int | None, str] = field(default_factory=dict)
    height: str | None = None
    near: bool = False
    halt: int | None = None
    loop: int | None = None
    trust: Trust | None = None
    pins: tuple[str, ...] = ()
    briefly: bool = False


@dataclass(frozen=True, slots=True)
class MoveBy:
    """Make a move by key; with `asking` the answer brings a question about where it leads."""

    number: int
    move: Move
    folded: bool
    asking: bool = False


@dataclass(frozen=True, slots=True)
class Iterate:
    """Go so many iterations on, or back."""

    number: int
    count: int
    folded: bool


@dataclass(frozen=True, slots=True)
class GoTo:
    """Go to what a learner typed."""

    number: int
    text: str
    folded: bool


@dataclass(frozen=True, slots=True)
class Follow:
    """Go to the operation that made what is pointed at, or with `forward` to the one that uses it next.

    `kept` is how many hops of the way so far are still on it.
    """

    number: int
    spot: Spot
    kept: int
    folded: bool
    forward: bool = False


@dataclass(frozen=True, slots=True)
class Pin:
    """Keep these expressions in sight, and no others."""

    number: int
    pins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plot:
    """Plot an expression that a learner typed, or without one again what the lesson plots: `own`, None for nothing."""

    number: int
    text: str | None
    own: str | None


@dataclass(frozen=True, slots=True)
class Fold:
    """Leave the inside of a call, if the position stands in one."""

    number: int


@dataclass(frozen=True, slots=True)
class Stop:
    """Stop what is being done for requests up to this one."""

    number: int


@dataclass(frozen=True, slots=True)
class Watch:
    """Send what the names were at the end of about `count` iterations from `start` to `stop`, in batches.

    This and `Measure` change no position and are given up when another request comes.
    """

    number: int
    start: int
    stop: int
    count: int


@dataclass(frozen=True, slots=True)
class Measure:
    """Send the bowl: the plotted value around the path that the weights went."""

    number: int


@dataclass(frozen=True, slots=True)
class Recall:
    """Send what the names are at the ends of these iterations, as far as they are soon reached; they ascend."""

    number: int
    iterations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Try:
    """Send what the network, as it stands where the learner does, answers to rows of inputs.

    With a `seed` it is the same program trained from other random numbers, as far.
    """

    number: int
    data: str
    output: str
    rows: tuple[tuple[float, ...], ...]
    seed: int | None = None


LONGEST = 20.0
"""Seconds that each of two versions may compute."""


@dataclass(frozen=True, slots=True)
class Diagnose:
    """Send why the error falls or does not, more and more of it: a few iterations of each decade are looked at.

    The run is carried on for that as far as it soon gets.
    """

    number: int


@dataclass(frozen=True, slots=True)
class Versions:
    """Run two versions of a program to their ends and compare them; the only request of its process.

    `loops` are the lines of their main loops, None for their own choice. Each is stopped after it has computed for so
    many `seconds`; then they are compared as far as they came.
    """

    number: int
    path: str
    text: str
    changed: str
    axes: dict[str, tuple[str, ...]]
    curve: str | None
    prediction: str | None
    seed: int
    loops: tuple[int | None, int | None] = (None, None)
    seconds: float = LONGEST


Aside = Watch | Measure | Recall | Try | Diagnose
"""Requests for something to look at; the learner stays where they are."""

Request = Open | MoveBy | Iterate | GoTo | Follow | Pin | Plot | Fold | Stop | Aside | Versions


@dataclass(frozen=True, slots=True, eq=False)
class Arrived:
    """The answer to a request, and to all before it: the moment where the learner now stands.

    `note` is what there is to say of the move. `curve` are the samples of the plotted curve that were not sent
    before, `noticed` what there was to notice so far, each where it was met first. `found` is false where a position
    that was asked for does not exist: `note` says why. `question` is what there is to ask about this operation, where
    that was wanted. `hop` tells of the operation to which a number was followed, `pins` of what is to be kept
    in sight. `plotted` tells what came of wishes to plot something, in their order: where one did, `curve` is all of
    it.
    """

    number: int
    moment: StudiedMoment
    note: str | None
    curve: tuple[tuple[int, float], ...]
    found: bool = True
    question: Question | None = None
    noticed: tuple[Met, ...] = ()
    hop: Hop | None = None
    pins: tuple[Pinned, ...] = ()
    plotted: tuple[Plotted, ...] = ()

    @property
    def is_plotted_anew(self) -> bool:
        """Whether something else is plotted now, so that what was sent of the curve before is no part of it."""
        return any(not each.why_not for each in self.plotted)


@dataclass(frozen=True, slots=True, eq=False)
class Opening:
    """A program on its way to being open: how far its setup has come, after so many seconds.

    `operations` are those of the setup that were watched so far; with `and_more` others have run since, unwatched.
    `line` is where the program is, None where that is not known. With `is_in_loop` the setup is over. `moment` is the
    first operation, told once as soon as there is one.
    """

    number: int
    operations: int
    line: int | None
    seconds: float
    and_more: bool = False
    is_in_loop: bool = False
    moment: StudiedMoment | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Progress:
    """A run on its way: the iteration reached, the goal (None where it is the end), and the names as they stand.

    `printed` is the last of what was printed before that iteration.
    """

    number: int
    iteration: int
    goal: int | None
    total: int | None
    names: tuple[NameState, ...]
    curve: tuple[tuple[int, float], ...]
    printed: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Watched:
    """A batch of snapshots for the request of that number, in order; `last` tells that there are no more."""

    number: int
    snapshots: tuple[Snapshot, ...]
    last: bool


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """The bowl; None where this program has none, or it would take too long."""

    number: int
    bowl: Bowl | None


@dataclass(frozen=True, slots=True, eq=False)
class Recalled:
    """The snapshots that were asked for, in order, without those that were not reached."""

    number: int
    snapshots: tuple[Snapshot, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Tried:
    """What the network answers; None where it cannot, and `note` says why."""

    number: int
    answers: Answers | None
    note: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Diagnosed:
    """What was found out so far of why the error falls or does not; `last` tells that there is no more to come."""

    number: int
    report: Report
    last: bool


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """Two versions of a program side by side; None where they could not be run, and `note` says why."""

    number: int
    comparison: Comparison | None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """The process has been struck because of a stop and can still hear: it is busy with code of the tutor's own."""

    number: int


@dataclass(frozen=True, slots=True)
class Refused:
    """The program cannot be opened."""

    number: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Broken:
    """The tutor itself failed at a request, which is a bug of ours; the process lives on.

    `where` is the file and the line at which it failed.
    """

    number: int
    message: str
    where: str


@dataclass(frozen=True, slots=True)
class Died:
    """The process ended; `status` is its exit status, negative for a signal.

    `line` is the line of the program that it died in, None where that is not known. With `stopped` it was ended
    because it did not hear a stop.
    """

    status: int
    restarts: bool = True
    line: int | None = None
    stopped: bool = False


Looked = Watched | Measured | Recalled | Tried | Diagnosed
"""Replies to requests for something to look at."""

Reply = Arrived | Opening | Progress | Looked | Compared | Heard | Refused | Broken | Died
