"""What can go wrong between a question and its answer, in words that the user can act on."""

from ansatz.core.model import FaultOf, ModelFault, Role

_LONGEST = 300
"""Characters of a provider's own words that are shown."""


class AttemptFailed(Exception):
    """One attempt gave no answer.

    `can_pass`: another attempt may succeed, not before `after_s` seconds where the provider said so.
    `was_read`: the provider had the prompt, so its tokens may have been charged; `heard` is how many
    characters of an answer came.
    """

    def __init__(
        self,
        fault: ModelFault,
        *,
        can_pass: bool = False,
        after_s: float | None = None,
        was_read: bool = False,
        heard: int = 0,
    ) -> None:
        super().__init__(fault.message)
        self.fault = fault
        self.can_pass = can_pass
        self.after_s = after_s
        self.was_read = was_read
        self.heard = heard


_ADVICE: dict[FaultOf, str] = {
    "key": "Check the key and the account: `ansatz models` shows which environment variable is read. In "
    "VS Code, “Ansatz: Keep the key of a language model…” takes it.",
    "rate": "Try again later, or lower models.concurrency.",
    "time": "Try again, raise models.call_s or models.silence_s, or choose a faster model.",
    "connection": "Check that the address is right and the provider is up: `ansatz models --try` makes one "
    "small call.",
    "refused": "Word the docstring differently, or choose another model.",
    "context": "Choose a model that takes longer prompts, or select less at once.",
    "reply": "Try again, raise models.answer_tokens, or choose another model.",
    "request": "Check the model's name and address: `ansatz models` shows them.",
}


def told(kind: FaultOf, what: str, said: str = "") -> ModelFault:
    """A fault that `what` happened, with the provider's own words, shortened, and what helps."""
    words = " ".join(said.split())
    if len(words) > _LONGEST:
        words = f"{words[:_LONGEST]}…"
    return ModelFault(kind, f"{what} The provider says: {words}" if words else what, _ADVICE[kind])


def no_model(role: Role) -> ModelFault:
    """No model serves `role`."""
    return ModelFault(
        "none-configured",
        f"No model is configured as {role}.",
        f"Set models.{role}" + ("." if role == "embedder" else ", or models.all for every role."),
    )


def over_budget(what: str, limit: str, setting: str) -> ModelFault:
    """The next call could go beyond `limit`."""
    return ModelFault(
        "budget",
        f"The next call would go beyond {what} allowed ({limit}); it was not made.",
        f"Raise {setting} if you want to spend more.",
    )


def price_unknown(model: str) -> ModelFault:
    """What `model` costs is not known, so no bound on money can hold."""
    return ModelFault(
        "budget",
        f"What {model} costs is not known here, so models.usd_per_request can't be kept; no call was made.",
        "Set models.unknown_prices to allow if that is fine: calls, tokens and seconds stay bounded.",
    )


def not_to_be_sent(files: tuple[str, ...]) -> ModelFault:
    """The prompt holds text of files that stay here."""
    what = ", ".join(files) if files else "a file that is not named"
    return ModelFault(
        "private",
        f"Text of {what} is kept private by models.public_files; nothing was sent.",
        "Add a pattern that covers it to models.public_files if it may be sent.",
    )
