"""`ansatz.search`: rows that an editor can show and insert, whatever the engine does."""

from pathlib import Path

import pytest

from support.editor import Editor, opened

pytestmark = pytest.mark.asyncio


async def search(editor: Editor, *arguments: object):
    return await editor.request(
        "workspace/executeCommand", {"command": "ansatz.search", "arguments": list(arguments)}
    )


async def test_a_row_has_what_is_shown_and_what_is_inserted(tmp_path: Path) -> None:
    async with opened(tmp_path) as editor:
        answer = await search(editor, {"query": "envelope of a vibration", "limit": 3})
        assert answer["status"] == "found"
        assert answer["rows"] == [
            {
                "name": "scipy.signal.hilbert",
                "kind": "function",
                "version": "1.17",
                "signature": "hilbert(x, N=None)",
                "summary": "Analytic signal.",
                "why": ["limit 3"],
                "insert": "signal.hilbert(x)",
                "import": "from scipy import signal",
            }
        ]


async def test_query_and_limit_may_stand_one_after_the_other(tmp_path: Path) -> None:
    async with opened(tmp_path) as editor:
        assert (await search(editor, "envelope", 7))["rows"][0]["why"] == ["limit 7"]
        assert (await search(editor, "envelope"))["rows"][0]["why"] == ["limit 10"]


async def test_what_goes_wrong_is_said(tmp_path: Path) -> None:
    async with opened(tmp_path) as editor:
        nothing = await search(editor, {"query": "nothing"})
        assert (nothing["status"], nothing["rows"]) == ("found", []) and nothing["message"]
        raised = await search(editor, {"query": "raise"})
        assert raised["status"] == "failed" and "as asked" in raised["message"]
        crashed = await search(editor, {"query": "crash"})
        assert crashed["status"] == "failed" and crashed["message"]
        assert (await search(editor, {"query": "envelope"}))["status"] == "found"


@pytest.mark.parametrize(
    "argument", [{}, {"query": 3}, {"query": "x", "limit": 0}, {"query": "x", "limit": True}, 5, {"limit": 1}]
)
async def test_other_arguments_are_refused(tmp_path: Path, argument: object) -> None:
    async with opened(tmp_path) as editor:
        with pytest.raises(Exception, match=r"query|limit"):
            await search(editor, argument)
