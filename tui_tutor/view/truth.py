"""Why Python could not tell whether an array is true: what stands in the program, and what would do."""

from __future__ import annotations

import ast

from tui_tutor.engine.watch.recording import Event
from tui_tutor.view.lines import Line, line, wrap


def no_truth(event: Event, columns: int) -> list[Line]:
    """What to write where an array was asked for its truth; nothing where an operation failed on something else."""
    if "truth value" not in (event.error or "") or "ambiguous" not in (event.error or ""):
        return []
    told = "an array holds many truth values, and here Python needs one"
    mend = _chained(event.site.code)
    if mend:
        words = line((f"{told}: & and | bind more tightly than the comparison beside them; ", "error"))
        return wrap((*words, (mend, "code.inline"), (" goes cell by cell", "error")), columns)
    return wrap(line((f"{told}: np.any(…) or np.all(…) makes one of them; & and | go cell by cell", "error")), columns)


def _chained(code: str) -> str:
    """A comparison of three parts whose middle is joined by `&` or `|`, as it was meant: each half in brackets."""
    try:
        node = ast.parse(code.strip(), mode="eval").body
    except SyntaxError:
        return ""
    match node:
        case ast.Compare(
            left=left,
            ops=[one, other],
            comparators=[ast.BinOp(left=middle, op=ast.BitAnd() | ast.BitOr() as joins, right=last), right],
        ):
            first = ast.Compare(left, [one], [middle])
            second = ast.Compare(last, [other], [right])
            sign = "&" if isinstance(joins, ast.BitAnd) else "|"
            return f"({ast.unparse(first)}) {sign} ({ast.unparse(second)})"
    return ""
