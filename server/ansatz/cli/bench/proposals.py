"""Recorded claims of a model in the benchmarks: what they add to judging, and what vetting is worth.

A recording is made from a case's spec alone and holds the answer to the prompt with the spec's digest.
"""

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, cast

from pydantic import ValidationError

from ansatz.claims.proposed.judging import judge_proposals, with_proposals
from ansatz.claims.proposed.reading import Read, read_proposals
from ansatz.claims.proposed.reply import Proposals
from ansatz.claims.proposed.vetting import Vetted, vet
from ansatz.cli.bench.result import Row
from ansatz.cli.unusable import Unusable
from ansatz.core.candidate import Candidate
from ansatz.core.claim import Claim, RelatesCalls
from ansatz.core.evidence import Judgement, Refuted, Supported
from ansatz.core.spec import Spec
from ansatz.formulas.terms.variants import spread, term_variants
from ansatz_sandbox import Limits, Sandbox

_FAULTS: Final = 6
"""Faulty copies of one recorded claim."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """A case's recorded answer, read and vetted."""

    read: Read
    vetted: Vetted
    model: str
    seconds: float


def recorded(folder: Path, case: str, spec: Spec) -> Recorded | None:
    """The recording for a case, vetted now; None where there is none. Raises Unusable for another spec's."""
    file = folder / f"{case}.json"
    if not file.is_file():
        return None
    content = cast("dict[str, object]", json.loads(file.read_text("utf-8")))
    if content.get("spec") != spec.digest:
        raise Unusable(f"{file} was recorded for another text of {case}.")
    try:
        proposals = Proposals.model_validate(content["reply"])
    except (ValidationError, KeyError) as error:
        raise Unusable(f"{file} holds no answer: {error}") from None
    model = str(content["model"])
    started = time.perf_counter()
    read = read_proposals(proposals, spec, model)
    return Recorded(read, vet(read, spec, model), model, time.perf_counter() - started)


async def add_proposals(
    found: Recorded,
    rows: Sequence[Row],
    judgements: Sequence[Judgement],
    candidates: Sequence[Candidate],
    sandbox: Sandbox,
    limits: Limits,
) -> list[Judgement]:
    """The judgements with the vetted claims in them; rows tell both, with and without."""
    claims = found.vetted.claims
    verdicts = await judge_proposals(candidates, claims, sandbox, limits)
    out: list[Judgement] = []
    for row, judgement, said in zip(rows, judgements, verdicts, strict=True):
        after = with_proposals(judgement, claims, said)
        by = [c.id for c in claims if isinstance(said.get(c.id), Refuted)]
        witness = next((v.witness for v in said.values() if isinstance(v, Refuted)), None)
        cast("dict[str, object]", row).update(
            {
                "refuted_by_text": bool(row["refuted"]),
                "refuted_by_proposals": by,
                "proposal_expected": "" if witness is None else witness.expected,
                "proposal_got": "" if witness is None else witness.got,
                "proposals_held": sum(isinstance(v, Supported) for v in said.values()),
                "proposals": len(claims),
                "refuted": after.level == "refuted",
                "level": after.level,
            }
        )
        out.append(after)
    return out


async def vetting_rows(
    case: str, found: Recorded, spec: Spec, reference: Candidate, sandbox: Sandbox, limits: Limits
) -> list[Row]:
    """One row a recorded claim and one a faulty copy: whether the reference keeps to it, whether it was
    dropped."""
    kept = {c.id for c in found.vetted.claims}
    why = {d.id: d.why for d in found.vetted.dropped}
    claims = list(found.read.claims)
    faulty = [copy for claim in claims for copy in spread(list(_faulty(claim)), _FAULTS)]
    everyone = [*claims, *(replace(c, id=f"{c.id}/fault-{n}") for n, c in enumerate(faulty))]
    (verdicts,) = await judge_proposals([reference], everyone, sandbox, limits)
    rows: list[Row] = []
    for claim in everyone:
        verdict = verdicts[claim.id]
        if claim.id in why or claim.id in kept:
            is_dropped, reason = claim.id not in kept, why.get(claim.id, "")
        elif not isinstance(verdict, Refuted):
            # A change that leaves the claim right is no fault.
            continue
        else:
            alone = vet(replace(found.read, claims=(claim,), dropped=()), spec, found.model)
            is_dropped = all(c.id != claim.id for c in alone.claims)
            reason = next((d.why for d in alone.dropped if d.id == claim.id), "")
        rows.append(
            {
                "id": f"{case}/{claim.id}",
                "case": case,
                "says": claim.text,
                "claim_right": not isinstance(verdict, Refuted),
                "claim_decided": isinstance(verdict, Refuted | Supported),
                "planted": "/fault-" in claim.id,
                "dropped": is_dropped,
                "why": reason,
            }
        )
    return rows


def _faulty(claim: Claim) -> list[Claim]:
    """The claim with one thing wrong in what it says must hold, or in one of its calls."""
    relation = claim.relation
    assert isinstance(relation, RelatesCalls)
    out: list[Claim] = []

    def changed(**parts: object) -> None:
        out.append(replace(claim, relation=replace(relation, **parts)))  # type: ignore[arg-type]

    for number, holds in enumerate(relation.holds):
        for side in ("left", "right"):
            for term in term_variants(getattr(holds, side)):
                one = replace(holds, **{side: term})
                changed(holds=(*relation.holds[:number], one, *relation.holds[number + 1 :]))
    for number, call in enumerate(relation.calls):
        for place, (name, term) in enumerate(call.arguments):
            for other in term_variants(term):
                arguments = (*call.arguments[:place], (name, other), *call.arguments[place + 1 :])
                one = replace(call, arguments=arguments)
                changed(calls=(*relation.calls[:number], one, *relation.calls[number + 1 :]))
    return out


def proposal_metrics(rows: Sequence[Row]) -> dict[str, float]:
    """What the recorded claims do alone, and what vetting drops; empty without a recording."""
    judged = [r for r in rows if "refuted_by_proposals" in r]
    vetted = [r for r in rows if "claim_right" in r]
    if not judged:
        return {}
    wrong, right = [r for r in judged if not r["right"]], [r for r in judged if r["right"]]
    own = [r for r in vetted if not r["planted"] and r["claim_right"]]
    bad = [r for r in vetted if not r["planted"] and not r["claim_right"]]
    planted = [r for r in vetted if r["planted"]]
    return {
        "text_catch_rate": _share(wrong, "refuted_by_text"),
        "text_false_alarms": _share(right, "refuted_by_text"),
        "proposals_catch_rate": _share(wrong, "refuted_by_proposals"),
        "proposals_false_alarms": _share(right, "refuted_by_proposals"),
        "claims_right": len(own),
        "claims_right_dropped": _share(own, "dropped"),
        "claims_wrong": len(bad),
        "claims_wrong_dropped": _share(bad, "dropped"),
        "claims_planted": len(planted),
        "claims_planted_dropped": _share(planted, "dropped"),
    }


def _share(rows: Sequence[Row], name: str) -> float:
    return sum(bool(r[name]) for r in rows) / max(1, len(rows))
