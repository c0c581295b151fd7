"""What a text demands of several arguments together: `alpha + beta < 1`, `dt <= 2 K (1 - X)`, `n >= nperseg`.

Read where arguments are described and where errors are listed, never under a condition of another kind. Two
readers that share no code must take each side for the same formula.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple, cast

import numpy as np

from ...core.inputs import Demand
from ...core.spec import Spec
from ..formula_text import formula_in, mentions, values_of
from .orders import Sign, plain_signs

_FACTOR: Final = r"(?:\|[A-Za-z_]\w*\||\d+(?:\.\d+)?|[A-Za-z_]\w*|\((?:[^()]|\([^()]*\))*\))"
_SIDE: Final = rf"-?{_FACTOR}(?:\s*(?:\*\*|[*/^+-])\s*{_FACTOR}|\s+{_FACTOR})*"
_CHAIN: Final = re.compile(
    rf"(?P<first>{_SIDE})\s*(?P<s1>[<>]=?)\s*(?P<second>{_SIDE})(?:\s*(?P<s2>[<>]=?)\s*(?P<third>{_SIDE}))?"
)
_ERROR: Final = re.compile(r"\b(?P<error>[A-Z]\w*(?:Error|Exception))\b")
_RAISED_IF: Final = re.compile(
    r"\b[A-Z]\w*(?:Error|Exception)\b(?:\s*:)?\s*(?:is raised\s*)?(?P<word>[Ii]f|[Ww]hen|[Ww]here|"
    r"[Uu]nless)\s+[^.;]*$"
)
_UNDER: Final = re.compile(
    r"\b(if|when|where|wherever|once|while|whenever|for|until|unless|provided|valid|regime|case|then|otherwise)\b[^;.]*$",
    re.IGNORECASE,
)
_OTHERWISE: Final = re.compile(
    r"^[^.]{0,60}?[,;(]?\s*(?:\b[A-Z]\w*(?:Error|Exception)\b (?:is raised )?(?:otherwise|if not|if it "
    r"does not)|"
    r"(?:otherwise|else),? (?:a |an )?[A-Z]\w*(?:Error|Exception)\b)"
)


class Found(NamedTuple):
    """A demand, its words, and the error that the text announces where it is not met, if any."""

    demand: Demand
    text: str
    error: str | None


def demands_in(spec: Spec) -> list[Found]:
    """All demands that take more than a comparison of two arguments."""
    out: list[Found] = []
    for passage in _passages(spec):
        out += _found(_in_signs(passage), spec)
    return list({f.demand: f for f in sorted(out, key=lambda f: f.error is not None)}.values())


_WORDS: Final = (
    (r"(?:must|may|should|can|does)(?: not|n't) exceed", "<="), (r"(?:must be|is|has to be) at most", "<="),
    (r"(?:must be|has to be) at least", ">="), (r"(?:must be|has to be) (?:less|smaller) than", "<"),
    (r"(?:must be|has to be) (?:greater|larger|more) than", ">"), (r"must exceed", ">"),
)  # fmt: skip


def _in_signs(passage: str) -> str:
    """A passage with comparisons in words as signs."""
    for words, sign in _WORDS:
        passage = re.sub(rf"\b{words}\b", sign, passage)
    return plain_signs(passage)


def _passages(spec: Spec) -> Iterator[str]:
    for p in spec.parameters:
        yield " ".join(p.description.split())
    raises = re.search(
        r"(?m)^[ \t]*Raises:?[ \t]*\n(?P<body>(?:.*\S.*\n|[ \t]*-+[ \t]*\n)+)", spec.text + "\n"
    )
    if raises:
        yield " ".join(re.sub(r"(?m)^[ \t]*-+[ \t]*$", "", raises["body"]).split())


def _found(passage: str, spec: Spec) -> Iterator[Found]:
    names = frozenset(p.name for p in spec.parameters)
    axes = frozenset(
        re.findall(r"\(\s*([A-Za-z]\w*)\s*,\s*\)", " ".join(p.description for p in spec.parameters))
    )
    for match in _CHAIN.finditer(passage):
        sides = [
            _trimmed(match["first"], names),
            match["second"],
            *([match["third"]] if match["third"] else []),
        ]
        if not match["third"]:
            sides[1] = _opening(sides[1], names)
        else:
            sides[2] = _opening(sides[2], names)
        signs = [match["s1"], *([match["s2"]] if match["s2"] else [])]
        used = [formula_in(s, names | axes) for s in sides]
        before = passage[: match.start()]
        # `len(k) > m` demands nothing of `k` itself.
        if sides[0].startswith("(") and re.search(r"\w$", before):
            continue
        raised = _RAISED_IF.search(before)
        if any(f is None for f in used) or (raised is None and _UNDER.search(before)):
            continue
        is_unless = raised is not None and raised["word"].lower() == "unless"
        if raised is not None and (
            (len(signs) > 1 and not is_unless)
            or re.search(r"\bor\b" if is_unless else r"\band\b", _sentence(passage, raised.start()))
        ):
            continue
        after = _OTHERWISE.search(passage[match.end() :])
        error = _ERROR.search(raised.group() if raised else after.group() if after else "")
        is_turned = raised is not None and not is_unless
        for number, sign in enumerate(signs):
            left, right = used[number], used[number + 1]
            words = (sides[number], sides[number + 1])
            if left is None or right is None or not _is_joint(words, names, axes):
                continue
            turned = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}[sign] if is_turned else sign
            demand = Demand(left, cast("Sign", turned), right)
            yield Found(demand, f"{words[0]} {turned} {words[1]}", error["error"] if error else None)


def _sentence(passage: str, start: int) -> str:
    return re.split(r"[.;](?=\s|$)", passage[start:])[0]


def _is_joint(sides: Sequence[str], names: frozenset[str], axes: frozenset[str]) -> bool:
    """Whether more is said than how one argument compares with another or with a number."""
    used = {w for side in sides for w in re.findall(r"[A-Za-z_]\w*", side)}
    if not used & names or len(used & (names | axes)) < 2:
        return False
    return bool(used & (axes - names)) or not all(re.fullmatch(r"[A-Za-z_]\w*", s) for s in sides)


def _trimmed(side: str, names: frozenset[str]) -> str:
    """The side without the words in front of it."""
    parts = side.split()
    for start in range(len(parts)):
        rest = " ".join(parts[start:])
        if not re.search(
            r"[A-Za-z]{4,}", " ".join(w for w in re.findall(r"[A-Za-z_]\w*", rest) if w not in names)
        ):
            return rest
    return side


def _opening(side: str, names: frozenset[str]) -> str:
    """The side without the words behind it, as in `1 for stability`."""
    parts = side.split()
    out: list[str] = []
    for part in parts:
        if re.fullmatch(r"[A-Za-z]{2,}", part) and part not in names:
            break
        if (
            part.startswith("(")
            and re.search(r"[A-Za-z]{4,}", part)
            and not any(mentions(part, n) for n in names)
        ):
            break
        out.append(part)
    return " ".join(out)


def meets(demand: Demand, arguments: Mapping[str, object], sizes: Mapping[str, int]) -> bool:
    """Whether arguments keep to a demand; what can't be computed does."""
    known = {**sizes, **arguments}
    left, right = values_of(demand.left, known), values_of(demand.right, known)
    if left is None or right is None or (left.shape != right.shape and left.ndim and right.ndim):
        return True
    match demand.sign:
        case "<":
            return bool(np.all(left < right))
        case "<=":
            return bool(np.all(left <= right))
        case ">":
            return bool(np.all(left > right))
        case _:
            return bool(np.all(left >= right))
