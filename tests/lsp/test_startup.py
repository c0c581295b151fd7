"""What the live server imports: light before `initialize` is answered, and never the heavy rooms."""

import re
from pathlib import Path

import pytest

from support.editor import server

pytestmark = pytest.mark.asyncio

NEVER = {
    *("litellm", "docker", "ray", "sympy", "jedi", "hypothesis", "scipy", "numpy", "libcst", "pint"),
    *("griffe", "sklearn", "typer", "rich", "ansatz_sandbox"),
}
ROOMS_NEVER = {"pipeline", "reading", "claims", "sources", "library", "models", "editing", "formulas"}
NOT_BEFORE_INITIALIZE = {"pydantic", "tree_sitter", "sqlite3", "ansatz.core", "ansatz.ide", "ansatz.engine"}
STUB = 'def double(x):\n    """Double x. BAD UNITS"""\n    ...\n'


def imported(log: Path) -> set[str]:
    """The modules that `-X importtime` told of."""
    return set(re.findall(r"^import time:[^|]*\|[^|]*\|\s*(\S+)$", log.read_text(), re.MULTILINE))


def within(modules: set[str], names: set[str]) -> set[str]:
    return {each for each in modules if any(each == name or each.startswith(f"{name}.") for name in names)}


@pytest.mark.parametrize("entry", [("-m", "ansatz.lsp"), ("-m", "ansatz.cli.main", "serve", "--stdio")])
async def test_initialize_is_answered_before_anything_else_is_imported(
    tmp_path: Path, entry: tuple[str, ...]
) -> None:
    folder = tmp_path / "project"
    folder.mkdir()
    async with server(folder, "-X", "importtime", *entry) as editor:
        params = {"processId": None, "rootUri": folder.as_uri(), "capabilities": {}}
        await editor.request("initialize", params)
        await editor.shutdown()
    modules = imported(tmp_path / "server.log")
    assert "lsprotocol.types" in modules
    assert within(modules, NEVER | NOT_BEFORE_INITIALIZE) == set()


async def test_a_server_at_work_never_enters_the_heavy_rooms(tmp_path: Path) -> None:
    folder = tmp_path / "project"
    folder.mkdir()
    fake = ("-m", "ansatz.lsp", "--service", "support.fake_engine:build")
    async with server(folder, "-X", "importtime", *fake) as editor:
        await editor.initialize(folder)
        uri = (folder / "a.py").as_uri()
        editor.open(uri, STUB)
        await editor.until(lambda: editor.diagnostics(uri))
        await editor.do(uri, "double", "Generate")
        assert await editor.hover(uri, "2 * x")
        await editor.do(uri, "double", "Validate")
        await editor.shutdown()
    # The engine writes to the same log, but with another program's options.
    modules = imported(tmp_path / "server.log")
    assert {"ansatz.ide.hover", "ansatz.engine.records", "pydantic"} <= modules
    assert within(modules, NEVER) == set()
    assert within(modules, {f"ansatz.{room}" for room in ROOMS_NEVER}) == set()
    assert "ansatz.engine.service" not in modules
