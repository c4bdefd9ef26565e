"""The rules for a whole program."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from tui_tutor.engine.text import annotation, meanings, met, why
from tui_tutor.engine.text.causes import Causes
from tui_tutor.engine.text.fields import reaching
from tui_tutor.engine.text.language import calls, gone, modules, names, syntax
from tui_tutor.engine.text.meanings import REFUSED, is_drawing
from tui_tutor.engine.text.of_classes import Bases
from tui_tutor.engine.text.of_imports import Imports, asks_for_arguments
from tui_tutor.engine.text.of_patterns import PatternChecker
from tui_tutor.engine.text.owned import own_names
from tui_tutor.engine.text.problems import Problem
from tui_tutor.engine.text.quoting import code
from tui_tutor.engine.text.source import Source

UNKNOWN = "names"
"""The kind of a warning about a name without a value."""


class ProgramChecker(PatternChecker):
    """The rules for a whole program. What one cause refuses is said once: where a name comes from that has no value."""

    plain = syntax.PROGRAM_NODES

    def __init__(self, source: Source, tree: ast.Module) -> None:
        super().__init__(source, meanings.imports(tree))
        self.stored = meanings.stored(tree)
        self.own = own_names(tree)
        self.unknown: list[Problem] = []
        """Names without a value that Python may never come to: in a function, or where something is decided first."""
        self._tree = tree
        self._looked_up = frozenset(annotation.looked_up(tree))
        self._met: frozenset[ast.AST] | None = None
        self._tried: frozenset[ast.AST] = frozenset()
        self._refused_class = False
        self._has_async = False
        self._known = self.stored | why.USABLE | names.CAUGHT | self.imports.keys()
        self._class: ast.ClassDef | None = None
        self.bases = Bases(tree, self)
        self._imported = Imports(tree, self)
        self._draws = any(is_drawing(path) or path.startswith("sklearn.") for path in self.imports.values())
        loaded = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
        self._any_name = meanings.has_refused_star(tree) or bool(loaded & (names.STORING - self.stored))
        self._lost = {name for name, path in self.imports.items() if path == REFUSED} | self.bases.refused
        if self._any_name:
            self._lost |= loaded - self._known

    def told(self, tree: ast.AST) -> list[Problem]:
        """The problems but for those that only follow from others, in source order."""
        told = [each.problem for each in self.refusals if not each.may_follow]
        following = [each for each in self.refusals if each.may_follow]
        if following:
            refused = (each.node for each in self.refusals if not each.may_follow)
            # Where nothing else is refused nothing can follow from it: an import may be ready to fail.
            causes = Causes(tree, refused, self._lost if told else ())
            # Of a chain such as `x.a.b` the first link ends first.
            for each in sorted(following, key=lambda each: (each.problem.line, each.problem.end)):
                if not isinstance(each.node, ast.Attribute) or not causes.explain(each.node):
                    told.append(each.problem)
                    causes.add(each.node)
        return told

    # Names

    def visit_Name(self, node: ast.Name) -> None:
        """A name, which somebody has to give a value."""
        if self._class is not None and (node.id in names.CLASS_NAMES or names.is_private(node.id)):
            # Such as `__rmul__ = __mul__`.
            if node.id == names.MATCH_ARGUMENTS and node not in self.match_arguments:
                self.refuse(node, f"`{node.id}` takes the names of attributes here, as in `{node.id} = ('x', 'y')`")
            return
        super().visit_Name(node)
        self._visit_value(node)

    def _visit_value(self, node: ast.Name, otherwise: str = "store one in it first") -> None:
        """A name has to have a value where it is read; `otherwise` is the cure where nothing better is known."""
        path = self.imports.get(node.id, "")
        missing = why.why_gone(path, node.id) if path else None
        if missing is not None:
            self.say_unknown(node, missing)
            return
        is_known = node.id in self._known or self._any_name
        if not is_known and isinstance(node.ctx, ast.Load) and why.why_not_name(node.id) is None:
            # Hints take time, and nobody reads hundreds of them.
            known = self._known if len(self.refusals) + len(self.unknown) < why.MOST_HINTS else frozenset()
            self.say_unknown(node, why.why_no_value(node.id, known, otherwise))

    def visit_Attribute(self, node: ast.Attribute) -> None:
        """What is taken of something; what a module no longer has is missing, as in Python."""
        if not self._say_gone(node):
            super().visit_Attribute(node)

    def _say_gone(self, node: ast.Attribute) -> bool:
        path = self.path(node) or ""
        missing = why.why_gone(path, code(node)) if path in gone.GONE else None
        if missing is not None:
            self.say_unknown(node, missing)
        return missing is not None

    def _visit_types(self, told: Iterable[ast.expr]) -> None:
        """Annotations, of which nothing is computed; but what Python looks up for them has to be there."""
        for each in told:
            for node in annotation.names_of(each) if each in self._looked_up else ():
                if isinstance(node, ast.Attribute):
                    self._say_gone(node)
                else:
                    self._visit_value(node, f'write its class above, or the type as a text, `"{node.id}"`')

    def say_unknown(self, node: ast.AST, message: str) -> None:
        """What has no value: a problem where Python is sure to come to it, else perhaps none, as in Python."""
        if self._is_met(node):
            self.refuse(node, message, guard=False)
        elif node not in self._tried:
            self.unknown.append(self.problem(node, message, kind=UNKNOWN))

    def _is_met(self, node: ast.AST) -> bool:
        """Whether Python is sure to come to a node."""
        if self._met is None:
            self._met = met.for_sure(self._tree.body)
            self._tried = met.tried(self._tree)
        return node in self._met

    def visit_Import(self, node: ast.Import | ast.ImportFrom) -> None:
        """Names that are imported; what is refused is said here and nowhere else."""
        self._imported.visit(node)

    visit_ImportFrom = visit_Import

    def visit_Global(self, node: ast.Global | ast.Nonlocal) -> None:
        """Names of the module that a function stores."""
        for name in node.names:
            self.bind(node, name)

    visit_Nonlocal = visit_Global

    def visit_attribute_of_value(self, node: ast.Attribute) -> None:
        """An attribute of what is no module."""
        if self._is_class_name(node) or (self._refused_class and self._of_super(node)):
            return
        if self._draws and isinstance(node.ctx, ast.Load) and not node.attr.startswith("_"):
            # Anything may stand for what is drawn, or for a data set: it is asked as the program runs.
            return
        is_nobodys = isinstance(node.ctx, ast.Load) and node.attr not in self.own and why.is_nobodys(node.attr)
        if is_nobodys and not self._is_met(node):
            # Should Python come to it, the very object is asked.
            self.say_unknown(node, why.why_not_attribute(node.attr) or "")
            return
        super().visit_attribute_of_value(node)

    def _is_class_name(self, node: ast.Attribute) -> bool:
        """Whether it is what Python itself calls, of one of the program's classes: `Base.__init__(self)`."""
        if node.attr == "__class__" and isinstance(node.ctx, ast.Load):
            return True
        of_class = isinstance(node.value, ast.Name) and node.value.id in self.bases.classes
        return node.attr in names.METHODS and of_class and isinstance(node.ctx, ast.Load)

    # Functions and classes

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        """A function, or a method of a class."""
        is_method, self._class = self._class, None
        if is_method is None or not (self._refused_class or node.name in names.METHODS or names.is_private(node.name)):
            self.bind(node, node.name)
        for decorator in node.decorator_list:
            if not (isinstance(decorator, ast.Name) and decorator.id in calls.DECORATORS):
                self.visit(decorator)
        self._visit_types(annotation.of_function(node))
        self.visit_all([*getattr(node, "type_params", []), node.args, *node.body])
        self._class = is_method

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        """A class."""
        self.bind(node, node.name)
        self.bases.visit(node)
        self.visit_all([*node.decorator_list, *getattr(node, "type_params", [])])
        outer, self._class = (self._class, self._refused_class), node
        self._refused_class = self._refused_class or node.name in self.bases.refused
        self.visit_all(node.body)
        self._class, self._refused_class = outer

    def visit_arguments(self, node: ast.arguments) -> None:
        """A function's parameters."""
        for argument in [*node.posonlyargs, *node.args, *node.kwonlyargs, node.vararg, node.kwarg]:
            if argument is not None:
                self.bind(argument, argument.arg)
        self.visit_all([*node.defaults, *node.kw_defaults])

    def visit_Assign(self, node: ast.Assign) -> None:
        """A store."""
        self.take_match_arguments(node.targets, node.value)
        self.visit_all([*node.targets, node.value])

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        """A store, or only a name."""
        self.take_match_arguments([node.target], node.value)
        self.visit_all([node.target, node.value])
        self._visit_types([node.annotation])

    def visit_Lambda(self, node: ast.Lambda) -> None:
        """A function without a name."""
        outer, self._class = self._class, None
        for each in ast.walk(node.body):
            if isinstance(each, ast.Yield | ast.YieldFrom):
                self.refuse(each, "`yield` is not allowed here: write a function with `def`")
        self.visit_all([node.args, node.body])
        self._class = outer

    # Statements

    def visit_Try(self, node: ast.Try) -> None:
        """What may be caught is more than what may be raised."""
        self.visit_all(node.body)
        for handler in node.handlers:
            if handler.name is not None:
                self.bind(handler, handler.name)
            kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
            for kind in kinds:
                if not (isinstance(kind, ast.Name) and kind.id in names.CAUGHT - self.stored - self.imports.keys()):
                    self.visit_all([kind])
            self.visit_all(handler.body)
        self.visit_all([*node.orelse, *node.finalbody])

    def visit_With(self, node: ast.With) -> None:
        """A `with` of numpy's options, of a class of the program, or of what draws."""
        for item in node.items:
            call = item.context_expr
            options = modules.CONTEXTS.get(self.path(call.func) or "") if isinstance(call, ast.Call) else None
            if isinstance(call, ast.Call) and options:
                self._visit_options(call, *options)
            elif isinstance(call, ast.Constant):
                self.refuse(node, why.why_not_syntax("With"))
            else:
                self.visit(call)
            self.visit_all([item.optional_vars])
        self.visit_all(node.body)

    # Expressions

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        """An f-string, whose parts are told at its beginning."""
        outer, self._f_string = self._f_string, self._f_string or node
        self.visit_all(node.values)
        self._f_string = outer

    def visit_comprehension(self, node: ast.comprehension) -> None:
        """The `for` inside an expression."""
        if node.is_async:
            self._refuse_async(node.target, "AsyncFor")
        self.visit_all(ast.iter_child_nodes(node))

    def visit_AsyncFunctionDef(self, node: ast.AST) -> None:
        """What waits for something else: a program of it is told so once."""
        self._refuse_async(node, type(node).__name__)

    visit_AsyncFor = visit_AsyncWith = visit_Await = visit_AsyncFunctionDef

    def _refuse_async(self, node: ast.AST, name: str) -> None:
        if not self._has_async:
            self.refuse(node, why.why_not_syntax(name), width=syntax.WIDTHS[name])
        self._has_async = True

    def visit_Call(self, node: ast.Call) -> None:
        """A call: of some functions not everything may be asked."""
        path = self.path(node.func)
        if path in modules.OPTION_CALLS:
            self._visit_options(node, *modules.OPTION_CALLS[path])
            return
        if isinstance(node.func, ast.Attribute) and self._is_super(node.func):
            self.visit(node.func.value)
            self._visit_arguments(node, None)
            return
        if "vars" not in self.stored and asks_for_arguments(node, self.imports):
            self.visit(node.args[0])
            return
        first = self.path(node.args[0]) if node.args else None
        if path in names.BY_TEXT and first in modules.MODULES and not self._is_asked_module(node):
            self.refuse(node, why.why_not_by_text(code(node.func), first, code(node.args[0])))
            return
        if path == "type":
            if len(node.args) != 1 or node.keywords or isinstance(node.args[0], ast.Starred):
                self.refuse(node, "`type` takes one value here: write a class with `class`")
        elif path not in modules.SEEDED:
            self.visit(node.func)
        self._visit_fields(node)
        self._visit_arguments(node, path)

    def _visit_fields(self, node: ast.Call) -> None:
        """`'{0.x}'.format(…)` would reach an attribute that nobody sees here."""
        function = node.func
        if isinstance(function, ast.Attribute) and function.attr in ("format", "format_map"):
            text = function.value.value if isinstance(function.value, ast.Constant) else None
            field = reaching(text) if isinstance(text, str) else None
            if field is not None:
                hint = "take the part out in the call, as in `'{}'.format(x[0])`"
                self.refuse(node, f"the field `{field}` reaches into a value, which is not allowed here: {hint}")

    def _is_super(self, node: ast.Attribute) -> bool:
        """Whether a method of the class's own base is called: `super().__init__`, or another that a class defines."""
        return self._of_super(node) and node.attr in names.METHODS

    def _of_super(self, node: ast.Attribute) -> bool:
        call = node.value
        return isinstance(call, ast.Call) and self.path(call.func) == "super" and "super" not in self.stored

    def _visit_arguments(self, node: ast.Call, path: str | None) -> None:
        converts = isinstance(node.func, ast.Attribute) and node.func.attr == "astype"
        position = 0 if converts else calls.DTYPE_POSITIONS.get(path or "")
        for place, argument in enumerate(node.args):
            if place == 0 and self._is_asked_module(node):
                # What it has by that name is looked up as the program runs, among what may be used.
                continue
            if place == position:
                self._visit_dtype(argument)
            elif place == 1 and path in ("isinstance", "issubclass"):
                self._visit_kinds(argument)
            else:
                self.visit(argument)
        for keyword in node.keywords:
            self._visit_keyword(keyword)

    def _is_asked_module(self, node: ast.Call) -> bool:
        """Whether a module is asked for a member that is written out: `hasattr(np, "trapezoid")`."""
        is_read = self.path(node.func) in ("getattr", "hasattr") and self.path(node.args[0]) in modules.MODULES
        return is_read and any(
            isinstance(each, ast.Constant) and isinstance(each.value, str) for each in node.args[1:2]
        )

    def _visit_kinds(self, node: ast.expr) -> None:
        # Nowhere else: called under another name, `np.ndarray` takes any memory for objects.
        kinds = node.elts if isinstance(node, ast.Tuple) else [node]
        self.visit_all(each for each in kinds if self.path(each) not in calls.ASKED_TYPES)

    def visit_Compare(self, node: ast.Compare) -> None:
        """A comparison."""
        # `type(x) == np.ndarray` asks the same; what is compared with cannot get hold of either.
        sides = [node.left, *node.comparators]
        asks = any(isinstance(side, ast.Call) and self.path(side.func) == "type" for side in sides) and len(sides) == 2
        for side in sides:
            if not (asks and self.path(side) == "numpy.ndarray"):
                self.visit(side)

    def _visit_keyword(self, node: ast.keyword) -> None:
        message = why.why_not_stored(node.arg) if node.arg is not None else None
        if message is not None:
            self.refuse(node, message)
        elif node.arg == "dtype":
            self._visit_dtype(node.value)
        else:
            self.visit(node.value)

    def _visit_dtype(self, node: ast.expr) -> None:
        path = self.path(node)
        if isinstance(node, ast.List):
            self._visit_fields_of_dtype(node)
            return
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            known = all(calls.DTYPE_TEXT.fullmatch(part.strip()) for part in node.value.split(","))
        else:
            known = isinstance(node, ast.Name | ast.Attribute | ast.Constant | ast.Call | ast.IfExp)
        if known and path != "numpy.ndarray":
            self.visit(node)
        else:
            self.refuse(node, f"`{code(node)}` is not allowed as a dtype: use a number's, such as float or np.float32")

    def _visit_fields_of_dtype(self, node: ast.List) -> None:
        """Fields with names, as in `[("age", int), ("place", float, 2)]`: each has a type as any other."""
        for field in node.elts:
            if isinstance(field, ast.Tuple) and len(field.elts) in (2, 3):
                name, kind, *shape = field.elts
                self._visit_dtype(kind)
                self.visit_all([name, *shape])
            else:
                self.refuse(field, f"`{code(field)}` is no field: write its name and its type, as in `('age', int)`")

    def _visit_options(self, node: ast.Call, options: frozenset[str], texts: frozenset[object], takes: str) -> None:
        for part in [*node.args, *node.keywords]:
            value = part.value if isinstance(part, ast.keyword) and part.arg in options else None
            path = self.path(value) if value is not None else None
            fits = path in {"numpy.inf", "math.inf", "sys.maxsize", "numpy.nan"}
            if isinstance(value, ast.Constant):
                fits = isinstance(value.value, int | type(None)) or value.value in texts
            if not fits:
                self.refuse(part, f"`{code(part)}` is not allowed here: `{code(node.func)}` takes {takes}")
