"""Proposed claims held against candidates in the sandbox, and what that adds to a judgement.

One job a candidate and round; where it ends early, each claim left open gets one of its own, so that code
that hangs on one claim's inputs still answers the others.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final, TypeAlias, cast

from ansatz_sandbox import Call, CallResult, Job, Limits, NotReached, Sandbox, Value

from ...core.candidate import Candidate
from ...core.claim import Claim, MeetsDefinition, PlannedCall, RelatesCalls
from ...core.evidence import Evidence, Inconclusive, Judgement, Refuted, Supported, Verdict
from ...formulas.terms.functions import NoValue
from ..inputs.standins import WRAPPER
from ..laws.law import Broken, Finding, Held, Open
from ..returned import seen
from ..trying import witness_of
from .calling import Compared, Conversation, Failed, Given, Result, carried, result_of

_ROUNDS: Final = 4
Wanted: TypeAlias = "list[tuple[PlannedCall, list[Given]]]"


async def judge_proposals(
    candidates: Sequence[Candidate],
    claims: Sequence[Claim],
    sandbox: Sandbox,
    limits: Limits,
    positional: frozenset[str] = frozenset(),
) -> list[dict[str, Verdict]]:
    """Each candidate's verdict on each claim, by id. `positional` are parameters without a keyword.

    Raises SandboxUnavailable.
    """
    relations = {c.id: c.relation for c in claims if isinstance(c.relation, RelatesCalls)}
    talks = [{ident: _begun(relation) for ident, relation in relations.items()} for _ in candidates]
    made: list[dict[str, list[tuple[Given, Result]]]] = [{} for _ in candidates]
    for _ in range(_ROUNDS):
        asked = [
            _Asked(number, ident, wanted)
            for number, mine in enumerate(talks)
            for ident in mine
            if (wanted := _wanted(mine, ident))
        ]
        if not asked:
            break
        await _answer(asked, candidates, sandbox, limits, positional)
        for one in asked:
            talk = talks[one.candidate][one.claim]
            assert isinstance(talk, Conversation)
            made[one.candidate].setdefault(one.claim, []).extend(zip(one.given, one.results, strict=True))
            at = 0
            for call, some in one.wanted:
                talk.answer(call, some, one.results[at : at + len(some)])
                at += len(some)
    compared = {c.id: Compared(c.relation) for c in claims if isinstance(c.relation, MeetsDefinition)}
    out: list[dict[str, Verdict]] = []
    for mine, calls in zip(talks, made, strict=True):
        verdicts = {ident: _told(talk) for ident, talk in mine.items()}
        for ident, against in compared.items():
            on = [pair for name, pairs in calls.items() if relations[name] in against.on for pair in pairs]
            verdicts[ident] = _verdict(*against.finding(on), len(on))
        out.append(verdicts)
    return out


@dataclass(slots=True)
class _Asked:
    """Calls of one claim and candidate in one round, and what came back."""

    candidate: int
    claim: str
    wanted: Wanted
    results: list[Result] = field(default_factory=list[Result])

    @property
    def given(self) -> list[Given]:
        return [g for _, some in self.wanted for g in some]


async def _answer(
    asked: Sequence[_Asked],
    candidates: Sequence[Candidate],
    sandbox: Sandbox,
    limits: Limits,
    positional: frozenset[str],
) -> None:
    """One job a candidate; claims that its end left unanswered get a job of their own."""
    together = [[one for one in asked if one.candidate == number] for number in range(len(candidates))]
    await _run([some for some in together if some], candidates, sandbox, limits, positional)
    alone = [[one] for one in asked if any(isinstance(r, Failed) and not r.was_reached for r in one.results)]
    if alone:
        await _run(alone, candidates, sandbox, limits, positional)


async def _run(
    groups: Sequence[Sequence[_Asked]],
    candidates: Sequence[Candidate],
    sandbox: Sandbox,
    limits: Limits,
    positional: frozenset[str],
) -> None:
    jobs: list[Job] = []
    for group in groups:
        candidate = candidates[group[0].candidate]
        calls = tuple(_call(candidate.entry, g, positional) for one in group for g in one.given)
        jobs.append(Job(f"{candidate.module}\n{WRAPPER}", "ansatz_calls_", calls, limits))
    outcomes = await sandbox.run_all(jobs) if jobs else []
    for group, outcome in zip(groups, outcomes, strict=True):
        given = [g for one in group for g in one.given]
        answers: Sequence[CallResult] = outcome.results or [NotReached()] * len(given)
        results = [result_of(seen(carried(g), a)) for g, a in zip(given, answers, strict=True)]
        at = 0
        for one in group:
            one.results = results[at : at + len(one.given)]
            at += len(one.given)


def _wanted(talks: dict[str, Conversation | str], ident: str) -> Wanted:
    """What a claim wants to call next; one that can't be asked is noted with the reason."""
    talk = talks[ident]
    if isinstance(talk, str):
        return []
    try:
        wanted = talk.wanted()
        for _, some in wanted:
            for given in some:
                carried(given)
    except NoValue as error:
        talks[ident] = str(error)
        return []
    return wanted


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


def _call(entry: str, given: Given, positional: frozenset[str]) -> Call:
    arguments = carried(given)
    first = [cast("Value", v) for n, v in arguments.items() if n in positional]
    return Call((entry, first, {n: cast("Value", v) for n, v in arguments.items() if n not in positional}))


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
