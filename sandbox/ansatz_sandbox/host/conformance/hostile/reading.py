"""Programs that look for what is not theirs: keys, the environment, homes, other jobs, the machine."""

from __future__ import annotations

from ..asking import NOTHING_DONE, among
from ..program import Program

ENVIRONMENT = frozenset({
    "HOME", "TMPDIR", "PATH", "LANG", "TZ", "PYTHONHASHSEED", "PYTHONUTF8", "MPLBACKEND", "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS", "PWD", "HOSTNAME", "LC_CTYPE",
    "PYTHONDONTWRITEBYTECODE", "PYTHONNOUSERSITE",
})  # fmt: skip
"""Names of variables that a job may find; their values are the backend's own."""

PROGRAMS: tuple[Program, ...] = (
    Program("the environment", "reading", "import os\ndef f(): return sorted(os.environ)",
            (among(ENVIRONMENT),), quick=True),
    Program("the environment of others", "reading", """
        def f(host):
            for name in os.listdir("/proc"):
                if name.isdigit() and int(name) != os.getpid():
                    attempt(name, lambda: open("/proc/%s/environ" % name, "rb").read())
            return done
        """, (NOTHING_DONE,), told=True, quick=True),
    Program("a key", "reading", """
        def f(host):
            for path in host["keys"]:
                attempt("read " + path, lambda: open(path).read())
                attempt("stat " + path, os.stat, path)
                attempt("list " + os.path.dirname(path), os.listdir, os.path.dirname(path))
            return done
        """, (NOTHING_DONE,), told=True, quick=True),
    Program("a key by another way", "reading", """
        def f(host):
            ways = ["/proc/self/root", "/proc/1/root", "/proc/self/cwd/..", "/proc/1/cwd/..", "/tmp/../..",
                "/dev/..",
                    "/proc/self/task/%d/root" % os.getpid(), "/ansatz/..", "/host", "/mnt",
                    "/rootfs", "/oldroot"]
            for path in host["keys"]:
                os.symlink(path, "/tmp/link%d" % len(os.listdir("/tmp")))
                for way in [*ways, "/tmp/.." * 20]:
                    attempt(way, lambda: open(way + path).read())
                for link in os.listdir("/tmp"):
                    attempt(link, lambda: open("/tmp/" + link).read())
            return done
        """, (NOTHING_DONE,), told=True),
    Program("a key by an inherited folder", "reading", """
        def f(host):
            for number in range(1024):
                for path in host["keys"]:
                    attempt(path, lambda: os.close(os.open("../" * 20 + path, os.O_RDONLY, dir_fd=number)))
                attempt("a folder", os.listdir, number)
            return done
        """, (NOTHING_DONE,), told=True),
    Program("homes", "reading", """
        KEPT = (".ssh", ".netrc", ".aws", ".gnupg", ".bash_history", ".gitconfig", ".git-credentials",
            ".docker",
                ".kube", ".pypirc", ".python_history", ".jupyter", ".config/gcloud", ".mozilla",
                ".Xauthority")
        def f(host):
            for home in {*host["homes"], "/root", os.path.expanduser("~"), "/home/user"}:
                for name in KEPT:
                    path = os.path.join(home, name)
                    if os.path.lexists(path):
                        done.append(path)
            return done
        """, (NOTHING_DONE,), told=True, quick=True),
    Program("secrets of the system", "reading", """
        import glob
        def f(host):
            for pattern in ("/etc/shadow", "/etc/gshadow", "/etc/sudoers", "/etc/ssh/*key",
                "/etc/ssl/private/*",
                            "/var/lib/docker/*", "/run/secrets/*", "/var/run/secrets/*", "/var/log/auth.log*",
                            "/boot/vmlinuz*"):
                for path in glob.glob(pattern):
                    attempt(path, lambda: open(path, "rb").read(1))
            return done
        """, (NOTHING_DONE,), told=True),
    Program("sockets of daemons", "reading", """
        def f(host):
            for path in ("/run/docker.sock", "/var/run/docker.sock", "/run/dbus/system_bus_socket",
                "/run/systemd/private",
                         "/run/containerd/containerd.sock", "/tmp/.X11-unix/X0", "/run/snapd.socket",
                         host["unix"]):
                if path and os.path.exists(path):
                    done.append(path)
            return done
        """, (NOTHING_DONE,), told=True),
    Program("memory of the kernel", "reading", """
        def f(host):
            for path in ("/dev/mem", "/dev/kmem", "/dev/port", "/dev/kmsg", "/proc/kcore", "/proc/kmsg"):
                attempt(path, lambda: os.read(os.open(path, os.O_RDONLY | os.O_NONBLOCK), 1))
            try:
                with open("/proc/kallsyms") as file:
                    if int(file.readline().split()[0], 16): done.append("addresses of the kernel")
            except (OSError, IndexError): pass
            return done
        """, (NOTHING_DONE,), told=True),
    Program("disks", "reading", """
        import stat
        def f(host):
            for name in os.listdir("/dev"):
                try: mode = os.stat("/dev/" + name).st_mode
                except OSError: continue
                if stat.S_ISBLK(mode): done.append(name)
            for number in (0x800, 0xfe00, 0x10300, 0x700):
                attempt("a disk made", os.mknod, "/tmp/disk%d" % number, 0o600 | stat.S_IFBLK, number)
            attempt("memory made", os.mknod, "/tmp/mem", 0o600 | stat.S_IFCHR, os.makedev(1, 1))
            return done
        """, (NOTHING_DONE,), told=True),
    Program("terminals and other devices", "reading", """
        def f(host):
            for name in ("tty", "tty0", "console", "ptmx", "fuse", "kvm", "net/tun", "loop-control",
                "vhost-net",
                         "dri/card0", "input/event0", "snd/timer", "nvidia0", "userfaultfd", "uinput"):
                attempt(name, lambda: os.close(os.open("/dev/" + name,
                    os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)))
            return done
        """, (NOTHING_DONE,), told=True),
    Program("other processes", "reading", """
        def f(host):
            own = {1, os.getpid()}
            for name in os.listdir("/proc"):
                if name.isdigit() and int(name) not in own:
                    try:
                        with open("/proc/%s/stat" % name) as file: text = file.read()
                    except OSError: continue
                    if int(text.rpartition(")")[2].split()[1]) not in own: done.append(name)
            return done
        """, (NOTHING_DONE,), told=True, quick=True),
    Program("the first process of its sandbox", "reading", """
        def f(host):
            for name in ("mem", "maps", "environ", "auxv", "stack", "syscall", "io", "pagemap"):
                attempt(name, lambda: open("/proc/1/" + name, "rb").read(1))
            for name in ("fd", "map_files", "task/1/fd"):
                attempt(name, os.listdir, "/proc/1/" + name)
            for name in ("cwd", "exe"):
                attempt(name, os.readlink, "/proc/1/" + name)
            return done
        """, (NOTHING_DONE,), told=True, quick=True),
    Program("files of another job", "reading", """
        import time
        def f(host):
            with open("/tmp/" + host["mark"], "w") as file: file.write("mine")
            marked(host["mark"])
            time.sleep(1.0)
            return done
        """, (NOTHING_DONE,), told=True, beside="""
        import time
        def f(host):
            end = time.monotonic() + 1.0
            own = {os.getpid(), 1}
            while time.monotonic() < end:
                if host["mark"] in os.listdir("/tmp"): return ["files of another job"]
                if {int(n) for n in os.listdir("/proc") if n.isdigit()} - own: return ["processes of others"]
                time.sleep(0.01)
            return []
        """),
    Program("keys of the kernel's keyrings", "reading", """
        def f(host):
            for ring in (-1, -2, -3, -4, -5):
                attempt("keyctl", system, 250, 219, 0, ring, 1)
                attempt("read", system, 250, 219, 11, ring, ctypes.create_string_buffer(64), 64)
            return done
        """, (NOTHING_DONE,), told=True),
)  # fmt: skip
