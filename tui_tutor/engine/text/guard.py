"""The guard: what a program may hold is an allow-list, checked on its syntax tree before any of it runs.

It stops accidents, and mischief in a file that someone sent you; time and memory are for others to limit. What cannot
be told from the text (what an attribute is taken of) is asked as the program runs.
"""

from __future__ import annotations

import ast
import warnings
from dataclasses import replace

from tui_tutor.engine.text.checker import problems
from tui_tutor.engine.text.language.conditions import MODULES
from tui_tutor.engine.text.of_conditions import ConditionChecker
from tui_tutor.engine.text.of_programs import ProgramChecker
from tui_tutor.engine.text.owned import own_names
from tui_tutor.engine.text.problems import Problem, ProblemsError
from tui_tutor.engine.text.source import Source


def check(source: Source) -> list[Problem]:
    """Every problem of a program, in source order; where there is none, the program may run.

    One that is trusted has those only for which Python itself cannot run it.
    """
    try:
        tree = source.tree
    except ProblemsError as error:
        return error.problems
    if source.trust is not None:
        return _not_compiled(source)
    found = problems(tree, ProgramChecker(source, tree))
    if not all(problem.guard for problem in found):
        return found
    # What Python cannot run either is no file to be trusted.
    refused = _not_compiled(source)
    lines = {each.line for each in refused}
    told = [replace(each, guard=False) if each.line in lines else each for each in found]
    return told + [each for each in refused if each.line not in {other.line for other in found}]


def unknown_names(source: Source) -> list[Problem]:
    """Warnings of names without a value that a checked program may never come to."""
    if source.trust is not None:
        return []
    checker = ProgramChecker(source, source.tree)
    problems(source.tree, checker)
    return checker.unknown


def check_expression(text: str, path: str = "condition", program: ast.Module | None = None) -> list[Problem]:
    """Every problem of a condition typed by a learner, such as `np.max(syn0) > 2`; it may only look at values.

    Those of a `program` may have attributes of its own.
    """
    source = Source(path, text.strip())
    try:
        tree = ast.parse(source.text, filename=path, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        column = max(0, (getattr(error, "offset", None) or 1) - 1)
        return [Problem(path, 1, column, "this cannot be read; type one condition, such as `error < 0.1`")]
    indent = len(text) - len(text.lstrip())
    checker = ConditionChecker(source, MODULES)
    if program is not None:
        checker.own = frozenset(name for name in own_names(program) if not name.startswith("_"))
    found = problems(tree, checker)
    return [replace(problem, column=problem.column + indent) if problem.line == 1 else problem for problem in found]


def _not_compiled(source: Source) -> list[Problem]:
    """What Python itself refuses although it can be parsed, such as `return` outside a function."""
    try:
        with warnings.catch_warnings(action="ignore"):
            compile(source.tree, "<program>", "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        line = min(getattr(error, "lineno", None) or 1, len(source.lines))
        column = source.column(line, max(0, (getattr(error, "offset", None) or 1) - 1))
        return [Problem(source.path, line, column, f"Python cannot run this: {getattr(error, 'msg', error)}")]
    return []
