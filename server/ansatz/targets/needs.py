"""All that has to stand beside a function for it to run, from its module, its class and around it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tree_sitter import Node

from ansatz.core.target import FunctionTarget
from ansatz.core.text import Span

from .naming import Names, identifier, names
from .outline import Definition, header_end, outline
from .scopes import Key, Resolver, scopes_around
from .syntax import captures, part, span
from .units import Unit, around, body_units, definition_node

_CONSTRUCTORS = frozenset({"__init__", "__new__", "__post_init__"})
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Header:
    """A class that a method stays in; `is_sound` says that its bases and decorators can be had."""

    definition: Definition
    is_sound: bool


@dataclass(frozen=True)
class Needs:
    """What goes with a function.

    `before` and `after` are statements of the module on either side, `around` those of enclosing
    functions, `members` those of the class. `dropped` are decorators that nothing defines. `missing`
    are names that nothing in the text gives a value. `is_postponed`: its annotations name what can't
    be had, so they must not be evaluated.
    """

    headers: tuple[Header, ...]
    dropped: tuple[Span, ...]
    futures: tuple[Unit, ...]
    before: tuple[Unit, ...]
    around: tuple[Unit, ...]
    members: tuple[Unit, ...]
    after: tuple[Unit, ...]
    missing: frozenset[str]
    is_postponed: bool


def needs(text: str, target: FunctionTarget) -> Needs:
    """What a function statically needs, transitively."""
    chain = around(text, target.signature.start)
    outer = chain[:-1]
    depth = len(outer)
    while depth and outer[depth - 1].kind == "class":
        depth -= 1
    classes = outer[depth:]
    scopes = scopes_around(text, outer, target.signature.start)
    # Its own name, or its class's, is what the slice itself defines.
    given = identifier(classes[0].name, text) if classes else target.name
    resolver = Resolver(scopes, [given])
    own, attributes = _own(text, target, chain[-1] if chain else None)
    decorators = _decorators(text, target)
    members = _members(text, target, classes, resolver, attributes, [own, *decorators.values()])
    in_class = frozenset(name for unit in members for name in unit.bound_names)
    kept = {place: each for place, each in decorators.items() if _are_there(each.now, resolver, in_class)}
    heads = [_head(text, each, resolver) for each in classes]
    pieces = [own, *kept.values(), *(unit.names for unit in members), *(head for head in heads if head)]
    wanted = {name for each in pieces for name in each.needed} - in_class
    found = resolver.closure(wanted)
    further = {(name, key[0]) for key in found for name in resolver.unit(key).names.needed}
    unused = {name for each in decorators.values() for name in each.needed} - in_class
    futures = tuple(unit for unit in scopes[-1].units if unit.is_future)
    has_postponed = any("annotations" in each.span.of(text) for each in futures)
    level, at = len(scopes) - 1, scopes[-1].own
    return Needs(
        headers=tuple(Header(each, head is not None) for each, head in zip(classes, heads, strict=True)),
        dropped=tuple(place for place in decorators if place not in kept),
        futures=futures,
        before=_units(resolver, [key for key in found if key[0] == level and (at is None or key[1] <= at)]),
        around=_units(resolver, [key for key in found if key[0] < level]),
        members=members,
        after=_units(resolver, [key for key in found if key[0] == level and at is not None and key[1] > at]),
        missing=frozenset(
            name
            for name, at_level in {*((each, 0) for each in wanted | unused), *further}
            if not resolver.is_available(name, at_level)
        ),
        is_postponed=not has_postponed and not _are_there(own.now, resolver, in_class),
    )


def _units(resolver: Resolver, keys: Sequence[Key]) -> tuple[Unit, ...]:
    """The statements in order, those of outer scopes first."""
    units = [resolver.unit(key) for key in sorted(keys, key=lambda key: (-key[0], key[1]))]
    return tuple(unit for unit in units if not unit.is_future)


def _are_there(wanted: Iterable[str], resolver: Resolver, also: Iterable[str]) -> bool:
    return all(resolver.is_available(name) for name in frozenset(wanted) - frozenset(also))


def _own(text: str, target: FunctionTarget, definition: Definition | None) -> tuple[Names, frozenset[str]]:
    """What the function needs, its decorators left out, and the attributes that it looks up.

    Where it does not parse, every word in its body may be either.
    """
    if definition and (node := definition_node(text, definition)):
        return names([node], text), _attributes([node], text)
    header = captures(part(text, target.signature).root_node, "(function_definition) @it")
    blank = outline(text).blank[target.body.start : target.body.end].decode("ascii")
    words = frozenset(_WORD.findall(blank))
    known = names(header[:1], text)
    return replace(known, later=known.later | words), words


def _attributes(nodes: Iterable[Node], text: str) -> frozenset[str]:
    pattern = "(attribute attribute: (identifier) @it)"
    return frozenset(identifier(span(each), text) for node in nodes for each in captures(node, pattern))


def _decorators(text: str, target: FunctionTarget) -> dict[Span, Names]:
    header = part(text, Span(target.span.start, target.signature.end)).root_node
    found = captures(header, "(decorator) @it")
    return {span(each): names([each], text) for each in found if each.end_byte <= target.signature.start}


def _head(text: str, definition: Definition, resolver: Resolver) -> Names | None:
    """What the decorators and bases of a class need, None where they can't be had."""
    colon = header_end(outline(text).blank, definition.name.end, definition.end)
    root = part(text, Span(definition.start, colon or definition.end)).root_node
    if colon is None or root.has_error:
        return None
    found = names(root.named_children, text)
    return found if _are_there(found.now, resolver, ()) else None


def _members(
    text: str,
    target: FunctionTarget,
    classes: Sequence[Definition],
    resolver: Resolver,
    attributes: frozenset[str],
    own: Sequence[Names],
) -> tuple[Unit, ...]:
    """The class's values, its constructor, and those of its methods that are reached from the target."""
    every = body_units(text, classes[-1]) if classes else ()
    values = dict[str, Unit]()
    chosen = list[Unit]()
    for unit in every:
        is_value = unit.kind in ("import", "other") and unit.bound
        if is_value and _are_there(unit.names.now, resolver, values):
            chosen.append(unit)
            values |= dict.fromkeys(unit.bound_names, unit)
    is_static = "@staticmethod" in text[target.span.start : target.signature.start]
    constructors = frozenset[str]() if is_static else _CONSTRUCTORS
    wanted = {
        *attributes,
        *constructors,
        *_attributes([node for unit in chosen for node in unit.nodes], text),
    }
    wanted.update(*(each.now for each in own))
    # An earlier namesake is another function, unless a decorator builds on it: `@speed.setter`.
    is_built_on = any(target.name in each.now for each in own[1:])
    methods = [
        unit
        for unit in every
        if unit.kind == "definition"
        and not unit.span.contains(target.span)
        and (target.name not in unit.bound_names or (is_built_on and unit.span.end <= target.span.start))
    ]
    reached = True
    while reached:
        reached = [
            unit
            for unit in methods
            if unit not in chosen
            and unit.bound_names & wanted
            and _are_there(unit.names.now, resolver, {*values, *wanted})
        ]
        chosen += reached
        wanted |= _attributes([node for unit in reached for node in unit.nodes], text)
        wanted.update(*(unit.names.now for unit in reached))
    return tuple(sorted(chosen, key=lambda unit: unit.span.start))
