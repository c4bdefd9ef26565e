"""What Python's own functions do in a program is the same whether it is watched, run plainly, or run by Python."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from engine_help import opened, places, plain_run

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.watch.position import SETUP

PRINTS = (
    "p = print\np('x', flush=True)",
    "p = print\np('x', file=None, sep='', end='!')",
    "p = print\np('x', nothing=1)",
    "p = print\np('x', file=3)",
    "p = print\np('x', file=[])",
    "print('a', 'b', sep='-', end='')",
    "print('a', 'b', sep=None, end=None)",
    "print('a', sep=3)",
    "print('a', end=3)",
    "print('a', 10**5000)",
    "print(*[1, 2], *(3,))",
    "print(*[])",
    "print()",
    "list(map(print, [1, 2], 'ab'))",
    "x = [print, len]\nx[0]('from a list')",
    "x = {'p': print}\nx['p']('from a dict', end=';')",
    "print(print('inner'))",
    "print(print, len)",
    "print(print == print, print in [print], bool(print))",
    "print([print, max])",
    "print < 3",
    "print + 1",
    "print[0]",
    "len(print)",
    "sorted([print, len])",
    "for name in print: pass",
    "x = [1, 2]\nx.append(print)\nprint(x)",
    "print(f'{print}')",
    "print('%s' % print)",
    "print(str(print), repr(print))",
    "p = print if len('a') else None\np('chosen')",
    "def say(what, how=print):\n    how('said', what)\nsay(1)\nsay(2, print)",
    "print('a\\tb\\nc')",
    "print('é日本')",
    "print(sep='')",
    "print(*range(5), sep=', ')",
    "print('x' * 100000)",
)

OTHERS = (
    "sum(['a'])",
    "sum([[1], [2]], [])",
    "print(max([], default=3), min(3, 4, key=lambda x: -x))",
    "max([])",
    "print(sorted([3, 1], reverse=True, key=abs), list(reversed([1, 2])))",
    "sorted([1, 'a'])",
    "print(list(zip([1, 2], 'ab', strict=True)), dict(a=1), set([1]), tuple('ab'))",
    "list(zip([1], 'ab', strict=True))",
    "print(list(enumerate('ab', start=3)), divmod(7, 2), pow(2, 5, 7), round(2.675, 2), round(5, -1))",
    "int('x')",
    "print(int('0x1f', 16), float('nan'), bool(''), str(1.5), repr('a'), abs(-3))",
    "float('x')",
    "print(isinstance(True, int), all([]), any([0]), list(filter(None, [0, 1])))",
    "isinstance(1, 'a')",
    "range(1.5)",
    "len(3)",
    "x = 10**4000\nprint(len(str(x)))",
    "str(10**5000)",
    "int('1' * 5000)",
    "f = max\nprint(f(1, 2), f)",
    "print(list(map(lambda a, b: a * b, [1, 2], [3, 4])))",
    "for k in range(10**30):\n    if k > 1: break\nprint(k)",
    "def f(n):\n    return n and 1 + f(n - 1)\nprint(f(950))",
    "def f(n):\n    return n and 1 + f(n - 1)\nprint(f(10**6))",
    "f = lambda n: n and 1 + f(n - 1)\nprint(f(950))",
)


def watched(text: str) -> tuple[str, str | None]:
    """What a program prints and why it fails, as the tutor sees it."""
    engine = opened(text)
    engine.run_to_end()
    recordings = [engine.recording(place) for place in places(engine)]
    failed = recordings[-1].failed
    printed = "".join(event.printed for recording in recordings for event in recording.events)
    return printed, failed.error if failed is not None else None


@pytest.mark.parametrize("text", [*PRINTS, *OTHERS])
@pytest.mark.few(12)
def test_what_is_watched_is_what_python_does(text: str) -> None:
    plain = plain_run(f"{text}\n")
    printed, error = watched(f"{text}\n")
    assert _told(error) == _told(plain.error)
    if error is None:
        assert printed == plain.printed[-20_000:]


def _told(error: str | None) -> str | None:
    """An error's words; what Python was at when it had no more room is a matter of chance."""
    return error.partition(" while ")[0] if error is not None and "recursion" in error else error


def test_what_was_printed_before_a_failure_is_kept() -> None:
    engine = opened("print('a', 10**5000)\n")
    assert engine.recording(SETUP).events[-1].printed == "a "
    assert engine.recording(SETUP).events[-1].kind is Kind.PRINT


def test_a_program_that_is_run_prints_what_python_prints(tmp_path: Path) -> None:
    path = tmp_path / "program.py"
    good = [text for text in PRINTS if plain_run(text).error is None]
    path.write_text("\n".join(good) + "\n", encoding="utf-8")
    commands = ([sys.executable, str(path)], [sys.executable, "-m", "tui_tutor", "run", str(path)])
    python, tutor = (subprocess.run(each, capture_output=True, check=True).stdout for each in commands)
    assert python == tutor
