from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from view.opened import toy

from tui_tutor.paper.inks import Cell, Inks
from tui_tutor.paper.marks import marks
from tui_tutor.paper.strokes import HEIGHT, WIDTH, drawn, is_drawn
from tui_tutor.paper.svg import MARGIN, RULES, Still, svg
from tui_tutor.view.lines import Line, line, pad
from tui_tutor.view.screen import screen
from tui_tutor.widgets.themes import ALL_THEMES

SVG = "{http://www.w3.org/2000/svg}"
INKS = Inks(ALL_THEMES["toytutor"])


def picture(grid: Sequence[Sequence[Cell]]) -> str:
    return svg([Still(grid)], INKS.base, INKS.edge, "a title")


def written(text: str) -> dict[tuple[int, int], str]:
    """The characters that are written, by the row and the column of their cells."""
    found = {}
    for each in ElementTree.fromstring(text).iter(f"{SVG}text"):
        x, row = float(each.attrib["x"]), int(each.attrib["y"]) // HEIGHT
        words = each.text or ""
        if each.get("class") == "c":
            found[row, int(x - 1) // WIDTH] = words
            continue
        column = int(x) // WIDTH
        assert int(each.get("textLength", WIDTH)) == len(words) * WIDTH
        found |= {(row, column + index): character for index, character in enumerate(words) if character != " "}
    return found


def test_a_picture_is_the_screen() -> None:
    lines = screen(toy().state("0:10"), 120, 40)
    grid = INKS.grid(lines)
    text = picture(grid)
    is_written = written(text)
    paths = " ".join(each.attrib["d"] for each in ElementTree.fromstring(text).iter(f"{SVG}path"))
    for row, cells in enumerate(grid):
        for column, (character, _) in enumerate(cells):
            place = row, column
            if is_drawn(character):
                assert place not in is_written
                if character not in "─━█":
                    assert all(path in paths for _, path in drawn(character, column * WIDTH, row * HEIGHT)), place
            else:
                assert is_written.get(place, " ") == character, place


def test_words_and_grounds_have_their_colours() -> None:
    grid = INKS.grid([pad(line(("mark", "mark"), (" plain ", "text"), ("bold", "title")), 20)])
    root = ElementTree.fromstring(picture(grid))
    fills = {
        (each.text, group.attrib["fill"], group.get("class"))
        for group in root.iter(f"{SVG}g")
        if "fill" in group.attrib
        for each in group
    }
    mark, bold = INKS.look("mark"), INKS.look("title")
    assert fills == {
        ("mark", mark.letters, "b"),
        ("plain", INKS.look("text").letters, None),
        ("bold", bold.letters, "b"),
    }
    grounds = [(each.attrib["fill"], each.attrib["d"]) for each in root.iter(f"{SVG}path")]
    assert grounds == [(mark.ground, "M0 0h32v16h-32z")]


def test_nothing_comes_from_elsewhere() -> None:
    text = picture(INKS.grid(screen(toy().state("0:3"), 120, 40)))
    assert re.findall(r"https?://[^\"]*", text) == ["http://www.w3.org/2000/svg"]
    for word in ("@import", "@font-face", "url(", "href", "<script", "<image", "<foreignObject"):
        assert word not in text
    assert "monospace" in text


def test_a_picture_is_as_large_as_its_cells() -> None:
    root = ElementTree.fromstring(picture(INKS.grid([pad((), 60)] * 20)))
    assert (root.attrib["width"], root.attrib["height"]) == (
        str(60 * WIDTH + 2 * MARGIN),
        str(20 * HEIGHT + 2 * MARGIN),
    )
    assert root.findtext(f"{SVG}title") == "a title"


def test_any_text_is_a_picture() -> None:
    odd = "<b>&amp; \"'</b> 中文 😀 e\u0301 {x}"
    text = picture(INKS.grid([pad(line(odd), 60)]))
    found = written(text)
    assert "".join(found[0, column] for column in range(8)) == "<b>&amp;"
    assert "中" in found.values()
    assert "e\u0301" in found.values()


ROLES = st.sampled_from(["text", "mark", "data+3", "step", "next"])
GRIDS = st.lists(
    st.lists(st.tuples(st.text("ab−─│⣿→ ", min_size=0, max_size=6), ROLES), max_size=3), min_size=2, max_size=2
)


def visible(style: str, name: str | None, share: float) -> bool:
    """Whether an element with a class is seen at a share of the film, by its rules."""
    if name is None:
        return True
    frames = re.search(rf"@keyframes {name}\{{(.*?\}})\}}", style)
    assert frames is not None
    shown = None
    for selectors, value in re.findall(r"([^{}]+)\{visibility:(\w+)\}", frames[1]):
        for each in selectors.split(","):
            if each != "to" and float(each.rstrip("%")) <= share * 100:
                shown = value
    return shown == "visible"


@given(st.lists(st.tuples(GRIDS, st.floats(0.1, 5)), min_size=1, max_size=6))
def test_a_film_shows_each_still_in_its_time(made: list[tuple[list[Line], float]]) -> None:
    stills = [Still(INKS.grid([pad(tuple(each), 20) for each in lines]), seconds) for lines, seconds in made]
    root = ElementTree.fromstring(svg(stills, INKS.base, INKS.edge, "film"))
    style = root.findtext(f"{SVG}style") or ""
    parts = [(None if group is root[3] else group.get("class"), each) for group, each in _leaves(root[3])]
    total = sum(still.seconds for still in stills)
    since = 0.0
    for still in stills:
        share = (since + still.seconds / 2) / total
        expected = sorted(each.body for each in marks(still.grid, INKS.base))
        found = [each for name, each in parts if visible(style, name, share)]
        assert sorted(_bodies(found)) == sorted(_split(expected))
        since += still.seconds


def test_where_nothing_moves_the_last_still_is_seen() -> None:
    grids = [INKS.grid([pad(line(text), 20)]) for text in ("first same", "then  same")]
    text = svg([Still(each, 1.0) for each in grids], INKS.base, INKS.edge, "film")
    root = ElementTree.fromstring(text)
    shown = {
        each.text: group.get("visibility")
        for group in root.iter(f"{SVG}g")
        if (group.get("class") or "").startswith("k")
        for each in group.iter(f"{SVG}text")
    }
    assert shown == {"first same": "hidden", "then": None, "same": None}
    assert "prefers-reduced-motion:no-preference" in text


def _leaves(group: ElementTree.Element) -> list[tuple[ElementTree.Element, ElementTree.Element]]:
    """Paths and texts, each with the group that says when it is seen."""
    found = []
    for each in group:
        timed = (each.get("class") or "").startswith("k")
        for leaf in each.iter():
            if leaf.tag in (f"{SVG}path", f"{SVG}text"):
                found.append((each if timed else group, leaf))
    return found


def _bodies(found: list[ElementTree.Element]) -> list[str]:
    return [
        part
        for each in found
        for part in (
            [f"{each.text}@{each.attrib['x']}"]
            if each.tag.endswith("text")
            else [f"M{part}" for part in each.attrib["d"].split("M")[1:]]
        )
    ]


def _split(bodies: list[str]) -> list[str]:
    """The same of marks."""
    found = []
    for body in bodies:
        match = re.fullmatch(r'<text (?:class="c" )?x="(\d+)".*?>(.*)</text>', body)
        found += [f"{match[2]}@{match[1]}"] if match else [f"M{part}" for part in body.split("M")[1:]]
    return found


def test_rules_for_words_leave_their_weight_to_their_groups() -> None:
    """A `font` set on the words themselves would make every one of them regular."""
    assert not re.search(r"text\{[^}]*font", RULES)
    assert ".b{font-weight:700}" in RULES
    assert ".i{font-style:italic}" in RULES


@pytest.mark.parametrize("name", ALL_THEMES)
def test_every_theme_is_one_of_colours(name: str) -> None:
    inks = Inks(ALL_THEMES[name])
    looks = {inks.look(role) for role in ("text", "dim", "mark", "data+3", "weight-2", "lit", "bowl3", "frame")}
    assert all(re.fullmatch("#[0-9a-f]{6}", each) for look in looks for each in (look.letters, look.ground))
    assert len(looks) > 5
    assert inks.look("text").letters != inks.base
