"""Programs of Python 2 are told as such, line by line; a slip in one of Python 3 is not."""

from __future__ import annotations

import ast

import pytest

from tui_tutor.engine.text import guard, python2
from tui_tutor.engine.text.source import Source

FORMS = {
    "print x": "print(x)",
    "print": "print()",
    'print "%d" % x, x': 'print("%d" % x, x)',
    "print x,": 'print(x, end=" ")',
    "print >>f, x, y": "print(x, y, file=f)",
    "print >>f": "print(file=f)",
    "print (x), y": "print((x), y)",
    "print x, (1,\n    2)": "print(x, (1,\n    2))",
    "y = 1; print y; z = 2": "y = 1; print(y); z = 2",
    'exec "x = 1" in d': 'exec("x = 1", d)',
    "try: pass\nexcept ValueError, e: pass": "try: pass\nexcept ValueError as e: pass",
    "try: pass\nexcept (A, B), e: pass": "try: pass\nexcept (A, B) as e: pass",
    'raise ValueError, "no"': 'raise ValueError("no")',
    "y = `x`": "y = repr(x)",
    "y = x <> 2": "y = x != 2",
    "y = 0777 + 10L": "y = 0o777 + 10",
    "print `x`, unicode(x)": "print(repr(x), str(x))",
    "if d.has_key(x): print raw_input()": "if x in d: print(input())",
}


@pytest.mark.parametrize("old", [*FORMS])
def test_each_form_is_written_anew(old: str) -> None:
    text = f"# print this\nw = 'print that'\n{old}\nprint w\n"
    found = python2._outermost(python2.changes(text))
    assert python2._mended(text, found) == f"# print this\nw = 'print that'\n{FORMS[old]}\nprint(w)\n"
    assert ast.parse(python2._mended(text, found))


def test_a_program_of_python_2_is_told_line_by_line() -> None:
    text = "import numpy as np\n\nw = np.zeros(2)\nfor i in xrange(10):\n\tw += 1 / 2\nprint w\n"
    found = guard.check(Source("old.py", text))
    assert [(each.line, each.column) for each in found] == [(6, 0), (4, 9), (6, 0), (5, 8)]
    assert not any(each.guard for each in found)
    assert "this is a Python 2 program" in found[0].message
    assert "python -m fissix -w old.py" in found[0].message
    assert [each.message.partition(":")[0] for each in found[1:3]] == ["write `range`", "write `print(w)`"]
    assert "write `//`" in found[3].message


def test_mixed_indents_are_told_with_the_rest() -> None:
    found = guard.check(Source("old.py", "if 1:\n        x = 1\n\ty = 2\nprint x\n"))
    assert [each.line for each in found] == [3, 3, 4]
    assert "indent it with 8 blanks" in found[1].message


@pytest.mark.parametrize(
    "text",
    [
        'x = f"{1}"\nprint x\n',
        "def f(x: int): pass\nprint x\n",
        "print(1, end='')\nprint x\n",
        "x = (1\nprint x\n",
        "x = 'print y\n",
        "print x y\n",
        "def f(:\n    pass\n",
    ],
)
def test_a_slip_is_told_as_python_does(text: str) -> None:
    found = guard.check(Source("new.py", text))
    assert len(found) == 1
    assert found[0].message.startswith("Python cannot read this: ")


def test_a_text_that_is_never_closed_is_read_at_once() -> None:
    text = "x = '''" + "\\u001b " * 60 + "\nprint 'x'\n"
    assert len(python2.code_of(text)) == len(text)
