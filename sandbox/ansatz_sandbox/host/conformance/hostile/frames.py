"""Programs that write protocol themselves: blindly to every descriptor, or with all that their process knows.

The code that writes results runs in the job's own process, so a determined program finds the secret that
its results carry. The second kind does, and then writes what our guest never would.
"""

from __future__ import annotations

from ....job import Outcome
from ..asking import no_result, prints, returns
from ..program import Program

_FRAME = r"""
import json, os, struct, sys
def frame(header, blobs=(), text=None):
    text = json.dumps({"h": header, "b": [len(blob) for blob in blobs]}).encode() if text is None else text
    return struct.pack("<4sIQ", b"AZF1", len(text), sum(map(len, blobs))) + text + b"".join(blobs)
def end(nonce, count=1): return frame({"n": nonce, "k": "done", "c": count})
def raw(text): return frame(None, text=text.encode())
def array(header, body=b""):
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header) + 1) + header + b"\n" + body
def spray(data):
    for number in range(3, 1024):
        try: os.write(number, data)
        except OSError: pass
def result(nonce, value, index=0):
    return {"n": nonce, "k": "call", "i": index, "v": value, "e": None, "w": [], "a": None, "kw": None}
"""

_SECRET = (
    _FRAME
    + '''
import gc, re, types
def secret():
    """The nonce of our results, looked for in everything that is reachable from our callers."""
    frame, pending, seen = sys._getframe(1), [], set()
    while frame is not None:
        pending += list(frame.f_locals.values())
        frame = frame.f_back
    for _ in range(300_000):
        if not pending: break
        thing = pending.pop(0)
        if id(thing) in seen or isinstance(thing, (type, types.ModuleType)): continue
        seen.add(id(thing))
        if type(thing) is str and re.fullmatch("[0-9a-f]{32}", thing): return thing
        pending += gc.get_referents(thing)
    return None
def write(make):
    nonce = secret()
    if nonce is None: os._exit(0)
    spray(make(nonce))
    os._exit(0)
'''
)


def _knowing(name: str, make: str) -> Program:
    """A forgery by a program that knows its secret: `make` is an expression in `n`, the nonce."""
    code = f"{_SECRET}\ndef f(): write(lambda n: {make})\n"
    # Nothing of it is kept, whether it was recognised or the program just ended early.
    return Program(name, "forging", code, (no_result,), ("forged", "crashed"))


def _at_most_its_own(outcome: Outcome) -> str:
    return "" if len(outcome.results) == 1 else f"{len(outcome.results)} results of one call"


PROGRAMS: tuple[Program, ...] = (
    Program("frames as output", "forging", f"""{_FRAME}
def f():
    for number in (1, 2): os.write(number, frame(result("0" * 32, 42)) + frame({{"n": "0" * 32, "k": "done",
        "c": 1}}))
    return 41
""", (returns(41), prints("AZF1")), quick=True),
    Program("frames to every descriptor", "forging", f"""{_FRAME}
def f():
    spray(frame(result("0" * 32, 42)) + end("0" * 32))
    os._exit(0)
""", (no_result,), ("forged", "crashed"), quick=True),
    Program("frames to every descriptor, and then an answer", "forging", f"""{_FRAME}
def f():
    spray(frame(result("0" * 32, 42)))
    return 41
""", (no_result,), ("forged", "crashed")),
    Program("noise on every descriptor", "forging", f"""{_FRAME}
def f():
    spray(os.urandom(5000))
    return 41
""", (no_result,), ("forged", "crashed")),
    Program("a report of its own end", "forging", f"""{_FRAME}
def f():
    facts = {{"why": "exited", "wait_status": 0, "wall_s": 0.1, "cpu_s": 0.1, "peak_rss_bytes": 1,
        "retire": False}}
    spray(frame({{"ended": facts}}, [b"", b"", b""]))
    os._exit(0)
""", (no_result,), ("forged", "crashed"), quick=True),
    Program("no descriptors left", "forging", "import os\ndef f(): os.closerange(3, 4096)", (no_result,),
        ("crashed",)),
    Program("a pipe to nowhere", "forging", """
        import os
        def f():
            nothing = os.open("/dev/null", os.O_WRONLY)
            for number in range(3, 1024):
                try: os.fstat(number); os.dup2(nothing, number)
                except OSError: pass
            return 41
        """, (no_result,), ("forged", "crashed")),
    Program("reads what it should write", "forging", """
        import os
        def f():
            for number in range(3, 1024):
                try: os.set_blocking(number, False); os.read(number, 1 << 16)
                except OSError: pass
            return 41
        """, (returns(41),)),
    Program("an answer of its own making", "forging",
            f"{_SECRET}\ndef f(): write(lambda n: frame(result(n, 42)) + end(n))\n",
            (_at_most_its_own,), ("completed", "forged", "crashed")),
    _knowing("two answers to one call", "frame(result(n, 1)) + frame(result(n, 2, 1)) + end(n, 2)"),
    _knowing("an answer to another call", "frame(result(n, 42, 7))"),
    _knowing("an end without an answer", "end(n, 0)"),
    _knowing("an answer after the end", "frame(result(n, 1)) + end(n) + frame(result(n, 2, 1))"),
    _knowing("an answer with other fields", 'frame({**result(n, 42), "status": "completed"})'),
    _knowing("a pickle as an array",
             r'frame(result(n, ["a"]), [b"\x80\x04\x8c\x05posix\x8c\x06system\x93."])'),
    _knowing("an array of pickled objects", r"""frame(result(n, ["a"]), [array(
        b"{'descr': '|O', 'fortran_order': False, 'shape': (1,), }", b"\x80\x04N.")])"""),
    _knowing("an array header with code", """frame(result(n, ["a"]), [array(
        b"{'descr': __import__('os').abort(), 'fortran_order': False, 'shape': (1,), }", b"12345678")])"""),
    _knowing("an array larger than its bytes", """frame(result(n, ["a"]), [array(
        b"{'descr': '<f8', 'fortran_order': False, 'shape': (999999999999, 9), }", b"12345678")])"""),
    _knowing("an array whose size is no number", """frame(result(n, ["a"]), [array(
        b"{'descr': '<f8', 'fortran_order': False, 'shape': (18446744073709551616, 0), }")])"""),
    _knowing("blobs larger than the stream", 'struct.pack("<4sIQ", b"AZF1", 10, 1 << 62)'),
    _knowing("a header larger than the stream", 'struct.pack("<4sIQ", b"AZF1", 0xFFFFFFFF, 0)'),
    _knowing("deep JSON", """raw('{"h": ' + "[" * 200000 + "]" * 200000 + ', "b": []}')"""),
    _knowing("deep values", """frame(result(n, eval("['l', " * 60 + "1" + "]" * 60)))"""),
    _knowing("JSON with names twice",
             """raw('{"h": {"n": "%s", "n": "%s", "k": "done", "c": 0}, "b": []}' % (n, n))"""),
    _knowing("JSON with NaN", """raw(('{"h": {"n": "%s", "k": "call", "i": 0, "v": NaN, "e": null, "w": [],'
        ' "a": null, "kw": null}, "b": []}') % n)"""),
    _knowing("lengths below zero", """raw('{"h": {"n": "%s", "k": "done", "c": 0}, "b": [-1, 1]}' % n)"""),
    _knowing("numbers with a million digits",
             """raw('{"h": {"n": "%s", "k": "call", "i": %s}, "b": []}' % (n, "9" * 1000000))"""),
    _knowing("text beyond all bounds", 'frame({**result(n, None), "w": ["x" * 100000]})'),
    _knowing("warnings beyond all bounds", 'frame({**result(n, None), "w": ["x"] * 1000})'),
    _knowing("an unknown kind of value", 'frame(result(n, ["pickle", "gASVIAAAAAAAAACMBXBvc2l4"]))'),
    _knowing("a blob that nobody takes", 'frame(result(n, 42), [b"x" * 100])'),
    _knowing("arguments that were not given", 'frame({**result(n, 42), "a": [1, 2, 3], "kw": []})'),
)  # fmt: skip
