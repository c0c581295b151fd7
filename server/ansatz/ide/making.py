"""How a model made code, in words: by whom, after which examples, at what cost."""

from ansatz.core.candidate import Making


def made_with(making: Making) -> str:
    """One line: the models, the field and its examples, calls, tokens, money and time."""
    parts = [f"written by {', '.join(making.models) or 'a model'}"]
    if making.exemplars:
        field = f" of {making.domain}" if making.domain else ""
        parts.append(f"after the examples{field} {', '.join(making.exemplars)}")
    return f"{_capital(', '.join(parts))}. {cost_of(making)}."


def cost_of(making: Making) -> str:
    """What it took: `12 calls, 5,213 tokens, $0.0312, 8.1 s of models' time`."""
    if not making.calls:
        return "Nothing was sent: the answers were kept from before"
    calls = f"{making.calls} call{'s' if making.calls > 1 else ''}"
    tokens = f"{making.tokens_in + making.tokens_out:,} tokens"
    money = "price not known" if making.usd is None else f"${making.usd:.4f}"
    return f"{calls}, {tokens}, {money}, {making.seconds:.1f} s of models' time"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
