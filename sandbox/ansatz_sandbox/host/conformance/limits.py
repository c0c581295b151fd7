"""Each limit by itself, and that a job within them is not touched by those that went beyond."""

from __future__ import annotations

from ...job import Limits
from .asking import no_result, not_carried, raises, returns, short_texts, within
from .program import Program

PROGRAMS: tuple[Program, ...] = (
    Program("wall time", "limits", "import time\ndef f(): time.sleep(60)", (no_result,), ("deadline",),
            Limits(wall_s=0.5), quick=True),
    Program("wall time over all calls", "limits", "import time\ndef f(): time.sleep(0.4)", (), ("deadline",),
            Limits(wall_s=1.0), calls=40),
    Program("processor time", "limits", "def f():\n    while True: pass", (no_result,), ("deadline",),
            Limits(wall_s=30, cpu_s=1)),
    Program("memory of one process", "limits", "def f(): return len(bytearray(1 << 30))", (no_result,),
            ("out_of_memory",), Limits(wall_s=20, memory_bytes=128 << 20), quick=True),
    Program("the size of a file", "limits", """
        def f():
            with open('/tmp/x', 'wb', 0) as file:
                while True: file.write(bytes(1 << 20))
        """, (raises("OSError"),), limits=Limits(file_bytes=4 << 20)),
    Program("the number of processes", "limits", """
        import os, time
        def f():
            n = 0
            try:
                while n < 500:
                    if os.fork() == 0:
                        time.sleep(30)
                        os._exit(0)
                    n += 1
            except OSError:
                pass
            return n
        """, (within(1, 24),), limits=Limits(processes=16)),
    Program("the number of descriptors", "limits", """
        import os
        def f():
            n = 0
            try:
                while n < 5000: os.dup(0); n += 1
            except OSError:
                pass
            return n
        """, (within(10, 1100),)),
    Program("output", "limits", "def f():\n    while True: print('x' * 4096)", (no_result, short_texts),
            ("output_limit",), Limits(output_bytes=4096), quick=True),
    Program("output that is a little too long", "limits", "def f(): print('x' * 9000); return 1",
            (returns(1), short_texts), limits=Limits(output_bytes=4096)),
    Program("the size of values", "limits", "def f(): return bytes(2 << 20)", (not_carried,),
            limits=Limits(value_bytes=1 << 20)),
    Program("the size of /tmp", "limits", """
        def f():
            n = 0
            try:
                for i in range(400):
                    with open('/tmp/%d' % i, 'wb', 0) as file: n += file.write(bytes(1 << 20))
            except OSError:
                pass
            return n >> 20
        """, (within(1, 256),)),
    Program("a job within its limits after all these", "limits", "def f(): return 1", (returns(1),)),
)  # fmt: skip
