"""Ordinary jobs: what they return, raise, print and change."""

from __future__ import annotations

import numpy as np
import pytest

from ansatz_sandbox import Call, Job, Limits, NotCarried, NotReached, Raised, Returned, ValueNotCarried

from .conftest import Box


def returned(outcome: object, index: int = 0) -> Returned:
    result = outcome.results[index]  # type: ignore[attr-defined]
    assert isinstance(result, Returned), outcome
    return result


def test_each_call_gets_its_own_result(box: Box) -> None:
    code = "import numpy as np\ndef f(x, scale=1.0):\n    return np.sqrt(x) * scale\n"
    calls = (Call((4.0,)), Call((np.array([1.0, 9.0]),), {"scale": 2.0}), Call((np.float32(16),)))
    outcome = box.run(Job(code, "f", calls))
    assert outcome.status == "completed"
    first, second, third = (returned(outcome, index).value for index in range(3))
    assert type(first) is np.float64
    assert first == 2.0
    assert isinstance(second, np.ndarray)
    assert second.tolist() == [2.0, 6.0]
    assert type(third) is np.float64 or type(third) is np.float32
    assert third == 4.0


@pytest.mark.parametrize("entry", ["Lens.power", "Lens.Inner.power", "power"])
def test_entries_are_dotted_names(box: Box, entry: str) -> None:
    code = (
        "def power(f): return 1 / f\n"
        "class Lens:\n    power = staticmethod(power)\n"
        "    class Inner:\n        @classmethod\n        def power(cls, f): return power(f)\n"
    )
    assert returned(box.call(code, 4.0, entry=entry)).value == 0.25


def test_an_exception_has_type_message_and_the_deepest_line_of_the_candidate(box: Box) -> None:
    code = "import numpy as np\ndef inner(x):\n    return np.linalg.inv(x)\ndef f(x):\n    return inner(x)\n"
    outcome = box.call(code, np.zeros((2, 2)))
    assert outcome.status == "completed"
    (result,) = outcome.results
    assert isinstance(result, Raised)
    assert (result.type, result.message, result.line) == ("numpy.linalg.LinAlgError", "Singular matrix", 3)


def test_after_an_exception_the_next_call_is_made(box: Box) -> None:
    outcome = box.run(Job("def f(x):\n    return 1 / x", "f", (Call((0.0,)), Call((2.0,)))))
    assert isinstance(outcome.results[0], Raised)
    assert outcome.results[0].line == 2
    assert returned(outcome, 1).value == 0.5


@pytest.mark.parametrize(
    ("code", "kind", "line"),
    [
        ("x = 1\ndef f(:\n", "SyntaxError", 2),
        ("x = 1\n\ny = x / 0\ndef f(): pass", "ZeroDivisionError", 3),
        ("import no_such_package\ndef f(): pass", "ModuleNotFoundError", 1),
        ("def g(): pass", "AttributeError", None),
        ("raise SystemExit(0)", "SystemExit", 1),
        ("f = 1\x00", None, None),
    ],
)
def test_code_that_does_not_load(box: Box, code: str, kind: str | None, line: int | None) -> None:
    outcome = box.run(Job(code, "f", (Call(), Call())))
    assert outcome.status == "completed"
    assert outcome.results == (NotReached(), NotReached())
    assert outcome.load_error is not None
    if kind is not None:
        assert (outcome.load_error.type, outcome.load_error.line) == (kind, line)


def test_changed_arguments_are_seen(box: Box) -> None:
    code = "def f(x, y, *, z):\n    x[0] = 9.0\n    z['k'] = [1]\n    return y\n"
    result = returned(box.run(Job(code, "f", (Call((np.zeros(2), 3.0), {"z": {}}),))))
    array, number = result.args_after
    assert isinstance(array, np.ndarray)
    assert array.tolist() == [9.0, 0.0]
    assert number == 3.0
    assert result.kwargs_after == {"z": {"k": [1]}}


def test_a_change_of_type_alone_is_seen(box: Box) -> None:
    result = returned(box.call("def f(x):\n    x[0] = 1.0\n    x[1] = True", [1, 1]))
    (after,) = result.args_after
    assert isinstance(after, list)
    assert [type(item) for item in after] == [float, bool]


def test_unchanged_arguments_are_the_ones_that_were_sent(box: Box) -> None:
    sent = [np.arange(3), float("nan"), {"a": (1, "b")}]
    result = returned(box.call("def f(*args):\n    return len(args)", *sent))
    assert all(after is before for after, before in zip(result.args_after, sent, strict=True))


def test_changes_are_seen_after_an_exception_too(box: Box) -> None:
    (result,) = box.call("def f(x):\n    x.append(1)\n    raise ValueError('late')", []).results
    assert isinstance(result, Raised)
    assert result.args_after == ([1],)


def test_values_that_are_not_carried_are_reported(box: Box) -> None:
    code = "import fractions\ndef f(x):\n    x.append(f)\n    return fractions.Fraction(1, 3)"
    result = returned(box.call(code, []))
    assert isinstance(result.value, NotCarried)
    assert result.value.type_name == "fractions.Fraction"
    (after,) = result.args_after
    assert isinstance(after, NotCarried)
    assert after.type_name == "function"


def test_values_too_large_are_reported_and_the_next_are_carried(box: Box) -> None:
    code = "import numpy as np\ndef f(n):\n    return np.zeros(n)"
    outcome = box.run(Job(code, "f", (Call((1_000_000,)), Call((3,))), Limits(value_bytes=1 << 16)))
    first = returned(outcome).value
    assert isinstance(first, NotCarried)
    assert "larger" in first.reason
    second = returned(outcome, 1).value
    assert isinstance(second, np.ndarray)
    assert second.shape == (3,)


def test_arguments_that_are_not_carried_are_the_callers_fault(box: Box) -> None:
    with pytest.raises(ValueNotCarried, match="object"):
        box.call("def f(x): pass", object())  # type: ignore[arg-type]


def test_warnings_belong_to_their_call(box: Box) -> None:
    code = (
        "import warnings, numpy as np\n"
        "def f(x):\n"
        "    for k in range(1000):\n"
        "        if x < 0: warnings.warn('step %d' % k)\n"
        "    return np.log(np.float64(x))\n"
    )
    outcome = box.run(Job(code, "f", (Call((0.0,)), Call((1.0,)), Call((0.0,)), Call((-1.0,)))))
    divided = ("RuntimeWarning: divide by zero encountered in log (line 5)",)
    assert [returned(outcome, index).warnings for index in range(3)] == [divided, (), divided]
    assert 0 < len(returned(outcome, 3).warnings) <= 20


def test_output_is_captured_and_cut(box: Box) -> None:
    code = (
        "import sys, os\n"
        "def f():\n"
        "    print('héllo')\n    sys.stderr.write('x' * 5000)\n    os.write(1, b'raw')\n"
    )
    outcome = box.call(code, limits=Limits(output_bytes=1000))
    assert "héllo" in outcome.stdout
    assert "raw" in outcome.stdout
    assert outcome.stderr == "x" * 1000
    assert outcome.status == "completed"


def test_random_numbers_are_the_same_in_every_run(box: Box) -> None:
    code = "import random, numpy as np\ndef f():\n    return random.random(), np.random.rand(), hash('text')"
    first, second = (returned(box.call(code)).value for _ in range(2))
    assert first == second


def test_packages_come_from_the_interpreter_that_was_asked_for(box: Box) -> None:
    code = "import sys, numpy\ndef f():\n    return sys.prefix, list(sys.version_info), numpy.__version__"
    import sys

    assert returned(box.call(code)).value == (sys.prefix, list(sys.version_info), np.__version__)


def test_dataclasses_inspect_and_main_guards_work(box: Box) -> None:
    code = (
        "from __future__ import annotations\n"
        "import dataclasses, inspect\n"
        "@dataclasses.dataclass\nclass P:\n    x: float\n"
        "def f(x):\n    return P(x).x, inspect.getsource(f).splitlines()[0]\n"
        "if __name__ == '__main__':\n    raise ValueError\n"
    )
    assert returned(box.call(code, 2.0)).value == (2.0, "def f(x):")


def test_jobs_of_a_batch_keep_their_order_and_share_nothing(box: Box) -> None:
    code = "import os\nos.mark = getattr(os, 'mark', 0) + 1\ndef f():\n    return {}, os.mark"
    outcomes = box.run_all([Job(code.format(number), "f", (Call(),)) for number in range(5)])
    assert [returned(outcome).value for outcome in outcomes] == [(number, 1) for number in range(5)]


def test_an_empty_batch_and_a_job_without_calls(box: Box) -> None:
    assert box.run_all([]) == []
    outcome = box.run(Job("def f(): pass", "f", ()))
    assert (outcome.status, outcome.results) == ("completed", ())


def test_usage_is_measured(box: Box) -> None:
    outcome = box.call("def f():\n    x = bytearray(80 << 20)\n    return sum(x[::4096])")
    assert outcome.usage.peak_rss_bytes > 80 << 20
    assert outcome.usage.wall_s > 0
    assert outcome.usage.cpu_s > 0
