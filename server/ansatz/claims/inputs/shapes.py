"""Shapes as docstrings write them: `(N, 3)`, `shape (n,)`, `n x n matrix`, `P[i, j]`, `(..., 3)`."""

import re
from dataclasses import dataclass
from typing import Final

from ...core.inputs import Dim

_DIM: Final = (
    r"(?:\.\.\.|…|\d+|[A-Za-z]\w{0,12}(?:\s*[+-]\s*\d+)?(?:\s*\*{1,2}\s*\d+|\s*\^\s*\d)?"
    r"(?:\s*\*\s*[A-Za-z]\w{0,12})?|\d+\s*\*\s*[A-Za-z]\w*)"
)
_TUPLE: Final = re.compile(
    rf"(?<!\bmin)(?<!\bmax)(?<!\blen)[(\[]\s*({_DIM}(?:\s*,\s*{_DIM})*)\s*(,?)\s*[)\]]"
)
_BY: Final = re.compile(r"(?<![\w.-])([A-Za-z]|\d+)(?:\s+(?:x|by)\s+|\s*×\s*|-by-)([A-Za-z]|\d+)\b(?!\s*=)")
_BEFORE: Final = re.compile(
    r"(?:\b(?:shape|shaped|size|array|arrays|ndarray|array_like|array-like|matrix|matrices|tensor|vector|of|"
    r"float|int|complex|floats|ints|rows?)\b\s*(?:of\s*)?(?:shape\s*)?[:=]?\s*)$|^\W*$|(?:=|of|;)\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Shape:
    """Axes in order; `leads`: more axes may stand in front."""

    dims: tuple[Dim, ...]
    leads: bool = False


def shapes_in(text: str) -> list[Shape]:
    """Every shape that the text states, in order. Parentheses that are no shapes are left out."""
    plain = text.replace("``", "").replace("`", "")
    out: list[Shape] = []
    for match in _TUPLE.finditer(plain):
        parts = [p.strip() for p in match.group(1).split(",")]
        if len(parts) == 1 and not match.group(2) and parts[0] not in {"..."}:
            continue
        before = plain[: match.start()].rstrip(" :")
        if not (_BEFORE.search(before + " ") or _looks_like_dims(parts, match.group(2))):
            continue
        if "[" in match.group()[0] and not re.search(r"shape\W*$", before):
            continue
        out.append(_shape(parts))
    if not out:
        out.extend(_shape(list(m.groups())) for m in _BY.finditer(plain) if m.group(1) != "a")
    return out


def _looks_like_dims(parts: list[str], comma: str) -> bool:
    """Upper-case letters and numbers alone, as in `(N, 3)`; or `(n,)`."""
    if len(parts) == 1:
        return bool(comma)
    if all(p.isdigit() for p in parts):
        return len(parts) > 1 and not any(p == "0" for p in parts)
    return any((p.isdigit() and p != "0") or p == "..." for p in parts) or all(
        re.fullmatch(r"[A-Z](?:[A-Z_]?\w?)|n|m|k|d|n_\w+|N_\w+", p) for p in parts
    )


def _shape(parts: list[str]) -> Shape:
    leads = parts[0] in {"...", "…"}
    dims: list[Dim] = [
        int(p) if p.isdigit() else re.sub(r"\s+", "", p).replace("**", "^") for p in parts[leads:]
    ]
    return Shape(tuple(dims), leads)


def indices_of(name: str, text: str) -> int | None:
    """With how many indices the text writes the argument (`P[i, j]`, `A_{ij}`), None where with none."""
    plain = text.replace("`", "")
    base = re.escape(name)
    if found := re.search(rf"(?<!\w){base}\[([^\[\]]+)\]", plain):
        return len(found.group(1).split(","))
    if found := re.search(rf"(?<!\w){base}_\{{?([ijklmn]{{1,3}})\}}?(?!\w)", plain):
        return len(found.group(1))
    return None
