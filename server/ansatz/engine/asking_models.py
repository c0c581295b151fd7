"""From settings to the gateway to language models."""

from collections.abc import Sequence
from typing import Final, get_args

from ..core.model import Role
from ..models.configuration import Allowance, Configuration, Endpoint, parse_endpoint
from ..models.gateway import Gateway
from ..models.provider import Provider
from ..models.with_litellm import LiteLLM
from .key_store import stored_keys
from .settings import Settings, SettingsError, secrets_named, settle_litellm

_USUAL_KEYS: Final = (
    "OPENAI_API_KEY",
    "ANTHROPIC_API_KEY",
    "GEMINI_API_KEY",
    "GOOGLE_API_KEY",
    "MISTRAL_API_KEY",
    "GROQ_API_KEY",
    "DEEPSEEK_API_KEY",
    "OPENROUTER_API_KEY",
    "TOGETHERAI_API_KEY",
    "AZURE_API_KEY",
    "HF_TOKEN",
)
"""Where providers' own keys usually are: litellm reads them itself, and no text may show them."""


def open_models(settings: Settings, provider: Provider | None = None) -> Gateway:
    """The gateway that settings describe; nothing is loaded or sent yet. Raises `SettingsError`."""
    return Gateway(configuration_of(settings), provider or LiteLLM(settle_litellm))


def configuration_of(settings: Settings) -> Configuration:
    """Settings as the gateway takes them, with the user's keys. Raises `SettingsError`."""
    chosen = settings.models
    endpoints = _endpoints(settings)
    named = [one.variable for one in endpoints.values() if one.variable is not None]
    return Configuration(
        endpoints=endpoints,
        keys=_keys(named),
        per_request=Allowance(
            chosen.calls_per_request,
            chosen.tokens_per_request,
            chosen.usd_per_request,
            chosen.seconds_per_request,
        ),
        per_day=Allowance(
            chosen.calls_per_day, chosen.tokens_per_day, chosen.usd_per_day, chosen.seconds_per_day
        ),
        allows_unknown_prices=chosen.unknown_prices == "allow",
        call_s=chosen.call_s,
        silence_s=chosen.silence_s,
        answer_tokens=chosen.answer_tokens,
        temperature=chosen.temperature,
        concurrency=chosen.concurrency,
        public_files=tuple(part for each in chosen.public_files.split(",") if (part := each.strip())),
        state_dir=settings.state_dir,
        caches=chosen.cache,
        trace_file=chosen.trace_file,
    )


def _keys(named: Sequence[str]) -> dict[str, str]:
    """The keys of the environment, and of the system's store those that settings name and it lacks."""
    keys = secrets_named((*_USUAL_KEYS, *named))
    return stored_keys(dict.fromkeys(name for name in named if name not in keys)) | keys


def _endpoints(settings: Settings) -> dict[Role, Endpoint]:
    """A model for every role that has one. The embedder has its own or none: few models do both."""
    chosen = settings.models
    texts: dict[Role, str] = {
        role: getattr(chosen, role) or ("" if role == "embedder" else chosen.all) for role in get_args(Role)
    }
    found: dict[Role, Endpoint] = {}
    problems: list[str] = []
    for role, text in texts.items():
        if not text.strip():
            continue
        try:
            found[role] = parse_endpoint(text)
        except ValueError as error:
            name = role if getattr(chosen, role) else "all"
            problems.append(f"models.{name} = {text!r}: {error}.")
    if problems:
        raise SettingsError(tuple(dict.fromkeys(problems)))
    return found
