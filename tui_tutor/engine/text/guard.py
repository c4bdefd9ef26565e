"""The guard: what a program may hold is an allow-list, checked on its syntax tree before any of it runs.

It stops accidents, and mischief in a file that someone sent you; time and memory are for others to limit.
"""

from __future__ import annotations

import ast
import math
import warnings
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from tui_tutor.engine.text import allowed
from tui_tutor.engine.text.owned import own_names
from tui_tutor.engine.text.problems import Problem, ProblemsError
from tui_tutor.engine.text.quoting import code
from tui_tutor.engine.text.source import Source

_REFUSED = ""  # The path of a name whose import was refused: that is said once, at the import.


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
    return _problems(tree, _Program(source, tree)) or _not_compiled(source)


def check_expression(text: str, path: str = "condition") -> list[Problem]:
    """Every problem of a condition typed by a learner, such as `np.max(syn0) > 2`; it may only look at values."""
    source = Source(path, text.strip())
    try:
        tree = ast.parse(source.text, filename=path, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        column = max(0, (getattr(error, "offset", None) or 1) - 1)
        return [Problem(path, 1, column, "this cannot be read; type one condition, such as `error < 0.1`")]
    indent = len(text) - len(text.lstrip())
    found = _problems(tree, _Condition(source, allowed.CONDITION_MODULES))
    return [replace(problem, column=problem.column + indent) if problem.line == 1 else problem for problem in found]


def _problems(tree: ast.AST, checker: _Checker) -> list[Problem]:
    deep = _too_deep(tree)
    try:
        if deep is None:
            checker.visit(tree)
    except RecursionError:
        deep = tree
    if deep is not None:
        checker.refuse(deep, "this is nested too deeply; store parts of it in names first", guard=False)
    return sorted(dict.fromkeys(checker.problems), key=lambda problem: (problem.line, problem.column))


def _too_deep(tree: ast.AST) -> ast.AST | None:
    """A node below the deepest level; looked for level by level, so that this needs no stack."""
    level = [tree]
    for _ in range(allowed.DEEPEST):
        level = [child for node in level for child in ast.iter_child_nodes(node)]
    return next((node for node in level if hasattr(node, "lineno")), None)


class _Checker:
    """Visits a tree and refuses every node that has neither a rule (`visit_…`) nor a place in `plain`."""

    plain: frozenset[type[ast.AST]]

    def __init__(self, source: Source, imports: Mapping[str, str]) -> None:
        self.source = source
        self.imports = imports
        self.problems: list[Problem] = []
        self._f_string: ast.AST | None = None
        # Attributes of the program's own objects: what they are taken of is looked at as they are used.
        self.own: frozenset[str] = frozenset()

    def visit(self, node: ast.AST) -> None:
        rule = getattr(self, f"visit_{type(node).__name__}", None)
        if rule is not None:
            rule(node)
        elif type(node) in self.plain:
            self.visit_all(ast.iter_child_nodes(node))
        else:
            self.refuse(node, allowed.why_not_syntax(type(node).__name__))

    def visit_all(self, nodes: Iterable[ast.AST | None]) -> None:
        for node in nodes:
            if node is not None:
                self.visit(node)

    def refuse(self, node: ast.AST, message: str | None, *, guard: bool = True) -> None:
        """Note a problem at a node; no message, no problem. `guard` says whether Python itself would run it."""
        if message is None:
            return
        # Before 3.12, Python cannot say well where something stands inside an f-string.
        place = self._f_string or node
        line = min(getattr(place, "lineno", 1), len(self.source.lines))
        column = self.source.column(line, getattr(place, "col_offset", 0))
        self.problems.append(Problem(self.source.path, line, column, message, guard=guard))

    def path(self, node: ast.AST) -> str | None:
        """What an expression names: a built-in, a module, or its member as `numpy.random.seed`; None for all else."""
        if isinstance(node, ast.Name):
            return self.imports.get(node.id, node.id if node.id in allowed.BUILTINS else None)
        if not isinstance(node, ast.Attribute):
            return None
        owner = self.path(node.value)
        if owner == _REFUSED:
            return _REFUSED
        return f"{owner}.{node.attr}" if owner in allowed.MODULES else None

    def visit_Constant(self, node: ast.Constant) -> None:
        if type(node.value) not in allowed.CONSTANTS:
            self.refuse(node, f"`{code(node)}` is not allowed here: write it without the b before the quotes")

    def visit_BinOp(self, node: ast.BinOp) -> None:
        if isinstance(node.op, ast.Pow) and _number(node.left) >= 2 and _number(node.right) > allowed.LARGEST_EXPONENT:
            self.refuse(node, f"`{code(node)}` is too large a number to compute; use a smaller power")
        else:
            self.visit_all([node.left, node.op, node.right])

    def visit_Name(self, node: ast.Name) -> None:
        path = self.imports.get(node.id)
        if not isinstance(node.ctx, ast.Load):
            self.bind(node, node.id)
        elif path is None:
            self.refuse(node, allowed.why_not_name(node.id))
        elif path != _REFUSED:
            self.refuse(node, allowed.why_not_member(path, node.id))

    def bind(self, node: ast.AST, name: str) -> None:
        if name in self.imports:
            self.refuse(node, f"`{name}` is imported, so it must keep its meaning; choose another name here")
        else:
            self.refuse(node, allowed.why_not_stored(name))

    def visit_Attribute(self, node: ast.Attribute) -> None:
        path, owner = self.path(node), self.path(node.value)
        if node.attr in self.own and path is None and owner is None:
            self.visit(node.value)
        elif not isinstance(node.ctx, ast.Load):
            self.refuse(node, f"`{code(node)}` cannot be changed: store values in names, or in parts such as `x[0]`")
        elif path is not None:
            self.refuse(node, allowed.why_not_member(path, code(node)) if path != _REFUSED else None)
        elif owner is not None and "." in owner:
            part = f"`.{node.attr}` is not allowed here: `{code(node.value)}` is used as it is, without another dot"
            self.refuse(node, allowed.why_not_member(owner, code(node.value)) or part)
        else:
            self.visit(node.value)
            self.refuse(node, allowed.why_not_attribute(node.attr))


class _Program(_Checker):
    """The rules for a whole program."""

    plain = allowed.PROGRAM_NODES

    def __init__(self, source: Source, tree: ast.Module) -> None:
        super().__init__(source, _imports(tree))
        self.stored = _stored(tree)
        self._known = (
            self.stored | allowed.BUILTINS | allowed.EXCEPTIONS | allowed.READABLE_DUNDERS | self.imports.keys()
        )
        self._comprehensions = 0
        self._class: ast.ClassDef | None = None
        self.own = own_names(tree)
        self._classes = {node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}

    def visit_Name(self, node: ast.Name) -> None:
        super().visit_Name(node)
        if node.id not in self._known and isinstance(node.ctx, ast.Load) and allowed.why_not_name(node.id) is None:
            # Hints take time, and nobody reads hundreds of them.
            known = self._known if len(self.problems) < allowed.MOST_HINTS else ()
            hint = allowed.suggestion(node.id, known, "store one in it first")
            self.refuse(node, f"`{node.id}` has no value: {hint}", guard=False)

    def visit_Import(self, node: ast.Import | ast.ImportFrom) -> None:
        for alias, module, name, path in _imported(node):
            if path == _REFUSED:
                self.refuse(alias, allowed.why_not_import(module, alias.name))
            elif self.imports[name] != path:
                self.refuse(alias, f"`{name}` is imported twice with different meanings; choose another name")
            elif path in allowed.DRAWS and name != alias.name:
                self.refuse(alias, f"`{name}` must keep its name `{alias.name}`, so that its draws can be followed")
            else:
                self.refuse(alias, allowed.why_not_stored(name))

    visit_ImportFrom = visit_Import

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        is_method, self._class = self._class, None
        if is_method is None or node.name not in allowed.METHODS:
            self.bind(node, node.name)
        for decorator in node.decorator_list:
            if is_method is None or not self._decorates(decorator, is_method):
                self.refuse(decorator, f"`@{code(decorator)}` is not allowed here: leave the line with the @ out")
        self.visit_all([*getattr(node, "type_params", []), node.args])
        self._visit_annotation(node.returns)
        self.visit_all(node.body)
        self._class = is_method

    def _decorates(self, node: ast.expr, around: ast.ClassDef) -> bool:
        if isinstance(node, ast.Name):
            return node.id in allowed.DECORATORS and node.id not in self.stored
        properties = {each.name for each in around.body if isinstance(each, ast.FunctionDef)}
        is_setter = isinstance(node, ast.Attribute) and node.attr == "setter" and isinstance(node.value, ast.Name)
        return is_setter and node.value.id in properties  # type: ignore[attr-defined]

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self.bind(node, node.name)
        for base in node.bases:
            name = base.id if isinstance(base, ast.Name) else ""
            if name not in self._classes and name not in allowed.EXCEPTIONS and name != "object":
                self.refuse(base, f"`{code(base)}` cannot be a base here: use a class of the program, or an exception")
        for keyword in node.keywords:
            self.refuse(keyword, f"`{keyword.arg or '**'}` is not allowed here: name the bases alone")
        for decorator in node.decorator_list:
            call = decorator.func if isinstance(decorator, ast.Call) else decorator
            if self.path(call) != "dataclasses.dataclass":
                self.refuse(decorator, f"`@{code(decorator)}` is not allowed here: leave the line with the @ out")
            elif isinstance(decorator, ast.Call):
                self.visit_all([*decorator.args, *(keyword.value for keyword in decorator.keywords)])
        outer, self._class = self._class, node
        self.visit_all(node.body)
        self._class = outer

    def visit_Try(self, node: ast.Try) -> None:
        self.visit_all(node.body)
        for handler in node.handlers:
            if handler.name is not None:
                self.bind(handler, handler.name)
            self.visit_all([handler.type, *handler.body])
        self.visit_all([*node.orelse, *node.finalbody])

    def visit_arguments(self, node: ast.arguments) -> None:
        for star, argument in (("*", node.vararg), ("**", node.kwarg)):
            if argument is not None:
                self.refuse(argument, f"`{star}{argument.arg}` is not allowed here: name each parameter")
        for argument in [*node.posonlyargs, *node.args, *node.kwonlyargs]:
            self.bind(argument, argument.arg)
            self._visit_annotation(argument.annotation)
        self.visit_all([*node.defaults, *node.kw_defaults])

    def _visit_annotation(self, node: ast.expr | None) -> None:
        if isinstance(node, ast.Name | ast.Constant) or (node is not None and self.path(node)):
            self._visit_types(node)
        elif node is not None:
            self.refuse(node, f"`{code(node)}` is not allowed here: name a plain type such as float, or leave it out")

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        self._visit_annotation(node.annotation)
        empty = node.value is None and self._class is None
        self.refuse(node, f"`{code(node)}` stores nothing: give it a value with `=`" if empty else None)
        self.visit_all([node.target, node.value])

    def visit_Global(self, node: ast.Global | ast.Nonlocal) -> None:
        for name in node.names:
            self.bind(node, name)

    visit_Nonlocal = visit_Global

    def visit_Delete(self, node: ast.Delete) -> None:
        for target in node.targets:
            refusal = f"`del {code(target)}` is not allowed here: only a name can be deleted"
            self.refuse(target, None if isinstance(target, ast.Name) else refusal)
            self.visit_all([target] if isinstance(target, ast.Name) else [])

    def visit_With(self, node: ast.With) -> None:
        call = node.items[0].context_expr
        options = allowed.CONTEXTS.get(self.path(call.func) or "") if isinstance(call, ast.Call) else None
        if isinstance(call, ast.Call) and options and len(node.items) == 1 and node.items[0].optional_vars is None:
            self._visit_options(call, *options)
        else:
            for item in node.items:
                made = item.context_expr.func if isinstance(item.context_expr, ast.Call) else item.context_expr
                if self.path(made) is not None or isinstance(made, ast.Constant):
                    self.refuse(node, allowed.why_not_syntax("With"))
                    break
                self.visit_all([item.context_expr, item.optional_vars])
        self.visit_all(node.body)

    def visit_Lambda(self, node: ast.Lambda) -> None:
        for each in ast.walk(node.body):
            if isinstance(each, ast.Yield | ast.YieldFrom):
                self.refuse(each, "`yield` is not allowed here: write a function with `def`")
        self.visit_all([node.args, node.body])

    def visit_NamedExpr(self, node: ast.NamedExpr) -> None:
        if self._comprehensions:
            self.refuse(node, f"`{node.target.id} :=` is not allowed inside another expression's `for`: write a loop")
        self.visit_all([node.target, node.value])

    def visit_ListComp(self, node: ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp) -> None:
        for generator in node.generators:
            self.refuse(generator.target, allowed.why_not_syntax("AsyncFor") if generator.is_async else None)
        self._comprehensions += 1
        self.visit_all(ast.iter_child_nodes(node))
        self._comprehensions -= 1

    visit_SetComp = visit_DictComp = visit_GeneratorExp = visit_ListComp

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        outer, self._f_string = self._f_string, self._f_string or node
        self.visit_all(node.values)
        self._f_string = outer

    def visit_Starred(self, node: ast.Starred) -> None:
        if isinstance(node.ctx, ast.Store):
            self.refuse(node, f"`{code(node)}` is not allowed here: name each value that is unpacked")
        self.visit(node.value)

    def visit_Dict(self, node: ast.Dict) -> None:
        for key, value in zip(node.keys, node.values, strict=True):
            self.refuse(value, None if key else f"`**{code(value)}` is not allowed here: write the keys one by one")
            self.visit_all([key, value])

    def visit_Call(self, node: ast.Call) -> None:
        path = self.path(node.func)
        if self._is_super(node.func):
            self._visit_arguments(node, None)
            return
        if path in allowed.OPTION_CALLS:
            self._visit_options(node, *allowed.OPTION_CALLS[path])
            return
        if path in allowed.SEEDED and not _has_seed(node):
            call = code(node.func)
            self.refuse(node, f"`{call}` needs a seed, such as `{call}(1)`, so that going back meets the same numbers")
        if path not in allowed.DRAWS:
            self.visit(node.func)
        self._visit_arguments(node, path)

    def _is_super(self, node: ast.expr) -> bool:
        """Whether a method of the class's own base is called: `super().__init__`, or another that a class defines."""
        if not isinstance(node, ast.Attribute) or not isinstance(node.value, ast.Call):
            return False
        call = node.value
        named = isinstance(call.func, ast.Name) and call.func.id == "super" and "super" not in self.stored
        return named and not call.args and not call.keywords and node.attr in allowed.METHODS | self.own

    def _visit_arguments(self, node: ast.Call, path: str | None) -> None:
        converts = isinstance(node.func, ast.Attribute) and node.func.attr == "astype"
        position = 0 if converts else allowed.DTYPE_POSITIONS.get(path or "")
        for place, argument in enumerate(node.args):
            if position is not None and isinstance(argument, ast.Starred):
                self.refuse(argument, f"`{code(argument)}` is not allowed here: write the arguments one by one")
            elif place == position:
                self._visit_dtype(argument)
            elif place == 1 and path == "isinstance" and path not in self.stored:
                self._visit_types(argument)
            else:
                self.visit(argument)
        for keyword in node.keywords:
            self._visit_keyword(keyword, path)

    def _visit_types(self, node: ast.expr) -> None:
        # Nowhere else: called under another name, `np.ndarray` takes any memory for objects.
        types = node.elts if isinstance(node, ast.Tuple) else [node]
        self.visit_all(each for each in types if self.path(each) != "numpy.ndarray")

    def _visit_keyword(self, node: ast.keyword, path: str | None) -> None:
        if node.arg is None:
            self.refuse(node, f"`**{code(node.value)}` is not allowed here: write the arguments one by one")
        elif node.arg.startswith("__"):
            self.refuse(node, allowed.why_not_stored(node.arg))
        elif path == "print" and node.arg not in allowed.PRINT_KEYWORDS:
            self.refuse(node, f"`{node.arg}=` is not allowed here: `print` writes to the screen; it takes sep and end")
        elif node.arg == "dtype":
            self._visit_dtype(node.value)
        else:
            self.visit(node.value)

    def _visit_dtype(self, node: ast.expr) -> None:
        path = self.path(node)
        written = isinstance(node, ast.Constant) and (node.value is None or node.value in allowed.DTYPES)
        named = path is not None and path not in self.stored and path.removeprefix("numpy.") in allowed.DTYPES
        if written or named or (isinstance(node, ast.Attribute) and node.attr == "dtype"):
            self.visit(node)
        else:
            self.refuse(node, f"`{code(node)}` is not allowed as a dtype: use a number's, such as float or np.float32")

    def _visit_options(self, node: ast.Call, names: frozenset[str], words: frozenset[object], takes: str) -> None:
        for part in [*node.args, *node.keywords]:
            value = part.value if isinstance(part, ast.keyword) and part.arg in names else None
            number = not words and value is not None and self.path(value) in {"numpy.inf", "math.inf"}
            if isinstance(value, ast.Constant):
                number = value.value in words if words else isinstance(value.value, int)
            if not number:
                self.refuse(part, f"`{code(part)}` is not allowed here: `{code(node.func)}` takes {takes}")


class _Condition(_Checker):
    """The rules for a learner's condition."""

    plain = allowed.CONDITION_NODES

    def visit_Attribute(self, node: ast.Attribute) -> None:
        super().visit_Attribute(node)
        if node.attr in allowed.CONDITION_METHODS and self.path(node) is None:
            self.refuse(node, f"`.{node.attr}` needs its brackets: write `.{node.attr}()`")

    def visit_Call(self, node: ast.Call) -> None:
        text, path = code(node.func), self.path(node.func)
        method = node.func if isinstance(node.func, ast.Attribute) and path is None else None
        most = allowed.condition_arguments(path, method.attr if method else "")
        if most is None:
            self.refuse(node.func, allowed.why_not_called(text))
        elif len(node.args) > most:
            self.refuse(node, f"`{text}` takes at most {most} arguments without a name in a condition")
        self.visit_all([method.value, *node.args] if method else node.args)
        for keyword in node.keywords:
            if keyword.arg not in allowed.CONDITION_KEYWORDS:
                self.refuse(keyword, f"`{keyword.arg or '**'}` is not allowed in a condition: it only looks at values")
            self.visit(keyword.value)


def _not_compiled(source: Source) -> list[Problem]:
    """What Python itself refuses although it can be parsed, such as `return` outside a function."""
    try:
        with warnings.catch_warnings(action="ignore"):
            compile(source.tree, source.path, "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        line = min(getattr(error, "lineno", None) or 1, len(source.lines))
        column = source.column(line, max(0, (getattr(error, "offset", None) or 1) - 1))
        return [Problem(source.path, line, column, f"Python cannot run this: {getattr(error, 'msg', error)}")]
    return []


def _imported(node: ast.Import | ast.ImportFrom) -> Iterator[tuple[ast.alias, str, str, str]]:
    """Each name that an import statement binds: its alias, the module that holds it, the name, and its path."""
    module = "." * node.level + (node.module or "") if isinstance(node, ast.ImportFrom) else ""
    for alias in node.names:
        full = f"{module}.{alias.name}" if module else alias.name
        known = full in allowed.MODULES or alias.name in allowed.MODULES.get(module, ())
        root = alias.name if module else alias.name.partition(".")[0]
        path = full if module or alias.asname else root
        yield alias, module, alias.asname or root, path if known else _REFUSED


def _imports(tree: ast.AST) -> dict[str, str]:
    """What each imported name means; its first meaning, should there be several."""
    statements = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    return {name: path for node in reversed(statements) for *_, name, path in _imported(node)}


def _stored(tree: ast.AST) -> frozenset[str]:
    """Every name that the program gives a value somewhere, also where that is refused."""
    nodes = list(ast.walk(tree))
    names = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    names |= {node.arg for node in nodes if isinstance(node, ast.arg)}
    names |= {node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)}
    names |= {node.name for node in nodes if isinstance(node, ast.ExceptHandler) and node.name}
    return frozenset(names)


def _has_seed(node: ast.Call) -> bool:
    given = [*node.args, *(keyword.value for keyword in node.keywords if keyword.arg == "seed")]
    return bool(given) and not isinstance(given[0], ast.Starred) and getattr(given[0], "value", given) is not None


def _number(node: ast.expr) -> float:
    """A number, or a power of numbers such as the exponent in `10**10**10`; 0 for all else."""
    try:
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow):
            return float(_number(node.left) ** _number(node.right))
        return float(node.value) if isinstance(node, ast.Constant) and isinstance(node.value, int | float) else 0.0
    except OverflowError:
        return math.inf
