"""Stubs of files as assignments, an author's code in their place, and `bench solve` in other modes."""

import asyncio
import json
import sys
from pathlib import Path

import pytest

from ansatz import targets
from ansatz.cli.app import run as ansatz
from ansatz.cli.bench.modes.assignment import Assignment
from ansatz.cli.bench.modes.author import Nothing
from ansatz.cli.bench.modes.direct import Direct
from ansatz.cli.bench.modes.pipeline import added_code
from ansatz.cli.bench.modes.placing import assignment_in, placed
from ansatz.cli.bench.modes.replying import code_of, documented
from ansatz.cli.bench.modes.solving import Solver
from ansatz.cli.bench.result import read_result
from ansatz_sandbox import Bubblewrap, SandboxUnavailable

from .test_scicode_answering import Scripted, gateway

FILE = '''"""Orbits."""
import numpy as np

MU = 3.986e14


def period(a):
    """Period of an orbit [s] with semi-major axis a [m]."""
    raise NotImplementedError


class Orbit:
    @staticmethod
    def speed(r):
        """Circular speed."""
        ...

    def other(self):
        return 1
'''


def target(name: str):
    (found,) = targets.named(FILE, name)
    return found


def test_a_stub_becomes_an_assignment_with_what_stands_above_it():
    found = assignment_in("one", FILE, target("period"))
    assert found.header.startswith("def period(a):") and "Period of an orbit" in found.header
    assert "MU = 3.986e14" in found.above and "import numpy" not in found.above
    assert "import numpy as np" in found.dependencies.split("\n")
    assert found.target is not None and found.target.name == "period"


def test_code_takes_the_place_of_the_stub():
    code = "def period(a):\n    return 2 * np.pi * np.sqrt(a**3 / MU)\n"
    assignment = assignment_in("one", FILE, target("period"))
    text = placed(FILE, target("period"), assignment, code)
    assert code.strip() in text and "NotImplementedError" not in text
    assert text.count("import numpy as np") == 1 and "class Orbit:" in text


def test_a_method_is_put_into_its_class():
    code = "import math\n\ndef speed(r):\n    return math.sqrt(MU / r)\n"
    assignment = assignment_in("one", FILE, target("Orbit.speed"))
    text = placed(FILE, target("Orbit.speed"), assignment, code)
    assert "    def speed(r):\n        return math.sqrt(MU / r)\n" in text
    assert "import math\n" in text.split("class Orbit")[0]
    with pytest.raises(Nothing):
        placed(FILE, target("Orbit.speed"), assignment, "def speed(r:\n")


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        ("So:\n```python\ndef f(x):\n    return 1\n```\nDone.", "def f(x):\n    return 1\n"),
        ("```python\ndef g(x): return 0\n```\n```py\ndef f(x): return 1\n```", "def f(x): return 1\n"),
        ("```\ndef f(x):\n    return 1", "def f(x):\n    return 1\n"),
        ("<think>```python\ndef f(x): return 0\n```</think>def f(x): return 1", "def f(x): return 1\n"),
        ("```python\ndef f(x:\n```", "def f(x:\n"),
    ],
)
def test_the_code_in_a_reply(reply: str, code: str):
    assert code_of(reply, "f") == code


def test_a_reply_without_the_function_is_no_answer():
    with pytest.raises(Nothing, match="no `f`"):
        code_of("```python\ndef g(x): return 0\n```", "f")


def test_the_header_says_to_later_steps_what_a_function_does():
    header = "def f(x):\n    '''Twice x.\n    x: float\n    '''"
    for code in ("def f(x):\n  return 2 * x", 'def f(x):\n  """Something else."""\n  return 2 * x'):
        shown = documented(code, header, "f")
        assert "Twice x." in shown and "Something" not in shown
        assert Assignment("1", "1", "", "def g(x):\n    '''G.'''", "g", above=shown).summary_above.endswith(
            "- `f(x [float])`: Twice x."
        )
    assert documented("def f(x): return 1", header, "f") == "def f(x): return 1"


def test_a_class_is_asked_for_with_the_functions_above_it_in_sight():
    header = "class Orbit:\n    def __init__(self, a):\n        '''An orbit.'''\n        self.a = a"
    above = 'def period(a):\n    """Period."""\n    return a'
    found = Assignment("1", "1", "Write it.", header, "Orbit", above=above)
    assert found.target is None
    assert found.summary_above.endswith("- `period(a)`: Period.")


def test_only_what_an_edit_has_brought_is_taken_from_a_text():
    before = "import math\n\ndef g(x):\n    return 1\n\ndef f(x):\n    raise NotImplementedError\n"
    after = "import math\nimport cmath\n\ndef g(x):\n    return 1\n\ndef f(x):\n    return cmath.exp(x)\n"
    assert added_code(before, after) == "import cmath\n\n\ndef f(x):\n    return cmath.exp(x)\n"


def a_case(folder: Path) -> Path:
    case = folder / "cases" / "speed"
    case.mkdir(parents=True)
    (case / "spec.py").write_text('def wave_speed(f, lam):\n    """Speed of a wave."""\n    ...\n')
    meta = {"id": "speed", "family": "equation", "entry": "wave_speed"}
    (case / "meta.json").write_text(json.dumps(meta))
    (case / "check.py").write_text("def check(f):\n    assert f(2.0, 3.0) == 6.0\n")
    return case.parent


@pytest.mark.parametrize(("body", "right"), [("return f * lam", True), ("return f / lam", False)])
def test_solve_in_another_mode_is_scored_by_the_same_check(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, body: str, right: bool
):
    monkeypatch.chdir(tmp_path)
    cases, trace = a_case(tmp_path), tmp_path / "trace.jsonl"
    text = (cases / "speed" / "spec.py").read_text()

    async def record() -> None:
        try:
            sandbox = await Bubblewrap.open(Path(sys.executable))
        except SandboxUnavailable as error:
            pytest.skip(str(error))
        provider = Scripted(lambda _: f"```python\ndef wave_speed(f, lam):\n    {body}\n```")
        models = gateway(tmp_path, provider, trace_file=trace, cache=False)
        try:
            (stub,) = targets.named(text, "wave_speed")
            solver = Solver(Direct(), sandbox, models.for_request, 5, ())
            await solver.solve("speed", text, stub, lambda _: None)
        finally:
            await sandbox.close()

    asyncio.run(record())
    arguments = ["bench", "solve", "--cases", str(cases), "--json", "result.json", "--mode", "direct"]
    assert ansatz([*arguments, "--replay", str(trace)]) == 0
    found = read_result(tmp_path / "result.json")
    (row,) = found.rows
    assert (row["status"], row["right"], row["calls"]) == ("accepted", right, 1)
    assert (found.metrics["equation_right"], found.metrics["calls"]) == (int(right), 1)
    assert found.environment["mode"] == "direct"
