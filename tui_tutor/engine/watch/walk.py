"""Walking an engine: moves, jumps and searches, each ending in a position that exists."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from tui_tutor.engine.rewind.failure import Failure
from tui_tutor.engine.rewind.pace import Tick
from tui_tutor.engine.text import guard
from tui_tutor.engine.watch import moves, steps, turning
from tui_tutor.engine.watch.condition import Condition, ConditionError, search
from tui_tutor.engine.watch.engine import Engine, never
from tui_tutor.engine.watch.goals import look_for, read_goal
from tui_tutor.engine.watch.inner import Inners
from tui_tutor.engine.watch.line import can_turn, next_turn, sites_of
from tui_tutor.engine.watch.moves import Landing, Move
from tui_tutor.engine.watch.position import END, SETUP, Part, Place, Position, parse_position, turn
from tui_tutor.engine.watch.recording import Operation
from tui_tutor.engine.watch.shows import Shows

NEVER_TURNS = "the main loop of this program never turns, so it has no iterations"


MOST_TURNED = 100
"""Turns of inner loops that are led back exactly to where they were begun, whatever runs in other turns."""

GO_HELP = "write an iteration (253), N:K (253:7), step 7, line 58, end, nan, changes NAME, uses NAME, or error < 0.1"


class Walker:
    """Moves through an engine's run. `tick` is asked during jumps and searches; true stops them where they are.

    `shows` tells what the steps are about. `stopped` tells whether a stop was asked for, also where it struck in the
    middle of the program's code, so that no tick heard of it.
    """

    def __init__(self, engine: Engine, shows: Shows | None = None) -> None:
        self.engine = engine
        self.shows = shows or {}
        self.tick: Tick = never
        self.stopped: Tick = never
        self._stopped = False
        self._turned: list[tuple[Position, Position, Move, bool]] = []

    # The road that moves go on

    def events(self, place: Place) -> Sequence[Operation]:
        """The operations of a place."""
        if place.part is Part.END and not self.engine.is_complete:
            return []
        return self.engine.recording(place).marks

    def raised(self, place: Place) -> str | None:
        """What the operation of a place raised that did."""
        if place.part is Part.END and not self.engine.is_complete:
            return None
        return self.engine.recording(place).raised

    def reach(self, iteration: int) -> int:
        """Make an iteration ready to be watched; the last one that is."""
        self.engine.run_to(iteration, self._tick)
        return min(iteration, self.engine.last_known) if iteration >= 0 else self.engine.last_known

    def turns(self) -> int | None:
        """How many iterations the loop had, once it is over."""
        return self.engine.run.total if self.engine.run is not None else None

    def reach_end(self) -> bool:
        """Run on until the end can be watched."""
        return self.engine.run_to_end(self._tick)

    def blocked(self) -> str | None:
        """Why the run cannot go on."""
        failure = self._failure()
        if failure is not None:
            return f"the program stops here (line {failure.span.line}): {failure.message}"
        if not self.engine.setup_is_done:
            return "the program was stopped here"
        return "stopped" if self._is_stopped() else None

    def inners(self, place: Place) -> Inners:
        """The runs of the inner loops in a place."""
        return self.engine.inners(place)

    def shown(self, place: Place, step: int | None) -> str:
        """What a step is about; nothing is said of what comes before the first."""
        if place.part is not Part.END and step is None:
            return ""
        return self.shows.get(None if place.part is Part.END else step, "")

    # What a learner does

    def move(self, position: Position, which: Move, folded: bool) -> Landing:
        """Make a move by key; with `folded`, what happens inside called functions is passed over."""
        self._stopped = False
        folded = folded and not moves.is_hidden(self, position)
        if which not in turning.OPPOSITE:
            return _MOVES[which](self, position, folded)
        came = self._turned.pop() if self._turned else None
        if came is not None and came[1:] == (position, turning.OPPOSITE[which], folded):
            return Landing(came[0])
        followed = [*self._turned, came] if came is not None and came[1] == position else []
        landing = _MOVES[which](self, position, folded)
        if landing.position != position:
            followed.append((position, landing.position, which, folded))
        self._turned = followed[-MOST_TURNED:]
        return landing

    def by_iterations(self, position: Position, count: int, folded: bool) -> Landing:
        """Go so many iterations on, or back."""
        self._stopped = False
        return moves.by_iterations(self, position, count, folded)

    def locate(self, position: Position) -> Position | str:
        """A position asked for, if it exists; else why it does not.

        `end:0` is the last operation of the end; of a program that raises, the one that failed.
        """
        self._stopped = False
        place = position.place
        if place.part is Part.LOOP:
            reached = self.reach(place.iteration or 0)
            if reached < (place.iteration or 0):
                return self._no_iteration(place.iteration or 0, reached)
        if place.part is Part.END and not self.reach_end():
            if position.operation == 0 and self._failure() is not None:
                return moves.end(self, folded=True).position
            return self.blocked() or "the program does not come to its end"
        if position.operation > 0 and any(moves.onward(self.events(place), position.operation - 1)):
            return position
        count = len(self.events(place))
        if place.part is Part.END and position.operation == 0:
            return Position(place, count) if count else moves.end(self, folded=True).position
        if not count:
            return f"the {place.part.value} of this program has no operations"
        if position.operation > count:
            where = f"iteration {place.iteration:,}" if place.iteration is not None else f"the {place.part.value}"
            return f"{where} has {count} operations, so there is no operation {position.operation}"
        return position

    def instead(self, asked: Position, found: Position) -> str | None:
        """Why a position that was located is in another place than the one asked for, where it is."""
        return self.blocked() if found.place != asked.place else None

    def go(self, position: Position, text: str, folded: bool) -> Landing:
        """Go to what a learner typed: a position, a step, a line, or the next time a condition holds."""
        self._stopped = False
        text = " ".join(text.split())
        asked = parse_position(text)
        if asked is not None:
            found = self.locate(asked)
            return Landing(position, found) if isinstance(found, str) else Landing(found, self.instead(asked, found))
        match = re.fullmatch(r"(step|line) (\d{1,9})", text.lower())
        if match and match[1] == "step":
            return self._to_step(position, int(match[2]), folded)
        if match:
            return self._to_line(position, int(match[2]))
        goal = read_goal(text)
        if goal is not None:
            met = look_for(self.engine, position, goal, self._tick)
            if isinstance(met, str):
                return Landing(position, "stopped" if self._is_stopped() and goal.name else met)
            return Landing(met, f"{goal.told}: this is the next one")
        if not re.search(r"[<>=!]=?|\b(not|and|or|in|is)\b|\(", text):
            return Landing(position, f"cannot go to {text!r}: {GO_HELP}" if text else GO_HELP)
        return self._to_condition(position, text, folded)

    def _failure(self) -> Failure | None:
        """What the program raised before its end."""
        engine = self.engine
        return engine.failure or (engine.run.failure if engine.run is not None else None)

    def _no_iteration(self, asked: int, reached: int) -> str:
        if self.engine.run is None and self.engine.setup_is_done and self.engine.failure is None:
            return "this program has no main loop, so it has no iterations"
        reason = self.blocked()
        if reason is not None and self._is_stopped():
            return f"stopped at iteration {reached:,}"
        if reason is not None:
            return reason
        if reached < 0:
            return NEVER_TURNS
        return f"there is no iteration {asked:,}: the last is {reached:,}"

    def _to_step(self, position: Position, number: int, folded: bool) -> Landing:
        count = len(self.engine.source.steps)
        if not 1 <= number <= count:
            return Landing(position, f"there is no step {number}: this program has {count or 'no'} steps")
        places = [position.place, SETUP, *([turn(0)] if self.reach(0) >= 0 else [])]
        for place in places:
            for index, event in enumerate(self.events(place), 1):
                if event.step == number and moves.is_visible(event, folded):
                    return Landing(steps.entry(self, Position(place, index), folded))
        return Landing(position, f"step {number} is not run in this iteration")

    def _to_line(self, position: Position, number: int) -> Landing:
        if not 1 <= number <= len(self.engine.source.lines):
            return Landing(position, f"there is no line {number}: the program has {len(self.engine.source.lines)}")
        never = Landing(position, f"line {number} is not run from here on")
        if not sites_of(self.engine.program, number):
            return never
        found = self._line_in(position.place, number, position.operation)
        if found is None and position.place.part is not Part.END:
            start = (position.place.iteration + 1) if position.place.iteration is not None else 0
            run = self.engine.run
            if run is not None and can_turn(self.engine.program, number) and self.reach(start) >= start:
                turned = next_turn(run, self.engine.program, start, number, self._tick)
                if turned is None and run.failure is not None:
                    turned = run.known
                found = self._line_in(turn(turned), number) if turned is not None else None
            if found is None and not self._is_stopped() and self.blocked() is None and self.reach_end():
                found = self._line_in(END, number)
        if found is not None:
            return Landing(found)
        return Landing(position, "stopped") if self._is_stopped() else never

    def _line_in(self, place: Place, number: int, after: int = 0) -> Position | None:
        """The first operation of a line in a place, behind a number of operations; None where it has none there."""
        for index, event in moves.onward(self.events(place), after):
            if number in (event.site.span.line, event.site.statement_line):
                return Position(place, index + 1)
        return None

    def _to_condition(self, position: Position, text: str, folded: bool) -> Landing:
        problems = guard.check_expression(text, program=self.engine.source.tree)
        if problems:
            return Landing(position, problems[0].message)
        try:
            condition = Condition(text)
        except (SyntaxError, ValueError):
            return Landing(position, f"cannot read {text!r}: {GO_HELP}")
        run = self.engine.run
        if run is None or not self.engine.has_loop:
            return Landing(position, NEVER_TURNS if run is not None else "this program has no loop to search")
        try:
            found = search(run, self._search_start(position), condition, self._tick)
        except ConditionError as error:
            return Landing(position, f"{text}: {error}")
        if found is None:
            return Landing(position, "stopped" if self._is_stopped() else f"{text} is never met from here on")
        self.engine.run_to(found + 1, never)
        return Landing(moves.last_of(self, turn(found), folded), f"{text} holds at the end of iteration {found:,}")

    def _search_start(self, position: Position) -> int:
        if position.place.part is Part.SETUP:
            return 0
        if position.place == END:
            return self.engine.last_known
        iteration = position.place.iteration or 0
        at_end = position.operation >= len(self.events(position.place))
        return iteration + 1 if at_end and self.reach(iteration + 1) > iteration else iteration

    def _is_stopped(self) -> bool:
        self._stopped = self._stopped or self.stopped()
        return self._stopped

    def _tick(self) -> bool:
        self._stopped = self._stopped or self.tick()
        return self._stopped


_MOVES: dict[Move, Callable[[Walker, Position, bool], Landing]] = {
    Move.FORWARD: moves.forward,
    Move.BACK: moves.back,
    Move.LINE: moves.line,
    Move.LINE_BACK: moves.line_back,
    Move.TURN: turning.turn_on,
    Move.TURN_BACK: turning.turn_back,
    Move.STEP: steps.step,
    Move.STEP_BACK: steps.step_back,
    Move.HOME: lambda road, _position, folded: moves.home(road, folded),
    Move.END: lambda road, _position, folded: moves.end(road, folded),
}
"""The moves by key."""
