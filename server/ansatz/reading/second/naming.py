"""Which argument a symbol of the equations stands for, by spelling and by what the text says."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from ansatz.core.spec import Binding

from .plain import canonical
from .quantities import symbol, symbols_in
from .sections import Entry
from .tokens import Unread

_SPELLINGS = {"lam": "lambda", "lamb": "lambda", "lamda": "lambda", "lmbda": "lambda", "lmb": "lambda"}
_MATH = r"(?::math:`(?P<math{0}>[^`]+)`|\$(?P<dollar{0}>[^$\n]+)\$)"
_CODE = r"`{{1,2}}(?P<code{0}>[^\W\d]\w*)`{{1,2}}"
_FOR = re.compile(
    rf"{_CODE.format('')}\s+(?:as\s+(?:the\s+|a\s+|an\s+)?(?:\w+\s+){{0,3}}parameters?\s+)?"
    rf"(?:for|stands for|is|denotes|represents)\s+{_MATH.format('')}"
)
_LIST_FOR = re.compile(
    r"(?P<codes>`{1,2}\w+`{1,2}(?:(?:\s*,\s*|\s*,?\s+and\s+)`{1,2}\w+`{1,2})+)\s+"
    r"(?:as\s+(?:the\s+)?(?:\w+\s+){0,2}parameters\s+)?for\s+(?P<maths>.{0,400}?)(?:\.(?=\s|$)|$)"
)
_DENOTED = re.compile(
    rf"{_MATH.format('')}[^.`$]{{0,60}}\((?:[^()`]{{0,40}}(?:denoted|called|named)\s+)?(?:as\s+|by\s+)?{_CODE.format('')}[^()]{{0,40}}\)"
)
_RUNNING = re.compile(
    r"(?:\\(?:sum|prod|max|min)\s*_?\{?|[ΣΠ∑∏]_?\{?\(?|\b(?:sum|prod|max|min)_\{?\(?)\s*([ijklmn])\b"
)
_PASSED = re.compile(
    rf"{_MATH.format('')}[^.$]{{0,80}}?\bas\s+(?:the\s+|a\s+)?(?:\w+\s+){{0,2}}parameter\s+{_CODE.format('')}"
)
_OTHERS = re.compile(
    r"[;.]\s+(?:where\s+)?(?::math:)?[`$\\]+\S{1,20}\s+(?:is|denotes|being)\s+(?:the|an?)\b.*", re.DOTALL
)
"""`temperature; $k_B$ is the Boltzmann constant`: what an entry says of another quantity."""
_SYMBOLS = re.compile(r":math:`([^`]+)`|\$([^$\n]+)\$")


def canonical_parameter(name: str) -> str:
    """The symbol that an argument's own name spells."""
    bare = name.rstrip("_") or name
    return _SPELLINGS.get(bare, canonical(bare))


def described(
    parameters: Sequence[str], entries: Mapping[str, Entry], prose: str, species: Collection[str] = ()
) -> dict[str, list[str]]:
    """For each argument, symbols that its entry or the running text gives it.

    `species` are what the equations hold in brackets: `concentration [S]` then names a symbol.
    """
    found: dict[str, list[str]] = {name: [] for name in parameters}
    running = running_indices(prose)
    own = {p for p in parameters if re.search(rf"(?<!\w){re.escape(p)}(?!\w)", prose)}
    for name in parameters:
        entry = entries.get(name)
        if entry is None:
            continue
        is_array = re.search(
            r"array|sequence|list|vector|1-?d\b", f"{entry.kind} {entry.words}", re.IGNORECASE
        )
        shown = [
            _whole(s, running) if is_array or _whole(s, running) == canonical_parameter(name) else s
            for s in symbols_in(_OTHERS.sub("", entry.words) if name in own else entry.words)
        ]
        shown.extend(f"[{s}]" for s in re.findall(r"\[([^\[\]]+)\]", entry.words) if s in species)
        if len(entry.names) == 1:
            found[name].extend(shown)
        elif len(shown) == len(entry.names):
            # `a, b: the rates $k_1$ and $k_2$`
            found[name].append(shown[entry.names.index(name)])
    for name, shown in _in_prose(" ".join(prose.split())):
        if name in found and shown not in found[name]:
            found[name].append(shown)
    return found


def running_indices(prose: str) -> set[str]:
    """The letters that sums, products and extrema run over."""
    return set(_RUNNING.findall(prose))


def _whole(shown: str, running: Collection[str]) -> str:
    """`p` for `p_i`, where sums run over i."""
    stem, _, index = shown.rpartition("_")
    return stem if stem and index in running else shown


def _in_prose(prose: str) -> Iterator[tuple[str, str]]:
    lists = [match.span("codes") for match in _LIST_FOR.finditer(prose)]
    for pattern in (_FOR, _DENOTED, _PASSED):
        for match in pattern.finditer(prose):
            if any(start <= match.start("code") < end for start, end in lists):
                continue
            shown = _first_symbol(match["math"] or match["dollar"])
            if shown is not None:
                yield match["code"], shown
    for match in _LIST_FOR.finditer(prose):
        codes = re.findall(r"\w+", match["codes"].replace(" and ", " "))
        maths = [m.group(1) or m.group(2) for m in _SYMBOLS.finditer(match["maths"])]
        shown = [s for s in (symbol(m, is_latex=True) for m in maths) if s is not None]
        if len(codes) == len(shown):
            yield from zip(codes, shown, strict=True)


def _first_symbol(written: str) -> str | None:
    """The symbol of `\\nu` or of a range such as `\\nu > 0`."""
    bare = re.split(r"[<>=≤≥]|\\(?:le|ge|lt|gt|leq|geq|neq?)(?![a-zA-Z])", written)[0]
    return symbol(bare, is_latex=True)


def bind(
    needed: Sequence[str], parameters: Sequence[str], said: Mapping[str, Sequence[str]]
) -> dict[str, Binding]:
    """A binding for each needed symbol that stands for an argument. Raises `Unread` at a tie."""
    found: dict[str, Binding] = {}
    for name in needed:
        stated = [p for p in parameters if name in said.get(p, ())]
        spelled = [p for p in parameters if canonical_parameter(p) == name or p == name]
        if len(stated) > 1:
            stated = [p for p in stated if p in spelled] or stated
        if len(stated) > 1:
            raise Unread(f"{name} is said to be more than one argument")
        if stated:
            other = [p for p in spelled if p != stated[0]]
            if other and not said.get(other[0]):
                raise Unread(f"{name} is the name of one argument and said to be another")
            reason = "spelled" if spelled == stated else "stated"
            found[name] = Binding(name, stated[0], reason)
        elif spelled:
            if len(spelled) > 1:
                raise Unread(f"{name} may be either of two arguments")
            found[name] = Binding(name, spelled[0], "spelled")
        else:
            like = [p for p in parameters if squeezed(name) in (squeezed(canonical_parameter(p)), _alias(p))]
            if len(like) == 1:
                found[name] = Binding(name, like[0], "spelling-variant")
    owners: dict[str, list[str]] = {}
    for name, binding in found.items():
        owners.setdefault(binding.parameter, []).append(name)
    for parameter, names in owners.items():
        others = [n for n in names if n not in (parameter, canonical_parameter(parameter))]
        if len(names) > 1 and (len(others) > 1 or others[0] not in said.get(parameter, ())):
            raise Unread(f"{parameter} stands for {' and '.join(names)}")
    return found


_DIFFERENCE = re.compile(r"(?:[dD]elta|[dD])_?([A-Za-z]\w*)")
_MARKED = re.compile(r"(\w+?)_?(dot|bar|hat|tilde)")


def _alias(parameter: str) -> str:
    """`dT` and `delta_T` for ΔT, `m_dot` for an m with a dot: how names spell what code can't."""
    if found := _DIFFERENCE.fullmatch(parameter):
        return squeezed(f"Delta{canonical(found.group(1))}")
    if found := _MARKED.fullmatch(parameter):
        return squeezed(f"{found.group(2)}({canonical(found.group(1))})")
    return ""


def squeezed(name: str) -> str:
    """A name without what merely sets its subscript apart."""
    return name.replace("_", "").replace("{", "").replace("}", "")
