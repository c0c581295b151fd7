"""What was found out about a candidate: a verdict for each claim, what was exposed, and the level."""

from dataclasses import dataclass
from typing import Literal

from .claim import Basis, Claim

Level = Literal["verified", "plausible", "refuted", "unchecked"]


@dataclass(frozen=True, slots=True)
class Witness:
    """An input on which the candidate breaks a claim, small enough to check by hand.

    `arguments` maps parameters to values as Python source. `line` is the candidate's own line
    (1-based, in its module), where one is known.
    """

    arguments: tuple[tuple[str, str], ...]
    expected: str
    got: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Supported:
    """The claim held on `tried` inputs, and `killed` of `mutants` faulty variants failed it."""

    tried: int
    killed: int = 0
    mutants: int = 0
    verdict: Literal["supported"] = "supported"


@dataclass(frozen=True, slots=True)
class Sweep:
    """What is expected and what the code gives as one argument goes through the witness at `at`.

    `expected` and `got` are None where there is no finite number. The other arguments are the witness's.
    """

    parameter: str
    at: float
    values: tuple[float, ...]
    expected: tuple[float | None, ...]
    got: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Refuted:
    """The claim does not hold. `sweep` shows where, for claims that say what is expected."""

    witness: Witness
    sweep: Sweep | None = None
    verdict: Literal["refuted"] = "refuted"


@dataclass(frozen=True, slots=True)
class Inconclusive:
    """Nothing can be said, and why. A sandbox that failed is this, never a refutation."""

    why: str
    verdict: Literal["inconclusive"] = "inconclusive"


Verdict = Supported | Refuted | Inconclusive


@dataclass(frozen=True, slots=True)
class Evidence:
    """One claim's verdict on one candidate."""

    claim: Claim
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Exposure:
    """How far one thing that could be wrong was put to the test.

    `killed` of the `mutants` that are wrong in just this thing (equivalent ones left out) were
    failed by supporting claims that do not rest on it; `by` names those claims.
    """

    thing: Basis
    mutants: int
    killed: int
    by: tuple[str, ...]

    @property
    def is_enough(self) -> bool:
        """Four in five mutants, and at least one mutant to speak of."""
        return self.mutants > 0 and self.killed >= 0.8 * self.mutants


@dataclass(frozen=True, slots=True)
class Judgement:
    """All evidence on one candidate and the level that follows from it by rule."""

    level: Level
    evidence: tuple[Evidence, ...]
    exposures: tuple[Exposure, ...]
    reasons: tuple[str, ...]
    """Why not a higher level, in the user's words; empty for `verified`."""
