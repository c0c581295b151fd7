"""The stage in which a model proposes claims: from the spec alone, before any candidate is looked at."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

from ansatz_sandbox import Limits, Sandbox

from ..claims.proposed.judging import judge_proposals, with_proposals
from ..claims.proposed.reading import numbered, read_proposals
from ..claims.proposed.reply import Proposals
from ..claims.proposed.vetting import Vetted, vet
from ..core.candidate import Candidate
from ..core.claim import Claim
from ..core.evidence import Judgement
from ..core.model import ModelFault, Models, Prompt, Usage
from ..core.spec import Spec
from ..formulas.terms.functions import FUNCTIONS
from ..prompts import filled


@dataclass(frozen=True, slots=True)
class Proposed:
    """What came of asking: vetted claims, by whom and for how much; `fault` where nothing came."""

    vetted: Vetted = field(default_factory=lambda: Vetted((), ()))
    model: str = ""
    usage: Usage = field(default_factory=Usage)
    fault: ModelFault | None = None

    @property
    def told(self) -> tuple[str, ...]:
        """Lines for the record: what was proposed, and what was dropped for which reason."""
        if self.fault is not None:
            return (f"no claims were proposed: {self.fault.message}",)
        if not self.model:
            return ()
        kept, dropped = self.vetted.claims, self.vetted.dropped
        first = f"{self.model} proposed {len(kept) + len(dropped)} claims; {len(kept)} stood vetting"
        left = tuple(f"dropped: {d.says or d.id}: {d.why}" for d in dropped)
        return (first, *self.vetted.notes, *left)


def claims_prompt(spec: Spec, signature: str, files: tuple[str, ...] | None = None) -> Prompt:
    """What the model is shown: signature and docstring, nothing else."""
    functions = ", ".join(sorted(FUNCTIONS))
    return filled(
        "propose-claims", files=files, signature=signature, docstring=numbered(spec), functions=functions
    )


async def proposed_claims(
    spec: Spec, models: Models, signature: str, files: tuple[str, ...] | None = None
) -> Proposed:
    """Vetted claims of the critic, and what was dropped. A fault of the model is part of the result."""
    try:
        typed = await models.ask_typed("critic", claims_prompt(spec, signature, files), Proposals)
    except ModelFault as fault:
        return Proposed(fault=fault)
    name = typed.reply.model
    # Vetting is arithmetic for some seconds: other calls go on beside it.
    vetted = await asyncio.to_thread(lambda: vet(read_proposals(typed.value, spec, name), spec, name))
    return Proposed(vetted, name, typed.reply.usage)


async def judged_with(
    judgement: Judgement,
    candidate: Candidate,
    spec: Spec,
    proposed: Proposed,
    sandbox: Sandbox,
    limits: Limits,
) -> Judgement:
    """The judgement with the proposed claims in it. Raises SandboxUnavailable."""
    claims: Sequence[Claim] = proposed.vetted.claims
    if not claims or judgement.level == "refuted":
        return judgement
    positional = frozenset(p.name for p in spec.parameters if p.kind == "positional_only")
    (verdicts,) = await judge_proposals([candidate], claims, sandbox, limits, positional)
    return with_proposals(judgement, claims, verdicts)


def signature_of(spec: Spec) -> str:
    """The signature as the spec knows it."""
    parts: list[str] = []
    for parameter in spec.parameters:
        stars = {"var_positional": "*", "var_keyword": "**"}.get(parameter.kind, "")
        text = f"{stars}{parameter.name}"
        text += f": {parameter.annotation}" if parameter.annotation else ""
        text += f" = {parameter.default}" if parameter.default is not None else ""
        parts.append(text)
    return f"def {spec.name}({', '.join(parts)})"
