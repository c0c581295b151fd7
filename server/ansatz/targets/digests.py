"""Hashes by which a record finds its function again, whatever happens elsewhere in the file."""

import hashlib
import inspect
import re

from ansatz.core.target import FunctionTarget

from .slicing import module_slice

_BLANK = re.compile(r"[ \t\f]*(?:\r\n|\r|\n)[ \t\f]*")


def spec_digest(text: str, target: FunctionTarget) -> str:
    """SHA-256 of signature and docstring; line ends and indentation make no difference."""
    signature = _BLANK.sub("\n", target.signature.of(text))
    spec = target.docstring_text.of(text) if target.docstring_text else ""
    # Expanding tabs is how Python itself compares the indentation of docstrings.
    cleaned = inspect.cleandoc(re.sub(r"\r\n?", "\n", spec))
    stripped = "\n".join(line.rstrip() for line in cleaned.split("\n"))
    return _hash(signature, stripped)


def slice_digest(text: str, target: FunctionTarget) -> str:
    """SHA-256 of the function with all that it needs: what judging it looks at."""
    return _hash(module_slice(text, target).module)


def _hash(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
