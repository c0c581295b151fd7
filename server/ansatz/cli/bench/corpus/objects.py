"""Which public objects of a package state a formula, and what each takes: the corpus, listed by rule."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ansatz.core.target import ParameterKind
from ansatz.library.collected import Argument, Collected

DENSITIES: Final = ("pdf", "pmf", "cdf")
"""The functions of a distribution that are asked for; its docstring speaks of them all."""

_ASIDE: Final = frozenset({"Examples", "Example", "References", "See Also", "Methods", "Attributes"})
_HEADING: Final = re.compile(r"^([A-Z][A-Za-z ]{2,30})\n *(?:-{3,}|={3,}|~{3,}) *$", re.MULTILINE)
_GOOGLE: Final = re.compile(r"^(Examples?|References|See Also):[ \t]*$", re.MULTILINE)
_DISPLAY: Final = re.compile(r"\.\. math::[^\n]*\S|\.\. math::[^\n]*\n(?:[ \t]*\n)*[ \t]+\S|\$\$|\\\[")
_INLINE: Final = re.compile(r":math:`([^`]+)`|(?<!\$)\$([^$\n]{3,300})\$(?!\$)")
_RELATED: Final = re.compile(r"=(?![=>])|\\equiv|\\propto")
_WORKED: Final = re.compile(
    r"\\frac|\\sum|\\int|\\prod|\\sqrt|\\exp|\\log|\\ln|\\sin|\\cos|\\Gamma|[\^*/+]|\w\s-\s\w"
)
_LITERAL: Final = re.compile(r"``([^`\n]+)``|(?<![`:\w])`([^`\n]+)`(?!`)")
_EXPRESSION: Final = re.compile(r"[\w)\]]\s*(?:\*\*|[*/^]|\s[+-]\s)\s*[\w(\\]")
_LINE: Final = re.compile(
    r"^[ \t]+[\w\[\](){}.,' |^_\\]{1,60}\s=\s[^=\n]*[\w)\]]\s*(?:\*\*|[*/^+-])\s*[\w(|].*$", re.MULTILINE
)
_CALL_LINE: Final = re.compile(
    r"^[ \t]*(?:\w+ = )?[\w.]*?(\w+)\(([^()]*(?:\([^()]*\)[^()]*)*)\)", re.MULTILINE
)
_NAME: Final = re.compile(r"[A-Za-z_]\w*")
_UNASKED: Final = frozenset(
    {"out", "where", "casting", "order", "dtype", "subok", "signature", "loc", "scale", "xp", "rng", "self"}
)
"""Of a ufunc: where it writes. Of a distribution: what moves its standard form."""
_MOVING: Final = frozenset({"loc", "scale"})
"""These move a standard form only where they have a default; elsewhere `scale` may be a matrix."""


@dataclass(frozen=True, slots=True)
class CorpusObject:
    """A routine that a stub is made of.

    `name` is its shortest public path (`scipy.special.beta`, `scipy.stats.gamma.pdf`), `aliases` are
    all the others, `owner` the distribution where it is one's method. `parameters` are those of the stub.
    """

    name: str
    aliases: tuple[str, ...]
    owner: str | None
    parameters: tuple[Argument, ...]
    doc: str

    @property
    def family(self) -> str:
        """Its module, and for a distribution which of its functions."""
        parent, _, last = self.name.rpartition(".")
        return f"{parent.rpartition('.')[0]} {last}" if self.owner else parent


def objects_of(collected: Sequence[Collected]) -> tuple[CorpusObject, ...]:
    """All objects whose docstring states a formula, by name."""
    found = [one for routine in collected for one in _objects(routine)]
    return tuple(sorted(found, key=lambda one: one.name))


def states_formula(doc: str, names: Sequence[str]) -> bool:
    """Whether the text, its examples left out, has an equation or an expression in the arguments."""
    text = "\n".join(_sections(doc))
    if _DISPLAY.search(text) or _LINE.search(text):
        return True
    for match in _INLINE.finditer(text):
        said = match[1] or match[2]
        if _RELATED.search(said) and _WORKED.search(said):
            return True
    for match in _LITERAL.finditer(text):
        said = match[1] or match[2]
        if _EXPRESSION.search(said) and set(_NAME.findall(said)) & set(names):
            return True
    return False


def _objects(routine: Collected) -> Iterator[CorpusObject]:
    if routine.kind in {"function", "ufunc"}:
        parameters = _parameters(routine)
        if parameters and states_formula(routine.doc, [p.name for p in parameters]):
            yield CorpusObject(routine.name, routine.aliases, None, parameters, routine.doc)
    elif routine.kind == "class":
        for method in DENSITIES:
            # A distribution lists its functions with their arguments: the shape parameters.
            shown = re.search(rf"^ *{method}\(([^\n]*)\)\n\s+\S", routine.doc, re.MULTILINE)
            if shown and states_formula(routine.doc, ()):
                parameters = tuple(_of_text(shown[1]))
                if parameters:
                    aliases = tuple(f"{alias}.{method}" for alias in routine.aliases)
                    name = f"{routine.name}.{method}"
                    yield CorpusObject(name, aliases, routine.name, parameters, routine.doc)


def _sections(doc: str) -> Iterator[str]:
    pieces = _HEADING.split(doc)
    if len(pieces) == 1:
        pieces = _GOOGLE.split(doc)
    yield _without_prompts(pieces[0])
    for title, text in zip(pieces[1::2], pieces[2::2], strict=True):
        if title.strip() not in _ASIDE:
            yield _without_prompts(text)


def _without_prompts(text: str) -> str:
    return re.sub(r"^[ \t]*>>>.*(?:\n[ \t]*\S.*)*", "", text, flags=re.MULTILINE)


def _parameters(routine: Collected) -> tuple[Argument, ...]:
    """Those of the signature; of a ufunc, those that its docstring's own signature names."""
    if routine.kind != "ufunc" and routine.signature is not None:
        kept = [p for p in routine.signature if p.name not in {"out", "xp", "self"}]
        if not any(p.kind.startswith("var") for p in kept[:1]):
            return tuple(p for p in kept if not p.kind.startswith("var"))
    short = routine.name.rpartition(".")[2]
    described = _described(routine.doc)
    shown = [m[2] for m in _CALL_LINE.finditer(routine.doc.split("Parameters\n")[0]) if m[1] == short]
    known = [parameters for text in shown if (parameters := tuple(_of_text(text)))]
    agreeing = (one for one in known if not described or {p.name for p in one} <= described)
    return next(agreeing, known[-1] if known else ())


def _described(doc: str) -> frozenset[str]:
    section = re.search(r"^Parameters\n-+\n(.*?)(?=^\S[^\n]*\n-{3,}|\Z)", doc, re.MULTILINE | re.DOTALL)
    if section is None:
        return frozenset()
    names: set[str] = set()
    for line in re.findall(r"^(\w[\w ,*]*?)\s*(?::.*)?$", section[1], re.MULTILINE):
        names |= {part.strip(" *") for part in line.split(",")}
    return frozenset(names)


def _of_text(text: str) -> Iterator[Argument]:
    kind: ParameterKind = "positional"
    for part in re.split(r",(?![^(\[]*[)\]])", re.sub(r"\[, signature\]", "", text)):
        name, _, default = (piece.strip() for piece in part.partition("="))
        if name == "*":
            kind = "keyword_only"
        elif name.isidentifier() and (name not in _UNASKED or (name in _MOVING and not default)):
            yield Argument(name, kind, default or None)
