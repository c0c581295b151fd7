"""Claims asked of a provider over HTTP: one call, repairs where the answer does not fit, faults told."""

import json

import pytest

from ansatz.pipeline.proposing import proposed_claims, signature_of
from ansatz.reading.read import read_spec
from support.provider import Scripted, error, provider
from support.specs import only_function, stub

from .conftest import Opening

pytestmark = pytest.mark.asyncio

MIXED = stub(
    "mixed(m1, t1, m2, t2)",
    """
    Temperature after two amounts of water are mixed.

    m1, m2 : masses in kg
    t1, t2 : temperatures in K
    """,
)
ARGUMENTS = [
    {"name": n, "value": v} for n, v in (("m1", "1.0"), ("t1", "300.0"), ("m2", "3.0"), ("t2", "340.0"))
]
ANSWER = {
    "definition": {"value": "(m1*t1 + m2*t2)/(m1 + m2)"},
    "claims": [
        {
            "says": "three parts of warm water pull three quarters of the way",
            "lines": [1],
            "calls": [{"result": "r", "arguments": ARGUMENTS}],
            "holds": ["r ~ 330"],
        }
    ],
}


async def ask(opened: Opening, script: list[Scripted], **chosen: object):
    async with provider(script) as server:
        values = {"all": f"openai/lab at {server.url}", "unknown_prices": "allow", "cache": False} | chosen
        gateway = opened(None, **values)
        spec = read_spec(MIXED, only_function(MIXED))
        found = await proposed_claims(spec, gateway.for_request(), signature_of(spec))
        await gateway.close()
    return found, server


async def test_claims_come_in_one_call(opened: Opening):
    found, server = await ask(opened, [Scripted(json.dumps(ANSWER))])
    assert [c.id for c in found.vetted.claims] == ["proposed/1"]
    assert found.vetted.claims[0].proposed_by == found.model == "openai/lab"
    assert len(server.calls) == 1
    assert "raise NotImplementedError" not in json.dumps(server.calls[0].body)


async def test_an_answer_that_is_none_is_repaired_and_counted(opened: Opening):
    found, server = await ask(
        opened, [Scripted("Here is a test: assert mixed()"), Scripted(json.dumps(ANSWER))]
    )
    assert found.vetted.claims
    assert found.usage.calls == len(server.calls) == 2


@pytest.mark.parametrize(
    ("text", "calls"),
    [("[" * 50_000, 3), ('{"claims": ' + "[" * 5000 + "]" * 5000 + "}", None), ("import os", 3)],
    ids=["unclosed", "deep", "code"],
)
async def test_an_answer_that_never_fits_gives_no_claims_and_a_reason(
    opened: Opening, text: str, calls: int | None
):
    found, server = await ask(opened, [Scripted(text)])
    assert not found.vetted.claims
    assert found.told
    assert len(server.calls) <= 3
    assert calls is None or len(server.calls) == calls


async def test_a_provider_that_refuses_the_key_is_told_and_asked_once(opened: Opening):
    found, server = await ask(opened, [error(401, "no such key")])
    assert found.fault is not None
    assert found.fault.kind == "key"
    assert len(server.calls) == 1


async def test_nothing_is_asked_beyond_the_budget(opened: Opening):
    found, server = await ask(opened, [Scripted(json.dumps(ANSWER))], calls_per_request=0)
    assert found.fault is not None
    assert found.fault.kind == "budget"
    assert not server.calls
