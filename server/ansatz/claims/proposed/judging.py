"""Proposed claims held against candidates in the sandbox, and what that adds to a judgement.

A job for each claim and round: a candidate that hangs on one claim's inputs still answers the others.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ansatz_sandbox import Call, Job, Limits, NotReached, Sandbox

from ...core.candidate import Candidate
from ...core.claim import Claim, MeetsDefinition, PlannedCall, RelatesCalls
from ...core.evidence import Evidence, Inconclusive, Judgement, Refuted, Supported, Verdict
from ...formulas.terms.functions import NoValue
from ..inputs.standins import WRAPPER
from ..laws.law import Broken, Finding, Held, Open
from ..returned import Seen, seen
from ..trying import witness_of
from .calling import Compared, Conversation, Given, Result, carried, result_of

_ROUNDS: Final = 4
Wanted = list[tuple[PlannedCall, list[Given]]]


async def judge_proposals(
    candidates: Sequence[Candidate], claims: Sequence[Claim], sandbox: Sandbox, limits: Limits
) -> list[dict[str, Verdict]]:
    """Each candidate's verdict on each claim, by id. Raises SandboxUnavailable."""
    talks = [
        {c.id: _begun(c.relation) for c in claims if isinstance(c.relation, RelatesCalls)} for _ in candidates
    ]
    made: list[dict[RelatesCalls, list[tuple[Given, Result]]]] = [{} for _ in candidates]
    relations = {c.id: c.relation for c in claims if isinstance(c.relation, RelatesCalls)}
    for _ in range(_ROUNDS):
        asked: list[tuple[int, str, Wanted]] = []
        jobs: list[Job] = []
        for number, candidate in enumerate(candidates):
            for ident, talk in talks[number].items():
                if not isinstance(talk, Conversation):
                    continue
                try:
                    wanted = talk.wanted()
                    calls = tuple(_call(candidate.entry, g) for _, given in wanted for g in given)
                except NoValue as error:
                    talks[number][ident] = str(error)
                    continue
                if wanted:
                    asked.append((number, ident, wanted))
                    jobs.append(Job(f"{candidate.module}\n{WRAPPER}", "ansatz_calls_", calls, limits))
        if not jobs:
            break
        outcomes = await sandbox.run_all(jobs)
        for (number, ident, wanted), outcome in zip(asked, outcomes, strict=True):
            talk = talks[number][ident]
            assert isinstance(talk, Conversation)
            given = [g for _, some in wanted for g in some]
            answers = outcome.results or [NotReached()] * len(given)
            results = [result_of(_seen(g, a)) for g, a in zip(given, answers, strict=True)]
            made[number].setdefault(relations[ident], []).extend(zip(given, results, strict=True))
            at = 0
            for call, some in wanted:
                talk.answer(call, some, results[at : at + len(some)])
                at += len(some)
    compared = {c.id: Compared(c.relation) for c in claims if isinstance(c.relation, MeetsDefinition)}
    out: list[dict[str, Verdict]] = []
    for number in range(len(candidates)):
        verdicts = {ident: _told(talk) for ident, talk in talks[number].items()}
        for ident, against in compared.items():
            calls = [pair for relation in against.on for pair in made[number].get(relation, [])]
            verdicts[ident] = _verdict(*against.finding(calls), len(calls))
        out.append(verdicts)
    return out


def with_proposals(judgement: Judgement, claims: Sequence[Claim], verdicts: dict[str, Verdict]) -> Judgement:
    """The judgement with the proposed claims' verdicts in it.

    They never raise a level. What they refute is refuted, unless claims of the text's own have verified
    it: the text outranks the model, and where the two disagree the code is `plausible` and says why.
    """
    added = tuple(Evidence(c, verdicts[c.id]) for c in claims if c.id in verdicts)
    against = [e for e in added if isinstance(e.verdict, Refuted) and e.claim.refutes]
    evidence = (*judgement.evidence, *added)
    if not against or judgement.level == "refuted":
        return replace(judgement, evidence=evidence)
    reasons = tuple(f"proposed claim: {e.claim.text}" for e in against)
    if judgement.level == "verified":
        said = tuple(f"the docstring's own claims hold, but a {r}" for r in reasons)
        return replace(judgement, level="plausible", evidence=evidence, reasons=said)
    return replace(judgement, level="refuted", evidence=evidence, reasons=reasons)


def _begun(relation: RelatesCalls) -> Conversation | str:
    try:
        return Conversation(relation)
    except NoValue as error:
        return str(error)


def _call(entry: str, given: Given) -> Call:
    return Call((entry, [], carried(given)))


def _seen(given: Given, answer: object) -> Seen:
    return seen(carried(given), answer)  # type: ignore[arg-type]


def _told(talk: Conversation | str) -> Verdict:
    if isinstance(talk, str):
        return Inconclusive(talk)
    finding, shown = talk.finding()
    return _verdict(finding, shown, sum(len(given) for given in talk.made.values()))


def _verdict(finding: Finding, shown: Given, tried: int) -> Verdict:
    match finding:
        case Broken(expected=expected, got=got):
            return Refuted(witness_of(carried(shown), expected, got))
        case Held():
            return Supported(tried)
        case Open(why=why):
            return Inconclusive(why)
