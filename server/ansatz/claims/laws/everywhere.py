"""Whether a sentence states its law of every call and of what comes back, or in passing of something else.

`no new extrema appear for r <= 1/2`, `the potential is odd in x` (where the field comes back), `at low
frequency it is linear in T` or `the exact solution is symmetric in a and b` are true and bind no call. A law
that such a sentence seems to state is left alone, since a right function may break it.
"""

import re
from typing import Final

from ...core.spec import Spec
from ...core.text import Span
from .law import Stated
from .values import results_of

PASSING: Final = frozenset(
    {"swap", "reordered", "power", "shift", "period", "parity", "conserved", "constant", "lengths", "rotated",
     "between", "monotone", "twice", "turning", "adjoint", "gaps", "back", "distribution", "probability"}
)  # fmt: skip
"""Laws that a bare sentence states. The others look at their conditions themselves."""

_BY_CHANCE: Final = frozenset({"distribution", "probability"})
"""Laws whose words hold conditions of their own; whom they speak of is asked all the same."""
_OF_CHANGES: Final = frozenset({"swap", "reordered", "power", "shift", "parity", "rotated"})
_BUT: Final = re.compile(r"\s*(?:but|except|besides|other than|apart|in|to|about)\b")
"""`changes nothing but the intercept`, `does not matter to the sum`: something else is changed or meant."""

_NAME_AND_VALUE: Final = r"[`*]*\w+[`*]* ?==? ?[`*'\"]*[\w.+-]+"
_CONDITION: Final = re.compile(
    r"\b(?:if|when|whenever|where(?!as)|unless|except|provided|providing|assuming|given that|then|there|only|"
    r"as long as|so long as|once|until|while|without|before|"
    r"(?:in|with|given) the (?:absence|presence|case|case of|special case|limit|interior|bulk|"
    r"noise-free \w+)|"
    r"in (?:the|this|that) (?:[\w-]+ )?(?:case|limit|approximation|regime)|"
    r"in (?:the )?(?:absence|exact arithmetic|theory|principle|expectation|distribution|probability|law|"
    r"equilibrium|the interior)|on average|statistically|asymptotic(?:ally)?|"
    r"to (?:first|second|third|leading|lowest|zeroth|linear) order|to (?:within|order|this order)|"
    r"approximat\w+|nearly|almost|roughly|practically|essentially|effectively|usually|typically|often|"
    r"mostly|generally|sometimes|in general|should|would|could|might|may|can|cannot|not|no longer|never|"
    r"nor|neither|hardly|unlike|instead|otherwise|optionally|by default|"
    r"(?:for|at|with|in|under|over|near) (?:very |sufficiently |infinitely |fully |perfectly )?(?:small|"
    r"large|low|high|weak|strong|long|short|thin|thick|slow|fast|early|late|normal|grazing|zero|vanishing|"
    r"equal|identical|symmetric|periodic|open|closed|free|homogeneous|isotropic|uniform|even|odd|real|ideal|"
    r"unit|positive|negative|integer|continuous|random|independent|regular|undirected|directed|"
    r"non-?\w+|un\w+|ir\w+)\b|"
    r"for (?!all\b|any\b|every\b|each\b|both\b|either\b|it\b)|"
    r"(?:with|under|at) " + _NAME_AND_VALUE + r"|"
    r"(?:exact|continuous|continuum|analytic\w*|true|underlying|original|infinite|classical|quantum|"
    r"deterministic|untruncated|unclipped|unregulari[sz]ed) (?:[\w-]+ )?(?:solutions?|equations?|problems?|"
    r"systems?|flows?|orbits?|dynamics|operators?|version|variant|case|limit|theory|definition|formula|model)|"
    r"variants?|historically|original(?:ly)?)\b|\((?:not returned|not computed|not given here)",
    re.IGNORECASE,
)
"""Words with which a clause sets a condition, weakens what it says, or speaks of something else."""
_SETS_ONE: Final = re.compile(
    r"\s*(?:and |but )?(?:(?:if|when|whenever|where|unless|except|provided|assuming|as long as|so long as|"
    r"once|while|without|then|in the|in exact|at|under|with|near|below|above|beyond|far|up to|for(?! (?:all|"
    r"any|every|each)\b)|to (?:first|second|leading|lowest)|which (?:is|are) (?:then|not)|though|although|"
    r"unlike|but|on|after|before)\b)",
    re.IGNORECASE,
)
"""How a clause opens that says of its neighbour when it holds."""
_NOT_EXACT: Final = re.compile(
    r"\bup to (?!(?:the )?order\b|round|machine|floating|numerical)", re.IGNORECASE
)
_ONE_OF_ITS_OWN: Final = re.compile(
    r"^\W*(?:(?:and|but|also|hence|thus|so|therefore|moreover|however|note that|clearly) )*"
    r"(?:the|its|their|this|these|that|those|an?|both|each|every|all) (?P<what>.*)$",
    re.IGNORECASE,
)
_OF_THE_RESULT: Final = frozenset(
    {"result", "results", "output", "outputs", "value", "values", "function", "returned", "returns", "it",
     "answer", "map", "mapping", "transform", "transformation", "operator", "operation", "formula", "law",
     "kernel", "estimator", "estimate", "estimates", "matrix", "quantity", "method", "routine", "procedure",
     "scheme", "step", "rule", "definition", "expression", "response"}
)  # fmt: skip
"""What a text may call the result or the function whatever it is about."""


def binds(spec: Spec, stated: Stated) -> bool:
    """Whether a law that a text states may be held against any call; laws that see to it themselves may."""
    if stated.relation.law not in PASSING or stated.span is None:
        return True
    words = " ".join(spec.text[stated.span.start : stated.span.end].split())
    # "The limits may be given in either order" is leave, and no condition.
    if stated.relation.law == "swap" and "either order" in words:
        return True
    # Entries are read whole, by patterns that ask for a clause of its own.
    if any(span == stated.span for _, _, span in results_of(spec)):
        return True
    if any(words in " ".join(p.description.split()) for p in spec.parameters):
        return True
    clause, neighbours, subject = _clause(spec.text, stated.span)
    if not _is_of_result(spec, subject):
        return False
    if stated.relation.law in _BY_CHANCE:
        return True
    if _CONDITION.search(_without(clause, words)) or _CONDITION.search(_own(words)):
        return False
    if any(_SETS_ONE.match(n) for n in neighbours) or _NOT_EXACT.search(clause):
        return False
    return not (stated.relation.law in _OF_CHANGES and _BUT.match(clause.partition(words)[2]))


def _own(words: str) -> str:
    """What a pattern matched, less the negations and modals that are part of how a law is said."""
    return re.sub(
        r"\b(?:not|never|neither|nor|no|cannot|can|may|only|there|before use|need not|without)\b", "", words
    )


def _without(clause: str, words: str) -> str:
    before, _, after = clause.partition(words)
    return f"{before} | {after}"


def _clause(text: str, span: Span) -> tuple[str, tuple[str, ...], str]:
    """The clause that a span lies in, on one line; the first of its sentence and the next; its subject."""
    ends = [m.end() for m in re.finditer(r"[.;]\s|\n\s*\n", text[: span.start])]
    start = max(ends, default=0)
    close = re.search(r"[.;]\s|\n\s*\n|\Z", text[span.end :])
    end = span.end + (close.start() if close else 0)
    before, after = text[start : span.start], text[span.end : end]
    fronts, backs = re.split(r"[,:](?=\s)", before), re.split(r"[,:](?=\s)", after)
    front = fronts[-1]
    if front.count("(") > front.count(")"):
        front = front[front.rindex("(") + 1 :]
    own = " ".join(f"{front}{text[span.start : span.end]}{backs[0]}".split())
    first = fronts[:1] if len(fronts) > 1 else []
    # `The p-value, not the statistic, is symmetric`: the subject stands further in front.
    verb = re.match(r"\s*(?:and |but )?(?:is|are|has|have|does|do|stays?|remains?)\b", own)
    subject = before if verb and len(fronts) > 1 and front == fronts[-1] else front
    return own, tuple(" ".join(n.split()) for n in (*first, *backs[1:2])), " ".join(subject.split())


def _is_of_result(spec: Spec, subject: str) -> bool:
    """Whether what stands in front of a law's words can be what comes back; nothing there is as good."""
    plain = re.sub(r"\([^()]*\)", " ", subject)
    found = _ONE_OF_ITS_OWN.match(plain)
    if found is None:
        return True
    said = " ".join(r.description for r in spec.results) + " ".join(s for _, s, _ in results_of(spec))
    names = {n for r in spec.results for n in (r.name, r.symbol) if n}
    summary = spec.text.strip().split("\n\n")[0]
    known = _OF_THE_RESULT | names | _stems(f"{said} {summary} {spec.name.replace('_', ' ')}")
    # `The magnitude of the field` is the magnitude.
    head = re.split(
        r"[,:]|\b(?:of|in|between|for|from|to|with|at|on|by|over|under|that|which|is|are)\b", found["what"]
    )[0]
    return not head.strip() or bool((_stems(head) | set(re.findall(r"\w+", head))) & known)


def _stems(text: str) -> set[str]:
    return {w.lower().removesuffix("s") for w in re.findall(r"[A-Za-z]{4,}", text)} - {
        "that", "this", "with", "from", "between", "difference", "both", "their",
    }  # fmt: skip
