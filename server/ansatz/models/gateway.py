"""The gateway: a role's question to an answer, within what the user allows, cached and traced."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any, Final, TypeVar

from ansatz.core.model import Message, ModelFault, Prompt, Reply, Role, Typed, Usage

from .cache import Cache, key_of, vector_key
from .configuration import Configuration, Endpoint
from .faults import AttemptFailed, no_model, not_to_be_sent, price_unknown, told
from .ledger import Ledger
from .provider import Answer, Provider, Question, Vectors
from .redaction import Redaction
from .spending import Call, Spending, tokens_of
from .trace import Trace, question_of, texts_of
from .typing_replies import Schema, ask_until_it_fits

Value = TypeVar("Value")
_Came = TypeVar("_Came", Answer, Vectors)

ATTEMPTS: Final = 3
"""How often one question is sent at most, when what went wrong can pass."""

_FIRST_PAUSE_S: Final = 0.5


@dataclass(frozen=True, slots=True)
class Estimate:
    """A call that was not made: to whom it would go, what would be sent, and what it takes at most."""

    endpoint: Endpoint
    messages: tuple[Message, ...]
    tokens_in: int
    tokens_out: int
    usd: float | None


class Gateway:
    """What all requests of a process share: settings, connections, the day's budget, cache and trace."""

    def __init__(self, configuration: Configuration, provider: Provider) -> None:
        self.configuration = configuration
        self.provider = provider
        self.redact = Redaction(configuration.keys.values())
        self.ledger = Ledger(configuration.state_dir, configuration.per_day)
        self.cache = Cache(configuration.state_dir if configuration.caches else None)
        self.trace = Trace(configuration.trace_file, self.redact)
        self.room = asyncio.Semaphore(configuration.concurrency)

    def for_request(self) -> "RequestModels":
        """The models as one request of the user has them, with a budget of its own."""
        return RequestModels(self)

    def fresh(self) -> "Gateway":
        """The same gateway without what was answered before."""
        return Gateway(replace(self.configuration, caches=False), self.provider)

    async def estimate(self, role: Role, prompt: Prompt) -> Estimate:
        """What `ask` would send. Raises `ModelFault` where it would not send anything."""
        question = self.question(role, prompt, None)
        price = await self.provider.price(question.endpoint)
        tokens = tokens_of(*(each.text for each in question.messages))
        usd = None if price is None else price.of(tokens, question.answer_tokens)
        return Estimate(question.endpoint, question.messages, tokens, question.answer_tokens, usd)

    def question(self, role: Role, prompt: Prompt, schema: Schema | None) -> Question:
        """A prompt as it leaves. Raises `ModelFault` where there is no model, or text that may not leave."""
        settings = self.configuration
        endpoint = self.endpoint(role)
        self._check_files(prompt.files)
        messages = tuple(replace(each, text=self.redact(_sendable(each.text))) for each in prompt.messages)
        return Question(endpoint, messages, settings.answer_tokens, settings.temperature, schema)

    def endpoint(self, role: Role) -> Endpoint:
        """Who serves a role. Raises `ModelFault`."""
        endpoint = self.configuration.endpoints.get(role)
        if endpoint is None:
            raise no_model(role)
        return endpoint

    def key(self, endpoint: Endpoint) -> str | None:
        """The key for an endpoint, where one was named. Raises `ModelFault` where it is not there."""
        if endpoint.variable is None:
            return None
        key = self.configuration.keys.get(endpoint.variable)
        if not key:
            raise told(
                "key",
                f"The key of {endpoint} is read from {endpoint.variable}, which neither the environment nor "
                "a key store has.",
            )
        return key

    async def close(self) -> None:
        """Lets go of open connections."""
        await self.provider.close()

    def _check_files(self, files: tuple[str, ...] | None) -> None:
        public = self.configuration.public_files
        if not public:
            return
        if files is None:
            raise not_to_be_sent(())
        private = tuple(file for file in files if not any(PurePath(file).match(each) for each in public))
        if private:
            raise not_to_be_sent(private)


class RequestModels:
    """`Models` for one request of the user."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway
        self._spending = Spending(gateway.configuration.per_request, gateway.ledger)

    @property
    def spent(self) -> Usage:
        """What this request has taken so far."""
        return self._spending.spent

    def has(self, role: Role) -> bool:
        """Whether a model serves a role."""
        return role in self._gateway.configuration.endpoints

    async def ask(
        self, role: Role, prompt: Prompt, *, sample: int = 0, heard: Callable[[str], None] | None = None
    ) -> Reply:
        """A model's answer. Raises `ModelFault`."""
        return await self._ask(role, prompt, sample, heard, None)

    async def ask_typed(
        self, role: Role, prompt: Prompt, kind: type[Value], *, sample: int = 0
    ) -> Typed[Value]:
        """An answer as a value of `kind`. Raises `ModelFault`."""

        async def ask(turn: Prompt, schema: Schema) -> Reply:
            return await self._ask(role, turn, sample, None, schema)

        return await ask_until_it_fits(ask, prompt, kind)

    async def embed(self, texts: tuple[str, ...]) -> tuple[tuple[float, ...], ...]:
        """A vector for each text, in their order. Raises `ModelFault`."""
        asked = texts_of(texts)
        try:
            return await self._embed(texts)
        except ModelFault as fault:
            self._gateway.trace.fault(asked, None, fault)
            raise

    async def _ask(
        self,
        role: Role,
        prompt: Prompt,
        sample: int,
        heard: Callable[[str], None] | None,
        schema: Schema | None,
    ) -> Reply:
        gateway, asked = self._gateway, question_of(role, prompt, sample)
        try:
            question = gateway.question(role, prompt, schema)
            kept = key_of(question, prompt.version, sample)
            if (text := gateway.cache.get(kept)) is not None and isinstance(text, str):
                reply = Reply(text, question.endpoint.model, Usage(), cached=True)
                if heard is not None:
                    heard(text)
            else:
                reply = await self._answer(question, heard)
                gateway.cache.put(kept, gateway.redact(reply.text))
        except ModelFault as fault:
            gateway.trace.fault(asked, prompt, fault)
            raise
        gateway.trace.reply(asked, prompt, reply)
        return reply

    async def _answer(self, question: Question, heard: Callable[[str], None] | None) -> Reply:
        gateway = self._gateway
        key = gateway.key(question.endpoint)
        tokens_in = tokens_of(*(each.text for each in question.messages))
        pieces = 0

        def tell(piece: str) -> None:
            nonlocal pieces
            pieces += 1
            if heard is not None:
                heard(piece)

        async def attempt(limit_s: float) -> Answer:
            return await gateway.provider.answer(
                question, key, limit_s=limit_s, silence_s=gateway.configuration.silence_s, heard=tell
            )

        def was_told() -> bool:
            """Whoever heard the beginning of one answer must not hear the beginning of another."""
            return heard is not None and pieces > 0

        answer, usage = await self._attempts(
            question.endpoint, tokens_in, question.answer_tokens, attempt, was_told
        )
        return Reply(answer.text, question.endpoint.model, usage)

    async def _embed(self, texts: tuple[str, ...]) -> tuple[tuple[float, ...], ...]:
        gateway = self._gateway
        endpoint = gateway.endpoint("embedder")
        if gateway.configuration.public_files:
            raise not_to_be_sent(())
        sent = tuple(gateway.redact(_sendable(text)) for text in texts)
        keys = [vector_key(endpoint.model, endpoint.url, text) for text in sent]
        found: dict[str, Any] = {key: gateway.cache.get(key) for key in keys}
        missing = {key: text for key, text in zip(keys, sent, strict=True) if found[key] is None}
        usage = Usage()
        if missing:
            key = gateway.key(endpoint)
            batch = tuple(missing.values())

            async def attempt(limit_s: float) -> Vectors:
                return await gateway.provider.vectors(endpoint, batch, key, limit_s=limit_s)

            came, usage = await self._attempts(endpoint, tokens_of(*batch), 0, attempt, lambda: False)
            for one, vector in zip(missing, came.vectors, strict=True):
                found[one] = vector
                gateway.cache.put(one, vector)
        vectors = tuple(tuple(map(float, found[key])) for key in keys)
        gateway.trace.vectors(texts_of(texts), vectors, Reply("", endpoint.model, usage, cached=not missing))
        return vectors

    async def _attempts(
        self,
        endpoint: Endpoint,
        tokens_in: int,
        tokens_out: int,
        attempt: Callable[[float], Awaitable[_Came]],
        was_told: Callable[[], bool],
    ) -> tuple[_Came, Usage]:
        """Makes the call, and again what can pass, each time reserved before and settled after."""
        gateway = self._gateway
        price = await gateway.provider.price(endpoint)
        if price is None and not gateway.configuration.allows_unknown_prices:
            raise price_unknown(endpoint.model)
        await gateway.provider.ready()
        total = Usage()
        async with gateway.room:
            ends = time.monotonic() + gateway.configuration.call_s
            for number in range(1, ATTEMPTS + 1):
                call = Call(self._spending, price, tokens_in, tokens_out, ends - time.monotonic())
                try:
                    came = await attempt(call.limit_s)
                except AttemptFailed as failed:
                    total += call.failed(failed)
                    pause_s = _pause_s(number, failed.after_s)
                    has_time = time.monotonic() + pause_s < ends
                    if not failed.can_pass or number == ATTEMPTS or was_told() or not has_time:
                        raise self._shown(failed.fault) from failed
                except BaseException:
                    # Where it can't be settled it stays reserved, and a cancel stays a cancel.
                    with suppress(ModelFault):
                        call.broken_off()
                    raise
                else:
                    return came, total + call.answered(came)
                await asyncio.sleep(pause_s)
        raise AssertionError("the last attempt returns or raises")

    def _shown(self, fault: ModelFault) -> ModelFault:
        """A provider may repeat the key in its words."""
        return ModelFault(fault.kind, self._gateway.redact(fault.message), fault.advice)


def _sendable(text: str) -> str:
    """Half a surrogate pair, which some editors send, has no bytes."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _pause_s(attempt: int, asked_s: float | None) -> float:
    """As long as the provider asks for, else doubling, spread so that callers don't come back together."""
    if asked_s is not None:
        return asked_s
    return _FIRST_PAUSE_S * 2 ** (attempt - 1) * random.uniform(0.75, 1.25)
