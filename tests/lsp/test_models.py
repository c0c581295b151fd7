"""The whole way over real HTTP: a spec of several steps, plan, drafts, sandbox, one edit, hover on steps."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from support.chains import CHAIN, said_to
from support.editor import Editor, server
from support.provider import Asked, Scripted, ScriptedProvider, provider

pytestmark = [pytest.mark.asyncio, pytest.mark.timeout(240)]


def answer(asked: Asked) -> Scripted:
    return Scripted(said_to(asked.text), usage=(300, 120))


@asynccontextmanager
async def with_model(tmp_path: Path) -> AsyncIterator[tuple[ScriptedProvider, Editor, str]]:
    """A model that plans and drafts, and an editor with the file open that it is asked about."""
    folder = tmp_path / "project"
    folder.mkdir()
    async with provider(answer) as running:
        environment = {
            "ANSATZ_MODELS_ALL": f"openai/scripted at {running.url} with SCRIPTED_KEY",
            "ANSATZ_MODELS_UNKNOWN_PRICES": "allow",
            "SCRIPTED_KEY": "k-1",
        }
        async with server(folder, "-m", "ansatz.cli.main", "serve", environment=environment) as editor:
            await editor.initialize(folder)
            uri = (folder / "beads.py").as_uri()
            editor.open(uri, CHAIN)
            yield running, editor, uri


async def test_a_spec_of_several_steps_becomes_one_edit_with_evidence_on_each_step(tmp_path: Path) -> None:
    async with with_model(tmp_path) as (running, editor, uri):
        action = await editor.action(uri, "raise NotImpl", "Generate")
        # The first call loads litellm, which takes seconds on a quick machine.
        answered = await asyncio.wait_for(editor.run(action)[1], 200)
        if answered["status"] == "sandbox_unavailable":
            pytest.skip(answered["message"])
        assert answered["status"] == "accepted", answered
        assert len(running.calls) == 6, "one plan; one draft of each easy step, two of the harder one"
        stub = CHAIN.index("    raise NotImpl")
        after = editor.text(uri)
        assert after[:stub] == CHAIN[:stub]
        for name in ("bead_places", "centred", "gyration", "end_to_path"):
            shown = await editor.hover(uri, f"def {name}(")
            assert shown and "This step works out" in shown and "inputs drawn from the docstring" in shown
            assert "Written after the examples" in shown
            assert "6 calls" in shown and "price not known" in shown
        assert "2 of 2 drafts" in await editor.hover(uri, "def gyration(")
        assert await editor.shutdown() == 0


async def test_a_dry_run_shows_word_for_word_what_is_sent_next(tmp_path: Path) -> None:
    async with with_model(tmp_path) as (running, editor, uri):
        action = await editor.action(uri, "raise NotImpl", "Generate")
        dry = {"command": {**action["command"], "command": "ansatz.dryRun"}}
        answered = await asyncio.wait_for(editor.run(dry)[1], 200)
        if "can't be isolated" in answered["message"]:
            pytest.skip(answered["message"])
        assert "1 call would be made" in answered["message"], answered
        assert running.calls == [] and editor.text(uri) == CHAIN
        await asyncio.wait_for(editor.run(action)[1], 200)
        for message in running.calls[0].body["messages"]:
            assert message["content"].strip() in answered["page"]
        assert await editor.shutdown() == 0


async def test_without_a_model_a_dry_run_says_that_nothing_is_ever_sent(tmp_path: Path) -> None:
    async with server(tmp_path, "-m", "ansatz.cli.main", "serve") as editor:
        await editor.initialize(tmp_path)
        uri = (tmp_path / "beads.py").as_uri()
        editor.open(uri, CHAIN)
        action = await editor.action(uri, "raise NotImpl", "Generate")
        answered = await asyncio.wait_for(
            editor.run({"command": {**action["command"], "command": "ansatz.dryRun"}})[1], 200
        )
        assert "nothing is ever sent" in answered["message"] and "page" not in answered
