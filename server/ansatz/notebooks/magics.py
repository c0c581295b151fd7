"""A cell's text as plain Python, of the same length: what only IPython understands is blanked out.

Source of the syntax: IPython's documentation of its input transformations (magics, system commands,
help, automatic calls).
"""

import re
from dataclasses import dataclass
from typing import Final

_LINE: Final = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_ESCAPED: Final = re.compile(r"[ \t]*[%!?,;/]")
_HELP: Final = re.compile(r"[ \t]*[^\s#'\"][^#'\"]*\?[ \t]*$")
_ASSIGNED: Final = re.compile(r"[ \t]*([\w., \t()\[\]*]+?)[ \t]*=[ \t]*(?:!|%{1,2}[A-Za-z_])(?!=)")
_TIMED: Final = re.compile(r"[ \t]*%(?:time|prun|memit)[ \t]+([\w., \t()\[\]*]+?)[ \t]*=(?!=)")
_LINE_MAGIC: Final = re.compile(r"[ \t]*%{1,2}(\w+)")
_CELL_MAGIC: Final = re.compile(r"%%(\w+|!)")
_WORD: Final = re.compile(r"[^\W\d]\w*")
_TOKEN: Final = re.compile(r"#|'''|\"\"\"|['\"()\[\]{}]")
_NOT_LINE_END: Final = re.compile(r"[^\r\n]")
_HALF_OF_A_PAIR: Final = re.compile("[\ud800-\udfff]")

_RUN_HERE: Final = frozenset({"time", "capture", "prun"})
"""Cell magics that execute their cell in the notebook's own names."""
_RUN_ELSEWHERE: Final = re.compile(
    r"!|HTML|SVG|bash|cmd|file|html|javascript|js|latex|markdown|perl|ruby|script|sh|svg|sx|system|"
    r"timeit|writefile"
)
"""Cell magics after which the notebook has no other names than before."""
_NAMELESS: Final = re.compile(
    r"alias|autoawait|autoreload|cd|colors|conda|config|config_inline_backend|debug|dhist|dirs|"
    r"doctest_mode|env|gui|history|hist|load_ext|logoff|logon|logstart|logstate|logstop|lprun|ls|"
    r"lsmagic|magic|mamba|matplotlib|memit|micromamba|mkdir|mprun|notebook|page|pdb|pdef|pdoc|pfile|pinfo|pinfo2|pip|"
    r"precision|prun|psearch|psource|pwd|pycat|quickref|reload_ext|save|set_env|sx|system|tb|time|"
    r"timeit|unload_ext|uv|who|who_ls|whos|xmode"
)
"""Line magics that give no name a value (`%time x = ...` is looked at by itself)."""


@dataclass(frozen=True, slots=True)
class Opaque:
    """A place that Ansatz doesn't execute and that may give names a value; None for any name at all."""

    offset: int
    words: str
    names: frozenset[str] | None


@dataclass(frozen=True, slots=True)
class Plain:
    """A cell's Python. `is_open`: it ends within a bracket or a string, so that it can't be executed."""

    text: str
    opaque: tuple[Opaque, ...]
    is_open: bool


def plain(source: str) -> Plain:
    """The Python in a code cell: every character of it stays where it is, all else becomes a space."""
    source = source if source.isascii() else _HALF_OF_A_PAIR.sub("\ufffd", source)
    lead = len(source) - len(source.lstrip())
    first = _CELL_MAGIC.match(source, lead)
    if first is None:
        return _lines(source, 0, ())
    line_end = lead + len(re.split(r"[\r\n]", source[lead:], maxsplit=1)[0])
    name, words = first[1], source[lead:line_end]
    if name in _RUN_HERE:
        names = frozenset(_WORD.findall(words[len(first[0]) :])) if name == "capture" else frozenset[str]()
        opaque = (Opaque(lead, words, names),) if names else ()
        return _lines(_blank(source[:line_end]) + source[line_end:], line_end, opaque)
    gives = () if _RUN_ELSEWHERE.fullmatch(name) else (Opaque(lead, words, None),)
    return Plain(_blank(source), gives, is_open=False)


def _lines(source: str, start: int, opaque: tuple[Opaque, ...]) -> Plain:
    """Line by line: a magic stands where a statement may start, never within a bracket or a string."""
    rows, found, state = [source[:start]], list(opaque), _State()
    goes_on = False
    for match in _LINE.finditer(source, start):
        row = match[0]
        content = row.rstrip("\r\n")
        is_magic = goes_on or (state.is_between and _is_magic(content))
        if not is_magic:
            state.take(content)
            rows.append(row)
            continue
        if not goes_on and (names := _gives(content)) != frozenset():
            found.append(Opaque(match.start(), content.strip(), names))
        rows.append(_blank(row) if goes_on else _nothing(row))
        goes_on = content.endswith("\\")
    text = "".join(rows)
    head = next((row for row in text.splitlines() if row.strip()), "")
    return Plain(text, tuple(found), is_open=not state.is_between or head[:1] in (" ", "\t"))


def _is_magic(content: str) -> bool:
    return bool(_ESCAPED.match(content) or _ASSIGNED.match(content) or _HELP.match(content))


def _gives(content: str) -> frozenset[str] | None:
    """The names that a magic gives a value, None for any: nobody but IPython can know."""
    if (assigned := _ASSIGNED.match(content) or _TIMED.match(content)) is not None:
        return frozenset(_WORD.findall(assigned[1]))
    magic = _LINE_MAGIC.match(content)
    if magic is None or _NAMELESS.fullmatch(magic[1]) or _HELP.match(content):
        return frozenset()
    return None


def _nothing(row: str) -> str:
    """A line that does nothing; where it is indented it may be all that a block holds."""
    indent = len(row) - len(row.lstrip(" \t"))
    blank = _blank(row)
    return f"{blank[:indent]}0{blank[indent + 1 :]}" if indent else blank


def _blank(text: str) -> str:
    return _NOT_LINE_END.sub(" ", text)


class _State:
    """Whether a new statement may start, from the text up to there."""

    def __init__(self) -> None:
        self._depth = 0
        self._quote = ""
        self._continued = False

    @property
    def is_between(self) -> bool:
        return not (self._depth or self._quote or self._continued)

    def take(self, content: str) -> None:
        """Goes over one line, without its end."""
        at = 0
        while at < len(content):
            if self._quote:
                end = re.compile(rf"\\.|{self._quote}").search(content, at)
                if end is None:
                    break
                at = end.end()
                if end[0] == self._quote:
                    self._quote = ""
                continue
            token = _TOKEN.search(content, at)
            if token is None:
                break
            at = token.end()
            if token[0] == "#":
                self._continued = False
                return
            if token[0] in "([{":
                self._depth += 1
            elif token[0] in ")]}":
                self._depth = max(0, self._depth - 1)
            else:
                self._quote = token[0]
        self._continued = content.endswith("\\")
        # A string of one line ends with it, closed or not.
        if len(self._quote) == 1 and not self._continued:
            self._quote = ""
