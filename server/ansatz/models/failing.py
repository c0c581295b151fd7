"""litellm's errors as faults: by status code first, which providers agree on, then by words."""

import email.utils
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from ansatz.core.model import FaultOf

from .configuration import Endpoint
from .faults import AttemptFailed, told

_TOO_LONG: Final = re.compile(
    r"(?i)context.{0,20}(?:length|window|size|limit)|maximum.{0,20}tokens|too many (?:input )?tokens"
    r"|(?:prompt|input) is too long|exceeds the (?:available )?context"
)
_REFUSES: Final = re.compile(
    r"(?i)content.{0,3}(?:policy|filter|management)|safety (?:system|policy)|blocked by"
)
_NO_CREDIT: Final = re.compile(r"(?i)insufficient.?quota|exceeded your current quota|credit balance|billing")
_UNREADABLE: Final = re.compile(
    r"JSONDecodeError|Expecting (?:value|property name|',')|Unterminated string|(?:not valid|invalid) JSON"
)
_PREFIX: Final = re.compile(r"(?:(?:litellm\.)?\w*(?:Error|Exception|Timeout)(?::| -)\s+)+")
_NOT_REACHED: Final = re.compile(
    r"(?i)^connection error|connect(?:ion)? (?:call )?(?:failed|refused|reset|attempts)"
)
_LONGEST_PAUSE_S: Final = 86_400.0


def failed(error: BaseException, endpoint: Endpoint, heard: int) -> AttemptFailed:
    """What an error of one attempt means for the user, and whether another attempt may succeed."""
    said = _said(error)
    hints = f"{said} {getattr(error, 'code', None) or ''} {getattr(error, 'body', None) or ''}"
    status = getattr(error, "status_code", None)
    name = type(error).__name__
    model = endpoint.model

    def fault(
        kind: FaultOf, what: str, *, can_pass: bool = False, was_read: bool = heard > 0
    ) -> AttemptFailed:
        words = told(kind, what, said)
        return AttemptFailed(
            words, can_pass=can_pass, after_s=retry_after(error), was_read=was_read, heard=heard
        )

    if name == "ContextWindowExceededError" or (status in (400, 413, 422) and _TOO_LONG.search(hints)):
        return fault("context", f"The prompt is longer than {model} takes.")
    if name == "ContentPolicyViolationError" or (status in (400, 403) and _REFUSES.search(hints)):
        return fault("refused", f"{model} or its provider declines to answer.")
    if status in (401, 403):
        return fault("key", f"The provider of {model} does not accept the key, or has none.")
    if status == 402 or (status in (400, 429) and _NO_CREDIT.search(hints)):
        return fault("key", f"The account at the provider of {model} has no credit left.")
    if status == 429:
        return fault("rate", f"The provider of {model} has too many requests.", can_pass=True)
    if name == "Timeout" or status in (408, 504):
        return fault("time", f"{model} did not answer in time.", was_read=True)
    if _is_unreadable(error, said):
        return fault("reply", f"What came from the provider of {model} is not readable.", was_read=True)
    if isinstance(status, int) and 400 <= status < 500:
        return fault("request", f"The provider of {model} does not accept the request ({status}).")
    if heard:
        return fault("connection", f"The answer of {model} was cut off.", can_pass=True)
    is_reached = name != "APIConnectionError" and not _NOT_REACHED.search(said)
    if isinstance(status, int) and status >= 500 and is_reached:
        return fault("connection", f"The provider of {model} is out of order ({status}).", can_pass=True)
    return fault("connection", f"The provider of {model} could not be reached.", can_pass=True)


def retry_after(error: BaseException) -> float | None:
    """Seconds that the provider asks to wait, from its headers; None where it does not say."""
    for headers in (
        getattr(error, "litellm_response_headers", None),
        getattr(getattr(error, "response", None), "headers", None),
    ):
        if isinstance(headers, Mapping):
            found = _seconds({str(name).lower(): str(value) for name, value in headers.items()})  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]
            if found is not None:
                return found
    return None


def _seconds(headers: Mapping[str, str]) -> float | None:
    if (milliseconds := _number(headers.get("retry-after-ms", ""))) is not None:
        return milliseconds / 1000
    value = headers.get("retry-after", "").strip()
    if not value:
        return None
    if (seconds := _number(value)) is not None:
        return seconds
    try:
        when = email.utils.parsedate_to_datetime(value)
    except ValueError:
        return None
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    return min(max((when - datetime.now(UTC)).total_seconds(), 0.0), _LONGEST_PAUSE_S)


def _number(text: str) -> float | None:
    if not re.fullmatch(r"\s*\d{1,9}(?:\.\d{1,9})?\s*", text):
        return None
    return min(float(text), _LONGEST_PAUSE_S)


def _is_unreadable(error: BaseException, said: str) -> bool:
    seen: BaseException | None = error
    for _ in range(8):
        if seen is None:
            return False
        if isinstance(
            seen, json.JSONDecodeError | UnicodeDecodeError | TypeError | LookupError | AttributeError
        ):
            return True
        seen = seen.__cause__ or seen.__context__
    return _UNREADABLE.search(said) is not None


def _said(error: BaseException) -> str:
    """The provider's own words: without the library's names for it, and without a traceback."""
    text: Any = getattr(error, "message", None) or str(error)
    words = str(text).partition("Traceback (most recent call last)")[0]
    return _PREFIX.sub("", words).strip()
