"""Thousands of messages, valid and not: each request answered once, and every text as a plain model has it.

`--messages` says how many; the default is what continuous integration has time for.
"""

import asyncio
import collections
import copy
from pathlib import Path
from typing import Any

import pytest

from support.digest_engine import digest
from support.editor import FULL, Editor, server
from support.traffic import ENCODINGS, Traffic

pytestmark = [pytest.mark.asyncio, pytest.mark.timeout(7200)]

CHUNK = 250
INTERNAL_ERROR = -32603
SERVICE = ("-m", "ansatz.lsp", "--service", "support.digest_engine:build")


@pytest.mark.parametrize("encoding", ENCODINGS)
async def test_traffic(encoding: str, tmp_path: Path, messages: int) -> None:
    capabilities = copy.deepcopy(FULL)
    capabilities["general"]["positionEncodings"] = [encoding]
    capabilities["textDocument"]["diagnostic"] = {}
    capabilities["workspace"]["diagnostics"] = {"refreshSupport": True}
    folder = tmp_path / "project"
    folder.mkdir()
    traffic = Traffic(seed=len(encoding) + messages, encoding=encoding)
    answers: collections.Counter[str] = collections.Counter()
    async with server(folder, *SERVICE) as editor:
        editor.accepts_edits = False
        await editor.initialize(folder, capabilities)
        assert editor.encoding == encoding
        sent = edits = 0
        while sent < messages // len(ENCODINGS):
            changed: set[str] = set()
            for message in traffic.next():
                sent += 1
                if isinstance(message, bytes):
                    editor.write(b"Content-Length: %d\r\n\r\n" % len(message) + message)
                    continue
                editor.send(_named(message))
                if message["method"] in ("textDocument/didChange", "textDocument/didOpen"):
                    edits += 1
                    changed.add(message["params"]["textDocument"]["uri"])
            for uri in changed if edits % 3 == 0 else ():
                await _check(editor, traffic, uri)
            if sent % CHUNK < 3:
                await _drain(editor, traffic, answers)
        await _drain(editor, traffic, answers)
        for uri in traffic.documents:
            await _check(editor, traffic, uri)
        assert editor.process.returncode is None
        assert await editor.shutdown() == 0


def _named(message: dict[str, Any]) -> dict[str, Any]:
    """Ids that the editor's own requests don't have."""
    if "id" in message:
        message = message | {"id": f"t{message['id']}"}
    if message.get("method") == "$/cancelRequest":
        message = message | {"params": {"id": f"t{message['params']['id']}"}}
    return {"jsonrpc": "2.0", **message}


async def _check(editor: Editor, traffic: Traffic, uri: str) -> None:
    """The server's text is the model's."""
    editor.notify("textDocument/didSave", {"textDocument": {"uri": uri}})
    report = await editor.request("textDocument/diagnostic", {"textDocument": {"uri": uri}})
    (found,) = [each for each in report["items"] if each["code"] == "spec-units"]
    assert digest(traffic.documents[uri]) in found["message"], f"seed {traffic.seed}: {uri} differs"


async def _drain(editor: Editor, traffic: Traffic, answers: "collections.Counter[str]") -> None:
    """Waits until every request so far has its answer, and counts them."""

    def take() -> bool:
        for each in editor.heard:
            if "method" not in each and isinstance(each.get("id"), str):
                answers[each["id"]] += 1
                # An answer that is an error names what was wrong with the request, never a defect of ours.
                assert each.get("error", {}).get("code") != INTERNAL_ERROR, each
        editor.heard.clear()
        return all(answers[f"t{number}"] for number in traffic.pending)

    await editor.until(take, "an answer")
    await asyncio.sleep(0)
    assert max(answers.values(), default=1) == 1, answers.most_common(3)
    traffic.pending.clear()
