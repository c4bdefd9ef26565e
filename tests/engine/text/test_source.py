"""Where things stand in a text: in characters, whatever the text holds."""

from __future__ import annotations

from pathlib import Path

import pytest
from engine_help import opened, source_of

from tui_tutor.engine.text import guard
from tui_tutor.engine.text.problems import ProblemsError
from tui_tutor.engine.text.source import LARGEST_FILE, Source, Span
from tui_tutor.engine.watch.position import SETUP


def codes(text: str) -> list[tuple[str, int, int]]:
    """Each operation of a program's setup: its text, line and column."""
    events = opened(text).recording(SETUP).events
    return [(event.site.code, event.site.span.line, event.site.span.column) for event in events]


def test_columns_count_characters() -> None:
    text = "größe = 'äöü' + '😀'; länge = len(größe) + 1\n"
    assert codes(text) == [
        ("'äöü' + '😀'", 1, 8),
        ("größe = 'äöü' + '😀'", 1, 0),
        ("len(größe)", 1, 29),
        ("len(größe) + 1", 1, 29),
        ("länge = len(größe) + 1", 1, 21),
    ]


def test_tabs_and_wide_characters_are_one_character_each() -> None:
    text = "if 1 < 2:\n\ta = '宽' + '度'\n\tif a != '宽':\n\t\tb\t=\ta\n"
    assert codes(text) == [
        ("1 < 2", 1, 3),
        ("if 1 < 2", 1, 0),
        ("'宽' + '度'", 2, 5),
        ("a = '宽' + '度'", 2, 1),
        ("a != '宽'", 3, 4),
        ("if a != '宽'", 3, 1),
        ("b\t=\ta", 4, 2),
    ]


def test_expressions_over_several_lines_keep_their_lines() -> None:
    text = "a = (1 +\n     2 *\n     3)\nb = [\n  a\n][0]\n"
    assert codes(text) == [
        ("2 *\n     3", 2, 5),
        ("1 +\n     2 *\n     3", 1, 5),
        ("a = (1 +\n     2 *\n     3)", 1, 0),
        ("[\n  a\n][0]", 4, 4),
        ("b = [\n  a\n][0]", 4, 0),
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_kind(end: str) -> None:
    text = end.join(["#1 first", "a = (1 +", "     2)", "#2 second", "b = a", ""])
    source = source_of(text)
    assert source.lines == ["#1 first", "a = (1 +", "     2)", "#2 second", "b = a", ""]
    assert source.steps == [(1, 1), (2, 4)]
    assert codes(text)[0] == ("1 +\n     2", 2, 5)


def test_only_what_the_parser_takes_for_a_line_end_is_one() -> None:
    text = "a = 'x\x0cy\x0bz\u2028'\nb = a + 'c'\n"
    assert len(source_of(text).lines) == 3
    assert codes(text)[1] == ("a + 'c'", 2, 4)


@pytest.mark.parametrize(
    ("text", "headers"),
    [
        ("for i in [1]:\n    pass\n", ["for i in [1]"]),
        ("for i in [1] :  # why\n    pass\n", ["for i in [1]"]),
        ("for i in (\n    [1]\n):\n    pass\n", ["for i in (\n    [1]\n)"]),
        ("if (1 < 2): a = 1\n", ["if (1 < 2)"]),
        ("if 1 < 2:\n    a = 1\nelif 2 < 1:\n    a = 2\n", ["if 1 < 2"]),
        ("if 2 < 1:\n    a = 1\nelif 1 < 2:\n    a = 2\n", ["if 2 < 1", "elif 1 < 2"]),
        ("if {1: 2}[1]:\n    a = 1\n", ["if {1: 2}[1]"]),
        ("if 'a:b' == 'a:b':\n    a = 1\n", ["if 'a:b' == 'a:b'"]),
        ("if [1, 2][0:1]:\n    a = 1\n", ["if [1, 2][0:1]"]),
        ("def f(a, b=2, *, c={1: 2}):\n    pass\n", ["def f(a, b=2, *, c={1: 2})"]),
        ("def f():\n    pass\n", ["def f()"]),
        ("def f(a: int, b: int = 3) -> float:\n    pass\n", ["def f(a: int, b: int = 3) -> float"]),
        ("def f(\n    a,\n    b,\n):\n    pass\n", ["def f(\n    a,\n    b,\n)"]),
        ("while 1 > 2:\n    pass\na = 1\n", []),
    ],
)
def test_headers_stand_without_their_colon(text: str, headers: list[str]) -> None:
    # A second loop, with more turns, makes sure that the first is stepped through with the setup.
    engine = opened(text + "for main in range(99):\n    pass\n")
    kinds = ("loop", "branch", "define")
    found = [event.site.code for event in engine.recording(SETUP).events if event.kind.value in kinds]
    assert found == headers


def test_steps_are_comment_lines_and_nothing_else() -> None:
    text = (
        "# 1 has a blank\n#1 one\nx = 1  #2 behind code\ny = '''\n#2 in a string\n'''\n"
        "    #2 two, indented\n#4 not the next\n#3three\n#3 three\n#3 again\n#03 no\nz = 2\n#4\n#5, five\n#10 no\n"
    )
    assert source_of(text).steps == [(1, 2), (2, 7), (3, 10), (4, 14), (5, 15)]


def test_the_step_of_a_line() -> None:
    source = source_of("a = 1\n#1 x\nb = 1\n\n#2 y\nc = 1\n")
    assert [source.step_at(line) for line in range(1, 7)] == [None, 1, 1, 1, 2, 2]


def test_operations_inside_a_call_belong_to_the_step_of_the_call() -> None:
    engine = opened("#1 a\ndef f(x):\n    return x + 1\n#2 b\ny = f(2)\n#3 c\nz = f(f(3))\n")
    steps = [(event.site.code, event.step) for event in engine.recording(SETUP).events]
    assert steps == [
        ("def f(x)", 1),
        ("x + 1", 2),
        ("f(2)", 2),
        ("y = f(2)", 2),
        ("x + 1", 3),
        ("f(3)", 3),
        ("x + 1", 3),
        ("f(f(3))", 3),
        ("z = f(f(3))", 3),
    ]


def test_a_span_and_its_text() -> None:
    source = source_of("é = 1\nff = 2\n")
    assert source.segment(Span(1, 0, 1, 1)) == "é"
    assert source.segment(Span(1, 4, 2, 2)) == "1\nff"
    assert source.column(1, len("é = ".encode())) == 4


# Reading files


def said(path: Path) -> str:
    with pytest.raises(ProblemsError) as caught:
        Source.read(path).tree  # noqa: B018
    problem = caught.value.problems[0]
    assert problem.path == str(path)
    return f"{problem.line}:{problem.column} {problem.message}"


def test_files_in_the_encoding_they_declare(tmp_path: Path) -> None:
    path = tmp_path / "latin.py"
    path.write_bytes("# -*- coding: latin-1 -*-\na = 'ä'\n".encode("latin-1"))
    assert Source.read(path).lines[1] == "a = 'ä'"
    path.write_bytes(b"\xef\xbb\xbfa = 1\n")
    assert Source.read(path).lines[0] == "a = 1"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"a = '\xff'\n", "cannot be decoded"),
        (b"a = 1\0\n", "is not text: it holds a zero byte"),
        (b"#" * (LARGEST_FILE + 1), "is larger than 1,000,000 bytes"),
        (b"# coding: nonsense\n", "cannot be decoded"),
        (b"a = 1\nb = (2\n", "2:4 Python cannot read this"),
        (b"a = 1\n  b = 2\n", "Python cannot read this: unexpected indent"),
    ],
)
def test_files_that_cannot_be_read(data: bytes, message: str, tmp_path: Path) -> None:
    path = tmp_path / "program.py"
    path.write_bytes(data)
    assert message in said(path)


def test_files_that_are_not_there(tmp_path: Path) -> None:
    assert "no such file" in said(tmp_path / "none.py")
    assert "is a folder" in said(tmp_path)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"# coding: undefined\nx = 1\n", ":1:1: cannot be decoded: "),
        (b"# coding: hex\nx = 1\n", ":1:1: cannot be decoded: "),
        (b"#!python\n# coding: nonsense\n", ":2:1: cannot be decoded: unknown encoding: nonsense; save it as UTF-8"),
        (b"\xef\xbb\xbf# coding: latin-1\n", ":1:1: cannot be decoded: "),
        ("x = 1\n".encode("utf-16"), ":1:1: is UTF-16 text; save it as UTF-8"),
        ("x = 1\n".encode("utf-32"), ":1:1: is UTF-32 text; save it as UTF-8"),
        ("x = 1\n".encode("utf-16-le"), ": is not text: it holds a zero byte; save it as UTF-8"),
        ("é = 1\nyé = '".encode() + b"\xff'", ":2:7: cannot be decoded as UTF-8: invalid start byte (0xff)"),
        (b"# coding: ascii\n# \xe9\nx = 1\n", ":2:3: cannot be decoded as ASCII: ordinal not in range(128) (0xe9)"),
        ("x = '\u2028\n".encode(), ":1:5: Python cannot read this: unterminated string literal"),
        ("é = '漢' + \u2028 1\n".encode(), ":1:11: Python cannot read this: invalid non-printable character U+2028"),
        (b"x = 1 \x0b + 1\n", ":1:"),
        ("\ufeff\ufeffx = 1\n".encode(), ":1:1: Python cannot read this: invalid non-printable character U+FEFF"),
        (b"# coding: raw_unicode_escape\nx = '\\ud800'\n", ":1:1: Python cannot read this: "),
        (b"# coding: utf-7\nx = '+AAA-'\n", ":"),
    ],
)
def test_texts_that_are_none(data: bytes, message: str, tmp_path: Path) -> None:
    path = tmp_path / "program.py"
    path.write_bytes(data)
    try:
        problems = guard.check(Source.read(path))
    except ProblemsError as error:
        problems = error.problems
    assert str(problems[0]).removeprefix(str(path)).startswith(message)


@pytest.mark.parametrize(
    ("before", "column"),
    [
        ("", 0),
        ("if 1:\n \t", 2),
        ("'é漢\u0301';", 6),
        ("'\u202e\u05d0\u05d1';", 6),
        ("'\u200b\ufeff\x1b\x7f';", 7),
        ("\x0c", 1),
        ("'a\tb';\t", 7),
        ("'''\x0b\x85\u2028\r\r\n\x1c''';", 5),
        ("x = 1\r", 0),
        ("# \u2028 \x0b \x0c\r\n", 0),
    ],
)
def test_columns_are_counted_in_characters(before: str, column: int) -> None:
    source = Source("program.py", f"{before}open('x')\n")
    [problem] = guard.check(source)
    assert problem.column == column
    assert source.lines[problem.line - 1][problem.column :].startswith("open(")
