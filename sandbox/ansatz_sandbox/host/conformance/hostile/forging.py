"""Programs that want to look right: marks of success, objects that equal everything, patched judges."""

from __future__ import annotations

from ..asking import NOTHING_DONE, no_result, not_carried, not_loaded, prints, raises, returns, short_texts
from ..program import Program

PROGRAMS: tuple[Program, ...] = (
    Program("marks of success", "forging", """
        import os
        def f():
            for text in ("PASSED", "1 passed in 0.01s", "OK", '{"status": "completed", "value": 42}',
                "exit code 0"):
                print(text, flush=True)
            os._exit(0)
        """, (no_result, prints("PASSED")), ("crashed",), quick=True),
    Program("marks of success while it loads", "forging", """
        import os
        print("PASSED", flush=True)
        os._exit(0)
        """, (no_result,), ("crashed",)),
    Program("ends well before it has an answer", "forging", """
        import sys
        sys.exit(0)
        def f(): return 42
        """, (not_loaded("SystemExit"), no_result)),
    Program("a patched judge", "forging", """
        import math
        import numpy as np
        always = lambda *a, **k: True
        np.allclose = np.isclose = np.array_equal = math.isclose = always
        np.testing.assert_allclose = lambda *a, **k: None
        def f(): return 41
        """, (returns(41),), quick=True),
    Program("a patched language", "forging", """
        import builtins
        always = lambda *a, **k: True
        builtins.all = builtins.any = builtins.isinstance = builtins.len = always
        def f(): return 41
        """, (), ("completed", "forged", "crashed")),
    Program("patched ways to answer", "forging", """
        import json, struct
        real = json.dumps
        json.dumps = lambda value, *a, **k: real(42)
        json.JSONEncoder.encode = lambda self, value: '42'
        struct.pack = lambda *a: b'42'
        def f(): return 41
        """, (), ("completed", "forged", "crashed")),
    Program("an object equal to everything", "forging", """
        class Same:
            def __eq__(self, other): return True
            def __ne__(self, other): return False
            def __lt__(self, other): return True
            def __float__(self): return 42.0
            def __array__(self, *a): import numpy; return numpy.array(42.0)
            def __hash__(self): return 0
        def f(): return Same()
        """, (not_carried,), quick=True),
    Program("a number equal to everything", "forging", """
        class Same(float):
            def __eq__(self, other): return True
            def __sub__(self, other): return 0.0
        def f(): return Same(1)
        """, (not_carried,)),
    Program("an array equal to everything", "forging", """
        import numpy as np
        class Same(np.ndarray):
            def __eq__(self, other): return np.ones(self.shape, bool)
            def __array_function__(self, *a): return True
            def __array_ufunc__(self, *a, **k): return np.ones(self.shape, bool)
        def f(): return np.zeros(3).view(Same)
        """, (not_carried,)),
    Program("text, lists and numbers that lie", "forging", """
        class Text(str):
            def __eq__(self, other): return True
        class Many(list):
            def __len__(self): return 3
            def __iter__(self):
                while True: yield 42
        def f(): return [Text("x"), Many()]
        """, (not_carried,)),
    Program("a class that says it is another", "forging", """
        class Float:
            __class__ = float
            def __float__(self): return 42.0
        Float.__module__, Float.__qualname__, Float.__name__ = "builtins", "float", "float"
        def f(): return Float()
        """, (not_carried,)),
    Program("a name of a class beyond all bounds", "forging", """
        def f(): return type("x" * (1 << 20), (), {})()
        """, (not_carried, short_texts)),
    Program("an exception that says it is another", "forging", """
        class MemoryError(Exception): pass
        MemoryError.__module__ = "candidate"
        def f(): raise MemoryError
        """, (raises("candidate.MemoryError"),)),
    Program("an exception without a text", "forging", """
        class Odd(Exception):
            def __str__(self): return 42
        def f(): raise Odd
        """, (raises("candidate.Odd"),)),
    Program("an array of objects", "forging", """
        import numpy as np
        def f(): return np.array([object(), 42, "x"], dtype=object)
        """, (not_carried,), quick=True),
    Program("objects in a field of an array", "forging", """
        import numpy as np
        def f(): return np.zeros(2, dtype=[("a", object), ("b", float)])
        """, (not_carried,)),
    Program("an object that is unpickled by a command", "forging", """
        class Command:
            def __reduce__(self): return __import__("os").system, ("touch /tmp/ansatz-unpickled",)
        def f(): return Command()
        """, (not_carried,), quick=True),
    Program("a list that holds itself", "forging", """
        def f():
            x = []
            x.append(x)
            return x
        """, (not_carried,)),
    Program("lists in lists", "forging", """
        def f():
            x = []
            for _ in range(100_000): x = [x]
            return x
        """, (not_carried,), quick=True),
    Program("a list beyond all bounds", "forging", "def f(): return [None] * 5_000_000", (not_carried,)),
    Program("an array beyond all bounds", "forging", """
        import numpy as np
        def f(): return np.broadcast_to(np.float64(1), (1 << 20, 1 << 20))
        """, (not_carried,)),
    Program("a dict of dicts with odd keys", "forging", """
        class Key(int): pass
        def f(): return {Key(1): 1, 1.5: {(): {}}}
        """, (not_carried,)),
    Program("what was asked, sought in frames", "forging", """
        import gc
        def f(host):
            words = ("expected", "reference", "tolerance", "oracle", "answer")
            frame = sys._getframe()
            while frame is not None:
                for name in [*frame.f_locals, *frame.f_code.co_names]:
                    if any(word in name.lower() for word in words): done.append(name)
                frame = frame.f_back
            return sorted(set(done) - {"words"})
        """, (NOTHING_DONE,), told=True, quick=True),
    Program("its own caller, replaced", "forging", """
        import ctypes, sys
        def f():
            frame = sys._getframe(1)
            for name in list(frame.f_locals):
                try: frame.f_locals[name] = 42
                except Exception: pass
            try: ctypes.pythonapi.PyFrame_LocalsToFast(ctypes.py_object(frame), ctypes.c_int(1))
            except AttributeError: pass
            return 41
        """, (), ("completed", "forged", "crashed", "out_of_memory")),
    Program("every function of its caller, replaced", "forging", """
        import gc, types
        def f():
            for thing in gc.get_objects():
                if isinstance(thing, types.FunctionType) and "ansatz" in str(thing.__module__):
                    thing.__code__ = (lambda *a, **k: 42).__code__
            return 41
        """, (), ("completed", "forged", "crashed")),
    Program("an answer by a fork", "forging", """
        import os
        def f(): return 41 if os.fork() else 42
        """, (returns(41),)),
    Program("another answer for each call", "forging", """
        n = 0
        def f():
            global n
            n += 1
            return n
        """, (returns(3),), calls=3),
)  # fmt: skip
