"""The critic in the pipeline: asked once beside the drafts, judged, shown as the model's, outranked."""

import asyncio
import json

from ansatz.core.evidence import Refuted
from ansatz.core.model import ModelFault
from ansatz.core.outcome import Accepted, NoneAccepted
from ansatz.core.text import DocumentSnapshot
from ansatz.pipeline.proposing import claims_prompt, proposed_claims, signature_of
from ansatz.pipeline.run import Tools, generate
from ansatz.pipeline.teaching import Teaching
from ansatz.reading.read import read_spec
from ansatz_sandbox import Limits
from support.in_process import InProcess
from support.scripted_models import ScriptedModels, code, text_of
from support.specs import only_function, stub

DEPTH = stub(
    "optical_depth(profile, spacing)",
    """
    Optical depth from the top of the atmosphere down to each layer.

    The extinction in 1/m times the thickness of a layer, added up from the first layer on.

    Parameters
    ----------
    profile : ndarray, shape (n,)
        extinction of the layers, top first
    spacing : float
        thickness of a layer in m

    Returns
    -------
    depth : ndarray, shape (n,)
        optical depth at the lower edge of each layer
    """,
)
RIGHT = "import numpy as np\n\ndef optical_depth(profile, spacing):\n    return np.cumsum(profile) * spacing"
WRONG = RIGHT.replace("np.cumsum(profile)", "np.cumsum(profile[::-1])[::-1]")
P = {"name": "profile", "value": "array([1e-5, 3e-5, 2e-5])"}
REPLY = {
    "definition": {"value": "array([spacing*sum(profile[:i + 1]) for i in range(len(profile))])"},
    "claims": [
        {
            "says": "the first layer has its own depth, the last the whole",
            "lines": [3],
            "calls": [{"result": "r", "arguments": [P, {"name": "spacing", "value": "500.0"}]}],
            "holds": ["r[0] ~ 0.005", "r[2] ~ 0.03"],
        },
        {
            "says": "thicker layers are as much deeper",
            "lines": [3],
            "calls": [
                {"result": "a", "arguments": [P, {"name": "spacing", "value": "100.0"}]},
                {"result": "b", "arguments": [P, {"name": "spacing", "value": "300.0"}]},
            ],
            "holds": ["b ~ 3*a"],
        },
        {
            "says": "it never falls on the way down",
            "lines": [3],
            "calls": [{"result": "r", "arguments": [P, {"name": "spacing", "value": "50.0"}]}],
            "holds": ["diff(r) > 0"],
        },
        {
            "says": "half of it",
            "lines": [3],
            "calls": [{"result": "r", "arguments": [P, {"name": "spacing", "value": "500.0"}]}],
            "holds": ["r[0] ~ 0.0025"],
        },
    ],
}


def run(models, **chosen):
    teaching = Teaching(models, plans=False, repairs=0, proposes=True, **chosen)
    tools = Tools((), InProcess(), Limits(), 0, (), teaching=teaching)
    snapshot = DocumentSnapshot("file:///lab/depth.py", DEPTH, 1)
    return asyncio.run(generate(snapshot, only_function(DEPTH), tools, lambda progress: None))


def answering(draft, claims):
    return ScriptedModels(lambda role, prompt, sample: claims if role == "critic" else code(draft))


def test_a_wrong_draft_is_refuted_by_a_proposed_claim_and_the_record_says_whose_it_is():
    models = answering(WRONG, json.dumps(REPLY))
    outcome = run(models)
    assert isinstance(outcome, NoneAccepted), outcome
    shown, *_ = [c for c in outcome.best.claims if c.proposed_by]
    assert shown.proposed_by == "lab/model"
    assert "proposed by lab/model" in shown.text
    assert isinstance(shown.verdict, Refuted)
    assert len([role for role, *_ in models.asked if role == "critic"]) == 1
    told = " ".join(outcome.best.understanding)
    assert "lab/model proposed" in told
    assert "half of it" in told, "what was dropped is told"


def test_a_right_draft_stands():
    outcome = run(answering(RIGHT, json.dumps(REPLY)))
    assert isinstance(outcome, Accepted), outcome
    assert any(c.proposed_by for c in outcome.record.claims)


def test_a_critic_that_fails_costs_its_claims_alone():
    fault = ModelFault("refused", "The model declined.", "Ask another one.")
    outcome = run(answering(RIGHT, fault))
    assert isinstance(outcome, Accepted), outcome
    assert any("The model declined." in line for line in outcome.record.understanding)


def test_nobody_is_asked_who_was_not_chosen():
    models = answering(RIGHT, json.dumps(REPLY))
    tools = Tools((), InProcess(), Limits(), 0, (), teaching=Teaching(models, plans=False))
    snapshot = DocumentSnapshot("file:///lab/depth.py", DEPTH, 1)
    asyncio.run(generate(snapshot, only_function(DEPTH), tools, lambda progress: None))
    assert all(role != "critic" for role, *_ in models.asked)


def test_the_critic_sees_signature_and_docstring_and_no_code():
    text = DEPTH.replace("raise NotImplementedError", "return SECRET_DRAFT")
    spec = read_spec(text, only_function(text))
    prompt = claims_prompt(spec, signature_of(spec), ("/lab/depth.py",))
    assert "def optical_depth(profile, spacing)" in text_of(prompt)
    assert "added up from the first layer on" in text_of(prompt)
    assert "SECRET_DRAFT" not in text_of(prompt)
    assert prompt.files == ("/lab/depth.py",)


def test_the_stage_alone_gives_claims_and_reasons():
    spec = read_spec(DEPTH, only_function(DEPTH))
    found = asyncio.run(proposed_claims(spec, answering("", json.dumps(REPLY)), signature_of(spec)))
    assert [c.id for c in found.vetted.claims] == ["proposed/1", "proposed/2", "proposed/3"]
    assert found.usage.calls == 1
    assert len(found.told) == 2
