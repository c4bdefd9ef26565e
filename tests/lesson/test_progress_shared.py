"""Many tutors that keep progress in one folder, locks, and writers that are killed."""

from __future__ import annotations

import errno
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import progress_writer
import pytest
from progress_files import FULL, KEY, OTHER, answer, content, file, named

from tui_tutor.lesson import progress as module
from tui_tutor.lesson import state
from tui_tutor.lesson.progress import Progress, Store


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
