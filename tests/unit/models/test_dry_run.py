"""What a dry run shows is what would be sent, and nothing is."""

from dataclasses import replace

import pytest

from ansatz.core.model import ModelFault
from ansatz.core.outcome import DryRun, NoneAccepted
from ansatz.ide import sending_page, told_dry
from ansatz.models.dry_run import Unsent

from .conftest import MadeUp, Opening, prompt

pytestmark = pytest.mark.asyncio


async def refused(models: Unsent, words: str = "What falls, and how fast?", sample: int = 0) -> None:
    with pytest.raises(ModelFault, match="nothing was sent"):
        await models.ask("student", prompt(words), sample=sample)


async def test_the_same_text_is_written_down_as_is_sent(opened: Opening):
    provider = MadeUp()
    gateway = opened(provider)
    models = Unsent(gateway)
    secret = "My key is sk-abcdefghijklmnopqrstuvwxyz0123456789."
    await refused(models, secret)
    (sending,) = models.taken()
    assert provider.asked == []
    await gateway.for_request().ask("student", prompt(secret))
    assert sending.messages == provider.asked[0].messages
    assert "abcdefghij" not in str(sending.messages)
    assert (sending.role, sending.model, sending.url, sending.refusal) == ("student", "lab/model", "", "")
    assert sending.usd is not None and sending.usd > 0


async def test_equal_calls_are_counted_and_what_was_answered_before_is_not_sent_again(opened: Opening):
    provider = MadeUp()
    gateway = opened(provider)
    known = await gateway.for_request().ask("student", prompt())
    models = Unsent(gateway)
    assert (await models.ask("student", prompt())).text == known.text
    for sample in (1, 2, 3):
        await refused(models, sample=sample)
    assert [each.times for each in models.taken()] == [3]
    assert models.taken() == ()
    assert len(provider.asked) == 1


async def test_what_would_not_be_made_says_why(opened: Opening):
    models = Unsent(opened(MadeUp(price=None), all="lab/model at http://lab:1 with LAB_KEY"))
    await refused(models)
    (sending,) = models.taken()
    said = told_dry(DryRun("fall", (sending,), NoneAccepted("a dry run"))).message
    assert said.endswith(f"As things are it would not be made: {sending.refusal}")
    assert "LAB_KEY" in sending.refusal and sending.usd is None and sending.url == "http://lab:1"


async def test_the_page_holds_every_word_and_no_text_of_it_is_markup(opened: Opening):
    models = Unsent(opened(MadeUp()))
    await refused(models, "```\n# no heading\n```")
    sendings = tuple(replace(each, times=2) for each in models.taken())
    run = DryRun("fall", sendings, NoneAccepted("a dry run"))
    page = sending_page([run])
    assert "````\n```\n# no heading\n```\n````" in page and "You write NumPy." in page
    assert "2 equal calls to the student: `lab/model` at its provider" in page
    assert told_dry(run).message.startswith("`fall`: 2 calls would be made, to `lab/model`")
    unsent = told_dry(DryRun("fall", (), NoneAccepted("no source reaches it")))
    assert "nothing would be sent" in unsent.message and "no source reaches it" in unsent.message
