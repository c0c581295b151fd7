"""Judging where there may be no isolation: code compiled from an equation is interpreted, and ranks lower."""

import dataclasses
from collections.abc import Sequence

from ansatz_sandbox import Job, Outcome, Sandbox

from ..core.candidate import Candidate
from ..core.evidence import Judgement

_REASON = "there is no sandbox on this machine: the equation was computed by interpreting it, nothing was run"


class Watched:
    """A sandbox for one candidate's jobs: says which come from a formula, and sees what was isolated.

    Code that was compiled from an equation is made by us of arithmetic alone. A sandbox without
    isolation may then interpret it; it raises SandboxUnavailable for the code of anybody else.
    """

    def __init__(self, sandbox: Sandbox, candidate: Candidate) -> None:
        self._sandbox = sandbox
        self._from_formula = candidate.source == "equation"
        self._first: Job | None = None
        self._computed = False
        self._isolated = True

    async def run(self, job: Job) -> Outcome:
        """One job; raises what the sandbox raises."""
        return (await self.run_all([job]))[0]

    async def run_all(self, jobs: Sequence[Job]) -> list[Outcome]:
        """Outcomes in the order of the jobs."""
        outcomes = await self._sandbox.run_all(
            [dataclasses.replace(job, from_formula=self._from_formula) for job in jobs]
        )
        self._first = self._first or next(iter(jobs), None)
        self._isolated = self._isolated and all(outcome.isolated for outcome in outcomes)
        self._computed = self._computed or any(outcome.status == "completed" for outcome in outcomes)
        return outcomes

    async def close(self) -> None:
        """Nothing: others use the sandbox too."""

    async def said(self, judgement: Judgement) -> Judgement:
        """What the judgement is worth. Raises SandboxUnavailable where nothing could even be interpreted."""
        if self._isolated:
            return judgement
        if not self._computed and self._first is not None:
            # As anybody's code it is refused with what would have to be installed.
            await self._sandbox.run(dataclasses.replace(self._first, from_formula=False))
        level = "plausible" if judgement.level == "verified" else judgement.level
        return dataclasses.replace(judgement, level=level, reasons=(_REASON, *judgement.reasons))
