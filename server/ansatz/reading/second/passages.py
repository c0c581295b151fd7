r"""Where mathematics stands in running text: `.. math::`, `$…$`, literals, lines with an equation."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from .tokens import FUNCTIONS, Unread
from .units import parse_unit

MAXIMUM_PASSAGES = 400
Style = Literal["display", "inline", "line", "literal"]

_DIRECTIVE = re.compile(r"^([ \t]*)\.\. math::[ \t]*(.*)$", re.M)
_OPTION = re.compile(r"^[ \t]*:(?:label|nowrap|name|class|number|no-wrap):.*$", re.M)
_DISPLAYS = (
    re.compile(r"\$\$((?:[^$]|\\\$)+)\$\$"),
    re.compile(r"\\\[((?:[^\\]|\\(?!\])){1,4000})\\\]"),
    re.compile(r"(\\begin\{(?P<env>align|equation|gather|eqnarray)\*?\}(?:[^\\]|\\(?!end\{(?P=env))){0,4000}"
               r"\\end\{(?P=env)\*?\})"),
)  # fmt: skip
_INLINES = (
    re.compile(r":math:`([^`]+)`"),
    re.compile(r"(?<![\\$\w])\$([^$\n]+(?:\n[^$\n]+)?)\$(?![\w$])"),
    re.compile(r"\\\(((?:[^\\]|\\(?!\))){1,4000})\\\)"),
)
_LITERAL = re.compile(r"(?<!`)``([^`\n]+(?:\n[^`\n]+)?)``(?!`)")
_MARK = "\u2063"
"""Stands for each character of a passage that was found, in what is left of the text."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Mathematics as written, from `start` of the docstring to `end`, its marks included there."""

    text: str
    start: int
    outer: tuple[int, int]
    is_latex: bool
    style: Style
    is_value: bool = False
    """Whether the sentence says that this formula, without a left side, is what is computed."""


def find(prose: str) -> tuple[list[Passage], str]:
    """All marked passages in order, and the prose with them blanked by a mark that is no character."""
    if any(prose.count(opening) > MAXIMUM_PASSAGES for opening in ("\\[", "\\(", "\\begin{", "$$")):
        raise Unread("more mathematics than one function needs")
    found: list[Passage] = []
    covered = list(prose)

    def cover(start: int, end: int) -> None:
        for place in range(start, end):
            if covered[place] not in "\r\n":
                covered[place] = _MARK

    def add(text: str, start: int, outer: tuple[int, int], is_latex: bool, style: Style) -> None:
        if len(found) >= MAXIMUM_PASSAGES:
            raise Unread("more mathematics than one function needs")
        found.append(Passage(text, start, outer, is_latex, style))
        cover(*outer)

    for match in _DIRECTIVE.finditer(prose):
        end = _block_end(prose, match)
        body = _OPTION.sub(lambda m: " " * len(m.group()), prose[match.start(2) : end])
        add(body, match.start(2), (match.start(), end), True, "display")
    for pattern in _DISPLAYS:
        for match in pattern.finditer("".join(covered)):
            add(match.group(1), match.start(1), match.span(), True, "display")
    for pattern in _INLINES:
        for match in pattern.finditer("".join(covered)):
            add(match.group(1), match.start(1), match.span(), True, "inline")
    for match in _LITERAL.finditer("".join(covered)):
        add(match.group(1), match.start(1), match.span(), False, "literal")
    return sorted(found, key=lambda p: p.start), "".join(covered)


def _block_end(prose: str, match: re.Match[str]) -> int:
    end = place = match.end()
    margin = len(match.group(1))
    if "\n" not in prose[: match.start()]:
        # The first line stands behind the quotes; what is below shows how far the text is indented.
        below = [line for line in prose[match.end() :].split("\n") if line.strip()]
        margin = max(margin, min((len(line) - len(line.lstrip()) for line in below), default=0))
    while place < len(prose):
        stop = prose.find("\n", place + 1)
        stop = len(prose) if stop < 0 else stop
        line = prose[place + 1 : stop]
        if line.strip():
            if len(line) - len(line.lstrip()) <= margin:
                break
            end = stop
        place = stop
    return end


_COMPUTES = re.compile(
    r"(?:^|(?<=[.\n] )|(?<=\n))\s*(?:Computes?|Calculates?|Evaluates?|Returns?)\s+"
    r"(?:the (?:value|quantity) (?:of )?)?$"
    r"|^\s*[A-Z][\w -]{3,60},\s*$"
)
_ENDS = re.compile(r"\s*(?:element-?wise|for use\b|accurately|[.,]?\s*(?:\n|$)|\.\s)")
_VALUE = re.compile(
    r"^\s*(?:Computes?|Calculates?|Evaluates?|Returns?)\s+(?P<value>[^`\n=]{2,60}?[-+*/^()][^`\n=]{0,60}?)"
    r"(?:\s+(?:for use|element-?wise|accurately|in a)\b|\s*[.,]\s*$|\s*[.,]\s)",
    re.M,
)


def computed(prose: str, passages: list[Passage]) -> list[Passage]:
    """Formulas that a sentence says are computed: `Calculates log(1+x) for use when …`.

    One that goes on with `so that`, `if` and the like says more than its formula, and is left.
    """
    found: list[Passage] = []
    for passage in passages:
        if passage.style != "literal" or "=" in passage.text:
            continue
        before, after = prose[: passage.outer[0]][-80:], prose[passage.outer[1] :][:40]
        if _COMPUTES.search(before) and re.match(
            r"\s*(?:element-?wise|for use\b|accurately|[.,]?\s*(?:\n|$)|\.\s)", after
        ):
            found.append(replace(passage, is_value=True))
    for match in list(_VALUE.finditer(prose))[:3]:
        span = match.span("value")
        found.append(Passage(match["value"], span[0], span, False, "literal", is_value=True))
    return found


@dataclass(frozen=True, slots=True)
class Clause:
    """An equation in plain text: `text` from `start`, then what the sentence goes on to say."""

    text: str
    start: int
    after: str
    is_alone: bool
    """Whether nothing but the equation and what follows it stands on the line."""
    before: str = ""


_STOP = re.compile(
    r",?\s+(?:with|where|in|for|if|when|whenever|and|as|is|are|at|on|of|from|which|using|so|given|unless|"
    r"assuming|valid|the|after|before|during|otherwise|else|elsewhere|but|then|while|by|to|being|has|holds|through|across|between|within|along|because|since|per|units?:)(?=\s|$|:|,)"
    r"|[.;](?=\s|$)|,\s+(?=\S{1,12}\s+(?:in|is|are|being|denotes?|denoting|the|a|an)\s)|[,;]\s+(?=[^\s=,]{1,12}\s*=(?!=))|,\s*$|,(?=\s+[a-zA-Z]{2,}\s)|\s+\[(?=[^\]]*\]\s*[.,;]?\s*$)|\s+\((?=[^()=]*(?:[:;,]|\b(?:in|is|eq|Eq|see)\b)[^()]*\))"
    r"|\s+#|\s{2,}(?:\(|#|--)|(?<=[\w)\]}²³⁴′'])\s{2,}(?=[A-Za-zΑ-ω\[])"
)  # fmt: skip
_PROSE_WORD = re.compile(r"(?<![\w\\])[A-Za-z]{2,}[,:]?\s+|[,;:]\s+|[.]\s+")


_CASE = re.compile(
    r"\s{4,}(?P<value>[^=<>\s](?:[^=<>]*[^=<>\s,])?),?\s+(?:(?:if|for|when)\s+\S.*|otherwise|else)[.,;]?\s*$"
)
"""A further case below `y = … if …`, without its left side."""


def clauses(text: str, names: Collection[str]) -> Iterator[Clause]:
    """Equations in what remains after the marked passages, line by line."""
    start = 0
    left = ""
    for line in text.split("\n"):
        if left and (more := _CASE.match(line)):
            begin = start + more.start("value")
            yield Clause(f"{left} = {more['value']}", begin, line[more.end("value") :], True)
        elif "=" in line and not re.search(r"[<>]{3}", line):
            left = ""
            for found in _in_line(line, start, names):
                clause = _without_unit(found, text, names)
                yield clause
                if re.match(r"\s*,?\s*(?:if|for|when)\b", clause.after) and clause.is_alone:
                    left = clause.text.partition("=")[0].strip()
        else:
            left = ""
        start += len(line) + 1


_LAST_BRACKET = re.compile(r"\s+\((?P<inner>[^()]*[A-Za-z][^()]*)\)$")


_LAST_WORD = re.compile(r"(?<=[\w)\]])\s(?P<inner>[A-Za-zµμΩ°Å][A-Za-zµμΩ°Å/^·.²³⁻¹-]*[A-Za-z²³¹])$")


def _without_unit(clause: Clause, text: str, names: Collection[str]) -> Clause:
    """`v = s / t (m/s)`: a unit at the end is no factor, unless its letters mean something."""
    found = _LAST_BRACKET.search(clause.text) or _LAST_WORD.search(clause.text)
    if found is None or not re.search(r"[A-Za-zµΩ°]{2}|[/^·²³⁻]", found["inner"]):
        return clause
    letters = set(re.findall(r"[^\W\d_]\w*", found["inner"]))
    is_defined = any(re.search(rf"(?<!\w){re.escape(letter)}\s*(?:=|:|\bis\b)", text) for letter in letters)
    if letters & set(names) or is_defined or parse_unit(found["inner"]) is None:
        return clause
    place = found.start()
    return replace(clause, text=clause.text[:place], after=f" ({found['inner']})" + clause.after)


def _in_line(line: str, offset: int, names: Collection[str]) -> Iterator[Clause]:
    at = 0
    while True:
        sign = _equals(line, at)
        if sign < 0:
            return
        left = line[at:sign]
        sure = len(left.rstrip())  # what touches the sign is the left side, however long its name
        words = [
            m for m in _PROSE_WORD.finditer(left) if m.end() <= sure and not _is_symbolic(m.group(), names)
        ]
        begin = at + (words[-1].end() if words else len(left) - len(left.lstrip()))
        end = _stop(line, sign + 1, names)
        text = line[begin:end].rstrip(" ,\r")
        yield Clause(text, offset + begin, line[end:], not line[:begin].strip(" \t-*•"), line[:begin])
        at = end
        if at >= len(line):
            return


def _equals(line: str, at: int) -> int:
    """The next sign of equality that stands between two sides: not `<=`, not a keyword's."""
    for match in re.finditer(r"(?<![<>!=:])(?::=|={1,2})(?!=)", line[at:]):
        place = at + match.start()
        before, after = line[:place], line[place + len(match.group()) :]
        if before.strip() and after.strip() and before.count("(") <= before.count(")"):
            return place
    return -1


def _is_symbolic(words: str, names: Collection[str]) -> bool:
    word = words.strip(" ,:;.\t")
    return bool(word) and words.rstrip()[-1:] not in ",;:." and (word in names or word in FUNCTIONS)


def _is_aside(text: str) -> bool:
    """Whether a bracket at the end of a line holds a unit, a number of an equation or words; no factor."""
    inner = text.partition("]")[0].strip()
    return (
        parse_unit(inner.removeprefix("in ")) is not None
        or re.fullmatch(r"[\d, ]+", inner) is not None
        or (re.search(r"[A-Za-z]{4,}|\b[Ee]qs?\b", inner) is not None and not re.search(r"[-+*/^=(]", inner))
    )


def _stop(line: str, start: int, names: Collection[str]) -> int:
    for match in _STOP.finditer(line, start):
        word = match.group().strip(" ,")
        if word in names and word.isalpha():
            continue
        if match.group().endswith("[") and not _is_aside(line[match.end() :]):
            continue
        inside = line[start : match.start()]
        if inside.count("(") != inside.count(")"):
            continue
        return match.start()
    return len(line)
