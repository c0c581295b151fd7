"""The level of a candidate by rule, with its reasons in the user's words."""

from ..core.claim import Basis
from ..core.evidence import Evidence, Exposure, Inconclusive, Level, Refuted


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
        if isinstance(e.verdict, Inconclusive) and e.claim.kind in {"runs", "shape", "example"}
    ]
    reasons += [_unexposed(e) for e in exposures if not e.is_enough and e.mutants]
    reasons += [
        f"{say_thing(e.thing)}: no faulty variant could be made"
        for e in exposures
        if not e.mutants and _matters(e)
    ]
    return ("plausible", tuple(dict.fromkeys(reasons))) if reasons else ("verified", ())


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
