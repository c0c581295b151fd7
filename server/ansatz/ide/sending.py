"""What a dry run found, as a page that can be read before anything leaves the computer."""

from collections.abc import Iterator, Sequence

from ansatz.core.model import Sending
from ansatz.core.outcome import DryRun

from .markdown import block, code, plain
from .telling import Told, told

NO_MODEL = "no model is set, so nothing is ever sent: name one in `models.all`"


def sending_page(runs: Sequence[DryRun]) -> str:
    """Markdown: for each function the calls that would be made next, with the text as it would leave."""
    return "\n\n".join(("# What would be sent to language models", *_page(runs))) + "\n"


def told_dry(run: DryRun) -> Told:
    """One line on one function of a dry run."""
    if not run.sendings:
        return Told("judged", None, f"`{run.name}`: nothing would be sent. {_instead(run)}")
    count = sum(each.times for each in run.sendings)
    to = ", ".join(dict.fromkeys(_where(each) for each in run.sendings))
    calls = "1 call" if count == 1 else f"{count} calls"
    refusal = next((each.refusal for each in run.sendings if each.refusal), "")
    but = f" As things are it would not be made: {refusal}" if refusal else ""
    return Told("judged", None, f"`{run.name}`: {calls} would be made, to {to}. Nothing was sent.{but}")


def _page(runs: Sequence[DryRun]) -> Iterator[str]:
    yield (
        "Nothing was sent. These are the calls that come next, word for word; what is asked after them "
        "depends on the answers. Known secrets are taken out already."
    )
    for run in runs:
        yield f"## {code(run.name)}"
        if not run.sendings:
            yield f"Nothing would be sent. {plain(_instead(run))}"
        for each in run.sendings:
            yield from _sending(each)


def _sending(sending: Sending) -> Iterator[str]:
    yield f"### {_often(sending)} the {sending.role}: {_where(sending)}"
    price = "price not known" if sending.usd is None else f"{sending.usd:.4f} US dollars"
    each = "" if sending.times == 1 else " each"
    yield f"At most {sending.tokens_in} tokens in, {sending.tokens_out} tokens out, {price}{each}."
    if sending.refusal:
        yield f"**As things are, this call would not be made:** {plain(sending.refusal)}"
    for message in sending.messages:
        yield f"#### {message.role}"
        yield block(message.text)


def _often(sending: Sending) -> str:
    return "One call to" if sending.times == 1 else f"{sending.times} equal calls to"


def _where(sending: Sending) -> str:
    return f"{code(sending.model)} at {code(sending.url) if sending.url else 'its provider'}"


def _instead(run: DryRun) -> str:
    return told(run.name, run.outcome).message
