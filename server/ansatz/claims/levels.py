"""The level of a candidate by rule, with its reasons in the user's words."""

from typing import Final

from ..core.claim import Basis, Claim, EqualsExpression, HasProperty, SatisfiesEquation
from ..core.evidence import Evidence, Exposure, Inconclusive, Level, Refuted, Supported

_SETTLING: Final = frozenset({"solves"})
"""Laws that one value alone satisfies."""


def level_of(
    evidence: tuple[Evidence, ...], exposures: tuple[Exposure, ...], did_run: bool
) -> tuple[Level, tuple[str, ...]]:
    refuted = [e for e in evidence if isinstance(e.verdict, Refuted) and e.claim.refutes]
    if refuted:
        return "refuted", tuple(f"{e.claim.kind}: {e.claim.text}" for e in refuted)
    if not did_run:
        why = next(
            (e.verdict.why for e in evidence if isinstance(e.verdict, Inconclusive)), "nothing could be run"
        )
        return "unchecked", (why,)
    reasons = [
        f"{e.claim.kind} could not be settled: {e.verdict.why}"
        for e in evidence
        if isinstance(e.verdict, Inconclusive) and e.claim.kind in {"runs", "shape", "example", "bound"}
    ]
    reasons += [_unexposed(e) for e in exposures if not e.is_enough and e.mutants]
    is_free = bool(exposures) and all(e.thing.aspect == "author" for e in exposures)
    if is_free and not any(isinstance(e.verdict, Supported) and settles(e.claim) for e in evidence):
        # A few faulty variants are not all faults of an author: a value twice too large is symmetric, too.
        reasons.append("what was checked would also hold of other values: no equation says what they are")
    reasons += [
        f"{say_thing(e.thing)}: no faulty variant could be made"
        for e in exposures
        if not e.mutants and _matters(e)
    ]
    return ("plausible", tuple(dict.fromkeys(reasons))) if reasons else ("verified", ())


def settles(claim: Claim) -> bool:
    """Whether the claim says what the value is for all arguments, and not only something about it."""
    match claim.relation:
        case EqualsExpression() | SatisfiesEquation():
            return claim.refutes
        case HasProperty(law=law):
            return claim.refutes and law in _SETTLING
        case _:
            return False


def _matters(exposure: Exposure) -> bool:
    """A thing in which every conceivable fault changes nothing cannot have been got wrong.

    Swapping the only argument with another is such a case. Where the author's code has no place to
    be wrong in, nothing was tested.
    """
    return exposure.thing.aspect in {"author", "routine"}


def _unexposed(exposure: Exposure) -> str:
    return (
        f"{say_thing(exposure.thing)}: {exposure.killed} of {exposure.mutants} faulty variants "
        "were told apart by something independent of it"
    )


def say_thing(thing: Basis) -> str:
    """A thing that could be wrong, in the user's words."""
    match thing.aspect:
        case "parse":
            return f"how the equation for `{thing.of}` was read"
        case "binding":
            return f"which argument `{thing.of}` is"
        case "units":
            return f"the unit of `{thing.of}`"
        case "solve":
            return f"how the equation was rearranged for `{thing.of}`"
        case "author":
            return "the code itself"
        case "example":
            return f"example {thing.of}"
        case "routine":
            return f"whether `{thing.of}` is the routine that is meant"
        case "option":
            return f"the setting of `{thing.of}`"
        case "adaptor":
            return f"what was put around the call ({thing.of})"
        case "result":
            return f"whether `{thing.of}` is the value that is meant"
        case "proposal":
            return f"how {thing.by} understood the text"
