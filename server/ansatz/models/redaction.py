"""Takes secrets out of a text before it is sent or kept: known keys, and what looks like one.

A list of our own: the forms are those that the issuers document for secret scanning, and each begins with
something that does not occur in scientific code. Detectors that rate the randomness of strings would
also take hashes, sequences of amino acids and test data, which a model needs to see.
"""

import re
from collections.abc import Iterable
from typing import Final

_FORMS: Final = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        (
            "private key",
            r"-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]{0,40}KEY-----|\Z)",
        ),
        ("AWS key", r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b"),
        ("GitHub token", r"\b(?:gh[pousr]_[0-9A-Za-z]{36,255}|github_pat_[0-9A-Za-z_]{22,255})"),
        ("GitLab token", r"\bglpat-[0-9A-Za-z_-]{20,}"),
        ("provider key", r"\bsk-[0-9A-Za-z_-]{20,}"),
        ("Stripe key", r"\b[rs]k_(?:live|test)_[0-9A-Za-z]{16,}"),
        ("Google key", r"\bAIza[0-9A-Za-z_-]{35}"),
        ("Slack token", r"\bxox[abeprs]-[0-9A-Za-z-]{10,}"),
        ("Hugging Face token", r"\bhf_[0-9A-Za-z]{30,}"),
        ("npm token", r"\bnpm_[0-9A-Za-z]{36}"),
        ("PyPI token", r"\bpypi-[0-9A-Za-z_-]{50,}"),
        ("web token", r"\beyJ[0-9A-Za-z_-]{8,}\.eyJ[0-9A-Za-z_-]{8,}\.[0-9A-Za-z_-]*"),
    )
)
_BEARER: Final = re.compile(r"(?i)(\bbearer\s+)[0-9a-z._~+/-]{16,}=*")
_IN_ADDRESS: Final = re.compile(
    r"(\b[a-zA-Z][a-zA-Z0-9+.-]{0,30}://[^\s/:@'\"]{0,200}:)[^\s/@'\"]{3,200}(?=@)"
)
_ASSIGNED: Final = re.compile(
    r"(?i)((?:passw(?:or)?d|passphrase|secret|api_?key|access_?key|auth_?token|access_?token|private_?key)"
    r"\w{0,20}[\"']?\s{0,4}(?::\s{0,4}str\s{0,4})?[=:]\s{0,4}[\"'])[^\"'\n]{6,400}(?=[\"'])"
)
_SHORTEST_KEY: Final = 8
"""A configured key shorter than this is a placeholder such as `none`, which is a word of many texts."""


class Redaction:
    """Replaces secrets by a note of what stood there."""

    def __init__(self, keys: Iterable[str] = ()) -> None:
        self._keys = tuple(sorted({key for key in keys if len(key) >= _SHORTEST_KEY}, key=len, reverse=True))

    def __call__(self, text: str) -> str:
        """`text` without secrets; the same text always becomes the same."""
        for key in self._keys:
            text = text.replace(key, "[redacted: key]")
        for name, form in _FORMS:
            text = form.sub(f"[redacted: {name}]", text)
        text = _BEARER.sub(r"\1[redacted: token]", text)
        text = _IN_ADDRESS.sub(r"\1[redacted: password]", text)
        return _ASSIGNED.sub(r"\1[redacted: secret]", text)
