"""Cancelled work, a changed text, a refusing editor, a dying engine: the text is whole, work goes on."""

import asyncio
import os
import signal
import sys
import time
from pathlib import Path

import pytest

from support.editor import Editor, ReplyError, opened, server
from support.processes import engine_of, engines

pytestmark = pytest.mark.asyncio

CANCELLED = -32800


TWO = '''import os


def {}(x):
    """First. needs math"""
    ...


def {}(x):
    """Second."""
    ...
'''


def a_stub(name: str) -> str:
    """A module with one stub and a function that nobody asks about."""
    head = f'import os\n\n\ndef {name}(x):\n    """Spec. needs math"""\n    ...\n'
    return head + "\n\ndef other():\n    return  1\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project's folder."""
    project = tmp_path / "project"
    project.mkdir()
    return project


class Work:
    """A command under way on one function."""

    def __init__(self, editor: Editor, folder: Path, uri: str) -> None:
        self.editor, self.folder, self.uri = editor, folder, uri
        self.id = 0
        self.answer: asyncio.Future[object] = asyncio.get_running_loop().create_future()

    async def begin(self, name: str, token: str | None = None, verb: str = "Generate") -> None:
        action = await self.editor.action(self.uri, name, verb)
        self.id, self.answer = self.editor.run(action, token)
        await self.editor.until((self.folder / "waiting").exists, "the engine's work")

    def go(self) -> None:
        (self.folder / "go").touch()


async def begun(editor: Editor, folder: Path, name: str, token: str | None = None) -> Work:
    uri = (folder / "a.py").as_uri()
    editor.open(uri, a_stub(name))
    work = Work(editor, folder, uri)
    await work.begin(name, token)
    return work


linux_only = pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")


async def test_a_cancelled_request_is_answered_at_once_and_the_work_ends(folder: Path) -> None:
    async with opened(folder) as editor:
        work = await begun(editor, folder, "slow_one", token="mine")
        editor.notify("$/cancelRequest", {"id": work.id})
        with pytest.raises(ReplyError) as cancelled:
            await work.answer
        assert cancelled.value.code == CANCELLED
        await editor.until(lambda: editor.notified("$/progress")[-1]["value"]["kind"] == "end")
        work.go()
        assert (await editor.do(work.uri, "slow_one", "Generate"))["status"] == "accepted"
        assert editor.text(work.uri).count("math.sqrt(x)") == 1


async def test_a_cancelled_progress_ends_the_work(folder: Path) -> None:
    async with opened(folder) as editor:
        work = await begun(editor, folder, "slow_one", token="mine")
        before = editor.text(work.uri)
        editor.notify("window/workDoneProgress/cancel", {"token": "mine"})
        answer = await work.answer
        assert isinstance(answer, dict) and answer["status"] == "cancelled"
        work.go()
        await asyncio.sleep(0.3)
        assert editor.text(work.uri) == before
        assert not [each for each in editor.asked if each["method"] == "workspace/applyEdit"]
        editor.notify("window/workDoneProgress/cancel", {"token": "mine"})
        assert (await editor.do(work.uri, "slow_one", "Generate"))["status"] == "accepted"


@linux_only
async def test_a_cancel_kills_an_engine_that_will_not_stop(folder: Path) -> None:
    async with opened(folder) as editor:
        work = await begun(editor, folder, "stuck_one", token="mine")
        pid = engine_of(editor)
        assert pid
        beside = (folder / "b.py").as_uri()
        editor.open(beside, a_stub("innocent"))
        waiting = editor.run(await editor.action(beside, "innocent", "Generate"))[1]
        editor.notify("$/cancelRequest", {"id": work.id})
        with pytest.raises(ReplyError):
            await work.answer
        await editor.until(lambda: pid not in engines(), "the end of the engine")
        # The other one's work begins anew, and nobody is told of a crash: it was none.
        answer = await asyncio.wait_for(waiting, 30)
        assert answer["status"] == "accepted"
        assert [each for each in editor.notified("window/showMessage") if each["type"] == 1] == []


@linux_only
async def test_a_cancel_in_a_stuck_engine_takes_about_a_second(folder: Path) -> None:
    async with opened(folder) as editor:
        work = await begun(editor, folder, "stuck_one")
        pid = engine_of(editor)
        began = time.monotonic()
        editor.notify("$/cancelRequest", {"id": work.id})
        await editor.until(lambda: pid not in engines(), "the end of the engine")
        # Not a measurement: the stuck engine itself would take two minutes.
        assert time.monotonic() - began < 20


@linux_only
async def test_an_engine_that_is_killed_is_said_and_started_again(folder: Path) -> None:
    async with opened(folder) as editor:
        work = await begun(editor, folder, "slow_one")
        before = editor.text(work.uri)
        pid = engine_of(editor)
        assert pid
        os.kill(pid, signal.SIGKILL)
        answer = await asyncio.wait_for(work.answer, 30)
        assert isinstance(answer, dict) and answer["status"] == "failed"
        assert "SIGKILL" in answer["message"]
        (told,) = [each for each in editor.notified("window/showMessage") if each["type"] == 1]
        assert "stopped unexpectedly" in told["message"] and "SIGKILL" in told["message"]
        assert editor.text(work.uri) == before
        work.go()
        assert (await editor.do(work.uri, "slow_one", "Generate"))["status"] == "accepted"
        assert engine_of(editor) not in (None, pid)


async def test_an_engine_that_keeps_crashing_is_left_alone_for_a_while(folder: Path) -> None:
    async with opened(folder) as editor:
        uri = (folder / "a.py").as_uri()
        editor.open(uri, a_stub("crash_it"))
        await editor.until(lambda: editor.diagnostics(uri) is not None)
        answers = [await editor.do(uri, "crash_it", "Generate") for _ in range(5)]
        assert {each["status"] for each in answers} == {"failed"}
        assert "SIGSEGV" in answers[0]["message"]
        assert "4 times within a minute" in answers[4]["message"]
        assert editor.text(uri) == a_stub("crash_it")
        assert await editor.hover(uri, "crash_it") is None


async def test_a_crash_while_reading_harms_nothing_else(folder: Path) -> None:
    async with opened(folder) as editor:
        uri = (folder / "a.py").as_uri()
        editor.open(uri, a_stub("fine") + "# crash while reading\n")
        await editor.until(lambda: editor.notified("window/showMessage"))
        await editor.until(lambda: editor.diagnostics(uri) == [])
        assert (await editor.do(uri, "fine", "Generate"))["status"] == "accepted"


@linux_only
async def test_typing_while_the_engine_computes_does_not_cost_the_work(folder: Path) -> None:
    async with opened(folder) as editor:
        work = await begun(editor, folder, "busy_one")
        pid = engine_of(editor)
        beside = (folder / "b.py").as_uri()
        editor.open(beside, a_stub("fine"))
        for _ in range(3):
            # Each change takes back the look for faults that the one before it asked for.
            await asyncio.sleep(0.7)
            editor.replace(beside, "Spec", "Spec, spec")
        answer = await asyncio.wait_for(work.answer, 30)
        assert isinstance(answer, dict) and answer["status"] == "accepted"
        assert engine_of(editor) == pid


async def test_a_change_elsewhere_is_never_overwritten_and_the_result_is_offered_again(folder: Path) -> None:
    async with opened(folder) as editor:
        work = await begun(editor, folder, "slow_one")
        editor.replace(work.uri, "import os\n", "import os\n# typed meanwhile 𝔘\n")
        mine = editor.text(work.uri)
        work.go()
        answer = await asyncio.wait_for(work.answer, 30)
        assert isinstance(answer, dict)
        assert (answer["status"], answer["level"]) == ("stale", "verified")
        assert "Apply kept result for `slow_one`" in answer["message"]
        assert editor.text(work.uri) == mine
        found = await editor.actions(work.uri, "slow_one")
        assert (found[0]["title"], found[0]["kind"]) == (
            "Apply kept result for `slow_one`",
            "quickfix.ansatz",
        )
        assert not [e for e in await editor.actions(work.uri, "return  1") if "kept" in e["title"]]
        answer = await editor.do(work.uri, "slow_one", "Apply kept")
        assert (answer["status"], answer["level"]) == ("accepted", "verified")
        after = editor.text(work.uri)
        assert "# typed meanwhile 𝔘" in after and "import math\n" in after
        assert after.endswith("root = math.sqrt(x)\n    return root\n\n\ndef other():\n    return  1\n")
        shown = await editor.hover(work.uri, "math.sqrt")
        assert shown and "verified" in shown
        assert not [e for e in await editor.actions(work.uri, "slow_one") if "kept" in e["title"]]


async def test_a_body_written_meanwhile_stays_until_the_kept_result_is_asked_for(folder: Path) -> None:
    async with opened(folder) as editor:
        work = await begun(editor, folder, "slow_one")
        editor.replace(work.uri, "    ...\n", "    y = x\n    return y + 1\n")
        mine = editor.text(work.uri)
        work.go()
        answer = await asyncio.wait_for(work.answer, 30)
        assert isinstance(answer, dict) and answer["status"] == "stale"
        assert editor.text(work.uri) == mine
        await editor.do(work.uri, "slow_one", "Apply kept result for `slow_one`")
        after = editor.text(work.uri)
        assert "return y + 1" not in after and "return root" in after
        shown = await editor.hover(work.uri, "math.sqrt")
        assert shown and "verified" in shown


async def test_a_docstring_changed_meanwhile_is_said_in_the_offer(folder: Path) -> None:
    async with opened(folder) as editor:
        work = await begun(editor, folder, "slow_one")
        editor.replace(work.uri, "Spec.", "Another spec.")
        work.go()
        await asyncio.wait_for(work.answer, 30)
        offer = await editor.action(work.uri, "slow_one", "Apply kept")
        assert offer["title"] == "Apply kept result for `slow_one` (its docstring has changed since)"
        await asyncio.wait_for(editor.run(offer)[1], 30)
        assert "math.sqrt" in editor.text(work.uri)
        # It was never judged by this docstring, so nothing is claimed.
        assert await editor.hover(work.uri, "math.sqrt") is None


async def test_a_function_that_is_gone_or_takes_something_else_is_offered_nothing(folder: Path) -> None:
    async with opened(folder) as editor:
        work = await begun(editor, folder, "slow_one")
        editor.replace(work.uri, "(x)", "(y)")
        work.go()
        await asyncio.wait_for(work.answer, 30)
        assert not [e for e in await editor.actions(work.uri, "slow_one") if "kept" in e["title"]]
        editor.replace(work.uri, "(y)", "(x)")
        assert [e for e in await editor.actions(work.uri, "slow_one") if "kept" in e["title"]]
        command = (await editor.action(work.uri, "slow_one", "Apply kept"))["command"]
        editor.replace(work.uri, "slow_one", "renamed")
        answer = await editor.request("workspace/executeCommand", command)
        assert answer["status"] == "stale" and "math.sqrt" not in editor.text(work.uri)


async def test_a_change_that_is_undone_is_no_change(folder: Path) -> None:
    async with opened(folder) as editor:
        work = await begun(editor, folder, "slow_one")
        editor.replace(work.uri, "Spec", "X")
        editor.replace(work.uri, "X", "Spec")
        work.go()
        answer = await asyncio.wait_for(work.answer, 30)
        assert isinstance(answer, dict) and answer["status"] == "accepted"
        assert "math.sqrt" in editor.text(work.uri)


async def test_a_change_between_the_check_and_the_edit_is_seen(folder: Path) -> None:
    async with opened(folder) as editor:
        work = await begun(editor, folder, "slow_one")
        editor.before_edit = lambda: editor.replace(work.uri, "return  1", "return  2")
        work.go()
        answer = await asyncio.wait_for(work.answer, 30)
        assert isinstance(answer, dict) and answer["status"] == "stale"
        assert editor.text(work.uri) == a_stub("slow_one").replace("return  1", "return  2")
        editor.before_edit = lambda: None
        assert (await editor.do(work.uri, "slow_one", "Apply kept"))["status"] == "accepted"
        assert "return  2" in editor.text(work.uri)


async def test_what_the_editor_refuses_is_kept(folder: Path) -> None:
    async with opened(folder) as editor:
        uri = (folder / "a.py").as_uri()
        editor.open(uri, a_stub("fine"))
        editor.accepts_edits = False
        answer = await editor.do(uri, "fine", "Generate")
        assert answer["status"] == "stale" and "not now" in answer["message"]
        assert (await editor.do(uri, "fine", "Apply kept"))["status"] == "stale"
        assert editor.text(uri) == a_stub("fine")
        editor.accepts_edits = True
        assert (await editor.do(uri, "fine", "Apply kept"))["status"] == "accepted"


async def test_a_file_closed_meanwhile_is_left_alone(folder: Path) -> None:
    async with opened(folder) as editor:
        work = await begun(editor, folder, "slow_one")
        editor.notify("textDocument/didClose", {"textDocument": {"uri": work.uri}})
        work.go()
        answer = await asyncio.wait_for(work.answer, 30)
        assert isinstance(answer, dict) and answer["status"] == "stale"
        assert not [each for each in editor.asked if each["method"] == "workspace/applyEdit"]


async def test_shutting_down_answers_what_is_under_way_and_ends_the_engine(folder: Path) -> None:
    async with opened(folder) as editor:
        work = await begun(editor, folder, "slow_one")
        pid = engine_of(editor) if sys.platform == "linux" else None
        assert await editor.shutdown() == 0
        with pytest.raises(ReplyError) as cancelled:
            await work.answer
        assert cancelled.value.code == CANCELLED
        assert pid is None or pid not in engines()


@linux_only
@pytest.mark.parametrize("how", ["eof", "kill"])
async def test_no_engine_outlives_its_server(folder: Path, how: str) -> None:
    async with opened(folder) as editor:
        await begun(editor, folder, "stuck_one")
        pid = engine_of(editor)
        assert pid
        if how == "kill":
            editor.process.kill()
        else:
            assert editor.process.stdin
            editor.process.stdin.close()
        await asyncio.wait_for(editor.process.wait(), 30)
        await editor.until(lambda: pid not in engines(), "the end of the engine")


async def test_folders_have_engines_and_settings_of_their_own(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.mkdir()
    two.mkdir()
    (two / "pyproject.toml").write_text("[tool.ansatz]\nnonsense = 1\n")
    async with server(one) as editor:
        await editor.initialize(one)
        event = {"added": [{"uri": two.as_uri(), "name": "two"}], "removed": []}
        editor.notify("workspace/didChangeWorkspaceFolders", {"event": event})
        here, there = (one / "a.py").as_uri(), (two / "a.py").as_uri()
        editor.open(here, a_stub("fine"))
        editor.open(there, a_stub("fine"))
        assert (await editor.do(here, "fine", "Generate"))["status"] == "accepted"
        answer = await editor.do(there, "fine", "Generate")
        assert answer["status"] == "failed" and "nonsense" in answer["message"]


async def test_a_result_that_was_finished_outlives_the_server(folder: Path) -> None:
    text = TWO.format("done", "slow_one")
    uri = (folder / "a.py").as_uri()
    async with opened(folder) as editor:
        editor.open(uri, text)
        running = editor.run(await editor.action(uri, "def done", "Generate", end="Second"))[1]
        while not (folder / "waiting").exists():
            await asyncio.sleep(0.01)
        editor.process.kill()
        await editor.process.wait()
        running.cancel()
        assert editor.text(uri) == text
    async with opened(folder) as editor:
        editor.open(uri, text)
        answer = await editor.do(uri, "def done", "Apply kept result for `done`")
        assert answer["status"] == "accepted"
        assert "root = math.sqrt(x)" in editor.text(uri)
        titles = [each["title"] for each in await editor.actions(uri, "def done")]
        assert not [title for title in titles if "kept" in title]
    async with opened(folder) as editor:
        editor.open(uri, text)
        titles = [each["title"] for each in await editor.actions(uri, "def done")]
        assert not [title for title in titles if "kept" in title]


async def test_an_engine_killed_between_functions_loses_none_that_was_finished(folder: Path) -> None:
    text = TWO.format("done", "crash_it")
    async with opened(folder) as editor:
        uri = (folder / "a.py").as_uri()
        editor.open(uri, text)
        answer = await editor.do(uri, "def done", "Generate", end="Second")
        assert answer["status"] == "failed" and "kept: `done`" in answer["message"]
        assert editor.text(uri) == text
        assert (await editor.do(uri, "def done", "Apply kept result"))["status"] == "accepted"
