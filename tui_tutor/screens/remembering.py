"""What is remembered of a learner: where they are, what they saw, what they answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tui_tutor.engine.watch.position import parse_position
from tui_tutor.lesson.keeper import Keeper, is_finished
from tui_tutor.lesson.model import Lesson
from tui_tutor.lesson.plotted import as_plotted
from tui_tutor.lesson.progress import Progress, Store, content_key
from tui_tutor.lesson.shelf import shelf
from tui_tutor.lesson.watched import watched
from tui_tutor.screens.changing import Changing
from tui_tutor.screens.dialog import open_over
from tui_tutor.screens.lessons import LessonsScreen
from tui_tutor.view.inputs import is_chosen, with_inputs


def _key(lesson: Lesson) -> str:
    """What a lesson's progress is kept under."""
    return content_key(lesson.source.text)


def _pinned(lesson: Lesson, progress: Progress) -> tuple[str, ...]:
    """What is pinned in a lesson: what was when it was left, else what its author has said."""
    return progress.pins if progress.pins is not None else watched(lesson.source)


def _inputs(lesson: Lesson) -> tuple[str, str] | None:
    """What the learner says that the inputs and the output are called."""
    inputs = lesson.inputs
    return (inputs.data, inputs.output) if inputs is not None and is_chosen(lesson) else None


class Remembering(Changing):
    """Keeps the progress of the lesson as its author wrote it; changed programs are not remembered."""

    _store: Store | None = None
    _keeper: Keeper | None = None
    _progress = Progress()
    _beginning: str | None = None

    def remember_in(self, store: Store, progress: Progress, note: str | None) -> None:
        """Where to keep progress, and what was kept before; before the screen is shown."""
        self._store, self._progress = store, progress
        self.state = replace(self.state, answers=progress.answers, asking=progress.asking, note=note)
        lesson = with_inputs(self.state.lesson, progress.inputs)
        self.state = replace(self.state, lesson=lesson, pinned=_pinned(lesson, progress))

    def _begin_to_remember(self) -> None:
        if self._store is None:
            return
        self._keeper = Keeper(self._store, _key(self.original), self.from_threads(self.tell))

    def _remember(self) -> None:
        """Keep where the learner stands now."""
        state, moment = self.state, self.state.moment
        if self._keeper is None or moment is None or state.changed is not None:
            return
        place, before = moment.position.place, self._progress
        if self._beginning is None and before.position is None and self.client.returning:
            # The first of all that is shown of a program is its beginning: there is nothing to come back to.
            self._beginning = str(moment.position)
        seen = before.steps_seen | ({moment.step} if moment.step is not None else set())
        finished = before.finished or is_finished(seen, state.lesson.steps, over=state.is_over)
        self._progress = Progress(
            title=state.lesson.title,
            position=str(moment.position) if str(moment.position) != self._beginning else None,
            furthest=max(before.furthest, place.iteration if place.iteration is not None else -1),
            steps_seen=seen,
            steps=state.lesson.steps,
            finished=finished,
            answers=state.answers,
            asking=state.asking,
            loop=state.lesson.loop,
            pins=state.pinned,
            plot=state.lesson.plot,
            inputs=_inputs(state.lesson),
        )
        self._keeper.keep(self._progress)

    def action_lessons(self) -> None:
        """Choose another lesson."""
        self._pause()
        lessons = [(each, _key(each.lesson) if each.lesson is not None else "") for each in shelf()]
        known = self._store.all(key for _, key in lessons if key) if self._store is not None else {}
        listed = [(each, known.get(key, Progress())) for each, key in lessons]
        open_over(self, LessonsScreen(listed), self._chosen)

    def _chosen(self, lesson: Lesson | None) -> None:
        if lesson is None:
            return
        back = self._back_to_this()
        self.close_memory()
        progress, note = Progress(), None
        if self._store is not None:
            progress, note = self._store.load(_key(lesson))
        self._progress, self._beginning = progress, None
        self._original = None
        at = parse_position(progress.position) if progress.position is not None else None
        lesson = as_plotted(lesson.with_loop(progress.loop), progress.plot)
        self._open(with_inputs(lesson, progress.inputs), None, note or lesson.title, at, back)
        pinned = _pinned(lesson, progress)
        self.state = replace(self.state, answers=progress.answers, fresh=at is None, pinned=pinned)
        self._begin_to_remember()

    def _back_to_this(self) -> Callable[[], None]:
        """What remembers this lesson again as it is remembered now."""
        rest, progress = self._as_it_is(), self._progress

        def back() -> None:
            rest()
            self.close_memory()
            self._progress = progress
            self._begin_to_remember()

        return back

    def close_memory(self) -> None:
        """Write what is left to write."""
        if self._keeper is not None:
            self._keeper.close()

    def tell(self, note: str) -> None:
        """Say something in the footer."""
        self.state = replace(self.state, note=note)
        self._repaint()
