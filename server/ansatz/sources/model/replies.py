"""The function in a model's reply, as text that parses: nothing of a reply is ever run or looked up here."""

import ast
import re
import textwrap
from dataclasses import dataclass
from typing import Final

from .outside import reaches_outside

_FENCED: Final = re.compile(r"```(?:python|py|python3)?[ \t]*\n(.*?)(?:\n[ \t]*```|\Z)", re.S | re.I)
_THOUGHTS: Final = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.S)
_MAX_CHARACTERS: Final = 200_000


class NoCode(ValueError):
    """The reply holds no usable function; the message says why, in words that a repair can use.

    `code` is what was found, where anything was.
    """

    def __init__(self, why: str, code: str = "") -> None:
        super().__init__(why)
        self.code = code


@dataclass(frozen=True, slots=True)
class Code:
    """One function of a reply.

    `imports` are single import lines, `helpers` the other statements of its module, unindented,
    `definition` the function as written, `body` its statements after the docstring, unindented.
    """

    rationale: str
    imports: tuple[str, ...]
    helpers: str
    definition: str
    body: str


def code_in(text: str, name: str, arguments: tuple[str, ...], allowed: frozenset[str] = frozenset()) -> Code:
    """The function `name` of a reply. Raises NoCode.

    It must take `arguments` by these names in this order. Modules in `allowed` may be used although they
    reach outside of the program, because the user's own file does.
    """
    text = _THOUGHTS.sub("", text)[:_MAX_CHARACTERS]
    problem: NoCode | None = None
    for source, rationale in _blocks(text):
        try:
            return _code(source, rationale, name, arguments, allowed)
        except NoCode as error:
            problem = problem or error
    raise problem or NoCode("there is no code in the answer")


def _blocks(text: str) -> list[tuple[str, str]]:
    """Code and the words before it, the last block first: what is put right stands below what was wrong."""
    found = [(textwrap.dedent(each[1]), text[: each.start()].strip()) for each in _FENCED.finditer(text)]
    if found:
        whole = "\n\n".join(source for source, _ in found)
        return [*reversed(found), *([(whole, found[0][1])] if len(found) > 1 else [])]
    return [(text, "")] if re.search(r"^\s*(?:def|import|from)\s", text, re.M) else []


def _code(
    source: str, rationale: str, name: str, arguments: tuple[str, ...], allowed: frozenset[str]
) -> Code:
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        line = getattr(error, "lineno", None)
        raise NoCode(
            f"the code does not parse: {error}{f' (line {line})' if line else ''}", source
        ) from error
    functions = [each for each in tree.body if isinstance(each, ast.FunctionDef) and each.name == name]
    if not functions:
        raise NoCode(f"there is no function `{name}` in the code", source)
    function = functions[-1]
    taken = [a.arg for a in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)]
    taken += [a.arg for a in (function.args.vararg, function.args.kwarg) if a is not None]
    if tuple(taken) != arguments:
        raise NoCode(f"`{name}` takes ({', '.join(taken)}) and must take ({', '.join(arguments)})", source)
    imports: list[str] = []
    helpers: list[str] = []
    kept: list[ast.stmt] = [function]
    for each in tree.body:
        if isinstance(each, ast.Import | ast.ImportFrom):
            imports += _lines_of(each)
            kept.append(each)
        elif isinstance(each, ast.ClassDef | ast.Assign | ast.AnnAssign) or (
            isinstance(each, ast.FunctionDef) and each.name != name
        ):
            helpers.append(_text(source, each))
            kept.append(each)
    # What is left of the module, a demonstration under `if __name__` most often, is dropped.
    if (what := reaches_outside(ast.Module(kept, []), allowed)) is not None:
        raise NoCode(f"the code reaches outside of the computation: {what}", source)
    statements = function.body
    if ast.get_docstring(function, clean=False) is not None:
        statements = statements[1:]
    if not statements:
        raise NoCode(f"`{name}` has no body", source)
    return Code(
        rationale,
        tuple(dict.fromkeys(imports)),
        "\n\n".join(helpers),
        _text(source, function),
        _body(source, statements),
    )


def _lines_of(each: ast.Import | ast.ImportFrom) -> list[str]:
    if isinstance(each, ast.ImportFrom) and each.module == "__future__":
        return []
    if isinstance(each, ast.Import):
        return [ast.unparse(ast.Import([alias])) for alias in each.names]
    return [ast.unparse(ast.ImportFrom(each.module, [alias], each.level)) for alias in each.names]


def _text(source: str, node: ast.stmt) -> str:
    """A top-level statement as written, with its decorators and the comments right above it."""
    rows = source.split("\n")
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    first = min([node.lineno, *(each.lineno for each in decorators)]) - 1
    while first and rows[first - 1].startswith("#"):
        first -= 1
    return "\n".join(rows[first : node.end_lineno]).rstrip()


def _body(source: str, statements: list[ast.stmt]) -> str:
    """A function's statements with their comments, unindented."""
    rows = source.split("\n")
    first = statements[0].lineno - 1
    while rows[first - 1].lstrip().startswith("#"):
        first -= 1
    text = textwrap.dedent("\n".join(rows[first : statements[-1].end_lineno])).strip("\n")
    want = [ast.dump(each) for each in statements]
    try:
        same = [ast.dump(each) for each in ast.parse(text).body] == want
    except SyntaxError:
        same = False
    # A `return` is no error to `ast.parse`; a string over several lines is changed by unindenting.
    return text if same else "\n".join(ast.unparse(each) for each in statements)
