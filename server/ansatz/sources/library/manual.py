"""What a routine's documentation says of its parameters and results, in the terms that binding needs."""

import re
from dataclasses import dataclass
from functools import lru_cache

from ...core.routine import Routine, RoutineParameter
from .roles import Role, roles_of
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

    def slot(self, name: str) -> Slot | None:
        """The parameter of that name."""
        return next((s for s in self.slots if s.name == name), None)


@lru_cache(maxsize=4096)
def read_manual(routine: Routine) -> Manual:
    """Reads the documentation once."""
    slots = tuple(
        _slot(p, n)
        for n, p in enumerate(routine.parameters)
        if p.kind not in {"var_keyword", "var_positional"}
    )
    name = frozenset(stem(w) for w in identifier_words(routine.name) if len(w) > 1)
    summary = stems(routine.summary)
    is_object = routine.kind == "class" and "__call__" in f"{routine.description}"
    return Manual(routine, slots, _fields(routine), name | summary, summary, name, is_object)


def _slot(parameter: RoutineParameter, position: int) -> Slot:
    text = parameter.description
    choices = tuple(dict.fromkeys(re.findall(r"['\"‘“]([a-z][\w-]*)['\"’”]", text)))
    return Slot(
        parameter.name,
        text,
        parameter.default,
        position,
        parameter.default is None,
        parameter.kind == "keyword_only",
        _takes(parameter),
        choices,
        roles_of(parameter.name, " ".join(text.split())[:400]),
    )


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


def _fields(routine: Routine) -> tuple[Field, ...]:
    """Values of a tuple, or attributes of the one object that is returned."""
    results = [
        r for r in routine.results if "nly returned if" not in r.description or "'sos'" in r.description
    ]
    results = [
        r
        for r in results
        if not re.search(r"nly (?:returned|provided|present) if|if `?return_", r.description)
    ]
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
