"""Files of progress that are damaged, of another kind or newer: put aside, read as far as they go, left as they are."""

from __future__ import annotations

import itertools
import json
import os
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from progress_files import FULL, KEY, OTHER, content, file, named

from tui_tutor.lesson.progress import FORMAT, Progress, Store

WRONG: list[tuple[str, Any]] = [
    *itertools.product(("title", "furthest", "steps", "steps_seen", "answers"), ({}, True, None)),
    *itertools.product(("finished", "asking", "position", "title"), (1, [])),
    ("finished", None),
]

NOT_OURS: list[Any] = [
    [],
    "text",
    3,
    None,
    {},
    {"name": "foreign"},
    {"format": FORMAT},
    {"format": 0, "key": KEY},
    {"format": True, "key": KEY},
    {"format": 2.0, "key": KEY},
    {"format": 2, "key": OTHER},
    {"format": "1", "key": KEY},
    content(key=OTHER),
    content(key=None),
    *(content(**{name: wrong}) for name, wrong in WRONG),
    content(furthest=1.0),
    content(steps_seen=[1, "2"]),
    content(steps_seen=[[1]]),
    content(steps_seen=[True]),
    content(answers=[{}]),
    content(answers=["x"]),
    content(answers=[{**content()["answers"][0], "right": 1}]),
    content(answers=[{**content()["answers"][0], "guess": None}]),
]

WHOLE = json.dumps(content()).encode()

DAMAGED = [
    *(json.dumps(each).encode() for each in NOT_OURS),
    b"",
    b"{",
    WHOLE[:-1],
    WHOLE[: len(WHOLE) // 2],
    WHOLE + WHOLE,
    WHOLE.replace(b"A brain", b"A \xff brain"),
    WHOLE.decode().encode("utf-16"),
    bytes(range(256)) * 10,
    b"\0" * 1000,
    b"[" * 200_000,
    b'{"a":' * 200_000,
    WHOLE.replace(b"300", b"3" * 5_000),
    WHOLE + b" " * 5_000_000,
]


def assert_put_aside(folder: Path) -> None:
    """A damaged file costs itself, and is told once."""
    store = Store(folder)
    assert OTHER in store.all()
    assert KEY not in store.all()
    found, note = store.load(KEY)
    assert found == Progress()
    assert note is not None
    assert note.startswith("you begin anew: what was kept is damaged (")
    assert note.endswith(f"it was put aside as {folder / KEY}.damaged")
    assert "\n" not in note
    assert named(folder) == {f"{OTHER}.json", f"{KEY}.damaged"}
    assert store.load(KEY) == (Progress(), None)
    assert store.load(OTHER) == (FULL, None)
    assert store.save(KEY, FULL) is None
    assert Store(folder).load(KEY) == (FULL, None)


@pytest.mark.parametrize("data", DAMAGED, ids=lambda data: repr(data[:50]))
def test_damaged(data: bytes, tmp_path: Path) -> None:
    Store(tmp_path).save(OTHER, FULL)
    file(tmp_path).write_bytes(data)
    assert_put_aside(tmp_path)
    assert (tmp_path / f"{KEY}.damaged").read_bytes() == data


def make_folder(path: Path) -> None:
    (path / "in").mkdir(parents=True)
    (path / "in" / "it").touch()


def make_pipe(path: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("there are no named pipes here")
    os.mkfifo(path)


def make_file(path: Path) -> None:
    path.write_bytes(b"bad")


@pytest.mark.parametrize("aside", [None, make_folder, make_file])
@pytest.mark.parametrize("make", [make_folder, make_pipe, make_file])
def test_put_aside_in_place_of_what_was(
    make: Callable[[Path], None], aside: Callable[[Path], None] | None, tmp_path: Path
) -> None:
    Store(tmp_path).save(OTHER, FULL)
    make(file(tmp_path))
    if aside is not None:
        aside(tmp_path / f"{KEY}.damaged")
    assert_put_aside(tmp_path)
    assert (tmp_path / f"{KEY}.damaged").is_dir() == (make is make_folder)


@pytest.mark.parametrize("make", [make_folder, make_pipe, make_file])
def test_damage_is_no_trouble_to_who_saves_or_forgets(make: Callable[[Path], None], tmp_path: Path) -> None:
    for key in (KEY, OTHER):
        make(file(tmp_path, key))
    store = Store(tmp_path)
    assert store.save(KEY, FULL) is None
    assert store.load(KEY) == (FULL, None)
    assert store.forget(OTHER) is None
    assert store.load(OTHER) == (Progress(), None)


def test_a_link_to_itself_is_trouble_and_no_more(tmp_path: Path) -> None:
    try:
        file(tmp_path).symlink_to(file(tmp_path))
    except OSError:
        pytest.skip("there are no links here")
    store = Store(tmp_path)
    found, note = store.load(KEY)
    assert found == Progress()
    assert note is not None
    assert store.save(KEY, FULL) is None
    assert store.load(KEY) == (FULL, None)


@given(st.data())
def test_any_damage(data: st.DataObject) -> None:
    junk = st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
        max_leaves=5,
    )
    made = content()
    place: Any = data.draw(st.sampled_from([made, made["answers"][0]]))
    place[data.draw(st.sampled_from(sorted(place)))] = data.draw(junk)
    text = bytearray(json.dumps(made).encode())
    if data.draw(st.booleans()):
        del text[data.draw(st.integers(0, len(text))) :]
    with tempfile.TemporaryDirectory() as folder:
        file(Path(folder)).write_bytes(text)
        store = Store(Path(folder))
        shown = store.all().get(KEY)
        found, note = store.load(KEY)
        if note is not None:
            assert (shown, found) == (None, Progress())
        elif shown is not None:
            assert shown == found
        if note is None or "newer" not in note:
            assert store.save(KEY, found) is None
            assert Store(Path(folder)).load(KEY) == (found, None)


def test_fields_that_are_missing_or_unknown(tmp_path: Path) -> None:
    file(tmp_path).write_text(json.dumps({"format": FORMAT, "key": KEY, "title": "t", "later": [1]}), encoding="utf-8")
    assert Store(tmp_path).load(KEY) == (Progress("t"), None)
    file(tmp_path).write_bytes(b"\xef\xbb\xbf" + WHOLE)
    assert Store(tmp_path).load(KEY) == (FULL, None)


def test_too_much_in_a_file(tmp_path: Path) -> None:
    one = content()["answers"][0]
    asked = [{**one, "where": f"{number}:1", "code": "c" * 700} for number in range(2_010)]
    text = json.dumps(content(answers=asked, position="nowhere", furthest=-9, steps_seen=[-1, 4, 4]))
    file(tmp_path).write_text(text, encoding="utf-8")
    found, note = Store(tmp_path).load(KEY)
    assert note is None
    assert (found.position, found.furthest, found.steps_seen) == (None, -1, frozenset({4}))
    assert [each.where for each in found.answers] == [f"{number}:1" for number in range(10, 2_010)]
    assert {each.code for each in found.answers} == {"c" * 500}


@pytest.mark.parametrize("newer", [content(format=2), {"format": 99, "other": []}, content(format=10**30, answers=7)])
def test_a_newer_format_is_left_as_it_is(newer: dict[str, Any], tmp_path: Path) -> None:
    text = json.dumps(newer)
    file(tmp_path).write_text(text, encoding="utf-8")
    store = Store(tmp_path)
    found, note = store.load(KEY)
    assert found == Progress()
    assert note is not None
    assert "newer toytutor" in note
    assert store.all() == {}
    said = store.save(KEY, FULL)
    assert said is not None
    assert "newer toytutor" in said
    assert store.save(KEY, replace(FULL, position="254:1")) is None
    assert store.load(KEY)[0] == replace(FULL, position="254:1")
    assert store.all() == {KEY: replace(FULL, position="254:1")}
    assert "newer toytutor" in (store.forget(KEY) or "")
    assert store.load(KEY)[0] == Progress()
    assert named(tmp_path) == {f"{KEY}.json"}
    assert file(tmp_path).read_text(encoding="utf-8") == text
