"""What the guard leaves to be asked as a program runs, put into the code that was made of its tree."""

from __future__ import annotations

import ast
from typing import TypeVar

from tui_tutor.engine.imported.kinds import everywhere
from tui_tutor.engine.imported.surroundings import ASKED, EITHER, MEMBER, PARTS, SEED, SOME, STORED, TAKEN, TYPE
from tui_tutor.engine.text import annotation, meanings
from tui_tutor.engine.text.language import modules, names
from tui_tutor.engine.text.meanings import is_drawing, member

T = TypeVar("T", bound=ast.AST)

_PREFIX = "__tt"
_READ_OF_CLASSES = frozenset({"ClassVar", "InitVar", "KW_ONLY"})


def guarded(source_tree: ast.Module, tree: T) -> T:
    """The code of a program that stands for its tree, with everything asked that has to be."""
    made = _Guarded(source_tree).visit(tree)
    assert isinstance(made, type(tree))
    return ast.fix_missing_locations(made)


class _Guarded(ast.NodeTransformer):
    def __init__(self, tree: ast.Module) -> None:
        self._imports = meanings.imports(tree)
        self._stored = meanings.stored(tree)
        self._draws = any(map(is_drawing, self._imports.values()))
        self._are_looked_up = annotation.are_looked_up(tree)
        self._in_class = False

    # Attributes

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        """An attribute of an object that nobody knows yet."""
        if self._is_ours(node) or self._path(node) is not None:
            return node
        self.generic_visit(node)
        if not isinstance(node.ctx, ast.Load):
            node.value = self._call(STORED, [node.value, ast.Constant(node.attr)], node.value)
        elif node.attr == "__class__":
            return self._call(TYPE, [node.value], node)
        elif node.attr not in everywhere() and node.attr not in names.READABLE and not self._is_super(node):
            node.value = self._call(ASKED, [node.value, ast.Constant(node.attr)], node.value)
        return node

    def _is_super(self, node: ast.Attribute) -> bool:
        """Whether what Python itself calls is taken of a class's own bases."""
        value = _meant(node.value)
        is_call = isinstance(value, ast.Call) and getattr(_meant(value.func), "id", "") == "super"
        return is_call and node.attr in names.METHODS

    def visit_MatchClass(self, node: ast.MatchClass) -> ast.AST:
        """A pattern's class stays as it is written: its attributes are those of the program's own classes."""
        node.patterns = [self.visit(each) for each in node.patterns]
        node.kwd_patterns = [self.visit(each) for each in node.kwd_patterns]
        return node

    # Calls

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """A generator without a seed is given one."""
        path = self._path(_meant(node.func))
        self.generic_visit(node)
        if path in modules.SEEDED:
            named = [each for each in node.keywords if each.arg in ("seed", "x", "a", "entropy")]
            if node.args and not isinstance(node.args[0], ast.Starred):
                node.args[0] = self._call(SEED, [node.args[0]], node.args[0])
            elif named:
                named[0].value = self._call(SEED, [named[0].value], named[0].value)
            elif not node.args and not node.keywords:
                node.args.append(self._call(SEED, [], node))
        return node

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        """`type(x) is C` compares with what stands for a class, which is not that class."""
        sides = [_meant(side) for side in (node.left, *node.comparators)]
        kinds = [isinstance(side, ast.Call) and getattr(_meant(side.func), "id", "") == "type" for side in sides]
        if any(kinds) and "type" not in self._stored:
            same: dict[type, ast.cmpop] = {ast.Is: ast.Eq(), ast.IsNot: ast.NotEq()}
            node.ops = [same.get(type(op), op) for op in node.ops]
        self.generic_visit(node)
        return node

    # Types

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        """What its types are said to be is looked up, and comes to nothing."""
        every = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs, node.args.vararg, node.args.kwarg]
        places = [(each, "annotation") for each in every if each is not None] + [(node, "returns")]
        told = [self._told(getattr(holder, name), ast.Constant(None)) for holder, name in places]
        for holder, name in places:
            setattr(holder, name, None)
        outer, self._in_class = self._in_class, False
        self.generic_visit(node)
        self._in_class = outer
        for (holder, name), each in zip(places, told, strict=True):
            setattr(holder, name, each)
        return node

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        """A class may be made of what its attributes are said to be, of which only the kind counts."""
        outer, self._in_class = self._in_class, True
        self.generic_visit(node)
        self._in_class = outer
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        """A type is a text, but where a class asks for it."""
        told = node.annotation
        kind = told.value if isinstance(told, ast.Subscript) else told
        name = kind.attr if isinstance(kind, ast.Attribute) else getattr(kind, "id", "")
        keeps = self._in_class and name in _READ_OF_CLASSES and self._path(kind) is not None
        kept = kind if keeps else ast.copy_location(ast.Constant(ast.unparse(told)), told)
        node.annotation = self._told(told, kept) or kept
        node.target = self.visit(node.target)
        if node.value is not None:
            node.value = self.visit(node.value)
        return node

    def _told(self, told: ast.expr | None, kept: ast.expr) -> ast.expr | None:
        """An annotation that is looked up and of which this is kept; None where there is nothing to be looked up."""
        if told is None or not self._are_looked_up or isinstance(told, ast.Constant):
            return None
        both = ast.Tuple([self._type(told), kept], ast.Load())
        return ast.fix_missing_locations(ast.copy_location(ast.Subscript(both, ast.Constant(1), ast.Load()), told))

    def _type(self, node: ast.expr) -> ast.expr:
        """What looks an annotation up as far as it may be."""
        if isinstance(node, ast.Name | ast.Constant):
            return node
        if isinstance(node, ast.Attribute):
            return self._call(MEMBER, [self._type(node.value), ast.Constant(node.attr)], node)
        parts = [self._type(each) for each in annotation.parts(node)]
        if isinstance(node, ast.Subscript):
            return self._call(TAKEN, parts, node)
        is_either = isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr)
        return self._call(EITHER if is_either else SOME, parts, node)

    # Drawings

    def visit_Assign(self, node: ast.Assign) -> ast.AST:
        """What is drawn has as many parts as are asked for."""
        self.generic_visit(node)
        found = [target for target in node.targets if isinstance(target, ast.Tuple | ast.List)]
        if self._draws and found:
            node.value = self._call(PARTS, [node.value, _structure(found[0])], node.value)
        return node

    # Pieces

    def _path(self, node: ast.AST) -> str | None:
        """What an expression of imported names means."""
        node = _meant(node)
        if isinstance(node, ast.Name):
            return self._imports.get(node.id)
        if isinstance(node, ast.Attribute):
            owner = self._path(node.value)
            if owner is not None and (owner in modules.MODULES or is_drawing(owner)):
                return member(owner, node.attr)
        return None

    def _is_ours(self, node: ast.AST) -> bool:
        """Whether it belongs to the tutor's own names."""
        while isinstance(node, ast.Attribute):
            node = node.value
        return isinstance(node, ast.Name) and node.id.startswith(_PREFIX)

    def _call(self, name: str, arguments: list[ast.expr], origin: ast.expr) -> ast.Call:
        call = ast.Call(ast.Name(name, ast.Load()), arguments, [])
        return ast.fix_missing_locations(ast.copy_location(call, origin))


def _meant(node: ast.AST) -> ast.AST:
    """The author's own expression inside the probes around it."""
    while isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
        if not (isinstance(node.func.value, ast.Name) and node.func.value.id.startswith(_PREFIX)):
            break
        node = node.args[-1]
    return node


def _structure(target: ast.expr) -> ast.expr:
    """How a target is unpacked, as what `parts` takes."""
    if isinstance(target, ast.Tuple | ast.List):
        return ast.Tuple([_structure(each) for each in target.elts], ast.Load())
    return ast.Constant(0)
