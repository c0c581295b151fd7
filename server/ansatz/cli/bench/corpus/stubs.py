"""A routine's stub: a function without a body whose docstring is the routine's, word for word.

Only in the examples is the routine's own name replaced by the stub's, as they would otherwise call
what is to be written.
"""

import ast
import re
from dataclasses import dataclass
from typing import Final

from ansatz.cli.bench.corpus.objects import DENSITIES, CorpusObject
from ansatz.library.collected import Argument

NAME: Final = "wanted"
"""What a stub is called that is not a distribution's density or distribution function."""

_EXAMPLES: Final = re.compile(r"^[ \t]*>>>.*(?:\n[ \t]*\.\.\. .*)*", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Stub:
    """Source text of a module with one function, `entry`. `doc` is its docstring before it is indented."""

    text: str
    entry: str
    doc: str


def stub_of(one: CorpusObject) -> Stub:
    """The stub of an object."""
    return stub_with(one, renamed(one.doc, one, entry_of(one)))


def stub_with(one: CorpusObject, doc: str, body: str = "raise NotImplementedError") -> Stub:
    """The function with another docstring, or with a body (statements that are not indented)."""
    entry = entry_of(one)
    lines = "\n".join(f"    {line}" if line.strip() else "" for line in doc.split("\n"))
    statements = "\n".join(f"    {line}" if line.strip() else "" for line in body.split("\n"))
    signature = ", ".join(_signature(one.parameters))
    text = f"def {entry}({signature}):\n    {_quoted(lines.strip())}\n{statements}\n"
    return Stub(text, entry, doc)


def real_body(one: CorpusObject) -> str:
    """Statements that call the routine with the stub's arguments."""
    path = one.owner or one.name
    module, _, last = path.rpartition(".")
    method = f".{one.name.rpartition('.')[2]}" if one.owner else ""
    passed: list[str] = []
    left_out: list[str] = []
    for p in one.parameters:
        if p.default is not None and _literal(p.default) == "None":
            # None may stand for a default that can't be written; and of two names for one argument
            # (`rng` and `seed`) a routine takes either.
            left_out.append(f"({p.name!r}, {p.name})")
        else:
            is_named = p.kind == "keyword_only" or (left_out and p.kind == "positional")
            passed.append(f"{p.name}={p.name}" if is_named else p.name)
    pairs = "".join(f"{pair}, " for pair in left_out)
    if pairs:
        passed.append(f"**{{name: value for name, value in ({pairs}) if value is not None}}")
    return (
        f"from {module} import {last} as implementation\nreturn implementation{method}({', '.join(passed)})"
    )


def entry_of(one: CorpusObject) -> str:
    """The stub's name: a distribution's functions are told apart by theirs, and so are its stubs."""
    last = one.name.rpartition(".")[2]
    return last if one.owner is not None and last in DENSITIES else NAME


def renamed(doc: str, one: CorpusObject, entry: str) -> str:
    """The docstring with the routine's own name in its examples replaced."""
    short = re.escape(one.name.rpartition(".")[2])
    own = rf"{re.escape(one.owner.rpartition('.')[2])}\.{short}" if one.owner else short
    # A call through its module (`sc.beta(`, `np.sinc(`) becomes a call of the stub, too.
    path = r"(?<![\w.])" if one.owner else r"(?<![\w.])(?:[A-Za-z_]\w*\.)*"
    called = re.compile(rf"{path}{own}(?=\()")
    return _EXAMPLES.sub(lambda found: called.sub(entry, found[0]), doc)


def _signature(parameters: tuple[Argument, ...]) -> list[str]:
    parts: list[str] = []
    star, optional, last_kind = False, False, ""
    for p in parameters:
        if last_kind == "positional_only" and p.kind != "positional_only":
            parts.append("/")
        if p.kind == "keyword_only" and not star:
            parts.append("*")
            star = True
        default = (
            _literal(p.default) if p.default is not None else ("None" if optional and not star else None)
        )
        optional = optional or default is not None
        parts.append(p.name if default is None else f"{p.name}={default}")
        last_kind = p.kind
    return [*parts, "/"] if last_kind == "positional_only" else parts


def _literal(default: str) -> str:
    """A default as source; what is no literal stands for "left out"."""
    try:
        ast.literal_eval(default)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return "None"
    return default


def _quoted(text: str) -> str:
    for quotes in ('"""', "'''"):
        if quotes not in text:
            # A raw text can't end in a quote of its own kind, nor in a backslash.
            end = "\n    " if text.endswith((quotes[0], "\\")) else ""
            return f"r{quotes}{text}{end}{quotes}"
    return repr(text)
