"""Kinds of syntax."""

from __future__ import annotations

import ast
from typing import Final

from tui_tutor.engine.text.language.words import words

CONDITION_NODES: Final[frozenset[type[ast.AST]]] = frozenset(
    {
        # Expressions that are allowed wherever their parts are.
        *(ast.BoolOp, ast.UnaryOp, ast.Compare, ast.IfExp, ast.Subscript, ast.Slice, ast.Tuple, ast.List, ast.Load),
        # Operators.
        *(ast.And, ast.Or, ast.Not, ast.Invert, ast.UAdd, ast.USub),
        *(ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow, ast.MatMult),
        *(ast.LShift, ast.RShift, ast.BitAnd, ast.BitOr, ast.BitXor),
        *(ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.Is, ast.IsNot, ast.In, ast.NotIn),
    }
)
"""What a learner's condition may hold, beside what the guard has a rule for."""

PROGRAM_NODES: Final[frozenset[type[ast.AST]]] = CONDITION_NODES | {
    *(ast.Module, ast.Expr, ast.Return, ast.Assign, ast.AugAssign, ast.For, ast.While, ast.If, ast.Delete),
    *(ast.Break, ast.Continue, ast.Pass, ast.Assert, ast.Raise, ast.Yield, ast.YieldFrom, ast.Starred, ast.Dict),
    *(ast.Set, ast.comprehension, ast.FormattedValue, ast.Store, ast.Del, ast.NamedExpr),
    *(ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp),
    *(ast.Match, ast.match_case, ast.MatchValue, ast.MatchSingleton, ast.MatchSequence, ast.MatchOr),
}
"""What a program may hold, beside what the guard has a rule for."""

CONSTANTS: Final = (bool, int, float, complex, str, bytes, type(None), type(...))

_STEPPED = "it would run while something else waits, and a tutor steps one thing at a time"

ASYNC: Final = words("AsyncFunctionDef AsyncFor AsyncWith Await")
"""Syntax of what waits for something else: a program that has one has others."""

WIDTHS: Final = {**dict.fromkeys(ASYNC, len("async")), "TryStar": len("try")}
"""How many characters of a statement are its name."""

REFUSED_SYNTAX: Final[dict[str, tuple[str, str]]] = {
    "TryStar": ("except*", "use `except`"),
    "With": (
        "with",
        "use it with `np.errstate(…)`, `np.printoptions(…)` or a class of the program: nothing is opened here",
    ),
    "AsyncFunctionDef": ("async", f"{_STEPPED}: write a plain `def`"),
    "AsyncFor": ("async", f"{_STEPPED}: write a plain `for`"),
    "AsyncWith": ("async", f"{_STEPPED}: leave it out"),
    "Await": ("await", f"{_STEPPED}: leave it out"),
    "TypeAlias": ("type", "leave the line out: what the types are makes no difference to what runs"),
    "TypeVar": ("[…]", "leave the type parameters out: they make no difference to what runs"),
    "TypeVarTuple": ("[…]", "leave the type parameters out: they make no difference to what runs"),
    "ParamSpec": ("[…]", "leave the type parameters out: they make no difference to what runs"),
    "NamedExpr": (":=", "store the value in a line of its own"),
    "Lambda": ("lambda", "write the calculation itself"),
    "JoinedStr": ("f-string", "compare the numbers themselves"),
    "TemplateStr": ("t-string", "write an f-string"),
    **dict.fromkeys(
        words("ListComp SetComp DictComp GeneratorExp"),
        ("for", "use numpy's functions on the whole array, such as `np.max(x)`"),
    ),
    **dict.fromkeys(words("Set Dict"), ("{…}", "write a list with square brackets")),
    "Starred": ("*", "write the values one by one"),
}
"""Refused syntax as a beginner sees it in the text, and what to write in its place."""
