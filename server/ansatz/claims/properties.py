"""Spec to property claims: every law that its text states, or that holds of any function."""

from ..core.claim import Claim, Domain
from ..core.inputs import InputModel
from ..core.spec import Spec
from ..core.text import Span
from .laws.everywhere import binds
from .laws.register import LAWS


def properties_of(spec: Spec, model: InputModel) -> tuple[Claim, ...]:
    """Property claims, cheapest first. They rest on nothing that a source could share: the text says them."""
    out: list[Claim] = []
    for law in LAWS.values():
        for number, stated in enumerate(s for s in law.stated(spec, model) if binds(spec, s)):
            span = stated.span
            spans = () if span is None else (Span(spec.span.start + span.start, spec.span.start + span.end),)
            relation = stated.relation
            ident = f"property/{relation.law}" + (f"/{number}" if number else "")
            out.append(
                Claim(ident, relation, stated.text, spans, Domain(()), frozenset(), refutes=stated.refutes)
            )
    return tuple(out)
