from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_tutor.lesson.drafts import LARGEST, Drafts
from tui_tutor.lesson.progress import content_key

ORIGINAL = "x = 1\n"
OTHER = "y = 2\n"
DRAFT = "x = 1\nprint('ünfinished\n"

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


def file(folder: Path, original: str = ORIGINAL) -> Path:
    return folder / f"{content_key(original, '')}.py"


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
