"""One open program and the position in it: requests in, replies out. Knows nothing of processes."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from tui_tutor.engine.rewind.pace import Tick
from tui_tutor.engine.rewind.run import Interrupted
from tui_tutor.engine.text.source import Source
from tui_tutor.engine.watch import moves
from tui_tutor.engine.watch.engine import Engine, never
from tui_tutor.engine.watch.limits import limits
from tui_tutor.engine.watch.position import SETUP, Part, Position, turn
from tui_tutor.engine.watch.recording import Event
from tui_tutor.engine.watch.walk import Walker
from tui_tutor.quiz.question import Question
from tui_tutor.quiz.questions import questions
from tui_tutor.runner.asides import in_vain, look
from tui_tutor.runner.halting import halted
from tui_tutor.runner.protocol import (
    SENT_WHOLE,
    Arrived,
    Aside,
    Fold,
    Follow,
    GoTo,
    Iterate,
    Looked,
    MoveBy,
    Open,
    Pin,
    Plot,
    Progress,
    Request,
)
from tui_tutor.runner.underway import near, progress
from tui_tutor.study.elsewhere import Elsewhere
from tui_tutor.study.notices.book import Met, order
from tui_tutor.study.pins import Pinned, Pins
from tui_tutor.study.plots import Plotted, plot
from tui_tutor.study.provenance.back import LostError
from tui_tutor.study.provenance.following import Following
from tui_tutor.study.provenance.hop import Hop
from tui_tutor.study.replay import paced
from tui_tutor.study.study import StudiedMoment, Study

Answer = Arrived | Progress | Looked

LOOKED_AT = 6
"""Iterations that are looked at of those that a jump passed, its ends among them."""

LOOKING = 0.15
"""Seconds that this may take."""

STOPPED = "stopped"
OUT_OF_MEMORY = "there is not enough memory to go on from here"


class Session:
    """Answers requests about one program.

    `send` takes replies. `stopped` tells whether what is being done is to be stopped; `struck` whether that was some
    time ago, so that what is left to do (watching where a jump was stopped) takes too long as well.
    """

    def __init__(self, send: Callable[[Answer], None], stopped: Tick, struck: Tick = never) -> None:
        self.send = send
        self.stopped = stopped
        self.struck = struck
        self.stopped_at: float | None = None
        """When a jump heard of its stop, by `time.monotonic`; None where none has."""
        self.engine: Engine | None = None
        self.position = Position(SETUP, 0)
        self._furthest = self.position
        self._study: Study
        self._walker: Walker
        self._number = 0
        self._goal: int | None = None
        self._curve_sent = 0
        self._note: str | None = None
        self._found = True
        self._asking = False
        self._questions: tuple[Sequence[Event], dict[int, Question]] | None = None
        self._shown: StudiedMoment | None = None
        self._limits_told: set[str] = set()
        self._opens = False
        self._following: Following
        self._pins: Pins
        self._elsewhere: Elsewhere
        self._pinned: tuple[Pinned, ...] = ()
        self._hop: Hop | None = None
        self._plotted: tuple[Plotted, ...] = ()
        self._is_plotting = False
        self.has_given_up = False
        """Whether it takes too long to watch what was not on opening."""

    def open(self, request: Open) -> None:
        """Open a program and find the place to begin. Raises ProblemsError where the program is refused."""
        # What is said first is another's to say.
        self._opens = True
        self._number = request.number
        source = Source(request.path, request.text, request.trust)
        engine = Engine(
            source,
            axes=request.axes,
            curve=request.curve,
            height=request.height,
            seed=request.seed,
            loop=request.loop,
        )
        self._walker = Walker(engine, request.shows)
        self._walker.tick = self._tick
        self._walker.stopped = self.stopped
        self.engine = engine
        self._study = Study(engine)
        self._following = Following(engine, self._tick)
        self._elsewhere = Elsewhere(source)
        self._pins = Pins(engine)
        self._pins.set(request.pins)
        # What carries over from the setup, and what a trusted program does outside, is to be known at once.
        briefly = request.briefly and request.at is None and request.trust is None and not request.axes
        self._try_to(lambda: self._begin(engine, request.halt, briefly))
        if request.halt is not None:
            # Why it halts has been told.
            self._note = None
        elif self.stopped():
            self._note = STOPPED
        engine.tick = self.struck
        self._try_to(self._go_home)
        at = request.at
        if at is not None:
            self._try_to(lambda: self._locate(at, request.near))

    def do(self, request: Request) -> None:
        """Carry out a request; the answer is sent by `answer`."""
        self._number = request.number
        self._goal = self.stopped_at = None
        self._asking = isinstance(request, MoveBy) and request.asking
        self._try_to(lambda: self._land(request))

    def refuse(self, number: int) -> None:
        """Answer a request that was stopped before it was begun."""
        self._number, self._note = number, STOPPED

    def answer(self) -> None:
        """Send the moment where the learner now stands; where that cannot be had, the last one that could."""
        shown = question = None
        try:
            whole = self._moment()
            shown = whole.cut(SENT_WHOLE)
            self._pinned = tuple(each.cut(SENT_WHOLE) for each in self._pins.at(whole))
            question = self._question() if self._asking else None
        except Interrupted:
            self._note = STOPPED
        except MemoryError:
            self._note = OUT_OF_MEMORY
        if self.struck() and self._note is None:
            self._note = STOPPED
        if shown is None:
            shown = self._shown or self._first()
            self.position = shown.position
        self._shown = shown
        self._note = self._note or (None if self._opens else self._limit(shown))
        self._opens = False
        self.send(
            Arrived(
                number=self._number,
                moment=shown,
                note=self._note,
                curve=self._new_samples(),
                found=self._found,
                question=question,
                noticed=self._noticed(),
                hop=self._hop,
                pins=self._pinned,
                plotted=self._plotted,
            )
        )
        self._note, self._found, self._asking, self._hop, self._plotted = None, True, False, None, ()

    def _noticed(self) -> tuple[Met, ...]:
        """What there was to notice up to the furthest operation that the learner has come to."""
        place = self.position.place
        here, known = (order(place), self.position.operation), self._furthest
        if here >= (order(known.place), known.operation):
            self._furthest = self.position
        return self._study.book.met_until(self._furthest)

    def _limit(self, shown: StudiedMoment) -> str | None:
        """What stepping cannot do as Python does: said once, where the learner has come to it."""
        event = shown.event
        for line, words, operation in limits(self.engine) if self.engine is not None else ():
            at = event.site.span.line if event is not None else 0
            is_passed = shown.position.operation >= operation if operation is not None else at >= line
            is_passed |= shown.position.place != SETUP
            if words not in self._limits_told and is_passed:
                self._limits_told.add(words)
                return words
        words = self._elsewhere.words(event) if event is not None else ""
        if words and words not in self._limits_told:
            self._limits_told.add(words)
            return words
        return None

    def _try_to(self, act: Callable[[], None]) -> None:
        """Do something that a stop, or a lack of memory, may end at any instant; the learner then stands as before."""
        try:
            act()
        except Interrupted:
            self._note = STOPPED
        except MemoryError:
            # Raised while keeping the way back, outside of the program's own code.
            self._note = OUT_OF_MEMORY + self._reached()

    def _reached(self) -> str:
        """Where the run is, in words."""
        run = self.engine.run if self.engine is not None else None
        return f" (the program is in iteration {run.known:,})" if run is not None and run.known >= 0 else ""

    def _begin(self, engine: Engine, halt: int | None, briefly: bool) -> None:
        with halted(engine.source.path, halt) as is_halted:
            engine.open(lambda: self.stopped() or is_halted(), briefly=briefly)
            engine.look_ahead(lambda: self.stopped() or is_halted())
            if engine.failure is not None:
                # What led to it is what there is to see.
                engine.hold(lambda: self.stopped() or is_halted())
        for place in (SETUP, *([turn(0)] if engine.first is not None else [])):
            self._study.book.of(place)

    def _go_home(self) -> None:
        """To the program's beginning; to the operation that failed, where the setup did not come to its end."""
        assert self.engine is not None
        setup = self.engine.recording(SETUP)
        # Whether it failed is asked of the run: to look for that among its operations may be to count them all.
        if self.engine.failure is not None and setup.failed is not None:
            self.position = Position(SETUP, len(setup.every))
        else:
            self.position = moves.home(self._walker, folded=True).position

    def _land(self, request: Request) -> None:
        before = self.position.place.iteration or 0
        landing = self._landing(request)
        self.position, self._note = landing.position, landing.note
        self._look_on_the_way(before)

    def _look_on_the_way(self, before: int) -> None:
        """Look at a few of the iterations that a jump passed, for what a learner would want to know of them."""
        engine = self.engine
        assert engine is not None
        place = self.position.place
        now = engine.last_known if place.part is Part.END else place.iteration or 0
        if now - before > 1:
            until = time.perf_counter() + LOOKING
            passed = paced(before, now, LOOKED_AT)
            self._study.book.look_at(passed, lambda: self.stopped() or time.perf_counter() > until)

    def _first(self) -> StudiedMoment:
        """The program's beginning, which was watched when it was opened."""
        self.position = Position(SETUP, 1)
        return self._moment().cut(SENT_WHOLE)

    @property
    def is_settled(self) -> bool:
        """Whether there is nothing to be watched while nobody waits."""
        return self.engine is None or not self.engine.is_brief or self.has_given_up

    def settle(self, given_up: Callable[[], bool]) -> None:
        """Watch what was not on opening, until it is `given_up`; Interrupted may strike."""
        if self.engine is not None and self.engine.hold(given_up):
            self._study.book.of(SETUP)
            self._questions = None

    def look(self, aside: Aside, given_up: Callable[[], bool]) -> None:
        """Send something to look at; nothing more of it once `given_up` is true."""
        assert self.engine is not None
        self.stopped_at = None
        look(self._study, self.position, aside, self.send, given_up)

    def look_in_vain(self, aside: Aside, why: str) -> None:
        """Say that something to look at cannot be had."""
        self.send(in_vain(aside, why))

    def _landing(self, request: Request) -> moves.Landing:
        walker, position = self._walker, self.position
        if isinstance(request, MoveBy):
            return walker.move(position, request.move, request.folded)
        if isinstance(request, Iterate):
            self._goal = self._goal_of(request.count)
            return walker.by_iterations(position, request.count, request.folded)
        if isinstance(request, GoTo):
            return walker.go(position, request.text, request.folded)
        if isinstance(request, Follow):
            return self._follow(request)
        if isinstance(request, Pin):
            self._pins.set(request.pins)
        if isinstance(request, Plot):
            self._plot(request)
        if isinstance(request, Fold):
            return moves.Landing(moves.fold(walker, position))
        return moves.Landing(position)

    def _plot(self, request: Plot) -> None:
        """Plot something else; what is sampled of it meanwhile is sent with the answer, all at once."""
        assert self.engine is not None
        at, self._is_plotting = self._moment().error_at, True
        try:
            came = plot(self.engine, request.text, request.own, at if at is not None else -1, self._tick)
        finally:
            self._is_plotting = False
        self._plotted = (*self._plotted, came)
        if not came.why_not:
            self._curve_sent = 0

    def _follow(self, request: Follow) -> moves.Landing:
        """To where a number comes from, or goes to: that may be anywhere in the setup."""
        if not self.is_settled:
            self.settle(self.stopped)
        try:
            hop = self._following.hop(
                self.position, request.spot, request.kept, folded=request.folded, forward=request.forward
            )
        except LostError as error:
            return moves.Landing(self.position, str(error))
        self._hop = hop
        return moves.Landing(hop.position)

    def _question(self) -> Question | None:
        """What there is to ask about the present operation."""
        assert self.engine is not None
        window = self.engine.recording(self.position.place).window(self.position.operation)
        if self._questions is None or self._questions[0] is not window.events:
            self._questions = (window.events, questions(window.events))
        return self._questions[1].get(self.position.operation - 1 - window.first)

    def _goal_of(self, count: int) -> int | None:
        place = self.position.place
        start = place.iteration if place.iteration is not None else -1
        return max(0, start + count) if place.part is not Part.END else None

    def _locate(self, position: Position, near: bool) -> None:
        found = self._walker.locate(position)
        if not isinstance(found, str):
            self.position, self._note = found, self._walker.instead(position, found)
            return
        self._note = found
        if near or self.stopped():
            self.position = self._nearest(position)
        else:
            self._found = False

    def _nearest(self, position: Position) -> Position:
        """The place that comes closest to one that cannot be reached."""
        engine = self.engine
        assert engine is not None
        if position.place.part is Part.SETUP or engine.last_known < 0:
            return near(engine, self.position)
        iteration = position.place.iteration
        place = turn(engine.last_known if iteration is None else min(iteration, engine.last_known))
        return near(engine, Position(place, position.operation or 1))

    def _moment(self) -> StudiedMoment:
        assert self.engine is not None
        recording = self.engine.recording(self.position.place)
        known = recording.known
        if self.position.operation > known and self.position.operation > (known := len(recording.every)):
            # Watching was stopped before it came to where the learner stands.
            self.position = Position(self.position.place, known)
        return self._study.moment(self.position)

    def _new_samples(self) -> tuple[tuple[int, float], ...]:
        assert self.engine is not None
        if self._is_plotting:
            return ()
        samples = self.engine.curve
        new = tuple(samples[self._curve_sent :])
        self._curve_sent = len(samples)
        return new

    def _tick(self) -> bool:
        if self.engine is not None and self.engine.run is not None:
            self.send(progress(self.engine, self._number, self._goal, self._new_samples()))
        if not self.stopped():
            return False
        self.stopped_at = time.monotonic()
        return True
