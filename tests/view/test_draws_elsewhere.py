"""What draws elsewhere is told on the stage, in its rule and beside its line."""

from __future__ import annotations

from tui_tutor.view.numbers import brief
from view.opened import drawn, script

TEXT = """import matplotlib.pyplot as plt
import numpy as np
x = np.ones(3)
fig, ax = plt.subplots()
plt.plot(x, 2 * x)
ax.set_title("this title is so long that nothing has room beside it in any listing of an ordinary terminal")
for j in range(2):
    x = x + 1
"""


def test_an_operation_that_draws_says_that_it_does_so_elsewhere() -> None:
    opened = script(TEXT)
    place = next(
        f"setup:{at}"
        for at in range(1, 20)
        if (event := opened.moment(f"setup:{at}").event) is not None and event.site.code.startswith("plt.plot(")
    )
    lines = drawn(opened.state(place), 120, 40)
    text = "\n".join(lines)
    assert "plot((3,), (3,)) → elsewhere" in text
    assert "Draws elsewhere: no window opens here, and no number changes." in text
    assert "⤷ drawn elsewhere" in text
    assert "<drawn elsewhere>" not in text
    beside = [line for line in lines if "draws elsewhere" in line]
    assert [line.split("│")[1].split()[0] for line in beside] == ["4", "▸"]


def test_a_number_of_many_digits_has_no_zeros_that_are_none() -> None:
    assert [brief(each) for each in (1e9, 1234567890.123, 1.23456789e-9, -2e20, 123456.789, 0.1 + 0.2)] == [
        "+1e9",
        "+1.23457e9",
        "+1.23457e−9",
        "−2e20",
        "+123457.0",
        "+0.3",
    ]
