"""What is found in code when a file is saved, in the real server with a fake engine."""

from pathlib import Path
from typing import Any

import pytest

from support.editor import Editor, opened

pytestmark = pytest.mark.asyncio

TEXT = '''def kept(x):
    """Doubles x."""
    return 2 * x


def turned(x):
    """Turns x."""
    return degrees(x)
'''


def _save(editor: Editor, uri: str) -> None:
    editor.notify("textDocument/didSave", {"textDocument": {"uri": uri}})


def _codes(editor: Editor, uri: str) -> list[Any]:
    return [each["code"] for each in editor.diagnostics(uri) or []]


async def test_a_finding_comes_with_a_save_moves_with_its_function_and_goes_when_it_is_mended(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path) as editor:
        uri = (tmp_path / "a.py").as_uri()
        editor.open(uri, TEXT)
        await editor.until(lambda: editor.diagnostics(uri) is not None)
        assert _codes(editor, uri) == []
        _save(editor, uri)
        await editor.until(lambda: _codes(editor, uri))
        (found,) = editor.diagnostics(uri) or []
        assert (found["code"], found["message"]) == ("hygiene-degrees", "Here are degrees.")
        assert found["range"]["start"] == {"line": 7, "character": 11}
        editor.replace(uri, "def kept", "\n\ndef kept")
        await editor.until(
            lambda: [each["range"]["start"]["line"] for each in editor.diagnostics(uri) or []] == [9]
        )
        editor.replace(uri, "degrees(x)", "radians(x)")
        await editor.until(lambda: not _codes(editor, uri))
        _save(editor, uri)
        await editor.hover(uri, "Turns")
        assert _codes(editor, uri) == []
        assert await editor.shutdown() == 0


async def test_nothing_is_looked_for_where_a_project_turns_it_off(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.ansatz]\nvalidate_on_save = "off"\n')
    async with opened(tmp_path) as editor:
        uri = (tmp_path / "a.py").as_uri()
        editor.open(uri, TEXT.replace("Turns x", "BAD UNITS"))
        _save(editor, uri)
        await editor.until(lambda: _codes(editor, uri))
        assert set(_codes(editor, uri)) == {"spec-units"}
        assert await editor.shutdown() == 0
