"""Whatever a client sends, each request is answered exactly once and the server goes on."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from support.editor import Editor, ReplyError, opened, server

pytestmark = pytest.mark.asyncio

PARSE_ERROR, INVALID_REQUEST, NO_METHOD, INVALID_PARAMS = -32700, -32600, -32601, -32602
NOT_INITIALIZED, INTERNAL_ERROR = -32002, -32603
STUB = 'def double(x):\n    """Double x."""\n    ...\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project's folder."""
    project = tmp_path / "project"
    project.mkdir()
    return project


def a_frame(body: bytes) -> bytes:
    return b"Content-Length: %d\r\n\r\n" % len(body) + body


def hover_at(line: Any, character: Any, uri: Any = "file:///a.py") -> dict[str, Any]:
    return {"textDocument": {"uri": uri}, "position": {"line": line, "character": character}}


async def answers_to(editor: Editor, message_id: object) -> list[dict[str, Any]]:
    """Every answer with an id, once a later request has been answered too."""
    await editor.request("textDocument/hover", hover_at(0, 0))
    return [each for each in editor.heard if "method" not in each and each.get("id") == message_id]


async def the_error(editor: Editor, message_id: object) -> int:
    """The code of the one answer with an id."""
    (answer,) = await answers_to(editor, message_id)
    assert "result" not in answer and answer["error"]["message"]
    return answer["error"]["code"]


MALFORMED: list[tuple[Any, str]] = [
    (None, "none"),
    ([], "a list"),
    ("no", "a string"),
    ({}, "nothing in them"),
    ({"textDocument": {"uri": "file:///a.py"}}, "a part missing"),
    (hover_at("0", 0), "a string for a number"),
    (hover_at(0, -1), "a negative column"),
    (hover_at(0, 2**40), "an absurd column"),
    (hover_at(0.5, 0), "half a line"),
    (hover_at(0, 0, None), "no document"),
    (hover_at(0, 0, 7), "a number for a document"),
    ({"textDocument": [], "position": {}}, "lists for objects"),
]


async def test_malformed_parameters(folder: Path) -> None:
    async with opened(folder) as editor:
        for params, what in MALFORMED:
            editor.send({"jsonrpc": "2.0", "id": what, "method": "textDocument/hover", "params": params})
            assert await the_error(editor, what) == INVALID_PARAMS, what


async def test_malformed_parameters_are_refused_by_code(folder: Path) -> None:
    async with opened(folder) as editor:
        for number, (method, params) in enumerate(
            [
                ("textDocument/hover", {}),
                ("textDocument/codeAction", {"textDocument": {"uri": "file:///a.py"}}),
                ("workspace/executeCommand", {}),
                ("workspace/executeCommand", {"command": "ansatz.nothing", "arguments": []}),
                ("workspace/executeCommand", {"command": "ansatz.generate"}),
                ("workspace/executeCommand", {"command": "ansatz.generate", "arguments": ["a"]}),
                ("workspace/executeCommand", {"command": "ansatz.generate", "arguments": [{"uri": 7}]}),
                ("workspace/executeCommand", {"command": "ansatz.generate", "arguments": [{"uri": "a"}]}),
                (
                    "workspace/executeCommand",
                    {"command": "ansatz.applyKept", "arguments": [{"uri": "a", "version": "1"}]},
                ),
            ]
        ):
            with pytest.raises(ReplyError) as refused:
                await editor.request(method, params)
            assert refused.value.code == INVALID_PARAMS, number


BAD_JSON = [b"", b"{", b"nonsense", b'{"jsonrpc": "2.0", "id": 1', b"\xff\xfe{}", b"[" * 200_000, b'"\xc3"']


async def test_bad_json(folder: Path) -> None:
    async with opened(folder) as editor:
        for number, body in enumerate(BAD_JSON, 1):
            editor.write(a_frame(body))
            found = await answers_to(editor, None)
            assert len(found) == number, body
            assert found[-1]["error"]["code"] == PARSE_ERROR, body


NO_MESSAGES: list[tuple[Any, Any]] = [
    (7, None),
    ("text", None),
    ([], None),
    ([{"jsonrpc": "2.0", "id": "a", "method": "shutdown"}], None),
    ({}, None),
    ({"id": "b"}, "b"),
    ({"jsonrpc": "2.0", "id": "c"}, "c"),
    ({"jsonrpc": "1.0", "id": "d", "method": "shutdown"}, "d"),
    ({"id": "e", "method": "shutdown"}, "e"),
    ({"jsonrpc": "2.0", "id": "f", "method": 7}, "f"),
    ({"jsonrpc": "2.0", "id": None, "method": "shutdown"}, None),
    ({"jsonrpc": "2.0", "id": True, "method": "shutdown"}, None),
    ({"jsonrpc": "2.0", "id": 1.5, "method": "shutdown"}, None),
    ({"jsonrpc": "2.0", "id": {}, "method": "shutdown"}, None),
    ({"jsonrpc": "2.0", "id": [1], "method": "shutdown"}, None),
    ({"jsonrpc": "2.0", "method": None}, None),
]


async def test_what_is_json_but_no_message(folder: Path) -> None:
    async with opened(folder) as editor:
        unnamed = 0
        for message, message_id in NO_MESSAGES:
            unnamed += message_id is None
            editor.send(message)
            found = await answers_to(editor, message_id)
            assert len(found) == (unnamed if message_id is None else 1), message
            assert found[-1]["error"]["code"] == INVALID_REQUEST, message


JUNK = [
    b"\r\n\r\n\r\n",
    b"Content-Type: x\r\n\r\n",
    b"Content-Length: many\r\n\r\n",
    b"Content-Length: -5\r\n\r\n",
    b"Content-Length: 999999999999\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: here\r\n\r\n",
    b'{"jsonrpc": "2.0", "method": "initialized"}\n',
    b"x" * 20_000 + b"\r\n",
]


async def test_bytes_that_are_no_frame(folder: Path) -> None:
    async with opened(folder) as editor:
        for number, junk in enumerate(JUNK, 1):
            editor.write(junk)
            assert len(await answers_to(editor, None)) <= number, junk
            assert await editor.request("textDocument/hover", hover_at(0, 0)) is None


async def test_a_header_in_any_case_and_order(folder: Path) -> None:
    async with opened(folder) as editor:
        message = {"jsonrpc": "2.0", "id": "x", "method": "textDocument/hover", "params": hover_at(0, 0)}
        body = json.dumps(message).encode()
        editor.write(
            b"content-type: application/vscode-jsonrpc; charset=utf-8\r\nCONTENT-LENGTH:%d\r\n\r\n%s"
            % (len(body), body)
        )
        (answer,) = await answers_to(editor, "x")
        assert answer["result"] is None


async def test_a_wrong_length_costs_one_message(folder: Path) -> None:
    async with opened(folder) as editor:
        editor.write(b"Content-Length: 5\r\n\r\n" + b'{"jsonrpc": "2.0", "id": "x", "method": "shutdown"}')
        assert await the_error(editor, None) == PARSE_ERROR


async def test_unknown_methods(folder: Path) -> None:
    async with opened(folder) as editor:
        for method in ("textDocument/nothing", "$/nothing", "textDocument/completion", "initialized", ""):
            with pytest.raises(ReplyError) as refused:
                await editor.request(method, {})
            assert refused.value.code == NO_METHOD, method
        heard = len(editor.heard)
        editor.notify("$/nothing", {})
        editor.notify("textDocument/nothing", {})
        editor.notify("textDocument/didChange", {"wrong": 1})
        editor.notify(
            "textDocument/didChange", {"textDocument": {"uri": "u", "version": 1}, "contentChanges": []}
        )
        editor.notify("textDocument/didOpen")
        editor.notify("workspace/didChangeConfiguration", 7)
        editor.notify("$/cancelRequest", {"id": 12345})
        editor.notify("$/cancelRequest", [])
        editor.notify("window/workDoneProgress/cancel", {"token": "nobody's"})
        assert await editor.request("textDocument/hover", hover_at(0, 0)) is None
        assert [each for each in editor.heard[heard:] if "method" not in each] == []


async def test_before_initialize(folder: Path) -> None:
    async with server(folder) as editor:
        for method in ("textDocument/hover", "shutdown", "nothing/known"):
            with pytest.raises(ReplyError) as refused:
                await editor.request(method, hover_at(0, 0))
            assert refused.value.code == NOT_INITIALIZED
        editor.notify("textDocument/didOpen", {"textDocument": {}})
        with pytest.raises(ReplyError) as refused:
            await editor.request("initialize", {"capabilities": 7})
        assert refused.value.code == INVALID_PARAMS
        assert (await editor.initialize(folder))["serverInfo"]["name"] == "ansatz"
        with pytest.raises(ReplyError) as refused:
            await editor.initialize(folder)
        assert refused.value.code == INVALID_REQUEST


async def test_after_shutdown(folder: Path) -> None:
    async with opened(folder) as editor:
        await editor.request("shutdown", None)
        for method in ("textDocument/hover", "shutdown", "initialize", "nothing/known"):
            with pytest.raises(ReplyError) as refused:
                await editor.request(method, hover_at(0, 0))
            assert refused.value.code == INVALID_REQUEST
        editor.notify("exit")
        assert await asyncio.wait_for(editor.process.wait(), 30) == 0


async def test_exit_without_shutdown_is_a_failure(folder: Path) -> None:
    async with opened(folder) as editor:
        editor.notify("exit")
        assert await asyncio.wait_for(editor.process.wait(), 30) == 1
    async with server(folder) as editor:
        editor.notify("exit")
        assert await asyncio.wait_for(editor.process.wait(), 30) == 1


async def test_one_id_twice(folder: Path) -> None:
    async with opened(folder) as editor:
        uri = (folder / "a.py").as_uri()
        editor.open(uri, STUB.replace("double", "slow_one"))
        action = await editor.action(uri, "slow_one", "Generate")
        number, first = editor.run(action)
        editor.send(
            {
                "jsonrpc": "2.0",
                "id": number,
                "method": "workspace/executeCommand",
                "params": action["command"],
            }
        )
        with pytest.raises(ReplyError) as refused:
            await first
        assert refused.value.code == INVALID_REQUEST
        (folder / "go").touch()
        (answer,) = await editor.until(lambda: [e for e in editor.heard if e.get("id") == number])
        assert answer["result"]["status"] == "accepted"


async def test_answers_that_nobody_asked_for(folder: Path) -> None:
    async with opened(folder) as editor:
        heard = len(editor.heard)
        editor.send({"jsonrpc": "2.0", "id": "ansatz-99", "result": {"applied": True}})
        editor.send({"jsonrpc": "2.0", "id": 7, "error": {"code": 1, "message": "no"}})
        editor.send({"jsonrpc": "2.0", "id": None, "error": {"code": -32700, "message": "no"}})
        assert await editor.request("textDocument/hover", hover_at(0, 0)) is None
        assert [each for each in editor.heard[heard:] if "method" not in each] == []


async def test_a_defect_is_answered_logged_and_survived(folder: Path) -> None:
    async with opened(folder) as editor:
        uri = (folder / "a.py").as_uri()
        editor.open(uri, STUB.replace("double", "astray_one"))
        with pytest.raises(ReplyError) as failed:
            await editor.do(uri, "astray_one", "Generate")
        assert failed.value.code == INTERNAL_ERROR
        assert "LookupError" in str(failed.value) and "\n" not in str(failed.value)
        assert "Traceback" in (folder.parent / "server.log").read_text()
        assert await editor.hover(uri, "astray_one") is None


async def test_half_a_surrogate_pair_in_a_text(folder: Path) -> None:
    async with opened(folder) as editor:
        uri = (folder / "a.py").as_uri()
        item = {
            "uri": uri,
            "languageId": "python",
            "version": 1,
            "text": STUB + "# \ud835 \udd18 𝔘 BAD UNITS\n",
        }
        editor.documents[uri] = [
            1,
            item["text"].encode("utf-16", "surrogatepass").decode("utf-16", "replace"),
        ]
        editor.notify("textDocument/didOpen", {"textDocument": item})
        assert len(await editor.actions(uri, "double")) == 2
        assert (await editor.do(uri, "double", "Generate"))["status"] == "accepted"


async def test_documents_of_every_scheme(folder: Path) -> None:
    async with opened(folder) as editor:
        named = "file:///a%20b/%C3%BC%F0%9D%94%98.py"
        for uri in ("untitled:Untitled-1", named, "vscode-notebook-cell:/x#1", "not a uri", ""):
            editor.open(uri, STUB)
            assert (await editor.do(uri, "double", "Generate"))["status"] == "accepted", uri
            assert "2 * x" in editor.text(uri)
