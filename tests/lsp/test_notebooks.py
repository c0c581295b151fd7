"""Notebooks in the real server with a fake engine: cells judged with each other, edits in one alone."""

import random
from pathlib import Path
from typing import Any

import pytest

from support.editor import Editor, opened

pytestmark = pytest.mark.asyncio

STUB = 'def double(x):\n    """Double x."""\n    ...\n'
SETUP = "%matplotlib inline\nimport os\nFACTOR = 2"
WORDS = "## Depth\n\nHere is $d = v t$."
BODY = 'def wrong_one(x):\n    """One."""\n    return "wrong"\n'


def a_notebook(folder: Path, editor: Editor, *cells: tuple[str, str]) -> tuple[str, list[str]]:
    uri = (folder / "lab.ipynb").as_uri()
    return uri, editor.open_notebook(uri, *cells)


def edits(editor: Editor) -> list[Any]:
    return [each["params"]["edit"] for each in editor.asked if each["method"] == "workspace/applyEdit"]


async def test_a_stub_is_generated_in_its_cell(tmp_path: Path) -> None:
    async with opened(tmp_path) as editor:
        _, (setup, stub, _) = a_notebook(
            tmp_path, editor, ("python", SETUP), ("python", f"# é 😀\n{STUB}"), ("python", "double(FACTOR)")
        )
        answer = await editor.do(stub, "double", "Generate implementation of `double`")
        assert (answer["status"], answer["level"]) == ("accepted", "verified")
        body = "doubled = 2 * x\n    return doubled"
        assert editor.text(stub) == f"# é 😀\n{STUB}".replace("...", body)
        assert editor.text(setup) == SETUP
        ((change,),) = [each["documentChanges"] for each in edits(editor)]
        assert change["textDocument"] == {"uri": stub, "version": 1}
        shown = await editor.hover(stub, "doubled = 2")
        assert shown and "verified" in shown
        assert await editor.hover(setup, "FACTOR") is None
        lenses = await editor.request("textDocument/codeLens", {"textDocument": {"uri": stub}})
        assert [each["command"]["title"].split(",")[0] for each in lenses] == ["✓ Verified"]
        assert lenses[0]["range"]["start"] == {"line": 1, "character": 4}
        assert await editor.request("textDocument/codeLens", {"textDocument": {"uri": setup}}) == []
        assert await editor.shutdown() == 0


async def test_an_import_goes_into_the_cell_of_the_function(tmp_path: Path) -> None:
    async with opened(tmp_path) as editor:
        stub = STUB.replace("Double x.", "Double x. needs math")
        _, (first, second) = a_notebook(tmp_path, editor, ("python", SETUP), ("python", f"%%time\n{stub}"))
        await editor.do(second, "double", "Generate")
        assert editor.text(second).startswith("%%time\nimport math\n\n\ndef double(x):")
        assert editor.text(first) == SETUP
        _, (_, again) = a_notebook(tmp_path, editor, ("python", "import math"), ("python", stub))
        await editor.do(again, "double", "Generate")
        assert editor.text(again).startswith("def double(x):") and "root = math" in editor.text(again)


async def test_validating_shows_diagnostics_in_their_cell(tmp_path: Path) -> None:
    async with opened(tmp_path) as editor:
        uri, cells = a_notebook(
            tmp_path, editor, ("python", "x = 1"), ("markdown", "words"), ("python", f"\n{BODY}")
        )
        code = cells[2]
        answer = await editor.do(code, "wrong_one", "Validate")
        assert (answer["status"], answer["level"]) == ("judged", "refuted")
        found = await editor.until(lambda: editor.diagnostics(code), "a diagnostic")
        assert [each["range"]["start"] for each in found] == [{"line": 1, "character": 4}]
        assert not editor.diagnostics(cells[0])
        editor.close_notebook(uri)
        await editor.until(lambda: editor.diagnostics(code) == [], "no diagnostics")


async def test_faults_follow_cells_that_come_and_go(tmp_path: Path) -> None:
    async with opened(tmp_path) as editor:
        uri, (first,) = a_notebook(tmp_path, editor, ("python", STUB.replace("Double x.", "BAD UNITS")))
        await editor.until(lambda: editor.diagnostics(first), "a fault")
        above = editor.insert_cell(uri, 0, "python", "y = 1\n\n\n")
        editor.replace(above, "y = 1", "z = 2\nw = 3")
        editor.replace(first, "BAD UNITS", "no, BAD UNITS")

        def moved() -> bool:
            place = (editor.diagnostics(first) or [{}])[0].get("range")
            return place is not None and place["start"] == {"line": 1, "character": 11}

        await editor.until(moved, "the fault at its new place")
        editor.delete_cell(uri, 1)
        await editor.until(lambda: editor.diagnostics(first) == [], "the fault gone with its cell")


async def test_a_markdown_cell_fills_the_empty_cell_below(tmp_path: Path) -> None:
    async with opened(tmp_path) as editor:
        _, (words, empty, _) = a_notebook(
            tmp_path, editor, ("markdown", WORDS), ("python", "\n"), ("python", SETUP)
        )
        answer = await editor.do(words, "Here", "Generate a function from this cell")
        assert answer["status"] == "accepted"
        assert editor.text(words) == WORDS
        assert editor.text(empty).startswith('def made(x):\n    """Depth')
        assert editor.text(empty).endswith("return doubled")
        ((change,),) = [each["documentChanges"] for each in edits(editor)]
        assert change["textDocument"] == {"uri": empty, "version": 1}
        shown = await editor.hover(empty, "doubled = 2")
        assert shown and "verified" in shown


async def test_a_markdown_cell_gets_a_cell_below_where_the_editor_can_make_one(tmp_path: Path) -> None:
    async with opened(tmp_path, options={"insertsCells": True}) as editor:
        uri, (words, code) = a_notebook(tmp_path, editor, ("markdown", WORDS), ("python", SETUP))
        answer = await editor.do(words, "Here", "Generate a function from this cell")
        assert answer["status"] == "accepted"
        first, new, last = editor.cells[uri]
        assert (first, last) == (words, code)
        assert editor.text(new).startswith("def made(x):") and editor.text(new).endswith("return doubled")
        assert (editor.text(words), editor.text(code), edits(editor)) == (WORDS, SETUP, [])
        shown = await editor.hover(new, "doubled = 2")
        assert shown and "verified" in shown
        editor.accepts_edits = False
        again = await editor.do(words, "Here", "Generate a function from this cell")
        assert again["status"] != "accepted" and len(editor.cells[uri]) == 3


async def test_an_editor_that_makes_no_cells_is_told_what_to_do(tmp_path: Path) -> None:
    async with opened(tmp_path) as editor:
        _, (words, code) = a_notebook(tmp_path, editor, ("markdown", WORDS), ("python", SETUP))
        answer = await editor.do(words, "Here", "Generate a function from this cell")
        assert answer["status"] == "none_accepted" and "empty code cell below" in answer["message"]
        assert (editor.text(words), editor.text(code)) == (WORDS, SETUP)


async def test_words_that_state_nothing_offer_nothing(tmp_path: Path) -> None:
    async with opened(tmp_path) as editor:
        _, (words, other) = a_notebook(tmp_path, editor, ("markdown", "# Lab"), ("sql", "SELECT 1"))
        assert await editor.actions(words, "Lab") == []
        assert await editor.actions(other, "SELECT") == []
        assert await editor.hover(words, "Lab") is None


async def test_a_cell_edited_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    async with opened(tmp_path) as editor:
        slow = STUB.replace("double", "slow_double")
        _, (stub, other) = a_notebook(tmp_path, editor, ("python", slow), ("python", SETUP))
        action = await editor.action(stub, "slow_double", "Generate")
        _, running = editor.run(action)
        await editor.until(lambda: (tmp_path / "waiting").exists(), "the work")
        editor.replace(other, "FACTOR = 2", "FACTOR = 5")
        (tmp_path / "go").touch()
        answer = await running
        assert answer["status"] == "stale" and editor.text(stub) == slow
        kept = await editor.do(stub, "slow_double", "Apply kept result")
        assert kept["status"] == "accepted" and "doubled" in editor.text(stub)
        assert editor.text(other) == SETUP.replace("2", "5")


async def test_names_that_only_running_decides_are_told(tmp_path: Path) -> None:
    async with opened(tmp_path) as editor:
        body = 'def f(x):\n    """F."""\n    return K * x\n'
        _, (_, code) = a_notebook(tmp_path, editor, ("python", "%run constants.py"), ("python", body))
        answer = await editor.do(code, "f(x)", "Validate")
        assert answer["status"] == "none_accepted"
        assert "it needs `K`, which `%run constants.py` (cell 1, line 1) may set" in answer["message"]
        assert "Keep as a test" not in str(await editor.actions(code, "f(x)"))


async def test_random_traffic_leaves_the_server_with_the_cells_of_the_editor(tmp_path: Path) -> None:
    chance = random.Random(7)
    async with opened(tmp_path) as editor:
        uri, _ = a_notebook(tmp_path, editor, ("python", STUB), ("markdown", WORDS), ("python", "é = '😀'\n"))
        for step in range(60):
            cells = editor.cells[uri]
            kind = chance.choice(["insert", "delete", "type", "type"])
            at = chance.randrange(len(cells))
            if kind == "insert":
                editor.insert_cell(uri, at, chance.choice(["python", "markdown", "r"]), f"a{step} = 1\n")
            elif kind == "delete" and len(cells) > 2:
                editor.delete_cell(uri, at)
            elif text := editor.text(cells[at]):
                mark = chance.choice(text)
                editor.replace(cells[at], mark, chance.choice(["", "😀", "\n", "x", '"']))
        last = editor.insert_cell(uri, len(editor.cells[uri]), "python", STUB.replace("double", "last_one"))
        answer = await editor.do(last, "last_one", "Generate")
        assert answer["status"] == "accepted"
        assert editor.text(last).count("doubled = 2 * x") == 1
        assert await editor.shutdown() == 0


async def test_malformed_notebook_traffic_is_survived(tmp_path: Path) -> None:
    async with opened(tmp_path) as editor:
        uri, (code,) = a_notebook(tmp_path, editor, ("python", STUB))
        nowhere = {"uri": "file:///nowhere.ipynb", "version": 2}
        editor.notify("notebookDocument/didChange", {"notebookDocument": nowhere, "change": {"cells": {}}})
        beyond = {"structure": {"array": {"start": 90, "deleteCount": 5}}}
        editor.notify(
            "notebookDocument/didChange",
            {"notebookDocument": {"uri": uri, "version": 3}, "change": {"cells": beyond}},
        )
        editor.notify("notebookDocument/didOpen", {"notebookDocument": 3})
        answer = await editor.do(code, "double", "Generate")
        assert answer["status"] == "accepted"
        assert await editor.shutdown() == 0
