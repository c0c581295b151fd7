"""The teacher: words are kept only if code made from them alone behaves as the original."""

import asyncio
import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from ansatz.exemplars import shipped
from ansatz.pipeline.explaining import checked, explained
from ansatz.pipeline.stages import Arena
from ansatz_sandbox import Bubblewrap, Limits, SandboxUnavailable
from support.scripted_models import ScriptedModels, code, text_of

REUSS = next(each for each in shipped() if each.exemplar.function == "voigt_reuss_bounds")
RIGHT = """
def voigt_reuss_bounds(first, second, share):
    above = share * first + (1 - share) * second
    return above, 1 / (share / first + (1 - share) / second)
"""
SWAPPED = RIGHT.replace("share / first + (1 - share) / second", "share / second + (1 - share) / first")
WORDS = {
    "rationale": "1. Stiffnesses add, or compliances do.",
    "pseudocode": "V = sum f E\n1 / R = sum f / E",
}


def taught(models, work=explained, one=REUSS, checks=""):
    async def run():
        try:
            sandbox = await Bubblewrap.open(Path(sys.executable))
        except SandboxUnavailable as error:
            pytest.skip(f"no sandbox: {error.reason}")
        try:
            return await work(models, one.exemplar, checks, Arena(sandbox, Limits(), 0))
        finally:
            await sandbox.close()

    return asyncio.run(run())


def teaching(*drafts, words=WORDS):
    left = list(drafts)

    def answer(role, prompt, sample):
        return json.dumps(words) if prompt.name == "explain" else code(left.pop(0))

    return ScriptedModels(answer)


def test_words_are_kept_when_code_from_them_alone_behaves_the_same():
    models = teaching(RIGHT)
    result = taught(models, checks=REUSS.checks)
    assert result.was_kept, result.why
    assert (result.exemplar.rationale, result.exemplar.explained_by) == (WORDS["rationale"], "model")
    assert result.exemplar.regenerated_by == "lab/model"
    (again,) = models.of("regenerate")
    assert "voigt_reuss_bounds(first, second, share)" in text_of(again) and WORDS["pseudocode"] in text_of(
        again
    )
    # Neither the code nor the docstring, or it would be copied.
    assert "first * second" not in text_of(again) and "volume fraction" not in text_of(again)


def test_the_teacher_sees_on_which_input_code_from_its_words_differs():
    models = teaching(SWAPPED, RIGHT)
    result = taught(models)
    assert result.was_kept, result.why
    assert "returns something else for first=" in text_of(models.of("explain")[1])


def test_words_that_never_lead_to_the_code_are_not_kept():
    result = taught(teaching(SWAPPED, SWAPPED))
    assert not result.was_kept and "something else" in result.why
    assert result.exemplar == REUSS.exemplar


def test_words_that_are_code_teach_nothing():
    leaking = WORDS | {"pseudocode": "```python\nreturn 1\n```"}
    models = teaching(words=leaking)
    assert not taught(models).was_kept
    assert models.of("regenerate") == []


def test_shipped_words_can_be_tried_as_they_are():
    result = taught(teaching(RIGHT), work=checked, checks=REUSS.checks)
    assert result.was_kept and result.exemplar == replace(REUSS.exemplar, regenerated_by="lab/model")
