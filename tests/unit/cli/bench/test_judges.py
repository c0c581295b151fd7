"""Other judges of code: tests from the spec alone, tools that read the signature, and their table."""

import asyncio

import pytest

from ansatz.cli.bench.baselines import ask_all, blind_tests, crosshair, ghostwriter
from ansatz.cli.bench.corpus.objects import CorpusObject
from ansatz.cli.bench.corpus.stubs import real_body
from ansatz.cli.bench.judges import metrics_of
from ansatz.library.collected import Argument
from support.in_process import InProcess

STUB = '''def drag(rho, v):
    """Dynamic pressure rho v^2 / 2, of a density rho and a speed v."""
    raise NotImplementedError
'''
RIGHT = STUB.replace("raise NotImplementedError", "return rho * v**2 / 2")
WRONG = STUB.replace("raise NotImplementedError", "return rho * v / 2")
BROKEN = STUB.replace("raise NotImplementedError", "return rho * speed**2 / 2")
TESTS = """def test_speed_counts_twice(f):
    assert f(2.0, 6.0) == 4 * f(2.0, 3.0)
"""


@pytest.fixture
def blind(tmp_path):
    (tmp_path / "io_tests.py").write_text(TESTS)
    return tmp_path


def test_tests_refute_what_fails_them(blind):
    said = asyncio.run(ask_all(InProcess(), STUB, "drag", [RIGHT, WRONG, BROKEN], blind))
    assert said["blind_io"] == ["passed", "refuted", "refuted"]
    assert said["blind_properties"] == ["not applicable"] * 3
    assert said["crosshair"] == ["not applicable"] * 3
    assert said["runs"] == ["passed", "passed", "refuted"]


def test_tools_that_need_annotations_say_where_they_do_not_apply():
    assert asyncio.run(crosshair(InProcess(), [RIGHT, WRONG], "drag", ["", ""])) == ["not applicable"] * 2
    assert asyncio.run(ghostwriter(InProcess(), [RIGHT], "drag")) == ["not applicable"]


def test_the_written_test_is_run():
    text = "def share(part: int, whole: int) -> float:\n    return {body}\n"
    modules = [text.replace("{body}", body) for body in ("part - whole", "part / whole")]
    assert asyncio.run(ghostwriter(InProcess(), modules, "share")) == ["passed", "refuted"]


def test_without_a_file_of_tests_nothing_is_said(tmp_path):
    said = asyncio.run(blind_tests(InProcess(), [RIGHT], "drag", tmp_path / "none.py"))
    assert said == ["not applicable"]


def test_the_table_counts_shares_of_all_candidates():
    rows = [
        {"id": "a/r", "case": "a", "right": True, "runs": "passed", "blind_io": "refuted"},
        {"id": "a/s", "case": "a", "right": True, "runs": "passed", "blind_io": "not applicable"},
        {"id": "a/w", "case": "a", "right": False, "runs": "passed", "blind_io": "refuted"},
        {"id": "a/v", "case": "a", "right": False, "runs": "refuted", "blind_io": "refuted"},
    ]
    found = metrics_of(rows)
    assert found["runs_catch_rate"] == 0.5
    assert found["runs_false_alarms"] == 0.0
    assert found["blind_io_catch_rate"] == 1.0
    assert found["blind_io_false_alarms"] == 0.5
    assert found["blind_io_applies"] == 0.75


def test_a_routine_keeps_the_defaults_that_a_stub_cannot_write():
    arguments = (
        Argument("a", "positional", None),
        Argument("disp", "positional", "<no value>"),
        Argument("scale", "positional", "1.0"),
    )
    body = real_body(CorpusObject("scipy.linalg.logm", (), None, arguments, ""))
    passed = {}

    def implementation(*args, **kwargs):
        passed.update(args=args, kwargs=kwargs)

    lines = body.split("\n")
    text = "def f(a, disp=None, scale=1.0):\n    " + lines[-1]
    names = {"implementation": implementation}
    exec(compile(text, "f", "exec"), names)
    names["f"](3.0)
    assert passed == {"args": (3.0,), "kwargs": {"scale": 1.0}}
    names["f"](3.0, False, 2.0)
    assert passed == {"args": (3.0,), "kwargs": {"scale": 2.0, "disp": False}}
