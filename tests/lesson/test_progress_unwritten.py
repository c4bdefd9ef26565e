"""Progress that cannot be written, read or removed: it is kept in memory, and what was is not lost."""

from __future__ import annotations

import errno
import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from progress_files import FULL, KEY, OTHER, answer, file, named

from tui_tutor.lesson.progress import Progress, Store


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
