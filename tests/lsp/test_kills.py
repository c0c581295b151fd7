"""Server or engine killed at random moments of a generation: texts are whole, finished work is offered.

`--kills` says how often; the default is what continuous integration has time for.
"""

import asyncio
import os
import random
import signal
from contextlib import suppress
from pathlib import Path

import pytest

from support.editor import Editor, ReplyError, opened
from support.processes import engine_of

pytestmark = [pytest.mark.asyncio, pytest.mark.timeout(1800)]

NAMES = [f"brief_{number}" for number in range(5)]
TEXT = "import os\n\n\n" + "\n\n".join(
    f'def {name}(x):\n    """Spec, needs math."""\n    ...\n' for name in NAMES
)
BRIEF_S = 0.06
"""About how long one function takes; some kills come after the end."""


def begun(editor: Editor) -> list[str]:
    """The functions that progress has named so far: each but the last is finished."""
    said = [each["value"].get("message") or "" for each in editor.notified("$/progress")]
    return [name for name in NAMES if any(words.startswith(f"{name}:") for words in said)]


@pytest.mark.parametrize("victim", ["server", "engine"])
async def test_killed_at_work(victim: str, tmp_path: Path, kills: int) -> None:
    chance = random.Random(7)
    offered = 0
    for number in range(kills):
        folder = tmp_path / f"project{number}"
        folder.mkdir()
        uri = (folder / "a.py").as_uri()
        async with opened(folder) as editor:
            editor.open(uri, TEXT)
            await editor.until(lambda: engine_of(editor), "the engine")
            action = await editor.action(uri, "def brief_0", "Generate", end=NAMES[-1])
            running = editor.run(action, token="work")[1]
            wanted = chance.randint(0, len(NAMES))
            await editor.until(lambda: len(begun(editor)) >= wanted or running.done())  # noqa: B023
            await asyncio.sleep(chance.uniform(0, BRIEF_S))
            if victim == "server":
                editor.process.kill()
                await editor.process.wait()
            else:
                os.kill(engine_of(editor) or 0, signal.SIGKILL)
            with suppress(ConnectionError, ReplyError):
                await asyncio.wait_for(running, 30)
            text, finished = editor.text(uri), begun(editor)[:-1]
        assert text == TEXT or "..." not in text, text
        async with opened(folder) as editor:
            editor.open(uri, text)
            for name in finished if text == TEXT else ():
                answer = await editor.do(uri, f"def {name}", f"Apply kept result for `{name}`")
                assert answer["status"] == "accepted"
                offered += 1
            if text == TEXT:
                assert editor.text(uri).count("return root") >= len(finished)
    assert offered, "no kill came between two functions: nothing was put to the test"
