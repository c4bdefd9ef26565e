"""What the names of a program mean, read off its text: what it imports, and what it stores itself."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator

from tui_tutor.engine.text.language import modules

_NAMED = (
    *(ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.ExceptHandler),
    *(ast.MatchAs, ast.MatchStar),
)

REFUSED = ""
"""The path of a name whose import was refused: that is said once, at the import."""


def is_drawing(path: str | None) -> bool:
    """Whether a path leads into what draws elsewhere."""
    return bool(path) and path is not None and path.partition(".")[0] in modules.DRAWING


def is_known(module: str) -> bool:
    """Whether there is a module of which some names may be imported."""
    return module in modules.MODULES or is_drawing(module)


def imported(node: ast.Import | ast.ImportFrom) -> Iterator[tuple[ast.alias, str, str, str]]:
    """Each name that an import statement binds: its alias, the module that holds it, the name, and its path.

    Of `from module import *` that is `*`, whose path is the module's.
    """
    module = "." * node.level + (node.module or "") if isinstance(node, ast.ImportFrom) else ""
    for alias in node.names:
        full = f"{module}.{alias.name}" if module else alias.name
        if alias.name == "*":
            known = module in modules.MODULES and bool(modules.MODULES[module])
            yield alias, module, "*", module if known or is_drawing(module) else REFUSED
            continue
        known = full in modules.MODULES or alias.name in modules.MODULES.get(module, ())
        known = known or (is_drawing(full) and alias.name not in modules.FROM_A_FILE)
        root = alias.name if module else alias.name.partition(".")[0]
        path = member(module, alias.name) if module else full if alias.asname else root
        yield alias, module, alias.asname or root, path if known else REFUSED


def imports(tree: ast.AST) -> dict[str, str]:
    """What each imported name means; its first meaning, should there be several.

    A star gives the names that the program uses and nobody else gives it.
    """
    found: dict[str, str] = {}
    stars: list[str] = []
    statements = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    for node in reversed(statements):
        for *_, name, path in imported(node):
            if name != "*":
                found[name] = path
            elif path != REFUSED:
                stars.append(path)
    own = stored(tree)
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    for module in reversed(stars):
        for name in star_names(module) & (used - found.keys() - own):
            found[name] = member(module, name)
    return found


def member(module: str, name: str) -> str:
    """The path of a module's member; `pylab` has all that numpy has."""
    path = f"numpy.{name}"
    is_numpys = module == "pylab" and (name in modules.MODULES["numpy"] or path in modules.MODULES)
    return path if is_numpys else f"{module}.{name}"


def star_names(module: str) -> frozenset[str]:
    """The names that `from module import *` may give."""
    if module == "pylab":
        return modules.MODULES["numpy"] | modules.PYPLOT
    if is_drawing(module):
        return modules.PYPLOT
    inner = {path.rpartition(".")[2] for path in modules.MODULES if path.rpartition(".")[0] == module}
    return modules.MODULES[module] | (inner if module == "numpy" else frozenset())


def starred(tree: ast.AST) -> frozenset[str]:
    """The names that the stars of a program may give, whoever else gives them."""
    statements = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    paths = {path for node in statements for *_, name, path in imported(node) if name == "*" and path != REFUSED}
    return frozenset().union(*map(star_names, paths))


def has_refused_star(tree: ast.AST) -> bool:
    """Whether names may come from a star whose import is refused."""
    statements = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return any(name == "*" and path == REFUSED for node in statements for *_, name, path in imported(node))


def stored(tree: ast.AST, but: Collection[ast.AST] = ()) -> frozenset[str]:
    """Every name that the program gives a value somewhere, other than by the nodes of `but`."""
    found: set[str | None] = set()
    for node in ast.walk(tree):
        if node in but:
            continue
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            found.add(node.id)
        elif isinstance(node, ast.arg):
            found.add(node.arg)
        elif isinstance(node, _NAMED):
            found.add(node.name)
        elif isinstance(node, ast.MatchMapping):
            found.add(node.rest)
    return frozenset(name for name in found if name)
