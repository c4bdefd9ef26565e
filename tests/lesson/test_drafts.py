from __future__ import annotations

import errno
import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_tutor.lesson import drafts as module
from tui_tutor.lesson.drafts import LARGEST, MOST, Drafts
from tui_tutor.lesson.progress import content_key

ORIGINAL = "x = 1\n"
OTHER = "y = 2\n"
DRAFT = "x = 1\nprint('ünfinished\n"

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


def file(folder: Path, original: str = ORIGINAL) -> Path:
    return folder / f"{content_key(original)}.py"


def test_there_is_no_draft_in_the_beginning(tmp_path: Path) -> None:
    assert Drafts(tmp_path / "none").load(ORIGINAL) is None


def test_a_draft_is_there_again(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    drafts.save(ORIGINAL, DRAFT)
    assert drafts.load(ORIGINAL) == DRAFT
    assert Drafts(tmp_path).load(ORIGINAL) == DRAFT
    assert file(tmp_path).read_bytes() == DRAFT.encode()


@given(texts)
def test_any_text_comes_back_as_it_was(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.mktemp("drafts")
    Drafts(folder).save("another program", text)
    assert Drafts(folder).load("another program") == text


def test_the_last_draft_counts(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    for text in ("one", "two", "three"):
        drafts.save(ORIGINAL, text)
    assert Drafts(tmp_path).load(ORIGINAL) == drafts.load(ORIGINAL) == "three"
    assert [each.name for each in tmp_path.iterdir()] == [file(tmp_path).name]


def test_each_program_has_its_own_draft(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    drafts.save(ORIGINAL, DRAFT)
    assert drafts.load(OTHER) is None
    drafts.save(OTHER, "y = 3\n")
    drafts.save(ORIGINAL, None)
    assert Drafts(tmp_path).load(OTHER) == "y = 3\n"


def test_none_forgets(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    drafts.save(ORIGINAL, DRAFT)
    drafts.save(ORIGINAL, None)
    drafts.save(OTHER, None)
    assert drafts.load(ORIGINAL) is None
    assert Drafts(tmp_path).load(ORIGINAL) is None
    assert list(tmp_path.iterdir()) == []


def test_a_draft_that_is_the_original_is_none(tmp_path: Path) -> None:
    Drafts(tmp_path).save(ORIGINAL, ORIGINAL)
    assert Drafts(tmp_path).load(ORIGINAL) is None


def test_a_draft_is_the_same_in_memory_as_on_the_disk(tmp_path: Path) -> None:
    for text in (ORIGINAL, DRAFT, "", "a\r\nb\r"):
        drafts = Drafts(tmp_path)
        drafts.save(ORIGINAL, text)
        assert drafts.load(ORIGINAL) == Drafts(tmp_path).load(ORIGINAL)


def test_drafts_lie_beside_the_progress(own_state: Path) -> None:
    Drafts().save(ORIGINAL, DRAFT)
    assert file(own_state / "drafts").read_text(encoding="utf-8") == DRAFT
    assert Drafts().load(ORIGINAL) == DRAFT


def blocked_by_a_file(folder: Path) -> Path:
    (folder / "drafts").write_text("no folder")
    return folder / "drafts"


def blocked_by_a_folder(folder: Path) -> Path:
    file(folder).mkdir()
    (file(folder) / "full").write_text("")
    return folder


def blocked_by_no_name(folder: Path) -> Path:
    return folder / ("x" * 5000)


BLOCKED: list[Callable[[Path], Path]] = [blocked_by_a_file, blocked_by_a_folder, blocked_by_no_name]


@pytest.mark.parametrize("blocked", BLOCKED)
def test_where_the_disk_refuses_drafts_live_in_memory(tmp_path: Path, blocked: Callable[[Path], Path]) -> None:
    folder = blocked(tmp_path)
    drafts = Drafts(folder)
    assert drafts.load(ORIGINAL) is None
    drafts.save(ORIGINAL, DRAFT)
    assert drafts.load(ORIGINAL) == DRAFT
    drafts.save(ORIGINAL, None)
    assert drafts.load(ORIGINAL) is None
    assert Drafts(folder).load(ORIGINAL) is None


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"x" * (LARGEST + 1)])
def test_what_cannot_be_read_is_no_draft(tmp_path: Path, content: bytes) -> None:
    file(tmp_path).write_bytes(content)
    assert Drafts(tmp_path).load(ORIGINAL) is None


def test_a_failed_write_leaves_nothing_beside_the_drafts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError("full")

    drafts = Drafts(tmp_path)
    drafts.save(ORIGINAL, "one")
    monkeypatch.setattr(Path, "replace", refuse)
    drafts.save(ORIGINAL, "two")
    assert drafts.load(ORIGINAL) == "two"
    assert Drafts(tmp_path).load(ORIGINAL) == "one"
    assert [each.name for each in tmp_path.iterdir()] == [file(tmp_path).name]


def test_a_text_that_cannot_be_written_is_kept_in_memory(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    drafts.save(ORIGINAL, "lone \ud800")
    assert drafts.load(ORIGINAL) == "lone \ud800"
    assert Drafts(tmp_path).load(ORIGINAL) is None
    assert list(tmp_path.iterdir()) == []


def test_a_program_with_a_lone_surrogate_has_a_draft_or_none_but_never_raises(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    drafts.save("x = '\ud800'", DRAFT)
    assert drafts.load("x = '\ud800'") == DRAFT


# Several tutors


def test_two_tutors_do_not_write_over_each_others_draft(tmp_path: Path) -> None:
    one, two = Drafts(tmp_path), Drafts(tmp_path)
    for number in range(3):
        assert one.save(ORIGINAL, f"one {number}") is None
        assert two.save(ORIGINAL, f"two {number}") is None
    assert (one.load(ORIGINAL), two.load(ORIGINAL)) == ("one 2", "two 2")
    assert sorted(each.read_text() for each in tmp_path.glob("*.py")) == ["one 2", "two 2"]
    third = Drafts(tmp_path)
    assert third.load(ORIGINAL) == "two 2"
    third.save(ORIGINAL, None)
    assert third.load(ORIGINAL) == "one 2"
    third.save(ORIGINAL, None)
    assert third.load(ORIGINAL) is None
    assert list(tmp_path.iterdir()) == []
    assert (one.load(ORIGINAL), two.load(ORIGINAL)) == ("one 2", "two 2")


def test_two_tutors_go_on_with_one_draft(tmp_path: Path) -> None:
    Drafts(tmp_path).save(ORIGINAL, DRAFT)
    one, two = Drafts(tmp_path), Drafts(tmp_path)
    assert one.load(ORIGINAL) == two.load(ORIGINAL) == DRAFT
    one.save(ORIGINAL, "one")
    two.save(ORIGINAL, "two")
    two.save(ORIGINAL, None)
    assert Drafts(tmp_path).load(ORIGINAL) == "one"


def test_a_draft_that_another_tutor_has_gone_on_with_is_not_forgotten(tmp_path: Path) -> None:
    Drafts(tmp_path).save(ORIGINAL, DRAFT)
    one, two = Drafts(tmp_path), Drafts(tmp_path)
    assert one.load(ORIGINAL) == two.load(ORIGINAL) == DRAFT
    one.save(ORIGINAL, "one")
    two.save(ORIGINAL, None)
    assert Drafts(tmp_path).load(ORIGINAL) == "one"


def test_many_tutors_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("fcntl")
    monkeypatch.setattr(module, "PATIENCE", 600.0)

    def write(tutor: int) -> None:
        drafts = Drafts(tmp_path)
        for number in range(10):
            assert drafts.save(ORIGINAL, f"{tutor} {number}") is None

    tutors = [threading.Thread(target=write, args=(tutor,)) for tutor in range(MOST)]
    for tutor in tutors:
        tutor.start()
    for tutor in tutors:
        tutor.join()
    assert sorted(each.read_text() for each in tmp_path.glob("*.py")) == [f"{tutor} 9" for tutor in range(MOST)]
    late = Drafts(tmp_path)
    assert "lasts until you leave" in (late.save(ORIGINAL, "late") or "")
    assert late.load(ORIGINAL) == "late"


# What is said


@pytest.mark.parametrize("blocked", [blocked_by_a_file, blocked_by_no_name])
def test_what_cannot_be_kept_is_said(tmp_path: Path, blocked: Callable[[Path], Path]) -> None:
    note = Drafts(blocked(tmp_path)).save(ORIGINAL, DRAFT)
    assert note is not None
    assert "lasts until you leave" in note


def test_a_full_disk_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert "no space left on device" in (Drafts(tmp_path).save(ORIGINAL, DRAFT) or "")
    assert list(tmp_path.iterdir()) == []


def test_too_much_is_said(tmp_path: Path) -> None:
    assert "1,000,000 characters" in (Drafts(tmp_path).save(ORIGINAL, "x" * (LARGEST + 1)) or "")


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


def an_endless_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def a_huge_file(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(3 << 30)


@pytest.mark.skipif(os.name == "nt", reason="there are no pipes and devices here")
@pytest.mark.parametrize("make", [a_pipe, an_endless_device, a_huge_file])
def test_what_is_no_draft_is_left_alone(tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(file(tmp_path))
    drafts = Drafts(tmp_path)
    assert drafts.load(ORIGINAL) is None
    assert drafts.withheld(ORIGINAL) is None
    drafts.save(ORIGINAL, DRAFT)
    assert drafts.load(ORIGINAL) == DRAFT


# What crashes


def test_a_draft_under_suspicion_is_withheld(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    drafts.save(ORIGINAL, DRAFT)
    drafts.suspect(DRAFT)
    again = Drafts(tmp_path)
    assert again.load(ORIGINAL) is None
    assert again.withheld(ORIGINAL) == DRAFT
    again.save(ORIGINAL, "another\n")
    assert Drafts(tmp_path).load(ORIGINAL) == "another\n"
    assert Drafts(tmp_path).withheld(ORIGINAL) == DRAFT
    again.clear(DRAFT)
    again.save(ORIGINAL, None)
    assert Drafts(tmp_path).load(ORIGINAL) == DRAFT
    assert Drafts(tmp_path).withheld(ORIGINAL) is None


def test_a_suspicion_is_dropped_in_the_end(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    drafts.save(ORIGINAL, DRAFT)
    drafts.suspect(DRAFT)
    (mark,) = tmp_path.glob("*.suspect")
    os.utime(mark, (0, 0))
    assert Drafts(tmp_path).load(ORIGINAL) == DRAFT
    assert not mark.exists()


@given(st.binary(max_size=200), st.binary(max_size=200))
def test_any_bytes_are_borne(tmp_path_factory: pytest.TempPathFactory, first: bytes, second: bytes) -> None:
    folder = tmp_path_factory.mktemp("drafts")
    file(folder).write_bytes(first)
    (folder / f"{file(folder).stem}-2.py").write_bytes(second)
    drafts = Drafts(folder)
    found = drafts.load(ORIGINAL)
    assert found is None or found.encode() in (first, second)
    assert drafts.save(ORIGINAL, DRAFT) is None
    assert Drafts(folder).load(ORIGINAL) == DRAFT
