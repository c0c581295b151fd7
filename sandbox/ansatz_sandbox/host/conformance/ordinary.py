"""What any backend must do with programs that mean no harm, and where its limits are."""

from __future__ import annotations

from ...job import Limits
from .program import (
    ANYHOW,
    Program,
    at_line,
    no_result,
    not_carried,
    not_loaded,
    prints,
    raises,
    returns,
    within,
)

_ORDINARY = Limits(wall_s=20.0)


def _one(name: str, code: str, *must: object, **more: object) -> Program:
    return Program(name, "ordinary", code, must=must, **{"limits": _ORDINARY, **more})  # type: ignore[arg-type]


def ordinary() -> list[Program]:
    """Programs of users."""
    nan, infinity = float("nan"), float("inf")
    echo = "def f(x): return x"
    return [
        _one("arithmetic", "def f(x): return x * 2", returns(6.0), args=(3.0,), quick=True),
        _one("NumPy", "import numpy as np\ndef f(n): return float(np.arange(n).sum())", returns(45.0), args=(10,)),
        _one(
            "SciPy",
            "from scipy.integrate import quad\ndef f(): return round(quad(lambda x: x * x, 0, 3)[0], 9)",
            returns(9.0),
            quick=True,
        ),
        _one("linear algebra", "import numpy as np\ndef f(): return np.linalg.solve(2 * np.eye(3), [2.0] * 3).tolist()",
             returns([1.0, 1.0, 1.0])),
        _one("twenty inputs", "def f(x): return x + 1", returns(4), args=(3,), calls=20),
        _one("standard output", "def f(): print('a line'); return 1", returns(1), prints("a line\n")),
        _one("an exception", "def f(x):\n    y = x\n    return 1 / y\n", raises("ZeroDivisionError"), at_line(3),
             args=(0,), quick=True),
        _one("an exception of one's own", "class Odd(Exception): pass\ndef f(): raise Odd('so')", raises("candidate.Odd")),
        _one("a syntax error", "x = 1\ndef f(:\n", not_loaded("SyntaxError"), at_line(2)),
        _one("an import that fails", "import there_is_no_such_module\ndef f(): pass", not_loaded("ModuleNotFoundError")),
        _one("no such entry", "def g(): pass", not_loaded("AttributeError")),
        _one("recursion without end", "def f(): return f()", raises("RecursionError")),
        _one("leaving by SystemExit", "import sys\ndef f(): sys.exit(0)", raises("SystemExit")),
        _one("a class's method", "class f:\n    def __new__(cls, x): return x + 1\n", returns(2), args=(1,)),
        _one("special numbers", echo, returns([nan, infinity, -infinity, -0.0]), args=([nan, infinity, -infinity, -0.0],)),
        _one("complex numbers", echo, returns(complex(1, -2)), args=(complex(1, -2),)),
        _one("large integers", echo, returns(7**400), args=(7**400,)),
        _one("nested values", echo, returns(({"a": [1, (2.0, None)], 3: b"\0"}, True)), args=(({"a": [1, (2.0, None)], 3: b"\0"}, True),)),
        _one("text of every kind", echo, returns("\0 Ångström \u4e2d \U0001f600"), args=("\0 Ångström \u4e2d \U0001f600",)),
        _one("arrays keep type and order", "import numpy as np\ndef f():\n    a = np.zeros((2, 3), '>f4', order='F')\n"
             "    return a", lambda outcome: "" if "dtype('>f4')" in repr(getattr(outcome.results[0], "value", None).dtype)
             and outcome.results[0].value.flags.f_contiguous else "type or order of an array was lost"),
        _one("a value that stays inside", "def f(): return (x for x in [])", not_carried),
        _one("a temporary file", "import tempfile\ndef f():\n    with tempfile.TemporaryFile() as file:\n"
             "        file.write(b'1'); file.seek(0); return file.read()", returns(b"1")),
        _one("threads", "import threading\ndef f():\n    seen = []\n    t = [threading.Thread(target=seen.append, args=(i,)) for i in range(4)]\n"
             "    [x.start() for x in t]; [x.join() for x in t]\n    return sorted(seen)", returns([0, 1, 2, 3])),
        _one("a fork", "import os\ndef f():\n    pid = os.fork()\n    if pid == 0: os._exit(7)\n"
             "    return os.waitpid(pid, 0)[1] >> 8", returns(7)),
        _one("the same random numbers each time", "import random\nimport numpy as np\ndef f(): return random.random(), float(np.random.rand())",
             returns((0.8444218515250481, 0.5488135039273248))),
        _one("sets in the same order each time", "def f(): return hash('ansatz') == hash('ansatz') and __import__('sys').flags.hash_randomization",
             returns(0)),
    ]  # fmt: skip


def limits() -> list[Program]:
    """Each limit by itself."""
    return [
        Program("wall time", "limits", "import time\ndef f(): time.sleep(60)", ("deadline",), (no_result,), Limits(wall_s=0.5), quick=True),
        Program("processor time", "limits", "def f():\n    while True: pass", ("deadline",), (no_result,), Limits(wall_s=20, cpu_s=1)),
        Program("memory of one process", "limits", "def f(): return len(bytearray(1 << 30))", ("out_of_memory",), (no_result,),
                Limits(wall_s=10, memory_bytes=128 << 20), quick=True),
        Program("the size of a file", "limits", "def f():\n    with open('/tmp/x', 'wb', 0) as file:\n        while True: file.write(bytes(1 << 20))",
                ("completed",), (raises("OSError"),), Limits(wall_s=10, file_bytes=4 << 20)),
        Program("the number of processes", "limits",
                "import os, time\ndef f():\n    n = 0\n    try:\n        while n < 500:\n            if os.fork() == 0: time.sleep(30); os._exit(0)\n"
                "            n += 1\n    except OSError: pass\n    return n", ("completed",), (within(1, 24),), Limits(wall_s=10, processes=16)),
        Program("the number of descriptors", "limits",
                "import os\ndef f():\n    n = 0\n    try:\n        while n < 5000: os.dup(0); n += 1\n    except OSError: pass\n    return n",
                ("completed",), (within(10, 1100),), Limits(wall_s=10)),
        Program("output", "limits", "def f():\n    while True: print('x' * 4096)", ("output_limit",), (no_result,), Limits(wall_s=20, output_bytes=4096)),
        Program("the size of values", "limits", "def f(): return bytes(2 << 20)", ("completed",), (not_carried,), Limits(wall_s=10, value_bytes=1 << 20)),
        Program("the size of /tmp", "limits",
                "def f():\n    n = 0\n    try:\n        for i in range(400):\n            with open('/tmp/%d' % i, 'wb', 0) as file: n += file.write(bytes(1 << 20))\n"
                "    except OSError: pass\n    return n >> 20", ("completed",), (within(1, 256),), Limits(wall_s=20)),
        Program("a job within its limits after all these", "limits", "def f(): return 1", ANYHOW[:1], (returns(1),), _ORDINARY),
    ]  # fmt: skip
