"""Walks the tree of code that was seen through, and computes its statements and expressions."""

from __future__ import annotations

import ast
import operator
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Final

from .names import BUILTINS, ELEMENTS_MAX, TooLarge, table
from .refusing import dotted

_operators: Any = operator  # whose functions are typed by their operands, of which nothing is known here
_BINARY: Final[Mapping[type[ast.operator], Callable[[Any, Any], Any]]] = {
    ast.Add: _operators.add, ast.Sub: _operators.sub, ast.Mult: _operators.mul, ast.Div: _operators.truediv,
    ast.FloorDiv: _operators.floordiv, ast.Mod: _operators.mod, ast.Pow: _operators.pow,
    ast.BitAnd: _operators.and_, ast.BitOr: _operators.or_, ast.BitXor: _operators.xor,
}  # fmt: skip
_UNARY: Final[Mapping[type[ast.unaryop], Callable[[Any], Any]]] = {
    ast.USub: operator.neg, ast.UAdd: operator.pos, ast.Not: operator.not_, ast.Invert: operator.invert,
}  # fmt: skip
_COMPARED: Final[Mapping[type[ast.cmpop], Callable[[Any, Any], Any]]] = {
    ast.Eq: operator.eq, ast.NotEq: operator.ne, ast.Lt: operator.lt, ast.LtE: operator.le,
    ast.Gt: operator.gt, ast.GtE: operator.ge, ast.Is: operator.is_, ast.IsNot: operator.is_not,
}  # fmt: skip
_STEPS_MAX = 20_000_000
_STEPS_BETWEEN_LOOKS = 1024
_BITS_MAX = 1 << 16
_DEPTH_MAX = 60


class OutOfTime(Exception):
    """The time for this job is over."""


class _Return(Exception):
    def __init__(self, value: Any) -> None:
        super().__init__()
        self.value = value


@dataclass(slots=True)
class _Scope:
    """Names of one call, and the scope that its function was defined in."""

    names: dict[str, Any] = field(default_factory=dict[str, Any])
    outer: _Scope | None = None

    def find(self, name: str) -> Any:
        scope: _Scope | None = self
        while scope is not None:
            if name in scope.names:
                return scope.names[name]
            scope = scope.outer
        if name in BUILTINS:
            return BUILTINS[name]
        raise NameError(f"name '{name}' is not defined")


class Evaluator:
    """Computes with one module. `line` is where it is, or where it was when something was raised."""

    _range: ClassVar[str] = "range"

    def __init__(self, tree: ast.Module, deadline: float) -> None:
        self.line: int | None = None
        self._deadline = deadline
        self._steps = self._depth = 0
        self._aliases: dict[str, str] = {}
        self._module = _Scope()
        for statement in tree.body:
            self._execute(statement, self._module)

    def function(self, name: str) -> Callable[..., Any]:
        """A function that the module defines; raises `AttributeError`."""
        found = self._module.names.get(name)
        if not callable(found):
            raise AttributeError(f"module 'candidate' has no attribute '{name}'")
        return found

    def _step(self, node: ast.AST) -> None:
        self.line = getattr(node, "lineno", self.line)
        self._steps += 1
        if self._steps % _STEPS_BETWEEN_LOOKS == 0:
            self._look_at_the_clock()

    def _look_at_the_clock(self) -> None:
        if time.monotonic() > self._deadline or self._steps > _STEPS_MAX:
            raise OutOfTime

    def _execute(self, node: ast.stmt, scope: _Scope) -> None:
        self._step(node)
        match node:
            case ast.Import(names=names):
                for alias in names:
                    first = alias.name.partition(".")[0]
                    self._aliases[alias.asname or first] = alias.name if alias.asname else first
            case ast.ImportFrom(module=module, names=names):
                self._aliases |= {alias.asname or alias.name: f"{module}.{alias.name}" for alias in names}
            case ast.FunctionDef(name=name):
                scope.names[name] = self._defined(node.args, node.body, scope, name)
            case ast.Assign(targets=targets, value=value):
                found = self._value(value, scope)
                for target in targets:
                    self._assign(target, found, scope)
            case ast.AnnAssign(target=target, value=value):
                if value is not None:
                    self._assign(target, self._value(value, scope), scope)
            case ast.AugAssign(target=ast.Name(id=name), op=op, value=value):
                # Never in place: an argument of the caller's would change.
                scope.names[name] = self._binary(op, scope.find(name), self._value(value, scope))
            case ast.Return(value=value):
                raise _Return(None if value is None else self._value(value, scope))
            case ast.For(target=target, iter=iterated, body=body, orelse=orelse):
                for item in self._items(iterated, scope):
                    self._assign(target, item, scope)
                    self._all(body, scope)
                self._all(orelse, scope)
            case ast.If(test=test, body=body, orelse=orelse):
                self._all(body if self._value(test, scope) else orelse, scope)
            case ast.With(items=items, body=body):
                with self._value(items[0].context_expr, scope):
                    self._all(body, scope)
            case ast.Expr(value=value):
                if not isinstance(value, ast.Constant):
                    self._value(value, scope)
            case _:
                pass

    def _all(self, body: list[ast.stmt], scope: _Scope) -> None:
        for statement in body:
            self._execute(statement, scope)

    def _assign(self, target: ast.expr, value: Any, scope: _Scope) -> None:
        match target:
            case ast.Name(id=name):
                scope.names[name] = value
            case ast.Tuple(elts=elements):
                values = list(value)
                if len(values) != len(elements):
                    raise ValueError(f"expected {len(elements)} values, got {len(values)}")
                for element, one in zip(elements, values, strict=True):
                    self._assign(element, one, scope)
            case _:
                raise TypeError("only names are assigned to")

    def _defined(
        self, parameters: ast.arguments, body: list[ast.stmt] | ast.expr, scope: _Scope, name: str
    ) -> Callable[..., Any]:
        positional = [p.arg for p in (*parameters.posonlyargs, *parameters.args)]
        named = [p.arg for p in parameters.kwonlyargs]
        given = [self._value(default, scope) for default in parameters.defaults]
        defaults = dict(zip(positional[len(positional) - len(given) :], given, strict=True))
        for keyword, default in zip(named, parameters.kw_defaults, strict=True):
            if default is not None:
                defaults[keyword] = self._value(default, scope)

        def call(*args: Any, **kwargs: Any) -> Any:
            if len(args) > len(positional):
                raise TypeError(f"{name}() takes {len(positional)} arguments but {len(args)} were given")
            bound = dict(zip(positional, args, strict=False))
            for keyword, value in kwargs.items():
                if keyword in bound or keyword not in (*positional, *named):
                    raise TypeError(f"{name}() got an unexpected or repeated argument '{keyword}'")
                bound[keyword] = value
            bound = {**defaults, **bound}
            missing = [one for one in (*positional, *named) if one not in bound]
            if missing:
                raise TypeError(f"{name}() is missing the argument '{missing[0]}'")
            return self._called(_Scope(bound, scope), body)

        return call

    def _called(self, scope: _Scope, body: list[ast.stmt] | ast.expr) -> Any:
        self._depth += 1
        try:
            if self._depth > _DEPTH_MAX:
                raise RecursionError("maximum recursion depth exceeded")
            if isinstance(body, ast.expr):
                return self._value(body, scope)
            self._all(body, scope)
        except _Return as result:
            return result.value
        finally:
            self._depth -= 1
        return None

    def _value(self, node: ast.expr, scope: _Scope) -> Any:
        self._step(node)
        match node:
            case ast.Constant(value=value):
                return value
            case ast.Name(id=name):
                return table()[self._aliases[name]] if name in self._aliases else scope.find(name)
            case ast.Attribute():
                return table()[dotted(node, self._aliases)]
            case ast.BinOp(left=left, op=op, right=right):
                return self._binary(op, self._value(left, scope), self._value(right, scope))
            case ast.UnaryOp(op=op, operand=operand):
                return _UNARY[type(op)](self._value(operand, scope))
            case ast.BoolOp(op=op, values=values):
                return self._either(isinstance(op, ast.Or), values, scope)
            case ast.Compare(left=left, ops=ops, comparators=others):
                return self._compared(self._value(left, scope), ops, others, scope)
            case ast.IfExp(test=test, body=body, orelse=orelse):
                return self._value(body if self._value(test, scope) else orelse, scope)
            case ast.Tuple(elts=elements):
                return tuple([self._value(one, scope) for one in elements])
            case ast.List(elts=elements):
                return [self._value(one, scope) for one in elements]
            case ast.ListComp(elt=element, generators=generators):
                return list(self._comprehended(element, generators, scope))
            case ast.GeneratorExp(elt=element, generators=generators):
                return list(self._comprehended(element, generators, scope))
            case ast.Lambda(args=parameters, body=body):
                return self._defined(parameters, body, scope, "<lambda>")
            case ast.Subscript(value=value, slice=index):
                return self._value(value, scope)[self._index(index, scope)]
            case ast.Call():
                return self._call(node, scope)
            case _:
                raise TypeError(f"{type(node).__name__} is not interpreted")

    def _binary(self, op: ast.operator, left: Any, right: Any) -> Any:
        for operand in (left, right):
            if not (isinstance(operand, int | float | complex) or hasattr(operand, "dtype")):
                raise TypeError(f"unsupported operand type(s): '{type(operand).__name__}'")
        _bound(op, left, right)
        return _BINARY[type(op)](left, right)

    def _either(self, is_or: bool, values: list[ast.expr], scope: _Scope) -> Any:
        found: Any = None
        for value in values:
            found = self._value(value, scope)
            if bool(found) is is_or:
                return found
        return found

    def _compared(self, left: Any, ops: list[ast.cmpop], others: list[ast.expr], scope: _Scope) -> Any:
        found: Any = True
        for op, other in zip(ops, others, strict=True):
            right = self._value(other, scope)
            found = _COMPARED[type(op)](left, right)
            if len(ops) > 1 and not found:
                return found
            left = right
        return found

    def _comprehended(
        self, element: ast.expr, generators: list[ast.comprehension], scope: _Scope
    ) -> Iterator[Any]:
        first, *rest = generators
        inner = _Scope(outer=scope)
        for item in self._items(first.iter, scope):
            self._assign(first.target, item, inner)
            if all(self._value(test, inner) for test in first.ifs):
                if rest:
                    yield from self._comprehended(element, rest, inner)
                else:
                    yield self._value(element, inner)

    def _items(self, iterated: ast.expr, scope: _Scope) -> Any:
        """What a loop goes through; its length is bounded by the steps of its body."""
        match iterated:
            case ast.Call(func=ast.Name(id=self._range), args=args, keywords=[]):
                return range(*[self._value(arg, scope) for arg in args])
            case _:
                return self._value(iterated, scope)

    def _index(self, node: ast.expr, scope: _Scope) -> Any:
        match node:
            case ast.Slice(lower=lower, upper=upper, step=step):
                parts = [None if part is None else self._value(part, scope) for part in (lower, upper, step)]
                return slice(*parts)
            case ast.Tuple(elts=elements):
                return tuple([self._index(one, scope) for one in elements])
            case _:
                return self._value(node, scope)

    def _call(self, node: ast.Call, scope: _Scope) -> Any:
        function = self._value(node.func, scope)
        args = [self._value(arg, scope) for arg in node.args]
        kwargs = {str(one.arg): self._value(one.value, scope) for one in node.keywords}
        self._look_at_the_clock()
        return function(*args, **kwargs)


def _bound(op: ast.operator, left: Any, right: Any) -> None:
    """Whole numbers and arrays of any size are easily made; raises `TooLarge`."""
    if isinstance(left, int) and isinstance(right, int):
        bits = left.bit_length() * abs(right) if isinstance(op, ast.Pow) else 0
        if bits > _BITS_MAX or left.bit_length() + right.bit_length() > _BITS_MAX:
            raise TooLarge("a whole number of too many digits")
    elif getattr(left, "size", 1) * getattr(right, "size", 1) > ELEMENTS_MAX:
        shapes = getattr(left, "shape", ()), getattr(right, "shape", ())
        size = 1
        for one, other in zip(reversed(shapes[0]), reversed(shapes[1]), strict=False):
            size *= max(one, other)
        for shape in shapes:
            for extent in shape[: max(len(shape) - min(map(len, shapes)), 0)]:
                size *= extent
        if size > ELEMENTS_MAX:
            raise TooLarge(f"an array of {size} elements")
