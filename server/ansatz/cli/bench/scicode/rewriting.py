"""Takes a test apart: what runs beside the code under test, and what is compared with the target elsewhere.

A test ends in `assert` on something that mentions `target`. Everything in it that depends on the code
under test is computed beside that code; the comparison is made in another process, which the code never
sees, as the target is never seen by the code.
"""

import ast
import builtins
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, cast

TARGET: Final = "target"
SEEN: Final = "seen__"
PACK: Final = "pack__"
GOT: Final = "got__"

_BUILTIN: Final = frozenset(dir(builtins))

Key = int | str


@dataclass(frozen=True, slots=True)
class Pair:
    """What is held against a part of the target: `value` is an expression over what was seen."""

    path: tuple[Key, ...]
    value: str
    part: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """One `assert`: its condition as it is decided apart from the code."""

    condition: str
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A test: `observing` runs beside the code, and each of `comparisons` is decided elsewhere, in order.

    Where a test can't be taken apart, `observing` is the test as it stands and `is_whole` is true: then
    it needs the target beside the code.
    """

    observing: str
    comparisons: tuple[Comparison, ...] = ()
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a comparison can use without the code under test: imports, and functions the tests define."""

    text: str
    names: frozenset[str]


class _Inseparable(Exception):
    """A comparison that can't be made without the code under test at hand."""


def surroundings_of(dependencies: str, tests: Sequence[str]) -> Surroundings:
    """Imports of the problem and its tests, and functions of the tests that need nothing else."""
    statements: list[ast.stmt] = []
    functions: list[ast.FunctionDef] = []
    for text in (dependencies, *tests):
        for node in _parsed(text):
            if isinstance(node, ast.Import | ast.ImportFrom):
                statements.append(node)
            elif isinstance(node, ast.FunctionDef):
                functions.append(node)
    names = {name for node in statements for name in _bound_by_import(node)}
    while True:
        ready = [one for one in functions if _free(one) <= names | _BUILTIN | {one.name}]
        if not ready:
            break
        statements += ready
        names |= {one.name for one in ready}
        functions = [one for one in functions if one not in ready]
    return Surroundings("\n".join(map(ast.unparse, statements)), frozenset(names))


def rewritten(test: str, around: Surroundings) -> Rewritten:
    """A test taken apart, or whole where that can't be."""
    statements: list[ast.stmt] = []
    comparisons: list[Comparison] = []
    try:
        for node in _without_names_of_parts(_parsed(test, must=True)):
            if not _mentions(node):
                statements.append(node)
            elif isinstance(node, ast.Assert | ast.Expr):
                taken = _Taking(around.names)
                if isinstance(node, ast.Assert):
                    condition = taken.apart(node.test, frozenset())
                else:
                    # A call that raises where it does not hold, as NumPy's own assertions do.
                    condition = ast.List(elts=[taken.apart(node.value, frozenset())], ctx=ast.Load())
                comparisons.append(Comparison(ast.unparse(condition), tuple(taken.pairs)))
                statements.append(_observation(taken.captured))
            else:
                raise _Inseparable
    except (_Inseparable, SyntaxError, ValueError, RecursionError):
        return Rewritten(test, is_whole=True)
    text = "\n".join(ast.unparse(ast.fix_missing_locations(node)) for node in statements)
    return Rewritten(text, tuple(comparisons))


class _Taking:
    """Takes one condition apart."""

    def __init__(self, known: frozenset[str]) -> None:
        self.captured: list[ast.expr] = []
        self.pairs: list[Pair] = []
        self._known = known | _BUILTIN

    def apart(self, node: ast.expr, local: frozenset[str]) -> ast.expr:
        """The condition with everything that depends on the code put as `got__[number]`."""
        if not _mentions(node):
            return self._seen(node, local)
        match node:
            case ast.Name():
                return node
            case ast.Call(func=func, args=args, keywords=keywords):
                made = ast.Call(
                    func=self._function(func, local),
                    args=[self.apart(one, local) for one in args],
                    keywords=[ast.keyword(one.arg, self.apart(one.value, local)) for one in keywords],
                )
                self._pair_up(args, made.args, local)
                return made
            case ast.Compare(left=left, ops=ops, comparators=comparators):
                sides = [left, *comparators]
                split = [self.apart(one, local) for one in sides]
                self._pair_up(sides, split, local)
                return ast.Compare(left=split[0], ops=ops, comparators=split[1:])
            case ast.BinOp(left=left, op=op, right=right):
                split = [self.apart(left, local), self.apart(right, local)]
                self._pair_up([left, right], split, local)
                return ast.BinOp(left=split[0], op=op, right=split[1])
            case ast.BoolOp(op=op, values=values):
                return ast.BoolOp(op=op, values=[self.apart(one, local) for one in values])
            case ast.UnaryOp(op=op, operand=operand):
                return ast.UnaryOp(op=op, operand=self.apart(operand, local))
            case ast.Subscript(value=value, slice=index):
                return ast.Subscript(
                    value=self.apart(value, local), slice=self.apart(index, local), ctx=ast.Load()
                )
            case ast.Slice(lower=lower, upper=upper, step=step):
                parts = [None if one is None else self.apart(one, local) for one in (lower, upper, step)]
                return ast.Slice(*parts)
            case ast.Attribute(value=value, attr=attr):
                return ast.Attribute(value=self.apart(value, local), attr=attr, ctx=ast.Load())
            case ast.Tuple(elts=elements):
                return ast.Tuple(elts=[self.apart(one, local) for one in elements], ctx=ast.Load())
            case ast.List(elts=elements):
                return ast.List(elts=[self.apart(one, local) for one in elements], ctx=ast.Load())
            case ast.Starred(value=value):
                return ast.Starred(value=self.apart(value, local), ctx=ast.Load())
            case ast.GeneratorExp(elt=element, generators=[generator]):
                over, inner = self._generator(generator, local)
                return ast.GeneratorExp(elt=self.apart(element, inner), generators=[over])
            case ast.ListComp(elt=element, generators=[generator]):
                over, inner = self._generator(generator, local)
                return ast.ListComp(elt=self.apart(element, inner), generators=[over])
            case _:
                raise _Inseparable

    def _generator(
        self, one: ast.comprehension, local: frozenset[str]
    ) -> tuple[ast.comprehension, frozenset[str]]:
        inner = local | {node.id for node in ast.walk(one.target) if isinstance(node, ast.Name)}
        over = ast.comprehension(
            target=one.target,
            iter=self.apart(one.iter, local),
            ifs=[self.apart(condition, inner) for condition in one.ifs],
            is_async=0,
        )
        return over, inner

    def _function(self, func: ast.expr, local: frozenset[str]) -> ast.expr:
        if _mentions(func):
            return self.apart(func, local)
        if not self._unknown(func, local):
            return func
        if isinstance(func, ast.Attribute):
            return ast.Attribute(value=self._seen(func.value, local), attr=func.attr, ctx=ast.Load())
        raise _Inseparable

    def _seen(self, node: ast.expr, local: frozenset[str]) -> ast.expr:
        """An expression without the target: as it stands where nothing in it is the code's, else captured."""
        if not self._unknown(node, local):
            return node
        if isinstance(node, ast.Slice) or _names(node) & local:
            raise _Inseparable
        if isinstance(node, ast.Call) and not self._unknown(node.func, local):
            # What compares is not to be the code's own version of it, so only its arguments are taken over.
            return ast.Call(
                func=node.func,
                args=[self._seen(one, local) for one in node.args],
                keywords=[ast.keyword(one.arg, self._seen(one.value, local)) for one in node.keywords],
            )
        if isinstance(node, ast.Starred):
            return ast.Starred(value=self._seen(node.value, local), ctx=ast.Load())
        self.captured.append(node)
        number = ast.Constant(len(self.captured) - 1)
        return ast.Subscript(value=ast.Name(GOT, ast.Load()), slice=number, ctx=ast.Load())

    def _unknown(self, node: ast.expr, local: frozenset[str]) -> frozenset[str]:
        return _names(node) - self._known - local

    def _pair_up(self, before: Sequence[ast.expr], after: Sequence[ast.expr], local: frozenset[str]) -> None:
        """Notes what stands beside a part of the target; in a comprehension there are no parts to name."""
        if local:
            return
        beside = [made for one, made in zip(before, after, strict=True) if not _mentions(one)]
        for one in before:
            path = _path(one)
            if path is not None and beside:
                self.pairs.append(Pair(path, ast.unparse(beside[0]), ast.unparse(one)))


class _Renaming(ast.NodeTransformer):
    """Puts parts of the target where a test uses names that it gave them."""

    def __init__(self) -> None:
        self.parts: dict[str, ast.expr] = {}

    def visit_Name(self, node: ast.Name) -> ast.expr:
        if node.id not in self.parts:
            return node
        if not isinstance(node.ctx, ast.Load):
            raise _Inseparable
        return self.parts[node.id]


def _without_names_of_parts(statements: Sequence[ast.stmt]) -> list[ast.stmt]:
    """`a, b = target` and `a = target[0]` said in what follows by what they name."""
    renaming = _Renaming()
    kept: list[ast.stmt] = []
    for node in statements:
        match renaming.visit(node):
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if _path(value) is not None:
                renaming.parts[name] = value
            case ast.Assign(targets=[ast.Tuple(elts=elements)], value=value) if _path(value) is not None:
                for number, element in enumerate(elements):
                    if not isinstance(element, ast.Name):
                        raise _Inseparable
                    part = ast.Subscript(value=value, slice=ast.Constant(number), ctx=ast.Load())
                    renaming.parts[element.id] = part
            case changed:
                kept.append(changed)
    return kept


def _observation(captured: Iterable[ast.expr]) -> ast.stmt:
    packed: list[ast.expr] = [
        ast.Call(func=ast.Name(PACK, ast.Load()), args=[one], keywords=[]) for one in captured
    ]
    return ast.Expr(
        ast.Call(func=ast.Name(SEEN, ast.Load()), args=[ast.List(packed, ast.Load())], keywords=[])
    )


def _parsed(text: str, *, must: bool = False) -> list[ast.stmt]:
    try:
        return ast.parse(text).body
    except (SyntaxError, ValueError, RecursionError):
        if must:
            raise
        return []


def _mentions(node: ast.AST) -> bool:
    return any(isinstance(one, ast.Name) and one.id == TARGET for one in ast.walk(node))


def _names(node: ast.AST) -> frozenset[str]:
    """Names that an expression takes from outside it."""
    loaded = {one.id for one in ast.walk(node) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Load)}
    bound = {one.id for one in ast.walk(node) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)}
    bound |= {one.arg for one in ast.walk(node) if isinstance(one, ast.arg)}
    return frozenset(loaded - bound)


def _free(function: ast.FunctionDef) -> set[str]:
    inner = {one.name for one in ast.walk(function) if isinstance(one, ast.FunctionDef)}
    imported = {
        name
        for one in ast.walk(function)
        if isinstance(one, ast.Import | ast.ImportFrom)
        for name in _bound_by_import(one)
    }
    return set(_names(function)) - inner - imported


def _bound_by_import(node: ast.stmt) -> set[str]:
    aliases = cast("ast.Import | ast.ImportFrom", node).names
    return {(alias.asname or alias.name).split(".")[0] for alias in aliases}


def _path(node: ast.expr) -> tuple[Key, ...] | None:
    """The indices that lead from the target to a part of it; None for anything else."""
    path: list[Key] = []
    while isinstance(node, ast.Subscript):
        index = node.slice
        if not (isinstance(index, ast.Constant) and isinstance(index.value, int | str)):
            return None
        path.append(index.value)
        node = node.value
    return tuple(reversed(path)) if isinstance(node, ast.Name) and node.id == TARGET else None
