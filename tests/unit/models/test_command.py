"""`ansatz models`, as one types it."""

import asyncio
import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from ansatz.cli.app import run
from support.provider import Scripted, ScriptedProvider, provider


@pytest.fixture
def server() -> Iterator[ScriptedProvider]:
    """A provider that runs beside the command, which has an event loop of its own."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    running = provider([Scripted("ready")])
    yield asyncio.run_coroutine_threadsafe(running.__aenter__(), loop).result()
    asyncio.run_coroutine_threadsafe(running.__aexit__(None, None, None), loop).result()
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


def models(tmp_path: Path, *arguments: str, **settings: str) -> int:
    chosen = {"state_dir": str(tmp_path)} | {f"models.{name}": value for name, value in settings.items()}
    sets = [part for key, value in chosen.items() for part in ("--set", f"{key}={value}")]
    return run(["models", str(tmp_path), *arguments, *sets])


def test_the_overview_names_models_prices_and_what_today_took(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    settings = {"all": "ollama_chat/a", "critic": "openai/b at http://localhost:1/v1 with NO_SUCH_KEY"}
    assert models(tmp_path, "--json", **settings) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["roles"]["student"]["price"] == {"usd_in": 0.0, "usd_out": 0.0}
    assert found["roles"]["critic"]["price"] is None
    assert found["roles"]["critic"]["key_is_set"] is False
    assert found["roles"]["embedder"] is None
    assert found["today"]["calls"] == 0
    assert models(tmp_path, **settings) == 0
    assert "unknown" in capsys.readouterr().out


def test_a_dry_run_sends_nothing_and_a_trial_sends_what_it_showed(
    tmp_path: Path, server: ScriptedProvider, capsys: pytest.CaptureFixture[str]
):
    settings = {"all": f"openai/lab at {server.url}", "unknown_prices": "allow"}
    assert models(tmp_path, "--dry-run", "--json", **settings) == 0
    shown = json.loads(capsys.readouterr().out)["would_send"]
    assert server.calls == []
    assert models(tmp_path, "--try", "--json", **settings) == 0
    assert json.loads(capsys.readouterr().out)["reply"]["text"] == "ready"
    assert [each["content"] for each in server.calls[0].body["messages"]] == [
        each["text"] for each in shown["messages"]
    ]
    assert shown["endpoint"]["url"] == server.url


def test_a_trial_without_a_model_says_what_to_set(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert models(tmp_path, "--try") == 1
    assert "models.student" in capsys.readouterr().err
