"""Attempts made with litellm, which is loaded when the first one is made: that takes seconds.

What it does differently when imported is settled by `prepare`, which comes from the reader of the
environment: its price list is the one that was installed with it, and no `.env` file of the current folder
gives it addresses or keys. Its own retries are off: how often is asked, and what that may cost, is
decided by the gateway.
"""

import asyncio
import importlib
import logging
from collections.abc import Callable, Mapping
from typing import Any, Final, cast

from .configuration import Endpoint
from .failing import failed
from .faults import AttemptFailed, told
from .provider import Answer, Price, Question, Vectors

_FREE: Final = ("ollama", "ollama_chat")
"""Providers that run on the user's own machines."""
_NO_KEY: Final = "none"
"""Sent where an address was given and no key: the provider's usual key is not for everybody."""
_LETTERS_A_TOKEN: Final = 32
"""An answer longer than this a token, for as many as were allowed, never ends."""

_FAULTY: Final = (OSError, ValueError, TypeError, LookupError, AttributeError, RuntimeError, AssertionError)
"""What litellm stumbles over when a provider's bytes are not what it expects."""


class LiteLLM:
    """Reaches every provider that litellm reaches. One for each process."""

    def __init__(self, prepare: Callable[[], None]) -> None:
        """`prepare` is called once, before litellm is imported."""
        self._prepare = prepare
        self._loading: asyncio.Task[Any] | None = None

    async def ready(self) -> None:
        """Loads litellm, where that was not done yet."""
        await self._library()

    async def price(self, endpoint: Endpoint) -> Price | None:
        """What litellm's list says of a provider's own models; at other addresses nobody knows."""
        provider, _, name = endpoint.model.partition("/")
        if provider in _FREE:
            return Price(0.0, 0.0)
        if endpoint.url is not None:
            return None
        prices = cast("Mapping[str, Mapping[str, Any]]", (await self._library()).model_cost)
        row = prices.get(endpoint.model)
        if (
            row is None
            and (bare := prices.get(name)) is not None
            and bare.get("litellm_provider") == provider
        ):
            row = bare
        if row is None:
            return None
        usd_in, usd_out = row.get("input_cost_per_token"), row.get("output_cost_per_token", 0.0)
        if isinstance(usd_in, int | float) and isinstance(usd_out, int | float):
            return Price(float(usd_in), float(usd_out))
        return None

    async def answer(
        self,
        question: Question,
        key: str | None,
        *,
        limit_s: float,
        silence_s: float,
        heard: Callable[[str], None],
    ) -> Answer:
        """The whole answer of one attempt. Raises `AttemptFailed`."""
        library = await self._library()
        arguments: dict[str, Any] = {
            **_common(question.endpoint, key, limit_s),
            "messages": [{"role": each.role, "content": each.text} for each in question.messages],
            "max_tokens": question.answer_tokens,
            "temperature": question.temperature,
            "stream": True,
            "stream_options": {"include_usage": True},
        }
        _leave_out_unsupported(library, arguments)
        if question.schema is not None and _takes_schema(library, question.endpoint):
            form = {"name": "answer", "schema": question.schema}
            arguments["response_format"] = {"type": "json_schema", "json_schema": form}
        hearing = _Hearing(question, heard)
        try:
            async with asyncio.timeout(limit_s):
                async with asyncio.timeout(silence_s) as silence:
                    stream = await _open(library, arguments)
                    try:
                        async for chunk in stream:
                            silence.reschedule(asyncio.get_running_loop().time() + silence_s)
                            hearing.take(chunk)
                    finally:
                        await stream.aclose()
                return hearing.whole(getattr(stream, "received_finish_reason", None))
        except AttemptFailed:
            raise
        except TimeoutError as error:
            raise _late(question.endpoint, limit_s, silence_s, hearing) from error
        except (_errors(), *_FAULTY) as error:
            raise failed(error, question.endpoint, len(hearing.text)) from error

    async def vectors(
        self, endpoint: Endpoint, texts: tuple[str, ...], key: str | None, *, limit_s: float
    ) -> Vectors:
        """A vector for each text, in one attempt. Raises `AttemptFailed`."""
        library = await self._library()
        try:
            async with asyncio.timeout(limit_s):
                came = await library.aembedding(**_common(endpoint, key, limit_s), input=list(texts))
            vectors = tuple(_vector(row) for row in came.data)
        except TimeoutError as error:
            late = told("time", f"{endpoint.model} did not answer within {limit_s:g} seconds.")
            raise AttemptFailed(late, was_read=True) from error
        except (_errors(), *_FAULTY) as error:
            raise failed(error, endpoint, 0) from error
        if len(vectors) != len(texts) or len({len(vector) for vector in vectors}) > 1:
            what = (
                f"{endpoint.model} sent {len(vectors)} vectors for {len(texts)} texts, or of several lengths."
            )
            raise AttemptFailed(told("reply", what), was_read=True)
        return Vectors(vectors, _count(getattr(came, "usage", None), "prompt_tokens"))

    async def close(self) -> None:
        """Closes idle connections, where any were opened."""
        if self._loading is not None and self._loading.done():
            await (await self._library()).close_litellm_async_clients()

    async def _library(self) -> Any:
        """litellm itself, imported in a thread: whoever waits for something else goes on."""
        if self._loading is None:
            self._loading = asyncio.create_task(asyncio.to_thread(_load, self._prepare))
        return await asyncio.shield(self._loading)


class _Hearing:
    """An answer as it comes."""

    def __init__(self, question: Question, heard: Callable[[str], None]) -> None:
        self.text = ""
        self._question = question
        self._heard = heard
        self._refusal = ""
        self._usage: object = None
        self._end: str | None = None

    def take(self, chunk: Any) -> None:
        """One piece. Raises `AttemptFailed` when there are too many."""
        self._usage = getattr(chunk, "usage", None) or self._usage
        if not chunk.choices:
            return
        choice = chunk.choices[0]
        self._end = choice.finish_reason or self._end
        self._refusal += getattr(choice.delta, "refusal", None) or ""
        piece = choice.delta.content
        if isinstance(piece, str) and piece:
            piece = piece.encode("utf-8", "replace").decode("utf-8")
            self.text += piece
            self._heard(piece)
        if len(self.text) > self._question.answer_tokens * _LETTERS_A_TOKEN:
            raise self._failed("reply", f"The answer of {self._model} does not end.")

    def whole(self, end: str | None) -> Answer:
        """The answer, when the stream is over. Raises `AttemptFailed` where it is none."""
        if self._refusal or self._end == "content_filter":
            raise self._failed("refused", f"{self._model} declines to answer.", self._refusal)
        if self._end == "length":
            most = self._question.answer_tokens
            raise self._failed("reply", f"The answer of {self._model} is longer than {most} tokens.")
        if end is None and self.text:
            raise self._failed("connection", f"The answer of {self._model} was cut off.", can_pass=True)
        if not self.text.strip():
            raise self._failed("reply", f"The answer of {self._model} is empty.")
        counts = (_count(self._usage, name) for name in ("prompt_tokens", "completion_tokens"))
        return Answer(self.text, *counts)

    @property
    def _model(self) -> str:
        return self._question.endpoint.model

    def _failed(self, kind: Any, what: str, said: str = "", *, can_pass: bool = False) -> AttemptFailed:
        return AttemptFailed(told(kind, what, said), can_pass=can_pass, was_read=True, heard=len(self.text))


def _load(prepare: Callable[[], None]) -> Any:
    prepare()
    import litellm

    # Its log lines and its lines for developers hold prompts and addresses, and some go to standard output.
    litellm.suppress_debug_info = True
    litellm.turn_off_message_logging = True
    litellm.telemetry = False  # pyright: ignore[reportAttributeAccessIssue] - gone from this version, not from all
    # Through httpx a cancelled request closes its connection at once.
    litellm.disable_aiohttp_transport = True
    for name in ("LiteLLM", "LiteLLM Router", "LiteLLM Proxy", "httpx", "openai"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    _warm(litellm)
    return litellm


def _warm(library: Any) -> None:
    """Makes a call that stays in this process: both libraries load half of themselves at the first one."""
    importlib.import_module("openai.resources.chat.completions")
    said = [{"role": "user", "content": "-"}]
    tuple(library.completion(model="openai/-", messages=said, mock_response="-", stream=True))


def _common(endpoint: Endpoint, key: str | None, limit_s: float) -> dict[str, Any]:
    arguments: dict[str, Any] = {
        "model": endpoint.model,
        "timeout": limit_s,
        "num_retries": 0,
        "max_retries": 0,
    }
    if endpoint.url is not None:
        arguments |= {"api_base": endpoint.url, "api_key": key or _NO_KEY}
    elif key is not None:
        arguments["api_key"] = key
    return arguments


def _leave_out_unsupported(library: Any, arguments: dict[str, Any]) -> None:
    """Not every model has a temperature or counts what it streams.

    litellm can leave these out by itself, but then it sends again what a provider calls unprocessable,
    which nobody would have counted.
    """
    supported = library.get_supported_openai_params(model=arguments["model"])
    for name in ("temperature", "stream_options"):
        if supported is not None and name not in supported:
            del arguments[name]


async def _open(library: Any, arguments: dict[str, Any]) -> Any:
    """The stream of one call. What litellm finds unsupported before it sends anything is left out."""
    try:
        return await library.acompletion(**arguments)
    except library.exceptions.UnsupportedParamsError:
        if "temperature" not in arguments:
            raise
    without = {name: value for name, value in arguments.items() if name != "temperature"}
    return await library.acompletion(**without)


def _errors() -> type[Exception]:
    """All of litellm's errors are kinds of this one of the library that it is made with."""
    import openai

    return openai.OpenAIError


def _takes_schema(library: Any, endpoint: Endpoint) -> bool:
    return endpoint.url is None and bool(library.supports_response_schema(endpoint.model))


def _late(endpoint: Endpoint, limit_s: float, silence_s: float, hearing: _Hearing) -> AttemptFailed:
    what = (
        f"{endpoint.model} did not finish in time: {limit_s:.0f} seconds in all, {silence_s:.0f} for a word."
    )
    return AttemptFailed(told("time", what), was_read=True, heard=len(hearing.text))


def _vector(row: Any) -> tuple[float, ...]:
    numbers = cast("list[Any]", row["embedding"] if isinstance(row, dict) else row.embedding)
    return tuple(float(number) for number in numbers)


def _count(usage: object, name: str) -> int | None:
    count = getattr(usage, name, None)
    return count if isinstance(count, int) and count >= 0 else None
