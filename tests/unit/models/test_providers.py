"""What providers do over HTTP, well and badly, through litellm: the fault told, and the calls counted."""

import asyncio
import logging
import os
import sys
from pathlib import Path

import pytest

from ansatz.core.model import FaultOf, ModelFault
from ansatz.models.gateway import Gateway
from support.provider import Scripted, error, provider

from .conftest import Opening, prompt

pytestmark = pytest.mark.asyncio

KEY = "sk-lab-0123456789abcdefghij"
GOOD = Scripted("It falls as g t² / 2.")


def gateway_at(opened: Opening, url: str, **chosen: object) -> Gateway:
    values = {"all": f"openai/lab at {url}", "unknown_prices": "allow", "cache": False} | chosen
    return opened(None, **values)


async def test_an_answer_comes_in_pieces_with_what_it_took(opened: Opening):
    async with provider([GOOD]) as server:
        gateway = gateway_at(opened, server.url)
        models = gateway.for_request()
        heard: list[str] = []
        reply = await models.ask("student", prompt(), heard=heard.append)
        await gateway.close()
    assert reply.text == "".join(heard) == GOOD.text
    assert len(heard) > 1
    assert (reply.usage.tokens_in, reply.usage.tokens_out, reply.usage.usd) == (11, 7, None)
    asked = server.calls[0]
    assert [each["content"] for each in asked.body["messages"]] == [each.text for each in prompt().messages]
    assert asked.body["model"] == "lab"


async def test_a_provider_that_does_not_count_is_counted_for(opened: Opening):
    async with provider([Scripted("Fine.", usage=None)]) as server:
        reply = await gateway_at(opened, server.url).for_request().ask("student", prompt())
    assert reply.usage.tokens_in > 0 < reply.usage.tokens_out


@pytest.mark.parametrize(
    "first",
    [
        error(429, "Slow down", retry_after="0"),
        error(500, "Oops", retry_after="0"),
        error(529, "Overloaded", retry_after="0"),
        Scripted(closes=True),
        Scripted(cut_after=3),
        Scripted(finish=None),
    ],
    ids=["rate", "500", "529", "closed", "cut", "no end"],
)
async def test_what_can_pass_is_tried_again(opened: Opening, first: Scripted):
    async with provider([first, GOOD]) as server:
        reply = await gateway_at(opened, server.url).for_request().ask("student", prompt())
    assert reply.text == GOOD.text
    assert reply.usage.calls == len(server.calls) == 2


OTHERS_SHAPE = (
    b'{"type":"error","error":{"type":"invalid_request_error","message":"prompt is too long: 9 tokens"}}'
)


@pytest.mark.parametrize(
    ("scripted", "kind", "calls"),
    [
        (error(429, "Slow down", retry_after="0"), "rate", 3),
        (error(429, "Slow down", retry_after="3600"), "rate", 1),
        (error(429, "You exceeded your current quota", code="insufficient_quota"), "key", 1),
        (error(401, "Incorrect API key"), "key", 1),
        (error(403, "Not for you"), "key", 1),
        (error(402, "Payment required"), "key", 1),
        (error(404, "The model does not exist", code="model_not_found"), "request", 1),
        (error(400, "Unknown parameter"), "request", 1),
        (Scripted(status=422, body=b'{"detail":[{"loc":["body"],"msg":"field required"}]}'), "request", 1),
        (error(400, "This model's maximum context length is 4096 tokens"), "context", 1),
        (Scripted(status=400, body=OTHERS_SHAPE), "context", 1),
        (error(400, "Rejected", code="content_policy_violation"), "refused", 1),
        (error(503, "Overloaded", retry_after="0"), "connection", 3),
        (Scripted(status=502, body=b"<html>Bad gateway</html>"), "connection", 3),
        (Scripted(cut_after=3), "connection", 3),
        (Scripted(has_choices=False), "reply", 1),
        (Scripted(""), "reply", 1),
        (Scripted(finish="length"), "reply", 1),
        (Scripted(body=b"data: {broken\n\n"), "reply", 1),
        (Scripted(body=b"null"), "reply", 1),
        (Scripted(refusal="I will not."), "refused", 1),
        (Scripted(finish="content_filter"), "refused", 1),
        (Scripted(first_s=60), "time", 1),
        (Scripted(pause_s=60), "time", 1),
    ],
    ids=lambda value: None if isinstance(value, Scripted) else str(value),
)
async def test_each_fault_is_told_and_asked_for_no_more_often_than_it_helps(
    opened: Opening, scripted: Scripted, kind: FaultOf, calls: int
):
    is_slow = bool(scripted.first_s or scripted.pause_s)
    async with provider([scripted]) as server:
        gateway = gateway_at(opened, server.url, silence_s=0.5 if is_slow else 30)
        models = gateway.for_request()
        with pytest.raises(ModelFault) as raised:
            await models.ask("student", prompt())
        if is_slow:
            await asyncio.wait_for(server.abandoned.wait(), 10)
    assert raised.value.kind == kind
    assert raised.value.message
    assert raised.value.advice
    assert "litellm" not in str(raised.value)
    assert len(server.calls) == calls == gateway.ledger.today().calls == models.spent.calls


async def test_nobody_there(opened: Opening):
    async with provider([GOOD]) as server:
        url = server.url
    with pytest.raises(ModelFault) as raised:
        await gateway_at(opened, url).for_request().ask("student", prompt())
    assert raised.value.kind == "connection"


async def test_an_answer_without_end_is_left(opened: Opening):
    async with provider([Scripted("x" * 200_000, pieces=2000)]) as server:
        with pytest.raises(ModelFault, match="does not end"):
            await gateway_at(opened, server.url, answer_tokens=16).for_request().ask("student", prompt())
    assert len(server.calls) == 1


@pytest.mark.parametrize(
    "when", [Scripted(first_s=60), Scripted(pause_s=60), Scripted("x" * 999, pieces=999, pause_s=0.1)]
)
async def test_a_cancelled_call_closes_its_connection(opened: Opening, when: Scripted):
    async with provider([when]) as server:
        asking = asyncio.create_task(gateway_at(opened, server.url).for_request().ask("student", prompt()))
        await asyncio.wait_for(server.arrived.wait(), 60)
        if not when.first_s:
            await asyncio.sleep(0.3)
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking
        await asyncio.wait_for(server.abandoned.wait(), 10)
    assert len(server.calls) == 1


async def test_no_more_calls_at_once_than_allowed(opened: Opening):
    async with provider([Scripted(first_s=0.1)]) as server:
        models = gateway_at(opened, server.url, concurrency=2).for_request()
        await asyncio.gather(*(models.ask("student", prompt(), sample=sample) for sample in range(6)))
    assert (len(server.calls), server.most_at_once) == (6, 2)


async def test_vectors(opened: Opening):
    async with provider([GOOD]) as server:
        gateway = gateway_at(opened, server.url, embedder=f"openai/vectors at {server.url}")
        assert await gateway.for_request().embed(("tree", "oak")) == ((4.0, 2.0), (3.0, 0.0))
    assert len(server.calls) == 1


async def test_the_key_goes_to_its_own_address_and_nowhere_else(
    opened: Opening,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
):
    monkeypatch.setenv("LAB_KEY", KEY)
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-another-provider-0123456789")
    caplog.set_level(logging.DEBUG)
    trace = tmp_path / "trace.jsonl"
    bad = error(401, f"Incorrect API key provided: {KEY}")
    async with provider([GOOD, bad, GOOD]) as server:
        with_key = f"openai/lab at {server.url} with LAB_KEY"
        gateway = gateway_at(opened, server.url, all=with_key, cache=True, trace_file=str(trace))
        models = gateway.for_request()
        await models.ask("student", prompt())
        with pytest.raises(ModelFault) as raised:
            await models.ask("student", prompt("Another?"))
        await gateway_at(opened, server.url).for_request().ask("student", prompt())
    assert server.calls[0].headers["authorization"] == f"Bearer {KEY}"
    assert "sk-" not in server.calls[2].headers["authorization"]
    written = capsys.readouterr()
    assert written.out == ""
    kept = b"".join(file.read_bytes() for file in (*(tmp_path / "state").iterdir(), trace))
    assert KEY not in str(raised.value) + caplog.text + written.err
    assert KEY.encode() not in kept


async def test_a_key_that_is_named_and_not_there_is_told_before_anything_is_sent(opened: Opening):
    async with provider([GOOD]) as server:
        gateway = gateway_at(opened, server.url, all=f"openai/lab at {server.url} with NO_SUCH_KEY")
        with pytest.raises(ModelFault, match="NO_SUCH_KEY") as raised:
            await gateway.for_request().ask("student", prompt())
    assert raised.value.kind == "key"
    assert server.calls == []


async def test_litellm_is_told_to_stay_at_home_before_it_is_imported(opened: Opening):
    gateway = opened(None, all="openai/gpt-4o-mini")
    price = await gateway.provider.price(gateway.endpoint("student"))
    assert price is not None
    assert 0 < price.usd_in < price.usd_out < 1e-4
    assert "litellm" in sys.modules
    assert os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] == "True"
    assert os.environ["LITELLM_MODE"] == "PRODUCTION"
