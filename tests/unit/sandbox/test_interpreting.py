"""Formulas without isolation: computed as Python would, and nothing else is taken."""

from __future__ import annotations

import asyncio
from typing import Any

import numpy as np
import pytest

from ansatz_sandbox import (
    Call,
    Job,
    Limits,
    NotCarried,
    NotReached,
    Outcome,
    Raised,
    Returned,
    SandboxUnavailable,
    Value,
)
from ansatz_sandbox.host.interpreting import Interpreting

WHY = SandboxUnavailable("There is none.", "Install one.")


def run(code: str, *args: Value, limits: Limits | None = None, entry: str = "f") -> Outcome:
    job = Job(code, entry, (Call(args),), limits or Limits(), from_formula=True)
    return asyncio.run(Interpreting(WHY).run(job))


def value(outcome: Outcome) -> Any:
    (result,) = outcome.results
    assert isinstance(result, Returned), outcome
    return result.value


COMPUTED: dict[str, tuple[str, tuple[Value, ...], Value]] = {
    "arithmetic": ("def f(x, y): return (x + y) * x / y - x ** 2 % 3 // 1", (3.0, 2.0), 7.5),
    "a module's constants": ("G: float = 2.0\nH = G * 3\ndef f(x): return H * x", (1.5,), 9.0),
    "NumPy": ("import numpy as np\ndef f(x): return float(np.sqrt(x) + np.pi * 0)", (9.0,), 3.0),
    "SciPy": ("from scipy import special, constants\n"
              "def f(x): return float(special.gamma(x)) * int(constants.c > 1)",
              (5.0,), 24.0),
    "an integral": ("from scipy import integrate\ndef f(a):\n"
                    "    return round_(integrate.quad(lambda t: t * a, 0, 2, epsabs=0.0)[0])\n"
                    "def round_(x): return int(x * 1e6 + 0.5) / 1e6", (3.0,), 6.0),
    "a series": ("def f(x):\n    total, quiet = 0.0, 0\n    for n in range(50):\n        term = x ** n\n"
                 "        total += term\n        quiet = quiet + 1 if abs(term) < 1e-17 * total else 0\n"
                 "        if quiet == 4:\n            return total\n    return total", (0.5,), 2.0),
    "a sum": ("def f(n): return sum(k * 1.0 for k in range(1, int(n) + 1))", (4,), 10.0),
    "cases": ("import numpy as np\ndef f(x):\n    x = np.asarray(x, dtype=float)\n"
              '    with np.errstate(divide="ignore", invalid="ignore"):\n'
              "        y = np.select([x < 0, x >= 0], [0.0 * x, 1 / x], default=np.nan)\n"
              "    return float(y[()])",
              (4.0,), 0.25),
    "comparisons in a chain": ("def f(x): return 1 if 0 < x <= 2 and not x == 1 else -1", (2,), 1),
    "its own functions": ("def g(x, k=2): return k * x\ndef f(x): return g(x) + g(x, k=3)", (2.0,), 10.0),
    "names of its own": ("def f(sum): return sum + 1", (1,), 2),
    "annotations that mean nothing": ("def f(x: 'nothing.at[all]') -> open: return x", (1.0,), 1.0),
}  # fmt: skip


@pytest.mark.parametrize("name", COMPUTED)
def test_computes(name: str):
    code, args, expected = COMPUTED[name]
    assert value(run(code, *args)) == pytest.approx(expected)


def test_arrays_and_the_last_axis():
    code = "import numpy as np\ndef f(x, a): return np.sum(a * x[..., np.newaxis] ** 2, axis=-1)"
    found = value(run(code, np.array([1.0, 2.0]), np.array([1.0, 3.0])))
    assert np.array_equal(found, [4.0, 16.0])


def test_vectorised_functions_of_its_own():
    code = (
        "import numpy as np\nfrom scipy import integrate\n"
        "def f(a):\n"
        "    def integral(a):\n        return integrate.quad(lambda t: a * t, 0.0, 1.0)[0]\n"
        "    return np.vectorize(integral, otypes=[float])(a)[()]\n"
    )
    assert np.allclose(value(run(code, np.array([2.0, 4.0]))), [1.0, 2.0])


def test_arguments_stay_as_they_were():
    array = np.array([1.0, 2.0])
    outcome = run("def f(x):\n    x += 1\n    return x", array)
    assert np.array_equal(value(outcome), [2.0, 3.0])
    assert np.array_equal(array, [1.0, 2.0])


def test_what_it_computes_is_not_called_isolated():
    assert run("def f(): return 1").isolated is False


REFUSED = {
    "imports": "import os\ndef f(): return os.getpid()",
    "imports of files": "from numpy import load\ndef f(): return load('x')",
    "relative imports": "from . import x\ndef f(): return x",
    "files of NumPy": "import numpy as np\ndef f(): return np.load('x')",
    "what hangs on modules": "import numpy as np\ndef f(): return np.linalg.linalg.os.getcwd()",
    "attributes of values": "def f(x): return x.__class__.__mro__",
    "methods": "def f(x): return x.tofile('x')",
    "hidden names": "def f(): return __builtins__",
    "text": "def f(): return 'x' * 9",
    "types by name": "import numpy as np\ndef f(x): return np.asarray(x, dtype='O')",
    "text between the lines": "t = 'O'\nimport numpy as np\ndef f(x): return np.asarray(x, dtype=t)",
    "formatted text": "def f(x): return f'{x.__class__}'",
    "places to write to": "import numpy as np\ndef f(x): return np.add(x, 1, out=x)",
    "more arguments": "import numpy as np\ndef f(x): return np.add(*x)",
    "named ones, too": "import numpy as np\ndef f(x): return np.add(**x)",
    "classes": "class f:\n    pass",
    "decorators": "import numpy as np\n@np.vectorize\ndef f(x): return x",
    "loops without end": "def f():\n    while True: pass",
    "with": "import numpy as np\ndef f():\n    with np.printoptions(): return 1",
    "what is caught": "def f():\n    try: return 1\n    except Exception: return 2",
    "assignments to parts": "def f(x):\n    x[0] = 1\n    return x",
    "assignments to modules": "import numpy as np\nnp.sin = 1\ndef f(): return 1",
    "names of imports, taken": "import numpy as np\ndef f(np): return np.pi",
    "globals": "x = 1\ndef f():\n    global x\n    x = 2\n    return x",
    "walrus": "def f(): return (y := 1)",
    "async": "async def f(): return 1",
    "generators": "def f():\n    yield 1",
    "shifts": "def f(): return 1 << 99999999999",
    "no Python": "def f(:",
    "deep nesting": "def f(): return " + "(" * 5000 + "1" + ")" * 5000,
}


@pytest.mark.parametrize("name", REFUSED)
def test_refuses(name: str):
    outcome = run(REFUSED[name], 1.0)
    assert outcome.status == "crashed"
    assert outcome.results == (NotReached(),)
    assert outcome.detail.startswith("not run")


def test_code_of_anybody_else_is_answered_with_what_to_install():
    with pytest.raises(SandboxUnavailable) as caught:
        asyncio.run(Interpreting(WHY).run(Job("def f(): return 1", "f", (Call(),))))
    assert caught.value is WHY


BOUNDED = {
    "powers": "def f(): return 9 ** 9 ** 9",
    "products": "def f():\n    x = 3\n    for n in range(100): x = x * x\n    return x",
    "ranges": "import numpy as np\ndef f(): return np.arange(10 ** 12)",
    "shapes": "import numpy as np\ndef f(): return np.zeros((10 ** 6, 10 ** 6))",
    "outer products": "import numpy as np\ndef f():\n    x = np.ones(9999)\n    return x[:, np.newaxis] * x",
}


@pytest.mark.parametrize("name", BOUNDED)
def test_what_grows_is_bounded(name: str):
    outcome = run(BOUNDED[name])
    assert outcome.status == "out_of_memory"
    assert isinstance(outcome.results[0], Raised)


@pytest.mark.parametrize(
    "code",
    [
        "def f():\n    n = 0\n    for i in range(10 ** 15): n = n + 1\n    return n",
        "def f(): return sum(1 for i in range(10 ** 15))",
    ],
)
def test_time_is_bounded(code: str):
    assert run(code, limits=Limits(wall_s=0.3)).status == "deadline"


@pytest.mark.parametrize(
    ("code", "kind", "line"),
    [
        ("def f(x):\n    y = x\n    return 1 / (y - 1)", "ZeroDivisionError", 3),
        ("def f(x):\n    return undefined", "NameError", 2),
        ("def f(x): return [1, 2][5]", "IndexError", 1),
        ("def f(x): return f(x)", "RecursionError", 1),
        ("def f(x): return [x] * 5", "TypeError", 1),
        ("def f(x, y): return x", "TypeError", None),
    ],
)
def test_what_is_raised(code: str, kind: str, line: int | None):
    outcome = run(code, 1)
    (result,) = outcome.results
    assert outcome.status == "completed"
    assert isinstance(result, Raised)
    assert result.type == kind
    assert line is None or result.line == line


def test_no_such_entry_and_a_module_that_fails():
    assert getattr(run("def g(): return 1").load_error, "type", None) == "AttributeError"
    assert getattr(run("x = 1 / 0\ndef f(): return 1").load_error, "type", None) == "ZeroDivisionError"


def test_functions_do_not_leave():
    assert isinstance(value(run("def f(): return lambda: 1")), NotCarried)


def test_warnings_are_told():
    outcome = run("import numpy as np\ndef f(x): return np.log(x)", np.array([0.0]))
    (result,) = outcome.results
    assert isinstance(result, Returned)
    assert result.warnings[0].startswith("RuntimeWarning: divide by zero")
