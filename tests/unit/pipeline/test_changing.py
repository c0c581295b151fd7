"""Code changed as its author says in words, over a local server that answers as a provider does."""

from pathlib import Path

import pytest

from ansatz.core.outcome import Accepted, NoneAccepted
from ansatz.core.text import DocumentSnapshot, Span
from ansatz.engine.settings import load_settings
from ansatz.engine.wiring import open_service
from support.provider import Scripted, provider

TEXT = '''"""Springs."""


def spring_energy(k, x):
    """Energy stored in a spring, ``E = k x^2 / 2``.

    Parameters
    ----------
    k : float
        Spring constant [N/m], positive.
    x : float
        Elongation [m].

    Returns
    -------
    E : float
        Energy [J].
    """
    return 0.5 * k * x * x
'''
BLOCK = "```python\n{}\n```"
ARRAYS = BLOCK.format(
    "import numpy as np\n\n"
    "def spring_energy(k, x):\n    x = np.asarray(x, dtype=float)\n    return 0.5 * k * x**2"
)
FORCE_TOO = BLOCK.format("def spring_energy(k, x):\n    return 0.5 * k * x * x, k * x")
WRONG = BLOCK.format("def spring_energy(k, x):\n    return k * x * x")


async def outcome_of(tmp_path: Path, text: str, instruction: str, *answers: str):
    """The outcome, and the prompts that the server saw."""
    async with provider([Scripted(each) for each in answers]) as server:
        chosen = {
            "state_dir": str(tmp_path / "state"),
            "models": {"all": f"openai/lab at {server.url}", "unknown_prices": "allow"} if answers else {},
        }
        service = open_service(load_settings(tmp_path, command_line=chosen).settings)
        try:
            at = text.index("def spring_energy") + 4
            snapshot = DocumentSnapshot("file:///springs.py", text, 1)
            (found,) = await service.change(snapshot, Span(at, at), instruction, lambda _: None)
        finally:
            await service.close()
        return found.outcome, [call.body["messages"][-1]["content"] for call in server.calls]


@pytest.mark.asyncio
async def test_a_change_that_keeps_what_held_is_offered_as_plausible_at_most(tmp_path: Path):
    outcome, prompts = await outcome_of(tmp_path, TEXT, "make it accept arrays", ARRAYS)
    assert isinstance(outcome, Accepted)
    assert outcome.record.level == "plausible"
    assert any("make it accept arrays" in reason for reason in outcome.record.reasons)
    assert "asarray" in outcome.code
    assert len(prompts) == 1
    assert "make it accept arrays" in prompts[0]
    assert "0.5 * k * x * x" in prompts[0]


@pytest.mark.asyncio
async def test_another_value_returned_too_leaves_the_first_as_it_was(tmp_path: Path):
    outcome, _ = await outcome_of(tmp_path, TEXT, "return the force too", FORCE_TOO)
    assert isinstance(outcome, Accepted)
    assert any("first" in reason for reason in outcome.record.reasons)


@pytest.mark.asyncio
async def test_what_breaks_the_docstring_is_asked_for_again_with_the_witness_and_then_refused(tmp_path: Path):
    outcome, prompts = await outcome_of(tmp_path, TEXT, "make it faster", WRONG, WRONG, WRONG)
    assert isinstance(outcome, NoneAccepted)
    assert "would break" in outcome.why
    assert len(prompts) == 3
    assert "expected" in prompts[1]
    assert "</found>" in prompts[1]


@pytest.mark.asyncio
async def test_a_second_answer_may_put_it_right(tmp_path: Path):
    outcome, _ = await outcome_of(tmp_path, TEXT, "make it accept arrays", WRONG, ARRAYS)
    assert isinstance(outcome, Accepted)


@pytest.mark.asyncio
async def test_without_a_model_it_says_so(tmp_path: Path):
    outcome, _ = await outcome_of(tmp_path, TEXT, "make it faster")
    assert isinstance(outcome, NoneAccepted)
    assert "models.all" in outcome.why
