"""Roles, budgets, cache, repeated attempts and privacy, with a provider made up in memory."""

import asyncio
import stat
from dataclasses import dataclass
from pathlib import Path

import pytest

from ansatz.core.model import FaultOf, ModelFault
from ansatz.engine.settings import SettingsError
from ansatz.models.faults import AttemptFailed, told
from ansatz.models.provider import Answer, Price
from ansatz.models.trace import ReplayedModels

from .conftest import MadeUp, Opening, prompt

pytestmark = pytest.mark.asyncio

PASSES = AttemptFailed(told("connection", "Out of order."), can_pass=True, after_s=0.0)


async def test_one_model_serves_every_role_but_the_embedder(opened: Opening):
    models = opened(MadeUp(), student="lab/other").for_request()
    assert [models.has(role) for role in ("planner", "teacher", "student", "critic", "embedder")] == [
        True
    ] * 4 + [False]
    assert (await models.ask("student", prompt())).model == "lab/other"
    assert (await models.ask("critic", prompt())).model == "lab/model"
    with pytest.raises(ModelFault, match=r"models\.embedder") as raised:
        await models.embed(("x",))
    assert raised.value.kind == "none-configured"


async def test_without_a_model_nothing_is_asked(opened: Opening):
    provider = MadeUp()
    models = opened(provider, all="").for_request()
    assert not models.has("student")
    with pytest.raises(ModelFault) as raised:
        await models.ask("student", prompt())
    assert raised.value.kind == "none-configured"
    assert provider.asked == []


async def test_a_model_that_is_not_written_as_one_is_a_problem_of_the_settings(opened: Opening):
    with pytest.raises(SettingsError, match=r"models\.all"):
        opened(MadeUp(), all="lab/model at nowhere")


@pytest.mark.parametrize(
    ("limit", "answered"),
    [
        ({"calls_per_request": 2}, 2),
        ({"calls_per_day": 2}, 2),
        # Each call reserves 36 tokens of the prompt's and 100 of the answer's, and takes 18 of them.
        ({"tokens_per_request": 140}, 1),
        ({"tokens_per_day": 175}, 3),
        ({"usd_per_request": 0.0001}, 0),
        ({"usd_per_day": 0.00026}, 1),
        ({"seconds_per_request": 0}, 0),
        ({"seconds_per_day": 0}, 0),
    ],
)
async def test_no_call_goes_beyond_a_budget(opened: Opening, limit: dict[str, float], answered: int):
    provider = MadeUp()
    models = opened(provider, answer_tokens=100, **limit).for_request()
    for sample in range(answered):
        await models.ask("student", prompt(), sample=sample)
    with pytest.raises(ModelFault, match=next(iter(limit))) as raised:
        await models.ask("student", prompt(), sample=99)
    assert raised.value.kind == "budget"
    assert len(provider.asked) == answered


async def test_calls_at_the_same_time_share_a_budget(opened: Opening):
    provider = MadeUp()
    models = opened(provider, calls_per_day=3, concurrency=8).for_request()
    asked = (models.ask("student", prompt(), sample=sample) for sample in range(8))
    replies = await asyncio.gather(*asked, return_exceptions=True)
    assert sum(isinstance(reply, ModelFault) for reply in replies) == 5
    assert len(provider.asked) == 3


async def test_the_day_is_shared_by_requests_and_processes_and_a_request_is_its_own(opened: Opening):
    provider = MadeUp()
    first = opened(provider, calls_per_request=2, calls_per_day=3)
    for sample in range(2):
        await first.for_request().ask("student", prompt(), sample=sample)
    second = opened(provider, calls_per_day=3)
    await second.for_request().ask("student", prompt(), sample=2)
    with pytest.raises(ModelFault, match="calls_per_day"):
        await first.for_request().ask("student", prompt(), sample=3)
    assert (second.ledger.today().calls, second.ledger.today().tokens) == (3, 54)


async def test_repeated_attempts_are_bounded_and_each_is_counted(opened: Opening):
    provider = MadeUp(PASSES)
    gateway = opened(provider)
    models = gateway.for_request()
    with pytest.raises(ModelFault, match="Out of order"):
        await models.ask("student", prompt())
    assert len(provider.asked) == gateway.ledger.today().calls == models.spent.calls == 3
    assert gateway.ledger.today().tokens == 0


async def test_a_repeated_attempt_that_the_budget_has_no_room_for_is_not_made(opened: Opening):
    provider = MadeUp(PASSES)
    with pytest.raises(ModelFault) as raised:
        await opened(provider, calls_per_request=2).for_request().ask("student", prompt())
    assert raised.value.kind == "budget"
    assert len(provider.asked) == 2


async def test_who_waits_too_long_is_not_waited_for(opened: Opening):
    provider = MadeUp(AttemptFailed(told("rate", "Too many."), can_pass=True, after_s=3600.0))
    with pytest.raises(ModelFault) as raised:
        await opened(provider).for_request().ask("student", prompt())
    assert raised.value.kind == "rate"
    assert len(provider.asked) == 1


async def test_who_heard_a_beginning_hears_no_other(opened: Opening):
    cut = AttemptFailed(told("connection", "Cut."), can_pass=True, after_s=0.0, was_read=True, heard=5)
    provider = MadeUp(cut, Answer("Whole.", 1, 1))
    heard: list[str] = []
    with pytest.raises(ModelFault):
        await opened(provider).for_request().ask("student", prompt(), heard=heard.append)
    assert heard == ["xxxxx"]
    reply = await opened(MadeUp(cut, Answer("Whole.", 1, 1))).for_request().ask("student", prompt())
    assert reply.text == "Whole."


async def test_a_price_that_is_not_known_is_refused_or_shown_as_unknown(opened: Opening):
    provider = MadeUp(price=None)
    with pytest.raises(ModelFault, match=r"models\.unknown_prices") as raised:
        await opened(provider).for_request().ask("student", prompt())
    assert raised.value.kind == "budget"
    assert provider.asked == []
    gateway = opened(provider, unknown_prices="allow")
    assert (await gateway.for_request().ask("student", prompt())).usage.usd is None
    assert (gateway.ledger.today().unpriced, gateway.ledger.today().usd) == (1, 0.0)


async def test_what_was_counted_takes_the_place_of_what_was_reserved(opened: Opening):
    gateway = opened(MadeUp(price=Price(1e-3, 1e-2)), usd_per_day=1000, usd_per_request=1000)
    reply = await gateway.for_request().ask("student", prompt())
    assert reply.usage.usd == pytest.approx(11e-3 + 7e-2)
    assert gateway.ledger.today().usd == pytest.approx(11e-3 + 7e-2)
    assert gateway.ledger.today().tokens == 18


async def test_a_cancelled_call_keeps_its_reservation_but_for_the_time(opened: Opening):
    class Slow(MadeUp):
        async def answer(self, *arguments: object, **named: object) -> Answer:
            await asyncio.Event().wait()
            raise AssertionError

    gateway = opened(Slow(), answer_tokens=100)
    asking = asyncio.create_task(gateway.for_request().ask("student", prompt()))
    while gateway.ledger.today().calls == 0:
        await asyncio.sleep(0.01)
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    today = gateway.ledger.today()
    assert (today.calls, today.tokens) == (1, 137)
    assert today.seconds < gateway.configuration.call_s / 2


async def test_a_question_is_paid_for_once_and_every_change_is_another_question(opened: Opening):
    provider = MadeUp()
    models = opened(provider).for_request()
    first = await models.ask("student", prompt())
    heard: list[str] = []
    again = await models.ask("student", prompt(), heard=heard.append)
    assert (again.text, again.cached, again.usage.calls, heard) == (first.text, True, 0, ["Fine."])
    await models.ask("student", prompt("Another?"))
    await models.ask("student", prompt(), sample=1)
    await opened(provider, temperature=0.1).for_request().ask("student", prompt())
    await opened(provider, all="lab/other").for_request().ask("student", prompt())
    await opened(provider, cache=False).for_request().ask("student", prompt())
    assert len(provider.asked) == 6


async def test_vectors_are_asked_for_once_each(opened: Opening):
    provider = MadeUp()
    models = opened(provider, embedder="lab/vectors").for_request()
    assert await models.embed(("ab", "abc", "ab")) == ((2.0,), (3.0,), (2.0,))
    assert await models.embed(("abc", "abcd")) == ((3.0,), (4.0,))
    assert provider.embedded == [("ab", "abc"), ("abcd",)]


@pytest.mark.parametrize(
    ("files", "is_sent"),
    [
        (("/home/ann/lab/open/fall.py",), True),
        (("/home/ann/lab/open/fall.py", "/home/ann/lab/secret/fall.py"), False),
        (None, False),
        ((), True),
    ],
)
async def test_files_that_are_not_named_stay_here(
    opened: Opening, files: tuple[str, ...] | None, is_sent: bool
):
    provider = MadeUp()
    models = opened(provider, public_files="open/*.py, demo.py").for_request()
    if is_sent:
        await models.ask("student", prompt(files=files))
    else:
        with pytest.raises(ModelFault) as raised:
            await models.ask("student", prompt(files=files))
        assert raised.value.kind == "private"
    assert len(provider.asked) == is_sent


KEY = "lab-4f9a8b7c6d5e"
TOKEN = "ghp_" + "a1B2" * 9


async def test_secrets_are_neither_sent_nor_kept_nor_told(
    opened: Opening, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    monkeypatch.setenv("LAB_KEY", KEY)
    provider = MadeUp(Answer(f"Your key is {KEY}.", 1, 1), AttemptFailed(told("key", "No.", f"Bad {KEY}")))
    trace = tmp_path / "trace.jsonl"
    gateway = opened(
        provider,
        all="lab/m at http://localhost:1/v1 with LAB_KEY",
        trace_file=str(trace),
        unknown_prices="allow",
    )
    models = gateway.for_request()
    await models.ask("student", prompt(f"token = '{TOKEN}' and {KEY}"))
    with pytest.raises(ModelFault) as raised:
        await models.ask("student", prompt(f"again {TOKEN}"))
    assert KEY not in str(raised.value)
    assert KEY not in repr(gateway.configuration)
    sent = "".join(message.text for question in provider.asked for message in question.messages)
    kept = b"".join(file.read_bytes() for file in (tmp_path / "state").iterdir()) + trace.read_bytes()
    for secret in (KEY, TOKEN):
        assert secret not in sent + caplog.text
        assert secret.encode() not in kept
    files = [*(tmp_path / "state").glob("*.sqlite3"), trace]
    assert [stat.S_IMODE(file.stat().st_mode) for file in files] == [0o600] * 3


@dataclass(frozen=True, slots=True)
class Fall:
    """What is asked for as a value."""

    height_m: float
    names: tuple[str, ...]


async def test_a_typed_reply_is_repaired_and_all_turns_are_counted(opened: Opening):
    provider = MadeUp(
        Answer("It falls.", 1, 1),
        Answer('{"height_m": "high", "names": []}', 1, 1),
        Answer('Here:\n```json\n{"height_m": 3, "names": ["g"],}\n```', 1, 1),
    )
    typed = await opened(provider).for_request().ask_typed("planner", prompt(), Fall)
    assert typed.value == Fall(3.0, ("g",))
    assert typed.reply.usage.calls == 3
    assert "height_m" in provider.asked[2].messages[-1].text
    assert all(question.schema is not None for question in provider.asked)


async def test_repair_ends(opened: Opening):
    provider = MadeUp(Answer("It falls.", 1, 1))
    with pytest.raises(ModelFault) as raised:
        await opened(provider).for_request().ask_typed("planner", prompt(), Fall)
    assert raised.value.kind == "reply"
    assert len(provider.asked) == 3


async def test_a_trace_answers_in_place_of_the_provider(opened: Opening, tmp_path: Path):
    trace = tmp_path / "trace.jsonl"
    provider = MadeUp(
        Answer("Fine.", 11, 7),
        Answer("?", 1, 1),
        Answer('{"height_m": 3, "names": []}', 1, 1),
        AttemptFailed(told("context", "Too long.")),
    )
    recorded = opened(provider, trace_file=str(trace), embedder="lab/vectors").for_request()
    reply = await recorded.ask("student", prompt())
    typed = await recorded.ask_typed("planner", prompt(), Fall)
    with pytest.raises(ModelFault):
        await recorded.ask("critic", prompt("Long."))
    vectors = await recorded.embed(("a", "bc"))

    replayed = ReplayedModels(trace)
    assert [replayed.has(role) for role in ("student", "teacher")] == [True, False]
    assert await replayed.ask("student", prompt()) == reply
    assert (await replayed.ask_typed("planner", prompt(), Fall)).value == typed.value
    assert await replayed.embed(("a", "bc")) == vectors
    kinds: list[FaultOf] = []
    for text in ("Long.", "Never asked."):
        with pytest.raises(ModelFault) as raised:
            await replayed.ask("critic", prompt(text))
        kinds.append(raised.value.kind)
    assert kinds == ["context", "reply"]


async def test_what_is_no_trace_is_said_to_be_none(tmp_path: Path):
    (tmp_path / "trace.jsonl").write_text('{"version": 9}\n')
    with pytest.raises(ValueError, match=r"trace\.jsonl:1"):
        ReplayedModels(tmp_path / "trace.jsonl")


async def test_without_a_record_of_what_is_spent_no_call_is_made(opened: Opening, tmp_path: Path):
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "spending.sqlite3").write_bytes(b"This is no database at all." * 99)
    provider = MadeUp()
    with pytest.raises(ModelFault, match=r"spending\.sqlite3") as raised:
        await opened(provider).for_request().ask("student", prompt())
    assert raised.value.kind == "budget"
    assert provider.asked == []


async def test_an_estimate_is_what_would_be_sent(opened: Opening):
    provider = MadeUp()
    gateway = opened(provider, answer_tokens=100)
    estimate = await gateway.estimate("student", prompt(f"With {TOKEN}"))
    assert provider.asked == []
    await gateway.for_request().ask("student", prompt(f"With {TOKEN}"))
    assert estimate.messages == provider.asked[0].messages
    assert estimate.usd == pytest.approx(estimate.tokens_in * 1e-6 + 100 * 2e-6)
