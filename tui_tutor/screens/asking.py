"""Ask me first: an operation is held back until the learner has guessed what it will do."""

from __future__ import annotations

from dataclasses import replace

from tui_tutor.lesson.progress import Answer
from tui_tutor.quiz.judging import asked_for, judge
from tui_tutor.quiz.question import Question
from tui_tutor.runner.protocol import Arrived
from tui_tutor.screens.dialog import open_over
from tui_tutor.screens.line import LineScreen
from tui_tutor.screens.painting import Painting
from tui_tutor.view.asked import Asked
from tui_tutor.view.keymap import USUAL, Keymap, command_named
from tui_tutor.view.replies import after, held, opened
from tui_tutor.view.tally import last_answers, tally_words

SKIP, OFF = "", None
"""Results of a line without an answer: the question is skipped, or questions are switched off altogether."""

NEXT, ASK = command_named("next"), command_named("ask-me")


def answer_line(question: Question, keymap: Keymap = USUAL) -> LineScreen:
    """The line that takes an answer. The key of the next operation on the empty line skips, `o` asks no more."""
    off_key = keymap.shown(ASK)
    # Not where an answer begins with that letter.
    has_off = not any(choice.lower().startswith(off_key) for choice in question.choices)
    off = f" · {off_key} switches questions off" if has_off else ""
    keys: dict[str, str | None] = dict.fromkeys(keymap.keys(NEXT), SKIP)
    keys |= {keymap.keys(ASK)[0]: OFF} if has_off else {}
    above = f"{asked_for(question)}      esc or {keymap.shown(NEXT)} skips{off}"
    return LineScreen(above, "your answer", keys=keys, left=SKIP)


class Asking(Painting):
    """Questions, and what was answered."""

    _held: Arrived | None = None
    _unput = False
    """Whether a question waits until nothing lies over the tutor."""

    def action_ask_first(self) -> None:
        """Be asked before an operation is shown, or no more."""
        self._end_replay()
        asking = not self.state.asking
        self.state = replace(self.state, asking=asking, note=self._asking_note(asking))
        self._remember()
        self._repaint()

    def _asking_note(self, asking: bool) -> str:
        if asking:
            told = (
                "ask me first is on: before some operations {→} asks what will happen; esc skips, {o} switches it off"
            )
            return self.state.keys.told(told)
        told = tally_words(self.state.answers)
        return f"ask me first is off{f': {told}' if told else ''}"

    def _hold(self, reply: Arrived) -> bool:
        """Whether a question is asked before a moment is shown."""
        self.state = opened(self.state)
        before = self.state.moment
        moved = before is None or before.position != reply.moment.position
        question = self._question(reply) if self.state.asking and self._moves_on and moved else None
        if question is None:
            return False
        self._held = reply
        self.state = held(self.state, reply, question)
        self._measure()
        self._ask()
        return True

    def _question(self, reply: Arrived) -> Question | None:
        """The lesson's own question on entering a step, else the one made from the run; none that was got right."""
        moment, before = reply.moment, self.state.moment
        right = {(each.kind, each.code, each.question) for each in last_answers(self.state.answers) if each.right}
        own: tuple[Question, ...] = ()
        if before is None or before.step != moment.step:
            text = self.state.lesson.text(moment.step)
            own = text.questions if text is not None and moment.step is not None else ()
        offered = [*own, *([reply.question] if reply.question is not None else [])]
        return next((each for each in offered if (each.kind, each.code, each.words) not in right), None)

    def on_screen_resume(self) -> None:
        """What lay over the tutor is closed: put the question that waits for that."""
        if self._unput:
            self._ask()

    def _ask(self) -> None:
        """Put the question that an operation is held back for."""
        asked, self._unput = self.state.asked, False
        if self._held is None or asked is None or asked.verdict is not None:
            return
        self._unput = not open_over(self, answer_line(asked.question, self.state.keys), self._answered)

    def _answered(self, text: str | None) -> None:
        asked, reply = self.state.asked, self._held
        if asked is None or reply is None:
            return
        if not text:
            self._reveal()
            if text is OFF:
                self.action_ask_first()
            return
        verdict = judge(asked.question, text)
        if verdict is None:
            self.state = replace(self.state, note=f"{text!r} is no answer to this: {asked_for(asked.question)}")
            self._repaint()
            self._ask()
            return
        question = asked.question
        answer = Answer(
            kind=str(question.kind),
            question=question.words,
            code=question.code,
            where=str(reply.moment.position),
            guess=verdict.guess,
            truth=question.answer,
            right=verdict.right,
        )
        self.state = replace(self.state, answers=(*self.state.answers, answer))
        self._reveal()
        self.state = replace(self.state, asked=Asked(question, verdict))
        self._remember()
        self._repaint()

    def _reveal(self) -> None:
        """Show what was held back."""
        reply, self._held = self._held, None
        if reply is not None:
            self.state = replace(after(replace(self.state, asked=None), reply), asked=None)
            self._measure()
            self._remember()
            self._repaint()
