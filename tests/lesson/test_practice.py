"""What a lesson gives to do: what-ifs, inputs, a glossary and questions, and what can be wrong with them."""

from __future__ import annotations

from pathlib import Path

import pytest
from lesson_files import LESSON, write_lesson
from practised import HUGE, TOML, problems, toml

from tui_tutor.engine.text.problems import ProblemsError
from tui_tutor.engine.text.source import Source
from tui_tutor.lesson.load import load
from tui_tutor.lesson.model import Inputs, WhatIf
from tui_tutor.quiz.question import Ask, Question

PAIRS = 'a list of pairs, such as [["seed(1)", "seed(2)"]]'

CHANGE = 'change = [["-2.0", "2.0"]]\n'

GOOD = """
[[what_if]]
name = "both plus"
change = [["-2.0", "2.0"], ["range(3)", "range(4)"]]
notice = "Both   grow."

[[what_if]]
name = "no doubling"
mistake = true
change = [["    x = x + x\\n", "    pass\\n"]]
notice = "Nothing happens."

[inputs]
data = "x"
output = "x"
values = [0, 0.5, 1]

[glossary]
row = "Numbers beside each other."
"dot product" = '''Rows meet
 columns.'''
"""

STEP = """+++
title = "The row"

[[questions]]
ask = "Which is the larger one?"
choices = ["1", "-2"]
answer = "1"
why = "1 is above 0, -2 is not."

[[questions]]
ask = "What is their sum?"
number = -1
tolerance = 0.25
why = "1 - 2 = -1."
+++

A row.
"""


def toml_problems(tmp_path: Path, text: str) -> list[str]:
    return problems(tmp_path, {"lesson.toml": TOML + text})


def test_a_lesson_with_all_of_them(tmp_path: Path) -> None:
    lesson = load(write_lesson(tmp_path, {"lesson.toml": TOML + GOOD, "01_row.md": STEP}))
    assert lesson.what_ifs == (
        WhatIf("both plus", (("-2.0", "2.0"), ("range(3)", "range(4)")), "Both grow."),
        WhatIf("no doubling", (("    x = x + x\n", "    pass\n"),), "Nothing happens.", True),
    )
    assert lesson.inputs == Inputs("x", "x", (0.0, 0.5, 1.0))
    assert lesson.glossary == {"row": "Numbers beside each other.", "dot product": "Rows meet columns."}
    text = lesson.text(1)
    assert text is not None
    assert text.questions == (
        Question(Ask.LESSON, "Which is the larger one?", "", "1", "1 is above 0, -2 is not.", ("1", "-2")),
        Question(Ask.LESSON, "What is their sum?", "", "−1", "1 - 2 = -1.", tolerance=0.25),
    )


def test_a_lesson_with_none_of_them(tmp_path: Path) -> None:
    lesson = load(write_lesson(tmp_path))
    assert (lesson.what_ifs, lesson.inputs, lesson.glossary) == ((), None, {})
    text = lesson.text(1)
    assert text is not None
    assert text.questions == ()


def test_what_is_left_out(tmp_path: Path) -> None:
    lesson = toml('[inputs]\ndata = "x"\noutput = "x"\n', tmp_path)
    assert lesson.inputs == Inputs("x", "x", (0.0, 1.0))
    fields = 'ask = "How much?"\nnumber = 3\nwhy = "So."\n'
    text = load(write_lesson(tmp_path, {"01_row.md": f'+++\ntitle = "A"\n[[questions]]\n{fields}+++\nA.\n'})).text(1)
    assert text is not None
    assert [question.tolerance for question in text.questions] == [0.0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "[[what_if]]\n",
            [
                '1: [[what_if]] needs a line `name = "…"`',
                '1: [[what_if]] needs a line `notice = "…"`',
                f"1: [[what_if]] needs a line `change = …`, {PAIRS}",
            ],
        ),
        ("what_if = 3\n", ["1: what_if must be tables: for each a line [[what_if]], and its fields below"]),
        ("[what_if]\n", ["1: what_if must be tables: for each a line [[what_if]], and its fields below"]),
        (
            f'[[what_if]]\nname = 3\nnotice = ""\n{CHANGE}',
            ["2: [[what_if]] name must be text in quotes", "3: [[what_if]] notice must be text in quotes"],
        ),
        (
            f'[[what_if]]\nname = "a"\nnotice = "b"\n{CHANGE}mistake = "yes"\n',
            ["5: [[what_if]] mistake must be true or false"],
        ),
        (
            f'[[what_if]]\nname = "a"\nnotice = "b"\n{CHANGE}note = "c"\n',
            ["5: [[what_if]] unknown field 'note'; there are: change, mistake, name, notice"],
        ),
        (
            f'[[what_if]]\nname = "a"\nnotice = "b"\n{CHANGE}\n[[what_if]]\nname = "a"\nnotice = "c"\n{CHANGE}',
            ["7: [[what_if]] there are two with the name 'a'"],
        ),
    ],
)
def test_wrong_what_ifs(tmp_path: Path, text: str, expected: list[str]) -> None:
    assert toml_problems(tmp_path, text) == expected


@pytest.mark.parametrize(
    "change",
    ["3", '"x"', "[]", '["x", "y"]', '[["x"]]', '[["x", "y", "z"]]', '[["x", 3]]', '[["", "y"]]', '[["x", "y"], "z"]'],
)
def test_changes_that_are_no_pairs(tmp_path: Path, change: str) -> None:
    found = toml_problems(tmp_path, f'[[what_if]]\nname = "a"\nnotice = "b"\nchange = {change}\n')
    assert found == [f"4: [[what_if]] change must be {PAIRS}"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ('[["x = y", "x = 1"]]', "the text 'x = y' is not in the program"),
        ('[["x", "z"]]', "the text 'x' is in the program more than once"),
        ('[["-2.0", "2.0"], ["-2.0", "3.0"]]', "the text '-2.0' is not in the program"),
        ('[["-2.0", "1.0"], ["1.0", "3.0"]]', "the text '1.0' is in the program more than once"),
    ],
)
def test_texts_that_are_not_there_once(tmp_path: Path, change: str, message: str) -> None:
    text = f'[[what_if]]\nname = "a"\nnotice = "b"\nchange = {change}\n'
    assert toml_problems(tmp_path, text) == [f"4: [[what_if]] {message}"]


@pytest.mark.parametrize(
    ("change", "line"),
    [
        ('[["#1 A row", "import socket"]]', 1),
        ('[["x = [1.0, -2.0]", "x = open(3)"]]', 2),
        ('[["x = x + x", "x = (1"]]', 5),
    ],
)
def test_a_change_that_the_guard_refuses(tmp_path: Path, change: str, line: int) -> None:
    found = toml_problems(tmp_path, f'[[what_if]]\nname = "a"\nnotice = "b"\nchange = {change}\n')
    assert found
    for each in found:
        assert each.startswith(f"4: [[what_if]] after this change line {line} is refused: "), each


def test_what_is_wrong_with_the_second_what_if(tmp_path: Path) -> None:
    good = f'[[what_if]]\nname = "a"\nnotice = "b"\n{CHANGE}'
    bad = '[[what_if]]\nname = "c"\nnotice = "d"\nchange = [["none", "there"]]\n'
    assert toml_problems(tmp_path, good + bad) == ["8: [[what_if]] the text 'none' is not in the program"]


def test_a_change_does_not_refuse_a_program_that_is_refused_itself(tmp_path: Path) -> None:
    text = f'[[what_if]]\nname = "a"\nnotice = "b"\n{CHANGE}'
    changed: dict[str, str | bytes | None] = {
        "lesson.toml": TOML + text,
        "program.py": "#1 A\nimport socket\n#2 B\nx = 1\n",
    }
    assert not any("what_if" in each for each in problems(tmp_path, changed))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "[inputs]\n",
            ['1: [inputs] needs a line `data = "…"`', '1: [inputs] needs a line `output = "…"`'],
        ),
        ("[[inputs]]\n", ["1: inputs must be a table: a line [inputs], and its fields below"]),
        (
            '[inputs]\ndata = "z"\noutput = "x"\n',
            ["2: [inputs] the program has no name 'z'"],
        ),
        (
            '[inputs]\ndata = "x"\noutput = 3\nsize = 2\n',
            [
                "4: [inputs] unknown field 'size'; there are: data, output, values",
                "3: [inputs] output must be text in quotes",
            ],
        ),
        *(
            (
                f'[inputs]\ndata = "x"\noutput = "x"\nvalues = {values}\n',
                ["4: [inputs] values must be a list of at least two numbers, such as [0, 1]"],
            )
            for values in ("3", "[]", "[1]", '["a", "b"]', "[true, false]", "[[0], [1]]")
        ),
    ],
)
def test_wrong_inputs(tmp_path: Path, text: str, expected: list[str]) -> None:
    assert toml_problems(tmp_path, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[[glossary]]\n", ["1: glossary must be a table: a line [glossary], and its fields below"]),
        ('[glossary]\nrow = "A row."\ncolumn = 3\n', ["3: [glossary] column must be text in quotes"]),
        ('[glossary]\n"dot product" = " "\n', ["2: [glossary] dot product must be text in quotes"]),
    ],
)
def test_wrong_glossaries(tmp_path: Path, text: str, expected: list[str]) -> None:
    assert toml_problems(tmp_path, text) == expected


def test_a_change_is_applied() -> None:
    source = Source("program.py", "x = 1\ny = 2\n")
    changed = WhatIf("a", (("x = 1", "x = 5"), ("x = 5\ny = 2", "x = 6")), "b").apply(source)
    assert (changed.path, changed.text) == ("program.py", "x = 6\n")
    assert source.text == "x = 1\ny = 2\n"


@pytest.mark.parametrize(
    ("old", "message"),
    [("z", "the text 'z' is not in the program"), ("=", "the text '=' is in the program more than once")],
)
def test_a_change_that_does_not_fit(old: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        WhatIf("a", ((old, "b"),), "c").apply(Source("program.py", "x = 1\ny = 2\n"))


OTHERS = (
    "true",
    "1979-05-27",
    "07:32:00",
    '"text"',
    "[]",
    "[[[[[]]]]]",
    "{}",
    "{ a = { b = 1 } }",
    "[1979-05-27]",
    "''",
)


@pytest.mark.parametrize("value", [*HUGE, *OTHERS])
@pytest.mark.slow
def test_no_value_of_any_field_is_a_fault_of_ours(value: str, tmp_path: Path) -> None:
    fields = {
        "": (
            "format",
            "title",
            "summary",
            "axes",
            "names",
            "curve",
            "milestones",
            "gaps",
            "inputs",
            "what_if",
            "glossary",
        ),
        "axes": ("x",),
        "names": ("x",),
        "curve": ("expression", "label"),
        "gaps": ("target", "prediction"),
        "inputs": ("data", "output", "values"),
        "glossary": ("x",),
        "survey": ("data", "target", "questions", "answer", "grid"),
        "[milestones]": ("at", "words"),
        "[what_if]": ("name", "change", "notice", "mistake"),
    }
    for table, names in fields.items():
        for name in names:
            head = f"[{table}]\n" if table else ""
            text = f"{LESSON['lesson.toml'] if table else ''}{head}  {name} = {value}\n"
            line = text.count("\n")
            with pytest.raises(ProblemsError) as raised:
                load(write_lesson(tmp_path, {"lesson.toml": text + "unknown = 1\n"}))
            assert all(problem.line <= line + 1 for problem in raised.value.problems)
            if value in HUGE and (table, name) != ("axes", "x"):
                found = [each for each in raised.value.problems if (each.line, each.column) == (line, 2)]
                assert [len(each.message) < 300 for each in found] == [True]
