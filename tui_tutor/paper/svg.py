"""Pictures and films as SVG: nothing in it comes from elsewhere, no font, no script, no style sheet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from tui_tutor.paper.inks import Cell
from tui_tutor.paper.marks import Layer, Mark, marks
from tui_tutor.paper.strokes import HEIGHT, STYLE, WIDTH

MARGIN = 12
"""Blank paper around the cells."""

FONTS = (
    '"DejaVu Sans Mono",ui-monospace,"SF Mono",Menlo,"Cascadia Mono",Consolas,"Liberation Mono","Courier New",monospace'
)
"""Fonts that computers have, from left to right the first that is there. Nothing is fetched."""

RULES = (
    f"svg{{font:13.33px {FONTS}}}.b{{font-weight:700}}.i{{font-style:italic}}.c{{text-anchor:middle}}"
    f".g{{shape-rendering:crispEdges}}{STYLE}"
)


@dataclass(frozen=True, slots=True)
class Still:
    """One picture of a film: its cells, and how many seconds they are shown."""

    grid: Sequence[Sequence[Cell]]
    seconds: float = 0.0


WORTH = 150
"""Bytes of marks from which on a time of their own is worth an animation: browsers draw anew for each of them."""

Interval = tuple[int, int]
"""From which still on something is seen, and from which it is not any more."""


def svg(stills: Sequence[Still], base: str, edge: str, title: str) -> str:
    """A picture of one still, or a film of several that goes on for ever, on paper of the colour `base`.

    Where films are not shown, or not wanted, the last still is seen.
    """
    columns, rows = len(stills[0].grid[0]), len(stills[0].grid)
    width, height = columns * WIDTH + 2 * MARGIN, rows * HEIGHT + 2 * MARGIN
    seen = _fewer(_intervals([frozenset(marks(still.grid, base)) for still in stills]), len(stills))
    always = (0, len(stills))
    names = {each: f"k{number}" for number, each in enumerate(sorted(set(seen) - {always}))}
    style = RULES + _timing(names, [still.seconds for still in stills])
    body = "".join(
        _group(names.get(interval), interval[1] == len(stills), _of(layer, seen[interval]))
        for layer in Layer
        for interval in sorted(seen)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
        f' role="img"><title>{escape(title, quote=False)}</title><style>{style}</style>\n'
        f'<rect x=".5" y=".5" width="{width - 1}" height="{height - 1}" rx="9" fill="{base}" stroke="{edge}"/>\n'
        f'<g transform="translate({MARGIN} {MARGIN})">\n{body}</g></svg>\n'
    )


def drawing(grid: Sequence[Sequence[Cell]], base: str, title: str) -> str:
    """A grid as an element of a page that has `RULES` among its own, without paper or margin."""
    width, height = max(map(len, grid)) * WIDTH, len(grid) * HEIGHT
    found = sorted(marks(grid, base))
    body = "".join(_group(None, True, _of(layer, found)) for layer in Layer)
    return (
        f'<svg width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img">'
        f"<title>{escape(title, quote=False)}</title>\n{body}</svg>"
    )


def _intervals(stills: Sequence[frozenset[Mark]]) -> dict[Interval, list[Mark]]:
    """The marks by when they are seen, in an order that depends on nothing but the marks."""
    found: dict[Interval, list[Mark]] = defaultdict(list)
    since: dict[Mark, int] = {}
    for number, now in enumerate([*stills, frozenset[Mark]()]):
        for each in [each for each in since if each not in now]:
            found[since.pop(each), number].append(each)
        for each in now:
            since.setdefault(each, number)
    return {interval: sorted(each) for interval, each in found.items()}


def _fewer(found: Mapping[Interval, list[Mark]], count: int) -> dict[Interval, list[Mark]]:
    """The same in fewer intervals: the few marks of one are shown piece by piece, in those of others."""
    always = (0, count)
    kept = {each for each in found if each == always or sum(len(mark.body) for mark in found[each]) >= WORTH}
    shown = {each: list(found[each]) for each in kept}
    for interval in sorted(set(found) - kept):
        at, stop = interval
        while at < stop:
            end = max((until for since, until in shown if since == at and until <= stop), default=at + 1)
            shown.setdefault((at, end), []).extend(found[interval])
            at = end
    return {interval: sorted(each) for interval, each in shown.items()}


def _of(layer: Layer, found: Iterable[Mark]) -> list[Mark]:
    return [each for each in found if each.layer is layer]


def _group(name: str | None, is_last: bool, found: Iterable[Mark]) -> str:
    """Marks of one layer that are seen at the same time."""
    by_group: dict[str, list[Mark]] = defaultdict(list)
    for each in found:
        by_group[each.group].append(each)
    body = "".join(_joined(group, each) for group, each in by_group.items())
    if name is None or not body:
        return body
    hidden = "" if is_last else ' visibility="hidden"'
    return f'<g class="{name}"{hidden}>\n{body}</g>\n'


def _joined(group: str, found: Sequence[Mark]) -> str:
    bodies = "".join(each.body for each in found)
    if found[0].layer is Layer.WRITTEN:
        return f"<g {group}>{bodies}</g>\n"
    return f'<path {group} d="{bodies}"/>\n'


def _timing(names: Mapping[Interval, str], seconds: Sequence[float]) -> str:
    """Rules that show what is seen when it is due; who wants nothing to move is shown the last still."""
    if not names:
        return ""
    total = sum(seconds)
    starts = [100 * sum(seconds[:number]) / total for number in range(len(seconds) + 1)]
    rules = []
    for (start, stop), name in names.items():
        before = "0%{visibility:hidden}" if start else ""
        after = "" if stop == len(seconds) else f"{starts[stop]:.3f}%,to{{visibility:hidden}}"
        shown = f"{starts[start]:.3f}%" if start else "0%"
        shown += "" if after else ",to"
        rules.append(f"@keyframes {name}{{{before}{shown}{{visibility:visible}}{after}}}")
    moves = "".join(f".{name}{{animation-name:{name}}}" for name in names.values())
    every = f'[class^="k"]{{animation:{total:.3f}s step-end infinite}}'
    return f"{''.join(rules)}@media (prefers-reduced-motion:no-preference){{{every}{moves}}}"
