"""What a piece of code statically needs from the scopes around it, transitively."""

import builtins
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from .finding import functions
from .outline import Definition
from .units import Unit, body_units, module_units

_ALWAYS = frozenset(dir(builtins)) | {"__name__", "__file__", "__doc__"}


@dataclass(frozen=True)
class Scope:
    """The statements of a function around the target, or of the module; `own` holds the target itself."""

    units: tuple[Unit, ...]
    parameters: frozenset[str]
    own: int | None

    @cached_property
    def by_name(self) -> dict[str, list[int]]:
        """Which statements give a name its value."""
        found = defaultdict[str, list[int]](list)
        for index, unit in enumerate(self.units):
            if unit.kind != "broken" and not _is_main(unit):
                for name in unit.bound_names:
                    found[name].append(index)
        for index, unit in enumerate(self.units):
            # `TABLE["x"] = 1` completes a value of this scope, but is no reason to touch an import's.
            changed = unit.names.changed if unit.kind == "other" else frozenset[str]()
            for name in changed - unit.bound_names:
                if any(self.units[at].kind != "import" for at in found.get(name, ())):
                    found[name].append(index)
        return dict(found)


def _is_main(unit: Unit) -> bool:
    return unit.nodes[0].type == "if_statement" and "__name__" in unit.names.now


def scopes_around(text: str, enclosing: Sequence[Definition], keyword: int) -> tuple[Scope, ...]:
    """The scopes that a function's body looks names up in, innermost first; classes are none of them."""
    found = list[Scope]()
    for definition in reversed([each for each in enclosing if each.kind == "function"]):
        parameters = frozenset(
            parameter.name
            for each in functions(text)
            if each.signature.start == definition.keyword
            for parameter in each.parameters
        )
        found.append(_scope(body_units(text, definition), parameters, keyword))
    return (*found, _scope(module_units(text), frozenset(), keyword))


def _scope(units: tuple[Unit, ...], parameters: frozenset[str], keyword: int) -> Scope:
    own = next((at for at, unit in enumerate(units) if unit.span.start <= keyword < unit.span.end), None)
    return Scope(units, parameters, own)


Key = tuple[int, int]
"""The scope's place among the scopes, innermost 0, and the statement's place in it."""


class Resolver:
    """Finds the statements that names need. `given` names are there already, in every scope."""

    def __init__(self, scopes: Sequence[Scope], given: Iterable[str]) -> None:
        self._scopes = scopes
        self._given = frozenset(given)
        self._usable = dict[Key, bool]()
        self._stars = tuple(
            (level, index)
            for level, scope in enumerate(scopes)
            for index, unit in enumerate(scope.units)
            if unit.kind == "import" and unit.names.has_star
        )

    def providers(self, name: str, level: int = 0) -> tuple[Key, ...] | None:
        """The statements that give `name` its value as seen from scope `level`; None: nothing does."""
        if name in self._given:
            return ()
        for at in range(level, len(self._scopes)):
            scope = self._scopes[at]
            found = scope.by_name.get(name)
            if found:
                return tuple((at, index) for index in found)
            if name in scope.parameters:
                return None
        if name in _ALWAYS:
            return ()
        return self._stars or None

    def is_available(self, name: str, level: int = 0) -> bool:
        """Whether the name can have a value when the code that uses it is executed."""
        found = self.providers(name, level)
        return found is not None and (not found or any(self.is_usable(key) for key in found))

    def is_usable(self, key: Key) -> bool:
        """Whether a statement finds all that it needs at once. A circle is taken to be fine."""
        if key not in self._usable:
            self._usable[key] = True
            names = self.unit(key).names
            own = self.unit(key).bound_names
            self._usable[key] = all(name in own or self.is_available(name, key[0]) for name in names.now)
        return self._usable[key]

    def closure(self, needed: Iterable[str]) -> frozenset[Key]:
        """All usable statements that the names need, and that those need in turn."""
        found = set[Key]()
        pending = [(name, 0) for name in needed]
        seen = set(pending)
        while pending:
            name, level = pending.pop()
            for key in self.providers(name, level) or ():
                if key in found or not self.is_usable(key):
                    continue
                found.add(key)
                more = {(each, key[0]) for each in self.unit(key).names.needed} - seen
                seen |= more
                pending += more
        return frozenset(found)

    def unit(self, key: Key) -> Unit:
        """The statement that a key stands for."""
        return self._scopes[key[0]].units[key[1]]
