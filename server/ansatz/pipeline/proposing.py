"""The stage in which a model proposes claims: from the spec alone, before any candidate is looked at."""

from ..claims.proposed.reading import numbered, read_proposals
from ..claims.proposed.reply import Proposals
from ..claims.proposed.vetting import Vetted, vet
from ..core.model import Models, Prompt
from ..core.spec import Spec
from ..formulas.terms.functions import FUNCTIONS
from ..prompts import filled


def claims_prompt(spec: Spec, signature: str, files: tuple[str, ...] | None = None) -> Prompt:
    """What the model is shown: signature and docstring, nothing else."""
    functions = ", ".join(sorted(FUNCTIONS))
    return filled(
        "propose-claims", files=files, signature=signature, docstring=numbered(spec), functions=functions
    )


async def proposed_claims(
    spec: Spec, models: Models, signature: str, files: tuple[str, ...] | None = None
) -> Vetted:
    """Vetted claims of the critic, and what was dropped. Raises `ModelFault`."""
    typed = await models.ask_typed("critic", claims_prompt(spec, signature, files), Proposals)
    return vet(read_proposals(typed.value, spec, typed.reply.model), spec, typed.reply.model)


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
