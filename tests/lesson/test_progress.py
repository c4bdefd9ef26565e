from __future__ import annotations

import errno
import itertools
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import platformdirs
import progress_writer
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_tutor.lesson import progress as module
from tui_tutor.lesson import state
from tui_tutor.lesson.progress import FORMAT, Answer, Progress, Store, content_key
from tui_tutor.lesson.state import state_folder

KEY = content_key("x = 1\n")
OTHER = content_key("x = 2\n")


def answer(number: int, guess: str = "+", **fields: Any) -> Answer:
    return replace(Answer("sign", "which sign?", "l0 - y", f"{number}:3", guess, "+", guess == "+"), **fields)


FULL = Progress("A brain", "253:7", 300, frozenset({1, 2, 5}), 9, True, (answer(1), answer(2, "−")), True)


def file(folder: Path, key: str = KEY) -> Path:
    return folder / f"{key}.json"


def content(**changes: Any) -> dict[str, Any]:
    """What is in the file of FULL, with changes."""
    with tempfile.TemporaryDirectory() as folder:
        assert Store(Path(folder)).save(KEY, FULL) is None
        return {**json.loads(file(Path(folder)).read_text(encoding="utf-8")), **changes}


def named(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
positions = st.one_of(
    st.builds("{}:{}".format, st.integers(0, 10**18 - 1), st.integers(1, 10**6)),
    st.sampled_from(["setup:3", "end:2", "setup", "end", "7"]),
)
answers = st.builds(Answer, texts, texts, texts, texts, texts, texts, st.booleans())
progresses = st.builds(
    Progress,
    title=texts,
    position=st.none() | positions,
    furthest=st.integers(-1, 10**18 - 1),
    steps_seen=st.frozensets(st.integers(0, 10**6), max_size=20),
    steps=st.integers(0, 10**6),
    finished=st.booleans(),
    answers=st.lists(answers, max_size=8, unique_by=lambda each: (each.where, each.kind, each.question)).map(tuple),
    asking=st.booleans(),
)


# What is kept


def test_the_key_is_of_the_text_alone() -> None:
    assert content_key("x = 1\n") == "9e26bf369911c45c"
    assert content_key("x = 1\n") != content_key("x = 1")
    assert len({content_key(text) for text in ("", "\udc80", "\0", "é")}) == 4


def test_where_it_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOYTUTOR_STATE", str(tmp_path / "here"))
    assert state_folder() == tmp_path / "here" == Store().folder
    monkeypatch.setenv("TOYTUTOR_STATE", "")
    assert state_folder() == platformdirs.user_state_path("toytutor")
    monkeypatch.delenv("TOYTUTOR_STATE")
    assert state_folder() == platformdirs.user_state_path("toytutor")


def test_nothing_is_kept_at_first(tmp_path: Path) -> None:
    store = Store(tmp_path / "a" / "b")
    assert store.load(KEY) == (Progress(), None)
    assert store.all() == {}
    assert store.forget(KEY) is None
    assert not (tmp_path / "a").exists()


def test_the_file(tmp_path: Path) -> None:
    assert Store(tmp_path / "a" / "b").save(KEY, FULL) is None
    assert named(tmp_path / "a" / "b") == {f"{KEY}.json"}
    text = file(tmp_path / "a" / "b").read_text(encoding="utf-8")
    assert json.loads(text).items() >= {"format": FORMAT, "key": KEY, "position": "253:7"}.items()
    assert "−" in text


@given(progresses)
def test_round_trip(progress: Progress) -> None:
    with tempfile.TemporaryDirectory() as folder:
        assert Store(Path(folder)).save(KEY, progress) is None
        assert Store(Path(folder)).load(KEY) == (progress, None)
        assert Store(Path(folder)).save(KEY, progress) is None
        assert Store(Path(folder)).all() == {KEY: progress}


@given(progresses, progresses)
def test_what_is_done_stays_done(first: Progress, second: Progress) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder))
        for progress in (first, second):
            assert store.save(KEY, progress) is None
        united, note = Store(Path(folder)).load(KEY)
    assert note is None
    assert (united.title, united.position, united.steps) == (second.title, second.position, second.steps)
    assert united.furthest == max(first.furthest, second.furthest)
    assert united.steps_seen == first.steps_seen | second.steps_seen
    assert united.finished == (first.finished or second.finished)
    asked = {(each.where, each.kind, each.question): each for each in first.answers + second.answers}
    assert set(united.answers) == set(asked.values())
    assert len(united.answers) == len(asked)


def test_limits(tmp_path: Path) -> None:
    asked = tuple(answer(number) for number in range(2_100))
    wild = Progress("t" * 600, "nowhere", -7, frozenset({-1, 3, 10**30}), -2, answers=(answer(0, question="é" * 501),))
    assert Store(tmp_path).save(KEY, wild) is None
    tame = Progress("t" * 500, None, -1, frozenset({3}), 0, answers=(answer(0, question="é" * 500),))
    assert Store(tmp_path).load(KEY) == (tame, None)
    assert Store(tmp_path).save(OTHER, Progress(furthest=10**30, answers=asked)) is None
    assert Store(tmp_path).load(OTHER) == (Progress(furthest=10**18 - 1, answers=asked[100:]), None)


def test_the_newest_of_two_answers_is_kept_as_new(tmp_path: Path) -> None:
    asked = (answer(0, "−"), *(answer(number) for number in range(1, 2_001)), answer(0))
    assert Store(tmp_path).save(KEY, Progress(answers=asked)) is None
    assert Store(tmp_path).load(KEY) == (Progress(answers=asked[2:]), None)


@pytest.mark.parametrize("position", ["", "x", "setup:0", "1:2:3", "-1:2", "9" * 5000, "1:" + "9" * 5000, "1:\udc80"])
def test_no_position(position: str, tmp_path: Path) -> None:
    assert Store(tmp_path).save(KEY, replace(FULL, position=position)) is None
    assert Store(tmp_path).load(KEY) == (replace(FULL, position=None), None)


def test_halves_of_characters(tmp_path: Path) -> None:
    assert Store(tmp_path).save(KEY, Progress("a\ud800b", answers=(answer(1, code="\udc80"),))) is None
    assert Store(tmp_path).load(KEY) == (Progress("a?b", answers=(answer(1, code="?"),)), None)


def test_numbers_of_numpy(tmp_path: Path) -> None:
    counted: Any = np.int64(3)
    held: Any = np.bool_(True)
    assert Store(tmp_path).save(KEY, Progress(furthest=counted, steps_seen=frozenset({counted}), finished=held)) is None
    assert Store(tmp_path).load(KEY) == (Progress(furthest=3, steps_seen=frozenset({3}), finished=True), None)


def test_a_file_is_never_too_large_to_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LARGEST_FILE", 20_000)
    asked = tuple(answer(number, code="\0" * 500) for number in range(100))
    assert Store(tmp_path).save(KEY, Progress("t", answers=asked)) is None
    assert 10_000 < file(tmp_path).stat().st_size <= 20_000
    found, note = Store(tmp_path).load(KEY)
    assert note is None
    assert found.answers == asked[-len(found.answers) :] != ()


def test_forget(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for key in (KEY, OTHER):
        assert store.save(key, FULL) is None
    assert list(store.all()) == sorted((KEY, OTHER))
    assert store.forget(KEY) is None
    assert store.all() == {OTHER: FULL}
    assert store.load(KEY) == (Progress(), None)
    again = Progress(answers=(answer(7),))
    assert store.save(KEY, again) is None
    assert Store(tmp_path).load(KEY) == (again, None)


# Damage

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


# A disk that does not work


def assert_in_memory(store: Store) -> None:
    """Nothing can be written; it is said once, and everything goes on."""
    notes = [store.load(KEY)[1], store.save(KEY, FULL), store.save(OTHER, Progress("o")), store.load(KEY)[1]]
    said = [note for note in notes if note is not None]
    assert len(said) == 1
    assert said[0].startswith("progress lasts until you leave: it cannot be kept (")
    more = replace(FULL, position="end:2", answers=(answer(1, "−"), answer(9)))
    assert store.save(KEY, more) is None
    united = replace(more, answers=(answer(2, "−"), answer(1, "−"), answer(9)))
    assert store.load(KEY) == (united, None)
    assert store.all() == {KEY: united, OTHER: Progress("o")}
    store.forget(KEY)
    assert store.load(KEY) == (Progress(), None)
    assert store.all() == {OTHER: Progress("o")}


@pytest.mark.parametrize("below", ["", "below", "far/below"])
def test_a_file_in_place_of_the_folder(below: str, tmp_path: Path) -> None:
    (tmp_path / "state").write_text("mine", encoding="utf-8")
    assert_in_memory(Store(tmp_path / "state" / below))
    assert (tmp_path / "state").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("folder", ["a\0b", "x" * 5000])
def test_no_folder_at_all(folder: str, tmp_path: Path) -> None:
    assert_in_memory(Store(tmp_path / folder))


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder(tmp_path: Path) -> None:
    Store(tmp_path).save(OTHER, Progress("kept"))
    file(tmp_path).write_bytes(b"bad")
    tmp_path.chmod(0o500)
    try:
        store = Store(tmp_path)
        assert store.load(OTHER) == (Progress("kept"), None)
        assert "cannot be put aside" in (store.load(KEY)[1] or "")
        assert store.save(OTHER, Progress("new")) is not None
        assert store.save(KEY, FULL) is None
        assert store.load(OTHER) == (Progress("new"), None)
        assert "cannot be removed" in (store.forget(OTHER) or "")
        assert store.load(OTHER) == (Progress(), None)
        assert store.all() == {KEY: FULL}
    finally:
        tmp_path.chmod(0o700)
    assert Store(tmp_path).load(OTHER) == (Progress("kept"), None)


@pytest.mark.parametrize("key", ["", ".", "..", "../x", "a/b", "A", "a.b", "\0", "é", "\udc80", "x" * 101, "a\n"])
def test_no_key(key: str, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    store = Store(tmp_path / "in")
    assert store.load(key)[0] == Progress()
    store.save(key, FULL)
    assert store.load(key) == (FULL, None)
    store.forget(key)
    assert store.load(key) == (Progress(), None)
    assert named(tmp_path) == {"in"}
    assert named(tmp_path / "in") == set()


FAILURES = [OSError(errno.ENOSPC, "No space left"), OSError(errno.EIO, "I/O"), PermissionError("no"), MemoryError()]


@pytest.mark.parametrize("error", FAILURES, ids=lambda error: type(error).__name__ + str(error))
@pytest.mark.parametrize("name", ["os.fsync", "pathlib.Path.replace", "pathlib.Path.mkdir", "json.dumps"])
def test_a_write_that_fails_leaves_what_was(
    name: str, error: BaseException, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = Progress("first", answers=(answer(1),)), Progress("second", answers=(answer(1, "−"), answer(2)))
    store = Store(tmp_path)
    assert store.save(KEY, first) is None

    def fail(*_: object, **__: object) -> None:
        raise error

    with monkeypatch.context() as broken:
        broken.setattr(name, fail)
        notes = [store.save(KEY, second), store.save(KEY, second), store.save(OTHER, second)]
        assert [note is None for note in notes] == [False, True, True]
        assert named(tmp_path) == {f"{KEY}.json"}
        assert Store(tmp_path).load(KEY) == (first, None)
        assert store.load(KEY) == (second, None)
    assert store.save(KEY, replace(second, answers=())) is None
    assert Store(tmp_path).load(KEY) == (second, None)
    assert store.load(OTHER) == (second, None)


@pytest.mark.parametrize("error", FAILURES, ids=lambda error: type(error).__name__ + str(error))
@pytest.mark.parametrize("name", ["pathlib.Path.stat", "os.fdopen", "json.loads"])
def test_a_read_that_fails_loses_nothing(
    name: str, error: BaseException, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert Store(tmp_path).save(KEY, FULL) is None
    store = Store(tmp_path)

    def fail(*_: object, **__: object) -> None:
        raise error

    with monkeypatch.context() as broken:
        broken.setattr(name, fail)
        found, note = store.load(KEY)
        assert found == Progress()
        assert note is not None
        assert store.all() == {}
        assert store.save(KEY, Progress("new", answers=(answer(8),))) is None
        assert store.load(KEY) == (Progress("new", answers=(answer(8),)), None)
    assert Store(tmp_path).load(KEY) == (FULL, None)
    assert store.save(KEY, Progress("new", answers=(answer(8),))) is None
    assert Store(tmp_path).load(KEY)[0].answers == (*FULL.answers, answer(8))


def test_what_cannot_be_removed_is_forgotten_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(tmp_path)
    assert store.save(KEY, FULL) is None

    def fail(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    with monkeypatch.context() as broken:
        broken.setattr(Path, "unlink", fail)
        assert store.forget(KEY) == f"what was kept cannot be removed (permission denied): {file(tmp_path)}"
    assert store.load(KEY) == (Progress(), None)
    assert store.all() == {}
    assert Store(tmp_path).load(KEY) == (FULL, None)
    assert store.save(KEY, Progress("anew")) is None
    assert store.load(KEY) == Store(tmp_path).load(KEY) == (Progress("anew"), None)


def test_what_is_written_is_on_the_disk_before_it_is_in_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[set[str]] = []
    fsync = os.fsync

    def look(handle: int) -> None:
        fsync(handle)
        seen.append(named(tmp_path))

    monkeypatch.setattr(os, "fsync", look)
    assert Store(tmp_path).save(KEY, FULL) is None
    assert len(seen) == 1
    assert all(name.startswith(f".{KEY}.{os.getpid()}.") for name in seen[0])


# Two tutors at once


def test_two_stores_on_one_folder(tmp_path: Path) -> None:
    Store(tmp_path).save(KEY, Progress("t", "0:1", 0, frozenset({1}), 9, answers=(answer(1), answer(2))))
    one, two = Store(tmp_path), Store(tmp_path)
    first, second = one.load(KEY)[0], two.load(KEY)[0]
    first = replace(first, position="50:1", furthest=50, steps_seen=frozenset({1, 2}), asking=True)
    first = replace(first, answers=(answer(1, "−"), answer(2), answer(3)))
    assert one.save(KEY, first) is None
    second = replace(second, position="7:2", furthest=7, steps_seen=frozenset({1, 5}), finished=True)
    second = replace(second, answers=(*second.answers, answer(4)))
    assert two.save(KEY, second) is None
    both = replace(second, furthest=50, steps_seen=frozenset({1, 2, 5}))
    both = replace(both, answers=(answer(2), answer(1, "−"), answer(3), answer(4)))
    assert Store(tmp_path).load(KEY) == (both, None)
    # The second answers anew what the first had answered anew; the first goes on with what it knows.
    second = replace(second, answers=(answer(1, "0"), answer(2), answer(4)))
    assert two.save(KEY, second) is None
    first = replace(first, position="51:1")
    assert one.save(KEY, first) is None
    both = replace(first, furthest=50, steps_seen=frozenset({1, 2, 5}), finished=True)
    both = replace(both, answers=(answer(2), answer(3), answer(4), answer(1, "0")))
    assert Store(tmp_path).load(KEY) == (both, None)
    assert one.forget(KEY) is None
    assert two.load(KEY) == (Progress(), None)


@pytest.mark.parametrize("data", [b"bad", json.dumps(content(answers=content()["answers"][1:])).encode()])
def test_what_a_tutor_knows_outlives_its_file(data: bytes, tmp_path: Path) -> None:
    store = Store(tmp_path)
    assert store.save(KEY, FULL) is None
    file(tmp_path).write_bytes(data)
    assert store.save(KEY, FULL) is None
    assert Store(tmp_path).load(KEY) == (FULL, None)


def test_many_tutors_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("fcntl")
    monkeypatch.setattr(module, "PATIENCE", 600.0)
    notes: list[str | None] = []

    def learn(tutor: int) -> None:
        store = Store(tmp_path)
        for number in range(25):
            asked = answer(number, kind=str(tutor))
            notes.append(store.save(KEY, Progress(steps_seen=frozenset({100 * tutor + number}), answers=(asked,))))

    tutors = [threading.Thread(target=learn, args=(tutor,)) for tutor in range(4)]
    for tutor in tutors:
        tutor.start()
    for tutor in tutors:
        tutor.join()
    found, note = Store(tmp_path).load(KEY)
    assert {note, *notes} == {None}
    assert len(notes) == len(found.steps_seen) == len(found.answers) == 100


def test_a_lock_that_is_never_given_back(tmp_path: Path) -> None:
    store = Store(tmp_path)
    with state.locked(tmp_path, 1.0):
        assert store.save(KEY, FULL) is None
        assert store.load(KEY) == (FULL, None)
        file(tmp_path).write_bytes(b"bad")
        assert "put aside" in (store.load(KEY)[1] or "")
        assert store.forget(KEY) is None


def test_no_locks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(state, "fcntl", None)
    assert Store(tmp_path).save(KEY, FULL) is None
    assert Store(tmp_path).load(KEY) == (FULL, None)


def test_a_lock_that_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("fcntl")

    def fail(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr("fcntl.flock", fail)
    assert Store(tmp_path).save(KEY, FULL) is None
    assert Store(tmp_path).load(KEY) == (FULL, None)


# Writers that are killed


def test_leftovers_are_cleaned(tmp_path: Path) -> None:
    old = [f".{KEY}.123.0123456789abcdef.tmp", f".{OTHER}.9.fedcba9876543210.tmp"]
    young = f".{KEY}.124.0123456789abcdef.tmp"
    foreign = ["mine.tmp", f".{KEY}.tmp", f"{KEY}.123.0123456789abcdef.tmp", "notes.txt"]
    for name in (*old, young, *foreign):
        (tmp_path / name).touch()
    for name in (*old, *foreign):
        os.utime(tmp_path / name, (time.time() - 3700,) * 2)
    folder = tmp_path / f".{KEY}.125.0123456789abcdef.tmp"
    folder.mkdir()
    os.utime(folder, (0, 0))
    assert Store(tmp_path).load(KEY) == (Progress(), None)
    assert named(tmp_path) == {young, folder.name, *foreign}


def kill_writers(folder: Path, times: int) -> None:
    chance = random.Random(times)
    environment = {**os.environ, "PYTHONPATH": str(Path(module.__file__).parents[2]), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, progress_writer.__file__, str(folder), KEY]
    last = -1
    for _ in range(times):
        with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            said = [int(writer.stdout.readline()) for _ in range(chance.randint(1, 9))]
            time.sleep(chance.uniform(0, 0.01))
            writer.send_signal(signal.SIGKILL)
            # The last line may be cut short by the signal.
            said += [int(line) for line in writer.stdout.read().split("\n")[:-1]]
        assert writer.returncode == -signal.SIGKILL
        found, note = Store(folder).load(KEY)
        assert note is None
        assert said == list(range(last, last + len(said)))
        assert found.furthest - said[-1] in (0, 1)
        assert found == (progress_writer.kept(found.furthest) if found.furthest >= 0 else Progress())
        last = found.furthest
    assert last > 0
    left = [path for path in folder.iterdir() if path.suffix == ".tmp"]
    for path in left:
        os.utime(path, (0, 0))
    assert Store(folder).load(KEY)[1] is None
    assert named(folder) == {f"{KEY}.json"}


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL here")
@pytest.mark.slow
def test_killed_writers(tmp_path: Path) -> None:
    kill_writers(tmp_path, 20)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL here")
def test_many_killed_writers(tmp_path: Path) -> None:
    kill_writers(tmp_path, 200)


def test_what_is_plotted_is_kept_until_it_is_taken_away(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for plot in (None, "np.mean(w)", None):
        store.save("a", Progress(plot=plot))
        assert Store(tmp_path).load("a")[0].plot == plot
    (tmp_path / "b.json").write_text('{"format": 1, "key": "b", "plot": 3}')
    assert "its plot is wrong" in (store.load("b")[1] or "")


def test_pins_are_kept_and_none_chosen_is_told_from_none_left(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for pins in (None, (), ("syn1[0, 0]", "np.mean(y)")):
        store.save("a", Progress(pins=pins))
        assert Store(tmp_path).load("a")[0].pins == pins
    (tmp_path / "a.json").write_text((tmp_path / "a.json").read_text().replace('"np.mean(y)"', "7"))
    assert "damaged" in str(Store(tmp_path).load("a")[1])
