"""A passage cut into its separate equations."""

import itertools
import re
from collections.abc import Iterator
from typing import Final

from ..formulas.tokens import Vocabulary
from .extents import equation_spans
from .regions import Region

CASES: Final = re.compile(r"\\begin\{cases\}(.*?)\\end\{cases\}", re.DOTALL)
ARRAY: Final = re.compile(
    r"\\(?:left)?\s*\\\{\s*\\begin\{array\}\s*\{[^{}]*\}(.*?)\\end\{array\}\s*(?:\\right\s*\.)?", re.DOTALL
)
_BREAK: Final = re.compile(
    r"\\\\(?![A-Za-z])(?:\[[^\]]*\])?|\n[ \t]*\n|,?\s*\\q?quad(?![A-Za-z])[ ,]*(?:\\q?quad(?![A-Za-z]))*"
)
WORDED: Final = re.compile(r",?\s*\\(?:text|mbox|mathrm|textrm)\s*\{\s*,?\s*(?:for|if|when|where|with|and)\b")
_DROPPED: Final = re.compile(
    r"\\(?:label|tag|nonumber|notag)(?:\{[^{}]*\})?|\\(?:begin|end)\{(?!cases|array)\w+\*?\}"
)
_SIGN: Final = (
    r"<|>|≤|≥|\\leq?(?![a-z])|\\geq?(?![a-z])|\\l[te](?![a-z])|\\g[te](?![a-z])|\\neq?(?![a-z])|\\in(?![a-z])"
)
_LIST: Final = r"[,;](?=[^,;]*(?:=|" + _SIGN + r"))"
CUT_OFF: Final = re.compile(r"\s*[-+−*/·×]\s*(?:\.{3}|…)")
_TAIL: Final = re.compile(
    r"\s*,?\s*\(?\s*(?:if|for|when|otherwise|else|elsewhere|where(?![^;<>≤≥≠]*[^;<>!=≤≥≠]=(?!=)))\b[^;]*"
)
"""What may be a condition; `where R = 8.3` explains a quantity."""


def pieces(region: Region, words: Vocabulary) -> Iterator[Region]:
    """A region's separate equations."""
    if region.notation == "latex" and (region.kind != "line" or _is_all_latex(region.text, words.names)):
        yield from _latex_pieces(region)
        return
    text = region.text
    at = 0
    for start, end in equation_spans(text, words.names | words.letters):
        following = text[end:]
        tail = CUT_OFF.match(following) or _TAIL.match(following)
        yield Region(
            text[start : end + (tail.end() if tail else 0)],
            region.start + start,
            region.notation,
            region.kind,
        )
        at = end
    if at == 0 and region.kind == "line" and re.search(r"\S\s+(?:if|for|otherwise|else)\b", text):
        # A further case of the equation above: `log(x)   if p == 0`.
        lead = len(text) - len(text.lstrip())
        yield Region(text.strip(), region.start + lead, region.notation, region.kind)
    elif at == 0 and region.kind == "literal" and re.search(r"[<>]", text):
        yield region


def _is_all_latex(text: str, names: frozenset[str]) -> bool:
    """Whether a line that nobody marked is nothing but LaTeX: no words stand between its equations."""
    bare = re.sub(
        r"\\(?:text|mathrm|mbox|textrm|operatorname)\s*\{[^{}]*\}|\\[A-Za-z]+|_\{[^{}]*\}", " ", text
    )
    return not any(word not in names for word in re.findall(r"[A-Za-z]{3,}", bare))


def _latex_pieces(region: Region) -> Iterator[Region]:
    text = _DROPPED.sub(lambda m: " " * len(m.group()), region.text)
    body = ARRAY.sub(lambda m: "\0" * len(m.group()), CASES.sub(lambda m: "\0" * len(m.group()), text))
    depths = _depths(body)
    cuts = [m.span() for m in _BREAK.finditer(body) if depths[m.start()] == 0]
    cuts += [(m.start(), m.start()) for m in WORDED.finditer(body) if depths[m.start()] == 0]
    listed = () if region.kind == "inline" and not equals_at_top(text) else re.finditer(_LIST, body)
    for m in listed:
        if depths[m.start()] == 0:
            cuts.append(m.span())
    # A line of its own that begins with `name =` is an equation of its own.
    for m in re.finditer(r"\n(?=[ \t]*\\?[A-Za-z]\w*(?:_\{\w+\})?[ \t]*&?=)", body):
        if "=" in body[: m.start()] and depths[m.start()] == 0:
            cuts.append(m.span())
    at = 0
    held: tuple[int, int] | None = None
    for start, end in [*sorted(cuts, key=lambda c: (c[0], -c[1])), (len(text), len(text))]:
        if start < at:
            continue
        piece = text[at:start]
        if piece.strip():
            begins = re.match(r"\s*&?\s*(?:=|\+|-|\\times|\\cdot)", piece)
            if begins and held is not None and "=" in piece and not equals_at_top(text[held[0] : held[1]]):
                # `f = a, \\quad x > 0 \\ &= b, \\quad x < 0`: another case of the same quantity.
                yield _trimmed(region, text, held)
                held = None
                left = re.match(r"([^=]*)=", text)
                case = piece.lstrip().removeprefix("&")
                lead = len(piece) - len(piece.lstrip())
                yield Region(
                    f"{left.group(1) if left else ''}{case}",
                    region.start + at + lead,
                    region.notation,
                    region.kind,
                )
            elif begins and held is not None:
                # `\\ &= …` and `\\ & + …` go on with the equation above.
                held = (held[0], start)
            else:
                if held is not None:
                    yield _trimmed(region, text, held)
                held = (at, start)
        at = end
    if held is not None:
        yield _trimmed(region, text, held)


def _trimmed(region: Region, text: str, span: tuple[int, int]) -> Region:
    piece = text[span[0] : span[1]]
    lead = len(piece) - len(piece.lstrip())
    return Region(piece.strip(), region.start + span[0] + lead, region.notation, region.kind)


def _depths(text: str) -> list[int]:
    """How many brackets are open at each place, the end included."""
    plain = text.replace(r"\{", " (").replace(r"\}", " )")
    steps = ((c in "([{") - (c in ")]}") for c in plain)
    return list(itertools.accumulate(steps, initial=0))


def equals_at_top(text: str) -> bool:
    """Whether an equals sign stands outside all brackets (`\\sum_{i=1}` has none)."""
    body = CASES.sub(" ", text).replace(r"\{", "(").replace(r"\}", ")")
    depth = 0
    for number, character in enumerate(body):
        depth += (character in "([{") - (character in ")]}")
        if character == "=" and depth == 0 and body[number - 1 : number] not in {"<", ">", "!"}:
            return True
    return r"\equiv" in body
