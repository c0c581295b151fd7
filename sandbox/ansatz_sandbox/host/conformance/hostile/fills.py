"""Programs that fill disks, tables of files, and memory that looks like a disk."""

from __future__ import annotations

from ....job import Limits
from ..asking import NOTHING_DONE, returns, within
from ..program import Program

_LARGE_FILES = Limits(file_bytes=1 << 40)
_TMP_MB_MAX = 256

PROGRAMS: tuple[Program, ...] = (
    Program("one file as large as can be", "fills", """
        def f():
            n = 0
            try:
                with open('/tmp/x', 'wb', 0) as file:
                    while n < 1 << 30: n += file.write(bytes(1 << 20))
            except OSError: pass
            return n >> 20
        """, (within(1, _TMP_MB_MAX),), ("completed", "out_of_memory"), _LARGE_FILES),
    Program("files without a name", "fills", """
        import os
        def f():
            n, kept = 0, []
            try:
                while n < 1 << 30:
                    kept.append(open('/tmp/x', 'wb', 0))
                    os.unlink('/tmp/x')
                    n += kept[-1].write(bytes(4 << 20))
            except OSError: pass
            return n >> 20
        """, (within(1, _TMP_MB_MAX),), ("completed", "out_of_memory")),
    Program("files without contents", "fills", """
        import os
        def f():
            n = 0
            try:
                while n < 100_000:
                    os.close(os.open('/tmp/%d' % n, os.O_CREAT | os.O_WRONLY))
                    n += 1
            except OSError: pass
            return n
        """, (within(1, 20_000),), unless="number of files"),
    Program("names for one file", "fills", """
        import os
        def f():
            open('/tmp/x', 'w').close()
            n = 0
            try:
                while n < 100_000: os.link('/tmp/x', '/tmp/%d' % n); n += 1
            except OSError: pass
            return n
        """, (), ("completed", "deadline"), Limits(wall_s=2)),
    Program("a sparse file beyond all disks", "fills", """
        def f(host):
            with open('/tmp/x', 'wb') as file: attempt("truncate", file.truncate, 1 << 50)
            with open('/tmp/y', 'wb', 0) as file:
                attempt("seek and write", lambda: (file.seek(1 << 50), file.write(b'x')))
            return done
        """, (NOTHING_DONE,), told=True, quick=True),
    Program("folders in folders", "fills", """
        import os
        def f():
            n = 0
            try:
                while n < 3000: os.mkdir('d'); os.chdir('d'); n += 1
            except OSError: pass
            return n
        """, (within(1, 3000),)),
    Program("folders that can't be opened", "fills", """
        import os
        def f():
            os.makedirs('/tmp/a/b/c')
            open('/tmp/a/b/c/x', 'w').close()
            for path in ('/tmp/a/b/c', '/tmp/a/b', '/tmp/a'): os.chmod(path, 0)
            return 1
        """, (returns(1),)),
    Program("memory that looks like a disk", "fills", """
        import os
        def f():
            n = 0
            for folder in ('/dev/shm', '/run', '/var/tmp', '/run/shm', '/dev/mqueue', '/run/user/0'):
                try:
                    for i in range(400):
                        with open('%s/%d' % (folder, i), 'wb', 0) as file: n += file.write(bytes(1 << 20))
                except OSError: pass
            return n >> 20
        """, (within(0, _TMP_MB_MAX),), ("completed", "out_of_memory")),
    Program("every folder there is", "fills", """
        def f(host):
            folders = ["/", "/usr", "/usr/lib", "/dev", "/proc", "/etc", "/sys", "/ansatz", "/run",
                       sys.prefix, os.path.dirname(os.__file__)]
            for folder in [*host["folders"], *folders]:
                # Its own /tmp goes with it, and all that was made in there to hold what is shown to it.
                if folder in ("/tmp", "/dev/shm") or folder.startswith("/tmp/"): continue
                attempt(folder, lambda: open("%s/%s" % (folder, host["mark"]), "w").close())
                attempt(folder, os.mkdir, "%s/%s-folder" % (folder, host["mark"]))
                attempt(folder, os.symlink, "/etc/passwd", "%s/%s-link" % (folder, host["mark"]))
            return sorted(set(done))
        """, (NOTHING_DONE,), told=True, quick=True),
    Program("the files of the interpreter", "fills", """
        def f(host):
            for path in (sys.executable, os.__file__, "/bin/sh", "/etc/passwd", "/etc/ld.so.cache",
                socket.__file__):
                attempt(path, lambda: open(path, "r+b").close())
                attempt(path, os.unlink, path)
                attempt(path, os.rename, path, "/tmp/away")
                attempt(path, os.chmod, path, 0o777)
            return sorted(set(done))
        """, (NOTHING_DONE,), told=True),
    Program("attributes of files", "fills", """
        import os
        def f():
            open('/tmp/x', 'w').close()
            n = 0
            try:
                while n < 10_000: os.setxattr('/tmp/x', 'user.%d' % n, bytes(60_000)); n += 1
            except OSError: pass
            return n
        """, (within(0, 2000),), ("completed", "out_of_memory")),
    Program("locks on files", "fills", """
        import fcntl
        def f():
            with open('/tmp/x', 'wb') as file:
                n = 0
                try:
                    while n < 50_000: fcntl.lockf(file, fcntl.LOCK_EX, 1, 2 * n); n += 1
                except OSError: pass
            return n
        """, (), ("completed", "deadline"), Limits(wall_s=2)),
)  # fmt: skip
