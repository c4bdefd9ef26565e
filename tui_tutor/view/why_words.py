"""How a run goes, in sentences made of its own numbers."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from tui_tutor.engine.text.written import MINUS
from tui_tutor.engine.watch.position import Part, Position
from tui_tutor.study.why.report import Report, decades, row
from tui_tutor.study.why.verdict import FALLEN, USUAL, Course, Steps, Verdict
from tui_tutor.view.lines import Line, line
from tui_tutor.view.numbers import thousands

_MORE = re.compile(r"acc|score|right|correct|reward|return", re.IGNORECASE)
"""What is plotted that should rise."""

ABOUT = f"{100 * USUAL:g}%"
"""How large an update is beside its weights where learning goes well."""

MANY = 20
"""Updates in an iteration from which on they are not counted: of long iterations only the first operations are seen."""

SLOW = 0.9
"""The part of the first error above which it hardly falls."""

SIGNIFICANT = 3
"""Digits of a size."""


def size(value: float, *, even: bool = False) -> str:
    """A size in at most seven characters; with `even` zeros at its end are written, as columns of numbers have them."""
    if not math.isfinite(value):
        return str(value).replace("-", MINUS)
    if value < 0:
        return MINUS + size(-value, even=even)
    if value == 0:
        return "0"
    if 1e-3 <= value < 10_000:
        if value >= 999.5:
            return f"{value:.0f}"
        return f"{value:#.{SIGNIFICANT}g}".rstrip(".") if even else f"{value:.{SIGNIFICANT}g}"
    mantissa, power = f"{value:.1e}".split("e")
    if len(str(int(power))) > 2 or not even:
        mantissa = f"{float(mantissa):.0f}" if even else mantissa.removesuffix(".0")
    return f"{mantissa}e{int(power)}".replace("e-", f"e{MINUS}")


def part(share: float) -> str:
    """A part as a percentage, in few digits."""
    if not math.isfinite(share):
        return str(share)
    percent = 100 * share
    if percent >= 1e5:
        return f"{size(share)}×"
    if percent >= 99.5:
        return f"{percent:.0f}%"
    digits = f"{percent:#.2g}".rstrip(".") if percent >= 0.01 else f"{percent:.1g}"
    if "e" in digits:
        mantissa, power = digits.split("e")
        digits = f"{mantissa}e{int(power)}".replace("e-", f"e{MINUS}")
    return f"{digits}%"


def updates(count: int) -> str:
    """So many updates."""
    return "many updates" if count > MANY else f"{count} updates"


def place(position: Position) -> str:
    """Where something was noticed, in few words."""
    if position.place.part is Part.LOOP:
        return f"iteration {thousands(position.place.iteration or 0)}"
    return position.place.part.value


def is_better_larger(label: str) -> bool:
    """Whether what is plotted under a name should rise."""
    return _MORE.search(label) is not None


MEANINGS = {
    "iterations": "Each number stands for up to three iterations of its decade: the first, one between, the last.",
    "error": "{label} at the end of the last of them.",
    "weights": "How large the numbers are that are learned: the root of the mean of their squares.",
    "update": "How much one iteration changes them, measured alike.",
    "÷ weights": f"The update as a part of the weights. Of one update about {ABOUT} is usual while much is learned; "
    "far less hardly moves, far more overshoots.",
    "slope": "What the weights are moved along, before the rate: rate times slope is the update.",
    "flat": "Cells of the layer behind these weights where its function is flat, so that no error comes through.",
    "dead": "Neurons of that layer that are 0 for every example, and so have no slope.",
}
"""What each row says."""


def said(report: Report, found: Verdict, label: str) -> Iterator[Line]:
    """The sentences at the head of the page: how it goes, and why."""
    label = label or "the error"
    span = _span(report)
    course, first, last = found.course, found.first, found.last
    change = f"{label} {size(first)} → {size(last)}" if first is not None and last is not None else ""
    if course is Course.UNKNOWN:
        if report.is_whole:
            yield line(("There is no error to look at yet: ", "strong"), (f"{label} has no value in {span}.", "prose"))
        return
    if course is Course.FAILS:
        yield line(
            (f"The loop ends in iteration {thousands(report.reached)}: ", "error"), (report.failure or "", "prose")
        )
    elif course is Course.FALLS:
        falls = "It rises, as it should: " if is_better_larger(label) else "It falls: "
        yield line((falls, "yes"), (f"{change} in {span}.", "prose"))
        yield from _normal(report, found)
        return
    elif course is Course.LOST:
        yield line(("It is lost: ", "error"), (f"{change} in {span}.", "prose"))
    elif course is Course.RISES:
        yield line(("It rises: ", "error"), (f"{change} in {span}.", "prose"))
    elif course is Course.RESTS:
        yield line(("It has come to rest: ", "warning"), (f"{change} in {span}.", "prose"))
    else:
        yield line((_stays(found, label), "warning"), (f"{change} in {span}.", "prose"))
    yield from _why(report, found)


def _why(report: Report, found: Verdict) -> Iterator[Line]:
    """What explains it: what was noticed, else what the table says."""
    cause = found.cause
    if cause is not None:
        yield line(
            ("⚠ ", "warning"),
            (cause.kind, "warning"),
            (f"  {place(cause.position)}, line {cause.line}: ", "dim"),
            (cause.words, "prose"),
        )
    if found.idle:
        names = ", ".join(layer.name for layer in found.idle)
        none = "not change at all, in none of the iterations that were looked at."
        yield line((names, "name"), (f" do{'es' if len(found.idle) == 1 else ''} {none}", "prose"))
    if found.small is not None:
        yield _steps(found.small, "changes by at most", "it hardly moves", "larger", "would do more")
    if found.large is not None:
        yield _steps(found.large, "changes by", "it overshoots", "smaller", "would settle")
    if cause is None and found.small is None and found.large is None and not found.idle:
        if found.course is Course.RESTS:
            yield line((_rests(report, found), "prose"))
        elif found.course is Course.STAYS:
            yield line((f"Nothing that is looked for is wrong: {_ratios(report)}.", "prose"))


def _steps(found: Steps, how: str, so: str, other: str, then: str) -> Line:
    """A layer whose updates are small, or large, with the rate that they have."""
    each = found.row
    known = f"The rate is {size(each.rate)}; a {other} one" if each.rate is not None else f"A {other} rate"
    return line(
        (found.layer.name, "name"),
        (f" {how} ", "prose"),
        (part(each.ratio or 0.0), "warning"),
        (f" an iteration, where {ABOUT} is usual: {so}. {known} {then}.", "prose"),
    )


def _normal(report: Report, found: Verdict) -> Iterator[Line]:
    """What a normal run looks like, in the numbers of this one."""
    begins = "This is what a normal run looks like: " if not found.others else "What it looks like: "
    yield line((f"{begins}{_ratios(report)}{_flats(report)}.", "prose"))


def _ratios(report: Report) -> str:
    """How much an iteration changes the weights, in the first decade that has a ratio and in the last."""
    every, usual = decades(report), f" ({ABOUT} is usual)"
    many = max((layer.updates for layer in report.layers), default=0)
    if many > 1:
        usual = f" (in {updates(many)})"
    told = []
    for decade in every:
        rows = [row(layer, decade) for layer in report.layers if not layer.is_bias]
        ratios = [each.ratio for each in rows if each is not None and each.ratio is not None]
        if ratios:
            told.append(_between(min(ratios), max(ratios)))
    if not told:
        return "the weights change by what the table says an iteration"
    if len(told) < 2:
        return f"an iteration changes the weights by {told[0]}{usual}"
    return f"at first an iteration changes the weights by {told[0]}, in the end by {told[-1]}{usual}"


def _between(low: float, high: float) -> str:
    one, other = part(low), part(high)
    return one if one == other else f"{one} to {other}"


def _flats(report: Report) -> str:
    rows = [row(layer, decade) for decade in decades(report) for layer in report.layers]
    flat = [each.flat for each in rows if each is not None and each.flat is not None]
    if not flat:
        return ""
    return f", and at most {part(max(flat))} of a layer's cells are flat" if max(flat) else ", and no cell is flat"


def _rests(report: Report, found: Verdict) -> str:
    ratios = _ratios(report)
    told = f"{ratios[0].upper()}{ratios[1:]}."
    if found.first is not None and found.last is not None and found.last <= FALLEN * found.first:
        return f"{told} Nothing that is looked for is wrong: this may be as low as it can come."
    return f"{told} More iterations will not help; another network, start or data may."


def _stays(found: Verdict, label: str) -> str:
    if is_better_larger(label):
        return "It hardly rises: "
    first, last = found.first or 0.0, found.last or 0.0
    return (
        "It does not fall: " if last >= first else "It hardly falls: " if last > SLOW * first else "It falls slowly: "
    )


def _span(report: Report) -> str:
    """How many iterations were looked at."""
    count = (report.errors[-1][0] if report.errors else report.reached) + 1
    if report.total is None or count >= report.total:
        return f"{thousands(count)} iteration{'s' if count != 1 else ''}"
    return f"the first {thousands(count)} of {thousands(report.total)} iterations"
