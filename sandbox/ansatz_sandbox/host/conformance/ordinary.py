"""What any backend must do with programs that mean no harm."""

from __future__ import annotations

from .asking import (
    at_line,
    like,
    not_carried,
    not_loaded,
    prints,
    raises,
    returns,
)
from .program import Program

_ECHO = "def f(x): return x"
_SPECIAL = [float("nan"), float("inf"), -float("inf"), -0.0]
_NESTED = {"a": [1, (2.0, None)], 3: b"\0"}
_LETTERS = "\0 Ångström \u4e2d \U0001f600"

PROGRAMS: tuple[Program, ...] = (
    Program("arithmetic", "ordinary", "def f(x): return x * 2", (returns(6.0),), args=(3.0,), quick=True),
    Program("twenty inputs", "ordinary", "def f(x): return x + 1", (returns(4),), args=(3,), calls=20),
    Program("named arguments", "ordinary", "def f(x, *, y): return x - y", (returns(1),), args=(3,),
            kwargs={"y": 2}),
    Program("NumPy", "ordinary", """
        import numpy as np
        def f(n): return float(np.arange(n).sum())
        """, (returns(45.0),), args=(10,), quick=True),
    Program("SciPy", "ordinary", """
        from scipy.integrate import quad
        def f(): return round(quad(lambda x: x * x, 0, 3)[0], 9)
        """, (returns(9.0),), quick=True),
    Program("linear algebra", "ordinary", """
        import numpy as np
        def f(): return np.linalg.solve(2 * np.eye(3), [2.0] * 3).tolist()
        """, (returns([1.0, 1.0, 1.0]),)),
    Program("standard output", "ordinary", "def f(): print('a line'); return 1", (returns(1),
        prints("a line\n"))),
    Program("an exception", "ordinary", "def f(x):\n    y = x\n    return 1 / y\n",
            (raises("ZeroDivisionError"), at_line(3)), args=(0,), quick=True),
    Program("an exception of one's own", "ordinary", """
        class Odd(Exception): pass
        def f(): raise Odd('so')
        """, (raises("candidate.Odd"), at_line(2))),
    Program("a syntax error", "ordinary", "x = 1\ndef f(:\n", (not_loaded("SyntaxError"), at_line(2))),
    Program("an import that fails", "ordinary", "import there_is_no_such_module\ndef f(): pass",
            (not_loaded("ModuleNotFoundError"),)),
    Program("no such entry", "ordinary", "def g(): pass", (not_loaded("AttributeError"),)),
    Program("recursion without end", "ordinary", "def f(): return f()", (raises("RecursionError"),)),
    Program("leaving by SystemExit", "ordinary", "import sys\ndef f(): sys.exit(0)", (raises("SystemExit"),)),
    Program("a class that is called", "ordinary", "class f:\n    def __new__(cls, x): return x + 1\n",
            (returns(2),), args=(1,)),
    Program("special numbers", "ordinary", _ECHO, (returns(_SPECIAL),), args=(_SPECIAL,)),
    Program("complex numbers", "ordinary", _ECHO, (returns(complex(1, -2)),), args=(complex(1, -2),)),
    Program("large integers", "ordinary", _ECHO, (returns(7**400),), args=(7**400,)),
    Program("nested values", "ordinary", _ECHO, (returns((_NESTED, True)),), args=((_NESTED, True),)),
    Program("text of every kind", "ordinary", _ECHO, (returns(_LETTERS),), args=(_LETTERS,)),
    Program("arrays keep type and order", "ordinary", """
        import numpy as np
        def f(): return np.zeros((2, 3), '>f4', order='F')
        """, (like(">f4", (2, 3), fortran=True),)),
    Program("a value that stays inside", "ordinary", "def f(): return (x for x in [])", (not_carried,)),
    Program("a temporary file", "ordinary", """
        import tempfile
        def f():
            with tempfile.TemporaryFile() as file:
                file.write(b'1')
                file.seek(0)
                return file.read()
        """, (returns(b"1"),)),
    Program("threads", "ordinary", """
        import threading
        def f():
            seen = []
            threads = [threading.Thread(target=seen.append, args=(i,)) for i in range(4)]
            for thread in threads: thread.start()
            for thread in threads: thread.join()
            return sorted(seen)
        """, (returns([0, 1, 2, 3]),)),
    Program("a fork", "ordinary", """
        import os
        def f():
            pid = os.fork()
            if pid == 0: os._exit(7)
            return os.waitpid(pid, 0)[1] >> 8
        """, (returns(7),)),
    Program("an event loop", "ordinary", """
        import asyncio
        async def g(): await asyncio.sleep(0.01); return 5
        def f(): return asyncio.run(g())
        """, (returns(5),)),
    Program("the same random numbers each time", "ordinary", """
        import random
        import numpy as np
        def f(): return random.random(), float(np.random.rand())
        """, (returns((0.8444218515250481, 0.5488135039273248)),)),
    Program("the same order of sets each time", "ordinary", """
        import sys
        def f(): return sys.flags.hash_randomization
        """, (returns(0),)),
)  # fmt: skip
