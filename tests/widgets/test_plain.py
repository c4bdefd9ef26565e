from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.widgets.text_area import Document

from tui_tutor.view.signs import shown_lines
from tui_tutor.widgets.editor import StandIns
from tui_tutor.widgets.plain import Harmless, plain

ANY = st.text(st.characters(exclude_categories=[]), max_size=40)
ODD = st.text(st.sampled_from("ab\t\n\r\x00\x1b\x9b\u202e\u2028\x85\x0b\x0c\u00a0\U00100000\U00100001\U00100002"))
MARKUP = st.text(st.sampled_from("[]/@#$\\a=b'\"( )"))


@given(MARKUP)
def test_brackets_are_brackets(text: str) -> None:
    content = plain(text)
    assert (content.plain, list(content.spans)) == (shown_lines(text), [])


@given(ANY)
def test_the_last_gate_keeps_the_width_and_lets_nothing_through(text: str) -> None:
    [segment] = Harmless().apply([Segment(text)], Color(0, 0, 0))
    assert segment.text.isprintable()
    assert cell_len(segment.text) == cell_len(text)


@given(ANY | ODD)
def test_what_is_edited_is_what_was_there(text: str) -> None:
    stand_ins = StandIns()
    held = stand_ins.hold(text)
    assert stand_ins.meant(held) == text
    assert len(held) == len(text)
    assert all(each.isprintable() or each in "\t\n\r" for each in stand_ins.drawn(held))
    # The document takes lines apart at more than newlines, and puts all together with one line end.
    assert stand_ins.meant(Document(held).text) == text


@given(ODD, ODD)
def test_what_is_typed_into_it_stays_as_well(text: str, typed: str) -> None:
    stand_ins = StandIns()
    held = stand_ins.hold(text)
    more = stand_ins.hold_typed(typed)
    assert stand_ins.meant(held) == text
    assert stand_ins.hold_typed(held + more) == held + more
    if not any(each >= "\U00100000" for each in typed):
        assert stand_ins.meant(more) == typed
