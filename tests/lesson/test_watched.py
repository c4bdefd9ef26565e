"""What `#watch` lines say: what is pinned, and what is wrong with those that cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui_tutor.commands.check import run as check
from tui_tutor.engine.text.source import Source
from tui_tutor.lesson.watched import unwatchable, watched

HEAD = "import numpy as np\ndef f(given):\n    own = given\n    return own\nw = np.ones(2)\n"


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("#watch w[0]", ""),
        ("#watch np.max(w) + len(w)", ""),
        ("#watch own + given", ""),
        ("  #watch w[0", "p.py:6:11: #watch: this cannot be read"),
        ("#watch w - miss", "p.py:6:12: #watch: the program has no name 'miss'"),
        ("#watch 'é' + miss", "p.py:6:14: #watch: the program has no name 'miss'"),
        ("#watch w.sort()", "p.py:6:8: #watch: "),
        ("#watch open('x')", "p.py:6:8: #watch: "),
    ],
)
def test_what_cannot_be_watched_is_said_where_it_stands(line: str, wanted: str) -> None:
    found = [str(each) for each in unwatchable(Source("p.py", HEAD + line + "\n"))]
    assert len(found) == bool(wanted), found
    assert all(each.startswith(wanted) for each in found), found


def test_so_many_are_kept_in_sight() -> None:
    source = Source("p.py", HEAD + "".join(f"#watch w[0] + {at % 9}\n" for at in range(12)))
    assert len(watched(source)) == 9
    assert [str(each) for each in unwatchable(source)] == ["p.py:14:8: #watch: 8 expressions are kept in sight at most"]


def test_check_tells_of_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "p.py"
    path.write_text(HEAD + "#watch missing\n#watch w\n")
    assert check([str(path)], 20.0) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines()[0] == f"{path}:6:8: #watch: the program has no name 'missing'"
