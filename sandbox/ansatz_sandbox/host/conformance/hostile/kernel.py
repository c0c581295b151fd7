"""Programs that go for the kernel: namespaces, mounts, privileges, and its large and faulty parts."""

from __future__ import annotations

from ..asking import NOTHING_DONE, no_result, returns
from ..program import NO_FILTER, Program

_FLAGS = "(0x10000000, 0x20000000, 0x20000, 0x40000000, 0x8000000, 0x4000000, 0x2000000)"

PROGRAMS: tuple[Program, ...] = (
    Program("new namespaces by unshare", "kernel", f"""
        def f(host):
            for flag in {_FLAGS}: attempt(hex(flag), lambda: checked(libc.unshare(flag)))
            return done
        """, (NOTHING_DONE,), told=True, quick=True),
    Program("new namespaces by clone", "kernel", f"""
        def f(host):
            def clone(flag):
                if system(56, 220, flag | 17, 0, 0, 0, 0) == 0: os._exit(0)
            for flag in {_FLAGS}: attempt(hex(flag), clone, flag)
            attempt("clone3", system, 435, 435, struct.pack("=11Q", 0x10000000, 0, 0, 0, 17, 0, 0, 0, 0, 0,
                0), 88)
            return done
        """, (NOTHING_DONE,), told=True),
    Program("the namespaces of others", "kernel", """
        def f(host):
            for pid in [1, *host["pids"]]:
                for kind in ("user", "mnt", "net", "pid", "ipc", "uts", "cgroup"):
                    attempt(kind, lambda: checked(libc.setns(os.open("/proc/%d/ns/%s" % (pid, kind), 0), 0)))
            return done
        """, (NOTHING_DONE,), told=True),
    Program("mounts", "kernel", """
        def f(host):
            os.mkdir("/tmp/m")
            for kind in (b"tmpfs", b"proc", b"sysfs", b"overlay", b"devpts", b"mqueue", b"cgroup2",
                b"debugfs", b"bpf"):
                attempt(kind.decode(), lambda: checked(libc.mount(b"none", b"/tmp/m", kind, 0, None)))
            attempt("bind", lambda: checked(libc.mount(b"/", b"/tmp/m", None, 4096, None)))
            attempt("move", lambda: checked(libc.mount(b"/usr", b"/tmp/m", None, 8192, None)))
            for place in (b"/", b"/usr", b"/proc", b"/sys", b"/dev"):
                attempt("writable", lambda: checked(libc.mount(None, place, None, 32 | 4096, None)))
            return done
        """, (NOTHING_DONE,), told=True, quick=True),
    Program("no mounts", "kernel", """
        def f(host):
            for place in (b"/tmp", b"/proc", b"/dev", b"/usr", b"/", b"/proc/sys", b"/proc/kcore"):
                for flag in (0, 2, 1): attempt(place.decode(), lambda: checked(libc.umount2(place, flag)))
            return done
        """, (NOTHING_DONE,), told=True),
    Program("mounts by the newer calls", "kernel", """
        def f(host):
            attempt("fsopen", system, 430, 430, b"tmpfs", 0)
            attempt("open_tree", system, 428, 428, -100, b"/", 1)
            attempt("move_mount", system, 429, 429, -100, b"/usr", -100, b"/tmp", 0)
            attempt("fspick", system, 433, 433, -100, b"/", 0)
            attempt("mount_setattr", system, 442, 442, -100, b"/", 0, struct.pack("=4Q", 0, 1, 0, 0), 32)
            return done
        """, (NOTHING_DONE,), told=True),
    Program("another root", "kernel", """
        def f(host):
            attempt("chroot", os.chroot, "/tmp")
            attempt("pivot_root", system, 155, 41, b"/tmp", b"/tmp")
            return done
        """, (NOTHING_DONE,), told=True),
    Program("io_uring", "kernel", """
        def f(host):
            attempt("setup", system, 425, 425, 4, ctypes.create_string_buffer(120))
            attempt("register", system, 427, 427, -1, 0, 0, 0)
            return done
        """, (NOTHING_DONE,), told=True, unless=NO_FILTER, quick=True),
    Program("bpf", "kernel", """
        def f(host):
            attempt("map", system, 321, 280, 0, struct.pack("=4I", 2, 4, 8, 1), 16)
            attempt("program", system, 321, 280, 5, ctypes.create_string_buffer(120), 120)
            return done
        """, (NOTHING_DONE,), told=True, quick=True),
    Program("performance counters", "kernel", """
        def f(host):
            attributes = ctypes.create_string_buffer(struct.pack("=IIQ", 1, 112, 0), 112)
            attempt("open", system, 298, 241, attributes, 0, -1, -1, 0)
            return done
        """, (NOTHING_DONE,), told=True),
    Program("page faults for oneself", "kernel", """
        def f(host):
            attempt("userfaultfd", system, 323, 282, 0)
            attempt("userfaultfd of the user", system, 323, 282, 1)
            return done
        """, (NOTHING_DONE,), told=True, unless=NO_FILTER),
    Program("keyrings", "kernel", """
        def f(host):
            attempt("add_key", system, 248, 217, b"user", b"ansatz", b"x", 1, -3)
            attempt("request_key", system, 249, 218, b"user", b"ansatz", None, -3)
            attempt("session", system, 250, 219, 1, None)
            return done
        """, (NOTHING_DONE,), told=True, unless=NO_FILTER),
    Program("asynchronous input and output", "kernel", """
        def f(host):
            attempt("io_setup", system, 206, 0, 64, ctypes.create_string_buffer(8))
            return done
        """, (NOTHING_DONE,), told=True, unless=NO_FILTER),
    Program("memory without an owner", "kernel", """
        def f(host):
            attempt("memfd_create", system, 319, 279, b"x", 0)
            attempt("memfd_secret", system, 447, 447, 0)
            attempt("shmget", system, 29, 194, 4711, 1 << 20, 0o1666)
            attempt("msgget", system, 68, 186, 4711, 0o1666)
            attempt("semget", system, 64, 190, 4711, 1, 0o1666)
            attempt("mq_open", system, 240, 180, b"ansatz", 0o102, 0o600, None)
            return done
        """, (NOTHING_DONE,), told=True, unless=NO_FILTER),
    Program("modules and other kernels", "kernel", """
        def f(host):
            attempt("init_module", system, 175, 105, ctypes.create_string_buffer(64), 64, b"")
            attempt("finit_module", system, 313, 273, 0, b"", 0)
            attempt("delete_module", system, 176, 106, b"loop", 2048)
            attempt("kexec_load", system, 246, 104, 0, 0, None, 0)
            attempt("reboot", system, 169, 142, -18751827, 672274793, 0x89ABCDEF, None)
            return done
        """, (NOTHING_DONE,), told=True),
    Program("the machine's clock, name and log", "kernel", """
        import time
        def f(host):
            attempt("clock", time.clock_settime, time.CLOCK_REALTIME, 0.0)
            attempt("name", socket.sethostname, "mine")
            attempt("log", lambda: checked(libc.klogctl(3, ctypes.create_string_buffer(64), 64)))
            attempt("swap", lambda: checked(libc.swapoff(b"/swap")))
            attempt("accounting", lambda: checked(libc.acct(None)))
            attempt("quota", system, 179, 60, 0x80000700, b"/dev/vda", 0, None)
            return done
        """, (NOTHING_DONE,), told=True),
    Program("ports of the machine", "kernel", """
        def f(host):
            attempt("iopl", system, 172, None, 3)
            attempt("ioperm", system, 173, None, 0, 1024, 1)
            attempt("ldt", system, 154, None, 1, ctypes.create_string_buffer(16), 16)
            return done
        """, (NOTHING_DONE,), told=True, unless=NO_FILTER),
    Program("files by their number", "kernel", """
        def f(host):
            attempt("name", system, 303, 264, -100, b"/", ctypes.create_string_buffer(136),
                ctypes.create_string_buffer(8), 0)
            handle = ctypes.create_string_buffer(struct.pack("=iiQ", 8, 1, 2), 136)
            attempt("open", system, 304, 265, os.open("/", 0), handle, 0)
            attempt("watch all", system, 300, 262, 0, 0)
            return done
        """, (NOTHING_DONE,), told=True),
    Program("calls by the 32-bit gate", "kernel", """
        import ctypes, mmap, os
        def f():
            if os.uname().machine != "x86_64": os.abort()
            page = mmap.mmap(-1, 4096, prot=7)
            page.write(bytes.fromhex("b814000000cd80c3"))  # getpid by int 0x80, then return
            return ctypes.CFUNCTYPE(ctypes.c_long)(ctypes.addressof(ctypes.c_char.from_buffer(page)))()
        """, (no_result,), ("crashed",), unless=NO_FILTER),
    Program("calls by the x32 numbers", "kernel", """
        def f(host):
            # In children: some filters end whoever tries.
            for number in (39, 272):
                pid = os.fork()
                if pid == 0:
                    try: system(0x40000000 + number, None, 0x10000000)
                    except OSError: os._exit(1)
                    os._exit(0)
                if os.waitpid(pid, 0)[1] == 0: done.append(number)
            return done
        """, (NOTHING_DONE,), told=True),
    Program("calls that are newer than the filter", "kernel", """
        def f(host):
            for number in range(500, 700): attempt(str(number), system, number, number, 0, 0, 0, 0, 0, 0)
            return done
        """, (NOTHING_DONE,), told=True),
    Program("becoming root", "kernel", """
        def f(host):
            attempt("setuid", os.setuid, 0)
            attempt("setresuid", os.setresuid, 0, 0, 0)
            attempt("setgid", os.setgid, 0)
            attempt("setgroups", os.setgroups, [0])
            attempt("another user", os.setuid, 1)
            header, every = struct.pack("=Ii", 0x20080522, 0), struct.pack("=6I", *[0xFFFFFFFF] * 6)
            attempt("capset", lambda: checked(libc.capset(header, every)))
            attempt("ambient", lambda: checked(libc.prctl(47, 2, 21, 0, 0)))
            return [*done, *(["root"] if 0 in os.getresuid() else [])]
        """, (NOTHING_DONE,), told=True, quick=True),
    Program("privileges that are left", "kernel", """
        def f(host):
            lines = open("/proc/self/status").read().splitlines()
            status = dict(line.split(":\\t", 1) for line in lines if ":\\t" in line)
            for name in ("CapInh", "CapPrm", "CapEff", "CapAmb"):
                if int(status[name], 16): done.append(name)
            if status["NoNewPrivs"] != "1": done.append("may gain privileges")
            return done
        """, (NOTHING_DONE,), told=True, quick=True),
    Program("programs that make one root", "kernel", """
        import glob, shutil, stat
        def f(host):
            shutil.copy("/bin/sh", "/tmp/sh")
            attempt("made one", os.chown, "/tmp/sh", 0, 0)
            os.chmod("/tmp/sh", 0o6755)
            for path in ["/tmp/sh", *glob.glob("/usr/bin/*"), *glob.glob("/usr/sbin/*")]:
                if path == "/tmp/sh" or os.stat(path).st_mode & stat.S_ISUID:
                    pid = os.fork()
                    if pid == 0:
                        # What it is told does not matter: who it is once it has started does.
                        try: os.execv("/bin/sh", ["sh", "-c",
                            "exec %s -c 'test $(id -u) != 0' </dev/null" % path])
                        finally: os._exit(0)
                    os.waitpid(pid, 0)
            with open("/proc/self/status") as file:
                return ["root"] if "Uid:\\t0" in file.read() else done
        """, (NOTHING_DONE,), told=True),
    Program("getting rid of the filter", "kernel", """
        def f(host):
            attempt("off", lambda: checked(libc.prctl(22, 0, 0, 0, 0)))
            attempt("privileges", lambda: checked(libc.prctl(38, 0, 0, 0, 0)))
            attempt("unfiltered", system, 317, 277, 1, 1, None)
            return done
        """, (NOTHING_DONE,), told=True, unless=NO_FILTER),
    Program("settings of the kernel", "kernel", """
        def f(host):
            for path in ("/proc/sys/kernel/core_pattern", "/proc/sys/kernel/hostname", "/proc/sysrq-trigger",
                         "/proc/sys/vm/overcommit_memory", "/proc/self/uid_map", "/proc/self/gid_map",
                         "/proc/self/setgroups", "/sys/kernel/uevent_helper", "/sys/power/state",
                         "/proc/1/oom_score_adj",
                         "/proc/sys/net/ipv4/ip_forward", "/sys/kernel/mm/transparent_hugepage/enabled"):
                attempt(path, lambda: open(path, "r+").close())
            return done
        """, (NOTHING_DONE,), told=True),
    Program("control groups", "kernel", """
        import glob
        def f(host):
            for folder in ["/sys/fs/cgroup", *glob.glob("/sys/fs/cgroup/*")]:
                attempt("made", os.mkdir, folder + "/ansatz")
                for name in ("release_agent", "cgroup.procs", "tasks", "memory.max", "memory.limit_in_bytes",
                    "pids.max",
                             "notify_on_release", "cgroup.kill", "devices.allow"):
                    attempt(name, lambda: os.close(os.open(folder + "/" + name, os.O_WRONLY)))
            return sorted(set(done))
        """, (NOTHING_DONE,), told=True),
    Program("another kind of machine", "kernel", """
        def f(host):
            for persona in (0x0400000, 0x0040000, 0x0008, 0x0000001): attempt(hex(persona), system, 135, 92,
                persona)
            return done
        """, (NOTHING_DONE,), told=True, unless=NO_FILTER),
    Program("what a filter must leave alone", "kernel", """
        import os, resource, time
        def f():
            os.getrandom(8); os.uname(); time.sleep(0.001); resource.getrusage(resource.RUSAGE_SELF)
            os.sched_getaffinity(0); os.getpriority(os.PRIO_PROCESS, 0); os.nice(1)
            return 1
        """, (returns(1),)),
)  # fmt: skip
