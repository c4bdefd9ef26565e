"""A survey: the cards of yes and no that become the rows of the data, and who answered what, by two questions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from tui_tutor.engine.watch.rules import size
from tui_tutor.engine.watch.values import Value
from tui_tutor.lesson.model import Survey
from tui_tutor.view import scale
from tui_tutor.view.lines import EMPTY, Line, Piece, beside, block_width, clip, line, pad, width, wrap
from tui_tutor.view.matrix import DOWN, EMPTY_CELL, RIGHT, label
from tui_tutor.view.numbers import number

NEURON = "◯"
SAME = "same for all"

GAP = 3
"""Cells between the cards and the grid."""

WIDEST = 20
"""Cells of a card's column, at most."""

BOXED = 8
"""Lines of a grid with its title, its heads and a frame, each cell one line."""

MOST = 100
"""Rows of the data, and people in a cell of the grid, that are looked at to be shown."""

FEWEST = 4
"""Rows of the data for which the lines around them are given up, if need be."""


def survey(
    survey: Survey, data: Value | None, target: Value | None, step_is_target: bool, columns: int, rows: int
) -> list[Line]:
    """The survey in at most `columns` × `rows` cells of the terminal.

    `data` has a row for each one asked and a column for each question; `target` a row and the first of its columns
    for the answer. Both are None where they do not exist yet. The step about the target shows the grid instead of the
    cards; where there is room, both stand side by side.
    """
    if columns < 1 or rows < 1:
        return []
    wrong = _wrong(data, survey.data) or _wrong(target, survey.target)
    if wrong:
        return wrap(line((wrong, "dim")), columns)[:rows]
    cards = _Cards(survey, data, target if step_is_target and survey.grid is None else None)
    if survey.grid is None:
        return _fit(cards.lines(columns, rows), columns, rows)
    grid = _Grid(survey, survey.grid, data, target)
    room = columns - GAP - cards.narrowest
    if (step_is_target or target is not None) and room >= grid.narrowest:
        # The title of the cards is not cut where the grid can do with less.
        titled = max(grid.narrowest, columns - GAP - cards.titled)
        right = grid.lines(min(room, titled, grid.narrowest + 8), rows)
        beside_it = columns - GAP - block_width(right)
        left = [clip(each, beside_it) for each in cards.lines(beside_it, rows)]
        return _fit(beside([left, right], GAP), columns, rows)
    return _fit(grid.lines(columns, rows) if step_is_target else cards.lines(columns, rows), columns, rows)


def _wrong(value: Value | None, name: str) -> str:
    """Why a value is no answers, "" where it is."""
    if value is None or (value.shape is not None and 1 <= len(value.shape) <= 2 and value.data.size):
        return ""
    return f"{name} is {size(value)}: it has no rows of answers"


def _fit(lines: list[Line], columns: int, rows: int) -> list[Line]:
    """What does not fit is cut, and marked."""
    lines = [clip(each, columns) for each in lines]
    return lines if len(lines) <= rows else [*lines[: rows - 1], line((DOWN, "dim"))]


def _answer(value: Any) -> Piece:
    """Yes for 1, no for 0, and any other number as it is."""
    if value is None:
        return EMPTY_CELL, "empty"
    if value == 0 or value == 1:
        return "yes" if value == 1 else "no", scale.role(value * 1.0, weight=False)
    return number(value).strip(), scale.role(value, weight=False)


def _aligned(answers: list[Piece]) -> list[Line]:
    """Answers filled up to one width, so that they stand below each other."""
    lines = [line(each) for each in answers]
    return [pad(each, block_width(lines)) for each in lines]


def _asked(survey: Survey, target: Value | None) -> str:
    """The question that the target answers, marked where the target holds more than one answer for each."""
    return f"{survey.answer}?" + (f" {RIGHT}" if target is not None and _columns(target) > 1 else "")


def _held(value: Value) -> npt.NDArray[Any]:
    """What was sent of a table."""
    data: npt.NDArray[Any] = value.data
    return data if data.ndim == 2 else data.reshape(-1, 1)


def _at(value: Value, row: int, column: int = 0) -> Any:
    """A number of a table, a flat array being one column; None where it was not sent, or is not there."""
    held = _held(value)
    return held[row, column] if row < held.shape[0] and column < held.shape[1] else None


def _rows(value: Value) -> int:
    assert value.shape is not None
    return value.shape[0]


def _columns(value: Value) -> int:
    assert value.shape is not None
    return value.shape[1] if len(value.shape) == 2 else 1


def _row_name(value: Value | None, row: int) -> str:
    return label(value.axes[0], row) if value is not None else ""


@dataclass(frozen=True, slots=True)
class _Column:
    """One column of the cards: its words, one answer for each row that is known, and what stands below."""

    words: str
    answers: list[Line]
    neuron: str
    is_same: bool

    @property
    def narrowest(self) -> int:
        """Cells that it needs without breaking a word, one blank included."""
        below = SAME.split() if self.is_same else []
        words = [line(word) for word in [*self.words.split(), *below, self.neuron]]
        return 1 + max(map(width, [*words, *self.answers]), default=1)


class _Cards:
    """The answers as rows, a card for each one asked; `answer` is one column more, where it is to be shown."""

    def __init__(self, survey: Survey, data: Value | None, answer: Value | None) -> None:
        self.survey = survey
        self.data = data
        self.total = _rows(data) if data is not None else 0
        self.held = min(MOST, data.data.shape[0]) if data is not None else 1
        count = _columns(data) if data is not None else len(survey.questions)
        self.columns = [self._column(at) for at in range(min(count, 100))]
        self.left_out = count - len(self.columns)
        if answer is not None:
            answers = [_answer(_at(answer, row)) for row in range(self.held)]
            self.columns.append(_Column(_asked(survey, answer), _aligned(answers), survey.target, False))
        self.side = width(line(_row_name(data, self.total - 1))) + 1

    def _column(self, at: int) -> _Column:
        value, questions = self.data, self.survey.questions
        axis = value.axes[-1] if value is not None and len(value.axes) == 2 else None
        words = questions[at] if at < len(questions) else label(axis, at)
        if value is None:
            return _Column(words, [line((EMPTY_CELL, "empty"))], NEURON, False)
        numbers = [_at(value, row, at) for row in range(self.held)]
        # A part of the rows says nothing about the rest.
        is_same = value.whole and self.total > 1 and bool((_held(value)[:, at] == numbers[0]).all())
        answers = _aligned([_answer(each) for each in numbers])
        return _Column(words, answers, f"{NEURON} {label(axis, at)}", is_same)

    @property
    def narrowest(self) -> int:
        """Cells in which all columns fit."""
        return self.side + sum(column.narrowest for column in self.columns)

    @property
    def titled(self) -> int:
        """Cells that the cards have with their title whole."""
        return max(self.narrowest, width(self._title(None)))

    def lines(self, columns: int, rows: int) -> list[Line]:
        """The cards in at most `columns` cells, what is least needed given up where `rows` are few."""
        shown, widths = self._widths(columns - self.side)
        mark: Line = line((RIGHT, "dim")) if len(shown) < len(self.columns) or self.left_out else EMPTY
        heads = _stack([wrap(line((each.words, "axis")), at - 1) for each, at in zip(shown, widths, strict=True)])
        same = [
            wrap(line((SAME, "strong")), at - 1) if each.is_same else [] for each, at in zip(shown, widths, strict=True)
        ]
        below = max(map(len, same), default=0)
        parts = {
            "blank": [EMPTY],
            "title": [self._title(columns)],
            "arrows": [self._row("", [line(("▼", "dim"))] * len(shown), widths)],
            "neurons": [self._row("", [line((each.neuron, "name")) for each in shown], widths)],
            "same": [
                self._row("", [each[at] if at < len(each) else EMPTY for each in same], widths) for at in range(below)
            ],
            "heads": [self._row("", row, widths, mark) for row in heads],
        }
        wanted = min(FEWEST, self.total or 1)
        for name in ("blank", "title", "arrows", "neurons", "same"):
            least = self.total if name == "blank" else wanted
            if sum(map(len, parts.values())) + least <= rows:
                break
            parts[name] = []
        if len(parts["heads"]) + wanted > rows:
            words = [clip(line((each.words, "axis")), at - 1) for each, at in zip(shown, widths, strict=True)]
            parts["heads"] = [self._row("", words, widths, mark)] if rows > 1 else []
        body = self._body(shown, widths, mark, rows - sum(map(len, parts.values())))
        below_title = parts["blank"] if parts["title"] else []
        above = [*parts["title"], *below_title, *parts["heads"]]
        return [*above, *body, *parts["arrows"], *parts["neurons"], *parts["same"]]

    def _title(self, columns: int | None) -> Line:
        """The name and the size, with the axes where there is room for them."""
        name = self.survey.data
        if self.data is None:
            return line((name, "name.empty"))
        axes = " × ".join(axis for axis in self.data.axes if axis)
        whole = line((name, "name"), (f" {size(self.data)}" + (f": {axes}" if axes else ""), "dim"))
        return whole if columns is None or width(whole) <= columns else whole[:1] + line((f" {size(self.data)}", "dim"))

    def _widths(self, room: int) -> tuple[list[_Column], list[int]]:
        """The columns that fit and the cells each gets: equal ones where that breaks no words apart."""
        shown = self.columns
        while len(shown) > 1 and sum(each.narrowest for each in shown) > room - (len(shown) < len(self.columns)):
            shown = shown[:-1]
        if len(shown) < len(self.columns) or self.left_out:
            room -= 1
        whole = [max(each.narrowest, width(line(each.words)) + 1) for each in shown]
        needed = whole if sum(whole) <= room else [each.narrowest for each in shown]
        equal = min(room // max(1, len(shown)), WIDEST, max(whole, default=1) + 1)
        if equal >= max(needed, default=1):
            return shown, [equal] * len(shown)
        spare = max(0, room - sum(needed)) // max(1, len(shown))
        return shown, [max(2, min(room, each + spare)) for each in needed]

    def _row(self, name: str, cells: list[Line], widths: list[int], mark: Line = EMPTY) -> Line:
        pieces: list[Piece] = [*pad(line((name, "axis")), self.side)]
        for cell, at in zip(cells, widths, strict=True):
            pieces += [*pad(cell, at - 1, "centre"), (" ", "text")]
        return (*pieces, *mark)

    def _body(self, shown: list[_Column], widths: list[int], mark: Line, room: int) -> list[Line]:
        count = self.total if self.total <= room else max(0, room - 1)
        count = min(count, self.held)
        if self.data is None:
            count = 1
        rows = [
            self._row(_row_name(self.data, row), [each.answers[row] for each in shown], widths, mark)
            for row in range(count)
        ]
        if self.data is None:
            return [*rows, *([self._row("", [line((DOWN, "empty"))] * len(shown), widths)] if room > 1 else [])]
        return rows if count == self.total else [*rows, line((f"{DOWN} {self.total - count} more", "dim"))]


class _Grid:
    """Who answered what, sorted by two questions: no above yes, no left of yes."""

    def __init__(self, survey: Survey, grid: tuple[str, str], data: Value | None, target: Value | None) -> None:
        self.survey = survey
        self.down, self.across = grid
        self.people: dict[tuple[bool, bool], list[Line]] = {(a, b): [] for a in (False, True) for b in (False, True)}
        self.counts = dict.fromkeys(self.people, 0)
        self.asked = _asked(survey, target)
        self.neither = self.unseen = 0
        if data is not None:
            self._sort(data, target)
        self.side = max(max(width(line(word)) for word in [*self.down.split(), "yes"]), min(9, width(line(self.down))))
        self.cell = max(max(map(block_width, self.people.values())) + 1, 5, min(9, width(line(self.across)) // 2))
        self.narrowest = self.side + 1 + 2 * self.cell + 3

    def _sort(self, data: Value, target: Value | None) -> None:
        first, second = (self.survey.questions.index(each) for each in (self.down, self.across))
        held = _held(data)
        self.unseen = _rows(data) - len(held)
        placed = 0
        for here in self.people:
            of_both = np.ones(len(held), dtype=bool)
            for column, answer in zip((first, second), here, strict=True):
                of_both &= held[:, column] == answer if column < held.shape[1] else False
            rows = [int(row) for row in np.flatnonzero(of_both)]
            placed += len(rows)
            self.counts[here] = len(rows)
            for row in rows[:MOST]:
                shown = _answer(_at(target, row) if target is not None else None)
                self.people[here].append(line((_row_name(data, row), "axis"), " ", shown))
        self.neither = len(held) - placed
        # Of one width, so that they stand below each other.
        widest = max(map(block_width, self.people.values()))
        self.people = {here: [pad(each, widest) for each in people] for here, people in self.people.items()}

    def lines(self, columns: int, rows: int) -> list[Line]:
        """The grid in at most `columns` cells; where `rows` are few, it has no frame, and cells list fewer."""
        cell = max(1, min((columns - self.side - 4) // 2, self.cell + 8))
        notes = self._notes()
        is_framed = rows >= BOXED + len(notes)
        around = (BOXED - 2 if is_framed else 3) + len(notes)
        tall = max(len(self._flow(people, cell)) for people in self.people.values())
        tall = max(1, min((rows - around) // 2, tall))
        above = [self._title()] if rows >= around + 2 else []
        above += [EMPTY] if rows > around + 2 * tall else []
        lines = [*above, *self._heads(cell, is_framed)]
        for down in (False, True):
            if down and is_framed:
                lines.append(self._rule("├┼┤", cell))
            lines += self._people(down, cell, tall, is_framed)
        if is_framed:
            lines.append(self._rule("└┴┘", cell))
        return [*lines, *notes]

    def _heads(self, cell: int, is_framed: bool) -> list[Line]:
        """The question across with its answers, beside the question down, and the upper edge of the frame."""
        right = [pad(line((self.across, "axis")), 2 * cell + 1, "centre")]
        no, yes = (pad(line((word, "axis")), cell, "centre") for word in ("no", "yes"))
        right.append((*no, (" ", "text"), *yes))
        left = _bottom(wrap(line((self.down, "axis")), self.side), len(right) + is_framed, self.side)
        lines = [(*name, ("  ", "text"), *head) for name, head in zip(left, right, strict=False)]
        edge = self._rule("┌┬┐", cell)
        return [*lines, (*left[-1], *edge[1:])] if is_framed else lines

    def _rule(self, corners: str, cell: int) -> Line:
        """A line of the frame; its first piece stands below the question down."""
        rule = ("─" * cell).join(corners)
        return line(" " * self.side, (f" {rule}", "axis.line"))

    def _people(self, down: bool, cell: int, tall: int, is_framed: bool) -> list[Line]:
        """The two cells of one answer to the question down, `tall` lines."""
        bar: Piece = ("│" if is_framed else " ", "axis.line")
        left, right = (self._box((down, across), cell, tall) for across in (False, True))
        lines: list[Line] = []
        for at in range(tall):
            word = ("yes" if down else "no") if at == (tall - 1) // 2 else ""
            name = pad(line((word, "axis")), self.side, "right")
            lines.append((*name, (" ", "text"), bar, *left[at], bar, *right[at], bar))
        return lines

    def _title(self) -> Line:
        return line((self.survey.target, "name"), (": ", "dim"), (f"who {self.asked}", "strong"))

    def _notes(self) -> list[Line]:
        notes = []
        if self.neither:
            notes.append(line((f"{DOWN} {self.neither} neither yes nor no", "dim")))
        if self.unseen:
            notes.append(line((f"{DOWN} {self.unseen} more", "dim")))
        return notes

    def _flow(self, people: list[Line], cell: int) -> list[list[Line]]:
        """The people of one cell in rows, as many in each as fit into `cell` cells."""
        across = max(1, (cell + 2) // (max(map(width, people), default=0) + 2))
        return [people[at : at + across] for at in range(0, len(people), across)]

    def _box(self, here: tuple[bool, bool], cell: int, tall: int) -> list[Line]:
        """One cell of the grid, exactly `cell` × `tall`."""
        people = self.people[here]
        rows = self._flow(people, cell)
        kept = rows if len(rows) <= tall else rows[: tall - 1]
        lines = [beside([[person] for person in row], 2)[0] for row in kept]
        rest = self.counts[here] - sum(map(len, kept))
        if rest:
            more = f"{DOWN} {rest} more" if lines else f"{DOWN} {rest}"
            lines.append(line((more if len(more) <= cell else f"{DOWN}{rest}", "dim")))
        if not people:
            lines = [line((EMPTY_CELL, "empty"))]
        above = (tall - len(lines)) // 2
        lines = [*[EMPTY] * above, *lines, *[EMPTY] * (tall - len(lines) - above)]
        return [pad(each, cell, "centre") for each in lines]


def _stack(blocks: list[list[Line]]) -> list[list[Line]]:
    """Rows of blocks that stand side by side, their last lines on one height."""
    height = max(map(len, blocks), default=0)
    filled = [[*[EMPTY] * (height - len(block)), *block] for block in blocks]
    return [[block[at] for block in filled] for at in range(height)]


def _bottom(block: list[Line], height: int, cells: int) -> list[Line]:
    """A block of exactly `height` lines of `cells` cells, its last line at the bottom."""
    if len(block) > height:
        block = [*block[: height - 1], (*clip(block[height - 1], cells - 1), ("…", "dim"))]
    return [pad(each, cells) for each in [*[EMPTY] * (height - len(block)), *block]]
