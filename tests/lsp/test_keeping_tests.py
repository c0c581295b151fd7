"""Evidence kept as a test in a new file, in the real server with a fake engine."""

import copy
from pathlib import Path

import pytest

from support.editor import FULL, opened

pytestmark = pytest.mark.asyncio

TEXT = 'def f(x):\n    """Spec."""\n    return x\n\n\ndef none_said(x):\n    """Spec."""\n    return x\n'


async def test_a_test_goes_into_a_file_of_its_own(tmp_path: Path) -> None:
    capable = copy.deepcopy(FULL)
    capable["workspace"]["workspaceEdit"]["resourceOperations"] = ["create"]
    capable["window"]["showDocument"] = {"support": True}
    (tmp_path / "test").mkdir()
    (tmp_path / "test" / "test_a_f.py").write_text("# mine\n")
    async with opened(tmp_path, capable, {"showsAnswers": True}) as editor:
        uri = (tmp_path / "a.py").as_uri()
        editor.open(uri, TEXT)
        answer = await editor.do(uri, "def f", "Keep as a test")
        assert answer["status"] == "accepted", answer
        assert "test_a_f_2.py" in answer["message"] and "a law" in answer["message"]
        (asked,) = [each for each in editor.asked if each["method"] == "workspace/applyEdit"]
        made, filled = asked["params"]["edit"]["documentChanges"]
        assert made == {"kind": "create", "uri": (tmp_path / "test" / "test_a_f_2.py").as_uri()}
        assert filled["edits"][0]["newText"] == "# of f\n"
        (shown,) = [each for each in editor.asked if each["method"] == "window/showDocument"]
        assert shown["params"]["uri"] == made["uri"]
        answer = await editor.do(uri, "def none_said", "Keep as a test")
        assert answer["status"] == "none_accepted" and "nothing is stated" in answer["message"]


async def test_where_no_folder_is_for_tests_it_goes_beside_the_module(tmp_path: Path) -> None:
    capable = copy.deepcopy(FULL)
    capable["workspace"]["workspaceEdit"]["resourceOperations"] = ["create"]
    (tmp_path / "of optics").mkdir()
    async with opened(tmp_path, capable, {"showsAnswers": True}) as editor:
        uri = (tmp_path / "of optics" / "a.py").as_uri()
        editor.open(uri, TEXT)
        assert (await editor.do(uri, "def f", "Keep as a test"))["status"] == "accepted"
        (asked,) = [each for each in editor.asked if each["method"] == "workspace/applyEdit"]
        made, _ = asked["params"]["edit"]["documentChanges"]
        assert made["uri"] == (tmp_path / "of optics" / "test_a_f.py").as_uri()


async def test_an_editor_that_makes_no_files_is_told_of_the_command(tmp_path: Path) -> None:
    async with opened(tmp_path) as editor:
        uri = (tmp_path / "a.py").as_uri()
        editor.open(uri, TEXT)
        answer = await editor.do(uri, "def f", "Keep as a test")
        assert answer["status"] == "failed" and "ansatz keep" in answer["message"]
