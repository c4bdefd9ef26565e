"""Puts a probe around each operation of a program's syntax tree.

The author's own expressions stay what Python evaluates; a probe only sees values pass: `a + b` becomes
`done(7, see(7, a) + see(7, b))`. Every expression is still evaluated once and in its own order.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Sequence

from tui_tutor.engine.probe.pieces import Pieces, captured, is_literal, parameters, stored_names
from tui_tutor.engine.probe.sites import Kind, OperandText
from tui_tutor.engine.text.headers import header

OPERATORS: dict[type[ast.AST], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.Pow: "**",
    ast.MatMult: "@",
    ast.LShift: "<<",
    ast.RShift: ">>",
    ast.BitAnd: "&",
    ast.BitOr: "|",
    ast.BitXor: "^",
    ast.USub: "-",
    ast.UAdd: "+",
    ast.Invert: "~",
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Is: "is",
    ast.IsNot: "is not",
    ast.In: "in",
    ast.NotIn: "not in",
}


Comprehension = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp


class PlainLambdas(ast.NodeTransformer):
    """Gives functions without a name, in code that is not probed, the same two ways as in the probed copy of it."""

    def __init__(self, prober: Prober) -> None:
        self._prober = prober

    def visit_Lambda(self, node: ast.Lambda) -> ast.expr:
        """A function may be made while nobody watches, and be called while somebody does."""
        body = self._prober.lambda_body(node)
        self.generic_visit(node.args)
        return ast.copy_location(ast.Lambda(node.args, body), node)


class Prober(Pieces):
    """Rewrites syntax trees of one program, numbering each operation's site as it goes."""

    def body(self, statements: Sequence[ast.stmt]) -> list[ast.stmt]:
        """Probe a run of statements."""
        probed: list[ast.stmt] = []
        for statement in statements:
            outer = self._statement_line
            self._begin(statement)
            result = self.visit(statement)
            probed += result if isinstance(result, list) else [result]
            self._statement_line = outer
        return probed

    def expression(self, node: ast.expr, statement: ast.stmt) -> ast.expr:
        """Probe one expression that belongs to a statement's header."""
        self._begin(statement)
        return self._expr(node)

    def loop_head(self, node: ast.For | ast.While) -> ast.stmt:
        """The probe that notes a loop's advance, to stand first in its body."""
        span = header(self.source, node)
        operands = (self._text(node.iter),) if isinstance(node, ast.For) else (self._text(node.test),)
        symbol = "for" if isinstance(node, ast.For) else "while"
        site = self._site(Kind.LOOP, symbol, span, operands)
        names = sorted(stored_names(node.target)) if isinstance(node, ast.For) else []
        values: list[ast.expr] = [ast.Name(name, ast.Load()) for name in names]
        arguments = [ast.List([ast.Constant(name) for name in names], ast.Load()), ast.List(values, ast.Load())]
        return self._statement_probe("looped", site, arguments, node)

    # Expressions

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        """An arithmetic operator."""
        symbol = OPERATORS[type(node.op)]
        kind = Kind.DOT if symbol == "@" else Kind.ELEMENTWISE
        left, right = self._expr(node.left), self._expr(node.right)
        site = self._site(kind, symbol, self.source.span(node), (self._text(node.left), self._text(node.right)))
        return self._done(site, ast.BinOp(self._see(site, left), node.op, self._see(site, right)), node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.expr:
        """A sign; `not` is no operation, and neither is the sign of a literal."""
        if isinstance(node.op, ast.Not) or is_literal(node):
            node.operand = self._expr(node.operand)
            return node
        operand = self._expr(node.operand)
        span = self.source.span(node)
        site = self._site(Kind.ELEMENTWISE, OPERATORS[type(node.op)], span, (self._text(node.operand),))
        return self._done(site, ast.UnaryOp(node.op, self._see(site, operand)), node)

    def visit_Compare(self, node: ast.Compare) -> ast.expr:
        """A comparison, chained or not, is one operation."""
        parts = [node.left, *node.comparators]
        probed = [self._expr(part) for part in parts]
        symbol = OPERATORS[type(node.ops[0])]
        site = self._site(Kind.COMPARE, symbol, self.source.span(node), tuple(map(self._text, parts)))
        seen = [self._see(site, part) for part in probed]
        return self._done(site, ast.Compare(seen[0], node.ops, seen[1:]), node)

    def visit_Call(self, node: ast.Call) -> ast.expr:
        """A call; which kind it is the called object tells when it runs."""
        is_method = isinstance(node.func, ast.Attribute)
        receiver = node.func.value if isinstance(node.func, ast.Attribute) else None
        function = self._expr(receiver) if receiver is not None else self._expr(node.func)
        arguments = [self._expr(argument) for argument in node.args]
        keywords = [(keyword.arg, self._expr(keyword.value)) for keyword in node.keywords]
        texts = [self._text(receiver)] if receiver is not None else []
        texts += [self._text(argument) for argument in node.args]
        texts += [self._text(keyword.value, keyword.arg) for keyword in node.keywords]
        symbol = node.func.attr if isinstance(node.func, ast.Attribute) else self._text(node.func).code
        site = self._site(Kind.OTHER, symbol, self.source.span(node), tuple(texts))
        if is_method:
            assert isinstance(node.func, ast.Attribute)
            function = self._at(ast.Attribute(self._see(site, function), node.func.attr, ast.Load()), node.func)
        call = ast.Call(
            self._probe("call", site, [function], node.func),
            [self._see_argument(site, argument) for argument in arguments],
            [ast.keyword(name, self._see(site, value)) for name, value in keywords],
        )
        return self._done(site, call, node)

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        """`.T` is an operation; looking up any other attribute is not."""
        value = self._expr(node.value)
        if node.attr != "T" or not isinstance(node.ctx, ast.Load):
            return self._at(ast.Attribute(value, node.attr, node.ctx), node)
        site = self._site(Kind.TRANSPOSE, "T", self.source.span(node), (self._text(node.value),))
        return self._done(site, ast.Attribute(self._see(site, value), "T", ast.Load()), node)

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        """Taking out of an array, a list or a dictionary."""
        value, index = self._expr(node.value), self._expr(node.slice)
        site = self._site(Kind.INDEX, "[]", self.source.span(node), (self._text(node.value), self._text(node.slice)))
        taken = ast.Subscript(self._see(site, value), self._see_index(site, index), node.ctx)
        return self._done(site, taken, node)

    def visit_IfExp(self, node: ast.IfExp) -> ast.expr:
        """A branch inside an expression."""
        test, body, other = self._expr(node.test), self._expr(node.body), self._expr(node.orelse)
        site = self._site(Kind.BRANCH, "if", self.source.span(node), (self._text(node.test),))
        return self._at(ast.IfExp(self._probe("branch", site, [test], node), body, other), node)

    def visit_NamedExpr(self, node: ast.NamedExpr) -> ast.expr:
        """A name bound inside an expression."""
        value = self._expr(node.value)
        name = node.target.id
        site = self._site(Kind.BIND, "=", self.source.span(node), (self._text(node.value),), name)
        stored = self._at(ast.NamedExpr(node.target, value), node)
        return self._probe("bound", site, [ast.Constant(self._is_global(name)), stored], node)

    def visit_ListComp(self, node: Comprehension) -> ast.expr:
        """What is done for each item may be done very often: each time it goes the way that is gone then."""
        if isinstance(node, ast.DictComp):
            node.key, node.value = self.either(node.key), self.either(node.value)
        else:
            node.elt = self.either(node.elt)
        for each in node.generators:
            each.target, each.iter = self._expr(each.target), self._expr(each.iter)
            each.ifs = list(map(self.either, each.ifs))
        return node

    visit_SetComp = visit_DictComp = visit_GeneratorExp = visit_ListComp

    def either(self, node: ast.expr) -> ast.expr:
        """An expression both ways; what has no operation in it has one way."""
        if isinstance(node, (ast.Constant, ast.Name)):
            return node
        plain = PlainLambdas(self).visit(copy.deepcopy(node))
        return self.choice(self._expr(node), plain, node)

    def visit_Lambda(self, node: ast.Lambda) -> ast.expr:
        """A function without a name."""
        body = self.lambda_body(node)
        node.args = self._defaults(node.args)
        site = self._site(Kind.DEFINE, "lambda", self.source.span(node))
        probed = self._at(ast.Lambda(node.args, body), node)
        return self._probe("defined", site, [ast.Constant(None), ast.Constant(False), probed], node)

    def lambda_body(self, node: ast.Lambda) -> ast.expr:
        """The body of a function without a name, both ways; made once for all copies of it."""
        key = self.source.span(node)
        if key not in self._lambdas:
            plain = PlainLambdas(self).visit(copy.deepcopy(node.body))
            function = self._function("lambda", node.args, node.lineno)
            enter = self._recorder_call("enter", [ast.Constant(function), *parameters(node.args)], node)
            self._global_names.append(set())
            body = self._expr(copy.deepcopy(node.body))
            self._global_names.pop()
            pair = self._at(ast.Subscript(ast.Tuple([enter, body], ast.Load()), ast.Constant(1), ast.Load()), node)
            self._lambdas[key] = self.choice(pair, plain, node)
        return self._lambdas[key]

    def visit_Ours(self, node: ast.stmt) -> ast.stmt:
        """What the tutor has put into the program itself."""
        return node

    # Statements

    def visit_Assign(self, node: ast.Assign) -> list[ast.stmt]:
        """Names bound by `=`, and stores into arrays."""
        value = self._expr(node.value)
        text = self._text(node.value)
        targets, probes = [], []
        for target in node.targets:
            stored = isinstance(target, ast.Subscript)
            new, after = self._target(target, text, node)
            targets.append(new)
            probes += after
            value = self._see(self.sites[-1], value) if stored else value
        return [self._at(ast.Assign(targets, value), node), *probes]

    def visit_AnnAssign(self, node: ast.AnnAssign) -> list[ast.stmt]:
        """A name bound with an annotation, which Python looks up but for a function's own names."""
        if node.value is None:
            return [node]
        value, text = self._expr(node.value), self._text(node.value)
        target, probes = self._target(node.target, text, node)
        if self._is_class or not self._global_names:
            assert isinstance(target, ast.Name | ast.Attribute | ast.Subscript)
            return [self._at(ast.AnnAssign(target, node.annotation, value, node.simple), node), *probes]
        return [self._at(ast.Assign([target], value), node), *probes]

    def visit_AugAssign(self, node: ast.AugAssign) -> list[ast.stmt]:
        """An update: the old value is copied before, the store is an operation of its own."""
        value, text = self._expr(node.value), self._text(node.value)
        symbol = OPERATORS[type(node.op)]
        span = self.source.span(node)
        if isinstance(node.target, ast.Name):
            name = node.target.id
            site = self._site(Kind.UPDATE, symbol, span, (OperandText(name), text), name)
            loaded = self._at(ast.Name(name, ast.Load()), node.target)
            before = self._statement_probe("see", site, [loaded], node)
            update = self._at(ast.AugAssign(node.target, node.op, self._see(site, value)), node)
            arguments = [ast.Constant(self._is_global(name)), ast.Name(name, ast.Load())]
            return [before, update, self._statement_probe("bound", site, arguments, node)]
        if isinstance(node.target, ast.Attribute):
            owner, attribute = self._expr(node.target.value), node.target.attr
            site = self._site(Kind.UPDATE, symbol, span, (self._text(node.target), text), self._text(node.target).code)
            called = self._attribute_name(attribute)
            held = self._probe("holder", site, [ast.Constant(called), owner], node.target)
            attribute_of = self._at(ast.Attribute(held, attribute, ast.Store()), node.target)
            changed = self._at(ast.AugAssign(attribute_of, node.op, self._see(site, value)), node)
            return [changed, self._statement_probe("held", site, [ast.Constant(called)], node)]
        assert isinstance(node.target, ast.Subscript)
        receiver, index = self._expr(node.target.value), self._expr(node.target.slice)
        site = self._site(Kind.UPDATE, symbol, span, (self._text(node.target), text))
        place = self._placed(site, index, node.target)
        target = self._at(ast.Subscript(self._see(site, receiver), place, ast.Store()), node.target)
        update = self._at(ast.AugAssign(target, node.op, self._see(site, value)), node)
        return [update, self._statement_probe("stored", site, [], node)]

    def visit_If(self, node: ast.If) -> ast.stmt:
        """A branch."""
        span, text = header(self.source, node), self._text(node.test)
        test = self._expr(node.test)
        site = self._site(Kind.BRANCH, "if", span, (text,))
        node.test = self._probe("branch", site, [test], node.test)
        node.body, node.orelse = self.body(node.body), self.body(node.orelse)
        return node

    def visit_Assert(self, node: ast.Assert) -> ast.stmt:
        """A check that stops the program is decided like a branch."""
        text, test = self._text(node.test), self._expr(node.test)
        site = self._site(Kind.BRANCH, "assert", self.source.span(node), (text,))
        node.test = self._probe("branch", site, [test], node.test)
        return node

    def visit_Import(self, node: ast.Import | ast.ImportFrom) -> list[ast.stmt]:
        """Each imported name is an operation."""
        probes: list[ast.stmt] = []
        for alias in node.names:
            name = alias.asname or alias.name.split(".")[0]
            site = self._site(Kind.IMPORT, "import", self.source.span(node))
            if name == "*":
                nothing: list[ast.expr] = [ast.Constant(None), ast.Constant(False), ast.Constant(None)]
                probes.append(self._statement_probe("defined", site, nothing, node))
                continue
            arguments = [ast.Constant(name), ast.Constant(self._is_global(name)), ast.Name(name, ast.Load())]
            probes.append(self._statement_probe("defined", site, arguments, node))
        return [node, *probes]

    visit_ImportFrom = visit_Import

    def visit_Delete(self, node: ast.Delete) -> list[ast.stmt]:
        """A name is gone, which is no operation; taking a part out of something is one."""
        after: list[ast.stmt] = []
        for index, target in enumerate(node.targets):
            if isinstance(target, ast.Subscript):
                texts = (self._text(target.value), self._text(target.slice))
                node.targets[index], probes = self._place(target, texts, node)
                after += probes
        names = [target.id for target in node.targets if isinstance(target, ast.Name)]
        forgets = [
            self._recorder_call("forget", [ast.Constant(name), ast.Constant(self._is_global(name))], node)
            for name in names
        ]
        return [node, *after, *(self._at(ast.Expr(forget), node) for forget in forgets)]

    def visit_Match(self, node: ast.Match) -> ast.stmt:
        """What is matched is computed; the case that is come to stores the names of its pattern."""
        node.subject = self._expr(node.subject)
        for case in node.cases:
            case.guard = self._expr(case.guard) if case.guard is not None else None
            case.body = [*self.captures(case), *self.body(case.body)]
        return node

    def captures(self, case: ast.match_case) -> list[ast.stmt]:
        """The probes that note the names which a case's pattern has stored, to stand first in its body."""
        pattern = case.pattern
        span = self.source.span(pattern)
        text = OperandText(self.source.segment(span))
        probes: list[ast.stmt] = []
        for name in captured(pattern):
            site = self._site(Kind.BIND, "=", span, (text,), name)
            arguments = [ast.Constant(self._is_global(name)), ast.Name(name, ast.Load())]
            probes.append(self._statement_probe("bound", site, arguments, case.body[0]))
        return probes

    def visit_Finally(self, node: ast.If) -> ast.stmt:
        """Only the body is the author's."""
        node.body = self.body(node.body)
        return node

    def visit_With(self, node: ast.With) -> ast.stmt:
        """The body of a `with` is probed like any other."""
        for item in node.items:
            item.context_expr = self._expr(item.context_expr)
        node.body = self.body(node.body)
        return node

    # Pieces

    def _begin(self, statement: ast.stmt) -> None:
        self._statements += 1
        self._statement_line = statement.lineno

    def _target(self, target: ast.expr, text: OperandText, node: ast.stmt) -> tuple[ast.expr, list[ast.stmt]]:
        """A target as it is stored to, and the probes that come after the store."""
        if isinstance(target, ast.Subscript):
            texts = (self._text(target.value), self._text(target.slice), text)
            return self._place(target, texts, node)
        if isinstance(target, ast.Attribute):
            return self._attribute(target, text, node)
        if isinstance(target, (ast.Tuple, ast.List)):
            probes = []
            for index, element in enumerate(target.elts):
                if isinstance(element, ast.Subscript):
                    place = (self._text(element.value), self._text(element.slice))
                    target.elts[index], after = self._place(element, place, node)
                else:
                    target.elts[index], after = self._target(element, text, node)
                probes += after
            return target, probes
        probes = []
        for name in stored_names(target):
            site = self._site(Kind.BIND, "=", self.source.span(node), (text,), name)
            arguments = [ast.Constant(self._is_global(name)), ast.Name(name, ast.Load())]
            probes.append(self._statement_probe("bound", site, arguments, node))
        return target, probes

    def _attribute(self, target: ast.Attribute, text: OperandText, node: ast.stmt) -> tuple[ast.expr, list[ast.stmt]]:
        """An attribute of an object that is stored to."""
        owner = self._expr(target.value)
        site = self._site(Kind.BIND, "=", self.source.span(node), (text,), self._text(target).code)
        called = self._attribute_name(target.attr)
        held = self._probe("holder", site, [ast.Constant(called), owner], target)
        stored = ast.Attribute(held, target.attr, ast.Store())
        return self._at(stored, target), [self._statement_probe("held", site, [ast.Constant(called)], node)]

    def _place(
        self, target: ast.Subscript, texts: tuple[OperandText, ...], node: ast.stmt
    ) -> tuple[ast.expr, list[ast.stmt]]:
        """A place in an array, a list or a dictionary that is stored to."""
        receiver, index = self._expr(target.value), self._expr(target.slice)
        site = self._site(Kind.INDEX, "[]=", self.source.span(node), texts)
        stored = ast.Subscript(self._see(site, receiver), self._see_index(site, index), target.ctx)
        return self._at(stored, target), [self._statement_probe("stored", site, [], node)]
