"""Programs that go for processes: signals, tracing, daemons, and every way to end."""

from __future__ import annotations

from ..asking import NOTHING_DONE, no_result, returns, within
from ..program import ANYHOW, Program

_ENDED = ("crashed",)

PROGRAMS: tuple[Program, ...] = (
    Program("a signal to everyone", "processes", """
        import os
        def f():
            os.kill(-1, 9)
            return 1
        """, (), ("completed", "crashed"), quick=True),
    Program("every signal to every number", "processes", """
        def f(host):
            for pid in range(2, 1 << 16):
                if pid != os.getpid():
                    for number in (15, 9):
                        attempt(str(pid), os.kill, pid, number)
            return done
        """, (NOTHING_DONE,), told=True),
    Program("signals to the host's processes", "processes", """
        import signal
        def f(host):
            for pid in host["pids"]:
                for number in (signal.SIGTERM, signal.SIGKILL, signal.SIGSTOP, signal.SIGHUP, 0):
                    if pid != os.getpid(): attempt("kill", os.kill, pid, number)
                attempt("group", os.killpg, pid, signal.SIGTERM)
                attempt("tgkill", system, 234, 131, pid, pid, 9)
                attempt("queue", system, 129, 138, pid, 9, ctypes.create_string_buffer(128))
            return done
        """, (NOTHING_DONE,), told=True, quick=True),
    Program("signals to the first process", "processes", """
        import os, signal
        def f():
            for number in range(1, 65):
                try: os.kill(1, number)
                except OSError: pass
            return 1
        """, (returns(1),)),
    Program("signals to its parents and groups", "processes", """
        import os
        def f():
            for target in (os.getppid(), -os.getpgid(os.getppid() or 1) or -1):
                for number in (1, 2, 15, 9):
                    try:
                        if abs(target) > 1: os.kill(target, number)
                    except OSError: pass
            return 1
        """, (returns(1),), ("completed", "crashed")),
    Program("a daemon", "processes", """
        import time
        def f(host):
            if os.fork() == 0:
                os.setsid()
                if os.fork() == 0:
                    marked(host["mark"])
                    for number in range(1, 32):
                        try: __import__("signal").signal(number, 1)
                        except (OSError, ValueError): pass
                    while True: time.sleep(0.01)
                os._exit(0)
            os.wait()
            return done
        """, (NOTHING_DONE,), told=True, quick=True),
    Program("daemons that start each other anew", "processes", """
        import time
        def f(host):
            if os.fork() == 0:
                marked(host["mark"])
                os.setsid()
                while True:
                    try:
                        if os.fork() > 0: os._exit(0)
                    except OSError: pass
            time.sleep(0.05)
            return done
        """, (NOTHING_DONE,), told=True),
    Program("a foster parent for orphans", "processes", """
        import time
        def f(host):
            libc.prctl(36, 1, 0, 0, 0)
            for _ in range(8):
                if os.fork() == 0:
                    if os.fork() == 0:
                        marked(host["mark"])
                        time.sleep(60)
                    os._exit(0)
            return done
        """, (NOTHING_DONE,), told=True),
    Program("children that nobody waits for", "processes", """
        import os
        def f():
            n = 0
            try:
                while n < 1000:
                    if os.fork() == 0: os._exit(0)
                    n += 1
            except OSError: pass
            return n
        """, (within(1, 200),)),
    Program("tracing", "processes", """
        def f(host):
            for pid in [1, os.getppid(), *host["pids"]]:
                for request in (16, 0x4206):
                    attempt("attach", lambda: checked(libc.ptrace(request, pid, 0, 0)))
            return done
        """, (NOTHING_DONE,), told=True, quick=True),
    Program("being traced", "processes", """
        def f(host):
            attempt("a child", system, 101, 117, 0, 0, 0, 0)
            return done
        """, (NOTHING_DONE,), told=True),
    Program("memory of others", "processes", """
        def f(host):
            text = ctypes.create_string_buffer(8)
            vector = struct.pack("PN", ctypes.addressof(text), 8)
            for pid in [1, os.getppid(), *host["pids"]]:
                attempt("read", system, 310, 270, pid, vector, 1, vector, 1, 0)
                attempt("write", system, 311, 271, pid, vector, 1, vector, 1, 0)
                attempt("mem", lambda: open("/proc/%d/mem" % pid, "rb+").close())
            return done
        """, (NOTHING_DONE,), told=True),
    Program("descriptors of others", "processes", """
        def f(host):
            for pid in [1, *host["pids"]]:
                def take():
                    held = os.pidfd_open(pid)
                    for number in range(16): system(438, 438, held, number, 0)
                if hasattr(os, "pidfd_open"): attempt("pidfd_getfd", take)
            return done
        """, (NOTHING_DONE,), told=True),
    Program("limits of others", "processes", """
        import resource
        def f(host):
            for pid in [1, *host["pids"]]:
                attempt("prlimit", resource.prlimit, pid, resource.RLIMIT_NOFILE, (1, 1))
                attempt("priority", os.setpriority, os.PRIO_PROCESS, pid, 19)
                attempt("processors", os.sched_setaffinity, pid, {0})
            attempt("everybody's priority", os.setpriority, os.PRIO_USER, os.getuid(), 19)
            return done
        """, (NOTHING_DONE,), told=True, unless="no filter of system calls"),
    Program("limits of its own", "processes", """
        import resource
        def f(host):
            for name in ("AS", "CPU", "FSIZE", "NPROC", "NOFILE", "CORE", "MEMLOCK"):
                kind = getattr(resource, "RLIMIT_" + name)
                hard = resource.getrlimit(kind)[1]
                attempt(name, resource.setrlimit, kind, (hard + 1, hard + 1))
                attempt(name, resource.setrlimit, kind, (-1, -1))
            attempt("priority", os.setpriority, os.PRIO_PROCESS, 0, -20)
            attempt("real time", os.sched_setscheduler, 0, os.SCHED_FIFO, os.sched_param(50))
            attempt("spared", lambda: open("/proc/self/oom_score_adj", "w").write("-1000"))
            return done
        """, (NOTHING_DONE,), told=True),
    Program("a segmentation fault", "processes", "import ctypes\ndef f(): ctypes.string_at(0)", (no_result,),
        _ENDED,
            quick=True),
    Program("a fault of another kind", "processes", """
        import os, signal
        def f(): os.kill(os.getpid(), signal.SIGILL)
        """, (no_result,), _ENDED),
    Program("an abort", "processes", "import os\ndef f(): os.abort()", (no_result,), _ENDED),
    Program("killing itself", "processes", "import os\ndef f(): os.kill(os.getpid(), 9)", (no_result,),
        _ENDED),
    Program("leaving early", "processes", "import os\ndef f(): os._exit(0)", (no_result,), _ENDED,
        quick=True),
    Program("leaving while it loads", "processes", "import os\nos._exit(0)\ndef f(): pass", (no_result,),
        _ENDED),
    Program("leaving by the C library", "processes", "import ctypes\ndef f(): ctypes.CDLL(None).exit(0)",
        (no_result,),
            _ENDED),
    Program("becoming another program", "processes", "import os\ndef f(): os.execv('/bin/true', ['true'])",
            (no_result,), _ENDED),
    Program("leaving from a thread", "processes", """
        import os, threading, time
        def f():
            threading.Thread(target=os._exit, args=(0,)).start()
            time.sleep(5)
        """, (no_result,), _ENDED),
    Program("a stack that overflows", "processes", """
        import ctypes
        LOOP = ctypes.CFUNCTYPE(None)
        def g(): LOOP(g)()
        def f():
            __import__("sys").setrecursionlimit(1 << 30)
            g()
        """, (), ("completed", "crashed", "out_of_memory")),
    Program("input for a terminal", "processes", """
        import fcntl
        def f(host):
            for number in range(3):
                for letter in (b"i", b"d", bytes([10])):
                    attempt("typed", fcntl.ioctl, number, 0x5412, letter)
            return done
        """, (NOTHING_DONE,), told=True),
    Program("a dump of its memory", "processes", """
        import ctypes, os, resource
        def f():
            try: resource.setrlimit(resource.RLIMIT_CORE, (-1, -1))
            except (OSError, ValueError): pass
            os.chdir("/tmp")
            ctypes.string_at(1)
        """, (no_result,), ANYHOW[1:2]),
)  # fmt: skip
