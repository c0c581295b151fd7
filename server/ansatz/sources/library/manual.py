"""What a routine's documentation says of its parameters and results, in the terms that binding needs."""

import re
from dataclasses import dataclass
from functools import lru_cache

from ...core.routine import Routine, RoutineParameter
from .everyday import Entry, entry_of
from .roles import EITHER, NUMBERS, Role, roles_of
from .words import identifier_words, stem, stems


@dataclass(frozen=True, slots=True)
class Slot:
    """A parameter of a routine. `choices` are values that its description names in quotes."""

    name: str
    text: str
    default: str | None
    position: int
    is_required: bool
    is_keyword: bool
    takes: frozenset[str]
    """Of `array`, `number`, `integer`, `text`, `flag`, `graph`, `callable`."""
    choices: tuple[str, ...]
    roles: frozenset[Role]
    is_closed: bool = False
    """Takes an argument only of its own name: the routine is known, and this is none of its main parts."""
    is_known: bool = False
    """The role is known and not guessed from the documentation."""
    is_variadic: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """A returned value: at `place` of a tuple, or the attribute `name` of an object."""

    name: str
    text: str
    place: int | None


@dataclass(frozen=True, slots=True)
class Manual:
    """A routine as it is read here. `identity` are the stems of its name and summary."""

    routine: Routine
    slots: tuple[Slot, ...]
    fields: tuple[Field, ...]
    identity: frozenset[str]
    summary_stems: frozenset[str]
    name_stems: frozenset[str]
    is_object: bool
    """Called once to be made, and once more to be evaluated."""
    entry: Entry | None = None

    def slot(self, name: str) -> Slot | None:
        """The parameter of that name."""
        return next((s for s in self.slots if s.name == name), None)


@lru_cache(maxsize=4096)
def read_manual(routine: Routine) -> Manual:
    """Reads the documentation once."""
    known = entry_of(routine.name, *routine.aliases)
    slots = tuple(
        _slot(p, n, known)
        for n, p in enumerate(routine.parameters)
        if p.kind not in {"var_keyword", "var_positional"} or (known is not None and p.name in known.takes)
    )
    name = frozenset(stem(w) for w in identifier_words(routine.name) if len(w) > 1)
    summary = stems(routine.summary)
    is_object = routine.kind == "class" and "__call__" in f"{routine.description}"
    return Manual(routine, slots, _fields(routine), name | summary, summary, name, is_object, known)


def _slot(parameter: RoutineParameter, position: int, known: Entry | None) -> Slot:
    text = parameter.description
    role = known.takes.get(parameter.name) if known is not None else None
    is_needed = parameter.default is None and (role is not None or known is None)
    choices = tuple(dict.fromkeys(re.findall(r"['\"‘“]([a-z][\w-]*)['\"’”]", text)))
    return Slot(
        parameter.name,
        text,
        parameter.default,
        position,
        is_needed and parameter.kind != "var_positional",
        parameter.kind == "keyword_only",
        _takes(parameter) if role is None else _kinds_of(role),
        choices,
        frozenset({role})
        if role is not None
        else frozenset[Role]()
        if known is not None
        else roles_of(parameter.name, " ".join(text.split())[:400]),
        is_closed=known is not None and role is None,
        is_known=role is not None,
        is_variadic=parameter.kind == "var_positional",
    )


def _kinds_of(role: Role) -> frozenset[str]:
    """What an argument that plays a part is."""
    if role == "graph":
        return frozenset({"graph"})
    if role in {"source", "target"}:
        return frozenset({"node", "text", "integer", "number"})
    if role == "function":
        return frozenset({"callable"})
    if role in {"edge weights", "flag"}:
        return frozenset({"text", "flag"})
    if role in EITHER:
        return frozenset({"number", "integer", "array"})
    if role in NUMBERS:
        return frozenset({"number", "integer"})
    return frozenset({"array"})


def _takes(parameter: RoutineParameter) -> frozenset[str]:
    head = parameter.description.lower().split("\n")[0][:90] or parameter.description.lower()[:90]
    found: set[str] = set()
    if re.search(r"array|ndarray|sequence|matrix|\blist\b|1-?d|2-?d|vector|\([nm],", head):
        found.add("array")
    if re.search(r"\bfloat|scalar|number|real\b", head):
        found.add("number")
    if re.search(r"\bint\b|integer", head):
        found.add("integer")
    if re.search(r"\bbool|true|false", head):
        found.add("flag")
    if re.search(r"\bstr\b|string|\{ ?['\"‘]|['\"‘]\w+['\"’]", head):
        found.add("text")
    if re.search(r"graph", head):
        found.add("graph")
    if re.search(r"\bnode\b", head) and "array" not in found:
        found |= {"text", "integer", "node"}
    if re.search(r"callable|\bfunction\b", head):
        found.add("callable")
    if parameter.default in {"True", "False"}:
        found.add("flag")
    if re.search(r"operator|transposable", head):
        found.add("array")
    return frozenset(found)


_FIELD = re.compile(
    r"(?:^|\n|\s\s|: ?|\. |\n- ``?)\s*`{0,2}([a-z_]\w*)`{0,2} ?: "
    r"(?=(?:float|int|ndarray|array|scalar|bool|1-?D|None)\b)"
)


_CONDITIONAL = re.compile(
    r"(?:returned|provided|present|available)(?: only)? (?:if|when)|only (?:if|when|returned|present|"
    r"provided)|"
    r"if `{0,2}(?:return_|full_output|full\b|cov\b|qstat|alpha)",
    re.IGNORECASE,
)


def _fields(routine: Routine) -> tuple[Field, ...]:
    """Values of a tuple, or attributes of the one object that is returned."""
    results = [
        r for r in routine.results if "'sos'" in r.description or not _CONDITIONAL.search(r.description)
    ]
    if (
        len(results) > 1
        and results[0].name is None
        and re.search(r"object|following attributes", results[0].description)
    ):
        return tuple(Field(r.name, r.description, None) for r in results[1:] if r.name)
    if routine.name.startswith("scipy.stats.") and any(r.name == "pvalue" for r in results):
        # Results of tests are objects whose fields have names, whatever else they are.
        return tuple(Field(r.name, r.description, None) for r in results if r.name)
    if len(results) == 1:
        text = results[0].description
        inner = _FIELD.split(text)
        if len(inner) >= 5 and re.search(
            r"attribute|namedtuple|named tuple|result|fields|object", inner[0].lower()
        ):
            names = inner[1::2]
            return tuple(Field(n, t.strip(), None) for n, t in zip(names, inner[2::2], strict=True))
        return (Field(results[0].name or "", text, None),)
    return tuple(Field(r.name or "", r.description, n) for n, r in enumerate(results))
