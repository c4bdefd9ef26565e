"""What a program may import; a package that may not be is told once, at the first line that imports of it."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from importlib.util import find_spec
from typing import TYPE_CHECKING

from tui_tutor.engine.text import meanings, why
from tui_tutor.engine.text.language import syntax
from tui_tutor.engine.text.meanings import REFUSED

if TYPE_CHECKING:
    from tui_tutor.engine.text.of_programs import ProgramChecker

Statement = ast.Import | ast.ImportFrom


class Imports:
    """The import statements of a program. What of them is refused is told here, and of what comes of it nothing is."""

    def __init__(self, tree: ast.Module, checker: ProgramChecker) -> None:
        self._checker = checker
        self._is_async = any(type(node).__name__ in syntax.ASYNC for node in ast.walk(tree))
        # Of each message about a package the lines on which it would have to be told.
        self._lines: dict[str, list[int]] = {}
        statements = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
        for node in statements:
            for alias, module, _, path in meanings.imported(node):
                package = _package(module or alias.name, path)
                if package:
                    self._lines.setdefault(package, []).append(node.lineno)

    def visit(self, node: Statement) -> None:
        """Refuse what a statement may not import."""
        for alias, module, name, path in meanings.imported(node):
            package = _package(module or alias.name, path)
            gone = why.why_gone(f"{module}.{alias.name}", alias.name)
            if gone is not None:
                self._checker.say_unknown(alias, gone)
            elif package:
                self._visit_package(node, alias, package, path)
                if module:
                    return
            elif path == REFUSED:
                self._checker.refuse(alias, why.why_not_import(module, alias.name), width=len(alias.name))
            elif name != "*" and self._checker.imports[name] != path:
                self._checker.refuse(alias, f"`{name}` is imported twice with different meanings; choose another name")
            else:
                self._checker.refuse(alias, why.why_not_stored(name))

    def _visit_package(self, node: Statement, alias: ast.alias, package: str, path: str) -> None:
        """Refuse a package as a whole, unless that was told before."""
        first, *others = sorted(set(self._lines[package]))
        if node.lineno != first or (package == "asyncio" and self._is_async):
            # That there is an `async` is told at the first of them.
            return
        self._lines[package] = [0]
        module = node.module or "" if isinstance(node, ast.ImportFrom) else ""
        dots = "." * node.level if isinstance(node, ast.ImportFrom) else ""
        message = why.why_not_import(dots + module, alias.name) if path == REFUSED else why.NO_SKLEARN
        message += why.other_lines(others)
        place = self._place_of_module(node) if isinstance(node, ast.ImportFrom) else alias
        width = len(dots + module) or len(alias.name)
        # Python finds no package around a script either.
        self._checker.refuse(place, message, guard=path == REFUSED and not dots, width=width)

    def _place_of_module(self, node: ast.ImportFrom) -> ast.AST:
        """Where the module's name stands, of which the syntax tree tells nothing."""
        line = self._checker.source.lines[node.lineno - 1].encode()[node.col_offset :]
        match = re.match(rb"from\s*(?=[.\w])", line)
        place = node.col_offset + match.end() if match is not None else node.col_offset
        return ast.Name("", lineno=node.lineno, col_offset=place)


def asks_for_arguments(node: ast.Call, imports: Mapping[str, str]) -> bool:
    """Whether a call may be `vars(args)`: that they are a parser's is asked as the program runs."""
    is_vars = isinstance(node.func, ast.Name) and node.func.id == "vars"
    takes_one = len(node.args) == 1 and not node.keywords and not isinstance(node.args[0], ast.Starred)
    return is_vars and takes_one and any(path.partition(".")[0] == "argparse" for path in imports.values())


def _package(module: str, path: str) -> str:
    """The package that is refused as a whole where something of a module is imported; "" where none is."""
    root = module.partition(".")[0] or module
    if path == REFUSED:
        return "" if meanings.is_known(module) else root
    return f"{root}, missing" if root == "sklearn" and find_spec(root) is None else ""
