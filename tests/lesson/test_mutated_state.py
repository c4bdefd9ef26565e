"""Whatever lies in the state folder, nothing of it is an exception."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tui_tutor.lesson.drafts import Drafts
from tui_tutor.lesson.progress import Answer, Progress, Store, content_key
from tui_tutor.lesson.settings import keep, read_settings

ORIGINAL = "x = 1\n"
KEY = content_key(ORIGINAL)
KEPT = Progress(
    "A brain", "253:7", 300, frozenset({1, 2}), 9, True, (Answer("sign", "?", "l0 - y", "1:3", "+", "−", False),), True
)

Mutation = Callable[[bytes], bytes]


def good(folder: Path) -> list[Path]:
    """A folder as tutors leave it; every file in it."""
    assert Store(folder).save(KEY, KEPT) is None
    drafts = Drafts(folder / "drafts")
    assert drafts.save(ORIGINAL, "x = 2  # ü\n") is None
    assert Drafts(folder / "drafts").save(ORIGINAL, "x = 3\n") is None
    drafts.suspect("x = 3\n")
    assert keep({"theme": "nord", "speed": 2.0, "fold": False}, folder / "settings.toml") is None
    return sorted(path for path in folder.rglob("*") if path.is_file())


junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.just(10**400) | st.just("x" * 10_000),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@st.composite
def cuts(draw: st.DrawFn) -> Mutation:
    """A part taken out, doubled, or put in place of another."""
    start, stop, at = (draw(st.floats(0, 1)) for _ in range(3))
    how = draw(st.sampled_from(["without", "only", "doubled", "moved"]))

    def mutate(data: bytes) -> bytes:
        low, high, place = (round(each * len(data)) for each in (*sorted((start, stop)), at))
        part = data[low:high]
        if how == "without":
            return data[:low] + data[high:]
        return {"only": part, "doubled": data[:high] + data[low:], "moved": data[:place] + part + data[place:]}[how]

    return mutate


@st.composite
def bytes_put_in(draw: st.DrawFn) -> Mutation:
    at, new = draw(st.floats(0, 1)), draw(st.binary(max_size=8) | st.sampled_from([b"\0", b"\xff", b'"', b"[" * 9_000]))
    replaces = draw(st.booleans())

    def mutate(data: bytes) -> bytes:
        place = round(at * len(data))
        return data[:place] + new + data[place + replaces * len(new) :]

    return mutate


@st.composite
def values_changed(draw: st.DrawFn) -> Mutation:
    """Another value somewhere in a file of JSON."""
    at, value, inside = draw(st.integers(0, 50)), draw(junk), draw(st.booleans())

    def mutate(data: bytes) -> bytes:
        try:
            content = json.loads(data)
        except (ValueError, RecursionError):
            return json.dumps(value).encode()
        answers = content.get("answers") if isinstance(content, dict) else None
        place = answers[0] if inside and isinstance(answers, list) and answers else content
        if isinstance(place, dict) and place:
            place[sorted(place)[at % len(place)]] = value
        return json.dumps(content).encode()

    return mutate


mutations = st.lists(st.one_of(cuts(), bytes_put_in(), values_changed()), min_size=1, max_size=3)


def survives(chosen: int, changes: list[Mutation]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = good(folder)
        path = paths[chosen % len(paths)]
        data = path.read_bytes()
        for change in changes:
            data = change(data)
        path.write_bytes(data)
        settings = read_settings(folder / "settings.toml")
        assert settings.theme is None or isinstance(settings.theme, str)
        note = keep({"speed": 4.0}, folder / "settings.toml")
        assert note is not None or read_settings(folder / "settings.toml").speed == 4.0
        store = Store(folder)
        store.all()
        found, note = store.load(KEY)
        assert isinstance(found, Progress)
        assert note is None or isinstance(note, str)
        drafts = Drafts(folder / "drafts")
        drafts.load(ORIGINAL)
        drafts.withheld(ORIGINAL)
        drafts.save(ORIGINAL, "x = 4\n")
        assert Drafts(folder / "drafts").load(ORIGINAL) == "x = 4\n"
        # The file of a newer toytutor is left as it is.
        newer = note is not None and "newer" in note
        assert newer == (store.save(KEY, KEPT) is not None)
        assert newer or Store(folder).load(KEY)[1] is None


@given(st.integers(0, 9), mutations)
def test_mutated_state_is_no_exception(chosen: int, changes: list[Mutation]) -> None:
    survives(chosen, changes)


@pytest.mark.slow
@settings(max_examples=3_000, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 9), mutations)
def test_three_thousand_mutations_are_no_exception(chosen: int, changes: list[Mutation]) -> None:
    survives(chosen, changes)
