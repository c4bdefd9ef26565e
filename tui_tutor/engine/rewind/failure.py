"""Where and why a program raised."""

from __future__ import annotations

import ast
from collections.abc import Container, Sequence
from dataclasses import dataclass
from types import TracebackType

from tui_tutor.engine.probe.sites import Kind, Site
from tui_tutor.engine.text.problems import Problem
from tui_tutor.engine.text.source import Source, Span


@dataclass(frozen=True, slots=True)
class Failure:
    """An exception of the program: its place in the text and its message, Python's or numpy's own."""

    span: Span
    message: str

    def problem(self, path: str, when: str = "") -> Problem:
        """The failure as a problem of the file; `when` says at which point of the run."""
        message = self.message + (f" ({when})" if when else "")
        return Problem(path, self.span.line, self.span.column, message, end=self.span.end_on_line)


def failure_of(error: BaseException, source: Source) -> Failure:
    """What a program's exception says of its place; the start of the text where it tells nothing."""
    words = str(error) or ("there is not enough memory for this" if isinstance(error, MemoryError) else "")
    message = f"{type(error).__name__}: {words}" if words else type(error).__name__
    message = message.replace("_ArrayMemoryError", "MemoryError")
    span = _span(error.__traceback__, source)
    if isinstance(error, AssertionError) and _is_raised_by(error, source):
        span = _assertion(span, source)
    return Failure(span, " ".join(message.split()))


def failed_site(span: Span, source: Source, sites: Sequence[Site], begun: Container[int] = ()) -> Site:
    """The operation that stands where the program raised: the closest one around it, or one made for it.

    Of several in one place (a `while` loop's condition is two: the first, and all others) it is one that has `begun`.
    """
    around = [site for site in sites if _contains(site.span, span)]
    if around:
        return min(around, key=lambda site: (_length(site.span), site.number not in begun))
    step = source.step_at(span.line)
    return Site(
        number=-1,
        kind=Kind.OTHER,
        symbol="",
        code=source.segment(span),
        span=span,
        statement=0,
        statement_line=span.line,
        step=step,
    )


def _span(traceback: TracebackType | None, source: Source) -> Span:
    found = Span(1, 0, 1, len(source.lines[0]) if source.lines else 0)
    while traceback is not None:
        code = traceback.tb_frame.f_code
        if code.co_filename == source.path:
            positions = list(code.co_positions())
            line, end_line, column, end = positions[traceback.tb_lasti // 2]
            line = line or traceback.tb_lineno
            if line is None or not 1 <= line <= len(source.lines):
                return found
            if end_line is None or column is None or end is None:
                text = source.lines[line - 1]
                found = Span(line, len(text) - len(text.lstrip()), line, len(text))
            else:
                found = Span(line, source.column(line, column), end_line, source.column(end_line, end))
        traceback = traceback.tb_next
    return found


def _is_raised_by(error: BaseException, source: Source) -> bool:
    """Whether a statement of the program raised, not something that it called."""
    last = error.__traceback__
    while last is not None and last.tb_next is not None:
        last = last.tb_next
    return last is not None and last.tb_frame.f_code.co_filename == source.path


def _assertion(span: Span, source: Source) -> Span:
    """The whole `assert` around a place: from Python 3.13 on a failed one tells only where its condition stands."""
    asserts = [source.span(node) for node in ast.walk(source.tree) if isinstance(node, ast.Assert)]
    return min((each for each in asserts if _contains(each, span)), key=_length, default=span)


def _contains(outer: Span, inner: Span) -> bool:
    starts = (outer.line, outer.column) <= (inner.line, inner.column)
    return starts and (inner.end_line, inner.end_column) <= (outer.end_line, outer.end_column)


def _length(span: Span) -> tuple[int, int]:
    return (span.end_line - span.line, span.end_column - span.column)
