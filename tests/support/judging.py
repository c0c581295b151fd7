"""Whole modules judged in this process: what a function's own text says of it."""

import asyncio
import re

from ansatz import targets
from ansatz.claims.derive import claims_of, for_judging
from ansatz.claims.judging import judge
from ansatz.core.candidate import Candidate
from ansatz.core.claim import Basis
from ansatz.core.evidence import Judgement, Refuted
from ansatz.reading.read import read_spec
from ansatz_sandbox import Limits

from .in_process import InProcess

_AUTHOR = frozenset({Basis("author", "the code's author", "code")})


def judged_module(text: str, name: str) -> Judgement:
    """The judgement on the function `name` of a module, as code of unknown origin."""
    spec = for_judging(read_spec(text, targets.named(text, name)[0]))
    own = Candidate("existing", "", "", (), text, name, _AUTHOR)
    return asyncio.run(judge(own, spec, claims_of(spec), InProcess(), Limits(), 0, lambda _: None))


def refuting(text: str) -> list[str]:
    """The kinds of claim, laws by their own name, that refute the first function of a module."""
    name = re.search(r"^def (\w+)", text, re.MULTILINE)
    assert name is not None
    evidence = judged_module(text, name.group(1)).evidence
    return [
        getattr(e.claim.relation, "law", e.claim.kind)
        for e in evidence
        if isinstance(e.verdict, Refuted) and e.claim.refutes
    ]
