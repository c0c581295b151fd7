"""The models of a dry run: what would be sent is written down, and nothing is sent."""

from collections.abc import Callable
from typing import Final

from ansatz.core.model import ModelFault, Prompt, Reply, Role, Sending

from .cache import key_of
from .faults import price_unknown
from .gateway import Gateway, RequestModels
from .typing_replies import Schema

_ADVICE: Final = "Run it without the dry run to have it sent."


class Unsent(RequestModels):
    """`Models` that answer only what was answered before; every other question ends the way it is on.

    So `sendings` holds exactly the calls that come next: those after them depend on the answers.
    """

    def __init__(self, gateway: Gateway) -> None:
        super().__init__(gateway)
        self._found: list[Sending] = []

    def taken(self) -> tuple[Sending, ...]:
        """What has been written down since this was last called; equal calls are one, with their number."""
        found, self._found = self._found, []
        counted: dict[Sending, int] = {}
        for each in found:
            counted[each] = counted.get(each, 0) + 1
        return tuple(
            Sending(s.role, s.model, s.url, s.messages, s.tokens_in, s.tokens_out, s.usd, s.refusal, times)
            for s, times in counted.items()
        )

    async def embed(self, texts: tuple[str, ...]) -> tuple[tuple[float, ...], ...]:
        """Not done: nothing may be sent."""
        raise _not_sent()

    async def _ask(
        self,
        role: Role,
        prompt: Prompt,
        sample: int,
        heard: Callable[[str], None] | None,
        schema: Schema | None,
    ) -> Reply:
        gateway = self._gateway
        question = gateway.question(role, prompt, schema)
        text = gateway.cache.get(key_of(question, prompt.version, sample))
        if isinstance(text, str):
            return await super()._ask(role, prompt, sample, heard, schema)
        estimate = await gateway.estimate(role, prompt)
        endpoint = estimate.endpoint
        refusal = ""
        try:
            gateway.key(endpoint)
            if estimate.usd is None and not gateway.configuration.allows_unknown_prices:
                raise price_unknown(endpoint.model)
        except ModelFault as fault:
            refusal = str(fault)
        self._found.append(
            Sending(
                role,
                endpoint.model,
                endpoint.url or "",
                question.messages,
                estimate.tokens_in,
                estimate.tokens_out,
                estimate.usd,
                refusal,
            )
        )
        raise _not_sent()


def _not_sent() -> ModelFault:
    # Of a kind that ends one draft and not the others, so that all that go out together are seen.
    return ModelFault("refused", "This is a dry run: nothing was sent.", _ADVICE)
