"""Random protocol traffic from a seed, and what a right server makes of it.

The model is a plain reading of the protocol: what is open, its text after every edit, which requests
wait for an answer. It shares no code with the server.
"""

import random
import re
import string
from dataclasses import dataclass, field
from typing import Any

ENCODINGS = ("utf-8", "utf-16", "utf-32")
PIECES = (
    "x", "  ", "\n", "\r\n", "\r", "\t", "def f(x):\n", '    """Doubles, y = 2*x."""\n', "    ...\n", "#",
    "é", "𝛾", "e\u0301", "\u2028", "\x0c", "\ufeff", '"', "'''", "\\", "class A:\n", "return 1\n", "👩‍🔬",
)  # fmt: skip
COMMANDS = ("generate", "validate", "preview", "applyKept", "status", "finishSuggestion")
BROKEN = (b"", b"{", b"[]", b"[[[[", b'"x"', b"\xff\xfe", b"null", b'{"jsonrpc": "2.0"}', b"1" * 5000)
METHODS = (
    "textDocument/hover",
    "textDocument/codeAction",
    "textDocument/codeLens",
    "textDocument/inlineCompletion",
    "textDocument/diagnostic",
)
_LINE_END = re.compile(r"\r\n|\r|\n")
JUNK: tuple[Any, ...] = (None, 3, "x", [], {}, {"line": -1}, {"line": "0", "character": 0}, 1e308, True)


def width(text: str, encoding: str) -> int:
    """How many code units `text` takes in an encoding."""
    if encoding == "utf-32":
        return len(text)
    size = 1 if encoding == "utf-8" else 2
    return len(text.encode("utf-8" if size == 1 else "utf-16-le")) // size


def position(text: str, offset: int, encoding: str) -> dict[str, int]:
    """The protocol's position of an offset; lines end at `\\n`, `\\r\\n` and `\\r` alone."""
    ends = [match.end() for match in _LINE_END.finditer(text, 0, offset)]
    start = ends[-1] if ends else 0
    return {"line": len(ends), "character": width(text[start:offset], encoding)}


@dataclass
class Traffic:
    """A client that is not well. `documents` is what a right server has."""

    seed: int
    encoding: str
    documents: dict[str, str] = field(default_factory=dict[str, str])
    versions: dict[str, int] = field(default_factory=dict[str, int])
    last_id: int = 0
    pending: list[int] = field(default_factory=list[int])

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)

    def next(self) -> list[dict[str, Any] | bytes]:
        """One or a few messages; bytes are the body of a frame that is no proper message."""
        chance = self.random.random()
        if not self.documents or chance < 0.03:
            return [self._open()]
        uri = self.random.choice(list(self.documents))
        if chance < 0.40:
            return [self._edit(uri)]
        if chance < 0.70:
            return [self._request(uri)]
        if chance < 0.76 and self.pending:
            return [{"method": "$/cancelRequest", "params": {"id": self.random.choice(self.pending)}}]
        if chance < 0.79:
            return [{"method": "textDocument/didSave", "params": {"textDocument": {"uri": uri}}}]
        if chance < 0.81 and len(self.documents) > 1:
            del self.documents[uri], self.versions[uri]
            return [{"method": "textDocument/didClose", "params": {"textDocument": {"uri": uri}}}]
        if chance < 0.86:
            return [self._command(uri)]
        if chance < 0.92:
            return [self._malformed(uri)]
        if chance < 0.95:
            return [self._broken()]
        return [self._edit(uri), self._request(uri), self._edit(uri)]

    def _text(self) -> str:
        count = self.random.choice((0, 1, 3, 10, 40))
        if self.random.random() < 0.002:
            count = 20_000
        return "".join(self.random.choices(PIECES, k=count))

    def _open(self) -> dict[str, Any]:
        uri = f"file:///nowhere/{self.random.choice(string.ascii_lowercase)}.py"
        self.documents[uri] = text = self._text()
        self.versions[uri] = 1
        item = {"uri": uri, "languageId": "python", "version": 1, "text": text}
        return {"method": "textDocument/didOpen", "params": {"textDocument": item}}

    def _edit(self, uri: str) -> dict[str, Any]:
        changes: list[dict[str, Any]] = []
        for _ in range(self.random.choice((1, 1, 1, 2, 5))):
            text, new = self.documents[uri], self._text()
            if self.random.random() < 0.05 or len(text) > 200_000:
                changes.append({"text": new})
                self.documents[uri] = new
                continue
            start = self._boundary(text, self.random.randint(0, len(text)))
            end = self._boundary(text, min(len(text), start + self.random.choice((0, 0, 1, 5, 50))))
            place = {
                "start": position(text, start, self.encoding),
                "end": position(text, max(start, end), self.encoding),
            }
            changes.append({"range": place, "text": new})
            self.documents[uri] = text[:start] + new + text[max(start, end) :]
        self.versions[uri] += 1
        document = {"uri": uri, "version": self.versions[uri]}
        return {
            "method": "textDocument/didChange",
            "params": {"textDocument": document, "contentChanges": changes},
        }

    @staticmethod
    def _boundary(text: str, offset: int) -> int:
        """No position stands between the two characters of a line end."""
        return offset - 1 if text[offset - 1 : offset + 1] == "\r\n" else offset

    def _id(self) -> int:
        self.last_id += 1
        self.pending.append(self.last_id)
        return self.last_id

    def _place(self, uri: str) -> dict[str, int]:
        if self.random.random() < 0.1:
            return {"line": self.random.randint(0, 10**6), "character": self.random.randint(0, 10**6)}
        text = self.documents[uri]
        return position(text, self._boundary(text, self.random.randint(0, len(text))), self.encoding)

    def _request(self, uri: str) -> dict[str, Any]:
        method = self.random.choice(METHODS)
        start = self._place(uri)
        params: dict[str, Any] = {
            "textDocument": {"uri": uri if self.random.random() < 0.95 else "file:///never/opened.py"},
            "position": start,
            "range": {"start": start, "end": self._place(uri)},
            "context": {"diagnostics": [], "triggerKind": self.random.choice((1, 2))},
        }
        return {"id": self._id(), "method": method, "params": params}

    def _command(self, uri: str) -> dict[str, Any]:
        place = self._place(uri)
        argument = {"uri": uri, "version": self.versions[uri], "range": {"start": place, "end": place}}
        name = self.random.choice(
            ("generate", "validate", "preview", "applyKept", "status", "finishSuggestion")
        )
        if name in ("applyKept", "finishSuggestion"):
            argument |= {"name": "f", "suggestion": str(self.random.randint(0, 5))}
        params = {"command": f"ansatz.{name}", "arguments": [argument]}
        return {"id": self._id(), "method": "workspace/executeCommand", "params": params}

    def _malformed(self, uri: str) -> dict[str, Any]:
        message = self.random.choice((self._request, self._command))(uri)
        params = message["params"]
        key = self.random.choice(list(params))
        params[key] = self.random.choice(JUNK)
        if self.random.random() < 0.2:
            message["params"] = self.random.choice(JUNK)
        if self.random.random() < 0.2:
            message["method"] = self.random.choice(("", "textDocument/nonsense", "$/nonsense"))
        return message

    def _broken(self) -> bytes:
        return self.random.choice(
            (b"", b"{", b"[]", b"[[[[", b'"x"', b"\xff\xfe", b"null", b'{"jsonrpc": "2.0"}', b"1" * 5000)
        )
