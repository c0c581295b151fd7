"""Programs that want to spoil what comes after them. What they return matters little: the next job does."""

from __future__ import annotations

from ....job import Limits
from ..program import ANYHOW, Program

_BRIEF = Limits(wall_s=5.0)


def _program(name: str, code: str, quick: bool = False) -> Program:
    return Program(name, "sabotage", code, (), ANYHOW, _BRIEF, quick=quick)


PROGRAMS: tuple[Program, ...] = (
    _program("NumPy's own functions", """
        import numpy as np, numpy.linalg, scipy.special
        def f():
            for module in (np, np.linalg, scipy.special):
                for name in dir(module):
                    if callable(getattr(module, name)) and not name.startswith("_"): setattr(module, name,
                        lambda *a, **k: 42)
        """, quick=True),
    _program("the names that every module has", """
        import builtins
        def f():
            for name in ("float", "len", "sum", "abs", "max", "isinstance", "open", "__import__"):
                setattr(builtins, name, lambda *a, **k: 42)
        """),
    _program("small numbers themselves", """
        import ctypes
        def f():
            for number in (0, 1, 2, 3): ctypes.memset(id(number) + 24, 7, 1)
        """),
    _program("where modules are looked for", """
        import os, sys
        def f():
            for name in ("numpy", "scipy", "json", "struct", "sitecustomize", "usercustomize",
                "ansatz_sandbox"):
                with open("/tmp/%s.py" % name, "w") as file: file.write("raise SystemExit('poisoned')")
            sys.path[:] = ["/tmp"]
            sys.meta_path.clear()
            sys.modules.clear()
        """),
    _program("compiled modules", """
        import glob, os, numpy
        def f():
            for root in (os.path.dirname(os.__file__), os.path.dirname(numpy.__file__),
                "/ansatz/ansatz_sandbox/guest"):
                for path in glob.glob(root + "/__pycache__/*") or [root + "/__pycache__/x.pyc"]:
                    try: open(path, "wb").write(b"poisoned")
                    except OSError: pass
        """),
    _program("states of generators and of arithmetic", """
        import decimal, gc, locale, os, random, sys, warnings
        import numpy as np
        def f():
            random.seed(9); np.random.seed(9); np.seterr(all="raise"); np.set_printoptions(precision=1)
            decimal.getcontext().prec = 2; warnings.simplefilter("error"); sys.setrecursionlimit(60)
            gc.disable(); os.umask(0o777)
        """),
    _program("files in its place", """
        import os
        def f():
            os.makedirs('/tmp/a/b')
            open('/tmp/a/x', 'w').close()
            os.chmod('/tmp/a', 0)
            os.symlink('/tmp', '/tmp/loop')
            os.mkfifo('/tmp/pipe')
            os.chmod('/tmp', 0)
        """, quick=True),
    _program("links to places of others", """
        import os
        def f():
            for number, path in enumerate(("/", "/etc", "/root", "/home", "/var/tmp", "/proc/1/root",
                "/ansatz", "/dev/zero")):
                os.symlink(path, "/tmp/%d" % number)
        """),
    _program("names that break tools", r"""
        import os
        def f():
            for name in ("-rf", "*", "a\nb", "\x1b[31m", "x" * 255, "$(reboot)", "..;", "\udcff", " "):
                open("/tmp/" + name, "w").close()
        """),
    _program("limits of the first process", """
        import os, resource
        def f():
            for act in (lambda: resource.prlimit(1, resource.RLIMIT_NPROC, (0, 0)),
                lambda: os.sched_setaffinity(1, {0}),
                        lambda: os.setpriority(os.PRIO_PROCESS, 1, 19), lambda: os.setpriority(os.PRIO_USER,
                            os.getuid(), 19)):
                try: act()
                except OSError: pass
        """),
    _program("shared memory that stays", """
        import ctypes
        def f():
            libc = ctypes.CDLL(None)
            for key in range(4711, 4720): libc.shmget(key, 1 << 20, 0o1666); libc.semget(key, 1, 0o1666)
            libc.msgget(key, 0o1666)
        """),
    _program("a daemon that writes", """
        import os, time
        def f():
            if os.fork() == 0:
                os.setsid()
                if os.fork() == 0:
                    while True:
                        try: open('/tmp/left', 'w').close()
                        except OSError: pass
                        time.sleep(0.001)
                os._exit(0)
        """, quick=True),
    _program("processes up to the limit", """
        import os, time
        def f():
            try:
                while True:
                    if os.fork() == 0: time.sleep(60)
            except OSError: pass
        """),
    _program("memory up to the limit, kept by a child", """
        import os, time
        def f():
            if os.fork() == 0:
                kept = bytearray(b"x") * (256 << 20)
                time.sleep(60)
            time.sleep(0.3)
        """),
    _program("every descriptor in use", """
        import os
        def f():
            try:
                while True: os.pipe()
            except OSError: pass
        """),
    _program("watching the next one", """
        import os, time
        def f():
            if os.fork() == 0:
                os.setsid()
                while True:
                    for name in os.listdir("/proc"):
                        try:
                            if name.isdigit() and int(name) not in (1, os.getpid()): os.kill(int(name), 9)
                        except OSError: pass
        """),
)  # fmt: skip
