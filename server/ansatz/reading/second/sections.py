"""A docstring's lines sorted into arguments, returned values, and the text that remains."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from .tokens import Unread

MAXIMUM_LINES = 3_000
MAXIMUM_LINE = 2_000
_ENTRY_WORDS = 4_000

Role = Literal["arguments", "returns", "prose", "skipped"]

_ROLES: dict[str, Role] = {
    **dict.fromkeys(
        ("parameters", "other parameters", "args", "arguments", "params", "inputs", "input", "keyword args",
         "keyword arguments", "variables"),
        "arguments",
    ),
    **dict.fromkeys(("returns", "return", "output", "outputs", "yields", "result", "results"), "returns"),
    **dict.fromkeys(
        ("examples", "example", "references", "see also", "raises", "methods", "attributes", "warns",
         "todo", "changelog", "bibliography", "history"),
        "skipped",
    ),
}  # fmt: skip
_RULE = re.compile(r"[-=~^]{3,}$")
_COLON_TITLE = re.compile(r"([A-Z][A-Za-z]*(?: [A-Za-z]+)?):$")
_FIELD = re.compile(r":(param|parameter|arg|argument|key|keyword|type|returns?|rtype)\b\s*([^:]*):\s*(.*)$")
_NAME = r"[`*]{0,2}\\?(?P<name>[^\W\d]\w*)[`*]{0,2}"


class Line(NamedTuple):
    """One line: where it starts, its text without the end, how far it is indented."""

    start: int
    text: str
    indent: int

    @property
    def words(self) -> str:
        return self.text.strip()


@dataclass(frozen=True, slots=True)
class Entry:
    """What is said of arguments: `kind` is the type as written, `words` the description."""

    names: tuple[str, ...]
    kind: str
    words: str


_MANY = r"\b(?:array(?:_like)?|ndarray|vector|list|sequence|series|values|samples|signal)"
_SIZES = (
    re.compile(r"(?<![\w)])\(\s*([^\W\d]\w{0,2})\s*,\s*\)"),
    re.compile(rf"{_MANY}(?:\s+of\s+\w+)?,?\s+(?:of|with)\s+(?:length|size)\s+[`$]*([^\W\d]\w{{0,2}})"
               r"(?![\w(*+/-]|\s*[-+*/])"),
    re.compile(r"\blength[- ]([^\W\d]\w{0,2})\s+(?:array|vector|list|sequence)\b"),
    re.compile(rf"{_MANY}\s+(?:of|with)\s+[`$]*([^\W\d]\w{{0,2}})[`$]*\s+(?:elements|entries|values|numbers|samples)\b"),
)  # fmt: skip


def size_of(entry: Entry) -> str:
    """The name of the one length that an entry states: `(n,)`, `of length N`; empty for none or several."""
    found = {m.group(1) for p in _SIZES for text in (entry.kind, entry.words) for m in p.finditer(text)}
    found -= {"of", "as", "a", "an", "the", "is", "in", "to", "and", "or", "for", "at", "all", "one", "two"}
    return found.pop() if len(found) == 1 else ""


@dataclass(frozen=True, slots=True)
class Returned:
    """One returned value, with the name it is given, if any."""

    name: str
    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Sections:
    """The texts are as long as the docstring, with everything else blanked; `said` leaves out examples."""

    entries: dict[str, Entry]
    returned: tuple[Returned, ...]
    prose: str
    returned_text: str
    said: str


def divide(docstring: str, parameters: Collection[str]) -> Sections:
    """The parts. Raises `Unread` where an argument is described twice or a line is beyond reading."""
    lines = list(_lines(docstring))
    if len(lines) > MAXIMUM_LINES:
        raise Unread("more lines than anyone writes")
    return _Divider(docstring, lines, parameters).run()


def _lines(docstring: str) -> Iterator[Line]:
    start = 0
    for text in docstring.split("\n"):
        if len(text) > MAXIMUM_LINE:
            raise Unread("an overlong line")
        yield Line(start, text.rstrip("\r"), len(text) - len(text.lstrip()))
        start += len(text) + 1


class _Divider:
    def __init__(self, docstring: str, lines: Sequence[Line], parameters: Collection[str]) -> None:
        self.docstring = docstring
        self.lines = lines
        self.parameters = parameters
        self.entries: dict[str, Entry] = {}
        self.returned: list[Returned] = []
        self.kept: list[int] = []
        self.returning: list[int] = []
        self.skipped: set[int] = set()
        self.has_section = False
        self.entered: set[int] = set()

    def run(self) -> Sections:
        at = 0
        while at < len(self.lines):
            at = self._section(at) or self._line(at)
        return Sections(
            self.entries,
            tuple(self.returned),
            self._only(self.kept),
            self._only(self.returning),
            self._only([n for n in range(len(self.lines)) if n not in self.skipped]),
        )

    def _only(self, numbers: Sequence[int]) -> str:
        kept = set(numbers)
        return "\n".join(
            line.text if number in kept else " " * len(line.text) for number, line in enumerate(self.lines)
        )

    def _heading(self, at: int) -> tuple[str, int] | None:
        """The title that starts at a line, in lower case, and where its section's text starts."""
        line = self.lines[at]
        below = self.lines[at + 1] if at + 1 < len(self.lines) else None
        if not line.words:
            return None
        if below is not None and _RULE.match(below.words) and below.indent == line.indent:
            if len(line.words) < 40 and not line.words.endswith("."):
                return line.words.rstrip(":").lower(), at + 2
            return None
        title = _COLON_TITLE.match(line.words)
        if title and title.group(1).lower() in _ROLES:
            follows = below is not None and (below.indent > line.indent or not below.words)
            if follows or title.group(1).lower() in ("examples", "references"):
                return title.group(1).lower(), at + 1
        return None

    def _section(self, at: int) -> int:
        found = self._heading(at)
        if found is None:
            return 0
        title, start = found
        is_ruled = start == at + 2
        end = start
        while end < len(self.lines) and self._heading(end) is None:
            line = self.lines[end]
            if not is_ruled and line.words and line.indent <= self.lines[at].indent:
                break
            end += 1
        role = _ROLES.get(title, "prose")
        match role:
            case "arguments":
                self._arguments(start, end)
            case "returns":
                self._returns(start, end)
            case "prose":
                while start < end:
                    start = self._line(start)
            case "skipped":
                self.skipped.update(range(at, end))
        return end

    def _blocks(self, start: int, end: int) -> Iterator[tuple[Line, list[Line]]]:
        """Each line at the outermost indentation with the deeper lines that follow it."""
        lines = [line for line in self.lines[start:end] if line.words]
        if not lines:
            return
        base = min(line.indent for line in lines)
        head: Line | None = None
        body: list[Line] = []
        for line in lines:
            if line.indent <= base:
                if head is not None:
                    yield head, body
                head, body = line, []
            else:
                body.append(line)
        if head is not None:
            yield head, body

    def _arguments(self, start: int, end: int) -> None:
        for head, body in self._blocks(start, end):
            words = " ".join(line.words for line in body)
            self._entry(head.words, words, is_section=True)

    def _entry(self, head: str, below: str, *, is_section: bool) -> bool:
        """Take in `a, b : kind`, `a (kind): words` or `a: words`; False where a line is no entry."""
        taken = self._names(head)
        if taken is None:
            return False
        names, rest = taken
        kind, words = "", ""
        if bracketed := re.match(r"\s*\(([^()]*)\)\s*:\s*", rest):
            kind, words = bracketed.group(1), rest[bracketed.end() :]
        elif re.match(r"\s*:(?![:=])", rest):
            said = rest.split(":", 1)[1].strip()
            kind, words = (said, "") if below and is_section else ("", said)
        elif not rest.strip():
            if not below:
                return is_section and self._add(names, "", "")
        elif gap := re.match(r"\s{2,}(?![=+*/<>-])|\s+(?:[–—-]|--)\s+(?=\S)", rest):
            words = rest[gap.end() :]
        elif opening := re.match(r"\s+(?=[\[(])", rest):
            words = rest[opening.end() :]
        else:
            return False
        return self._add(names, kind, f"{words} {below}".strip())

    def _names(self, head: str) -> tuple[tuple[str, ...], str] | None:
        """The arguments that a line begins with, and the rest of it."""
        rest = re.sub(r"^(?:[-*•]\s+|\*{1,2}(?=\w))", "", head)
        names: list[str] = []
        while match := re.match(_NAME, rest):
            if match.group("name") not in self.parameters:
                return None
            names.append(match.group("name"))
            rest = rest[match.end() :]
            separator = re.match(r"\s*,\s*(?:and\s+)?|\s+and\s+|\s*/\s*(?=\w)", rest)
            following = rest[separator.end() :] if separator else ""
            name = re.match(_NAME, following)
            if not (separator and name and name.group("name") in self.parameters):
                break
            rest = following
        return (tuple(names), rest) if names else None

    def _add(self, names: tuple[str, ...], kind: str, words: str) -> bool:
        for name in names:
            if name in self.entries:
                before = self.entries[name]
                if before.words and words:
                    raise Unread(f"{name} is described twice")
                kind, words = kind or before.kind, words or before.words
            self.entries[name] = Entry(names, kind, words[:_ENTRY_WORDS])
        return True

    def _returns(self, start: int, end: int) -> None:
        if not self.has_section:
            # A section outranks a sentence that begins with the word.
            self.kept.extend(self.returning)
            self.returning.clear()
            self.returned.clear()
        self.has_section = True
        self.returning.extend(range(start, end))
        for head, body in self._blocks(start, end):
            below = " ".join(line.words for line in body)
            named = re.match(rf"{_NAME}\s*:(?![:=`])\s*(.*)$", head.words)
            if named and not re.match(
                r"(?:float|int|bool|array|ndarray|np|scalar|tuple)\b", named.group("name")
            ):
                said = named.group(2).strip()
                kind, words = (said, below) if below else ("", said)
                self.returned.append(Returned(named.group("name"), kind, words))
            elif named:
                self.returned.append(Returned("", named.group("name"), f"{named.group(2)} {below}".strip()))
            elif below:
                self.returned.append(Returned("", head.words, below))
            elif self.returned and not self.returned[-1].name and self.returned[-1].words == "":
                self.returned.append(Returned("", "", head.words))
            else:
                self._more(head.words)

    def _more(self, words: str) -> None:
        """A line of running text about the last value, or the first about a new one."""
        if self.returned and not self.returned[-1].kind and not self.returned[-1].name:
            before = self.returned.pop()
            words = f"{before.words} {words}"
        bare = re.match(r"[`*]{0,2}([^\W\d]\w*)[`*]{0,2}$", words)
        self.returned.append(Returned(bare.group(1) if bare else "", "", words))

    def _line(self, at: int) -> int:
        """One line outside all sections that have a role; returns the next to look at."""
        line = self.lines[at]
        words = line.words
        if words.startswith(">>>"):
            end = at + 1
            while end < len(self.lines) and self.lines[end].words:
                end += 1
            self.skipped.update(range(at, end))
            return end
        if words.startswith(".. math::") or words.count("$$") == 1:
            end = self._display(at)
            self.kept.extend(range(at, end))
            return end
        if field := _FIELD.match(words):
            return self._field(at, field)
        opening = re.match(r"(?:[Rr]eturns?|Outputs?|Yields)\b\s*:?\s+(?=\S)", words)
        is_new = words[:1].isupper() or not self.lines[at - 1].words or at - 1 in self.entered
        if opening and not self.has_section and is_new and (at > 0 or ":" in opening.group()):
            end = self._paragraph(at)
            said = " ".join(each.words for each in self.lines[at:end])[opening.end() :]
            self.returning.extend(range(at, end))
            self.returned.append(Returned("", "", said))
            return end
        end = self._deeper(at)
        below = " ".join(each.words for each in self.lines[at + 1 : end])
        if at > 0 and self._entry(words, below, is_section=False):
            self.entered.update(range(at, end))
            return end
        if not _RULE.match(words):
            self.kept.append(at)
        return at + 1

    def _display(self, at: int) -> int:
        """Where a displayed equation ends: its lines describe no arguments, whatever they begin with."""
        line = self.lines[at]
        end = at + 1
        if not line.words.startswith(".."):
            while end < len(self.lines) and "$$" not in self.lines[end].text:
                end += 1
            return min(end + 1, len(self.lines))
        last = end
        margin = line.indent
        if at == 0:
            # The first line stands behind the quotes; what is below shows how far the text is indented.
            margin = max(margin, min((each.indent for each in self.lines[1:] if each.words), default=0))
        while end < len(self.lines):
            if self.lines[end].words:
                if self.lines[end].indent <= margin:
                    break
                last = end + 1
            end += 1
        return last

    def _deeper(self, at: int) -> int:
        end = at + 1
        while (
            end < len(self.lines) and self.lines[end].words and self.lines[end].indent > self.lines[at].indent
        ):
            end += 1
        return end

    def _paragraph(self, at: int) -> int:
        end = at + 1
        while end < len(self.lines) and self.lines[end].words:
            line = self.lines[end]
            if _FIELD.match(line.words) or self._names(line.words) or line.words.startswith((">>>", "..")):
                break
            end += 1
        return end

    def _field(self, at: int, field: re.Match[str]) -> int:
        end = self._deeper(at)
        words = " ".join([field.group(3), *(each.words for each in self.lines[at + 1 : end])]).strip()
        names = field.group(2).split()
        match field.group(1):
            case "return" | "returns":
                self.returned.append(Returned("", "", words))
                self.returning.extend(range(at, end))
            case "rtype":
                pass
            case "type":
                if names and names[-1] in self.parameters:
                    self._add((names[-1],), words, "")
            case _:
                if names and names[-1] in self.parameters:
                    self._add((names[-1],), " ".join(names[:-1]), words)
        return end
