"""Names of a program's own level are declared global: it computes the same, and asks for each of them once."""

from __future__ import annotations

import ast
import dis

import pytest

from tui_tutor.engine.text.at_home import at_home

PROGRAM = '''"""What it is."""
from __future__ import annotations
x = [1, 2]
y = [x for x in range(3) if x]
z = {k: [j for j in range(k)] for k in (1, 2)}
w = [(lambda: x)() for x in (7, 8)]
def f(x):
    def g():
        return x + y[0]
    y = [5]
    return g()
class A:
    x = x
    b = [i for i in x]
    def m(self):
        return x
    def n(self, x):
        return [x for _ in y]
try:
    1 / 0
except ZeroDivisionError as e:
    s = str(e)
a: int = 3
for i, (j, k) in enumerate([(1, 2), (3, 4)]):
    pass
del j
def h():
    global x
    x = 9
h()
q = f(1), A.x, A.b, A().m(), A().n(4), [i for i in y]
r = [(x, y) for x in (1, 2) for y in (x, 3)], x, y
'''


def names(tree: ast.Module) -> dict[str, object]:
    namespace: dict[str, object] = {}
    exec(compile(tree, "program.py", "exec", dont_inherit=True), namespace)
    del namespace["__builtins__"]
    return {name: value for name, value in namespace.items() if not callable(value)}


def test_it_computes_the_same() -> None:
    assert str(names(at_home(ast.parse(PROGRAM)))) == str(names(ast.parse(PROGRAM)))


def test_a_name_is_asked_for_in_one_place() -> None:
    code = compile(at_home(ast.parse("a = 1\nfor i in range(3):\n    a = a + i\n")), "program.py", "exec")
    asked = {each.opname for each in dis.get_instructions(code)}
    assert "LOAD_GLOBAL" in asked
    assert "LOAD_NAME" not in asked


@pytest.mark.parametrize("text", ["", '"""Only words."""', "x: int", "from __future__ import annotations\nx: int = 1"])
def test_where_nothing_can_be_declared(text: str) -> None:
    assert names(at_home(ast.parse(text))) == names(ast.parse(text))
