"""The open documents, exactly as the editor has them.

pygls' own workspace ends lines wherever `str.splitlines` does; the protocol, and Python, only at
line feeds and carriage returns, so a form feed would put every later position off by a line.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lsprotocol import types

from ansatz.core.text import DocumentSnapshot
from ansatz.targets.lines import Encoding

from .conversion import span_of

_HALF_OF_A_PAIR = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Document:
    """An open document at one version."""

    snapshot: DocumentSnapshot
    language: str

    @property
    def is_python(self) -> bool:
        """Whether it is ours to read."""
        return self.language == "python" or self.snapshot.uri.endswith((".py", ".pyi"))


def opened(item: types.TextDocumentItem) -> Document:
    """A document as it is when it is opened."""
    return Document(DocumentSnapshot(item.uri, whole(item.text), item.version), item.language_id)


def changed(
    document: Document,
    version: int,
    changes: Sequence[types.TextDocumentContentChangeEvent],
    encoding: Encoding,
) -> Document:
    """The document after `changes`, each of which refers to the text that the one before it left."""
    text = document.snapshot.text
    for change in changes:
        if isinstance(change, types.TextDocumentContentChangePartial):
            span = span_of(text, change.range, encoding)
            text = text[: span.start] + whole(change.text) + text[span.end :]
        else:
            text = whole(change.text)
    return Document(DocumentSnapshot(document.snapshot.uri, text, version), document.language)


def whole(text: str) -> str:
    """`text` with halves of surrogate pairs replaced; no encoding takes them, and columns stay the same."""
    return text if text.isascii() else _HALF_OF_A_PAIR.sub("\ufffd", text)
