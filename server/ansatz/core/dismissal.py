"""Claims that the user knows to be wrong: they no longer count against code, and never for it."""

from collections.abc import Collection
from dataclasses import replace

from .evidence import Inconclusive, Judgement, Refuted
from .record import Record

SAID_WRONG = "you said that this claim is wrong"


def judgement_without(judgement: Judgement, dismissed: Collection[str]) -> Judgement:
    """The judgement with the dismissed claims' refutations taken back.

    Code that nothing else refutes is `unchecked` then: what would have spoken against it is gone, and
    nothing has come in its place.
    """
    evidence = tuple(
        replace(each, verdict=Inconclusive(SAID_WRONG))
        if each.claim.id in dismissed and isinstance(each.verdict, Refuted)
        else each
        for each in judgement.evidence
    )
    if evidence == judgement.evidence or any(isinstance(each.verdict, Refuted) for each in evidence):
        return replace(judgement, evidence=evidence)
    reasons = tuple(
        f"{SAID_WRONG}: {e.claim.text}" for e in evidence if e.verdict == Inconclusive(SAID_WRONG)
    )
    return replace(judgement, level="unchecked", evidence=evidence, reasons=reasons)


def record_without(record: Record, dismissed: Collection[str]) -> Record:
    """The same for what is stored of a judgement."""
    claims = tuple(
        replace(each, verdict=Inconclusive(SAID_WRONG))
        if each.id in dismissed and isinstance(each.verdict, Refuted)
        else each
        for each in record.claims
    )
    if claims == record.claims or any(isinstance(each.verdict, Refuted) for each in claims):
        return replace(record, claims=claims)
    reasons = tuple(f"{SAID_WRONG}: {c.text}" for c in claims if c.verdict == Inconclusive(SAID_WRONG))
    return replace(record, level="unchecked", claims=claims, reasons=reasons)
