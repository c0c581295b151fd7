"""One request's budget: a call takes its share before it is made and gives back what it did not need."""

import time
from typing import Final

from ansatz.core.model import Usage

from .configuration import Allowance
from .faults import AttemptFailed
from .ledger import Ledger, Taken, granted_of
from .provider import Answer, Price, Vectors

_BYTES_A_TOKEN: Final = 2
"""Tokens of code and prose are longer, so a count made with this is on the high side."""
_TOKENS_A_MESSAGE: Final = 8


class Spending:
    """What one request has taken, and may yet take by calls in progress."""

    def __init__(self, allowed: Allowance, ledger: Ledger) -> None:
        self.spent = Usage()
        self._reserved = Taken()
        self._allowed = allowed
        self._ledger = ledger

    def take(self, wanted: Taken) -> tuple[str, Taken]:
        """Reserves for this request and for the day, which is returned. Raises `ModelFault`."""
        granted = granted_of(self._reserved, wanted, self._allowed, "request")
        day, granted = self._ledger.reserve(granted)
        self._reserved += granted
        return day, granted

    def settle(self, day: str, granted: Taken, used: Taken, usage: Usage) -> None:
        """Puts what was used in place of what was reserved. Raises `ModelFault`."""
        self._reserved += used + -granted
        self.spent += usage
        self._ledger.settle(day, used + -granted)


class Call:
    """One attempt's reservation, until it is settled."""

    def __init__(
        self, spending: Spending, price: Price | None, tokens_in: int, tokens_out: int, limit_s: float
    ) -> None:
        """Reserves. Raises `ModelFault` where there is no room."""
        self._spending = spending
        self._price = price
        self._tokens_in = tokens_in
        self._tokens_out = tokens_out
        usd = 0.0 if price is None else price.of(tokens_in, tokens_out)
        wanted = Taken(1, tokens_in + tokens_out, usd, max(limit_s, 0.0), int(price is None))
        self._day, self._granted = spending.take(wanted)
        self._began = time.monotonic()
        self.limit_s = self._granted.seconds

    def answered(self, came: Answer | Vectors) -> Usage:
        """Settles with what the provider counted, else with an estimate."""
        tokens_in = self._tokens_in if came.tokens_in is None else came.tokens_in
        if isinstance(came, Vectors):
            return self._settle(tokens_in, 0)
        return self._settle(tokens_in, tokens_of(came.text) if came.tokens_out is None else came.tokens_out)

    def failed(self, failed: AttemptFailed) -> Usage:
        """Settles: refused unread costs nothing; what was read and partly answered is estimated."""
        if not failed.was_read:
            return self._settle(0, 0)
        return self._settle(self._tokens_in, min(-(-failed.heard // _BYTES_A_TOKEN), self._tokens_out))

    def broken_off(self) -> None:
        """Settles: how far the provider came is not known, so all but the time stays taken."""
        self._settle(self._tokens_in, self._tokens_out)

    def _settle(self, tokens_in: int, tokens_out: int) -> Usage:
        seconds = time.monotonic() - self._began
        usd = None if self._price is None else self._price.of(tokens_in, tokens_out)
        usage = Usage(1, tokens_in, tokens_out, usd, seconds)
        used = Taken(1, tokens_in + tokens_out, usd or 0.0, seconds, int(usd is None))
        self._spending.settle(self._day, self._granted, used, usage)
        return usage


def tokens_of(*texts: str) -> int:
    """About how many tokens messages are, on the high side."""
    lengths = (len(text.encode("utf-8", "replace")) for text in texts)
    return sum(-(-length // _BYTES_A_TOKEN) + _TOKENS_A_MESSAGE for length in lengths)
