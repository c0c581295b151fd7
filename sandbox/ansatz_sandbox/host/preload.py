"""Which heavy packages the jobs of a batch will import, so that they are imported once for all of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..job import Job

_PACKAGES = ("numpy", "scipy")
_IMPORT = re.compile(r"^[ \t]*import[ \t]+([^#;\n]+)", re.MULTILINE)
_FROM = re.compile(r"^[ \t]*from[ \t]+([\w.]+)[ \t]+import[ \t]+(?:\(([^)]+)|([^(#;\n]+))", re.MULTILINE)


def modules(jobs: Iterable[Job], carries_arrays: bool) -> list[str]:
    """Names to import before the first job; ones that don't exist do no harm."""
    names: dict[str, None] = {"numpy": None} if carries_arrays else {}
    for code in {job.code: None for job in jobs}:
        for name in _imported(code):
            package = name.partition(".")[0]
            if package in _PACKAGES and all(part.isidentifier() for part in name.split(".")):
                names[package] = names[name] = None
    if "numpy" in names:
        names["numpy.random"] = None  # every job seeds it, and NumPy 2 imports it late
    return list(names)


def _imported(code: str) -> Iterator[str]:
    """Dotted names in import statements, by their looks: the code need not be Python."""
    for match in _IMPORT.finditer(code):
        yield from _names(match[1])
    for match in _FROM.finditer(code):
        yield match[1]
        # `from scipy import integrate` imports a module, `from numpy import sin` does not.
        if match[1] == "scipy":
            for name in _names(match[2] or match[3]):
                yield f"scipy.{name}"


def _names(text: str) -> Iterator[str]:
    """`a.b, c as d` → `a.b`, `c`."""
    for item in text.split(","):
        words = item.split()
        if words:
            yield words[0]
