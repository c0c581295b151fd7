"""An answer's entries to typed claims: each parsed, grounded in lines of the text, bounded; or dropped."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal, cast

from ...core.claim import Basis, Claim, Domain, Holds, PlannedCall, RelatesCalls
from ...core.spec import Spec
from ...core.term import (
    Apply,
    Choice,
    Constant,
    Definition,
    Each,
    Function,
    Item,
    Listed,
    Name,
    Operation,
    Slice,
    Term,
)
from ...core.text import Span
from ...formulas.terms.functions import FUNCTIONS, WITH_FUNCTIONS
from ...formulas.terms.parse import NoTerm, parse_term
from .reply import Malformed, Named, Proposals, ProposedCall, ProposedClaim, ProposedDefinition

MOST: Final = 40
"""Claims of one answer that are looked at."""
_MOST_CALLS: Final = 400
_MOST_PARTS: Final = 30
_COUNTER: Final = "k"
_IDENTIFIER: Final = re.compile(r"[A-Za-z_]\w{0,60}\Z")
_RAISES: Final = re.compile(r"\s*([A-Za-z_]\w*)\s+raises\s+([A-Za-z_]\w*)\s*\Z")
_COMPARISONS: Final = frozenset({"==", "!=", "<", "<=", ">", ">="})
_ERRORS: Final = frozenset({"ValueError", "TypeError", "ZeroDivisionError", "IndexError", "KeyError"})


@dataclass(frozen=True, slots=True)
class Dropped:
    """A proposal that is no claim, or not one to rely on, with the reason in the user's words."""

    id: str
    says: str
    why: str


@dataclass(frozen=True, slots=True)
class Read:
    """What an answer holds, before any vetting. `rtol` is the definition's.

    `apart` are the claims on whose calls right implementations may differ in value.
    """

    claims: tuple[Claim, ...]
    dropped: tuple[Dropped, ...]
    definition: Definition | None = None
    is_comparable: bool = True
    rtol: float = 1e-6
    apart: frozenset[str] = frozenset()


class NoClaim(ValueError):
    """An entry is no claim; says why."""


def read_proposals(proposals: Proposals, spec: Spec, model: str) -> Read:
    """Every entry as a claim or as dropped. The definition too is dropped where it can't be read."""
    claims: list[Claim] = []
    dropped: list[Dropped] = []
    definition: Definition | None = None
    given = proposals.definition
    if isinstance(given, Malformed):
        dropped.append(Dropped("proposed/definition", "the definition", given.why))
        given = None
    if given is not None:
        try:
            definition = _definition(given, spec)
        except (NoClaim, NoTerm) as error:
            dropped.append(Dropped("proposed/definition", "the definition", str(error)))
    for number, entry in enumerate(proposals.claims, start=1):
        ident = f"proposed/{number}"
        if number > MOST:
            left = len(proposals.claims) - MOST
            dropped.append(Dropped(ident, "", f"more than {MOST} claims: the last {left} were not read"))
            break
        if isinstance(entry, Malformed):
            dropped.append(Dropped(ident, "", entry.why))
            continue
        says = one_line(entry.says)
        try:
            claims.append(_claim(entry, spec, ident, says, model))
        except (NoClaim, NoTerm) as error:
            dropped.append(Dropped(ident, says, str(error)))
    comparable = given is not None and given.comparable
    rtol = 1e-6 if given is None else given.rtol
    apart = frozenset(
        f"proposed/{n}"
        for n, e in enumerate(proposals.claims, start=1)
        if not isinstance(e, Malformed) and not e.comparable
    )
    return Read(tuple(claims), tuple(dropped), definition, comparable, min(max(rtol, 1e-9), 1e-2), apart)


def numbered(spec: Spec) -> str:
    """The docstring with the line numbers that an answer refers to."""
    return "\n".join(f"{n:3} {line}" for n, line in enumerate(spec.text.split("\n"), start=1))


def one_line(text: str, most: int = 200) -> str:
    """Text of a model as it may be shown: one line, nothing unprintable, no mark-up that renders."""
    plain = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return plain[:most].replace("`", "'").replace("<", "‹").replace(">", "›").replace("](", "] (")


def basis_of(model: str) -> Basis:
    """What all proposals of one model rest on: its understanding of the text."""
    return Basis("proposal", model, "spec")


def _claim(entry: ProposedClaim, spec: Spec, ident: str, says: str, model: str) -> Claim:
    if not says:
        raise NoClaim("it does not say what it claims")
    if len(entry.given) + len(entry.calls) + len(entry.holds) > _MOST_PARTS:
        raise NoClaim(f"more than {_MOST_PARTS} parts")
    if not entry.calls or not entry.holds:
        raise NoClaim("it calls nothing, or says nothing of what comes back")
    spans = tuple(_spans(entry.lines, spec))
    rtol, atol = entry.rtol, entry.atol
    if not (math.isfinite(rtol) and math.isfinite(atol) and 0 <= rtol <= 0.5 and atol >= 0):
        raise NoClaim("its tolerance allows anything")
    known: set[str] = set()
    given = tuple(_named(one, known) for one in entry.given)
    calls = tuple(_call(one, spec, known) for one in entry.calls)
    if sum(call.repeats for call in calls) > _MOST_CALLS:
        raise NoClaim(f"more than {_MOST_CALLS} calls")
    results = {call.result for call in calls}
    holds = tuple(_holds(text, known, results) for text in entry.holds)
    # Sharper than rounding is sharper than what any text says.
    relation = RelatesCalls(given, calls, holds, max(rtol, 1e-9), atol)
    rests_on = frozenset({basis_of(model), Basis("author", model, "code")})
    text = f"{says} (proposed by {model})"
    return Claim(ident, relation, text, spans, Domain(()), rests_on, proposed_by=model)


def _definition(given: ProposedDefinition, spec: Spec) -> Definition:
    known = {p.name for p in spec.parameters}
    if len(given.steps) > _MOST_PARTS:
        raise NoClaim(f"more than {_MOST_PARTS} steps")
    steps = tuple(_named(one, known) for one in given.steps)
    value = _known(parse_term(given.value), known)
    return Definition(steps, value)


def _spans(lines: list[int], spec: Spec) -> Iterator[Span]:
    """The lines of the text that the claim rests on; one that rests on none is an opinion."""
    texts = spec.text.split("\n")
    if not lines:
        raise NoClaim("it names no line of the docstring")
    starts = [0]
    for text in texts:
        starts.append(starts[-1] + len(text) + 1)
    for number in dict.fromkeys(lines[:20]):
        if not 1 <= number <= len(texts) or not texts[number - 1].strip():
            raise NoClaim(f"line {number} of the docstring says nothing")
        start = spec.span.start + starts[number - 1]
        yield Span(start, start + len(texts[number - 1]))


def _named(one: Named, known: set[str]) -> tuple[str, Term]:
    term = _known(parse_term(one.value), known)
    known.add(_identifier(one.name))
    return one.name, term


def _identifier(name: str) -> str:
    if not _IDENTIFIER.match(name):
        raise NoClaim(f"`{one_line(name, 30)}` is no name")
    return name


def _call(one: ProposedCall, spec: Spec, known: set[str]) -> PlannedCall:
    if not 1 <= one.repeats <= _MOST_CALLS:
        raise NoClaim(f"a call is repeated 1 to {_MOST_CALLS} times")
    parameters = {p.name: p for p in spec.parameters}
    extra = {_COUNTER} if one.repeats > 1 else set[str]()
    arguments: list[tuple[str, Term]] = []
    for argument in one.arguments:
        if argument.name not in parameters:
            raise NoClaim(f"`{one_line(argument.name, 30)}` is no argument of `{spec.name}`")
        arguments.append((argument.name, _known(parse_term(argument.value), known | extra)))
    named = [name for name, _ in arguments]
    if len(set(named)) < len(named):
        raise NoClaim("an argument is given twice")
    for parameter in spec.parameters:
        is_needed = parameter.default is None and not parameter.kind.startswith("var")
        if is_needed and parameter.name not in named:
            raise NoClaim(f"the argument `{parameter.name}` is missing")
    if any(parameters[name].kind.startswith("var") for name in named):
        raise NoClaim("arguments without names are not covered")
    known.add(_identifier(one.result))
    return PlannedCall(one.result, tuple(arguments), one.repeats)


def _holds(text: str, known: set[str], results: set[str]) -> Holds:
    raising = _RAISES.match(text)
    if raising is not None:
        if raising[1] not in results or raising[2] not in _ERRORS:
            raise NoClaim("`raises` stands between a call and a built-in error")
        return Holds(Name(raising[1]), "raises", Constant(raising[2]))
    left, sign, right = text.partition("~")
    if sign:
        found = Holds(_known(parse_term(left), known), "~", _known(parse_term(right), known))
    else:
        term = _known(parse_term(text), known)
        if isinstance(term, Operation) and term.sign in _COMPARISONS:
            one, other = term.operands
            compared = cast("Literal['==', '!=', '<', '<=', '>', '>=']", term.sign)
            found = Holds(one, compared, other)
        else:
            found = Holds(term, "==", Constant(True))
    if not (names_in(found.left) | names_in(found.right)) & results:
        raise NoClaim("a relation says nothing of what comes back")
    return found


def _known(term: Term, known: set[str]) -> Term:
    """The term, when each of its names is known: given, a result, or a variable of its own."""
    for name in sorted(names_in(term)):
        if name not in known and name != "pi" and not name.startswith("constants."):
            raise NoClaim(f"`{one_line(name, 40)}` is not known")
    for function in sorted(_applied(term)):
        own = {*FUNCTIONS, *WITH_FUNCTIONS, "error", "generator", *known}
        if function not in own:
            raise NoClaim(f"there is no function `{one_line(function, 40)}`")
    return term


def names_in(term: Term | Slice | None) -> set[str]:
    """Free names of a term."""
    match term:
        case None | Constant():
            return set()
        case Name(name=name):
            return {name}
        case Each(body=body, loops=loops, condition=condition):
            inner = names_in(body) | names_in(condition)
            for variables, over in reversed(loops):
                inner = (inner - set(variables)) | names_in(over)
            return inner
        case Function(parameters=parameters, body=body):
            return names_in(body) - set(parameters)
        case _:
            found: set[str] = set()
            for part in parts_of(term):
                found |= names_in(part)
            return found


def _applied(term: Term | Slice | None, own: frozenset[str] = frozenset()) -> set[str]:
    if term is None:
        return set()
    if isinstance(term, Function):
        own = own | set(term.parameters)
    found = {term.function} - own if isinstance(term, Apply) else set[str]()
    for part in parts_of(term):
        found |= _applied(part, own)
    return found


def parts_of(term: Term | Slice) -> tuple[Term | Slice, ...]:
    """What a term is made of, in order."""
    match term:
        case Constant() | Name():
            return ()
        case Listed(items=items):
            return items
        case Operation(operands=operands):
            return operands
        case Choice():
            return (term.condition, term.if_true, term.if_false)
        case Slice():
            return tuple(p for p in (term.start, term.stop, term.step) if p is not None)
        case Item(of=of, index=index):
            return (of, *index)
        case Apply(arguments=arguments, named=named):
            return (*arguments, *(value for _, value in named))
        case Each(body=body, loops=loops, condition=condition):
            rest = () if condition is None else (condition,)
            return (body, *(over for _, over in loops), *rest)
        case Function(body=body):
            return (body,)
