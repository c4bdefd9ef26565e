"""The README's pictures are what the tutor shows today."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest
from pictures import FOLDER, MADE, make
from seldom import mostly_slow

SVG = "{http://www.w3.org/2000/svg}"

SAME = 0.98
"""The part of what is drawn that does not hang on the last bit of a number, as where a contour lies may do."""


def written(root: ElementTree.Element) -> Counter[tuple[str, ...]]:
    """All words with their places and colours; of a long number only the digits that are the same everywhere."""
    return Counter(
        (re.sub(r"(\d\.\d{10})\d+", r"\1", each.text or ""), each.attrib["x"], each.attrib["y"], group.attrib["fill"])
        for group in root.iter(f"{SVG}g")
        if "fill" in group.attrib
        for each in group.iter(f"{SVG}text")
    )


def drawn(root: ElementTree.Element) -> Counter[tuple[str, str]]:
    """All paths, one for each shape, with their colours."""
    return Counter(
        (each.get("fill") or each.get("stroke") or "", part)
        for each in root.iter(f"{SVG}path")
        for part in each.attrib["d"].split("M")[1:]
    )


@pytest.mark.parametrize("name", mostly_slow([(name,) for name in MADE], [("narrow.svg",)]))
def test_a_picture_is_current(name: str, tmp_path: Path) -> None:
    old, new = (
        ElementTree.fromstring(path.read_text(encoding="utf-8")) for path in (FOLDER / name, make(name, tmp_path))
    )
    anew = "python -m tests.pictures makes them anew"
    assert written(old) == written(new), anew
    both = drawn(old) & drawn(new)
    assert both.total() >= SAME * max(drawn(old).total(), drawn(new).total()), anew


def test_every_picture_is_made_and_shown() -> None:
    readme = (FOLDER.parent / "README.md").read_text(encoding="utf-8")
    assert {path.name for path in FOLDER.iterdir()} == set(MADE)
    assert set(re.findall(r"\(\.pictures/([^)]*)\)", readme)) == set(MADE)
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 600_000
