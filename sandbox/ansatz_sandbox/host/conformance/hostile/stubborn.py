"""Programs that do not end when they are told to, or that keep others from ending them."""

from __future__ import annotations

from ....job import Limits
from ..asking import no_result, returns
from ..program import BRIEF, Program

_ENDED = ("deadline",)

PROGRAMS: tuple[Program, ...] = (
    Program("ignores every signal", "stubborn", """
        import signal
        def f():
            for number in range(1, 65):
                try: signal.signal(number, signal.SIG_IGN)
                except (OSError, ValueError): pass
            while True: pass
        """, (no_result,), _ENDED, BRIEF, quick=True),
    Program("blocks every signal", "stubborn", """
        import signal, time
        def f():
            signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
            time.sleep(60)
        """, (no_result,), _ENDED, BRIEF),
    Program("ignores the end of its processor time", "stubborn", """
        import signal
        def f():
            signal.signal(signal.SIGXCPU, signal.SIG_IGN)
            while True: pass
        """, (no_result,), _ENDED, Limits(wall_s=30, cpu_s=1)),
    Program("children without end, each within its processor time", "stubborn", """
        import os
        def f():
            while True:
                if os.fork() == 0:
                    for _ in range(100_000): pass
                    os._exit(0)
                os.wait()
        """, (no_result,), _ENDED, BRIEF),
    Program("a pattern that holds the interpreter's lock", "stubborn", """
        import re
        def f(): return re.match(r'(a+)+$', 'a' * 60 + 'b')
        """, (no_result,), _ENDED, BRIEF, quick=True),
    Program("a sleep that holds the interpreter's lock", "stubborn", """
        import ctypes
        def f(): ctypes.PyDLL(None).sleep(60)
        """, (no_result,), _ENDED, BRIEF),
    Program("catches everything", "stubborn", """
        def f():
            while True:
                try:
                    while True: pass
                except BaseException: pass
        """, (no_result,), _ENDED, BRIEF),
    Program("never leaves its finally", "stubborn", """
        def f():
            try: return 1
            finally:
                while True: pass
        """, (no_result,), _ENDED, BRIEF),
    Program("stops itself", "stubborn", """
        import os, signal
        def f(): os.kill(os.getpid(), signal.SIGSTOP)
        """, (no_result,), _ENDED, BRIEF),
    Program("an exception that can't be turned into text", "stubborn", """
        class Odd(Exception):
            def __str__(self):
                while True: pass
        def f(): raise Odd
        """, (no_result,), _ENDED, BRIEF),
    Program("an entry that is never found", "stubborn", """
        def __getattr__(name):
            while True: pass
        """, (no_result,), _ENDED, BRIEF),
    Program("a thread that goes on", "stubborn", """
        import threading
        def g():
            while True: pass
        def f():
            threading.Thread(target=g).start()
            return 1
        """, (returns(1),)),
    Program("a child that keeps the output open", "stubborn", """
        import os, time
        def f():
            if os.fork() == 0:
                time.sleep(60)
            return 1
        """, (returns(1),)),
    Program("something to be done at the end", "stubborn", """
        import atexit, time
        atexit.register(time.sleep, 60)
        class Kept:
            def __del__(self): time.sleep(60)
        kept = Kept()
        def f(): return 1
        """, (returns(1),)),
    Program("waits for input", "stubborn", """
        import sys
        def f(): return sys.stdin.read()
        """, (returns(""),)),
    Program("waits for a lock that nobody gives back", "stubborn", """
        import threading
        def f():
            lock = threading.Lock()
            lock.acquire()
            lock.acquire()
        """, (no_result,), _ENDED, BRIEF),
)  # fmt: skip
