"""Without a sandbox: an equation's code is interpreted, says so, and is at most plausible."""

import asyncio
import sys
from pathlib import Path

import pytest

from ansatz.core.outcome import Accepted, NoSandbox, Outcome
from ansatz.core.text import DocumentSnapshot
from ansatz.editing import apply
from ansatz.pipeline.run import Tools, generate, validate
from ansatz.sources.equation import EquationSource
from ansatz_sandbox import Bubblewrap, Limits, Sandbox, SandboxUnavailable
from ansatz_sandbox.host.interpreting import Interpreting
from support.specs import DILUTION, ETALON, LENS, SOUND, only_function

WHY = SandboxUnavailable("No bubblewrap was found.", "Install bubblewrap.")


def ignored(progress: object) -> None:
    """Nobody looks at the progress."""


def tools(sandbox: Sandbox) -> Tools:
    return Tools((EquationSource(),), sandbox, Limits(), 0, ())


def generated(text: str, sandbox: Sandbox) -> Outcome:
    return asyncio.run(
        generate(DocumentSnapshot("file:///f.py", text), only_function(text), tools(sandbox), ignored)
    )


@pytest.mark.parametrize("text", [SOUND, LENS, DILUTION, ETALON])
def test_an_equation_is_plausible_and_says_that_nothing_was_run(text: str):
    outcome = generated(text, Interpreting(WHY))
    assert isinstance(outcome, Accepted)
    assert outcome.record.level == "plausible"
    assert "no sandbox" in outcome.record.reasons[0]
    assert any(
        claim.kind == "equation" and claim.verdict.verdict == "supported" for claim in outcome.record.claims
    )


def test_it_offers_what_it_would_offer_with_a_sandbox():
    async def isolated() -> Outcome:
        try:
            sandbox = await Bubblewrap.open(Path(sys.executable))
        except SandboxUnavailable as error:
            pytest.skip(f"no sandbox: {error.reason}")
        try:
            return await generate(
                DocumentSnapshot("file:///f.py", SOUND), only_function(SOUND), tools(sandbox), ignored
            )
        finally:
            await sandbox.close()

    with_it, without = asyncio.run(isolated()), generated(SOUND, Interpreting(WHY))
    assert isinstance(with_it, Accepted)
    assert isinstance(without, Accepted)
    assert without.edit == with_it.edit
    assert with_it.record.level == "verified"


def test_what_is_wrong_is_refuted_without_a_sandbox_too():
    """An example that contradicts its equation."""
    example = "Examples\n    --------\n    >>> sound_speed(1.4, 101.325, 1.2)\n    999.0\n\n    Returns\n"
    contradicted = SOUND.replace("Returns\n", example, 1)
    outcome = generated(contradicted, Interpreting(WHY))
    assert not isinstance(outcome, Accepted)


def test_code_of_anybody_is_not_interpreted_however_plain():
    outcome = generated(SOUND, Interpreting(WHY))
    assert isinstance(outcome, Accepted)
    written = apply(SOUND, outcome.edit.changes)
    snapshot = DocumentSnapshot("file:///f.py", written)
    judged = asyncio.run(validate(snapshot, only_function(written), tools(Interpreting(WHY)), ignored))
    assert judged == NoSandbox(WHY.reason, WHY.advice)


def test_a_method_of_the_users_class_is_not_interpreted():
    body = "\n".join(f"    {line}" for line in SOUND.partition("def ")[2].splitlines())
    method = f"import numpy as np\n\n\nclass Gas:\n    @staticmethod\n    def {body.strip()}\n"
    outcome = generated(method, Interpreting(WHY))
    assert outcome == NoSandbox(WHY.reason, WHY.advice)
