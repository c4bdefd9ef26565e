"""All that the screen shows, as one immutable value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tui_tutor.engine.watch.position import Part
from tui_tutor.engine.watch.standing import NameState
from tui_tutor.lesson.model import Lesson
from tui_tutor.lesson.progress import Answer
from tui_tutor.study.bowl import Bowl
from tui_tutor.study.notices.book import Met
from tui_tutor.study.pins import Pinned
from tui_tutor.study.replay import Snapshot
from tui_tutor.study.study import StudiedMoment
from tui_tutor.view.acting import Frame
from tui_tutor.view.asked import Asked
from tui_tutor.view.cursor import Cursor
from tui_tutor.view.keymap import USUAL, Keymap
from tui_tutor.view.keys import AMONG_LOOPS, IN_INNER_LOOPS, IN_LOOPS, LEARNING, WITH_STEPS, Command
from tui_tutor.view.layout import TABS, Panel
from tui_tutor.view.listing import Listing
from tui_tutor.view.opening import Underway
from tui_tutor.view.outline import Outline
from tui_tutor.view.replay import Replay
from tui_tutor.view.status import Run
from tui_tutor.view.way import Stand


@dataclass(frozen=True)
class State:
    """What is on the screen.

    `opening` is how far a program is that is being opened, None where none is; with `provisional` the moment is no
    more than its first operation. `run` and `running` are a run on its way and the names as they stand in it.
    `frame` is the instant of a motion, `replay` a jump that is watched again. `note` is said in the footer until
    the next key. `fresh` is true until the first key. `acting` is true while an operation is acted out slowly.

    `tab` is the panel in front where the terminal is narrow. `focus` is the panel that keys for panels go to, None for
    none. `scrolls` are the lines to which the learner has scrolled panels; the others decide themselves what is seen.

    `picture` is the one beside the stage, `example` the row whose activations the network shows, `neuron` the node
    whose weights it writes out, counted from 1 through all but the inputs, 0 for none. `linear` is how the curve's
    axes are. `cursor` is the cell that is pointed at, `line` the program's line, `pointer` the curve's
    iteration, `hover` the cell under the mouse. `bowl` is the last one that was computed; `no_bowl` says that there
    is none. `asking` is true where questions are wanted, `asked` the one on the stage, `answers` what was answered.
    `changed` is the name of the change where the program is not the lesson's own. `error_before` is what was plotted
    before the last move, at the end of iteration `before_at`. `recalled` are
    the names as they were, or will be, at the ends of some iterations that a picture compares. `reached` is the last
    iteration whose end the learner has seen, beyond which no curve is drawn; None where that is not followed.
    `keys` are those of the commands. `noticed` is what there was to notice so far, each where it was met first.
    `way` is the way that a number is followed along, whose first stand no hop led to; `returning` is true while the
    learner is on the way back to the last of its stands. `pinned` are expressions to be kept in sight, `pins` what they
    are here.
    """

    lesson: Lesson
    listing: Listing
    moment: StudiedMoment | None = None
    curve: tuple[tuple[int, float], ...] = ()
    opening: Underway | None = None
    provisional: bool = False
    run: Run | None = None
    running: tuple[NameState, ...] = ()
    frame: Frame | None = None
    note: str | None = None
    fresh: bool = True
    folded: bool = True
    playing: bool = False
    acting: bool = False
    speed: float = 1.0
    tab: Panel = Panel.TEXT
    wide: bool = True
    focus: Panel | None = None
    scrolls: Mapping[Panel, int] = field(default_factory=dict)
    replay: Replay | None = None
    picture: str = ""
    example: int = 0
    neuron: int = 0
    linear: bool = False
    cursor: Cursor | None = None
    hover: Cursor | None = None
    line: int | None = None
    pointer: int | None = None
    bowl: Bowl | None = None
    no_bowl: bool = False
    asking: bool = False
    asked: Asked | None = None
    answers: tuple[Answer, ...] = ()
    changed: str | None = None
    error_before: float | None = None
    before_at: int | None = None
    recalled: tuple[Snapshot, ...] = ()
    reached: int | None = None
    noticed: tuple[Met, ...] = ()
    keys: Keymap = USUAL
    way: tuple[Stand, ...] = ()
    returning: bool = False
    pinned: tuple[str, ...] = ()
    pins: tuple[Pinned, ...] = ()

    @property
    def is_over(self) -> bool:
        """Whether the learner stands after the loop or, in a program without one, at its last operation."""
        moment = self.moment
        if moment is None or self.provisional:
            return False
        if moment.position.place.part is Part.END:
            return True
        if moment.position.operation < moment.operations or moment.position.place.part is Part.LOOP:
            return False
        is_stuck = moment.event is not None and moment.event.error is not None
        # A loop in a function that is never called is no main loop.
        return not self.outline.has_loop or (moment.total is None and moment.next_into is None and not is_stuck)

    @property
    def is_told(self) -> bool:
        """Whether anybody says something of this program: a lesson's texts, or the author in comments."""
        lesson = self.lesson
        return bool(lesson.texts or lesson.meanings) or self.outline.own_words.are_there

    @property
    def tabs(self) -> tuple[Panel, ...]:
        """The panels that share one place where the terminal is narrow."""
        return TABS if self.is_told else tuple(panel for panel in TABS if panel is not Panel.TEXT)

    @property
    def front(self) -> Panel:
        """The one of them that is seen there."""
        return self.tab if self.tab in self.tabs else self.tabs[0]

    @property
    def turn(self) -> str | None:
        """What the turns of the inner loop are called that the learner stands in; None outside of any."""
        inner = self.moment.inner if self.moment is not None else None
        return self.outline.turn_name(inner.head) if inner is not None else None

    @property
    def focused(self) -> Panel | None:
        """The panel that has the focus, and is seen."""
        is_behind = not self.wide and self.focus in TABS and self.focus is not self.front
        return None if is_behind else self.focus

    @property
    def is_diagnosable(self) -> bool:
        """Whether a loop updates numbers, and an error is plotted or a network is known that misses its target."""
        moment = self.moment
        if moment is None or self.provisional or not self.outline.has_loop:
            return False
        if self.lesson.curve is None and (moment.network is None or moment.network.target is None):
            return False
        values = [each.value or each.expected for each in moment.names]
        return moment.network is not None or any(each is not None and each.weight for each in values)

    def offers(self, command: Command) -> bool:
        """Whether a command can do something where the learner stands; those of inner loops are for those."""
        needed = (
            (IN_INNER_LOOPS, self.turn is not None),
            (IN_LOOPS, self.outline.has_loop),
            (AMONG_LOOPS, self.outline.loops > 1),
            (WITH_STEPS, bool(self.lesson.steps)),
            (LEARNING, self.is_diagnosable),
        )
        return all(is_there for names, is_there in needed if command.name in names)

    @property
    def outline(self) -> Outline:
        """What the program's text says of its branches and loops."""
        return self.listing.outline
