"""What can be said of a module's documented functions after a save, without running anything.

A function is read anew only when its own text, an import that it uses or the index of what is installed
has changed. When in doubt, nothing is said: a saved file must not be met with a false alarm.
"""

import ast
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from typing import Final, NamedTuple, Protocol

from ..core.claim import Claim, KeepsInstruction
from ..core.evidence import Refuted
from ..core.outcome import FindingKind, StaticFinding
from ..core.routine import Routine
from ..core.text import Span
from .hygiene import full_name, hygiene
from .installed_api import RENAMED, Used, certain_nodes, used_names
from .instruction import check_instruction, instructions_in
from .named_function import FunctionNode, named_function, parsed

BUDGET_S: Final = 1.0
"""New functions are read for so long; what is left is read after the next save."""
_KEPT: Final = 5000
_GONE: Final[Mapping[str, tuple[int, int]]] = {
    **dict.fromkeys(("numpy.float", "numpy.int", "numpy.complex", "numpy.asscalar"), (1, 24)),
    **dict.fromkeys(("numpy.product", "numpy.cumproduct", "numpy.alltrue", "numpy.sometrue"), (2, 0)),
    **dict.fromkeys(("numpy.float_", "numpy.complex_", "numpy.Inf", "numpy.NaN"), (2, 0)),
    **dict.fromkeys(("numpy.trapz", "numpy.in1d"), (2, 4)),
    **dict.fromkeys((f"scipy.integrate.{name}" for name in ("simps", "trapz", "cumtrapz")), (1, 14)),
    **dict.fromkeys(("scipy.integrate.quadrature", "scipy.integrate.romberg"), (1, 15)),
    **dict.fromkeys(("scipy.signal.hann", "scipy.stats.binom_test", "scipy.misc.derivative"), (1, 14)),
    "scipy.special.sph_harm": (1, 17),
    **dict.fromkeys(("networkx.from_numpy_matrix", "networkx.to_numpy_matrix"), (3, 0)),
}
"""From which version on a name of `RENAMED` is surely not there."""
_WHOLLY_INDEXED: Final = frozenset(
    f"{package}{module}"
    for package, modules in (
        ("numpy", " .linalg .fft .random"),
        ("scipy", ".integrate .optimize .special .linalg .signal .signal.windows .stats .interpolate"),
        ("scipy", ".fft .ndimage .spatial .sparse.linalg"),
    )
    for module in modules.split(" ")
)
"""Modules that list what they offer, so that the index has every routine of theirs."""
_NEAR: Final = 0.8
_OTHER_VERSIONS: Final = re.compile(
    r"\bhasattr\(|\bgetattr\(\w+, *[\"']|\.__version__|AttributeError|ImportError|\bsuppress\("
)
"""Code that asks what is there means its names for versions where they are."""
_OTHER_LOOPS: Final = re.compile(
    r"graph|node|vert(ex|ices)|edge|network|diagram|circuit|knot|protein|feynman", re.I
)
_NO_SCIPY: Final = re.compile(
    r"^(?!.*\b(if|when|unless|fall|also|either|available|optional)\b)"
    r".*\b(without|do not use|don't use|must not use) (using )?scipy\s*($|[.;,)])",
    re.I,
)


class Installed(Protocol):
    """The index of what the user's interpreter has installed."""

    @property
    def versions(self) -> Mapping[str, str]:
        """Import name to version."""
        ...

    def routine(self, name: str) -> Routine | None:
        """The routine of a public path or alias."""
        ...


class _Remembered:
    """An index that is asked once for each name while a module is looked through."""

    def __init__(self, installed: Installed) -> None:
        self.versions = installed.versions
        self.routine = cache(installed.routine)


class _Found(NamedTuple):
    """What is wrong, with its line counted from the function's own, which is 0."""

    kind: FindingKind
    line: int
    message: str


class StaticChecks:
    """Findings about whole modules, kept by the text that each function depends on."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, tuple[tuple[str, str], ...]], tuple[_Found, ...]] = {}

    def findings(self, text: str, installed: Installed | None = None) -> tuple[StaticFinding, ...]:
        """Everything found in a module; nothing where it does not parse."""
        tree = parsed(text)
        if tree is None:
            return ()
        starts = [0, *(match.end() for match in re.finditer(r"\r\n|\r|\n", text)), len(text)]
        imports = _imports(tree)
        asked = None
        if installed is not None and not _OTHER_VERSIONS.search(text):
            asked = _Remembered(installed)
        versions = () if asked is None else tuple(sorted(asked.versions.items()))
        deadline = time.monotonic() + BUDGET_S
        out: list[StaticFinding] = []
        for function in _documented(tree):
            span = Span(starts[function.lineno - 1], starts[function.end_lineno or function.lineno])
            head = _head(function, imports)
            source = head + span.of(text)
            key = (source, versions)
            kept = self._kept.get(key)
            if kept is None:
                if time.monotonic() > deadline:
                    continue
                kept = self._kept[key] = tuple(_of_function(source, head.count("\n"), function.name, asked))
            for found in kept:
                at = function.lineno - 1 + found.line
                out.append(StaticFinding(found.kind, found.message, _line(text, starts, at), span))
        while len(self._kept) > _KEPT:
            self._kept.pop(next(iter(self._kept)))
        return tuple(out)


def _documented(tree: ast.Module) -> Iterator[FunctionNode]:
    """Functions of the module and of its classes that have a docstring and code after it."""
    waiting: list[ast.stmt] = list(tree.body)
    for node in waiting:
        if isinstance(node, ast.ClassDef):
            waiting.extend(node.body)
        elif isinstance(node, FunctionNode) and len(node.body) > 1 and ast.get_docstring(node, clean=False):
            yield node


def _imports(tree: ast.Module) -> dict[str, str]:
    """The import lines of the module by the name that each binds, but for names bound otherwise too."""
    lines: dict[str, str] = {}
    others: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.Import):
            for alias in node.names:
                line = f"import {alias.name}" + (f" as {alias.asname}" if alias.asname else "")
                bound = alias.asname or alias.name.partition(".")[0]
                lines[bound] = f"{lines[bound]}; {line}" if bound in lines and not alias.asname else line
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                line = f"from {node.module} import {alias.name}"
                lines[alias.asname or alias.name] = line + (f" as {alias.asname}" if alias.asname else "")
        elif isinstance(node, FunctionNode | ast.ClassDef):
            others.add(node.name)
        else:
            for inner in ast.walk(node):
                if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store):
                    others.add(inner.id)
                elif isinstance(inner, ast.Attribute) and isinstance(inner.ctx, ast.Store):
                    # A package that is changed here is not what is installed.
                    others.add(ast.unparse(inner).partition(".")[0])
                elif isinstance(inner, ast.alias):
                    others.add(inner.asname or inner.name.partition(".")[0])
    return {name: line for name, line in lines.items() if name not in others}


def _head(function: FunctionNode, imports: Mapping[str, str]) -> str:
    """The imports that a function uses, and what lets it stand alone as a text."""
    nodes = list(ast.walk(function))
    used = {node.id for node in nodes if isinstance(node, ast.Name)}
    # Inside the function another thing may go by a package's name.
    used -= {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    used -= {node.arg for node in nodes if isinstance(node, ast.arg)}
    lines = [line for name, line in imports.items() if name in used]
    if function.col_offset:
        lines.append("class Its:")
    return "".join(f"{line}\n" for line in lines)


def _of_function(source: str, before: int, name: str, installed: Installed | None) -> Iterator[_Found]:
    found = named_function(source, name)
    if found is None:
        return
    tree, function = found
    # What an import line binds is marked at the function, where it is used.
    found = [*hygiene(source, function, _names(tree)), *_against_instructions(source, tree, function)]
    if installed is not None:
        found += _absent(used_names(source), tree, installed)
    for kind, line, message in found:
        yield _Found(kind, max(line - before - 1, 0), message)


def _names(tree: ast.Module) -> dict[str, str]:
    names: dict[str, str] = {}
    for node in tree.body:
        if isinstance(node, ast.Import):
            for alias in node.names:
                first = alias.name.partition(".")[0]
                names[alias.asname or first] = alias.name if alias.asname else first
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                names[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    return names


def _against_instructions(source: str, tree: ast.Module, function: FunctionNode) -> Iterator[_Found]:
    doc = ast.get_docstring(function) or ""
    for claim in instructions_in(doc):
        if not isinstance(claim.relation, KeepsInstruction) or not _is_meant(claim, doc, function):
            continue
        verdict = check_instruction(claim.relation, source, function.name)
        if isinstance(verdict, Refuted):
            said = " ".join(claim.spans[0].of(doc).split())
            line = verdict.witness.line or function.lineno
            yield _Found("instruction", line, f"{verdict.witness.got}, and the docstring says “{said}”")
    if any(_NO_SCIPY.search(" ".join(one.split())) for one in re.split(r"(?<=[.!])\s+|\n\s*\n", doc)):
        names = _names(tree)
        for node in certain_nodes(function):
            if isinstance(node, ast.Name) and (used := names.get(node.id, "")).partition(".")[0] == "scipy":
                yield _Found(
                    "instruction", node.lineno, f"`{used}` is used, and the docstring says without SciPy"
                )
                return


def _is_meant(claim: Claim, doc: str, function: FunctionNode) -> bool:
    if not claim.refutes:
        return False
    before = doc[: claim.spans[0].start].rstrip()
    is_own_clause = not before or before[-1] in ".;:,(–—-!"
    # "Where there are no loops" and "some models do not use it" describe, and ask for nothing.
    if not is_own_clause and re.match(r"no\b|not\b|do not|don't|never|may not", claim.spans[0].of(doc), re.I):
        return False
    if isinstance(claim.relation, KeepsInstruction) and claim.relation.name in (
        {node.arg for node in ast.walk(function) if isinstance(node, ast.arg)}
    ):
        return False
    if isinstance(claim.relation, KeepsInstruction) and claim.relation.instruction == "no loops":
        said = claim.spans[0].of(doc).lower()
        # What is said of a graph's loops, or of how fast another version was, is no instruction.
        is_plain = "loop" in said or "must" in said
        return is_plain and doc.lower().count("loop") <= 1 and _OTHER_LOOPS.search(doc) is None
    return True


def _absent(used: Used, tree: ast.Module, installed: Installed) -> Iterator[_Found]:
    for name, line in used.names.items():
        package = name.partition(".")[0]
        since, version = _GONE.get(name), installed.versions.get(package)
        is_gone = since is not None and version is not None and _is_from(version, since)
        if is_gone and installed.routine(name) is None:
            yield _missing(name, line, f"{package} {version}", RENAMED.get(name))
    names = _names(tree)
    for node in certain_nodes(tree):
        if not isinstance(node, ast.Call) or (called := full_name(node.func, names)) is None:
            continue
        module, _, last = called.rpartition(".")
        package = module.partition(".")[0]
        version = installed.versions.get(package)
        if module not in _WHOLLY_INDEXED or version is None or called not in used.names:
            continue
        routine = installed.routine(called)
        if routine is None:
            if called not in _GONE and (near := _near(last, installed, module)):
                yield _missing(called, node.lineno, f"{package} {version}", near)
            continue
        yield from _wrong_arguments(node, called, routine, f"{package} {version}")


def _wrong_arguments(call: ast.Call, called: str, routine: Routine, version: str) -> Iterator[_Found]:
    """Arguments that are another one's name misspelt."""
    parameters = routine.parameters
    if routine.kind != "function" or not parameters or any(p.kind.startswith("var_") for p in parameters):
        return
    known = [parameter.name for parameter in parameters]
    told = " ".join([routine.description, *(parameter.description for parameter in parameters)])
    for keyword in call.keywords:
        name = keyword.arg
        if name is None or name in known or len(name) < 4 or re.search(rf"\b{re.escape(name)}\b", told):
            continue
        if near := get_close_matches(name, known, 1, _NEAR):
            message = f"`{called}` has no argument `{name}` in {version}; there is `{near[0]}`"
            yield _Found("installed-api", call.lineno, message)


def _near(name: str, installed: Installed, module: str) -> str | None:
    """The routine of a module that differs from `name` by one letter left out, added or exchanged."""
    for changed in _neighbours(name):
        if installed.routine(f"{module}.{changed}") is not None:
            return f"{module}.{changed}"
    return None


def _neighbours(name: str) -> Sequence[str]:
    if len(name) < 5:
        return ()
    letters = "abcdefghijklmnopqrstuvwxyz0123456789_"
    shorter = [name[:at] + name[at + 1 :] for at in range(len(name))]
    longer = [name[:at] + letter + name[at:] for at in range(len(name) + 1) for letter in letters]
    turned = [name[:at] + name[at + 1] + name[at] + name[at + 2 :] for at in range(len(name) - 1)]
    return [*shorter, *turned, *longer]


def _missing(name: str, line: int, version: str, instead: str | None) -> _Found:
    hint = f"; there is `{instead}`" if instead else ""
    return _Found("installed-api", line, f"`{name}` is not there in {version}{hint}")


def _is_from(version: str, since: tuple[int, int]) -> bool:
    parts = re.match(r"(\d+)\.(\d+)", version)
    return parts is not None and (int(parts[1]), int(parts[2])) >= since


def _line(text: str, starts: Sequence[int], at: int) -> Span:
    """A line without the space around it."""
    start, end = starts[at], starts[at + 1]
    line = text[start:end]
    return Span(start + len(line) - len(line.lstrip()), start + len(line.rstrip()))
