"""What one function may take, the same for every mode: `calls=5,tokens=60000,usd=0.2,seconds=600`."""

from collections.abc import Mapping
from typing import Final

from ansatz.cli.unusable import Unusable

USUAL: Final = "calls=5"
_NAMES: Final = ("calls", "tokens", "usd", "seconds")


def budget_settings(text: str) -> Mapping[str, object]:
    """The settings that hold the gateway to a budget. Raises `Unusable`."""
    found: dict[str, object] = {}
    for part in text.split(","):
        name, separator, value = map(str.strip, part.partition("="))
        try:
            number = float(value)
        except ValueError:
            number = -1.0
        if name not in _NAMES or not separator or not 0 < number < float("inf"):
            raise Unusable(
                f"--budget {text}: write calls=5,tokens=60000,usd=0.2,seconds=600, or some of these."
            )
        is_whole = name in ("calls", "tokens")
        found[f"models.{name}_per_request"] = int(number) if is_whole else number
    return found
