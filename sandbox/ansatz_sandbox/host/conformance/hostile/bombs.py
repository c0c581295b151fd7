"""Programs that grow: processes, threads, memory, numbers, text."""

from __future__ import annotations

from ....job import Limits
from ..asking import NOTHING_DONE, no_result, not_loaded, raises, returns, short_texts, within
from ..program import ANYHOW, BRIEF, SMALL, Program

_DENSE = Limits(wall_s=20.0, cpu_s=15, memory_bytes=128 << 20, processes=32)

PROGRAMS: tuple[Program, ...] = (
    Program("fork bomb", "bombs", """
        def f(host):
            marked(host["mark"])
            while True:
                try: os.fork()
                except OSError: pass
        """, (no_result,), ("deadline", "crashed", "out_of_memory"), BRIEF, told=True, quick=True),
    Program("fork bomb of the shell", "bombs", """
        import subprocess
        def f(): subprocess.run(["/bin/sh", "-c", "b() { b | b & }; b; sleep 60"])
        """, (), ANYHOW, BRIEF),
    Program("thread bomb", "bombs", """
        import threading, time
        def f():
            n = 0
            try:
                while n < 5000: threading.Thread(target=time.sleep, args=(60,), daemon=True).start(); n += 1
            except (RuntimeError, MemoryError): pass
            return n
        """, (within(1, 256),), ("completed", "out_of_memory", "crashed"), SMALL),
    Program("memory bomb of one process", "bombs", """
        def f():
            kept = []
            while True: kept.append(bytearray(1 << 20))
        """, (no_result,), ("out_of_memory",), SMALL, quick=True),
    Program("memory bomb of many processes", "bombs", """
        import os, time
        def f():
            for _ in range(16):
                if os.fork() == 0:
                    kept = bytearray(b"x") * (64 << 20)
                    time.sleep(30)
                    os._exit(0)
            time.sleep(10)
        """, (no_result,), ("out_of_memory",), _DENSE),
    Program("memory bomb that the processes share", "bombs", """
        import mmap, os, time
        def f():
            for _ in range(8):
                if os.fork() == 0:
                    kept = mmap.mmap(-1, 32 << 20)
                    kept.write(b"x" * (32 << 20))
                    time.sleep(0.5)
                    os._exit(0)
            time.sleep(0.5)
            return 1
        """, (), ANYHOW, _DENSE),
    Program("an array beyond all memory", "bombs", """
        import numpy as np
        def f(): return np.ones(1 << 40)
        """, (no_result,), ("out_of_memory",), SMALL),
    Program("text beyond all memory", "bombs", "def f(): return 'x' * (1 << 40)", (no_result,),
            ("out_of_memory",), SMALL),
    Program("zip bomb unpacked inside", "bombs", """
        import gzip
        def f(): return len(gzip.decompress(gzip.compress(bytes(1 << 20)) * 1024))
        """, (no_result,), ("out_of_memory",), SMALL),
    Program("entities that multiply", "bombs", """
        import xml.etree.ElementTree as tree
        def f():
            names = "abcdefghijklmnop"
            text = "<!ENTITY a 'aaaaaaaaaaaaaaaa'>"
            for before, name in zip(names, names[1:]):
                text += "<!ENTITY %s '%s'>" % (name, ("&%s;" % before) * 16)
            tree.fromstring("<!DOCTYPE x [%s]><x>&p;</x>" % text)
        """, (no_result,), ("completed", "out_of_memory", "deadline"),
            Limits(wall_s=2, memory_bytes=128 << 20)),
    Program("recursion without a limit", "bombs", """
        import sys
        def f():
            sys.setrecursionlimit(1 << 30)
            def g(n): return [g(n + 1)]
            return g(0)
        """, (no_result,), ("crashed", "out_of_memory", "deadline"),
            Limits(wall_s=5, cpu_s=10, memory_bytes=256 << 20)),
    Program("a number beyond all time", "bombs", "def f(): return 9 ** 9 ** 9", (no_result,),
            ("deadline", "out_of_memory"), BRIEF),
    Program("brackets without end", "bombs", "x = " + "(" * 100_000 + "\ndef f(): pass",
            (), ("completed", "crashed", "out_of_memory")),
    Program("source beyond all bounds", "bombs", "x = [" + "0," * 1_000_000 + "]\ndef f(): return len(x)",
            (), ("completed", "out_of_memory", "deadline")),
    Program("a module that never loads", "bombs", "while True: pass\ndef f(): return 1", (no_result,),
            ("deadline",), BRIEF),
    Program("a module that forks while it loads", "bombs", """
        import os
        for _ in range(3): os.fork()
        def f(): return 1
        """, (returns(1),)),
    Program("a message beyond all bounds", "bombs", "def f(): raise ValueError('x' * (64 << 20))",
            (raises("ValueError"), short_texts)),
    Program("warnings without end", "bombs", """
        import warnings
        def f():
            for i in range(20000): warnings.warn('warning %d %s' % (i, 'x' * 2000))
            return 1
        """, (returns(1), short_texts)),
    Program("open descriptors", "bombs", """
        import os
        def f():
            n = 0
            try:
                while n < 100_000: os.pipe(); n += 1
            except OSError: pass
            return n
        """, (within(1, 1024),)),
    Program("full pipes", "bombs", """
        import fcntl, os
        def f():
            n = 0
            try:
                while n < 100_000:
                    reading, writing = os.pipe()
                    os.set_blocking(writing, False)
                    try: fcntl.fcntl(writing, 1031, 1 << 20)
                    except OSError: pass
                    n += os.write(writing, bytes(1 << 20))
            except OSError: pass
            return n >> 20
        """, (within(0, 256),)),
    Program("timers without end", "bombs", """
        import signal
        def f():
            seen = []
            signal.signal(signal.SIGALRM, lambda *_: seen.append(1))
            signal.setitimer(signal.ITIMER_REAL, 1e-6, 1e-6)
            for _ in range(100_000): pass
            signal.setitimer(signal.ITIMER_REAL, 0)
            return 1
        """, (), ("completed", "deadline"), BRIEF),
    Program("a module that is no Python", "bombs", "\x7fELF\x02\x01\x01 \x00", (not_loaded("SyntaxError",
        "ValueError"),)),
    Program("execution of itself", "bombs", """
        def f(host):
            marked(host["mark"])
            attempt("ran on", os.execv, sys.executable, [sys.executable, "-c", "while True: pass"])
            return done
        """, (no_result,), ("deadline", "crashed"), BRIEF, told=True),
    Program("pages locked in memory", "bombs", """
        def f(host):
            attempt("mlockall", lambda: checked(libc.mlockall(3)))
            attempt("mlock", lambda: checked(libc.mlock(ctypes.create_string_buffer(8 << 20), 8 << 20)))
            return done
        """, (NOTHING_DONE,), told=True),
)  # fmt: skip
