"""From a code action to the applied edit and its hover, in the real server with a fake engine."""

import copy
from pathlib import Path
from typing import Any

import pytest

from support.editor import FULL, Editor, opened, server

pytestmark = pytest.mark.asyncio

STUB = 'import os\n\n\ndef double(x):\n    """Double x."""\n    ...\n\n\ndef other():\n    return  1\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project's folder."""
    project = tmp_path / "project"
    project.mkdir()
    return project


def a_file(folder: Path, editor: Editor, text: str, name: str = "a.py") -> str:
    """An open document."""
    uri = (folder / name).as_uri()
    editor.open(uri, text)
    return uri


def without(*keys: str) -> dict[str, Any]:
    """A capable editor's capabilities, but for one."""
    found = copy.deepcopy(FULL)
    inner = found
    for key in keys[:-1]:
        inner = inner[key]
    del inner[keys[-1]]
    return found


async def test_an_action_generates_and_the_hover_explains(folder: Path) -> None:
    async with opened(folder) as editor:
        uri = a_file(folder, editor, STUB)
        answer = await editor.do(uri, "double", "Generate implementation of `double`")
        assert (answer["status"], answer["level"]) == ("accepted", "verified")
        assert editor.text(uri) == STUB.replace("...", "doubled = 2 * x\n    return doubled")
        shown = await editor.hover(uri, "doubled = 2")
        assert shown and "verified" in shown and "d = 2 x" in shown and "| What must hold |" in shown
        elsewhere = await editor.hover(uri, "return doubled")
        assert elsewhere and "verified" in elsewhere and "d = 2 x" not in elsewhere
        assert await editor.hover(uri, "return  1") is None
        assert await editor.shutdown() == 0


async def test_the_edit_is_one_for_the_version_it_was_made_for(folder: Path) -> None:
    async with opened(folder) as editor:
        uri = a_file(folder, editor, STUB.replace("Double x.", "Double x. needs math"))
        await editor.do(uri, "double", "Generate")
        (request,) = [each for each in editor.asked if each["method"] == "workspace/applyEdit"]
        (change,) = request["params"]["edit"]["documentChanges"]
        assert change["textDocument"] == {"uri": uri, "version": 1}
        assert len(change["edits"]) == 2
        assert "import math" in editor.text(uri)


async def test_an_editor_without_document_changes_gets_plain_ones(folder: Path) -> None:
    async with opened(folder, without("workspace", "workspaceEdit")) as editor:
        uri = a_file(folder, editor, STUB)
        assert (await editor.do(uri, "double", "Generate"))["status"] == "accepted"
        (request,) = [each for each in editor.asked if each["method"] == "workspace/applyEdit"]
        assert "documentChanges" not in request["params"]["edit"]
        assert "doubled" in editor.text(uri)


async def test_one_edit_for_all_functions_of_a_selection(folder: Path) -> None:
    text = (
        'import os\n\n\ndef one(x):\n    """One. needs math"""\n\n\n'
        'def two(y):\n    """Two. needs math"""\n    pass\n\n\ndef three(z):\n    """Three."""\n    ...\n'
    )
    async with opened(folder) as editor:
        uri = a_file(folder, editor, text)
        answer = await editor.do(
            uri, "def one", "Generate implementation of `one`, `two` and 1 more", end="..."
        )
        assert [each["status"] for each in answer["functions"]] == ["accepted"] * 3
        assert len([each for each in editor.asked if each["method"] == "workspace/applyEdit"]) == 1
        after = editor.text(uri)
        assert after.count("import math") == 1
        assert "math.sqrt(x)" in after and "math.sqrt(y)" in after and "2 * z" in after
        compile(after, "after", "exec")
        for mark in ("math.sqrt(x)", "math.sqrt(y)", "2 * z"):
            shown = await editor.hover(uri, mark)
            assert shown and "verified" in shown


async def test_what_is_not_accepted_says_why_and_the_rest_goes_in(folder: Path) -> None:
    text = "".join(
        f'def {name}(x):\n    """Spec."""\n    ...\n\n\n'
        for name in ("decline_it", "none_left", "ask_me", "nosandbox_here", "raise_it")
    )
    endings = {
        "decline_it": ("declined", "J is not N. Correct it."),
        "none_left": ("none_accepted", "the only candidate was refuted"),
        "ask_me": ("needs_answer", "ln / log10"),
        "nosandbox_here": ("sandbox_unavailable", "ansatz doctor"),
        "raise_it": ("failed", "ValueError: as asked"),
    }
    async with opened(folder) as editor:
        uri = a_file(folder, editor, text)
        for name, (status, words) in endings.items():
            answer = await editor.do(uri, name, "Generate")
            assert answer["status"] == status
            assert words in answer["message"]
            shown = editor.notified("window/showMessage")[-1]
            assert words in shown["message"] and shown["type"] == 2
        assert editor.text(uri) == text
        mixed = 'def fine(x):\n    """Spec."""\n    ...\n\n\ndef decline_it(x):\n    """Second."""\n    ...\n'
        other = a_file(folder, editor, mixed, "b.py")
        answer = await editor.do(other, "def fine", "Generate", end="Second")
        assert answer["status"] == "accepted"
        assert [each["status"] for each in answer["functions"]] == ["accepted", "declined"]
        assert "J is not N" in answer["message"]
        assert editor.text(other) == mixed.replace("...", "doubled = 2 * x\n    return doubled", 1)


async def test_an_editor_that_shows_answers_is_told_once(folder: Path) -> None:
    async with opened(folder, options={"showsAnswers": True}) as editor:
        uri = a_file(folder, editor, STUB.replace("double", "decline_it"))
        answer = await editor.do(uri, "decline_it", "Generate")
        assert answer["message"] and editor.notified("window/showMessage") == []


async def test_the_best_refuted_candidate_is_a_hint_until_one_is_accepted(folder: Path) -> None:
    async with opened(folder) as editor:
        uri = a_file(folder, editor, STUB.replace("double", "none_left"))
        await editor.do(uri, "none_left", "Generate")
        (found,) = await editor.until(lambda: editor.diagnostics(uri))
        assert (found["code"], found["severity"]) == ("refuted-equation", 3)
        assert "m=2.0" in found["message"]
        assert await editor.hover(uri, "none_left") is None


async def test_progress_under_the_clients_token(folder: Path) -> None:
    async with opened(folder) as editor:
        uri = a_file(folder, editor, STUB)
        action = await editor.action(uri, "double", "Generate")
        answer = await editor.run(action, token="mine")[1]
        values = [each["value"] for each in editor.notified("$/progress") if each["token"] == "mine"]
        assert [each["kind"] for each in values] == ["begin", "report", "report", "end"]
        assert values[0]["cancellable"] and "double" in values[0]["title"]
        assert [each["message"] for each in values[1:3]] == ["reading the docstring", "trying to refute it"]
        assert values[3]["message"] == answer["message"]
        assert not [each for each in editor.asked if each["method"] == "window/workDoneProgress/create"]


async def test_progress_under_a_token_of_ours_or_none(folder: Path) -> None:
    async with opened(folder) as editor:
        uri = a_file(folder, editor, STUB)
        await editor.do(uri, "double", "Generate")
        (created,) = [each for each in editor.asked if each["method"] == "window/workDoneProgress/create"]
        tokens = {each["token"] for each in editor.notified("$/progress")}
        assert tokens == {created["params"]["token"]}
    async with opened(folder, without("window", "workDoneProgress")) as editor:
        uri = a_file(folder, editor, STUB)
        assert (await editor.do(uri, "double", "Generate"))["status"] == "accepted"
        assert editor.notified("$/progress") == []


async def test_actions_come_with_their_command_and_respect_only(folder: Path) -> None:
    async with opened(folder) as editor:
        uri = a_file(folder, editor, STUB)
        everything = await editor.actions(uri, "double")
        assert [(each["kind"], each["command"]["command"]) for each in everything] == [
            ("refactor.rewrite.ansatz.generate", "ansatz.generate"),
            ("source.ansatz.validate", "ansatz.validate"),
        ]
        for only, wanted in {
            "refactor": ["ansatz.generate"],
            "refactor.rewrite.ansatz.generate": ["ansatz.generate"],
            "refactor.rewrite.ansatz.gen": [],
            "source": ["ansatz.validate"],
            "quickfix": [],
            "": ["ansatz.generate", "ansatz.validate"],
        }.items():
            found = await editor.actions(uri, "double", only=[only])
            assert [each["command"]["command"] for each in found] == wanted, only
        assert await editor.actions(uri, "return  1") == []


async def test_an_editor_without_action_literals_gets_commands(folder: Path) -> None:
    async with opened(folder, without("textDocument", "codeAction")) as editor:
        uri = a_file(folder, editor, STUB)
        found = await editor.actions(uri, "double")
        assert [each["command"] for each in found] == ["ansatz.generate", "ansatz.validate"]
        assert found[0]["arguments"][0]["uri"] == uri


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
async def test_positions_in_every_encoding_and_line_end(folder: Path, encoding: str, newline: str) -> None:
    text = (
        "s = '𝔘𝔘'; ü = '\x0c𝛾'\n\x0c\n"
        'def 𝛾_of(θ): \n\t"""𝔘 of θ. needs math"""; ...  # 𝔘\n\n\ndef other(): return "𝔘"\n'
    ).replace("\n", newline)
    capabilities = {**FULL, "general": {"positionEncodings": [encoding, "utf-16"]}}
    async with opened(folder, capabilities) as editor:
        assert editor.encoding == encoding
        uri = a_file(folder, editor, text)
        # Typed first, so that the server's text went through changes at such places too.
        editor.replace(uri, "'𝔘𝔘'", "'𝔘é𝔘'")
        editor.replace(uri, "of θ.", f"of θ.{newline}\t𝔘: ")
        answer = await editor.do(uri, "𝔘:", "Generate")
        assert answer["status"] == "accepted"
        after = editor.text(uri)
        assert f"math.sqrt(θ){newline}" in after and "'𝔘é𝔘'; ü = '\x0c𝛾'" in after
        assert newline == "\n" or "\n" not in after.replace("\r\n", "")
        compile(after, "after", "exec")
        shown = await editor.hover(uri, "math.sqrt")
        assert shown and "verified" in shown


async def test_two_functions_of_one_name_keep_to_themselves(folder: Path) -> None:
    text = (
        'def f(x):\n    """First."""\n    ...\n\n\ndef f(y):\n    """Second."""\n    ...\n\n\n'
        'class A:\n    def f(self_):\n        """Third."""\n        ...\n'
    )
    async with opened(folder) as editor:
        uri = a_file(folder, editor, text)
        assert (await editor.do(uri, "Second", "Generate"))["functions"][0]["ordinal"] == 1
        assert editor.text(uri).index("First") < editor.text(uri).index("2 * y")
        assert editor.text(uri).count("...") == 2
        assert await editor.hover(uri, "First") is None
        answer = await editor.do(uri, "Third", "Generate")
        assert answer["functions"][0]["qualified_name"] == "A.f"
        for mark in ("2 * y", "2 * self_"):
            shown = await editor.hover(uri, mark)
            assert shown and "verified" in shown


async def test_records_survive_a_restart_and_edits_elsewhere(folder: Path) -> None:
    async with opened(folder) as editor:
        uri = a_file(folder, editor, STUB)
        await editor.do(uri, "double", "Generate")
        editor.replace(uri, "import os\n", "import os\n# new\n")
        after = editor.text(uri)
        shown = await editor.hover(uri, "doubled = 2")
        assert await editor.shutdown() == 0
    assert shown
    async with opened(folder) as editor:
        uri = a_file(folder, editor, after)
        assert await editor.hover(uri, "doubled = 2") == shown
        editor.replace(uri, "2 * x", "3 * x")
        stale = await editor.hover(uri, "3 * x")
        assert stale and "edited since" in stale and "d = 2 x" not in stale
        editor.replace(uri, "Double x.", "Triple x.")
        assert await editor.hover(uri, "3 * x") is None


async def test_validating_changes_nothing_and_refutes_in_place(folder: Path) -> None:
    text = STUB.replace("...", "return 'wrong'")
    async with opened(folder) as editor:
        uri = a_file(folder, editor, text)
        answer = await editor.do(uri, "double", "Validate `double` against its docstring")
        assert (answer["status"], answer["level"]) == ("judged", "refuted")
        (found,) = await editor.until(lambda: editor.diagnostics(uri))
        assert (found["code"], found["severity"]) == ("refuted-inputs-unchanged", 1)
        assert found["range"]["start"] == editor.at(uri, "double")
        (related,) = found["relatedInformation"]
        assert related["location"]["range"]["start"] == editor.at(uri, "Double x")
        page, _, anchor = found["codeDescription"]["href"].removeprefix("file://").partition("#")
        assert f"## {anchor}\n" in Path(page).read_text()
        assert editor.text(uri) == text
        remedies = await editor.actions(uri, "double", only=["quickfix"])
        assert [each["title"].partition(":")[0] for each in remedies] == [
            "`double` is refuted",
            "This claim on `double` is wrong",
        ]
        assert remedies[0]["command"]["command"] == "ansatz.generate"
        editor.replace(uri, "'wrong'", "2 * x")
        await editor.until(lambda: editor.diagnostics(uri) == [])
        answer = await editor.do(uri, "double", "Validate")
        assert (answer["status"], answer["level"]) == ("judged", "plausible")
        shown = await editor.hover(uri, "2 * x")
        assert shown and "plausible" in shown


async def test_faults_of_docstrings_are_found_on_open_on_change_and_go(folder: Path) -> None:
    async with opened(folder) as editor:
        uri = a_file(folder, editor, STUB.replace("Double x.", "𝔘 BAD UNITS"))
        (found,) = await editor.until(lambda: editor.diagnostics(uri))
        assert (found["code"], found["severity"], found["source"]) == ("spec-units", 2, "ansatz")
        assert found["range"]["start"] == editor.at(uri, "BAD")
        assert found["message"] == "J is not N. Correct the unit."
        editor.replace(uri, "BAD UNITS", "good")
        await editor.until(lambda: editor.diagnostics(uri) == [])
        editor.replace(uri, "good", "BAD UNITS")
        editor.notify("textDocument/didSave", {"textDocument": {"uri": uri}})
        await editor.until(lambda: editor.diagnostics(uri))
        editor.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
        await editor.until(lambda: editor.diagnostics(uri) == [])


async def test_a_selection_without_a_function_says_so(folder: Path) -> None:
    async with opened(folder) as editor:
        uri = a_file(folder, editor, STUB)
        place = {"start": editor.at(uri, "import"), "end": editor.at(uri, "import")}
        argument = {"uri": uri, "version": 1, "range": place}
        answer = await editor.request(
            "workspace/executeCommand", {"command": "ansatz.generate", "arguments": [argument]}
        )
        assert answer["status"] == "none_accepted" and "no function" in answer["message"]
        argument["version"] = 0
        answer = await editor.request(
            "workspace/executeCommand", {"command": "ansatz.generate", "arguments": [argument]}
        )
        assert answer["status"] == "stale"
        argument["uri"] = "file:///nowhere.py"
        answer = await editor.request(
            "workspace/executeCommand", {"command": "ansatz.generate", "arguments": [argument]}
        )
        assert answer["status"] == "failed"


async def test_settings_come_from_the_editor(folder: Path, tmp_path: Path) -> None:
    async with server(folder) as editor:
        editor.configuration = {"time_limt_s": 3}
        await editor.initialize(folder)
        uri = a_file(folder, editor, STUB)
        answer = await editor.do(uri, "double", "Generate")
        assert answer["status"] == "failed" and "time_limt_s" in answer["message"]
        editor.configuration = {"time_limit_s": 3}
        editor.notify("workspace/didChangeConfiguration", {"settings": None})
        await editor.until(
            lambda: len([e for e in editor.asked if e["method"] == "workspace/configuration"]) == 2
        )
        answer = await editor.do(uri, "double", "Generate")
        assert answer["status"] == "accepted"


async def test_settings_may_be_sent_unasked(folder: Path) -> None:
    async with opened(folder, without("workspace", "configuration")) as editor:
        editor.notify("workspace/didChangeConfiguration", {"settings": {"ansatz": {"nonsense": 1}}})
        uri = a_file(folder, editor, STUB)
        answer = await editor.do(uri, "double", "Generate")
        assert answer["status"] == "failed" and "nonsense" in answer["message"]
        editor.notify("workspace/didChangeConfiguration", {"settings": {"ansatz": {}}})
        assert (await editor.do(uri, "double", "Generate"))["status"] == "accepted"


async def test_a_comment_becomes_a_function_in_one_edit(folder: Path) -> None:
    text = "import os\n\n# doubles: y = 2*x\n\nZ = 1\n"
    async with opened(folder) as editor:
        uri = a_file(folder, editor, text)
        answer = await editor.do(uri, "doubles", "Generate a function from this passage")
        assert (answer["status"], answer["functions"][0]["name"]) == ("accepted", "made")
        made = 'def made(x):\n    """doubles: y = 2*x"""\n    doubled = 2 * x\n    return doubled\n'
        assert editor.text(uri) == text.replace("2*x\n", f"2*x\n{made}\n", 1)
        assert len([each for each in editor.asked if each["method"] == "workspace/applyEdit"]) == 1
        assert [each["title"] for each in await editor.actions(uri, "import")] == []


async def test_a_comment_that_gives_no_function_says_why(folder: Path) -> None:
    async with opened(folder) as editor:
        uri = a_file(folder, editor, "# price in $ and more $\n")
        answer = await editor.do(uri, "price", "Generate a function")
        assert answer["status"] == "none_accepted" and "equation" in answer["message"]
        assert editor.text(uri) == "# price in $ and more $\n"


async def test_a_claim_that_the_user_knows_to_be_wrong_counts_no_longer(folder: Path) -> None:
    async with opened(folder) as editor:
        uri = a_file(folder, editor, 'def f(x):\n    """Spec."""\n    wrong = 1\n')
        await editor.do(uri, "def f", "Validate")
        await editor.until(lambda: editor.diagnostics(uri))
        answer = await editor.do(uri, "def f", "This claim on `f` is wrong: x is left alone")
        assert (answer["status"], answer["level"]) == ("judged", "unchecked")
        await editor.until(lambda: editor.diagnostics(uri) == [])
        titles = [each["title"] for each in await editor.actions(uri, "def f")]
        assert not [title for title in titles if title.startswith("This claim")]
