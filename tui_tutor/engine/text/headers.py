"""The text of a statement's header: from its keyword to before its colon."""

from __future__ import annotations

import ast

from tui_tutor.engine.text.source import Source, Span

Headed = ast.For | ast.While | ast.If | ast.FunctionDef | ast.ClassDef


def header(source: Source, node: Headed) -> Span:
    """Where the header of a compound statement stands, its colon left out."""
    start = source.span(node)
    line, column = _end_of_parts(source, node)
    end_line, end_column = _before_colon(source, line, column)
    return Span(start.line, start.column, end_line, end_column)


def _end_of_parts(
    source: Source, node: ast.For | ast.While | ast.If | ast.FunctionDef | ast.ClassDef
) -> tuple[int, int]:
    """The end of the last expression in the header: what follows it is brackets, blanks and the colon."""
    if isinstance(node, ast.For):
        parts: list[ast.expr] = [node.iter]
    elif isinstance(node, (ast.While, ast.If)):
        parts = [node.test]
    elif isinstance(node, ast.ClassDef):
        spans = [source.span(base) for base in node.bases]
        if spans:
            return spans[-1].end_line, spans[-1].end_column
        first = source.span(node)
        return first.line, first.column + len("class ") + len(node.name)
    else:
        parts = [*node.args.defaults, *(default for default in node.args.kw_defaults if default is not None)]
        parts += [node.returns] if node.returns else []
        every = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs, node.args.vararg, node.args.kwarg]
        ends = [(arg.end_lineno or 0, arg.end_col_offset or 0) for arg in every if arg is not None]
        ends += [(part.end_lineno or 0, part.end_col_offset or 0) for part in parts]
        line, offset = max(ends, default=(node.lineno, node.col_offset))
        return line, source.column(line, offset)
    span = source.span(parts[-1])
    return span.end_line, span.end_column


def _before_colon(source: Source, line: int, column: int) -> tuple[int, int]:
    end = line, column
    while line <= len(source.lines):
        text = source.lines[line - 1]
        while column < len(text) and text[column] not in ":#":
            if not text[column].isspace() and text[column] != "\\":
                end = line, column + 1
            column += 1
        if column < len(text) and text[column] == ":":
            break
        line, column = line + 1, 0
    return end
