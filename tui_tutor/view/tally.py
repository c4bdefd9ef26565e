"""How the questions went: by kind, and the ones to look at again."""

from __future__ import annotations

from collections.abc import Sequence

from tui_tutor.lesson.progress import Answer
from tui_tutor.view.lines import EMPTY, Line, line, wrap

NAMES = {
    "shape": "shapes",
    "sign": "signs",
    "most": "largest",
    "grows": "grow or shrink",
    "branch": "branches",
    "runs": "runs or not",
    "axis": "axes",
    "lesson": "the lesson's own",
}

AGAIN = 5
"""Questions that are named to be looked at again."""


def last_answers(answers: Sequence[Answer]) -> list[Answer]:
    """The last answer to each question, in the order of the first ones."""
    latest: dict[tuple[str, str, str], Answer] = {}
    for each in answers:
        latest[each.kind, each.code, each.question] = each
    return list(latest.values())


def tally_words(answers: Sequence[Answer]) -> str:
    """`shapes 9 of 10 · signs 3 of 4`; empty where nothing was answered."""
    latest = last_answers(answers)
    kinds = list(dict.fromkeys(each.kind for each in latest))
    counts = [(kind, [each.right for each in latest if each.kind == kind]) for kind in kinds]
    return " · ".join(f"{NAMES.get(kind, kind)} {sum(right)} of {len(right)}" for kind, right in counts)


def tally(answers: Sequence[Answer], columns: int) -> list[Line]:
    """The tally as lines: each kind, then what to look at again and where."""
    latest = last_answers(answers)
    if not latest:
        return []
    lines = [line(("Your answers", "strong")), *wrap(line((tally_words(answers), "prose")), columns)]
    wrong = [each for each in latest if not each.right]
    if wrong:
        lines += [EMPTY, line(("Look at these again", "strong"))]
        for each in wrong[:AGAIN]:
            text = f"{each.code}: {each.truth}, not {each.guess}" if each.code else f"{each.question} {each.truth}"
            lines += wrap(line((f"{each.where}  ", "axis"), (text, "prose")), columns)
        if len(wrong) > AGAIN:
            lines.append(line((f"and {len(wrong) - AGAIN} more", "dim")))
    return lines
