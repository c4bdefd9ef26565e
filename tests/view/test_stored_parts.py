"""What is stored into a part is there on the stage, be it an array, a list or a number; and what it is stored into."""

from __future__ import annotations

import pytest

from tui_tutor.view.numbers import in_brief
from view.opened import drawn, script

TEXT = """import numpy as np
a = np.zeros((3, 4))
v = np.arange(4.0)
idx = np.array([0, 2])
rows = [1.0, 2.0]
named = {"loss": [1 / 3]}
a[:, 1] = v[:3]
v[idx] = [8.5, 9.5]
rows[0] = 3.5
named["rate"] = 0.25
x = named["rate"]
rows.append(10 / 3)
"""


def stage(code: str) -> str:
    opened = script(TEXT)
    for at in range(1, 60):
        event = opened.moment(f"setup:{at}").event
        if event is not None and event.site.code == code:
            return "\n".join(line[50:119] for line in drawn(opened.state(f"setup:{at}"), 120, 40)[2:14])
    raise AssertionError(code)


@pytest.mark.few(3)
@pytest.mark.parametrize(
    ("code", "shown", "hidden"),
    [
        ("a[:, 1] = v[:3]", ("3×4[…] = 3,", "v[:3]", "⇠"), ("[ ", "⇠  ─▶")),
        ("v[idx] = [8.5, 9.5]", ("4,[2,] = list of 2", "[0 2]⇠[8.5, 9.5]─▶"), ()),
        ("rows[0] = 3.5", ("list[…] = 3.5", "Stored inside the list"), ("array",)),
        ('named["rate"] = 0.25', ("dict[…] = 0.25", "Stored inside the dict", "under this key"), ("array",)),
        ('named["rate"]', ("What is kept under this key is taken out.",), ("counting",)),
        ("rows.append(10 / 3)", ("is  +3.33333",), ("3.333333",)),
    ],
)
def test_the_stage_tells_what_goes_where(code: str, shown: tuple[str, ...], hidden: tuple[str, ...]) -> None:
    text = stage(code)
    assert all(words in text for words in shown), text
    assert not any(words in text for words in hidden), text


def test_numbers_are_short_in_whatever_holds_them_and_texts_stay() -> None:
    text = "{'loss 0.123456789': [0.3333333333333333, -2.5e-300], \"it's 1.23456789\": (1.23456789,)}"
    assert in_brief(text) == "{'loss 0.123456789': [0.333333, -2.5e-300], \"it's 1.23456789\": (1.23457,)}"
    names = "\n".join(drawn(script(TEXT).state("setup:19"), 120, 40))
    assert "named {'loss': [0.333333]" in names
