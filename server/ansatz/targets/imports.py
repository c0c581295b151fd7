"""Where an import that a body needs belongs: nowhere, at the top of the module, or in the function."""

import builtins
import re
from collections.abc import Iterable, Sequence
from itertools import takewhile
from typing import Literal, NamedTuple

from ansatz.core.target import FunctionTarget
from ansatz.core.text import Span, TextEdit

from .finding import functions
from .lines import lines
from .naming import Binding, Names, names
from .outline import outline
from .syntax import masked, statements, tree
from .units import Unit, around, body_units, module_units

_CODING = re.compile(r"[ \t\f]*#.*?coding[:=][ \t]*[-\w.]+")
_BUILTINS = frozenset(dir(builtins))
_Found = Literal["provided", "absent", "clash"]


class ImportPlan(NamedTuple):
    """Import lines to add to the module by `change`, and lines to put at the top of the function."""

    change: TextEdit | None
    local: tuple[str, ...]


def plan_imports(text: str, target: FunctionTarget, imports: Sequence[str]) -> ImportPlan:
    """Decide for each import line.

    What the module provides under the same name is not added. A name that means something else in
    the module, or may (a star import, a builtin, code that does not parse), is imported inside the
    function, so that nothing outside it changes its meaning. Raises ValueError for a line that is
    no import.
    """
    top, local = list[str](), list[str]()
    for line in dict.fromkeys(" ".join(each.split()) for each in imports):
        wanted = _read(line)
        found = _state(text, target, wanted)
        if found != "provided":
            (local if found == "clash" else top).append(line)
    change = _insertion(text, target, top) if top else None
    return ImportPlan(change, (*local, *(() if change else top)))


def _read(line: str) -> Names:
    root = tree(line).root_node
    own = statements(root)
    if root.has_error or not own or any(not each.type.startswith("import_") for each in own):
        raise ValueError(f"not an import: {line}")
    return names(own, line)


def _state(text: str, target: FunctionTarget, wanted: Names) -> _Found:
    states = {_name_state(text, target, each) for each in wanted.bound}
    if "clash" in states or wanted.has_star:
        return "clash"
    loaded = {module for unit in module_units(text) if unit.kind == "import" for module in unit.names.loaded}
    # `import a.b` also makes `a` hold `b`, which no other binding of `a` promises.
    submodules = {module for module in wanted.loaded if "." in module and not _is_aliased(wanted, module)}
    return "absent" if "absent" in states or not submodules <= loaded else "provided"


def _is_aliased(wanted: Names, module: str) -> bool:
    return any(each.origin == module for each in wanted.bound)


def _name_state(text: str, target: FunctionTarget, wanted: Binding) -> _Found:
    if any(parameter.name == wanted.name for parameter in target.parameters):
        return "clash"
    *enclosing, _ = around(text, target.signature.start) or (None,)
    for definition in reversed([each for each in enclosing if each and each.kind == "function"]):
        if wanted.name in _parameters_of(text, definition.keyword):
            return "clash"
        if found := _in_units(body_units(text, definition), wanted):
            return found
    if re.search(rb"\bglobal\b[^\n]*\b" + _as_bytes(wanted.name) + rb"\b", outline(text).blank):
        return "clash"
    units = module_units(text)
    if found := _in_units(units, wanted):
        return found
    has_star = any(unit.kind != "definition" and unit.names.has_star for unit in units)
    return "clash" if has_star or wanted.name in _BUILTINS else "absent"


def _as_bytes(name: str) -> bytes:
    # A name beyond ASCII is compared as it is masked: a false alarm costs an import its place, no more.
    return re.escape(masked(name))


def _parameters_of(text: str, keyword: int) -> frozenset[str]:
    return frozenset(
        parameter.name
        for each in functions(text)
        if each.signature.start == keyword
        for parameter in each.parameters
    )


def _in_units(units: Iterable[Unit], wanted: Binding) -> _Found | None:
    """What the statements of one scope make of a name, None where they do not bind it."""
    origins = set[str | None]()
    for unit in units:
        if unit.kind == "broken":
            origins |= {None} if unit.may_bind(wanted.name) else set()
            continue
        own = {each.origin for each in unit.bound if each.name == wanted.name}
        is_removed = unit.nodes[0].type == "delete_statement" and wanted.name in unit.names.now
        # Under a condition, TYPE_CHECKING above all, the name may not be there when the body runs.
        is_conditional = bool(own) and unit.nodes[0].type == "if_statement"
        origins |= own | ({None} if is_removed or is_conditional else set())
    if not origins:
        return None
    return "provided" if origins == {wanted.origin} else "clash"


def _insertion(text: str, target: FunctionTarget, added: Sequence[str]) -> TextEdit | None:
    """The imports after the module's own at its top, or None where no safe place can be told."""
    units = module_units(text)
    head = list(takewhile(lambda unit: _is_head(unit) and unit.span.end <= target.span.start, units))
    above = [
        index
        for index, unit in enumerate(head)
        if unit.kind == "import" or (index, unit.kind) == (0, "string")
    ]
    rest = units[above[-1] + 1 :] if above else units
    if any(_is_future(text, unit) for unit in rest):
        return None
    block = lines(text).ending(target.span.start).join(added)
    if above:
        return _below(text, head[above[-1]], rest, block)
    # A string that was never closed may be the module's docstring, which has to come first.
    opens_with_string = (
        bool(rest) and outline(text).blank[rest[0].span.start :][:3].lstrip(b"rRuU")[:1] == b'"'
    )
    return None if opens_with_string else _at_start(text, rest, block)


def _is_head(unit: Unit) -> bool:
    return unit.kind not in ("definition", "broken")


def _is_future(text: str, unit: Unit) -> bool:
    return unit.is_future or (unit.kind == "broken" and "__future__" in unit.span.of(text))


def _below(text: str, unit: Unit, rest: Sequence[Unit], block: str) -> TextEdit:
    """After a docstring or an import, at the end of its line and of whatever else stands on that line."""
    of, end = lines(text), unit.span.end
    for other in rest:
        if of.index(other.span.start) != of.index(end):
            break
        end = other.span.end
    place, eol = of.end(end), of.ending(end)
    if unit.kind == "import":
        return TextEdit(Span(place, place), eol + block)
    return TextEdit(
        Span(place, place), eol * 2 + block + eol * _missing_blank(text, of.index(place) + 1, rest)
    )


def _at_start(text: str, rest: Sequence[Unit], block: str) -> TextEdit:
    """At the top, below a shebang, an encoding, and a header of comments that a blank line sets off."""
    of, eol = lines(text), lines(text).ending(0)
    contents = [text[start:end] for start, end in zip(of.starts, of.ends, strict=True)]
    contents[0] = contents[0].removeprefix("\ufeff")
    first = 1 if contents[0].startswith("#!") else 0
    first += bool(contents[first:] and _CODING.match(contents[first]))
    last = first
    while last < len(contents) and contents[last].startswith("#"):
        last += 1
    if last > first and last < len(contents) and not contents[last].strip():
        place = of.ends[last - 1]
        return TextEdit(Span(place, place), eol * 2 + block + eol * _missing_blank(text, last, rest))
    place = of.starts[first] if first else len(text) - len(text.removeprefix("\ufeff"))
    return TextEdit(Span(place, place), block + eol + eol * _missing_blank(text, first, rest))


def _missing_blank(text: str, line: int, rest: Sequence[Unit]) -> int:
    """How many blank lines are missing from `line` on: two before a definition, else one."""
    of = lines(text)
    last = line
    while last < len(of.starts) and not text[of.starts[last] : of.ends[last]].strip():
        last += 1
    is_definition = bool(rest) and last < len(of.starts) and rest[0].kind == "definition"
    is_next = is_definition and of.index(rest[0].span.start) == last
    return max(0, (2 if is_next else 1) - (last - line))
