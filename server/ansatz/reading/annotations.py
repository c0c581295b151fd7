"""What annotations say of quantities: `Annotated[float, "m/s"]`, `u.Quantity[u.m]`, `"pressure in bar"`."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ..core.quantity import Unit
from ..core.target import ParameterSource
from ..core.text import Span
from ..formulas.units import parsed
from .docstring import Docstring, Entry
from .phrases import unit_of

_QUOTED: Final = re.compile(r"[\"']([^\"'\n]{1,80})[\"']")
_MEMBERS: Final = re.compile(r"\[(?:[^\[\]]*,)?\s*((?:u|units|ureg|unit)\.[^\[\],]{1,60})\]\s*$")
_MODULE: Final = re.compile(r"\b(?:u|units|ureg|unit)\.(?=[A-Za-z])")


def with_annotations(doc: Docstring, sources: Sequence[ParameterSource], returned: str | None) -> Docstring:
    """The docstring with what annotations say put behind entries that state no unit themselves."""
    parameters = dict(doc.parameters)
    for source in sources:
        entry = parameters.get(source.name) or Entry(source.name, "", source.span)
        said = said_by(source.annotation)
        if said and unit_of(entry.text) is None:
            parameters[source.name] = replace(entry, text=f"{entry.text} {said}".strip())
    results = doc.results
    if len(results) < 2 and (said := said_by(returned)):
        entry = results[0] if results else Entry("", "", Span(0, 0))
        if unit_of(entry.text) is None:
            results = (replace(entry, text=f"{entry.text} {said}".strip()),)
    return replace(doc, parameters=parameters, results=results)


def annotated_result(annotation: str | None) -> Unit | None:
    """The unit that a return annotation states."""
    said = said_by(annotation)
    return unit_of(said) if said else None


def said_by(annotation: str | None) -> str:
    """A unit in brackets or a description with one; empty where the annotation is a type alone.

    A quoted type (`"Quantity"`, `"T"`) is none: a description has several words.
    """
    if not annotation:
        return ""
    is_marked = re.match(r"(?:\w+\.)*(?:Annotated|Quantity)\b", annotation) is not None
    for text in _QUOTED.findall(annotation):
        if is_marked and parsed(text) is not None:
            return f"[{text}]"
        if (is_marked or annotation.strip()[0] in "\"'") and " " in text and unit_of(text) is not None:
            return text
    members = _MEMBERS.search(annotation)
    if is_marked and members is not None:
        unit = _MODULE.sub("", members.group(1)).strip()
        return f"[{unit}]" if parsed(unit) is not None else ""
    return ""
