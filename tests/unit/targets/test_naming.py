"""Names bound and needed, against what Python's own compiler says."""

import symtable
from collections.abc import Iterator

import pytest

from ansatz.targets.naming import Names, names
from ansatz.targets.syntax import tree


def names_of(text: str) -> Names:
    root = tree(text).root_node
    assert not root.has_error
    return names(root.named_children, text)


def globals_of(table: symtable.SymbolTable) -> Iterator[str]:
    for symbol in table.get_symbols():
        if symbol.is_global() and symbol.is_referenced():
            yield symbol.get_name()
    for child in table.get_children():
        yield from globals_of(child)


@pytest.mark.parametrize(
    "body",
    [
        "return a + b.c.d(e=f)[g]",
        "x = a; y, (z, *w) = b; return x + y + z + w + v",
        "x += 1; return x",
        "global g; g = 1; return g + h",
        "return [a for a in b if a > c and (d := a)] + [d]",
        "return {k: v for k, v in e.items()}, {q for q in r}, (s for s in t)",
        "return lambda p, q=r, *s, **t: p + q + u",
        "def inner(m, n=o): return m + n + w\n    return inner",
        "class Inner(base, metaclass=meta):\n        p = q\n        def m(self): return p\n    return Inner",
        "import a.b, c as d\n    from e import f as g, h\n    return a, d, g, h, c, e, f",
        "with a() as b, c() as (d, e): return b + d + e",
        "for i, (j, k) in l: pass\n    else: m\n    return i + j + k",
        "try: a()\n    except (b, c) as d: return d\n    finally: e",
        "return f'{a!r:>{b}} {c:{d}.{e}}' f'{{g}}'",
        "match a:\n        case B(c, d=e): return c + e\n        case [f, *g]: return f, g\n"
        "        case {'h': i, **j}: return i, j\n"
        "        case k.l | 3 as m: return m\n        case n: return n",
        "x: a = b; return x",
        "del a[b]; c.d = e; f[g] = h",
        "async def h():\n        async with a as b: await c\n        return [d async for d in e]",
        "@a.b(c)\n    def d(): pass\n    return d",
        "return a if b else not c, *d, {**e}",
        "raise a from b",
        "assert a, b",
        "while (n := a()): print(n)",
    ],
)
def test_names_that_a_function_looks_up_outside(body: str) -> None:
    text = f"def f(x, *args: ann, key=default, **more) -> result:\n    {body}\n"
    found = names_of(text)
    (function,) = [t for t in symtable.symtable(text, "f.py", "exec").get_children() if t.get_name() == "f"]
    # Annotations in a body are never evaluated, but their names may still be of use.
    annotated = {"a"} if "x: a" in body else set[str]()
    assert found.later == set(globals_of(function)) | annotated
    assert found.now == {"ann", "default", "result"}
    assert {each.name for each in found.bound} == {"f"}


def test_imports_say_what_they_bind() -> None:
    text = "import a.b, c.d as e\nfrom .f import g as h, i\nfrom .. import j\nfrom k import *\n"
    found = names_of(f"{text}from l import (m,)\n")
    assert {(each.name, each.origin) for each in found.bound} == {
        ("a", "a"), ("e", "c.d"), ("h", ".f.g"), ("i", ".f.i"), ("j", "..j"), ("m", "l.m"),
    }  # fmt: skip
    assert found.loaded == {"a.b", "c.d"}
    assert found.has_star


def test_values_that_are_changed() -> None:
    found = names_of("a.b[0] = c\nd[e] += 1\nf = 2\n")
    assert found.changed == {"a", "d"}
    assert {each.name for each in found.bound} == {"f"}


def test_a_long_sum() -> None:
    assert "x9999" in names_of("y = " + " + ".join(f"x{n}" for n in range(10_000))).now
