from __future__ import annotations

from pathlib import Path

from tui_tutor.lesson.keeper import Keeper
from tui_tutor.lesson.progress import Progress, Store, content_key

KEY = content_key("x = 1\n")


def test_closing_writes_the_latest(tmp_path: Path) -> None:
    keeper = Keeper(Store(tmp_path), KEY, lambda _note: None)
    for operation in range(1, 200):
        keeper.keep(Progress(position=f"0:{operation}"))
    keeper.close()
    progress, note = Store(tmp_path).load(KEY)
    assert note is None
    assert progress.position == "0:199"


def test_what_cannot_be_written_is_said_once(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    said: list[str] = []
    keeper = Keeper(Store(tmp_path / "file"), KEY, said.append)
    for operation in range(1, 20):
        keeper.keep(Progress(position=f"0:{operation}"))
    keeper.close()
    assert len(said) == 1


def test_closing_twice_is_fine(tmp_path: Path) -> None:
    keeper = Keeper(Store(tmp_path), KEY, lambda _note: None)
    keeper.close()
    keeper.close()
