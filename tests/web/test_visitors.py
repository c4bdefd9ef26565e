from __future__ import annotations

import stat
from pathlib import Path

import pytest

from tui_tutor.web import visitors
from tui_tutor.web.session import _environment
from tui_tutor.web.visitors import Visitors, is_token, new_token


def test_a_cookie_leads_to_its_own_folder(tmp_path: Path) -> None:
    everyone = Visitors(tmp_path)
    one, other = new_token(), new_token()
    first = everyone.of(one)
    assert everyone.of(one) is first
    assert everyone.of(other).folder != first.folder
    assert first.folder.parent == tmp_path
    assert stat.S_IMODE(first.folder.stat().st_mode) == 0o700
    # Who can list the folders knows nobody's cookie.
    assert one not in str(first.folder)


@pytest.mark.parametrize("token", [None, "", "a", "../../etc", "A" * 44, "/" * 43, f"{'A' * 42}\n"])
def test_a_cookie_that_is_not_ours_is_none(token: str | None, tmp_path: Path) -> None:
    assert not is_token(token)
    everyone = Visitors(tmp_path)
    assert everyone.of(token) is not everyone.of(token)
    assert len(list(tmp_path.iterdir())) == 2


def test_those_who_came_first_are_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visitors, "MOST", 3)
    everyone = Visitors(tmp_path)
    tokens = [new_token() for _ in range(5)]
    first = everyone.of(tokens[0])
    first.pages = 1
    second = everyone.of(tokens[1])
    for token in tokens[2:]:
        everyone.of(token)
    assert len(list(tmp_path.iterdir())) == 3
    assert first.folder.exists()
    assert not second.folder.exists()
    assert everyone.of(tokens[0]) is first


def test_what_a_tutor_keeps_lies_in_its_visitor_s_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOYTUTOR_CONFIG", str(tmp_path / "the host's.toml"))
    told = _environment(tmp_path / "visitor", (80, 24))
    for name in ("TOYTUTOR_STATE", "TOYTUTOR_CONFIG"):
        assert Path(told[name]).is_relative_to(tmp_path / "visitor")
