"""Which symbols of the equations are returned."""

import re
from collections.abc import Collection
from dataclasses import replace

from ..core.formula import Equation, Indexed, Symbol
from ..formulas.symbols import loose, spelled
from ..formulas.tree import symbols
from .definitions import used_symbols
from .docstring import Docstring, Entry
from .found import Found
from .phrases import lone_letters, mentions

Outputs = tuple[str, ...]
Entries = tuple[Entry | None, ...]
RESULT = "result"
_INTRODUCES_ASIDE = re.compile(
    r"\b(?:with|where|wherein|in which|for which|of|using|given|if|when|since|because|and|as)\s+"
    r"(?:the\s+)?(?:\w+\s+){0,2}[`$:\\()\w]{0,8}$",
    re.IGNORECASE,
)
"""What stands before an equation that explains a part of something else."""
_OBJECT = re.compile(
    r"\s*(?:an?\s+|the\s+)?(?:instance of|object\b|[`~:\w.]*\b[A-Z]\w*(?:Result|Results|Object|Bunch)\b)"
)
"""A result that is no number: an object that holds several."""
_LETTERS = {"pdf": (("f", "p"),), "pmf": (("f", "p", "P"),), "cdf": (("F",), ("f", "p"))}
_UNIT_WORDS = re.compile(r"\bin\s+[^\s,]+|\[[^\[\]]*\]")
"""`in g/m^3`, `[kg m^-3]`: signs that are none of a formula."""
_FORMULA = re.compile(
    r"[\w)\]]\s+[-+*]\s+[\w(]|\w\s?(?:\^|\*\*)\s?[\w(]"
    r"|(?<![\w.])\d[a-z]{1,2}\b(?!\s*[)\]])"
)
"""A formula in words before an equation: it may be what is returned."""


def outputs_of(
    doc: Docstring,
    found: list[Found],
    called: Collection[str],
    function: str,
    parameters: tuple[str, ...],
    optional: Collection[str] = (),
) -> tuple[list[Found], Outputs, Entries]:
    """The equations with expressions named, and the symbols that are returned, in order; none if unclear."""
    if any(_OBJECT.match(entry.text) for entry in doc.results):
        # The equation is one of its attributes.
        return found, (), ()
    found = [_of_arguments(f, frozenset(parameters)) for f in found]
    expressions = [f for f in found if f.equation.left == Symbol("")]
    equations = [f for f in found if f.equation.left != Symbol("")]
    outputs, entries = _named_outputs(doc, equations, called, function, parameters)
    if outputs or not expressions or len(doc.results) > 1:
        return equations, outputs, entries
    # A formula without a left side is what is returned, where it is the only one that could be.
    fitting = [f for f in expressions if f.is_marked and set(parameters) & used_symbols(f.equation)] or [
        f for f in expressions if f.is_marked
    ]
    plain = [f for f in fitting if not used_symbols(f.equation) & set(optional)]
    fitting = plain or fitting
    if len(fitting) != 1:
        return equations, (), ()
    named = replace(fitting[0], equation=Equation(Symbol(RESULT), fitting[0].equation.right))
    entry = doc.results[0] if doc.results else None
    return [*equations, named], (RESULT,), (entry,)


def _of_arguments(found: Found, arguments: frozenset[str]) -> Found:
    """`‖u - v‖_p = (Σ …)^{1/p}` in nothing but arguments defines no quantity: it says what is returned."""
    left = found.equation.left
    if isinstance(left, Symbol | Indexed) or not used_symbols(found.equation) <= arguments:
        return found
    return replace(found, equation=Equation(Symbol(""), found.equation.right))


def _named_outputs(
    doc: Docstring, found: list[Found], called: Collection[str], function: str, parameters: tuple[str, ...]
) -> tuple[Outputs, Entries]:
    used = frozenset(name for f in found for name in used_symbols(f.equation)) - frozenset(parameters)
    defined = frozenset(_left(f) for f in found) - {""} - frozenset(called)
    named: list[tuple[str, Entry]] = []
    for entry in doc.results:
        symbol = _output_symbol(entry, used, defined)
        if symbol:
            named.append((symbol, entry))
    if named and len(named) == len(doc.results):
        return tuple(s for s, _ in named), tuple(e for _, e in named)
    if len(doc.results) > 1:
        return (), ()
    passed = frozenset(map(spelled, parameters))
    # `U = Q / C` beside `Q = C U`, with `U` passed, makes no use of Q.
    leading = [f for f in found if _left(f) not in passed] or found
    sinks = [
        name
        for name in dict.fromkeys(_left(f) for f in leading)
        if name and name not in called and not any(name in symbols(f.equation.right) for f in leading)
    ]
    entry = doc.results[0] if doc.results else None
    chosen = _chosen(sinks, found, function, parameters)
    if (not chosen or chosen in _claimed(doc, parameters)) and entry is not None:
        # `A = ε c l` where the absorbance is passed: the one quantity that the result's words name.
        free = used - _claimed(doc, parameters)
        asked = [letter for letter in lone_letters(entry.text) if letter in free]
        if len(asked) == 1:
            return (asked[0],), (entry,)
    if chosen and all(_is_aside(doc.text, each, found) for each in found if _left(each) == chosen):
        # What is returned stands before it, in words or in a formula that was not read.
        return (), ()
    if chosen:
        return (chosen,), (entry,)
    if len(found) == 1 and not sinks:
        lefts = sorted(symbols(found[0].equation.left))
        return ((lefts[0],), (entry,)) if len(lefts) == 1 else ((), ())
    return (), ()


def _claimed(doc: Docstring, parameters: tuple[str, ...]) -> frozenset[str]:
    """Symbols that arguments stand for, by their names or their entries."""
    said = (
        name
        for entry in doc.parameters.values()
        for name in (*mentions(entry.text), *lone_letters(entry.text))
    )
    return frozenset(map(spelled, parameters)) | frozenset(said)


def _chosen(sinks: list[str], found: list[Found], function: str, parameters: tuple[str, ...]) -> str:
    """The one quantity that no other equation uses, or the one that the function is named after."""
    if len(sinks) == 1:
        return sinks[0]
    wanted = _usual(sinks, found, function) or [
        name for name in sinks if function and loose(name).lower() == loose(function).lower()
    ]
    if len(wanted) == 1:
        return wanted[0]
    # A definition over exactly the function's own arguments.
    whole = [
        _left(f)
        for f in found
        if f.parameters is not None
        and _left(f) in sinks
        and tuple(loose(p) for p in f.parameters) == tuple(loose(p) for p in parameters[: len(f.parameters)])
        and len(f.parameters) > (1 if len(parameters) > 1 else 0)
    ]
    if len(set(whole)) == 1:
        return whole[0]
    marked = [name for name in sinks if any(_left(f) == name and f.is_marked for f in found)]
    return marked[0] if len(marked) == 1 else ""


def _usual(sinks: list[str], found: list[Found], function: str) -> list[str]:
    """A function of that name by the letter that it usually has; a distribution's may be its density's."""
    for letters in _LETTERS.get(function, ()):
        named = [n for n in sinks if n in letters and any(_left(f) == n and f.parameters for f in found)]
        if named:
            return named
    return []


def _is_aside(text: str, found: Found, every: Collection[Found]) -> bool:
    """Whether an equation only explains a quantity that was used before: `2pq with q = 1 - p`.

    It is none where the text before names its left side as what the function is about, as in
    `Period T of a pendulum, with T = …`. The equation above it in a chain is no formula in words.
    """
    at = text.find(found.text)
    before = text[:at] if at >= 0 else ""
    for other in every:
        before = before.replace(other.text, "")
    sentence = re.split(r"[.;:]\s|\n\s*\n", before)[-1]
    introduced = _INTRODUCES_ASIDE.search(sentence)
    formula = _FORMULA.search(_UNIT_WORDS.sub(" ", sentence))
    if introduced is None and formula is None:
        return False
    name = re.escape(_left(found))
    # `diversity 1 - D` and `share 2 p D` use it, `diversity D` names it.
    named = rf"(?:^|(?:[A-Za-z]{{2}}|[,;])\s+)[`$(]*\\?{name}[`$)]*(?=[\s,.;:]|$)(?!\s*[-+*/^])"
    return re.search(named, sentence[: introduced.start() if introduced else len(sentence)]) is None


def _left(found: Found) -> str:
    match found.equation.left:
        case Symbol(name=name):
            return name
        case Indexed(base=base):
            return base
        case _:
            return ""


def _output_symbol(entry: Entry, used: frozenset[str], defined: frozenset[str]) -> str | None:
    candidates = [entry.name] if entry.name else []
    # Behind a semicolon or a full stop other symbols are explained.
    first = re.split(r";|\.\s", entry.text)[0]
    candidates += mentions(first) or ([] if lone_letters(first) else mentions(entry.text))
    if opening := re.match(r"(?:the\s+)?[`$]*\\?(\w+)[`$]*(?=\s+in\s|\s*[.,:(]|\s+as\s|$)", entry.text):
        candidates.append(spelled(opening.group(1)))
    for some in ([entry.name] if entry.name else [], candidates):
        # What the result is called outranks what its words name besides: `P2 : pressure at $T_2$`.
        for pool in (defined, used):
            for candidate in some:
                if candidate in pool:
                    return candidate
            for candidate in some:
                alike = [name for name in pool if loose(name) == loose(candidate)]
                if len(alike) == 1:
                    return alike[0]
    return None
