"""Plotting something else: the answer brings all of the new curve, and nothing that was sent of the old one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from talk import script, talk
from test_session import Talk

from tui_tutor.lesson.model import Curve
from tui_tutor.runner.protocol import GoTo, Iterate, Plot, Progress

TEXT = "x = 0\ntotal = 0\nfor j in range(400):\n    x = j % 7\n    total += x\n"


def test_the_answer_brings_all_of_another_curve() -> None:
    asked = Talk(script(TEXT))
    assert not asked.ask(Iterate(1, 250, True)).curve
    answer = asked.ask(Plot(2, "x", None))
    assert answer.is_plotted_anew
    assert [each.text for each in answer.plotted] == ["x"]
    assert answer.curve[:9] == tuple((j, float(j % 7)) for j in range(9))
    assert answer.moment.error == 248 % 7
    assert all(not each.curve for each in asked.sent if isinstance(each, Progress))
    more = asked.ask(Iterate(3, 100, True))
    assert not more.plotted
    assert [at for at, _ in more.curve] == [*range(max(answer.curve)[0] + 10, 350, 10)]
    assert str(asked.ask(GoTo(4, "error > 5", True)).moment.position).startswith("349:")


def test_what_is_refused_brings_nothing_and_what_is_taken_away_brings_the_own_one() -> None:
    asked = Talk(replace(script(TEXT), curve=Curve("total", "total")))
    asked.ask(Iterate(1, 20, True))
    refused = asked.ask(Plot(2, "[x]", "total"))
    assert not refused.is_plotted_anew
    assert not refused.curve
    asked.ask(Plot(3, "x", "total"))
    again = asked.ask(Plot(4, None, "total"))
    assert again.is_plotted_anew
    assert again.curve[2] == (2, 3.0)


@pytest.mark.slow
def test_a_process_that_is_started_again_plots_the_same() -> None:
    with talk(script(TEXT)) as there:
        there.arrived()
        there.client.plot("x")
        assert there.arrived().is_plotted_anew
        there.client.plot("lost")
        assert there.arrived().plotted[0].why_not
        assert there.client._open().curve == "x"
        there.client.plot(None)
        there.arrived()
        assert there.client._open().curve is None
