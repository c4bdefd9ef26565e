"""The literals of a program's text, and another value in place of one."""

from __future__ import annotations

import re

import pytest
from engine_help import REPO, source_of

from tui_tutor.engine.text.source import Source
from tui_tutor.study.another import NotThisError, another
from tui_tutor.study.literals import Literal, literals
from tui_tutor.study.variation import Edit, edited, variation

EVERY = '''"""A text that is said, not used."""
rate: "float" = 0.1  # é
name = "é" + "relu"; cube = 2 ** -3
pair = [1, -2.5, True, None, b"bytes"]
print(f"{rate:.3f} {0.5}", 1e-3j, """two
lines""")


def step(x: 3, by=4) -> 5:
    """A text again."""
    match x:
        case 6:
            return pair[7] - 8
    return x if x else -y
'''


def the(text: str, source: Source) -> Literal:
    (found,) = [each for each in literals(source) if each.text == text]
    return found


def changed(text: str, old: str, typed: str) -> str:
    source = source_of(text)
    return edited(source, [another(source, the(old, source), typed)])


def test_every_literal_is_found_where_it_stands_but_what_says_nothing_to_the_run() -> None:
    found = literals(source_of(EVERY))
    told = ["0.1", '"é"', '"relu"', "2", "-3", "1", "-2.5", "True", "1e-3j", "4", "7", "8"]
    assert [each.text for each in found] == told
    assert all(source_of(EVERY).segment(each.span) == each.text for each in found)
    assert [each.value for each in found][4:8] == [-3, 1, -2.5, True]


@pytest.mark.parametrize(
    ("text", "old", "typed", "new"),
    [
        ("a = 0.1", "0.1", " 1/3 ", "a = 1/3"),
        ("a = 0.1", "0.1", "1e-3", "a = 1e-3"),
        ("a = 0.1", "0.1", "−.5", "a = -.5"),
        ("a = x ** 2", "2", "1/2", "a = x ** (1/2)"),
        ("a = 3 ** x", "3", "-2", "a = (-2) ** x"),
        ("a = x ** -3", "-3", "-2", "a = x ** -2"),
        ("a = x - 5", "5", "-2", "a = x - -2"),
        ("a = 2 * x", "2", "1+1", "a = (1+1) * x"),
        ("a = f(2, x)", "2", "1+1", "a = f(1+1, x)"),
        ("é = 'ß', 7; b = 1", "7", "8", "é = 'ß', 8; b = 1"),
        ("a = 1\r\nb = 2\rc = 3\n", "2", "4", "a = 1\r\nb = 4\rc = 3\n"),
        ("a = 7 * b", "7", "(1/3)  # a third", "a = 1/3 * b"),
        ("a = 7", "7", "(" * 60 + "1" + ")" * 60, "a = 1"),
        ("a = True", "True", "False", "a = False"),
        ("a = 'relu'", "'relu'", "tanh", "a = 'tanh'"),
        ("a = 'relu'", "'relu'", '"it\'s"', 'a = "it\'s"'),
        ("a = 1j", "1j", "2", "a = 2"),
        ("a = [-2.5, 1]", "-2.5", "2", "a = [2, 1]"),
    ],
)
def test_another_value_is_all_that_differs(text: str, old: str, typed: str, new: str) -> None:
    assert changed(text, old, typed) == new


@pytest.mark.parametrize(
    ("old", "typed", "words"),
    [
        ("0.1", "fast", "fast is no number"),
        ("0.1", "", "'' is no number"),
        ("0.1", "np.pi", "np.pi is no number"),
        ("0.1", "1 2", "'1 2' is no number"),
        ("0.1", "True", "True is no number"),
        ("0.1", "1/0", "divides by zero"),
        ("0.1", "9**9**9**9", "too large"),
        ("0.1", "2j", "2j is a complex number, and 0.1 is none"),
        ("0.1", "0.10", "that is the number that stands there"),
        ("0.1", "1" * 300, "more than 200 characters"),
        ("0.1", "1) + (2", "is no number"),
        ("True", "True", "type False"),
        ("True", "1", "'1' is neither True nor False"),
        ("'relu'", "relu", "that is the text that stands there"),
    ],
)
def test_what_cannot_stand_there_is_refused_in_words(old: str, typed: str, words: str) -> None:
    source = source_of("a, b, c = (0.1), True, 'relu'")
    with pytest.raises(NotThisError, match=re.escape(words)):
        another(source, the(old, source), typed)


@pytest.mark.slow
def test_every_number_of_the_lessons_can_be_another_one_and_nothing_else_differs() -> None:
    for path in sorted(REPO.glob("lessons/*/program.py")):
        source = Source.read(path)
        for each in literals(source):
            if each.is_number:
                edit = another(source, each, "123.5")
                new = edited(source, [edit])
                assert new.count("123.5") == source.text.count("123.5") + 1
                back = Source(source.path, new)
                (there,) = [one for one in literals(back) if one.text == "123.5"]
                assert edited(back, [Edit(there.span, each.text)]).replace("(", "") == source.text.replace("(", "")


def test_a_variation_shows_the_lines_that_differ() -> None:
    source = source_of("a = 1\nfor j in range(20):\n    a -= 0.5 * a\n    b = 0.5\n")
    edits = [Edit(each.span, "5.0") for each in literals(source) if each.text == "0.5"]
    made = variation(source, "half", edits, "Look.")
    assert made.changes == (("a -= 0.5 * a", "a -= 5.0 * a"), ("b = 0.5", "b = 5.0"))
    assert made.apply(source).text == source.text.replace("0.5", "5.0")
    assert made.apply(source).trust is None
