"""Suggestions at the cursor, previews and rivals, in the real server with a fake engine."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from support.editor import Editor, opened, server

pytestmark = pytest.mark.asyncio

STUB = 'import os\n\n\ndef root(x):\n    """Root, needs math."""\n    \n\n\ndef other():\n    return 1\n'
INVOKED, AUTOMATIC = 1, 2


@asynccontextmanager
async def patient(tmp_path: Path) -> AsyncIterator[Editor]:
    """An editor that waits for a suggestion as long as a busy machine takes."""
    async with server(tmp_path) as editor:
        editor.configuration = {"inline": {"wait_s": 10}}
        await editor.initialize(tmp_path)
        yield editor
        assert await editor.shutdown() == 0


async def suggestions(editor: Editor, uri: str, mark: str, kind: int = INVOKED) -> list[dict[str, Any]]:
    """What is suggested right behind the first `mark` of the text."""
    text = editor.text(uri)
    position = editor.position(uri, text.index(mark) + len(mark))
    params = {"textDocument": {"uri": uri}, "position": position, "context": {"triggerKind": kind}}
    return await editor.request("textDocument/inlineCompletion", params)


async def accept(editor: Editor, uri: str, mark: str, item: Mapping[str, Any]) -> Any:
    """Inserts a suggestion as an editor does, and runs its command."""
    editor.replace(uri, mark, mark + item["insertText"])
    command = {"command": item["command"]["command"], "arguments": item["command"]["arguments"]}
    return await editor.request("workspace/executeCommand", command)


async def test_a_suggestion_ends_in_the_whole_edit_and_its_evidence(tmp_path: Path) -> None:
    async with patient(tmp_path) as editor:
        uri = (tmp_path / "a.py").as_uri()
        editor.open(uri, STUB)
        mark = 'math."""\n    '
        (item,) = await suggestions(editor, uri, mark)
        assert item["insertText"] == "root = math.sqrt(x)\n    return root"
        answer = await accept(editor, uri, mark, item)
        assert (answer["status"], answer["level"]) == ("accepted", "verified")
        text = editor.text(uri)
        assert text.startswith("import math\nimport os\n") or "import os\nimport math\n" in text
        assert "math.sqrt(x)\n    return root\n" in text
        shown = await editor.hover(uri, "math.sqrt")
        assert shown is not None and "verified" in shown.lower()
        again = await editor.request(
            "workspace/executeCommand",
            {"command": item["command"]["command"], "arguments": item["command"]["arguments"]},
        )
        assert again["status"] == "stale"


async def test_what_was_typed_after_a_suggestion_is_left_alone(tmp_path: Path) -> None:
    async with patient(tmp_path) as editor:
        uri = (tmp_path / "a.py").as_uri()
        editor.open(uri, STUB)
        mark = 'math."""\n    '
        (item,) = await suggestions(editor, uri, mark)
        editor.replace(uri, "return 1", "return 2")  # too late for the suggestion to know
        answer = await accept(editor, uri, mark, item)
        assert answer["status"] == "stale"
        assert "imports and placeholder were left alone" in answer["message"]
        assert "import math" not in editor.text(uri) and "return 2" in editor.text(uri)


async def test_a_comment_is_completed_to_a_function(tmp_path: Path) -> None:
    async with patient(tmp_path) as editor:
        uri = (tmp_path / "a.py").as_uri()
        editor.open(uri, "# y = 2*x\n")
        (item,) = await suggestions(editor, uri, "# y = 2*x")
        assert item["insertText"].lstrip().startswith("def made(x):")
        answer = await accept(editor, uri, "# y = 2*x", item)
        assert answer["status"] == "accepted"
        assert "doubled = 2 * x" in editor.text(uri) and "..." not in editor.text(uri)


async def test_nothing_comes_unasked_unless_it_was_chosen(tmp_path: Path) -> None:
    async with patient(tmp_path) as editor:
        uri = (tmp_path / "a.py").as_uri()
        editor.open(uri, STUB)
        assert await suggestions(editor, uri, 'math."""\n    ', AUTOMATIC) == []
        assert await suggestions(editor, uri, "return 1") == []
    async with server(tmp_path) as editor:
        editor.configuration = {"inline": {"automatic": True, "wait_s": 10}}
        await editor.initialize(tmp_path)
        editor.open(uri, STUB)
        assert len(await suggestions(editor, uri, 'math."""\n    ', AUTOMATIC)) == 1


async def test_a_slow_suggestion_is_there_when_asked_for_again(tmp_path: Path) -> None:
    async with server(tmp_path) as editor:
        editor.configuration = {"inline": {"wait_s": 0.05}}
        await editor.initialize(tmp_path)
        uri = (tmp_path / "a.py").as_uri()
        editor.open(uri, 'def slow_one(x):\n    """Double x."""\n    \n')
        mark = 'x."""\n    '
        assert await suggestions(editor, uri, mark) == []
        (tmp_path / "go").touch()
        for _ in range(100):
            if found := await suggestions(editor, uri, mark):
                break
            await asyncio.sleep(0.02)
        assert [each["insertText"] for each in found] == ["doubled = 2 * x\n    return doubled"]


async def test_rivals_are_alternatives_and_can_be_taken_later(tmp_path: Path) -> None:
    text = 'def twice(x):\n    """Twice x has a rival."""\n    ...\n'
    async with patient(tmp_path) as editor:
        uri = (tmp_path / "a.py").as_uri()
        editor.open(uri, text)
        found = await suggestions(editor, uri, "    ...")
        assert ["half" in each["insertText"] for each in found] == [False, True]
        await editor.do(uri, "def twice", "Generate")
        assert "doubled" in editor.text(uri)
        titles = [each["title"] for each in await editor.actions(uri, "def twice")]
        (rival,) = [title for title in titles if title.startswith("Use another")]
        answer = await editor.do(uri, "def twice", rival)
        assert answer["level"] == "plausible"
        assert editor.text(uri).endswith("    half = x\n    return half + half\n")
        (back,) = [
            each["title"] for each in await editor.actions(uri, "def twice") if "kept" in each["title"]
        ]
        await editor.do(uri, "def twice", back)
        assert "doubled" in editor.text(uri)


async def test_a_preview_changes_nothing_until_something_is_chosen(tmp_path: Path) -> None:
    text = 'def twice(x):\n    """Twice x has a rival."""\n    ...\n'
    async with opened(tmp_path, options={"showsAnswers": True, "showsPreviews": True}) as editor:
        uri = (tmp_path / "a.py").as_uri()
        editor.open(uri, text)
        answer = await editor.do(uri, "def twice", "Preview")
        assert editor.text(uri) == text
        first, second = answer["previews"]
        assert "doubled" in first["text"] and "half" in second["text"]
        assert (first["rank"], second["rank"], second["level"]) == (0, 1, "plausible")
        assert first["steps"] == ["d = 2 x"]
        place = {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}
        chosen = {"uri": uri, "version": None, "range": place, "name": "twice", "ordinal": 0, "rank": 1}
        params = {"command": "ansatz.applyKept", "arguments": [chosen]}
        assert (await editor.request("workspace/executeCommand", params))["status"] == "accepted"
        assert "half" in editor.text(uri)


async def test_the_preview_is_for_editors_that_show_one(tmp_path: Path) -> None:
    async with patient(tmp_path) as editor:
        uri = (tmp_path / "a.py").as_uri()
        editor.open(uri, STUB)
        titles = [each["title"] for each in await editor.actions(uri, "def root")]
        assert not [title for title in titles if title.startswith("Preview")]


async def test_one_step_can_be_taken_alone(tmp_path: Path) -> None:
    async with opened(tmp_path, options={"showsPreviews": True}) as editor:
        uri = (tmp_path / "a.py").as_uri()
        editor.open(uri, 'def twice(x):\n    """Twice x."""\n    ...\n')
        await editor.do(uri, "def twice", "Preview")
        place = {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}
        chosen = {"uri": uri, "version": None, "range": place, "name": "twice", "steps": 2}
        params = {"command": "ansatz.applyKept", "arguments": [chosen]}
        assert (await editor.request("workspace/executeCommand", params))["status"] == "stale"
        chosen["steps"] = 1
        await editor.request("workspace/executeCommand", params)
        assert "doubled = 2 * x" in editor.text(uri)
