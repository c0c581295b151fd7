"""Hover over a docstring and its quick fixes, in the real server with a fake engine."""

import asyncio
import copy
from pathlib import Path

import pytest

from support.editor import FULL, Editor, opened

pytestmark = pytest.mark.asyncio

TEXT = 'def double(x):\n    """Double x, NO UNIT."""\n    ...\n'


async def _hover_once_read(editor: Editor, uri: str) -> str:
    for _ in range(200):
        shown = await editor.hover(uri, "Double x")
        if shown is not None:
            return shown
        await asyncio.sleep(0.05)
    raise AssertionError("the docstring was never read")


async def test_hover_tells_how_a_docstring_is_understood_before_anything_is_generated(tmp_path: Path) -> None:
    async with opened(tmp_path) as editor:
        uri = (tmp_path / "a.py").as_uri()
        editor.open(uri, TEXT)
        shown = await _hover_once_read(editor, uri)
        assert "y = 2 x" in shown and "no unit is stated" in shown
        (fix,) = [each for each in await editor.actions(uri, "Double x") if each["title"] == "State the unit"]
        assert fix["kind"] == "quickfix.ansatz"
        (change,) = fix["edit"]["documentChanges"]
        assert change["textDocument"]["version"] == 1
        assert [edit["newText"] for edit in change["edits"]] == [" [m]"]
        generated = await editor.actions(uri, "Double x", only=["refactor.rewrite"])
        assert "State the unit" not in [each["title"] for each in generated]
        assert await editor.shutdown() == 0


async def test_a_lens_generates_and_then_tells_the_level(tmp_path: Path) -> None:
    async with opened(tmp_path) as editor:
        uri = (tmp_path / "a.py").as_uri()
        editor.open(uri, TEXT)
        (lens,) = await editor.request("textDocument/codeLens", {"textDocument": {"uri": uri}})
        assert lens["command"]["title"] == "Generate"
        answer = await editor.request(
            "workspace/executeCommand",
            {"command": lens["command"]["command"], "arguments": lens["command"]["arguments"]},
        )
        assert answer["status"] == "accepted"
        (lens,) = await editor.request("textDocument/codeLens", {"textDocument": {"uri": uri}})
        assert lens["command"]["title"].startswith("✓ Verified, generated")
        assert lens["command"]["command"] == "ansatz.validate"
        counted = await editor.request(
            "workspace/executeCommand", {"command": "ansatz.status", "arguments": [{"uri": uri}]}
        )
        assert counted == {"levels": {"verified": 1}, "edited": 0, "stubs": 0, "faults": 0}


async def test_an_editor_that_asks_for_diagnostics_is_sent_none(tmp_path: Path) -> None:
    pulling = copy.deepcopy(FULL)
    pulling["textDocument"]["diagnostic"] = {"dynamicRegistration": False}
    pulling["workspace"]["diagnostics"] = {"refreshSupport": True}
    async with opened(tmp_path, pulling) as editor:
        uri = (tmp_path / "a.py").as_uri()
        editor.open(uri, 'def double(x):\n    """Double x. BAD UNITS"""\n    wrong = 1\n')
        asked = {"textDocument": {"uri": uri}}
        report = await editor.request("textDocument/diagnostic", asked)
        assert [each["code"] for each in report["items"]] == ["spec-units"]
        again = await editor.request(
            "textDocument/diagnostic", asked | {"previousResultId": report["resultId"]}
        )
        assert again == {"kind": "unchanged", "resultId": report["resultId"]}
        editor.replace(uri, " BAD UNITS", "")
        assert (await editor.request("textDocument/diagnostic", asked))["items"] == []
        before = editor.refreshed
        await editor.do(uri, "def double", "Validate")
        await editor.until(lambda: editor.refreshed > before)
        report = await editor.request("textDocument/diagnostic", asked)
        assert [each["code"] for each in report["items"]] == ["refuted-inputs-unchanged"]
        assert editor.notified("textDocument/publishDiagnostics") == []
