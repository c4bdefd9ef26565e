from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui_tutor.view.lines import Line, clip, cut_left, line, pad, text_of, width, wrap
from tui_tutor.view.signs import shown, shown_lines, sign

ANY = st.text(st.characters(exclude_categories=[]), max_size=40)
ODD = st.text(st.sampled_from("ab \t\x1b\x07\x9b\u202e\u200b\u3000\u00a0漢é\u0301\x1c\x85\u2028"), max_size=40)


@given(ANY)
def test_nothing_that_a_terminal_obeys_is_left(text: str) -> None:
    assert shown(text).isprintable()
    assert "\n".join(map(shown, text.split("\n"))) == shown_lines(text)
    assert not any(unicodedata.category(each) in ("Cc", "Cf", "Cs", "Zl", "Zp") for each in shown(text))


def test_every_character_has_one_sign_of_one_cell() -> None:
    odd = [chr(code) for code in range(0x11000) if not chr(code).isprintable() and chr(code) != "\t"]
    assert {(len(sign(each)), cell_len(sign(each))) for each in odd} == {(1, 1)}
    assert [sign(each) for each in "\x00\x1b\x7f\x9b\u202e\ufeff \u00a0\n\t"] == [*"␀␛␡���   ", "    "]


@given(ODD, st.integers(1, 30))
def test_lines_are_measured_as_they_are_drawn(text: str, cells: int) -> None:
    def drawn(pieces: Line) -> int:
        return cell_len(shown(text_of(pieces)))

    whole = line((text, "text"))
    assert width(whole) == drawn(whole)
    assert drawn(clip(whole, cells)) <= cells
    assert drawn(pad(whole, cells)) == cells
    assert drawn(cut_left(whole, cells)) == max(0, drawn(whole) - cells)
    assert all(drawn(each) <= max(2, cells) for each in wrap(whole, cells))


@given(st.text(st.sampled_from("a漢\u0301\x1b"), max_size=60), st.integers(2, 9))
def test_a_long_word_is_broken_and_nothing_is_lost(text: str, cells: int) -> None:
    rows = wrap(line((text[:5], "text"), (text[5:], "strong")), cells)
    assert shown("".join(map(text_of, rows))) == shown(text)
    assert all(cells - 1 <= width(each) <= cells for each in rows[:-1])


@pytest.mark.parametrize(
    ("code", "rows"),
    [
        ("history.append(loss)", ["history", ".append(loss)"]),
        ("reversed(self.layers)", ["reversed(self", ".layers)"]),
        ("np.dot(l0,syn0)", ["np.dot(l0,", "syn0)"]),
        ("[0.123456,0.25]", ["[0.123456,0.25", "]"]),
        ("averyveryverylongname", ["averyveryveryl", "ongname"]),
    ],
)
def test_code_is_broken_between_its_parts(code: str, rows: list[str]) -> None:
    assert [text_of(each) for each in wrap(line((code, "text")), 14)] == rows


def test_a_text_without_blanks_is_soon_wrapped() -> None:
    began = time.process_time()
    assert len(wrap(line(("漢" * 100_000, "prose")), 40)) == 5_000
    # A watchdog: where each row looks at all that is left, this takes minutes.
    assert time.process_time() - began < 20
