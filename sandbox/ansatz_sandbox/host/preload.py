"""Which heavy packages the jobs of a batch will import, so that they are imported once for all of them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..job import Job

_PACKAGES = "numpy|scipy"
_IMPORT = re.compile(rf"^[ \t]*import[ \t]+((?:{_PACKAGES})(?:\.\w+)*)", re.MULTILINE)
_FROM = re.compile(rf"^[ \t]*from[ \t]+((?:{_PACKAGES})(?:\.\w+)*)[ \t]+import[ \t]+(\w+)", re.MULTILINE)


def modules(jobs: Iterable[Job], carries_arrays: bool) -> list[str]:
    """Names to import before the first job; ones that don't exist do no harm."""
    names: dict[str, None] = {"numpy": None} if carries_arrays else {}
    for code in {job.code for job in jobs}:
        for match in (*_IMPORT.finditer(code), *_FROM.finditer(code)):
            names[match[1].partition(".")[0]] = names[match[1]] = None
        for match in _FROM.finditer(code):
            # `from scipy import integrate` imports a module, `from numpy import sin` does not.
            if match[1] == "scipy":
                names[f"scipy.{match[2]}"] = None
    if "numpy" in names:
        names["numpy.random"] = None  # every job seeds it, and NumPy 2 imports it late
    return list(names)
