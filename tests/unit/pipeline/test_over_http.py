"""The pipeline with the real gateway over HTTP: every fault ends in words, no call goes beyond a budget."""

import asyncio
from pathlib import Path

import pytest

from ansatz.core.outcome import Accepted, NoneAccepted, OutOfBudget
from ansatz.core.text import DocumentSnapshot
from ansatz.engine.asking_models import open_models
from ansatz.engine.settings import load_settings
from ansatz.pipeline.run import Tools, generate
from ansatz.pipeline.teaching import Teaching
from ansatz_sandbox import Limits
from support.chains import CHAIN, said_to
from support.in_process import InProcess
from support.provider import Asked, Scripted, error, provider
from support.specs import only_function

pytestmark = pytest.mark.asyncio


def good(asked: Asked) -> Scripted:
    return Scripted(said_to(asked.text))


def drafts(scripted: Scripted):
    """A plan that is good, and then only this."""
    return lambda asked: good(asked) if "Plan the computation" in asked.text else scripted


def working(url, folder: Path, chosen):
    values = {"all": f"openai/scripted at {url}", "unknown_prices": "allow", "cache": False} | chosen
    line = {f"models.{name}": value for name, value in values.items()} | {"state_dir": str(folder / "state")}
    loaded = load_settings(folder, command_line=line, environment={}, user=folder / "none.toml")
    gateway = open_models(loaded.settings)
    teaching = Teaching(gateway.for_request())
    tools = Tools((), InProcess(), Limits(), 0, (), teaching=teaching)
    snapshot = DocumentSnapshot("file:///lab/f.py", CHAIN, 1)
    return gateway, generate(snapshot, only_function(CHAIN), tools, lambda progress: None)


async def ended(script, folder: Path, **chosen):
    """The outcome, and the calls that the provider saw."""
    async with provider(script) as running:
        gateway, work = working(running.url, folder, chosen)
        try:
            return await work, running
        finally:
            await gateway.close()


async def test_all_goes_well_within_the_bound_on_calls_at_the_same_time(tmp_path: Path) -> None:
    outcome, running = await ended(good, tmp_path, concurrency=2)
    assert isinstance(outcome, Accepted)
    assert len(running.calls) == 6 and running.most_at_once <= 2
    assert outcome.record.making.calls == 6 and outcome.record.making.usd is None


@pytest.mark.parametrize("allowed", [0, 1, 3])
async def test_no_call_is_made_beyond_the_budget(tmp_path: Path, allowed: int) -> None:
    outcome, running = await ended(good, tmp_path, calls_per_request=allowed)
    assert isinstance(outcome, OutOfBudget) and "calls" in outcome.spent
    assert len(running.calls) <= allowed


async def test_a_key_that_is_refused_is_tried_once(tmp_path: Path) -> None:
    refused = error(401, "Incorrect API key provided", code="invalid_api_key")
    outcome, running = await ended([refused], tmp_path)
    assert isinstance(outcome, NoneAccepted) and "key" in outcome.why
    assert len(running.calls) == 1


async def test_a_key_that_is_refused_later_ends_what_is_open_and_starts_no_storm(tmp_path: Path) -> None:
    refused = error(401, "Incorrect API key provided", code="invalid_api_key")
    outcome, running = await ended(drafts(refused), tmp_path, concurrency=2)
    assert isinstance(outcome, NoneAccepted) and "key" in outcome.why
    assert len(running.calls) <= 1 + 2 + 2


async def test_a_provider_that_is_down_is_tried_as_often_as_one_call_may_be(tmp_path: Path) -> None:
    outcome, running = await ended([error(503, "Overloaded", retry_after="0")], tmp_path)
    assert isinstance(outcome, NoneAccepted) and "the model gave nothing" in outcome.why
    assert len(running.calls) == 3


@pytest.mark.parametrize(
    "scripted",
    [
        Scripted(refusal="I can't help with that.", text=""),
        Scripted(text="No code today."),
        Scripted(text="```python\ndef chain_size(steps, bond)\n```"),
        Scripted(text="", has_choices=False),
    ],
    ids=["refusal", "words", "broken code", "no choices"],
)
async def test_drafts_that_are_none_end_in_words_after_a_few_calls(
    tmp_path: Path, scripted: Scripted
) -> None:
    outcome, running = await ended(drafts(scripted), tmp_path)
    assert isinstance(outcome, NoneAccepted) and outcome.why
    # A plan, five drafts, a repair of the first step, a draft of the whole, two repairs; none tried thrice.
    assert len(running.calls) <= 1 + 3 * (5 + 1 + 2 + 2)


async def test_a_plan_that_is_no_json_is_done_without(tmp_path: Path) -> None:
    whole = "```python\ndef chain_size(steps, bond):\n    return 0.5, 0.5\n```"

    def script(asked: Asked) -> Scripted:
        return Scripted("First, breathe.") if "Plan the computation" in asked.text else Scripted(whole)

    outcome, running = await ended(script, tmp_path)
    assert isinstance(outcome, Accepted | NoneAccepted)
    planning = [each for each in running.calls if "Plan the computation" in each.text]
    assert len(planning) == 3


async def test_a_cancel_closes_the_connections(tmp_path: Path) -> None:
    def slow(asked: Asked) -> Scripted:
        return good(asked) if "Plan the computation" in asked.text else Scripted("…", first_s=60)

    async with provider(slow) as running:
        gateway, work = working(running.url, tmp_path, {})
        task = asyncio.create_task(work)
        while len(running.calls) < 3:
            await asyncio.sleep(0.02)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await asyncio.wait_for(running.abandoned.wait(), 10)
        made = len(running.calls)
        await asyncio.sleep(0.2)
        assert len(running.calls) == made
        await gateway.close()
