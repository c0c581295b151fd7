"""Programs that want to reach somebody: every address of the host, every kind of socket."""

from __future__ import annotations

from ..asking import NOTHING_DONE
from ..program import NO_FILTER, Program

PROGRAMS: tuple[Program, ...] = (
    Program("a port of the host", "network", """
        def f(host):
            for name in ("127.0.0.1", "localhost", "0.0.0.0", "::1", "::ffff:127.0.0.1", "10.0.2.2",
                "172.17.0.1",
                         "host.docker.internal", "192.168.65.2", socket.gethostname()):
                attempt(name, lambda: socket.create_connection((name, host["port"]), 0.5).sendall(b"x"))
            return done
        """, (NOTHING_DONE,), told=True, quick=True),
    Program("datagrams to the host", "network", """
        def f(host):
            for family, name in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1"), (socket.AF_INET,
                "172.17.0.1")):
                attempt(name, lambda: socket.socket(family, socket.SOCK_DGRAM).sendto(b"x", (name,
                    host["datagrams"])))
            return done
        """, (NOTHING_DONE,), told=True),
    Program("the world", "network", """
        def f(host):
            for name, port in (("192.0.2.1", 80), ("198.51.100.7", 443), ("2001:db8::1", 443),
                ("169.254.169.254", 80)):
                attempt(name, lambda: socket.create_connection((name, port), 0.5))
            attempt("a name", socket.getaddrinfo, "example.org", 80)
            attempt("a question", lambda: socket.socket(2, 2).sendto(b"x", ("192.0.2.53", 53)))
            return done
        """, (NOTHING_DONE,), told=True, quick=True),
    Program("the libraries' own ways", "network", """
        import ftplib, http.client, smtplib, urllib.request
        def f(host):
            port = host["port"]
            attempt("urllib", urllib.request.urlopen, "http://127.0.0.1:%d/" % port, None, 0.5)
            attempt("http", lambda: http.client.HTTPConnection("127.0.0.1", port, timeout=0.5).request("GET",
                "/"))
            attempt("smtp", lambda: smtplib.SMTP("127.0.0.1", port, timeout=0.5))
            attempt("ftp", lambda: ftplib.FTP().connect("127.0.0.1", port, 0.5))
            return done
        """, (NOTHING_DONE,), told=True),
    Program("an abstract socket of the host", "network", """
        def f(host):
            if host["abstract"]:
                name = chr(0) + host["abstract"]
                attempt("stream", lambda: socket.socket(socket.AF_UNIX).connect(name))
                attempt("datagram", lambda: socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM).sendto(b"x",
                    name))
                attempt("pair", lambda: socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)[0].sendto(b"x",
                    name))
            return done
        """, (NOTHING_DONE,), told=True, quick=True),
    Program("a socket of the host in a folder", "network", """
        def f(host):
            for path in [host["unix"], "/proc/1/root" + host["unix"]] if host["unix"] else []:
                attempt("stream", lambda: socket.socket(socket.AF_UNIX).connect(path))
                attempt("datagram", lambda: socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM).sendto(b"x",
                    path))
            return done
        """, (NOTHING_DONE,), told=True),
    Program("every kind of socket", "network", """
        def f(host):
            for family in range(64):
                for kind in (1, 2, 3, 4, 5, 6, 10):
                    attempt(str(family), lambda: socket.socket(family, kind, 0).close())
            return sorted(set(done))
        """, (NOTHING_DONE,), told=True, unless=NO_FILTER, quick=True),
    Program("raw packets", "network", """
        def f(host):
            for protocol in (1, 6, 17, 58, 255):
                attempt("raw", lambda: socket.socket(socket.AF_INET, socket.SOCK_RAW, protocol).close())
            attempt("packet", lambda: socket.socket(17, socket.SOCK_RAW, 768).close())
            return done
        """, (NOTHING_DONE,), told=True),
    Program("waiting to be called", "network", """
        def f(host):
            for name in ("127.0.0.1", "0.0.0.0"):
                def serve():
                    listener = socket.socket()
                    listener.bind((name, 0))
                    listener.listen()
                attempt(name, serve)
            attempt("abstract", lambda: socket.socket(socket.AF_UNIX).bind(chr(0) + host["mark"]))
            attempt("file", lambda: socket.socket(socket.AF_UNIX).bind("/tmp/" + host["mark"]))
            return done
        """, (NOTHING_DONE,), told=True, unless=NO_FILTER),
    Program("interfaces", "network", """
        def f(host):
            names = set()
            try: names |= {name for _, name in socket.if_nameindex()}
            except OSError: pass
            try: names |= {line.split(":")[0].strip() for line in open("/proc/net/dev") if ":" in line}
            except OSError: pass
            try: names |= set(os.listdir("/sys/class/net"))
            except OSError: pass
            # The kernel gives every new network its idle ends of tunnels; none leads anywhere.
            idle = ("lo", "tunl", "gre", "erspan", "ip_vti", "ip6_vti", "sit", "ip6tnl", "ip6gre",
                "bonding_masters")
            return sorted(name for name in names if not name.startswith(idle))
        """, (NOTHING_DONE,), told=True),
    Program("a server for children", "network", """
        import threading
        def f(host):
            first, second = socket.socketpair()
            first.sendall(b"inside")
            if second.recv(6) != b"inside": done.append("pairs do not work")
            return done
        """, (NOTHING_DONE,), told=True),
)  # fmt: skip
