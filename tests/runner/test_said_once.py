"""What draws elsewhere, and the clock that stands still: each is said once, where the learner comes to it."""

from __future__ import annotations

from talk import script
from test_session import Talk

from tui_tutor.engine.watch.moves import Move
from tui_tutor.runner.protocol import MoveBy
from tui_tutor.study.elsewhere import CLOCK, DRAWS

TEXT = """import time
import matplotlib.pyplot as plt
x = 1
start = time.time()
plt.plot([x])
for j in range(2):
    plt.plot([j])
    spent = time.time() - start
"""


def test_each_is_said_once_at_the_first_such_operation() -> None:
    talk = Talk(script(TEXT))
    said = []
    for number in range(1, 40):
        arrived = talk.ask(MoveBy(number, Move.FORWARD, True))
        event = arrived.moment.event
        if event is not None and arrived.note in (DRAWS, CLOCK):
            said.append((event.site.code, arrived.note))
    assert said == [("time.time()", CLOCK), ("plt.plot([x])", DRAWS)]
    assert talk.place.startswith("1:")
