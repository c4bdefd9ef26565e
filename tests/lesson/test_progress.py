from __future__ import annotations

import json
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import platformdirs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from progress_files import FULL, KEY, OTHER, answer, answers, file, named, texts

from tui_tutor.lesson import progress as module
from tui_tutor.lesson.progress import FORMAT, Progress, Store, content_key
from tui_tutor.lesson.state import state_folder

positions = st.one_of(
    st.builds("{}:{}".format, st.integers(0, 10**18 - 1), st.integers(1, 10**6)),
    st.sampled_from(["setup:3", "end:2", "setup", "end", "7"]),
)

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
