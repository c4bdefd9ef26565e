"""What draws and what asks the clock is known from the text."""

from __future__ import annotations

import pytest

from tui_tutor.engine.text.elsewhere import clock_calls, drawing_lines
from tui_tutor.engine.text.source import Source, Trust

PLOTS = """import numpy as np
import matplotlib.pyplot as plt
from pylab import figure
fig, axes = plt.subplots(1, 2)
for ax in axes:
    ax.plot([1, 2])
counts, edges, _ = plt.hist(np.ones(3))
total = counts.sum()
axes[0].set_title("a")
figure()
line = plt.plot([1])
line = 3
print(line)
plt = 0
"""


def test_the_lines_that_do_nothing_but_draw() -> None:
    text = PLOTS.replace("plt = 0\n", "")
    assert drawing_lines(Source("a.py", text)) == {4, 6, 9, 10, 11}
    assert drawing_lines(Source("a.py", text, Trust("a.py"))) == set()
    # What a name of the program's own stands for nobody knows.
    assert drawing_lines(Source("a.py", PLOTS)) == {10}
    assert drawing_lines(Source("a.py", "import (")) == set()


@pytest.mark.parametrize(
    ("text", "calls"),
    [
        ("import time\nt = time.time() - 3\n", {(2, "time.time()")}),
        ("from time import perf_counter as clock\nx = clock()\n", {(2, "clock()")}),
        ("import datetime as d\nx = d.datetime.now()\n", {(2, "d.datetime.now()")}),
        ("from datetime import date, datetime\nx = date.today(), datetime(2001, 1, 1)\n", {(2, "date.today()")}),
        ("import time\ntime.sleep(1)\nx = time.strftime('%H')\n", {(2, "time.sleep(1)"), (3, "time.strftime('%H')")}),
        ("import time\nx = time.ctime(0)\ny = time.strftime('%H', time.gmtime(0))\n", set()),
        ("class C:\n    def time(self):\n        return 1\ntime = C()\nx = time.time()\n", set()),
    ],
)
def test_the_calls_that_ask_the_clock(text: str, calls: set[tuple[int, str]]) -> None:
    assert clock_calls(Source("a.py", text)) == calls
    assert clock_calls(Source("a.py", text, Trust("a.py"))) == set()
