"""An installed routine's docstring, taken apart as text: sections, parameters, results, formulas."""

import re
from dataclasses import dataclass
from typing import Final

from ..core.routine import Routine, RoutineParameter, RoutineResult
from ..core.target import ParameterKind
from .collected import Collected

_SECTION: Final = re.compile(r"^([A-Z][A-Za-z ]{2,30})\n(?:-{3,}|={3,}|~{3,}) *$", re.MULTILINE)
_GOOGLE: Final = re.compile(r"^(Args|Arguments|Returns|Yields|Raises|Examples?|Notes?):[ \t]*$", re.MULTILINE)
_GOOGLE_NAMES: Final = {
    "Args": "Parameters",
    "Arguments": "Parameters",
    "Example": "Examples",
    "Note": "Notes",
}
_GOOGLE_ENTRY: Final = re.compile(r"^ {2,8}(\*{0,2}\w+)(?: \(([^)]*)\))?: (.*)$")
_NUMPY_ENTRY: Final = re.compile(r"^(\*{0,2}[\w`][^:]*?)(?:\s*:\s+(.*)|\s+:\s*)?$")
_FIRST_CALL: Final = re.compile(r"^\s*[\w.]+\((.*?)\)", re.DOTALL)
_MATH: Final = (
    re.compile(r"\.\. math::[^\n]*\n((?:[ \t]*\n|[ \t]+\S[^\n]*\n?)+)"),
    re.compile(r"\.\. math::[ \t]*(\S[^\n]*)"),
    re.compile(r":math:`([^`]+)`"),
    re.compile(r"\$\$?([^$\n]{3,400})\$\$?"),
)
_RELATION: Final = re.compile(r"=|\\in\b|\\int|\\sum|\\frac|≤|≥|\\le|\\ge")
_FORMULAS_MAX: Final = 24
_NOTES_CHARS: Final = 4000
_LINE_CHARS: Final = 500
_EXAMPLES_CHARS: Final = 6000


@dataclass(frozen=True, slots=True)
class Document:
    """A docstring in its sections; `see_also` are the names that it refers to."""

    routine: Routine
    see_also: tuple[str, ...]


def read_document(found: Collected, version: str) -> Document:
    """What the docstring says. Nothing in it is evaluated."""
    sections = _sections(found.doc)
    head = sections.pop("", "")
    signature_in_doc = _FIRST_CALL.match(head) if found.signature is None else None
    summary, description = _summary(head, found.name)
    notes = "\n\n".join(sections[name][:_NOTES_CHARS] for name in ("Methods", "Notes") if name in sections)
    described = _described(sections)
    parameters = (
        tuple(_parameter(one.name, one.kind, one.default, described) for one in found.signature)
        if found.signature is not None
        else _parameters_of_text(signature_in_doc[1] if signature_in_doc else "", described)
    )
    routine = Routine(
        name=found.name,
        aliases=found.aliases,
        kind=found.kind,
        package=found.name.partition(".")[0],
        version=version,
        summary=summary,
        description="\n\n".join(part for part in (description, notes) if part),
        parameters=parameters,
        results=_results(sections.get("Returns", "") or sections.get("Yields", "")),
        formulas=_formulas(found.doc),
        examples=sections.get("Examples", "")[:_EXAMPLES_CHARS].strip(),
    )
    return Document(routine, _references(sections.get("See Also", "")[:_NOTES_CHARS]))


def _sections(doc: str) -> dict[str, str]:
    pieces = _SECTION.split(doc)
    if len(pieces) == 1:
        pieces = _GOOGLE.split(doc)
        for place in range(1, len(pieces), 2):
            pieces[place] = _GOOGLE_NAMES.get(pieces[place], pieces[place])
    sections = {"": pieces[0]}
    for title, text in zip(pieces[1::2], pieces[2::2], strict=True):
        sections.setdefault("See Also" if title.lower() == "see also" else title.strip(), text.strip("\n"))
    return sections


def _summary(head: str, name: str) -> tuple[str, str]:
    """The first paragraph that is not the signature, and what follows it."""
    short = name.rpartition(".")[2]
    paragraphs = [part.strip() for part in re.split(r"\n\s*\n", head) if part.strip()]
    while paragraphs:
        first = paragraphs[0]
        called, bracket, _ = first.partition("(")
        if bracket and called.rpartition(".")[2] == short:
            # A ufunc's docstring starts with its signature; a summary may follow on the next line.
            end = first.rfind(")\n")
            rest = first[end + 2 :].strip() if end >= 0 else ""
            paragraphs[0:1] = [rest] if rest else []
        elif first.startswith((".. ", "x.__")):
            paragraphs.pop(0)
        else:
            break
    if not paragraphs:
        return "", ""
    return " ".join(paragraphs[0].split())[:400], "\n\n".join(paragraphs[1:])[:_NOTES_CHARS]


def _described(sections: dict[str, str]) -> dict[str, str]:
    """Names of parameters and what is said of each; the first line is the type where one is given."""
    described: dict[str, str] = {}
    for title in ("Parameters", "Other Parameters", "Keyword Arguments"):
        for names, text in _entries(sections.get(title, "")):
            for name in names.split(","):
                described.setdefault(name.strip(" *`"), text)
    return described


def _entries(section: str) -> list[tuple[str, str]]:
    lines = _dedented(section)
    entries: list[tuple[str, list[str]]] = []
    is_google = bool(lines) and all(not line or line.startswith(" ") or ":" in line for line in lines)
    for line in lines:
        if line and not line.startswith(" "):
            match = _NUMPY_ENTRY.match(line)
            google = _GOOGLE_ENTRY.match("  " + line) if is_google else None
            if google is not None and " : " not in line:
                entries.append((google[1], [google[2] or "", google[3]]))
            elif match is not None:
                entries.append((match[1], [match[2] or ""]))
        elif entries:
            entries[-1][1].append(line.strip())
    return [(name, "\n".join(text).strip()) for name, text in entries]


def _dedented(section: str) -> list[str]:
    lines = [line[:_LINE_CHARS].rstrip() for line in section.expandtabs().splitlines()]
    margin = min((len(line) - len(line.lstrip()) for line in lines if line), default=0)
    return [line[margin:] for line in lines]


def _parameter(
    name: str, kind: ParameterKind, default: str | None, described: dict[str, str]
) -> RoutineParameter:
    return RoutineParameter(name, kind, default, described.get(name, ""))


def _parameters_of_text(signature: str, described: dict[str, str]) -> tuple[RoutineParameter, ...]:
    """`a, b, x, out=None, /, *, where=True` → parameters. Without a signature: those that are described."""
    text = re.sub(r"[\[\]]", "", signature)
    parts = [part.strip() for part in text.split(",")] if text else []
    parameters: list[RoutineParameter] = []
    kind: ParameterKind = "positional"
    for part in parts:
        name, _, default = (piece.strip() for piece in part.partition("="))
        if name == "/":
            parameters = [
                RoutineParameter(one.name, "positional_only", one.default, one.description)
                for one in parameters
            ]
        elif name == "*":
            kind = "keyword_only"
        elif name.startswith("**"):
            parameters.append(_parameter(name[2:], "var_keyword", None, described))
        elif name.isidentifier():
            parameters.append(_parameter(name, kind, default or None, described))
    if parameters:
        return tuple(parameters)
    return tuple(
        RoutineParameter(name, "positional", "..." if "optional" in text.partition("\n")[0] else None, text)
        for name, text in described.items()
        if name.isidentifier()
    )


def _results(section: str) -> tuple[RoutineResult, ...]:
    results: list[RoutineResult] = []
    for names, text in _entries(section):
        first, _, rest = text.partition("\n")
        if first or (all(part.strip(" `").isidentifier() for part in names.split(",")) and "," in names):
            results += [RoutineResult(name.strip(" `*"), text) for name in names.split(",")]
        else:
            results.append(RoutineResult(None, f"{names}\n{rest}".strip()))
    return tuple(results)


def _formulas(doc: str) -> tuple[str, ...]:
    found: list[str] = []
    for pattern in _MATH:
        found += [" ".join(match.split()) for match in pattern.findall(doc)]
    kept = (text for text in dict.fromkeys(found) if len(text) < 1000 and _RELATION.search(text))
    return tuple(kept)[:_FORMULAS_MAX]


def _references(section: str) -> tuple[str, ...]:
    names = re.findall(r"(?:^|[,\n:`])\s*`?([A-Za-z_][\w.]*)`?(?=\s*(?:[,:\n`]|$))", section)
    return tuple(dict.fromkeys(names))[:30]
